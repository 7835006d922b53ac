/* base/diag.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

static int begin(void **state)
{
    *state = diags_new();
    return 0;
}

static int end(void **state)
{
    diags_free(*state);
    return 0;
}

static void expect_text(struct diags *d, const char *want)
{
    struct arena *a = arena_new();
    struct buf text = buf_new(a);

    diag_print(d, &text, false);
    assert_string_equal(buf_str(&text).p, want);
    arena_free(a);
}

static void problems_are_sorted_by_place_then_by_order(void **state)
{
    struct diags *d = *state;

    diag_add(d, DIAG_RAW_HTML, (struct place){"b.md", 2, 1}, NULL);
    diag_add(d, DIAG_BAD_UTF8, (struct place){"b.md", 2, 1}, "byte %d", 255);
    diag_add(d, DIAG_BAD_UTF8, (struct place){"b.md", 1, 9}, NULL);
    diag_add(d, DIAG_BAD_UTF8, (struct place){"a.md", 0, 0}, NULL);
    expect_text(d, "a.md: error: not valid UTF-8 [bad-utf8]\n"
                   "b.md:1:9: error: not valid UTF-8 [bad-utf8]\n"
                   "b.md:2:1: warning: raw HTML, dropped [raw-html]\n"
                   "b.md:2:1: error: not valid UTF-8: byte 255 [bad-utf8]\n");
}

static void the_same_problem_is_told_once(void **state)
{
    struct diags *d = *state;

    for (int i = 0; i < 3; i++) {
        diag_add(d, DIAG_BAD_UTF8, (struct place){"a.md", 4, 2}, "x");
        diag_add(d, DIAG_BAD_UTF8, (struct place){"a.md", 4, 2}, "y");
    }
    expect_text(d, "a.md:4:2: error: not valid UTF-8: x [bad-utf8]\n"
                   "a.md:4:2: error: not valid UTF-8: y [bad-utf8]\n");
    assert_int_equal(diag_count(d, DIAG_ERROR), 2);
}

static void strict_makes_warnings_errors_and_leaves_notices(void **state)
{
    struct diags *d = *state;

    diag_add(d, DIAG_RAW_HTML, (struct place){"a.md", 1, 1}, NULL);
    diag_add(d, DIAG_CSV_CP1252, (struct place){"a.csv", 1, 1}, NULL);
    assert_int_equal(diag_count(d, DIAG_ERROR), 0);
    diag_make_strict(d);
    assert_int_equal(diag_count(d, DIAG_ERROR), 1);
    assert_int_equal(diag_count(d, DIAG_NOTICE), 1);
}

static void quiet_leaves_notices_out(void **state)
{
    struct diags *d = *state;

    diag_add(d, DIAG_RAW_HTML, (struct place){"a.md", 1, 1}, NULL);
    diag_add(d, DIAG_CSV_CP1252, (struct place){"a.csv", 1, 1}, NULL);
    diag_make_quiet(d);
    expect_text(d, "a.md:1:1: warning: raw HTML, dropped [raw-html]\n");
    assert_int_equal(diag_count(d, DIAG_NOTICE), 1);
}

static void what_a_terminal_would_obey_is_shown(void **state)
{
    struct diags *d = *state;

    diag_add(d, DIAG_UNKNOWN_KEY, (struct place){"a\033[2J.yml", 1, 1},
             "\"\xE2\x80\xAE\xC2\x9B\xFF\x7F\xC3\xA9\"");
    expect_text(d, "a<U+001B>[2J.yml:1:1: warning: unknown key, ignored: "
                   "\"<U+202E><U+009B>\xEF\xBF\xBD<U+007F>\xC3\xA9\" "
                   "[unknown-key]\n");
}

static void what_is_quoted_is_shortened_in_its_middle(void **state)
{
    struct diags *d = *state;
    char long_word[3001];
    size_t count;

    for (size_t i = 0; i < 1000; i++)
        memcpy(long_word + 3 * i, "\xE2\x82\xAC", 3);
    long_word[3000] = '\0';
    diag_add(d, DIAG_AMOUNT_BAD, (struct place){"a.csv", 1, 1},
             "\"%s\" has too many digits", long_word);
    const char *detail = diag_all(d, &count)[0].detail;
    assert_in_range(strlen(detail), 500, 700);
    assert_memory_equal(detail, "\"\xE2\x82\xAC", 4);
    assert_non_null(strstr(detail, "\xE2\x82\xAC ... \xE2\x82\xAC"));
    assert_non_null(strstr(detail, "\" has too many digits"));
}

static void names_are_in_lower_case_with_dashes(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    assert_string_equal(diag_name(a, DIAG_TOTAL_DIFFERS).p, "total-differs");
    arena_free(a);
}

static void every_code_is_found_by_its_name_and_explained(void **state)
{
    struct arena *a = arena_new();
    enum diag_code found;

    (void)state;
    for (size_t i = 0; i < DIAG_CODE_COUNT; i++) {
        enum diag_code code = (enum diag_code)i;
        struct diag_help help = diag_help(code);
        assert_true(diag_code_named(diag_name(a, code), &found));
        assert_int_equal(found, code);
        assert_true(str_ends(str_of(help.meaning), "."));
        assert_true(str_ends(str_of(help.remedy), "."));
        assert_non_null(help.example);
    }
    assert_true(diag_code_named(STR("TOTAL_DIFFERS"), &found));
    assert_false(diag_code_named(STR("total-difers"), &found));
    assert_false(diag_code_named(STR(""), &found));
    arena_free(a);
}

static void a_problem_of_the_report_has_no_place(void **state)
{
    struct diags *d = *state;

    diag_add(d, DIAG_BAD_UTF8, (struct place){"", 0, 0}, NULL);
    expect_text(d, "error: not valid UTF-8 [bad-utf8]\n");
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        CASE(problems_are_sorted_by_place_then_by_order),
        CASE(the_same_problem_is_told_once),
        CASE(strict_makes_warnings_errors_and_leaves_notices),
        CASE(quiet_leaves_notices_out),
        CASE(what_a_terminal_would_obey_is_shown),
        CASE(what_is_quoted_is_shortened_in_its_middle),
        CASE(names_are_in_lower_case_with_dashes),
        CASE(every_code_is_found_by_its_name_and_explained),
        CASE(a_problem_of_the_report_has_no_place),
    };

    return cmocka_run_group_tests_name("base/diag", tests, NULL, NULL);
}
