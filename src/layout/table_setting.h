/* table_setting.h - a table while it is set: what its parts share.
 *
 * table_fit.c says how wide its columns are and how large its type, table.c
 * sets its rows.
 */
#ifndef LAYOUT_TABLE_SETTING_H
#define LAYOUT_TABLE_SETTING_H

#include <stdbool.h>
#include <stddef.h>

#include "layout/grid.h"
#include "layout/inline.h"
#include "layout/lane.h"
#include "layout/strip.h"

struct cell;
struct scene;
struct table;
struct tag;

struct trial;

struct table_setting {
    struct lane *lane;
    struct lane *turned;  /* of a sheet in landscape, or NULL */
    struct setter *trial; /* for measuring: its memory is gone before setting */
    const struct table *table;
    struct grid grid;     /* in lengths at the normal size */
    struct trial *trials; /* the head, then all rows; gone before setting */
    size_t n_lines;       /* of all rows together, at the grid chosen */
    double widest_group;  /* of the heads of groups, on one line */
    bool has_groups;
    bool has_numbers;
    bool sticks_out; /* a word, from its column, as it is chosen now */
    double scale;    /* of the type: 1 is the normal size */
    struct text_look look;
    double row;   /* height of a row of one line */
    double width; /* of all columns */
    struct tag *tag;
    struct tag *body; /* the TAG_TBODY of the present group */
    struct tag **column_heads;
    struct tag *group_head; /* or NULL */
    const struct scene *repeat;
};

enum {
    HEAD_ROW = -1
};

/* A table in a lane, at its normal size, before it is measured. */
struct table_setting table_setting_of(struct lane *lane,
                                      const struct table *table);

/* Measures the columns, and chooses their widths and the sizes for a box of this
 * height; 0: as high as it likes, negative: measures only.
 * The lane may become that of a sheet in landscape.  A table that is too wide
 * anywhere is diagnosed. */
void table_fit(struct table_setting *t, double height);

/* Row HEAD_ROW is the head.  The row of a group is one cell. */
bool table_row_spans(const struct table_setting *t, long row);
size_t table_count_cells(const struct table_setting *t, long row);
size_t table_count_rows(const struct table *table);

struct words table_cell_words(const struct table_setting *t, long row,
                              size_t column, struct setter *setter,
                              struct tag *tag);
double table_cell_width(const struct table_setting *t, long row, size_t column);

/* Of that, at the left of "of which" names, and at the right of a figure that
 * has fewer decimals than others. */
double table_indent(const struct table_setting *t, long row, size_t column);
double table_decimals(const struct table_setting *t, long row, size_t column);

/* Space above a row, as a part of its height. */
double table_space_above(const struct table *table, size_t row);

#endif
