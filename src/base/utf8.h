/* utf8.h - Unicode scalar values in bytes (RFC 3629). */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* Length of the valid character that starts at s.p[at] (1 to 4), or 0 when no
 * valid character starts there: overlong forms, surrogates and values over
 * U+10FFFF are not valid. */
size_t utf8_length(struct str s, size_t at);

/* Reads the character at *at and moves *at behind it.  A byte that is not part
 * of a valid character reads as U+FFFD and counts as one. */
unsigned utf8_next(struct str s, size_t *at);

/* Writes 1 to 4 bytes, returns how many. */
size_t utf8_encode(unsigned codepoint, char out[4]);

/* The place of the first byte that is not valid UTF-8, or s.len. */
size_t utf8_first_invalid(struct str s);

/* The small Latin letter under an accent: e for É; 0 for what is no such
 * letter, or is two of them (æ). */
char utf8_base_letter(unsigned codepoint);

/* The end of the stretch from `at` of printable ASCII and spaces: nearly all of
 * most texts, and quickly passed over. */
size_t utf8_plain(struct str s, size_t at);

/* Nothing to see: spaces of any kind, soft hyphens and signs of no width. */
bool utf8_is_blank(struct str s);

/* Controls other than tab and line ends, and the noncharacters: they are errors
 * in a document of HTML or XML. */
bool utf8_is_forbidden(unsigned codepoint);

/* The place of the first forbidden character, or s.len. */
size_t utf8_first_forbidden(struct str s);

/* Of a private use area: it means something in one typeface only. */
bool utf8_is_private(unsigned codepoint);

/* Characters in s; an invalid byte counts as one. */
size_t utf8_count(struct str s);

#endif
