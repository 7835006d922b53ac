/* cursor.h - where in the source the words of one block stand.
 *
 * cmark 0.30.2 gives places of inlines, but they are wrong after a hard break,
 * an autolink, a link definition or a lazy line, and it does not tell which
 * characters were escaped.  So a cursor walks through the prepared text of a
 * block along with the reader, node by node.
 */
#ifndef READ_CURSOR_H
#define READ_CURSOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct md;
struct prepared;

struct cursor {
    struct str text; /* all of the prepared text, to the end of the block */
    size_t at;       /* the next byte */
    size_t quotes;   /* block quotes around it: marks at a line's start */
};

/* Bytes of a text and the prepared bytes that they came from. */
struct stretch {
    size_t start;    /* the first byte of the text */
    size_t prepared; /* behind it */
    bool together;   /* behind the next byte is the next one; else all came from
                        that place */
    bool escaped;    /* one character, which was escaped or an entity */
};

/* Where a text came from: few stretches, since most stands there as it is. */
struct origin {
    struct arena *arena;
    struct stretch *items; /* in order */
    size_t count, cap;
    size_t last; /* that was asked for */
};

/* The block is a paragraph or a heading. */
struct cursor cursor_new(const struct prepared *p, const struct md *block);

/* Steps over the mark that opens or closes an inline, over a line end, or over
 * all of a code span. */
void cursor_enter(struct cursor *c, const struct md *md);
void cursor_leave(struct cursor *c, const struct md *md);

/* Steps over a text, which comes behind `start` bytes of others in `origin`. */
void cursor_text(struct cursor *c, struct str text, size_t start,
                 struct origin *origin);

/* Adds a byte that came from where the cursor stands. */
void cursor_mark(const struct cursor *c, size_t start, struct origin *origin);

/* The prepared byte behind byte `at` of the text; was it escaped? */
size_t origin_place(struct origin *origin, size_t at);
bool origin_escaped(struct origin *origin, size_t at);

#endif
