/* base/str.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"

static void distance_counts_edits_and_swaps(void **state)
{
    (void)state;
    assert_int_equal(str_distance(STR("Cloud"), STR("Cloud"), 9), 0);
    assert_int_equal(str_distance(STR("Cluod"), STR("Cloud"), 9), 1);
    assert_int_equal(str_distance(STR("Clod"), STR("Cloud"), 9), 1);
    assert_int_equal(str_distance(STR(""), STR("Data"), 9), 4);
    assert_int_equal(str_distance(STR("abcdef"), STR("uvwxyz"), 3), 3);
}

static void slices_are_cut_off_at_the_end(void **state)
{
    (void)state;
    assert_true(str_eq(str_slice(STR("abc"), 1, 9), STR("bc")));
    assert_true(str_eq(str_slice(STR("abc"), 5, 9), STR("")));
    assert_int_equal(str_slice((struct str){0}, 0, 4).len, 0);
}

static void search_finds_the_first_whole_needle(void **state)
{
    (void)state;
    assert_int_equal(str_search(STR("aab aabb"), "aabb", 0), 4);
    assert_int_equal(str_search(STR("aab"), "aabb", 0), 3);
    assert_int_equal(str_search((struct str){0}, "x", 0), 0);
}

static void format_keeps_a_nul_behind_the_text(void **state)
{
    struct arena *a = arena_new();
    struct str s = str_format(a, "%d %s", 12, "fte");

    (void)state;
    assert_string_equal(s.p, "12 fte");
    assert_int_equal(s.len, 6);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distance_counts_edits_and_swaps),
        cmocka_unit_test(slices_are_cut_off_at_the_end),
        cmocka_unit_test(search_finds_the_first_whole_needle),
        cmocka_unit_test(format_keeps_a_nul_behind_the_text),
    };

    return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
