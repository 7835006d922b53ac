#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum {
    THREADS_MAX = 16
};

struct shared {
    atomic_size_t next; /* the first i that nobody has taken */
    size_t count;
    void (*work)(void *context, size_t i);
    void *context;
};

static void *take_turns(void *arg)
{
    struct shared *s = arg;

    for (size_t i; (i = atomic_fetch_add(&s->next, 1)) < s->count;)
        s->work(s->context, i);
    return NULL;
}

void parallel_run(size_t count, unsigned jobs,
                  void (*work)(void *context, size_t i), void *context)
{
    struct shared shared = {.count = count, .work = work, .context = context};
    pthread_t threads[THREADS_MAX];
    size_t started = 0;

    while (started < THREADS_MAX && started + 1 < jobs && started + 1 < count &&
           pthread_create(&threads[started], NULL, take_turns, &shared) == 0)
        started++;
    take_turns(&shared);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

unsigned parallel_cores(void)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);

    return cores < 1 ? 1 : (unsigned)cores;
}
