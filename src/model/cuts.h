/* cuts.h - a slide in the pieces that it may be cut into.
 *
 *     struct cuts cuts = cuts_of_slide(a, slide);
 *     struct slide_part part = cuts_join(a, &cuts, 0, 5);
 *
 * An item of a list, a row of a table and a line of code are a cut; any other
 * block is one.  Joined again they are lists, tables and code as before, but
 * shorter: a list goes on counting, a table has its head, its group and what
 * stands below it once more.
 */
#ifndef MODEL_CUTS_H
#define MODEL_CUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/deck.h"

struct cut {
    const struct block *wrapper; /* the div around it, or NULL */
    const struct block *block;
    size_t index; /* of the item, row or line; 0 for a whole block */
    const struct block *item; /* of a list */
    size_t offset;            /* of a line of code in its text */
    bool keep_with_next;      /* no slide ends here: headings, "as follows:" */
};

struct cuts {
    struct cut *items;
    size_t count;
};

struct cuts cuts_of_slide(struct arena *a, const struct slide *slide);

/* Cuts first up to end, end > first, as blocks. */
struct slide_part cuts_join(struct arena *a, const struct cuts *cuts,
                            size_t first, size_t end);

#endif
