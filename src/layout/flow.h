/* flow.h - where pages break in a column of strips.
 *
 * Only heights count here, so a page of anything can be broken, and the rules
 * can be tested without a font.
 */
#ifndef LAYOUT_FLOW_H
#define LAYOUT_FLOW_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A piece that is not cut.  All lengths are points, none is negative. */
struct flow_item {
    double height;
    double space_before; /* dropped at the top of a page */
    double repeat; /* extra height at the top of a page: a table's head again */
    double notes;  /* height of the footnotes first mentioned here */
    bool keep_with_next; /* a page ends here only when nothing else will do */
    bool new_page;       /* a page starts here */
};

struct flow_room {
    double first;    /* height of the first page */
    double others;   /* and of those that follow */
    double note_gap; /* above the footnotes of a page that has any */
    double stub;     /* a last page lower than this looks forgotten */
};

/* The pages of a column: page i holds items starts[i] up to starts[i + 1]. */
struct flow_pages {
    size_t *starts; /* count + 1 of them; the last is n */
    size_t count;
};

/* Breaks n items.  Nothing is lost or moved, and a page is higher than its room
 * only when a single item is. */
struct flow_pages flow_break(struct arena *a, const struct flow_item *items,
                             size_t n, const struct flow_room *room);

/* The height that items first up to end take on one page. */
double flow_height(const struct flow_item *items, size_t first, size_t end,
                   const struct flow_room *room);

#endif
