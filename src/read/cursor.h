/* cursor.h - where in the source the words of one block stand.
 *
 * cmark 0.30.2 gives places of inlines, but they are wrong after a hard break,
 * an autolink, a link definition or a lazy line, and it does not tell which
 * characters were escaped.  So a cursor walks through the prepared text of a
 * block along with the reader, node by node.
 */
#ifndef READ_CURSOR_H
#define READ_CURSOR_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct md;
struct prepared;

struct cursor {
    struct str text; /* all of the prepared text, to the end of the block */
    size_t at;       /* the next byte */
    size_t quotes;   /* block quotes around it: marks at a line's start */
};

/* Set in a place of cursor_text(): the character was escaped or an entity. */
#define CURSOR_ESCAPED ((uint32_t)1 << 31)

/* The block is a paragraph or a heading. */
struct cursor cursor_new(const struct prepared *p, const struct md *block);

/* Steps over the mark that opens or closes an inline, over a line end, or over
 * all of a code span. */
void cursor_enter(struct cursor *c, const struct md *md);
void cursor_leave(struct cursor *c, const struct md *md);

/* Steps over a text; places[i] becomes the prepared byte behind text.p[i]. */
void cursor_text(struct cursor *c, struct str text, uint32_t *places);

#endif
