/* str.h - a piece of text that somebody else owns.
 *
 * A struct str is two words and is passed by value.  It is not NUL-terminated
 * and is valid as long as the text it points into, in practice as long as the
 * arena of the run.  The text is UTF-8 unless a header says otherwise.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct arena;

struct str {
    const char *p;
    size_t len;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
/* The same where a constant is needed: static const struct str x = ... */
#define STR_CONST(literal)                                                     \
    {                                                                          \
        (literal), sizeof(literal) - 1                                         \
    }
#define STR_ARG(s) (int)(s).len, (s).p /* for printf("%.*s") */

static inline bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

static inline bool str_is(struct str a, const char *b)
{
    return a.len == strlen(b) && (a.len == 0 || memcmp(a.p, b, a.len) == 0);
}

/* Bytes from..to, `to` not included; both are cut off at the end. */
static inline struct str str_slice(struct str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    return (struct str){s.p == NULL ? "" : s.p + from, to - from};
}

/* C string -> str; NULL -> the empty one. */
struct str str_of(const char *text);

int str_cmp(struct str a, struct str b); /* bytes, like strcmp */
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);
/* ASCII letters compare equal whatever their case. */
bool str_eq_nocase(struct str a, struct str b);
/* The first place of `byte` at or after `from`, or s.len. */
size_t str_find(struct str s, char byte, size_t from);
/* The first place of `needle` at or after `from`, or s.len. */
size_t str_search(struct str s, const char *needle, size_t from);
/* Without spaces, tabs, CR and LF at both ends. */
struct str str_trim(struct str s);

/* A copy in the arena, NUL-terminated, so .p also works as a C string. */
struct str str_copy(struct arena *a, struct str s);
__attribute__((format(printf, 2, 3))) struct str
str_format(struct arena *a, const char *fmt, ...);

/* How many single-character edits (insert, delete, replace, swap of
 * neighbours) lead from a to b, in bytes, capped at `limit`: for "did you
 * mean".  Optimal string alignment distance, Boytsov 2011. */
size_t str_distance(struct str a, struct str b, size_t limit);

#endif
