#include "paint/svg_file.h"

#include <limits.h>
#include <math.h>

#include "base/arena.h"
#include "paint/scene.h"
#include "paint/svg_private.h"

enum {
    GLYPHS = 1 << 16 /* a font has at most so many */
};

/* A bit for each glyph of a font. */
struct glyph_set {
    unsigned char bits[GLYPHS / CHAR_BIT];
};

/* The glyphs of one face that have been met. */
struct outlines {
    struct glyph_set defined; /* stand in <defs> */
    struct glyph_set blank;   /* leave no mark: spaces */
};

struct svg_file {
    struct svg svg;
    struct svg_words words;
    struct buf defs;
    struct outlines *outlines[FACE_COUNT]; /* NULL until the face is met */
};

static struct svg_file *file_of(struct painter *p)
{
    return (struct svg_file *)p;
}

static bool has_glyph(const struct glyph_set *set, uint32_t glyph)
{
    return (set->bits[glyph / CHAR_BIT] & 1u << glyph % CHAR_BIT) != 0;
}

static void add_glyph(struct glyph_set *set, uint32_t glyph)
{
    set->bits[glyph / CHAR_BIT] |= (unsigned char)(1u << glyph % CHAR_BIT);
}

/* --- the page ------------------------------------------------------------- */

static void put_element(struct buf *b, const char *name, struct str text)
{
    if (text.len == 0)
        return;
    buf_printf(b, "<%s>", name);
    svg_put_escaped(b, text);
    buf_printf(b, "</%s>\n", name);
}

/* The outlines are known at the end: finish() puts this before them. */
static struct str head_of(struct arena *a, const struct svg_file *file,
                          double w, double h)
{
    struct buf b = buf_new(a);

    buf_puts(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                 "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"");
    svg_put_number(&b, w);
    buf_puts(&b, "pt\" height=\"");
    svg_put_number(&b, h);
    buf_puts(&b, "pt\" viewBox=\"0 0 ");
    svg_put_number(&b, w);
    buf_putc(&b, ' ');
    svg_put_number(&b, h);
    buf_puts(&b, "\" version=\"1.1\" role=\"img\"");
    svg_put_attribute(&b, "xml:lang", file->words.lang);
    buf_puts(&b, ">\n");
    put_element(&b, "title", file->words.title);
    put_element(&b, "desc", file->words.description);
    return buf_str(&b);
}

static bool begin_page(struct painter *p, double w, double h, struct str label)
{
    struct svg_file *file = file_of(p);
    struct buf *defs = &file->defs;

    (void)label;
    svg_begin(p);
    buf_put(defs, head_of(defs->arena, file, w, h));
    buf_puts(defs, "<defs>\n");
    return svg_rect(p, &(struct shape){.kind = SHAPE_RECT,
                                       .color = COLOR_PAPER,
                                       .box = {0, 0, w, h}});
}

/* --- text ----------------------------------------------------------------- */

/* Writes path data: to where, as seen from the last point. */
struct pen {
    struct buf *out;
    long long x, y;
};

/* " 12" and "-3" need nothing between them; after a letter no space either. */
static void put_step(struct buf *b, long long step, bool after_letter)
{
    if (step >= 0 && !after_letter)
        buf_putc(b, ' ');
    buf_put_int(b, step);
}

static void put_point(struct pen *pen, double x, double y, bool after_letter)
{
    put_step(pen->out, llround(x) - pen->x, after_letter);
    put_step(pen->out, llround(y) - pen->y, false);
}

static void move_pen(struct pen *pen, double x, double y)
{
    pen->x = llround(x);
    pen->y = llround(y);
}

/* Absolute: after a close the last point is one that is long past. */
static void pen_move(void *to, double x, double y)
{
    struct pen *pen = to;

    move_pen(pen, 0, 0);
    buf_putc(pen->out, 'M');
    put_point(pen, x, y, true);
    move_pen(pen, x, y);
}

static void pen_line(void *to, double x, double y)
{
    struct pen *pen = to;
    long long right = llround(x) - pen->x, down = llround(y) - pen->y;

    if (down == 0) {
        buf_putc(pen->out, 'h');
        buf_put_int(pen->out, right);
    } else if (right == 0) {
        buf_putc(pen->out, 'v');
        buf_put_int(pen->out, down);
    } else {
        buf_putc(pen->out, 'l');
        put_point(pen, x, y, true);
    }
    move_pen(pen, x, y);
}

static void pen_quad(void *to, double x1, double y1, double x2, double y2)
{
    struct pen *pen = to;

    buf_putc(pen->out, 'q');
    put_point(pen, x1, y1, true);
    put_point(pen, x2, y2, false);
    move_pen(pen, x2, y2);
}

static void pen_curve(void *to, double x1, double y1, double x2, double y2,
                      double x3, double y3)
{
    struct pen *pen = to;

    buf_putc(pen->out, 'c');
    put_point(pen, x1, y1, true);
    put_point(pen, x2, y2, false);
    put_point(pen, x3, y3, false);
    move_pen(pen, x3, y3);
}

static void pen_close(void *to)
{
    buf_putc(((struct pen *)to)->out, 'z');
}

/* "r36": the face, and the glyph in it. */
static void put_glyph_name(struct buf *b, enum face face, uint32_t glyph)
{
    static const char letters[FACE_COUNT] = {
        [FACE_REGULAR] = 'r', [FACE_SEMIBOLD] = 's',
        [FACE_ITALIC] = 'i',  [FACE_SEMIBOLD_ITALIC] = 't',
        [FACE_MONO] = 'm',    [FACE_FALLBACK] = 'f',
    };

    buf_putc(b, letters[face]);
    buf_put_int(b, glyph);
}

/* False when it leaves no mark: then there is no path. */
static bool define_glyph(struct svg_file *file, const struct font *font,
                         uint32_t glyph)
{
    struct buf *defs = &file->defs;
    struct pen pen = {.out = defs};
    const struct outline_sink sink = {&pen,      pen_move,  pen_line,
                                      pen_curve, pen_close, pen_quad};
    size_t start = defs->len;

    buf_puts(defs, "<path id=\"");
    put_glyph_name(defs, font_face(font), glyph);
    buf_puts(defs, "\" d=\"");
    size_t empty = defs->len;
    font_outline(font, glyph, font_units_per_em(font), &sink);
    if (defs->len == empty) {
        defs->len = start;
        return false;
    }
    buf_puts(defs, "\"/>\n");
    return true;
}

/* Does it leave a mark?  Then it stands in <defs> from now on. */
static bool has_outline(struct svg_file *file, const struct font *font,
                        uint32_t glyph)
{
    struct outlines **met = &file->outlines[font_face(font)];

    if (*met == NULL)
        *met = ARENA_NEW(file->svg.out.arena, struct outlines);
    if (has_glyph(&(*met)->defined, glyph))
        return true;
    if (has_glyph(&(*met)->blank, glyph))
        return false;
    bool marks = define_glyph(file, font, glyph);
    add_glyph(marks ? &(*met)->defined : &(*met)->blank, glyph);
    return marks;
}

/* Places on the run are font units, as in the outlines. */
static void use_glyph(struct svg_file *file, const struct font *font,
                      const struct placed_glyph *g, double scale)
{
    struct buf *b = &file->svg.out;
    long long x = llround(g->x / scale), y = llround(g->y / scale);

    if (!has_outline(file, font, g->id))
        return;
    buf_puts(b, "<use xlink:href=\"#");
    put_glyph_name(b, font_face(font), g->id);
    buf_putc(b, '"');
    if (x != 0) {
        buf_puts(b, " x=\"");
        buf_put_int(b, x);
        buf_putc(b, '"');
    }
    if (y != 0) {
        buf_puts(b, " y=\"");
        buf_put_int(b, y);
        buf_putc(b, '"');
    }
    buf_puts(b, "/>\n");
}

static bool text(struct painter *p, const struct shape *s)
{
    struct svg_file *file = file_of(p);
    struct buf *b = &file->svg.out;
    const struct glyph_run *run = &s->run;
    double scale = run->size / font_units_per_em(run->font);
    struct run_walk walk = {.run = run};
    struct placed_glyph g;

    buf_puts(b, "<g transform=\"translate(");
    svg_put_number(b, s->box.x);
    buf_putc(b, ' ');
    svg_put_number(b, s->box.y - run->rise);
    buf_printf(b, ") scale(%.8f)\"", scale);
    svg_put_color(&file->svg, "fill", s->color);
    buf_puts(b, ">\n");
    while (run_next(&walk, &g))
        use_glyph(file, run->font, &g, scale);
    buf_puts(b, "</g>\n");
    return true;
}

static struct str finish(struct painter *p, struct arena *a)
{
    const struct svg_file *file = file_of(p);
    struct buf all = buf_new(a);

    buf_reserve(&all, file->defs.len + file->svg.out.len + 16);
    buf_put(&all, (struct str){file->defs.p, file->defs.len});
    buf_puts(&all, "</defs>\n");
    buf_put(&all, (struct str){file->svg.out.p, file->svg.out.len});
    return buf_str(&all);
}

static const struct paint_ops file_ops = {
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

struct painter *svg_file_new(struct arena *a, const struct palette *palette,
                             const struct svg_words *words)
{
    struct svg_file *file = ARENA_NEW(a, struct svg_file);

    file->svg.painter.ops = &file_ops;
    file->svg.palette = palette;
    file->svg.out = buf_new(a);
    file->words = *words;
    file->defs = buf_new(a);
    return &file->svg.painter;
}
