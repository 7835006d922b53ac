/* writer.h - blocks and inlines -> HTML, for one of three media.
 *
 * The same blocks are written as a page of a set, as a part of one long
 * self-contained file, and on a slide.  The media differ in where links lead,
 * how ids are kept apart, and where pictures come from; a writer knows which.
 */
#ifndef HTML_WRITER_H
#define HTML_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"
#include "model/doc.h"
#include "model/words.h"

struct chart;
struct hyphen;
struct outputs;
struct page;
struct places;
struct site;
struct slide;
struct table;

enum medium {
    MEDIUM_PAGES,  /* a page with others and assets/ beside it */
    MEDIUM_SINGLE, /* everything in one file, pictures as data: URLs */
    MEDIUM_DECK,   /* slides in one file */
};

enum {
    WRITER_DEPTH_MAX = 100, /* blocks within blocks, inlines within inlines */
};

struct mention {
    const struct footnote *note;
    unsigned first; /* which of its mentions is the first one here */
};

struct writer {
    const struct site *site;
    struct arena *arena;
    struct buf *out;
    enum medium medium;
    struct outputs *assets;      /* PAGES: pictures are added here; or NULL */
    const struct places *places; /* DECK: on which slide an id stands */
    const struct page *page;     /* NULL on the title slide */
    const struct slide *slide;   /* DECK only */
    enum lang lang;              /* of the words we put in */
    struct str prefix;           /* before every id: "01-nds--", or "" */
    const struct hyphen *hyphen; /* for soft hyphens in text, or NULL */
    bool whole_words;            /* headings: no break at a hyphen either */
    bool no_links;               /* inside a link or a heading of contents */
    unsigned level_shift;        /* added to heading levels */
    bool past_h1;                /* the page's first # heading is behind us */
    const struct block *heading; /* the last one, or NULL */
    unsigned depth;
    struct mention *notes; /* DECK: the footnotes of this slide, in order */
    size_t n_notes, cap_notes;
};

/* A writer for one page; `prefix` keeps its ids apart from other pages'. */
struct writer writer_of_page(const struct site *site, enum medium medium,
                             const struct page *page, struct buf *out);

/* body.c */
/* Bytes that the HTML of a page takes as a rule: prose has a quarter more than
 * its Markdown. */
size_t html_room(const struct page *page);
void write_blocks(struct writer *w, const struct block *list);
void write_block(struct writer *w, const struct block *block);
/* The notes of the page, or of the slide, with ways back; nothing where there
 * are none. */
void write_footnotes(struct writer *w);

/* inline.c */
void write_inlines(struct writer *w, const struct inline_ *list);
/* The words only, escaped: for attributes, titles, captions in a label. */
void write_text(struct writer *w, struct str text);
/* The same for a text of the model that stands on a slide: in its lines. */
void write_line_text(struct writer *w, struct str text);
void write_word(struct writer *w, enum word word);
/* The inlines of a heading, or its plain text: no hyphens of ours, and words
 * with a hyphen of their own stay whole where there is room. */
void write_heading_inlines(struct writer *w, const struct inline_ *list);
void write_heading_text(struct writer *w, struct str text);
/* ` id="..."`, with the prefix; nothing for "". */
void write_id(struct writer *w, struct str id);
/* ` lang="..."` when the attributes have one. */
void write_lang(struct writer *w, const struct attrs *attrs);
/* The picture, from a file in assets/ or from its bytes. */
void write_image(struct writer *w, const struct image *image);
/* The same at a width in CSS pixels; 0: that of the file. */
void write_image_at(struct writer *w, const struct image *image, double width);
/* Only where it is. */
void write_image_url(struct writer *w, const struct image *image);

/* table.c */
void write_table(struct writer *w, const struct table *table);
/* Only the table. */
void write_bare_table(struct writer *w, const struct table *table);
/* Only the frame with the table: beside a chart that has the rest.  It is called
 * `name`, or after the table when that is "". */
void write_table_frame(struct writer *w, const struct table *table,
                       struct str name);

/* figure.c */
void write_figure(struct writer *w, const struct block *block);
void write_chart(struct writer *w, const struct chart *chart);

/* links.c: where things are in this medium.  An empty result: nowhere. */
struct str link_to_page(const struct writer *w, const struct page *page,
                        struct str anchor);

/* The places of a deck, for link_to_page(). */
const struct places *places_of_deck(const struct site *site);

#endif
