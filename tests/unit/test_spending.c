/* read/spending.h: every form in which the same agenda arrives is the same
 * dataset, and every mistake is told once, at its place. */
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
#include "model/words.h"
#include "read/settings.h"
#include "read/spending.h"

struct test {
    struct arena *a;
    struct diags *d;
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

static const char *said(struct test *t)
{
    struct buf out = buf_new(t->a);

    diag_print(t->d, &out, false);
    return buf_str(&out).p;
}

/* Reads `csv` as the dataset `x` that `keys` declares, a key a line. */
static struct dataset read(struct test *t, const char *keys, struct str csv)
{
    struct str yml = str_format(t->a, "title: t\ndata:\n  x:\n%s", keys);
    struct report *report = ARENA_NEW(t->a, struct report);
    struct settings settings =
        settings_read(t->a, "plenum.yml", yml, report, t->d);
    struct dataset data;

    assert_int_equal(settings.n_datasets, 1);
    spending_read(t->a, &settings.datasets[0], "x.csv", csv, &data, t->d);
    return data;
}

static struct dataset read_file(struct test *t, const char *keys,
                                const char *name)
{
    struct str bytes;

    assert_true(
        file_read(t->a, file_join(t->a, "tests/data/csv", name), &bytes));
    return read(t, keys, bytes);
}

/* The whole dataset as text, to compare two of them. */
static const char *dump(struct test *t, const struct dataset *d)
{
    static const char *const kinds[] = {"item", "of which", "subtotal",
                                        "total"};
    struct buf out = buf_new(t->a);

    buf_printf(&out, "%.*s|%.*s", STR_ARG(d->group_heading),
               STR_ARG(d->item_heading));
    for (size_t i = 0; i < d->n_columns; i++)
        buf_printf(&out, "|%.*s:%d", STR_ARG(d->columns[i].name),
                   d->columns[i].year);
    for (size_t i = 0; i < d->n_rows; i++) {
        const struct dataset_row *row = &d->rows[i];
        buf_printf(&out, "\n%s|%.*s|%.*s", kinds[row->kind],
                   row->group < 0 ? 0 : (int)d->groups[row->group].name.len,
                   row->group < 0 ? "" : d->groups[row->group].name.p,
                   STR_ARG(row->name));
        for (size_t c = 0; c < d->n_columns; c++) {
            struct str amount = format_amount(t->a, row->amounts[c], LANG_NL);
            buf_printf(&out, "|%.*s%s%s", STR_ARG(amount),
                       row->amounts[c].kind == AMOUNT_BAD ? "BAD" : "",
                       row->amounts[c].without_pm ? "*" : "");
        }
    }
    return buf_str(&out).p;
}

static const char agenda_keys[] = "    file: x.csv\n"
                                  "    item: Post\n"
                                  "    group: Groep\n"
                                  "    years: 2026..2030\n"
                                  "    extra: [Structureel per jaar]\n"
                                  "    total: Totaal\n";

static const char agenda[] =
    "Groep|Post|2026:2026|2027:2027|2028:2028|2029:2029|2030:2030|Structureel "
    "per jaar:0\n"
    "item|Prioriteit|Data|35|65|90|115|140|85\n"
    "item|Prioriteit|AI|40|50|50|50|50|45\n"
    "item|Prioriteit|Cloud|60|150|190|215|225|125\n"
    "item|Prioriteit|Digitaal Vakmanschap|30|125|200|200|210|115\n"
    "item|Prioriteit|Burgers & ondernemers centraal|175|175|175|175|175|175\n"
    "item|Prioriteit|Digitale weerbaarheid en "
    "autonomie|165|235|310|365|430|225\n"
    "item|Interventie|Standaarden|5|30|35|45|45|10\n"
    "item|Interventie|Collectieve oplossingen, EDI|85|115|130|160|160|110\n"
    "item|Interventie|IT-sourcing en inkoop|25|20|15|PM|PM|10\n"
    "item|Interventie|Digitale wetgeving, wegnemen juridische "
    "belemmeringen|125|145|160|185|180|50\n"
    "total||Totaal|745|1.110|1.355|1.510*|1.615*|950";

static void the_same_agenda_in_every_wide_form(void **state)
{
    static const char *const files[] = {
        "excel-nl-utf8-bom.csv", "excel-nl-cp1252.csv", "rfc4180-comma.csv"};
    struct test *t = *state;

    for (size_t i = 0; i < 3; i++) {
        struct dataset d = read_file(t, agenda_keys, files[i]);
        assert_string_equal(dump(t, &d), agenda);
    }
    assert_string_equal(said(t), "");
}

static void the_same_agenda_in_the_long_form(void **state)
{
    struct test *t = *state;
    struct dataset d =
        read_file(t,
                  "    file: x.csv\n"
                  "    item: Post\n"
                  "    group: Groep\n"
                  "    kind: soort\n"
                  "    period: periode\n"
                  "    amount: bedrag_mln_eur\n"
                  "    extra: {structureel: Structureel per jaar}\n"
                  "    total: Totaal\n",
                  "lang.csv");

    assert_string_equal(said(t), "");
    assert_string_equal(dump(t, &d), agenda);
}

static void the_stress_file_reads_but_for_its_faults(void **state)
{
    struct test *t = *state;
    struct dataset d =
        read_file(t,
                  "    file: x.csv\n    item: Post\n    group: Groep\n"
                  "    extra: Structureel per jaar\n    total: Totaal\n",
                  "stress-cp1252.csv");

    assert_string_equal(
        dump(t, &d),
        "Groep|Post|2026:2026|2027:2027|2028:2028|Structureel per jaar:0\n"
        "item|Prioriteit|Artificiële intelligentie|1.234,5|-12|-3,3|\n"
        "item|Prioriteit|Cloud; \"soeverein\"|1.000|-250|0|–\n"
        "item|Interventie|Coördinatie & regie|PM|PM|PM|BAD\n"
        "total||Totaal|2.234,5*|-262*|-3,3*|PM");
    assert_string_equal(
        said(t),
        "x.csv: notice: not UTF-8, read as Windows-1252 [csv-cp1252]\n"
        "x.csv:4:44: error: not an amount: \"waarvan 10\", expected a number, "
        "PM, - or nothing [amount-bad]\n");
}

/* --- mistakes: one message each ------------------------------------------- */

#define HEAD "Groep;Post;2026;2027\n"
#define KEYS                                                                   \
    "    file: x.csv\n    item: Post\n    group: Groep\n    total: Totaal\n"

static void every_mistake_is_told_once_at_its_place(void **state)
{
    static const struct {
        const char *keys, *csv, *said;
    } cases[] = {
        {KEYS, HEAD "P;A;1;2\nP;B;zestig;4\n;Totaal;9;6\n",
         "x.csv:3:5: error: not an amount: \"zestig\", expected a number, PM, "
         "- or nothing [amount-bad]\n"},
        {KEYS, HEAD "P;A;1;#N/B\n;Totaal;1;\n",
         "x.csv:2:7: error: not an amount: \"#N/B\" is an error of the "
         "spreadsheet [amount-bad]\n"},
        {KEYS, HEAD "P;A;1\n;Totaal;1;0\n",
         "x.csv:2:1: error: row has the wrong number of cells: found 3, the "
         "header has 4 [csv-columns]\n"},
        {KEYS, HEAD "P;A;1;2;3\n;Totaal;0;0\n",
         "x.csv:2:9: error: row has the wrong number of cells: found 5, the "
         "header has 4; a name with \";\" in it needs quotes [csv-columns]\n"},
        {KEYS, HEAD "P;A;1;2\nP;\"B;1;2\n;Totaal;1;2\n",
         "x.csv:3:3: error: quoted cell is not closed, read to the end of the "
         "file [csv-quote]\n"},
        {KEYS, HEAD "P;A;1;2\nP;a;1;2\n;Totaal;2;4\n",
         "x.csv:3:3: error: stands there twice: \"a\", first on line 2 "
         "[data-twice]\n"},
        {KEYS, "Groep;Post;2026;2026\nP;A;1;2\n;Totaal;1;2\n",
         "x.csv:1:17: error: stands there twice: column \"2026\" "
         "[data-twice]\n"},
        {KEYS, HEAD "P;A;1;2\n;Totaal;1;2\n;Totaal;1;2\n",
         "x.csv:4:2: error: stands there twice: a total row, first on line 3 "
         "[data-twice]\n"},
        {KEYS, HEAD "P;A;1;2\n;Totaql;1;2\n",
         "plenum.yml:7:12: error: no such total row: \"Totaal\" in x.csv, did "
         "you mean \"Totaql\"? [total-missing]\n"},
        {"    file: x.csv\n    item: Post\n    group: Groep\n",
         HEAD "P;A;1;2\n;Totaal;1;2\n",
         "x.csv:3:2: warning: row looks like a total, taken as one: say "
         "\"total: Totaal\" under x in plenum.yml [total-undeclared]\n"},
        {KEYS, HEAD "P;A;1;2\n;;1;2\n;Totaal;1;2\n",
         "x.csv:3:1: error: row has figures but no name [row-nameless]\n"},
        {KEYS, "Groep;Posd;2026;2027\nP;A;1;2\n;Totaal;1;2\n",
         "plenum.yml:5:11: error: no such column: \"Post\" in x.csv, did you "
         "mean \"Posd\"? [column-missing]\n"},
        {KEYS "    years: 2026..2028\n", HEAD "P;A;1;2\n;Totaal;1;2\n",
         "plenum.yml:8:12: error: no such column: \"2028\" in x.csv, did you "
         "mean \"2026\"? [column-missing]\n"},
        {KEYS "    extra: [Structureel]\n",
         "Groep;Post;2026;Structurel\nP;A;1;2\n;Totaal;1;2\n",
         "plenum.yml:8:13: error: no such column: \"Structureel\" in x.csv, "
         "did you mean \"Structurel\"? [column-missing]\n"},
        {KEYS "    names: {Aa: Bee}\n", HEAD "P;A;1;2\n;Totaal;1;2\n",
         "plenum.yml:8:13: error: no such row: \"Aa\" in x.csv, did you mean "
         "\"A\"? [row-unknown]\n"},
        {KEYS "    names: {B: Bee}\n", HEAD "P;A;1;2\n;Totaal;1;2\n",
         "plenum.yml:8:13: error: no such row: \"B\" in x.csv "
         "[row-unknown]\n"},
        {"    file: x.csv\n    item: Post\n", "Post;Begroting 2026\nA;1\n",
         "plenum.yml:3:3: error: no such column: with figures in x.csv: none "
         "is called after a year alone, it has \"Post\", \"Begroting 2026\"; "
         "name some as extra: [column-missing]\n"},
        {"    file: x.csv\n    item: Post\n",
         "Post;2026;Begroting 2027;Bij 2026\nA;1;2;x\n",
         "x.csv:1:11: warning: column of figures is no year, left out: "
         "\"Begroting 2027\" [column-left-out]\n"},
        {"    file: x.csv\n    item: Post\n    years: 2026..2027\n",
         "Post;Begroting\n;2026;2027\nA;1;2\n",
         "plenum.yml:6:12: error: no such column: \"2027\" beside \"Post\" in "
         "x.csv, it stands on line 2; put all headings on one line "
         "[column-missing]\n"},
        {KEYS, HEAD ";;€ mln;€ mln\nP;A;1;2\n;Totaal;1;2\n",
         "x.csv:2:3: error: row has figures but no name: \"€ mln\" is no "
         "figure; remove this second line of headings, plenum.yml has the "
         "unit [row-nameless]\n"},
        {KEYS, HEAD "P;A;1e+05;2\n;Totaal;1;2\n",
         "x.csv:2:5: error: not an amount: \"1e+05\" has an exponent; write "
         "the figure in full [amount-bad]\n"},
        {KEYS, "", "x.csv: error: no data in this file [data-empty]\n"},
        {KEYS, HEAD, "x.csv: error: no data in this file [data-empty]\n"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct test *t = *state;
        diags_free(t->d);
        t->d = diags_new();
        read(t, cases[i].keys, str_of(cases[i].csv));
        assert_string_equal(said(t), cases[i].said);
    }
}

static void a_notation_that_is_mixed_or_unsure_stops(void **state)
{
    static const struct {
        const char *keys, *csv, *said;
    } cases[] = {
        {KEYS, HEAD "P;A;1,5;2\nP;B;2,5;3.5\n",
         "x.csv:3:9: error: two ways of writing numbers in one file: \"3.5\" "
         "has a decimal point, \"1,5\" on line 2 a decimal comma "
         "[number-mixed]\n"},
        {KEYS, HEAD "P;A;1.5;2\nP;B;2,5;3.5\n",
         "x.csv:3:5: error: two ways of writing numbers in one file: \"2,5\" "
         "has a decimal comma, \"1.5\" on line 2 a decimal point "
         "[number-mixed]\n"},
        {KEYS, HEAD "P;A;1,234;2\n",
         "x.csv:2:5: error: a number that can be read in two ways: \"1,234\"; "
         "say \"decimal: comma\" or \"decimal: point\" under x in plenum.yml "
         "[number-unsure]\n"},
        {KEYS, "Groep,Post,2026\nP,A,1.234\n",
         "x.csv:2:5: error: a number that can be read in two ways: \"1.234\"; "
         "say \"decimal: comma\" or \"decimal: point\" under x in plenum.yml "
         "[number-unsure]\n"},
        {KEYS "    decimal: comma\n", HEAD "P;A;1.5;2\n",
         "x.csv:2:5: error: not an amount: \"1.5\" does not fit \"decimal: "
         "comma\" in plenum.yml [amount-bad]\n"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct test *t = *state;
        struct buf keys = buf_new(t->a);
        diags_free(t->d);
        t->d = diags_new();
        buf_puts(&keys, cases[i].keys);
        struct str csv =
            str_format(t->a, "%s%s", cases[i].csv,
                       cases[i].csv[5] == ',' ? ",Totaal,\n" : ";Totaal;;\n");
        read(t, buf_str(&keys).p, csv);
        assert_string_equal(said(t), cases[i].said);
    }
}

static const char *figures(struct test *t, const char *keys, const char *csv)
{
    struct dataset d = read(t, keys, str_of(csv));

    return strchr(dump(t, &d), '\n') + 1;
}

static void what_is_declared_or_evident_decides_the_notation(void **state)
{
    struct test *t = *state;
    const char *keys = "    file: x.csv\n    item: Post\n";

    assert_string_equal(figures(t, keys, "Post;2026\nA;1.355\n"),
                        "item||A|1.355");
    assert_string_equal(figures(t, keys, "Post;2026\nA;1.355\nB;1.5\n"),
                        "item||A|1,355\nitem||B|1,5");
    assert_string_equal(figures(t, keys, "Post,2026\nA,\"1,355\"\nB,1.5\n"),
                        "item||A|1.355\nitem||B|1,5");
    assert_string_equal(figures(t, "    file: x.csv\n    decimal: point\n",
                                "Post;2026\nA;1.355\n"),
                        "item||A|1,355");
    assert_string_equal(
        figures(t, "    file: x.csv\n    delimiter: tab\n    decimal: comma\n",
                "Post\t2026\nA\t1.355\n"),
        "item||A|1.355");
    assert_string_equal(said(t), "");
}

static void rows_are_what_their_names_say(void **state)
{
    struct test *t = *state;

    assert_string_equal(
        figures(t, KEYS,
                HEAD "P;A;1;2\n;waarvan a;1;1\n;B;3;PM\n;Subtotaal;4;2\n"
                     "I;C;5;6\nI;Totaal I;5;6\nTotaal;;9;8\n"),
        "item|P|A|1|2\n"
        "of which|P|waarvan a|1|1\n"
        "item|P|B|3|PM\n"
        "subtotal|P|Subtotaal|4|2*\n"
        "item|I|C|5|6\n"
        "subtotal|I|Totaal I|5|6\n"
        "total||Totaal|9|8*");
    assert_string_equal(said(t), "");
}

static void heads_of_groups_stand_on_lines_of_their_own(void **state)
{
    struct test *t = *state;

    assert_string_equal(figures(t, KEYS,
                                HEAD
                                "Sociaal;;;\n;Jeugd;1;2\n;Wmo;3;4\nFysiek;;;\n"
                                ";Wegen;5;6\nReserve;;1;1\nTotaal;;10;13\n"),
                        "item|Sociaal|Jeugd|1|2\n"
                        "item|Sociaal|Wmo|3|4\n"
                        "item|Fysiek|Wegen|5|6\n"
                        "item|Reserve|Reserve|1|1\n"
                        "total||Totaal|10|13");
    assert_string_equal(
        figures(t, KEYS,
                HEAD "Sociaal;;4;6\n;Jeugd;1;2\n;Wmo;3;4\nFysiek;;5;6\n"
                     ";Wegen;5;6\nTotaal;;9;12\n"),
        "subtotal|Sociaal|Sociaal|4|6\n"
        "item|Sociaal|Jeugd|1|2\n"
        "item|Sociaal|Wmo|3|4\n"
        "subtotal|Fysiek|Fysiek|5|6\n"
        "item|Fysiek|Wegen|5|6\n"
        "total||Totaal|9|12");
    assert_string_equal(said(t), "");
}

static void rows_of_exports_are_what_they_mean(void **state)
{
    struct test *t = *state;

    assert_string_equal(
        figures(t, "    file: x.csv\n    item: Post\n    total: Totaal\n",
                "Code;Post;2026;2027\n"
                "0.1;Cloud;10;20\n"
                ";- waarvan opslag;4;8\n"
                "Code;Post;2026;2027\n"
                "0.2;Data;4;8\n"
                "Totaal;;14;28\n"),
        "item||Cloud|10|20\n"
        "of which||- waarvan opslag|4|8\n"
        "item||Data|4|8\n"
        "total||Totaal|14|28");
    assert_string_equal(said(t), "");
}

static void totals_beside_the_total_are_subtotals(void **state)
{
    struct test *t = *state;
    const char *keys = "    file: x.csv\n    item: Post\n    group: Groep\n"
                       "    total: Saldo\n";

    assert_string_equal(
        figures(t, keys,
                HEAD "Lasten;A;-5;-6\nLasten;Totaal lasten;-5;-6\n"
                     "Baten;B;8;9\n;Totaal baten;8;9\nSaldo;Saldo;3;3\n"),
        "item|Lasten|A|-5|-6\n"
        "subtotal|Lasten|Totaal lasten|-5|-6\n"
        "item|Baten|B|8|9\n"
        "subtotal|Baten|Totaal baten|8|9\n"
        "total||Saldo|3|3");
    assert_string_equal(said(t), "");
    assert_string_equal(
        figures(t, "    file: x.csv\n    item: Post\n    total: Saldo\n",
                "Post;2026\nA;-5\nTotaal lasten;-5\nB;PM\nC;8\n"
                "Totaal baten;8\nSaldo;3\n"),
        "item||A|-5\n"
        "subtotal||Totaal lasten|-5\n"
        "item||B|PM\n"
        "item||C|8\n"
        "subtotal||Totaal baten|8*\n"
        "total||Saldo|3*");
    assert_string_equal(
        said(t), "x.csv:3:1: warning: row looks like a total, taken as one: a "
                 "subtotal, for the total is \"Saldo\"; say \"subtotal: "
                 "Totaal\" under x in plenum.yml [total-undeclared]\n");
}

static void years_may_stand_below_one_another(void **state)
{
    struct test *t = *state;
    const char *csv = "Jaar;Lasten;Baten\n2026;100;90\n2027;110;PM\n";
    const char *want = "item||Lasten|100|110\nitem||Baten|90|PM";

    assert_string_equal(figures(t, "    file: x.csv\n", csv), want);
    assert_string_equal(
        figures(t, "    file: x.csv\n    item: Jaar\n    years: 2026..2027\n",
                csv),
        want);
    assert_string_equal(figures(t,
                                "    file: x.csv\n    item: Jaar\n"
                                "    extra: [Lasten, Baten]\n",
                                csv),
                        "item||2026|100|90\nitem||2027|110|PM");
    assert_string_equal(said(t), "");
}

static void the_sign_between_cells_is_that_of_most_rows(void **state)
{
    struct test *t = *state;

    assert_string_equal(figures(t, "    file: x.csv\n",
                                "Begroting 2026-2029, concept\n"
                                "Post;2026;2027\nA;1,5;2,5\nB;1;2\n"),
                        "item||A|1,5|2,5\nitem||B|1|2");
    assert_string_equal(said(t), "");
}

static void titles_remarks_and_other_columns_are_left_alone(void **state)
{
    struct test *t = *state;

    assert_string_equal(
        figures(t,
                "    file: x.csv\n    item: Post\n    total: Totaal\n"
                "    years: [2026, 2028]\n",
                "Concept-agenda;;;;\nBedragen in mln;;;;\n"
                "Post;Toelichting;2026;2027;2028\n"
                "A;een \"tekst\";1;x;3\n;een opmerking;;;\nTotaal;;1;;3\n"),
        "item||A|1|3\ntotal||Totaal|1|3");
    assert_string_equal(said(t), "");
}

static void the_long_form_tells_its_own_mistakes(void **state)
{
    static const char keys[] =
        "    file: x.csv\n    item: post\n    period: jaar\n"
        "    amount: bedrag\n    extra: [structureel]\n    kind: soort\n";
    static const char csv[] = "soort;post;jaar;bedrag\n"
                              "post;A;2027;1\n"
                              "post;A;2026;2\n"
                              "post;A;2026;3\n"
                              "post;B;structurel;4\n"
                              "past;C;2026;5\n"
                              "post;D;;6\n";
    struct test *t = *state;

    assert_string_equal(figures(t, keys, csv), "item||A|2|1|\nitem||C|5||");
    assert_string_equal(
        said(t),
        "x.csv:4:6: error: stands there twice: \"A\" in 2026, first on line 3 "
        "[data-twice]\n"
        "x.csv:5:8: error: not a period of this dataset: \"structurel\", did "
        "you mean \"structureel\"? [period-unknown]\n"
        "x.csv:6:1: error: not a kind of row: \"past\", expected post, "
        "waarvan, subtotaal or totaal [kind-unknown]\n"
        "x.csv:7:1: error: not a period of this dataset: this row has none "
        "[period-unknown]\n");
}

static void what_we_publish_reads_as_what_it_was(void **state)
{
    struct test *t = *state;

    assert_string_equal(
        figures(t, KEYS "    kind: Soort\n",
                "Soort;Groep;Post;2026;2027\n"
                "post;P;A;1,5;-\n"
                "subtotaal;P;Som;1,5;-\n"
                "totaal;;Totaal;1,5;-\n"),
        "item|P|A|1,5|–\nsubtotal|P|Som|1,5|–\ntotal||Totaal|1,5|–");
    assert_string_equal(said(t), "");
}

static void thousands_of_groups_take_no_square_of_time(void **state)
{
    struct test *t = *state;
    struct buf csv = buf_new(t->a);

    buf_puts(&csv, HEAD);
    for (int i = 0; i < 20000; i++)
        buf_printf(&csv, "g%d;item %d;%d;1\ng%d;Subtotaal;%d;1\n", i, i, i, i,
                   i);
    buf_puts(&csv, ";Totaal;199990000;20000\n");
    struct dataset d = read(t, KEYS, buf_str(&csv));
    assert_int_equal(d.n_rows, 40001);
    assert_string_equal(said(t), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_same_agenda_in_every_wide_form),
        TEST(the_same_agenda_in_the_long_form),
        TEST(the_stress_file_reads_but_for_its_faults),
        TEST(every_mistake_is_told_once_at_its_place),
        TEST(a_notation_that_is_mixed_or_unsure_stops),
        TEST(what_is_declared_or_evident_decides_the_notation),
        TEST(rows_are_what_their_names_say),
        TEST(heads_of_groups_stand_on_lines_of_their_own),
        TEST(rows_of_exports_are_what_they_mean),
        TEST(totals_beside_the_total_are_subtotals),
        TEST(years_may_stand_below_one_another),
        TEST(the_sign_between_cells_is_that_of_most_rows),
        TEST(titles_remarks_and_other_columns_are_left_alone),
        TEST(the_long_form_tells_its_own_mistakes),
        TEST(what_we_publish_reads_as_what_it_was),
        TEST(thousands_of_groups_take_no_square_of_time),
    };

    return cmocka_run_group_tests_name("read/spending", tests, NULL, NULL);
}
