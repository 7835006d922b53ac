#include "read/signs.h"

#include <stdbool.h>

#include "base/buf.h"
#include "base/utf8.h"

static bool is_space(unsigned c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == 0xA0 || c == 0x202F;
}

/* Behind these a quotation mark opens. */
static bool opens(unsigned before)
{
    static const unsigned marks[] = {'(',    '[',    '{',    '-',    '/',
                                     0x2013, 0x2014, 0x2018, 0x201C, 0xAB};

    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (before == marks[i])
            return true;
    return is_space(before);
}

static unsigned char_at(struct str text, size_t at, unsigned after)
{
    return at < text.len ? utf8_next(text, &at) : after;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           ((unsigned char)c & 0x80) != 0;
}

/* Words that have lost their beginning: 's-Hertogenbosch, 't Gooi, 'n, 'em,
 * the class of '90.  What stands behind the apostrophe is text.p[at]. */
static bool is_clipped_word(struct str text, size_t at)
{
    static const char *const words[] = {"s",  "t",  "n",  "k",  "m",   "r",
                                        "er", "ie", "ns", "em", "tis", "twas"};
    size_t end = at;

    while (end < text.len && is_digit(text.p[end]))
        end++;
    if (end - at == 2 && (end == text.len || !is_letter(text.p[end])))
        return end == text.len || text.p[end] != '\'';
    for (end = at; end < text.len && is_letter(text.p[end]);)
        end++;
    if (end < text.len && text.p[end] == '\'' &&
        !str_is(str_slice(text, at, end), "n")) /* 's' is a quoted s */
        return false;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (str_eq_nocase(str_slice(text, at, end), str_of(words[i])))
            return true;
    return false;
}

/* Is the mark at `at` the opening one?  A single one that does not open is an
 * apostrophe or closes, which is the same sign. */
static bool is_opening(struct str text, size_t at, unsigned before,
                       unsigned after)
{
    if (!opens(before) || is_space(char_at(text, at + 1, after)))
        return false;
    return text.p[at] == '"' || !is_clipped_word(text, at + 1);
}

/* As in the smart punctuation of CommonMark's reference programs: only em
 * dashes if that comes out even, else only en dashes, else both. */
static void put_dashes(size_t n, struct buf *out)
{
    size_t en = n % 3 == 0 ? 0 : n % 2 == 0 ? n / 2 : n % 3 == 2 ? 1 : 2;

    for (size_t em = (n - 2 * en) / 3; em > 0; em--)
        buf_puts(out, "—");
    for (; en > 0; en--)
        buf_puts(out, "–");
}

size_t sign_read(struct str text, size_t at, unsigned before, unsigned after,
                 struct buf *out)
{
    bool single = text.p[at] == '\'';
    size_t n = 1;

    if (single || text.p[at] == '"') {
        if (is_opening(text, at, before, after))
            buf_puts(out, single ? "‘" : "“");
        else
            buf_puts(out, single ? "’" : "”");
        return 1;
    }
    while (at + n < text.len && text.p[at + n] == text.p[at])
        n++;
    if (text.p[at] == '-' && n >= 2) {
        put_dashes(n, out);
        return n;
    }
    if (text.p[at] == '.' && n >= 3) {
        buf_puts(out, "…");
        return 3;
    }
    return 0;
}
