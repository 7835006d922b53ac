/* Any bytes become a dataset: no crash, every place exists, every row has all
 * its amounts, and what is published of it can be made. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/output.h"
#include "check/totals.h"
#include "model/dataset.h"
#include "model/report.h"
#include "model/table.h"
#include "publish/publish.h"
#include "read/spending.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The last byte chooses how the file is declared. */
static struct data_spec spec_for(uint8_t choice)
{
    static const struct place at = {"plenum.yml", 1, 1};
    struct data_spec spec = {
        .key = STR("x"),
        .at = at,
        .file = {STR("x.csv"), at},
        .unit = STR("€ mln"),
        .encoding = ENCODING_ANY,
    };

    if (choice & 1) {
        spec.item = (struct named){STR("Post"), at};
        spec.group = (struct named){STR("Groep"), at};
        spec.total = (struct named){STR("Totaal"), at};
    }
    if (choice & 2) {
        spec.period = (struct named){STR("periode"), at};
        spec.amount = (struct named){STR("bedrag_mln_eur"), at};
        spec.kind = (struct named){STR("soort"), at};
    }
    if (choice & 4)
        spec.decimal_sign = '.';
    return spec;
}

static void check_places(struct diags *d)
{
    size_t count;
    const struct diag_view *all = diag_all(d, &count);

    for (size_t i = 0; i < count; i++)
        if (all[i].at.line > 0 && all[i].at.col == 0)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct str bytes = {(const char *)data, size};
    struct data_spec spec = spec_for(size > 0 ? data[size - 1] : 0);
    struct dataset dataset;
    struct report report = {.datasets = &dataset, .n_datasets = 1};
    struct outputs out = {.arena = a};

    spending_read(a, &spec, "x.csv", bytes, &dataset, d);
    for (size_t i = 0; i < dataset.n_rows; i++)
        if (dataset.rows[i].name.len == 0 || dataset.rows[i].amounts == NULL ||
            dataset.rows[i].group >= (int)dataset.n_groups)
            abort();
    check_totals(&report, d);
    table_of_dataset(a, &dataset, &(struct table_choice){0}, LANG_NL);
    publish_data(a, &report, &out);
    check_places(d);
    diags_free(d);
    arena_free(a);
    return 0;
}
