/* layout/layout.h: the A4 report */
#include "layout_kit.h"

#include "model/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LONG                                                                   \
    "De Nederlandse Digitaliseringsstrategie telt zes prioriteiten. De "       \
    "concept-investeringsagenda zet er bedragen bij: per post en per jaar, "   \
    "en een structureel bedrag per jaar. Dit hoofdstuk geeft de prioriteiten " \
    "en de volledige tabel."

/* Two chapters; the first has a section and more text than a page. */
static void write_report(struct kit *kit, int paragraphs)
{
    struct page *pages = ARENA_ARRAY(kit->arena, 2, struct page);
    struct block **first = &pages[0].blocks;

    pages[0] = (struct page){
        .slug = STR("01-nds"), .title = STR("De strategie"), .in_pages = true};
    pages[1] = (struct page){.slug = STR("02-media"),
                             .title = STR("Sociale media"),
                             .in_pages = true};
    kit_append(first, kit_heading(kit, 1, "De strategie", "strategie"));
    kit_append(first, kit_mention(kit, LONG, 1, "De eerste noot."));
    kit_append(first, kit_heading(kit, 2, "Prioriteiten", "prioriteiten"));
    for (int i = 0; i < paragraphs; i++)
        kit_append(first, kit_paragraph(kit, LONG));
    kit_append(first, kit_mention(kit, LONG, 2, "De laatste noot."));
    /* Without a heading of its own: the title of its front matter. */
    kit_append(&pages[1].blocks, kit_paragraph(kit, "Kort."));
    kit->report.pages = pages;
    kit->report.n_pages = 2;
}

static void the_report_looks_as_it_did(void **state)
{
    struct kit *kit = kit_open();
    struct sheets sheets;

    (void)state;
    write_report(kit, 9);
    sheets = layout_report(&kit->press);
    assert_int_equal(sheets.count, 5);
    kit_golden(kit, &sheets.items[0], "report-cover");
    kit_golden(kit, &sheets.items[1], "report-contents");
    kit_golden(kit, &sheets.items[2], "report-opening");
    kit_golden(kit, &sheets.items[3], "report-page-with-note");
    assert_string_equal(kit_problems(kit), "");
    kit_close(kit);
}

static void footnotes_stand_on_the_page_of_their_mention(void **state)
{
    struct kit *kit = kit_open();
    struct sheets sheets;

    (void)state;
    write_report(kit, 9);
    sheets = layout_report(&kit->press);
    assert_true(kit_shows(kit, &sheets.items[2], "De eerste noot."));
    assert_false(kit_shows(kit, &sheets.items[2], "De laatste noot."));
    assert_true(kit_shows(kit, &sheets.items[3], "De laatste noot."));
    kit_close(kit);
}

static void chapters_are_named_above_their_later_pages(void **state)
{
    struct kit *kit = kit_open();
    struct sheets sheets;

    (void)state;
    write_report(kit, 9);
    sheets = layout_report(&kit->press);
    assert_true(kit_shows(kit, &sheets.items[3], "\"De strategie\""));
    assert_true(kit_shows(kit, &sheets.items[3], "pagina 4 van 5"));
    assert_false(kit_shows(kit, &sheets.items[0], "pagina "));
    assert_true(kit_shows(kit, &sheets.items[4], "semibold/26.0"));
    assert_true(kit_shows(kit, &sheets.items[4], "Sociale media"));
    kit_close(kit);
}

static void a_second_chapter_of_one_file_has_its_own_header(void **state)
{
    struct kit *kit = kit_open();
    struct page page = {
        .slug = STR("p"), .title = STR("Alles"), .in_pages = true};
    struct sheets sheets;

    (void)state;
    kit_append(&page.blocks, kit_heading(kit, 1, "Het begin", "begin"));
    kit_append(&page.blocks, kit_paragraph(kit, LONG));
    kit_append(&page.blocks, kit_heading(kit, 1, "Het vervolg", "vervolg"));
    for (int i = 0; i < 16; i++)
        kit_append(&page.blocks, kit_paragraph(kit, LONG));
    kit->report.pages = &page;
    kit->report.n_pages = 1;
    sheets = layout_report(&kit->press);
    assert_int_equal(sheets.count, 5);
    /* Openings have no header; the page after them has their title. */
    assert_false(kit_shows(kit, &sheets.items[3], "regular/8.5 grey \"Het"));
    assert_true(
        kit_shows(kit, &sheets.items[4], "regular/8.5 grey \"Het vervolg\""));
    kit_close(kit);
}

static void the_outline_and_the_contents_lead_to_places_that_exist(void **state)
{
    struct kit *kit = kit_open();
    struct sheets sheets;

    (void)state;
    write_report(kit, 9);
    sheets = layout_report(&kit->press);
    assert_int_equal(sheets.n_outline, 3);
    for (size_t i = 0; i < sheets.n_outline; i++) {
        struct str dest =
            str_format(kit->arena, " #%.*s\n", STR_ARG(sheets.outline[i].dest));
        bool found = false;

        for (size_t k = 2; k < sheets.count; k++)
            found = found || kit_shows(kit, &sheets.items[k], dest.p);
        assert_true(found);
    }
    kit_close(kit);
}

static void sections_follow_the_order_of_reading(void **state)
{
    struct kit *kit = kit_open();
    struct sheets sheets;

    (void)state;
    write_report(kit, 2);
    sheets = layout_report(&kit->press);

    const struct tag *root = sheets.root;

    assert_int_equal(root->n_children, 4);
    assert_true(str_is(root->children[1]->title, "Inhoud"));
    assert_true(str_is(root->children[2]->title, "De strategie"));
    assert_int_equal(root->children[2]->children[0]->kind, TAG_H1);
    assert_true(str_is(root->children[3]->title, "Sociale media"));
    kit_close(kit);
}

/* A note longer than a page: nothing is lost, nothing runs off the page. */
static void a_footnote_taller_than_a_page_runs_on(void **state)
{
    struct kit *kit = kit_open();
    struct buf note = buf_new(kit->arena);
    struct page page = {
        .slug = STR("p"), .title = STR("Noot"), .in_pages = true};
    struct sheets sheets;

    (void)state;
    for (int i = 0; i < 60; i++)
        buf_puts(&note, LONG " ");
    buf_puts(&note, "Het einde.");
    kit_append(&page.blocks, kit_heading(kit, 1, "Noot", "noot"));
    kit_append(&page.blocks, kit_mention(kit, "Tekst.", 1, buf_str(&note).p));
    kit_append(&page.blocks, kit_paragraph(kit, "Daarna."));
    kit->report.pages = &page;
    kit->report.n_pages = 1;
    sheets = layout_report(&kit->press);
    assert_true(sheets.count >= 4);

    bool end = false, after = false;

    for (size_t i = 0; i < sheets.count; i++) {
        end = end || kit_shows(kit, &sheets.items[i], "einde.");
        after = after || kit_shows(kit, &sheets.items[i], "Daarna.");
    }
    assert_true(end && after);
    kit_close(kit);
}

/* Every mark of every page lies on the page. */
static void check_inside(const struct scene *scene, const struct scene *page,
                         double x, double y, double scale)
{
    for (size_t i = 0; i < scene->n_shapes; i++) {
        const struct shape *s = &scene->shapes[i];
        double left = x + s->box.x * scale;
        double top = y + s->box.y * scale;

        if (s->kind == SHAPE_SCENE) {
            check_inside(s->inner.scene, page, left, top,
                         scale * s->inner.scale);
            continue;
        }
        assert_true(left >= 0 && left <= page->width);
        assert_true(top >= 0 && top <= page->height);
        if (s->kind == SHAPE_TEXT)
            assert_true(left + s->run.width * scale <= page->width);
    }
}

static void all_marks_lie_on_the_page(void **state)
{
    struct kit *kit = kit_open();
    struct sheets sheets;

    (void)state;
    for (int n = 0; n < 40; n++) {
        write_report(kit, n);
        sheets = layout_report(&kit->press);
        for (size_t i = 0; i < sheets.count; i++)
            check_inside(sheets.items[i].scene, sheets.items[i].scene, 0, 0, 1);
    }
    kit_close(kit);
}

static void figures_and_tables_are_listed_when_asked(void **state)
{
    struct kit *kit = kit_open();
    struct block *figure = kit_block(kit, BLOCK_FIGURE, NULL);
    struct sheets sheets;

    (void)state;
    write_report(kit, 2);
    figure->figure = ARENA_NEW(kit->arena, struct figure);
    figure->figure->caption = kit_text(kit, "De kaart van Overijssel");
    figure->figure->number = 7; /* and no id */
    kit_append(&kit->report.pages[1].blocks, figure);
    sheets = layout_report(&kit->press);
    assert_false(kit_shows(kit, &sheets.items[1], "De kaart van"));

    kit->report.lists = true;
    sheets = layout_report(&kit->press);
    assert_true(kit_shows(kit, &sheets.items[1], "\"Figuren\""));
    assert_false(kit_shows(kit, &sheets.items[1], "\"Tabellen\""));
    assert_true(kit_shows(kit, &sheets.items[1], "De kaart van"));
    assert_true(kit_shows(kit, &sheets.items[1], "02-media#figure^7"));
    assert_true(kit_shows(kit, &sheets.items[3], "02-media#figure^7"));
    kit_close(kit);
}

static void numbers_of_headings_stand_in_text_contents_and_outline(void **state)
{
    struct kit *kit = kit_open();
    struct sheets sheets;

    (void)state;
    write_report(kit, 2);
    kit->report.pages[0].blocks->number = STR("1");
    kit->report.pages[1].number = STR("2");
    sheets = layout_report(&kit->press);
    assert_true(kit_shows(kit, &sheets.items[2], "semibold/26.0 blue \"1"));
    assert_true(kit_shows(kit, &sheets.items[3], "semibold/26.0 blue \"2"));
    assert_true(kit_shows(kit, &sheets.items[1], "semibold/10.5 ink \"2"));
    assert_true(str_is(sheets.outline[0].title, "1\u2002De strategie"));
    kit_close(kit);
}

/* A table of 14 columns of one word. */
static struct block *wide_table(struct kit *kit)
{
    struct block *block = kit_block(kit, BLOCK_TABLE, NULL);
    struct table *table = ARENA_NEW(kit->arena, struct table);

    table->at = block->at;
    table->n_columns = 14;
    table->columns = ARENA_ARRAY(kit->arena, 14, struct table_column);
    table->head = ARENA_ARRAY(kit->arena, 14, struct cell);
    for (size_t i = 0; i < 14; i++)
        table->head[i].inlines = kit_text(kit, "Gemeente");
    block->table = table;
    return block;
}

static void a_wide_table_stands_on_a_sheet_in_landscape(void **state)
{
    struct kit *kit = kit_open();
    struct block **blocks;
    struct sheets sheets;

    (void)state;
    write_report(kit, 1);
    blocks = &kit->report.pages[1].blocks;
    kit_append(blocks, wide_table(kit));
    kit_append(blocks, kit_paragraph(kit, "Daarna."));
    sheets = layout_report(&kit->press);
    assert_string_equal(kit_problems(kit), "");
    assert_int_equal(sheets.count, 5);
    assert_true(sheets.items[3].scene->width < sheets.items[3].scene->height);
    /* The text goes on before it. */
    assert_true(kit_shows(kit, &sheets.items[3], "Daarna."));
    assert_true(sheets.items[4].scene->width > sheets.items[4].scene->height);
    assert_true(kit_shows(kit, &sheets.items[4], "\"Gemeente\""));
    assert_true(kit_shows(kit, &sheets.items[4], "pagina 5 van 5"));
    kit_close(kit);
}

static void a_heading_goes_to_the_sheet_of_its_only_table(void **state)
{
    struct kit *kit = kit_open();
    struct block **blocks;
    struct sheets sheets;

    (void)state;
    write_report(kit, 1);
    blocks = &kit->report.pages[1].blocks;
    kit_append(blocks, kit_heading(kit, 2, "Met tekst", "met"));
    kit_append(blocks, wide_table(kit));
    kit_append(blocks, kit_paragraph(kit, "Tekst."));
    kit_append(blocks, kit_heading(kit, 2, "Alleen", "alleen"));
    kit_append(blocks, wide_table(kit));
    sheets = layout_report(&kit->press);
    assert_int_equal(sheets.count, 6);
    assert_true(kit_shows(kit, &sheets.items[3], "\"Met tekst\""));
    assert_true(kit_shows(kit, &sheets.items[3], "\"Tekst.\""));
    assert_false(kit_shows(kit, &sheets.items[4], "\"Alleen\""));
    assert_true(kit_shows(kit, &sheets.items[5], "\"Alleen\""));
    /* What is read is as it was written. */
    assert_int_equal(sheets.root->children[3]->n_children, 7);
    assert_int_equal(sheets.root->children[3]->children[3]->kind, TAG_TABLE);
    assert_int_equal(sheets.root->children[3]->children[4]->kind, TAG_P);
    kit_close(kit);
}

static void a_page_in_another_language_has_its_own_words(void **state)
{
    struct kit *kit = kit_open();
    struct block *table = wide_table(kit);
    struct sheets sheets;

    (void)state;
    write_report(kit, 1);
    kit->report.lists = true;
    kit->report.pages[1].lang = LANG_EN;
    table->table->n_columns = 2;
    table->table->caption = kit_text(kit, "Names");
    table->table->number = 1;
    table->table->source = STR("a source");
    kit_append(&kit->report.pages[1].blocks, table);
    sheets = layout_report(&kit->press);
    assert_true(kit_shows(kit, &sheets.items[3], "\"Table<00A0>1\""));
    assert_true(kit_shows(kit, &sheets.items[3], "\"Source: \""));
    assert_true(kit_shows(kit, &sheets.items[3], "\"page 4 of 4\""));
    assert_true(kit_shows(kit, &sheets.items[2], "\"pagina 3 van 4\""));
    /* In the contents it is said which line is English. */
    assert_true(kit_shows(kit, &sheets.items[1], "Table<00A0>1"));
    const struct tag *contents = sheets.root->children[1]->children[1];
    assert_string_equal(contents->children[0]->lang.p, "");
    assert_string_equal(contents->children[2]->lang.p, "en-GB");
    kit_close(kit);
}

static struct inline_ *link_to(struct kit *kit, const char *url,
                               const char *text)
{
    struct inline_ *in = kit_text(kit, text);
    struct inline_ *link = ARENA_NEW(kit->arena, struct inline_);

    *link = (struct inline_){.kind = INLINE_LINK, .children = in};
    link->link = ARENA_NEW(kit->arena, struct link);
    link->link->url = str_of(url);
    return link;
}

static struct block *linking(struct kit *kit, const char *url, const char *text)
{
    struct block *block = kit_block(kit, BLOCK_PARAGRAPH, NULL);

    block->inlines = link_to(kit, url, text);
    return block;
}

static void addresses_of_links_are_notes_when_asked(void **state)
{
    struct kit *kit = kit_open();
    struct block **blocks;
    struct block *table = wide_table(kit);
    struct sheets sheets;

    (void)state;
    write_report(kit, 1);
    blocks = &kit->report.pages[1].blocks;
    table->table->n_columns = 2; /* measured first, which makes no mention */
    table->table->head[1].inlines = link_to(kit, "https://a.example/", "Aa");
    kit_append(blocks, table);
    kit_append(blocks, linking(kit, "https://b.example/x", "Bee"));
    kit_append(blocks, linking(kit, "https://b.example/x", "Bee"));
    kit_append(blocks, linking(kit, "https://www.c.example/", "c.example"));
    sheets = layout_report(&kit->press);
    assert_false(kit_shows(kit, &sheets.items[3], "\"https://a.example/\""));

    kit->report.link_notes = true;
    sheets = layout_report(&kit->press);
    assert_true(kit_shows(kit, &sheets.items[3], "\"https://a.example/\""));
    assert_true(kit_shows(kit, &sheets.items[3], "\"https://b.example/x\""));
    assert_true(kit_shows(kit, &sheets.items[3], "blue \"b\""));
    assert_false(kit_shows(kit, &sheets.items[3], "blue \"c\""));
    assert_true(kit_shows(kit, &sheets.items[3], "#^a-1"));
    assert_true(kit_shows(kit, &sheets.items[3], "#^b-2"));
    assert_false(kit_shows(kit, &sheets.items[3], "#^b-3"));
    kit_close(kit);
}

static void a_note_in_a_note_stands_behind_it(void **state)
{
    struct kit *kit = kit_open();
    struct footnote *second = ARENA_NEW(kit->arena, struct footnote);
    struct block *mention = kit_mention(kit, "Tekst.", 3, "Noot.");
    struct inline_ *mark = ARENA_NEW(kit->arena, struct inline_);
    struct block *note;
    struct sheets sheets;

    (void)state;
    write_report(kit, 1);
    second->number = 4;
    second->blocks = kit_paragraph(kit, "Noot bij een noot.");
    *mark = (struct inline_){
        .kind = INLINE_FOOTNOTE, .footnote = second, .mention = 1};
    for (struct inline_ *in = mention->inlines; in != NULL; in = in->next)
        if (in->kind == INLINE_FOOTNOTE) {
            note = in->footnote->blocks;
            note->inlines->next = mark;
        }
    kit_append(&kit->report.pages[1].blocks, mention);
    sheets = layout_report(&kit->press);
    assert_true(kit_shows(kit, &sheets.items[3], "Noot bij een noot."));
    kit_close(kit);
}

/* Every word of a long note is on paper, whatever stands behind it: text that it
 * goes on below, a sheet in landscape, or nothing. */
static void a_long_note_loses_no_line(void **state)
{
    (void)state;
    for (int paragraphs = 0; paragraphs < 12; paragraphs++)
        for (int tables = 0; tables < 3; tables++) {
            struct kit *kit = kit_open();
            struct block **blocks;
            struct buf note = buf_new(kit->arena);
            bool seen = false;

            write_report(kit, 1);
            blocks = &kit->report.pages[1].blocks;
            for (int i = 0; i < 30; i++)
                buf_puts(&note, LONG " ");
            buf_puts(&note, "Slotwoord.");
            for (int i = 0; i < paragraphs; i++)
                kit_append(blocks, kit_paragraph(kit, LONG));
            kit_append(blocks, kit_mention(kit, LONG, 3, buf_str(&note).p));
            for (int i = 0; i < tables; i++)
                kit_append(blocks, wide_table(kit));
            if (tables == 1)
                kit_append(blocks, kit_paragraph(kit, LONG));
            struct sheets sheets = layout_report(&kit->press);
            for (size_t i = 0; i < sheets.count; i++)
                seen = seen || kit_shows(kit, &sheets.items[i], "Slotwoord.");
            assert_true(seen);
            kit_close(kit);
        }
}

static void a_report_without_pages_is_a_cover_and_contents(void **state)
{
    struct kit *kit = kit_open();

    (void)state;
    assert_int_equal(layout_report(&kit->press).count, 2);
    kit_close(kit);
}

static void a_report_with_one_heading_has_no_contents(void **state)
{
    struct kit *kit = kit_open();
    struct page page = {
        .slug = STR("p"), .title = STR("Parkeren"), .in_pages = true};

    (void)state;
    kit_append(&page.blocks, kit_heading(kit, 1, "Parkeren", "parkeren"));
    kit_append(&page.blocks, kit_paragraph(kit, "Tekst."));
    kit->report.pages = &page;
    kit->report.n_pages = 1;
    struct sheets sheets = layout_report(&kit->press);
    assert_int_equal(sheets.count, 2);
    assert_true(kit_shows(kit, &sheets.items[1], "Parkeren"));
    assert_int_equal(sheets.n_outline, 1);
    assert_string_equal(kit_problems(kit), "");
    kit_close(kit);
}

static void headings_of_all_columns_are_in_the_outline(void **state)
{
    struct kit *kit = kit_open();
    struct page page = {
        .slug = STR("p"), .title = STR("Alles"), .in_pages = true};
    struct block *columns = kit_block(kit, BLOCK_DIV, NULL);
    struct sheets sheets;

    (void)state;
    columns->div = DIV_COLUMNS;
    for (int i = 0; i < 3; i++) {
        static const char *const titles[] = {"Links", "Midden", "Rechts"};
        struct block *column = kit_block(kit, BLOCK_DIV, NULL);

        column->div = DIV_COLUMN;
        kit_append(&column->children,
                   kit_heading(kit, 2, titles[i], titles[i]));
        kit_append(&column->children, kit_paragraph(kit, "Tekst."));
        kit_append(&columns->children, column);
    }
    kit_append(&page.blocks, kit_heading(kit, 1, "Alles", "alles"));
    kit_append(&page.blocks, columns);
    kit->report.pages = &page;
    kit->report.n_pages = 1;
    sheets = layout_report(&kit->press);
    assert_int_equal(sheets.n_outline, 4);
    assert_true(str_is(sheets.outline[3].title, "Rechts"));
    assert_true(kit_shows(kit, &sheets.items[1], "\"Midden\"") ||
                kit_shows(kit, &sheets.items[1], "\"Midden \""));
    kit_close(kit);
}

/* Counts the lines of running text in a trace; the distance of each to the top
 * of the text is a whole number of steps of 7.75, or it fails. */
static int lines_on_grid(const char *trace, double first)
{
    int n = 0;

    for (const char *at = strstr(trace, "regular/10.5 ink"); at != NULL;
         at = strstr(at + 1, "regular/10.5 ink")) {
        const char *y = at;

        while (*y != ',')
            y--;

        double steps = (strtod(y + 1, NULL) - first) / 7.75;

        assert_true(fabs(steps - round(steps)) < 0.01);
        n++;
    }
    return n;
}

static void text_stands_on_the_grid_again_below_everything(void **state)
{
    struct kit *kit = kit_open();
    struct page page = {
        .slug = STR("p"), .title = STR("Alles"), .in_pages = true};
    struct sheets sheets;

    (void)state;
    kit_append(&page.blocks, kit_heading(kit, 1, "Alles", "alles"));
    kit_append(&page.blocks, kit_paragraph(kit, LONG));
    for (int i = 0; i < 2; i++) {
        struct block *code = kit_block(kit, BLOCK_CODE, NULL);

        code->text = STR("een\ntwee\n");
        kit_append(&page.blocks, code);
        kit_append(&page.blocks, kit_paragraph(kit, LONG));
        kit_append(&page.blocks,
                   kit_heading(kit, 2, "Een kop die twee regels lang is", "k"));
        kit_append(&page.blocks, kit_paragraph(kit, LONG));
    }
    kit->report.pages = &page;
    kit->report.n_pages = 1;
    sheets = layout_report(&kit->press);
    assert_int_equal(sheets.count, 3);

    const char *trace = kit_trace(kit, &sheets.items[2]).p;
    const char *first = strstr(trace, "regular/10.5 ink");
    while (*first != ',')
        first--;
    assert_int_equal(lines_on_grid(trace, strtod(first + 1, NULL)), 5 * 3);
    kit_close(kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_report_looks_as_it_did),
        cmocka_unit_test(footnotes_stand_on_the_page_of_their_mention),
        cmocka_unit_test(chapters_are_named_above_their_later_pages),
        cmocka_unit_test(a_second_chapter_of_one_file_has_its_own_header),
        cmocka_unit_test(
            the_outline_and_the_contents_lead_to_places_that_exist),
        cmocka_unit_test(sections_follow_the_order_of_reading),
        cmocka_unit_test(a_footnote_taller_than_a_page_runs_on),
        cmocka_unit_test(text_stands_on_the_grid_again_below_everything),
        cmocka_unit_test(headings_of_all_columns_are_in_the_outline),
        cmocka_unit_test(all_marks_lie_on_the_page),
        cmocka_unit_test(figures_and_tables_are_listed_when_asked),
        cmocka_unit_test(
            numbers_of_headings_stand_in_text_contents_and_outline),
        cmocka_unit_test(a_wide_table_stands_on_a_sheet_in_landscape),
        cmocka_unit_test(a_heading_goes_to_the_sheet_of_its_only_table),
        cmocka_unit_test(a_page_in_another_language_has_its_own_words),
        cmocka_unit_test(addresses_of_links_are_notes_when_asked),
        cmocka_unit_test(a_note_in_a_note_stands_behind_it),
        cmocka_unit_test(a_long_note_loses_no_line),
        cmocka_unit_test(a_report_with_one_heading_has_no_contents),
        cmocka_unit_test(a_report_without_pages_is_a_cover_and_contents),
    };

    return cmocka_run_group_tests_name("layout/report", tests, NULL, NULL);
}
