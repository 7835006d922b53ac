/* base/color.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/color.h"

static void colors_are_read_in_two_forms(void **state)
{
    struct rgb c;

    (void)state;
    assert_true(color_parse(STR("#12436D"), &c));
    assert_true(c.r == 0x12 / 255.0 && c.g == 0x43 / 255.0 &&
                c.b == 0x6D / 255.0);
    assert_true(color_parse(STR("#fff"), &c));
    assert_true(c.r == 1 && c.g == 1 && c.b == 1);
}

static void other_texts_are_refused(void **state)
{
    static const char *const bad[] = {
        "", "#", "12436D", "#12436", "#12436G", "#12436DD", "#12 36D", "red"};
    struct rgb c;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(color_parse(str_of(bad[i]), &c));
}

/* Reference values: black on white is 21; #767676 is the lightest grey that
 * WCAG 2.2 allows for text on white; #12436D on white was measured as 10.25. */
static void contrast_is_that_of_wcag(void **state)
{
    struct rgb white, black, grey, blue;

    (void)state;
    color_parse(STR("#fff"), &white);
    color_parse(STR("#000"), &black);
    color_parse(STR("#767676"), &grey);
    color_parse(STR("#12436D"), &blue);
    assert_true(color_contrast(white, black) == 21);
    assert_true(color_contrast(black, white) == 21);
    assert_true(color_contrast(grey, white) > 4.5);
    assert_true(color_contrast(grey, white) < 4.6);
    assert_int_equal((int)(color_contrast(blue, white) * 100 + 0.5), 1025);
}

static void bits_are_those_of_the_text(void **state)
{
    struct rgb c;

    (void)state;
    assert_true(color_parse(STR("#12436D"), &c));
    assert_int_equal(color_bits(c), 0x12436D);
    assert_true(color_parse(STR("#fff"), &c));
    assert_int_equal(color_bits(c), 0xFFFFFF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bits_are_those_of_the_text),
        cmocka_unit_test(colors_are_read_in_two_forms),
        cmocka_unit_test(other_texts_are_refused),
        cmocka_unit_test(contrast_is_that_of_wcag),
    };

    return cmocka_run_group_tests_name("base/color", tests, NULL, NULL);
}
