/* PNG by libpng's simplified interface: it does the conversions, and reports
 * errors by returning, without longjmp. */
#include "paint/png.h"

#include <png.h>

#include "base/arena.h"
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

/* --- writing -------------------------------------------------------------- */

static bool encode(struct arena *a, png_image *image, const void *pixels,
                   const void *palette, struct str *bytes)
{
    png_alloc_size_t len = PNG_IMAGE_PNG_SIZE_MAX(*image);
    char *out = arena_alloc(a, len);
    bool ok =
        png_image_write_to_memory(image, out, &len, 0, pixels, 0, palette);

    *bytes = (struct str){out, len};
    png_image_free(image);
    return ok;
}

static void put_color(unsigned char *to, uint32_t color)
{
    to[0] = (unsigned char)(color >> 16 & 0xFF);
    to[1] = (unsigned char)(color >> 8 & 0xFF);
    to[2] = (unsigned char)(color & 0xFF);
}

static unsigned char *put_colors(struct arena *a, const uint32_t *colors,
                                 size_t n)
{
    unsigned char *bytes = arena_array(a, n, 3);

    for (size_t i = 0; i < n; i++)
        put_color(bytes + 3 * i, colors[i]);
    return bytes;
}

/* Measured on charts: libpng's fast settings take a quarter of the time of its
 * usual ones and give a smaller file, as filters spoil what repeats. */
bool png_write(struct arena *a, const struct bitmap *bitmap, struct str *bytes)
{
    struct arena *scratch = arena_new();
    struct indexed indexed;
    struct str file;
    bool ok;
    png_image image = {
        .version = PNG_IMAGE_VERSION,
        .width = bitmap->width,
        .height = bitmap->height,
        .format = PNG_FORMAT_RGB,
        .flags = PNG_IMAGE_FLAG_FAST,
    };

    if (indexed_make(scratch, bitmap, &indexed)) {
        image.format = PNG_FORMAT_RGB_COLORMAP;
        image.colormap_entries = indexed.n_colors;
        ok = encode(scratch, &image, indexed.indices,
                    put_colors(scratch, indexed.colors, indexed.n_colors),
                    &file);
    } else {
        size_t n = (size_t)bitmap->width * bitmap->height;
        ok = encode(scratch, &image, put_colors(scratch, bitmap->pixels, n),
                    NULL, &file);
    }
    if (ok)
        *bytes = str_copy(a, file);
    arena_free(scratch);
    return ok;
}
