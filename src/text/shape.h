/* shape.h - a text becomes runs of words, each in one font.
 *
 * A run carries its text and the shape of it: painters of glyphs use ids and
 * positions, the SVG writer and PDF's ToUnicode use the characters behind them,
 * and so nobody measures or shapes again.
 */
#ifndef TEXT_SHAPE_H
#define TEXT_SHAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "text/font.h"

struct arena;
struct wordform;

struct text_style {
    enum face face;
    double size;  /* points */
    bool tabular; /* figures of one width (tnum) */
    double rise;  /* baseline shift upwards: footnote marks */
};

/* One font, one size, one line.  Words live as long as the fonts do. */
struct glyph_run {
    const struct font *font;
    double size;
    double rise;
    struct str text;
    const struct wordform *const *words; /* their texts make up the text */
    size_t n_words;
    double stretch; /* what its spaces are wider, as a part of their width */
    double width;   /* points, with that */
};

/* Shapes text in one style, from left to right.  The result has more than one
 * run when characters had to come from the fallback face.  A soft hyphen
 * (U+00AD) at the end of the text is drawn as a hyphen, elsewhere not at all.
 * The text is borrowed. */
struct glyph_run *shape_text(struct arena *a, const struct fonts *fonts,
                             struct text_style style, struct str text,
                             size_t *n_runs);

/* Its width in points. */
double shape_width(const struct fonts *fonts, struct text_style style,
                   struct str text);

/* A glyph of a run where it is drawn: points from the run's start and its
 * baseline, y downwards. */
struct placed_glyph {
    uint32_t id;
    double x, y;
    double advance;  /* to the pen of the next one */
    struct str text; /* the characters it shows: wordform_glyph_text() */
};

/* Walks over the glyphs of a run, in order:
 *     struct run_walk walk = {.run = run};
 *     while (run_next(&walk, &glyph)) */
struct run_walk {
    const struct glyph_run *run;
    size_t word, glyph;
    double pen;
};
bool run_next(struct run_walk *walk, struct placed_glyph *glyph);

size_t run_count_glyphs(const struct glyph_run *run);

#endif
