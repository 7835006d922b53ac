/* Characters that cannot be set in print.  Pages in a browser have the
 * reader's own typefaces for them; PDFs and charts have ours alone. */
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "check/check.h"
#include "check/rule.h"
#include "model/chart.h"
#include "model/report.h"
#include "model/walk.h"

enum {
    CODEPOINTS = 0x110000,
    BITS = 64
};

struct characters {
    struct check *check;
    uint64_t *told;       /* a bit a character: each is told once */
    bool told_right_left; /* and this direction once a report */
};

/* The blocks of Hebrew, Arabic and the scripts beside them (Unicode 15, roadmap
 * of right-to-left scripts).  text/shape.c sets all text from left to right. */
static bool runs_right_to_left(unsigned c)
{
    return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) ||
           (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x10800 && c <= 0x10FFF) ||
           (c >= 0x1E800 && c <= 0x1EFFF);
}

static bool is_told(struct characters *cs, unsigned c)
{
    uint64_t bit = (uint64_t)1 << (c % BITS);

    if (cs->told == NULL)
        cs->told = ARENA_ARRAY(cs->check->arena, CODEPOINTS / BITS, uint64_t);
    bool told = (cs->told[c / BITS] & bit) != 0;
    cs->told[c / BITS] |= bit;
    return told;
}

static void look_at(struct characters *cs, unsigned c, struct str sign,
                    struct place at)
{
    const struct check *check = cs->check;

    if (!check->typefaces->can_show(check->typefaces->fonts, c)) {
        if (!is_told(cs, c))
            diag_add(check->diags, DIAG_CHARACTER_UNSET, at, "\"%.*s\" U+%04X",
                     STR_ARG(sign), c);
    } else if (runs_right_to_left(c) && !cs->told_right_left) {
        cs->told_right_left = true;
        diag_add(check->diags, DIAG_RIGHT_TO_LEFT, at, "\"%.*s\" U+%04X",
                 STR_ARG(sign), c);
    }
}

/* Counts columns and lines along, so that the place is that of the character;
 * line 0 is a whole file and stays one. */
static void look_through(struct characters *cs, struct str text,
                         struct place at)
{
    for (size_t i = 0; i < text.len;) {
        size_t from = utf8_plain(text, i);

        at.col += (unsigned)(from - i);
        i = from;
        if (i == text.len)
            return;
        unsigned c = utf8_next(text, &i);

        if (c >= 0x80)
            look_at(cs, c, str_slice(text, from, i), at);
        at.col++;
        if (c == '\n' && at.line > 0) {
            at.line++;
            at.col = 1;
        }
    }
}

static void look_in_inline(void *user, struct inline_ *i)
{
    look_through(user, i->text, i->at);
    if (i->kind == INLINE_IMAGE)
        look_through(user, i->image->alt, i->at); /* stands for a picture */
}

static bool look_in_block(void *user, struct block *block)
{
    struct place below = block->at; /* the fence of code has a line */

    below.line++;
    if (block->kind == BLOCK_CODE)
        look_through(user, block->text, below);
    if (block->kind == BLOCK_CHART)
        look_through(user, block->chart->title, block->at);
    return true;
}

static void look_in_dataset(struct characters *cs, const struct dataset *data)
{
    const struct str texts[] = {data->title, data->unit, data->source};

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        look_through(cs, texts[i], (struct place){data->at.file, 0, 0});
    for (size_t i = 0; i < data->n_rows; i++)
        look_through(cs, data->rows[i].name, data->rows[i].at);
}

static void look_in_settings(struct characters *cs, const struct report *r)
{
    const struct str texts[] = {r->title, r->subtitle, r->organisation,
                                r->speaker, r->version};
    const struct place settings = {
        str_format(cs->check->arena, "%s/plenum.yml", r->content).p, 0, 0};

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        look_through(cs, texts[i], settings);
    for (size_t i = 0; i < r->n_datasets; i++)
        look_in_dataset(cs, &r->datasets[i]);
}

void rule_characters(struct check *c)
{
    struct characters cs = {.check = c};

    if (c->typefaces == NULL)
        return; /* nothing is printed */
    look_in_settings(&cs, c->report);
    for (size_t i = 0; i < c->report->n_pages; i++)
        walk_page(&(struct walk){.user = &cs,
                                 .block = look_in_block,
                                 .each = look_in_inline},
                  &c->report->pages[i]);
}
