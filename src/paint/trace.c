#include "paint/trace.h"

#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "paint/paint.h"
#include "paint/tag.h"

struct trace {
    struct painter painter;
    struct buf out;
    unsigned pages;
    int depth; /* indentation, in steps of two spaces */
};

static struct trace *trace_of(struct painter *p)
{
    return (struct trace *)p;
}

/* Starts a line. */
static struct buf *line(struct painter *p)
{
    struct trace *t = trace_of(p);

    for (int i = 0; i < t->depth; i++)
        buf_puts(&t->out, "  ");
    return &t->out;
}

/* Two decimals; what rounds to nothing is never "-0.00". */
static double tidy(double x)
{
    return fabs(x) < 0.005 ? 0 : x;
}

static void put_point(struct buf *b, double x, double y)
{
    buf_printf(b, " %.2f,%.2f", tidy(x), tidy(y));
}

static void put_box(struct buf *b, struct rect r)
{
    put_point(b, r.x, r.y);
    buf_printf(b, " %.2fx%.2f", tidy(r.w), tidy(r.h));
}

/* In quotes; characters that do not show, or look like others, as U+XXXX. */
static void put_quoted(struct buf *b, struct str text)
{
    buf_puts(b, " \"");
    for (size_t i = 0; i < text.len;) {
        unsigned c = utf8_next(text, &i);

        if (c == '"' || c == '\\')
            buf_printf(b, "\\%c", (char)c);
        else if (c < 0x20 || c == 0x7F || c == 0xA0 || c == 0xAD ||
                 (c >= 0x2000 && c <= 0x2011) || c == 0x202F)
            buf_printf(b, "<%04X>", c);
        else
            buf_put_char(b, c);
    }
    buf_putc(b, '"');
}

static const char *face_name(enum face face)
{
    switch (face) {
    case FACE_REGULAR:
        return "regular";
    case FACE_SEMIBOLD:
        return "semibold";
    case FACE_ITALIC:
        return "italic";
    case FACE_SEMIBOLD_ITALIC:
        return "semibold-italic";
    case FACE_MONO:
        return "mono";
    case FACE_FALLBACK:
        return "fallback";
    case FACE_COUNT:
        break;
    }
    return "";
}

static bool begin_page(struct painter *p, double w, double h, struct str label)
{
    struct trace *t = trace_of(p);
    struct buf *b = line(p);

    buf_printf(b, "page %u %.2fx%.2f", ++t->pages, w, h);
    put_quoted(b, label);
    buf_putc(b, '\n');
    t->depth++;
    return true;
}

static bool end_block(struct painter *p)
{
    trace_of(p)->depth--;
    return true;
}

static bool begin_content(struct painter *p, const struct tag *tag)
{
    struct buf *b = line(p);

    if (tag == NULL)
        buf_puts(b, "decoration\n");
    else
        buf_printf(b, "tag %s#%u\n", tag_name(tag->kind), tag->serial);
    trace_of(p)->depth++;
    return true;
}

static bool push(struct painter *p, double x, double y, double scale)
{
    struct buf *b = line(p);

    buf_puts(b, "scene");
    put_point(b, x, y);
    buf_printf(b, " x%.3f\n", scale);
    trace_of(p)->depth++;
    return true;
}

static bool rect(struct painter *p, const struct shape *s)
{
    struct buf *b = line(p);

    buf_puts(b, "rect");
    put_box(b, s->box);
    buf_printf(b, " %s", color_name(s->color));
    if (s->title.len > 0)
        put_quoted(b, s->title);
    buf_putc(b, '\n');
    return true;
}

static void put_stroke(struct buf *b, const struct shape *s)
{
    buf_printf(b, " %s %.2f", color_name(s->color), s->stroke.width);
    if (s->stroke.dash > 0)
        buf_printf(b, " dash %.2f", s->stroke.dash);
    buf_putc(b, '\n');
}

static bool frame(struct painter *p, const struct shape *s)
{
    struct buf *b = line(p);

    buf_puts(b, "frame");
    put_box(b, s->box);
    put_stroke(b, s);
    return true;
}

static bool stroke(struct painter *p, const struct shape *s)
{
    struct buf *b = line(p);

    buf_puts(b, "line");
    put_point(b, s->box.x, s->box.y);
    put_point(b, s->stroke.x2, s->stroke.y2);
    put_stroke(b, s);
    return true;
}

static bool text(struct painter *p, const struct shape *s)
{
    struct buf *b = line(p);

    buf_puts(b, "text");
    put_point(b, s->box.x, s->box.y);
    buf_printf(b, " %s/%.1f", face_name(font_face(s->run.font)), s->run.size);
    if (fabs(s->run.rise) >= 0.005)
        buf_printf(b, " rise %.2f", s->run.rise);
    buf_printf(b, " %s", color_name(s->color));
    put_quoted(b, s->run.text);
    buf_putc(b, '\n');
    return true;
}

static bool image(struct painter *p, const struct shape *s)
{
    struct buf *b = line(p);

    buf_puts(b, "image");
    put_box(b, s->box);
    buf_printf(b, " %ux%u", s->image.width, s->image.height);
    if (s->image.orientation > 1)
        buf_printf(b, " orientation %u", s->image.orientation);
    put_quoted(b, s->image.path);
    buf_putc(b, '\n');
    return true;
}

static bool link_to(struct painter *p, const struct shape *s)
{
    struct buf *b = line(p);

    buf_puts(b, "link");
    put_box(b, s->box);
    if (s->link.dest.len > 0)
        buf_printf(b, " #%.*s", STR_ARG(s->link.dest));
    else
        buf_printf(b, " <%.*s>", STR_ARG(s->link.uri));
    put_quoted(b, s->link.contents);
    buf_putc(b, '\n');
    return true;
}

static bool dest(struct painter *p, const struct shape *s)
{
    struct buf *b = line(p);

    buf_puts(b, "dest");
    put_point(b, s->box.x, s->box.y);
    buf_printf(b, " #%.*s\n", STR_ARG(s->dest.name));
    return true;
}

static struct str finish(struct painter *p, struct arena *a)
{
    return str_copy(a, buf_str(&trace_of(p)->out));
}

static void release(struct painter *p)
{
    (void)p; /* all of it is in the arena */
}

static const struct paint_ops trace_ops = {
    .begin_page = begin_page,
    .end_page = end_block,
    .begin_content = begin_content,
    .end_content = end_block,
    .push = push,
    .pop = end_block,
    .rect = rect,
    .frame = frame,
    .line = stroke,
    .text = text,
    .image = image,
    .link = link_to,
    .dest = dest,
    .close = finish,
    .free = release,
};

struct painter *trace_new(struct arena *a)
{
    struct trace *t = ARENA_NEW(a, struct trace);

    t->painter.ops = &trace_ops;
    t->out = buf_new(a);
    return &t->painter;
}
