/* image.h - what a picture file is, from its first bytes. */
#ifndef READ_IMAGE_H
#define READ_IMAGE_H

#include <stdbool.h>

#include "base/str.h"
#include "model/doc.h"

struct arena;

/* Fills in format, orientation, width and height.  False: *why says what is wrong
 * and what to do, and the size stays 0. */
bool image_measure(struct str bytes, struct image *image, const char **why);

/* The same for image->bytes, where an SVG becomes a PNG; it never stays one. */
bool image_read(struct arena *a, struct image *image, const char **why);

/* The bytes of a picture that was measured with success, without what it says of its maker:
 * camera, place, names, comments. */
struct str image_clean(struct arena *a, const struct image *image);

#endif
