/* Text becomes TJ arrays (ISO 32000-1, 9.4.3).
 *
 * A word is written the same way wherever it stands and however large it is, so
 * a font puts it together once.  Kerning and offsets are what the pen differs
 * from the sum of the widths in the font; whole thousandths of the size are good
 * enough, as the next word starts where it should again.
 */
#include "paint/pdf_private.h"

#include <math.h>

#include "base/arena.h"
#include "text/font.h"
#include "text/wordform.h"

/* Words on their way into a TJ array; lengths are 1/1000 of the size, from the
 * start of the run. */
struct setting {
    struct pdf *pdf;
    struct pdf_font *font;
    const struct glyph_run *run; /* NULL: a word by itself */
    struct buf *out;
    double pen;
    double written; /* where the file believes that the pen stands */
    bool in_array;  /* behind "[" */
    bool in_string; /* behind "(" */
};

static void end_string(struct setting *t)
{
    if (t->in_string)
        buf_putc(t->out, ')');
    t->in_string = false;
}

static void end_array(struct setting *t)
{
    end_string(t);
    if (t->in_array)
        buf_puts(t->out, "]TJ\n");
    t->in_array = false;
}

static void set_rise(struct setting *t, double rise)
{
    struct pdf_content *c = &t->pdf->content;
    long wanted = pdf_milli(rise * t->pdf->place.scale);

    if (wanted == c->rise)
        return;
    end_array(t);
    c->rise = wanted;
    pdf_put_milli(&c->out, wanted);
    buf_puts(&c->out, " Ts\n");
}

/* Makes the string ready for what stands at x. */
static void start_at(struct setting *t, double x)
{
    long adjust = lround(x - t->written);

    if (!t->in_array)
        buf_putc(t->out, '[');
    t->in_array = true;
    if (adjust != 0) {
        end_string(t);
        pdf_put_int(t->out, -adjust);
        t->written += (double)adjust;
    }
    if (!t->in_string)
        buf_putc(t->out, '(');
    t->in_string = true;
}

/* A byte of a literal string; a reader would take a bare CR for an LF. */
static void put_byte(struct buf *out, unsigned byte)
{
    if (byte == '(' || byte == ')' || byte == '\\')
        buf_putc(out, '\\');
    if (byte == '\r')
        buf_puts(out, "\\r");
    else
        buf_putc(out, (char)byte);
}

static bool put_glyphs(struct setting *t, const struct wordform *word)
{
    for (size_t i = 0; i < word->n_glyphs; i++) {
        const struct glyph *g = &word->glyphs[i];
        unsigned code =
            pdf_font_code(t->pdf, t->font, g->id, wordform_glyph_text(word, i));

        if (code == 0)
            return false;
        if (t->run != NULL)
            set_rise(t, t->run->rise +
                            font_points(word->font, g->dy, t->run->size));
        start_at(t, t->pen + font_points(word->font, g->dx, 1000));
        put_byte(t->out, code >> 8);
        put_byte(t->out, code & 0xFF);
        t->written += t->font->codes[code].width;
        t->pen += font_points(word->font, g->advance, 1000);
    }
    return true;
}

/* Do all glyphs stand on the baseline?  An accent of its own may not, and how
 * far it is raised depends on the size. */
static bool is_level(const struct wordform *word)
{
    for (size_t i = 0; i < word->n_glyphs; i++)
        if (word->glyphs[i].dy != 0)
            return false;
    return true;
}

static struct pdf_word word_new(struct pdf *pdf, struct pdf_font *font,
                                const struct wordform *word)
{
    struct setting t = {.pdf = pdf,
                        .font = font,
                        .out = &pdf->scratch,
                        .in_array = true,
                        .in_string = true};

    pdf->scratch.len = 0;
    if (!is_level(word) || !put_glyphs(&t, word))
        return (struct pdf_word){.codes = {"", 0}};
    return (struct pdf_word){
        .codes = str_copy(pdf->arena, buf_str(&pdf->scratch)),
        .width = t.written,
    };
}

/* A word of the lexicon as it is written.  Its codes are empty when it has to
 * be written glyph by glyph. */
static const struct pdf_word *word_of(struct pdf *pdf, struct pdf_font *font,
                                      const struct wordform *word)
{
    if (word->serial >= font->n_words) {
        size_t n = (size_t)word->serial * 2;
        struct pdf_word *words = ARENA_ARRAY(pdf->arena, n, struct pdf_word);

        if (font->n_words > 0)
            memcpy(words, font->words, font->n_words * sizeof(*words));
        font->words = words;
        font->n_words = n;
    }
    struct pdf_word *w = &font->words[word->serial];
    if (w->codes.p == NULL)
        *w = word_new(pdf, font, word);
    return w;
}

static bool put_word(struct setting *t, const struct wordform *word)
{
    const struct pdf_word *w =
        word->serial == 0 ? NULL : word_of(t->pdf, t->font, word);

    if (w == NULL || w->codes.len == 0)
        return put_glyphs(t, word);
    set_rise(t, t->run->rise);
    start_at(t, t->pen);
    buf_put(t->out, w->codes);
    t->written += w->width;
    t->pen += font_points(word->font, word->advance, 1000);
    return true;
}

static bool put_run(struct pdf *pdf, struct pdf_font *font,
                    const struct glyph_run *run)
{
    struct setting t = {
        .pdf = pdf, .font = font, .run = run, .out = &pdf->content.out};

    for (size_t i = 0; i < run->n_words; i++) {
        const struct wordform *word = run->words[i];

        if (!put_word(&t, word))
            return false;
        if (word->is_glue)
            t.pen += run->stretch * font_points(run->font, word->advance, 1000);
    }
    end_array(&t);
    return true;
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
    pdf_put_milli(&c->out, size);
    buf_puts(&c->out, " Tf\n");
}

/* Td moves from the start of the line before; what it adds up to is counted in
 * the numbers that were written, so that nothing drifts. */
static void move_to(struct pdf_content *c, double x, double y)
{
    long new_x = pdf_milli(x), new_y = pdf_milli(y);

    if (!c->in_text) {
        buf_puts(&c->out, "BT\n");
        c->in_text = true;
        c->line_x = c->line_y = 0;
    }
    pdf_put_milli(&c->out, new_x - c->line_x);
    buf_putc(&c->out, ' ');
    pdf_put_milli(&c->out, new_y - c->line_y);
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

/* The box of the letters. */
static struct rect extent_of(const struct shape *s)
{
    const struct glyph_run *run = &s->run;
    double ascent = font_ascent(run->font, run->size);

    return (struct rect){
        .x = s->box.x,
        .y = s->box.y - run->rise - ascent,
        .w = run->width,
        .h = ascent + font_descent(run->font, run->size),
    };
}

bool pdf_content_text(struct painter *p, const struct shape *s)
{
    struct pdf *pdf = pdf_of(p);
    const struct glyph_run *run = &s->run;
    struct pdf_box at =
        pdf_box_of(pdf, (struct rect){.x = s->box.x, .y = s->box.y});
    long size = pdf_milli(run->size * pdf->place.scale);
    struct pdf_font *font = pdf_font_of(pdf, run->font);

    if (font == NULL || run_count_glyphs(run) == 0 || size <= 0)
        return font != NULL;
    page_uses_font(pdf, font);
    pdf_content_fill(pdf, s->color);
    move_to(&pdf->content, at.x0, at.y0);
    set_font(pdf, font, size);
    if (!put_run(pdf, font, run))
        return false;
    pdf_content_cover(pdf, pdf_box_of(pdf, extent_of(s)));
    return pdf_is_fine(pdf);
}
