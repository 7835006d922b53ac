/* image.h - what a picture file is, from its first bytes. */
#ifndef READ_IMAGE_H
#define READ_IMAGE_H

#include <stdbool.h>

#include "base/str.h"
#include "model/doc.h"

/* Fills in format, width and height.  False: *why says what is wrong, and the
 * size stays 0. */
bool image_measure(struct str bytes, struct image *image, const char **why);

#endif
