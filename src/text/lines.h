/* lines.h - the one place that breaks text into lines.
 *
 * A paragraph is a list of spans, each in one style; the result is lines of
 * glyph runs with their places.  The same code serves paper, slides, table
 * cells and chart labels.
 */
#ifndef TEXT_LINES_H
#define TEXT_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "text/shape.h"

struct arena;
struct fonts;
struct hyphen;

struct span {
    struct text_style style;
    struct str text; /* U+00A0 does not break, "\n" always does, U+00AD may */
    bool foreign;    /* in another language than the paragraph */
    const struct hyphen *hyphen; /* of that language; NULL: no hyphenation */
    const void *mark; /* the caller's own: comes back on every piece */
};

enum setting {
    SET_LEFT, /* ragged right */
    SET_RIGHT,
    SET_CENTER,
    SET_JUSTIFIED,
};

struct para {
    double width;
    double first_indent; /* of the first line, may be negative (hanging): x of
                            its pieces starts there */
    enum setting setting;
    bool balanced; /* ragged lines about as wide as one another, the last one
                      too: titles */
    const struct hyphen *hyphen; /* NULL: no hyphenation */
};

/* A run on a line, at x from the line's left edge. */
struct piece {
    struct glyph_run run;
    double x;
    size_t span; /* index of the span it comes from */
    const void *mark;
};

struct line {
    struct piece *pieces;
    size_t n_pieces;
    double width;    /* of the ink, without the space at its end */
    bool hyphenated; /* ends in a hyphen that the text does not have; the run's
                        text then has U+00AD there */
    bool overfull;   /* wider than it may be: a word that no break makes fit */
    size_t
        end; /* of the last piece's span, the bytes up to the line's end; 0 on
                   the last line of all */
};

struct lines {
    struct line *items;
    size_t count;
};

/* Total fit: see fit.c for what is weighed.  Spaces where a line breaks stay at
 * its end, in the text and glyphs of its last run; an empty text has no lines,
 * and a "\n" at the very end starts none. */
struct lines lines_break(struct arena *a, const struct fonts *fonts,
                         const struct span *spans, size_t n_spans,
                         const struct para *para);

/* Widest part that does not break without hyphenation, and the width of the
 * text unbroken: what a table column needs and would like. */
void lines_measure(const struct fonts *fonts, const struct span *spans,
                   size_t n_spans, double *least, double *most);

#endif
