/* cuts.h - a slide in the pieces that it may be cut into.
 *
 *     struct cuts cuts = cuts_of_slide(a, slide);
 *     struct slide_part part = cuts_join(a, &cuts, 0, 5);
 *
 * An item of a list, a row of a table, a line of code and a tile are a cut, and
 * so is any other block, unless it is long: then it is cut into its sentences
 * or into what stands in it.  Columns are cut across: what stands in them at
 * about the same height goes together.
 *
 * Joined again they are lists, tables, code and columns as before, but shorter:
 * a list goes on counting, a table has its head, its group and what stands
 * below it once more, a column its heading.
 */
#ifndef MODEL_CUTS_H
#define MODEL_CUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/deck.h"

struct piece;

/* A block that was opened up: a div, a list, an item, a quote. */
struct cut_box {
    struct cut_box *around; /* or NULL */
    const struct block *block;
    unsigned depth; /* boxes around it */
    size_t index;   /* of an item, in its list */
    size_t first;   /* of its cuts */
};

struct cut {
    struct cut_box *box; /* the innermost around it, or NULL */
    const struct block *block;
    size_t index;  /* of the item, row, line or sentence; 0 for a whole block */
    size_t offset; /* of a line of code in its text */
    const struct piece *piece; /* of a paragraph that is cut, or NULL */
    enum keep {
        KEEP_NOTHING,
        KEEP_TEXT, /* a slide ends here rather than be nearly empty */
        KEEP_NEXT, /* no slide ends here: headings, "as follows:" */
    } keep;
};

/* Cuts that are one thing to the eye, and stay together where a slide holds
 * them.  Of two, one is in the other or they are apart; outer ones first. */
struct cut_unit {
    size_t first, count;
};

struct cuts {
    struct cut *items;
    size_t count;
    struct cut_unit *units;
    size_t n_units;
};

struct cuts cuts_of_slide(struct arena *a, const struct slide *slide);

/* From now on no slide ends within the unit. */
void cuts_keep(struct cuts *cuts, const struct cut_unit *unit);

/* Cuts first up to end, end > first, as blocks. */
struct slide_part cuts_join(struct arena *a, const struct cuts *cuts,
                            size_t first, size_t end);

#endif
