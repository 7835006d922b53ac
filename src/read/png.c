#include "read/png.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/deflate.h"

enum {
    SIGNATURE = 8,
    AROUND = 12,     /* length, type and check sum of a chunk */
    HEADER = 16,     /* where the data of IHDR, the first chunk, start */
    PALETTE = 3,     /* a color type */
    FILTERS = 5,     /* kinds of them */
    SPARE = 1 << 16, /* bytes behind the pixels that nobody minds */
};

static unsigned byte_at(struct str s, size_t at)
{
    return at < s.len ? (unsigned char)s.p[at] : 0;
}

static unsigned big_endian(struct str s, size_t at)
{
    return byte_at(s, at) << 24 | byte_at(s, at + 1) << 16 |
           byte_at(s, at + 2) << 8 | byte_at(s, at + 3);
}

/* --- chunks --------------------------------------------------------------- */

/* Where the chunk at `at` ends, and its type; 0 when it is cut off. */
static size_t chunk_end(struct str bytes, size_t at, struct str *type)
{
    size_t length = big_endian(bytes, at);

    *type = str_slice(bytes, at + 4, at + 8);
    if (at + AROUND > bytes.len || length > bytes.len - at - AROUND)
        return 0;
    return at + AROUND + length;
}

/* Where the last chunk ends; 0 when there is none. */
static size_t png_end(struct str bytes)
{
    struct str type = {"", 0};
    size_t at = SIGNATURE;

    do
        at = chunk_end(bytes, at, &type);
    while (at > 0 && !str_is(type, "IEND"));
    return at;
}

/* Do the chunks that make the picture (5.4: a capital first) hold what was
 * saved?  Others may be damaged: they are left out, or do no harm. */
static bool chunks_are_sound(struct str bytes, size_t end)
{
    for (size_t at = SIGNATURE, next; at < end; at = next) {
        struct str type;

        next = chunk_end(bytes, at, &type);
        if (type.p[0] >= 'A' && type.p[0] <= 'Z' &&
            deflate_crc(str_slice(bytes, at + 4, next - 4)) !=
                big_endian(bytes, next - 4))
            return false;
    }
    return true;
}

static bool has_chunk(struct str bytes, size_t end, const char *name)
{
    struct str type;

    for (size_t at = SIGNATURE; at < end; at = chunk_end(bytes, at, &type)) {
        chunk_end(bytes, at, &type);
        if (str_is(type, name))
            return true;
    }
    return false;
}

/* Samples a pixel by color type, and bits a sample as a mask (11.2.2). */
static const struct kind {
    unsigned samples, depths;
} kinds[] = {
    {1, 1 | 2 | 4 | 8 | 16},
    {0, 0},
    {3, 8 | 16},
    {1, 1 | 2 | 4 | 8},
    {2, 8 | 16},
    {0, 0},
    {4, 8 | 16},
};

enum {
    KINDS = sizeof(kinds) / sizeof(kinds[0])
};

static unsigned depth_of(struct str bytes)
{
    return byte_at(bytes, HEADER + 8);
}

static unsigned color_type_of(struct str bytes)
{
    return byte_at(bytes, HEADER + 9);
}

static bool is_interlaced(struct str bytes)
{
    return byte_at(bytes, HEADER + 12) == 1;
}

static bool header_is_sound(struct str bytes)
{
    unsigned type = color_type_of(bytes), depth = depth_of(bytes);

    return type < KINDS && (kinds[type].depths & depth) != 0 &&
           (depth & (depth - 1)) == 0 && byte_at(bytes, HEADER + 10) == 0 &&
           byte_at(bytes, HEADER + 11) == 0 && byte_at(bytes, HEADER + 12) <= 1;
}

const char *png_measure(struct str bytes, unsigned *width, unsigned *height)
{
    static const char other[] =
        "damaged: it is not what was saved; copy it again";
    size_t end = png_end(bytes);

    if (bytes.len < HEADER + 17 || !str_is(str_slice(bytes, 12, 16), "IHDR"))
        return "damaged: it has no size";
    *width = big_endian(bytes, HEADER);
    *height = big_endian(bytes, HEADER + 4);
    if (end == 0)
        return "damaged: it stops before its end; copy it again";
    if (!chunks_are_sound(bytes, end) || !header_is_sound(bytes) ||
        (color_type_of(bytes) == PALETTE && !has_chunk(bytes, end, "PLTE")))
        return other;
    return NULL;
}

/* --- pixels --------------------------------------------------------------- */

/* A pass of an interlaced picture (8.2), or all of another. */
struct pass {
    size_t x, y, step_x, step_y;
};

static const struct pass passes[] = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4},
    {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2},
};

static const struct pass all = {0, 0, 1, 1};

/* Rows of a pass, and bytes a row with the one that names its filter. */
static size_t rows_of(const struct pass *pass, struct str bytes, size_t *row)
{
    size_t width = big_endian(bytes, HEADER);
    size_t height = big_endian(bytes, HEADER + 4);
    size_t bits = (size_t)kinds[color_type_of(bytes)].samples * depth_of(bytes);
    size_t n = (width + pass->step_x - 1 - pass->x) / pass->step_x;

    *row = 1 + (n * bits + 7) / 8;
    return n == 0 ? 0 : (height + pass->step_y - 1 - pass->y) / pass->step_y;
}

/* Walks over the passes: sums up their bytes, or, with `rows`, looks whether
 * each row has a filter that there is. */
static bool walk_passes(struct str bytes, const char *rows, size_t *sum)
{
    const struct pass *list = is_interlaced(bytes) ? passes : &all;
    size_t n = is_interlaced(bytes) ? sizeof(passes) / sizeof(passes[0]) : 1;
    size_t at = 0;

    for (size_t i = 0; i < n; i++) {
        size_t row, count = rows_of(&list[i], bytes, &row);

        for (size_t k = 0; rows != NULL && k < count; k++)
            if ((unsigned char)rows[at + k * row] >= FILTERS)
                return false;
        at += count * row;
    }
    *sum = at;
    return true;
}

static struct str data_of(struct arena *a, struct str bytes)
{
    struct buf data = buf_new(a);
    size_t end = png_end(bytes);

    for (size_t at = SIGNATURE, next; at < end; at = next) {
        struct str type;

        next = chunk_end(bytes, at, &type);
        if (str_is(type, "IDAT"))
            buf_put(&data, str_slice(bytes, at + 8, next - 4));
    }
    return buf_str(&data);
}

bool png_has_pixels(struct str bytes)
{
    struct arena *scratch = arena_new();
    size_t size, len;
    bool good = walk_passes(bytes, NULL, &size);
    char *rows = arena_alloc(scratch, size + SPARE);

    good = good &&
           inflate_zlib(data_of(scratch, bytes), rows, size + SPARE, &len) &&
           len >= size && walk_passes(bytes, rows, &size);
    arena_free(scratch);
    return good;
}

/* --- cleaned -------------------------------------------------------------- */

/* Chunks that say how to show the pixels (11.2 and 11.3; APNG): all that are
 * critical, and these. */
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

struct str png_clean(struct arena *a, struct str bytes)
{
    size_t end = png_end(bytes);
    struct buf out = buf_new(a);

    buf_put(&out, str_slice(bytes, 0, SIGNATURE));
    for (size_t at = SIGNATURE, next; at < end; at = next) {
        struct str type;

        next = chunk_end(bytes, at, &type);
        if (is_kept(type))
            buf_put(&out, str_slice(bytes, at, next));
    }
    return buf_str(&out);
}
