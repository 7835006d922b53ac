/* dataset.h - a table of amounts: the one place every figure comes from.
 *
 * Tables, charts, values in prose, alt texts and open data are all views of a
 * dataset, so they cannot disagree.  Rows keep the order of the file.
 */
#ifndef MODEL_DATASET_H
#define MODEL_DATASET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/map.h"
#include "base/str.h"
#include "model/amount.h"

struct arena;

enum column_kind {
    COLUMN_YEAR,  /* stands on the time axis */
    COLUMN_EXTRA, /* stands apart; never summed with years */
};

struct dataset_column {
    enum column_kind kind;
    struct str name; /* "2027", "Structureel per jaar" */
    int year;        /* COLUMN_YEAR only */
    bool is_total;   /* COLUMN_EXTRA: called as if it adds up the years */
    struct place at;
};

enum row_kind {
    ROW_ITEM,
    ROW_OF_WHICH, /* "waarvan": part of the item above, not added again */
    ROW_SUBTOTAL, /* printed in the source; verified against its group, or
                   * outside of groups against the items that stand by it */
    ROW_TOTAL,    /* printed in the source; verified against all items */
};

enum {
    NO_GROUP = -1
};

struct dataset_row {
    enum row_kind kind;
    struct str name;      /* as the file has it: short, for tables and charts */
    struct str long_name; /* for prose and alt texts; equal to name if none */
    int group;            /* index in groups, or NO_GROUP */
    struct amount *amounts; /* one a column */
    struct place *places;   /* of each amount's cell */
    struct place at;        /* of the name's cell */
};

struct dataset_group {
    struct str name;
    struct place at; /* where it first stands */
};

struct dataset {
    struct str key;   /* "investeringsagenda": its name in plenum.yml */
    struct str title; /* "Concept-Investeringsagenda NDS" */
    struct str unit;  /* "€ mln" */
    struct str source;
    struct str file; /* "data/investeringsagenda.csv", as in plenum.yml */
    struct place at; /* where plenum.yml declares it */
    struct str item_heading;        /* "Post" */
    struct str group_heading;       /* "Groep"; "" when not grouped */
    struct dataset_column *columns; /* years first, then extras */
    size_t n_columns;
    struct dataset_group *groups;
    size_t n_groups;
    struct dataset_row *rows;
    size_t n_rows;
    struct decimal tolerance; /* largest difference that is only rounding */
    bool rounded; /* a printed total differs, but within the tolerance */
    /* The file, or rows of it, could not be made out, which is reported: a name
     * that is not found in it, or a total that differs, is no mistake of its
     * own. */
    bool broken;
    /* A column of plenum.yml is not in the file, which is reported: one that is
     * not found here is no mistake of its own. */
    bool columns_missing;
    /* What dataset_prepare() has made. */
    struct map by_name;        /* short and long names -> struct named_rows */
    struct map groups_by_name; /* -> struct dataset_group */
    const struct dataset_row **subtotals; /* of each group, or NULL */
    struct amount *sums; /* those of dataset_sum(): of all items, then a group
                            each; a column each.  Or NULL */
};

/* Once all rows are read: then names and sums are found without going through
 * the rows, as thousands of values in prose may ask for them. */
void dataset_prepare(struct arena *a, struct dataset *d);

/* The total row, or NULL. */
const struct dataset_row *dataset_total(const struct dataset *d);

/* Rows, columns and groups by name; NULL or -1 when there is none.  Short and
 * long names both count; case does not. */
const struct dataset_row *dataset_row_by_name(const struct dataset *d,
                                              struct str name);
/* The next row of the same kind that has this name too, or NULL: then it is no
 * name. */
const struct dataset_row *dataset_row_again(const struct dataset *d,
                                            struct str name);

/* The printed sum of a group, or NULL. */
const struct dataset_row *dataset_subtotal(const struct dataset *d, int group);

int dataset_group_by_name(const struct dataset *d, struct str name);
int dataset_column_by_name(const struct dataset *d, struct str name);

/* The name in the dataset that looks most like `name`, to suggest in a
 * message; "" when none is near. */
struct str dataset_nearest_row(const struct dataset *d, struct str name);
struct str dataset_nearest_column(const struct dataset *d, struct str name);

/* Sum of the items of a group, or of all items for NO_GROUP, in one column, as
 * tally_sum() gives it: without_pm where a PM is among them. */
struct amount dataset_sum(const struct dataset *d, int group, size_t column);

/* A printed total says what it left out, just as a computed one does: sets
 * without_pm of the totals and subtotals that had a PM to add up. */
void dataset_mark_totals(struct arena *a, struct dataset *d);

/* A printed total or subtotal that is not the sum of its items, or a cell in a
 * column of totals that is not the sum of the years in its row. */
struct dataset_difference {
    const struct dataset_row *row;
    size_t column;
    struct decimal sum; /* what the cells add up to, PM counting as nothing */
    bool across;        /* the sum of a row */
    bool rounding;      /* within the tolerance */
};

/* All of them, those of columns first.  A sum with a cell in it that could not
 * be read is not compared: that is reported already.  Nor are rows where a
 * column differs: one wrong cell is one mistake. */
size_t dataset_differences(struct arena *a, const struct dataset *d,
                           struct dataset_difference **out);

#endif
