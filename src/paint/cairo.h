/* cairo.h - pictures of pixels, by Cairo: PNG. */
#ifndef PAINT_CAIRO_H
#define PAINT_CAIRO_H

#include "base/color.h"

struct arena;
struct letters;
struct painter;

/* One page.  `scale`: pixels a point. */
struct painter *cairo_png_new(struct arena *a, const struct palette *palette,
                              struct letters *letters, double scale);

#endif
