/* parallel.h - the same work on many things, on more than one core. */
#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#include <stddef.h>

/* Calls work(context, i) once for every i below `count`, on at most `jobs`
 * threads, the caller's among them; returns when all are done.  The order is
 * not fixed, so each call writes only what belongs to its own i.  When the
 * system gives no threads, the caller does everything. */
void parallel_run(size_t count, unsigned jobs,
                  void (*work)(void *context, size_t i), void *context);

/* How many cores there are; at least 1. */
unsigned parallel_cores(void);

#endif
