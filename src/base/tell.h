/* tell.h - what is said to people, on stderr.
 *
 * Names of files and text of the author stand in it, and a terminal obeys what
 * stands in text: it can be coloured, wiped, or made to show a line in another
 * order.  So what would not be seen is written in another way: "<U+001B>".
 */
#ifndef BASE_TELL_H
#define BASE_TELL_H

#include "base/str.h"

struct buf;

/* A line on stderr, from a format as printf() has it.  Takes no memory; after
 * some thousands of bytes it is cut off. */
__attribute__((format(printf, 1, 2))) void tell(const char *fmt, ...);

/* Text in which everything can be seen: bytes that are no UTF-8 too. */
void buf_put_visible(struct buf *out, struct str text);

#endif
