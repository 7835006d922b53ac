/* Open addressing with linear probing, at most three quarters full. */
#include "base/map.h"

#include <stdint.h>

#include "base/arena.h"

struct map_slot {
    struct str name; /* .p is NULL in a free slot */
    size_t hash; /* of it: most other names are told apart without being read */
    void *thing;
};

/* FNV-1a, 64 bits: Fowler, Noll and Vo. */
static size_t hash_of(struct str name)
{
    uint64_t h = 14695981039346656037U;

    for (size_t i = 0; i < name.len; i++)
        h = (h ^ (unsigned char)name.p[i]) * 1099511628211U;
    return (size_t)(h ^ h >> 32);
}

/* The slot of the name, or the free one where it belongs. */
static struct map_slot *slot_of(const struct map *m, struct str name,
                                size_t hash)
{
    size_t i = hash & (m->n_slots - 1);

    while (m->slots[i].name.p != NULL &&
           (m->slots[i].hash != hash || !str_eq(m->slots[i].name, name)))
        i = (i + 1) & (m->n_slots - 1);
    return &m->slots[i];
}

static struct map_slot *free_slot(const struct map *m, size_t hash)
{
    size_t i = hash & (m->n_slots - 1);

    while (m->slots[i].name.p != NULL)
        i = (i + 1) & (m->n_slots - 1);
    return &m->slots[i];
}

static void grow(struct map *m)
{
    struct map old = *m;

    m->n_slots = old.n_slots == 0 ? 16 : old.n_slots * 2;
    m->slots = ARENA_ARRAY(m->arena, m->n_slots, struct map_slot);
    for (size_t i = 0; i < old.n_slots; i++)
        if (old.slots[i].name.p != NULL)
            *free_slot(m, old.slots[i].hash) = old.slots[i];
}

void *map_find(const struct map *m, struct str name)
{
    if (m->n_slots == 0)
        return NULL;
    return slot_of(m, name, hash_of(name))->thing;
}

void **map_at(struct map *m, struct str name)
{
    if ((m->count + 1) * 4 > m->n_slots * 3)
        grow(m);

    size_t hash = hash_of(name);
    struct map_slot *slot = slot_of(m, name, hash);
    if (slot->name.p == NULL) {
        slot->hash = hash;
        slot->name = name.p != NULL ? name : STR("");
        m->count++;
    }
    return &slot->thing;
}
