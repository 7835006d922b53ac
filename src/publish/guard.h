/* guard.h - what may be replaced by a set, so that nobody loses his own files. */
#ifndef PUBLISH_GUARD_H
#define PUBLISH_GUARD_H

#include <stdbool.h>

#include "base/str.h"

struct arena;

/* May the folder be replaced by a new set?  Yes when it is not there or empty,
 * and when all that is in it is of a set of ours, as its manifest lists it.
 * False: *problem is what to tell the user. */
bool guard_allows(struct arena *a, const char *dir, struct str *problem);

/* Is the folder, which need not be there yet, neither `source` nor inside it,
 * whatever way leads there?  False: *problem is what to tell the user. */
bool guard_is_apart(struct arena *a, const char *dir, const char *source,
                    struct str *problem);

#endif
