/* load.h - a folder becomes a report: settings, data, then Markdown.
 *
 * Reading cannot fail: there is always a report, and every oddity is in
 * `diags`.  Only a folder without plenum.yml, or a disk that says no, gives
 * false.
 */
#ifndef READ_LOAD_H
#define READ_LOAD_H

#include <stdbool.h>

#include "base/str.h"

struct arena;
struct diags;
struct inputs;
struct report;
struct theme;

/* `root` holds content/.  False: *problem is what to tell the user. */
bool load_report(struct arena *a, const char *root, struct report *report,
                 struct diags *diags, struct str *problem);

/* The same, with a page that tells what changed since the set in the folder
 * `since`, unless that is NULL. */
bool load_report_since(struct arena *a, const char *root, const char *since,
                       struct report *report, struct diags *diags,
                       struct str *problem);

/* One Markdown file outside a report, for `plenum html FILE.md`: datasets are
 * found when a plenum.yml stands beside it.  The report has this one page, even
 * when it is a draft. */
bool load_page(struct arena *a, const char *path, struct report *report,
               struct diags *diags, struct str *problem);

/* templates/theme.yml; a file that is not there leaves the starting values. */
bool load_theme(struct arena *a, const char *path, struct inputs *inputs,
                struct theme *theme, struct diags *diags, struct str *problem);

/* The same for bytes in hand: `path` is how messages name them. */
void theme_read(struct arena *a, const char *path, struct str bytes,
                struct theme *theme, struct diags *diags);

#endif
