/* strip.h - blocks laid out at a width, before anyone knows the page.
 *
 * Laying out a list of blocks gives a column of strips: pieces that are not
 * cut, one below the other.  A line of text is a strip, so is a table row, a
 * figure, a row of tiles.  A4 pages break between strips, a slide has to hold
 * all of them, a column puts its strips beside another column's and becomes
 * one strip itself.  So every block is set by one piece of code, and paper and
 * slide differ only in measures and in what they do with the strips.
 */
#ifndef LAYOUT_STRIP_H
#define LAYOUT_STRIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/color.h"
#include "base/diag.h"
#include "text/font.h"

struct arena;
struct block;
struct footnote;
struct page;
struct press;
struct scene;
struct tag;
struct tags;

struct strip {
    struct scene *scene; /* as wide as the column, as high as the strip */
    double space_before; /* dropped at the top of a page */
    bool keep_with_next; /* a page may not end here: headings, captions, the
                            first and the last but one line of a paragraph */
    bool new_page;       /* a page starts here: a chapter */
    /* Footnotes mentioned here: they go to the foot of the same page. */
    const struct footnote **notes;
    size_t n_notes;
    /* The head of a table this row belongs to, painted again (as decoration)
     * when the row comes to stand at the top of a page; or NULL. */
    struct scene *repeat;
    const struct block *heading; /* set on the first strip of a heading */
    struct str dest;             /* a place links lead to (dest.h), or "" */
    struct place at;             /* of the block, for messages */
};

struct strips {
    struct arena *arena;
    struct strip *items;
    size_t count, cap;
};

/* The measures of one medium, all in points. */
struct measures {
    double body, leading; /* running text */
    double paragraph_gap; /* between paragraphs */
    double item_gap;      /* between list items that are not tight */
    double h[6], h_leading[6], h_before[6], h_after[6]; /* by level - 1 */
    double table, table_floor, table_row;
    double caption, caption_leading;
    double chart_text;
    double block_gap; /* around tables, figures, charts, callouts */
    double tile, tile_leading;
    double step;
    double key;
    double gutter;
    bool on_slide;
    bool justify;
};

struct measures measures_of_paper(const struct press *press);
struct measures measures_of_slide(const struct press *press);

/* What setting blocks needs beside the blocks. */
struct setter {
    const struct press *press;
    const struct measures *measures;
    struct tags *tags;
    /* Where the blocks were written: with it dest.h makes the names of places.
     * NULL for the blocks of no page. */
    const struct page *page;
    /* Slides: the height that is left for a chart or a picture that takes what
     * it gets.  Paper: 0, they have heights of their own. */
    double height_left;
    /* A chart whose title says the same as the slide's leaves its own out. */
    struct str slide_title;
};

/* Appends the strips of `list` (and what follows it) at `width`; their tags
 * become children of `parent`.  Notes, and divs for the other medium, give
 * nothing. */
void strips_add_blocks(struct setter *setter, struct strips *strips,
                       const struct block *list, double width,
                       struct tag *parent);

/* The same for one block. */
void strips_add_block(struct setter *setter, struct strips *strips,
                      const struct block *block, double width,
                      struct tag *parent);

/* Plain text in one style, as strips: titles, contents lines, covers. */
struct text_look {
    enum face face;
    double size, leading;
    enum color color;
    bool hyphenate;
};
void strips_add_text(struct setter *setter, struct strips *strips,
                     struct str text, struct text_look look, double width,
                     struct tag *tag);

/* Height of all of them, with the spaces between. */
double strips_height(const struct strips *strips);

/* Puts them below one another in `scene`; returns the y below the last. */
double strips_place(const struct strips *strips, struct scene *scene, double x,
                    double y);

#endif
