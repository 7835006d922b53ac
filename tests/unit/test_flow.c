/* layout/flow.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "layout/flow.h"

static const struct flow_room ROOM = {
    .first = 100, .others = 100, .note_gap = 10, .stub = 15};

/* n lines of 10, ten on a page. */
static void fill(struct flow_item *items, size_t n)
{
    for (size_t i = 0; i < n; i++)
        items[i] = (struct flow_item){.height = 10};
}

static void pages_are_filled_in_order(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[25];

    (void)state;
    fill(items, 25);

    struct flow_pages pages = flow_break(a, items, 25, &ROOM);

    assert_int_equal(pages.count, 3);
    assert_int_equal(pages.starts[1], 10);
    assert_int_equal(pages.starts[2], 20);
    assert_int_equal(pages.starts[3], 25);
    arena_free(a);
}

static void nothing_has_no_pages(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    assert_int_equal(flow_break(a, NULL, 0, &ROOM).count, 0);
    arena_free(a);
}

static void a_heading_goes_with_what_follows(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[15];

    (void)state;
    fill(items, 15);
    items[9].keep_with_next = true;
    items[8].keep_with_next = true;

    assert_int_equal(flow_break(a, items, 15, &ROOM).starts[1], 8);
    arena_free(a);
}

static void space_is_dropped_at_the_top_and_heads_are_repeated(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[20];

    (void)state;
    fill(items, 20);
    items[10].space_before = 50; /* falls away at the top of page 2 */
    assert_int_equal(flow_break(a, items, 20, &ROOM).count, 2);

    items[10].repeat = 10; /* and now page 2 holds nine lines */
    assert_int_equal(flow_break(a, items, 20, &ROOM).count, 3);
    arena_free(a);
}

static void notes_take_their_room_on_the_page_of_their_mention(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[12];

    (void)state;
    fill(items, 12);
    items[7].notes = 12; /* the gap of 10 and 12: seven lines are left */

    /* Line 8 cannot stay with lines 9 and 10; seven and five is the cut that
     * leaves the least. */
    struct flow_pages pages = flow_break(a, items, 12, &ROOM);

    assert_int_equal(pages.count, 2);
    assert_int_equal(pages.starts[1], 7);
    assert_true(flow_height(items, 7, 12, &ROOM) == 50 + 10 + 12);
    arena_free(a);
}

static void a_last_page_is_not_left_with_one_line(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[11];

    (void)state;
    fill(items, 11);
    assert_int_equal(flow_break(a, items, 11, &ROOM).starts[1], 9);
    arena_free(a);
}

static void looking_ahead_spreads_a_gap(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[14];

    (void)state;
    /* Ten lines, then a figure of 60 that keeps with its caption: first fit
     * leaves the second page with the figure alone. */
    fill(items, 14);
    items[12].height = 60;
    items[13].height = 35;

    struct flow_pages pages = flow_break(a, items, 14, &ROOM);

    assert_int_equal(pages.count, 3);
    assert_in_range(pages.starts[1], 8, 9);
    assert_int_equal(pages.starts[2], 13);
    arena_free(a);
}

static void an_item_higher_than_a_page_stands_alone(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[3];

    (void)state;
    fill(items, 3);
    items[1].height = 400;

    struct flow_pages pages = flow_break(a, items, 3, &ROOM);

    assert_int_equal(pages.count, 3);
    assert_int_equal(pages.starts[1], 1);
    assert_int_equal(pages.starts[2], 2);
    arena_free(a);
}

static void a_forced_start_is_kept_and_costs_nothing(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[6];

    (void)state;
    fill(items, 6);
    items[0].new_page = true; /* already at the top */
    items[3].new_page = true;
    items[2].keep_with_next = true;

    struct flow_pages pages = flow_break(a, items, 6, &ROOM);

    assert_int_equal(pages.count, 2);
    assert_int_equal(pages.starts[1], 3);
    arena_free(a);
}

static void the_first_page_may_have_less_room(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[10];
    struct flow_room room = ROOM;

    (void)state;
    fill(items, 10);
    room.first = 30;
    assert_int_equal(flow_break(a, items, 10, &room).starts[1], 3);
    arena_free(a);
}

static void flat_items_do_not_take_quadratic_time(void **state)
{
    enum {
        MANY = 20000
    };
    struct arena *a = arena_new();
    struct flow_item *items = ARENA_ARRAY(a, MANY, struct flow_item);

    (void)state;
    for (size_t i = 0; i < MANY; i++)
        items[i].height = 0.02;

    struct flow_pages pages = flow_break(a, items, MANY, &ROOM);

    assert_int_equal(pages.starts[pages.count], MANY);
    arena_free(a);
}

/* --- properties, over columns of chance ----------------------------------- */

/* A linear congruential generator (Knuth's MMIX constants): the same columns on
 * every machine. */
static unsigned next_random(uint64_t *seed, unsigned below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*seed >> 33) % below;
}

static size_t random_column(struct flow_item *items, uint64_t *seed)
{
    size_t n = 1 + next_random(seed, 60);

    for (size_t i = 0; i < n; i++) {
        items[i] = (struct flow_item){
            .height = next_random(seed, 12) == 0 ? next_random(seed, 130)
                                                 : 5 + next_random(seed, 10),
            .space_before = next_random(seed, 4) == 0 ? 8 : 0,
            .repeat = next_random(seed, 6) == 0 ? 6 : 0,
            .notes = next_random(seed, 9) == 0 ? next_random(seed, 40) : 0,
            .keep_with_next = next_random(seed, 4) == 0,
            .new_page = next_random(seed, 30) == 0,
        };
    }
    return n;
}

/* Could the page before have ended earlier, at an item that does not keep, with
 * the rest still fitting on this one? */
static bool keep_could_be_honoured(const struct flow_item *items,
                                   const struct flow_pages *pages, size_t i)
{
    size_t here = pages->starts[i];

    for (size_t cut = here - 1; cut > pages->starts[i - 1]; cut--) {
        if (items[cut].new_page)
            return false;
        if (flow_height(items, cut, pages->starts[i + 1], &ROOM) > ROOM.others)
            return false;
        if (!items[cut - 1].keep_with_next)
            return true;
    }
    return false;
}

static void check_pages(const struct flow_item *items, size_t n,
                        const struct flow_pages *pages)
{
    assert_int_equal(pages->starts[0], 0);
    assert_int_equal(pages->starts[pages->count], n);
    for (size_t i = 0; i < pages->count; i++) {
        size_t first = pages->starts[i];
        size_t end = pages->starts[i + 1];

        /* Nothing lost, order kept, no page over its height. */
        assert_true(first < end);
        assert_true(end - first == 1 ||
                    flow_height(items, first, end, &ROOM) <= ROOM.others + 0.1);
        for (size_t k = first + 1; k < end; k++)
            assert_false(items[k].new_page);
        if (i > 0 && items[first - 1].keep_with_next && !items[first].new_page)
            assert_false(keep_could_be_honoured(items, pages, i));
    }
}

static void any_column_is_broken_by_the_rules(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[60];
    uint64_t seed = 20251121;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        size_t n = random_column(items, &seed);
        struct flow_pages pages = flow_break(a, items, n, &ROOM);

        check_pages(items, n, &pages);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_filled_in_order),
        cmocka_unit_test(nothing_has_no_pages),
        cmocka_unit_test(a_heading_goes_with_what_follows),
        cmocka_unit_test(space_is_dropped_at_the_top_and_heads_are_repeated),
        cmocka_unit_test(notes_take_their_room_on_the_page_of_their_mention),
        cmocka_unit_test(a_last_page_is_not_left_with_one_line),
        cmocka_unit_test(looking_ahead_spreads_a_gap),
        cmocka_unit_test(an_item_higher_than_a_page_stands_alone),
        cmocka_unit_test(a_forced_start_is_kept_and_costs_nothing),
        cmocka_unit_test(the_first_page_may_have_less_room),
        cmocka_unit_test(flat_items_do_not_take_quadratic_time),
        cmocka_unit_test(any_column_is_broken_by_the_rules),
    };

    return cmocka_run_group_tests_name("layout/flow", tests, NULL, NULL);
}
