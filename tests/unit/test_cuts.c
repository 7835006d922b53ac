#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "make_blocks.h"
#include "model/cuts.h"
#include "model/pieces.h"

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
    assert_int_equal(cuts.items[0].keep, KEEP_NEXT);
    assert_int_equal(cuts.items[1].keep, KEEP_NOTHING);
    assert_int_equal(cuts.items[3].keep, KEEP_NEXT);
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
    assert_int_equal(cuts.items[7].keep, KEEP_NEXT);  /* a group's head */
    assert_int_equal(cuts.items[11].keep, KEEP_NEXT); /* before the total */

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
    assert_int_equal(cuts.items[0].keep, KEEP_NEXT);
    cuts = cut(a, heading(a, 3, "kop", "Een kop"));
    assert_int_equal(cuts.items[0].keep, KEEP_NEXT);
    arena_free(a);
}

/* The words of a paragraph of a part. */
static struct str words_in(struct arena *a, const struct block *block)
{
    return inlines_text(a, block->inlines);
}

#define LONG_SENTENCE                                                          \
    "Een zin die zo lang is dat hij op een slide meer dan een regel vraagt, "  \
    "en die daarna nog wat verder gaat om zeker te zijn van zijn lengte"

/* The cut behind the n-th sentence. */
static size_t behind(const struct cuts *cuts, size_t n)
{
    size_t i = 0;

    while (n > 0 && i < cuts->count) {
        n -= cuts->items[i].piece == NULL || cuts->items[i].piece->ends;
        i++;
    }
    return i;
}

/* Sentences first + 1 up to end. */
static const struct block *part_of(struct arena *a, const struct cuts *cuts,
                                   size_t first, size_t end)
{
    return cuts_join(a, cuts, behind(cuts, first), behind(cuts, end)).blocks[0];
}

static void a_long_paragraph_is_cut_behind_its_sentences(void **state)
{
    struct arena *a = arena_new();
    struct block *text =
        para_of(a, "Volgens dhr. Jansen en P. Snijders van de "
                   "gemeente is het zo. " LONG_SENTENCE ". " LONG_SENTENCE
                   "! “" LONG_SENTENCE ".”");
    struct cuts cuts;

    (void)state;
    text->attrs.id = STR("lang");
    cuts = cut(a, text);
    assert_int_equal(behind(&cuts, 4), cuts.count);
    assert_int_equal(cuts.n_units, 1);
    assert_int_equal(cuts.units[0].count, cuts.count);
    assert_true(str_eq(words_in(a, part_of(a, &cuts, 0, 1)),
                       STR("Volgens dhr. Jansen en P. Snijders van de gemeente "
                           "is het zo.")));
    assert_true(str_eq(words_in(a, part_of(a, &cuts, 1, 3)),
                       STR(LONG_SENTENCE ". " LONG_SENTENCE "!")));
    assert_true(str_eq(words_in(a, part_of(a, &cuts, 3, 4)),
                       STR("“" LONG_SENTENCE ".”")));
    assert_int_equal(part_of(a, &cuts, 1, 4)->attrs.id.len, 0);
    /* In a sentence no slide ends. */
    assert_int_equal(cuts.items[behind(&cuts, 1)].keep, KEEP_NEXT);
    assert_int_equal(cuts.items[behind(&cuts, 2) - 1].keep, KEEP_NOTHING);
    cuts_keep(&cuts, &cuts.units[0]);
    assert_int_equal(cuts.items[behind(&cuts, 2) - 1].keep, KEEP_TEXT);
    /* The texts are slices: what is known of their bytes stays known. */
    assert_ptr_equal(part_of(a, &cuts, 0, 1)->inlines->text.p,
                     text->inlines->text.p);
    arena_free(a);
}

static void marks_stand_around_both_parts_of_a_cut(void **state)
{
    struct arena *a = arena_new();
    struct block *text =
        para(a, and(marked(a, INLINE_STRONG,
                           words_of(a, LONG_SENTENCE ". " LONG_SENTENCE)),
                    and(inline_new(a, INLINE_FOOTNOTE, ""),
                        and(inline_new(a, INLINE_SOFT_BREAK, " "),
                            words_of(a, LONG_SENTENCE ".")))));
    struct cuts cuts = cut(a, text);
    const struct inline_ *part;

    (void)state;
    assert_int_equal(behind(&cuts, 2), cuts.count);
    part = part_of(a, &cuts, 0, 1)->inlines;
    assert_int_equal(part->kind, INLINE_STRONG);
    assert_true(str_eq(part->children->text, STR(LONG_SENTENCE ".")));
    assert_null(part->next);
    part = part_of(a, &cuts, 1, 2)->inlines;
    assert_int_equal(part->kind, INLINE_STRONG);
    assert_true(str_eq(part->children->text, STR(LONG_SENTENCE)));
    assert_int_equal(part->next->kind, INLINE_FOOTNOTE);
    assert_int_equal(part->next->next->kind, INLINE_SOFT_BREAK);
    arena_free(a);
}

static void a_paragraph_without_a_full_stop_is_cut_between_words(void **state)
{
    struct arena *a = arena_new();
    char text[2000];
    struct cuts cuts;

    (void)state;
    for (size_t i = 0; i + 1 < sizeof(text); i++)
        text[i] = i % 10 == 9 ? ' ' : 'a';
    text[sizeof(text) - 1] = '\0';
    cuts = cut(a, para_of(a, text));
    assert_int_equal(cuts.count, 25);
    arena_free(a);
}

static void a_long_item_goes_on_without_its_mark(void **state)
{
    struct arena *a = arena_new();
    struct block *items =
        then(item(a, para_of(a, "Kort")),
             item(a, para_of(a, LONG_SENTENCE ". " LONG_SENTENCE
                                              ". " LONG_SENTENCE ".")));
    struct cuts cuts = cut(a, list_of(a, true, items));
    const struct block *list;

    (void)state;
    assert_int_equal(behind(&cuts, 4), cuts.count);
    list = part_of(a, &cuts, 2, 4);
    assert_int_equal(list->kind, BLOCK_LIST);
    assert_int_equal(list->list.start, 2);
    assert_true(list->children->goes_on);
    list = part_of(a, &cuts, 0, 2);
    assert_int_equal(list->list.start, 1);
    assert_false(list->children->next->goes_on);
    arena_free(a);
}

/* Of five tiles three stand beside one another. */
static void tiles_are_cut_between_their_rows(void **state)
{
    struct arena *a = arena_new();
    struct cuts cuts = cut(a, div_of(a, DIV_TILES, five_items(a, true)));
    const struct block *tiles;

    (void)state;
    assert_int_equal(cuts.count, 5);
    assert_int_equal(cuts.items[0].keep, KEEP_NEXT);
    assert_int_equal(cuts.items[1].keep, KEEP_NEXT);
    assert_int_equal(cuts.items[2].keep, KEEP_NOTHING);
    tiles = cuts_join(a, &cuts, 3, 5).blocks[0];
    assert_int_equal(tiles->div, DIV_TILES);
    assert_int_equal(tiles->children->list.across, 3);
    assert_int_equal(tiles->children->list.start, 4);
    cuts_keep(&cuts, &cuts.units[0]);
    assert_int_equal(cuts.items[2].keep, KEEP_NEXT);
    arena_free(a);
}

static void columns_are_cut_across(void **state)
{
    struct arena *a = arena_new();
    struct block *left =
        div_of(a, DIV_COLUMN,
               then(heading(a, 3, "voor", "Voor"), five_items(a, false)));
    struct block *right =
        div_of(a, DIV_COLUMN,
               then(heading(a, 3, "tegen", "Tegen"), para_of(a, "Niets")));
    struct cuts cuts = cut(a, div_of(a, DIV_COLUMNS, then(left, right)));
    const struct block *columns;

    (void)state;
    /* Two heads, five items, a paragraph beside the first of them. */
    assert_int_equal(cuts.count, 8);
    assert_int_equal(cuts.items[0].keep, KEEP_NEXT);
    assert_int_equal(cuts.items[1].keep, KEEP_NEXT);
    /* One item does not stand alone. */
    assert_int_equal(cuts.items[3].keep, KEEP_NEXT);
    assert_int_equal(cuts.items[4].keep, KEEP_NOTHING);
    columns = cuts_join(a, &cuts, 5, 8).blocks[0];
    assert_int_equal(columns->div, DIV_COLUMNS);
    assert_int_equal(n_children(columns), 2);
    assert_int_equal(columns->children->children->kind, BLOCK_HEADING);
    assert_int_equal(columns->children->children->attrs.id.len, 0);
    assert_int_equal(n_children(columns->children->children->next), 3);
    assert_null(columns->children->next->children);
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
        cmocka_unit_test(a_long_paragraph_is_cut_behind_its_sentences),
        cmocka_unit_test(marks_stand_around_both_parts_of_a_cut),
        cmocka_unit_test(a_paragraph_without_a_full_stop_is_cut_between_words),
        cmocka_unit_test(a_long_item_goes_on_without_its_mark),
        cmocka_unit_test(tiles_are_cut_between_their_rows),
        cmocka_unit_test(columns_are_cut_across),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
