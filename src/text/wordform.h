/* wordform.h - a word as a font draws it, in font units: good for every size.
 *
 * A text is cut at its spaces, and a space is a word by itself: always as wide
 * as the font says, never kerned, and what a justified line stretches.  So a
 * word looks the same wherever it stands, and lexicon.h need shape it only once.
 */
#ifndef TEXT_WORDFORM_H
#define TEXT_WORDFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "text/font.h"

struct arena;

enum {
    WORD_MAX = 0x7FFF /* bytes */
};

/* Small, as there is one for nearly every letter of all words. */
struct glyph {
    uint16_t id;
    uint16_t cluster; /* byte in the word of the first character it shows */
    int32_t advance;  /* to the next glyph, with kerning */
    int16_t dx, dy;   /* offset of the drawing from the pen, y upwards */
};

struct wordform {
    struct str text;
    const struct font *font;
    const struct glyph *glyphs; /* clusters ascend */
    size_t n_glyphs;
    double advance;        /* sum of those of the glyphs */
    struct wordform *rest; /* what follows in another font, or NULL */
    unsigned serial; /* of words that are kept, from 1; 0 for the others */
    bool is_glue;    /* a space, U+0020 or U+00A0 */
};

/* Shapes a word in a face, with the characters that this lacks from the
 * fallback; kerning on, ligatures on.  With `at_end` a soft hyphen (U+00AD) at
 * the end is drawn as a hyphen; others are not drawn.  A character that no face
 * has is drawn as U+FFFD; checks find it with fonts_can_show().  The text is
 * borrowed. */
struct wordform *wordform_shape(struct arena *a, const struct fonts *fonts,
                                enum face face, bool tabular, struct str text,
                                bool at_end);

/* The characters that glyph i shows.  Of several glyphs that show the same ones
 * the first has them, the others none. */
struct str wordform_glyph_text(const struct wordform *word, size_t i);

/* Where the word that starts at byte `from` of a text ends; none is longer than
 * WORD_MAX. */
size_t word_end(struct str text, size_t from);

/* Measures a word up to bytes that are asked for in ascending order. */
struct wordform_ruler {
    const struct wordform *word;
    size_t n_glyphs; /* of which the width is in */
    double units;
};

/* The width of what stands before byte `at`; a part of a ligature has its share
 * of it. */
double wordform_measure(struct wordform_ruler *ruler, size_t at);

#endif
