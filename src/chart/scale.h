/* scale.h - from amounts to lengths, with round ticks.
 *
 * Zero is always on the scale.  Ticks are multiples of 1, 2 or 5 times a power
 * of ten, three to six of them, in exact decimals so that they print as they
 * are.  When nothing is negative the scale ends at the largest amount, not at
 * the tick above it: bars use the height there is.  Else it ends at ticks, so
 * that both sides have one.
 */
#ifndef CHART_SCALE_H
#define CHART_SCALE_H

#include <stddef.h>

#include "model/amount.h"

enum {
    SCALE_TICKS_MAX = 8
};

struct scale {
    double low, high;                      /* low <= 0 <= high, low < high */
    struct decimal ticks[SCALE_TICKS_MAX]; /* ascending */
    size_t n_ticks;
};

/* A scale that holds 0, `least` and `most`. */
struct scale scale_make(double least, double most);

/* 0 for low, 1 for high. */
double scale_share(const struct scale *scale, double value);

#endif
