#include "paint/svg.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "paint/paint.h"
#include "paint/svg_private.h"

struct inline_svg {
    struct svg svg;
    struct str label, class_name;
};

/* --- writing -------------------------------------------------------------- */

/* Text and attribute values. */
void svg_put_escaped(struct buf *b, struct str text)
{
    for (size_t i = 0; i < text.len;) {
        unsigned c = utf8_next(text, &i);

        if (c == '&')
            buf_puts(b, "&amp;");
        else if (c == '<')
            buf_puts(b, "&lt;");
        else if (c == '>')
            buf_puts(b, "&gt;");
        else if (c == '"')
            buf_puts(b, "&quot;");
        else
            buf_put_char(b, utf8_is_forbidden(c) ? 0xFFFD : c);
    }
}

void svg_put_attribute(struct buf *b, const char *name, struct str value)
{
    buf_printf(b, " %s=\"", name);
    svg_put_escaped(b, value);
    buf_putc(b, '"');
}

/* 12, 12.5 or 12.25: two decimals are less than anybody can see. */
void svg_put_number(struct buf *b, double x)
{
    long long hundredths = llround(x * 100);
    long long rest = llabs(hundredths % 100);

    if (hundredths < 0)
        buf_putc(b, '-');
    buf_put_int(b, llabs(hundredths / 100));
    if (rest == 0)
        return;
    buf_puts(b, rest < 10 ? ".0" : ".");
    buf_put_int(b, rest % 10 == 0 ? rest / 10 : rest);
}

void svg_put_length(struct buf *b, const char *name, double x)
{
    buf_printf(b, " %s=\"", name);
    svg_put_number(b, x);
    buf_putc(b, '"');
}

void svg_put_color(struct svg *svg, const char *name, enum color color)
{
    if (svg->palette == NULL) {
        buf_printf(&svg->out, " %s=\"var(--%s)\"", name, color_name(color));
        return;
    }
    buf_printf(&svg->out, " %s=\"#%06x\"", name,
               (unsigned)color_bits(svg->palette->of[color]));
}

/* --- painting ------------------------------------------------------------- */

struct buf *svg_begin(struct painter *p)
{
    struct svg *svg = svg_of(p);

    assert(!svg->page_begun); /* one page each */
    svg->page_begun = true;
    return &svg->out;
}

static bool begin_page(struct painter *p, double w, double h, struct str label)
{
    const struct inline_svg *svg = (struct inline_svg *)p;
    struct buf *b = svg_begin(p);

    (void)label;
    buf_puts(b, "<svg");
    svg_put_attribute(b, "class", svg->class_name);
    buf_puts(b, " viewBox=\"0 0 ");
    svg_put_number(b, w);
    buf_putc(b, ' ');
    svg_put_number(b, h);
    buf_puts(b, "\" role=\"img\"");
    svg_put_attribute(b, "aria-label", svg->label);
    buf_puts(b, ">\n");
    return true;
}

bool svg_end_page(struct painter *p)
{
    buf_puts(&svg_of(p)->out, "</svg>\n");
    return true;
}

/* The page around it, or the words of the file, say what it is. */
bool svg_begin_content(struct painter *p, const struct tag *tag)
{
    (void)p, (void)tag;
    return true;
}

bool svg_end_content(struct painter *p)
{
    (void)p;
    return true;
}

bool svg_push(struct painter *p, double x, double y, double scale)
{
    struct buf *b = &svg_of(p)->out;

    buf_puts(b, "<g transform=\"translate(");
    svg_put_number(b, x);
    buf_putc(b, ' ');
    svg_put_number(b, y);
    buf_printf(b, ") scale(%.4f)\">\n", scale);
    return true;
}

bool svg_pop(struct painter *p)
{
    buf_puts(&svg_of(p)->out, "</g>\n");
    return true;
}

static void put_box(struct buf *b, struct rect r)
{
    buf_puts(b, "<rect");
    svg_put_length(b, "x", r.x);
    svg_put_length(b, "y", r.y);
    svg_put_length(b, "width", r.w);
    svg_put_length(b, "height", r.h);
}

bool svg_rect(struct painter *p, const struct shape *s)
{
    struct svg *svg = svg_of(p);
    struct buf *b = &svg->out;

    put_box(b, s->box);
    svg_put_color(svg, "fill", s->color);
    if (s->title.len == 0 || svg->palette != NULL) {
        buf_puts(b, "/>\n");
        return true;
    }
    buf_puts(b, "><title>");
    svg_put_escaped(b, s->title);
    buf_puts(b, "</title></rect>\n");
    return true;
}

static void put_stroke(struct svg *svg, const struct shape *s)
{
    struct buf *b = &svg->out;

    svg_put_color(svg, "stroke", s->color);
    svg_put_length(b, "stroke-width", s->stroke.width);
    if (s->stroke.dash > 0)
        svg_put_length(b, "stroke-dasharray", s->stroke.dash);
}

bool svg_frame(struct painter *p, const struct shape *s)
{
    struct buf *b = &svg_of(p)->out;

    put_box(b, s->box);
    buf_puts(b, " fill=\"none\"");
    put_stroke(svg_of(p), s);
    buf_puts(b, "/>\n");
    return true;
}

bool svg_line(struct painter *p, const struct shape *s)
{
    struct buf *b = &svg_of(p)->out;
    bool along_an_axis = fabs(s->box.x - s->stroke.x2) < 1e-9 ||
                         fabs(s->box.y - s->stroke.y2) < 1e-9;

    buf_puts(b, "<line");
    svg_put_length(b, "x1", s->box.x);
    svg_put_length(b, "y1", s->box.y);
    svg_put_length(b, "x2", s->stroke.x2);
    svg_put_length(b, "y2", s->stroke.y2);
    put_stroke(svg_of(p), s);
    if (along_an_axis) /* no grey hairlines on a coarse screen */
        buf_puts(b, " shape-rendering=\"crispEdges\"");
    buf_puts(b, "/>\n");
    return true;
}

static void put_face(struct buf *b, enum face face)
{
    switch (face) {
    case FACE_REGULAR:
    case FACE_FALLBACK: /* the browser finds its own */
        break;
    case FACE_SEMIBOLD:
        buf_puts(b, " font-weight=\"600\"");
        break;
    case FACE_ITALIC:
        buf_puts(b, " font-style=\"italic\"");
        break;
    case FACE_SEMIBOLD_ITALIC:
        buf_puts(b, " font-weight=\"600\" font-style=\"italic\"");
        break;
    case FACE_MONO:
        buf_puts(b, " font-family=\"var(--mono)\"");
        break;
    case FACE_COUNT:
        break;
    }
}

/* Browsers drop spaces at either end, and a soft hyphen that they did not
 * choose themselves.  `*x` moves past the spaces at the start. */
static struct str visible_text(struct arena *a, const struct glyph_run *run,
                               double *x)
{
    struct str text = str_trim(run->text);
    struct run_walk walk = {.run = run};
    struct placed_glyph glyph;

    while (run_next(&walk, &glyph) && str_is(glyph.text, " "))
        *x += glyph.advance;
    if (str_ends(text, "\xC2\xAD"))
        text = str_format(a, "%.*s-", (int)text.len - 2, text.p);
    return text;
}

static bool text(struct painter *p, const struct shape *s)
{
    struct buf *b = &svg_of(p)->out;
    double x = s->box.x;
    struct str visible = visible_text(b->arena, &s->run, &x);

    if (visible.len == 0)
        return true;
    buf_puts(b, "<text");
    svg_put_length(b, "x", x);
    svg_put_length(b, "y", s->box.y - s->run.rise);
    svg_put_length(b, "font-size", s->run.size);
    put_face(b, font_face(s->run.font));
    svg_put_color(svg_of(p), "fill", s->color);
    buf_putc(b, '>');
    svg_put_escaped(b, visible);
    buf_puts(b, "</text>\n");
    return true;
}

/* Charts have no pictures in them, and HTML sets those of a page itself. */
bool svg_image(struct painter *p, const struct shape *s)
{
    (void)p, (void)s;
    return false;
}

bool svg_leave_out(struct painter *p, const struct shape *s)
{
    (void)p, (void)s; /* links and anchors are the page's */
    return true;
}

static struct str finish(struct painter *p, struct arena *a)
{
    return str_copy(a, buf_str(&svg_of(p)->out));
}

void svg_release(struct painter *p)
{
    (void)p; /* all of it is in the arena */
}

static const struct paint_ops inline_ops = {
    .begin_page = begin_page,
    .end_page = svg_end_page,
    .begin_content = svg_begin_content,
    .end_content = svg_end_content,
    .push = svg_push,
    .pop = svg_pop,
    .rect = svg_rect,
    .frame = svg_frame,
    .line = svg_line,
    .text = text,
    .image = svg_image,
    .link = svg_leave_out,
    .dest = svg_leave_out,
    .close = finish,
    .free = svg_release,
};

struct painter *svg_new(struct arena *a, struct str label,
                        struct str class_name)
{
    struct inline_svg *svg = ARENA_NEW(a, struct inline_svg);

    svg->svg.painter.ops = &inline_ops;
    svg->svg.out = buf_new(a);
    svg->label = label;
    svg->class_name = class_name;
    return &svg->svg.painter;
}
