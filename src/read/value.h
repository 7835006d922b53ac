/* value.h - values in prose: {{ investeringsagenda[Cloud, 2027] | number }}
 *
 * Row: an item, a group or the total, in "double quotes" where it holds a
 * comma.  Column: a year, a range 2026..2030 (a sum), or an extra column.
 * Forms: number (no unit), share (of the total), growth (of a range: from the
 * first to the last, in per cent).  Sums that touch a PM say so.
 */
#ifndef READ_VALUE_H
#define READ_VALUE_H

#include "base/diag.h"
#include "base/str.h"
#include "model/words.h"

struct arena;
struct report;

/* What stands between the braces, and where. */
struct expression {
    struct str text;
    struct place at; /* of the first brace */
    /* Where a byte of the text stands; NULL where that is counted from `at`,
     * because the text is as the source has it and on one line. */
    struct place (*place)(const void *source, size_t byte);
    const void *source;
};

/* An unknown name is diagnosed with the nearest match, and the expression,
 * trimmed, comes back. */
struct str value_read(struct arena *a, const struct report *report,
                      enum lang lang, const struct expression *expression,
                      struct diags *diags);

/* Text with values in it, {{ ... }}, each replaced by its figure; `at` is the
 * place of the first character. */
struct str value_expand(struct arena *a, const struct report *report,
                        enum lang lang, struct str text, struct place at,
                        struct diags *diags);

#endif
