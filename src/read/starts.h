/* starts.h - which of many pieces of a text holds a byte: lines, or what came
 * from one place.
 *
 * A piece is a struct whose first member is the size_t where it starts, or just
 * that; it goes on to the start of the next one.  Bytes are asked for in order,
 * so the answer is as a rule the last one or the piece after it.
 */
#ifndef READ_STARTS_H
#define READ_STARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static inline size_t starts_at(const void *pieces, size_t size, size_t i)
{
    size_t start;

    memcpy(&start, (const char *)pieces + i * size, sizeof(start));
    return start;
}

static inline bool starts_hold(const void *pieces, size_t size, size_t count,
                               size_t i, size_t at)
{
    return i < count && starts_at(pieces, size, i) <= at &&
           (i + 1 == count || at < starts_at(pieces, size, i + 1));
}

/* The number of the piece, from 0; `last` is the answer before.  There is a piece,
 * and what stands before the first counts as in it. */
static inline size_t starts_find(const void *pieces, size_t size, size_t count,
                                 size_t last, size_t at)
{
    size_t low = 0;
    size_t high = count;

    if (starts_hold(pieces, size, count, last, at))
        return last;
    if (starts_hold(pieces, size, count, last + 1, at))
        return last + 1;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (starts_at(pieces, size, middle) <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

#endif
