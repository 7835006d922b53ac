/* read/figures.h, model/table_data.c: charts and tables of a dataset. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "check/totals.h"
#include "model/chart.h"
#include "model/dataset.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/table.h"
#include "read/figures.h"
#include "read/settings.h"
#include "read/spending.h"

struct test {
    struct arena *a;
    struct diags *d;
    struct report report;
};

static const char agenda_yml[] = "title: t\n"
                                 "data:\n"
                                 "  agenda:\n"
                                 "    file: a.csv\n"
                                 "    unit: € mln\n"
                                 "    source: de slide\n"
                                 "    item: Post\n"
                                 "    group: Groep\n"
                                 "    extra: Structureel per jaar\n"
                                 "    total: Totaal\n"
                                 "    tolerance: 1\n";

static const char sums_yml[] = "title: t\n"
                               "data:\n"
                               "  agenda:\n"
                               "    file: a.csv\n"
                               "    source: de slide\n"
                               "    item: Post\n"
                               "    group: Groep\n"
                               "    total: Totaal\n";

static void read_report(struct test *t, const char *yml, struct str csv)
{
    struct settings settings =
        settings_read(t->a, "plenum.yml", str_of(yml), &t->report, t->d);

    t->report.datasets = ARENA_NEW(t->a, struct dataset);
    t->report.n_datasets = 1;
    spending_read(t->a, &settings.datasets[0], "a.csv", csv, t->report.datasets,
                  t->d);
}

static int set_up(void **state)
{
    struct arena *a = arena_new();
    struct test *t = ARENA_NEW(a, struct test);
    struct str csv;

    t->a = a;
    t->d = diags_new();
    assert_true(file_read(a, "tests/data/csv/excel-nl-utf8-bom.csv", &csv));
    read_report(t, agenda_yml, csv);
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

static struct table *table(struct test *t, const char *yaml)
{
    return figure_table(t->a, &t->report, LANG_NL, str_of(yaml),
                        (struct place){"p.md", 10, 1}, t->d);
}

static struct chart *chart(struct test *t, const char *yaml)
{
    return figure_chart(t->a, &t->report, LANG_NL, str_of(yaml),
                        (struct place){"p.md", 10, 1}, t->d);
}

/* A line a row; notes behind a ">". */
static const char *dump(struct test *t, const struct table *table)
{
    static const char *const kinds[] = {"", "of which ", "# ", "sub ", "sum "};
    struct buf out = buf_new(t->a);

    for (size_t i = 0; i < table->n_columns; i++)
        buf_printf(&out, "%s%.*s%s", i > 0 ? "|" : "",
                   STR_ARG(table->head[i].inlines->text),
                   table->columns[i].apart ? "!" : "");
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct table_row *row = &table->rows[i];
        bool head = row->kind == TABLE_ROW_GROUP;
        buf_printf(&out, "\n%s", kinds[row->kind]);
        for (size_t j = 0; j < (head ? 1 : table->n_columns); j++) {
            const struct cell *cell = &row->cells[j];
            buf_puts(&out, j > 0 ? "|" : "");
            if (cell->inlines != NULL)
                buf_put(&out, cell->inlines->text);
            buf_puts(&out, cell->kind == CELL_PM        ? "?"
                           : cell->kind == CELL_DERIVED ? "*"
                                                        : "");
        }
    }
    for (size_t i = 0; i < table->n_notes; i++)
        buf_printf(&out, "\n> %.*s", STR_ARG(table->notes[i]));
    return buf_str(&out).p;
}

#define PM_NOTE "> PM (pro memorie): bedrag nog niet bekend."

static void a_table_of_everything_is_the_source(void **state)
{
    struct test *t = *state;
    struct table *all =
        table(t, "id: tbl-agenda\ndata: agenda\ncaption: De agenda\n");

    assert_string_equal(said(t), "");
    assert_string_equal(
        dump(t, all),
        "Post|2026|2027|2028|2029|2030|Structureel per jaar!\n"
        "# Prioriteit\n"
        "Data|35|65|90|115|140|85\n"
        "AI|40|50|50|50|50|45\n"
        "Cloud|60|150|190|215|225|125\n"
        "Digitaal Vakmanschap|30|125|200|200|210|115\n"
        "Burgers & ondernemers centraal|175|175|175|175|175|175\n"
        "Digitale weerbaarheid en autonomie|165|235|310|365|430|225\n"
        "# Interventie\n"
        "Standaarden|5|30|35|45|45|10\n"
        "Collectieve oplossingen, EDI|85|115|130|160|160|110\n"
        "IT-sourcing en inkoop|25|20|15|PM?|PM?|10\n"
        "Digitale wetgeving, wegnemen juridische "
        "belemmeringen|125|145|160|185|180|50\n"
        "sum Totaal|745|1.110|1.355|1.510|1.615|950\n" PM_NOTE
        "\n> Totaal van 2029 en 2030: exclusief PM.");
    assert_true(str_is(all->id, "tbl-agenda"));
    assert_true(str_is(all->unit, "Bedragen in €\xC2\xA0mln"));
    assert_true(str_is(all->source, "de slide"));
    assert_true(str_is(all->caption->text, "De agenda"));
    assert_true(all->row_heads);
}

static void a_choice_of_rows_has_no_total_of_others(void **state)
{
    struct test *t = *state;

    assert_string_equal(dump(t, table(t, "data: agenda\n"
                                         "rows: [Cloud, Standaarden]\n"
                                         "columns: [2030, 2026..2027]\n")),
                        "Post|2026|2027|2030\n"
                        "# Prioriteit\n"
                        "Cloud|60|150|225\n"
                        "# Interventie\n"
                        "Standaarden|5|30|45");
    assert_string_equal(said(t), "");
}

static void groups_are_derived_and_say_so(void **state)
{
    struct test *t = *state;

    assert_string_equal(
        dump(t, table(t, "data: agenda\nrows: groups\ncolumns: 2028..2029\n")),
        "Post|2028|2029\n"
        "Prioriteit|1.015*|1.120*\n"
        "Interventie|340*|390*\n"
        "sum Totaal|1.355|1.510\n" PM_NOTE
        "\n> Totaal van 2029: exclusief PM.\n"
        "> Prioriteit en Interventie: berekend uit de bron, daar niet "
        "afgedrukt.");
}

static void sums_stand_below_what_they_add_up(void **state)
{
    struct test *t = *state;

    read_report(t, sums_yml,
                STR("Groep;Post;2026\nSociaal;;4\n;Jeugd;1\n;Wmo;3\n"
                    "Totaal;;9\nFysiek;;5\n;Wegen;5\n"));
    assert_string_equal(dump(t, table(t, "data: agenda\ncaption: c")),
                        "Post|2026\n# Sociaal\nJeugd|1\nWmo|3\n"
                        "sub Subtotaal Sociaal|4\n# Fysiek\nWegen|5\n"
                        "sub Subtotaal Fysiek|5\nsum Totaal|9");
    assert_string_equal(
        dump(t, table(t, "data: agenda\nrows: [Totaal, Jeugd]\ncaption: c")),
        "Post|2026\n# Sociaal\nJeugd|1\nsum Totaal|9");
    assert_string_equal(said(t), "");
}

static void costs_below_zero_are_ranked_from_the_largest(void **state)
{
    static const char *const want[] = {"Wmo", "Jeugd", "Beheer"};
    struct test *t = *state;

    read_report(t, sums_yml,
                STR("Groep;Post;2026\nSociaal;Jeugd;-10\n;Wmo;-30\n"
                    ";Beheer;-\nTotaal;;-40\n"));
    struct chart *c = chart(t, "id: c\ndata: agenda\ntype: ranking\n"
                               "title: t");
    const struct chart_series **ranked = chart_ranking(t->a, c, 0);
    for (size_t i = 0; i < 3; i++)
        assert_true(str_is(ranked[i]->name, want[i]));
}

static void the_sum_of_some_items_is_not_called_the_total(void **state)
{
    struct test *t = *state;

    read_report(t, sums_yml,
                STR("Groep;Post;2026\nSociaal;Jeugd;1\n;Wmo;3\n"
                    "Totaal;;4\n"));
    struct chart *some = chart(t, "id: c\ndata: agenda\ntype: stacked\n"
                                  "rows: [Jeugd]\ntitle: t");
    struct chart *all = chart(t, "id: d\ndata: agenda\ntype: stacked\n"
                                 "title: t");
    assert_string_equal(dump(t, some->table),
                        "Post|2026\nJeugd|1\nsum Samen|1*\n"
                        "> Samen: berekend uit de bron, daar niet afgedrukt.");
    assert_string_equal(dump(t, all->table),
                        "Post|2026\nJeugd|1\nWmo|3\nsum Totaal|4");
}

static void printed_subtotals_come_along_with_their_group(void **state)
{
    struct test *t = *state;

    read_report(t, agenda_yml,
                STR("Groep;Post;2026;Structureel per jaar\n"
                    "P;A;1;1\nP;waarvan x;1;1\nP;Subtotaal;2;1\n"
                    "I;B;2;2\nI;C;3;3\n"
                    ";Totaal;7;6\n"));
    assert_string_equal(said(t), "");
    assert_string_equal(dump(t, table(t, "data: agenda\nrows: P\n")),
                        "Post|2026|Structureel per jaar!\n"
                        "# P\n"
                        "A|1|1\n"
                        "of which waarvan x|1|1\n"
                        "sub Subtotaal|2|1\n"
                        "> Vanwege afronding kan de som der delen afwijken van "
                        "het totaal.");
    assert_string_equal(dump(t, table(t, "data: agenda\nrows: [A, B, C]\n")),
                        "Post|2026|Structureel per jaar!\n"
                        "# P\n"
                        "A|1|1\n"
                        "sub Subtotaal|2|1\n"
                        "# I\n"
                        "B|2|2\n"
                        "C|3|3\n"
                        "sum Totaal|7|6\n"
                        "> Vanwege afronding kan de som der delen afwijken van "
                        "het totaal.");
}

static void a_chart_has_series_columns_and_a_table(void **state)
{
    struct test *t = *state;
    struct chart *c = chart(t, "id: fig-a\ndata: agenda\ntype: stacked\n"
                               "rows: groups\ncolumns: 2026..2030\n"
                               "title: Het wordt {{agenda[Totaal, 2030]}}\n");

    assert_string_equal(said(t), "");
    assert_int_equal(c->type, CHART_STACKED);
    assert_int_equal(c->n_series, 2);
    assert_int_equal(c->n_columns, 5);
    assert_int_equal(c->n_extras, 0);
    assert_true(str_is(c->series[1].name, "Interventie"));
    assert_int_equal(c->series[1].amounts[3].value.units, 390);
    assert_true(c->series[1].amounts[3].without_pm);
    assert_true(c->series[1].amounts[3].derived);
    assert_int_equal(c->totals[3].value.units, 1510);
    assert_false(c->totals[3].derived);
    assert_true(c->totals[3].without_pm);
    assert_true(str_is(c->title, "Het wordt €\xC2\xA0"
                                 "1.615\xC2\xA0mln (exclusief\xC2\xA0PM)"));
    assert_int_equal(c->table->n_rows, 3);
    assert_true(c->alt.len > 0);
}

static void each_type_takes_the_rows_that_it_can_show(void **state)
{
    struct test *t = *state;
    struct chart *c =
        chart(t, "data: agenda\ntype: multiples\nrows: Prioriteit\ntitle: x\n");

    assert_int_equal(c->n_series, 6);
    assert_int_equal(c->series[0].group.len, 0); /* one group: no headings */
    assert_int_equal(c->n_columns, 5);
    assert_int_equal(c->n_extras, 1); /* set apart from the years */
    assert_null(c->totals);

    c = chart(t, "data: agenda\ntype: multiples\ntitle: x\n");
    assert_int_equal(c->n_series, 10);
    assert_true(str_is(c->series[6].group, "Interventie"));

    c = chart(t, "data: agenda\ntype: ranking\ntitle: x\n"
                 "columns: Structureel per jaar\n");
    assert_int_equal(c->n_columns, 1);
    assert_int_equal(c->n_extras, 0);
    assert_true(str_is(c->columns[0], "Structureel per jaar"));

    c = chart(t, "data: agenda\ntype: ranking\ntitle: x\n");
    assert_true(str_is(c->columns[0], "2030"));

    c = chart(t, "data: agenda\ntype: bars\ntitle: x\nextras: false\n");
    assert_int_equal(c->n_series, 1);
    assert_true(str_is(c->series[0].name, "Totaal"));
    assert_int_equal(c->n_extras, 0);

    c = chart(t, "data: agenda\ntype: bars\ntitle: x\nrows: Prioriteit\n");
    assert_true(str_is(c->series[0].name, "Prioriteit"));
    assert_int_equal(c->series[0].amounts[0].value.units, 505);

    c = chart(t, "data: agenda\ntype: grouped\ntitle: x\n"
                 "rows: [Cloud, Data]\ncolumns: 2026\n");
    assert_int_equal(c->totals[0].value.units, 95);
    assert_true(c->totals[0].derived);
    assert_string_equal(said(t), "");
}

static void mistakes_in_a_block_are_told_at_their_place(void **state)
{
    static const struct {
        const char *yaml, *said;
    } cases[] = {
        {"type: bars\ntitle: x\n",
         "p.md:10:1: error: a key that is needed is not there: \"data\", the "
         "name of a dataset in plenum.yml [key-missing]\n"},
        {"data: agneda\ntype: bars\ntitle: x\n",
         "p.md:11:7: error: no such dataset: \"agneda\", did you mean "
         "\"agenda\"? [data-unknown]\n"},
        {"data: agenda\ntitle: x\n",
         "p.md:10:1: error: a key that is needed is not there: \"type\": "
         "multiples, stacked, grouped, bars or ranking [key-missing]\n"},
        {"data: agenda\ntype: pie\ntitle: x\n",
         "p.md:12:7: error: not a value this key can have: type is \"pie\", "
         "expected multiples, stacked, grouped, bars or ranking [value-bad]\n"},
        {"data: agenda\ntype: stacked\n",
         "p.md:10:1: error: a key that is needed is not there: \"title\", what "
         "the chart has to say [key-missing]\n"},
        {"data: agenda\ntype: stacked\ntitle: x\nrow: Cloud\n",
         "p.md:14:1: warning: unknown key, ignored: \"row\", did you mean "
         "\"rows\"? [unknown-key]\n"},
        {"data: agenda\ntype: stacked\ntitle: x\nrows: [Cloud, Dota]\n",
         "p.md:14:15: error: no such row: \"Dota\" in agenda, did you mean "
         "\"Data\"? [row-unknown]\n"},
        {"data: agenda\ntype: stacked\ntitle: x\ncolumns: 2026..2031\n",
         "p.md:14:10: error: no such column in the dataset: \"2031\" in "
         "agenda, did you mean \"2030\"? [column-unknown]\n"},
        {"data: agenda\ntype: ranking\ntitle: x\ncolumns: 2026..2027\n",
         "p.md:14:10: error: not a value this key can have: columns is "
         "\"2026..2027\", expected one column, for a ranking [value-bad]\n"},
        {"data: agenda\ntype: bars\ntitle: x\nid: a/b\n",
         "p.md:14:5: error: not a value this key can have: id is \"a/b\", "
         "expected letters, digits, - and _ [value-bad]\n"},
        {"data: agenda\ntype: bars\ntitle: Dit {{agenda[Clod, 2026]}}\n",
         "p.md:13:21: error: no such row: \"Clod\" in agenda, did you mean "
         "\"Cloud\"? [row-unknown]\n"},
        {"data: [agenda\n",
         "p.md:12:1: error: not valid YAML: the list that opens with [ needs a "
         "comma or ] [yaml-bad]\n"},
        {"just words\n",
         "p.md:11:1: error: not a value this key can have: this is \"just "
         "words\", expected keys and values, as data: ... [value-bad]\n"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct test *t = *state;
        diags_free(t->d);
        t->d = diags_new();
        chart(t, cases[i].yaml);
        assert_string_equal(said(t), cases[i].said);
    }
}

static void figures_without_a_source_are_told_once(void **state)
{
    struct test *t = *state;

    read_report(t, "title: t\ndata:\n  agenda:\n    file: a.csv\n",
                STR("Post;2026\nA;1\n"));
    table(t, "data: agenda\n");
    table(t, "data: agenda\ncolumns: 2026\n");
    assert_string_equal(said(t),
                        "plenum.yml:3:3: error: figures without their source: "
                        "say \"source: ...\" under agenda in plenum.yml "
                        "[source-missing]\n");
    assert_true(str_is(table(t, "data: agenda\nsource: de krant\n")->source,
                       "de krant"));
}

static void a_total_that_is_wrong_names_both_sums(void **state)
{
    struct test *t = *state;

    read_report(t, agenda_yml,
                STR("Groep;Post;2026;2027;2028;Structureel per jaar\n"
                    "P;A;1,5;2;3;PM\nP;Subtotaal;4,5;3;3;PM\n"
                    "I;B;10;2;x;1\n"
                    ";Totaal;11,4;1360;99;-\n"));
    diags_free(t->d);
    t->d = diags_new(); /* the x was told when it was read */
    check_totals(&t->report, t->d);
    assert_string_equal(
        said(t),
        "a.csv:3:13: error: total is not the sum of its column: subtotal of P "
        "in 2026 is 4,5, the rows add up to 1,5 [total-differs]\n"
        "a.csv:5:14: error: total is not the sum of its column: total of 2027 "
        "is 1360, the rows add up to 4 [total-differs]\n");
    assert_true(t->report.datasets[0].rounded); /* 11,4 for 11,5 */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_table_of_everything_is_the_source),
        TEST(a_choice_of_rows_has_no_total_of_others),
        TEST(groups_are_derived_and_say_so),
        TEST(sums_stand_below_what_they_add_up),
        TEST(costs_below_zero_are_ranked_from_the_largest),
        TEST(the_sum_of_some_items_is_not_called_the_total),
        TEST(printed_subtotals_come_along_with_their_group),
        TEST(a_chart_has_series_columns_and_a_table),
        TEST(each_type_takes_the_rows_that_it_can_show),
        TEST(mistakes_in_a_block_are_told_at_their_place),
        TEST(figures_without_a_source_are_told_once),
        TEST(a_total_that_is_wrong_names_both_sums),
    };

    return cmocka_run_group_tests_name("read/figures", tests, NULL, NULL);
}
