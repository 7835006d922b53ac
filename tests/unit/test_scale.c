#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>

#include "chart/scale.h"

static double tick(const struct scale *s, size_t i)
{
    return decimal_to_double(s->ticks[i]);
}

static void expect_ticks(const struct scale *s, const double *want, size_t n)
{
    assert_int_equal(s->n_ticks, n);
    for (size_t i = 0; i < n; i++)
        assert_true(fabs(tick(s, i) - want[i]) < 1e-9);
}

static void ends_at_the_largest_amount(void **state)
{
    (void)state;
    struct scale s = scale_make(0, 430);
    const double want[] = {0, 100, 200, 300, 400};

    assert_true(s.low == 0 && s.high == 430);
    expect_ticks(&s, want, 5);
}

static void zero_is_on_it_when_all_amounts_are_large(void **state)
{
    (void)state;
    struct scale s = scale_make(1355, 1615);
    const double want[] = {0, 500, 1000, 1500};

    assert_true(s.low == 0);
    expect_ticks(&s, want, 4);
}

static void with_losses_both_ends_are_ticks(void **state)
{
    (void)state;
    struct scale s = scale_make(-12, 47);
    const double want[] = {-20, 0, 20, 40, 60};

    assert_true(s.low == -20 && s.high == 60);
    expect_ticks(&s, want, 5);
}

static void only_losses_hang_from_zero(void **state)
{
    (void)state;
    struct scale s = scale_make(-9, -3);

    assert_true(s.high == 0);
    assert_true(s.low == -10);
}

static void ticks_are_exact_decimals(void **state)
{
    (void)state;
    struct scale s = scale_make(0, 1.3);

    assert_int_equal(s.ticks[1].units, 5);
    assert_int_equal(s.ticks[1].scale, 1);
}

static void nothing_to_show_has_zero_only(void **state)
{
    (void)state;
    struct scale s = scale_make(0, 0);

    assert_true(s.high > s.low);
    assert_int_equal(s.n_ticks, 1);
    assert_int_equal(s.ticks[0].units, 0);
}

static void amounts_beyond_decimals_get_no_ticks_but_a_scale(void **state)
{
    (void)state;
    struct scale s = scale_make(-9e18, 4e20);

    assert_true(s.high >= 4e20);
    assert_true(s.n_ticks >= 1);
}

/* Every range from a millionth to the largest amount, one- and two-sided. */
static void there_are_three_to_six_round_ticks(void **state)
{
    (void)state;
    for (double most = 5e-6; most < 4e18; most *= 1.07) {
        for (int side = 0; side < 3; side++) {
            struct scale s = scale_make(-most * side / 2.7, most);

            assert_in_range(s.n_ticks, 3, 6);
            for (size_t i = 0; i < s.n_ticks; i++) {
                assert_true(tick(&s, i) >= s.low * (1 + 1e-9));
                assert_true(tick(&s, i) <= s.high * (1 + 1e-9));
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_at_the_largest_amount),
        cmocka_unit_test(zero_is_on_it_when_all_amounts_are_large),
        cmocka_unit_test(with_losses_both_ends_are_ticks),
        cmocka_unit_test(only_losses_hang_from_zero),
        cmocka_unit_test(ticks_are_exact_decimals),
        cmocka_unit_test(nothing_to_show_has_zero_only),
        cmocka_unit_test(amounts_beyond_decimals_get_no_ticks_but_a_scale),
        cmocka_unit_test(there_are_three_to_six_round_ticks),
    };

    return cmocka_run_group_tests_name("chart/scale", tests, NULL, NULL);
}
