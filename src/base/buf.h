/* buf.h - text that grows at its end.
 *
 * The bytes live in an arena.  buf.p is never NULL after the first buf_*()
 * call and is always NUL-terminated.  Growing moves the bytes, so a pointer
 * into a buf is good until the next call.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

#include "base/str.h"

struct arena;

struct buf {
    struct arena *arena;
    char *p;
    size_t len, cap;
};

static inline struct buf buf_new(struct arena *a)
{
    return (struct buf){.arena = a};
}

/* Makes room for `more` bytes, where it is known how many will come. */
void buf_reserve(struct buf *b, size_t more);

void buf_put(struct buf *b, struct str s);
void buf_puts(struct buf *b, const char *text);
void buf_putc(struct buf *b, char byte);
/* A Unicode scalar value, as UTF-8. */
void buf_put_char(struct buf *b, unsigned codepoint);
/* A whole number in decimal digits. */
void buf_put_int(struct buf *b, long long number);
__attribute__((format(printf, 2, 3))) void buf_printf(struct buf *b,
                                                      const char *fmt, ...);

/* What is in it now; NUL-terminated. */
struct str buf_str(struct buf *b);

#endif
