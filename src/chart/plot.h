/* plot.h - the ground that upright bars stand on: a slot a column, the extra
 * columns set apart by a gap, ticks, grid, base line and names.
 *
 *     tick |  [] [] [] []    []
 *        0 |__||_||_||_||_  _||_
 *            2026 ... 2029  Structureel
 *                           per jaar
 */
#ifndef CHART_PLOT_H
#define CHART_PLOT_H

#include <stddef.h>

#include "chart/draw.h"
#include "chart/scale.h"

struct plot {
    struct rect area; /* from the high end of the scale to the low one */
    const struct scale *scale;
    size_t n_columns, n_extras;
    double slot, extra_slot; /* widths */
    double gap;              /* between columns and extras */
    double below; /* room under the area for figures of negative bars */
    double foot;  /* that, and the names: all that is below the area */
    struct lettering names; /* of columns, extras and ticks */
};

/* Slots and foot for an area of this width; x, y and height of the area are
 * still to be set. */
struct plot plot_make(const struct drawing *d, const struct scale *scale,
                      double width, struct lettering names);

/* The width at which every bar has room for `label`, and each extra for the
 * longest word of its name. */
double plot_good_width(const struct drawing *d, struct lettering names,
                       double label);

double plot_y(const struct plot *plot, double value);

/* Left edge and width of column i, an extra when i >= n_columns. */
double plot_slot(const struct plot *plot, size_t i, double *width);

/* A bar of `width` in the middle of `slot_x ... slot_x + slot`, on whole
 * points where there is room for that. */
struct rect plot_bar(const struct plot *plot, double middle, double width,
                     double from, double to);

/* Width that the tick labels take left of the area. */
double plot_tick_width(const struct drawing *d, const struct scale *scale,
                       struct lettering look);
void plot_draw_ticks(struct drawing *d, const struct plot *plot);

/* Names below the area; where they do not fit, every second, third ... */
void plot_draw_names(struct drawing *d, const struct plot *plot);

/* Grid and base line; after all texts are in their places. */
void plot_draw_lines(struct drawing *d, const struct plot *plot);

#endif
