/* indexed.h - a picture as numbers of at most 256 colours.
 *
 * A chart has a few colours, and the shades between them at the edges of its
 * letters: together some hundreds, of which most stand on a few pixels only.
 * With a palette its file is a third of the size and takes half the time. */
#ifndef PAINT_INDEXED_H
#define PAINT_INDEXED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* Opaque pixels: 0xRRGGBB in the low 24 bits, row by row without gaps. */
struct bitmap {
    unsigned width, height;
    const uint32_t *pixels;
};

struct indexed {
    /* A row: a zero, which is PNG's sign for a row without a filter, and one
     * number a pixel. */
    unsigned char *rows;
    unsigned n_colors;
    uint32_t colors[256]; /* 0xRRGGBB */
};

/* The colours that cover the picture stay as they are; a rare one may become
 * its nearest neighbour.  False where that does not do: a photograph. */
bool indexed_make(struct arena *a, const struct bitmap *bitmap,
                  struct indexed *indexed);

#endif
