/* arena.h - memory that is freed all at once.
 *
 * One arena holds everything about one report: the source text, the document
 * model, every string in it.  Nothing in an arena is freed alone, so nobody
 * has to ask who owns a node.  Running out of memory ends the program; no
 * function here returns NULL.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is allowed */

/* Returns `size` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *a, size_t size);

/* Returns `count` zeroed elements; count * size may not overflow. */
void *arena_array(struct arena *a, size_t count, size_t size);

/* Copies `len` bytes and adds a NUL, so the result also works as a C string. */
char *arena_copy(struct arena *a, const char *bytes, size_t len);

/* Makes room for one more element behind `count` of them, with *cap raised:
 * returns `items`, where nothing was allocated since, or a copy twice as large.
 * Elements behind `count` are zero.
 *     list = arena_grow(a, list, n, &cap, sizeof(*list));
 *     list[n++] = element; */
void *arena_grow(struct arena *a, void *items, size_t count, size_t *cap,
                 size_t size);

/* Makes what has `old` bytes larger: returns `p`, where it has room behind it, or
 * where it is now.  What was at `p` may be gone: nobody may still look there.
 * Bytes behind the old ones are zero.  NULL for `p` has no bytes. */
void *arena_resize(struct arena *a, void *p, size_t old, size_t size);

/* Ends the program as running out of memory does: for the doors of libraries
 * that say so themselves. */
_Noreturn void arena_exhausted(void);

/* calloc() and realloc() for libraries that take an allocator and cannot bear
 * NULL; what they return is freed with free(). */
void *memory_calloc(size_t count, size_t size);
void *memory_realloc(void *old, size_t size);

/* Bytes handed out so far: for tests and for `--stats`. */
size_t arena_used(const struct arena *a);

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, count, type)                                            \
    ((type *)arena_array((a), (count), sizeof(type)))

#endif
