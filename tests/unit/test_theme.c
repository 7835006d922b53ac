/* read/theme.c: the look, as a house style writes it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "model/theme.h"
#include "read/load.h"

struct test {
    struct arena *a;
    struct diags *d;
    struct theme theme;
    const char *path;
};

static int set_up(void **state)
{
    struct arena *a = arena_new();
    struct test *t = ARENA_NEW(a, struct test);

    t->a = a;
    t->d = diags_new();
    t->path = str_format(a, "/tmp/plenum-theme-%ld.yml", (long)getpid()).p;
    *state = t;
    return 0;
}

static int tear_down(void **state)
{
    struct test *t = *state;

    remove(t->path);
    diags_free(t->d);
    arena_free(t->a);
    return 0;
}

/* What reading the text says, without the name of the file. */
static const char *load(struct test *t, const char *text)
{
    struct buf out = buf_new(t->a);
    struct buf shown = buf_new(t->a);
    struct str problem;

    diags_free(t->d);
    t->d = diags_new();
    assert_true(file_write(t->path, str_of(text)));
    assert_true(load_theme(t->a, t->path, NULL, &t->theme, t->d, &problem));
    diag_print(t->d, &out, false);
    struct str all = buf_str(&out);
    for (size_t at = 0; at < all.len;) {
        size_t end = str_find(all, '\n', at) + 1;
        buf_put(&shown, str_slice(all, at + strlen(t->path), end));
        at = end;
    }
    return buf_str(&shown).p;
}

static void the_shipped_theme_is_the_starting_one(void **state)
{
    struct test *t = *state;
    struct theme start = theme_default();
    struct str problem;

    assert_true(load_theme(t->a, "templates/theme.yml", NULL, &t->theme, t->d,
                           &problem));
    assert_int_equal(diag_count(t->d, DIAG_ERROR), 0);
    assert_int_equal(diag_count(t->d, DIAG_WARNING), 0);
    assert_memory_equal(&t->theme.light, &start.light, sizeof(start.light));
    assert_memory_equal(&t->theme.dark, &start.dark, sizeof(start.dark));
#define THEME_NUMBER(section, key, value)                                      \
    assert_true(t->theme.section##_##key == start.section##_##key);
#define THEME_TEXT(section, key, value)                                        \
    assert_true(str_eq(t->theme.section##_##key, start.section##_##key));
#include "model/theme.def"
#undef THEME_NUMBER
#undef THEME_TEXT
}

static void the_starting_colors_have_contrast(void **state)
{
    struct test *t = *state;

    assert_string_equal(load(t, ""), "");
    assert_string_equal(load(t, "slide:\n  body: 24\n"), "");
    assert_true(t->theme.slide_body == 24);
}

static void no_file_is_the_starting_theme(void **state)
{
    struct test *t = *state;
    struct str problem;

    assert_true(load_theme(t->a, "/tmp/there/is/none", NULL, &t->theme, t->d,
                           &problem));
    assert_true(t->theme.slide_body == theme_default().slide_body);
    assert_false(load_theme(t->a, "/tmp", NULL, &t->theme, t->d, &problem));
    assert_string_equal(problem.p, "/tmp: Is a directory");
}

static void mistakes_are_named(void **state)
{
    static const struct {
        const char *text, *said;
    } cases[] = {
        {"slides:\n  body: 24\n",
         ":1:1: warning: unknown key, ignored: \"slides\", did you mean "
         "\"slide\"? [unknown-key]\n"},
        {"slide:\n  bodi: 24\n",
         ":2:3: warning: unknown key, ignored: \"bodi\", did you mean "
         "\"body\"? [unknown-key]\n"},
        {"colors:\n  light:\n    bleu: \"#000000\"\n",
         ":3:5: warning: unknown key, ignored: \"bleu\", did you mean "
         "\"blue\"? [unknown-key]\n"},
        {"colors:\n  light:\n    blue: navy\n",
         ":3:11: error: not a value this key can have: blue is \"navy\", "
         "expected a colour as \"#12436D\", in quotes [value-bad]\n"},
        {"colors:\n  light:\n    grey: \"#8A97A3\"\n",
         ":3:11: error: too little contrast: grey #8A97A3 on paper #FFFFFF is "
         "2.98:1 (light), text needs 4.5:1 [contrast-low]\n"
         ":3:11: error: too little contrast: grey #8A97A3 on wash #F3F6F9 is "
         "2.75:1 (light), text needs 4.5:1 [contrast-low]\n"},
        {"colors:\n  dark:\n    series-3: \"#202830\"\n",
         ":3:15: error: too little contrast: series-3 #202830 on paper #10181F "
         "is 1.20:1 (dark), a shape needs 3.0:1 [contrast-low]\n"
         ":3:15: error: too little contrast: on-blue #10181F on series-3 "
         "#202830 is 1.20:1 (dark), text needs 4.5:1 [contrast-low]\n"},
        {"colors:\n  light:\n    blue: \"#B93D0B\"\n",
         ":3:11: warning: colours that look alike in grey: orange beside blue "
         "(light): lightness differs by 17, it needs 20 [greys-alike]\n"},
        {"colors:\n  dark:\n    orange: \"#FF9A66\"\n",
         ":3:13: warning: colours that look alike in grey: orange beside blue "
         "(dark): lightness differs by 6, it needs 20 [greys-alike]\n"
         ":3:13: warning: colours that look alike in grey: series-3 beside "
         "orange (dark): lightness differs by 5, it needs 20 [greys-alike]\n"},
        {"slide:\n  body: 0\n",
         ":2:9: error: not a value this key can have: body is \"0\", expected "
         "a number above 0, as 10.5 [value-bad]\n"},
        {"slide:\n  body: 22pt\n",
         ":2:9: error: not a value this key can have: body is \"22pt\", "
         "expected a number above 0, as 10.5 [value-bad]\n"},
        {"paper:\n  margin_side: -1\n",
         ":2:16: error: not a value this key can have: margin_side is \"-1\", "
         "expected a number, 0 or more [value-bad]\n"},
        {"paper:\n  margin_side: 300\n",
         ":1:1: error: not a value this key can have: paper: the margins leave "
         "-5 x 694 points, expected 150 or more [value-bad]\n"},
        {"font: Arial\n",
         ":1:7: error: not a value this key can have: font is \"Arial\", "
         "expected keys and values [value-bad]\n"},
        {"- a\n", ":1:1: error: not a value this key can have: this is a list, "
                  "expected sections, as colors: ... [value-bad]\n"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(load(*state, cases[i].text), cases[i].said);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_shipped_theme_is_the_starting_one),
        TEST(the_starting_colors_have_contrast),
        TEST(no_file_is_the_starting_theme),
        TEST(mistakes_are_named),
    };

    return cmocka_run_group_tests_name("read/theme", tests, NULL, NULL);
}
