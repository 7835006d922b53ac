/* A text is cut into stretches that one face can show, and HarfBuzz shapes
 * each.  Everything is set from left to right: Dutch and English are what the
 * program is for, and so clusters only ever ascend. */
#include "text/shape.h"

#include <assert.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/font_private.h"

enum {
    MISSING = 0xFFFD, /* drawn for what no face has */
    SOFT_HYPHEN = 0xAD
};

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

/* Fills the buffer with the characters to draw.  A soft hyphen is drawn at the
 * end of the whole text, where a line breaks, and nowhere else. */
static void add_characters(hb_buffer_t *buffer, const struct font *font,
                           struct str text, bool last)
{
    for (size_t i = 0; i < text.len;) {
        size_t at = i;
        unsigned c = utf8_next(text, &i);

        if (c == SOFT_HYPHEN && last && i == text.len)
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
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_shape(font->hb, buffer, tabular ? figures : NULL, tabular ? 2 : 0);
    if (!hb_buffer_allocation_successful(buffer))
        arena_exhausted(); /* else the text would be missing, silently */
}

/* What the font could not show comes out as glyph 0, .notdef, which PDF/UA
 * forbids (7.21.8). */
static struct glyph missing_glyph(const struct font *font, double size)
{
    hb_codepoint_t id = 0;

    hb_font_get_nominal_glyph(font->hb, MISSING, &id);
    return (struct glyph){.id = id, .advance = font_advance(font, id, size)};
}

static struct glyph_run run_of_buffer(struct arena *a, hb_buffer_t *buffer,
                                      const struct font *font,
                                      struct text_style style, struct str text)
{
    unsigned n;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &n);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);
    struct glyph_run run = {
        .font = font,
        .size = style.size,
        .rise = style.rise,
        .text = text,
        .glyphs = ARENA_ARRAY(a, n, struct glyph),
        .n_glyphs = n,
    };

    for (unsigned i = 0; i < n; i++) {
        run.glyphs[i] = (struct glyph){
            .id = infos[i].codepoint,
            .cluster = infos[i].cluster,
            .advance = font_points(font, at[i].x_advance, style.size),
            .dx = font_points(font, at[i].x_offset, style.size),
            .dy = -font_points(font, at[i].y_offset, style.size),
            .joined = (hb_glyph_info_get_glyph_flags(&infos[i]) &
                       HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0,
        };
        if (infos[i].codepoint == 0) {
            run.glyphs[i] = missing_glyph(font, style.size);
            run.glyphs[i].cluster = infos[i].cluster;
        }
        run.width += run.glyphs[i].advance;
    }
    return run;
}

struct glyph_run *shape_text(struct arena *a, const struct fonts *fonts,
                             struct text_style style, struct str text,
                             size_t *n_runs)
{
    const struct font *fallback = fonts_face(fonts, FACE_FALLBACK);
    const struct font *own = fonts_face(fonts, style.face);
    size_t cap = 1; /* nearly always enough */
    struct glyph_run *runs = ARENA_NEW(a, struct glyph_run);
    hb_buffer_t *buffer = hb_buffer_create();

    *n_runs = 0;
    for (size_t from = 0, to; from < text.len; from = to) {
        const struct font *font = font_for(own, fallback, text, from, &to);
        size_t next = to;

        while (to < text.len &&
               font_for(own, fallback, text, to, &next) == font)
            to = next;
        struct str part = str_slice(text, from, to);
        hb_buffer_clear_contents(buffer);
        add_characters(buffer, font, part, to == text.len);
        shape_buffer(buffer, font, style.tabular);
        runs = arena_grow(a, runs, *n_runs, &cap, sizeof(*runs));
        runs[(*n_runs)++] = run_of_buffer(a, buffer, font, style, part);
    }
    hb_buffer_destroy(buffer);
    return runs;
}

double shape_width(const struct fonts *fonts, struct text_style style,
                   struct str text)
{
    struct arena *scratch = arena_new();
    size_t n;
    const struct glyph_run *runs = shape_text(scratch, fonts, style, text, &n);
    double width = 0;

    for (size_t i = 0; i < n; i++)
        width += runs[i].width;
    arena_free(scratch);
    return width;
}
