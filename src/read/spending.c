#include "read/spending.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/index.h"
#include "base/near.h"
#include "model/dataset.h"
#include "read/clean.h"
#include "read/csv.h"
#include "read/grid.h"
#include "read/loose.h"
#include "read/number.h"
#include "read/unit.h"

struct reader {
    struct arena *arena;
    struct diags *diags;
    const struct data_spec *spec;
    const char *path;
    char delimiter;
    bool foreign; /* a cell with the sign of another unit is reported */
    struct dataset *out;
    size_t cap_groups;
    struct index groups; /* name -> index in out->groups */
    struct index longs;  /* short name -> index in spec->names */
};

static struct place place_of(const struct reader *r,
                             const struct csv_cell *cell)
{
    return (struct place){r->path, cell->line, cell->col};
}

/* --- the decimal sign of a file ------------------------------------------- */

/* What the figures of a file give away about its decimal sign. */
struct evidence {
    size_t commas, points; /* figures that are only right with this sign */
    const struct csv_cell *comma, *point; /* the first of each */
    const struct csv_cell *unsure; /* the first that is right with both */
    bool unsure_comma;             /* it has a comma: "1,234" */
};

static void weigh(struct evidence *e, const struct csv_cell *cell)
{
    struct number n = number_scan(cell->text);

    if (n.kind != AMOUNT_NUMBER)
        return;
    if (n.with_comma && !n.with_point) {
        if (e->commas++ == 0)
            e->comma = cell;
    } else if (n.with_point && !n.with_comma) {
        if (e->points++ == 0)
            e->point = cell;
    } else if (n.unsure && e->unsure == NULL) {
        e->unsure = cell;
        e->unsure_comma = strchr(n.digits, ',') != NULL;
    }
}

static struct evidence weigh_all(const struct grid *grid)
{
    struct evidence e = {0};

    for (size_t i = 0; i < grid->n_rows; i++)
        for (size_t j = 0; j < grid->n_columns; j++)
            if (grid->rows[i].cells[j] != NULL)
                weigh(&e, grid->rows[i].cells[j]);
    return e;
}

static void report_mixed(struct reader *r, const struct evidence *e)
{
    bool odd_point = e->points < e->commas || (e->points == e->commas &&
                                               e->point->line > e->comma->line);
    const struct csv_cell *odd = odd_point ? e->point : e->comma;
    const struct csv_cell *other = odd_point ? e->comma : e->point;

    diag_add(r->diags, DIAG_NUMBER_MIXED, place_of(r, odd),
             "\"%.*s\" has a decimal %s, \"%.*s\" on line %u a decimal %s",
             STR_ARG(odd->text), odd_point ? "point" : "comma",
             STR_ARG(other->text), other->line, odd_point ? "comma" : "point");
}

static void report_unsure(struct reader *r, const struct csv_cell *cell)
{
    if (r->spec->loose)
        diag_add(r->diags, DIAG_NUMBER_UNSURE, place_of(r, cell),
                 "\"%.*s\"; say --decimal comma or --decimal point",
                 STR_ARG(cell->text));
    else
        diag_add(r->diags, DIAG_NUMBER_UNSURE, place_of(r, cell),
                 "\"%.*s\"; say \"decimal: comma\" or \"decimal: point\" "
                 "under %.*s in plenum.yml",
                 STR_ARG(cell->text), STR_ARG(r->spec->key));
}

/* plenum.yml decides, else the figures do.  Where these leave it open, a file
 * with `;` comes from a spreadsheet that needs its comma for decimals, so there
 * "1.355" is 1355; anything else is not guessed. */
static char find_decimal_sign(struct reader *r, const struct grid *grid)
{
    if (r->spec->decimal_sign != 0)
        return r->spec->decimal_sign;

    struct evidence e = weigh_all(grid);
    if (e.commas > 0 && e.points > 0)
        report_mixed(r, &e);
    if (e.commas != e.points)
        return e.commas > e.points ? ',' : '.';
    if (e.unsure != NULL && e.commas == 0 &&
        (r->delimiter != ';' || e.unsure_comma))
        report_unsure(r, e.unsure);
    return ',';
}

/* --- amounts -------------------------------------------------------------- */

/* "1e+05", as R and Excel write a round or a large number. */
static bool has_exponent(struct str text)
{
    size_t e = str_find(text, 'e', 0);

    if (e == text.len)
        e = str_find(text, 'E', 0);
    if (e == 0 || e + 1 >= text.len)
        return false;
    for (size_t i = 0; i < text.len; i++)
        if (i != e &&
            (text.p[i] == '\0' || strchr("0123456789.,+-", text.p[i]) == NULL))
            return false;
    return true;
}

/* Spreadsheets export what they computed: "12,3333333333". */
static const char *why_no_number(struct str text)
{
    size_t digits = 0;
    size_t decimals = 0; /* digits behind the last sign */
    bool signs = false;

    if (has_exponent(text))
        return " has an exponent; write the figure in full";
    for (size_t i = 0; i < text.len; i++) {
        bool digit = text.p[i] >= '0' && text.p[i] <= '9';
        if (!digit && text.p[i] != ',' && text.p[i] != '.' && text.p[i] != '-')
            return ", expected a number, PM, - or nothing";
        digits += digit;
        decimals = digit ? decimals + 1 : 0;
        signs = signs || text.p[i] == ',' || text.p[i] == '.';
    }
    if (signs && decimals > DECIMAL_SCALE_MAX)
        return " has too many decimals, at most 6; round it";
    if (digits > NUMBER_DIGITS_MAX)
        return " has too many digits, at most 15";
    return ", expected a number, PM, - or nothing";
}

static void report_bad(struct reader *r, const struct csv_cell *cell,
                       char decimal_sign, const struct number *n)
{
    struct str text = cell->text;

    if (n->kind == AMOUNT_NUMBER && r->spec->decimal_sign == 0)
        return; /* a mixed notation: reported as such */
    if (n->kind == AMOUNT_NUMBER)
        diag_add(r->diags, DIAG_AMOUNT_BAD, place_of(r, cell),
                 "\"%.*s\" does not fit %s%s%s", STR_ARG(text),
                 r->spec->loose ? "--decimal " : "\"decimal: ",
                 decimal_sign == ',' ? "comma" : "point",
                 r->spec->loose ? "" : "\" in plenum.yml");
    else if (text.len > 0 && text.p[0] == '#')
        diag_add(r->diags, DIAG_AMOUNT_BAD, place_of(r, cell),
                 "\"%.*s\" is an error of the spreadsheet", STR_ARG(text));
    else if (unit_behind_figure(text))
        diag_add(r->diags, DIAG_AMOUNT_BAD, place_of(r, cell),
                 "\"%.*s\", write the figure only; the unit stands in %s",
                 STR_ARG(text), r->spec->loose ? "--unit" : "plenum.yml");
    else
        diag_add(r->diags, DIAG_AMOUNT_BAD, place_of(r, cell), "\"%.*s\"%s",
                 STR_ARG(text), why_no_number(text));
}

/* Once a file: what is wrong with one cell is wrong with all of them. */
static void check_unit(struct reader *r, const struct csv_cell *cell)
{
    struct str sign = unit_foreign_sign(cell->text, r->spec->unit);

    if (r->foreign || sign.len == 0)
        return;
    r->foreign = true;
    diag_add(r->diags, DIAG_AMOUNT_UNIT, place_of(r, cell),
             "\"%.*s\", the unit of %.*s is \"%.*s\"", STR_ARG(cell->text),
             STR_ARG(r->spec->key), STR_ARG(r->spec->unit));
}

static struct amount read_amount(struct reader *r, const struct csv_cell *cell,
                                 char decimal_sign)
{
    struct number n = number_scan(cell->text);
    struct amount amount = number_amount(&n, decimal_sign);

    if (amount.kind == AMOUNT_BAD)
        report_bad(r, cell, decimal_sign, &n);
    if (amount.kind == AMOUNT_NUMBER)
        check_unit(r, cell);
    return amount;
}

static void read_amounts(struct reader *r, const struct grid_row *from,
                         struct dataset_row *row, char decimal_sign)
{
    size_t n = r->out->n_columns;

    row->amounts = ARENA_ARRAY(r->arena, n + 1, struct amount);
    row->places = ARENA_ARRAY(r->arena, n + 1, struct place);
    for (size_t i = 0; i < n; i++) {
        row->places[i] = row->at;
        if (from->cells[i] == NULL)
            continue;
        row->places[i] = place_of(r, from->cells[i]);
        row->amounts[i] = read_amount(r, from->cells[i], decimal_sign);
    }
}

/* --- kinds of rows -------------------------------------------------------- */

static bool starts_nocase(struct str s, const char *prefix)
{
    return str_eq_nocase(str_slice(s, 0, strlen(prefix)), str_of(prefix));
}

static bool is_any(struct str name, const char *const words[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(name, str_of(words[i])))
            return true;
    return false;
}

static struct str first_word(struct str name)
{
    return str_slice(name, 0, str_find(name, ' ', 0));
}

bool spending_is_total(struct str name)
{
    static const char *const first[] = {"totaal",     "totale",  "total",
                                        "eindtotaal", "totaal:", "total:"};

    static const char *const whole[] = {"grand total", "som", "sum", "totals",
                                        "totalen"};

    return is_any(first_word(name), first, 6) || is_any(name, whole, 5);
}

/* "Totaal Prioriteit" goes on behind "Totaal". */
static bool goes_on(struct str name, struct str first)
{
    return first.len > 0 && name.len > first.len + 1 &&
           str_eq_nocase(str_slice(name, 0, first.len), first) &&
           name.p[first.len] == ' ';
}

/* "Totaal Prioriteit" -> Prioriteit: what stands behind the name of the total,
 * "Totaal" or "Subtotaal", where that is a group. */
static int group_behind(const struct reader *r, struct str name)
{
    struct str first = r->spec->total.text;
    size_t group;

    if (!goes_on(name, first) &&
        (spending_is_total(name) || starts_nocase(name, "subtotaal ") ||
         starts_nocase(name, "subtotal ")))
        first = first_word(name);
    if (!goes_on(name, first) ||
        !index_find(&r->groups, str_slice(name, first.len + 1, name.len),
                    &group))
        return NO_GROUP;
    return (int)group;
}

/* "waarvan opslag", "- w.v. opslag" */
static bool is_of_which(struct str name)
{
    static const char *const marks[] = {"-", "–", "•"};

    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (str_starts(name, marks[i]))
            name = str_trim(str_slice(name, strlen(marks[i]), name.len));
    return starts_nocase(name, "waarvan") || starts_nocase(name, "w.v.") ||
           starts_nocase(name, "of which");
}

static enum row_kind kind_by_name(struct reader *r, const struct grid_row *row)
{
    struct str name = row->name->text;
    const struct named *total = &r->spec->total;

    if (total->text.len > 0 && str_eq_nocase(name, total->text))
        return ROW_TOTAL;
    if (r->spec->subtotal.text.len > 0
            ? starts_nocase(name, r->spec->subtotal.text.p)
            : starts_nocase(name, "subtotaal") ||
                  starts_nocase(name, "subtotal"))
        return ROW_SUBTOTAL;
    if (group_behind(r, name) != NO_GROUP)
        return ROW_SUBTOTAL;
    if (is_of_which(name))
        return ROW_OF_WHICH;
    if (!spending_is_total(name))
        return ROW_ITEM;
    if (total->text.len > 0)
        return ROW_SUBTOTAL; /* plenum.yml says that another row is the total */
    diag_add(r->diags, DIAG_TOTAL_UNDECLARED, place_of(r, row->name),
             "say \"total: %.*s\" under %.*s in plenum.yml", STR_ARG(name),
             STR_ARG(r->spec->key));
    return ROW_TOTAL;
}

/* The words of a column that says what each row is: ours, in both languages,
 * which is also what data/<name>.csv has. */
bool spending_kind(struct str word, enum row_kind *kind)
{
    static const char *const words[4][4] = {
        [ROW_ITEM] = {"post", "item", "regel", "line"},
        [ROW_OF_WHICH] = {"waarvan", "of which", "w.v.", "of_which"},
        [ROW_SUBTOTAL] = {"subtotaal", "subtotal", "groep", "group"},
        [ROW_TOTAL] = {"totaal", "total", "eindtotaal", "grand total"},
    };

    for (size_t i = 0; i < 4; i++)
        if (is_any(word, words[i], 4)) {
            *kind = (enum row_kind)i;
            return true;
        }
    return false;
}

static enum row_kind kind_by_cell(struct reader *r, const struct csv_cell *cell)
{
    enum row_kind kind = ROW_ITEM;

    if (spending_kind(cell->text, &kind))
        return kind;
    diag_add(r->diags, DIAG_KIND_UNKNOWN, place_of(r, cell),
             "\"%.*s\", expected post, waarvan, subtotaal or totaal",
             STR_ARG(cell->text));
    return ROW_ITEM;
}

/* --- groups and names ----------------------------------------------------- */

static int group_of(struct reader *r, const struct csv_cell *cell)
{
    size_t found;

    if (index_find(&r->groups, cell->text, &found))
        return (int)found;

    struct dataset *out = r->out;
    out->groups = arena_grow(r->arena, out->groups, out->n_groups,
                             &r->cap_groups, sizeof(*out->groups));
    out->groups[out->n_groups] =
        (struct dataset_group){cell->text, place_of(r, cell)};
    index_put(&r->groups, cell->text, out->n_groups);
    return (int)out->n_groups++;
}

/* The cell of the group is where the name was found: the row has no other. */
static bool is_named_by_group(const struct grid_row *from)
{
    return from->group != NULL && from->group == from->name;
}

/* Items, and what belongs to them, follow the group above when their own cell
 * is empty: that is how merged cells come out of a spreadsheet.  A "Totaal" that
 * names no group may be of more than the one above. */
static int choose_group(struct reader *r, const struct grid_row *from,
                        enum row_kind kind, int above)
{
    struct str name = from->name->text;

    if (kind == ROW_TOTAL)
        return NO_GROUP;
    if (kind == ROW_SUBTOTAL && group_behind(r, name) != NO_GROUP)
        return group_behind(r, name);
    if (from->group != NULL && (kind == ROW_ITEM || !is_named_by_group(from)))
        return group_of(r, from->group);
    if (kind == ROW_SUBTOTAL && spending_is_total(name))
        return NO_GROUP;
    return above;
}

/* "Sociaal;;95;190" with items of Sociaal around it is their sum, not one of
 * them; the check of totals sees whether that is so. */
static void find_sums_of_groups(struct reader *r, const struct grid *grid)
{
    struct dataset *d = r->out;
    bool *has_items = ARENA_ARRAY(r->arena, d->n_groups + 1, bool);

    for (size_t i = 0; i < d->n_rows; i++)
        if (d->rows[i].kind == ROW_ITEM && d->rows[i].group != NO_GROUP &&
            !is_named_by_group(&grid->rows[i]))
            has_items[d->rows[i].group] = true;
    for (size_t i = 0; i < d->n_rows; i++)
        if (d->rows[i].kind == ROW_ITEM && grid->rows[i].kind == NULL &&
            is_named_by_group(&grid->rows[i]) && has_items[d->rows[i].group])
            d->rows[i].kind = ROW_SUBTOTAL;
}

static struct str long_name(const struct reader *r, struct str name)
{
    size_t at;

    return index_find(&r->longs, name, &at) ? r->spec->names[at].shown : name;
}

/* "=1+1", "-overig", but not "- overig". */
static bool is_formula(struct str text)
{
    if (text.len < 2)
        return false;
    return text.p[0] == '=' || text.p[0] == '@' ||
           ((text.p[0] == '+' || text.p[0] == '-') && text.p[1] != ' ' &&
            text.p[1] != '-');
}

static void check_formula(struct reader *r, const struct csv_cell *cell)
{
    if (cell != NULL && is_formula(cell->text))
        diag_add(r->diags, DIAG_CELL_FORMULA, place_of(r, cell), "\"%.*s\"",
                 STR_ARG(cell->text));
}

static void read_row(struct reader *r, const struct grid_row *from, int above,
                     char decimal_sign)
{
    struct dataset_row *row = &r->out->rows[r->out->n_rows++];

    *row = (struct dataset_row){
        .kind = from->kind != NULL ? kind_by_cell(r, from->kind)
                                   : kind_by_name(r, from),
        .name = from->name->text,
        .long_name = long_name(r, from->name->text),
        .at = place_of(r, from->name),
    };
    row->group = choose_group(r, from, row->kind, above);
    check_formula(r, from->name);
    if (row->group != above)
        check_formula(r, from->group);
    read_amounts(r, from, row, decimal_sign);
}

/* A heading or a note that the spreadsheet had among the figures.  Below the
 * total it is no item for certain and left out; elsewhere it may be one of which
 * nothing is stated. */
static void check_without_figures(struct reader *r)
{
    struct dataset *d = r->out;
    bool below_total = false;
    size_t kept = 0;

    for (size_t i = 0; i < d->n_rows; i++) {
        struct dataset_row row = d->rows[i];
        bool empty = row.kind == ROW_ITEM;

        for (size_t c = 0; c < d->n_columns; c++)
            empty = empty && row.amounts[c].kind == AMOUNT_EMPTY;
        below_total = below_total || (row.kind == ROW_TOTAL && i > 0);
        if (empty)
            diag_add(r->diags, DIAG_ROW_EMPTY, row.at, "\"%.*s\"%s",
                     STR_ARG(row.name),
                     below_total ? ", below the total, left out"
                                 : ", stands as an item");
        if (!empty || !below_total)
            d->rows[kept++] = row;
    }
    d->n_rows = kept;
}

/* --- what must hold for the whole ----------------------------------------- */

static void check_item_twice(struct reader *r, struct index *seen, size_t at)
{
    const struct dataset_row *row = &r->out->rows[at];
    struct str key =
        str_format(r->arena, "%d\n%.*s", row->group, STR_ARG(row->name));
    size_t first;

    if (!index_find(seen, key, &first)) {
        index_put(seen, key, at);
        return;
    }
    diag_add(r->diags, DIAG_DATA_TWICE, row->at, "\"%.*s\", first on line %u",
             STR_ARG(row->name), r->out->rows[first].at.line);
}

static void check_twice(struct reader *r)
{
    struct index seen = index_new(r->arena);
    const struct dataset_row *total = dataset_total(r->out);

    for (size_t i = 0; i < r->out->n_rows; i++) {
        const struct dataset_row *row = &r->out->rows[i];
        if (row->kind == ROW_ITEM)
            check_item_twice(r, &seen, i);
        else if (row->kind == ROW_TOTAL && row != total)
            diag_add(r->diags, DIAG_DATA_TWICE, row->at,
                     "a total row, first on line %u", total->at.line);
    }
}

static void check_total_found(struct reader *r)
{
    const struct named *total = &r->spec->total;

    if (total->text.len == 0 || dataset_total(r->out) != NULL)
        return;
    struct str near = dataset_nearest_row(r->out, total->text);
    diag_add(r->diags, DIAG_TOTAL_MISSING, total->at, "\"%.*s\" in %s%s%.*s%s",
             STR_ARG(total->text), r->path,
             near.len > 0 ? ", did you mean \"" : "", STR_ARG(near),
             near.len > 0 ? "\"?" : "");
}

/* "Totaal lasten" beside the total that plenum.yml names. */
static void check_other_totals(struct reader *r)
{
    for (size_t i = 0; i < r->out->n_rows; i++) {
        const struct dataset_row *row = &r->out->rows[i];
        if (row->kind != ROW_SUBTOTAL || row->group != NO_GROUP ||
            r->spec->kind.text.len > 0 || r->spec->subtotal.text.len > 0 ||
            !spending_is_total(row->name))
            continue;
        diag_add(r->diags, DIAG_TOTAL_UNDECLARED, row->at,
                 "a subtotal, for the total is \"%.*s\"; say \"subtotal: "
                 "%.*s\" under %.*s in plenum.yml",
                 STR_ARG(r->spec->total.text), STR_ARG(first_word(row->name)),
                 STR_ARG(r->spec->key));
        return; /* one key declares them all */
    }
}

/* Every name that gets a long one must be there. */
static void check_names(struct reader *r)
{
    struct index rows = index_new(r->arena);

    if (r->spec->n_names == 0)
        return;
    for (size_t i = 0; i < r->out->n_rows; i++)
        index_put(&rows, r->out->rows[i].name, i);
    for (size_t i = 0; i < r->spec->n_names; i++) {
        const struct named *name = &r->spec->names[i].name;
        size_t found;
        if (index_find(&rows, name->text, &found))
            continue;
        struct str near = diag_has_many(r->diags)
                              ? STR("")
                              : dataset_nearest_row(r->out, name->text);
        diag_add(r->diags, DIAG_ROW_UNKNOWN, name->at, "\"%.*s\" in %s%s%.*s%s",
                 STR_ARG(name->text), r->path,
                 near.len > 0 ? ", did you mean \"" : "", STR_ARG(near),
                 near.len > 0 ? "\"?" : "");
    }
}

static bool is_rounded(struct arena *a, const struct dataset *d)
{
    struct dataset_difference *all;
    size_t count = dataset_differences(a, d, &all);

    for (size_t i = 0; i < count; i++)
        if (all[i].rounding)
            return true;
    return false;
}

static void read_grid(struct reader *r, const struct grid *grid)
{
    char decimal_sign = find_decimal_sign(r, grid);
    int above = NO_GROUP;

    r->out->item_heading = grid->item_heading;
    r->out->group_heading = grid->group_heading;
    r->out->columns = grid->columns;
    r->out->n_columns = grid->n_columns;
    r->out->rows = ARENA_ARRAY(r->arena, grid->n_rows + 1, struct dataset_row);
    for (size_t i = 0; i < grid->n_rows; i++) {
        read_row(r, &grid->rows[i], above, decimal_sign);
        above = r->out->rows[i].group;
    }
    find_sums_of_groups(r, grid);
}

/* Somebody renamed a workbook, or saved a page under the name of a table. */
static bool is_no_text(const char *path, struct str bytes, struct diags *diags)
{
    static const struct {
        const char *start, *what;
    } kinds[] = {
        {"PK\x03\x04", "a workbook of Excel or Calc"},
        {"\xD0\xCF\x11\xE0", "a workbook of an old Excel"},
        {"%PDF-", "a PDF"},
        {"<!DOCTYPE", "a web page"},
        {"<html", "a web page"},
        {"<table", "a web page"},
        {"<?xml", "XML"},
    };

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (str_eq_nocase(str_slice(bytes, 0, strlen(kinds[i].start)),
                          str_of(kinds[i].start))) {
            diag_add(diags, DIAG_DATA_NOT_CSV, (struct place){path, 0, 0},
                     "it is %s; save the table as CSV", kinds[i].what);
            return true;
        }
    return false;
}

/* What plenum.yml names, a table with a line a year has not, but for the
 * heading above the years. */
static bool has_years_down(const struct data_spec *spec, const struct csv *csv)
{
    return loose_has_years_down(csv) && spec->n_extras == 0 &&
           spec->group.text.len == 0 && spec->kind.text.len == 0 &&
           spec->period.text.len == 0 &&
           (spec->item.text.len == 0 ||
            str_eq_nocase(spec->item.text, csv->rows[0].cells[0].text));
}

void spending_read(struct arena *a, const struct data_spec *spec,
                   const char *path, struct str bytes, struct dataset *out,
                   struct diags *diags)
{
    if (is_no_text(path, bytes, diags)) {
        *out =
            (struct dataset){.key = spec->key, .at = spec->at, .broken = true};
        return;
    }
    struct source source = clean_read(a, path, bytes, spec->encoding, diags);
    struct csv csv = csv_read(a, path, source.text, spec->delimiter, diags);
    struct data_spec turned = *spec;
    if (!spec->loose && has_years_down(spec, &csv))
        turned.transposed = true;
    spec = &turned;
    if (spec->transposed)
        csv_transpose(a, &csv);
    struct reader r = {
        .arena = a,
        .diags = diags,
        .spec = spec,
        .path = path,
        .delimiter = csv.delimiter,
        .out = out,
        .groups = index_new(a),
        .longs = index_new(a),
    };

    *out = (struct dataset){
        .key = spec->key,
        .title = spec->title.len > 0 ? spec->title : spec->key,
        .unit = spec->unit,
        .source = spec->source,
        .file = spec->file.text,
        .at = spec->at,
        .tolerance = spec->tolerance,
    };
    out->broken = csv.broken;
    if (csv.broken)
        return;
    for (size_t i = 0; i < spec->n_names; i++)
        index_put(&r.longs, spec->names[i].name.text, i);

    struct grid grid = grid_make(a, spec, &csv, diags);
    out->broken = grid.n_columns == 0 || grid.n_rows == 0;
    out->columns_missing = grid.columns_missing;
    read_grid(&r, &grid);
    if (!out->broken)
        check_without_figures(&r);
    dataset_prepare(a, out);
    if (out->broken)
        return;
    check_twice(&r);
    out->broken = grid.rows_left_out;
    if (!out->broken)
        check_total_found(&r);
    if (dataset_total(out) != NULL)
        check_other_totals(&r);
    check_names(&r);
    dataset_mark_totals(a, out);
    out->rounded = is_rounded(a, out);
}
