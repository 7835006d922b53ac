/* check.h - what is wrong with a report that could be read. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

struct deck;
struct diags;
struct report;

/* Runs every rule; one rule is one function in the table of check.c. */
void check_report(struct report *report, const struct deck *deck,
                  struct diags *diags);

#endif
