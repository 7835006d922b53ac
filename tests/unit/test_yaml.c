/* read/yaml.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "read/yaml.h"

struct test {
    struct arena *a;
    struct diags *d;
};

static int set_up(void **state)
{
    struct arena *a = arena_new();
    struct test *t = ARENA_NEW(a, struct test);

    t->a = a;
    t->d = diags_new();
    *state = t;
    return 0;
}

static int tear_down(void **state)
{
    struct test *t = *state;

    diags_free(t->d);
    arena_free(t->a);
    return 0;
}

static const struct yaml *read_at(struct test *t, const char *text,
                                  unsigned line, unsigned col)
{
    return yaml_read(t->a, str_of(text), (struct place){"t.yml", line, col},
                     t->d);
}

static const struct yaml *read(struct test *t, const char *text)
{
    return read_at(t, text, 1, 1);
}

static const char *said(struct test *t)
{
    struct buf out = buf_new(t->a);

    diag_print(t->d, &out, false);
    return buf_str(&out).p;
}

static void maps_lists_and_texts_keep_their_places(void **state)
{
    struct test *t = *state;
    const struct yaml *root =
        read(t, "één: 1\nlist:\n  - a\n  - b: [x, 'y']\n");
    const struct yaml *list = yaml_find(root, "list");

    assert_int_equal(root->kind, YAML_MAP);
    assert_true(str_is(root->items[0].key, "één"));
    assert_int_equal(root->items[0].at.col, 6); /* characters, not bytes */
    assert_int_equal(list->n_items, 2);
    assert_true(str_is(list->items[0].text, "a"));
    assert_int_equal(list->items[0].at.line, 3);
    assert_int_equal(list->items[0].at.col, 5);
    const struct yaml *b = yaml_find(&list->items[1], "b");
    assert_false(b->items[0].quoted);
    assert_true(b->items[1].quoted);
    assert_string_equal(said(t), "");
}

static void places_start_where_the_block_starts(void **state)
{
    struct test *t = *state;
    const struct yaml *root = read_at(t, "a: b\nc: d\n", 41, 3);

    assert_int_equal(root->items[1].key_at.line, 42);
    assert_int_equal(root->items[1].key_at.col, 3);
    assert_int_equal(root->items[1].at.col, 6);
}

static void nothing_is_an_empty_map(void **state)
{
    struct test *t = *state;
    static const char *const empty[] = {"", "\n", "# note\n", "---\n", "~\n"};

    for (size_t i = 0; i < sizeof(empty) / sizeof(empty[0]); i++) {
        const struct yaml *root = read(t, empty[i]);
        assert_non_null(root);
        assert_null(yaml_find(root, "a"));
    }
    assert_non_null(
        yaml_read(t->a, (struct str){0}, (struct place){"t.yml", 1, 1}, t->d));
    assert_string_equal(said(t), "");
}

static void mistakes_are_told_in_plain_words(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"title: Kern: advies\n",
         "t.yml:1:12: error: not valid YAML: a value with \": \" in it needs "
         "quotes, or this line is indented wrongly [yaml-bad]\n"},
        {"a: 1\n\tb: 2\n",
         "t.yml:2:1: error: not valid YAML: a tab cannot indent, use spaces "
         "[yaml-bad]\n"},
        {"a: @x\n",
         "t.yml:1:4: error: not valid YAML: a value cannot start with this "
         "character, put it in quotes; to indent, use spaces and no tab "
         "[yaml-bad]\n"},
        {"a: 1\nb: \"open\n",
         "t.yml:2:4: error: not valid YAML: the quote that opens here is not "
         "closed [yaml-bad]\n"},
        {"a: [1, 2\nb: 3\n",
         "t.yml:2:2: error: not valid YAML: the list that opens with [ needs a "
         "comma or ] [yaml-bad]\n"},
        {"a: 1\n b: 2\n",
         "t.yml:2:3: error: not valid YAML: a value with \": \" in it needs "
         "quotes, or this line is indented wrongly [yaml-bad]\n"},
        {"a: 1\nb\n",
         "t.yml:3:1: error: not valid YAML: expected \"key: value\" "
         "[yaml-bad]\n"},
        {"a: *b\n",
         "t.yml:1:4: error: not valid YAML: this alias (*) has no anchor (&) "
         "above it [yaml-bad]\n"},
        {"a: &x [*x]\n",
         "t.yml:1:8: error: not valid YAML: this alias (*) has no anchor (&) "
         "above it [yaml-bad]\n"},
        {"[a]: 1\n",
         "t.yml:1:1: error: not valid YAML: a key must be a word [yaml-bad]\n"},
        {"a: 1\n---\nb: 2\n",
         "t.yml:2:1: error: not valid YAML: a second document starts here, "
         "expected one [yaml-bad]\n"},
        {"a: é\x01z\n",
         "t.yml:1:5: error: not valid YAML: a control character [yaml-bad]\n"},
        {"a: 1\nb: caf\xe9\n",
         "t.yml:2:7: error: not valid UTF-8 [bad-utf8]\n"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct test *t = *state;
        diags_free(t->d);
        t->d = diags_new();
        assert_null(read(t, cases[i].text));
        assert_string_equal(said(t), cases[i].message);
    }
}

static void a_key_that_stands_there_twice_is_an_error(void **state)
{
    struct test *t = *state;
    const struct yaml *root = read(t, "a: 1\nb: 2\na: 3\n");

    assert_true(str_is(yaml_find(root, "a")->text, "1"));
    assert_string_equal(said(t),
                        "t.yml:3:1: error: key stands there twice, the first "
                        "one counts: \"a\" already stands on line 1 "
                        "[key-twice]\n");
}

static void aliases_share_what_their_anchor_holds(void **state)
{
    struct test *t = *state;
    struct buf bomb = buf_new(t->a);

    buf_puts(&bomb, "a0: &a0 [x, x]\n");
    for (int i = 1; i < 60; i++)
        buf_printf(&bomb, "a%d: &a%d [*a%d, *a%d, *a%d]\n", i, i, i - 1, i - 1,
                   i - 1);
    size_t before = arena_used(t->a);
    const struct yaml *root = read(t, buf_str(&bomb).p);
    assert_non_null(root);
    assert_true(arena_used(t->a) - before < 400000);
    assert_int_equal(yaml_find(root, "a59")->items[2].n_items, 3);
}

static void depth_is_bounded(void **state)
{
    struct test *t = *state;
    struct buf deep = buf_new(t->a);

    for (int i = 0; i < 100000; i++)
        buf_putc(&deep, '[');
    assert_null(read(t, buf_str(&deep).p));
    assert_string_equal(
        said(t),
        "t.yml:1:33: error: not valid YAML: nested too deeply [yaml-bad]\n");
}

static void many_keys_take_no_square_of_time(void **state)
{
    struct test *t = *state;
    struct buf wide = buf_new(t->a);

    for (int i = 0; i < 20000; i++)
        buf_printf(&wide, "key%d: %d\n", i, i);
    assert_int_equal(read(t, buf_str(&wide).p)->n_items, 20000);
}

static void an_unknown_key_names_the_nearest(void **state)
{
    static const char *const known[] = {"title", "lang", "status", NULL};
    struct test *t = *state;
    const struct yaml *root = read(t, "titel: x\nlang: nl\nzzz: 1\n");

    yaml_check_keys(root, known, t->d);
    assert_string_equal(
        said(t), "t.yml:1:1: warning: unknown key, ignored: \"titel\", did you "
                 "mean \"title\"? [unknown-key]\n"
                 "t.yml:3:1: warning: unknown key, ignored: \"zzz\" "
                 "[unknown-key]\n");
}

static void values_are_what_the_key_asks_for(void **state)
{
    static const char *const langs[] = {"nl", "en", NULL};
    struct test *t = *state;
    const struct yaml *root =
        read(t, "n: 12\nyes: ja\ntext: \"1.0\"\nlang: en\nempty:\n");
    struct str text = STR("as it was");
    bool flag = false;
    int number = 0;
    size_t lang = 0;

    assert_true(yaml_int(root, "n", 1, 12, t->d, &number));
    assert_int_equal(number, 12);
    assert_true(yaml_bool(root, "yes", t->d, &flag));
    assert_true(flag);
    assert_false(yaml_text(root, "empty", t->d, &text));
    assert_false(yaml_text(root, "absent", t->d, &text));
    assert_true(str_is(text, "as it was"));
    assert_true(yaml_text(root, "text", t->d, &text));
    assert_true(str_is(text, "1.0"));
    assert_true(yaml_choice(root, "lang", langs, t->d, &lang));
    assert_int_equal(lang, 1);
    assert_string_equal(said(t), "");
}

static void a_wrong_value_says_what_is_allowed(void **state)
{
    static const char *const langs[] = {"nl", "en", "fy", NULL};
    struct test *t = *state;
    const struct yaml *root =
        read(t, "n: 13\nyes: perhaps\ntext: [a]\nlang: de\nbig: 99999999999\n");
    struct str text;
    bool flag;
    int number;
    size_t lang;

    assert_false(yaml_int(root, "n", 1, 12, t->d, &number));
    assert_false(yaml_int(root, "big", 1, 12, t->d, &number));
    assert_false(yaml_bool(root, "yes", t->d, &flag));
    assert_false(yaml_text(root, "text", t->d, &text));
    assert_false(yaml_choice(root, "lang", langs, t->d, &lang));
    assert_string_equal(
        said(t),
        "t.yml:1:4: error: not a value this key can have: n is \"13\", "
        "expected a whole number from 1 to 12 [value-bad]\n"
        "t.yml:2:6: error: not a value this key can have: yes is \"perhaps\", "
        "expected true or false [value-bad]\n"
        "t.yml:3:7: error: not a value this key can have: text is a list, "
        "expected a text [value-bad]\n"
        "t.yml:4:7: error: not a value this key can have: lang is \"de\", "
        "expected nl, en or fy [value-bad]\n"
        "t.yml:5:6: error: not a value this key can have: big is "
        "\"99999999999\", expected a whole number from 1 to 12 [value-bad]\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static void escapes_bring_no_control_characters(void **state)
{
    struct test *t = *state;
    const struct yaml *root =
        read(t, "a: \"x\\x01\\0\\e\\uFFFE\\x85y\"\nb: \"t\\tn\\n\"\n");

    assert_string_equal(root->items[0].text.p,
                        "x\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDy");
    assert_string_equal(root->items[1].text.p, "t\tn\n");
    assert_string_equal(said(t), "t.yml:1:4: error: control character, "
                                 "replaced: U+0001 [control-char]\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(maps_lists_and_texts_keep_their_places),
        TEST(places_start_where_the_block_starts),
        TEST(nothing_is_an_empty_map),
        TEST(mistakes_are_told_in_plain_words),
        TEST(a_key_that_stands_there_twice_is_an_error),
        TEST(aliases_share_what_their_anchor_holds),
        TEST(depth_is_bounded),
        TEST(many_keys_take_no_square_of_time),
        TEST(an_unknown_key_names_the_nearest),
        TEST(values_are_what_the_key_asks_for),
        TEST(a_wrong_value_says_what_is_allowed),
        TEST(escapes_bring_no_control_characters),
    };

    return cmocka_run_group_tests_name("read/yaml", tests, NULL, NULL);
}
