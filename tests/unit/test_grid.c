/* layout/grid.h */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "layout/grid.h"

static bool near(double a, double b)
{
    return fabs(a - b) < 0.01;
}

static double end_of(const struct grid *grid)
{
    const struct grid_column *last = &grid->columns[grid->n_columns - 1];

    return last->x + last->width;
}

static void columns_fill_the_width_exactly(void **state)
{
    (void)state;
    for (enum grid_share share = GRID_EVEN; share < GRID_SHARE_COUNT; share++)
        for (double width = 20; width < 900; width += 13) {
            struct grid_column columns[] = {
                {.least = 100, .most = 400},
                {.least = 30, .most = 30, .number = true},
                {.least = 40, .most = 42, .number = true},
                {.least = 80, .most = 150, .number = true, .apart = true},
            };
            struct grid grid = {columns, 4, 10};

            grid_set(&grid, width, share);
            if (width > 60) /* the gaps, and something to share */
                assert_true(near(end_of(&grid), width));
            for (size_t i = 0; i < 4; i++)
                assert_true(columns[i].width > 0);
        }
}

static void figures_are_equally_wide_but_not_those_apart(void **state)
{
    struct grid_column columns[] = {
        {.least = 50, .most = 50},
        {.least = 20, .most = 20, .number = true},
        {.least = 40, .most = 42, .number = true},
        {.least = 90, .most = 150, .number = true, .apart = true},
    };
    struct grid grid = {columns, 4, 10};

    (void)state;
    grid_set(&grid, 600, GRID_EVEN);
    assert_true(near(columns[1].width, columns[2].width));
    assert_true(columns[3].width > columns[2].width);
    /* a gap of 10 between columns, of 20 before the one apart */
    assert_true(near(columns[2].x - columns[1].x - columns[1].width, 10));
    assert_true(near(columns[3].x - columns[2].x - columns[2].width, 20));
    /* 50 + 2 * 40 + 90 and gaps of 40 */
    assert_true(near(grid_least(&grid), 260));
}

static void text_first_leaves_the_figures_their_least(void **state)
{
    struct grid_column columns[] = {
        {.least = 100, .most = 400},
        {.least = 80, .most = 150, .number = true},
    };
    struct grid grid = {columns, 2, 10};

    (void)state;
    grid_set(&grid, 450, GRID_TEXT_FIRST);
    assert_true(near(columns[0].width, 360));
    assert_true(near(columns[1].width, 80));
    grid_set(&grid, 450, GRID_EVEN);
    assert_true(near(columns[0].width, 290));
    assert_true(near(columns[1].width, 150));
    grid_set(&grid, 450, GRID_PROPORTIONAL);
    assert_true(near(columns[0].width, 100 + 300 * 260 / 370.0));
}

static void one_column_takes_all(void **state)
{
    struct grid_column columns[] = {{.least = 10, .most = 20}};
    struct grid grid = {columns, 1, 10};

    (void)state;
    grid_set(&grid, 300, GRID_EVEN);
    assert_true(near(columns[0].x, 0));
    assert_true(near(columns[0].width, 300));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_fill_the_width_exactly),
        cmocka_unit_test(figures_are_equally_wide_but_not_those_apart),
        cmocka_unit_test(text_first_leaves_the_figures_their_least),
        cmocka_unit_test(one_column_takes_all),
    };

    return cmocka_run_group_tests_name("layout/grid", tests, NULL, NULL);
}
