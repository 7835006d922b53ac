/* read/chapters.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "make_blocks.h"
#include "model/report.h"
#include "read/chapters.h"

static void headings_are_numbered_by_level(void **state)
{
    struct arena *a = arena_new();
    struct block *inside = heading(a, 3, "x", "In een kolom");
    struct block *section = heading(a, 2, "b", "Twee");
    struct block *part = heading(a, 3, "c", "Deel");
    struct block *chapter = heading(a, 1, "d", "Nog een hoofdstuk");
    struct block *other = heading(a, 2, "e", "Een");
    struct page pages[] = {
        {.title = STR("Zonder kop"), .in_pages = true},
        {.title = STR("Alleen slides")},
        {.title = STR("Met kop"), .in_pages = true},
    };
    struct report report = {.pages = pages, .n_pages = 3};

    (void)state;
    pages[0].blocks =
        then(then(heading(a, 2, "a", "Een"),
                  div_of(a, DIV_COLUMNS, div_of(a, DIV_COLUMN, inside))),
             then(section, part));
    pages[1].blocks = heading(a, 1, "s", "Slides");
    pages[2].blocks = then(chapter, div_of(a, DIV_PAGE, other));
    chapters_number(a, &report);
    assert_true(str_is(pages[0].number, "1"));
    assert_true(str_is(pages[0].blocks->number, "1.1"));
    assert_int_equal(inside->number.len, 0);
    assert_true(str_is(section->number, "1.2"));
    assert_true(str_is(part->number, "1.2.1"));
    assert_int_equal(pages[1].blocks->number.len, 0);
    assert_int_equal(pages[2].number.len, 0);
    assert_true(str_is(chapter->number, "2"));
    assert_true(str_is(other->number, "2.1"));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_are_numbered_by_level),
    };

    return cmocka_run_group_tests_name("read/chapters", tests, NULL, NULL);
}
