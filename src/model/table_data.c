/* Tables of a dataset and of a chart are the same thing: lines with a name and
 * amounts, under heads of groups. */
#include "model/table.h"

#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/chart.h"
#include "model/dataset.h"
#include "model/doc.h"

struct line {
    enum table_row_kind kind;
    struct str name;
    const struct amount *amounts; /* one a column of the table */
    const struct place *places;   /* of the amounts, or NULL */
    struct place at;
};

enum {
    NO_COLUMN = -1
};

struct builder {
    struct arena *arena;
    enum lang lang;
    struct table *table;
    size_t cap_rows, cap_notes;
    bool has_pm;       /* a PM is shown, or left out of what is shown */
    struct str *names; /* of each column but the first */
    bool *without_pm;  /* of each column: a total left out a PM */
    /* Names of lines, and of the column, that the source does not print. */
    struct buf derived;
    size_t sum_column; /* the derived one, of the amounts; else NO_COLUMN */
    size_t n_derived;
};

/* --- cells ---------------------------------------------------------------- */

static struct cell text_cell(struct arena *a, enum inline_kind kind,
                             struct str text, struct place at)
{
    struct cell cell = {.kind = CELL_TEXT, .at = at};

    if (text.len == 0)
        return cell;
    cell.inlines = ARENA_NEW(a, struct inline_);
    *cell.inlines = (struct inline_){.kind = kind, .at = at, .text = text};
    return cell;
}

static struct cell amount_cell(struct builder *b, struct amount amount,
                               struct place at)
{
    struct cell cell = text_cell(b->arena, INLINE_VALUE,
                                 format_amount(b->arena, amount, b->lang), at);

    cell.kind = amount.kind == AMOUNT_PM ? CELL_PM
                : amount.derived         ? CELL_DERIVED
                                         : CELL_NUMBER;
    return cell;
}

static struct table_row *add_row(struct builder *b, enum table_row_kind kind,
                                 struct place at)
{
    struct table *t = b->table;

    t->rows = arena_grow(b->arena, t->rows, t->n_rows, &b->cap_rows,
                         sizeof(*t->rows));
    t->rows[t->n_rows] = (struct table_row){
        .kind = kind,
        .cells = ARENA_ARRAY(b->arena, t->n_columns, struct cell),
        .at = at,
    };
    return &t->rows[t->n_rows++];
}

static void add_group_head(struct builder *b, struct str name, struct place at)
{
    add_row(b, TABLE_ROW_GROUP, at)->cells[0] =
        text_cell(b->arena, INLINE_TEXT, name, at);
}

/* "a", "a en b", "a, b en c" grow one name at a time, so the word before the
 * last one is put there when the list is closed. */
static void put_in_list(struct buf *list, size_t *count, struct str name)
{
    if ((*count)++ > 0)
        buf_puts(list, "\n");
    buf_put(list, name);
}

static struct str close_list(struct builder *b, struct buf *list, size_t count)
{
    struct str text = buf_str(list);
    struct buf out = buf_new(b->arena);
    size_t seen = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] != '\n') {
            buf_putc(&out, text.p[i]);
            continue;
        }
        seen++;
        if (seen + 1 < count) {
            buf_puts(&out, ", ");
            continue;
        }
        buf_putc(&out, ' ');
        buf_put(&out, word_in(b->lang, WORD_AND));
        buf_putc(&out, ' ');
    }
    return buf_str(&out);
}

static void add_line(struct builder *b, const struct line *line)
{
    struct table_row *row = add_row(b, line->kind, line->at);
    bool derived = false;

    row->cells[0] = text_cell(b->arena, INLINE_TEXT, line->name, line->at);
    for (size_t i = 0; i + 1 < b->table->n_columns; i++) {
        struct amount amount = line->amounts[i];
        row->cells[i + 1] = amount_cell(
            b, amount, line->places == NULL ? line->at : line->places[i]);
        b->has_pm |= amount.kind == AMOUNT_PM || amount.without_pm;
        b->without_pm[i] |= amount.without_pm;
        derived = derived || (amount.derived && i != b->sum_column);
    }
    if (derived)
        put_in_list(&b->derived, &b->n_derived, line->name);
}

/* --- the whole ------------------------------------------------------------ */

static struct builder start(struct arena *a, const struct dataset *data,
                            size_t n_columns, enum lang lang)
{
    struct builder b = {
        .arena = a,
        .lang = lang,
        .table = ARENA_NEW(a, struct table),
        .names = ARENA_ARRAY(a, n_columns + 1, struct str),
        .without_pm = ARENA_ARRAY(a, n_columns + 1, bool),
        .derived = buf_new(a),
        .sum_column = (size_t)NO_COLUMN,
    };
    struct table *t = b.table;

    t->id = STR("");
    t->unit = format_unit_line(a, data->unit, lang);
    t->source = data->source;
    t->data = data;
    t->at = data->at;
    t->row_heads = true;
    t->n_columns = n_columns + 1;
    t->columns = ARENA_ARRAY(a, t->n_columns, struct table_column);
    t->head = ARENA_ARRAY(a, t->n_columns, struct cell);
    t->head[0] = text_cell(a, INLINE_TEXT, data->item_heading, data->at);
    return b;
}

static void set_column(struct builder *b, size_t i, struct str name, bool apart,
                       struct place at)
{
    b->names[i] = name;
    b->table->columns[i + 1] = (struct table_column){ALIGN_RIGHT, apart};
    b->table->head[i + 1] = text_cell(b->arena, INLINE_TEXT, name, at);
}

static void add_note(struct builder *b, struct str note)
{
    struct table *t = b->table;

    t->notes = arena_grow(b->arena, t->notes, t->n_notes, &b->cap_notes,
                          sizeof(*t->notes));
    t->notes[t->n_notes++] = note;
}

/* "Totaal van 2029 en 2030: exclusief PM." */
static void note_totals_without_pm(struct builder *b)
{
    struct buf names = buf_new(b->arena);
    size_t count = 0;

    for (size_t i = 0; i + 1 < b->table->n_columns; i++)
        if (b->without_pm[i])
            put_in_list(&names, &count, b->names[i]);
    if (count > 0)
        add_note(b, word_with(b->arena, b->lang, WORD_TOTAL_WITHOUT_PM,
                              close_list(b, &names, count)));
}

/* How many decimals a figure has as it is printed; -1: the cell has none. */
static int decimals_in(const struct cell *cell, enum lang lang)
{
    char sign = lang == LANG_NL ? ',' : '.';

    if ((cell->kind != CELL_NUMBER && cell->kind != CELL_DERIVED) ||
        cell->inlines == NULL)
        return -1;
    struct str text = cell->inlines->text;
    size_t at = str_find(text, sign, 0);
    if (text.len == 0 || text.p[text.len - 1] < '0' ||
        text.p[text.len - 1] > '9')
        return -1; /* a dash */
    return at == text.len ? 0 : (int)(text.len - at - 1);
}

/* Leaves room for the decimals that some figures of a column lack. */
static void align_decimals(struct builder *b)
{
    static const char zeros[] = "000000"; /* DECIMAL_SCALE_MAX */
    struct table *t = b->table;

    for (size_t column = 1; column < t->n_columns; column++) {
        int most = 0;

        for (size_t i = 0; i < t->n_rows; i++) {
            int n = decimals_in(&t->rows[i].cells[column], b->lang);
            most = n > most ? n : most;
        }
        for (size_t i = 0; i < t->n_rows && most > 0; i++) {
            struct cell *cell = &t->rows[i].cells[column];
            int n = decimals_in(cell, b->lang);
            if (n >= 0 && n < most)
                cell->decimals_missing = str_format(b->arena, "%s%.*s",
                                                    n > 0                ? ""
                                                    : b->lang == LANG_NL ? ","
                                                                         : ".",
                                                    most - n, zeros);
        }
    }
}

static struct table *finish(struct builder *b)
{
    align_decimals(b);
    if (b->has_pm)
        add_note(b, word_in(b->lang, WORD_PM_NOTE));
    note_totals_without_pm(b);
    if (b->n_derived > 0)
        add_note(b, word_with(b->arena, b->lang, WORD_DERIVED_NOTE,
                              close_list(b, &b->derived, b->n_derived)));
    if (b->table->data->rounded)
        add_note(b, word_in(b->lang, WORD_ROUNDED_NOTE));
    return b->table;
}

/* --- of a dataset --------------------------------------------------------- */

static const size_t SUM_COLUMN = (size_t)NO_COLUMN;

struct choice {
    const struct dataset *data;
    const size_t *rows;
    size_t n_rows;
    size_t *columns; /* of the dataset, or SUM_COLUMN */
    size_t n_columns;
    struct table_sums sums;
    struct tally *tallies; /* of each group, a column each: subtotals */
    bool *subtotal_done;
    bool *shown; /* of each row of the dataset */
    /* Of all (at 0) and of each group: items not yet in the table, and the row
     * that the file prints for their sum, plus one; 0 for none. */
    size_t *items_left, *sum_row;
    bool *waits; /* likewise: that row stood above its items, and comes below */
};

/* Of the arrays in struct choice: the slot of a group, or of all. */
static size_t slot_of(int group)
{
    return group == NO_GROUP ? 0 : (size_t)group + 1;
}

static void count_rows(struct arena *a, struct choice *c)
{
    const struct dataset *d = c->data;

    c->shown = ARENA_ARRAY(a, d->n_rows + 1, bool);
    c->items_left = ARENA_ARRAY(a, d->n_groups + 1, size_t);
    c->sum_row = ARENA_ARRAY(a, d->n_groups + 1, size_t);
    c->waits = ARENA_ARRAY(a, d->n_groups + 1, bool);
    for (size_t i = 0; i < d->n_rows; i++) {
        const struct dataset_row *row = &d->rows[i];
        size_t group = slot_of(row->group);
        if (row->kind == ROW_ITEM) {
            c->items_left[0]++;
            c->items_left[group] += group > 0;
        }
        bool sum =
            group > 0 ? row->kind == ROW_SUBTOTAL : row->kind == ROW_TOTAL;
        if (sum && c->sum_row[group] == 0)
            c->sum_row[group] = i + 1;
    }
}

static struct amount amount_at(const struct choice *c,
                               const struct dataset_row *row, size_t i)
{
    struct tally tally = {0};

    if (c->columns[i] != SUM_COLUMN)
        return row->amounts[c->columns[i]];
    for (size_t j = c->sums.first; j <= c->sums.last; j++)
        tally_add(&tally, row->amounts[j]);
    return tally_sum(&tally);
}

static void count_item(struct choice *c, const struct dataset_row *row,
                       const struct amount *amounts)
{
    c->items_left[0]--;
    if (row->group == NO_GROUP)
        return;
    c->items_left[slot_of(row->group)]--;
    for (size_t i = 0; i < c->n_columns && c->tallies != NULL; i++)
        tally_add(&c->tallies[(size_t)row->group * c->n_columns + i],
                  amounts[i]);
}

/* "Sociaal;;95;190" in the file: below its items it is "Subtotaal Sociaal". */
static struct str name_of_row(struct builder *b, const struct dataset *d,
                              const struct dataset_row *row)
{
    if (row->kind == ROW_SUBTOTAL && row->group != NO_GROUP &&
        str_eq(row->name, d->groups[row->group].name))
        return word_with(b->arena, b->lang, WORD_SUBTOTAL_OF, row->name);
    return row->name;
}

static void add_data_row(struct builder *b, struct choice *c, size_t at)
{
    static const enum table_row_kind kinds[] = {
        [ROW_ITEM] = TABLE_ROW_ITEM,
        [ROW_OF_WHICH] = TABLE_ROW_OF_WHICH,
        [ROW_SUBTOTAL] = TABLE_ROW_SUBTOTAL,
        [ROW_TOTAL] = TABLE_ROW_TOTAL,
    };
    const struct dataset_row *row = &c->data->rows[at];
    struct amount *amounts =
        ARENA_ARRAY(b->arena, c->n_columns + 1, struct amount);
    struct place *places =
        ARENA_ARRAY(b->arena, c->n_columns + 1, struct place);

    for (size_t i = 0; i < c->n_columns; i++) {
        amounts[i] = amount_at(c, row, i);
        places[i] =
            c->columns[i] == SUM_COLUMN ? row->at : row->places[c->columns[i]];
    }
    add_line(b, &(struct line){kinds[row->kind], name_of_row(b, c->data, row),
                               amounts, places, row->at});
    c->shown[at] = true;
    if (row->kind == ROW_ITEM)
        count_item(c, row, amounts);
}

/* "Subtotaal Prioriteit": of a group for which the file prints none. */
static void add_subtotal(struct builder *b, struct choice *c, int group)
{
    const struct dataset_group *g = &c->data->groups[group];
    struct amount *amounts =
        ARENA_ARRAY(b->arena, c->n_columns + 1, struct amount);

    for (size_t i = 0; i < c->n_columns; i++)
        amounts[i] = tally_sum(&c->tallies[(size_t)group * c->n_columns + i]);
    add_line(b, &(struct line){
                    TABLE_ROW_SUBTOTAL,
                    word_with(b->arena, b->lang, WORD_SUBTOTAL_OF, g->name),
                    amounts, NULL, g->at});
}

/* The printed subtotal of a group, or the total for NO_GROUP, once all of its
 * items are in the table. */
static void add_sum_row(struct builder *b, struct choice *c, int group)
{
    size_t at = c->sum_row[slot_of(group)];

    if (c->items_left[slot_of(group)] > 0 && !c->waits[slot_of(group)])
        return;
    if (at > 0 && !c->shown[at - 1])
        add_data_row(b, c, at - 1);
    if (at == 0 && group != NO_GROUP && c->tallies != NULL &&
        !c->subtotal_done[group]) {
        add_subtotal(b, c, group);
        c->subtotal_done[group] = true;
    }
}

/* A sum closes what it adds up, wherever the file has it. */
static bool stands_above_items(const struct choice *c, size_t i)
{
    const struct dataset_row *row = &c->data->rows[c->rows[i]];
    size_t slot = slot_of(row->group);

    if (i + 1 == c->n_rows || c->sum_row[slot] != c->rows[i] + 1)
        return false;

    const struct dataset_row *next = &c->data->rows[c->rows[i + 1]];
    return slot == 0 ? next->kind != ROW_TOTAL
                     : next->kind == ROW_ITEM && next->group == row->group;
}

static void add_chosen_rows(struct builder *b, struct choice *c)
{
    const struct dataset *d = c->data;
    int group = NO_GROUP;

    for (size_t i = 0; i < c->n_rows; i++) {
        const struct dataset_row *row = &d->rows[c->rows[i]];
        assert(c->rows[i] < d->n_rows);
        if (c->shown[c->rows[i]])
            continue;
        if (row->group != group && row->group != NO_GROUP)
            add_group_head(b, d->groups[row->group].name, row->at);
        group = row->group;
        if (stands_above_items(c, i)) {
            c->waits[slot_of(group)] = true;
            continue;
        }
        add_data_row(b, c, c->rows[i]);
        bool last =
            i + 1 == c->n_rows || d->rows[c->rows[i + 1]].group != group;
        if (last && group != NO_GROUP)
            add_sum_row(b, c, group);
    }
    add_sum_row(b, c, NO_GROUP);
}

/* The columns that are asked for, and behind the years among them their sum. */
static void choose_columns(struct arena *a, struct choice *c,
                           const size_t *columns, size_t count)
{
    const struct dataset *d = c->data;
    bool sum = c->sums.years;

    c->columns = ARENA_ARRAY(a, count + 2, size_t);
    for (size_t i = 0; i < count; i++) {
        if (sum && d->columns[columns[i]].kind == COLUMN_EXTRA) {
            c->columns[c->n_columns++] = SUM_COLUMN;
            sum = false;
        }
        c->columns[c->n_columns++] = columns[i];
    }
    if (sum)
        c->columns[c->n_columns++] = SUM_COLUMN;
    if (!c->sums.subtotals)
        return;
    c->tallies = ARENA_ARRAY(a, d->n_groups * c->n_columns + 1, struct tally);
    c->subtotal_done = ARENA_ARRAY(a, d->n_groups + 1, bool);
}

static void name_columns(struct builder *b, const struct choice *c)
{
    const struct dataset_column *all = c->data->columns;

    for (size_t i = 0; i < c->n_columns; i++) {
        if (c->columns[i] != SUM_COLUMN) {
            const struct dataset_column *column = &all[c->columns[i]];
            set_column(b, i, column->name, column->kind == COLUMN_EXTRA,
                       column->at);
            continue;
        }
        struct str name =
            str_format(b->arena, "%.*s–%.*s", STR_ARG(all[c->sums.first].name),
                       STR_ARG(all[c->sums.last].name));
        set_column(b, i, name, true, c->data->at);
        b->sum_column = i;
        put_in_list(&b->derived, &b->n_derived, name);
    }
}

/* 0, 1, 2, ... for a choice of everything. */
static const size_t *all_of(struct arena *a, size_t count)
{
    size_t *all = ARENA_ARRAY(a, count + 1, size_t);

    for (size_t i = 0; i < count; i++)
        all[i] = i;
    return all;
}

struct table *table_of_dataset(struct arena *a, const struct dataset *data,
                               const struct table_choice *choice,
                               enum lang lang)
{
    struct choice c = {.data = data,
                       .rows = choice->rows,
                       .n_rows = choice->n_rows,
                       .sums = choice->sums};

    if (choice->rows == NULL) {
        c.rows = all_of(a, data->n_rows);
        c.n_rows = data->n_rows;
    }
    if (choice->columns == NULL)
        choose_columns(a, &c, all_of(a, data->n_columns), data->n_columns);
    else
        choose_columns(a, &c, choice->columns, choice->n_columns);
    count_rows(a, &c);

    struct builder b = start(a, data, c.n_columns, lang);
    name_columns(&b, &c);
    add_chosen_rows(&b, &c);
    return finish(&b);
}

/* --- of a chart ----------------------------------------------------------- */

static void add_series(struct builder *b, const struct chart *chart)
{
    struct str group = STR("");

    for (size_t i = 0; i < chart->n_series; i++) {
        const struct chart_series *s = &chart->series[i];
        if (s->group.len > 0 && !str_eq(s->group, group))
            add_group_head(b, s->group, chart->at);
        group = s->group;
        add_line(b, &(struct line){TABLE_ROW_ITEM, s->name, s->amounts, NULL,
                                   chart->at});
    }
}

struct table *table_of_chart(struct arena *a, const struct chart *chart,
                             enum lang lang)
{
    struct builder b =
        start(a, chart->data, chart->n_columns + chart->n_extras, lang);
    const struct dataset_row *total = dataset_total(chart->data);

    b.table->source = chart->source;
    b.table->at = chart->at;
    for (size_t i = 0; i < chart->n_columns; i++)
        set_column(&b, i, chart->columns[i], false, chart->at);
    for (size_t i = 0; i < chart->n_extras; i++)
        set_column(&b, chart->n_columns + i, chart->extras[i], true, chart->at);
    add_series(&b, chart);
    if (chart->totals != NULL)
        add_line(&b, &(struct line){TABLE_ROW_TOTAL,
                                    total != NULL && !chart->partial
                                        ? total->name
                                        : chart_total_name(chart, lang),
                                    chart->totals, NULL, chart->at});
    return finish(&b);
}

/* --- the numbers of a chart in a table ------------------------------------ */

static bool says(const struct cell *cell, struct str name)
{
    return cell->inlines != NULL && str_eq(cell->inlines->text, name);
}

static bool has_column(const struct table *table, struct str name)
{
    for (size_t i = 1; i < table->n_columns; i++)
        if (says(&table->head[i], name))
            return true;
    return false;
}

static bool has_row(const struct table *table, struct str name)
{
    for (size_t i = 0; i < table->n_rows; i++)
        if (table->rows[i].kind != TABLE_ROW_GROUP &&
            says(&table->rows[i].cells[0], name))
            return true;
    return false;
}

bool table_holds_chart(const struct table *table, const struct chart *chart)
{
    size_t n = chart->n_columns + chart->n_extras;

    if (table->data != chart->data || table->head == NULL)
        return false;
    for (size_t i = 0; i < chart->n_columns; i++)
        if (!has_column(table, chart->columns[i]))
            return false;
    for (size_t i = 0; i < chart->n_extras; i++)
        if (!has_column(table, chart->extras[i]))
            return false;
    for (size_t i = 0; i < chart->n_series; i++)
        if (!has_row(table, chart->series[i].name))
            return false;
    /* Sums that were made for the chart stand in no other table. */
    for (size_t i = 0; chart->totals != NULL && i < n; i++)
        if (chart->totals[i].derived)
            return false;
    return true;
}
