#include "read/image.h"

#include <stddef.h>

enum {
    /* More than any screen or sheet shows, and less than a decoder chokes on. */
    SIDE_MAX = 20000,
    PIXELS_MAX = 100000000,
};

static unsigned byte_at(struct str s, size_t at)
{
    return at < s.len ? (unsigned char)s.p[at] : 0;
}

static unsigned big_endian(struct str s, size_t at, size_t n)
{
    unsigned value = 0;

    for (size_t i = 0; i < n; i++)
        value = value << 8 | byte_at(s, at + i);
    return value;
}

static bool starts_with(struct str s, const char *bytes, size_t n)
{
    return s.len >= n && memcmp(s.p, bytes, n) == 0;
}

/* PNG (ISO/IEC 15948) 5.2 and 11.2.2: signature, then the IHDR chunk. */
static bool measure_png(struct str bytes, struct image *image)
{
    if (bytes.len < 33 || !str_starts(str_slice(bytes, 12, 16), "IHDR"))
        return false;
    image->width = big_endian(bytes, 16, 4);
    image->height = big_endian(bytes, 20, 4);
    return true;
}

/* Frame headers (ITU-T T.81, table B.1): SOF0 to SOF15 without DHT, JPG, DAC. */
static bool is_frame(unsigned marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 &&
           marker != 0xC8 && marker != 0xCC;
}

/* Segments follow one another, each with its length, until the frame. */
static bool measure_jpeg(struct str bytes, struct image *image)
{
    size_t at = 2;

    while (at + 9 < bytes.len && byte_at(bytes, at) == 0xFF) {
        unsigned marker = byte_at(bytes, at + 1);
        unsigned length = big_endian(bytes, at + 2, 2);

        if (marker == 0xFF) { /* a fill byte */
            at++;
            continue;
        }
        if (is_frame(marker)) {
            image->height = big_endian(bytes, at + 5, 2);
            image->width = big_endian(bytes, at + 7, 2);
            return true;
        }
        if (length < 2)
            return false;
        at += 2 + length;
    }
    return false;
}

static bool measure(struct str bytes, struct image *image)
{
    switch (image->format) {
    case IMAGE_PNG:
        return measure_png(bytes, image);
    case IMAGE_JPEG:
        return measure_jpeg(bytes, image);
    case IMAGE_NONE:
    case IMAGE_SVG:
        break;
    }
    return false;
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

bool image_measure(struct str bytes, struct image *image, const char **why)
{
    image->format = format_of(bytes);
    if (image->format == IMAGE_SVG)
        return refuse(image, "an SVG; save it as PNG", why);
    if (image->format == IMAGE_NONE)
        return refuse(image, "neither PNG nor JPEG", why);
    if (!measure(bytes, image) || image->width == 0 || image->height == 0)
        return refuse(image, "damaged: it has no size", why);
    if (image->width > SIDE_MAX || image->height > SIDE_MAX ||
        image->width > PIXELS_MAX / image->height)
        return refuse(image, "more than 100 million pixels", why);
    return true;
}
