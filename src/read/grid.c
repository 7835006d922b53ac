#include "read/grid.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "base/near.h"
#include "model/dataset.h"
#include "read/csv.h"
#include "read/number.h"
#include "read/spending.h"

enum {
    NO_COLUMN = -1,
    HEADER_WITHIN = 10, /* rows of title that may stand above the header */
    YEAR_LEAST = 1900,
    YEAR_MOST = 2199,
};

struct maker {
    struct arena *arena;
    struct diags *diags;
    const struct data_spec *spec;
    const struct csv *csv;
    size_t header; /* index of its row */
    struct grid grid;
    size_t cap_columns, cap_rows;
    bool head_in_two; /* reported: nothing below can be right */
    int item, group, kind, period, amount; /* indices of cells in a row */
    const struct csv_cell *head; /* of a group, on a line of its own above */
    int *sources; /* wide form: of each grid column, its cell in a row */
    size_t cap_sources;
};

static struct place place_of(const struct maker *m, const struct csv_cell *cell)
{
    return (struct place){m->csv->file, cell->line, cell->col};
}

static const struct csv_row *header_of(const struct maker *m)
{
    return &m->csv->rows[m->header];
}

static bool is_given(const struct named *name)
{
    return name->text.len > 0;
}

/* "2027" -> 2027; 0 for anything else. */
static int year_of(struct str text)
{
    int year = 0;

    if (text.len != 4)
        return 0;
    for (size_t i = 0; i < 4; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return 0;
        year = year * 10 + (text.p[i] - '0');
    }
    return year >= YEAR_LEAST && year <= YEAR_MOST ? year : 0;
}

/* --- the header ----------------------------------------------------------- */

static bool row_has(const struct csv_row *row, struct str name)
{
    for (size_t i = 0; i < row->n_cells; i++)
        if (str_eq_nocase(row->cells[i].text, name))
            return true;
    return false;
}

/* A year and no other figures: "2026;100;90" is a row of amounts. */
static bool row_heads_years(const struct csv_row *row)
{
    bool any = false;

    for (size_t i = 0; i < row->n_cells; i++) {
        if (year_of(row->cells[i].text) != 0)
            any = true;
        else if (number_scan(row->cells[i].text).kind == AMOUNT_NUMBER)
            return false;
    }
    return any;
}

/* Exports often put a title above the header, so it is looked for. */
static void find_header(struct maker *m)
{
    for (size_t i = 0; i < m->csv->n_rows && i < HEADER_WITHIN; i++) {
        const struct csv_row *row = &m->csv->rows[i];
        bool found = is_given(&m->spec->item) ? row_has(row, m->spec->item.text)
                                              : row_heads_years(row);
        if (found) {
            m->header = i;
            return;
        }
    }
}

/* The column with this name, NO_COLUMN when there is none.  A second one of
 * that name is reported, because nobody can tell which was meant. */
static int find_column(struct maker *m, struct str name)
{
    const struct csv_row *header = header_of(m);
    int found = NO_COLUMN;

    for (size_t i = 0; i < header->n_cells; i++) {
        const struct csv_cell *cell = &header->cells[i];
        if (!str_eq_nocase(cell->text, name))
            continue;
        if (found != NO_COLUMN) {
            diag_add(m->diags, DIAG_DATA_TWICE, place_of(m, cell),
                     "column \"%.*s\"", STR_ARG(cell->text));
            break;
        }
        found = (int)i;
    }
    return found;
}

/* "Post", "2026" and "2027" */
static struct str list_header(struct maker *m)
{
    enum {
        NAMES_MOST = 8 /* what fits in a message */
    };
    const struct csv_row *header = header_of(m);
    struct buf list = buf_new(m->arena);

    for (size_t i = 0; i < header->n_cells && i < NAMES_MOST; i++)
        buf_printf(&list, "%s\"%.*s\"", i > 0 ? ", " : "",
                   STR_ARG(header->cells[i].text));
    if (header->n_cells > NAMES_MOST)
        buf_puts(&list, " ...");
    return buf_str(&list);
}

static void report_missing(struct maker *m, struct str name, struct place at)
{
    const struct csv_row *header = header_of(m);
    struct near near = near_new(name);

    m->grid.columns_missing = true;
    for (size_t i = 0; i < header->n_cells; i++)
        near_offer(&near, header->cells[i].text);
    if (near.best.len > 0)
        diag_add(m->diags, DIAG_COLUMN_MISSING, at, "\"%.*s\" in %s" NEAR_FMT,
                 STR_ARG(name), m->csv->file, NEAR_ARG(near));
    else
        diag_add(m->diags, DIAG_COLUMN_MISSING, at,
                 "\"%.*s\" in %s, which has %.*s", STR_ARG(name), m->csv->file,
                 STR_ARG(list_header(m)));
}

/* A column that plenum.yml names; one that is not named is NO_COLUMN. */
static int find_named(struct maker *m, const struct named *name)
{
    if (!is_given(name))
        return NO_COLUMN;

    int found = find_column(m, name->text);
    if (found == NO_COLUMN)
        report_missing(m, name->text, name->at);
    return found;
}

/* --- columns -------------------------------------------------------------- */

static void add_column(struct maker *m, struct dataset_column column,
                       int source)
{
    struct grid *g = &m->grid;

    g->columns = arena_grow(m->arena, g->columns, g->n_columns, &m->cap_columns,
                            sizeof(*g->columns));
    m->sources = arena_grow(m->arena, m->sources, g->n_columns, &m->cap_sources,
                            sizeof(*m->sources));
    m->sources[g->n_columns] = source;
    g->columns[g->n_columns++] = column;
}

static void add_year(struct maker *m, int year, struct place at, int source)
{
    add_column(m,
               (struct dataset_column){
                   .kind = COLUMN_YEAR,
                   .name = str_format(m->arena, "%d", year),
                   .year = year,
                   .at = at,
               },
               source);
}

static void add_extra(struct maker *m, const struct renamed *extra,
                      struct place at, int source)
{
    add_column(m,
               (struct dataset_column){
                   .kind = COLUMN_EXTRA, .name = extra->shown, .at = at},
               source);
}

static bool has_year(const struct grid *g, int year)
{
    for (size_t i = 0; i < g->n_columns; i++)
        if (g->columns[i].year == year)
            return true;
    return false;
}

/* Without `years` in plenum.yml every column that is called after a year. */
static void find_all_years(struct maker *m)
{
    const struct csv_row *header = header_of(m);

    for (size_t i = 0; i < header->n_cells; i++) {
        const struct csv_cell *cell = &header->cells[i];
        int year = year_of(cell->text);
        if (year == 0)
            continue;
        if (has_year(&m->grid, year))
            diag_add(m->diags, DIAG_DATA_TWICE, place_of(m, cell),
                     "column \"%d\"", year);
        else
            add_year(m, year, place_of(m, cell), (int)i);
    }
}

/* A head of two lines has the names on one and the years on the other. */
static bool is_head_of_two_lines(struct maker *m, struct str year)
{
    for (size_t i = 0; i < m->csv->n_rows && i < HEADER_WITHIN; i++) {
        if (i == m->header || !row_heads_years(&m->csv->rows[i]) ||
            !row_has(&m->csv->rows[i], year))
            continue;
        m->grid.columns_missing = true;
        m->grid.rows_left_out = true;
        m->head_in_two = true;
        diag_add(m->diags, DIAG_COLUMN_MISSING, m->spec->years_at,
                 "\"%.*s\" beside \"%.*s\" in %s, it stands on line %u; put "
                 "all headings on one line",
                 STR_ARG(year), STR_ARG(header_of(m)->cells[0].text),
                 m->csv->file, m->csv->rows[i].cells[0].line);
        return true;
    }
    return false;
}

/* All at once: `years` in plenum.yml is one line. */
static void report_missing_years(struct maker *m, struct str years)
{
    m->grid.columns_missing = true;
    diag_add(m->diags, DIAG_COLUMN_MISSING, m->spec->years_at,
             "%.*s in %s, which has %.*s", STR_ARG(years), m->csv->file,
             STR_ARG(list_header(m)));
}

static void find_years(struct maker *m)
{
    const struct data_spec *spec = m->spec;
    struct buf missing = buf_new(m->arena);
    struct str last = STR("");
    size_t n_missing = 0;

    if (spec->n_years == 0)
        find_all_years(m);
    for (size_t i = 0; i < spec->n_years; i++) {
        struct str name = str_format(m->arena, "%d", spec->years[i]);
        int at = find_column(m, name);
        if (at != NO_COLUMN) {
            add_year(m, spec->years[i], place_of(m, &header_of(m)->cells[at]),
                     at);
            continue;
        }
        buf_printf(&missing, "%s\"%s\"", n_missing > 0 ? ", " : "", name.p);
        last = name;
        n_missing++;
    }
    if (n_missing > 0 && is_head_of_two_lines(m, last))
        return;
    if (n_missing == 1)
        report_missing(m, last, spec->years_at);
    else if (n_missing > 1)
        report_missing_years(m, buf_str(&missing));
}

/* Is every year of the file one of the dataset? */
static bool has_all_years(const struct maker *m)
{
    const struct csv_row *header = header_of(m);

    for (size_t i = 0; i < header->n_cells; i++) {
        int year = year_of(header->cells[i].text);
        if (year != 0 && !has_year(&m->grid, year))
            return false;
    }
    return true;
}

static void find_extras(struct maker *m)
{
    bool all_years = has_all_years(m);

    for (size_t i = 0; i < m->spec->n_extras; i++) {
        const struct renamed *extra = &m->spec->extras[i];
        int at = find_named(m, &extra->name);
        if (at != NO_COLUMN)
            add_extra(m, extra, place_of(m, &header_of(m)->cells[at]), at);
        if (at != NO_COLUMN && all_years)
            m->grid.columns[m->grid.n_columns - 1].is_total =
                spending_is_total(extra->name.text);
    }
}

static bool is_used(const struct maker *m, int column)
{
    for (size_t i = 0; i < m->grid.n_columns; i++)
        if (m->sources[i] == column)
            return true;
    return column == m->group || column == m->kind || column == m->period ||
           column == m->amount;
}

/* Without `item` in plenum.yml: the first column that is nothing else. */
static void find_item(struct maker *m)
{
    if (is_given(&m->spec->item)) {
        m->item = find_named(m, &m->spec->item);
        return;
    }
    for (size_t i = 0; i < header_of(m)->n_cells; i++)
        if (!is_used(m, (int)i) && year_of(header_of(m)->cells[i].text) == 0) {
            m->item = (int)i;
            return;
        }
    diag_add(m->diags, DIAG_COLUMN_MISSING, m->spec->at,
             "name the column with the items: \"item:\"");
}

/* Headings are spelled as plenum.yml has them, else as the file has them. */
static struct str heading(const struct maker *m, const struct named *name,
                          int column)
{
    if (m->spec->transposed)
        return STR(""); /* what stands there is the heading of the years */
    if (is_given(name))
        return name->text;
    return column == NO_COLUMN ? STR("") : header_of(m)->cells[column].text;
}

/* --- rows ----------------------------------------------------------------- */

/* The cell of a row, or NULL when it is empty or not there. */
static const struct csv_cell *cell_at(const struct csv_row *row, int column)
{
    if (column < 0 || (size_t)column >= row->n_cells ||
        row->cells[column].text.len == 0)
        return NULL;
    return &row->cells[column];
}

/* A cell where a figure is expected; an empty one counts as one. */
static const struct csv_cell *figure_at(const struct csv_row *row, int column)
{
    if (column < 0 || (size_t)column >= row->width)
        return NULL;
    return &row->cells[column];
}

/* Reports a row whose cells do not line up with the header. */
static bool lines_up(struct maker *m, const struct csv_row *row)
{
    size_t want = header_of(m)->n_cells;

    if (row->n_cells <= want && row->width >= want)
        return true;
    m->grid.rows_left_out = true;
    if (row->width < want)
        diag_add(m->diags, DIAG_CSV_COLUMNS,
                 (struct place){m->csv->file, row->cells[0].line, 1},
                 "found %zu, the header has %zu", row->width, want);
    else
        diag_add(m->diags, DIAG_CSV_COLUMNS, place_of(m, &row->cells[want]),
                 "found %zu, the header has %zu; a name with \"%c\" in it "
                 "needs quotes",
                 row->n_cells, want, m->csv->delimiter);
    return false;
}

static struct grid_row *add_row(struct maker *m, struct grid_row row)
{
    struct grid *g = &m->grid;

    g->rows = arena_grow(m->arena, g->rows, g->n_rows, &m->cap_rows,
                         sizeof(*g->rows));
    row.cells =
        ARENA_ARRAY(m->arena, g->n_columns + 1, const struct csv_cell *);
    g->rows[g->n_rows] = row;
    return &g->rows[g->n_rows++];
}

static bool has_figures(const struct maker *m, const struct csv_row *row)
{
    for (size_t i = 0; i < m->grid.n_columns; i++)
        if (cell_at(row, m->sources[i]) != NULL)
            return true;
    return false;
}

/* The first cell of a line right below the headings that has no figure in it:
 * ";€ mln;€ mln"; NULL for any other line. */
static const struct csv_cell *second_head(const struct maker *m,
                                          const struct csv_row *row)
{
    const struct csv_cell *first = NULL;

    if (row != header_of(m) + 1)
        return NULL;
    for (size_t i = 0; i < row->n_cells; i++) {
        enum amount_kind kind = number_scan(row->cells[i].text).kind;
        if (kind == AMOUNT_BAD && first == NULL)
            first = &row->cells[i];
        else if (kind != AMOUNT_BAD && kind != AMOUNT_EMPTY)
            return NULL;
    }
    return first;
}

/* "Totaal" in the column of the codes, or in another that is not used. */
static const struct csv_cell *stray_total(const struct csv_row *row)
{
    for (size_t i = 0; i < row->n_cells; i++)
        if (spending_is_total(row->cells[i].text))
            return &row->cells[i];
    return NULL;
}

/* A row without a name takes that of its group: `Totaal;;745;1110`. */
static const struct csv_cell *name_of(struct maker *m,
                                      const struct csv_row *row)
{
    const struct csv_cell *name = cell_at(row, m->item);

    if (name == NULL)
        name = cell_at(row, m->group);
    if (name == NULL)
        name = stray_total(row);
    if (name != NULL)
        return name;

    m->grid.rows_left_out = true;
    const struct csv_cell *unit = second_head(m, row);
    if (unit != NULL)
        diag_add(m->diags, DIAG_ROW_NAMELESS, place_of(m, unit),
                 "\"%.*s\" is no figure; remove this second line of "
                 "headings, plenum.yml has the unit",
                 STR_ARG(unit->text));
    else
        diag_add(m->diags, DIAG_ROW_NAMELESS,
                 (struct place){m->csv->file, row->cells[0].line, 1}, NULL);
    return NULL;
}

/* Programs that print in pages write the headings again on each. */
static bool repeats_header(const struct maker *m, const struct csv_row *row)
{
    const struct csv_row *header = header_of(m);

    if (row->n_cells != header->n_cells)
        return false;
    for (size_t i = 0; i < row->n_cells; i++)
        if (!str_eq_nocase(row->cells[i].text, header->cells[i].text))
            return false;
    return true;
}

static void make_wide_row(struct maker *m, const struct csv_row *row)
{
    const struct csv_cell *group = cell_at(row, m->group);

    if (group != NULL)
        m->head = NULL;
    if (!has_figures(m, row) && cell_at(row, m->item) == NULL) {
        m->head = group; /* or it is a remark, which has no rows below it */
        return;
    }
    if (repeats_header(m, row) || !lines_up(m, row))
        return;

    const struct csv_cell *name = name_of(m, row);
    if (name == NULL)
        return;
    struct grid_row *out = add_row(m, (struct grid_row){
                                          .name = name,
                                          .group = group ? group : m->head,
                                          .kind = cell_at(row, m->kind),
                                      });
    for (size_t i = 0; i < m->grid.n_columns; i++)
        out->cells[i] = figure_at(row, m->sources[i]);
}

/* "Begroting 2028": a year, and more. */
static bool holds_year(struct str name)
{
    for (size_t i = 0; i + 4 <= name.len; i++)
        if (year_of(str_slice(name, i, i + 4)) != 0)
            return true;
    return false;
}

static bool holds_figures(const struct maker *m, int column)
{
    for (size_t i = m->header + 1; i < m->csv->n_rows; i++) {
        const struct csv_cell *cell = cell_at(&m->csv->rows[i], column);
        if (cell != NULL && number_scan(cell->text).kind == AMOUNT_NUMBER)
            return true;
    }
    return false;
}

/* Without `years` in plenum.yml a column of figures that was meant for a year
 * may be left out by its heading. */
static void check_columns_left_out(struct maker *m)
{
    const struct csv_row *header = header_of(m);

    if (m->spec->n_years > 0 || m->spec->loose)
        return;
    for (size_t i = 0; i < header->n_cells; i++) {
        const struct csv_cell *cell = &header->cells[i];
        if (!is_used(m, (int)i) && (int)i != m->item &&
            year_of(cell->text) == 0 && holds_year(cell->text) &&
            holds_figures(m, (int)i))
            diag_add(m->diags, DIAG_COLUMN_LEFT_OUT, place_of(m, cell),
                     "\"%.*s\"", STR_ARG(cell->text));
    }
}

/* A table of names alone is not what anybody meant. */
static void check_columns_found(struct maker *m)
{
    if (m->grid.n_columns > 0 || m->grid.columns_missing || m->spec->loose)
        return;
    m->grid.columns_missing = true;
    diag_add(m->diags, DIAG_COLUMN_MISSING, m->spec->at,
             "with figures in %s: none is called after a year alone, it has "
             "%.*s; name some as extra:",
             m->csv->file, STR_ARG(list_header(m)));
}

static void make_wide(struct maker *m)
{
    find_years(m);
    find_extras(m);
    find_item(m);
    check_columns_found(m);
    if (!m->grid.columns_missing)
        check_columns_left_out(m);
    if (m->item == NO_COLUMN || m->head_in_two)
        return;
    for (size_t i = m->header + 1; i < m->csv->n_rows; i++)
        make_wide_row(m, &m->csv->rows[i]);
}

/* --- the long form -------------------------------------------------------- */

static int by_number(const void *left, const void *right)
{
    const int *a = left;
    const int *b = right;

    return (*a > *b) - (*a < *b);
}

/* Without `years` in plenum.yml: all years in the column of periods. */
static void collect_years(struct maker *m)
{
    int *years = NULL;
    size_t n = 0;
    size_t cap = 0;

    for (size_t i = m->header + 1; i < m->csv->n_rows; i++) {
        const struct csv_cell *cell = cell_at(&m->csv->rows[i], m->period);
        int year = cell == NULL ? 0 : year_of(cell->text);
        if (year == 0 || (n > 0 && years[n - 1] == year))
            continue;
        years = arena_grow(m->arena, years, n, &cap, sizeof(*years));
        years[n++] = year;
    }
    if (n > 1)
        qsort(years, n, sizeof(*years), by_number);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || years[i] != years[i - 1])
            add_year(m, years[i], m->spec->period.at, NO_COLUMN);
}

static void make_long_columns(struct maker *m)
{
    if (m->spec->n_years == 0)
        collect_years(m);
    for (size_t i = 0; i < m->spec->n_years; i++)
        add_year(m, m->spec->years[i], m->spec->years_at, NO_COLUMN);
    for (size_t i = 0; i < m->spec->n_extras; i++)
        add_extra(m, &m->spec->extras[i], m->spec->extras[i].name.at,
                  NO_COLUMN);
}

/* The grid column of a period: a year, or an extra by either of its names.
 * Years outside `years` are left out, as columns are in the wide form. */
static int column_of_period(struct maker *m, const struct csv_cell *cell)
{
    struct near near = near_new(cell->text);
    size_t n_years = m->grid.n_columns - m->spec->n_extras;

    for (size_t i = 0; i < m->grid.n_columns; i++) {
        struct str shown = m->grid.columns[i].name;
        if (str_eq_nocase(shown, cell->text) ||
            (i >= n_years &&
             str_eq_nocase(m->spec->extras[i - n_years].name.text, cell->text)))
            return (int)i;
        near_offer(&near, shown);
    }
    if (year_of(cell->text) == 0) {
        m->grid.rows_left_out = true;
        diag_add(m->diags, DIAG_PERIOD_UNKNOWN, place_of(m, cell),
                 "\"%.*s\"" NEAR_FMT, STR_ARG(cell->text), NEAR_ARG(near));
    }
    return NO_COLUMN;
}

/* What makes two lines of the long form the same row. */
static struct str row_key(struct arena *a, const struct grid_row *row)
{
    struct buf key = buf_new(a);
    const struct csv_cell *parts[] = {row->kind, row->group, row->name};

    for (size_t i = 0; i < 3; i++) {
        if (parts[i] != NULL)
            buf_put(&key, parts[i]->text);
        buf_putc(&key, '\n');
    }
    return buf_str(&key);
}

static void make_long_row(struct maker *m, const struct csv_row *row,
                          struct index *index)
{
    const struct csv_cell *period = cell_at(row, m->period);
    struct grid_row new_row = {
        .name = name_of(m, row),
        .group = cell_at(row, m->group),
        .kind = cell_at(row, m->kind),
    };
    size_t at = m->grid.n_rows;

    if (new_row.name == NULL)
        return;
    if (period == NULL) {
        m->grid.rows_left_out = true;
        diag_add(m->diags, DIAG_PERIOD_UNKNOWN, place_of(m, &row->cells[0]),
                 "this row has none");
        return;
    }
    int column = column_of_period(m, period);
    if (column == NO_COLUMN)
        return;

    struct str key = row_key(m->arena, &new_row);
    if (!index_find(index, key, &at)) {
        index_put(index, key, at);
        add_row(m, new_row);
    }
    const struct csv_cell **cell = &m->grid.rows[at].cells[column];
    if (*cell != NULL)
        diag_add(m->diags, DIAG_DATA_TWICE, place_of(m, new_row.name),
                 "\"%.*s\" in %.*s, first on line %u",
                 STR_ARG(new_row.name->text), STR_ARG(period->text),
                 (*cell)->line);
    else
        *cell = figure_at(row, m->amount);
}

static void make_long(struct maker *m)
{
    struct index index = index_new(m->arena);

    m->period = find_named(m, &m->spec->period);
    m->amount = find_named(m, &m->spec->amount);
    if (m->period == NO_COLUMN || m->amount == NO_COLUMN)
        return;
    find_item(m);
    if (m->item == NO_COLUMN)
        return;
    make_long_columns(m);
    for (size_t i = m->header + 1; i < m->csv->n_rows; i++)
        if (lines_up(m, &m->csv->rows[i]))
            make_long_row(m, &m->csv->rows[i], &index);
}

struct grid grid_make(struct arena *a, const struct data_spec *spec,
                      const struct csv *csv, struct diags *diags)
{
    struct maker m = {
        .arena = a,
        .diags = diags,
        .spec = spec,
        .csv = csv,
        .item = NO_COLUMN,
        .period = NO_COLUMN,
        .amount = NO_COLUMN,
    };

    if (csv->n_rows == 0) {
        diag_add(diags, DIAG_DATA_EMPTY, (struct place){csv->file, 0, 0}, NULL);
        return m.grid;
    }
    find_header(&m);
    m.group = find_named(&m, &spec->group);
    m.kind = find_named(&m, &spec->kind);
    if (is_given(&spec->period) || is_given(&spec->amount))
        make_long(&m);
    else
        make_wide(&m);
    if (m.grid.n_rows == 0 && m.item != NO_COLUMN &&
        csv->n_rows == m.header + 1)
        diag_add(diags, DIAG_DATA_EMPTY, (struct place){csv->file, 0, 0}, NULL);
    m.grid.item_heading = heading(&m, &spec->item, m.item);
    m.grid.group_heading = heading(&m, &spec->group, m.group);
    return m.grid;
}
