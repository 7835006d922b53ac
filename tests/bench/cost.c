/* cost.c - runs a command and prints the CPU seconds and the peak KiB that it
 * took, as the kernel accounts them to it.
 *
 *     cost COMMAND [ARGUMENT...]    its output is thrown away
 *
 * A process starts with the peak of the one that made it, so a large program
 * cannot measure a small one: this one is small, and forks before it is told
 * anything. */
#define _DEFAULT_SOURCE /* wait4() */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void run(char **command)
{
    int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

    if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0 ||
        dup2(nowhere, STDERR_FILENO) < 0)
        _exit(127);
    execv(command[0], command);
    _exit(127);
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
    struct rusage usage;
    int status;
    pid_t child = argc > 1 ? fork() : -1;

    if (child == 0)
        run(argv + 1);
    if (child < 0 || wait4(child, &status, 0, &usage) != child)
        return 2;
    printf("%.6f %ld\n", seconds(usage.ru_utime) + seconds(usage.ru_stime),
           usage.ru_maxrss);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
