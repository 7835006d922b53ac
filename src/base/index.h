/* index.h - finds the number that was put behind a name.
 *
 * For names that an author can write thousands of: looking through a list for
 * each of them would take the square of their number.
 */
#ifndef BASE_INDEX_H
#define BASE_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "base/str.h"

struct index {
    struct map map; /* name -> size_t */
};

static inline struct index index_new(struct arena *a)
{
    return (struct index){map_new_nocase(a)};
}

/* Puts `value` behind `name`, which is kept, not copied.  False when the name
 * has a value already; it keeps that one. */
bool index_put(struct index *index, struct str name, size_t value);

/* ASCII letters compare equal whatever their case. */
bool index_find(const struct index *index, struct str name, size_t *value);

#endif
