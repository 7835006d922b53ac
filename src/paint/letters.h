/* letters.h - fills letters in a picture of pixels (FreeType's rasteriser).
 *
 * A pixel takes as much of the colour as the letter covers of it, in sixteenths:
 * a picture has few colours then, and they fit a palette.
 */
#ifndef PAINT_LETTERS_H
#define PAINT_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/color.h"
#include "text/shape.h"

struct letters;

/* Opaque pixels, row by row without gaps: 0xRRGGBB in the low 24 bits. */
struct canvas {
    uint32_t *pixels;
    unsigned width, height;
};

/* One for all pictures of a run, on whatever threads: what was filled once is
 * kept for all of them. */
struct letters *letters_new(void);
void letters_free(struct letters *l); /* NULL is allowed */

/* `x` and `baseline` are pixels from the top left, `scale` is pixels a point.
 * False when FreeType fails. */
bool letters_fill(struct letters *l, const struct canvas *canvas,
                  const struct glyph_run *run, double x, double baseline,
                  double scale, struct rgb color);

#endif
