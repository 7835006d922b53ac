#include "html/escape.h"

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

/* Controls other than tab and line ends, and the noncharacters at the end of
 * each plane, are errors in an HTML document. */
static bool is_forbidden(unsigned c)
{
    if (c < 0x20)
        return c != '\t' && c != '\n' && c != '\r';
    if (c >= 0x7F && c < 0xA0)
        return true;
    return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/* ASCII that stands for itself: nearly all there is. */
static bool is_plain(char c)
{
    switch (c) {
    case '&':
    case '<':
    case '>':
    case '"':
    case '\'':
        return false;
    default:
        return (c >= ' ' && c < 0x7F) || c == '\n';
    }
}

/* What stands for the character at `at`; NULL when that is itself. */
static const char *stand_in(struct str text, size_t at)
{
    const char *reference = reference_for(text.p[at]);
    size_t next = at;

    if (reference != NULL)
        return reference;
    if (is_forbidden(utf8_next(text, &next)) || utf8_length(text, at) == 0)
        return "\xEF\xBF\xBD"; /* U+FFFD */
    return NULL;
}

/* What stands for itself is copied in one go, up to what does not. */
void html_escape(struct buf *out, struct str text)
{
    size_t from = 0;

    for (size_t at = 0; at < text.len;) {
        if (is_plain(text.p[at])) {
            at++;
            continue;
        }
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
