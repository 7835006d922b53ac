/* Open addressing with linear probing, at most three quarters full. */
#include "base/map.h"

#include <assert.h>
#include <stdint.h>

#include "base/arena.h"

struct map_slot {
    const char *name; /* NULL in a free slot */
    void *thing;
    uint32_t len;
    uint32_t hash; /* other names are told apart without being read */
};

/* FNV-1a, 64 bits: Fowler, Noll and Vo. */
static uint32_t hash_bytes(struct str name)
{
    uint64_t h = 14695981039346656037U;

    for (size_t i = 0; i < name.len; i++)
        h = (h ^ (unsigned char)name.p[i]) * 1099511628211U;
    return (uint32_t)(h ^ h >> 32);
}

/* The same over lower case letters. */
static uint32_t hash_folded(struct str name)
{
    uint64_t h = 14695981039346656037U;

    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.p[i];

        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c - 'A' + 'a');
        h = (h ^ c) * 1099511628211U;
    }
    return (uint32_t)(h ^ h >> 32);
}

static uint32_t hash_of(const struct map *m, struct str name)
{
    return m->folds_case ? hash_folded(name) : hash_bytes(name);
}

static bool is_name(const struct map *m, const struct map_slot *slot,
                    struct str name)
{
    struct str known = {slot->name, slot->len};

    return m->folds_case ? str_eq_nocase(known, name) : str_eq(known, name);
}

/* The slot of the name, or the free one where it belongs. */
static struct map_slot *slot_of(const struct map *m, struct str name,
                                uint32_t hash)
{
    size_t i = hash & (m->n_slots - 1);

    for (; m->slots[i].name != NULL; i = (i + 1) & (m->n_slots - 1)) {
        const struct map_slot *slot = &m->slots[i];

        if (slot->hash == hash && is_name(m, slot, name))
            break;
    }
    return &m->slots[i];
}

static struct map_slot *free_slot(const struct map *m, uint32_t hash)
{
    size_t i = hash & (m->n_slots - 1);

    while (m->slots[i].name != NULL)
        i = (i + 1) & (m->n_slots - 1);
    return &m->slots[i];
}

static void grow(struct map *m)
{
    struct map old = *m;

    m->n_slots = old.n_slots == 0 ? 16 : old.n_slots * 2;
    m->slots = ARENA_ARRAY(m->arena, m->n_slots, struct map_slot);
    for (size_t i = 0; i < old.n_slots; i++)
        if (old.slots[i].name != NULL)
            *free_slot(m, old.slots[i].hash) = old.slots[i];
}

void *map_find(const struct map *m, struct str name)
{
    if (m->n_slots == 0)
        return NULL;
    return slot_of(m, name, hash_of(m, name))->thing;
}

void **map_at(struct map *m, struct str name)
{
    uint32_t hash = hash_of(m, name);

    assert(name.len <= UINT32_MAX);
    if ((m->count + 1) * 4 > m->n_slots * 3)
        grow(m);

    struct map_slot *slot = slot_of(m, name, hash);
    if (slot->name == NULL) {
        slot->name = name.p != NULL ? name.p : "";
        slot->len = (uint32_t)name.len;
        slot->hash = hash;
        m->count++;
    }
    return &slot->thing;
}
