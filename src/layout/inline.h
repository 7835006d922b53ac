/* inline.h - inlines become spans to break into lines, and lines become marks
 * on a scene: each piece in its colour, under its own tag, with the areas of
 * its links.
 */
#ifndef LAYOUT_INLINE_H
#define LAYOUT_INLINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "layout/strip.h"
#include "text/lines.h"

struct footnote;
struct inline_;
struct scene;
struct setter;
struct tag;

/* The text of one paragraph or cell, collected. */
struct words {
    struct setter *setter;
    struct span *spans;
    size_t n_spans, cap_spans;
};

/* Appends text in one look under `tag`; NULL: decoration.  `tabular` figures
 * are all of one width. */
void words_put(struct words *words, struct str text, struct text_look look,
               bool tabular, struct tag *tag);

/* Appends inlines; links, references and spans of another language make
 * children of `tag`, in order. */
void words_put_inlines(struct words *words, const struct inline_ *list,
                       struct text_look look, bool tabular, struct tag *tag);

/* Breaks them into lines; only `hyphenate` and `setting` of the look count. */
struct lines words_break(const struct words *words, struct text_look look,
                         double width);

/* Paints a line with its left edge at x. */
void words_paint(const struct setter *setter, struct scene *scene,
                 const struct line *line, double x, double baseline);

/* Appends the footnotes that the line mentions to a list of the arena. */
void words_notes(const struct setter *setter, const struct line *line,
                 const struct footnote ***notes, size_t *n_notes);

#endif
