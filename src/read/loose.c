#include "read/loose.h"

#include <errno.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/index.h"
#include "model/report.h"
#include "read/csv.h"
#include "read/number.h"
#include "read/source.h"
#include "read/spending.h"

struct guess {
    struct arena *arena;
    const struct csv *csv;
    struct data_spec *spec;
    size_t item; /* column, when spec->item is set */
    size_t cap_years, cap_extras;
};

/* "2026" -> 2026, anything else -> 0 */
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
    return year >= 1800 && year < 2300 ? year : 0;
}

/* Figures, PM, dashes and empty cells only, and a figure among them. */
static bool has_figures(const struct csv *csv, size_t column)
{
    bool any = false;

    for (size_t i = 1; i < csv->n_rows; i++) {
        if (column >= csv->rows[i].n_cells)
            continue;
        enum amount_kind kind =
            number_scan(csv->rows[i].cells[column].text).kind;
        if (kind == AMOUNT_BAD)
            return false;
        any = any || kind == AMOUNT_NUMBER;
    }
    return any;
}

/* Years below one another, and nothing else. */
static bool holds_years(const struct csv *csv, size_t column)
{
    for (size_t i = 1; i < csv->n_rows; i++)
        if (column >= csv->rows[i].n_cells ||
            year_of(csv->rows[i].cells[column].text) == 0)
            return false;
    return csv->n_rows > 1;
}

static struct named named_of(const struct csv *csv, const struct csv_cell *cell)
{
    return (struct named){cell->text, {csv->file, cell->line, cell->col}};
}

/* Does the first column say of every row what it is? */
static bool has_kinds(const struct csv *csv)
{
    enum row_kind kind;

    for (size_t i = 1; i < csv->n_rows; i++)
        if (!spending_kind(csv->rows[i].cells[0].text, &kind))
            return false;
    return csv->n_rows > 1 && csv->rows[0].n_cells > 2;
}

static bool has_names_twice(const struct guess *g, size_t column)
{
    struct index names = index_new(g->arena);

    for (size_t i = 1; i < g->csv->n_rows; i++)
        if (column < g->csv->rows[i].n_cells &&
            !index_put(&names, g->csv->rows[i].cells[column].text, i))
            return true;
    return false;
}

/* Figures to the left of the names are codes, not amounts: "Code;Naam;2026",
 * "Groep;Code;Naam;2026".  Names have figures to their right; a remark at the
 * end of the line has not. */
static bool is_code(const struct guess *g, size_t column)
{
    const struct csv_row *head = &g->csv->rows[0];
    bool names_seen = false;

    if (g->spec->item.text.p != NULL && !has_names_twice(g, g->item))
        return false;
    for (size_t i = column + 1; i < head->n_cells; i++) {
        bool year = year_of(head->cells[i].text) > 0;

        if (year || has_figures(g->csv, i)) {
            if (names_seen || year)
                return names_seen;
        } else {
            names_seen = true;
        }
    }
    return false;
}

/* In a data file of a set every column behind the first year has amounts, if
 * only PM. */
static bool is_extra(const struct guess *g, size_t column, bool figures_seen)
{
    return has_figures(g->csv, column) ||
           (figures_seen && g->spec->kind.text.len > 0);
}

static void guess_column(struct guess *g, size_t column, bool *figures_seen)
{
    const struct csv_cell *head = &g->csv->rows[0].cells[column];
    struct data_spec *spec = g->spec;
    int year = year_of(head->text);

    if (year > 0) {
        spec->years = arena_grow(g->arena, spec->years, spec->n_years,
                                 &g->cap_years, sizeof(*spec->years));
        spec->years[spec->n_years++] = year;
        *figures_seen = true;
    } else if (!*figures_seen && g->spec->kind.text.len == 0 &&
               has_figures(g->csv, column) && is_code(g, column)) {
        return;
    } else if (is_extra(g, column, *figures_seen)) {
        spec->extras = arena_grow(g->arena, spec->extras, spec->n_extras,
                                  &g->cap_extras, sizeof(*spec->extras));
        spec->extras[spec->n_extras++] =
            (struct renamed){named_of(g->csv, head), head->text};
        *figures_seen = true;
    } else if (!*figures_seen) {
        spec->group = spec->item;
        spec->item = named_of(g->csv, head);
        g->item = column;
    }
}

/* --- what else stands in a table ------------------------------------------ */

/* Exports often put a title above the header: a line of one cell. */
static void skip_titles(struct csv *csv)
{
    size_t header = 0;

    while (header < csv->n_rows && csv->rows[header].n_cells < 2)
        header++;
    if (header + 1 >= csv->n_rows)
        return;
    csv->rows += header;
    csv->n_rows -= header;
}

bool loose_has_years_down(const struct csv *csv)
{
    size_t n = csv->n_rows > 0 ? csv->rows[0].n_cells : 0;
    struct str before = STR("");

    if (csv->n_rows < 3 || n < 2 || !holds_years(csv, 0))
        return false;
    for (size_t i = 1; i < csv->n_rows; i++) {
        if (str_eq(csv->rows[i].cells[0].text, before))
            return false;
        before = csv->rows[i].cells[0].text;
    }
    for (size_t i = 0; i < n; i++)
        if (year_of(csv->rows[0].cells[i].text) > 0 ||
            (i > 0 && !has_figures(csv, i)))
            return false;
    return true;
}

static bool has_sign(struct str cell, const char *sign)
{
    size_t n = strlen(sign);

    for (size_t i = 0; i + n <= cell.len; i++)
        if (memcmp(cell.p + i, sign, n) == 0)
            return true;
    return false;
}

/* A sign at every figure is the unit: "12,5%". */
static struct str guess_unit(const struct csv *csv)
{
    static const char *const signs[] = {"%", "€"};

    for (size_t s = 0; s < 2; s++) {
        bool all = true;
        bool any = false;

        for (size_t i = 1; i < csv->n_rows; i++)
            for (size_t j = 0; j < csv->rows[i].n_cells; j++) {
                struct str text = csv->rows[i].cells[j].text;

                if (number_scan(text).kind != AMOUNT_NUMBER)
                    continue;
                all = all && has_sign(text, signs[s]);
                any = true;
            }
        if (all && any)
            return str_of(signs[s]);
    }
    return STR("");
}

/* --- the long form: an amount a line -------------------------------------- */

/* "Groep;Post;Jaar;Bedrag": names that come back, one column of years and one
 * of figures.  False, and nothing is guessed, for any other table. */
static bool guess_long(struct guess *g)
{
    const struct csv_row *head = &g->csv->rows[0];
    struct data_spec spec = *g->spec;
    size_t item = 0;
    size_t n_years = 0;
    size_t n_figures = 0;

    for (size_t i = 0; i < head->n_cells; i++) {
        struct named name = named_of(g->csv, &head->cells[i]);

        if (year_of(name.text) > 0)
            return false;
        if (holds_years(g->csv, i)) {
            spec.period = name;
            n_years++;
        } else if (has_figures(g->csv, i)) {
            spec.amount = name;
            n_figures++;
        } else {
            spec.group = spec.item;
            spec.item = name;
            item = i;
        }
    }
    if (n_years != 1 || n_figures != 1 || spec.item.text.p == NULL ||
        !has_names_twice(g, item))
        return false;
    *g->spec = spec;
    return true;
}

/* --- the whole ------------------------------------------------------------ */

/* The row is called after its item, or after its group where that is empty.
 * "Totaal Sociaal" behind a group is its subtotal; the plainest name and the
 * last row win. */
static void guess_total(struct guess *g)
{
    size_t shortest = SIZE_MAX;

    for (size_t i = 1; i < g->csv->n_rows; i++)
        for (size_t j = 0; j < g->csv->rows[i].n_cells; j++) {
            const struct csv_cell *cell = &g->csv->rows[i].cells[j];
            if (!spending_is_total(cell->text) || cell->text.len > shortest)
                continue;
            shortest = cell->text.len;
            g->spec->total = named_of(g->csv, cell);
        }
}

static void guess_spec(struct arena *a, const struct csv *csv,
                       struct data_spec *spec)
{
    struct guess guess = {.arena = a, .csv = csv, .spec = spec};
    bool figures_seen = false;

    if (csv->n_rows == 0)
        return;
    bool kinds = has_kinds(csv);
    if (kinds)
        spec->kind = named_of(csv, &csv->rows[0].cells[0]);
    if (kinds || !guess_long(&guess))
        for (size_t i = kinds; i < csv->rows[0].n_cells; i++)
            guess_column(&guess, i, &figures_seen);
    /* Figures only: the first of them name the rows. */
    if (spec->item.text.p == NULL && spec->n_extras > 0) {
        spec->item = spec->extras[0].name;
        spec->extras++;
        spec->n_extras--;
    }
    if (!kinds)
        guess_total(&guess);
}

/* `alone`: with no plenum.yml, so messages name options of the command. */
static void read_guessed(struct arena *a, const char *path, struct str bytes,
                         const struct loose *known, bool alone,
                         struct dataset *out, struct diags *diags)
{
    /* The guess reads the file once by itself; what is wrong with it is told
     * by the reading that follows. */
    struct diags *unheard = diags_new();
    struct source source = source_read(a, path, bytes, ENCODING_ANY, unheard);
    struct csv csv = csv_read(a, path, source.text, 0, unheard);
    bool years_down = loose_has_years_down(&csv);
    if (years_down)
        csv_transpose(a, &csv);
    skip_titles(&csv);
    struct data_spec spec = {
        .key = STR("data"),
        .at = {path, 0, 0},
        .file = {str_of(path), {path, 0, 0}},
        .title = file_stem(str_of(path)),
        .source = file_name(str_of(path)),
        .encoding = ENCODING_ANY,
        .decimal_sign = known->decimal_sign,
        .tolerance = known->tolerance,
        .transposed = years_down,
        .loose = alone,
        .unit = guess_unit(&csv),
    };

    guess_spec(a, &csv, &spec);
    diags_free(unheard);
    spending_read(a, &spec, path, bytes, out, diags);
}

void loose_read(struct arena *a, const char *path, struct str bytes,
                char decimal_sign, struct dataset *out, struct diags *diags)
{
    struct loose known = {.decimal_sign = decimal_sign};

    read_guessed(a, path, bytes, &known, false, out, diags);
}

bool load_loose_data(struct arena *a, const char *path,
                     const struct loose *known, struct report *report,
                     struct diags *diags, struct str *problem)
{
    struct str bytes;

    if (!file_read_operand(a, path, &bytes)) {
        *problem = str_format(a, "%s: %s", path, file_reason());
        return false;
    }
    if (strcmp(path, "-") == 0)
        path = "stdin";
    *report = (struct report){.root = ".", .content = "."};
    report->datasets = ARENA_NEW(a, struct dataset);
    report->n_datasets = 1;
    read_guessed(a, path, bytes, known, true, &report->datasets[0], diags);
    return true;
}
