/* HarfBuzz maps the files that search.h finds, and reads them. */
#include "text/font.h"

#include <assert.h>
#include <stdlib.h>

#include <hb-ot.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/inputs.h"
#include "base/utf8.h"
#include "text/font_private.h"
#include "text/lexicon.h"
#include "text/search.h"

struct fonts {
    struct font faces[FACE_COUNT];
    hb_draw_funcs_t *draw;
    struct lexicon *lexicon;
    struct trail trail; /* of the search for them */
};

/* Debian packages of the families that a theme is likely to name. */
static const struct {
    const char *family, *package;
} packages[] = {
    {"Open Sans", "fonts-open-sans"},
    {"DejaVu Sans", "fonts-dejavu-core"},
    {"DejaVu Sans Mono", "fonts-dejavu-core"},
    {"Noto Sans", "fonts-noto-core"},
    {"Source Sans 3", "fonts-adobe-sourcesans3"},
    {"Fira Sans", "fonts-firasans"},
    {"Lato", "fonts-lato"},
};

static const char *package_of(struct str family)
{
    for (size_t i = 0; i < sizeof(packages) / sizeof(packages[0]); i++)
        if (str_eq_nocase(family, str_of(packages[i].family)))
            return packages[i].package;
    return NULL;
}

/* NULL when it is not installed or its file cannot be read. */
static hb_face_t *face_of(const struct sought *sought)
{
    if (sought->path == NULL)
        return NULL;
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(sought->path);
    hb_face_t *face = hb_face_create(blob, sought->index);

    hb_blob_destroy(blob);
    if (hb_face_get_glyph_count(face) == 0) {
        hb_face_destroy(face);
        return NULL;
    }
    return face;
}

static struct str read_postscript_name(struct arena *a, hb_face_t *face)
{
    char name[128]; /* PDF names have at most 127 bytes */
    unsigned size = sizeof(name);

    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME,
                        HB_LANGUAGE_INVALID, &size, name);
    return str_copy(a, str_of(size > 0 ? name : "Unnamed"));
}

static bool looks_up_char(const struct font *font, unsigned codepoint)
{
    hb_codepoint_t glyph;

    return hb_font_get_nominal_glyph(font->hb, codepoint, &glyph);
}

static void open_font(struct arena *a, struct font *font, hb_face_t *face)
{
    unsigned units = hb_face_get_upem(face);
    hb_font_extents_t extents;

    font->postscript_name = read_postscript_name(a, face);
    font->units_per_em = units;
    hb_face_make_immutable(face);
    font->hb_face = face;
    font->hb = hb_font_create(face);
    hb_font_set_scale(font->hb, (int)units, (int)units);
    hb_font_make_immutable(font->hb);
    hb_font_get_h_extents(font->hb, &extents);
    font->ascender = extents.ascender;
    font->descender = extents.descender;
    for (unsigned c = 0; c < COMMON_CHARS; c++)
        font->has_common[c] = looks_up_char(font, c);
}

static hb_draw_funcs_t *draw_funcs_new(void);

static struct str say_missing(struct arena *a, struct str family)
{
    const char *package = package_of(family);

    if (package == NULL)
        return str_format(a, "font family \"%.*s\" is not installed",
                          STR_ARG(family));
    return str_format(a,
                      "font family \"%.*s\" is not installed "
                      "(Debian package %s)",
                      STR_ARG(family), package);
}

struct fonts *fonts_open(struct str family, struct str mono,
                         struct str fallback, struct str *problem,
                         struct arena *a)
{
    const char *name = str_copy(a, family).p;
    struct sought sought[FACE_COUNT] = {
        [FACE_REGULAR] = {.family = name},
        [FACE_SEMIBOLD] = {.family = name, .semibold = true},
        [FACE_ITALIC] = {.family = name, .italic = true},
        [FACE_SEMIBOLD_ITALIC] = {.family = name,
                                  .semibold = true,
                                  .italic = true},
        [FACE_MONO] = {.family = str_copy(a, mono).p},
        [FACE_FALLBACK] = {.family = str_copy(a, fallback).p},
    };
    struct fonts *fonts = ARENA_NEW(a, struct fonts);

    *problem = (struct str){"", 0};
    fonts->trail.arena = a;
    fonts->draw = draw_funcs_new();
    fonts->lexicon = lexicon_new();
    search_fonts(sought, FACE_COUNT, &fonts->trail);
    for (enum face face = 0; face < FACE_COUNT; face++) {
        hb_face_t *found = face_of(&sought[face]);

        fonts->faces[face].face = face;
        fonts->faces[face].draw = fonts->draw;
        if (found != NULL)
            open_font(a, &fonts->faces[face], found);
        else if (problem->len == 0)
            *problem = say_missing(a, str_of(sought[face].family));
    }
    if (problem->len > 0) {
        fonts_free(fonts);
        return NULL;
    }
    return fonts;
}

/* fontconfig lists settings that are there; these may yet come. */
static void ask_settings_of_user(struct arena *a, struct inputs *inputs)
{
    const char *home = getenv("HOME");
    const char *settings = getenv("XDG_CONFIG_HOME");

    if (home != NULL) {
        inputs_ask(inputs, INPUT_SYSTEM, file_join(a, home, ".fonts.conf"));
        inputs_ask(inputs, INPUT_SYSTEM,
                   file_join(a, home, ".config/fontconfig"));
    }
    if (settings != NULL)
        inputs_ask(inputs, INPUT_SYSTEM, file_join(a, settings, "fontconfig"));
}

void fonts_tell_inputs(const struct fonts *fonts, struct inputs *inputs)
{
    /* fontconfig's manual, "Environment variables", and what it takes for the
     * language of the text when nobody says. */
    static const char *const variables[] = {
        "FONTCONFIG_FILE",
        "FONTCONFIG_PATH",
        "FONTCONFIG_SYSROOT",
        "HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_DATA_DIRS",
        "FC_LANG",
        "LC_ALL",
        "LC_CTYPE",
        "LANG",
    };

    for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]); i++)
        inputs_ask(inputs, INPUT_VARIABLE, variables[i]);
    for (size_t i = 0; i < fonts->trail.count; i++)
        inputs_ask(inputs, INPUT_SYSTEM, fonts->trail.paths[i].p);
    ask_settings_of_user(fonts->trail.arena, inputs);
}

void fonts_free(struct fonts *fonts)
{
    if (fonts == NULL)
        return;
    for (enum face face = 0; face < FACE_COUNT; face++) {
        hb_font_destroy(fonts->faces[face].hb); /* takes NULL */
        hb_face_destroy(fonts->faces[face].hb_face);
    }
    hb_draw_funcs_destroy(fonts->draw);
    lexicon_free(fonts->lexicon);
}

const struct font *fonts_face(const struct fonts *fonts, enum face face)
{
    assert((unsigned)face < FACE_COUNT);
    return &fonts->faces[face];
}

struct lexicon *fonts_lexicon(const struct fonts *fonts)
{
    return fonts->lexicon;
}

/* --- characters ----------------------------------------------------------- */

/* Characters that leave no mark: format characters, joiners, variation
 * selectors (a part of Default_Ignorable_Code_Point of Unicode 15). */
static bool is_invisible(unsigned c)
{
    return c == 0xAD || c == 0x34F || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
           (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

/* HarfBuzz gives these their width where the font has only a space. */
static bool is_space(unsigned c)
{
    return c == '\t' || c == '\n' || c == '\r' || c == ' ' || c == 0xA0 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F;
}

unsigned font_stand_in(const struct font *font, unsigned codepoint)
{
    if (font_has_char(font, codepoint))
        return codepoint;
    if (codepoint == '\t' || codepoint == '\n' || codepoint == '\r')
        return ' ';
    if (codepoint == 0x2010 || codepoint == 0x2011)
        return '-';
    return codepoint;
}

bool font_shows(const struct font *font, unsigned codepoint)
{
    /* Where ours have a private sign it is another than was meant, and
     * PDF/A-2a wants none (ISO 19005-2, 6.2.11.7.3). */
    if (utf8_is_private(codepoint))
        return false;
    return is_invisible(codepoint) || is_space(codepoint) ||
           font_has_char(font, font_stand_in(font, codepoint));
}

bool fonts_can_show(const struct fonts *fonts, unsigned codepoint)
{
    return font_shows(&fonts->faces[FACE_REGULAR], codepoint) ||
           font_shows(&fonts->faces[FACE_FALLBACK], codepoint);
}

bool font_has_char(const struct font *font, unsigned codepoint)
{
    return codepoint < COMMON_CHARS ? font->has_common[codepoint]
                                    : looks_up_char(font, codepoint);
}

/* --- metrics -------------------------------------------------------------- */

enum face font_face(const struct font *font)
{
    return font->face;
}

struct str font_postscript_name(const struct font *font)
{
    return font->postscript_name;
}

double font_points(const struct font *font, double units, double size)
{
    return units * size / font->units_per_em;
}

double font_units_per_em(const struct font *font)
{
    return font->units_per_em;
}

double font_ascent(const struct font *font, double size)
{
    return font_points(font, font->ascender, size);
}

double font_descent(const struct font *font, double size)
{
    return font_points(font, -font->descender, size);
}

static double metric(const struct font *font, hb_ot_metrics_tag_t tag)
{
    hb_position_t units;

    hb_ot_metrics_get_position_with_fallback(font->hb, tag, &units);
    return units;
}

double font_cap_height(const struct font *font, double size)
{
    return font_points(font, metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT), size);
}

double font_x_height(const struct font *font, double size)
{
    return font_points(font, metric(font, HB_OT_METRICS_TAG_X_HEIGHT), size);
}

double font_advance(const struct font *font, uint32_t glyph, double size)
{
    return font_points(font, hb_font_get_glyph_h_advance(font->hb, glyph),
                       size);
}

/* A signed 16-bit number at a place in a table; 0 beyond its end. */
static double table_int16(const struct font *font, hb_tag_t tag, unsigned at)
{
    hb_blob_t *blob = hb_face_reference_table(font->hb_face, tag);
    unsigned len;
    const unsigned char *p =
        (const unsigned char *)hb_blob_get_data(blob, &len);
    int value = 0;

    if (at + 2 <= len)
        value = p[at] << 8 | p[at + 1];
    hb_blob_destroy(blob);
    return value < 0x8000 ? value : value - 0x10000;
}

struct font_descriptor font_describe(const struct font *font)
{
    const hb_tag_t head = HB_TAG('h', 'e', 'a', 'd');
    const hb_tag_t post = HB_TAG('p', 'o', 's', 't');
    double angle =
        (double)hb_style_get_value(font->hb, HB_STYLE_TAG_SLANT_ANGLE);
    double weight = (double)hb_style_get_value(font->hb, HB_STYLE_TAG_WEIGHT);
    struct font_descriptor d = {
        .ascent = font_ascent(font, 1000),
        .descent = -font_descent(font, 1000),
        .cap_height = font_cap_height(font, 1000),
        .x_height = font_x_height(font, 1000),
        .italic_angle = angle,
        /* No table has it.  This fit, 88 for a Regular of 400, is within a few
         * per cent of the stems of Open Sans and DejaVu. */
        .stem_v = 50 + weight * weight / (65 * 65),
        .italic = angle < 0 || angle > 0,
        /* isFixedPitch, a 32-bit flag */
        .monospaced = table_int16(font, post, 12) != 0 ||
                      table_int16(font, post, 14) != 0,
    };

    for (unsigned i = 0; i < 4; i++) /* xMin yMin xMax yMax */
        d.bbox[i] =
            font_points(font, table_int16(font, head, 36 + 2 * i), 1000);
    return d;
}

/* --- outlines ------------------------------------------------------------- */

/* What HarfBuzz' callbacks need to know. */
struct drawing {
    const struct outline_sink *sink;
    double scale; /* font units to points */
};

static void draw_move(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *st,
                      float x, float y, void *user)
{
    const struct drawing *d = data;

    (void)funcs, (void)st, (void)user;
    d->sink->move_to(d->sink->to, (double)x * d->scale, -(double)y * d->scale);
}

static void draw_line(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *st,
                      float x, float y, void *user)
{
    const struct drawing *d = data;

    (void)funcs, (void)st, (void)user;
    d->sink->line_to(d->sink->to, (double)x * d->scale, -(double)y * d->scale);
}

/* NOLINTNEXTLINE(readability-function-size): the type is HarfBuzz' own */
static void draw_curve(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *st,
                       float x1, float y1, float x2, float y2, float x3,
                       float y3, void *user)
{
    const struct drawing *d = data;

    (void)funcs, (void)st, (void)user;
    d->sink->curve_to(d->sink->to, (double)x1 * d->scale,
                      -(double)y1 * d->scale, (double)x2 * d->scale,
                      -(double)y2 * d->scale, (double)x3 * d->scale,
                      -(double)y3 * d->scale);
}

/* The cubic curve is HarfBuzz' own, for a sink that has no other. */
/* NOLINTNEXTLINE(readability-function-size): the type is HarfBuzz' own */
static void draw_quad(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *st,
                      float x1, float y1, float x2, float y2, void *user)
{
    const struct drawing *d = data;

    if (d->sink->quad_to != NULL)
        d->sink->quad_to(d->sink->to, (double)x1 * d->scale,
                         -(double)y1 * d->scale, (double)x2 * d->scale,
                         -(double)y2 * d->scale);
    else
        draw_curve(funcs, data, st, (st->current_x + 2 * x1) / 3,
                   (st->current_y + 2 * y1) / 3, (x2 + 2 * x1) / 3,
                   (y2 + 2 * y1) / 3, x2, y2, user);
}

static void draw_close(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *st,
                       void *user)
{
    const struct drawing *d = data;

    (void)funcs, (void)st, (void)user;
    d->sink->close(d->sink->to);
}

static hb_draw_funcs_t *draw_funcs_new(void)
{
    hb_draw_funcs_t *draw = hb_draw_funcs_create();

    hb_draw_funcs_set_move_to_func(draw, draw_move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(draw, draw_line, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(draw, draw_quad, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(draw, draw_curve, NULL, NULL);
    hb_draw_funcs_set_close_path_func(draw, draw_close, NULL, NULL);
    hb_draw_funcs_make_immutable(draw);
    return draw;
}

void font_outline(const struct font *font, uint32_t glyph, double size,
                  const struct outline_sink *sink)
{
    struct drawing d = {.sink = sink, .scale = size / font->units_per_em};

    hb_font_get_glyph_shape(font->hb, glyph, font->draw, &d);
}
