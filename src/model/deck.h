/* deck.h - the report cut into slides.
 *
 * The first slide is the title slide, made from plenum.yml.  `#` opens a
 * section slide, `##` a content slide, a thematic break (`---`) a content slide
 * that goes on without a new title; text right below `#` is a slide with the
 * title of its section.  What stands in `::: page` is not here;
 * what stands in `::: slide` is, as if the div were not there.  A slide that
 * would hold nothing but a title whose content is all `::: page` is left out.
 */
#ifndef MODEL_DECK_H
#define MODEL_DECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"

struct arena;
struct block;
struct inline_;
struct page;
struct report;
struct table;

enum slide_kind {
    SLIDE_TITLE,
    SLIDE_SECTION,
    SLIDE_CONTENT,
};

/* How the content of a slide is set.  Layout chooses it, for it alone can
 * measure; the browser deck is told, so that both show the same.  0 is the
 * theme's own size. */
struct slide_fit {
    double type;      /* times the theme's sizes of text, down to its floor */
    double title;     /* the same for the title */
    double tile;      /* size of the words on its tiles, in points */
    unsigned follows; /* SLIDE_SECTION: form of the list, 0 the largest */
    bool key_above;   /* a key figure stands above its label, not beside it */
    struct frame_fit {
        const void *what;     /* a struct chart or a struct image */
        double width, height; /* that it has, in points */
    } * frames;
    size_t n_frames, cap_frames;
    struct table_fit {
        const struct table *what;
        double type, row; /* size, and height of a row of one line, in points */
        double *widths;   /* of its columns with the gap behind them */
    } * tables;
    size_t n_tables, cap_tables;
    const char **breaks; /* lines end before these bytes of the model's texts */
    size_t n_breaks, cap_breaks;
};

struct slide {
    enum slide_kind kind;
    unsigned number;         /* from 1 */
    unsigned section;        /* number of the section it is in, 0 before any */
    struct str id;           /* an anchor, unique in the deck */
    struct inline_ *title;   /* NULL: goes on without one */
    struct str title_text;   /* for outlines, messages: never empty */
    const struct page *page; /* NULL for the title slide */
    const struct block **blocks; /* in order; no notes among them */
    size_t n_blocks;
    const struct block **notes; /* DIV_NOTES, in order */
    size_t n_notes;
    /* SLIDE_SECTION: the titles of the slides that follow, without repeats. */
    struct str *follows;
    size_t n_follows;
    const struct block *heading; /* what opened it; NULL: no heading did */
    struct str fit_asked; /* {fit=...} of the heading that it stands under */
    unsigned part, parts; /* of a slide that was split, from 1; else 1 and 1 */
    struct slide_fit fit;
    struct place at;
};

struct deck {
    struct slide *slides;
    size_t n_slides;
};

struct deck deck_make(struct arena *a, const struct report *report);

/* Where in this text of the model the line ends that byte `from` is on: > from;
 * 0 when it goes on behind the text. */
size_t slide_line_end(const struct slide *slide, struct str text, size_t from);

/* The frame of a chart or a picture; NULL when it has none here. */
const struct frame_fit *slide_frame(const struct slide *slide,
                                    const void *what);

/* How a table is set; NULL when it is not on the slide. */
const struct table_fit *slide_table(const struct slide *slide,
                                    const struct table *what);

/* What a slide becomes: parts of it, or, where there are none, itself. */
struct slide_parts {
    struct slide_part {
        const struct block **blocks;
        size_t n_blocks;
    } * items;
    size_t count;
};

/* The deck with slide i cut into `parts[i]`: all parts have the slide's title
 * with "(1/3)" behind it, and its notes.  Slides have new numbers afterwards,
 * and places in a new array. */
void deck_split(struct arena *a, struct deck *deck,
                const struct slide_parts *parts, const struct report *report);

#endif
