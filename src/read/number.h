/* number.h - what one cell of a data file says.
 *
 * "1.355", "€ 1.355", "1 355", "-12", "– 3,3", "(250)", "12,-", "12-", "4%",
 * "PM", "p.m.", "-" and nothing at all.  A cell alone does not tell whether its
 * point or comma is a decimal sign ("1.234"), so reading takes two steps: scan
 * every cell, choose a decimal sign for the file, then read the values.
 */
#ifndef READ_NUMBER_H
#define READ_NUMBER_H

#include <stdbool.h>

#include "base/str.h"
#include "model/amount.h"

enum {
    NUMBER_LENGTH_MAX = 48, /* bytes of ASCII; no amount is longer */
    /* So that thousands of amounts add up without overflow. */
    NUMBER_DIGITS_MAX = 15,
};

struct number {
    enum amount_kind kind; /* NUMBER: digits is still to be read */
    bool negative;
    char digits[NUMBER_LENGTH_MAX + 1]; /* digits, points, commas, spaces */
    bool with_comma; /* digits is a number with ',' as its decimal sign */
    bool with_point; /* the same with '.'; "1.234" is both */
    bool unsure;     /* both, and they are different numbers */
};

/* Kind BAD: no number in any notation. */
struct number number_scan(struct str text);

/* The amount with this decimal sign; BAD when the digits do not fit it. */
struct amount number_amount(const struct number *number, char decimal_sign);

/* "0,5", "0.5" or "1": no digit is doubtful, and none is below zero. */
bool number_from_zero(struct str text, struct decimal *value);

#endif
