#include "read/jpeg.h"

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum marker {
    SOF0 = 0xC0,
    DHT = 0xC4,
    JPG = 0xC8,
    DAC = 0xCC,
    SOF15 = 0xCF,
    RST0 = 0xD0,
    RST7 = 0xD7,
    SOI = 0xD8,
    EOI = 0xD9,
    SOS = 0xDA,
    APP0 = 0xE0,
    APP1 = 0xE1,
    APP2 = 0xE2,
    APP14 = 0xEE,
    APP15 = 0xEF,
    COM = 0xFE,
    TEM = 0x01,
};

static unsigned byte_at(struct str s, size_t at)
{
    return at < s.len ? (unsigned char)s.p[at] : 0;
}

static unsigned u16_at(struct str s, size_t at)
{
    return byte_at(s, at) << 8 | byte_at(s, at + 1);
}

/* --- segments --------------------------------------------------------------
 * A file is a row of segments: FF, a marker, and for most of them a length that
 * counts itself.  Behind SOS stand the pixels, in which FF is always followed
 * by 00 or by a restart marker.
 */

struct segment {
    unsigned marker; /* 0 when there is none, or it is cut off */
    size_t start;    /* of its FF */
    struct str body; /* behind the length */
    size_t end;      /* where the next one starts: behind pixels too */
};

static bool is_alone(unsigned marker)
{
    return marker == TEM || (marker >= RST0 && marker <= EOI);
}

static size_t pixels_end(struct str s, size_t at)
{
    while (at < s.len) {
        unsigned next = byte_at(s, at + 1);

        if (byte_at(s, at) == 0xFF && next != 0 && next != 0xFF &&
            !(next >= RST0 && next <= RST7))
            return at;
        at++;
    }
    return s.len;
}

static struct segment segment_at(struct str s, size_t at)
{
    struct segment segment = {0};
    size_t length;

    while (byte_at(s, at) == 0xFF && byte_at(s, at + 1) == 0xFF)
        at++; /* fill bytes */
    if (byte_at(s, at) != 0xFF || at + 2 > s.len)
        return segment;
    segment.start = at;
    segment.end = at + 2;
    if (is_alone(byte_at(s, at + 1))) {
        segment.marker = byte_at(s, at + 1);
        return segment;
    }
    length = u16_at(s, at + 2);
    if (length < 2 || at + 2 + length > s.len)
        return segment;
    segment.marker = byte_at(s, at + 1);
    segment.body = str_slice(s, at + 4, at + 2 + length);
    segment.end = at + 2 + length;
    if (segment.marker == SOS)
        segment.end = pixels_end(s, segment.end);
    return segment;
}

/* --- the head ------------------------------------------------------------- */

/* Table B.1: SOF0 to SOF15, but for three of them. */
static bool is_frame(unsigned marker)
{
    return marker >= SOF0 && marker <= SOF15 && marker != DHT &&
           marker != JPG && marker != DAC;
}

/* A number of a TIFF file, of which the first two bytes say the order. */
static unsigned tiff_number(struct str tiff, size_t at, size_t n)
{
    bool little = byte_at(tiff, 0) == 'I';
    unsigned value = 0;

    for (size_t i = 0; i < n; i++)
        value = value << 8 | byte_at(tiff, at + (little ? n - 1 - i : i));
    return value;
}

/* Exif is a TIFF file: its first directory has the orientation. */
static unsigned exif_orientation(struct str body)
{
    const size_t entry = 12;
    const unsigned tag = 0x0112, is_short = 3;
    struct str tiff = str_slice(body, 6, body.len);
    size_t at, n;

    if (body.len < 6 || memcmp(body.p, "Exif\0", 6) != 0 ||
        tiff_number(tiff, 2, 2) != 42)
        return 1;
    at = tiff_number(tiff, 4, 4);
    n = tiff_number(tiff, at, 2);
    at += 2;
    for (size_t i = 0; i < n && at + entry <= tiff.len; i++, at += entry) {
        unsigned value = tiff_number(tiff, at + 8, 2);

        if (tiff_number(tiff, at, 2) == tag &&
            tiff_number(tiff, at + 2, 2) == is_short)
            return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

/* A copy that was broken off ends within the pixels. */
static bool has_end(struct str bytes, struct segment s)
{
    while (s.marker != 0 && s.marker != EOI)
        s = segment_at(bytes, s.end);
    return s.marker == EOI;
}

bool jpeg_read(struct str bytes, struct jpeg *jpeg)
{
    struct segment s = segment_at(bytes, 0);

    *jpeg = (struct jpeg){.orientation = 1};
    for (; s.marker != 0 && s.marker != SOS && s.marker != EOI;
         s = segment_at(bytes, s.end)) {
        if (s.marker == APP1 && jpeg->orientation == 1)
            jpeg->orientation = exif_orientation(s.body);
        if (!is_frame(s.marker) || s.body.len < 6)
            continue;
        jpeg->marker = s.marker;
        jpeg->precision = byte_at(s.body, 0);
        jpeg->height = u16_at(s.body, 1);
        jpeg->width = u16_at(s.body, 3);
        jpeg->components = byte_at(s.body, 5);
    }
    jpeg->is_whole = s.marker == SOS && has_end(bytes, s);
    return jpeg->marker != 0;
}

/* --- cleaned -------------------------------------------------------------- */

static bool begins(struct str body, const char *name, size_t len)
{
    return body.len >= len && memcmp(body.p, name, len) == 0;
}

/* Of the application's own segments those that say how to read the pixels. */
static bool is_kept(const struct segment *s)
{
    switch (s->marker) {
    case APP0:
        return begins(s->body, "JFIF", 5);
    case APP2:
        return begins(s->body, "ICC_PROFILE", 12);
    case APP14:
        return begins(s->body, "Adobe", 5);
    case COM:
        return false;
    }
    return s->marker < APP0 || s->marker > APP15;
}

/* The shortest Exif there is: one directory with one entry. */
static void put_orientation(struct buf *out, unsigned orientation)
{
    static const char head[] = "\xFF\xE1\0\x22"
                               "Exif\0\0"
                               "MM\0\x2A\0\0\0\x08"
                               "\0\x01"
                               "\x01\x12\0\x03\0\0\0\x01";

    buf_put(out, (struct str){head, sizeof(head) - 1});
    buf_put(out,
            (struct str){(char[]){0, (char)orientation, 0, 0, 0, 0, 0, 0}, 8});
}

struct str jpeg_clean(struct arena *a, struct str bytes, unsigned orientation)
{
    struct buf out = buf_new(a);
    struct segment s = segment_at(bytes, 0);
    bool turned = orientation == 1; /* nothing to say of it */

    for (; s.marker != 0 && s.marker != EOI; s = segment_at(bytes, s.end)) {
        if (!turned && s.marker != SOI && s.marker != APP0) {
            put_orientation(&out, orientation);
            turned = true;
        }
        if (is_kept(&s))
            buf_put(&out, str_slice(bytes, s.start, s.end));
    }
    buf_put(&out, STR("\xFF\xD9"));
    return buf_str(&out);
}
