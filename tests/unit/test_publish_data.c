/* publish/data.c: the figures as open data. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/output.h"
#include "model/dataset.h"
#include "model/report.h"
#include "publish/publish.h"
#include "read/settings.h"
#include "read/spending.h"

struct test {
    struct arena *a;
    struct diags *d;
    struct report report;
    struct outputs out;
};

static int set_up(void **state)
{
    struct arena *a = arena_new();
    struct test *t = ARENA_NEW(a, struct test);
    struct settings settings;

    t->a = a;
    t->d = diags_new();
    t->out.arena = a;
    settings = settings_read(a, "plenum.yml",
                             STR("title: Één agenda\nversion: \"1.0\"\n"
                                 "date: 2025-11-21\n"
                                 "data:\n"
                                 "  x:\n"
                                 "    file: x.csv\n"
                                 "    title: De agenda\n"
                                 "    unit: € mln\n"
                                 "    source: de slide\n"
                                 "    item: Post\n"
                                 "    group: Groep\n"
                                 "    total: Totaal\n"),
                             &t->report, t->d);
    t->report.datasets = ARENA_NEW(a, struct dataset);
    t->report.n_datasets = 1;
    spending_read(a, &settings.datasets[0], "x.csv",
                  STR("Groep;Post;2026;2027\n"
                      "P;\"=A \"\"b\"\"; c\";1.234,5;PM\n"
                      "P;waarvan -x;-12;-\n"
                      "I;@B;;0\n"
                      ";Totaal;1.234,5;0\n"),
                  t->report.datasets, t->d);
    publish_data(a, &t->report, &t->out);
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

static const char *file(struct test *t, const char *path)
{
    const struct output *found = outputs_find(&t->out, path);

    assert_non_null(found);
    return str_copy(t->a, found->bytes).p;
}

static void the_csv_is_plain_and_flags_its_totals(void **state)
{
    assert_string_equal(file(*state, "data/x.csv"),
                        "Soort;Groep;Post;2026;2027\n"
                        "post;P;\"=A \"\"b\"\"; c\";1234,5;PM\n"
                        "waarvan;P;waarvan -x;-12;-\n"
                        "post;I;@B;;0\n"
                        "totaal;;Totaal;1234,5;0\n");
}

static void excel_gets_its_mark_its_line_ends_and_no_formula(void **state)
{
    assert_string_equal(file(*state, "data/x.excel.csv"),
                        "\xEF\xBB\xBF"
                        "Soort;Groep;Post;2026;2027\r\n"
                        "post;P;\"'=A \"\"b\"\"; c\";1234,5;PM\r\n"
                        "waarvan;P;waarvan -x;-12;-\r\n"
                        "post;I;'@B;;0\r\n"
                        "totaal;;Totaal;1234,5;0\r\n");
}

static void the_package_names_columns_and_missing_values(void **state)
{
    struct str json = str_of(file(*state, "datapackage.json"));
    static const char *const parts[] = {
        "\"name\": \"n-agenda\"",
        "\"description\": \"Concept · versie 1.0 · 21 november 2025 · "
        "besloten\"",
        "\"version\": \"1.0\"",
        "\"path\": \"data/x.csv\"",
        "\"delimiter\": \";\"",
        "\"decimalChar\": \",\"",
        "\"value\": \"PM\"",
        "\"label\": \"pro memorie: bedrag nog niet bekend\"",
        "\"name\": \"2027\"",
    };

    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        if (str_search(json, parts[i], 0) == json.len)
            fail_msg("%s is not in\n%s", parts[i], json.p);
}

static void without_data_there_is_no_package(void **state)
{
    struct test *t = *state;
    struct outputs none = {.arena = t->a};

    t->report.n_datasets = 0;
    publish_data(t->a, &t->report, &none);
    assert_int_equal(none.count, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_csv_is_plain_and_flags_its_totals),
        TEST(excel_gets_its_mark_its_line_ends_and_no_formula),
        TEST(the_package_names_columns_and_missing_values),
        TEST(without_data_there_is_no_package),
    };

    return cmocka_run_group_tests_name("publish/data", tests, NULL, NULL);
}
