/* places.h - where a text may be broken into lines, by its characters alone.
 *
 * A small part of Unicode's line breaking algorithm (UAX 14), for languages
 * with spaces, and more than it: hyphenation, and addresses that break at their
 * signs.
 */
#ifndef TEXT_PLACES_H
#define TEXT_PLACES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct hyphen;

enum place_kind {
    PLACE_SPACE,  /* behind spaces; they stay on the line that ends */
    PLACE_DASH,   /* the same, but the next line would start with a dash */
    PLACE_SIGN,   /* behind a hyphen, slash or dash that is in the text */
    PLACE_STUB,   /* the same, with fewer than four letters before it: VNG- */
    PLACE_HYPHEN, /* within a word: a hyphen has to be added */
    PLACE_SHORT,  /* the same, with two letters on one side */
    PLACE_LAST_WORD, /* the same, in the last word of the text */
    PLACE_END,       /* of the text */
};

struct break_place {
    enum place_kind kind;
    size_t ink_end; /* where the line's last mark ends */
    size_t next;    /* where the next line starts: behind the spaces */
    bool bare;      /* with a letter that loses its trema there */
};

/* The patterns of the words that start before byte `end` and behind those of the
 * tongue before; NULL: none. */
struct tongue {
    size_t end;
    const struct hyphen *hyphen;
};

/* The places in `text`, in order; the last one is PLACE_END.  soft[i] says that
 * the author put a soft hyphen before byte i (NULL: nowhere); the text itself has
 * none.
 * Tongues count bytes from `base` before the text and reach to its end at least;
 * NULL for no hyphens at all. */
struct break_place *places_find(struct arena *a, struct str text,
                                const bool *soft, const struct tongue *tongues,
                                size_t base, size_t *count);

#endif
