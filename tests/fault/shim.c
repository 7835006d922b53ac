/* shim.c - a world that says no.  Preloaded into the program, it lets the n-th
 * call of one kind fail, or ends the process there.
 *
 *     FAULT=open:3      the third file is not opened (EMFILE)
 *     FAULT=write:5     the fifth write meets a full disk (ENOSPC)
 *     FAULT=write+:5    so do all that follow
 *     FAULT=kill:7      SIGKILL just before the seventh call that changes the
 *                       disk; term:7 is SIGTERM
 *     FAULT=thread:1    the first thread cannot be started (EAGAIN)
 *     FAULT_PLAIN=1     a file system that cannot exchange two names at once
 *     FAULT_COUNT=FILE  writes to FILE how many calls of each kind there were
 *
 * Calls that libc makes inside itself are not seen here, so the functions of
 * stdio are counted and not the system calls below them.  What goes to stderr
 * never fails: the message is part of what is tested. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum call {
    CALL_OPEN,
    CALL_READ,
    CALL_WRITE,
    CALL_CLOSE,
    CALL_RENAME,
    CALL_MKDIR,
    CALL_UNLINK,
    CALL_SYNC,
    CALL_FLUSH, /* the same calls: how a server says that its disk is full */
    CALL_MALLOC,
    CALL_THREAD,
    CALL_CHANGE, /* any of those that change the disk: where to kill */
    CALL_COUNT
};

static const char *const names[CALL_COUNT] = {
    "open",   "read", "write", "close",  "rename", "mkdir",
    "unlink", "sync", "flush", "malloc", "thread", "change"};

static const int reasons[CALL_COUNT] = {EMFILE, EIO,    ENOSPC, EDQUOT,
                                        EIO,    ENOSPC, EACCES, EIO,
                                        ENOSPC, ENOMEM, EAGAIN, 0};

static atomic_ulong counts[CALL_COUNT];
static unsigned long fail_at[CALL_COUNT]; /* 0: never */
static bool and_after;
static int fatal_signal = SIGKILL;

static unsigned long number_behind_colon(const char *text)
{
    const char *colon = strchr(text, ':');

    return colon == NULL ? 0 : strtoul(colon + 1, NULL, 10);
}

__attribute__((constructor)) static void read_orders(void)
{
    const char *order = getenv("FAULT");

    if (order == NULL)
        return;
    and_after = strchr(order, '+') != NULL;
    if (strncmp(order, "term", 4) == 0)
        fatal_signal = SIGTERM;
    if (strncmp(order, "kill", 4) == 0 || strncmp(order, "term", 4) == 0)
        fail_at[CALL_CHANGE] = number_behind_colon(order);
    for (int call = 0; call < CALL_CHANGE; call++)
        if (strncmp(order, names[call], strlen(names[call])) == 0)
            fail_at[call] = number_behind_colon(order);
}

__attribute__((destructor)) static void report_counts(void)
{
    const char *path = getenv("FAULT_COUNT");
    unsigned long seen[CALL_COUNT];

    if (path == NULL)
        return;
    for (int call = 0; call < CALL_COUNT; call++)
        seen[call] = counts[call];
    FILE *f = fopen(path, "w");
    if (f == NULL)
        return;
    for (int call = 0; call < CALL_COUNT; call++)
        fprintf(f, "%s %lu\n", names[call], seen[call]);
    fclose(f);
}

/* Counts a call; true where it must fail, with errno set. */
static bool fails(enum call call)
{
    unsigned long n = atomic_fetch_add(&counts[call], 1) + 1;
    unsigned long at = fail_at[call];

    if (at == 0 || (and_after ? n < at : n != at))
        return false;
    if (call == CALL_CHANGE)
        raise(fatal_signal);
    errno = reasons[call];
    return true;
}

static bool change_fails(enum call call)
{
    fails(CALL_CHANGE);
    return fails(call);
}

/* The function that this one stands before. */
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* --- files ---------------------------------------------------------------- */

int open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    bool no =
        (flags & O_CREAT) != 0 ? change_fails(CALL_OPEN) : fails(CALL_OPEN);
    return no ? -1 : NEXT(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails(CALL_OPEN) ? -1 : NEXT(open64)(path, flags, mode);
}

FILE *fopen(const char *path, const char *mode)
{
    bool no = mode[0] == 'w' ? change_fails(CALL_OPEN) : fails(CALL_OPEN);

    return no ? NULL : NEXT(fopen)(path, mode);
}

FILE *fopen64(const char *path, const char *mode)
{
    return fails(CALL_OPEN) ? NULL : NEXT(fopen64)(path, mode);
}

DIR *opendir(const char *path)
{
    return fails(CALL_OPEN) ? NULL : NEXT(opendir)(path);
}

ssize_t read(int fd, void *to, size_t len)
{
    return fails(CALL_READ) ? -1 : NEXT(read)(fd, to, len);
}

ssize_t write(int fd, const void *from, size_t len)
{
    if (fd != STDERR_FILENO && change_fails(CALL_WRITE))
        return -1;
    return NEXT(write)(fd, from, len);
}

size_t fwrite(const void *from, size_t size, size_t n, FILE *f)
{
    if (f != stderr && change_fails(CALL_WRITE))
        return NEXT(fwrite)(from, size, n / 2, f); /* what still fitted */
    return NEXT(fwrite)(from, size, n, f);
}

/* A file that cannot be closed is closed all the same, as close(2) says. */
int fclose(FILE *f)
{
    bool no = change_fails(CALL_CLOSE);
    int closed = NEXT(fclose)(f);

    if (!no)
        return closed;
    errno = reasons[CALL_CLOSE];
    return EOF;
}

int rename(const char *from, const char *to)
{
    return change_fails(CALL_RENAME) ? -1 : NEXT(rename)(from, to);
}

int renameat2(int from_dir, const char *from, int to_dir, const char *to,
              unsigned flags)
{
    if (flags != 0 && getenv("FAULT_PLAIN") != NULL) {
        errno = EINVAL;
        return -1;
    }
    if (change_fails(CALL_RENAME))
        return -1;
    return NEXT(renameat2)(from_dir, from, to_dir, to, flags);
}

int mkdir(const char *path, mode_t mode)
{
    return change_fails(CALL_MKDIR) ? -1 : NEXT(mkdir)(path, mode);
}

int unlink(const char *path)
{
    return change_fails(CALL_UNLINK) ? -1 : NEXT(unlink)(path);
}

int rmdir(const char *path)
{
    return change_fails(CALL_UNLINK) ? -1 : NEXT(rmdir)(path);
}

static bool sync_fails(void)
{
    return change_fails(CALL_SYNC) || fails(CALL_FLUSH);
}

int fsync(int fd)
{
    return sync_fails() ? -1 : NEXT(fsync)(fd);
}

int syncfs(int fd)
{
    return sync_fails() ? -1 : NEXT(syncfs)(fd);
}

int openat(int dir, const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
    va_end(more);
    return fails(CALL_OPEN) ? -1 : NEXT(openat)(dir, path, flags, mode);
}

int unlinkat(int dir, const char *path, int flags)
{
    return change_fails(CALL_UNLINK) ? -1 : NEXT(unlinkat)(dir, path, flags);
}

/* --- threads -------------------------------------------------------------- */

/* Returns the reason and leaves errno alone. */
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                   void *(*start)(void *), void *context)
{
    if (fails(CALL_THREAD))
        return EAGAIN;
    return NEXT(pthread_create)(thread, attributes, start, context);
}

/* --- memory --------------------------------------------------------------- */

/* glibc's own names, which the program's malloc() asks; RTLD_NEXT is glibc. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *__libc_malloc(size_t size)
{
    return fails(CALL_MALLOC) ? NULL : NEXT(__libc_malloc)(size);
}

void *__libc_calloc(size_t count, size_t size)
{
    return fails(CALL_MALLOC) ? NULL : NEXT(__libc_calloc)(count, size);
}

void *__libc_realloc(void *old, size_t size)
{
    return fails(CALL_MALLOC) ? NULL : NEXT(__libc_realloc)(old, size);
}
