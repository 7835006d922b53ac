/* grid.h - how wide the columns of a table are.
 *
 * Only widths count here, so the rules can be tested without a font.
 */
#ifndef LAYOUT_GRID_H
#define LAYOUT_GRID_H

#include <stdbool.h>
#include <stddef.h>

struct grid_column {
    double least;    /* its widest word */
    double broken;   /* the same with long words in two, no more than least */
    double most;     /* its widest cell on one line */
    bool number;     /* figures: such columns are equally wide */
    bool apart;      /* set apart by a wider gap, and wide on its own */
    double x, width; /* what it gets */
};

struct grid {
    struct grid_column *columns;
    size_t n_columns;
    double gap; /* between columns; twice that before one that is apart */
};

/* Who gets the room when not every cell fits on one line.  Which one makes the
 * lowest table depends on the text, so a table tries them all. */
enum grid_share {
    GRID_EVEN, /* narrow columns what they like, the rest as much each */
    GRID_PROPORTIONAL, /* each by what it lacks */
    GRID_TEXT_FIRST,   /* figures their least, text the rest */
    GRID_BROKEN,       /* each by what it lacks, long words in two */
    GRID_SHARE_COUNT
};

/* The narrowest it can be without a word sticking out. */
double grid_least(const struct grid *grid);

/* The width at which every cell stands on one line. */
double grid_most(struct grid *grid);

/* Fills in x and width: together they fill `width`, which may be less than
 * grid_least(); then words stick out. */
void grid_set(struct grid *grid, double width, enum grid_share share);

#endif
