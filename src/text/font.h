/* font.h - the typefaces of the theme, opened once for a run.
 *
 * fontconfig finds the files by family name; HarfBuzz reads them.  Only text/
 * knows HarfBuzz types; painters get outlines, metrics and subsets from here.
 * All lengths at a size are points.
 */
#ifndef TEXT_FONT_H
#define TEXT_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct fonts;
struct font;
struct inputs;

enum face {
    FACE_REGULAR,
    FACE_SEMIBOLD,
    FACE_ITALIC,
    FACE_SEMIBOLD_ITALIC,
    FACE_MONO,
    FACE_FALLBACK, /* for characters that the family has not */
    FACE_COUNT
};

/* Opens the families.  Returns NULL when one cannot be found or read; *problem
 * then says which, and which Debian package has it.  fonts_free() closes. */
struct fonts *fonts_open(struct str family, struct str mono,
                         struct str fallback, struct str *problem,
                         struct arena *a);
void fonts_free(struct fonts *fonts); /* NULL is allowed */

/* Writes down what decided which files were opened: the files, the folders
 * where fontconfig looked, its settings, and the environment it goes by. */
void fonts_tell_inputs(const struct fonts *fonts, struct inputs *inputs);

const struct font *fonts_face(const struct fonts *fonts, enum face face);

/* Has the family or the fallback this character? */
bool fonts_can_show(const struct fonts *fonts, unsigned codepoint);

/* One font file. */
enum face font_face(const struct font *font);
struct str font_postscript_name(const struct font *font);  /* "OpenSans" */
double font_ascent(const struct font *font, double size);  /* > 0 */
double font_descent(const struct font *font, double size); /* > 0 */
double font_cap_height(const struct font *font, double size);
double font_x_height(const struct font *font, double size);
double font_advance(const struct font *font, uint32_t glyph, double size);
double font_points(const struct font *font, double units, double size);
double font_units_per_em(const struct font *font);
bool font_has_char(const struct font *font, unsigned codepoint);

/* What a PDF font descriptor needs, in 1/1000 of the size. */
struct font_descriptor {
    double bbox[4]; /* xmin ymin xmax ymax, y upwards */
    double ascent, descent, cap_height, x_height; /* descent is negative */
    double italic_angle;
    double stem_v;
    bool italic, monospaced;
};
struct font_descriptor font_describe(const struct font *font);

/* Walks the outline of a glyph at a size; y grows downwards, the origin is on
 * the baseline.  At a size of font_units_per_em() coordinates are whole numbers.
 * A sink without quad_to() gets quadratic curves as cubic ones. */
struct outline_sink {
    void *to;
    void (*move_to)(void *to, double x, double y);
    void (*line_to)(void *to, double x, double y);
    void (*curve_to)(void *to, double x1, double y1, double x2, double y2,
                     double x3, double y3);
    void (*close)(void *to);
    void (*quad_to)(void *to, double x1, double y1, double x2, double y2);
};
void font_outline(const struct font *font, uint32_t glyph, double size,
                  const struct outline_sink *sink);

/* A font file with only these glyphs (hb-subset), without hints, for a PDF:
 * no cmap, no layout tables.  new_ids[i] is the place of glyphs[i] in it. */
struct str font_subset_glyphs(struct arena *a, const struct font *font,
                              const uint32_t *glyphs, size_t n,
                              uint32_t *new_ids);

/* A font file with the characters of `text` and the kerning between them, for
 * the web (hb-subset; layout features kern, liga, tnum, lnum kept). */
struct str font_subset_text(struct arena *a, const struct font *font,
                            struct str text);

#endif
