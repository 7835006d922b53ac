/* PNG by libpng's simplified interface: it does the conversions, and reports
 * errors by returning, without longjmp. */
#include "paint/png.h"

#include <png.h>

#include "base/arena.h"

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
