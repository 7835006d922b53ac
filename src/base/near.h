/* near.h - "did you mean": the name that looks most like what was typed.
 *
 *     struct near near = near_new(typed);
 *     for (...)
 *         near_offer(&near, name);
 *     diag_add(d, DIAG_UNKNOWN_KEY, at, "\"%.*s\"" NEAR_FMT, STR_ARG(typed),
 *              NEAR_ARG(near));
 */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include <stddef.h>

#include "base/str.h"

struct near {
    struct str wanted;
    struct str best; /* "" while nothing is near */
    size_t distance; /* of best; what is this far away or farther is not near */
};

/* One character is no slip of another; short words may differ by one, longer ones by a third of theirs.
 * Case and accents do not count, and a name that starts with all of `wanted` is near. */
struct near near_new(struct str wanted);

/* The first of equally near names wins.  `name` is kept, not copied. */
void near_offer(struct near *near, struct str name);

/* `, did you mean "Post"?`, or nothing. */
#define NEAR_FMT "%s%.*s%s"
#define NEAR_ARG(near)                                                         \
    (near).best.len > 0 ? ", did you mean \"" : "", STR_ARG((near).best),      \
        (near).best.len > 0 ? "\"?" : ""

#endif
