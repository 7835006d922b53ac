/* resolve.h - what can be known only when all pages are read: pictures, the
 * numbers of figures and tables, where links and references lead. */
#ifndef READ_RESOLVE_H
#define READ_RESOLVE_H

struct arena;
struct diags;
struct folder;
struct report;

/* Figures and tables are numbered in order of the pages, where readers of the
 * pages see them: not on slides only, not in notes.  Pictures come from the
 * folder; one that cannot be used is reported. */
void resolve_report(struct arena *a, struct report *report,
                    struct folder *folder, struct diags *diags);

#endif
