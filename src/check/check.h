/* check.h - what is wrong with a report that could be read. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include <stdbool.h>

struct deck;
struct diags;
struct report;

/* What can be printed: check/ knows no typefaces. */
struct typefaces {
    bool (*can_show)(const void *fonts, unsigned codepoint);
    const void *fonts;
};

/* Runs every rule; one rule is one function in the table of check.c.  Without
 * typefaces nothing is printed, and no character can be missing in print. */
void check_report(struct report *report, const struct deck *deck,
                  const struct typefaces *typefaces, struct diags *diags);

#endif
