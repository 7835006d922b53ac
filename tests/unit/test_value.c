/* read/value.h, read/figures.h: figures where an author asks for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "model/dataset.h"
#include "model/report.h"
#include "read/settings.h"
#include "read/spending.h"
#include "read/value.h"

#define NBSP "\xC2\xA0"

struct test {
    struct arena *a;
    struct diags *d;
    struct report report;
};

static int set_up(void **state)
{
    struct arena *a = arena_new();
    struct test *t = ARENA_NEW(a, struct test);
    struct str csv;
    struct settings settings;

    t->a = a;
    t->d = diags_new();
    settings =
        settings_read(a, "plenum.yml",
                      STR("title: t\n"
                          "data:\n"
                          "  agenda:\n"
                          "    file: a.csv\n"
                          "    unit: € mln\n"
                          "    source: de slide\n"
                          "    item: Post\n"
                          "    group: Groep\n"
                          "    extra: Structureel per jaar\n"
                          "    total: Totaal\n"
                          "    names: {AI: Artificiële intelligentie}\n"),
                      &t->report, t->d);
    assert_true(file_read(a, "tests/data/csv/excel-nl-utf8-bom.csv", &csv));
    t->report.datasets = ARENA_NEW(a, struct dataset);
    t->report.n_datasets = 1;
    spending_read(a, &settings.datasets[0], "a.csv", csv, t->report.datasets,
                  t->d);
    *state = t;
    return 0;
}

static int tear_down(void **state)
{
    struct test *t = *state;

    diags_free(t->d);
    arena_free(t->a);
    return 0;
}

static const char *said(struct test *t)
{
    struct buf out = buf_new(t->a);

    diag_print(t->d, &out, false);
    return buf_str(&out).p;
}

static void expect(struct test *t, const char *expression, const char *want)
{
    const struct expression e = {.text = str_of(expression),
                                 .at = {"p.md", 3, 10}};
    struct str got = value_read(t->a, &t->report, LANG_NL, &e, t->d);

    assert_string_equal(str_copy(t->a, got).p, want);
}

static void a_value_is_a_figure_with_its_unit(void **state)
{
    struct test *t = *state;

    expect(t, " agenda[Cloud, 2027] ", "€" NBSP "150" NBSP "mln");
    expect(t, "agenda[cloud,2028]|number", "190");
    expect(t, "agenda[Totaal, 2027] | number", "1.110");
    expect(t, "agenda[Artificiële intelligentie, Structureel per jaar]",
           "€" NBSP "45" NBSP "mln");
    expect(t, "agenda[\"Collectieve oplossingen, EDI\", 2026] | number", "85");
    expect(t, "agenda[Collectieve oplossingen, EDI, 2026] | number", "85");
    expect(t, "agenda[“Cloud”, 2026] | number", "60");
    expect(t, "agenda[Cloud, 2026..2030] | number", "840");
    expect(t, "agenda[Prioriteit, 2026] | number", "505");
    assert_string_equal(said(t), "");
}

static void a_sum_that_touches_pm_says_so(void **state)
{
    struct test *t = *state;

    expect(t, "agenda[IT-sourcing en inkoop, 2029]", "PM");
    expect(t, "agenda[IT-sourcing en inkoop, 2029..2030]", "PM");
    expect(t, "agenda[IT-sourcing en inkoop, 2026..2030]",
           "€" NBSP "60" NBSP "mln (exclusief" NBSP "PM)");
    expect(t, "agenda[Interventie, 2029] | number",
           "390 (exclusief" NBSP "PM)");
    expect(t, "agenda[Totaal, 2029] | number", "1.510 (exclusief" NBSP "PM)");
    expect(t, "agenda[Totaal, 2026..2030] | number",
           "6.335 (exclusief" NBSP "PM)");
    assert_string_equal(said(t), "");
}

static void shares_and_growth_are_percentages(void **state)
{
    struct test *t = *state;

    expect(t, "agenda[Cloud, 2028] | share", "14%");
    expect(t, "agenda[Cloud, 2026] | share", "8,1%");
    expect(t, "agenda[Cloud, 2026..2030] | growth", "275%");
    expect(t, "agenda[IT-sourcing en inkoop, 2026..2028] | growth", "-40%");
    assert_string_equal(said(t), "");
}

static void what_is_not_there_names_the_nearest(void **state)
{
    static const struct {
        const char *expression, *message;
    } cases[] = {
        {"agneda[Cloud, 2027]",
         "p.md:3:12: error: no such dataset: \"agneda\", did you mean "
         "\"agenda\"? [data-unknown]\n"},
        {"agenda[Cluod, 2027]",
         "p.md:3:19: error: no such row: \"Cluod\" in agenda, did you mean "
         "\"Cloud\"? [row-unknown]\n"},
        {"agenda[Cloud, 2037]",
         "p.md:3:26: error: no such column in the dataset: \"2037\" in agenda, "
         "did you mean \"2027\"? [column-unknown]\n"},
        {"agenda[Één, 2027] | numbre",
         "p.md:3:32: error: not a value: \"numbre\", expected number, share "
         "or growth, did you mean \"number\"? [value-syntax]\n"},
        {"agenda[Cloud, 2030..2026]",
         "p.md:3:26: error: no such column in the dataset: \"2030..2026\", "
         "expected a range of years from early to late [column-unknown]\n"},
        {"agenda",
         "p.md:3:10: error: not a value: \"agenda\", expected data[row, "
         "column] or data[row, column] | form [value-syntax]\n"},
        {"agenda[Cloud, 2026] | growth",
         "p.md:3:34: error: value cannot be computed: growth needs a range of "
         "years, as 2026..2030 [value-impossible]\n"},
        {"agenda[IT-sourcing en inkoop, 2026..2030] | growth",
         "p.md:3:56: error: value cannot be computed: growth from or to an "
         "amount that is not known [value-impossible]\n"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct test *t = *state;
        diags_free(t->d);
        t->d = diags_new();
        expect(t, cases[i].expression, cases[i].expression);
        assert_string_equal(said(t), cases[i].message);
    }
}

static void values_stand_in_any_text(void **state)
{
    struct test *t = *state;
    struct str text = value_expand(
        t->a, &t->report, LANG_EN,
        STR("Één: {{ agenda[Cloud, 2027] }} en {{agenda[X, 2026]}}; {{ open"),
        (struct place){"p.md", 1, 1}, t->d);

    assert_string_equal(text.p,
                        "Één: €150" NBSP "mln en agenda[X, 2026]; {{ open");
    assert_string_equal(said(t), "p.md:1:44: error: no such row: \"X\" in "
                                 "agenda [row-unknown]\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_value_is_a_figure_with_its_unit),
        TEST(a_sum_that_touches_pm_says_so),
        TEST(shares_and_growth_are_percentages),
        TEST(what_is_not_there_names_the_nearest),
        TEST(values_stand_in_any_text),
    };

    return cmocka_run_group_tests_name("read/value", tests, NULL, NULL);
}
