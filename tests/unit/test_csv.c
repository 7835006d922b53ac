/* read/csv.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "read/csv.h"

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

static struct csv read(struct test *t, const char *text)
{
    return csv_read(t->a, "t.csv", str_of(text), 0, t->d);
}

/* "a|b/c|d": cells and rows. */
static const char *cells(struct test *t, const char *text)
{
    struct csv csv = read(t, text);
    struct buf out = buf_new(t->a);

    for (size_t i = 0; i < csv.n_rows; i++) {
        buf_puts(&out, i > 0 ? "/" : "");
        for (size_t j = 0; j < csv.rows[i].n_cells; j++) {
            buf_puts(&out, j > 0 ? "|" : "");
            buf_put(&out, csv.rows[i].cells[j].text);
        }
    }
    return buf_str(&out).p;
}

static void rows_end_in_any_way(void **state)
{
    struct test *t = *state;

    assert_string_equal(cells(t, "a;b\nc;d\n"), "a|b/c|d");
    assert_string_equal(cells(t, "a;b\r\nc;d\r\n"), "a|b/c|d");
    assert_string_equal(cells(t, "a;b\rc;d\r"), "a|b/c|d");
    assert_string_equal(cells(t, "a;b\nc;d"), "a|b/c|d");
    assert_string_equal(cells(t, ""), "");
    assert_string_equal(cells(t, "\n\n;;\n"), "");
}

static void quotes_hold_delimiters_quotes_and_line_ends(void **state)
{
    struct test *t = *state;

    assert_string_equal(cells(t, "\"a;b\";\"say \"\"hi\"\"\"\n"),
                        "a;b|say \"hi\"");
    assert_string_equal(cells(t, "\"a\nb\";c\nd;e\n"), "a b|c/d|e");
    assert_string_equal(cells(t, "\"a\r\n b\";c\n"), "a b|c");
    assert_string_equal(cells(t, "5\" disk;b\n"), "5\" disk|b");
    assert_string_equal(cells(t, "a; \"b;c\"\n"), "a|b;c");
    assert_string_equal(cells(t, "\"\";\"\"\"\"\n"), "|\"");
    assert_string_equal(said(t), "");
}

static void places_count_characters_and_lines(void **state)
{
    struct test *t = *state;
    struct csv csv = read(t, "één;twee\n\"a\r\nb\";c\r\nd;é;e\n");

    assert_int_equal(csv.rows[0].cells[1].col, 5); /* byte 7, character 5 */
    assert_int_equal(csv.rows[1].cells[1].line, 3);
    assert_int_equal(csv.rows[1].cells[1].col, 4);
    assert_int_equal(csv.rows[2].cells[0].line, 4);
    assert_int_equal(csv.rows[2].cells[2].col, 5);
}

static void the_delimiter_is_the_one_that_agrees(void **state)
{
    static const struct {
        const char *text;
        char delimiter;
    } cases[] = {
        {"a;b;c\n1,5;2,5;3,5\n", ';'},
        {"a,b,c\n1.5,2.5,3.5\n", ','},
        {"a\tb\tc\n1,5\t2,5\t3\n", '\t'},
        {"Post, toelichting;2026\na;1\nb;2\n", ';'},
        {"Post;2026\n\"x, y, z\";1\n", ';'},
        {"Post,2026\n\"x; y; z\",1\n\"a;b\",2\n", ','},
        {"sep=,\na;b,c\n", ','},
        {"one column\n1\n", ';'},
        {"", ';'},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(read(*state, cases[i].text).delimiter,
                         cases[i].delimiter);
}

static void a_delimiter_that_is_told_is_not_doubted(void **state)
{
    struct test *t = *state;
    struct csv csv = csv_read(t->a, "t.csv", STR("a,b;c\n"), ';', t->d);

    assert_int_equal(csv.rows[0].n_cells, 2);
    assert_true(str_is(csv.rows[0].cells[0].text, "a,b"));
}

static void blanks_and_empty_ends_are_dropped(void **state)
{
    struct test *t = *state;
    struct csv csv = read(t, " a ;\xC2\xA0"
                             "b\xC2\xA0 ;;\n;;;\nc;d;;\n\n");

    assert_int_equal(csv.n_rows, 2);
    assert_int_equal(csv.rows[0].n_cells, 2);
    assert_int_equal(csv.rows[0].width, 4);
    assert_true(str_is(csv.rows[0].cells[0].text, "a"));
    assert_true(str_is(csv.rows[0].cells[1].text, "b"));
    assert_int_equal(csv.rows[1].cells[0].line, 3);
}

static void a_quote_that_stays_open_is_told_where_it_opens(void **state)
{
    struct test *t = *state;
    struct csv csv = read(t, "a;b\nc;\"d\ne;f\n");

    assert_true(csv.broken);
    assert_string_equal(said(t),
                        "t.csv:2:3: error: quoted cell is not closed, read to "
                        "the end of the file [csv-quote]\n");
}

static void text_behind_a_quote_is_told(void **state)
{
    struct test *t = *state;

    assert_string_equal(cells(t, "\"a\"b;c\n"), "a|c");
    assert_string_equal(said(t), "t.csv:1:4: error: text behind a closing "
                                 "quote, ignored: \"b\" [csv-behind-quote]\n");
}

static void a_hundred_thousand_rows_take_no_square_of_time(void **state)
{
    struct test *t = *state;
    struct buf text = buf_new(t->a);

    for (int i = 0; i < 100000; i++)
        buf_printf(&text, "row %d;%d;\"x\"\n", i, i);
    assert_int_equal(csv_read(t->a, "t.csv", buf_str(&text), 0, t->d).n_rows,
                     100000);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_end_in_any_way),
        TEST(quotes_hold_delimiters_quotes_and_line_ends),
        TEST(places_count_characters_and_lines),
        TEST(the_delimiter_is_the_one_that_agrees),
        TEST(a_delimiter_that_is_told_is_not_doubted),
        TEST(blanks_and_empty_ends_are_dropped),
        TEST(a_quote_that_stays_open_is_told_where_it_opens),
        TEST(text_behind_a_quote_is_told),
        TEST(a_hundred_thousand_rows_take_no_square_of_time),
    };

    return cmocka_run_group_tests_name("read/csv", tests, NULL, NULL);
}
