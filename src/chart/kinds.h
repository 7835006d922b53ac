/* kinds.h - each kind of chart draws itself into a part of the sheet.
 *
 * `area` is where it may draw; its height is what the frame leaves, or 0: then
 * the kind takes what suits it.  Each returns the height it used, more than
 * the area's when its texts need that.
 */
#ifndef CHART_KINDS_H
#define CHART_KINDS_H

#include "chart/draw.h"
#include "chart/plot.h"

double draw_multiples(struct drawing *d, struct rect area);
double draw_stacked(struct drawing *d, struct rect area);
double draw_grouped(struct drawing *d, struct rect area);
double draw_bars(struct drawing *d, struct rect area);
double draw_ranking(struct drawing *d, struct rect area);

/* One series of bars with their values, for bars and multiples. */
struct bar_series {
    struct str name;
    const struct amount *amounts; /* columns, then extras */
    struct lettering values;      /* size and face of the figures */
    double bar_part;              /* of a slot */
    bool mark;                    /* without a PM: a mark, not words */
    double widest; /* figure among series that must look alike, or 0 */
};
void draw_bar_series(struct drawing *d, const struct plot *plot,
                     const struct bar_series *series);

/* The part of a slot that one bar, or a stack, fills. */
#define KIND_BAR_PART 0.62

/* Stretches [*least, *most] to hold the numbers among these. */
void kind_extend_range(const struct amount *amounts, size_t n, double *least,
                       double *most);

/* Width of the widest number. */
double kind_widest_number(const struct drawing *d, struct lettering look,
                          const struct amount *amounts, size_t n);

/* Totals and values that left out a PM: in bars and stacks "excl. PM" stands
 * under the figure when the slots hold it; else the figure has a mark. */
bool kind_has_without_pm(const struct amount *amounts, size_t n);
bool kind_marks_pm(const struct drawing *d, const struct plot *plot,
                   const struct amount *amounts);

/* When there is no room for all figures: which ones, the first the most wanted.
 * The highest (of equals the last), then the last and the first, as readers
 * look for those. */
enum {
    KIND_CHOSEN_MAX = 3
};
size_t kind_choose_values(const struct amount *amounts, size_t n,
                          size_t chosen[KIND_CHOSEN_MAX]);

/* Is every slot as wide as its figure, and as `widest`? */
bool kind_values_fit(const struct drawing *d, const struct plot *plot,
                     struct lettering look, const struct amount *amounts,
                     double widest);

/* A figure above `y`, the end of its bar, with its "excl. PM" or mark.  At the
 * edge of the sheet it moves inwards. */
bool kind_draw_figure(struct drawing *d, struct lettering look, double middle,
                      double y, struct amount amount, bool mark);

/* Some figures have no room, all but the chosen ones: is a note due? */
void kind_note_unsaid(struct drawing *d, const struct amount *amounts, size_t n,
                      const size_t *chosen, size_t n_chosen);

/* "PM" on the base line at `middle`; false when there is no room. */
bool kind_draw_pm(struct drawing *d, const struct plot *plot, double middle,
                  double size);

/* Height of the one plot of a chart: what `rest`, all that is above and below
 * it, leaves of the area; or what suits the width when that is open. */
double kind_plot_height(const struct drawing *d, struct rect area, double rest);

#endif
