/* strip.h - blocks laid out at a width, before anyone knows the page.
 *
 * Laying out a list of blocks gives a column of strips: pieces that are not
 * cut, one below the other.  A line of text is a strip, so is a table row, a
 * figure, a row of tiles.  A4 pages break between strips, a slide has to hold
 * all of them, a column puts its strips beside another column's and becomes
 * one strip itself.  So every block is set by one piece of code, and paper and
 * slide differ only in measures and in what they do with the strips.
 *
 *     struct measures measures = measures_of_slide(press);
 *     struct setter setter = {.press = press, .measures = &measures,
 *                             .tags = tags, .page = slide->page,
 *                             .height = 370};
 *     struct strips strips = {.arena = press->arena};
 *     strips_add_each(&setter, &strips, slide->blocks, slide->n_blocks, 840,
 *                     root);
 *     if (strips_height(&strips) > 370)
 *         ... diagnose ...
 *     strips_place(&strips, scene, 60, 130);
 */
#ifndef LAYOUT_STRIP_H
#define LAYOUT_STRIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/color.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/str.h"
#include "model/words.h"
#include "text/font.h"
#include "text/lines.h"

struct arena;
struct block;
struct chart;
struct footnote;
struct hyphen;
struct inline_;
struct page;
struct press;
struct scene;
struct slide_fit;
struct tag;
struct tags;

/* A TAG_FIGURE and its box, from the top left corner of its strip. */
struct strip_figure {
    struct tag *tag;
    double x, y, w, h;
};

struct strip {
    /* As wide as the column, as high as the strip.  Bullets may hang a little
     * to its left, so x can be negative. */
    struct scene *scene;
    double space_before; /* dropped at the top of a page or a slide */
    /* Paper: the same when the figure or table before it has moved away. */
    double space_alone;
    bool keep_with_next; /* a page may not end here: headings, captions, the
                            first and the last but one line of a paragraph */
    bool new_page;       /* paper: a page starts here, a chapter */
    bool turned; /* paper: on a sheet in landscape, see measures.turned_width */
    /* Paper: strips of one figure or table have a number, from 1; they may
     * stand elsewhere than where they were written, unless `stays`. */
    unsigned float_id;
    bool stays;
    double shrink;             /* of its height, that strip_shrink may take */
    const struct chart *chart; /* what is drawn again then; NULL: a picture */
    /* Footnotes mentioned here, first or again: those that are not on paper
     * yet go to the foot of the same page, by strips_add_notes(). */
    const struct footnote **notes;
    size_t n_notes;
    /* The head of the table this row belongs to, as decoration; a page that
     * starts with this row puts it above the row.  NULL for other strips. */
    const struct scene *repeat;
    struct strip_figure *figures; /* pictures and charts in it */
    size_t n_figures;
    const struct block *heading; /* set on the first strip of a heading */
    const struct block **beside; /* headings of the other columns in it */
    size_t n_beside;
    struct str dest; /* name of the SHAPE_DEST at its top (dest.h), or "" */
    /* Paper: running text, whose lines stand on the grid of the page; they
     * start at grid_top in the strip. */
    bool on_grid;
    double grid_top;
    struct place at; /* of the block, for messages */
};

struct strips {
    struct arena *arena;
    struct strip *items;
    size_t count, cap;
    double space_after; /* that the last one asks of the next one */
    double space_alone; /* the same without a figure or table at the end */
    unsigned n_floats;
};

/* The measures of one medium, all in points. */
struct measures {
    double body, leading; /* running text */
    double paragraph_gap; /* between paragraphs */
    double item_gap;      /* between list items; none on paper in tight lists of
                        items of one line */
    double grid; /* paper: running text starts at multiples of it; else 0 */
    double h[6], h_leading[6], h_before[6], h_after[6]; /* by level - 1 */
    double table, table_floor, table_row;
    double caption, caption_leading;
    double note, note_leading; /* footnotes */
    double chart_text;
    double block_gap;   /* above tables, figures, charts, callouts */
    double block_below; /* and below them: on paper less, as the grid adds to
                           it */
    double tile, tile_leading;
    double step;
    double key;
    double gutter;
    double page_width; /* of the box of text on a page or a slide */
    double page_height;
    /* Of that on a sheet in landscape, for tables that are too wide for the
     * page; 0 where sheets cannot be turned. */
    double turned_width, turned_height;
    bool on_slide;
    bool justify;
};

struct measures measures_of_paper(const struct press *press);
struct measures measures_of_slide(const struct press *press);

/* The addresses of links, as notes of a chapter: a, b, c. */
struct link_notes {
    struct arena *arena;
    struct map by_url; /* -> struct footnote */
    unsigned count;
};

/* What setting blocks needs beside the blocks. */
struct setter {
    const struct press *press;
    const struct measures *measures;
    struct tags *tags;
    /* Where the blocks were written: with it dest.h makes the names of places.
     * NULL for the blocks of no page. */
    const struct page *page;
    /* Slides: the height of the box that the blocks go into.  Charts and
     * pictures fill what the other blocks leave of it, tables become denser to
     * fit.  Paper: 0, they have heights of their own. */
    double height;
    /* A chart or a table whose title says the same leaves its own out, and so
     * does a chart below such a heading. */
    struct str slide_title;
    const struct block *heading; /* the last one, or NULL */
    struct str lang; /* of the blocks, by a lang of theirs; "": the page's */
    unsigned depth;  /* of blocks in blocks; starts at 0 */
    struct link_notes *link_notes; /* NULL: addresses stay off the page */
    bool on_trial;                 /* nothing of it comes on a page */
    bool floats; /* figures and tables may stand elsewhere: pages of paper */
    bool loose;  /* slides: tables and tiles keep their size and overflow */
    struct slide_fit *fit; /* slides: told what size things got; or NULL */
};

/* The language of the words that layout puts in: that of the page, as in all
 * that was generated when it was read; without a page that of the report. */
enum lang setter_lang(const struct setter *setter);

/* The patterns of the blocks' language, or NULL. */
const struct hyphen *setter_hyphen(const struct setter *setter);

/* Appends the strips of these blocks at `width`; their tags become children of
 * `parent`.  Notes, and divs for the other medium, give nothing. */
void strips_add_each(struct setter *setter, struct strips *strips,
                     const struct block *const *blocks, size_t n_blocks,
                     double width, struct tag *parent);

/* The same for `list` and what follows it. */
void strips_add_blocks(struct setter *setter, struct strips *strips,
                       const struct block *list, double width,
                       struct tag *parent);

/* The footnotes of a strip as they stand at the foot: number, then blocks, in
 * small type, each under a new TAG_NOTE of `parent`.  Those in `set` are there
 * already; the others are put in it. */
void strips_add_notes(struct setter *setter, struct strips *strips,
                      const struct strip *mentions, double width,
                      struct tag *parent, struct map *set);

/* Plain text in one style, as strips: titles, contents lines, covers.  Marks
 * get `tag`, or are decoration when it is NULL. */
struct text_look {
    enum face face;
    double size, leading;
    enum color color;
    enum setting setting;
    bool hyphenate;
    bool even; /* titles, set left: lines of about one length */
};
void strips_add_text(struct setter *setter, struct strips *strips,
                     struct str text, struct text_look look, double width,
                     struct tag *tag);

/* The same for inlines (the title of a slide): marks, links and footnotes are
 * in it; `tag` is its element and may not be NULL. */
void strips_add_inlines(struct setter *setter, struct strips *strips,
                        const struct inline_ *list, struct text_look look,
                        double width, struct tag *tag);

/* Height of all of them, with the spaces between but without the first
 * space_before. */
double strips_height(const struct strips *strips);

/* Puts them below one another in `scene`, the first one's space_before left
 * out, and tells their figures where they are; returns the y below the last.
 * A page takes its part of a column as struct strips of its own. */
double strips_place(const struct strips *strips, struct scene *scene, double x,
                    double y);

/* Makes the chart or picture in it lower by that much. */
void strip_shrink(const struct setter *setter, struct strip *strip, double by);

/* Puts a copy of the shapes of one scene in another, moved: scenes do not
 * nest, so painters need not save and restore.  For heads that repeat. */
void strip_place(const struct scene *from, struct scene *to, double x,
                 double y);

#endif
