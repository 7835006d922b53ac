/* html/html.h: the HTML of each kind of block, from models made by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "html/escape.h"
#include "html/html.h"
#include "html/style.h"
#include "html/writer.h"
#include "model/report.h"
#include "model/table.h"
#include "model/theme.h"

struct fixture {
    struct arena *arena;
    struct report report;
    struct page pages[2];
    struct theme theme;
    struct site site;
};

static int begin(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = ARENA_NEW(a, struct fixture);

    f->arena = a;
    f->pages[0] = (struct page){.slug = STR("01-een"), .in_pages = true};
    f->pages[1] = (struct page){.slug = STR("02-twee"), .in_pages = true};
    f->report.pages = f->pages;
    f->report.n_pages = 2;
    f->theme = theme_default();
    f->site =
        (struct site){.arena = a, .report = &f->report, .theme = &f->theme};
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;

    arena_free(f->arena);
    return 0;
}

static struct str written(struct fixture *f, enum medium medium,
                          const struct block *list)
{
    struct buf out = buf_new(f->arena);
    struct writer w = writer_of_page(&f->site, medium, &f->pages[0], &out);

    if (medium == MEDIUM_SINGLE)
        w.prefix = STR("01-een--");
    write_blocks(&w, list);
    return buf_str(&out);
}

#define EXPECT(list, want)                                                     \
    assert_string_equal(written(f, MEDIUM_PAGES, (list)).p, (want))

#define TEXT(words) (&(struct inline_){.kind = INLINE_TEXT, .text = STR(words)})
#define PARAGRAPH(words)                                                       \
    (&(struct block){.kind = BLOCK_PARAGRAPH, .inlines = TEXT(words)})

static void text_is_escaped(void **state)
{
    struct fixture *f = *state;
    struct block code = {.kind = BLOCK_CODE, .text = STR("a<b & \"c\"\n")};

    EXPECT(PARAGRAPH("1 < 2 & <script>alert('x')</script>"),
           "<p>1 &lt; 2 &amp; &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"
           "</p>\n");
    EXPECT(&code, "<pre><code>a&lt;b &amp; &quot;c&quot;\n</code></pre>\n");
}

static void bytes_that_html_forbids_are_replaced(void **state)
{
    struct fixture *f = *state;
    struct buf out = buf_new(f->arena);

    html_escape(&out, STR("a\x01\xFF\t\xEF\xBF\xBE"));
    assert_string_equal(buf_str(&out).p,
                        "a\xEF\xBF\xBD\xEF\xBF\xBD\t\xEF\xBF\xBD");
}

static void links_lead_only_where_they_may(void **state)
{
    (void)state;
    assert_true(link_may_lead_to(STR("https://vng.nl/a?b=c#d")));
    assert_true(link_may_lead_to(STR("HTTP://vng.nl")));
    assert_true(link_may_lead_to(STR("mailto:a@b.nl")));
    assert_true(link_may_lead_to(STR("data/agenda.csv")));
    static const char *const wrong[] = {"javascript:alert(1)",
                                        "JaVaScRiPt:alert(1)",
                                        " javascript:alert(1)",
                                        "data:text/html,x",
                                        "//vng.nl/x",
                                        "/etc/passwd",
                                        "http:javascript",
                                        "https:/x",
                                        "http:///x",
                                        "http://",
                                        "https://\\x",
                                        "mailto:",
                                        "http://#x",
                                        "http://:80",
                                        ""};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        assert_false(link_may_lead_to(str_of(wrong[i])));
}

static void a_bad_link_is_only_its_words(void **state)
{
    struct fixture *f = *state;
    struct link where = {.url = STR("javascript:alert(1)")};
    struct inline_ link = {
        .kind = INLINE_LINK, .children = TEXT("hier"), .link = &where};
    struct block p = {.kind = BLOCK_PARAGRAPH, .inlines = &link};

    EXPECT(&p, "<p>hier</p>\n");
    where.url = STR("https://vng.nl/a b?\"c\"&d=é");
    EXPECT(&p, "<p><a href=\"https://vng.nl/a%20b?%22c%22&amp;d=%C3%A9\">hier"
               "</a></p>\n");
}

static void links_inside_follow_the_medium(void **state)
{
    struct fixture *f = *state;
    struct link where = {
        .internal = true, .page = &f->pages[1], .anchor = STR("kern")};
    struct inline_ link = {
        .kind = INLINE_LINK, .children = TEXT("daar"), .link = &where};
    struct block p = {.kind = BLOCK_PARAGRAPH, .inlines = &link};

    EXPECT(&p, "<p><a href=\"02-twee.html#kern\">daar</a></p>\n");
    assert_string_equal(written(f, MEDIUM_SINGLE, &p).p,
                        "<p><a href=\"#02-twee--kern\">daar</a></p>\n");
    assert_string_equal(written(f, MEDIUM_DECK, &p).p, "<p>daar</p>\n");
    where.page = &f->pages[0];
    EXPECT(&p, "<p><a href=\"#kern\">daar</a></p>\n");
}

static void headings_have_ids_and_one_h1(void **state)
{
    struct fixture *f = *state;
    struct block last = {.kind = BLOCK_HEADING,
                         .level = 2,
                         .attrs.id = STR("d"),
                         .inlines = TEXT("D")};
    struct block second = {.kind = BLOCK_HEADING,
                           .level = 1,
                           .attrs.id = STR("c"),
                           .inlines = TEXT("C"),
                           .next = &last};
    struct block first = {.kind = BLOCK_HEADING,
                          .level = 1,
                          .attrs.id = STR("a"),
                          .inlines = TEXT("A"),
                          .next = &second};

    EXPECT(&first, "<h1 id=\"a\">A</h1>\n<h2 id=\"c\">C</h2>\n"
                   "<h3 id=\"d\">D</h3>\n");
    assert_string_equal(written(f, MEDIUM_SINGLE, &first).p,
                        "<h2 id=\"01-een--a\">A</h2>\n"
                        "<h3 id=\"01-een--c\">C</h3>\n"
                        "<h4 id=\"01-een--d\">D</h4>\n");
}

static void lists_are_tight_or_loose(void **state)
{
    struct fixture *f = *state;
    struct block second = {
        .kind = BLOCK_ITEM, .task = TASK_DONE, .children = PARAGRAPH("b")};
    struct block first = {
        .kind = BLOCK_ITEM, .children = PARAGRAPH("a"), .next = &second};
    struct block list = {.kind = BLOCK_LIST,
                         .list = {.ordered = true, .tight = true, .start = 3},
                         .children = &first};

    EXPECT(&list, "<ol start=\"3\">\n<li>a\n</li>\n<li class=\"task\"><span "
                  "class=\"box done\" role=\"img\" aria-label=\"Gedaan:\">"
                  "</span> b\n</li>\n</ol>\n");
    list.list.tight = false;
    list.list.ordered = false;
    second.task = TASK_NONE;
    EXPECT(&list, "<ul class=\"loose\">\n<li><p>a</p>\n</li>\n<li><p>b</p>\n"
                  "</li>\n</ul>\n");
}

static void notes_never_show_and_media_have_their_own(void **state)
{
    struct fixture *f = *state;
    struct block page = {
        .kind = BLOCK_DIV, .div = DIV_PAGE, .children = PARAGRAPH("page")};
    struct block slide = {.kind = BLOCK_DIV,
                          .div = DIV_SLIDE,
                          .children = PARAGRAPH("slide"),
                          .next = &page};
    struct block notes = {.kind = BLOCK_DIV,
                          .div = DIV_NOTES,
                          .children = PARAGRAPH("notes"),
                          .next = &slide};

    EXPECT(&notes, "<p>page</p>\n");
    assert_string_equal(written(f, MEDIUM_SINGLE, &notes).p, "<p>page</p>\n");
    assert_string_equal(written(f, MEDIUM_DECK, &notes).p, "<p>slide</p>\n");
}

static void columns_take_a_class_a_width(void **state)
{
    struct fixture *f = *state;
    struct attr width = {STR("width"), STR("61%")};
    struct block column = {.kind = BLOCK_DIV,
                           .div = DIV_COLUMN,
                           .attrs = {.pairs = &width, .n_pairs = 1}};
    struct block columns = {
        .kind = BLOCK_DIV, .div = DIV_COLUMNS, .children = &column};

    EXPECT(&columns, "<div class=\"columns\">\n<div class=\"column w60\">\n"
                     "</div>\n</div>\n");
    width.value = STR("100000000000000000000%");
    EXPECT(&columns, "<div class=\"columns\">\n<div class=\"column\">\n"
                     "</div>\n</div>\n");
}

static void words_in_another_language_say_so(void **state)
{
    struct fixture *f = *state;
    struct attr lang = {STR("lang"), STR("en")};
    struct attrs attrs = {.pairs = &lang, .n_pairs = 1};
    struct inline_ span = {
        .kind = INLINE_SPAN, .attrs = &attrs, .children = TEXT("cloud")};
    struct block p = {.kind = BLOCK_PARAGRAPH, .inlines = &span};

    EXPECT(&p, "<p><span lang=\"en\">cloud</span></p>\n");
}

static void footnotes_lead_back(void **state)
{
    struct fixture *f = *state;
    struct footnote note = {
        .number = 1, .blocks = PARAGRAPH("Bron."), .n_mentions = 2};
    struct footnote *notes[] = {&note};
    struct inline_ second = {
        .kind = INLINE_FOOTNOTE, .footnote = &note, .mention = 2};
    struct inline_ first = {.kind = INLINE_FOOTNOTE,
                            .footnote = &note,
                            .mention = 1,
                            .next = &second};
    struct block p = {.kind = BLOCK_PARAGRAPH, .inlines = &first};

    f->pages[0].blocks = &p;
    f->pages[0].footnotes = notes;
    f->pages[0].n_footnotes = 1;
    assert_string_equal(
        html_body(&f->site, &f->pages[0]).p,
        "<p><sup><a href=\"#fn-1\" id=\"fnref-1-1\" role=\"doc-noteref\" "
        "aria-label=\"Voetnoot 1\">1</a></sup><sup><a href=\"#fn-1\" "
        "id=\"fnref-1-2\" role=\"doc-noteref\" aria-label=\"Voetnoot 1\">1"
        "</a></sup></p>\n<div class=\"footnotes\" role=\"group\" "
        "aria-label=\"Voetnoten\">\n<ol>\n<li id=\"fn-1\" value=\"1\">"
        "<p>Bron. <a class=\"back\" href=\"#fnref-1-1\" "
        "role=\"doc-backlink\" aria-label=\"Terug naar de tekst bij voetnoot "
        "1.1\">↑</a> <a class=\"back\" href=\"#fnref-1-2\" "
        "role=\"doc-backlink\" aria-label=\"Terug naar de tekst bij voetnoot "
        "1.2\">↑</a></p></li>\n</ol>\n</div>\n");
}

#define CELL(cell_kind, words)                                                 \
    {                                                                          \
        .kind = (cell_kind), .inlines = TEXT(words)                            \
    }

static void tables_have_real_headers(void **state)
{
    struct fixture *f = *state;
    struct table_column columns[] = {{ALIGN_LEFT, false}, {ALIGN_RIGHT, true}};
    struct cell head[] = {CELL(CELL_TEXT, "Post"), CELL(CELL_TEXT, "2029")};
    struct cell group[] = {CELL(CELL_TEXT, "Interventie")};
    struct cell item[] = {CELL(CELL_TEXT, "Sourcing"), CELL(CELL_PM, "PM")};
    struct cell total[] = {CELL(CELL_TEXT, "Totaal"),
                           CELL(CELL_DERIVED, "1.510")};
    struct table_row rows[] = {{TABLE_ROW_GROUP, group, {0}},
                               {TABLE_ROW_ITEM, item, {0}},
                               {TABLE_ROW_TOTAL, total, {0}}};
    struct str notes[] = {STR("PM: nog niet bekend.")};
    struct table table = {.id = STR("tbl-a"),
                          .caption = TEXT("Agenda"),
                          .unit = STR("Bedragen in € mln"),
                          .source = STR("S0"),
                          .notes = notes,
                          .n_notes = 1,
                          .number = 2,
                          .columns = columns,
                          .n_columns = 2,
                          .head = head,
                          .rows = rows,
                          .n_rows = 3,
                          .row_heads = true};
    struct block block = {.kind = BLOCK_TABLE, .table = &table};

    EXPECT(
        &block,
        "<div class=\"table\" id=\"tbl-a\">\n"
        "<div class=\"frame\" role=\"region\" tabindex=\"0\" "
        "aria-label=\"Tabel 2: Agenda\">\n<table>\n"
        "<caption><b class=\"number\">Tabel\u00A02</b> <span class=\"caption\">"
        "Agenda</span> <span class=\"unit\">Bedragen in € mln</span>"
        "</caption>\n<thead>\n<tr><th scope=\"col\">Post</th>"
        "<th scope=\"col\" class=\"num apart\">2029</th></tr>\n</thead>\n"
        "<tbody class=\"group\">\n<tr><th scope=\"rowgroup\" colspan=\"2\">"
        "Interventie</th></tr>\n<tr><th scope=\"row\">Sourcing</th>"
        "<td class=\"num apart pm\">PM<span class=\"spoken\">, bedrag nog niet "
        "bekend</span></td></tr>\n</tbody>\n<tbody class=\"total\">\n<tr>"
        "<th scope=\"row\">Totaal</th><td class=\"num apart derived\">1.510"
        "<span class=\"spoken\">, hier berekend</span></td></tr>\n</tbody>\n"
        "</table>\n</div>\n<div class=\"below\">\n<p>PM: nog niet bekend.</p>\n"
        "<p>Bron: S0</p>\n</div>\n</div>\n");
}

static void parts_of_the_width_are_rules_of_the_style_sheet(void **state)
{
    struct arena *a = arena_new();
    struct figure figures[3] = {
        {.width.share = 0.4}, {.width.share = 1 / 3.0}, {.width.points = 100}};
    struct block blocks[3];
    struct page page = {.blocks = blocks};
    struct report report = {.pages = &page, .n_pages = 1};

    (void)state;
    for (size_t i = 0; i < 3; i++)
        blocks[i] = (struct block){.kind = BLOCK_FIGURE,
                                   .figure = &figures[i],
                                   .next = i < 2 ? &blocks[i + 1] : NULL};
    assert_string_equal(style_shares(a, &report).p,
                        ".share-333 img{width:33.3%}\n"
                        ".share-400 img{width:40.0%}\n");
    arena_free(a);
}

static void pictures_get_safe_names_or_travel_along(void **state)
{
    struct fixture *f = *state;
    struct figure picture = {
        .image = {.url = STR("images/../Kaart van É.png"),
                  .alt = STR("Kaart \"A\""),
                  .format = IMAGE_PNG,
                  .width = 4,
                  .height = 2,
                  .bytes = STR("foo")},
        .caption = TEXT("De kaart"),
        .number = 1,
    };
    struct block figure = {
        .kind = BLOCK_FIGURE, .attrs.id = STR("fig-kaart"), .figure = &picture};

    EXPECT(&figure, "<figure class=\"picture\" id=\"fig-kaart\">\n"
                    "<img src=\"assets/kaart-van-2c26b46b.png\" alt=\"Kaart "
                    "&quot;A&quot;\" width=\"4\" height=\"2\">\n"
                    "<figcaption><b class=\"number\">Figuur\u00A01</b> De kaart"
                    "</figcaption>\n</figure>\n");
    assert_non_null(strstr(written(f, MEDIUM_DECK, &figure).p,
                           "src=\"data:image/png;base64,Zm9v\""));
}

static void depth_is_bounded(void **state)
{
    struct fixture *f = *state;
    struct block *quote = PARAGRAPH("diep");

    for (int i = 0; i < 100000; i++) {
        struct block *outer = ARENA_NEW(f->arena, struct block);

        outer->kind = BLOCK_QUOTE;
        outer->children = quote;
        quote = outer;
    }
    assert_null(strstr(written(f, MEDIUM_PAGES, quote).p, "diep"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(text_is_escaped),
        TEST(bytes_that_html_forbids_are_replaced),
        TEST(links_lead_only_where_they_may),
        TEST(a_bad_link_is_only_its_words),
        TEST(links_inside_follow_the_medium),
        TEST(headings_have_ids_and_one_h1),
        TEST(lists_are_tight_or_loose),
        TEST(notes_never_show_and_media_have_their_own),
        TEST(columns_take_a_class_a_width),
        TEST(words_in_another_language_say_so),
        TEST(footnotes_lead_back),
        TEST(tables_have_real_headers),
        TEST(parts_of_the_width_are_rules_of_the_style_sheet),
        TEST(pictures_get_safe_names_or_travel_along),
        TEST(depth_is_bounded),
    };

    return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
