/* layout/layout.h: slides, handouts and pages for the speaker */
#include "layout_kit.h"

#include <math.h>
#include <string.h>

/* A deck of a title, a section and one content slide. */
struct small_deck {
    struct deck deck;
    struct slide slides[3];
    struct page page;
    const struct block *blocks[40];
    struct str follows[2];
};

static struct small_deck *make_deck(struct kit *kit)
{
    struct small_deck *d = ARENA_NEW(kit->arena, struct small_deck);
    struct block *section = kit_heading(kit, 1, "Sociale media", "media");
    struct block *heading = kit_heading(kit, 2, "Kern van het advies", "kern");

    d->page.slug = STR("03-media");
    d->follows[0] = STR("Kern van het advies");
    d->follows[1] = STR("Vervolgstappen");
    d->slides[0] = (struct slide){.kind = SLIDE_TITLE,
                                  .number = 1,
                                  .id = STR("titel"),
                                  .title_text = kit->report.title,
                                  .at = {"content/plenum.yml", 0, 0}};
    d->slides[1] = (struct slide){.kind = SLIDE_SECTION,
                                  .number = 2,
                                  .section = 1,
                                  .id = STR("media"),
                                  .title = section->inlines,
                                  .title_text = STR("Sociale media"),
                                  .page = &d->page,
                                  .follows = d->follows,
                                  .n_follows = 2,
                                  .heading = section,
                                  .at = section->at};
    d->slides[2] = (struct slide){.kind = SLIDE_CONTENT,
                                  .number = 3,
                                  .section = 1,
                                  .id = STR("kern"),
                                  .title = heading->inlines,
                                  .title_text = STR("Kern van het advies"),
                                  .page = &d->page,
                                  .blocks = d->blocks,
                                  .heading = heading,
                                  .at = {"content/03-media.md", 18, 1}};
    d->deck = (struct deck){d->slides, 3};
    return d;
}

static void add_paragraphs(struct kit *kit, struct small_deck *d, size_t n)
{
    struct slide *slide = &d->slides[2];

    for (size_t i = 0; i < n; i++)
        d->blocks[slide->n_blocks++] = kit_paragraph(
            kit, i == 0 ? "Maak een bewuste afweging." : "Nog een zin.");
}

/* {fit=how} on the heading of the content slide. */
static void ask_fit(struct small_deck *d, const char *how)
{
    d->slides[2].fit_asked = str_of(how);
}

static void slides_look_as_they_did(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);
    struct sheets sheets;

    (void)state;
    add_paragraphs(kit, d, 2);
    sheets = layout_slides(&kit->press, &d->deck);
    assert_int_equal(sheets.count, 3);
    kit_golden(kit, &sheets.items[0], "slide-title");
    kit_golden(kit, &sheets.items[1], "slide-section");
    kit_golden(kit, &sheets.items[2], "slide-content");
    assert_string_equal(kit_problems(kit), "");
    kit_close(kit);
}

static void every_slide_bears_status_version_and_date(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);
    struct sheets sheets = layout_slides(&kit->press, &d->deck);

    (void)state;
    for (size_t i = 0; i < sheets.count; i++)
        assert_true(kit_shows(kit, &sheets.items[i],
                              "Concept · versie 1.0 · 21 november 2025"));
    kit_close(kit);
}

static void the_outline_puts_slides_below_their_section(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);
    struct sheets sheets = layout_slides(&kit->press, &d->deck);

    (void)state;
    assert_int_equal(sheets.n_outline, 3);
    assert_int_equal(sheets.outline[1].level, 1);
    assert_int_equal(sheets.outline[2].level, 2);
    assert_true(str_is(sheets.outline[2].dest, "#kern"));
    assert_true(kit_shows(kit, &sheets.items[2], "03-media#kern"));
    kit_close(kit);
}

static void a_slide_that_is_too_full_is_an_error_with_its_place(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);

    (void)state;
    add_paragraphs(kit, d, 12);
    assert_int_equal(layout_slides(&kit->press, &d->deck).count, 3);
    assert_non_null(
        strstr(kit_problems(kit), "content/03-media.md:18:1: error:"));
    assert_non_null(
        strstr(kit_problems(kit), "slide 3 \"Kern van het advies\" is "));
    assert_non_null(
        strstr(kit_problems(kit), " pt too tall for its box [slide-overflow]"));
    kit_close(kit);
}

static void fit_shrink_makes_type_smaller_down_to_the_floor(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);

    (void)state;
    add_paragraphs(kit, d, 10);
    ask_fit(d, "shrink");
    layout_fit(&kit->press, &d->deck);
    assert_true(d->deck.slides[2].fit.type < 1);

    struct sheets sheets = layout_slides(&kit->press, &d->deck);

    assert_string_equal(kit_problems(kit), "");
    assert_false(kit_shows(kit, &sheets.items[2], "regular/22.0"));

    /* Twenty do not fit at 16 points either. */
    add_paragraphs(kit, d, 10);
    layout_fit(&kit->press, &d->deck);
    layout_slides(&kit->press, &d->deck);
    assert_non_null(strstr(kit_problems(kit), "[slide-overflow]"));
    kit_close(kit);
}

static void fit_split_makes_slides_of_its_own(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);

    (void)state;
    add_paragraphs(kit, d, 20);
    ask_fit(d, "split");
    layout_fit(&kit->press, &d->deck);
    assert_int_equal(d->deck.n_slides, 5);
    assert_int_equal(d->deck.slides[4].number, 5);
    assert_int_equal(d->deck.slides[4].part, 3);
    assert_int_equal(d->deck.slides[4].parts, 3);
    assert_true(str_is(d->deck.slides[2].id, "kern"));
    assert_false(str_is(d->deck.slides[3].id, "kern"));
    assert_non_null(
        strstr(kit_problems(kit), "\"Kern van het advies\" is slides 3 to 5"));

    struct sheets sheets = layout_slides(&kit->press, &d->deck);

    assert_int_equal(sheets.count, 5);
    assert_true(str_is(sheets.items[4].label, "5"));
    assert_true(kit_shows(kit, &sheets.items[4], "(3/3)"));
    assert_int_equal(sheets.n_outline, 3);
    assert_null(strstr(kit_problems(kit), "error"));

    struct sheets handout = layout_handout(&kit->press, &sheets);

    assert_int_equal(handout.count, 2);
    assert_int_equal(handout.root->n_children, 5);
    kit_close(kit);
}

/* No part holds more than fits, and none is lost. */
static void the_parts_of_a_split_slide_hold_all_of_it(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);
    size_t n = 0;

    (void)state;
    add_paragraphs(kit, d, 31);
    ask_fit(d, "split");
    layout_fit(&kit->press, &d->deck);
    for (size_t i = 2; i < d->deck.n_slides; i++)
        n += d->deck.slides[i].n_blocks;
    assert_int_equal(n, 31);
    layout_slides(&kit->press, &d->deck);
    assert_null(strstr(kit_problems(kit), "slide-overflow"));
    kit_close(kit);
}

/* One paragraph more than fits is no slide of its own. */
static void parts_are_about_as_full_as_one_another(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);

    (void)state;
    add_paragraphs(kit, d, 10);
    ask_fit(d, "split");
    layout_fit(&kit->press, &d->deck);
    assert_int_equal(d->deck.n_slides, 4);
    assert_int_equal(d->deck.slides[2].n_blocks, 5);
    assert_int_equal(d->deck.slides[3].n_blocks, 5);
    kit_close(kit);
}

static void a_slide_that_fits_is_not_split(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);

    (void)state;
    add_paragraphs(kit, d, 3);
    ask_fit(d, "split");
    layout_fit(&kit->press, &d->deck);
    assert_int_equal(d->deck.n_slides, 3);
    assert_string_equal(kit_problems(kit), "");
    kit_close(kit);
}

static void a_number_of_many_figures_stays_in_its_corner(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);

    (void)state;
    for (unsigned number = 9; number < 100000; number = number * 10 + 9) {
        d->slides[1].section = number;
        layout_slides(&kit->press, &d->deck);
    }
    assert_string_equal(kit_problems(kit), "");
    kit_close(kit);
}

static void a_title_of_three_lines_is_an_error(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);

    (void)state;
    d->slides[2].title = kit_text(
        kit,
        "Een titel die zo lang is dat hij op geen enkele slide van "
        "gewone breedte op twee regels past en dus gemeld hoort te worden, "
        "met de slide waar hij staat");
    layout_slides(&kit->press, &d->deck);
    assert_non_null(strstr(kit_problems(kit), "[slide-title]"));
    kit_close(kit);
}

/* The y of the first text in ink: titles and feet have other colours. */
static double content_y(const struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->scene->n_shapes; i++) {
        const struct shape *shape = &sheet->scene->shapes[i];

        if (shape->kind == SHAPE_TEXT && shape->color == COLOR_INK)
            return shape->box.y;
    }
    fail_msg("there is no content");
    return 0;
}

static void a_second_line_of_the_title_moves_the_content_down(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);
    struct sheets one, two;

    (void)state;
    add_paragraphs(kit, d, 1);
    one = layout_slides(&kit->press, &d->deck);
    d->slides[2].title =
        kit_text(kit, "Kern van het advies aan gemeenten over het gebruik van "
                      "sociale media");
    two = layout_slides(&kit->press, &d->deck);
    assert_true(fabs(content_y(&two.items[2]) - content_y(&one.items[2]) -
                     kit->theme.slide_title_leading) < 0.01);
    kit_close(kit);
}

static void a_slide_without_a_title_has_the_whole_height(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);

    (void)state;
    /* Under a title ten paragraphs are too many: see fit_shrink above. */
    add_paragraphs(kit, d, 10);
    d->slides[2].title = NULL;

    struct sheets sheets = layout_slides(&kit->press, &d->deck);

    assert_string_equal(kit_problems(kit), "");
    assert_int_equal(sheets.n_outline, 2);
    assert_int_equal(sheets.items[2].root->children[0]->kind, TAG_P);
    kit_close(kit);
}

static void footnotes_of_a_slide_stand_at_its_foot(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);

    (void)state;
    d->blocks[0] = kit_mention(kit, "Een bewering.", 1, "De bron ervan.");
    d->slides[2].n_blocks = 1;

    struct sheets sheets = layout_slides(&kit->press, &d->deck);

    assert_true(kit_shows(kit, &sheets.items[2], "De bron ervan."));
    assert_string_equal(kit_problems(kit), "");
    kit_close(kit);
}

static void handouts_hold_what_was_asked(void **state)
{
    static const int PER_PAGE[] = {1, 2, 3, 4, 6, 5};
    static const size_t PAGES[] = {3, 2, 1, 1, 1, 1}; /* 5: as for 3 */
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);

    (void)state;
    add_paragraphs(kit, d, 1);

    struct sheets slides = layout_slides(&kit->press, &d->deck);

    for (size_t i = 0; i < 6; i++) {
        kit->report.handout = PER_PAGE[i];

        struct sheets handout = layout_handout(&kit->press, &slides);

        assert_int_equal(handout.count, PAGES[i]);
        assert_int_equal(handout.root->n_children, 3);
        assert_true(kit_shows(kit, &handout.items[0], "pagina 1 van "));
        if (PER_PAGE[i] == 3)
            kit_golden(kit, &handout.items[0], "handout-3");
        if (PER_PAGE[i] == 6)
            kit_golden(kit, &handout.items[0], "handout-6");
    }
    kit_close(kit);
}

static void long_speaker_notes_run_on(void **state)
{
    struct kit *kit = kit_open();
    struct small_deck *d = make_deck(kit);
    struct block *div = kit_block(kit, BLOCK_DIV, NULL);
    const struct block *notes[] = {div};

    (void)state;
    div->div = DIV_NOTES;
    for (int i = 0; i < 40; i++)
        kit_append(&div->children, kit_paragraph(kit, "Niet vergeten."));
    d->slides[1].notes = notes;
    d->slides[1].n_notes = 1;

    struct sheets slides = layout_slides(&kit->press, &d->deck);
    struct sheets pages = layout_notes(&kit->press, &slides);

    assert_int_equal(pages.count, 4); /* one, two, one */
    assert_false(kit_shows(kit, &slides.items[1], "Niet vergeten."));
    assert_true(kit_shows(kit, &pages.items[2], "Niet vergeten."));
    assert_true(kit_shows(kit, &pages.items[2], "pagina 3 van 4"));
    /* Sections of the slides, and one for the notes of each. */
    assert_int_equal(pages.root->n_children, 6);
    assert_true(kit_shows(kit, &pages.items[0], "Geen notities bij deze"));
    assert_false(kit_shows(kit, &pages.items[1], "Geen notities bij deze"));
    kit_close(kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slides_look_as_they_did),
        cmocka_unit_test(every_slide_bears_status_version_and_date),
        cmocka_unit_test(the_outline_puts_slides_below_their_section),
        cmocka_unit_test(a_slide_that_is_too_full_is_an_error_with_its_place),
        cmocka_unit_test(fit_shrink_makes_type_smaller_down_to_the_floor),
        cmocka_unit_test(fit_split_makes_slides_of_its_own),
        cmocka_unit_test(the_parts_of_a_split_slide_hold_all_of_it),
        cmocka_unit_test(parts_are_about_as_full_as_one_another),
        cmocka_unit_test(a_slide_that_fits_is_not_split),
        cmocka_unit_test(a_number_of_many_figures_stays_in_its_corner),
        cmocka_unit_test(a_title_of_three_lines_is_an_error),
        cmocka_unit_test(a_second_line_of_the_title_moves_the_content_down),
        cmocka_unit_test(a_slide_without_a_title_has_the_whole_height),
        cmocka_unit_test(footnotes_of_a_slide_stand_at_its_foot),
        cmocka_unit_test(handouts_hold_what_was_asked),
        cmocka_unit_test(long_speaker_notes_run_on),
    };

    return cmocka_run_group_tests_name("layout/slides", tests, NULL, NULL);
}
