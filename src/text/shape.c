#include "text/shape.h"

#include "base/arena.h"
#include "text/font_private.h"
#include "text/lexicon.h"
#include "text/wordform.h"

/* Words of a text in their order. */
struct word_list {
    const struct wordform **items;
    size_t count, cap;
};

/* More than enough but for words in two fonts. */
static size_t guess_words(struct str text)
{
    size_t n = 1;

    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] == ' ' || text.p[i] == '\xA0')
            n += 2;
    return n;
}

/* Finds words one by one.  Every other one is a space, and the same as last time.
 */
struct finder {
    struct arena *arena;
    const struct fonts *fonts;
    struct text_style style;
    const struct wordform *space;
};

static const struct wordform *find_word(struct finder *f, struct str text,
                                        bool at_end)
{
    bool space = text.len == 1 && text.p[0] == ' ';

    if (space && f->space != NULL)
        return f->space;
    const struct wordform *word =
        lexicon_word(fonts_lexicon(f->fonts), f->arena, f->fonts, f->style.face,
                     f->style.tabular, text, at_end);
    if (space)
        f->space = word;
    return word;
}

static struct word_list words_of(struct arena *a, const struct fonts *fonts,
                                 struct text_style style, struct str text)
{
    struct finder finder = {.arena = a, .fonts = fonts, .style = style};
    struct word_list list = {.cap = guess_words(text)};

    list.items = ARENA_ARRAY(a, list.cap, const struct wordform *);
    lexicon_lock(fonts_lexicon(fonts));
    for (size_t from = 0, to; from < text.len; from = to) {
        to = word_end(text, from);
        for (const struct wordform *word =
                 find_word(&finder, str_slice(text, from, to), to == text.len);
             word != NULL; word = word->rest) {
            list.items = arena_grow(a, list.items, list.count, &list.cap,
                                    sizeof(struct wordform *));
            list.items[list.count++] = word;
        }
    }
    lexicon_unlock(fonts_lexicon(fonts));
    return list;
}

/* The run of words `first` up to the first one in another font. */
static struct glyph_run run_of(const struct word_list *list, size_t first,
                               struct text_style style, const char *text)
{
    struct glyph_run run = {
        .font = list->items[first]->font,
        .size = style.size,
        .rise = style.rise,
        .text.p = text,
        .words = list->items + first,
    };
    double units = 0;

    for (size_t i = first; i < list->count && list->items[i]->font == run.font;
         i++) {
        run.n_words++;
        run.text.len += list->items[i]->text.len;
        units += list->items[i]->advance;
    }
    run.width = font_points(run.font, units, run.size);
    return run;
}

struct glyph_run *shape_text(struct arena *a, const struct fonts *fonts,
                             struct text_style style, struct str text,
                             size_t *n_runs)
{
    struct word_list list = words_of(a, fonts, style, text);
    struct glyph_run *runs = ARENA_NEW(a, struct glyph_run);
    size_t cap = 1; /* nearly always enough */

    *n_runs = 0;
    for (size_t first = 0; first < list.count;) {
        runs = arena_grow(a, runs, *n_runs, &cap, sizeof(*runs));
        runs[*n_runs] = run_of(&list, first, style, text.p);
        first += runs[*n_runs].n_words;
        text.p += runs[*n_runs].text.len;
        ++*n_runs;
    }
    return runs;
}

double shape_width(const struct fonts *fonts, struct text_style style,
                   struct str text)
{
    struct arena *scratch = arena_new();
    struct word_list list = words_of(scratch, fonts, style, text);
    double width = 0;

    for (size_t i = 0; i < list.count; i++)
        width += font_points(list.items[i]->font, list.items[i]->advance,
                             style.size);
    arena_free(scratch);
    return width;
}

/* --- glyphs ---------------------------------------------------------------- */

size_t run_count_glyphs(const struct glyph_run *run)
{
    size_t n = 0;

    for (size_t i = 0; i < run->n_words; i++)
        n += run->words[i]->n_glyphs;
    return n;
}

bool run_next(struct run_walk *walk, struct placed_glyph *glyph)
{
    const struct glyph_run *run = walk->run;

    while (walk->word < run->n_words &&
           walk->glyph == run->words[walk->word]->n_glyphs) {
        walk->word++;
        walk->glyph = 0;
    }
    if (walk->word == run->n_words)
        return false;

    const struct wordform *word = run->words[walk->word];
    const struct glyph *g = &word->glyphs[walk->glyph];
    double stretch = word->is_glue ? 1 + run->stretch : 1;

    *glyph = (struct placed_glyph){
        .id = g->id,
        .x = walk->pen + font_points(run->font, g->dx, run->size),
        .y = -font_points(run->font, g->dy, run->size),
        .advance = stretch * font_points(run->font, g->advance, run->size),
        .text = wordform_glyph_text(word, walk->glyph),
    };
    walk->pen += glyph->advance;
    walk->glyph++;
    return true;
}
