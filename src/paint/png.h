/* png.h - PNG pictures to plain pixels (libpng) and from them. */
#ifndef PAINT_PNG_H
#define PAINT_PNG_H

#include <stdbool.h>

#include "base/str.h"

struct arena;
struct bitmap;

struct png {
    unsigned width, height;
    bool is_grey;
    struct str colors;   /* 8 bits each: grey, or red, green, blue; by rows */
    struct str alpha;    /* 8 bits a pixel; empty when all are opaque */
    const char *problem; /* why it could not be read, in a few words */
};

/* Reads any PNG: every depth, palettes, interlaced ones, transparency.  False
 * when it is damaged or larger than a page can use; then png->problem says so.
 */
bool png_read(struct arena *a, struct str bytes, struct png *png);

/* The file of a drawing that has at least one pixel: with a palette where that
 * cannot be seen, fast to compress. */
struct str png_write(struct arena *a, const struct bitmap *bitmap);

#endif
