/* markdown.h - CommonMark text -> a tree of plain nodes; the only door to
 * cmark.
 *
 * This is the tree as cmark sees it, without anything of plenum's own: see
 * prepare.h for what goes in and blocks.h for what becomes of it.
 */
#ifndef READ_MARKDOWN_H
#define READ_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

enum md_kind {
    MD_DOCUMENT,
    MD_QUOTE,
    MD_LIST,
    MD_ITEM,
    MD_CODE_BLOCK, /* text, info */
    MD_HTML_BLOCK, /* text */
    MD_PARAGRAPH,
    MD_HEADING, /* level */
    MD_RULE,
    MD_TEXT, /* text: the first kind that stands in a line */
    MD_SOFT_BREAK,
    MD_HARD_BREAK,
    MD_CODE, /* text */
    MD_HTML, /* text */
    MD_EMPH,
    MD_STRONG,
    MD_LINK,  /* target */
    MD_IMAGE, /* target; children are the alternative text */
};

/* Nothing is nested deeper than this, so those who walk the tree may recurse.
 * People nest three or four levels. */
enum {
    MD_DEPTH_MAX = 64
};

struct md_target {
    struct str url, title;
};

struct md {
    enum md_kind kind;
    bool ordered, tight;   /* LIST */
    bool cut;              /* what stood deeper than MD_DEPTH_MAX is left out */
    unsigned line, column; /* from 1, in bytes; right for blocks only */
    unsigned end_line;     /* may be 0 for lists */
    union {
        unsigned level; /* HEADING */
        unsigned start; /* LIST */
    };
    struct md *parent, *next, *children;
    struct str text;
    union {
        struct str info;          /* CODE_BLOCK */
        struct md_target *target; /* LINK, IMAGE */
    };
};

/* `text` is valid UTF-8 without NUL and shorter than MARKDOWN_MAX. */
struct md *markdown_parse(struct arena *a, struct str text);

/* cmark counts bytes in 32 bits and ends the program when they do not fit. */
enum {
    MARKDOWN_MAX = 256 << 20
};

#endif
