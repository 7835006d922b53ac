/* chart.h - draws a chart: data in, shapes out. */
#ifndef CHART_CHART_H
#define CHART_CHART_H

#include <stdbool.h>

#include "base/str.h"
#include "model/words.h"

struct arena;
struct chart;
struct diags;
struct fonts;
struct hyphen;
struct scene;

#define CHART_SMALL 0.86

/* The room and type for one medium: a slide, a column of A4, a web page, a
 * phone each draw their own chart, never a shrunken one. */
struct chart_frame {
    double width;
    double height;   /* 0: as high as the chart needs */
    double text;     /* size of labels, points; what would not fit else may be
                        CHART_SMALL of it, and nothing is smaller */
    bool with_words; /* title, subtitle and source inside, for loose files */
    bool narrow;     /* a phone: panels under one another */
    enum lang lang;
};

/* The result is as wide as the frame, and higher than it when texts at their
 * size need that: nothing is ever cut off or too small, so the caller sees that
 * the chart is too much for its place.  No label touches another; figures that
 * have no room are left to the table.  All shapes have no tag: the caller makes
 * the whole a figure with the chart's alt text. */
struct scene *chart_draw(struct arena *a, const struct fonts *fonts,
                         const struct hyphen *hyphen, const struct chart *chart,
                         const struct chart_frame *frame);

/* What the author should know of any drawing of it: a stack or a cluster of
 * more than four parts, a stack that goes both up and down. */
void chart_check(const struct chart *chart, struct diags *diags);

#endif
