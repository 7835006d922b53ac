#include "paint/svg.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "paint/paint.h"

struct svg {
    struct painter painter;
    struct str label, class_name;
    struct buf out;
    bool page_begun;
};

static struct svg *svg_of(struct painter *p)
{
    return (struct svg *)p;
}

/* --- writing -------------------------------------------------------------- */

/* Text and attribute values; control characters are no XML. */
static void put_escaped(struct buf *b, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.p[i];

        if (c == '&')
            buf_puts(b, "&amp;");
        else if (c == '<')
            buf_puts(b, "&lt;");
        else if (c == '>')
            buf_puts(b, "&gt;");
        else if (c == '"')
            buf_puts(b, "&quot;");
        else if ((unsigned char)c >= 0x20 || c == '\t' || c == '\n')
            buf_putc(b, c);
    }
}

static void put_attribute(struct buf *b, const char *name, struct str value)
{
    buf_printf(b, " %s=\"", name);
    put_escaped(b, value);
    buf_putc(b, '"');
}

/* 12, 12.5 or 12.25: two decimals are less than anybody can see. */
static void put_number(struct buf *b, double x)
{
    long long hundredths = llround(x * 100);
    long long rest = llabs(hundredths % 100);

    if (hundredths < 0)
        buf_putc(b, '-');
    buf_printf(b, "%lld", llabs(hundredths / 100));
    if (rest % 10 != 0)
        buf_printf(b, ".%02lld", rest);
    else if (rest != 0)
        buf_printf(b, ".%lld", rest / 10);
}

static void put_length(struct buf *b, const char *name, double x)
{
    buf_printf(b, " %s=\"", name);
    put_number(b, x);
    buf_putc(b, '"');
}

static void put_color(struct buf *b, const char *name, enum color color)
{
    buf_printf(b, " %s=\"var(--%s)\"", name, color_name(color));
}

/* --- painting ------------------------------------------------------------- */

static bool begin_page(struct painter *p, double w, double h, struct str label)
{
    struct svg *svg = svg_of(p);
    struct buf *b = &svg->out;

    (void)label;
    assert(!svg->page_begun); /* one page each */
    svg->page_begun = true;
    buf_puts(b, "<svg");
    put_attribute(b, "class", svg->class_name);
    buf_puts(b, " viewBox=\"0 0 ");
    put_number(b, w);
    buf_putc(b, ' ');
    put_number(b, h);
    buf_puts(b, "\" role=\"img\"");
    put_attribute(b, "aria-label", svg->label);
    buf_puts(b, ">\n");
    return true;
}

static bool end_page(struct painter *p)
{
    buf_puts(&svg_of(p)->out, "</svg>\n");
    return true;
}

static bool begin_content(struct painter *p, const struct tag *tag)
{
    (void)p, (void)tag; /* the page around it says what it is */
    return true;
}

static bool end_content(struct painter *p)
{
    (void)p;
    return true;
}

static bool push(struct painter *p, double x, double y, double scale)
{
    struct buf *b = &svg_of(p)->out;

    buf_puts(b, "<g transform=\"translate(");
    put_number(b, x);
    buf_putc(b, ' ');
    put_number(b, y);
    buf_printf(b, ") scale(%.4f)\">\n", scale);
    return true;
}

static bool pop(struct painter *p)
{
    buf_puts(&svg_of(p)->out, "</g>\n");
    return true;
}

static void put_box(struct buf *b, struct rect r)
{
    buf_puts(b, "<rect");
    put_length(b, "x", r.x);
    put_length(b, "y", r.y);
    put_length(b, "width", r.w);
    put_length(b, "height", r.h);
}

static bool rect(struct painter *p, const struct shape *s)
{
    struct buf *b = &svg_of(p)->out;

    put_box(b, s->box);
    put_color(b, "fill", s->color);
    if (s->title.len == 0) {
        buf_puts(b, "/>\n");
        return true;
    }
    buf_puts(b, "><title>");
    put_escaped(b, s->title);
    buf_puts(b, "</title></rect>\n");
    return true;
}

static void put_stroke(struct buf *b, const struct shape *s)
{
    put_color(b, "stroke", s->color);
    put_length(b, "stroke-width", s->stroke.width);
    if (s->stroke.dash > 0)
        put_length(b, "stroke-dasharray", s->stroke.dash);
}

static bool frame(struct painter *p, const struct shape *s)
{
    struct buf *b = &svg_of(p)->out;

    put_box(b, s->box);
    buf_puts(b, " fill=\"none\"");
    put_stroke(b, s);
    buf_puts(b, "/>\n");
    return true;
}

static bool line(struct painter *p, const struct shape *s)
{
    struct buf *b = &svg_of(p)->out;
    bool along_an_axis = fabs(s->box.x - s->stroke.x2) < 1e-9 ||
                         fabs(s->box.y - s->stroke.y2) < 1e-9;

    buf_puts(b, "<line");
    put_length(b, "x1", s->box.x);
    put_length(b, "y1", s->box.y);
    put_length(b, "x2", s->stroke.x2);
    put_length(b, "y2", s->stroke.y2);
    put_stroke(b, s);
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
    put_length(b, "x", x);
    put_length(b, "y", s->box.y - s->run.rise);
    put_length(b, "font-size", s->run.size);
    put_face(b, font_face(s->run.font));
    put_color(b, "fill", s->color);
    buf_putc(b, '>');
    put_escaped(b, visible);
    buf_puts(b, "</text>\n");
    return true;
}

/* Charts have no pictures in them, and HTML sets those of a page itself. */
static bool image(struct painter *p, const struct shape *s)
{
    (void)p, (void)s;
    return false;
}

static bool leave_out(struct painter *p, const struct shape *s)
{
    (void)p, (void)s; /* links and anchors are the page's */
    return true;
}

static struct str finish(struct painter *p, struct arena *a)
{
    return str_copy(a, buf_str(&svg_of(p)->out));
}

static void release(struct painter *p)
{
    (void)p; /* all of it is in the arena */
}

static const struct paint_ops svg_ops = {
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

struct painter *svg_new(struct arena *a, struct str label,
                        struct str class_name)
{
    struct svg *svg = ARENA_NEW(a, struct svg);

    svg->painter.ops = &svg_ops;
    svg->label = label;
    svg->class_name = class_name;
    svg->out = buf_new(a);
    return &svg->painter;
}

static void put_element(struct buf *b, const char *name, struct str text)
{
    if (text.len == 0)
        return;
    buf_printf(b, "<%s>", name);
    put_escaped(b, text);
    buf_printf(b, "</%s>\n", name);
}

struct str svg_with_words(struct arena *a, struct str svg, struct str lang,
                          struct str title, struct str description)
{
    struct buf out = buf_new(a);
    size_t start = 0;

    while (start < svg.len &&
           !str_starts(str_slice(svg, start, svg.len), "<svg"))
        start++;
    size_t end = str_find(svg, '>', start);
    if (end == svg.len)
        return svg;
    buf_put(&out, str_slice(svg, 0, end));
    buf_puts(&out, " role=\"img\"");
    put_attribute(&out, "xml:lang", lang);
    buf_puts(&out, ">\n");
    put_element(&out, "title", title);
    put_element(&out, "desc", description);
    buf_put(&out, str_trim(str_slice(svg, end + 1, svg.len)));
    buf_putc(&out, '\n');
    return buf_str(&out);
}
