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
#define _GNU_SOURCE /* sbrk(), madvise() */
#include "memory.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"

#if defined(__GLIBC__) && !defined(ARENA_SEPARATE)
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

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
    HEAP = 64 << 20,       /* bytes of address space, not yet of memory */
    HEAP_STEP = 128 << 10, /* when that is used up: what glibc takes */
    LARGE_PAGE = 2 << 20,
    LARGEST_SHARED = 32 << 20, /* more is mapped by itself, and given back */
};

/* The heap has large pages from its first whole one on.  Where the system says
 * no, it has small ones. */
static void use_large_pages(const char *from, const char *end)
{
    uintptr_t skip = -(uintptr_t)from % LARGE_PAGE;

    if (from < end && skip < (size_t)(end - from))
        madvise((void *)((uintptr_t)from + skip), (size_t)(end - from) - skip,
                MADV_HUGEPAGE);
}

void memory_prepare(void)
{
    char *from = sbrk(0);

    mallopt(M_MMAP_THRESHOLD, LARGEST_SHARED);
    mallopt(M_TRIM_THRESHOLD, 2 * HEAP);
    mallopt(M_TOP_PAD, HEAP);
    /* More than there is, so the heap grows; volatile, so that it is asked for. */
    void *volatile room = malloc((size_t)2 * HEAP_STEP);
    free(room);
    mallopt(M_TOP_PAD, HEAP_STEP);
    use_large_pages(from, sbrk(0));
}

#else

void memory_prepare(void)
{
}

#endif
