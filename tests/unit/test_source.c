/* read/source.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "read/source.h"

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

static const char *said(struct test *t)
{
    struct buf out = buf_new(t->a);

    diag_print(t->d, &out, false);
    return buf_str(&out).p;
}

static struct source read(struct test *t, struct str bytes, enum encoding e)
{
    return source_read(t->a, "t.txt", bytes, e, t->d);
}

static void a_byte_order_mark_is_no_text(void **state)
{
    struct test *t = *state;

    assert_true(str_is(read(t,
                            STR("\xEF\xBB\xBF"
                                "ab"),
                            ENCODING_UTF8)
                           .text,
                       "ab"));
    assert_true(str_is(read(t,
                            STR("\xEF\xBB\xBF"
                                "ab"),
                            ENCODING_ANY)
                           .text,
                       "ab"));
    assert_string_equal(said(t), "");
}

static void what_is_not_utf8_is_windows_1252(void **state)
{
    struct test *t = *state;
    struct source s =
        read(t, STR("co\xF6rdinatie \x80 12 \x96 \x8E"), ENCODING_ANY);

    assert_true(str_is(s.text, "coördinatie € 12 – Ž"));
    assert_string_equal(said(t),
                        "t.txt: notice: not UTF-8, read as Windows-1252 "
                        "[csv-cp1252]\n");
    assert_true(str_is(read(t, STR("\xC3\xA9"), ENCODING_CP1252).text, "Ã©"));
}

static void unicode_text_of_excel_is_utf16(void **state)
{
    struct test *t = *state;

    assert_true(str_is(read(t,
                            STR("\xFF\xFE"
                                "a\0\xEB\0\xAC\x20\x3D\xD8\x00\xDE"),
                            ENCODING_ANY)
                           .text,
                       "aë€😀"));
    assert_true(
        str_is(read(t, STR("\xFE\xFF\0a\xD8\x3D\0b"), ENCODING_ANY).text,
               "a\xEF\xBF\xBD"
               "b"));
    assert_string_equal(said(t), "");
}

static void bytes_that_must_be_utf8_are_repaired_and_told(void **state)
{
    struct test *t = *state;
    struct source s = read(t, STR("één\ncaf\xE9 x\xFFy"), ENCODING_UTF8);

    assert_true(str_is(s.text, "één\ncaf\xEF\xBF\xBD x\xEF\xBF\xBDy"));
    assert_string_equal(said(t),
                        "t.txt:2:4: error: not valid UTF-8: byte 0xE9; save "
                        "the file as UTF-8 [bad-utf8]\n");
}

static void expect(struct place at, unsigned line, unsigned col)
{
    assert_int_equal(at.line, line);
    assert_int_equal(at.col, col);
}

static void places_count_characters(void **state)
{
    struct test *t = *state;
    struct source s = read(t, STR("Kopé één\r\nb\rc\n"), ENCODING_UTF8);

    assert_int_equal(s.n_lines, 4);
    expect(source_place(&s, 0), 1, 1);
    expect(source_place(&s, 6), 1, 6);  /* behind é and a space */
    expect(source_place(&s, 4), 1, 5);  /* backwards; inside é */
    expect(source_place(&s, 13), 2, 1); /* b */
    expect(source_place(&s, 15), 3, 1); /* c, behind a lone CR */
    expect(source_place(&s, 99), 4, 1);
    expect(source_place_at(&s, 1, 7), 1, 6);
    expect(source_place_at(&s, 1, 99), 1, 9); /* cut off at the line's end */
    expect(source_place_at(&s, 0, 0), 1, 1);
    expect(source_place_at(&s, 9, 1), 4, 1);
    assert_true(str_is(source_line(&s, 1), "Kopé één"));
    assert_true(str_is(source_line(&s, 3), "c"));
    assert_true(str_is(source_line(&s, 4), ""));
    assert_true(str_is(source_line(&s, 5), ""));
}

static void a_control_that_turns_the_text_is_told(void **state)
{
    struct test *t = *state;

    read(t, STR("\xE2\x80\x93 a\xE2\x81\xA9\xE2\x80\xAE"), ENCODING_UTF8);
    assert_string_equal(said(t), "t.txt:1:4: warning: a control that turns the "
                                 "direction of the text: U+2069 "
                                 "[bidi-control]\n");
}

static void nothing_has_one_line(void **state)
{
    struct test *t = *state;
    struct source s = read(t, (struct str){0}, ENCODING_ANY);

    assert_int_equal(s.n_lines, 1);
    expect(source_place(&s, 0), 1, 1);
}

static void places_on_one_long_line_take_no_square_of_time(void **state)
{
    struct test *t = *state;
    struct buf text = buf_new(t->a);

    for (int i = 0; i < 500000; i++)
        buf_puts(&text, "é");
    struct source s = read(t, buf_str(&text), ENCODING_UTF8);
    for (size_t i = 0; i < 500000; i++)
        expect(source_place(&s, 2 * i), 1, (unsigned)i + 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_byte_order_mark_is_no_text),
        TEST(what_is_not_utf8_is_windows_1252),
        TEST(unicode_text_of_excel_is_utf16),
        TEST(bytes_that_must_be_utf8_are_repaired_and_told),
        TEST(places_count_characters),
        TEST(a_control_that_turns_the_text_is_told),
        TEST(nothing_has_one_line),
        TEST(places_on_one_long_line_take_no_square_of_time),
    };

    return cmocka_run_group_tests_name("read/source", tests, NULL, NULL);
}
