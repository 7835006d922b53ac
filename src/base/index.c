#include "base/index.h"

#include "base/arena.h"

bool index_put(struct index *index, struct str name, size_t value)
{
    void **at = map_at(&index->map, name);

    if (*at != NULL)
        return false;
    size_t *kept = ARENA_NEW(index->map.arena, size_t);
    *kept = value;
    *at = kept;
    return true;
}

bool index_find(const struct index *index, struct str name, size_t *value)
{
    const size_t *kept = map_find(&index->map, name);

    if (kept == NULL)
        return false;
    *value = *kept;
    return true;
}
