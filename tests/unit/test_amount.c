/* model/amount.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/amount.h"

static struct amount number(int64_t units, int scale)
{
    return (struct amount){AMOUNT_NUMBER, {units, scale}, false, false};
}

static void expect(struct decimal got, int64_t units, int scale)
{
    assert_int_equal(got.units, units);
    assert_int_equal(got.scale, scale);
}

static void a_tenth_and_two_tenths_are_three_tenths(void **state)
{
    bool ok = true;

    (void)state;
    expect(decimal_add((struct decimal){1, 1}, (struct decimal){2, 1}, &ok), 3,
           1);
    expect(decimal_add((struct decimal){125, 2}, (struct decimal){1, 0}, &ok),
           225, 2);
    expect(decimal_sub((struct decimal){1, 0}, (struct decimal){1, 6}, &ok),
           999999, 6);
    assert_true(ok);
}

static void overflow_is_told_and_gives_nothing(void **state)
{
    static const struct decimal most = {INT64_MAX, 0};
    static const struct decimal least = {INT64_MIN, 0};
    bool ok = true;

    (void)state;
    expect(decimal_add(most, (struct decimal){1, 0}, &ok), 0, 0);
    assert_false(ok);
    ok = true;
    expect(decimal_sub(least, (struct decimal){1, 0}, &ok), 0, 0);
    assert_false(ok);
    ok = true;
    decimal_sub((struct decimal){0, 0}, least, &ok);
    assert_false(ok);
    ok = true;
    decimal_add(most, (struct decimal){1, 1}, &ok);
    assert_false(ok); /* no room for the decimals of the other */
    decimal_add((struct decimal){1, 0}, (struct decimal){1, 0}, &ok);
    assert_false(ok); /* never set to true again */
}

static void comparing_never_overflows(void **state)
{
    (void)state;
    assert_true(decimal_cmp((struct decimal){10, 1}, (struct decimal){1, 0}) ==
                0);
    assert_true(decimal_cmp((struct decimal){-11, 1}, (struct decimal){-1, 0}) <
                0);
    assert_true(decimal_cmp((struct decimal){INT64_MAX, 0},
                            (struct decimal){INT64_MAX, 6}) > 0);
    assert_true(decimal_cmp((struct decimal){INT64_MIN, 0},
                            (struct decimal){0, 6}) < 0);
    assert_true(decimal_cmp((struct decimal){1, 6}, (struct decimal){0, 0}) >
                0);
}

static void per_cents_are_rounded_half_away_from_zero(void **state)
{
    bool ok = true;

    (void)state;
    expect(
        decimal_percent((struct decimal){1, 0}, (struct decimal){3, 0}, 2, &ok),
        3333, 2);
    expect(
        decimal_percent((struct decimal){1, 0}, (struct decimal){8, 0}, 0, &ok),
        13, 0); /* 12.5 */
    expect(decimal_percent((struct decimal){-1, 0}, (struct decimal){8, 0}, 0,
                           &ok),
           -13, 0);
    expect(decimal_percent((struct decimal){-1, 0}, (struct decimal){-8, 0}, 1,
                           &ok),
           125, 1);
    expect(decimal_percent((struct decimal){56, 4}, (struct decimal){1, 0}, 2,
                           &ok),
           56, 2);
    expect(decimal_percent((struct decimal){INT64_MAX, 0},
                           (struct decimal){INT64_MAX, 0}, 6, &ok),
           100000000, 6);
    expect(decimal_percent((struct decimal){INT64_MIN, 0},
                           (struct decimal){INT64_MAX, 0}, 0, &ok),
           -100, 0);
    assert_true(ok);
}

static void a_share_of_nothing_is_no_number(void **state)
{
    bool ok = true;

    (void)state;
    decimal_percent((struct decimal){1, 0}, (struct decimal){0, 3}, 1, &ok);
    assert_false(ok);
    ok = true;
    decimal_percent((struct decimal){INT64_MAX, 0}, (struct decimal){1, 0}, 2,
                    &ok);
    assert_false(ok);
}

static void a_sum_remembers_a_pm(void **state)
{
    bool ok = true;
    struct amount pm = {.kind = AMOUNT_PM};
    struct amount empty = {.kind = AMOUNT_EMPTY};
    struct amount sum = amount_add(number(5, 0), pm, &ok);

    (void)state;
    assert_int_equal(sum.kind, AMOUNT_NUMBER);
    assert_true(sum.without_pm && sum.derived);
    sum = amount_add(sum, number(25, 1), &ok);
    expect(sum.value, 75, 1);
    assert_true(sum.without_pm);
    assert_false(amount_add(number(5, 0), empty, &ok).without_pm);
}

static struct amount tally(const enum amount_kind *kinds, size_t count)
{
    struct tally t = {0};

    for (size_t i = 0; i < count; i++)
        tally_add(&t, kinds[i] == AMOUNT_NUMBER
                          ? number(7, 0)
                          : (struct amount){.kind = kinds[i]});
    return tally_sum(&t);
}

static void a_sum_of_nothing_but_pm_is_pm(void **state)
{
    static const enum amount_kind pms[] = {AMOUNT_PM, AMOUNT_PM};
    static const enum amount_kind nils[] = {AMOUNT_NIL, AMOUNT_NIL};
    static const enum amount_kind mixed[] = {AMOUNT_PM, AMOUNT_EMPTY,
                                             AMOUNT_NUMBER};
    static const enum amount_kind bad[] = {AMOUNT_NUMBER, AMOUNT_BAD};

    (void)state;
    assert_int_equal(tally(pms, 2).kind, AMOUNT_PM);
    assert_false(tally(pms, 2).without_pm);
    assert_int_equal(tally(nils, 2).kind, AMOUNT_NIL);
    assert_int_equal(tally(mixed, 2).kind, AMOUNT_NUMBER);
    assert_int_equal(tally(mixed, 3).kind, AMOUNT_NUMBER);
    assert_true(tally(mixed, 3).without_pm);
    assert_true(tally(mixed, 3).derived);
    assert_int_equal(tally(bad, 2).kind, AMOUNT_BAD);
    assert_int_equal(tally(bad, 0).kind, AMOUNT_EMPTY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tenth_and_two_tenths_are_three_tenths),
        cmocka_unit_test(overflow_is_told_and_gives_nothing),
        cmocka_unit_test(comparing_never_overflows),
        cmocka_unit_test(per_cents_are_rounded_half_away_from_zero),
        cmocka_unit_test(a_share_of_nothing_is_no_number),
        cmocka_unit_test(a_sum_remembers_a_pm),
        cmocka_unit_test(a_sum_of_nothing_but_pm_is_pm),
    };

    return cmocka_run_group_tests_name("model/amount", tests, NULL, NULL);
}
