/* Marks on a page become operators of a content stream (ISO 32000-1, 8 and 9).
 *
 * Operators are written only when they change something: colour, font and size
 * stay as they are until another is asked for, a text object stays open over
 * the lines of a paragraph.  There is no q and Q around anything but a
 * picture, so what was set stays known.
 */
#include "paint/pdf_private.h"

#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "text/font.h"

static long milli(double x)
{
    return lround(x * 1000);
}

static void put_milli(struct buf *out, long n)
{
    pdf_put_number(out, (double)n / 1000);
}

/* Numbers with a space behind each, then the operator. */
static void put_op(struct buf *out, const double *numbers, int n,
                   const char *op)
{
    for (int i = 0; i < n; i++) {
        pdf_put_number(out, numbers[i]);
        buf_putc(out, ' ');
    }
    buf_puts(out, op);
    buf_putc(out, '\n');
}

void pdf_content_begin_page(struct pdf *pdf)
{
    struct pdf_content *c = &pdf->content;

    c->out.len = 0;
    c->in_text = false;
    c->fill = c->stroke = -1;
    c->stroke_width = c->dash = -1;
    c->font = NULL;
    c->size = c->rise = 0;
}

static void end_text(struct pdf_content *c)
{
    if (c->in_text)
        buf_puts(&c->out, "ET\n");
    c->in_text = false;
}

/* --- marked content ------------------------------------------------------- */

static void put_artifact(struct buf *out, const struct tag *tag)
{
    if (tag == NULL)
        buf_puts(out, "/Artifact<</Type/Layout>>BDC\n");
    else if (tag->kind == TAG_HEADER)
        buf_puts(out, "/Artifact<</Type/Pagination/Subtype/Header"
                      "/Attached[/Top]>>BDC\n");
    else
        buf_puts(out, "/Artifact<</Type/Pagination/Subtype/Footer"
                      "/Attached[/Bottom]>>BDC\n");
}

static bool is_artifact(const struct tag *tag)
{
    return tag == NULL || tag->kind == TAG_HEADER || tag->kind == TAG_FOOTER;
}

bool pdf_content_begin(struct painter *p, const struct tag *tag)
{
    struct pdf *pdf = pdf_of(p);
    struct buf *out = &pdf->content.out;

    pdf->content.tag = tag;
    if (is_artifact(tag)) {
        put_artifact(out, tag);
        return true;
    }
    buf_putc(out, '/');
    buf_puts(out, tag_name(tag->kind));
    buf_puts(out, "<</MCID ");
    pdf_put_int(out, pdf_structure_mark(pdf, tag));
    buf_puts(out, ">>BDC\n");
    return true;
}

bool pdf_content_end(struct painter *p)
{
    struct pdf_content *c = &pdf_of(p)->content;

    end_text(c);
    buf_puts(&c->out, "EMC\n");
    c->tag = NULL;
    return true;
}

static void cover(struct pdf *pdf, struct pdf_box box)
{
    if (!is_artifact(pdf->content.tag))
        pdf_structure_cover(pdf, pdf->content.tag, box);
}

/* --- shapes --------------------------------------------------------------- */

struct pdf_box pdf_box_of(const struct pdf *pdf, struct rect r)
{
    const struct pdf_place *at = &pdf->place;
    double top = pdf->page->height - (at->y + at->scale * r.y);
    double left = at->x + at->scale * r.x;

    return (struct pdf_box){.x0 = left,
                            .y0 = top - at->scale * r.h,
                            .x1 = left + at->scale * r.w,
                            .y1 = top};
}

static void put_color(struct pdf *pdf, int *now, enum color color,
                      const char *op)
{
    struct rgb c = pdf->info->palette->of[color];

    if (*now == (int)color)
        return;
    *now = (int)color;
    put_op(&pdf->content.out, (double[]){c.r, c.g, c.b}, 3, op);
}

static void set_fill(struct pdf *pdf, enum color color)
{
    put_color(pdf, &pdf->content.fill, color, "rg");
}

static void put_rect(struct buf *out, struct pdf_box b)
{
    put_op(out, (double[]){b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0}, 4, "re");
}

bool pdf_content_rect(struct painter *p, const struct shape *s)
{
    struct pdf *pdf = pdf_of(p);
    struct pdf_box box = pdf_box_of(pdf, s->box);

    end_text(&pdf->content);
    set_fill(pdf, s->color);
    put_rect(&pdf->content.out, box);
    buf_puts(&pdf->content.out, "f\n");
    cover(pdf, box);
    return true;
}

static void set_stroke(struct pdf *pdf, const struct shape *s)
{
    struct pdf_content *c = &pdf->content;
    double scale = pdf->place.scale;
    long width = milli(s->stroke.width * scale);
    long dash = milli(s->stroke.dash * scale);

    end_text(c);
    put_color(pdf, &c->stroke, s->color, "RG");
    if (width != c->stroke_width) {
        c->stroke_width = width;
        put_milli(&c->out, width);
        buf_puts(&c->out, " w\n");
    }
    if (dash != c->dash) {
        c->dash = dash;
        buf_putc(&c->out, '[');
        if (dash > 0)
            put_milli(&c->out, dash);
        buf_puts(&c->out, "]0 d\n");
    }
}

static struct pdf_box widened(struct pdf_box b, double by)
{
    return (struct pdf_box){b.x0 - by, b.y0 - by, b.x1 + by, b.y1 + by};
}

bool pdf_content_frame(struct painter *p, const struct shape *s)
{
    struct pdf *pdf = pdf_of(p);
    struct pdf_box box = pdf_box_of(pdf, s->box);

    set_stroke(pdf, s);
    put_rect(&pdf->content.out, box);
    buf_puts(&pdf->content.out, "S\n");
    cover(pdf, widened(box, s->stroke.width * pdf->place.scale / 2));
    return true;
}

bool pdf_content_line(struct painter *p, const struct shape *s)
{
    struct pdf *pdf = pdf_of(p);
    struct pdf_box from =
        pdf_box_of(pdf, (struct rect){.x = s->box.x, .y = s->box.y});
    struct pdf_box to =
        pdf_box_of(pdf, (struct rect){.x = s->stroke.x2, .y = s->stroke.y2});
    struct pdf_box box = {fmin(from.x0, to.x0), fmin(from.y0, to.y0),
                          fmax(from.x0, to.x0), fmax(from.y0, to.y0)};

    set_stroke(pdf, s);
    put_op(&pdf->content.out, (double[]){from.x0, from.y0}, 2, "m");
    put_op(&pdf->content.out, (double[]){to.x0, to.y0}, 2, "l");
    buf_puts(&pdf->content.out, "S\n");
    cover(pdf, widened(box, s->stroke.width * pdf->place.scale / 2));
    return true;
}

bool pdf_content_image(struct painter *p, const struct shape *s)
{
    struct pdf *pdf = pdf_of(p);
    struct pdf_page *page = pdf->page;
    struct pdf_image *image = pdf_image_of(pdf, s);
    struct pdf_box b = pdf_box_of(pdf, s->box);
    struct buf *out = &pdf->content.out;
    size_t i = 0;

    if (image == NULL)
        return false;
    while (i < page->n_images && page->images[i] != image)
        i++;
    if (i == page->n_images) {
        page->images =
            arena_grow(pdf->arena, page->images, page->n_images,
                       &page->cap_images, sizeof(struct pdf_image *));
        page->images[page->n_images++] = image;
    }
    end_text(&pdf->content);
    buf_puts(out, "q ");
    put_op(out, (double[]){b.x1 - b.x0, 0, 0, b.y1 - b.y0, b.x0, b.y0}, 6,
           "cm");
    buf_printf(out, "/Im%u Do Q\n", image->number);
    cover(pdf, b);
    return pdf_is_fine(pdf);
}

/* --- text ----------------------------------------------------------------- */

/* A run on its way into a TJ array. */
struct setting {
    struct pdf *pdf;
    struct pdf_font *font;
    const struct glyph_run *run;
    double scale;   /* points in a scene -> 1/1000 of the size */
    double written; /* where the file believes that the pen stands, in these */
    bool in_array;  /* after "[" */
    bool in_string; /* after "<" */
};

static void end_string(struct setting *t)
{
    if (t->in_string)
        buf_putc(&t->pdf->content.out, '>');
    t->in_string = false;
}

static void end_array(struct setting *t)
{
    end_string(t);
    if (t->in_array)
        buf_puts(&t->pdf->content.out, "]TJ\n");
    t->in_array = false;
}

static void set_rise(struct setting *t, double rise)
{
    struct pdf_content *c = &t->pdf->content;
    long wanted = milli(rise * t->pdf->place.scale);

    if (wanted == c->rise)
        return;
    end_array(t);
    c->rise = wanted;
    put_milli(&c->out, wanted);
    buf_puts(&c->out, " Ts\n");
}

static void put_code(struct buf *out, unsigned code)
{
    static const char hex[] = "0123456789ABCDEF";
    const char text[4] = {hex[code >> 12 & 15], hex[code >> 8 & 15],
                          hex[code >> 4 & 15], hex[code & 15]};

    buf_put(out, (struct str){text, 4});
}

/* Kerning, justification and offsets are what the pen differs from the sum of
 * the widths in the font.  Whole thousandths are good enough, as the rest is
 * carried on to the next glyph. */
static void put_glyph(struct setting *t, const struct placed_glyph *g,
                      unsigned code)
{
    struct buf *out = &t->pdf->content.out;
    long adjust = lround(g->x * t->scale - t->written);

    set_rise(t, t->run->rise - g->y);
    if (!t->in_array)
        buf_putc(out, '[');
    t->in_array = true;
    if (adjust != 0) {
        end_string(t);
        pdf_put_int(out, -adjust);
        t->written += (double)adjust;
    }
    if (!t->in_string)
        buf_putc(out, '<');
    t->in_string = true;
    put_code(out, code);
    t->written += t->font->codes[code].width;
}

static void set_font(struct pdf *pdf, const struct pdf_font *font, long size)
{
    struct pdf_content *c = &pdf->content;

    if (c->font == font && c->size == size)
        return;
    c->font = font;
    c->size = size;
    buf_puts(&c->out, "/F");
    pdf_put_int(&c->out, font->number);
    buf_putc(&c->out, ' ');
    put_milli(&c->out, size);
    buf_puts(&c->out, " Tf\n");
}

/* Td moves from the start of the line before; what it adds up to is counted in
 * the numbers that were written, so that nothing drifts. */
static void move_to(struct pdf_content *c, double x, double y)
{
    long new_x = milli(x), new_y = milli(y);

    if (!c->in_text) {
        buf_puts(&c->out, "BT\n");
        c->in_text = true;
        c->line_x = c->line_y = 0;
    }
    put_milli(&c->out, new_x - c->line_x);
    buf_putc(&c->out, ' ');
    put_milli(&c->out, new_y - c->line_y);
    buf_puts(&c->out, " Td\n");
    c->line_x = new_x;
    c->line_y = new_y;
}

static void page_uses_font(struct pdf *pdf, struct pdf_font *font)
{
    struct pdf_page *page = pdf->page;

    for (size_t i = 0; i < page->n_fonts; i++)
        if (page->fonts[i] == font)
            return;
    page->fonts = arena_grow(pdf->arena, page->fonts, page->n_fonts,
                             &page->cap_fonts, sizeof(struct pdf_font *));
    page->fonts[page->n_fonts++] = font;
}

bool pdf_content_text(struct painter *p, const struct shape *s)
{
    struct pdf *pdf = pdf_of(p);
    const struct glyph_run *run = &s->run;
    struct pdf_box at =
        pdf_box_of(pdf, (struct rect){.x = s->box.x, .y = s->box.y});
    long size = milli(run->size * pdf->place.scale);
    struct pdf_font *font = pdf_font_of(pdf, run->font);

    if (font == NULL || run_count_glyphs(run) == 0 || size <= 0)
        return font != NULL;

    page_uses_font(pdf, font);
    set_fill(pdf, s->color);
    move_to(&pdf->content, at.x0, at.y0);
    set_font(pdf, font, size);
    struct setting t = {
        .pdf = pdf, .font = font, .run = run, .scale = 1000 / run->size};
    struct run_walk walk = {.run = run};
    struct placed_glyph glyph;
    while (run_next(&walk, &glyph)) {
        unsigned code = pdf_font_code(pdf, font, glyph.id, glyph.text);

        if (code == 0)
            return false;
        put_glyph(&t, &glyph, code);
    }
    end_array(&t);

    double baseline = s->box.y - run->rise;
    cover(pdf,
          pdf_box_of(pdf, (struct rect){
                              .x = s->box.x,
                              .y = baseline - font_ascent(run->font, run->size),
                              .w = run->width,
                              .h = font_ascent(run->font, run->size) +
                                   font_descent(run->font, run->size)}));
    return true;
}
