/* Letters are filled beside Cairo (letters.h): it needs no font back end so, and
 * is not asked for what takes it longest.
 *
 * Straight edges are moved to the pixel grid: a hairline is one row of full
 * colour, not two rows of half.  A picture stands on the colour of paper, so
 * that it can be pasted anywhere. */
#include "paint/cairo.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cairo.h>

#include "base/arena.h"
#include "paint/indexed.h"
#include "paint/letters.h"
#include "paint/paint.h"
#include "paint/png.h"

enum {
    SIDE_MAX = 32767 /* pixels: Cairo takes no more */
};

struct picture {
    struct painter painter;
    const struct palette *palette;
    double scale;             /* pixels a point */
    struct canvas canvas;     /* the memory of the surface */
    cairo_surface_t *surface; /* NULL until the page begins */
    cairo_t *cr;
    struct letters *letters;
};

static struct picture *picture_of(struct painter *p)
{
    return (struct picture *)p;
}

static bool is_fine(const struct picture *p)
{
    return cairo_status(p->cr) == CAIRO_STATUS_SUCCESS;
}

static void set_color(struct picture *p, enum color color)
{
    struct rgb c = p->palette->of[color];

    cairo_set_source_rgb(p->cr, c.r, c.g, c.b);
}

/* A row of paper, and its copies. */
static void fill_with_paper(struct canvas *canvas, struct rgb c)
{
    uint32_t color = 0xFF000000 | color_bits(c); /* as Cairo has them */
    size_t row = canvas->width * sizeof(color);

    for (unsigned x = 0; x < canvas->width; x++)
        canvas->pixels[x] = color;
    for (unsigned y = 1; y < canvas->height; y++)
        memcpy(canvas->pixels + (size_t)y * canvas->width, canvas->pixels, row);
}

static bool begin_page(struct painter *painter, double w, double h,
                       struct str label)
{
    struct picture *p = picture_of(painter);
    double width = ceil(w * p->scale), height = ceil(h * p->scale);

    (void)label;
    assert(p->surface == NULL); /* one page each */
    if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX)
        return false;
    p->canvas = (struct canvas){
        .pixels = memory_realloc(NULL, (size_t)width * (size_t)height *
                                           sizeof(uint32_t)),
        .width = (unsigned)width,
        .height = (unsigned)height,
    };
    fill_with_paper(&p->canvas, p->palette->of[COLOR_PAPER]);
    p->surface = cairo_image_surface_create_for_data(
        (unsigned char *)p->canvas.pixels, CAIRO_FORMAT_RGB24, (int)width,
        (int)height, (int)(width * sizeof(uint32_t)));
    p->cr = cairo_create(p->surface);
    cairo_scale(p->cr, p->scale, p->scale);
    cairo_set_antialias(p->cr, CAIRO_ANTIALIAS_FAST);
    return is_fine(p);
}

static bool end_page(struct painter *painter)
{
    return is_fine(picture_of(painter));
}

static bool begin_content(struct painter *painter, const struct tag *tag)
{
    (void)painter, (void)tag;
    return true;
}

static bool end_content(struct painter *painter)
{
    (void)painter;
    return true;
}

static bool push(struct painter *painter, double x, double y, double scale)
{
    struct picture *p = picture_of(painter);

    cairo_save(p->cr);
    cairo_translate(p->cr, x, y);
    cairo_scale(p->cr, scale, scale);
    return is_fine(p);
}

static bool pop(struct painter *painter)
{
    struct picture *p = picture_of(painter);

    cairo_restore(p->cr);
    return is_fine(p);
}

/* --- the pixel grid ------------------------------------------------------- */

/* Moves a point to the corner of a pixel. */
static void snap_point(const struct picture *p, double *x, double *y)
{
    cairo_user_to_device(p->cr, x, y);
    *x = round(*x);
    *y = round(*y);
    cairo_device_to_user(p->cr, x, y);
}

/* A rect of whole pixels, at least one in each direction. */
static struct rect snap_rect(const struct picture *p, struct rect r)
{
    double left = r.x, top = r.y, right = r.x + r.w, bottom = r.y + r.h;
    double pixel = 1, unused = 0;

    snap_point(p, &left, &top);
    snap_point(p, &right, &bottom);
    cairo_device_to_user_distance(p->cr, &pixel, &unused);
    return (struct rect){left, top, fmax(right - left, pixel),
                         fmax(bottom - top, pixel)};
}

/* The rect that a line along an axis covers: never thinner than a pixel. */
static struct rect band(const struct picture *p, const struct shape *s)
{
    double pixel = 1, unused = 0;
    bool lies = s->box.y >= s->stroke.y2 && s->box.y <= s->stroke.y2;

    cairo_device_to_user_distance(p->cr, &pixel, &unused);
    double width = fmax(round(s->stroke.width / pixel), 1) * pixel;
    double left = fmin(s->box.x, s->stroke.x2);
    double top = fmin(s->box.y, s->stroke.y2);
    double length =
        lies ? fabs(s->stroke.x2 - s->box.x) : fabs(s->stroke.y2 - s->box.y);

    return lies ? (struct rect){left, top - width / 2, length, width}
                : (struct rect){left - width / 2, top, width, length};
}

/* --- shapes --------------------------------------------------------------- */

static bool fill_rect(struct picture *p, struct rect r, enum color color)
{
    r = snap_rect(p, r);
    set_color(p, color);
    cairo_rectangle(p->cr, r.x, r.y, r.w, r.h);
    cairo_fill(p->cr);
    return is_fine(p);
}

static bool rect(struct painter *painter, const struct shape *s)
{
    return fill_rect(picture_of(painter), s->box, s->color);
}

static void set_stroke(struct picture *p, const struct shape *s)
{
    set_color(p, s->color);
    cairo_set_line_width(p->cr, s->stroke.width);
    cairo_set_dash(p->cr, &s->stroke.dash, s->stroke.dash > 0 ? 1 : 0, 0);
}

static bool frame(struct painter *painter, const struct shape *s)
{
    struct picture *p = picture_of(painter);
    double half = s->stroke.width / 2;
    /* the outer edge on the grid, the stroke centred */
    struct rect r =
        snap_rect(p, (struct rect){s->box.x - half, s->box.y - half,
                                   s->box.w + 2 * half, s->box.h + 2 * half});

    r = (struct rect){r.x + half, r.y + half, r.w - 2 * half, r.h - 2 * half};
    set_stroke(p, s);
    cairo_rectangle(p->cr, r.x, r.y, r.w, r.h);
    cairo_stroke(p->cr);
    return is_fine(p);
}

static bool is_along_an_axis(const struct shape *s)
{
    return fabs(s->box.x - s->stroke.x2) < 1e-9 ||
           fabs(s->box.y - s->stroke.y2) < 1e-9;
}

static bool line(struct painter *painter, const struct shape *s)
{
    struct picture *p = picture_of(painter);

    if (is_along_an_axis(s) && s->stroke.dash <= 0)
        return fill_rect(p, band(p, s), s->color);
    set_stroke(p, s);
    cairo_move_to(p->cr, s->box.x, s->box.y);
    cairo_line_to(p->cr, s->stroke.x2, s->stroke.y2);
    cairo_stroke(p->cr);
    return is_fine(p);
}

static bool text(struct painter *painter, const struct shape *s)
{
    struct picture *p = picture_of(painter);
    double x = s->box.x, baseline = s->box.y - s->run.rise;
    double scale = 1, unused = 0;

    cairo_user_to_device(p->cr, &x, &baseline);
    cairo_user_to_device_distance(p->cr, &scale, &unused);
    cairo_surface_flush(p->surface); /* the shapes so far are in the pixels */
    bool ok = letters_fill(p->letters, &p->canvas, &s->run, x, round(baseline),
                           scale, p->palette->of[s->color]);
    cairo_surface_mark_dirty(p->surface);
    return ok;
}

/* Bytes of a picture file that Cairo reads piece by piece. */
struct source {
    struct str bytes;
    size_t at;
};

static cairo_status_t read_bytes(void *from, unsigned char *to, unsigned len)
{
    struct source *source = from;

    if (source->bytes.len - source->at < len)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, source->bytes.p + source->at, len);
    source->at += len;
    return CAIRO_STATUS_SUCCESS;
}

/* Cairo reads PNG only; a JPEG file is a failure. */
static bool image(struct painter *painter, const struct shape *s)
{
    struct picture *p = picture_of(painter);
    struct source source = {.bytes = s->image.bytes};
    cairo_surface_t *png =
        cairo_image_surface_create_from_png_stream(read_bytes, &source);
    bool readable = cairo_surface_status(png) == CAIRO_STATUS_SUCCESS;

    if (readable) {
        cairo_save(p->cr);
        cairo_translate(p->cr, s->box.x, s->box.y);
        cairo_scale(p->cr, s->box.w / cairo_image_surface_get_width(png),
                    s->box.h / cairo_image_surface_get_height(png));
        cairo_set_source_surface(p->cr, png, 0, 0);
        cairo_pattern_set_extend(cairo_get_source(p->cr), CAIRO_EXTEND_PAD);
        cairo_rectangle(p->cr, 0, 0, cairo_image_surface_get_width(png),
                        cairo_image_surface_get_height(png));
        cairo_fill(p->cr);
        cairo_restore(p->cr);
    }
    cairo_surface_destroy(png);
    return readable && is_fine(p);
}

static bool leave_out(struct painter *painter, const struct shape *s)
{
    (void)painter, (void)s; /* a picture leads nowhere */
    return true;
}

/* --- the file ------------------------------------------------------------- */

static struct str finish(struct painter *painter, struct arena *a)
{
    struct picture *p = picture_of(painter);
    const struct bitmap bitmap = {
        .width = p->canvas.width,
        .height = p->canvas.height,
        .pixels = p->canvas.pixels,
    };

    assert(p->surface != NULL);
    cairo_surface_flush(p->surface);
    return cairo_surface_status(p->surface) == CAIRO_STATUS_SUCCESS
               ? png_write(a, &bitmap)
               : STR("");
}

static void release(struct painter *painter)
{
    struct picture *p = picture_of(painter);

    cairo_destroy(p->cr); /* both take NULL */
    cairo_surface_destroy(p->surface);
    free(p->canvas.pixels);
}

static const struct paint_ops cairo_ops = {
    .begin_page = begin_page,
    .end_page = end_page,
    .begin_content = begin_content,
    .end_content = end_content,
    .push = push,
    .pop = pop,
    .rect = rect,
    .frame = frame,
    .line = line,
    .text = text,
    .image = image,
    .link = leave_out,
    .dest = leave_out,
    .close = finish,
    .free = release,
};

struct painter *cairo_png_new(struct arena *a, const struct palette *palette,
                              struct letters *letters, double scale)
{
    struct picture *p = ARENA_NEW(a, struct picture);

    assert(scale > 0);
    p->painter.ops = &cairo_ops;
    p->palette = palette;
    p->scale = scale;
    p->letters = letters;
    return &p->painter;
}
