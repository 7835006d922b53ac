/* model/words.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "model/report.h"
#include "model/words.h"

#define NBSP "\xC2\xA0"

static int set_up(void **state)
{
    *state = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static void expect(struct str got, const char *want)
{
    struct arena *a = arena_new();

    assert_string_equal(str_copy(a, got).p, want);
    arena_free(a);
}

static struct amount number(int64_t units, int scale)
{
    return (struct amount){AMOUNT_NUMBER, {units, scale}, false, false};
}

static void numbers_have_the_signs_of_their_language(void **state)
{
    static const struct {
        struct decimal d;
        const char *nl, *en, *plain;
    } cases[] = {
        {{0, 0}, "0", "0", "0"},
        {{999, 0}, "999", "999", "999"},
        {{1110, 0}, "1.110", "1,110", "1110"},
        {{-1234567, 0}, "-1.234.567", "-1,234,567", "-1234567"},
        {{12345, 1}, "1.234,5", "1,234.5", "1234,5"},
        {{5, 2}, "0,05", "0.05", "0,05"},
        {{-5, 6}, "-0,000005", "-0.000005", "-0,000005"},
        {{INT64_MIN, 0},
         "-9.223.372.036.854.775.808",
         "-9,223,372,036,854,775,808",
         "-9223372036854775808"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        expect(format_decimal(*state, cases[i].d, LANG_NL), cases[i].nl);
        expect(format_decimal(*state, cases[i].d, LANG_EN), cases[i].en);
        expect(format_plain(*state, cases[i].d, ','), cases[i].plain);
    }
    expect(format_percent(*state, (struct decimal){56, 2}, LANG_NL), "0,56%");
}

static void a_cell_keeps_pm_nil_and_empty_apart(void **state)
{
    expect(format_amount(*state, number(1355, 0), LANG_NL), "1.355");
    expect(format_amount(*state, (struct amount){.kind = AMOUNT_PM}, LANG_NL),
           "PM");
    expect(format_amount(*state, (struct amount){.kind = AMOUNT_NIL}, LANG_NL),
           "–");
    expect(
        format_amount(*state, (struct amount){.kind = AMOUNT_EMPTY}, LANG_NL),
        "");
}

static void money_goes_with_its_unit(void **state)
{
    static const struct {
        const char *unit, *nl, *en;
    } cases[] = {
        {"€ mln", "€" NBSP "-12" NBSP "mln", "-€12" NBSP "mln"},
        {"€", "€" NBSP "-12", "-€12"},
        {"EUR", "EUR" NBSP "-12", "-EUR" NBSP "12"},
        {"fte", "-12" NBSP "fte", "-12" NBSP "fte"},
        {"%", "-12%", "-12%"},
        {"", "-12", "-12"},
        {"x € 1.000", "€" NBSP "-12.000", "-€12,000"},
        {"€ 1.000", "€" NBSP "-12.000", "-€12,000"},
        {"× £ 1,000,000", "£" NBSP "-12.000.000", "-£12,000,000"},
        {"x € 1 mln", "€" NBSP "-12" NBSP "mln", "-€12" NBSP "mln"},
        {"x 1.000 m²", "-12.000" NBSP "m²", "-12,000" NBSP "m²"},
        {"€ 2.500", "-12" NBSP "×" NBSP "€" NBSP "2.500",
         "-12" NBSP "×" NBSP "€" NBSP "2.500"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct str unit = str_of(cases[i].unit);
        expect(format_money(*state, number(-12, 0), unit, LANG_NL),
               cases[i].nl);
        expect(format_money(*state, number(-12, 0), unit, LANG_EN),
               cases[i].en);
    }
}

static void thousands_are_written_out_in_prose(void **state)
{
    struct str unit = STR("€ 1.000");

    expect(format_money(*state, number(123455, 1), unit, LANG_NL),
           "€" NBSP "12.345.500");
    expect(format_money(*state, number(12345678, 4), unit, LANG_NL),
           "€" NBSP "1.234.567,8");
    expect(format_money(*state, number(INT64_MAX / 100, 0), unit, LANG_NL),
           "92.233.720.368.547.758" NBSP "×" NBSP "€" NBSP "1.000");
}

static void prose_says_what_is_no_number(void **state)
{
    struct amount sum = number(1510, 0);
    struct str unit = STR("€ mln");

    sum.without_pm = true;
    expect(format_money(*state, sum, unit, LANG_NL),
           "€" NBSP "1.510" NBSP "mln (exclusief" NBSP "PM)");
    expect(format_money(*state, sum, unit, LANG_EN),
           "€1,510" NBSP "mln (excluding" NBSP "PM)");
    expect(
        format_money(*state, (struct amount){.kind = AMOUNT_PM}, unit, LANG_NL),
        "PM");
    expect(format_money(*state, (struct amount){.kind = AMOUNT_NIL}, unit,
                        LANG_NL),
           "nihil");
    expect(format_money(*state, (struct amount){.kind = AMOUNT_EMPTY}, unit,
                        LANG_EN),
           "not stated");
}

static void a_unit_is_said_once_above_a_table(void **state)
{
    expect(format_unit_line(*state, STR("€ mln"), LANG_NL),
           "Bedragen in €" NBSP "mln");
    expect(format_unit_line(*state, STR("mln €"), LANG_EN),
           "Amounts in mln" NBSP "€");
    expect(format_unit_line(*state, STR("x € 1.000"), LANG_NL),
           "Bedragen × €" NBSP "1.000");
    expect(format_unit_line(*state, STR("€ 1.000"), LANG_NL),
           "Bedragen × €" NBSP "1.000");
    expect(format_unit_line(*state, STR("%"), LANG_NL), "Percentages");
    expect(format_unit_line(*state, STR("fte"), LANG_NL), "In fte");
    expect(format_unit_line(*state, STR(" "), LANG_NL), "");
}

static void dates_are_in_words_and_in_iso(void **state)
{
    struct date date = {2025, 11, 21};

    expect(format_date(*state, date, LANG_NL), "21 november 2025");
    expect(format_date(*state, date, LANG_EN), "21 November 2025");
    expect(format_iso_date(*state, date), "2025-11-21");
    expect(format_date(*state, (struct date){0}, LANG_NL), "");
    expect(format_iso_date(*state, (struct date){0}), "");
    expect(format_iso_date(*state, (struct date){800, 1, 2}), "0800-01-02");
}

static void sizes_are_rounded_to_what_matters(void **state)
{
    static const struct {
        size_t bytes;
        const char *nl;
    } cases[] = {
        {0, "1" NBSP "kB"},         {400000, "400" NBSP "kB"},
        {1499, "1" NBSP "kB"},      {999499, "999" NBSP "kB"},
        {999500, "1,0" NBSP "MB"},  {1234567, "1,2" NBSP "MB"},
        {9949999, "9,9" NBSP "MB"}, {9950000, "10" NBSP "MB"},
        {12500000, "13" NBSP "MB"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        expect(format_size(*state, cases[i].bytes, LANG_NL), cases[i].nl);
    expect(format_size(*state, 1234567, LANG_EN), "1.2" NBSP "MB");
}

static void words_come_in_both_languages(void **state)
{
    expect(word_in(LANG_NL, WORD_SOURCE), "Bron");
    expect(word_in(LANG_EN, WORD_SOURCE), "Source");
    expect(word_with(*state, LANG_EN, WORD_AMOUNTS_IN, STR("€m")),
           "Amounts in €m");
    expect(lang_code(LANG_EN), "en");
    expect(lang_tag(LANG_NL), "nl-NL");
}

static void the_status_line_says_what_is_known(void **state)
{
    struct report r = {
        .lang = LANG_NL,
        .status = STATUS_DRAFT,
        .audience = AUDIENCE_PUBLIC,
        .version = STR("1.0"),
        .date = {2025, 11, 21},
    };

    expect(report_status_line(*state, &r, r.lang),
           "Concept · versie 1.0 · 21 november 2025");
    r.audience = AUDIENCE_CLOSED;
    expect(report_status_line(*state, &r, r.lang),
           "Concept · versie 1.0 · 21 november 2025 · besloten");
    r = (struct report){.lang = LANG_EN, .status = STATUS_FINAL};
    r.audience = AUDIENCE_PUBLIC;
    expect(report_status_line(*state, &r, r.lang), "Final");
}

static void expect_epoch(const char *seconds, const char *want)
{
    struct arena *a = arena_new();
    struct date date = {0};

    assert_int_equal(date_of_epoch(seconds, &date), want[0] != '\0');
    assert_string_equal(format_iso_date(a, date).p, want);
    arena_free(a);
}

static void an_epoch_is_a_day_in_utc(void **state)
{
    (void)state;
    expect_epoch("0", "1970-01-01");
    expect_epoch("86399", "1970-01-01");
    expect_epoch("86400", "1970-01-02");
    expect_epoch("951782400", "2000-02-29");
    expect_epoch("1763681400", "2025-11-20"); /* 23:30 */
    expect_epoch("4107542400", "2100-03-01"); /* no leap year */
    expect_epoch("253402300799", "9999-12-31");
    expect_epoch("253402300800", "");
    expect_epoch("-1", "");
    expect_epoch("1.5", "");
    expect_epoch("", "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_have_the_signs_of_their_language),
        TEST(a_cell_keeps_pm_nil_and_empty_apart),
        TEST(money_goes_with_its_unit),
        TEST(thousands_are_written_out_in_prose),
        TEST(prose_says_what_is_no_number),
        TEST(a_unit_is_said_once_above_a_table),
        TEST(dates_are_in_words_and_in_iso),
        TEST(an_epoch_is_a_day_in_utc),
        TEST(sizes_are_rounded_to_what_matters),
        TEST(words_come_in_both_languages),
        TEST(the_status_line_says_what_is_known),
    };

    return cmocka_run_group_tests_name("model/words", tests, NULL, NULL);
}
