/* Any bytes are settings: no crash, every place exists, and what comes back is
 * within what the settings allow. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/report.h"
#include "read/settings.h"
#include "read/spending.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
    struct report report = {0};
    struct settings settings =
        settings_read(a, "plenum.yml", bytes, &report, d);

    if (report.handout < 1 || report.handout > 6 || report.date.month > 12)
        abort();
    for (size_t i = 0; i < settings.n_datasets; i++)
        if (settings.datasets[i].file.text.len == 0)
            abort();
    check_places(d);
    diags_free(d);
    arena_free(a);
    return 0;
}
