/* shape.h - characters become glyphs, once (HarfBuzz).
 *
 * A run carries its text: painters of glyphs use ids and positions, the SVG
 * writer and PDF's ToUnicode use the characters behind them, and so nobody
 * measures or shapes again.
 */
#ifndef TEXT_SHAPE_H
#define TEXT_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "text/font.h"

struct arena;

struct text_style {
    enum face face;
    double size;  /* points */
    bool tabular; /* figures of one width (tnum) */
    double rise;  /* baseline shift upwards: footnote marks */
};

struct glyph {
    uint32_t id;
    uint32_t cluster; /* byte in run.text of the first character it shows */
    double advance;   /* points, to the next glyph: kerning and justification
                         are in it already */
    double dx, dy;    /* offset of the drawing from the pen, y downwards */
    bool joined;      /* kerned or otherwise bound to the glyph before it: what
                         is cut here has to be shaped again */
};

/* One font, one size, one line. */
struct glyph_run {
    const struct font *font;
    double size;
    double rise;
    struct str text;
    struct glyph *glyphs;
    size_t n_glyphs;
    double width; /* sum of advances */
};

/* Shapes text in one style, from left to right.  The result has more than one
 * run when characters had to come from the fallback face.  Kerning on,
 * ligatures on; clusters ascend.  A soft hyphen (U+00AD) at the end of the text
 * is drawn as a hyphen, elsewhere not at all.  A character that no face has is
 * drawn as U+FFFD; checks find it with fonts_can_show(). */
struct glyph_run *shape_text(struct arena *a, const struct fonts *fonts,
                             struct text_style style, struct str text,
                             size_t *n_runs);

/* Its width in points. */
double shape_width(const struct fonts *fonts, struct text_style style,
                   struct str text);

#endif
