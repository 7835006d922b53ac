/* Text is painted as outlines, so that a picture looks the same where our
 * typeface is not installed, and Cairo needs no font back end.  An SVG has each
 * outline once, as a symbol: Cairo makes those of a user font.  On pixels user
 * fonts would put every glyph on the grid and spoil the spacing, so there the
 * outlines are filled one by one.
 *
 * On pixels, straight edges are moved to the pixel grid: a hairline is one row
 * of full colour, not two rows of half.  A picture stands on the colour of
 * paper, so that it can be pasted anywhere. */
#include "paint/cairo.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>

#include <cairo-svg.h>
#include <cairo.h>

#include "base/arena.h"
#include "base/buf.h"
#include "paint/indexed.h"
#include "paint/paint.h"
#include "paint/png.h"

struct picture {
    struct painter painter;
    struct arena *arena;
    const struct palette *palette;
    double scale;             /* pixels a point; 0: SVG */
    cairo_surface_t *surface; /* NULL until the page begins */
    cairo_t *cr;
    cairo_font_face_t *faces[FACE_COUNT]; /* SVG: user fonts, made when used */
    struct buf out;
};

static struct picture *picture_of(struct painter *p)
{
    return (struct picture *)p;
}

static bool has_pixels(const struct picture *p)
{
    return p->scale > 0;
}

static bool is_fine(const struct picture *p)
{
    return cairo_status(p->cr) == CAIRO_STATUS_SUCCESS;
}

static cairo_status_t write_bytes(void *to, const unsigned char *bytes,
                                  unsigned len)
{
    buf_put(to, (struct str){(const char *)bytes, len});
    return CAIRO_STATUS_SUCCESS;
}

static void set_color(struct picture *p, enum color color)
{
    struct rgb c = p->palette->of[color];

    cairo_set_source_rgb(p->cr, c.r, c.g, c.b);
}

static bool begin_page(struct painter *painter, double w, double h,
                       struct str label)
{
    struct picture *p = picture_of(painter);

    (void)label;
    assert(p->surface == NULL); /* one page each */
    if (has_pixels(p))
        p->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                                (int)ceil(w * p->scale),
                                                (int)ceil(h * p->scale));
    else
        p->surface =
            cairo_svg_surface_create_for_stream(write_bytes, &p->out, w, h);
    p->cr = cairo_create(p->surface);
    set_color(p, COLOR_PAPER);
    cairo_paint(p->cr);
    if (has_pixels(p))
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
    if (!has_pixels(p))
        return;
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

    if (!has_pixels(p))
        return r;
    snap_point(p, &left, &top);
    snap_point(p, &right, &bottom);
    cairo_device_to_user_distance(p->cr, &pixel, &unused);
    return (struct rect){left, top, fmax(right - left, pixel),
                         fmax(bottom - top, pixel)};
}

/* The rect that a line along an axis covers; on pixels it is never thinner than
 * one and starts on a whole one. */
static struct rect band(const struct picture *p, const struct shape *s)
{
    double pixel = 1, unused = 0;
    double width = s->stroke.width;
    bool lies = s->box.y >= s->stroke.y2 && s->box.y <= s->stroke.y2;

    if (has_pixels(p)) {
        cairo_device_to_user_distance(p->cr, &pixel, &unused);
        width = fmax(round(width / pixel), 1) * pixel;
    }
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
    struct rect r = s->box;

    if (has_pixels(p)) { /* the outer edge on the grid, the stroke centred */
        r = snap_rect(p, (struct rect){r.x - half, r.y - half, r.w + 2 * half,
                                       r.h + 2 * half});
        r = (struct rect){r.x + half, r.y + half, r.w - 2 * half,
                          r.h - 2 * half};
    }
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

/* Where the outline of a glyph is added to Cairo's path. */
struct pen {
    cairo_t *cr;
    double x, y;
};

static void pen_move(void *to, double x, double y)
{
    const struct pen *pen = to;

    cairo_move_to(pen->cr, pen->x + x, pen->y + y);
}

static void pen_line(void *to, double x, double y)
{
    const struct pen *pen = to;

    cairo_line_to(pen->cr, pen->x + x, pen->y + y);
}

static void pen_curve(void *to, double x1, double y1, double x2, double y2,
                      double x3, double y3)
{
    const struct pen *pen = to;

    cairo_curve_to(pen->cr, pen->x + x1, pen->y + y1, pen->x + x2, pen->y + y2,
                   pen->x + x3, pen->y + y3);
}

static void pen_close(void *to)
{
    cairo_close_path(((const struct pen *)to)->cr);
}

static struct outline_sink pen_sink(struct pen *pen)
{
    return (struct outline_sink){pen, pen_move, pen_line, pen_curve, pen_close};
}

/* On pixels: all glyphs of a run in one path. */
static void fill_run(struct picture *p, const struct glyph_run *run, double x,
                     double baseline)
{
    struct pen pen = {.cr = p->cr};
    const struct outline_sink sink = pen_sink(&pen);
    struct run_walk walk = {.run = run};
    struct placed_glyph g;
    double unused = 0;

    snap_point(p, &unused, &baseline);
    while (run_next(&walk, &g)) {
        pen.x = x + g.x;
        pen.y = baseline + g.y;
        font_outline(run->font, g.id, run->size, &sink);
    }
    cairo_fill(p->cr);
}

static const cairo_user_data_key_t font_key;

/* Cairo asks for a glyph of a user font, in units of the size. */
static cairo_status_t render_glyph(cairo_scaled_font_t *scaled,
                                   unsigned long glyph, cairo_t *cr,
                                   cairo_text_extents_t *extents)
{
    cairo_font_face_t *face = cairo_scaled_font_get_font_face(scaled);
    const struct font *font = cairo_font_face_get_user_data(face, &font_key);
    struct pen pen = {.cr = cr};
    const struct outline_sink sink = pen_sink(&pen);

    font_outline(font, (uint32_t)glyph, 1, &sink);
    cairo_fill(cr);
    extents->x_advance = font_advance(font, (uint32_t)glyph, 1);
    return CAIRO_STATUS_SUCCESS;
}

static cairo_font_face_t *user_font(struct picture *p, const struct font *font)
{
    cairo_font_face_t **face = &p->faces[font_face(font)];

    if (*face == NULL) {
        *face = cairo_user_font_face_create();
        cairo_user_font_face_set_render_glyph_func(*face, render_glyph);
        /* Cairo hands the pointer back to render_glyph(), which only reads. */
        cairo_font_face_set_user_data(*face, &font_key, (void *)(uintptr_t)font,
                                      NULL);
    }
    return *face;
}

/* In an SVG: references to symbols. */
static void show_run(struct picture *p, const struct glyph_run *run, double x,
                     double baseline)
{
    cairo_glyph_t *glyphs =
        ARENA_ARRAY(p->arena, run_count_glyphs(run), cairo_glyph_t);
    struct run_walk walk = {.run = run};
    struct placed_glyph g;
    int n = 0;

    while (run_next(&walk, &g))
        glyphs[n++] = (cairo_glyph_t){g.id, x + g.x, baseline + g.y};
    cairo_set_font_face(p->cr, user_font(p, run->font));
    cairo_set_font_size(p->cr, run->size);
    cairo_show_glyphs(p->cr, glyphs, n);
}

static bool text(struct painter *painter, const struct shape *s)
{
    struct picture *p = picture_of(painter);

    set_color(p, s->color);
    if (has_pixels(p))
        fill_run(p, &s->run, s->box.x, s->box.y - s->run.rise);
    else
        show_run(p, &s->run, s->box.x, s->box.y - s->run.rise);
    return is_fine(p);
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

/* Cairo numbers the surfaces of a process, and an SVG says the number:
 * <g id="surface5">.  Without it, the same scene gives the same bytes. */
static struct str without_surface_number(struct arena *a, struct str svg)
{
    static const char id[] = " id=\"surface";
    size_t at = str_search(svg, id, 0);
    size_t end = str_find(svg, '"', at + sizeof(id) - 1);
    struct buf out = buf_new(a);

    buf_put(&out, str_slice(svg, 0, at));
    buf_put(&out, str_slice(svg, end + 1, svg.len));
    return buf_str(&out);
}

/* Rows of 32-bit pixels have no gaps between them. */
static struct str png_of(struct picture *p, struct arena *a)
{
    const struct bitmap bitmap = {
        .width = (unsigned)cairo_image_surface_get_width(p->surface),
        .height = (unsigned)cairo_image_surface_get_height(p->surface),
        .pixels = (const uint32_t *)(const void *)cairo_image_surface_get_data(
            p->surface),
    };

    assert(cairo_image_surface_get_stride(p->surface) ==
           cairo_image_surface_get_width(p->surface) * 4);
    return bitmap.pixels == NULL ? (struct str){"", 0} : png_write(a, &bitmap);
}

static struct str finish(struct painter *painter, struct arena *a)
{
    struct picture *p = picture_of(painter);
    struct str nothing = {"", 0};

    assert(p->surface != NULL);
    cairo_surface_flush(p->surface);
    if (cairo_surface_status(p->surface) != CAIRO_STATUS_SUCCESS)
        return nothing;
    if (has_pixels(p))
        return png_of(p, a);
    cairo_surface_finish(p->surface);
    return cairo_surface_status(p->surface) == CAIRO_STATUS_SUCCESS
               ? without_surface_number(a, buf_str(&p->out))
               : nothing;
}

static void release(struct painter *painter)
{
    struct picture *p = picture_of(painter);

    cairo_destroy(p->cr); /* all three take NULL */
    cairo_surface_destroy(p->surface);
    for (enum face face = 0; face < FACE_COUNT; face++)
        cairo_font_face_destroy(p->faces[face]);
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

static struct painter *picture_new(struct arena *a,
                                   const struct palette *palette, double scale)
{
    struct picture *p = ARENA_NEW(a, struct picture);

    p->painter.ops = &cairo_ops;
    p->arena = a;
    p->palette = palette;
    p->scale = scale;
    p->out = buf_new(a);
    return &p->painter;
}

struct painter *cairo_png_new(struct arena *a, const struct palette *palette,
                              double scale)
{
    assert(scale > 0);
    return picture_new(a, palette, scale);
}

struct painter *cairo_svg_new(struct arena *a, const struct palette *palette)
{
    return picture_new(a, palette, 0);
}
