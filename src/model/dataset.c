#include "model/dataset.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/near.h"

const struct dataset_row *dataset_total(const struct dataset *d)
{
    for (size_t i = 0; i < d->n_rows; i++)
        if (d->rows[i].kind == ROW_TOTAL)
            return &d->rows[i];
    return NULL;
}

struct named_rows {
    const struct dataset_row *first;
    const struct dataset_row *again; /* the next of its kind, or NULL */
};

static void keep_name(struct arena *a, struct dataset *d, struct str name,
                      const struct dataset_row *row)
{
    struct named_rows **kept = (struct named_rows **)map_at(&d->by_name, name);

    if (*kept == NULL) {
        *kept = ARENA_NEW(a, struct named_rows);
        (*kept)->first = row;
    } else if ((*kept)->again == NULL && row != (*kept)->first &&
               row->kind == (*kept)->first->kind) {
        (*kept)->again = row;
    }
}

static struct amount *sum_groups(struct arena *a, const struct dataset *d)
{
    size_t n = d->n_columns;
    struct tally *tallies = ARENA_ARRAY(a, (d->n_groups + 1) * n, struct tally);
    struct amount *sums = ARENA_ARRAY(a, (d->n_groups + 1) * n, struct amount);

    for (size_t i = 0; i < d->n_rows; i++) {
        const struct dataset_row *row = &d->rows[i];

        for (size_t c = 0; c < n && row->kind == ROW_ITEM; c++) {
            tally_add(&tallies[c], row->amounts[c]);
            if (row->group != NO_GROUP)
                tally_add(&tallies[(size_t)(row->group + 1) * n + c],
                          row->amounts[c]);
        }
    }
    for (size_t i = 0; i < (d->n_groups + 1) * n; i++)
        sums[i] = tally_sum(&tallies[i]);
    return sums;
}

void dataset_prepare(struct arena *a, struct dataset *d)
{
    d->by_name = map_new_nocase(a);
    d->groups_by_name = map_new_nocase(a);
    for (size_t i = 0; i < d->n_groups; i++) {
        void **kept = map_at(&d->groups_by_name, d->groups[i].name);

        if (*kept == NULL)
            *kept = &d->groups[i];
    }
    d->subtotals = ARENA_ARRAY(a, d->n_groups + 1, const struct dataset_row *);
    for (size_t i = 0; i < d->n_rows; i++) {
        const struct dataset_row *row = &d->rows[i];

        keep_name(a, d, row->name, row);
        keep_name(a, d, row->long_name, row);
        if (row->kind == ROW_SUBTOTAL && row->group != NO_GROUP &&
            d->subtotals[row->group] == NULL)
            d->subtotals[row->group] = row;
    }
    d->sums = sum_groups(a, d);
}

const struct dataset_row *dataset_row_by_name(const struct dataset *d,
                                              struct str name)
{
    const struct named_rows *rows = map_find(&d->by_name, name);

    return rows == NULL ? NULL : rows->first;
}

const struct dataset_row *dataset_row_again(const struct dataset *d,
                                            struct str name)
{
    const struct named_rows *rows = map_find(&d->by_name, name);

    return rows == NULL ? NULL : rows->again;
}

const struct dataset_row *dataset_subtotal(const struct dataset *d, int group)
{
    return d->subtotals == NULL ? NULL : d->subtotals[group];
}

int dataset_group_by_name(const struct dataset *d, struct str name)
{
    const struct dataset_group *group = map_find(&d->groups_by_name, name);

    return group == NULL ? NO_GROUP : (int)(group - d->groups);
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
    if (d->sums != NULL)
        return d->sums[(size_t)(group + 1) * d->n_columns + column];
    for (size_t i = 0; i < d->n_rows; i++)
        if (d->rows[i].kind == ROW_ITEM &&
            (group == NO_GROUP || d->rows[i].group == group))
            tally_add(&tally, d->rows[i].amounts[column]);
    return tally_sum(&tally);
}

/* --- printed totals ------------------------------------------------------- */

/* What the cells of a printed total ought to say: sums, one a column. */
struct due {
    const struct tally *sums;    /* NULL: the row is no sum */
    const struct tally *or_else; /* NULL, or sums that would be right as well */
};

static struct tally *new_sums(struct arena *a, const struct dataset *d)
{
    return ARENA_ARRAY(a, d->n_columns + 1, struct tally);
}

static void add_row(struct tally *sums, const struct dataset *d, size_t row)
{
    for (size_t c = 0; c < d->n_columns; c++)
        tally_add(&sums[c], d->rows[row].amounts[c]);
}

static bool is_stray(const struct dataset_row *row)
{
    return row->kind == ROW_SUBTOTAL && row->group == NO_GROUP;
}

/* Totals are sums of all items, subtotals of their group. */
static void add_up_groups(struct arena *a, const struct dataset *d,
                          struct due *dues)
{
    struct tally *all = new_sums(a, d);
    struct tally **groups = ARENA_ARRAY(a, d->n_groups + 1, struct tally *);

    for (size_t g = 0; g < d->n_groups; g++)
        groups[g] = new_sums(a, d);
    for (size_t i = 0; i < d->n_rows; i++) {
        const struct dataset_row *row = &d->rows[i];
        if (row->kind == ROW_TOTAL)
            dues[i].sums = all;
        else if (row->kind == ROW_SUBTOTAL && row->group != NO_GROUP)
            dues[i].sums = groups[row->group];
        if (row->kind != ROW_ITEM)
            continue;
        add_row(all, d, i);
        if (row->group != NO_GROUP)
            add_row(groups[row->group], d, i);
    }
}

static bool subtotals_stand_above(const struct dataset *d)
{
    for (size_t i = 0; i < d->n_rows; i++)
        if (d->rows[i].kind == ROW_ITEM || is_stray(&d->rows[i]))
            return is_stray(&d->rows[i]);
    return false;
}

/* A subtotal that belongs to no group is the sum of the items since the one
 * before it, or of all items so far.  Where a subtotal stands above the first
 * item they stand above what they add up, and the same holds read upwards. */
static void add_up_stretches(struct arena *a, const struct dataset *d,
                             struct due *dues)
{
    bool upwards = subtotals_stand_above(d);
    struct tally *all = new_sums(a, d);
    struct tally *stretch = new_sums(a, d);
    bool any = false;

    for (size_t n = 0; n < d->n_rows; n++) {
        size_t i = upwards ? d->n_rows - 1 - n : n;
        enum row_kind kind = d->rows[i].kind;

        if (kind == ROW_ITEM) {
            add_row(all, d, i);
            add_row(stretch, d, i);
            any = true;
        }
        if (is_stray(&d->rows[i])) {
            struct tally *so_far = new_sums(a, d);
            memcpy(so_far, all, d->n_columns * sizeof(*so_far));
            dues[i] = (struct due){any ? stretch : so_far, so_far};
        }
        if (kind == ROW_SUBTOTAL || kind == ROW_TOTAL) {
            stretch = new_sums(a, d);
            any = false;
        }
    }
}

/* One pass each way gives every sum: a file may have thousands of groups. */
static struct due *add_up(struct arena *a, const struct dataset *d)
{
    struct due *dues = ARENA_ARRAY(a, d->n_rows + 1, struct due);

    add_up_groups(a, d, dues);
    for (size_t i = 0; i < d->n_rows; i++)
        if (is_stray(&d->rows[i])) {
            add_up_stretches(a, d, dues);
            break;
        }
    return dues;
}

/* The sum of the years in a row. */
static struct tally add_across(const struct dataset *d,
                               const struct dataset_row *row)
{
    struct tally sum = {0};

    for (size_t c = 0; c < d->n_columns; c++)
        if (d->columns[c].kind == COLUMN_YEAR)
            tally_add(&sum, row->amounts[c]);
    return sum;
}

static bool is_sum(struct amount printed, const struct tally *sum,
                   struct decimal *gap, bool *ok)
{
    *gap = decimal_sub(printed.value, tally_sum(sum).value, ok);
    return *ok && gap->units == 0;
}

/* The sum that a printed cell is held against. */
static const struct tally *sum_for(const struct due *due, size_t column,
                                   struct amount printed)
{
    struct decimal gap;
    bool ok = true;

    if (due->or_else != NULL &&
        is_sum(printed, &due->or_else[column], &gap, &ok))
        return &due->or_else[column];
    return &due->sums[column];
}

/* A column that is called a total may be of something else than the years, so
 * half of the items must have the sum of them. */
static bool adds_up_years(const struct dataset *d, size_t column)
{
    size_t sums = 0;
    size_t others = 0;
    struct decimal gap;

    for (size_t i = 0; i < d->n_rows && d->columns[column].is_total; i++) {
        struct tally sum = add_across(d, &d->rows[i]);
        bool ok = true;
        if (d->rows[i].amounts[column].kind != AMOUNT_NUMBER ||
            d->rows[i].kind != ROW_ITEM)
            continue;
        if (is_sum(d->rows[i].amounts[column], &sum, &gap, &ok))
            sums++;
        else
            others++;
    }
    return sums > 0 && sums >= others;
}

void dataset_mark_totals(struct arena *a, struct dataset *d)
{
    struct due *dues = add_up(a, d);

    for (size_t i = 0; i < d->n_rows; i++)
        for (size_t c = 0; c < d->n_columns && dues[i].sums != NULL; c++) {
            struct amount *printed = &d->rows[i].amounts[c];
            printed->without_pm =
                printed->kind == AMOUNT_NUMBER &&
                sum_for(&dues[i], c, *printed)->sum.without_pm;
        }
    for (size_t c = 0; c < d->n_columns; c++) {
        bool adds_up = adds_up_years(d, c);
        for (size_t i = 0; i < d->n_rows && adds_up; i++) {
            struct amount *printed = &d->rows[i].amounts[c];
            if (printed->kind == AMOUNT_NUMBER &&
                add_across(d, &d->rows[i]).sum.without_pm)
                printed->without_pm = true;
        }
    }
}

/* Compares one printed cell; false when it is the sum, or says nothing. */
static bool differs(const struct dataset *d, size_t row, size_t column,
                    const struct tally *sum, struct dataset_difference *out)
{
    struct amount printed = d->rows[row].amounts[column];
    struct decimal gap;
    bool ok = true;

    if ((printed.kind != AMOUNT_NUMBER && printed.kind != AMOUNT_NIL) ||
        tally_sum(sum).kind == AMOUNT_BAD || is_sum(printed, sum, &gap, &ok))
        return false;
    if (gap.units < 0)
        gap.units = -gap.units;
    *out = (struct dataset_difference){
        .row = &d->rows[row],
        .column = column,
        .sum = tally_sum(sum).value,
        .rounding = ok && decimal_cmp(gap, d->tolerance) <= 0,
    };
    return true;
}

struct differences {
    struct arena *arena;
    struct dataset_difference *all;
    size_t count, cap;
    bool any; /* that is no rounding */
};

static void add_difference(struct differences *to,
                           struct dataset_difference found)
{
    to->all =
        arena_grow(to->arena, to->all, to->count, &to->cap, sizeof(*to->all));
    to->all[to->count++] = found;
    to->any = to->any || !found.rounding;
}

static void compare_columns(const struct dataset *d, struct differences *to)
{
    struct due *dues = add_up(to->arena, d);
    struct dataset_difference found;

    for (size_t i = 0; i < d->n_rows; i++)
        for (size_t c = 0; c < d->n_columns && dues[i].sums != NULL; c++) {
            struct amount printed = d->rows[i].amounts[c];
            if (differs(d, i, c, sum_for(&dues[i], c, printed), &found))
                add_difference(to, found);
        }
}

/* Totals follow from the items, so they are looked at when those are right. */
static void compare_rows(const struct dataset *d, size_t column, bool totals,
                         struct differences *to)
{
    struct dataset_difference found;

    for (size_t i = 0; i < d->n_rows; i++) {
        enum row_kind kind = d->rows[i].kind;
        struct tally sum = add_across(d, &d->rows[i]);
        if ((kind == ROW_TOTAL || kind == ROW_SUBTOTAL) != totals ||
            !differs(d, i, column, &sum, &found))
            continue;
        found.across = true;
        add_difference(to, found);
    }
}

size_t dataset_differences(struct arena *a, const struct dataset *d,
                           struct dataset_difference **out)
{
    struct differences found = {.arena = a};

    if (!d->broken)
        compare_columns(d, &found);
    for (size_t c = 0; c < d->n_columns && !d->broken && !found.any; c++) {
        if (!adds_up_years(d, c))
            continue;
        compare_rows(d, c, false, &found);
        if (!found.any)
            compare_rows(d, c, true, &found);
    }
    *out = found.all;
    return found.count;
}
