/* totals.h - the printed totals are the sums of their rows. */
#ifndef CHECK_TOTALS_H
#define CHECK_TOTALS_H

struct diags;
struct report;

/* Reports every printed total and subtotal that differs from its items by more
 * than the tolerance of the dataset, at its cell. */
void check_totals(const struct report *report, struct diags *diags);

#endif
