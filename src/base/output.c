#include "base/output.h"

#include <assert.h>

#include "base/arena.h"
#include "base/digest.h"

void outputs_append(struct outputs *o, const struct output *file)
{
    assert(outputs_find(o, file->path.p) == NULL);
    o->items =
        arena_grow(o->arena, o->items, o->count, &o->cap, sizeof(*o->items));
    o->items[o->count++] = *file;
}

struct output *outputs_add(struct outputs *o, struct str path, struct str bytes)
{
    outputs_append(o, &(struct output){
                          .path = str_copy(o->arena, path),
                          .bytes = bytes,
                          .sha256 = digest_hex(o->arena, bytes),
                          .sum = STR(""),
                      });
    return &o->items[o->count - 1];
}

const struct output *outputs_find(const struct outputs *o, const char *path)
{
    for (size_t i = 0; i < o->count; i++)
        if (str_is(o->items[i].path, path))
            return &o->items[i];
    return NULL;
}
