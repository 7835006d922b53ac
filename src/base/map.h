/* map.h - finds a thing by its name without looking at all of them.
 *
 * Names are borrowed: they must live as long as the map.  Nothing is ever
 * taken out.  Walking over a map is not offered: the order would be that of
 * the hashes, and outputs keep the order of the source.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct map_slot;

struct map {
    struct arena *arena;
    struct map_slot *slots;
    size_t n_slots; /* 0 or a power of two */
    size_t count;
    bool folds_case;
};

static inline struct map map_new(struct arena *a)
{
    return (struct map){.arena = a};
}

/* ASCII letters in names compare equal whatever their case. */
static inline struct map map_new_nocase(struct arena *a)
{
    return (struct map){.arena = a, .folds_case = true};
}

/* What stands under a name, or NULL. */
void *map_find(const struct map *m, struct str name);

/* Where the thing of this name is kept; NULL stands there when the name is
 * new.  Good until the next map_at().
 *     void **at = map_at(&ids, id);
 *     if (*at == NULL)
 *         *at = heading; */
void **map_at(struct map *m, struct str name);

#endif
