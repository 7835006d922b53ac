/* output.h - the files of a set, in memory until all of them are right. */
#ifndef BASE_OUTPUT_H
#define BASE_OUTPUT_H

#include <stddef.h>

#include "base/str.h"

struct arena;

struct output {
    struct str path; /* below out/, with "/": "assets/page.css" */
    struct str bytes;
    struct str sha256; /* of the bytes */
    struct str sum;    /* of what it was made of, where that is known; or "" */
};

struct outputs {
    struct arena *arena;
    struct output *items; /* in the order they were made */
    size_t count, cap;
};

/* A second file of the same path is a fault of ours (asserted).  The result is
 * good until the next one is added. */
struct output *outputs_add(struct outputs *o, struct str path,
                           struct str bytes);

/* One that another list has too; the bytes are shared. */
void outputs_append(struct outputs *o, const struct output *file);

/* NULL when there is none. */
const struct output *outputs_find(const struct outputs *o, const char *path);

#endif
