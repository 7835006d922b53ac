/* read/settings.h: plenum.yml */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "model/report.h"
#include "read/settings.h"
#include "read/spending.h"

struct test {
    struct arena *a;
    struct diags *d;
    struct report report;
};

static int set_up(void **state)
{
    struct arena *a = arena_new();
    struct test *t = ARENA_NEW(a, struct test);

    t->a = a;
    t->d = diags_new();
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

static struct settings read(struct test *t, const char *text)
{
    diags_free(t->d);
    t->d = diags_new();
    return settings_read(t->a, "plenum.yml", str_of(text), &t->report, t->d);
}

static const char *said(struct test *t)
{
    struct buf out = buf_new(t->a);

    diag_print(t->d, &out, false);
    return buf_str(&out).p;
}

static void every_key_has_its_place_in_the_report(void **state)
{
    struct test *t = *state;
    struct settings s = read(t, "title: Ontwikkelingen\n"
                                "subtitle: Stand van zaken\n"
                                "organisation: Platform – VNG\n"
                                "speaker: Peter Snijders\n"
                                "date: 2025-11-21\n"
                                "lang: en\n"
                                "status: definitief\n"
                                "audience: openbaar\n"
                                "version: 1.10\n"
                                "handout: 4\n"
                                "lists: true\n"
                                "links: notes\n"
                                "numbering: ja\n");
    const struct report *r = &t->report;

    assert_string_equal(said(t), "");
    assert_int_equal(s.n_datasets, 0);
    assert_true(str_is(r->title, "Ontwikkelingen"));
    assert_true(str_is(r->subtitle, "Stand van zaken"));
    assert_true(str_is(r->organisation, "Platform – VNG"));
    assert_true(str_is(r->speaker, "Peter Snijders"));
    assert_int_equal(r->date.year, 2025);
    assert_int_equal(r->date.month, 11);
    assert_int_equal(r->date.day, 21);
    assert_int_equal(r->lang, LANG_EN);
    assert_int_equal(r->status, STATUS_FINAL);
    assert_int_equal(r->audience, AUDIENCE_PUBLIC);
    assert_true(str_is(r->version, "1.10")); /* no number: it keeps its 0 */
    assert_int_equal(r->handout, 4);
    assert_true(r->lists && r->numbering && r->link_notes);
    assert_false(r->data_broken);
}

static void what_is_left_out_is_on_the_safe_side(void **state)
{
    struct test *t = *state;

    read(t, "title: x\n");
    assert_string_equal(said(t), "");
    assert_int_equal(t->report.lang, LANG_NL);
    assert_int_equal(t->report.status, STATUS_DRAFT);
    assert_int_equal(t->report.audience, AUDIENCE_CLOSED);
    assert_int_equal(t->report.handout, 3);
    assert_false(t->report.lists || t->report.numbering ||
                 t->report.link_notes);
    assert_int_equal(t->report.date.year, 0);
}

static void a_dataset_is_declared_with_all_it_needs(void **state)
{
    struct test *t = *state;
    struct settings s = read(t, "title: x\n"
                                "data:\n"
                                "  agenda:\n"
                                "    file: data/agenda.csv\n"
                                "    title: Agenda\n"
                                "    unit: € mln\n"
                                "    source: de slide\n"
                                "    item: Post\n"
                                "    group: Groep\n"
                                "    years: [2026..2028, 2030]\n"
                                "    extra: {struct: Structureel}\n"
                                "    total: Totaal\n"
                                "    tolerance: 0,5\n"
                                "    names: {AI: Artificiële intelligentie}\n"
                                "    delimiter: ;\n"
                                "    encoding: windows-1252\n"
                                "    decimal: comma\n");
    const struct data_spec *d = &s.datasets[0];

    assert_string_equal(said(t), "");
    assert_int_equal(s.n_datasets, 1);
    assert_true(str_is(d->key, "agenda"));
    assert_true(str_is(d->file.text, "data/agenda.csv"));
    assert_int_equal(d->item.at.line, 8);
    assert_int_equal(d->n_years, 4);
    assert_int_equal(d->years[3], 2030);
    assert_true(str_is(d->extras[0].name.text, "struct"));
    assert_true(str_is(d->extras[0].shown, "Structureel"));
    assert_int_equal(d->tolerance.units, 5);
    assert_int_equal(d->tolerance.scale, 1);
    assert_true(str_is(d->names[0].shown, "Artificiële intelligentie"));
    assert_int_equal(d->delimiter, ';');
    assert_int_equal(d->encoding, ENCODING_CP1252);
    assert_int_equal(d->decimal_sign, ',');
}

#define BAD "error: not a value this key can have: "

static void a_unit_may_be_the_line_above_a_table(void **state)
{
    static const char *const units[][2] = {
        {"€ mln", "€ mln"},
        {"Bedragen in € mln", "€ mln"},
        {"(in miljarden euro)", "miljarden euro"},
        {"bedragen x € 1.000", "x € 1.000"},
        {"(Bedragen ×€ 1.000)", "x € 1.000"},
        {"€ x 1.000", "x € 1.000"},
        {"€ × 1000", "x € 1000"},
        {"x 1.000 euro", "x 1.000 euro"},
        {"Amounts in £m", "£m"},
        {"index (2020 = 100)", "index (2020 = 100)"},
        {"inwoners", "inwoners"},
    };
    struct test *t = *state;

    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        struct settings s =
            read(t, str_format(t->a,
                               "title: t\ndata:\n  x:\n    file: x.csv\n"
                               "    unit: \"%s\"\n",
                               units[i][0])
                        .p);
        assert_int_equal(s.n_datasets, 1);
        assert_string_equal(str_copy(t->a, s.datasets[0].unit).p, units[i][1]);
    }
}

static void every_mistake_says_what_is_allowed(void **state)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"", "plenum.yml:1:1: error: a key that is needed is not there: "
             "\"title\", the title of the report [key-missing]\n"},
        {"title: x\nauthor: y\n",
         "plenum.yml:2:1: warning: unknown key, ignored: \"author\" "
         "[unknown-key]\n"},
        {"title: x\nspeker: y\n",
         "plenum.yml:2:1: warning: unknown key, ignored: \"speker\", did you "
         "mean \"speaker\"? [unknown-key]\n"},
        {"title: x\nlang: de\n",
         "plenum.yml:2:7: " BAD "lang is \"de\", expected nl or en "
         "[value-bad]\n"},
        {"title: x\nstatus: draft\n",
         "plenum.yml:2:9: " BAD
         "status is \"draft\", expected concept or definitief [value-bad]\n"},
        {"title: x\naudience: iedereen\n",
         "plenum.yml:2:11: " BAD "audience is \"iedereen\", expected besloten "
         "or openbaar [value-bad]\n"},
        {"title: x\nhandout: 5\n",
         "plenum.yml:2:10: " BAD
         "handout is \"5\", expected 1, 2, 3, 4 or 6 [value-bad]\n"},
        {"title: x\ndate: 21-11-2025\n",
         "plenum.yml:2:7: " BAD "date is \"21-11-2025\", expected a date as "
         "2025-11-21 [value-bad]\n"},
        {"title: x\ndate: 2025-02-29\n",
         "plenum.yml:2:7: " BAD "date is \"2025-02-29\", expected a date as "
         "2025-11-21 [value-bad]\n"},
        {"title: [x]\n", "plenum.yml:1:8: " BAD
                         "title is a list, expected a text [value-bad]\n"},
        {"- x\n", "plenum.yml:1:1: " BAD
                  "this is a list, expected keys and values, as title: ... "
                  "[value-bad]\n"},
        {"title: x\ndata: agenda\n",
         "plenum.yml:2:7: " BAD "data is \"agenda\", expected datasets, each "
         "under its own name [value-bad]\n"},
        {"title: x\ndata:\n  a:\n    unit: €\n",
         "plenum.yml:3:3: error: a key that is needed is not there: \"file\" "
         "of "
         "a, the file with its figures [key-missing]\n"},
        {"title: x\ndata:\n  a:\n    file: ../secret.csv\n",
         "plenum.yml:4:11: " BAD "file is \"../secret.csv\", expected a file "
         "below content/ [value-bad]\n"},
        {"title: x\ndata:\n  a: {file: /etc/passwd}\n",
         "plenum.yml:3:13: " BAD "file is \"/etc/passwd\", expected a file "
         "below content/ [value-bad]\n"},
        {"title: x\ndata:\n  a b: {file: x.csv}\n",
         "plenum.yml:3:3: " BAD "\"a b\" names a dataset, expected letters, "
         "digits, - and _ [value-bad]\n"},
        {"title: x\ndata:\n  a: {file: x.csv, yaers: 2026}\n",
         "plenum.yml:3:20: warning: unknown key, ignored: \"yaers\", did you "
         "mean \"years\"? [unknown-key]\n"},
        {"title: x\ndata:\n  a: {file: x.csv, years: 2030..2026}\n",
         "plenum.yml:3:27: " BAD "years is \"2030..2026\", expected years as "
         "2026..2030 or [2026, 2028] [value-bad]\n"},
        {"title: x\ndata:\n  a: {file: x.csv, years: [2026, soon]}\n",
         "plenum.yml:3:34: " BAD "this is \"soon\", expected years as "
         "2026..2030 or [2026, 2028] [value-bad]\n"},
        {"title: x\ndata:\n  a: {file: x.csv, tolerance: -1}\n",
         "plenum.yml:3:31: " BAD "tolerance is \"-1\", expected a number from "
         "0, as 0,5 or 1 [value-bad]\n"},
        {"title: x\ndata:\n  a: {file: x.csv, decimal: dot}\n",
         "plenum.yml:3:29: " BAD
         "decimal is \"dot\", expected comma or point [value-bad]\n"},
        {"title: x\ndata:\n  a: {file: x.csv, period: jaar}\n",
         "plenum.yml:3:28: error: a key that is needed is not there: "
         "\"amount\" of a; one amount a row needs both [key-missing]\n"},
        {"title: x\ndata:\n  a: {file: x.csv, names: [x]}\n",
         "plenum.yml:3:27: " BAD "names is a list, expected short names, each "
         "with its long one [value-bad]\n"},
        {"title: x\ndata:\n  a: {file: x.csv, extra: [[x]]}\n",
         "plenum.yml:3:28: " BAD "this is a list, expected the name of a "
         "column, or a list of them [value-bad]\n"},
        {"title: a: b\n",
         "plenum.yml:1:9: error: not valid YAML: a value with \": \" in it "
         "needs quotes, or this line is indented wrongly [yaml-bad]\n"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        read(*state, cases[i].text);
        assert_string_equal(said(*state), cases[i].said);
    }
}

static void broken_settings_are_told_once(void **state)
{
    struct test *t = *state;

    read(t, "title: x\ndata: {a: {unit: x}}\n");
    assert_true(t->report.data_broken);
    read(t, "title: [\n");
    assert_true(t->report.data_broken);
}

static void too_many_years_are_refused(void **state)
{
    struct test *t = *state;
    struct settings s =
        read(t, "title: x\ndata: {a: {file: x, years: 1900..2199}}\n");

    assert_int_equal(s.datasets[0].n_years, 0);
    assert_int_equal(diag_count(t->d, DIAG_ERROR), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_key_has_its_place_in_the_report),
        TEST(what_is_left_out_is_on_the_safe_side),
        TEST(a_dataset_is_declared_with_all_it_needs),
        TEST(a_unit_may_be_the_line_above_a_table),
        TEST(every_mistake_says_what_is_allowed),
        TEST(broken_settings_are_told_once),
        TEST(too_many_years_are_refused),
    };

    return cmocka_run_group_tests_name("read/settings", tests, NULL, NULL);
}
