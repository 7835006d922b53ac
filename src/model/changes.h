/* changes.h - what became of the figures since an earlier edition.
 *
 * Datasets are the same when their keys are.  Rows are the same when their
 * kind, group and name are (an "of which" also stands below the same item),
 * columns when their names are; the order of the file does not count.
 */
#ifndef MODEL_CHANGES_H
#define MODEL_CHANGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "model/amount.h"
#include "model/words.h"

struct arena;
struct dataset;
struct dataset_row;
struct page;
struct report;

/* An earlier set, as far as it can be known from what it published. */
struct edition {
    struct str version; /* "" when not stated */
    struct date date;
    struct dataset *datasets;
    size_t n_datasets;
};

struct change {
    const struct dataset_row
        *row;      /* of now; NULL: a total that no row prints */
    size_t column; /* of now */
    struct amount before, now;
};

struct changes {
    struct change *cells; /* of items and what belongs to them */
    size_t n_cells;
    struct change *sums; /* of subtotals, then of the total */
    size_t n_sums;
    size_t *added_rows, *removed_rows;       /* no total rows among them; */
    size_t *added_columns, *removed_columns; /* removed: of the earlier one */
    size_t n_added_rows, n_removed_rows;
    size_t n_added_columns, n_removed_columns;
    bool unit; /* another one, so amounts before and now cannot be compared */
};

struct changes changes_between(struct arena *a, const struct dataset *before,
                               const struct dataset *now);

/* "Wijzigingen ten opzichte van versie 0.9": a page of the report like any
 * other, with a section a dataset; not in the deck. */
struct page changes_page(struct arena *a, const struct report *report,
                         const struct edition *earlier);

#endif
