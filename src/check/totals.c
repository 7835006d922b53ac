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

void check_totals(const struct report *report, struct diags *diags)
{
    char decimal_sign = report->lang == LANG_NL ? ',' : '.';
    struct arena *a = arena_new();

    for (size_t i = 0; i < report->n_datasets; i++) {
        const struct dataset *d = &report->datasets[i];
        struct dataset_difference *all;
        size_t count = dataset_differences(a, d, &all);

        for (size_t j = 0; j < count; j++)
            if (!all[j].rounding)
                report_difference(a, d, &all[j], decimal_sign, diags);
    }
    arena_free(a);
}
