/* flow.h - where pages break in a column of strips, and on which page its
 * figures and tables stand.
 *
 * Only heights count here, so a page of anything can be broken, and the rules
 * can be tested without a font.
 */
#ifndef LAYOUT_FLOW_H
#define LAYOUT_FLOW_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* May a figure or a table stand elsewhere than where it was written?  One that
 * moves stands at the top of the next page, and the text goes on in the room
 * left.  It never goes further, and floats keep their order.  Notes keep theirs: text with
 * notes does not go past a float with notes. */
enum flow_float {
    FLOW_STAYS, /* no */
    FLOW_MOVES, /* where that looks better */
    FLOW_SHEET, /* always: to sheets of its own, behind the page */
};

/* A piece that is not cut.  All lengths are points, none is negative. */
struct flow_item {
    double height;
    double space_before; /* dropped at the top of a page */
    double space_alone;  /* the same when the float before it has moved away */
    double repeat; /* extra height at the top of a page: a table's head again */
    double notes;  /* height of the footnotes first mentioned here */
    double notes_tail; /* lines of the last of these that the next page may
                          take: a page takes two of them at least */
    double shrink;     /* of the height: what it can do without, in whole steps
                          of the grid */
    double grid_top;   /* of an item on the grid: where in it that counts */
    bool on_grid;      /* stands on the grid, but for the first on a page */
    unsigned level;    /* of a heading, 1 the highest; 0 of others */
    /* Items of one figure or table have a number that their neighbours have
     * not; 0: text. */
    unsigned float_id;
    enum flow_float floating;
    bool keep_with_next; /* a page ends here only when nothing else will do */
    bool new_page;       /* a page starts here */
};

struct flow_room {
    double first;     /* height of the first page */
    double others;    /* and of those that follow */
    double note_gap;  /* above the footnotes of a page that has any */
    double note_line; /* height of a line of them; 0: none is split */
    double float_gap; /* below a float at the top of a page */
    double stub;      /* a last page lower than this looks forgotten */
    double grid; /* distance of its lines, from the top; 0: there is none */
};

/* The pages of a column: page i holds items starts[i] up to starts[i + 1],
 * without the last moved[i] floats among these, which are the first on page
 * i + 1 (sheets: behind page i).  So a page may hold floats only, or, around
 * sheets, nothing at all. */
struct flow_pages {
    size_t *starts; /* count + 1 of them; the last is n */
    size_t *moved;  /* count of them */
    double *shrink; /* count: the part of their shrink that items give, 0..1 */
    double *rest;   /* count: height of the notes that go on on page i + 1 */
    size_t count;
};

/* Breaks n items.  Nothing is lost, and a page is higher than its room only
 * when a single item is. */
struct flow_pages flow_break(struct arena *a, const struct flow_item *items,
                             size_t n, const struct flow_room *room);

/* The items on page `i`, in the order in which they stand there: floats from
 * the page before first.  *n_top is the number of these. */
size_t *flow_page(struct arena *a, const struct flow_item *items,
                  const struct flow_pages *pages, size_t i, size_t *n,
                  size_t *n_top);

/* The sheets behind page `i`, in order. */
size_t *flow_sheets(struct arena *a, const struct flow_item *items,
                    const struct flow_pages *pages, size_t i, size_t *n);

/* The space above item `at` of a page when `before` stands above it there; both
 * are indices of items, `top` says that `before` is a float from the page
 * before. */
double flow_space(const struct flow_item *items, size_t before, size_t at,
                  bool top, const struct flow_room *room);

/* The same space when what stands above ends at y: wider by what is missing to
 * the grid. */
double flow_snap(const struct flow_item *item, double space, double y,
                 const struct flow_room *room);

/* The height that items first up to end take on one page, none of them moved.
 */
double flow_height(const struct flow_item *items, size_t first, size_t end,
                   const struct flow_room *room);

#endif
