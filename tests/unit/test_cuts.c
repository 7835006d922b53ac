#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "make_blocks.h"
#include "model/cuts.h"

/* A slide of one block. */
static struct cuts cut(struct arena *a, const struct block *block)
{
    const struct block **blocks = arena_array(a, 1, sizeof(*blocks));
    struct slide slide = {.blocks = blocks, .n_blocks = 1};

    blocks[0] = block;
    return cuts_of_slide(a, &slide);
}

static struct block *five_items(struct arena *a, bool ordered)
{
    struct block *items = item(a, para_of(a, "een"));

    for (int i = 0; i < 4; i++)
        then(items, item(a, para_of(a, "meer")));
    return list_of(a, ordered, items);
}

static size_t n_children(const struct block *block)
{
    size_t n = 0;

    for (const struct block *b = block->children; b != NULL; b = b->next)
        n++;
    return n;
}

static void a_list_is_cut_between_its_items_and_goes_on_counting(void **state)
{
    struct arena *a = arena_new();
    struct block *list = five_items(a, true);
    struct cuts cuts;
    struct slide_part part;

    (void)state;
    list->attrs.id = STR("lijst");
    cuts = cut(a, list);
    assert_int_equal(cuts.count, 5);
    part = cuts_join(a, &cuts, 2, 5);
    assert_int_equal(part.n_blocks, 1);
    assert_int_equal(n_children(part.blocks[0]), 3);
    assert_int_equal(part.blocks[0]->list.start, 3);
    assert_int_equal(part.blocks[0]->attrs.id.len, 0);
    assert_int_equal(n_children(list), 5);
    arena_free(a);
}

/* A slide with one item of five looks like a mistake. */
static void neither_end_of_a_list_stands_alone(void **state)
{
    struct arena *a = arena_new();
    struct cuts cuts = cut(a, five_items(a, false));

    (void)state;
    assert_true(cuts.items[0].keep_with_next);
    assert_false(cuts.items[1].keep_with_next);
    assert_true(cuts.items[3].keep_with_next);
    arena_free(a);
}

static void steps_stay_steps_on_every_part(void **state)
{
    struct arena *a = arena_new();
    struct block *steps = div_of(a, DIV_STEPS, five_items(a, true));
    struct cuts cuts = cut(a, steps);
    struct slide_part part = cuts_join(a, &cuts, 3, 5);

    (void)state;
    assert_int_equal(cuts.count, 5);
    assert_int_equal(part.blocks[0]->kind, BLOCK_DIV);
    assert_int_equal(part.blocks[0]->div, DIV_STEPS);
    assert_int_equal(part.blocks[0]->children->list.start, 4);
    assert_int_equal(n_children(part.blocks[0]->children), 2);
    arena_free(a);
}

/* Rows: 0 #Prioriteit, 1-6, 7 #Interventie, 8-11, 12 the total. */
static void a_part_of_a_table_has_the_head_of_its_group(void **state)
{
    struct arena *a = arena_new();
    struct block *block = nds_table(a);
    struct cuts cuts;
    const struct table *table;

    (void)state;
    block->table->id = STR("tbl-agenda");
    cuts = cut(a, block);
    assert_int_equal(cuts.count, block->table->n_rows);
    assert_true(cuts.items[7].keep_with_next);  /* a group's head */
    assert_true(cuts.items[11].keep_with_next); /* before the total */

    table = cuts_join(a, &cuts, 0, 4).blocks[0]->table;
    assert_int_equal(table->n_rows, 4);
    assert_true(str_is(table->id, "tbl-agenda"));
    assert_false(table->goes_on);

    table = cuts_join(a, &cuts, 4, 9).blocks[0]->table;
    assert_int_equal(table->n_rows, 6);
    assert_int_equal(table->rows[0].kind, TABLE_ROW_GROUP);
    assert_true(table->goes_on);
    assert_int_equal(table->id.len, 0);

    /* Where a group starts anyway there is none to repeat. */
    table = cuts_join(a, &cuts, 7, 9).blocks[0]->table;
    assert_int_equal(table->n_rows, 2);
    arena_free(a);
}

static void code_is_cut_between_its_lines(void **state)
{
    struct arena *a = arena_new();
    struct block *code = block_new(a, BLOCK_CODE, NULL);
    struct cuts cuts;

    (void)state;
    code->text = STR("een\ntwee\n\nvier");
    cuts = cut(a, code);
    assert_int_equal(cuts.count, 4);
    assert_true(str_is(cuts_join(a, &cuts, 0, 2).blocks[0]->text, "een\ntwee"));
    assert_true(str_is(cuts_join(a, &cuts, 2, 4).blocks[0]->text, "\nvier"));
    arena_free(a);
}

static void what_announces_stays_with_what_follows(void **state)
{
    struct arena *a = arena_new();
    struct block *intro = para_of(a, "Wij stellen voor:");
    struct cuts cuts;

    (void)state;
    then(intro, five_items(a, false));
    cuts = cut(a, intro);
    assert_true(cuts.items[0].keep_with_next);
    cuts = cut(a, heading(a, 3, "kop", "Een kop"));
    assert_true(cuts.items[0].keep_with_next);
    arena_free(a);
}

static void tiles_and_columns_are_not_cut(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    assert_int_equal(cut(a, div_of(a, DIV_TILES, five_items(a, false))).count,
                     1);
    assert_int_equal(
        cut(a, div_of(a, DIV_COLUMNS, div_of(a, DIV_COLUMN, NULL))).count, 1);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_cut_between_its_items_and_goes_on_counting),
        cmocka_unit_test(neither_end_of_a_list_stands_alone),
        cmocka_unit_test(steps_stay_steps_on_every_part),
        cmocka_unit_test(a_part_of_a_table_has_the_head_of_its_group),
        cmocka_unit_test(code_is_cut_between_its_lines),
        cmocka_unit_test(what_announces_stays_with_what_follows),
        cmocka_unit_test(tiles_and_columns_are_not_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
