#include "base/index.h"

#include <stdint.h>

#include "base/arena.h"

/* FNV-1a, 64 bits (Fowler, Noll, Vo), over lower case letters. */
static size_t hash_of(struct str name)
{
    uint64_t hash = 0xCBF29CE484222325U;

    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.p[i];
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c - 'A' + 'a');
        hash = (hash ^ c) * 0x100000001B3U;
    }
    return (size_t)hash;
}

/* The slot that holds the name, or the free one where it would go. */
static struct index_slot *slot_of(const struct index *index, struct str name)
{
    size_t mask = index->n_slots - 1;
    size_t i = hash_of(name) & mask;

    while (index->slots[i].name.p != NULL &&
           !str_eq_nocase(index->slots[i].name, name))
        i = (i + 1) & mask;
    return &index->slots[i];
}

static void grow(struct index *index)
{
    struct index old = *index;

    index->n_slots = old.n_slots == 0 ? 16 : old.n_slots * 2;
    index->slots = ARENA_ARRAY(index->arena, index->n_slots, struct index_slot);
    for (size_t i = 0; i < old.n_slots; i++)
        if (old.slots[i].name.p != NULL)
            *slot_of(index, old.slots[i].name) = old.slots[i];
}

bool index_put(struct index *index, struct str name, size_t value)
{
    if (name.p == NULL)
        name = STR("");
    if (index->count * 2 >= index->n_slots)
        grow(index);

    struct index_slot *slot = slot_of(index, name);
    if (slot->name.p != NULL)
        return false;
    *slot = (struct index_slot){name, value};
    index->count++;
    return true;
}

bool index_find(const struct index *index, struct str name, size_t *value)
{
    if (index->n_slots == 0)
        return false;

    const struct index_slot *slot = slot_of(index, name);
    if (slot->name.p == NULL)
        return false;
    *value = slot->value;
    return true;
}
