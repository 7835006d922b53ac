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

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(interpolation_escapes_unless_told),
        TEST(sections_repeat_test_and_look_outwards),
        TEST(standalone_tags_leave_no_line),
        TEST(comments_and_delimiters),
        TEST(partials_inherit_and_are_indented),
        TEST(faults_have_a_place),
        TEST(recursion_is_bounded),
        TEST(deep_sections_are_refused),
        TEST(a_missing_template_is_no_template),
    };

    return cmocka_run_group_tests_name("html/template", tests, NULL, NULL);
}
