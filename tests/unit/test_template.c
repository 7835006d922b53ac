/* html/template.h: the cases follow the sections of the Mustache
 * specification. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "html/template.h"
#include "html/view.h"

struct run {
    struct arena *arena;
    struct diags *diags;
    struct templates *set;
    struct view *view;
};

static int begin(void **state)
{
    struct arena *a = arena_new();
    struct run *run = ARENA_NEW(a, struct run);

    run->arena = a;
    run->diags = diags_new();
    run->set = templates_new(a, NULL, NULL, run->diags);
    run->view = view_new(a);
    *state = run;
    return 0;
}

static int end(void **state)
{
    struct run *run = *state;

    diags_free(run->diags);
    arena_free(run->arena);
    return 0;
}

static struct str filled(struct run *run, const char *text)
{
    struct buf out = buf_new(run->arena);

    run->set = templates_new(run->arena, NULL, NULL, run->diags);
    templates_add(run->set, "t.html", str_of(text));
    assert_true(template_render(run->set, "t.html", run->view, &out));
    return buf_str(&out);
}

static void expect(struct run *run, const char *text, const char *want)
{
    assert_string_equal(filled(run, text).p, want);
}

/* A person with a list of two friends. */
static void fill_view(struct run *run)
{
    struct arena *a = run->arena;
    struct view *friends, *letters, *home;

    view_text(a, run->view, "name", STR("Eén & <ander>"));
    view_text(a, run->view, "empty", STR(""));
    view_flag(a, run->view, "yes", true);
    view_flag(a, run->view, "no", false);
    friends = view_list(a, run->view, "friends");
    view_text(a, view_element(a, friends), "name", STR("Ada"));
    view_text(a, view_element(a, friends), "name", STR("Bo"));
    letters = view_list(a, run->view, "letters");
    view_element_text(a, letters, STR("a"));
    view_element_text(a, letters, STR("b"));
    view_list(a, run->view, "none");
    home = view_object(a, run->view, "home");
    view_text(a, home, "city", STR("Zwolle"));
    view_text(a, view_object(a, home, "street"), "name", STR("Diezerpoort"));
}

static void interpolation_escapes_unless_told(void **state)
{
    struct run *run = *state;

    fill_view(run);
    expect(run, "[{{name}}]", "[Eén &amp; &lt;ander&gt;]");
    expect(run, "[{{{name}}}]", "[Eén & <ander>]");
    expect(run, "[{{& name }}]", "[Eén & <ander>]");
    expect(run, "[{{ name }}]", "[Eén &amp; &lt;ander&gt;]");
    expect(run, "[{{nobody}}{{{nobody}}}]", "[]");
    expect(run, "  {{empty}}\n", "  \n"); /* never standalone */
    expect(run, "{{home.city}}, {{home.street.name}}{{home.x.y}}",
           "Zwolle, Diezerpoort");
}

static void sections_repeat_test_and_look_outwards(void **state)
{
    struct run *run = *state;

    fill_view(run);
    expect(run, "{{#yes}}a{{/yes}}{{#no}}b{{/no}}{{#nobody}}c{{/nobody}}", "a");
    expect(run, "{{^yes}}a{{/yes}}{{^no}}b{{/no}}{{^nobody}}c{{/nobody}}",
           "bc");
    expect(run, "{{#friends}}{{name}},{{/friends}}", "Ada,Bo,");
    expect(run, "{{#none}}x{{/none}}{{^none}}y{{/none}}", "y");
    expect(run, "{{#empty}}x{{/empty}}{{^empty}}y{{/empty}}", "y");
    expect(run, "{{#letters}}({{.}}){{/letters}}", "(a)(b)");
    expect(run, "{{#home}}{{city}} {{#friends}}{{name}}{{/friends}}{{/home}}",
           "Zwolle AdaBo");
    expect(run, "{{#home.street}}{{name}}{{/home.street}}", "Diezerpoort");
    expect(run, "{{#yes}}1{{#yes}}2{{/yes}}3{{/yes}}", "123");
}

static void standalone_tags_leave_no_line(void **state)
{
    struct run *run = *state;

    fill_view(run);
    expect(run, "a\n{{#yes}}\nb\n{{/yes}}\nc\n", "a\nb\nc\n");
    expect(run, "a\n  {{#yes}}  \nb\n\t{{/yes}}\nc\n", "a\nb\nc\n");
    expect(run, "a\r\n{{#yes}}\r\nb\r\n{{/yes}}\r\nc", "a\r\nb\r\nc");
    expect(run, "  {{#yes}}\nb\n{{/yes}}", "b\n");
    expect(run, "x {{#yes}}\nb{{/yes}}\n", "x \nb\n");
    expect(run, "{{^no}}\nb\n{{/no}}\n", "b\n");
    expect(run, "a\n  {{! two\nlines }}\nb\n", "a\nb\n");
    expect(run, "a {{! no line }}\n", "a \n");
}

static void comments_and_delimiters(void **state)
{
    struct run *run = *state;

    fill_view(run);
    expect(run, "1{{! anything # > < }}2", "12");
    expect(run, "{{=<% %>=}}(<%home.city%>){{home.city}}",
           "(Zwolle){{home.city}}");
    expect(run, "{{=| |=}}\n|#yes|\n{{x}}\n|/yes|\n", "{{x}}\n");
    expect(run, "{{= [ ] =}}[name][&name]",
           "Eén &amp; &lt;ander&gt;Eén & <ander>");
}

static void partials_inherit_and_are_indented(void **state)
{
    struct run *run = *state;
    struct buf out = buf_new(run->arena);

    fill_view(run);
    templates_add(run->set, "line.html", STR("<{{name}}>\n</>\n"));
    templates_add(run->set, "main",
                  STR("{{#friends}}\n  {{> line}}\n{{/friends}}\n"
                      "[{{>line}}]"));
    assert_true(template_render(run->set, "main", run->view, &out));
    assert_string_equal(buf_str(&out).p, "  <Ada>\n  </>\n  <Bo>\n  </>\n"
                                         "[<Eén &amp; &lt;ander&gt;>\n</>\n]");
    assert_int_equal(diag_count(run->diags, DIAG_ERROR), 0);
}

static void expect_diag(struct run *run, const char *text, enum diag_code code,
                        unsigned line, unsigned col)
{
    size_t n;

    diags_free(run->diags);
    run->diags = diags_new();
    filled(run, text);

    const struct diag_view *all = diag_all(run->diags, &n);

    assert_int_equal(n, 1);
    assert_int_equal(all[0].code, code);
    assert_int_equal(all[0].at.line, line);
    assert_int_equal(all[0].at.col, col);
}

static void faults_have_a_place(void **state)
{
    struct run *run = *state;

    expect_diag(run, "a\néé {{#yes}} b", DIAG_TEMPLATE_UNCLOSED, 2, 4);
    expect_diag(run, "a {{name", DIAG_TEMPLATE_UNCLOSED, 1, 3);
    expect_diag(run, "a\n{{/yes}}", DIAG_TEMPLATE_CLOSE, 2, 1);
    expect_diag(run, "{{> none}}", DIAG_TEMPLATE_PARTIAL, 1, 1);
    expect_diag(run, "{{> ../secret}}", DIAG_TEMPLATE_PARTIAL, 1, 1);
    expect_diag(run, "{{ }}", DIAG_TEMPLATE_TAG, 1, 1);
    expect_diag(run, "{{=x=}}", DIAG_TEMPLATE_TAG, 1, 1);
}

static void recursion_is_bounded(void **state)
{
    struct run *run = *state;
    struct buf out = buf_new(run->arena);

    templates_add(run->set, "self.html", STR("a{{> self}}b{{> self}}"));
    assert_true(template_render(run->set, "self.html", run->view, &out));
    assert_int_equal(diag_count(run->diags, DIAG_ERROR), 1);
}

static void deep_sections_are_refused(void **state)
{
    struct run *run = *state;
    struct buf text = buf_new(run->arena);

    view_flag(run->arena, run->view, "x", true);
    for (int i = 0; i < 1000; i++)
        buf_puts(&text, "{{#x}}");
    filled(run, buf_str(&text).p);
    assert_true(diag_count(run->diags, DIAG_ERROR) > 0);
}

static void a_missing_template_is_no_template(void **state)
{
    struct run *run = *state;
    struct buf out = buf_new(run->arena);

    assert_false(template_render(run->set, "page.html", run->view, &out));
}

/* --- the specification, section by section --------------------------------- */

struct spec {
    const char *text, *partial, *want;
};

/* string, t, f, list, a.b.c, x.c; {{> p}} is the partial. */
static void expect_all(struct run *run, const struct spec *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct buf out = buf_new(run->arena);
        const char *partial = cases[i].partial;

        run->set = templates_new(run->arena, NULL, NULL, run->diags);
        templates_add(run->set, "t", str_of(cases[i].text));
        templates_add(run->set, "p.html",
                      str_of(partial == NULL ? "" : partial));
        assert_true(template_render(run->set, "t", run->view, &out));
        assert_string_equal(buf_str(&out).p, cases[i].want);
    }
    assert_int_equal(diag_count(run->diags, DIAG_ERROR), 0);
}

static void fill_spec(struct run *run)
{
    struct arena *a = run->arena;
    struct view *view = run->view;
    struct view *list = view_list(a, view, "list");
    struct view *outer = view_object(a, view, "a");
    struct view *x = view_object(a, view, "x");

    view_text(a, view, "string", STR("---"));
    view_text(a, view, "forbidden", STR("& \" < >"));
    view_text(a, view, "content", STR("<\n->"));
    view_flag(a, view, "t", true);
    view_flag(a, view, "f", false);
    for (int i = 1; i <= 3; i++)
        view_text(a, view_element(a, list), "n", str_format(a, "%d", i));
    view_text(a, view_object(a, outer, "b"), "c", STR("C"));
    view_object(a, outer, "e");
    view_text(a, view_object(a, x, "b"), "d", STR("D"));
    view_text(a, view_object(a, view, "e"), "name", STR("outer"));
}

#define EXPECT_ALL(run, cases)                                                 \
    expect_all(run, cases, sizeof(cases) / sizeof((cases)[0]))

static void specification_of_interpolation(void **state)
{
    static const struct spec cases[] = {
        {"Hello from {Mustache}!\n", NULL, "Hello from {Mustache}!\n"},
        {"{{forbidden}}\n", NULL, "&amp; &quot; &lt; &gt;\n"},
        {"{{{forbidden}}}{{&forbidden}}", NULL, "& \" < >& \" < >"},
        {"I ({{cannot}}) be ({{{seen}}}{{&either}})!", NULL, "I () be ()!"},
        {"{{a.b.c}} {{{a.b.c}}} {{&a.b.c}}", NULL, "C C C"},
        {"[{{a.b.nothing.here}}{{nothing.b.c}}]", NULL, "[]"},
        /* The first part is looked up outwards, the rest is not. */
        {"[{{#a}}{{b.c}}{{/a}}]", NULL, "[C]"},
        {"[{{#a}}{{e.name}}{{/a}}]", NULL, "[]"},
        {"[{{#x}}{{b.c}}{{/x}}]", NULL, "[]"},
        {"| {{string}} {{{string}}} {{&string}} |", NULL, "| --- --- --- |"},
        {"  {{string}}\n", NULL, "  ---\n"},
        {"  {{{string}}}\n", NULL, "  ---\n"},
        {"|{{ string }}{{{ string }}}{{& string }}|", NULL, "|---------|"},
        {"{{#string}}[{{.}}]{{/string}}", NULL, "[---]"},
    };

    fill_spec(*state);
    EXPECT_ALL(*state, cases);
}

static void specification_of_sections(void **state)
{
    static const struct spec cases[] = {
        {"\"{{#t}}on{{/t}}{{#f}}off{{/f}}\"", NULL, "\"on\""},
        {"\"{{#a}}{{b.c}}{{string}}{{/a}}\"", NULL, "\"C---\""},
        {"\"{{#list}}{{n}}{{/list}}\"", NULL, "\"123\""},
        {"{{#t}}\n* first\n{{/t}}\n* {{string}}\n{{#t}}\n* third\n{{/t}}\n",
         NULL, "* first\n* ---\n* third\n"},
        {"| A {{#t}}B {{#t}}C{{/t}} D{{/t}} E |", NULL, "| A B C D E |"},
        {"| A {{#f}}B {{#f}}C{{/f}} D{{/f}} E |", NULL, "| A  E |"},
        {"[{{#missing}}Found it!{{/missing}}]", NULL, "[]"},
        {"{{#a.b.c}}Here{{/a.b.c}}{{#a.b.z}}no{{/a.b.z}}", NULL, "Here"},
        {" | {{#t}}\t|\t{{/t}} | \n", NULL, " | \t|\t | \n"},
        {" | {{#t}} {{! comment }}\n {{/t}} | \n", NULL, " |  \n  | \n"},
        {" {{#t}}YES{{/t}}\n {{#t}}GOOD{{/t}}\n", NULL, " YES\n GOOD\n"},
        {"| This Is\n{{#t}}\n|\n{{/t}}\n| A Line\n", NULL,
         "| This Is\n|\n| A Line\n"},
        {"| This Is\n  {{#t}}\n|\n  {{/t}}\n| A Line\n", NULL,
         "| This Is\n|\n| A Line\n"},
        {"|\r\n{{#t}}\r\n{{/t}}\r\n|", NULL, "|\r\n|"},
        {"  {{#t}}\n#{{/t}}\n/", NULL, "#\n/"},
        {"#{{#t}}\n/\n  {{/t}}", NULL, "#\n/\n"},
        {"|{{# t }}={{/ t }}|", NULL, "|=|"},
    };

    fill_spec(*state);
    EXPECT_ALL(*state, cases);
}

static void specification_of_inverted_sections(void **state)
{
    static const struct spec cases[] = {
        {"\"{{^f}}off{{/f}}{{^t}}on{{/t}}\"", NULL, "\"off\""},
        {"\"{{^a}}x{{/a}}{{^list}}y{{/list}}\"", NULL, "\"\""},
        {"| A {{^f}}B {{^f}}C{{/f}} D{{/f}} E |", NULL, "| A B C D E |"},
        {"[{{^missing}}Cannot find key!{{/missing}}]", NULL,
         "[Cannot find key!]"},
        {"{{^a.b.z}}Not here{{/a.b.z}}{{^a.b.c}}x{{/a.b.c}}", NULL, "Not here"},
        {" | {{^f}}\t|\t{{/f}} | \n", NULL, " | \t|\t | \n"},
        {" {{^f}}NO{{/f}}\n {{^f}}WAY{{/f}}\n", NULL, " NO\n WAY\n"},
        {"| This\n  {{^f}}\n|\n  {{/f}}\n| Line\n", NULL,
         "| This\n|\n| Line\n"},
        {"|\r\n{{^f}}\r\n{{/f}}\r\n|", NULL, "|\r\n|"},
        {"  {{^f}}\n^{{/f}}\n/", NULL, "^\n/"},
        {"^{{^f}}\n/\n  {{/f}}", NULL, "^\n/\n"},
        {"|{{^ f }}={{/ f }}|", NULL, "|=|"},
    };

    fill_spec(*state);
    EXPECT_ALL(*state, cases);
}

static void specification_of_comments(void **state)
{
    static const struct spec cases[] = {
        {"12345{{! Comment Block! }}67890", NULL, "1234567890"},
        {"12345{{!\n  This is a\n  multi-line comment...\n}}67890\n", NULL,
         "1234567890\n"},
        {"Begin.\n{{! Comment Block! }}\nEnd.\n", NULL, "Begin.\nEnd.\n"},
        {"Begin.\n  {{! Indented! }}\nEnd.\n", NULL, "Begin.\nEnd.\n"},
        {"|\r\n{{! Standalone }}\r\n|", NULL, "|\r\n|"},
        {"  {{! I'm Still Standalone }}\n!", NULL, "!"},
        {"!\n  {{! I'm Still Standalone }}", NULL, "!\n"},
        {"Begin.\n{{!\nSomething's going on here...\n}}\nEnd.\n", NULL,
         "Begin.\nEnd.\n"},
        {"Begin.\n  {{!\n    Something's going on\n  }}\nEnd.\n", NULL,
         "Begin.\nEnd.\n"},
        {"  12 {{! 34 }}\n", NULL, "  12 \n"},
        {"12345 {{! Comment Block! }} 67890", NULL, "12345  67890"},
        {"({{! string }}{{!string}})", NULL, "()"},
    };

    fill_spec(*state);
    EXPECT_ALL(*state, cases);
}

static void specification_of_delimiters(void **state)
{
    static const struct spec cases[] = {
        {"{{=<% %>=}}(<%string%>)", NULL, "(---)"},
        {"({{=[ ]=}}[string])", NULL, "(---)"},
        {"[\n{{#t}}\n  {{string}}\n  |string|\n{{/t}}\n\n{{= | | "
         "=}}\n|#t|\n  {{string}}\n  |string|\n|/t|\n]\n",
         NULL, "[\n  ---\n  |string|\n\n  {{string}}\n  ---\n]\n"},
        {"[{{= | | =}}|^f|{{string}}|string||/f|]", NULL, "[{{string}}---]"},
        /* Those of a partial are its own, and stay there. */
        {"[ {{>p}} ]\n{{= | | =}}\n[ |>p| ]\n", ".{{string}}.",
         "[ .---. ]\n[ .---. ]\n"},
        {"[ {{>p}} ]\n[ .{{string}}. .|string|. ]\n",
         ".{{string}}. {{= | | =}} .|string|.",
         "[ .---.  .---. ]\n[ .---. .|string|. ]\n"},
        {"| {{=@ @=}} |", NULL, "|  |"},
        {" | {{=@ @=}}\n", NULL, " | \n"},
        {"Begin.\n{{=@ @=}}\nEnd.\n", NULL, "Begin.\nEnd.\n"},
        {"Begin.\n  {{=@ @=}}\nEnd.\n", NULL, "Begin.\nEnd.\n"},
        {"|\r\n{{= @ @ =}}\r\n|", NULL, "|\r\n|"},
        {"  {{=@ @=}}\n=", NULL, "="},
        {"=\n  {{=@ @=}}", NULL, "=\n"},
        {"|{{= @   @ =}}|", NULL, "||"},
    };

    fill_spec(*state);
    EXPECT_ALL(*state, cases);
}

static void specification_of_partials(void **state)
{
    static const struct spec cases[] = {
        {"\"{{>p}}\"", "from partial", "\"from partial\""},
        {"\"{{>p}}\"", "*{{string}}*", "\"*---*\""},
        {"| {{>p}} |", "\t|\t", "| \t|\t |"},
        {"  {{string}}  {{> p}}\n", ">\n>", "  ---  >\n>\n"},
        {"|\r\n{{>p}}\r\n|", ">", "|\r\n>|"},
        {"  {{>p}}\n>", ">\n>", "  >\n  >>"},
        {">\n  {{>p}}", ">\n>", ">\n  >\n  >"},
        {"\\\n {{>p}}\n/\n", "|\n{{{content}}}\n|\n",
         "\\\n |\n <\n->\n |\n/\n"},
        {"|{{> p }}|", "[]", "|[]|"},
        {"{{#list}}{{>p}}{{/list}}", "{{n}};", "1;2;3;"},
    };

    fill_spec(*state);
    EXPECT_ALL(*state, cases);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(interpolation_escapes_unless_told),
        TEST(sections_repeat_test_and_look_outwards),
        TEST(standalone_tags_leave_no_line),
        TEST(comments_and_delimiters),
        TEST(partials_inherit_and_are_indented),
        TEST(specification_of_interpolation),
        TEST(specification_of_sections),
        TEST(specification_of_inverted_sections),
        TEST(specification_of_comments),
        TEST(specification_of_delimiters),
        TEST(specification_of_partials),
        TEST(faults_have_a_place),
        TEST(recursion_is_bounded),
        TEST(deep_sections_are_refused),
        TEST(a_missing_template_is_no_template),
    };

    return cmocka_run_group_tests_name("html/template", tests, NULL, NULL);
}
