/* memory.c - without memory the program ends, whoever asked for it.
 *
 * Not every library can say that there was none: fontconfig reads through NULL,
 * pixman paints nothing and tells nobody, libhyphen ends the process with the
 * status of an error in the content.  So none of them ever sees NULL.  The
 * program's own malloc() comes before that of the C library and hands out its
 * memory, which the manual of glibc provides for ("Replacing malloc").
 *
 * Sanitizers have a malloc() of their own, and other C libraries no second name
 * for theirs; there libraries see NULL, as they would in any program. */
#include "memory.h"

#include <stdlib.h>

#include "base/arena.h"

#if defined(__GLIBC__) && !defined(ARENA_SEPARATE)
#include <malloc.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
    void *p = __libc_malloc(size);

    if (p == NULL)
        arena_exhausted();
    return p;
}

void *calloc(size_t count, size_t size)
{
    void *p = __libc_calloc(count, size);

    if (p == NULL)
        arena_exhausted();
    return p;
}

/* No bytes: that is free(), and NULL is what it returns. */
void *realloc(void *old, size_t size)
{
    void *p = __libc_realloc(old, size);

    if (p == NULL && size > 0)
        arena_exhausted();
    return p;
}

enum {
    LARGEST_SHARED = 32 << 20, /* bytes; more is mapped by itself, given back */
    KEPT = 128 << 20, /* bytes of the heap that wait for who asks next */
};

void memory_prepare(void)
{
    mallopt(M_MMAP_THRESHOLD, LARGEST_SHARED);
    mallopt(M_TRIM_THRESHOLD, KEPT);
}

#else

void memory_prepare(void)
{
}

#endif
