#include "base/interrupt.h"

#include <stddef.h>

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

enum {
    N_SIGNALS = sizeof(signals) / sizeof(signals[0])
};

/* A blocked signal that is ignored would become pending all the same. */
struct interrupt interrupt_hold(void)
{
    struct interrupt i;
    struct sigaction action;

    sigemptyset(&i.held);
    for (size_t k = 0; k < N_SIGNALS; k++)
        if (sigaction(signals[k], NULL, &action) == 0 &&
            action.sa_handler != SIG_IGN)
            sigaddset(&i.held, signals[k]);
    sigprocmask(SIG_BLOCK, &i.held, &i.before);
    return i;
}

bool interrupt_came(const struct interrupt *i)
{
    sigset_t pending;

    sigpending(&pending);
    for (size_t k = 0; k < N_SIGNALS; k++)
        if (sigismember(&i->held, signals[k]) == 1 &&
            sigismember(&pending, signals[k]) == 1)
            return true;
    return false;
}

void interrupt_release(const struct interrupt *i)
{
    sigprocmask(SIG_SETMASK, &i->before, NULL);
}
