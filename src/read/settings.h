/* settings.h - plenum.yml: what the report is called, and its datasets. */
#ifndef READ_SETTINGS_H
#define READ_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "model/words.h"

struct arena;
struct data_spec;
struct diags;
struct report;

struct settings {
    struct data_spec *datasets; /* to be read with spending_read() */
    size_t n_datasets;
};

/* Fills in the settings of the report, with starting values for what is left
 * out.  `file` is how messages name plenum.yml; `bytes` must outlive the
 * report. */
struct settings settings_read(struct arena *a, const char *file,
                              struct str bytes, struct report *report,
                              struct diags *diags);

/* "2025-11-21"; false, and *out as it was, for what is no date. */
bool settings_date(struct str text, struct date *out);

#endif
