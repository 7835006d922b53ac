/* money.h - an amount of money in running text: "€ 190 mln", "1,2 miljard
 * euro", "£5m", "17 miljoen" where these are not inhabitants. */
#ifndef CHECK_MONEY_H
#define CHECK_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "model/words.h"

enum currency {
    CURRENCY_NONE, /* none is named */
    CURRENCY_EURO,
    CURRENCY_POUND,
    CURRENCY_DOLLAR,
};

/* mantissa * 10^power; the mantissa does not end in 0 unless it is 0. */
struct sum {
    int64_t mantissa;
    int power;
};

struct sum sum_of(int64_t mantissa, int power);

struct money {
    struct sum sum;
    enum currency currency;
};

/* "€ mln" is {CURRENCY_EURO, 6}, "£ 1,000" {CURRENCY_POUND, 3}; false for a
 * unit that is no money. */
bool money_unit(struct str unit, enum currency *currency, int *power);

/* Reads what stands at `from`, a digit or the sign of a currency.  *end is the
 * byte behind what was looked at, in any case.  True: it is an amount of money,
 * of text.p[from] to text.p[*end]. */
bool money_read(struct str text, size_t from, enum lang lang,
                struct money *money, size_t *end);

/* May an amount start here? */
bool money_may_start(struct str text, size_t at);

#endif
