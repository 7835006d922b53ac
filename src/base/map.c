/* Open addressing with linear probing, at most three quarters full. */
#include "base/map.h"

#include <stdint.h>

#include "base/arena.h"

struct map_slot {
    struct str name; /* .p is NULL in a free slot */
    void *thing;
};

/* FNV-1a, 64 bits: Fowler, Noll and Vo. */
static size_t hash(struct str name)
{
    uint64_t h = 14695981039346656037U;

    for (size_t i = 0; i < name.len; i++)
        h = (h ^ (unsigned char)name.p[i]) * 1099511628211U;
    return (size_t)(h ^ h >> 32);
}

/* The slot of the name, or the free one where it belongs. */
static struct map_slot *slot_of(struct map_slot *slots, size_t n_slots,
                                struct str name)
{
    size_t i = hash(name) & (n_slots - 1);

    while (slots[i].name.p != NULL && !str_eq(slots[i].name, name))
        i = (i + 1) & (n_slots - 1);
    return &slots[i];
}

static void grow(struct map *m)
{
    size_t n_slots = m->n_slots == 0 ? 16 : m->n_slots * 2;
    struct map_slot *slots = ARENA_ARRAY(m->arena, n_slots, struct map_slot);

    for (size_t i = 0; i < m->n_slots; i++)
        if (m->slots[i].name.p != NULL)
            *slot_of(slots, n_slots, m->slots[i].name) = m->slots[i];
    m->slots = slots;
    m->n_slots = n_slots;
}

void *map_find(const struct map *m, struct str name)
{
    if (m->n_slots == 0)
        return NULL;
    return slot_of(m->slots, m->n_slots, name)->thing;
}

void **map_at(struct map *m, struct str name)
{
    if ((m->count + 1) * 4 > m->n_slots * 3)
        grow(m);

    struct map_slot *slot = slot_of(m->slots, m->n_slots, name);
    if (slot->name.p == NULL) {
        slot->name = name.p != NULL ? name : STR("");
        m->count++;
    }
    return &slot->thing;
}
