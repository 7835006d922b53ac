/* How a table fits.  It is measured first (at its normal size, into words that
 * nobody sees), then column widths and size are chosen.  Glyphs grow with the
 * size and nothing else changes, so a table at another size is the same table at
 * another width: measuring once is enough.
 *
 * The size goes down only when a word would stick out, and on a slide also to
 * fit the height; the row height goes before the size does. */
#include "layout/table_setting.h"

#include <math.h>

#include "base/arena.h"
#include "model/table.h"

/* A cell while it is measured. */
struct trial {
    struct words words;
    double most;     /* on one line */
    bool has_breaks; /* that the author asked for */
};

/* Leading and lowest row, as parts of the size. */
static const double LEADING = 1.3;
static const double DENSEST_ROW = 1.34;

/* A table is slim when it needs no more than this part of the width with this
 * more than the gap between its columns, in em. */
static const double SLIM = 0.6;
static const double ROOMY = 2;

/* Words longer than this, in em, may be broken where that makes the table so
 * much lower. */
static const double LONG_WORD = 8;
static const double WORTH_BREAKING = 0.8;

static bool is_strong(enum table_row_kind kind)
{
    return kind == TABLE_ROW_GROUP || kind == TABLE_ROW_SUBTOTAL ||
           kind == TABLE_ROW_TOTAL;
}

static struct text_look cell_look(const struct table_setting *t, long row,
                                  const struct cell *cell)
{
    struct text_look look = t->look;

    if (row == HEAD_ROW || is_strong(t->table->rows[row].kind))
        look.face = FACE_SEMIBOLD;
    switch (cell->kind) {
    case CELL_TEXT:
    case CELL_NUMBER:
        break;
    case CELL_PM:
        look.face = FACE_ITALIC;
        look.color = COLOR_GREY;
        break;
    case CELL_DERIVED:
        look.face =
            look.face == FACE_SEMIBOLD ? FACE_SEMIBOLD_ITALIC : FACE_ITALIC;
        break;
    }
    return look;
}

static const struct cell *cells_of(const struct table_setting *t, long row)
{
    return row == HEAD_ROW ? t->table->head : t->table->rows[row].cells;
}

bool table_row_spans(const struct table_setting *t, long row)
{
    return row != HEAD_ROW && t->table->rows[row].kind == TABLE_ROW_GROUP;
}

size_t table_count_cells(const struct table_setting *t, long row)
{
    return table_row_spans(t, row) ? 1 : t->table->n_columns;
}

struct words table_cell_words(const struct table_setting *t, long row,
                              size_t column, struct setter *setter,
                              struct tag *tag)
{
    const struct cell *cell = &cells_of(t, row)[column];
    bool tabular = cell->kind != CELL_TEXT ||
                   t->table->columns[column].align == ALIGN_RIGHT;
    struct words words = {.setter = setter};

    words_put_inlines(&words, cell->inlines, cell_look(t, row, cell), tabular,
                      tag);
    return words;
}

/* --- measuring ------------------------------------------------------------ */

static struct trial *trial_of(const struct table_setting *t, long row,
                              size_t column)
{
    return &t->trials[(size_t)(row + 1) * t->table->n_columns + column];
}

static bool has_breaks(const struct words *words)
{
    for (size_t i = 0; i < words->n_spans; i++)
        if (str_find(words->spans[i].text, '\n', 0) < words->spans[i].text.len)
            return true;
    return false;
}

double table_indent(const struct table_setting *t, long row, size_t column)
{
    return column == 0 && row != HEAD_ROW &&
                   t->table->rows[row].kind == TABLE_ROW_OF_WHICH
               ? t->look.size
               : 0;
}

double table_decimals(const struct table_setting *t, long row, size_t column)
{
    struct str missing = table_row_spans(t, row)
                             ? STR("")
                             : cells_of(t, row)[column].decimals_missing;

    if (missing.len == 0)
        return 0;
    return shape_width(t->lane->setter->press->fonts,
                       (struct text_style){.face = t->look.face,
                                           .size = t->look.size,
                                           .tabular = true},
                       missing);
}

static void measure_cell(struct table_setting *t, long row, size_t column,
                         struct tag *nowhere)
{
    const struct press *press = t->trial->press;
    struct trial *trial = trial_of(t, row, column);
    struct grid_column *grid = &t->grid.columns[column];
    double indent =
        table_indent(t, row, column) + table_decimals(t, row, column);
    double least;

    trial->words = table_cell_words(t, row, column, t->trial, nowhere);
    trial->has_breaks = has_breaks(&trial->words);
    lines_measure(press->fonts, trial->words.spans, trial->words.n_spans,
                  &least, &trial->most);
    trial->most += indent;
    if (table_row_spans(t, row)) {
        t->widest_group = fmax(t->widest_group, trial->most);
        return;
    }
    grid->least = fmax(grid->least, least + indent);
    grid->most = fmax(grid->most, trial->most);
}

static bool is_number_column(const struct table *table, size_t column)
{
    bool any = false;

    for (size_t r = 0; r < table->n_rows; r++) {
        const struct cell *cell;

        if (table->rows[r].kind == TABLE_ROW_GROUP)
            continue;
        cell = &table->rows[r].cells[column];
        if (cell->kind != CELL_TEXT)
            any = true;
        else if (cell->inlines != NULL)
            return false;
    }
    return any;
}

static void measure(struct table_setting *t)
{
    const struct table *table = t->table;
    struct arena *a = lane_arena(t->lane);
    struct tag *nowhere = tag_new(t->trial->tags, TAG_SECT, NULL);
    long first = table->head == NULL ? 0 : HEAD_ROW;

    t->grid.n_columns = table->n_columns;
    t->grid.columns = ARENA_ARRAY(a, table->n_columns, struct grid_column);
    t->grid.gap = t->look.size;
    for (size_t i = 0; i < table->n_columns; i++) {
        t->grid.columns[i].apart = table->columns[i].apart;
        t->grid.columns[i].number = is_number_column(table, i);
        t->has_numbers = t->has_numbers || t->grid.columns[i].number;
    }
    t->trials =
        arena_array(t->trial->press->arena,
                    (table->n_rows + 1) * table->n_columns, sizeof(*t->trials));
    for (long r = first; r < (long)table->n_rows; r++) {
        t->has_groups = t->has_groups || table_row_spans(t, r);
        for (size_t i = 0; i < table_count_cells(t, r); i++)
            measure_cell(t, r, i, nowhere);
    }
    for (size_t i = 0; i < table->n_columns; i++)
        t->grid.columns[i].broken =
            fmin(t->grid.columns[i].least, LONG_WORD * t->look.size);
}

/* --- choosing ------------------------------------------------------------- */

double table_cell_width(const struct table_setting *t, long row, size_t column)
{
    const struct grid_column *last = &t->grid.columns[t->grid.n_columns - 1];

    return table_row_spans(t, row) ? last->x + last->width
                                   : t->grid.columns[column].width;
}

static size_t count_cell(struct table_setting *t, long row, size_t column)
{
    const struct trial *trial = trial_of(t, row, column);
    double width = table_cell_width(t, row, column);

    if (trial->most <= width + 0.01 && !trial->has_breaks)
        return 1;
    struct lines lines = words_break(&trial->words, t->look,
                                     width - table_indent(t, row, column) -
                                         table_decimals(t, row, column));

    for (size_t i = 0; i < lines.count; i++)
        t->sticks_out = t->sticks_out || lines.items[i].overfull;
    return lines.count;
}

static size_t count_lines(struct table_setting *t)
{
    size_t sum = 0;

    for (long r = t->table->head == NULL ? 0 : HEAD_ROW;
         r < (long)t->table->n_rows; r++) {
        size_t most = 1;

        for (size_t i = 0; i < table_count_cells(t, r); i++) {
            size_t n = count_cell(t, r, i);

            most = n > most ? n : most;
        }
        sum += most;
    }
    return sum;
}

/* A table that would fill little of the width is not drawn out to it: its
 * figures stand near their names. */
static double width_of(struct table_setting *t)
{
    double width = t->lane->width / t->scale;
    double wish = grid_most(&t->grid) +
                  ROOMY * t->look.size * (double)(t->grid.n_columns - 1);

    wish = fmax(wish, t->widest_group);
    return wish < SLIM * width ? wish : width;
}

/* Is a way of n lines better than the best so far?  Words are broken only where
 * that saves many lines, and where they can be. */
static bool is_lower(const struct table_setting *t, enum grid_share share,
                     size_t n)
{
    if (share == GRID_BROKEN)
        return !t->lane->setter->measures->on_slide && !t->sticks_out &&
               (double)n < WORTH_BREAKING * (double)t->n_lines;
    return t->n_lines == 0 || n < t->n_lines;
}

/* The columns that make the lowest table at this scale. */
static void choose_columns(struct table_setting *t)
{
    double width = width_of(t);
    enum grid_share best = GRID_EVEN;

    t->n_lines = 0;
    for (enum grid_share share = GRID_EVEN; share < GRID_SHARE_COUNT; share++) {
        size_t n;

        grid_set(&t->grid, width, share);
        t->sticks_out = false;
        n = count_lines(t);
        if (is_lower(t, share, n)) {
            t->n_lines = n;
            best = share;
        }
    }
    grid_set(&t->grid, width, best);
}

size_t table_count_rows(const struct table *table)
{
    return table->n_rows + (table->head != NULL);
}

/* Groups stand apart, and the line above a total keeps off the letters above it.
 */
double table_space_above(const struct table *table, size_t row)
{
    if (row == 0)
        return 0;
    switch (table->rows[row].kind) {
    case TABLE_ROW_ITEM:
    case TABLE_ROW_OF_WHICH:
        return 0;
    case TABLE_ROW_GROUP:
        return 0.2;
    case TABLE_ROW_SUBTOTAL:
    case TABLE_ROW_TOTAL:
        return 0.12;
    }
    return 0;
}

static double spaces(const struct table *table)
{
    double sum = 0;

    for (size_t r = 0; r < table->n_rows; r++)
        sum += table_space_above(table, r);
    return sum;
}

static double rows_height(const struct table_setting *t, double size,
                          double row)
{
    size_t rows = table_count_rows(t->table);

    return ((double)rows + spaces(t->table)) * row +
           (double)(t->n_lines - rows) * size * LEADING;
}

/* Half points from the normal size down, as long as a word sticks out. */
static bool fit_width(struct table_setting *t, double floor)
{
    double normal = t->look.size;
    double needs = grid_least(&t->grid);
    double size = normal;

    while (size > floor && needs * size / normal > t->lane->width)
        size -= 0.5;
    t->scale = size / normal;
    return needs * t->scale <= t->lane->width + 0.01;
}

/* Rows as high as `height` allows, between the densest and the normal; smaller
 * type only when the densest are too high. */
static void fit_height(struct table_setting *t, double height, double floor)
{
    const struct measures *m = t->lane->setter->measures;
    double normal = t->look.size;
    double size = normal * t->scale;
    double rows = (double)table_count_rows(t->table);

    choose_columns(t);
    while (size > floor && rows_height(t, size, size * DENSEST_ROW) > height) {
        size -= 0.5;
        t->scale = size / normal;
        choose_columns(t);
    }
    t->row = m->table_row;
    if (rows_height(t, size, t->row) > height)
        t->row -=
            (rows_height(t, size, t->row) - height) / (rows + spaces(t->table));
    if (t->row < size * DENSEST_ROW)
        t->row = size * DENSEST_ROW;
}

/* In the column, else on a sheet in landscape; false when that is not wide
 * enough either. */
static bool choose_lane(struct table_setting *t, double floor)
{
    if (fit_width(t, floor))
        return true;
    if (t->turned == NULL)
        return false;
    t->lane = t->turned;
    return fit_width(t, floor);
}

static void choose_at(struct table_setting *t, double height)
{
    const struct measures *m = t->lane->setter->measures;

    if (!choose_lane(t, m->table_floor))
        diag_add(t->lane->setter->press->diags, DIAG_TABLE_TOO_WIDE,
                 t->table->at, "by %.0f pt",
                 grid_least(&t->grid) * t->scale - t->lane->width);
    if (height > 0 && !t->lane->setter->loose) {
        fit_height(t, height, m->table_floor);
    } else {
        choose_columns(t);
        t->row = m->table_row;
    }
    t->look.size *= t->scale;
    t->look.leading = t->look.size * LEADING;
    for (size_t i = 0; i < t->grid.n_columns; i++) {
        struct grid_column *column = &t->grid.columns[i];

        column->x *= t->scale;
        column->width *= t->scale;
        t->width = column->x + column->width;
    }
}

/* What measuring needs of memory is several times the table, so it has an arena
 * of its own. */
void table_fit(struct table_setting *t, double height)
{
    struct press press = *t->lane->setter->press;
    struct tags tags = {.arena = arena_new()};
    struct setter trial = *t->lane->setter;

    press.arena = tags.arena;
    trial.press = &press;
    trial.tags = &tags;
    trial.on_trial = true;
    t->trial = &trial;
    measure(t);
    if (height >= 0)
        choose_at(t, height);
    t->trial = NULL;
    t->trials = NULL;
    arena_free(tags.arena);
}

struct table_setting table_setting_of(struct lane *lane,
                                      const struct table *table)
{
    double size = lane->setter->measures->table;

    return (struct table_setting){.lane = lane,
                                  .table = table,
                                  .scale = 1,
                                  .look = {.face = FACE_REGULAR,
                                           .size = size,
                                           .leading = size * LEADING,
                                           .color = COLOR_INK,
                                           .hyphenate = true}};
}

/* The part of the width in which names are not broken into words. */
static const double NAMES_PART = 0.3;

bool lane_holds_table(const struct lane *lane, const struct table *table)
{
    struct lane trial = *lane;
    struct table_setting t = table_setting_of(&trial, table);

    table_fit(&t, -1);

    const struct grid_column *names = &t.grid.columns[0];
    double wish = fmin(names->most, lane->width * NAMES_PART);
    return grid_least(&t.grid) + fmax(wish - names->least, 0) <= lane->width;
}
