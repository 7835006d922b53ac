/* doc.h - the document as the author meant it: blocks with inlines in them.
 *
 * One closed set of kinds: every writer switches over all of them without a
 * default, so the compiler finds the writer that forgot one.  Trees are linked
 * lists in the arena of the run.  Everything an author can write is already
 * resolved here: values are text, tables and charts have their numbers.
 */
#ifndef MODEL_DOC_H
#define MODEL_DOC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"

struct chart;
struct page;
struct table;

enum inline_kind {
    INLINE_TEXT,       /* text; typographic signs are in place */
    INLINE_VALUE,      /* text: a figure from a dataset, already formatted */
    INLINE_CODE,       /* text */
    INLINE_EMPH,       /* children */
    INLINE_STRONG,     /* children */
    INLINE_STRIKE,     /* children */
    INLINE_SPAN,       /* children, attrs: [word]{lang=en} */
    INLINE_LINK,       /* children, target */
    INLINE_IMAGE,      /* image: inside a line of text; alone it is a figure */
    INLINE_SOFT_BREAK, /* a line end in the source; text: a space */
    INLINE_HARD_BREAK, /* a line end the author asked for */
    INLINE_FOOTNOTE,   /* footnote */
    INLINE_REF,        /* ref: @fig-id */
};

/* {#id .class key=value} */
struct attr {
    struct str key, value;
};

struct attrs {
    struct str id;
    struct str *classes;
    size_t n_classes;
    struct attr *pairs;
    size_t n_pairs;
};

/* The value of key, or "". */
struct str attrs_value(const struct attrs *attrs, const char *key);

/* "Notes", "note:", "notities", "speaker-notes": whoever names a div so may
 * mean speaker notes, which must not be published. */
bool doc_is_notes_name(struct str name);
bool attrs_has_class(const struct attrs *attrs, const char *name);

/* Where a link leads.  The readers fill in `url`; links inside the set are
 * resolved to page and anchor when all pages are known. */
struct link {
    struct str url;          /* as written */
    bool internal;           /* leads to a page or an anchor of this report */
    const struct page *page; /* internal: the page, once resolved */
    struct str anchor;       /* internal: an id, or "" for the page itself */
};

/* May a link that is not internal lead to this address?  Only where every reader
 * may follow: http://host, https://host, mailto:somebody, and what the reader
 * made of a link to a data file, data/name.csv. */
bool link_may_lead_to(struct str url);

/* A picture.  width and height are 0 when the file could not be read, which is
 * a diagnostic already. */
enum image_format {
    IMAGE_NONE,
    IMAGE_PNG,
    IMAGE_JPEG,
    IMAGE_SVG,
};

struct image {
    struct str url;  /* as written: "images/kaart.png" */
    struct str path; /* where it is on disk, or "" when it is not there */
    struct str alt;
    struct str title;
    enum image_format format;
    unsigned width, height; /* pixels, as it is held */
    unsigned orientation;   /* JPEG: how it is held, 1 to 8 as Exif counts */
    struct str bytes; /* the file, without camera, place and names: outputs copy
                         or embed it */
};

struct footnote {
    struct str label;     /* as written: [^label] */
    unsigned number;      /* on its page, from 1, in order of first mention */
    struct block *blocks; /* NULL when it is not defined: reported */
    unsigned n_mentions;
    struct str mark; /* "a" of a note that layout made; "": its number */
    struct place at;
};

enum ref_kind {
    REF_UNKNOWN, /* no such id; reported */
    REF_FIGURE,
    REF_TABLE,
    REF_SECTION,
};

struct ref {
    enum ref_kind kind;
    struct str id;           /* "fig-prioriteiten" */
    unsigned number;         /* figures and tables */
    struct str text;         /* "Figuur 2"; a section's title */
    const struct page *page; /* where it stands */
    struct str section;      /* "1.2" when sections are numbered, or "" */
};

/* Nearly all are texts and line ends, and every rule walks past them: so one is
 * kept small, and what few have stands apart. */
struct inline_ {
    enum inline_kind kind;
    unsigned mention; /* FOOTNOTE: which mention of it this is, from 1 */
    struct place at;
    struct inline_ *next;
    struct inline_ *children;
    struct str text;
    union {
        struct attrs *attrs;       /* SPAN */
        struct link *link;         /* LINK */
        struct image *image;       /* IMAGE */
        struct footnote *footnote; /* FOOTNOTE */
        struct ref *ref;           /* REF */
    };
};

enum block_kind {
    BLOCK_PARAGRAPH, /* inlines */
    BLOCK_HEADING,   /* inlines, level, attrs.id always set */
    BLOCK_LIST,      /* children: BLOCK_ITEM only; list */
    BLOCK_ITEM,      /* children: any; task */
    BLOCK_QUOTE,     /* children */
    BLOCK_CODE,      /* text */
    BLOCK_RULE,      /* a thematic break; in the deck a slide boundary */
    BLOCK_FIGURE,    /* figure: an image with its caption */
    BLOCK_TABLE,     /* table: written in Markdown or made from data */
    BLOCK_CHART,     /* chart */
    BLOCK_DIV,       /* children, div, attrs; text: its title as written */
};

enum div_kind {
    DIV_PLAIN,       /* a name that means nothing to us */
    DIV_COLUMNS,     /* children: DIV_COLUMN only */
    DIV_COLUMN,      /* attrs: width=40% */
    DIV_TILES,       /* a list becomes a grid of cards */
    DIV_STEPS,       /* a numbered list becomes numbered steps */
    DIV_KEY,         /* first paragraph the figure, the rest its label */
    DIV_CALLOUT,     /* set apart; attrs: title=... */
    DIV_NOTES,       /* speaker notes; never published */
    DIV_SLIDE,       /* deck only */
    DIV_PAGE,        /* pages and A4 report only */
    DIV_INCREMENTAL, /* list items appear one by one in the browser deck */
};

enum task_state {
    TASK_NONE,
    TASK_OPEN,
    TASK_DONE,
};

struct list {
    bool ordered;
    bool tight;           /* no space between items */
    unsigned char across; /* tiles beside one another; 0: tiles_across() says */
    unsigned start;
};

/* A length that an author asked for; all 0: none. */
struct length {
    double points;
    double share; /* of the width of the text, up to 1 */
};

struct figure {
    struct image image;
    struct length width, height; /* height.share is 0 */
    struct inline_ *caption;     /* NULL: none */
    unsigned number; /* 0 until numbered, and when it has no caption */
};

struct block {
    enum block_kind kind;
    bool has_words_only; /* inlines are texts and line ends, as in most prose;
                            false says nothing */
    struct place at;
    struct attrs attrs;
    struct block *next;
    struct block *children;
    struct inline_ *inlines;
    struct str text;
    struct str number; /* HEADING in a report that numbers them: "1.2" */
    union {
        unsigned level; /* HEADING: 1..6 */
        struct list list;
        struct {
            enum task_state task; /* ITEM */
            bool goes_on; /* ITEM: the rest of one that was cut: unmarked */
        };
        struct figure *figure;
        struct table *table;
        struct chart *chart;
        enum div_kind div;
    };
};

/* Does the text end in . ! or ?, so that another sentence may follow? */
bool text_ends_sentence(struct str text);

/* How wide a figure is to be where the text is `column` wide: both points.  It
 * keeps its proportions: of a width and a height the one that makes it smaller
 * counts.  0: nothing was asked for. */
double figure_width(const struct figure *figure, double column);

/* How many tiles of n stand beside one another: three, or two or four where
 * that leaves fewer holes. */
size_t tiles_across(size_t n);

/* The words of an inline list, without marks: for titles, ids, alt texts. */
struct str inlines_text(struct arena *a, const struct inline_ *list);

#endif
