/* read/load.h and model/deck.h: a folder becomes a report and its slides */
#define _XOPEN_SOURCE 700 /* mkdtemp(), symlink() */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/inputs.h"
#include "model/chart.h"
#include "model/deck.h"
#include "model/report.h"
#include "model/table.h"
#include "read/load.h"

static struct arena *arena;
static struct diags *diags;
static char root[64];

static void put(const char *path, const char *text)
{
    assert_true(file_write(file_join(arena, root, path), str_of(text)));
}

static int open_folder(void **state)
{
    (void)state;
    arena = arena_new();
    diags = diags_new();
    strcpy(root, "/tmp/plenum-load-XXXXXX");
    assert_non_null(mkdtemp(root));
    assert_true(file_make_dirs(file_join(arena, root, "content/data")));
    put("content/plenum.yml",
        "title: Proef\ndata:\n  d:\n    file: data/d.csv\n    unit: € mln\n"
        "    source: Bron\n    item: Post\n    years: 2026..2027\n"
        "    total: Totaal\n");
    put("content/data/d.csv", "Post;2026;2027\nCloud;60;190\nTotaal;60;190\n");
    return 0;
}

static int close_folder(void **state)
{
    (void)state;
    file_remove_tree(root);
    diags_free(diags);
    arena_free(arena);
    return 0;
}

static struct report load(void)
{
    struct report report;
    struct str problem = {0};

    assert_true(load_report(arena, root, &report, diags, &problem));
    return report;
}

static const char *messages(void)
{
    struct buf out = buf_new(arena);

    diag_print(diags, &out, false);
    return buf_str(&out).p;
}

static void pages_come_in_order_of_their_names(void **state)
{
    (void)state;
    put("content/02-b.md", "# Twee\n");
    put("content/01-a.md", "---\ntitle: Een\ndeck: false\n---\n\n# Kop\n");
    put("content/03-c.md", "---\ndraft: true\n---\n\n# Drie\n");
    put("content/lees.txt", "geen pagina");
    struct report r = load();

    assert_int_equal(r.n_pages, 2);
    assert_string_equal(r.pages[0].file.p, "content/01-a.md");
    assert_string_equal(r.pages[0].slug.p, "01-a");
    assert_string_equal(r.pages[0].title.p, "Een");
    assert_false(r.pages[0].in_deck);
    assert_string_equal(r.pages[1].title.p, "Twee");
    assert_true(r.pages[1].in_deck);
    assert_string_equal(messages(), "");
}

static const char *names_of_inputs(const struct report *r)
{
    struct buf names = buf_new(arena);

    for (size_t i = 0; i < r->inputs->count; i++)
        if (r->inputs->items[i].name.len > 0)
            buf_printf(&names, "%s ", r->inputs->items[i].name.p);
    return buf_str(&names).p;
}

static void every_file_that_was_read_is_an_input(void **state)
{
    (void)state;
    put("content/01-a.md", "# A\n");
    struct report r = load();

    assert_string_equal(names_of_inputs(&r), "content/plenum.yml "
                                             "content/data/d.csv "
                                             "content/01-a.md ");
}

static void a_folder_without_settings_is_a_problem(void **state)
{
    struct report report;
    struct str problem = {0};

    (void)state;
    assert_false(load_report(arena, "/nonexistent", &report, diags, &problem));
    assert_string_equal(problem.p,
                        "/nonexistent/content/plenum.yml: not there, so this "
                        "is no report; name its folder with -C, or make a new "
                        "one: plenum new DIR");
}

#define TABLE "| a |\n|---|\n"

static void tables_are_numbered_where_pages_show_them(void **state)
{
    (void)state;
    put("content/01-a.md", "# A\n\n::: slide\n: Dia {#tbl-s}\n\n" TABLE
                           ":::\n\n: Een {#tbl-1}\n\n" TABLE "\n" TABLE);
    put("content/02-b.md",
        "# B\n\n: Twee {#tbl-2}\n\n" TABLE "\nZie @tbl-2, @tbl-1, @sec-a.\n\n"
        "## Kop {#sec-a}\n");
    struct report r = load();

    assert_int_equal(r.n_tables, 2);
    assert_string_equal(r.tables[0]->table->id.p, "tbl-1");
    assert_int_equal(r.tables[1]->table->number, 2);
    assert_string_equal(
        inlines_text(arena, r.pages[1].blocks->next->next->inlines).p,
        "Zie Tabel\u00A02, Tabel\u00A01, Kop.");
    assert_string_equal(messages(), "");
}

static void links_lead_to_pages_and_anchors(void **state)
{
    (void)state;
    put("content/01-a.md", "[x](02%20b.md#kop) [y](#z) [c](data/d.csv)\n");
    put("content/02 b.md", "# Kop\n");
    struct report r = load();
    const struct inline_ *link = r.pages[0].blocks->inlines;

    assert_true(link->link->internal);
    assert_ptr_equal(link->link->page, &r.pages[1]);
    assert_string_equal(link->link->anchor.p, "kop");
    assert_string_equal(r.pages[1].slug.p, "02-b");
    link = link->next->next;
    assert_ptr_equal(link->link->page, &r.pages[0]);
    link = link->next->next;
    assert_false(link->link->internal);
    assert_string_equal(link->link->url.p, "data/d.csv");
}

static void pictures_stay_below_content(void **state)
{
    (void)state;
    put("geheim.png", "\x89PNG");
    assert_int_equal(symlink(file_join(arena, root, "geheim.png"),
                             file_join(arena, root, "content/link.png")),
                     0);
    put("content/01-a.md",
        "![a](../geheim.png)\n\n![b](link.png)\n\n"
        "![c](/etc/passwd)\n\n![d](data/../../geheim.png)\n\n# A\n");
    struct report r = load();

    assert_string_equal(
        messages(),
        "content/01-a.md:1:1: error: leads outside the folder of the report, "
        "not read: ../geheim.png [path-outside]\n"
        "content/01-a.md:3:1: error: leads outside the folder of the report, "
        "not read: link.png [path-outside]\n"
        "content/01-a.md:5:1: error: leads outside the folder of the report, "
        "not read: /etc/passwd [path-outside]\n"
        "content/01-a.md:7:1: error: leads outside the folder of the report, "
        "not read: data/../../geheim.png [path-outside]\n");
    assert_int_equal(r.pages[0].blocks->figure->image.bytes.len, 0);
}

static void a_page_alone_finds_the_data_beside_it(void **state)
{
    struct report report;
    struct str problem = {0};

    (void)state;
    put("content/01-a.md", "---\ndraft: true\n---\n\n{{ d[Cloud, 2027] }}\n");
    assert_true(load_page(arena, file_join(arena, root, "content/01-a.md"),
                          &report, diags, &problem));
    assert_int_equal(report.n_pages, 1);
    assert_string_equal(inlines_text(arena, report.pages[0].blocks->inlines).p,
                        "€\u00A0190\u00A0mln");
}

/* --- the deck ------------------------------------------------------------- */

/* "title[1] section(A)[b n] ..." : kind, title, blocks and notes. */
static const char *slides(const char *markdown)
{
    static const char *const kinds[] = {"title", "section", "content"};
    struct buf out = buf_new(arena);

    put("content/01-a.md", markdown);
    struct report r = load();
    struct deck deck = deck_make(arena, &r);
    for (size_t i = 0; i < deck.n_slides; i++) {
        const struct slide *s = &deck.slides[i];
        assert_int_equal(s->number, i + 1);
        assert_true(s->title_text.len > 0);
        buf_printf(&out, "%s%s(%.*s)%zu", i > 0 ? " " : "", kinds[s->kind],
                   s->title == NULL ? 0 : (int)s->title_text.len,
                   s->title_text.p, s->n_blocks);
        for (size_t j = 0; j < s->n_notes; j++)
            buf_putc(&out, 'n');
    }
    return buf_str(&out).p;
}

static void headings_and_rules_cut_slides(void **state)
{
    (void)state;
    assert_string_equal(
        slides("# A\n\n## B\n\nb\n\n---\n\nc\n\n### C\n\n## D\n\nd\n"),
        "title()0 section(A)0 content(B)1 content()2 content(D)1");
}

static void page_and_slide_divs_choose_the_output(void **state)
{
    (void)state;
    assert_string_equal(slides("# A\n\n::: page\nb\n\n## B\n:::\n\n"
                               "::: slide\n## C\n\nc\n:::\n\n## D\n\n"
                               "::: page\nd\n:::\n\n## E\n"),
                        "title()0 section(A)0 content(C)1 content(E)0");
}

static void text_before_a_heading_has_a_slide(void **state)
{
    (void)state;
    assert_string_equal(slides("a\n\n---\n\n---\n\n# B\n\nb\n"),
                        "title()0 content()1 section(B)0 content(B)1");
}

static void notes_go_with_their_slide(void **state)
{
    (void)state;
    assert_string_equal(slides("# A\n\n<!-- n -->\n\n## B\n\nb <!-- n -->\n\n"
                               "::: notes\nn\n:::\n\n- c <!-- n -->\n"),
                        "title()0 section(A)0n content(B)2nnn");
}

static void slides_have_ids_of_their_own(void **state)
{
    (void)state;
    put("content/01-a.md", "# A\n\n## Kop\n\nb\n\n---\n\nc\n");
    put("content/02-b.md", "# A\n\n## Kop\n\nb\n\n## Kop\n\nc\n");
    struct report r = load();
    struct deck deck = deck_make(arena, &r);

    assert_int_equal(deck.n_slides, 7);
    assert_string_equal(deck.slides[2].id.p, "kop");
    assert_string_equal(deck.slides[3].id.p, "slide-4");
    assert_string_equal(deck.slides[3].title_text.p, "Kop");
    assert_string_equal(deck.slides[4].id.p, "a-1");
    assert_int_equal(deck.slides[4].section, 2);
    assert_string_equal(deck.slides[5].id.p, "kop-1");
    assert_string_equal(deck.slides[6].id.p, "kop-1-1");
    assert_int_equal(deck.slides[4].n_follows, 1); /* without repeats */
    assert_string_equal(deck.slides[4].follows[0].p, "Kop");
}

int main(void)
{
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_folder, close_folder)
    const struct CMUnitTest tests[] = {
        TEST(pages_come_in_order_of_their_names),
        TEST(every_file_that_was_read_is_an_input),
        TEST(a_folder_without_settings_is_a_problem),
        TEST(tables_are_numbered_where_pages_show_them),
        TEST(links_lead_to_pages_and_anchors),
        TEST(pictures_stay_below_content),
        TEST(a_page_alone_finds_the_data_beside_it),
        TEST(headings_and_rules_cut_slides),
        TEST(page_and_slide_divs_choose_the_output),
        TEST(text_before_a_heading_has_a_slide),
        TEST(notes_go_with_their_slide),
        TEST(slides_have_ids_of_their_own),
    };

    return cmocka_run_group_tests_name("read/load", tests, NULL, NULL);
}
