/* pick.h - rows and columns of a dataset, by what an author calls them. */
#ifndef READ_PICK_H
#define READ_PICK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"
#include "model/amount.h"
#include "model/dataset.h"
#include "model/words.h"

struct arena;
struct report;

/* A row of the file; else the sum of a group, or of all items. */
struct pick {
    const struct dataset_row
        *row;  /* NULL: a sum that the file does not print */
    int group; /* what is meant is this group, or NO_GROUP */
};

/* Each of these reports a name that is not there, with the nearest match, and
 * returns false (NULL). */
const struct dataset *pick_dataset(const struct report *report, struct str name,
                                   struct place at, struct diags *diags);
/* An item, a group or the total.  Where the file prints a subtotal of a group,
 * that is the row.  A name that two items bear is reported too. */
bool pick_row(const struct dataset *d, struct str name, struct place at,
              struct diags *diags, struct pick *out);
/* A column, or a range of years "2026..2030"; *first and *last are equal for
 * one column, and all columns between them are years. */
bool pick_columns(const struct dataset *d, struct str name, struct place at,
                  struct diags *diags, size_t *first, size_t *last);

/* One cell, or the sum from column `first` to `last`, as tally_sum() has it. */
struct amount pick_amount(const struct dataset *d, const struct pick *pick,
                          size_t first, size_t last);

/* What the pick is called, short and long. */
struct str pick_name(const struct dataset *d, const struct pick *pick,
                     enum lang lang);
struct str pick_long_name(const struct dataset *d, const struct pick *pick,
                          enum lang lang);

#endif
