/* tag.h - what the marks on a page mean: the elements of a tagged PDF.
 *
 * Layout builds a tree of these in reading order; every mark names the element
 * it belongs to, or none when it is decoration.  An element may have marks on
 * several pages.  The PDF painter writes the tree as structure elements (ISO
 * 32000-1, 14.7; PDF/UA-1); other painters ignore it.
 *
 * The same tree may be painted by several painters (a slide on slides.pdf and
 * on handout.pdf), so nothing in it belongs to a painter.
 */
#ifndef PAINT_TAG_H
#define PAINT_TAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

enum tag_kind {
    TAG_DOCUMENT,
    TAG_SECT,
    TAG_H1,
    TAG_H2,
    TAG_H3,
    TAG_H4,
    TAG_H5,
    TAG_H6,
    TAG_P,
    TAG_QUOTE, /* BlockQuote */
    TAG_CODE,
    TAG_LIST,  /* L */
    TAG_ITEM,  /* LI */
    TAG_LABEL, /* Lbl */
    TAG_BODY,  /* LBody */
    TAG_TABLE,
    TAG_CAPTION,
    TAG_THEAD,
    TAG_TBODY,
    TAG_ROW,  /* TR */
    TAG_HEAD, /* TH */
    TAG_CELL, /* TD */
    TAG_FIGURE,
    TAG_LINK,
    TAG_REFERENCE, /* a footnote mark, a contents line's link */
    TAG_NOTE,
    TAG_SPAN,
    TAG_TOC,
    TAG_TOCI,
    TAG_HEADER, /* no elements: what repeats at the top */
    TAG_FOOTER, /* and at the foot of pages (artifacts) */
};

enum tag_scope {
    SCOPE_NONE,
    SCOPE_COLUMN,
    SCOPE_ROW,
    SCOPE_ROW_GROUP, /* written as Row: PDF 1.7 has no row groups */
};

enum tag_numbering { /* TAG_LIST */
    NUMBERING_NONE,
    NUMBERING_DISC,
    NUMBERING_DECIMAL,
};

struct tag {
    enum tag_kind kind;
    unsigned serial; /* unique in a run, from 1: painters index by it */
    struct tag **children;
    size_t n_children, cap_children;
    struct str alt;    /* TAG_FIGURE: required */
    struct str actual; /* ActualText, or "" */
    struct str lang;   /* where it differs: "en-GB", or "" */
    struct str title;  /* of a TAG_SECT, or "" */
    enum tag_scope scope;
    enum tag_numbering numbering;
    unsigned col_span, row_span; /* 0 and 1 mean 1 */
    /* Heads of a cell, for tables whose scopes do not say enough. */
    struct tag **headers;
    size_t n_headers;
    /* TAG_FIGURE: its box on the page where it stands, in page coordinates;
     * set when it is placed. */
    double x, y, w, h;
};

/* The only tags of their kinds, for the marks of running headers and footers:
 * they stand in no tree. */
extern const struct tag tag_header, tag_footer;

/* Numbers tags; one for a run. */
struct tags {
    struct arena *arena;
    unsigned last_serial;
};

/* A new element, the last child of `parent` (NULL: a root). */
struct tag *tag_new(struct tags *tags, enum tag_kind kind, struct tag *parent);

/* Makes `child` the last child of `parent` too. */
void tag_adopt(struct tags *tags, struct tag *parent, struct tag *child);

/* TAG_DOCUMENT -> "Document": the standard structure type's name. */
const char *tag_name(enum tag_kind kind);

#endif
