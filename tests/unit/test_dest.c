/* layout/dest.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "layout/dest.h"
#include "model/doc.h"
#include "model/report.h"

static void the_same_id_on_two_pages_is_two_places(void **state)
{
    struct arena *a = arena_new();
    struct page one = {.slug = STR("01-nds")};
    struct page two = {.slug = STR("02-advies")};

    (void)state;
    assert_string_equal(dest_of(a, &one, STR("kern")).p, "01-nds#kern");
    assert_string_equal(dest_of(a, &two, STR("kern")).p, "02-advies#kern");
    assert_string_equal(dest_of(a, &one, STR("")).p, "01-nds#");
    assert_string_equal(dest_of(a, NULL, STR("inhoud")).p, "#inhoud");
    arena_free(a);
}

static void a_note_and_its_mentions_are_different_places(void **state)
{
    struct arena *a = arena_new();
    struct page page = {.slug = STR("p")};
    struct footnote note = {.number = 2};

    (void)state;
    assert_string_equal(dest_of_note(a, &page, &note).p, "p#^2");
    assert_string_equal(dest_of_mention(a, &page, &note, 1).p, "p#^2-1");
    note.mark = STR("b");
    assert_string_equal(dest_of_note(a, &page, &note).p, "p#^b");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_id_on_two_pages_is_two_places),
        cmocka_unit_test(a_note_and_its_mentions_are_different_places),
    };

    return cmocka_run_group_tests_name("layout/dest", tests, NULL, NULL);
}
