#include "text/places.h"

#include <assert.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/hyphen.h"

enum {
    /* A word without spaces longer than this breaks at its signs, as an address
     * does: plenum.yml stays whole, a path of five folders does not. */
    LONG_WORD = 24,
    STUB_MAX = 4, /* bytes of "VNG-" */
};

struct finder {
    struct arena *arena;
    struct str text;
    const bool *soft;
    const struct tongue *tongue; /* of the word at hand, or NULL */
    size_t base;
    bool *hyphens, *bare; /* of the word at hand */
    struct break_place *places;
    size_t count, cap;
};

static bool is_break_space(unsigned codepoint)
{
    return codepoint == ' ' || codepoint == '\t' ||
           (codepoint >= 0x2000 && codepoint <= 0x200B &&
            codepoint != 0x2007) || /* the figure space does not break */
           codepoint == 0x205F;
}

static void add_place(struct finder *f, enum place_kind kind, size_t ink_end,
                      size_t next)
{
    f->places =
        arena_grow(f->arena, f->places, f->count, &f->cap, sizeof(*f->places));
    f->places[f->count++] =
        (struct break_place){.kind = kind, .ink_end = ink_end, .next = next};
}

static bool is_letter_byte(struct str s, size_t at)
{
    unsigned char c = at < s.len ? (unsigned char)s.p[at] : 0;

    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

static bool is_word_byte(struct str s, size_t at)
{
    return is_letter_byte(s, at) ||
           (at < s.len && s.p[at] >= '0' && s.p[at] <= '9');
}

/* Signs behind which a long address may break (Chicago Manual of Style, 14.18,
 * prefers before most of them; behind shows better that it goes on). */
static bool is_address_sign(char c)
{
    switch (c) {
    case '/':
    case '.':
    case '-':
    case '_':
    case '?':
    case '&':
    case '=':
    case '#':
    case ':':
    case ';':
    case ',':
    case '+':
    case '%':
    case '~':
    case '|':
    case '\\':
        return true;
    }
    return false;
}

/* May there be a sign in the word, further in than its ends?  Most have none. */
static bool has_sign(struct str word)
{
    for (size_t i = 2; i + 2 < word.len; i++)
        if (is_address_sign(word.p[i]) || (unsigned char)word.p[i] == 0xE2)
            return true;
    return false;
}

static bool is_address(struct str word)
{
    return utf8_count(word) > LONG_WORD || str_find(word, '@', 0) < word.len ||
           str_search(word, "//", 0) < word.len || str_starts(word, "www.");
}

/* May an address break before byte i?  Behind a sign or a row of them, with
 * three characters at least on either side. */
static bool address_breaks(struct str word, size_t i)
{
    return i >= 3 && i + 3 <= word.len && is_address_sign(word.p[i - 1]) &&
           !is_address_sign(word.p[i]);
}

/* May a common word break before byte i, behind a sign that it has?  Behind a
 * hyphen, a slash or a dash between two letters on either side: not in e-mail,
 * COVID-19, -5 or 2026-2030. */
static bool sign_breaks(struct str word, size_t i)
{
    size_t sign = 0; /* where it starts */

    if (i >= 1 && (word.p[i - 1] == '-' || word.p[i - 1] == '/'))
        sign = i - 1;
    else if (i >= 3 && (str_is(str_slice(word, i - 3, i), "\xE2\x80\x90") ||
                        str_is(str_slice(word, i - 3, i), "\xE2\x80\x93") ||
                        str_is(str_slice(word, i - 3, i), "\xE2\x80\x94")))
        sign = i - 3;
    return sign >= 2 && is_word_byte(word, sign - 1) &&
           is_word_byte(word, sign - 2) && is_letter_byte(word, i) &&
           is_word_byte(word, i + 1);
}

/* What kind of place it is behind a sign before byte i.  "VNG-" at the end of a
 * line reads badly, and programs that copy text take the hyphen for ours. */
static enum place_kind sign_kind(struct str word, size_t i)
{
    size_t start = i - 1;

    while (start > 0 && is_word_byte(word, start - 1))
        start--;
    return start == 0 && word.p[i - 1] == '-' && i <= STUB_MAX ? PLACE_STUB
                                                               : PLACE_SIGN;
}

/* What kind of place a hyphenation before byte i of a word is. */
static enum place_kind hyphenation(struct str word, size_t i, bool last)
{
    if (last)
        return PLACE_LAST_WORD;
    if (i < 3 || word.len - i < 3) /* bytes: an accent is not worth a count */
        return PLACE_SHORT;
    return PLACE_HYPHEN;
}

/* The patterns of the word at byte `from`; words come in order. */
static const struct hyphen *hyphen_at(struct finder *f, size_t from)
{
    if (f->tongue == NULL)
        return NULL;
    while (f->tongue->end <= f->base + from)
        f->tongue++;
    return f->tongue->hyphen;
}

/* Adds the places within the word at from..to of the text. */
static void add_word(struct finder *f, size_t from, size_t to)
{
    struct str word = str_slice(f->text, from, to);
    bool signs = has_sign(word);
    bool address = signs && is_address(word);
    bool last = to == f->text.len;
    const struct hyphen *hyphen = hyphen_at(f, from);
    bool has_bare;

    if (!signs && hyphen == NULL && f->soft == NULL)
        return;
    if (hyphen != NULL)
        hyphen_breaks(hyphen, word, f->hyphens);
    has_bare = hyphen != NULL && hyphen_bare_breaks(hyphen, word, f->bare);
    for (size_t i = 1; i < word.len; i++) {
        if (((unsigned char)word.p[i] & 0xC0) == 0x80)
            continue;
        if (address && address_breaks(word, i))
            add_place(f, PLACE_SIGN, from + i, from + i);
        else if (signs && sign_breaks(word, i))
            add_place(f, sign_kind(word, i), from + i, from + i);
        else if ((f->soft != NULL && f->soft[from + i]) ||
                 (hyphen != NULL && f->hyphens[i]))
            add_place(f, hyphenation(word, i, last), from + i, from + i);
        else if (has_bare && f->bare[i]) {
            add_place(f, hyphenation(word, i, last), from + i, from + i);
            f->places[f->count - 1].bare = true;
        }
    }
}

/* The bytes of the break space that starts at `at`, or 0. */
static size_t space_length(struct str text, size_t at)
{
    size_t next = at;

    if (text.p[at] == ' ')
        return 1;
    if (text.p[at] != '\t' && (unsigned char)text.p[at] != 0xE2)
        return 0; /* the others start with that byte */
    return is_break_space(utf8_next(text, &next)) ? next - at : 0;
}

/* The end of the word that starts at `from`. */
static size_t word_end(struct str text, size_t from)
{
    while (from < text.len && space_length(text, from) == 0)
        from++;
    return from;
}

static size_t spaces_end(struct str text, size_t from)
{
    for (size_t len; from < text.len; from += len) {
        len = space_length(text, from);
        if (len == 0)
            break;
    }
    return from;
}

/* A dash with spaces around it belongs to what stands before it. */
static bool dash_follows(struct str text, size_t at)
{
    struct str dash = str_slice(text, at, at + 4);

    return str_is(dash, "\xE2\x80\x93 ") || str_is(dash, "\xE2\x80\x94 ");
}

struct break_place *places_find(struct arena *a, struct str text,
                                const bool *soft, const struct tongue *tongues,
                                size_t base, size_t *count)
{
    struct finder f = {
        .arena = a,
        .text = text,
        .soft = soft,
        .tongue = tongues,
        .base = base,
        .hyphens = tongues == NULL ? NULL : ARENA_ARRAY(a, text.len + 1, bool),
        .bare = tongues == NULL ? NULL : ARENA_ARRAY(a, text.len + 1, bool)};
    /* Spaces at the start are an indentation: no line ends behind them. */
    size_t from = spaces_end(text, 0);

    while (from < text.len) {
        size_t to = word_end(text, from);
        size_t next = spaces_end(text, to);

        add_word(&f, from, to);
        if (next < text.len)
            add_place(&f, dash_follows(text, next) ? PLACE_DASH : PLACE_SPACE,
                      to, next);
        else
            add_place(&f, PLACE_END, to, next);
        from = next;
    }
    if (f.count == 0) /* nothing but spaces */
        add_place(&f, PLACE_END, 0, text.len);
    assert(f.places[f.count - 1].kind == PLACE_END);
    *count = f.count;
    return f.places;
}
