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

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_same_agenda_in_every_wide_form),
        TEST(the_same_agenda_in_the_long_form),
        TEST(the_stress_file_reads_but_for_its_faults),
    };

    return cmocka_run_group_tests_name("read/spending", tests, NULL, NULL);
}
