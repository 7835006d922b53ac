/* lexicon.h - the words that have been shaped.
 *
 * Nine of ten words in running text have come before, so fonts keep theirs.
 * Threads share a lexicon; what is in it never changes, so it does not show in
 * the output who was first.
 */
#ifndef TEXT_LEXICON_H
#define TEXT_LEXICON_H

#include <stdbool.h>

#include "base/str.h"
#include "text/font.h"

struct arena;
struct lexicon;
struct wordform;

struct lexicon *lexicon_new(void);
void lexicon_free(struct lexicon *lexicon); /* NULL is allowed */

/* Around every lexicon_word(), for as many words as there are at hand. */
void lexicon_lock(struct lexicon *lexicon);
void lexicon_unlock(struct lexicon *lexicon);

/* As wordform_shape().  A word that is too long to be kept, or one too many, lives
 * in `a` and borrows its text. */
const struct wordform *lexicon_word(struct lexicon *lexicon, struct arena *a,
                                    const struct fonts *fonts, enum face face,
                                    bool tabular, struct str text, bool at_end);

#endif
