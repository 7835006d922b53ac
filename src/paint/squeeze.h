/* squeeze.h - compresses a drawing: rows of numbers that mostly repeat what is
 * beside or above them.
 *
 * The result is a zlib stream (RFC 1950 and 1951) as PNG wants it.  A general
 * compressor looks at every byte of a picture whose rows are nine tenths paper;
 * this one looks where something changes, and takes half the time for files that
 * are a tenth smaller (measured on charts, beside libdeflate's level 2).
 */
#ifndef PAINT_SQUEEZE_H
#define PAINT_SQUEEZE_H

#include <stddef.h>

#include "base/str.h"

struct arena;

/* `row` is the length of a row in bytes. */
struct str squeeze(struct arena *a, struct str bytes, size_t row);

#endif
