/* Pictures.
 *
 * A JPEG goes in as it is; only its head is read, for what PDF wants to know.
 * Colours are those of the picture's profile, else of sRGB.
 * A PNG of any kind is decoded and stored as grey or RGB in 8 bits, with a soft
 * mask where it is not opaque.  The same file used twice is stored once.
 */
#include "paint/pdf_private.h"

#include <string.h>

#include "base/arena.h"
#include "paint/png.h"
#include "paint/profile.h"

static const char GREY[] = "DeviceGray", RGB[] = "DeviceRGB";

static bool is_grey(const char *color_space)
{
    return strcmp(color_space, GREY) == 0;
}

/* --- JPEG ----------------------------------------------------------------- */

/* What a frame header says (ITU-T T.81, B.2.2). */
struct frame {
    unsigned width, height, components, precision;
    unsigned char marker; /* 0: none was found */
};

static unsigned u16_at(struct str s, size_t at)
{
    return (unsigned)(unsigned char)s.p[at] << 8 | (unsigned char)s.p[at + 1];
}

static bool is_frame(unsigned char marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 &&
           marker != 0xC8 && marker != 0xCC;
}

static struct frame read_frame(struct str s)
{
    size_t at = 2; /* behind SOI */

    while (at + 9 < s.len && (unsigned char)s.p[at] == 0xFF) {
        unsigned char marker = (unsigned char)s.p[at + 1];

        if (marker == 0xFF) { /* fill byte */
            at++;
            continue;
        }
        if (is_frame(marker))
            return (struct frame){
                .marker = marker,
                .precision = (unsigned char)s.p[at + 4],
                .height = u16_at(s, at + 5),
                .width = u16_at(s, at + 7),
                .components = (unsigned char)s.p[at + 9],
            };
        at += 2 + u16_at(s, at + 2);
    }
    return (struct frame){0};
}

static bool read_jpeg(struct pdf *pdf, struct pdf_image *image)
{
    struct frame f = read_frame(image->bytes);
    int n = (int)image->path.len;
    const char *path = image->path.p;

    if (f.marker == 0 || f.width == 0 || f.height == 0)
        return pdf_fail(pdf, "%.*s: not a JPEG picture that can be read", n,
                        path);
    if (f.marker > 0xC2 || f.precision != 8)
        return pdf_fail(pdf,
                        "%.*s: a kind of JPEG that PDF does not know; save "
                        "it as a baseline or progressive one",
                        n, path);
    if (f.components != 1 && f.components != 3)
        return pdf_fail(pdf,
                        "%.*s: a JPEG with %u colours (CMYK); save it as RGB",
                        n, path, f.components);
    image->width = f.width;
    image->height = f.height;
    image->color_space = f.components == 1 ? GREY : RGB;
    image->filter = "/Filter/DCTDecode";
    return true;
}

/* --- objects -------------------------------------------------------------- */

static void write_image(struct buf *out, const void *what)
{
    const struct pdf_image *image = what;

    buf_printf(out,
               "/Type/XObject/Subtype/Image/Width %u/Height %u"
               "/BitsPerComponent 8%s/ColorSpace",
               image->width, image->height, image->filter);
    if (image->profile == NULL) {
        buf_printf(out, "/%s", image->color_space);
    } else {
        buf_puts(out, "[/ICCBased ");
        pdf_put_ref(out, image->profile->object);
        buf_puts(out, "]");
    }
    if (image->mask != NULL) {
        buf_puts(out, "/SMask ");
        pdf_put_ref(out, image->mask);
    }
}

static void write_mask(struct buf *out, const void *what)
{
    const struct pdf_image *image = what;

    buf_printf(out,
               "/Type/XObject/Subtype/Image/Width %u/Height %u"
               "/ColorSpace/DeviceGray/BitsPerComponent 8",
               image->width, image->height);
}

static void write_profile(struct buf *out, const void *what)
{
    const struct pdf_profile *profile = what;

    buf_printf(out, "/N %d/Alternate/%s", is_grey(profile->color_space) ? 1 : 3,
               profile->color_space);
}

/* The document's copy of a profile; NULL for "". */
static struct pdf_profile *profile_of(struct pdf *pdf, struct str bytes,
                                      const char *color_space)
{
    struct pdf_profile *profile;

    if (bytes.len == 0)
        return NULL;
    for (size_t i = 0; i < pdf->n_profiles; i++)
        if (str_eq(pdf->profiles[i]->bytes, bytes))
            return pdf->profiles[i];
    profile = ARENA_NEW(pdf->arena, struct pdf_profile);
    profile->bytes = bytes;
    profile->color_space = color_space;
    profile->object = pdf_stream_new(pdf, bytes, true, write_profile, profile);
    pdf->profiles =
        arena_grow(pdf->arena, pdf->profiles, pdf->n_profiles,
                   &pdf->cap_profiles, sizeof(struct pdf_profile *));
    pdf->profiles[pdf->n_profiles++] = profile;
    return profile;
}

static bool add_jpeg(struct pdf *pdf, struct pdf_image *image)
{
    if (!read_jpeg(pdf, image))
        return false;
    image->profile = profile_of(
        pdf,
        profile_of_jpeg(pdf->arena, image->bytes, is_grey(image->color_space)),
        image->color_space);
    image->object =
        pdf_stream_new(pdf, image->bytes, false, write_image, image);
    return true;
}

/* The pixels are large and needed for a moment only. */
static bool add_png(struct pdf *pdf, struct pdf_image *image)
{
    struct arena *pixels = arena_new();
    struct png png;
    bool good = png_read(pixels, image->bytes, &png);

    if (good) {
        image->width = png.width;
        image->height = png.height;
        image->color_space = png.is_grey ? GREY : RGB;
        image->profile = profile_of(
            pdf, profile_of_png(pdf->arena, image->bytes, png.is_grey),
            image->color_space);
        image->filter = "";
        if (png.alpha.len > 0)
            image->mask =
                pdf_stream_new(pdf, png.alpha, true, write_mask, image);
        image->object =
            pdf_stream_new(pdf, png.colors, true, write_image, image);
    } else {
        pdf_fail(pdf, "%.*s: %s", STR_ARG(image->path), png.problem);
    }
    arena_free(pixels);
    return good;
}

static bool is_same(const struct pdf_image *image, const struct shape *s)
{
    if (image->bytes.p == s->image.bytes.p)
        return image->bytes.len == s->image.bytes.len;
    return str_eq(image->path, s->image.path) &&
           str_eq(image->bytes, s->image.bytes);
}

struct pdf_image *pdf_image_of(struct pdf *pdf, const struct shape *s)
{
    struct pdf_image *image;
    bool good;

    for (size_t i = 0; i < pdf->n_images; i++)
        if (is_same(pdf->images[i], s))
            return pdf->images[i];

    image = ARENA_NEW(pdf->arena, struct pdf_image);
    image->path = s->image.path;
    image->bytes = s->image.bytes;
    image->number = (unsigned)pdf->n_images + 1;
    if (str_starts(image->bytes, "\xFF\xD8"))
        good = add_jpeg(pdf, image);
    else if (str_starts(image->bytes, "\x89PNG"))
        good = add_png(pdf, image);
    else
        good = pdf_fail(pdf, "%.*s: neither a PNG nor a JPEG picture",
                        STR_ARG(image->path));
    if (!good)
        return NULL;
    pdf->images = arena_grow(pdf->arena, pdf->images, pdf->n_images,
                             &pdf->cap_images, sizeof(struct pdf_image *));
    pdf->images[pdf->n_images++] = image;
    return image;
}
