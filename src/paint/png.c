/* Reading is by libpng's simplified interface: it does the conversions, and
 * reports errors by returning, without longjmp. */
#include "paint/png.h"

#include <string.h>

#include <png.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/deflate.h"
#include "paint/indexed.h"

enum {
    SIDE_MAX = 20000,
    /* A4 at 600 dots an inch has 35 million.  A few kilobytes can claim a
     * thousand times that. */
    PIXELS_MAX = 40000000,
};

/* Moves the colours together and the alpha channel out.  The pixels have
 * `channels` bytes, the last of them alpha. */
static void split_alpha(struct arena *a, char *pixels, size_t n,
                        size_t channels, struct png *png)
{
    char *alpha = arena_alloc(a, n);
    size_t colors = channels - 1;
    bool opaque = true;

    for (size_t i = 0; i < n; i++) {
        memmove(pixels + i * colors, pixels + i * channels, colors);
        alpha[i] = pixels[i * channels + colors];
        opaque = opaque && (unsigned char)alpha[i] == 0xFF;
    }
    png->colors = (struct str){pixels, n * colors};
    if (!opaque)
        png->alpha = (struct str){alpha, n};
}

static bool fail(struct png *png, png_image *image, const char *problem)
{
    png->problem = problem;
    png_image_free(image);
    return false;
}

bool png_read(struct arena *a, struct str bytes, struct png *png)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    bool has_alpha;

    *png = (struct png){0};
    if (!png_image_begin_read_from_memory(&image, bytes.p, bytes.len))
        return fail(png, &image, "not a PNG picture that can be read");
    if (image.width > SIDE_MAX || image.height > SIDE_MAX ||
        (size_t)image.width * image.height > PIXELS_MAX)
        return fail(png, &image, "a PNG picture of more than 40 megapixels");

    has_alpha = (image.format & PNG_FORMAT_FLAG_ALPHA) != 0;
    png->width = image.width;
    png->height = image.height;
    png->is_grey = (image.format & PNG_FORMAT_FLAG_COLOR) == 0;
    image.format = (png->is_grey ? 0 : PNG_FORMAT_FLAG_COLOR) |
                   (has_alpha ? PNG_FORMAT_FLAG_ALPHA : 0);
    /* Without this libpng takes 16-bit samples for linear light. */
    image.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;

    size_t n = (size_t)image.width * image.height;
    size_t channels = PNG_IMAGE_PIXEL_CHANNELS(image.format);
    char *pixels = arena_array(a, n, channels);
    if (!png_image_finish_read(&image, NULL, pixels, 0, NULL))
        return fail(png, &image, "a damaged PNG picture");
    if (has_alpha)
        split_alpha(a, pixels, n, channels, png);
    else
        png->colors = (struct str){pixels, n * channels};
    return true;
}

/* --- writing ----------------------------------------------------------------
 * Four chunks with unfiltered rows are simple enough to write, and a row of a
 * drawing repeats what filters would spoil.
 */

/* ISO/IEC 15948, 11.2.2 */
enum {
    COLOR_TYPE_RGB = 2,
    COLOR_TYPE_PALETTE = 3,
    FILTER_NONE = 0,
};

static void put_int(struct buf *out, size_t n)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_putc(out, (char)(n >> shift & 0xFF));
}

/* 5.3: length, type, data, and a sum of the latter two. */
static void put_chunk(struct buf *out, const char *type, struct str bytes)
{
    put_int(out, bytes.len);
    size_t from = out->len;
    buf_puts(out, type);
    buf_put(out, bytes);
    put_int(out, deflate_crc(str_slice(buf_str(out), from, out->len)));
}

static void put_header(struct arena *a, struct buf *out,
                       const struct bitmap *bitmap, char color_type)
{
    struct buf header = buf_new(a);

    put_int(&header, bitmap->width);
    put_int(&header, bitmap->height);
    buf_putc(&header, 8); /* bits a sample */
    buf_putc(&header, color_type);
    buf_put(&header,
            (struct str){"\0\0\0", 3}); /* the only methods there are */
    put_chunk(out, "IHDR", buf_str(&header));
}

static void put_color(char *to, uint32_t color)
{
    to[0] = (char)(color >> 16 & 0xFF);
    to[1] = (char)(color >> 8 & 0xFF);
    to[2] = (char)(color & 0xFF);
}

static void put_colors(char *to, const uint32_t *colors, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put_color(to + 3 * i, colors[i]);
}

/* Rows of colours, each with its filter before it. */
static struct str rows_of(struct arena *a, const struct bitmap *bitmap)
{
    size_t row = (size_t)bitmap->width * 3 + 1;
    char *bytes = arena_array(a, bitmap->height, row);

    for (size_t y = 0; y < bitmap->height; y++) {
        bytes[y * row] = FILTER_NONE;
        put_colors(bytes + y * row + 1, bitmap->pixels + y * bitmap->width,
                   bitmap->width);
    }
    return (struct str){bytes, bitmap->height * row};
}

static void put_drawing(struct arena *a, struct buf *out,
                        const struct bitmap *bitmap,
                        const struct indexed *indexed)
{
    size_t row = (size_t)bitmap->width + 1;
    char colors[3 * sizeof(indexed->colors) / sizeof(*indexed->colors)];

    put_header(a, out, bitmap, COLOR_TYPE_PALETTE);
    put_colors(colors, indexed->colors, indexed->n_colors);
    put_chunk(out, "PLTE", (struct str){colors, 3 * (size_t)indexed->n_colors});
    put_chunk(out, "IDAT",
              deflate_zlib(a, (struct str){(const char *)indexed->rows,
                                           bitmap->height * row}));
}

static void put_photograph(struct arena *a, struct buf *out,
                           const struct bitmap *bitmap)
{
    put_header(a, out, bitmap, COLOR_TYPE_RGB);
    put_chunk(out, "IDAT", deflate_zlib(a, rows_of(a, bitmap)));
}

struct str png_write(struct arena *a, const struct bitmap *bitmap)
{
    struct arena *scratch = arena_new();
    struct buf out = buf_new(a);
    struct indexed indexed;

    buf_put(&out, (struct str){"\x89PNG\r\n\x1A\n", 8});
    if (indexed_make(scratch, bitmap, &indexed))
        put_drawing(scratch, &out, bitmap, &indexed);
    else
        put_photograph(scratch, &out, bitmap);
    put_chunk(&out, "IEND", STR(""));
    arena_free(scratch);
    return buf_str(&out);
}
