/* patterns.h - hyphenation patterns (Liang, "Word hy-phen-a-tion by com-put-er",
 * 1983), from the files of LibreOffice and TeX.
 *
 *     UTF-8                  the character set, on the first line
 *     RIGHTHYPHENMIN 3       settings
 *     .ach1te                a pattern: digits stand between letters
 *
 * Every pattern that matches a part of a word puts its digits there; where the
 * highest digit of all is odd, the word may break.
 */
#ifndef TEXT_PATTERNS_H
#define TEXT_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct patterns;

/* NULL when the file cannot be read. */
const struct patterns *patterns_read(struct arena *a, const char *path);

/* Are words in UTF-8?  Else they are in Latin-1. */
bool patterns_are_utf8(const struct patterns *patterns);

/* A word, or what is before, behind or between its apostrophes. */
struct pattern_word {
    struct str letters; /* in lower case */
    bool goes_on_left, goes_on_right;
};

/* breaks[i] becomes true where the word may break before its byte i, for i below
 * letters.len; never within as many characters of an end as the file asks for:
 * two as a rule, three where the word goes on. */
void patterns_find(const struct patterns *patterns,
                   const struct pattern_word *word, bool *breaks);

#endif
