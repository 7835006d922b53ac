/* table.h - a table to show, whether written in Markdown or made from data.
 *
 * Rows all have n_columns cells; a group row has one cell that spans them.
 */
#ifndef MODEL_TABLE_H
#define MODEL_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"
#include "model/words.h"

struct arena;
struct chart;
struct dataset;
struct inline_;

enum align {
    ALIGN_LEFT,
    ALIGN_RIGHT,
    ALIGN_CENTER,
};

enum cell_kind {
    CELL_TEXT,
    CELL_NUMBER,  /* tabular figures */
    CELL_PM,      /* "PM": grey italics */
    CELL_DERIVED, /* a number that the source does not print */
};

struct cell {
    enum cell_kind kind;
    struct inline_ *inlines; /* NULL for an empty cell */
    /* ",0", "0": the decimals that others in its column have and this figure
     * has not.  Its room is left white, so that decimal signs stand below one
     * another; it is never printed, for nobody said that they are nought. */
    struct str decimals_missing;
    struct place at;
};

enum table_row_kind {
    TABLE_ROW_ITEM,
    TABLE_ROW_OF_WHICH,
    TABLE_ROW_GROUP, /* cells[0] is the head of the rows below */
    TABLE_ROW_SUBTOTAL,
    TABLE_ROW_TOTAL,
};

struct table_row {
    enum table_row_kind kind;
    struct cell *cells;
    struct place at;
};

struct table_column {
    enum align align;
    bool apart; /* an extra column: a gap sets it apart from the years */
};

struct table {
    struct str id;           /* "tbl-agenda", or "" */
    struct inline_ *caption; /* NULL: none */
    struct str unit;         /* "Bedragen in € mln", or "" */
    struct str source;       /* without "Bron: "; "" for Markdown tables */
    struct str *notes;       /* PM, rounding, derived: a line each, below it */
    size_t n_notes;
    unsigned number; /* 0 when it has no caption */
    struct table_column *columns;
    size_t n_columns;
    struct cell *head; /* n_columns cells; NULL when there is no head */
    struct table_row *rows;
    size_t n_rows;
    bool row_heads; /* the first column names the row: a header cell */
    bool goes_on;   /* a later part of one that was split: its place is there */
    const struct dataset *data; /* NULL for Markdown tables */
    struct written written;     /* the caption of a table of data */
    struct place at;
};

/* What a table computes besides what the source prints; marked as derived. */
struct table_sums {
    bool years;         /* a column with the sum of these columns, all years: */
    size_t first, last; /* of the dataset */
    bool subtotals;     /* of groups that have none in the source */
};

/* What to show of a dataset: indices of its rows and columns, in order.  NULL
 * is all of them, so {0} is the whole dataset. */
struct table_choice {
    const size_t *rows;
    size_t n_rows;
    const size_t *columns;
    size_t n_columns;
    struct table_sums sums;
};

/* A table of a dataset.  Group heads, the printed subtotals and the total come
 * along where all their items are shown; notes explain PM, rounding and derived
 * numbers; the unit and the source are the dataset's. */
struct table *table_of_dataset(struct arena *a, const struct dataset *data,
                               const struct table_choice *choice,
                               enum lang lang);

/* The numbers that a chart shows, as a table to stand beside it. */
struct table *table_of_chart(struct arena *a, const struct chart *chart,
                             enum lang lang);

/* Does the table print every number that the chart shows? */
bool table_holds_chart(const struct table *table, const struct chart *chart);

#endif
