/* layout/flow.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
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

static void a_long_note_goes_on_on_the_next_page(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[12];
    struct flow_room room = ROOM;
    struct flow_pages pages;

    (void)state;
    fill(items, 12);
    room.note_line = 5;
    items[6].notes = 50; /* the gap of 10, two lines, and 40 that may wait */
    items[6].notes_tail = 40;
    pages = flow_break(a, items, 12, &room);
    assert_int_equal(pages.count, 2);
    assert_in_range(pages.starts[1], 7, 8);
    assert_true(pages.rest[0] > 0 && pages.rest[0] <= 40);
    assert_true(flow_height(items, 0, pages.starts[1], &room) - pages.rest[0] <=
                100);
    assert_true(flow_height(items, pages.starts[1], 12, &room) + 10 +
                    pages.rest[0] <=
                100);
    assert_true(pages.rest[1] == 0);

    /* A single line does not: two at least. */
    items[6].notes = 15;
    items[6].notes_tail = 5;
    assert_true(flow_break(a, items, 12, &room).rest[0] == 0);
    arena_free(a);
}

static void a_note_does_not_go_on_in_the_next_chapter(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[10];
    struct flow_room room = ROOM;
    struct flow_pages pages;

    (void)state;
    fill(items, 10);
    room.note_line = 5;
    items[7].notes = 50;
    items[7].notes_tail = 40;
    items[8].new_page = true;
    pages = flow_break(a, items, 10, &room);
    assert_int_equal(pages.count, 3);
    assert_int_equal(pages.starts[2], 8);
    assert_true(pages.rest[1] == 0);
    assert_true(flow_height(items, pages.starts[1], 8, &room) + pages.rest[0] <=
                100);
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

static void white_stands_where_there_is_a_reason_for_it(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[26];

    (void)state;
    /* A figure of 60 fits on neither the first nor the second page: white above
     * it has a reason, in the middle of the text it has none. */
    fill(items, 26);
    items[18].height = 60;
    items[18].level = 2;

    struct flow_pages pages = flow_break(a, items, 26, &ROOM);

    assert_int_equal(pages.starts[1], 10);
    assert_int_equal(pages.starts[2], 18);
    items[18].level = 0; /* now it is spread */
    assert_int_equal(flow_break(a, items, 26, &ROOM).starts[1], 9);
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

/* --- floats --------------------------------------------------------------- */

static const struct flow_room FLOAT_ROOM = {.first = 100,
                                            .others = 100,
                                            .note_gap = 10,
                                            .note_line = 4,
                                            .float_gap = 10,
                                            .stub = 15};

/* "0 1 2 | 4 3": the items of each page, a bar between pages; sheets in
 * brackets. */
static const char *pages_of(struct arena *a, const struct flow_item *items,
                            size_t n, const struct flow_room *room)
{
    struct flow_pages pages = flow_break(a, items, n, room);
    struct buf out = buf_new(a);

    for (size_t i = 0; i < pages.count; i++) {
        size_t n_items, n_top, n_sheets;
        size_t *list = flow_page(a, items, &pages, i, &n_items, &n_top);
        size_t *sheets = flow_sheets(a, items, &pages, i, &n_sheets);

        if (n_items > 0)
            buf_puts(&out, i == 0 ? "" : "| ");
        for (size_t k = 0; k < n_items; k++)
            buf_printf(&out, "%zu ", list[k]);
        for (size_t k = 0; k < n_sheets; k++)
            buf_printf(&out, "[%zu] ", sheets[k]);
    }
    if (out.len == 0)
        buf_puts(&out, "");
    return buf_str(&out).p;
}

static void a_float_that_does_not_fit_lets_the_text_go_on(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[12];

    (void)state;
    fill(items, 12);
    items[6].height = 50; /* six lines stand above it, four fit below them */
    items[6].floating = FLOW_MOVES;
    items[6].float_id = 6;
    assert_string_equal(pages_of(a, items, 12, &FLOAT_ROOM),
                        "0 1 2 3 4 5 7 8 9 10 | 6 11 ");

    items[6].floating = FLOW_STAYS;
    assert_string_equal(pages_of(a, items, 12, &FLOAT_ROOM),
                        "0 1 2 3 4 5 | 6 7 8 9 10 11 ");
    arena_free(a);
}

static void a_float_that_fits_stands_where_it_was_written(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[8];

    (void)state;
    fill(items, 8);
    items[3].height = 50;
    items[3].floating = FLOW_MOVES;
    items[3].float_id = 3;
    assert_string_equal(pages_of(a, items, 8, &FLOAT_ROOM),
                        "0 1 2 3 4 5 | 6 7 ");
    arena_free(a);
}

static void floats_keep_their_order(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[14];

    (void)state;
    fill(items, 14);
    items[6].height = 50;
    items[6].floating = FLOW_MOVES;
    items[6].float_id = 6;
    items[7].height = 20; /* would fit on the first page */
    items[7].floating = FLOW_MOVES;
    items[7].float_id = 7;
    assert_string_equal(pages_of(a, items, 14, &FLOAT_ROOM),
                        "0 1 2 3 4 5 8 9 10 | 6 7 11 | 12 13 ");
    arena_free(a);
}

static void notes_keep_their_order_around_a_float_with_notes(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[12];

    (void)state;
    fill(items, 12);
    items[6].height = 50;
    items[6].floating = FLOW_MOVES;
    items[6].float_id = 6;
    items[6].notes = 8;
    assert_string_equal(pages_of(a, items, 12, &FLOAT_ROOM),
                        "0 1 2 3 4 5 7 8 9 10 | 6 11 ");
    items[9].notes = 8; /* of which the number comes behind that of the float */
    assert_string_equal(pages_of(a, items, 12, &FLOAT_ROOM),
                        "0 1 2 3 4 5 7 8 | 6 9 | 10 11 ");
    arena_free(a);
}

static void a_float_does_not_wait_for_a_third_page(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[14];

    (void)state;
    /* Two floats of 60: a page has room for one of them, so one of them stands
     * where it was written. */
    fill(items, 14);
    items[5].height = items[6].height = 60;
    items[5].floating = items[6].floating = FLOW_MOVES;
    items[5].float_id = 5;
    items[6].float_id = 6;
    assert_string_equal(pages_of(a, items, 14, &FLOAT_ROOM),
                        "0 1 2 3 4 | 5 7 8 9 10 | 6 11 12 13 ");
    arena_free(a);
}

static void text_does_not_lightly_go_past_a_heading(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[14];

    (void)state;
    fill(items, 14);
    items[0].level = 2;
    items[8].height = 50;
    items[8].floating = FLOW_MOVES;
    items[8].float_id = 8;
    items[9].level = 2; /* two lines are free above it: they stay white */
    items[9].keep_with_next = true;
    assert_string_equal(pages_of(a, items, 14, &FLOAT_ROOM),
                        "0 1 2 3 4 5 6 7 | 8 9 10 11 12 13 ");

    items[9].level = 3; /* of its own section: it may */
    assert_string_equal(pages_of(a, items, 14, &FLOAT_ROOM),
                        "0 1 2 3 4 5 6 7 9 10 | 8 11 12 13 ");
    arena_free(a);
}

static void much_white_is_worse_than_passing_a_heading(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[14];

    (void)state;
    fill(items, 14);
    items[0].level = 2;
    items[5].height = 60;
    items[5].floating = FLOW_MOVES;
    items[5].float_id = 5;
    items[6].level = 2;
    items[6].keep_with_next = true;
    assert_string_equal(pages_of(a, items, 14, &FLOAT_ROOM),
                        "0 1 2 3 4 6 7 8 9 10 | 5 11 12 13 ");
    arena_free(a);
}

static void a_section_is_not_emptied_of_its_only_float(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[14];

    (void)state;
    fill(items, 14);
    items[5].level = 2;
    items[5].keep_with_next = true;
    items[6].height = 50;
    items[6].floating = FLOW_MOVES;
    items[6].float_id = 6;
    items[7].level = 2;
    items[7].keep_with_next = true;
    assert_string_equal(pages_of(a, items, 14, &FLOAT_ROOM),
                        "0 1 2 3 4 | 5 6 7 8 9 10 | 11 12 13 ");
    arena_free(a);
}

static void a_float_at_the_end_has_a_page_of_its_own(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[10];

    (void)state;
    fill(items, 10);
    items[6].height = 80; /* with text it would leave less of a page */
    items[6].floating = FLOW_MOVES;
    items[6].float_id = 6;
    assert_string_equal(pages_of(a, items, 10, &FLOAT_ROOM),
                        "0 1 2 3 4 5 7 8 9 | 6 ");
    arena_free(a);
}

static void no_float_crosses_a_forced_start(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[10];

    (void)state;
    fill(items, 10);
    items[5].height = 60;
    items[5].floating = FLOW_MOVES;
    items[5].float_id = 5;
    items[7].new_page = true;
    items[7].level = 1;
    assert_string_equal(pages_of(a, items, 10, &FLOAT_ROOM),
                        "0 1 2 3 4 6 | 5 | 7 8 9 ");
    arena_free(a);
}

static void space_closes_where_a_float_was(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[12];

    (void)state;
    fill(items, 12);
    items[6].height = 50;
    items[6].floating = FLOW_MOVES;
    items[6].float_id = 6;
    items[7].space_before = 15; /* below the float */
    items[7].space_alone = 5;   /* below the text */
    assert_string_equal(pages_of(a, items, 12, &FLOAT_ROOM),
                        "0 1 2 3 4 5 7 8 9 | 6 10 11 ");
    assert_true(flow_space(items, 5, 7, false, &FLOAT_ROOM) == 5);
    assert_true(flow_space(items, 6, 7, false, &FLOAT_ROOM) == 15);
    assert_true(flow_space(items, 6, 10, true, &FLOAT_ROOM) == 10);
    arena_free(a);
}

static void what_can_shrink_does_so_to_fit(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[10];
    struct flow_pages pages;

    (void)state;
    fill(items, 10);
    items[6].height = 48;
    items[6].shrink = 16;
    items[6].floating = FLOW_MOVES;
    items[6].float_id = 6;
    pages = flow_break(a, items, 10, &FLOAT_ROOM);
    assert_int_equal(pages.count, 2);
    assert_int_equal(pages.starts[1], 7);
    assert_int_equal(pages.moved[0], 0);
    assert_true(pages.shrink[0] == 0.5); /* 108 of 100: 8 of its 16 */
    assert_true(pages.shrink[1] == 0);
    arena_free(a);
}

static void text_goes_on_on_the_grid_below_a_figure(void **state)
{
    struct flow_room room = {.first = 100, .others = 100, .grid = 5};
    struct flow_item text = {.height = 10, .on_grid = true};
    struct flow_item box = {.height = 20, .on_grid = true, .grid_top = 3};
    struct flow_item items[3] = {text, {.height = 23}, text};

    (void)state;
    assert_true(flow_snap(&text, 8, 33, &room) == 12); /* 41 becomes 45 */
    assert_true(flow_snap(&text, 7, 33, &room) == 7);
    assert_true(flow_snap(&box, 8, 33, &room) == 9); /* what is in it at 45 */
    assert_true(flow_snap(&items[1], 8, 33, &room) == 8);
    assert_true(flow_height(items, 0, 3, &room) == 10 + 23 + 2 + 10);
}

static void what_shrinks_does_so_in_steps_of_the_grid(void **state)
{
    struct arena *a = arena_new();
    struct flow_room room = FLOAT_ROOM;
    struct flow_item items[10];
    struct flow_pages pages;

    (void)state;
    fill(items, 10);
    items[6].height = 46;
    items[6].shrink = 20;
    items[6].floating = FLOW_MOVES;
    items[6].float_id = 6;
    room.grid = 5;
    pages = flow_break(a, items, 10, &room);
    assert_true(pages.shrink[0] == 0.5); /* 106 of 100: not 6, but 10 of 20 */
    arena_free(a);
}

static void a_table_is_rather_whole_than_split(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[16];

    (void)state;
    fill(items, 16);
    for (size_t i = 7; i < 12; i++) {
        items[i].float_id = 1;
        items[i].floating = FLOW_MOVES;
    }
    assert_string_equal(pages_of(a, items, 16, &FLOAT_ROOM),
                        "0 1 2 3 4 5 6 12 13 14 | 7 8 9 10 11 15 ");
    /* There is no text to take its room, and the white would be larger. */
    assert_string_equal(pages_of(a, items + 2, 10, &FLOAT_ROOM),
                        "0 1 2 3 4 5 6 7 8 9 ");
    items[3].height = 20;
    assert_string_equal(pages_of(a, items + 2, 10, &FLOAT_ROOM),
                        "0 1 2 3 4 5 6 7 | 8 9 ");
    arena_free(a);
}

static void text_flows_on_around_a_sheet(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[14];

    (void)state;
    fill(items, 14);
    items[3].height = 500;
    items[3].floating = FLOW_SHEET;
    items[3].float_id = 3;
    assert_string_equal(pages_of(a, items, 14, &FLOAT_ROOM),
                        "0 1 2 4 5 6 7 8 9 10 [3] | 11 12 13 ");
    /* With nothing else there is no page before it, and none behind it. */
    assert_string_equal(pages_of(a, items + 3, 1, &FLOAT_ROOM), "[0] ");
    assert_string_equal(pages_of(a, items, 4, &FLOAT_ROOM), "0 1 2 [3] ");
    arena_free(a);
}

static void a_sheet_does_not_overtake_a_float(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[14];

    (void)state;
    fill(items, 14);
    items[6].height = 50;
    items[6].floating = FLOW_MOVES;
    items[6].float_id = 6;
    items[8].floating = FLOW_SHEET;
    items[8].float_id = 8;
    assert_string_equal(pages_of(a, items, 14, &FLOAT_ROOM),
                        "0 1 2 3 4 5 7 | 6 9 10 11 [8] | 12 13 ");
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

/* Makes some items floats of one to three. */
static size_t random_floats(struct flow_item *items, uint64_t *seed)
{
    size_t n = random_column(items, seed);

    for (size_t i = 0; i < n;) {
        unsigned kind = next_random(seed, 12);
        size_t end = i + 1 + next_random(seed, 3);

        items[i].level = next_random(seed, 8) == 0 ? 2 : 0;
        items[i].notes_tail = items[i].notes > 20 ? items[i].notes - 8 : 0;
        if (kind > 1) {
            i++;
            continue;
        }
        for (unsigned id = (unsigned)end; i < n && i < end; i++) {
            items[i].float_id = id;
            items[i].floating = kind == 0 ? FLOW_MOVES : FLOW_SHEET;
            items[i].notes = kind == 0 ? items[i].notes : 0;
            items[i].level = 0;
            items[i].new_page = false;
            items[i].shrink = items[i].height / 8;
        }
    }
    return n;
}

/* The height of a page from what the header says of it. */
static double page_height(struct arena *a, const struct flow_item *items,
                          const struct flow_pages *pages, size_t page)
{
    size_t n, n_top;
    size_t *list = flow_page(a, items, pages, page, &n, &n_top);
    double body = 0, notes = 0;

    for (size_t i = 0; i < n; i++) {
        const struct flow_item *item = &items[list[i]];

        body += item->height - pages->shrink[page] * item->shrink;
        body += i == 0 ? item->repeat
                       : flow_space(items, list[i - 1], list[i], i <= n_top,
                                    &FLOAT_ROOM);
        notes += item->notes;
    }
    notes += page == 0 ? 0 : pages->rest[page - 1];
    notes -= pages->rest[page];
    return body + (notes > 0 ? FLOAT_ROOM.note_gap + notes : 0);
}

static void check_floats(struct arena *a, const struct flow_item *items,
                         size_t n, const struct flow_pages *pages)
{
    bool *seen = ARENA_ARRAY(a, n, bool);
    size_t last_text = 0, last_float = 0, last_noted = 0;

    for (size_t i = 0; i < pages->count; i++) {
        size_t n_items, n_top, n_sheets;
        size_t *list = flow_page(a, items, pages, i, &n_items, &n_top);
        size_t *sheets = flow_sheets(a, items, pages, i, &n_sheets);

        assert_true(n_items <= 1 ||
                    page_height(a, items, pages, i) <= 100 + 0.1);
        for (size_t k = 0; k < n_items + n_sheets; k++) {
            size_t at = k < n_items ? list[k] : sheets[k - n_items];
            bool floats = items[at].floating != FLOW_STAYS;
            size_t *last = floats ? &last_float : &last_text;

            /* Once, in order, and a float on its page or the next. */
            assert_false(seen[at]);
            seen[at] = true;
            assert_true(*last == 0 || at > *last);
            *last = at;
            if (items[at].notes > 0) { /* notes in the order of the text */
                assert_true(last_noted == 0 || at > last_noted);
                last_noted = at;
            }
            assert_true(k >= n_top || at < pages->starts[i]);
            assert_true(k >= n_top || at >= pages->starts[i - 1]);
            assert_true(k < n_top || at >= pages->starts[i]);
            assert_true(k < n_items || items[at].floating == FLOW_SHEET);
        }
    }
    for (size_t k = 0; k < n; k++)
        assert_true(seen[k]);
}

static void any_floats_are_placed_by_the_rules(void **state)
{
    struct arena *a = arena_new();
    struct flow_item items[60];
    uint64_t seed = 7;

    (void)state;
    for (int i = 0; i < 2000; i++) {
        size_t n = random_floats(items, &seed);
        struct flow_pages pages = flow_break(a, items, n, &FLOAT_ROOM);

        check_floats(a, items, n, &pages);
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
        cmocka_unit_test(a_long_note_goes_on_on_the_next_page),
        cmocka_unit_test(a_note_does_not_go_on_in_the_next_chapter),
        cmocka_unit_test(a_last_page_is_not_left_with_one_line),
        cmocka_unit_test(looking_ahead_spreads_a_gap),
        cmocka_unit_test(white_stands_where_there_is_a_reason_for_it),
        cmocka_unit_test(an_item_higher_than_a_page_stands_alone),
        cmocka_unit_test(a_forced_start_is_kept_and_costs_nothing),
        cmocka_unit_test(the_first_page_may_have_less_room),
        cmocka_unit_test(flat_items_do_not_take_quadratic_time),
        cmocka_unit_test(a_float_that_does_not_fit_lets_the_text_go_on),
        cmocka_unit_test(a_float_that_fits_stands_where_it_was_written),
        cmocka_unit_test(floats_keep_their_order),
        cmocka_unit_test(notes_keep_their_order_around_a_float_with_notes),
        cmocka_unit_test(a_float_does_not_wait_for_a_third_page),
        cmocka_unit_test(text_does_not_lightly_go_past_a_heading),
        cmocka_unit_test(much_white_is_worse_than_passing_a_heading),
        cmocka_unit_test(a_section_is_not_emptied_of_its_only_float),
        cmocka_unit_test(a_float_at_the_end_has_a_page_of_its_own),
        cmocka_unit_test(no_float_crosses_a_forced_start),
        cmocka_unit_test(space_closes_where_a_float_was),
        cmocka_unit_test(what_can_shrink_does_so_to_fit),
        cmocka_unit_test(text_goes_on_on_the_grid_below_a_figure),
        cmocka_unit_test(what_shrinks_does_so_in_steps_of_the_grid),
        cmocka_unit_test(a_table_is_rather_whole_than_split),
        cmocka_unit_test(text_flows_on_around_a_sheet),
        cmocka_unit_test(a_sheet_does_not_overtake_a_float),
        cmocka_unit_test(any_column_is_broken_by_the_rules),
        cmocka_unit_test(any_floats_are_placed_by_the_rules),
    };

    return cmocka_run_group_tests_name("layout/flow", tests, NULL, NULL);
}
