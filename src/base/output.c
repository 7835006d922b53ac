#include "base/output.h"

#include <assert.h>

#include "base/arena.h"

void outputs_add(struct outputs *o, struct str path, struct str bytes)
{
    struct str name = str_copy(o->arena, path);

    assert(outputs_find(o, name.p) == NULL);
    o->items =
        arena_grow(o->arena, o->items, o->count, &o->cap, sizeof(*o->items));
    o->items[o->count++] = (struct output){name, bytes};
}

const struct output *outputs_find(const struct outputs *o, const char *path)
{
    for (size_t i = 0; i < o->count; i++)
        if (str_is(o->items[i].path, path))
            return &o->items[i];
    return NULL;
}
