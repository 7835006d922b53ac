/* drawing.h - an SVG becomes the pixels that every output can show.
 *
 * Browsers would show the file itself, but what drawing programs leave in it
 * (scripts, names of files and people) is not for readers, and PDF wants
 * pixels anyway.  So all outputs have the same picture: 300 dots an inch at its
 * own size and a quarter more.
 */
#ifndef READ_DRAWING_H
#define READ_DRAWING_H

#include <stdbool.h>

#include "base/str.h"

struct arena;
struct image;

/* Is it an SVG that image_measure() has refused?  Replaces its bytes with those
 * of a PNG, and fills in format and size: width and height are what the file
 * says, in CSS pixels.  False: *why says what is wrong and what to do. */
bool drawing_read(struct arena *a, struct image *image, const char **why);

#endif
