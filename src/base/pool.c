#include "base/pool.h"

#include "base/arena.h"

/* Batches double: a page of a few lines takes a few. */
enum {
    FIRST_BATCH = 4,
    LAST_BATCH = 256
};

struct pool pool_new(struct arena *a, size_t size)
{
    return (struct pool){.arena = a, .size = size, .n_more = FIRST_BATCH};
}

void *pool_take(struct pool *pool)
{
#ifdef ARENA_SEPARATE /* each on its own, so that a step over its edge shows */
    return arena_alloc(pool->arena, pool->size);
#else
    if (pool->n_free == 0) {
        pool->next = arena_array(pool->arena, pool->n_more, pool->size);
        pool->n_free = pool->n_more;
        if (pool->n_more < LAST_BATCH)
            pool->n_more *= 2;
    }
    void *thing = pool->next;
    pool->next += pool->size;
    pool->n_free--;
    return thing;
#endif
}
