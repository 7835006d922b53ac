/* The door to librsvg.  It is opened only when there is an SVG, for it brings
 * GLib, Pango and more along; so its few functions are declared here and it is
 * needed where the program runs, not where it is built. */
#include "read/drawing.h"

#include <cairo.h>
#include <dlfcn.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/doc.h"

static const char LIBRARY[] = "librsvg-2.so.2";

/* As in <librsvg/rsvg.h>, in the types of C. */
struct rectangle {
    double x, y, width, height;
};

struct svg_length {
    double length;
    int unit;
};

struct svg_functions {
    void *(*from_data)(const unsigned char *bytes, unsigned long n,
                       void **error);
    int (*size_in_pixels)(void *svg, double *width, double *height);
    void (*dimensions)(void *svg, int *has_width, struct svg_length *width,
                       int *has_height, struct svg_length *height, int *has_box,
                       struct rectangle *box);
    int (*render)(void *svg, cairo_t *cairo, const struct rectangle *viewport,
                  void **error);
    void (*unref)(void *object);
};

enum {
    WIDE = 900,          /* CSS pixels, of one that has no size but a shape */
    PIXELS_LEAST = 1200, /* of the longer side: a logo is shown at any size */
    PIXELS_MOST = 3000,
    SIDE_MOST = 10000, /* CSS pixels */
};

/* 300 dots an inch, and a quarter more for a picture that fills the page. */
static const double DENSITY = 4;

static bool find_function(void *library, const char *name, void *function)
{
    /* POSIX, dlsym(): an object pointer can hold that of a function. */
    void *found = library == NULL ? NULL : dlsym(library, name);

    memcpy(function, &found, sizeof(found));
    return found != NULL;
}

static bool open_library(struct svg_functions *rsvg)
{
    void *library = dlopen(LIBRARY, RTLD_NOW);

    return find_function(library, "rsvg_handle_new_from_data",
                         &rsvg->from_data) &&
           find_function(library, "rsvg_handle_get_intrinsic_size_in_pixels",
                         &rsvg->size_in_pixels) &&
           find_function(library, "rsvg_handle_get_intrinsic_dimensions",
                         &rsvg->dimensions) &&
           find_function(library, "rsvg_handle_render_document",
                         &rsvg->render) &&
           find_function(library, "g_object_unref", &rsvg->unref);
}

/* --- what cannot be shown -------------------------------------------------- */

static bool has(struct str text, const char *word)
{
    return str_search(text, word, 0) < text.len;
}

/* Does an element of that name refer to something outside the file? */
static bool refers_outside(struct str svg, const char *element)
{
    for (size_t at = 0; (at = str_search(svg, element, at)) < svg.len; at++) {
        size_t end = str_find(svg, '>', at);
        struct str tag = str_slice(svg, at, end);
        size_t href = str_search(tag, "href=", 0) + strlen("href=") + 1;

        if (href < tag.len && tag.p[href] != '#' &&
            !str_starts(str_slice(tag, href, tag.len), "data:"))
            return true;
    }
    return false;
}

/* librsvg would leave these out without a word. */
static const char *fault_of(struct str svg)
{
    if (refers_outside(svg, "<image") || refers_outside(svg, "<use") ||
        has(svg, "@import") || has(svg, "url(http"))
        return "an SVG that shows another file; embed that in it, or save it "
               "as PNG, 2000 pixels wide";
    if (has(svg, "<foreignObject") && !has(svg, "<switch"))
        return "an SVG with text that only a browser shows; save it as PNG, "
               "2000 pixels wide";
    return NULL;
}

/* --- drawing --------------------------------------------------------------- */

/* The size that the file asks for, in CSS pixels; one that has only a shape is
 * as wide as a page. */
static bool find_size(const struct svg_functions *rsvg, void *svg,
                      double *width, double *height)
{
    struct svg_length length;
    struct rectangle box;
    int has_width, has_height, has_box;

    if (!rsvg->size_in_pixels(svg, width, height)) {
        rsvg->dimensions(svg, &has_width, &length, &has_height, &length,
                         &has_box, &box);
        if (!has_box || !(box.width > 0))
            return false;
        *width = WIDE;
        *height = WIDE * box.height / box.width;
    }
    return *width >= 1 && *height >= 1 && *width <= SIDE_MOST &&
           *height <= SIDE_MOST;
}

static cairo_status_t put_bytes(void *out, const unsigned char *bytes,
                                unsigned n)
{
    buf_put(out, (struct str){(const char *)bytes, n});
    return CAIRO_STATUS_SUCCESS;
}

static bool paint(struct arena *a, const struct svg_functions *rsvg, void *svg,
                  struct image *image)
{
    double longer = fmax(image->width, image->height);
    double pixels = fmin(fmax(longer * DENSITY, PIXELS_LEAST), PIXELS_MOST);
    struct rectangle all = {0, 0, ceil(image->width * pixels / longer),
                            ceil(image->height * pixels / longer)};
    cairo_surface_t *surface = cairo_image_surface_create(
        CAIRO_FORMAT_ARGB32, (int)all.width, (int)all.height);
    cairo_t *cairo = cairo_create(surface);
    struct buf png = buf_new(a);
    bool ok = rsvg->render(svg, cairo, &all, NULL) &&
              cairo_surface_write_to_png_stream(surface, put_bytes, &png) ==
                  CAIRO_STATUS_SUCCESS;

    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    image->bytes = buf_str(&png);
    return ok;
}

bool drawing_read(struct arena *a, struct image *image, const char **why)
{
    struct svg_functions rsvg;
    double width, height;
    void *svg;
    bool ok = false;

    *why = fault_of(image->bytes);
    if (*why != NULL)
        return false;
    *why = "an SVG; install librsvg2-2, or save it as PNG, 2000 pixels wide";
    if (!open_library(&rsvg))
        return false;
    *why = "a damaged SVG; save it as PNG, 2000 pixels wide";
    svg = rsvg.from_data((const unsigned char *)image->bytes.p,
                         image->bytes.len, NULL);
    if (svg == NULL)
        return false;
    if (find_size(&rsvg, svg, &width, &height)) {
        image->width = (unsigned)lround(width);
        image->height = (unsigned)lround(height);
        ok = paint(a, &rsvg, svg, image);
    } else {
        *why = "an SVG without a size; save it as PNG, 2000 pixels wide";
    }
    rsvg.unref(svg);
    if (!ok)
        image->width = image->height = 0;
    else
        image->format = IMAGE_PNG;
    return ok;
}
