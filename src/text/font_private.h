/* font_private.h - what the files of text/ know about a font, and nobody else:
 * the HarfBuzz side of it. */
#ifndef TEXT_FONT_PRIVATE_H
#define TEXT_FONT_PRIVATE_H

#include <hb.h>

#include "text/font.h"

struct lexicon;

enum {
    COMMON_CHARS = 0x180 /* Latin-1 and Latin Extended-A: nearly all there is */
};

struct font {
    enum face face;
    struct str postscript_name;
    double units_per_em;
    double ascender, descender; /* font units; the second is negative */
    hb_face_t *hb_face;
    hb_font_t *hb;         /* scaled so that its positions are font units */
    hb_draw_funcs_t *draw; /* of the fonts it belongs to */
    /* Which of the common characters it has: asked for every character of the
     * report, so not of HarfBuzz each time. */
    bool has_common[COMMON_CHARS];
};

/* The character to ask the font for in place of `codepoint`: itself, or what
 * looks the same where the font lacks it (a hyphen for U+2010 and U+2011). */
unsigned font_stand_in(const struct font *font, unsigned codepoint);

/* Can the font show the character, if need be by a stand-in?  Spaces of any
 * width need only a space; invisible characters need nothing. */
bool font_shows(const struct font *font, unsigned codepoint);

/* The words that these fonts have shaped. */
struct lexicon *fonts_lexicon(const struct fonts *fonts);

#endif
