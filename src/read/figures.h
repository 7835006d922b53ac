/* figures.h - the fenced blocks ```chart and ```table, with YAML in them,
 * become charts and tables of a dataset. */
#ifndef READ_FIGURES_H
#define READ_FIGURES_H

#include "base/diag.h"
#include "base/str.h"
#include "model/words.h"

struct arena;
struct chart;
struct report;
struct table;

/* `yaml` is the text between the fences and starts at line `at.line` + 1.
 * Unknown data, rows and columns are diagnosed at their own place with the
 * nearest match.  Returns NULL when there is nothing to show.  Text that the
 * author writes (title, caption, alt) may hold values: {{ }}. */
struct chart *figure_chart(struct arena *a, const struct report *report,
                           enum lang lang, struct str yaml, struct place at,
                           struct diags *diags);
struct table *figure_table(struct arena *a, const struct report *report,
                           enum lang lang, struct str yaml, struct place at,
                           struct diags *diags);

#endif
