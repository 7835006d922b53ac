#include "base/utf8.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

static bool continues(struct str s, size_t at)
{
    return at < s.len && ((unsigned char)s.p[at] & 0xC0) == 0x80;
}

/* RFC 3629, section 4: the second byte bounds rule out overlong forms (E0, F0),
 * surrogates (ED) and values over U+10FFFF (F4). */
size_t utf8_length(struct str s, size_t at)
{
    unsigned char first = (unsigned char)s.p[at];

    if (first < 0x80)
        return 1;
    if (first < 0xC2 || first > 0xF4 || !continues(s, at + 1))
        return 0;
    if (first < 0xE0)
        return 2;

    unsigned char second = (unsigned char)s.p[at + 1];
    if (!continues(s, at + 2) || (first == 0xE0 && second < 0xA0) ||
        (first == 0xED && second > 0x9F))
        return 0;
    if (first < 0xF0)
        return 3;
    if (!continues(s, at + 3) || (first == 0xF0 && second < 0x90) ||
        (first == 0xF4 && second > 0x8F))
        return 0;
    return 4;
}

unsigned utf8_next(struct str s, size_t *at)
{
    unsigned first = (unsigned char)s.p[*at];

    if (first < 0x80) { /* nearly always */
        *at += 1;
        return first;
    }

    size_t len = utf8_length(s, *at);
    if (len <= 1) {
        *at += 1;
        return 0xFFFD;
    }
    unsigned code = first & (0xFFU >> (len + 1));
    for (size_t i = 1; i < len; i++)
        code = code << 6 | ((unsigned char)s.p[*at + i] & 0x3FU);
    *at += len;
    return code;
}

size_t utf8_encode(unsigned codepoint, char out[4])
{
    assert(codepoint <= 0x10FFFF);
    if (codepoint < 0x80) {
        out[0] = (char)codepoint;
        return 1;
    }
    size_t len = codepoint < 0x800 ? 2 : codepoint < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (codepoint & 0x3F));
        codepoint >>= 6;
    }
    out[0] = (char)((0xF00U >> len & 0xFF) | codepoint);
    return len;
}

/* Eight bytes at once: the top bit of one is set by what is beyond ASCII, by a
 * control when 0x20 is taken away, and by 0x7F when 1 is added.  A borrow or a
 * carry can only come out of a byte that has stopped us by then. */
static bool eight_are_plain(const char *bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t word;

    memcpy(&word, bytes, sizeof(word));
    return ((word | (word - 0x20 * ones) | (word + ones)) & 0x80 * ones) == 0;
}

size_t utf8_plain(struct str s, size_t at)
{
    while (at + 8 <= s.len && eight_are_plain(s.p + at))
        at += 8;
    while (at < s.len && s.p[at] >= ' ' && s.p[at] < 0x7F)
        at++;
    return at;
}

size_t utf8_first_invalid(struct str s)
{
    for (size_t i = utf8_plain(s, 0), len; i < s.len;
         i = utf8_plain(s, i + len)) {
        len = utf8_length(s, i);
        if (len == 0)
            return i;
    }
    return s.len;
}

bool utf8_is_forbidden(unsigned c)
{
    if (c < 0x20)
        return c != '\t' && c != '\n' && c != '\r';
    if (c >= 0x7F && c < 0xA0)
        return true;
    return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

/* May a forbidden character begin with this byte?  Letters with accents, dashes
 * and the euro do not. */
static bool may_be_forbidden(unsigned char byte)
{
    return byte < 0x80 || byte == 0xC2 || byte >= 0xEF;
}

size_t utf8_first_forbidden(struct str s)
{
    for (size_t i = utf8_plain(s, 0); i < s.len; i = utf8_plain(s, i)) {
        size_t next = i;

        if (!may_be_forbidden((unsigned char)s.p[i]))
            i++;
        else if (utf8_is_forbidden(utf8_next(s, &next)))
            return i;
        else
            i = next;
    }
    return s.len;
}

bool utf8_is_private(unsigned codepoint)
{
    return (codepoint >= 0xE000 && codepoint <= 0xF8FF) || codepoint >= 0xF0000;
}

size_t utf8_count(struct str s)
{
    size_t count = 0;

    for (size_t i = 0; i < s.len;) {
        size_t plain = utf8_plain(s, i);

        count += plain - i;
        i = plain;
        if (i < s.len) {
            utf8_next(s, &i);
            count++;
        }
    }
    return count;
}

char utf8_base_letter(unsigned codepoint)
{
    /* U+00C0 to U+017F */
    static const char letters[] =
        "aaaaaa ceeeeiiiidnooooo ouuuuy  aaaaaa ceeeeiiiidnooooo ouuuuy y"
        "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii  jjkkklllllll"
        "lllnnnnnnnnnoooooo  rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    if (codepoint < 0xC0 || codepoint > 0x17F ||
        letters[codepoint - 0xC0] == ' ')
        return 0;
    return letters[codepoint - 0xC0];
}

static bool is_blank(unsigned c)
{
    static const struct {
        unsigned first, last;
    } ranges[] = {
        {0x09, 0x0D},     {0x20, 0x20},     {0x85, 0x85},     {0xA0, 0xA0},
        {0xAD, 0xAD},     {0x034F, 0x034F}, {0x061C, 0x061C}, {0x1680, 0x1680},
        {0x180E, 0x180E}, {0x2000, 0x200F}, {0x2028, 0x202F}, {0x205F, 0x206F},
        {0x3000, 0x3000}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
    };

    for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

bool utf8_is_blank(struct str s)
{
    for (size_t at = 0; at < s.len;)
        if (!is_blank(utf8_next(s, &at)))
            return false;
    return true;
}
