/* labels.h - keeps labels apart.
 *
 * Every text of a chart is a box here; a label that would touch another, or a
 * bar that is not its own, or the edge of the sheet, is refused.  The sheet is
 * cut into strips, and since boxes of labels do not overlap a strip holds only
 * as many as stand side by side: asking is cheap however tall a chart is.
 */
#ifndef CHART_LABELS_H
#define CHART_LABELS_H

#include <stdbool.h>
#include <stddef.h>

#include "paint/scene.h"

struct arena;
struct label_strip;

struct labels {
    struct arena *arena;
    double left, right; /* labels stay between these */
    struct label_strip *strips;
    size_t n_strips;
};

/* For a sheet of this width.  A part of the sheet may narrow left and right
 * while it is drawn. */
struct labels labels_new(struct arena *a, double width);

/* A bar: labels may stand on it only when they are asked to. */
void labels_add_bar(struct labels *l, struct rect box);
/* A text that is there whatever else is. */
void labels_add_text(struct labels *l, struct rect box);

/* May a text stand here?  Other texts keep `air` away from it, left and right.
 * On its own bar (`inside`) only texts are in the way. */
bool labels_is_free(const struct labels *l, struct rect box, double air,
                    bool inside);

/* The parts of the horizontal line y from x1 to x2 that no text covers: calls
 * `draw` for each, from left to right. */
void labels_clear_parts(const struct labels *l, double y, double x1, double x2,
                        void (*draw)(void *to, double x1, double x2), void *to);

#endif
