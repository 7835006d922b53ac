#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"

struct str str_of(const char *text)
{
    return (struct str){text == NULL ? "" : text,
                        text == NULL ? 0 : strlen(text)};
}

int str_cmp(struct str a, struct str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared > 0 ? memcmp(a.p, b.p, shared) : 0;

    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, const char *prefix)
{
    size_t len = strlen(prefix);

    return s.len >= len && (len == 0 || memcmp(s.p, prefix, len) == 0);
}

bool str_ends(struct str s, const char *suffix)
{
    size_t len = strlen(suffix);

    return s.len >= len &&
           (len == 0 || memcmp(s.p + s.len - len, suffix, len) == 0);
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

size_t str_find(struct str s, char byte, size_t from)
{
    if (from >= s.len)
        return s.len;

    const char *hit = memchr(s.p + from, byte, s.len - from);
    return hit == NULL ? s.len : (size_t)(hit - s.p);
}

size_t str_search(struct str s, const char *needle, size_t from)
{
    size_t len = strlen(needle);

    assert(len > 0);
    for (size_t i = str_find(s, needle[0], from); i + len <= s.len;
         i = str_find(s, needle[0], i + 1))
        if (memcmp(s.p + i, needle, len) == 0)
            return i;
    return s.len;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct str str_trim(struct str s)
{
    while (s.len > 0 && is_blank(s.p[0])) {
        s.p++;
        s.len--;
    }
    while (s.len > 0 && is_blank(s.p[s.len - 1]))
        s.len--;
    return s;
}

struct str str_copy(struct arena *a, struct str s)
{
    return (struct str){arena_copy(a, s.p, s.len), s.len};
}

struct str str_format(struct arena *a, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    int len = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    assert(len >= 0);

    char *text = arena_alloc(a, (size_t)len + 1);
    va_start(args, fmt);
    vsnprintf(text, (size_t)len + 1, fmt, args);
    va_end(args);
    return (struct str){text, (size_t)len};
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Names longer than this are no typing mistakes of each other. */
enum {
    LONGEST_NAME = 96
};

size_t str_distance(struct str a, struct str b, size_t limit)
{
    size_t rows[3][LONGEST_NAME + 1]; /* the last three rows of the matrix */

    if (a.len > LONGEST_NAME || b.len > LONGEST_NAME)
        return limit;
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t *now = rows[i % 3];
        const size_t *prev = rows[(i + 2) % 3];
        const size_t *before = rows[(i + 1) % 3];

        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = a.p[i - 1] != b.p[j - 1];
            now[j] =
                least(least(prev[j] + 1, now[j - 1] + 1), prev[j - 1] + change);
            if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
                a.p[i - 2] == b.p[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
    }
    return least(rows[a.len % 3][b.len], limit);
}
