#include "model/dataset.h"

#include <assert.h>

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
    struct amount sum = {.kind = AMOUNT_NUMBER, .derived = true};
    bool ok = true;

    assert(column < d->n_columns);
    for (size_t i = 0; i < d->n_rows && ok; i++)
        if (d->rows[i].kind == ROW_ITEM &&
            (group == NO_GROUP || d->rows[i].group == group))
            sum = amount_add(sum, d->rows[i].amounts[column], &ok);
    if (!ok)
        return (struct amount){.kind = AMOUNT_BAD, .derived = true};
    return sum;
}

bool dataset_has_pm(const struct dataset *d)
{
    for (size_t i = 0; i < d->n_rows; i++)
        for (size_t j = 0; j < d->n_columns; j++)
            if (d->rows[i].amounts[j].kind == AMOUNT_PM)
                return true;
    return false;
}
