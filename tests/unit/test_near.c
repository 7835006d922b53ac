/* base/near.h, base/index.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/index.h"
#include "base/near.h"

static const char *nearest(const char *typed)
{
    static const char *const names[] = {
        "title", "status", "AI",
        "Data",  "Een",    "Digitale weerbaarheid en autonomie"};
    struct near near = near_new(str_of(typed));

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        near_offer(&near, str_of(names[i]));
    return near.best.p; /* all of them are literals */
}

static void a_slip_is_near(void **state)
{
    (void)state;
    assert_string_equal(nearest("titel"), "title");
    assert_string_equal(nearest("STATSU"), "status");
    assert_string_equal(nearest("al"), "AI");
    assert_string_equal(nearest("één"), "Een");
    assert_string_equal(nearest("Gréèp"), "");
    assert_string_equal(nearest("digitale weerbaarheid"),
                        "Digitale weerbaarheid en autonomie");
}

static void another_word_is_not(void **state)
{
    (void)state;
    assert_string_equal(nearest("speaker"), "");
    assert_string_equal(nearest("Dorp"), "");
    assert_string_equal(nearest(""), "");
    assert_string_equal(nearest("x"), "");
}

static void an_index_finds_what_was_put_first(void **state)
{
    struct arena *a = arena_new();
    struct index index = index_new(a);
    size_t value = 9;

    (void)state;
    assert_false(index_find(&index, STR("a"), &value));
    assert_true(index_put(&index, STR("Data"), 1));
    assert_false(index_put(&index, STR("data"), 2)); /* case does not count */
    assert_true(index_put(&index, (struct str){0}, 3));
    assert_true(index_find(&index, STR("DATA"), &value));
    assert_int_equal(value, 1);
    assert_true(index_find(&index, STR(""), &value));
    assert_int_equal(value, 3);
    for (size_t i = 0; i < 1000; i++)
        assert_true(index_put(&index, str_format(a, "name %zu", i), i));
    for (size_t i = 0; i < 1000; i++) {
        assert_true(index_find(&index, str_format(a, "NAME %zu", i), &value));
        assert_int_equal(value, i);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_is_near),
        cmocka_unit_test(another_word_is_not),
        cmocka_unit_test(an_index_finds_what_was_put_first),
    };

    return cmocka_run_group_tests_name("base/near, base/index", tests, NULL,
                                       NULL);
}
