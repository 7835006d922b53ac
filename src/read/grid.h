/* grid.h - the cells of a data file, found and named, before any is read.
 *
 * The wide form has a row an item and a column a year; the long form has one
 * amount a row.  Both become the same grid, so what follows cannot tell them
 * apart.
 */
#ifndef READ_GRID_H
#define READ_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct csv;
struct csv_cell;
struct data_spec;
struct dataset_column;
struct diags;

struct grid_row {
    const struct csv_cell *name;
    const struct csv_cell *group;  /* NULL: no such column, or empty */
    const struct csv_cell *kind;   /* likewise */
    const struct csv_cell **cells; /* one a column; NULL: no such cell */
};

struct grid {
    struct str item_heading, group_heading;
    struct dataset_column *columns; /* years first, then extras */
    size_t n_columns;
    struct grid_row *rows;
    size_t n_rows;
    bool columns_missing; /* reported: not all of plenum.yml's are there */
    bool rows_left_out;   /* reported: what the rest adds up to says nothing */
};

struct grid grid_make(struct arena *a, const struct data_spec *spec,
                      const struct csv *csv, struct diags *diags);

#endif
