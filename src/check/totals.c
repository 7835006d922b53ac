#include "check/totals.h"

#include "base/arena.h"
#include "base/diag.h"
#include "model/dataset.h"
#include "model/report.h"
#include "model/words.h"

static void report_difference(struct arena *a, const struct dataset *d,
                              const struct dataset_difference *difference,
                              char decimal_sign, struct diags *diags)
{
    const struct dataset_row *row = difference->row;
    size_t column = difference->column;
    struct str name = d->columns[column].name;
    struct str said = format_plain(a, row->amounts[column].value, decimal_sign);
    struct str sum = format_plain(a, difference->sum, decimal_sign);

    if (difference->across)
        diag_add(diags, DIAG_TOTAL_DIFFERS, row->places[column],
                 "\"%.*s\" of %.*s is %.*s, its years add up to %.*s",
                 STR_ARG(name), STR_ARG(row->name), STR_ARG(said),
                 STR_ARG(sum));
    else if (row->kind == ROW_TOTAL)
        diag_add(diags, DIAG_TOTAL_DIFFERS, row->places[column],
                 "total of %.*s is %.*s, the rows add up to %.*s",
                 STR_ARG(name), STR_ARG(said), STR_ARG(sum));
    else if (row->group == NO_GROUP)
        diag_add(diags, DIAG_TOTAL_DIFFERS, row->places[column],
                 "\"%.*s\" in %.*s is %.*s, its rows add up to %.*s",
                 STR_ARG(row->name), STR_ARG(name), STR_ARG(said),
                 STR_ARG(sum));
    else
        diag_add(diags, DIAG_TOTAL_DIFFERS, row->places[column],
                 "subtotal of %.*s in %.*s is %.*s, the rows add up to %.*s",
                 STR_ARG(d->groups[row->group].name), STR_ARG(name),
                 STR_ARG(said), STR_ARG(sum));
}

/* The first amount that cannot be added to those before it, in a column or, over
 * the years, in a row: sums are made of both. */
static void add_up(const struct dataset *d, size_t row, size_t column,
                   struct tally *tally, struct diags *diags)
{
    struct amount amount = d->rows[row].amounts[column];
    bool was_bad = tally->bad;

    tally_add(tally, amount);
    if (tally->bad && !was_bad && amount.kind != AMOUNT_BAD)
        diag_add(diags, DIAG_SUM_TOO_LARGE, d->rows[row].places[column],
                 "\"%.*s\" in %.*s and the amounts before it have too many "
                 "digits together",
                 STR_ARG(d->rows[row].name), STR_ARG(d->columns[column].name));
}

static void check_sums(const struct dataset *d, struct diags *diags)
{
    for (size_t c = 0; c < d->n_columns; c++) {
        struct tally tally = {0};

        for (size_t r = 0; r < d->n_rows; r++)
            if (d->rows[r].kind == ROW_ITEM)
                add_up(d, r, c, &tally, diags);
    }
    for (size_t r = 0; r < d->n_rows; r++) {
        struct tally tally = {0};

        for (size_t c = 0; c < d->n_columns; c++)
            if (d->columns[c].kind == COLUMN_YEAR)
                add_up(d, r, c, &tally, diags);
    }
}

void check_totals(const struct report *report, struct diags *diags)
{
    char decimal_sign = report->lang == LANG_NL ? ',' : '.';
    struct arena *a = arena_new();

    for (size_t i = 0; i < report->n_datasets; i++) {
        const struct dataset *d = &report->datasets[i];
        struct dataset_difference *all;
        size_t count = dataset_differences(a, d, &all);

        check_sums(d, diags);
        for (size_t j = 0; j < count; j++)
            if (!all[j].rounding)
                report_difference(a, d, &all[j], decimal_sign, diags);
    }
    arena_free(a);
}
