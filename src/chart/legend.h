/* legend.h - which colour is which part: beside the last bar, or above. */
#ifndef CHART_LEGEND_H
#define CHART_LEGEND_H

#include "chart/draw.h"

/* Above the plot, in the order of the parts, in as many lines as it takes.
 * Returns its height. */
double legend_draw(struct drawing *d, double x, double y, double width);

#endif
