/* amount.h - amounts of money as the tables give them, in exact decimals.
 *
 * No binary floating point: 0.1 + 0.2 is 0.3 here.  An amount is a number, nil
 * (a dash: nothing is spent), PM (pro memorie: recorded, the amount not yet
 * known), empty (not stated) or bad (unreadable; reported when it was read).
 * PM is not nil and not empty: a sum that leaves one out says so.
 */
#ifndef MODEL_AMOUNT_H
#define MODEL_AMOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* units / 10^scale: 12,50 is {1250, 2}.  scale is at most DECIMAL_SCALE_MAX. */
struct decimal {
    int64_t units;
    int scale;
};

enum {
    DECIMAL_SCALE_MAX = 6
};

enum amount_kind {
    AMOUNT_EMPTY,
    AMOUNT_NUMBER,
    AMOUNT_NIL,
    AMOUNT_PM,
    AMOUNT_BAD,
};

struct amount {
    enum amount_kind kind;
    struct decimal value; /* 0 unless AMOUNT_NUMBER */
    bool without_pm;      /* a sum that left out at least one PM */
    bool derived;         /* computed here, not printed in the source */
};

/* Arithmetic that would overflow sets *ok to false and gives 0; *ok is never
 * set to true, so a chain of sums is tested once. */
struct decimal decimal_add(struct decimal a, struct decimal b, bool *ok);
struct decimal decimal_sub(struct decimal a, struct decimal b, bool *ok);
int decimal_cmp(struct decimal a, struct decimal b); /* <0, 0, >0 */
/* part / whole * 100 with `scale` decimals, rounded half away from zero; *ok
 * becomes false when whole is 0. */
struct decimal decimal_percent(struct decimal part, struct decimal whole,
                               int scale, bool *ok);
/* For drawing only: the length of a bar. */
double decimal_to_double(struct decimal d);

/* NUMBER and NIL add up; PM sets without_pm; EMPTY and BAD add nothing.  The
 * result is a derived NUMBER. */
struct amount amount_add(struct amount a, struct amount b, bool *ok);

/* A sum as a reader wants it: of nothing but PM it is PM and not 0, likewise of
 * nothing but empty cells or dashes.  BAD where an amount is, and where the sum
 * is too large.  Starts as (struct tally){0}. */
struct tally {
    struct amount sum;
    enum amount_kind kind; /* of all amounts so far, unless they differ */
    bool started, differ, bad;
};

void tally_add(struct tally *t, struct amount amount);
struct amount tally_sum(const struct tally *t); /* derived */

#endif
