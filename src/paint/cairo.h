/* cairo.h - pictures by Cairo: PNG, and SVG with outlines for text. */
#ifndef PAINT_CAIRO_H
#define PAINT_CAIRO_H

#include "base/color.h"

struct arena;
struct painter;

/* One page each.  `scale`: pixels a point. */
struct painter *cairo_png_new(struct arena *a, const struct palette *palette,
                              double scale);
struct painter *cairo_svg_new(struct arena *a, const struct palette *palette);

#endif
