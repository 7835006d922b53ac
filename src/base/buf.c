#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/utf8.h"

/* Bytes that buf_printf() makes room for before it knows. */
enum {
    SHORT_PRINT = 40
};

static void grow(struct buf *b, size_t more)
{
    size_t cap = b->cap == 0 ? 64 : b->cap * 2;
    if (cap - b->len <= more)
        cap = b->len + more + 1;
    b->p = arena_resize(b->arena, b->p, b->cap, cap);
    b->cap = cap;
}

/* Makes room for `more` bytes and a NUL. */
static inline void reserve(struct buf *b, size_t more)
{
    if (b->cap - b->len <= more)
        grow(b, more);
}

void buf_reserve(struct buf *b, size_t more)
{
    reserve(b, more);
}

void buf_put(struct buf *b, struct str s)
{
    reserve(b, s.len);
    if (s.len > 0)
        memcpy(b->p + b->len, s.p, s.len);
    b->len += s.len;
    b->p[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *text)
{
    buf_put(b, str_of(text));
}

void buf_putc(struct buf *b, char byte)
{
    reserve(b, 1);
    b->p[b->len++] = byte;
    b->p[b->len] = '\0';
}

void buf_put_char(struct buf *b, unsigned codepoint)
{
    char bytes[4];

    buf_put(b, (struct str){bytes, utf8_encode(codepoint, bytes)});
}

void buf_put_int(struct buf *b, long long number)
{
    char digits[24]; /* 2^63 has 19, and a sign */
    char *p = digits + sizeof(digits);
    unsigned long long rest =
        number < 0 ? -(unsigned long long)number : (unsigned long long)number;

    do
        *--p = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (number < 0)
        *--p = '-';
    buf_put(b, (struct str){p, (size_t)(digits + sizeof(digits) - p)});
}

/* Most of what is printed is short: it is written where it goes, and once more
 * only where it did not fit. */
void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list args;

    reserve(b, SHORT_PRINT);
    size_t room = b->cap - b->len;
    va_start(args, fmt);
    int len = vsnprintf(b->p + b->len, room, fmt, args);
    va_end(args);
    assert(len >= 0);

    if ((size_t)len >= room) {
        reserve(b, (size_t)len);
        va_start(args, fmt);
        vsnprintf(b->p + b->len, (size_t)len + 1, fmt, args);
        va_end(args);
    }
    b->len += (size_t)len;
}

struct str buf_str(struct buf *b)
{
    reserve(b, 0);
    b->p[b->len] = '\0';
    return (struct str){b->p, b->len};
}
