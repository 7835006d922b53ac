#include "read/image.h"

#include <stddef.h>

#include "read/drawing.h"
#include "read/jpeg.h"
#include "read/png.h"

enum {
    /* More than any screen or sheet shows, and less than a decoder chokes on. */
    SIDE_MAX = 20000,
    JPEG_PIXELS_MAX = 100000000,
    PNG_PIXELS_MAX = 40000000, /* a few kilobytes can claim so many */
};

static bool starts_with(struct str s, const char *bytes, size_t n)
{
    return s.len >= n && memcmp(s.p, bytes, n) == 0;
}

/* Pixels are held as Exif says: phones store what they saw lying on its side. */
static void measure_jpeg(const struct jpeg *jpeg, struct image *image)
{
    bool on_side = jpeg->orientation >= 5;

    image->orientation = jpeg->orientation;
    image->width = on_side ? jpeg->height : jpeg->width;
    image->height = on_side ? jpeg->width : jpeg->height;
}

static enum image_format format_of(struct str bytes)
{
    if (starts_with(bytes, "\x89PNG\r\n\x1A\n", 8))
        return IMAGE_PNG;
    if (starts_with(bytes, "\xFF\xD8\xFF", 3))
        return IMAGE_JPEG;
    if (str_search(str_slice(bytes, 0, 1000), "<svg", 0) <
        str_slice(bytes, 0, 1000).len)
        return IMAGE_SVG;
    return IMAGE_NONE;
}

static bool refuse(struct image *image, const char *reason, const char **why)
{
    image->width = image->height = 0;
    *why = reason;
    return false;
}

static const char CUT_OFF[] = "damaged: it stops before its end; copy it again";

/* What browsers, PDF and its archive all know. */
static const char *jpeg_fault(const struct jpeg *jpeg)
{
    const unsigned progressive = 0xC2;

    if (jpeg->components == 4)
        return "a JPEG in the colours of print (CMYK); save it in RGB";
    if (jpeg->marker > progressive || jpeg->precision != 8 ||
        (jpeg->components != 1 && jpeg->components != 3))
        return "an uncommon kind of JPEG; save it again as JPEG or PNG";
    return NULL;
}

static bool measure(struct str bytes, struct image *image, const char **why)
{
    struct jpeg jpeg;

    image->orientation = 1;
    if (image->format == IMAGE_PNG) {
        *why = png_measure(bytes, &image->width, &image->height);
        return *why == NULL || refuse(image, *why, why);
    }
    if (!jpeg_read(bytes, &jpeg))
        return refuse(image, "damaged: it has no size", why);
    measure_jpeg(&jpeg, image);
    *why = jpeg_fault(&jpeg);
    if (*why == NULL && !jpeg.is_whole)
        *why = CUT_OFF;
    return *why == NULL || refuse(image, *why, why);
}

bool image_measure(struct str bytes, struct image *image, const char **why)
{
    unsigned most;

    image->format = format_of(bytes);
    if (image->format == IMAGE_SVG)
        return refuse(image, "an SVG; save it as PNG", why);
    if (image->format == IMAGE_NONE)
        return refuse(image, "neither PNG nor JPEG", why);
    if (!measure(bytes, image, why))
        return false;
    if (image->width == 0 || image->height == 0)
        return refuse(image, "damaged: it has no size", why);
    most = image->format == IMAGE_PNG ? PNG_PIXELS_MAX : JPEG_PIXELS_MAX;
    if (image->width > SIDE_MAX || image->height > SIDE_MAX ||
        image->width > most / image->height)
        return refuse(image,
                      image->format == IMAGE_PNG
                          ? "more than 40 million pixels, or 20,000 on a "
                            "side; make it smaller"
                          : "more than 100 million pixels, or 20,000 on a "
                            "side; make it smaller",
                      why);
    if (image->format == IMAGE_PNG && !png_has_pixels(bytes))
        return refuse(image, "damaged: its pixels are not whole; copy it again",
                      why);
    return true;
}

bool image_read(struct arena *a, struct image *image, const char **why)
{
    if (image_measure(image->bytes, image, why) ||
        (image->format == IMAGE_SVG && drawing_read(a, image, why)))
        return true;
    if (image->format == IMAGE_SVG)
        image->format = IMAGE_NONE;
    return false;
}

struct str image_clean(struct arena *a, const struct image *image)
{
    switch (image->format) {
    case IMAGE_PNG:
        return png_clean(a, image->bytes);
    case IMAGE_JPEG:
        return jpeg_clean(a, image->bytes, image->orientation);
    case IMAGE_NONE:
    case IMAGE_SVG:
        break;
    }
    return image->bytes;
}
