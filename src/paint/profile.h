/* profile.h - the colour profile in a picture (ICC.1): what its numbers mean.
 *
 * Cameras and screens have more colours than sRGB; without its profile such a
 * photograph looks dull.
 */
#ifndef PAINT_PROFILE_H
#define PAINT_PROFILE_H

#include <stdbool.h>

#include "base/str.h"

struct arena;

/* The profile in a JPEG or PNG file, or "" when there is none, or none that PDF
 * and PDF/A may have for colours of this kind: then they are those of sRGB. */
struct str profile_of_jpeg(struct arena *a, struct str bytes, bool is_grey);
struct str profile_of_png(struct arena *a, struct str bytes, bool is_grey);

#endif
