/* png.h - a PNG file (ISO/IEC 15948) as it is stored: is it what was saved, and
 * the file without what is nobody's business.
 */
#ifndef READ_PNG_H
#define READ_PNG_H

#include "base/str.h"

struct arena;

/* What is wrong with the file, in a few words, or NULL.  Fills in the size,
 * which may be more than anybody can use; then the pixels were not looked at. */
const char *png_measure(struct str bytes, unsigned *width, unsigned *height);

/* The pixels are whole: as many as the size says.  Only after png_measure(), and
 * for a size that can be used: all pixels are in memory for a moment. */
bool png_has_pixels(struct str bytes);

/* The picture without dates, programs, texts and what stands behind its end. */
struct str png_clean(struct arena *a, struct str bytes);

#endif
