/* search.h - which files have the typefaces: what fontconfig says.
 *
 * fontconfig is asked with a configuration of our own, so that nothing global is
 * touched.
 */
#ifndef TEXT_SEARCH_H
#define TEXT_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

/* A typeface that is looked for. */
struct sought {
    const char *family;
    const char *path; /* of the file it is found in; NULL: not installed */
    unsigned index;   /* of the typeface in a file of several */
    bool semibold, italic;
};

/* Where the search went: files and folders of the system. */
struct trail {
    struct arena *arena;
    struct str *paths;
    size_t count, cap;
};

/* Looks for all of them.  Where a family has no Semibold, its nearest weight is
 * found; another family never is.  Paths live in the arena of the trail. */
void search_fonts(struct sought *fonts, size_t n, struct trail *trail);

#endif
