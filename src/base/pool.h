/* pool.h - things of one size that are visited one after the other.
 *
 * They lie side by side in an arena, apart from what is allocated between them:
 * a walk over the blocks of a long document then reads on in memory, instead of
 * skipping over all its words.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

struct arena;

struct pool {
    struct arena *arena;
    size_t size; /* of a thing, in bytes: a multiple of its alignment */
    unsigned char *next;
    size_t n_free, n_more; /* from `next` on; in the batch after it */
};

struct pool pool_new(struct arena *a, size_t size);

/* Zeroed, and good as long as the arena. */
void *pool_take(struct pool *pool);

#define POOL_NEW(a, type) (pool_new((a), sizeof(type)))

#endif
