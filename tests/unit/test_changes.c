/* model/changes.h: what is the same row, what counts as a change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/changes.h"
#include "model/dataset.h"
#include "read/loose.h"

struct pair {
    struct arena *a;
    struct dataset before, now;
};

static struct dataset read(struct arena *a, const char *csv)
{
    struct diags *d = diags_new();
    struct dataset data;

    loose_read(a, "x.csv", str_of(csv), ',', &data, d);
    assert_int_equal(diag_count(d, DIAG_ERROR), 0);
    diags_free(d);
    return data;
}

static struct changes compare(struct pair *p, const char *before,
                              const char *now)
{
    p->a = arena_new();
    p->before = read(p->a, before);
    p->now = read(p->a, now);
    return changes_between(p->a, &p->before, &p->now);
}

static void expect_quiet(const struct changes *c)
{
    assert_int_equal(c->n_cells, 0);
    assert_int_equal(c->n_sums, 0);
    assert_int_equal(c->n_added_rows, 0);
    assert_int_equal(c->n_removed_rows, 0);
    assert_int_equal(c->n_added_columns, 0);
    assert_int_equal(c->n_removed_columns, 0);
}

static void order_and_notation_are_no_change(void **state)
{
    struct pair p;
    struct changes c = compare(&p, "Post;2026;2027\nCloud;12,50;PM\nData;3;-\n",
                               "Post;2027;2026\nData;-;3\nCloud;PM;12,5\n");

    (void)state;
    expect_quiet(&c);
    arena_free(p.a);
}

static void a_cell_and_the_printed_total(void **state)
{
    struct pair p;
    struct changes c = compare(&p, "Post;2026;2027\nCloud;60;PM\nTotaal;60;-\n",
                               "Post;2026;2027\nCloud;61;5\nTotaal;61;5\n");

    (void)state;
    assert_int_equal(c.n_cells, 2);
    assert_int_equal(c.cells[0].before.value.units, 60);
    assert_int_equal(c.cells[0].now.value.units, 61);
    assert_int_equal(c.cells[1].before.kind, AMOUNT_PM);
    assert_int_equal(c.n_sums, 2);
    assert_false(c.sums[0].now.derived);
    arena_free(p.a);
}

static void a_total_that_is_not_printed_is_computed(void **state)
{
    struct pair p;
    struct changes c = compare(&p, "Post;2026\nCloud;60\nData;1\n",
                               "Post;2026\nCloud;60\nData;3\n");

    (void)state;
    assert_int_equal(c.n_sums, 1);
    assert_null(c.sums[0].row);
    assert_int_equal(c.sums[0].before.value.units, 61);
    assert_int_equal(c.sums[0].now.value.units, 63);
    assert_true(c.sums[0].now.derived);
    arena_free(p.a);
}

/* "Overig" stands in both groups, "Materieel" below both items. */
static void the_same_name_elsewhere_is_another_row(void **state)
{
    struct pair p;
    const char *before = "Soort;Groep;Post;2026\n"
                         "post;A;Overig;1\nwaarvan;A;Materieel;1\n"
                         "post;B;Overig;2\nwaarvan;B;Materieel;1\n";
    const char *now = "Soort;Groep;Post;2026\n"
                      "post;A;Overig;1\nwaarvan;A;Materieel;1\n"
                      "post;B;Overig;2\nwaarvan;B;Materieel;2\n";
    struct changes c = compare(&p, before, now);

    (void)state;
    assert_int_equal(c.n_cells, 1);
    assert_ptr_equal(c.cells[0].row, &p.now.rows[3]);
    assert_int_equal(c.n_sums, 0); /* a part does not count again */
    arena_free(p.a);
}

static void rows_and_columns_come_and_go(void **state)
{
    struct pair p;
    struct changes c = compare(&p, "Post;2026;2027\nCloud;1;2\nData;3;4\n",
                               "Post;2027;2028\nKennis;4;4\nCloud;2;2\n");

    (void)state;
    assert_int_equal(c.n_cells, 0);
    assert_int_equal(c.n_added_rows, 1);
    assert_int_equal(c.added_rows[0], 0);
    assert_int_equal(c.n_removed_rows, 1);
    assert_int_equal(c.removed_rows[0], 1);
    assert_int_equal(c.n_added_columns, 1);
    assert_int_equal(c.added_columns[0], 1);
    assert_int_equal(c.n_removed_columns, 1);
    assert_int_equal(c.removed_columns[0], 0);
    arena_free(p.a);
}

/* A column of nothing but PM is a column of amounts all the same. */
static void a_data_file_of_a_set_reads_back(void **state)
{
    struct arena *a = arena_new();
    struct dataset d = read(a, "Soort;Groep;Post;2026;Structureel\n"
                               "post;A;Cloud;0,125;PM\n"
                               "subtotaal;A;Som;0,125;PM\n"
                               "totaal;;Alles;0,125;PM\n");

    (void)state;
    assert_int_equal(d.n_columns, 2);
    assert_int_equal(d.columns[1].kind, COLUMN_EXTRA);
    assert_int_equal(d.rows[0].amounts[0].value.units, 125);
    assert_int_equal(d.rows[0].amounts[1].kind, AMOUNT_PM);
    assert_int_equal(d.rows[1].kind, ROW_SUBTOTAL);
    assert_int_equal(d.rows[2].kind, ROW_TOTAL);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_and_notation_are_no_change),
        cmocka_unit_test(a_cell_and_the_printed_total),
        cmocka_unit_test(a_total_that_is_not_printed_is_computed),
        cmocka_unit_test(the_same_name_elsewhere_is_another_row),
        cmocka_unit_test(rows_and_columns_come_and_go),
        cmocka_unit_test(a_data_file_of_a_set_reads_back),
    };

    return cmocka_run_group_tests_name("model/changes", tests, NULL, NULL);
}
