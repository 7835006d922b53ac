#include "base/tell.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/utf8.h"

enum {
    LINE_MAX_BYTES = 8192,
    SHOWN_MAX_BYTES = sizeof("<U+10FFFF>")
};

/* Controls (C0, C1), line ends of Unicode, and what turns the direction. */
static bool is_unseen(unsigned c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C ||
           (c >= 0x200E && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* The character at *at, as it is to be shown; moves *at behind it. */
static size_t show_next(struct str text, size_t *at, char out[SHOWN_MAX_BYTES])
{
    unsigned c = utf8_next(text, at);

    if (is_unseen(c))
        return (size_t)snprintf(out, SHOWN_MAX_BYTES, "<U+%04X>", c);
    return utf8_encode(c, out);
}

void buf_put_visible(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len;) {
        size_t plain = utf8_plain(text, i);
        char shown[SHOWN_MAX_BYTES];

        buf_put(out, str_slice(text, i, plain));
        i = plain;
        if (i < text.len) {
            size_t len = show_next(text, &i, shown);
            buf_put(out, (struct str){shown, len});
        }
    }
}

static void write_visible(struct str text)
{
    char line[LINE_MAX_BYTES];
    size_t len = 0;

    for (size_t i = 0; i < text.len;) {
        if (len + SHOWN_MAX_BYTES >= sizeof(line)) {
            fwrite(line, 1, len, stderr);
            len = 0;
        }
        len += show_next(text, &i, line + len);
    }
    line[len++] = '\n';
    fwrite(line, 1, len, stderr);
}

void tell(const char *fmt, ...)
{
    char text[LINE_MAX_BYTES];
    va_list args;

    va_start(args, fmt);
    int len = vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    if (len < 0)
        len = 0;
    if ((size_t)len >= sizeof(text))
        len = sizeof(text) - 1;
    write_visible((struct str){text, (size_t)len});
}
