/* A word is cut into stretches that one face can show, nearly always one, and
 * HarfBuzz shapes each.  Everything is set from left to right: Dutch and English
 * are what the program is for, and so clusters only ever ascend. */
#include "text/wordform.h"

#include <assert.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/font_private.h"

enum {
    MISSING = 0xFFFD, /* drawn for what no face has */
    SOFT_HYPHEN = 0xAD,
    FIRST_MARK_BYTE =
        0xCC, /* of U+0300 in UTF-8; later marks have later ones */
};

/* --- which font ----------------------------------------------------------- */

static bool is_mark(unsigned c)
{
    return c >= 0x300 &&
           hb_unicode_combining_class(hb_unicode_funcs_get_default(), c) != 0;
}

/* A mark that makes one character with its base, as e and U+0301 do, needs no
 * glyph of its own. */
static bool shows_mark(const struct font *font, unsigned base, unsigned mark)
{
    hb_codepoint_t composed;

    return font_shows(font, mark) ||
           (hb_unicode_compose(hb_unicode_funcs_get_default(), base, mark,
                               &composed) &&
            font_has_char(font, composed));
}

/* The end of the character at `from` with the marks on it, and whether the
 * font can show all of that. */
static size_t cluster_end(const struct font *font, struct str text, size_t from,
                          bool *shown)
{
    size_t end = from;
    unsigned base = utf8_next(text, &end);

    *shown = font_shows(font, base);
    for (size_t next = end; end < text.len; end = next) {
        unsigned mark = utf8_next(text, &next);

        if (!is_mark(mark))
            break;
        *shown = *shown && shows_mark(font, base, mark);
    }
    return end;
}

/* How many bytes from `from` on are ASCII that the font has, the last one left
 * out: a mark may stand on it. */
static size_t count_plain(const struct font *font, struct str text, size_t from)
{
    size_t at = from;

    while (at < text.len && (unsigned char)text.p[at] < 0x80 &&
           font->has_common[(unsigned char)text.p[at]])
        at++;
    return at < text.len && at > from ? at - from - 1 : at - from;
}

/* Which of the two fonts shows the cluster at `from`: the fallback only where
 * it can and the font of the style cannot.  What neither can is drawn as
 * U+FFFD by the first that has it. */
static const struct font *font_for(const struct font *font,
                                   const struct font *fallback, struct str text,
                                   size_t from, size_t *end)
{
    bool shown;

    *end = cluster_end(font, text, from, &shown);
    if (shown)
        return font;
    cluster_end(fallback, text, from, &shown);
    return shown || !font_has_char(font, MISSING) ? fallback : font;
}

/* --- shaping -------------------------------------------------------------- */

/* Fills the buffer with the characters to draw. */
static void add_characters(hb_buffer_t *buffer, const struct font *font,
                           struct str text, bool at_end)
{
    for (size_t i = 0; i < text.len;) {
        size_t at = i;
        unsigned c = utf8_next(text, &i);

        if (c == SOFT_HYPHEN && at_end && i == text.len)
            c = '-';
        else
            c = font_stand_in(font, c);
        hb_buffer_add(buffer, c, (unsigned)at);
    }
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
}

static void shape_buffer(hb_buffer_t *buffer, const struct font *font,
                         bool tabular)
{
    const hb_feature_t figures[] = {
        {HB_TAG('t', 'n', 'u', 'm'), 1, 0, HB_FEATURE_GLOBAL_END},
        {HB_TAG('l', 'n', 'u', 'm'), 1, 0, HB_FEATURE_GLOBAL_END},
    };

    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    /* Set, because otherwise HarfBuzz asks the locale. */
    hb_buffer_set_language(buffer, hb_language_from_string("en", -1));
    hb_buffer_guess_segment_properties(buffer);
    if (hb_buffer_get_script(buffer) == HB_SCRIPT_INVALID) /* "2026," */
        hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_shape(font->hb, buffer, tabular ? figures : NULL, tabular ? 2 : 0);
    if (!hb_buffer_allocation_successful(buffer))
        arena_exhausted(); /* else the text would be missing, silently */
}

/* What the font could not show comes out as glyph 0, .notdef, which PDF/UA
 * forbids (7.21.8). */
static void replace_missing(struct glyph *g, const struct font *font)
{
    hb_codepoint_t id = 0;

    hb_font_get_nominal_glyph(font->hb, MISSING, &id);
    *g = (struct glyph){.id = (uint16_t)id,
                        .cluster = g->cluster,
                        .advance = hb_font_get_glyph_h_advance(font->hb, id)};
}

/* Beyond the limits a glyph would be off the page. */
static int16_t offset(hb_position_t units)
{
    return (int16_t)(units > INT16_MAX   ? INT16_MAX
                     : units < INT16_MIN ? INT16_MIN
                                         : units);
}

static void take_glyphs(struct arena *a, struct wordform *word,
                        hb_buffer_t *buffer)
{
    unsigned n;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);
    struct glyph *glyphs = ARENA_ARRAY(a, n, struct glyph);

    for (unsigned i = 0; i < n; i++) {
        assert(infos[i].codepoint <= UINT16_MAX);
        glyphs[i] = (struct glyph){.id = (uint16_t)infos[i].codepoint,
                                   .cluster = (uint16_t)infos[i].cluster,
                                   .advance = at[i].x_advance,
                                   .dx = offset(at[i].x_offset),
                                   .dy = offset(at[i].y_offset)};
        if (glyphs[i].id == 0)
            replace_missing(&glyphs[i], word->font);
        word->advance += glyphs[i].advance;
    }
    word->glyphs = glyphs;
    word->n_glyphs = n;
}

static bool is_glue(struct str text)
{
    return str_is(text, " ") || str_is(text, "\xC2\xA0");
}

struct wordform *wordform_shape(struct arena *a, const struct fonts *fonts,
                                enum face face, bool tabular, struct str text,
                                bool at_end)
{
    const struct font *fallback = fonts_face(fonts, FACE_FALLBACK);
    const struct font *own = fonts_face(fonts, face);
    struct wordform *first = NULL, **link = &first;
    hb_buffer_t *buffer = hb_buffer_create();

    for (size_t from = 0, to; from < text.len; from = to) {
        struct wordform *word = ARENA_NEW(a, struct wordform);
        size_t next;

        word->font = font_for(own, fallback, text, from, &to);
        if (word->font == own)
            to += count_plain(own, text, to);
        for (next = to; to < text.len; to = next)
            if (font_for(own, fallback, text, to, &next) != word->font)
                break;
        word->text = str_slice(text, from, to);
        word->is_glue = is_glue(word->text);
        hb_buffer_clear_contents(buffer);
        add_characters(buffer, word->font, word->text,
                       at_end && to == text.len);
        shape_buffer(buffer, word->font, tabular);
        take_glyphs(a, word, buffer);
        *link = word;
        link = &word->rest;
    }
    hb_buffer_destroy(buffer);
    return first;
}

/* --- words of a text ------------------------------------------------------- */

/* The length of a stretchable space at `at`, or 0.  One that bears a mark is a
 * letter. */
static size_t glue_length(struct str text, size_t at)
{
    size_t len = 0;

    if (text.p[at] == ' ')
        len = 1;
    else if (text.p[at] == '\xC2' && at + 1 < text.len &&
             text.p[at + 1] == '\xA0')
        len = 2;
    if (len > 0 && at + len < text.len &&
        (unsigned char)text.p[at + len] >= FIRST_MARK_BYTE) {
        size_t next = at + len;

        if (is_mark(utf8_next(text, &next)))
            return 0;
    }
    return len;
}

size_t word_end(struct str text, size_t from)
{
    size_t end = from + glue_length(text, from);

    if (end > from)
        return end;
    size_t limit = text.len - from > WORD_MAX ? from + WORD_MAX : text.len;
    for (end++; end < limit && glue_length(text, end) == 0;)
        end++;
    /* A character has at most three bytes like that; it is not cut. */
    for (int i = 0; i < 3 && end < text.len; i++)
        if (((unsigned char)text.p[end] & 0xC0) == 0x80)
            end--;
    return end;
}

struct str wordform_glyph_text(const struct wordform *word, size_t i)
{
    uint32_t at = word->glyphs[i].cluster;
    size_t next = i + 1;

    if (i > 0 && word->glyphs[i - 1].cluster == at)
        return (struct str){"", 0};
    while (next < word->n_glyphs && word->glyphs[next].cluster == at)
        next++;

    struct str text = str_slice(
        word->text, at,
        next < word->n_glyphs ? word->glyphs[next].cluster : word->text.len);
    /* Soft hyphens that are not drawn belong to no glyph. */
    while (text.len > 2 && str_ends(text, "\xC2\xAD"))
        text.len -= 2;
    return text;
}

/* --- measuring ------------------------------------------------------------- */

double wordform_measure(struct wordform_ruler *r, size_t at)
{
    const struct wordform *w = r->word;

    while (r->n_glyphs < w->n_glyphs) {
        size_t from = w->glyphs[r->n_glyphs].cluster;
        size_t next = r->n_glyphs;
        double advance = 0;

        while (next < w->n_glyphs && w->glyphs[next].cluster == from)
            advance += w->glyphs[next++].advance;
        size_t to = next < w->n_glyphs ? w->glyphs[next].cluster : w->text.len;
        if (to > at) {
            double all = (double)utf8_count(str_slice(w->text, from, to));
            double part = (double)utf8_count(str_slice(w->text, from, at));

            return r->units + advance * part / all;
        }
        r->n_glyphs = next;
        r->units += advance;
    }
    return r->units;
}
