#include "model/changes.h"

#include "base/arena.h"
#include "base/index.h"
#include "model/dataset.h"

struct comparison {
    struct arena *arena;
    const struct dataset *before, *now;
    struct changes *out;
    size_t cap_cells, cap_sums;
    size_t *columns; /* of each column of now: its number before, plus one */
};

static bool is_same(struct amount a, struct amount b)
{
    return a.kind == b.kind &&
           (a.kind != AMOUNT_NUMBER || decimal_cmp(a.value, b.value) == 0);
}

/* What makes a row the same row.  There is one total whatever it is called; an
 * "of which" is told apart by the item it is part of. */
static struct str identity(struct arena *a, const struct dataset *d,
                           const struct dataset_row *row, struct str item)
{
    bool sum = row->kind == ROW_TOTAL;
    struct str group =
        row->group == NO_GROUP || sum ? STR("") : d->groups[row->group].name;
    struct str above = row->kind == ROW_OF_WHICH ? item : STR("");
    struct str name = sum ? STR("") : row->name;

    return str_format(a, "%d\n%.*s\n%.*s\n%.*s", (int)row->kind, STR_ARG(group),
                      STR_ARG(above), STR_ARG(name));
}

static struct str *identities(struct arena *a, const struct dataset *d)
{
    struct str *all = ARENA_ARRAY(a, d->n_rows + 1, struct str);
    struct str item = STR("");

    for (size_t i = 0; i < d->n_rows; i++) {
        if (d->rows[i].kind == ROW_ITEM)
            item = d->rows[i].name;
        all[i] = identity(a, d, &d->rows[i], item);
    }
    return all;
}

static struct index index_of(struct arena *a, const struct str *names,
                             size_t count)
{
    struct index index = index_new(a);

    for (size_t i = 0; i < count; i++)
        index_put(&index, names[i], i);
    return index;
}

static struct str *column_names(struct arena *a, const struct dataset *d)
{
    struct str *names = ARENA_ARRAY(a, d->n_columns + 1, struct str);

    for (size_t i = 0; i < d->n_columns; i++)
        names[i] = d->columns[i].name;
    return names;
}

/* The names that `other` does not have. */
static size_t *missing(struct arena *a, const struct str *names, size_t count,
                       const struct index *other, size_t *n)
{
    size_t *all = ARENA_ARRAY(a, count + 1, size_t);
    size_t found;

    *n = 0;
    for (size_t i = 0; i < count; i++)
        if (!index_find(other, names[i], &found))
            all[(*n)++] = i;
    return all;
}

static void compare_columns(struct comparison *c)
{
    struct str *before = column_names(c->arena, c->before);
    struct str *now = column_names(c->arena, c->now);
    struct index in_before = index_of(c->arena, before, c->before->n_columns);
    struct index in_now = index_of(c->arena, now, c->now->n_columns);
    size_t found;

    c->columns = ARENA_ARRAY(c->arena, c->now->n_columns + 1, size_t);
    for (size_t i = 0; i < c->now->n_columns; i++)
        if (index_find(&in_before, now[i], &found))
            c->columns[i] = found + 1;
    c->out->added_columns = missing(c->arena, now, c->now->n_columns,
                                    &in_before, &c->out->n_added_columns);
    c->out->removed_columns = missing(c->arena, before, c->before->n_columns,
                                      &in_now, &c->out->n_removed_columns);
}

static void add_change(struct comparison *c, struct change change)
{
    struct changes *out = c->out;
    bool sum = change.row == NULL || change.row->kind == ROW_SUBTOTAL ||
               change.row->kind == ROW_TOTAL;

    if (is_same(change.before, change.now))
        return;
    if (sum) {
        out->sums = arena_grow(c->arena, out->sums, out->n_sums, &c->cap_sums,
                               sizeof(*out->sums));
        out->sums[out->n_sums++] = change;
        return;
    }
    out->cells = arena_grow(c->arena, out->cells, out->n_cells, &c->cap_cells,
                            sizeof(*out->cells));
    out->cells[out->n_cells++] = change;
}

static void compare_row(struct comparison *c, const struct dataset_row *before,
                        const struct dataset_row *now)
{
    for (size_t i = 0; i < c->now->n_columns; i++)
        if (c->columns[i] > 0)
            add_change(c, (struct change){now, i,
                                          before->amounts[c->columns[i] - 1],
                                          now->amounts[i]});
}

static bool is_total(const struct dataset *d, size_t row)
{
    return d->rows[row].kind == ROW_TOTAL;
}

/* Totals are compared by themselves. */
static size_t drop_totals(const struct dataset *d, size_t *rows, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (!is_total(d, rows[i]))
            rows[kept++] = rows[i];
    return kept;
}

static void compare_rows(struct comparison *c)
{
    struct arena *a = c->arena;
    const struct dataset *before = c->before;
    const struct dataset *now = c->now;
    struct str *old_names = identities(a, before);
    struct str *new_names = identities(a, now);
    struct index in_before = index_of(a, old_names, before->n_rows);
    struct index in_now = index_of(a, new_names, now->n_rows);
    struct changes *out = c->out;
    size_t found;

    for (size_t i = 0; i < now->n_rows; i++)
        if (!is_total(now, i) && index_find(&in_before, new_names[i], &found))
            compare_row(c, &before->rows[found], &now->rows[i]);
    out->added_rows =
        missing(a, new_names, now->n_rows, &in_before, &out->n_added_rows);
    out->n_added_rows = drop_totals(now, out->added_rows, out->n_added_rows);
    out->removed_rows =
        missing(a, old_names, before->n_rows, &in_now, &out->n_removed_rows);
    out->n_removed_rows =
        drop_totals(before, out->removed_rows, out->n_removed_rows);
}

/* As printed, else computed. */
static struct amount total_of(const struct dataset *d,
                              const struct dataset_row *total, size_t column)
{
    if (total != NULL && total->amounts[column].kind != AMOUNT_EMPTY)
        return total->amounts[column];
    return dataset_sum(d, NO_GROUP, column);
}

static void compare_totals(struct comparison *c)
{
    const struct dataset_row *before = dataset_total(c->before);
    const struct dataset_row *now = dataset_total(c->now);

    for (size_t i = 0; i < c->now->n_columns; i++)
        if (c->columns[i] > 0)
            add_change(c, (struct change){
                              now, i,
                              total_of(c->before, before, c->columns[i] - 1),
                              total_of(c->now, now, i)});
}

struct changes changes_between(struct arena *a, const struct dataset *before,
                               const struct dataset *now)
{
    struct changes out = {0};
    struct comparison c = {
        .arena = a, .before = before, .now = now, .out = &out};

    /* A set that did not say its unit is taken to have had this one. */
    out.unit = before->unit.len > 0 && !str_eq(before->unit, now->unit);
    compare_columns(&c);
    compare_rows(&c);
    compare_totals(&c);
    return out;
}
