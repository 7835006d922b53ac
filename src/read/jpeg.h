/* jpeg.h - the head of a JPEG file (ITU-T T.81, annex B), and the file without
 * what is nobody's business.
 */
#ifndef READ_JPEG_H
#define READ_JPEG_H

#include <stdbool.h>

#include "base/str.h"

struct arena;

struct jpeg {
    unsigned width, height; /* pixels, as they are stored */
    unsigned components;    /* 1 grey, 3 colour, 4 CMYK */
    unsigned precision;     /* bits */
    unsigned marker; /* of the frame: 0xC0 baseline ... 0xC2 progressive */
    /* How to hold it (Exif 2.32, 4.6.4 A, Orientation): 1 as it is stored; 2 is
     * that in a mirror; 3 and 4 upside down; 5 to 8 on their side. */
    unsigned orientation;
    bool is_whole; /* it has pixels and an end */
};

/* False when there is no frame. */
bool jpeg_read(struct str bytes, struct jpeg *jpeg);

/* The picture without the place where it was taken, the camera, its owner, the
 * small copy of it from before it was cut, and what stands behind its end.  Left
 * are the pixels, the colour profile and the orientation. */
struct str jpeg_clean(struct arena *a, struct str bytes, unsigned orientation);

#endif
