#include "model/amount.h"

#include <assert.h>
#include <stddef.h>

static const int64_t powers[DECIMAL_SCALE_MAX + 1] = {
    1, 10, 100, 1000, 10000, 100000, 1000000,
};

/* The same value with more decimals. */
static struct decimal rescale(struct decimal d, int scale, bool *ok)
{
    assert(d.scale >= 0 && d.scale <= scale && scale <= DECIMAL_SCALE_MAX);
    int64_t factor = powers[scale - d.scale];

    if (d.units > INT64_MAX / factor || d.units < INT64_MIN / factor) {
        *ok = false;
        return (struct decimal){0};
    }
    return (struct decimal){d.units * factor, scale};
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

struct decimal decimal_add(struct decimal a, struct decimal b, bool *ok)
{
    bool fits = true;
    int scale = larger(a.scale, b.scale);
    struct decimal x = rescale(a, scale, &fits);
    struct decimal y = rescale(b, scale, &fits);

    if (!fits || (y.units > 0 && x.units > INT64_MAX - y.units) ||
        (y.units < 0 && x.units < INT64_MIN - y.units)) {
        *ok = false;
        return (struct decimal){0};
    }
    return (struct decimal){x.units + y.units, scale};
}

struct decimal decimal_sub(struct decimal a, struct decimal b, bool *ok)
{
    if (b.units == INT64_MIN) {
        *ok = false;
        return (struct decimal){0};
    }
    return decimal_add(a, (struct decimal){-b.units, b.scale}, ok);
}

/* Whole parts first, then what is behind the comma, so nothing overflows. */
int decimal_cmp(struct decimal a, struct decimal b)
{
    int64_t whole_a = a.units / powers[a.scale];
    int64_t whole_b = b.units / powers[b.scale];
    int64_t rest_a =
        a.units % powers[a.scale] * powers[DECIMAL_SCALE_MAX - a.scale];
    int64_t rest_b =
        b.units % powers[b.scale] * powers[DECIMAL_SCALE_MAX - b.scale];

    if (whole_a != whole_b)
        return whole_a < whole_b ? -1 : 1;
    return (rest_a > rest_b) - (rest_a < rest_b);
}

static uint64_t magnitude(int64_t v)
{
    return v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
}

/* The next digit of a long division: *rest becomes 10 * *rest mod whole.  Ten
 * additions below `whole` cannot overflow where a multiplication could. */
static unsigned next_digit(uint64_t *rest, uint64_t whole)
{
    uint64_t sum = 0;
    unsigned digit = 0;

    for (int i = 0; i < 10; i++) {
        sum += *rest;
        if (sum >= whole) {
            sum -= whole;
            digit++;
        }
    }
    *rest = sum;
    return digit;
}

struct decimal decimal_percent(struct decimal part, struct decimal whole,
                               int scale, bool *ok)
{
    bool fits = true;
    int shared = larger(part.scale, whole.scale);
    struct decimal p = rescale(part, shared, &fits);
    struct decimal w = rescale(whole, shared, &fits);

    assert(scale >= 0 && scale <= DECIMAL_SCALE_MAX);
    if (!fits || w.units == 0) {
        *ok = false;
        return (struct decimal){0};
    }

    uint64_t below = magnitude(w.units);
    uint64_t quotient = magnitude(p.units) / below;
    uint64_t rest = magnitude(p.units) % below;
    for (int i = 0; i < scale + 2; i++) {
        if (quotient > (uint64_t)INT64_MAX / 10 - 1) {
            *ok = false;
            return (struct decimal){0};
        }
        quotient = quotient * 10 + next_digit(&rest, below);
    }
    if (rest >= below - rest)
        quotient++;

    bool negative = (p.units < 0) != (w.units < 0);
    return (struct decimal){negative ? -(int64_t)quotient : (int64_t)quotient,
                            scale};
}

double decimal_to_double(struct decimal d)
{
    return (double)d.units / (double)powers[d.scale];
}

struct amount amount_add(struct amount a, struct amount b, bool *ok)
{
    return (struct amount){
        .kind = AMOUNT_NUMBER,
        .value = decimal_add(a.value, b.value, ok),
        .without_pm = a.without_pm || b.without_pm || a.kind == AMOUNT_PM ||
                      b.kind == AMOUNT_PM,
        .derived = true,
    };
}

void tally_add(struct tally *t, struct amount amount)
{
    bool ok = true;

    t->differ = t->differ || (t->started && t->kind != amount.kind);
    t->kind = amount.kind;
    t->started = true;
    t->sum = amount_add(t->sum, amount, &ok);
    t->bad = t->bad || !ok || amount.kind == AMOUNT_BAD;
}

struct amount tally_sum(const struct tally *t)
{
    struct amount sum = t->sum;

    sum.derived = true;
    if (t->bad || t->differ || t->kind == AMOUNT_NUMBER)
        sum.kind = t->bad ? AMOUNT_BAD : AMOUNT_NUMBER;
    else
        sum = (struct amount){.kind = t->kind, .derived = true};
    if (t->bad)
        sum.value = (struct decimal){0};
    return sum;
}
