/* read/blocks.h: Markdown -> blocks, with all that plenum adds to it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "doc_dump.h"
#include "model/report.h"
#include "read/blocks.h"
#include "read/figures.h"
#include "read/source.h"
#include "read/value.h"

/* The readers of data are tested by themselves; here they only echo. */
struct str value_read(struct arena *a, const struct report *report,
                      enum lang lang, const struct expression *expression,
                      struct diags *diags)
{
    (void)a, (void)report, (void)lang, (void)diags;
    return str_trim(expression->text);
}

struct chart *figure_chart(struct arena *a, const struct report *report,
                           enum lang lang, struct str yaml, struct place at,
                           struct diags *diags)
{
    struct chart *chart = ARENA_NEW(a, struct chart);

    (void)report, (void)lang, (void)at, (void)diags;
    chart->id = yaml;
    return chart;
}

struct table *figure_table(struct arena *a, const struct report *report,
                           enum lang lang, struct str yaml, struct place at,
                           struct diags *diags)
{
    (void)a, (void)report, (void)lang, (void)yaml, (void)at, (void)diags;
    return NULL;
}

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static struct page read_page(const char *markdown, struct diags *diags)
{
    struct page page = {.file = STR("t.md")};
    struct report report = {0};
    struct source *source = ARENA_NEW(arena, struct source);

    *source =
        source_read(arena, "t.md", str_of(markdown), ENCODING_UTF8, diags);
    blocks_read(arena, &report, &page, source, 0, diags);
    return page;
}

/* What the Markdown becomes, and all messages behind it. */
static const char *read(const char *markdown)
{
    struct diags *diags = diags_new();
    struct buf out = buf_new(arena);
    struct page page = read_page(markdown, diags);

    dump_blocks(&out, page.blocks);
    for (size_t i = 0; i < page.n_footnotes; i++) {
        buf_printf(&out, " ^%u:", page.footnotes[i]->number);
        dump_blocks(&out, page.footnotes[i]->blocks);
    }
    if (diag_count(diags, DIAG_ERROR) + diag_count(diags, DIAG_WARNING) > 0)
        buf_putc(&out, '\n');
    diag_print(diags, &out, false);
    diags_free(diags);
    return buf_str(&out).p;
}

#define expect(markdown, want) assert_string_equal(read(markdown), want)

static void commonmark_arrives_whole(void **state)
{
    (void)state;
    expect("# A\n\nb *c* **d** `e` <https://f.nl>\n",
           "h1#a(A) p(b em(c) strong(d) code(e) "
           "link[https://f.nl](https://f.nl))");
    expect("a\\\nb  \nc\nd", "p(a|b|c_d)");
    expect("3. a\n4. b", "ol3(li(p(a)) li(p(b)))");
    expect("- a\n\n- b\n  - c", "ul-loose(li(p(a)) li(p(b) ul(li(p(c)))))");
    expect("> a\n>\n> b", "quote(p(a) p(b))");
    expect("```c x\na\n```\n\n    b", "pre.c(a\n) pre(b\n)");
    expect("a\n\n---\n\nb", "p(a) hr p(b)");
    expect("Kop\n===\n", "h1#kop(Kop)");
    expect("[a](b.md \"c\") ![d *e*](f.png) g",
           "p(link[b.md](a) img[f.png](d e) g)");
    expect("[a][r] &eacute;&amp; \\*\n\n[r]: u", "p(link[u](a) é& *)");
}

static void signs_become_typographic_but_not_in_code(void **state)
{
    (void)state;
    expect("\"a\" *'b'* -- c... `\"d\" --`",
           "p(“a” em(‘b’) – c… code(\"d\" --))");
    expect("'s avonds in 's-Hertogenbosch, foto's uit '90",
           "p(’s avonds in ’s-Hertogenbosch, foto’s uit ’90)");
    expect("\\\"a\\\" &quot;b&quot;", "p(\"a\" \"b\")");
    expect("\"*a*\" (\"b\") \"`c`\"", "p(“em(a)” (“b”) “code(c)”)");
    expect("<https://a.nl/b--c>",
           "p(link[https://a.nl/b--c](https://a.nl/b--c))");
}

static void divs_nest_and_close(void **state)
{
    (void)state;
    expect("::: columns\n::: {.column width=40%}\na\n:::\n:::: column\nb\n"
           "::::\n:::\nc",
           "COLUMNS.columns(COLUMN.column[width=40%](p(a)) "
           "COLUMN.column(p(b))) p(c)");
    expect("- a\n\n  ::: key\n  b\n  :::\n- c",
           "ul-loose(li(p(a) KEY.key(p(b))) li(p(c)))");
    expect("> ::: notes\n> a\n> :::", "quote(NOTES.notes(p(a)))");
    expect("a\n::: page\nb\n:::\nc", "p(a) PAGE.page(p(b)) p(c)");
    expect("::: {.callout title=\"Let 's op\"}\na\n:::",
           "CALLOUT.callout[title=Let ’s op](p(a))");
    expect("```\n::: a\n```\n\n    :::", "pre(::: a\n) pre(:::\n)");
}

static void div_mistakes_are_told_once(void **state)
{
    (void)state;
    expect("a\n\n::: page\nb",
           "p(a) PAGE.page(p(b))\n"
           "t.md:3:1: error: div is not closed, taken to the end of its block "
           "[div-open]\n");
    expect("é\n\n  :::\n",
           "p(é)\nt.md:3:3: error: closes no div, ignored [div-stray]\n");
    expect("- ::: page\n  a\n\n:::",
           "ul(li(p(::: page_a)))\n"
           "t.md:4:1: error: closes no div, ignored [div-stray]\n");
    expect("- b\n\n  ::: page\n  a\n\n:::",
           "ul-loose(li(p(b) PAGE.page(p(a))))\n"
           "t.md:3:3: error: div is not closed, taken to the end of its block "
           "[div-open]\n");
    expect("::: tils\na\n:::",
           "div.tils(p(a))\n"
           "t.md:1:1: warning: div of an unknown name, its content stands "
           "plain: \"tils\", did you mean \"tiles\"? [div-unknown]\n");
    expect("::: column\na\n:::",
           "div.column(p(a))\n"
           "t.md:1:1: warning: column outside columns, its content stands "
           "plain [column-stray]\n");
    expect("::: columns\na\n\nb\n:::",
           "COLUMNS.columns(COLUMN(p(a) p(b)))\n"
           "t.md:2:1: warning: in columns but not in a column, put in its own "
           "[column-none]\n");
}

static void tables_follow_the_gfm_specification(void **state)
{
    (void)state;
    expect("| a | b |\n|---|--:|\n| *c* | `d\\|e` |\n| f\n",
           "table#[](a; >b / em(c); >code(d|e) / f; >)");
    expect("a|b\n:-:|-\n|# 3|- 4\n\nna", "table#[](=a; b / =# 3; - 4) p(na)");
    expect("tekst\n| a |\n|---|\n> q", "p(tekst) table#[](a) quote(p(q))");
    expect("> | a |\n> |---|\n> | b |", "quote(table#[](a / b))");
    expect("- x\n\n  | a |\n  |---|\n  | b |\n- y",
           "ul-loose(li(p(x) table#[](a / b)) li(p(y)))");
    expect("| a |\n|---|\n| [q][r] |\n\n[r]: u", "table#[](a / link[u](q))");
    expect("| a |\n|---|\n| {{ d[b, c] | share }} |",
           "table#[](a / value(d[b, c] | share))");
    expect("    | a |\n    |---|", "pre(| a |\n|---|\n)");
}

static void captions_stand_before_or_behind(void **state)
{
    (void)state;
    expect(": Eén *a* {#tbl-a}\n\n| b |\n|---|", "table#tbl-a[Eén em(a)](b)");
    expect("| b |\n|---|\n| c |\n\n: Na", "table#[Na](b / c)");
    expect("| b |\n|---|\n| c |\n: Na {#tbl-x}", "table#tbl-x[Na](b / c)");
    expect("| b |\n|---|\n\n: Na\n\n: Voor\n\n| c |\n|---|",
           "table#[Na](b) table#[Voor](c)");
    expect(": geen bijschrift", "p(: geen bijschrift)");
}

static void table_mistakes_have_their_place(void **state)
{
    (void)state;
    expect("| é |\n|---|\n| a | b |",
           "table#[](é / a)\n"
           "t.md:3:7: error: row of a table has too many cells, the rest left "
           "out: the row has 2 cells, the head 1 [table-cells]\n");
    expect("| a | b |\n|---|\n",
           "p(| a | b |_|—|)\n"
           "t.md:2:1: warning: table line does not match its head, read as "
           "text: 1 columns under a head of 2 [table-head]\n");
}

static void footnotes_are_numbered_by_first_mention(void **state)
{
    (void)state;
    expect("a[^x] b[^y] c[^x]\n\n[^y]: Twee\n[^x]: Een\n\n    [q][r]\n\n"
           "na\n\n[r]: u",
           "p(a^1.1 b^2.1 c^1.2) p(na) ^1:p(Een) p(link[u](q)) ^2:p(Twee)");
    expect("a[^1]\n\n[^1]: b[^2]\n[^2]: - c\n\n      d",
           "p(a^1.1) ^1:p(b^2.1) ^2:ul-loose(li(p(c) p(d)))");
    expect("a[^1]\n\n[^1]: b\nlui\n\n```\n[^1]: code\n```",
           "p(a^1.1) pre([^1]: code\n) ^1:p(b_lui)");
    expect("a[^1]\n\n[^1]: ```\n    open\n\nb", "p(a^1.1) p(b) ^1:pre(open\n)");
}

static void text_of_a_footnote_may_start_further_down(void **state)
{
    (void)state;
    expect("a[^1][^2]\n\n[^1]:\n\n\tb\n\n    c\n[^2]: d",
           "p(a^1.1^2.1) ^1:p(b) p(c) ^2:p(d)");
    expect("a[^1]\n\n[^1]:\n\n\n      b\n\n    c", "p(a^1.1) ^1:p(b) p(c)");
    expect("a[^1]\n\n[^1]:\tb\n\n    c", "p(a^1.1) ^1:p(b) p(c)");
    expect("a[^1]\n\n[^1]: \t \n    b\n\n    c", "p(a^1.1) ^1:p(b) p(c)");
    expect("a[^1]\n\n[^1]:\n\n        b", "p(a^1.1) ^1:p(b)");
}

static void footnote_mistakes_are_told(void **state)
{
    (void)state;
    expect("é[^1] en[^1]\n\n[^2]: b\n[^2]: c",
           "p(é^1.1 en^1.2) ^1:\n"
           "t.md:1:2: error: no such footnote: [^1] [footnote-unknown]\n"
           "t.md:3:1: warning: footnote is never mentioned: [^2] "
           "[footnote-unused]\n"
           "t.md:4:1: error: footnote is defined twice, the first one counts: "
           "[^2] [footnote-twice]\n");
}

static void spans_strikes_and_references(void **state)
{
    (void)state;
    expect("[a *b*]{lang=en} [c] [d]{.x #y}",
           "p(span[lang=en](a em(b)) [c] span#y.x(d))");
    expect("~~a *b*~~ ~~ c ~~d", "p(s(a em(b)) ~~ c ~~d)");
    expect("Zie @fig-a, @tbl-b.1. En x@fig-c.nl of \\@fig-d",
           "p(Zie @fig-a, @tbl-b.1. En x@fig-c.nl of @fig-d)");
    expect("@fig-één–@tbl-a…", "p(@fig-één–@tbl-a…)");
    expect("\\[a]{.b} {.c} `d`{.e}", "p([a]{.b} {.c} span.e(code(d)))");
    expect("[a [b]{.x} c]{.y}", "p(span.y(a span.x(b) c))");
}

static void values_stand_wherever_text_stands(void **state)
{
    (void)state;
    expect("# {{ d[a, 2026] }}\n\n*{{ d[\"b, c\",\n2027] | share }}*",
           "h1#da-2026(value(d[a, 2026])) "
           "p(em(value(d[\"b, c\", 2027] | share)))");
    expect("![{{ d[a, b] }}](c.png \"{{ e[f, g] }}\")",
           "fig[c.png](d[a, b])(value(e[f, g]))");
    expect("`{{ a }}` \\{{ b }}", "p(code({{ a }}) {{ b }})");
    expect("{{ a\n\nb }}",
           "p({{ a) p(b }})\n"
           "t.md:1:1: error: value is not closed by }} [value-open]\n");
}

static void a_picture_alone_is_a_figure(void **state)
{
    (void)state;
    expect("![a](b.png \"C *d*\"){#fig-e width=50%}",
           "fig#fig-e[width=50%][b.png](a)(C *d*)");
    expect("![a](b.png)", "fig[b.png](a)()");
    expect("![a](b.png) c", "p(img[b.png](a) c)");
    expect("[]{#y}", "p(span#y())");
}

static void headings_have_ids(void **state)
{
    (void)state;
    expect("# Kop\n\n## Kop {#kop-1 .x}\n\n## Kop\n\n### *Één* – 2e",
           "h1#kop(Kop) h2#kop-1.x(Kop) h2#kop-2(Kop) h3#een-2e(em(Één) – 2e)");
    expect("## a {b}\n\n# {#c}", "h2#a-b(a {b}) h1#c()");
}

static void task_lists(void **state)
{
    (void)state;
    expect("- [ ] a\n- [x] b\n- [c] d",
           "ul(li[ ](p(a)) li[x](p(b)) li(p([c] d)))");
}

static void charts_are_read_by_their_own_reader(void **state)
{
    (void)state;
    expect("```chart\nid: x\n```", "chart#id: x\n");
    expect("```table\nid: x\n```", "");
}

static void comments_are_notes_and_html_is_dropped(void **state)
{
    (void)state;
    expect("<!-- a\n\nb -->\n\nc <!-- d --> e",
           "NOTES(p(a) p(b)) p(c  e) NOTES(p(d))");
    expect("<!-- ::: x -->", "NOTES(p(::: x))");
    expect("é <b>x</b>\n\n<div>\ny\n</div>",
           "p(é x)\n"
           "t.md:1:3: warning: raw HTML, dropped [raw-html]\n"
           "t.md:3:1: warning: raw HTML, dropped [raw-html]\n");
    expect("<!-- -->", "");
    expect("<!-- _class: lead -->\n\n<!-- Let op: noem de PM -->",
           "NOTES(p(Let op: noem de PM))\n"
           "t.md:1:1: warning: a setting for Marp, ignored: _class: lead "
           "[marp-setting]\n");
}

/* The place of the one message of a page whose last words are <b>. */
static struct place place_in(const char *markdown)
{
    struct diags *diags = diags_new();
    size_t count;

    read_page(markdown, diags);
    const struct diag_view *all = diag_all(diags, &count);
    assert_int_equal(count, 1);
    struct place at = all[0].at;
    diags_free(diags);
    return at;
}

#define expect_place(markdown, line_, col_)                                    \
    do {                                                                       \
        struct place at = place_in(markdown);                                  \
        assert_int_equal(at.line, line_);                                      \
        assert_int_equal(at.col, col_);                                        \
    } while (0)

static void places_count_characters_of_the_source(void **state)
{
    (void)state;
    expect_place("é *één* <b>", 1, 9);
    expect_place("a\\\nb  \nc <b>", 3, 3);     /* cmark says line 2 */
    expect_place("<https://a.nl> <b>", 1, 16); /* cmark: column 32 */
    expect_place("[r]: u\nabc <b>", 2, 5);
    expect_place("- a\n   b\nlui <b>", 3, 5);
    expect_place("> a\n> b\nlui <b>", 3, 5);
    expect_place("> > a\n> > b <b>", 2, 7);
    expect_place("[a](b.md \"c (d)\") `e ` <b>", 1, 24);
    expect_place("&amp; &eacute; \\* <b>", 1, 19);
    expect_place("a `b\nc` <b>", 2, 4);
    expect_place("## a <b> ##", 1, 6);
    expect_place("| a |\n|---|\n| é\\|x <b> |", 3, 8);
    expect_place("a[^1]\n\n[^1]: b\n\n    é <b>", 5, 7);
    expect_place("![a][r] <b>\n\n[r]: u", 1, 9);
}

static void depth_is_bounded(void **state)
{
    struct buf deep = buf_new(arena);

    (void)state;
    for (int i = 0; i < 3000; i++)
        buf_puts(&deep, "> ");
    buf_puts(&deep, "a");
    assert_non_null(strstr(read(buf_str(&deep).p), "[too-deep]"));

    deep = buf_new(arena);
    for (int i = 0; i < 100; i++)
        buf_puts(&deep, "::: page\n");
    for (int i = 0; i < 100; i++)
        buf_puts(&deep, ":::\n");
    assert_non_null(strstr(read(buf_str(&deep).p), "[too-deep]"));
}

/* Linear or not shows at once: what is quadratic takes minutes here. */
static void long_lines_take_linear_time(void **state)
{
    static const char *const parts[] = {
        "[",           "]{.a}", "[a]{.b}", "{{",     "{",          "{{ a }}",
        "~~a",         "*a ",   "[^",      "@fig-a", "`",          "\"a' ",
        "|",           "\\",    "&",       "<!--",   "<?",         "::: a\n",
        "[^a]: b\n\n", "# a\n", "> ",      "- ",     "a|b\n-|-\n", "![a](",
        "[a](b)",      "| ",    "{{ a | ", "]",      "--",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        struct diags *diags = diags_new();
        struct buf text = buf_new(arena);
        for (int j = 0; j < 20000; j++)
            buf_puts(&text, parts[i]);
        read_page(buf_str(&text).p, diags);
        diags_free(diags);
    }
}

int main(void)
{
#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_arena, close_arena)
    const struct CMUnitTest tests[] = {
        TEST(commonmark_arrives_whole),
        TEST(signs_become_typographic_but_not_in_code),
        TEST(divs_nest_and_close),
        TEST(div_mistakes_are_told_once),
        TEST(tables_follow_the_gfm_specification),
        TEST(captions_stand_before_or_behind),
        TEST(table_mistakes_have_their_place),
        TEST(footnotes_are_numbered_by_first_mention),
        TEST(text_of_a_footnote_may_start_further_down),
        TEST(footnote_mistakes_are_told),
        TEST(spans_strikes_and_references),
        TEST(values_stand_wherever_text_stands),
        TEST(a_picture_alone_is_a_figure),
        TEST(headings_have_ids),
        TEST(task_lists),
        TEST(charts_are_read_by_their_own_reader),
        TEST(comments_are_notes_and_html_is_dropped),
        TEST(places_count_characters_of_the_source),
        TEST(depth_is_bounded),
        TEST(long_lines_take_linear_time),
    };

    return cmocka_run_group_tests_name("read/blocks", tests, NULL, NULL);
}
