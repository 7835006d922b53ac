#include "read/image.h"

#include <stddef.h>

#include "base/buf.h"
#include "read/jpeg.h"

enum {
    /* More than any screen or sheet shows, and less than a decoder chokes on. */
    SIDE_MAX = 20000,
    JPEG_PIXELS_MAX = 100000000,
    PNG_PIXELS_MAX = 40000000, /* a few kilobytes can claim so many */
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

enum {
    PNG_SIGNATURE = 8,
    PNG_AROUND = 12, /* length, type and check sum of a chunk */
};

/* Where the chunk at `at` ends, and its type; 0 when it is cut off. */
static size_t chunk_end(struct str bytes, size_t at, struct str *type)
{
    size_t length = big_endian(bytes, at, 4);

    *type = str_slice(bytes, at + 4, at + 8);
    if (at + PNG_AROUND > bytes.len || length > bytes.len - at - PNG_AROUND)
        return 0;
    return at + PNG_AROUND + length;
}

/* Where the last chunk ends; 0 when there is none. */
static size_t png_end(struct str bytes)
{
    struct str type = {"", 0};
    size_t at = PNG_SIGNATURE;

    do
        at = chunk_end(bytes, at, &type);
    while (at > 0 && !str_is(type, "IEND"));
    return at;
}

/* CRC-32 by half bytes (PNG, 5.5 and annex D). */
static unsigned check_sum(struct str bytes)
{
    static const unsigned halves[16] = {
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4,
        0x4DB26158, 0x5005713C, 0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
        0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
    };
    unsigned sum = 0xFFFFFFFF;

    for (size_t i = 0; i < bytes.len; i++) {
        sum ^= (unsigned char)bytes.p[i];
        sum = sum >> 4 ^ halves[sum & 15];
        sum = sum >> 4 ^ halves[sum & 15];
    }
    return ~sum;
}

/* Do the chunks that make the picture (PNG, 5.4: a capital first) hold what was
 * saved?  Others may be damaged: they are left out, or do no harm. */
static bool png_is_sound(struct str bytes, size_t end)
{
    for (size_t at = PNG_SIGNATURE, next; at < end; at = next) {
        struct str type;

        next = chunk_end(bytes, at, &type);
        if (type.p[0] >= 'A' && type.p[0] <= 'Z' &&
            check_sum(str_slice(bytes, at + 4, next - 4)) !=
                big_endian(bytes, next - 4, 4))
            return false;
    }
    return true;
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

/* What is wrong with the file, or NULL. */
static const char *png_fault(struct str bytes, struct image *image)
{
    size_t end = png_end(bytes);

    if (!measure_png(bytes, image))
        return "damaged: it has no size";
    if (end == 0)
        return CUT_OFF;
    return png_is_sound(bytes, end)
               ? NULL
               : "damaged: it is not what was saved; copy it again";
}

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
        *why = png_fault(bytes, image);
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
                          ? "more than 40 million pixels; make it smaller"
                          : "more than 100 million pixels; make it smaller",
                      why);
    return true;
}

/* --- cleaned -------------------------------------------------------------- */

/* Chunks that say how to show the pixels (PNG, 11.2 and 11.3; APNG): all that
 * are critical, and these. */
static bool is_kept(struct str type)
{
    static const char *const names[] = {"tRNS", "gAMA", "cHRM", "sRGB",
                                        "iCCP", "sBIT", "bKGD", "pHYs",
                                        "acTL", "fcTL", "fdAT"};

    if (type.p[0] >= 'A' && type.p[0] <= 'Z')
        return true;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (str_is(type, names[i]))
            return true;
    return false;
}

static struct str clean_png(struct arena *a, struct str bytes)
{
    size_t end = png_end(bytes);
    struct buf out = buf_new(a);

    buf_put(&out, str_slice(bytes, 0, PNG_SIGNATURE));
    for (size_t at = PNG_SIGNATURE, next; at < end; at = next) {
        struct str type;

        next = chunk_end(bytes, at, &type);
        if (is_kept(type))
            buf_put(&out, str_slice(bytes, at, next));
    }
    return buf_str(&out);
}

struct str image_clean(struct arena *a, const struct image *image)
{
    switch (image->format) {
    case IMAGE_PNG:
        return clean_png(a, image->bytes);
    case IMAGE_JPEG:
        return jpeg_clean(a, image->bytes, image->orientation);
    case IMAGE_NONE:
    case IMAGE_SVG:
        break;
    }
    return image->bytes;
}
