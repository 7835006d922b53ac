#include "html/escape.h"

#include <stdint.h>

#include "base/buf.h"
#include "base/utf8.h"

static const char *reference_for(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Eight times the same byte. */
static uint64_t each(char byte)
{
    return UINT64_C(0x0101010101010101) * (unsigned char)byte;
}

/* Not 0 when a byte of the word is (Mycroft's test). */
static uint64_t has_zero(uint64_t word)
{
    return (word - each(1)) & ~word & each('\x80');
}

/* Eight bytes at once; & and ' are one bit apart, < and > are too. */
static bool eight_need_none(const char *bytes)
{
    uint64_t word;

    memcpy(&word, bytes, sizeof(word));
    return (has_zero(word ^ each('"')) |
            has_zero((word | each(1)) ^ each('\'')) |
            has_zero((word | each(2)) ^ each('>'))) == 0;
}

/* The first byte of from..to that has a reference, or `to`. */
static size_t find_reference(struct str text, size_t from, size_t to)
{
    while (from + 8 <= to && eight_need_none(text.p + from))
        from += 8;
    while (from < to && reference_for(text.p[from]) == NULL)
        from++;
    return from;
}

/* What stands for the character at `at`; NULL when that is itself. */
static const char *stand_in(struct str text, size_t at)
{
    const char *reference = reference_for(text.p[at]);
    size_t next = at;

    if (reference != NULL)
        return reference;
    if (utf8_is_forbidden(utf8_next(text, &next)) || utf8_length(text, at) == 0)
        return "\xEF\xBF\xBD"; /* U+FFFD */
    return NULL;
}

bool html_needs_escape(struct str text)
{
    return find_reference(text, 0, text.len) < text.len ||
           utf8_plain(text, 0) < text.len;
}

/* What stands for itself is copied in one go, up to what does not. */
void html_escape(struct buf *out, struct str text)
{
    size_t from = 0;

    for (size_t at = 0; at < text.len;) {
        size_t plain = utf8_plain(text, at);

        at = find_reference(text, at, plain);
        if (at == text.len)
            break;
        const char *other = stand_in(text, at);
        size_t start = at;

        utf8_next(text, &at);
        if (other == NULL)
            continue;
        buf_put(out, str_slice(text, from, start));
        buf_puts(out, other);
        from = at;
    }
    buf_put(out, str_slice(text, from, text.len));
}

void html_escape_url(struct buf *out, struct str url)
{
    for (size_t i = 0; i < url.len; i++) {
        unsigned char c = (unsigned char)url.p[i];
        const char *reference = reference_for(url.p[i]);

        if (c <= ' ' || c >= 0x7F || strchr("<>\"\\^`{|}", c) != NULL)
            buf_printf(out, "%%%02X", c);
        else if (reference != NULL)
            buf_puts(out, reference);
        else
            buf_putc(out, url.p[i]);
    }
}
