#include "read/figures.h"

#include "base/arena.h"
#include "model/chart.h"
#include "model/dataset.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/table.h"
#include "read/pick.h"
#include "read/value.h"
#include "read/yaml.h"

enum {
    SERIES_MOST = 100 /* more is no chart but a table */
};

/* One block while it is read. */
struct reader {
    struct arena *arena;
    struct diags *diags;
    const struct report *report;
    enum lang lang;
    const struct yaml *root;
    const struct dataset *data;
    struct pick *picks; /* the rows, in order */
    size_t n_picks, cap_picks;
    bool of_which;   /* rows of that kind come along with their items */
    size_t *columns; /* indices in the dataset, years before extras */
    size_t n_columns, n_extras;
};

/* --- what both blocks have ------------------------------------------------ */

/* A text of the author's, with its values filled in. */
static struct str read_text(struct reader *r, const char *key,
                            struct written *written)
{
    const struct yaml *node = yaml_find(r->root, key);
    struct str text = STR("");
    struct place at;

    if (!yaml_text(r->root, key, r->diags, &text))
        return STR("");
    at = node->at;
    at.col += node->quoted;
    if (written != NULL)
        *written = (struct written){text, at};
    return value_expand(r->arena, r->report, r->lang, text, at, r->diags);
}

/* An id is an anchor and the name of a file. */
static struct str read_id(struct reader *r)
{
    const struct yaml *node = yaml_find(r->root, "id");
    struct str id = STR("");

    if (!yaml_text(r->root, "id", r->diags, &id))
        return id;
    for (size_t i = 0; i < id.len; i++) {
        char c = id.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              (c >= '0' && c <= '9') || c == '-' || c == '_')) {
            yaml_refuse(node, "letters, digits, - and _", r->diags);
            return STR("");
        }
    }
    return id;
}

static bool read_data(struct reader *r, struct place at)
{
    const struct yaml *node = yaml_find(r->root, "data");
    struct str name;

    if (node == NULL) {
        diag_add(r->diags, DIAG_KEY_MISSING, at,
                 "\"data\", the name of a dataset in plenum.yml");
        return false;
    }
    if (!yaml_text(r->root, "data", r->diags, &name))
        return false;
    r->data = pick_dataset(r->report, name, node->at, r->diags);
    return r->data != NULL && r->data->n_rows > 0 && r->data->n_columns > 0;
}

/* Figures without their source are reported where the source belongs, so once
 * for all charts and tables of a dataset. */
static struct str read_source(struct reader *r)
{
    struct str source = read_text(r, "source", NULL);

    if (source.len > 0)
        return source;
    if (r->data->source.len == 0)
        diag_add(r->diags, DIAG_SOURCE_MISSING, r->data->at,
                 "say \"source: ...\" under %.*s in plenum.yml",
                 STR_ARG(r->data->key));
    return r->data->source;
}

/* --- rows ----------------------------------------------------------------- */

static void add_pick(struct reader *r, struct pick pick)
{
    r->picks = arena_grow(r->arena, r->picks, r->n_picks, &r->cap_picks,
                          sizeof(*r->picks));
    r->picks[r->n_picks++] = pick;
}

/* The items of a group, or all of them for NO_GROUP. */
static void add_items(struct reader *r, int group)
{
    for (size_t i = 0; i < r->data->n_rows; i++) {
        const struct dataset_row *row = &r->data->rows[i];
        bool wanted =
            row->kind == ROW_ITEM || (row->kind == ROW_OF_WHICH && r->of_which);
        if (wanted && (group == NO_GROUP || row->group == group))
            add_pick(r, (struct pick){row, NO_GROUP});
    }
}

static void add_groups(struct reader *r, const struct yaml *node)
{
    struct pick pick;

    if (r->data->n_groups == 0)
        yaml_refuse(node, "items: this dataset has no groups", r->diags);
    for (size_t i = 0; i < r->data->n_groups; i++)
        if (pick_row(r->data, r->data->groups[i].name, node->at, r->diags,
                     &pick))
            add_pick(r, pick);
}

static bool find_row(struct reader *r, const struct yaml *node,
                     struct pick *out)
{
    if (node->kind == YAML_TEXT)
        return pick_row(r->data, node->text, node->at, r->diags, out);
    yaml_refuse(node, "the name of a row", r->diags);
    return false;
}

static bool is_groups(const struct yaml *node)
{
    return node->kind == YAML_TEXT &&
           (str_eq_nocase(node->text, STR("groups")) ||
            str_eq_nocase(node->text, STR("groepen")));
}

/* A group alone is its items; in a list it is one part among others. */
static void read_rows(struct reader *r)
{
    const struct yaml *node = yaml_find(r->root, "rows");
    struct pick pick;

    if (node == NULL) {
        add_items(r, NO_GROUP);
    } else if (is_groups(node)) {
        add_groups(r, node);
    } else if (node->kind == YAML_LIST) {
        for (size_t i = 0; i < node->n_items; i++)
            if (find_row(r, &node->items[i], &pick))
                add_pick(r, pick);
    } else if (find_row(r, node, &pick)) {
        if (pick.group != NO_GROUP)
            add_items(r, pick.group);
        else
            add_pick(r, pick);
    }
}

/* --- columns -------------------------------------------------------------- */

/* Marks the columns that a name or a range means. */
static void choose_columns(struct reader *r, const struct yaml *node,
                           bool *chosen)
{
    size_t first, last;

    if (node->kind != YAML_TEXT) {
        yaml_refuse(node, "columns, as 2026..2030", r->diags);
        return;
    }
    if (!pick_columns(r->data, node->text, node->at, r->diags, &first, &last))
        return;
    for (size_t i = first; i <= last; i++)
        chosen[i] = true;
}

static void choose_from_key(struct reader *r, const char *key, bool *chosen)
{
    const struct yaml *node = yaml_find(r->root, key);

    if (node == NULL)
        return;
    if (node->kind != YAML_LIST) {
        choose_columns(r, node, chosen);
        return;
    }
    for (size_t i = 0; i < node->n_items; i++)
        choose_columns(r, &node->items[i], chosen);
}

/* `extras: true`, `extras: false`, or their names. */
static void choose_extras(struct reader *r, bool all, bool *chosen)
{
    const struct yaml *node = yaml_find(r->root, "extras");

    if (node != NULL && node->kind == YAML_TEXT &&
        (str_is(node->text, "true") || str_is(node->text, "false")))
        all = str_is(node->text, "true");
    else if (node != NULL)
        all = false;
    for (size_t i = 0; i < r->data->n_columns; i++)
        if (r->data->columns[i].kind == COLUMN_EXTRA && all)
            chosen[i] = true;
    if (node != NULL && !str_is(node->text, "true") &&
        !str_is(node->text, "false"))
        choose_from_key(r, "extras", chosen);
}

/* Columns stay in the order of the dataset, whatever the order of asking.  Left
 * out, `columns` are all years and then all extras too. */
static void read_columns(struct reader *r)
{
    const struct dataset *d = r->data;
    bool *chosen = ARENA_ARRAY(r->arena, d->n_columns, bool);
    bool given = yaml_find(r->root, "columns") != NULL;

    choose_from_key(r, "columns", chosen);
    choose_extras(r, !given, chosen);
    r->columns = ARENA_ARRAY(r->arena, d->n_columns, size_t);
    for (size_t i = 0; i < d->n_columns; i++) {
        bool extra = d->columns[i].kind == COLUMN_EXTRA;
        if (!chosen[i] && (given || extra))
            continue;
        r->columns[r->n_columns++] = i;
        r->n_extras += extra;
    }
}

/* A ranking is of one column: the one that was asked for, else the last year. */
static void keep_one_column(struct reader *r)
{
    const struct yaml *node = yaml_find(r->root, "columns");

    if (node != NULL && r->n_columns > 1)
        yaml_refuse(node, "one column, for a ranking", r->diags);
    if (r->n_columns > r->n_extras)
        r->columns[0] = r->columns[r->n_columns - r->n_extras - 1];
    r->n_columns = 1;
    r->n_extras = 0;
}

/* --- charts --------------------------------------------------------------- */

static struct str *names_of_columns(struct reader *r, size_t from, size_t count)
{
    struct str *names = ARENA_ARRAY(r->arena, count + 1, struct str);

    for (size_t i = 0; i < count; i++)
        names[i] = r->data->columns[r->columns[from + i]].name;
    return names;
}

static struct chart_series make_series(struct reader *r,
                                       const struct pick *pick, bool with_group)
{
    struct chart_series s = {
        .name = pick_name(r->data, pick, r->lang),
        .long_name = pick_long_name(r->data, pick, r->lang),
        .group = STR(""),
        .amounts = ARENA_ARRAY(r->arena, r->n_columns + 1, struct amount),
    };

    if (with_group && pick->row != NULL && pick->row->kind == ROW_ITEM &&
        pick->row->group != NO_GROUP)
        s.group = r->data->groups[pick->row->group].name;
    for (size_t i = 0; i < r->n_columns; i++)
        s.amounts[i] = pick_amount(r->data, pick, r->columns[i], r->columns[i]);
    return s;
}

/* Items of one group need no heading above them: the title says which. */
static bool are_of_one_group(const struct reader *r)
{
    for (size_t i = 1; i < r->n_picks; i++)
        if (r->picks[i].row == NULL || r->picks[0].row == NULL ||
            r->picks[i].row->group != r->picks[0].row->group)
            return false;
    return true;
}

/* Does the chart show every item, alone or within its group, and once? */
static bool shows_all(const struct reader *r)
{
    size_t n_items = 0;
    size_t n_shown = 0;
    bool *groups = ARENA_ARRAY(r->arena, r->data->n_groups + 1, bool);
    bool *rows = ARENA_ARRAY(r->arena, r->data->n_rows + 1, bool);

    for (size_t i = 0; i < r->n_picks; i++) {
        const struct pick *pick = &r->picks[i];
        bool *seen =
            pick->group != NO_GROUP
                ? &groups[pick->group]
                : &rows[pick->row != NULL ? pick->row - r->data->rows
                                          : (ptrdiff_t)r->data->n_rows];
        if (*seen)
            return false;
        *seen = true;
    }
    for (size_t i = 0; i < r->data->n_rows; i++) {
        const struct dataset_row *row = &r->data->rows[i];
        bool by_group = row->group != NO_GROUP && groups[row->group];
        if (rows[i] && (by_group || row->kind != ROW_ITEM))
            return false;
        n_items += row->kind == ROW_ITEM;
        n_shown += row->kind == ROW_ITEM && (rows[i] || by_group);
    }
    return n_shown == n_items && !rows[r->data->n_rows];
}

static struct amount *make_totals(struct reader *r, const struct chart *chart)
{
    const struct dataset_row *total = dataset_total(r->data);
    struct amount *totals =
        ARENA_ARRAY(r->arena, r->n_columns + 1, struct amount);
    bool printed = total != NULL && shows_all(r);

    for (size_t i = 0; i < r->n_columns; i++) {
        struct tally tally = {0};
        for (size_t j = 0; j < chart->n_series; j++)
            tally_add(&tally, chart->series[j].amounts[i]);
        totals[i] = tally_sum(&tally);
        if (printed && total->amounts[r->columns[i]].kind != AMOUNT_EMPTY)
            totals[i] = total->amounts[r->columns[i]];
    }
    return totals;
}

static bool has_totals(enum chart_type type)
{
    switch (type) {
    case CHART_STACKED:
    case CHART_GROUPED:
        return true;
    case CHART_MULTIPLES:
    case CHART_BARS:
    case CHART_RANKING:
        break;
    }
    return false;
}

static enum chart_type read_type(struct reader *r, struct place at)
{
    static const char *const types[] = {
        [CHART_MULTIPLES] = "multiples", [CHART_STACKED] = "stacked",
        [CHART_GROUPED] = "grouped",     [CHART_BARS] = "bars",
        [CHART_RANKING] = "ranking",     NULL};
    size_t chosen = CHART_MULTIPLES;

    if (yaml_find(r->root, "type") == NULL)
        diag_add(r->diags, DIAG_KEY_MISSING, at,
                 "\"type\": multiples, stacked, grouped, bars or ranking");
    yaml_choice(r->root, "type", types, r->diags, &chosen);
    return (enum chart_type)chosen;
}

/* `bars` shows one row: the total, unless another is asked for. */
static void choose_rows(struct reader *r, enum chart_type type)
{
    const struct yaml *node = yaml_find(r->root, "rows");

    if (type != CHART_BARS) {
        read_rows(r);
        return;
    }
    if (node == NULL) {
        add_pick(r, (struct pick){dataset_total(r->data), NO_GROUP});
        return;
    }
    struct pick pick;
    if (find_row(r, node, &pick))
        add_pick(r, pick);
}

/* The rows and columns of the block; false when nothing is left to show. */
static bool choose(struct reader *r, enum chart_type type, struct place at)
{
    choose_rows(r, type);
    read_columns(r);
    if (r->n_picks > SERIES_MOST) {
        diag_add(r->diags, DIAG_PARTS_TOO_MANY, at,
                 "%zu rows, at most %d; choose some with \"rows:\"", r->n_picks,
                 SERIES_MOST);
        return false;
    }
    if (r->n_picks == 0 || r->n_columns == 0)
        return false;
    if (type == CHART_RANKING)
        keep_one_column(r);
    if (r->n_extras == r->n_columns)
        r->n_extras = 0; /* nothing to set them apart from */
    return true;
}

static void fill_series(struct reader *r, struct chart *chart)
{
    bool with_group = !are_of_one_group(r);
    size_t n_years = r->n_columns - r->n_extras;

    chart->series = ARENA_ARRAY(r->arena, r->n_picks, struct chart_series);
    chart->n_series = r->n_picks;
    for (size_t i = 0; i < r->n_picks; i++)
        chart->series[i] = make_series(r, &r->picks[i], with_group);
    chart->columns = names_of_columns(r, 0, n_years);
    chart->n_columns = n_years;
    chart->extras = names_of_columns(r, n_years, r->n_extras);
    chart->n_extras = r->n_extras;
}

static void read_title(struct reader *r, struct chart *chart)
{
    chart->title = read_text(r, "title", &chart->written[0]);
    if (chart->title.len == 0)
        diag_add(r->diags, DIAG_KEY_MISSING, chart->at,
                 "\"title\", what the chart has to say");
}

static bool start(struct reader *r, struct str yaml, struct place at,
                  const char *const known[])
{
    struct place first = {at.file, at.line + 1, at.col};

    r->root = yaml_read(r->arena, yaml, first, r->diags);
    if (r->root == NULL)
        return false;
    if (r->root->kind != YAML_MAP) {
        yaml_refuse(r->root, "keys and values, as data: ...", r->diags);
        return false;
    }
    yaml_check_keys(r->root, known, r->diags);
    return read_data(r, at);
}

struct chart *figure_chart(struct arena *a, const struct report *report,
                           enum lang lang, struct str yaml, struct place at,
                           struct diags *diags)
{
    static const char *const known[] = {"id",      "data",   "type",  "rows",
                                        "columns", "extras", "title", "alt",
                                        "source",  NULL};
    struct reader r = {
        .arena = a, .diags = diags, .report = report, .lang = lang};

    if (!start(&r, yaml, at, known))
        return NULL;
    struct chart *chart = ARENA_NEW(a, struct chart);
    chart->at = at;
    chart->data = r.data;
    chart->type = read_type(&r, at);
    if (!choose(&r, chart->type, at))
        return NULL;
    fill_series(&r, chart);
    chart->partial = !shows_all(&r);
    if (has_totals(chart->type))
        chart->totals = make_totals(&r, chart);
    chart->id = read_id(&r);
    chart->unit = r.data->unit;
    chart->source = read_source(&r);
    read_title(&r, chart);
    chart->table = table_of_chart(a, chart, lang);
    chart_describe(a, chart, lang, read_text(&r, "alt", &chart->written[1]));
    return chart;
}

/* --- tables --------------------------------------------------------------- */

/* Groups as parts are sums, which are no rows of the dataset: they take the
 * road of a chart. */
static struct table *table_of_picks(struct reader *r, struct place at)
{
    struct chart parts = {.data = r->data, .source = r->data->source, .at = at};
    const struct yaml *sum = yaml_find(r->root, "sum");

    if (sum != NULL)
        yaml_refuse(sum, "items as rows", r->diags);

    fill_series(r, &parts);
    parts.totals = shows_all(r) ? make_totals(r, &parts) : NULL;
    return table_of_chart(r->arena, &parts, r->lang);
}

/* `sum: 2026..2030` and `subtotals: true`. */
static struct table_sums read_sums(struct reader *r)
{
    const struct yaml *node = yaml_find(r->root, "sum");
    struct table_sums sums = {0};

    yaml_bool(r->root, "subtotals", r->diags, &sums.subtotals);
    if (node == NULL)
        return sums;
    if (node->kind != YAML_TEXT) {
        yaml_refuse(node, "a range of years, as 2026..2030", r->diags);
        return sums;
    }
    if (!pick_columns(r->data, node->text, node->at, r->diags, &sums.first,
                      &sums.last))
        return sums;
    sums.years = sums.first < sums.last;
    if (!sums.years)
        yaml_refuse(node, "a range of years, as 2026..2030", r->diags);
    return sums;
}

static struct table *table_of_rows(struct reader *r)
{
    size_t *rows = ARENA_ARRAY(r->arena, r->n_picks + 1, size_t);

    for (size_t i = 0; i < r->n_picks; i++)
        rows[i] = (size_t)(r->picks[i].row - r->data->rows);
    bool all = yaml_find(r->root, "rows") == NULL;
    const struct table_choice choice = {
        .rows = all ? NULL : rows,
        .n_rows = r->n_picks,
        .columns = r->columns,
        .n_columns = r->n_columns,
        .sums = read_sums(r),
    };
    return table_of_dataset(r->arena, r->data, &choice, r->lang);
}

static bool has_sums(const struct reader *r)
{
    for (size_t i = 0; i < r->n_picks; i++)
        if (r->picks[i].row == NULL || r->picks[i].group != NO_GROUP)
            return true;
    return false;
}

static struct inline_ *caption_of(struct reader *r, struct written *written)
{
    struct str text = read_text(r, "caption", written);

    if (text.len == 0)
        return NULL;
    struct inline_ *caption = ARENA_NEW(r->arena, struct inline_);
    *caption = (struct inline_){.kind = INLINE_TEXT,
                                .at = yaml_find(r->root, "caption")->at,
                                .text = text};
    return caption;
}

struct table *figure_table(struct arena *a, const struct report *report,
                           enum lang lang, struct str yaml, struct place at,
                           struct diags *diags)
{
    static const char *const known[] = {
        "id",      "data",   "rows",      "columns", "extras",
        "caption", "source", "subtotals", "sum",     NULL};
    struct reader r = {.arena = a,
                       .diags = diags,
                       .report = report,
                       .lang = lang,
                       .of_which = true};

    if (!start(&r, yaml, at, known))
        return NULL;
    read_rows(&r);
    read_columns(&r);
    if (r.n_picks == 0 || r.n_columns == 0)
        return NULL;
    struct table *table =
        has_sums(&r) ? table_of_picks(&r, at) : table_of_rows(&r);
    table->id = read_id(&r);
    table->caption = caption_of(&r, &table->written);
    table->source = read_source(&r);
    table->at = at;
    return table;
}
