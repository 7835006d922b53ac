/* loose.h - a data file on its own, without a plenum.yml that explains it. */
#ifndef READ_LOOSE_H
#define READ_LOOSE_H

#include <stdbool.h>

#include "base/str.h"
#include "model/amount.h"

struct arena;
struct csv;
struct diags;
struct dataset;
struct report;

/* What the file itself does not say. */
struct loose {
    char decimal_sign;        /* 0: find out */
    struct decimal tolerance; /* see struct dataset */
};

/* Makes a report with one dataset, called after the file, from what the file
 * shows: columns that are called after a year are years, other columns of
 * figures are extras; the last column of words before the figures has the
 * items, the one before it the groups; a row called Totaal or the like is
 * the total.  Titles above the header are passed over, and a line a year is
 * turned into a column a year.  False when the file cannot be read: *problem is
 * what to tell. */
bool load_loose_data(struct arena *a, const char *path,
                     const struct loose *known, struct report *report,
                     struct diags *diags, struct str *problem);

/* The same for bytes in hand: `path` is how messages name them.  A first column
 * that says of every row what it is (post, totaal), as in the data files of a
 * set, is taken for that. */
void loose_read(struct arena *a, const char *path, struct str bytes,
                char decimal_sign, struct dataset *out, struct diags *diags);

/* "Jaar;Lasten;Baten": a line a year, and nothing but figures beside it. */
bool loose_has_years_down(const struct csv *csv);

#endif
