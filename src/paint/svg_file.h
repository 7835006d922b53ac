/* svg_file.h - a picture as an SVG file of its own, for any program: outlines
 * for text, colours by value, on the colour of paper.
 *
 * Each outline stands in the file once, in font units, which are whole numbers;
 * a run of text is a group that is moved and scaled and uses them.
 */
#ifndef PAINT_SVG_FILE_H
#define PAINT_SVG_FILE_H

#include "base/color.h"
#include "base/str.h"

struct arena;
struct painter;

/* What it says to whoever hears it, wherever it is pasted: <title> and <desc>,
 * where they are not empty.  `lang`: "nl-NL". */
struct svg_words {
    struct str lang, title, description;
};

/* One page. */
struct painter *svg_file_new(struct arena *a, const struct palette *palette,
                             const struct svg_words *words);

#endif
