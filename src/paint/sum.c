#include "paint/sum.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "paint/paint.h"

/* What would be painted, each call as a letter and its numbers: in the bytes of
 * this machine, for nobody else reads them. */
struct sum {
    struct painter painter;
    const struct palette *palette;
    struct buf calls;
};

static struct buf *call(struct painter *p, char letter)
{
    struct buf *calls = &((struct sum *)p)->calls;

    buf_putc(calls, letter);
    return calls;
}

static void put_number(struct buf *b, double number)
{
    buf_put(b, (struct str){(const char *)&number, sizeof(number)});
}

static void put_int(struct buf *b, uint32_t number)
{
    buf_put(b, (struct str){(const char *)&number, sizeof(number)});
}

static void put_color(struct painter *p, enum color color)
{
    const struct sum *sum = (struct sum *)p;
    struct rgb c = sum->palette->of[color];

    put_number(&((struct sum *)p)->calls, c.r);
    put_number(&((struct sum *)p)->calls, c.g);
    put_number(&((struct sum *)p)->calls, c.b);
}

static void put_box(struct buf *b, struct rect r)
{
    put_number(b, r.x);
    put_number(b, r.y);
    put_number(b, r.w);
    put_number(b, r.h);
}

static bool begin_page(struct painter *p, double w, double h, struct str label)
{
    struct buf *b = call(p, 'p');

    (void)label;
    put_number(b, w);
    put_number(b, h);
    put_color(p, COLOR_PAPER);
    return true;
}

static bool nothing(struct painter *p)
{
    (void)p;
    return true;
}

static bool begin_content(struct painter *p, const struct tag *tag)
{
    (void)p, (void)tag;
    return true;
}

static bool push(struct painter *p, double x, double y, double scale)
{
    struct buf *b = call(p, '(');

    put_number(b, x);
    put_number(b, y);
    put_number(b, scale);
    return true;
}

static bool pop(struct painter *p)
{
    call(p, ')');
    return true;
}

static bool rect(struct painter *p, const struct shape *s)
{
    put_box(call(p, 'r'), s->box);
    put_color(p, s->color);
    return true;
}

static bool stroke(struct painter *p, const struct shape *s)
{
    struct buf *b = call(p, s->kind == SHAPE_FRAME ? 'f' : 'l');

    put_box(b, s->box);
    put_number(b, s->stroke.x2);
    put_number(b, s->stroke.y2);
    put_number(b, s->stroke.width);
    put_number(b, s->stroke.dash);
    put_color(p, s->color);
    return true;
}

static bool text(struct painter *p, const struct shape *s)
{
    struct buf *b = call(p, 't');
    struct run_walk walk = {.run = &s->run};
    struct placed_glyph glyph;

    put_number(b, s->box.x);
    put_number(b, s->box.y);
    put_number(b, s->run.size);
    put_number(b, s->run.rise);
    put_int(b, font_face(s->run.font));
    put_int(b, (uint32_t)run_count_glyphs(&s->run));
    while (run_next(&walk, &glyph)) {
        put_int(b, glyph.id);
        put_number(b, glyph.x);
        put_number(b, glyph.y);
    }
    put_color(p, s->color);
    return true;
}

static bool image(struct painter *p, const struct shape *s)
{
    struct buf *b = call(p, 'i');

    put_box(b, s->box);
    put_int(b, s->image.orientation);
    buf_put(b, digest_hex(b->arena, s->image.bytes));
    return true;
}

static bool leave_out(struct painter *p, const struct shape *s)
{
    (void)p, (void)s;
    return true;
}

static struct str finish(struct painter *p, struct arena *a)
{
    return digest_hex(a, buf_str(&((struct sum *)p)->calls));
}

static void release(struct painter *p)
{
    (void)p; /* all is in the arena */
}

static const struct paint_ops sum_ops = {
    .begin_page = begin_page,
    .end_page = nothing,
    .begin_content = begin_content,
    .end_content = nothing,
    .push = push,
    .pop = pop,
    .rect = rect,
    .frame = stroke,
    .line = stroke,
    .text = text,
    .image = image,
    .link = leave_out,
    .dest = leave_out,
    .close = finish,
    .free = release,
};

struct painter *sum_new(struct arena *a, const struct palette *palette)
{
    struct sum *sum = ARENA_NEW(a, struct sum);

    sum->painter.ops = &sum_ops;
    sum->palette = palette;
    sum->calls = buf_new(a);
    return &sum->painter;
}
