#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Blocks double from the first size to the last: measuring a word takes an arena
 * of a few hundred bytes, thousands of times, and a report one of megabytes. */
#define FIRST_BLOCK ((size_t)2 << 10)
#define LAST_BLOCK  ((size_t)64 << 10)

/* Bytes that a list starts with, unless one element takes more. */
#define FIRST_LIST ((size_t)128)

/* Test builds give every allocation a block of its own, of exactly its size,
 * so that AddressSanitizer sees a step over the edge. */
#ifdef ARENA_SEPARATE
enum {
    separate = 1
};
#else
enum {
    separate = 0
};
#endif

struct block {
    struct block *next;
    size_t size; /* bytes in data[] */
    size_t used;
    alignas(max_align_t) unsigned char data[];
};

struct arena {
    struct block
        *head; /* the block we allocate from; full ones are behind it */
    size_t used;
    size_t next_size; /* of the next block; a larger request gets its own */
};

/* Other threads may be at work, so nothing is torn down under them. */
static void out_of_memory(size_t size)
{
    fprintf(stderr, "plenum: out of memory (%zu bytes)\n", size);
    _Exit(2);
}

static struct block *block_new(size_t size, struct block *next)
{
    struct block *b = calloc(1, sizeof(*b) + size);

    if (b == NULL)
        out_of_memory(size);
    b->size = size;
    b->next = next;
    return b;
}

void arena_exhausted(void)
{
    fputs("plenum: out of memory\n", stderr);
    _Exit(2);
}

void *memory_calloc(size_t count, size_t size)
{
    void *p = calloc(count, size);

    if (p == NULL)
        arena_exhausted();
    return p;
}

void *memory_realloc(void *old, size_t size)
{
    void *p = realloc(old, size);

    if (p == NULL)
        arena_exhausted();
    return p;
}

struct arena *arena_new(void)
{
    struct arena *a = calloc(1, sizeof(*a));

    if (a == NULL)
        out_of_memory(sizeof(*a));
    a->next_size = FIRST_BLOCK;
    return a;
}

void arena_free(struct arena *a)
{
    if (a == NULL)
        return;
    for (struct block *b = a->head, *next; b != NULL; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}

static size_t round_up(size_t size)
{
    const size_t align = alignof(max_align_t);

    return (size + align - 1) & ~(align - 1);
}

/* A block with room for `size` bytes more.  What is large stands alone in one
 * behind the head, which goes on to be filled. */
static struct block *block_for(struct arena *a, size_t size)
{
    if (a->head != NULL && a->head->size - a->head->used >= size)
        return a->head;
    if (a->head != NULL && size > a->next_size) {
        a->head->next = block_new(size, a->head->next);
        return a->head->next;
    }
    a->head = block_new(size > a->next_size ? size : a->next_size, a->head);
    if (a->next_size < LAST_BLOCK)
        a->next_size *= 2;
    return a->head;
}

void *arena_alloc(struct arena *a, size_t size)
{
    if (size > SIZE_MAX / 2)
        out_of_memory(size);
    if (separate)
        a->head = block_new(size, a->head);
    else
        size = round_up(size);

    struct block *block = block_for(a, size);
    void *p = block->data + block->used;
    block->used += size;
    a->used += size;
    return p;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        out_of_memory(SIZE_MAX);
    return arena_alloc(a, count * size);
}

/* Makes the last thing that was allocated larger where it is; false when it is
 * not the last, or when its block is full. */
static bool extend(struct arena *a, const void *p, size_t old, size_t size)
{
    struct block *b = a->head;

    old = round_up(old);
    if (separate || b == NULL || b->used < old ||
        p != b->data + b->used - old || size > b->size - (b->used - old))
        return false;
    b->used += round_up(size) - old;
    a->used += round_up(size) - old;
    return true;
}

/* Where the block is kept that holds `p` and nothing else; or NULL. */
static struct block **block_of(struct arena *a, const void *p, size_t size)
{
    for (struct block **at = &a->head; *at != NULL; at = &(*at)->next)
        if (p == (*at)->data)
            return (*at)->used == size ? at : NULL;
    return NULL;
}

/* Only for what is large a block is looked for: it has one of its own, which the
 * system makes larger without a copy, or gets back. */
static void *resize_block(struct arena *a, const void *p, size_t old,
                          size_t size)
{
    size_t used = separate ? old : round_up(old);
    struct block **at = old < LAST_BLOCK ? NULL : block_of(a, p, used);

    if (at == NULL)
        return NULL;
    size = separate ? size : round_up(size);
    *at = memory_realloc(*at, sizeof(**at) + size);
    memset((*at)->data + used, 0, size - used);
    (*at)->size = (*at)->used = size;
    a->used += size - used;
    return (*at)->data;
}

void *arena_resize(struct arena *a, void *p, size_t old, size_t size)
{
    if (size > SIZE_MAX / 2)
        out_of_memory(size);
    if (size <= old || (old > 0 && extend(a, p, old, size)))
        return p;
    void *larger = resize_block(a, p, old, size);
    if (larger == NULL) {
        larger = arena_alloc(a, size);
        if (old > 0)
            memcpy(larger, p, old);
    }
    return larger;
}

/* Most lists stay short, and large things come in ones and twos. */
static size_t first_cap(size_t size)
{
    if (size <= FIRST_LIST / 8)
        return 8;
    return size < FIRST_LIST ? FIRST_LIST / size : 1;
}

void *arena_grow(struct arena *a, void *items, size_t count, size_t *cap,
                 size_t size)
{
    if (count < *cap)
        return items;

    size_t grown = *cap == 0 ? first_cap(size) : *cap * 2;
    if (*cap > 0 && grown < SIZE_MAX / 2 / size &&
        extend(a, items, *cap * size, grown * size)) {
        *cap = grown;
        return items;
    }
    void *copy = arena_array(a, grown, size);
    if (count > 0)
        memcpy(copy, items, count * size);
    *cap = grown;
    return copy;
}

char *arena_copy(struct arena *a, const char *bytes, size_t len)
{
    char *p = arena_alloc(a, len + 1);

    if (len > 0) /* bytes may be NULL for an empty string */
        memcpy(p, bytes, len);
    return p;
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}
