#include "model/dataset.h"

#include <assert.h>

#include "base/arena.h"
#include "base/near.h"

const struct dataset_row *dataset_total(const struct dataset *d)
{
    for (size_t i = 0; i < d->n_rows; i++)
        if (d->rows[i].kind == ROW_TOTAL)
            return &d->rows[i];
    return NULL;
}

const struct dataset_row *dataset_row_by_name(const struct dataset *d,
                                              struct str name)
{
    for (size_t i = 0; i < d->n_rows; i++)
        if (str_eq_nocase(d->rows[i].name, name) ||
            str_eq_nocase(d->rows[i].long_name, name))
            return &d->rows[i];
    return NULL;
}

int dataset_group_by_name(const struct dataset *d, struct str name)
{
    for (size_t i = 0; i < d->n_groups; i++)
        if (str_eq_nocase(d->groups[i].name, name))
            return (int)i;
    return -1;
}

int dataset_column_by_name(const struct dataset *d, struct str name)
{
    for (size_t i = 0; i < d->n_columns; i++)
        if (str_eq_nocase(d->columns[i].name, name))
            return (int)i;
    return -1;
}

struct str dataset_nearest_row(const struct dataset *d, struct str name)
{
    struct near near = near_new(name);

    for (size_t i = 0; i < d->n_rows; i++) {
        near_offer(&near, d->rows[i].name);
        near_offer(&near, d->rows[i].long_name);
    }
    for (size_t i = 0; i < d->n_groups; i++)
        near_offer(&near, d->groups[i].name);
    return near.best;
}

struct str dataset_nearest_column(const struct dataset *d, struct str name)
{
    struct near near = near_new(name);

    for (size_t i = 0; i < d->n_columns; i++)
        near_offer(&near, d->columns[i].name);
    return near.best;
}

struct amount dataset_sum(const struct dataset *d, int group, size_t column)
{
    struct tally tally = {0};

    assert(column < d->n_columns);
    for (size_t i = 0; i < d->n_rows; i++)
        if (d->rows[i].kind == ROW_ITEM &&
            (group == NO_GROUP || d->rows[i].group == group))
            tally_add(&tally, d->rows[i].amounts[column]);
    return tally_sum(&tally);
}

/* --- printed totals ------------------------------------------------------- */

/* The sums of all items (first) and of each group, a column each. */
struct sums {
    const struct dataset *data;
    struct tally *tallies;
};

static struct tally *sum_of(const struct sums *s, int group, size_t column)
{
    return &s->tallies[(size_t)(group + 1) * s->data->n_columns + column];
}

/* One pass gives every sum: a file may have thousands of groups. */
static struct sums add_up(struct arena *a, const struct dataset *d)
{
    struct sums s = {
        d, ARENA_ARRAY(a, (d->n_groups + 1) * d->n_columns + 1, struct tally)};

    for (size_t i = 0; i < d->n_rows; i++) {
        const struct dataset_row *row = &d->rows[i];
        for (size_t c = 0; c < d->n_columns && row->kind == ROW_ITEM; c++) {
            tally_add(sum_of(&s, NO_GROUP, c), row->amounts[c]);
            if (row->group != NO_GROUP)
                tally_add(sum_of(&s, row->group, c), row->amounts[c]);
        }
    }
    return s;
}

/* Compares one printed cell; false when it is the sum, or says nothing. */
static bool differs(const struct sums *s, const struct dataset_row *row,
                    size_t column, struct dataset_difference *out)
{
    struct amount printed = row->amounts[column];
    struct amount sum = tally_sum(sum_of(s, row->group, column));
    bool ok = true;

    if ((printed.kind != AMOUNT_NUMBER && printed.kind != AMOUNT_NIL) ||
        sum.kind == AMOUNT_BAD)
        return false;
    struct decimal gap = decimal_sub(printed.value, sum.value, &ok);
    if (ok && gap.units == 0)
        return false;
    if (gap.units < 0)
        gap.units = -gap.units;
    *out = (struct dataset_difference){
        .row = row,
        .column = column,
        .sum = sum.value,
        .rounding = ok && decimal_cmp(gap, s->data->tolerance) <= 0,
    };
    return true;
}

size_t dataset_differences(struct arena *a, const struct dataset *d,
                           struct dataset_difference **out)
{
    struct sums sums = add_up(a, d);
    struct dataset_difference found;
    size_t count = 0;
    size_t cap = 0;

    *out = NULL;
    for (size_t i = 0; i < d->n_rows && !d->broken; i++) {
        const struct dataset_row *row = &d->rows[i];
        bool is_sum = row->kind == ROW_TOTAL ||
                      (row->kind == ROW_SUBTOTAL && row->group != NO_GROUP);
        for (size_t c = 0; c < d->n_columns && is_sum; c++) {
            if (!differs(&sums, row, c, &found))
                continue;
            *out = arena_grow(a, *out, count, &cap, sizeof(**out));
            (*out)[count++] = found;
        }
    }
    return count;
}
