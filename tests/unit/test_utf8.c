/* base/utf8.h and base/buf.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

static void every_scalar_value_survives_a_round_trip(void **state)
{
    (void)state;
    for (unsigned c = 1; c <= 0x10FFFF; c++) {
        char bytes[4];
        size_t at = 0;

        if (c >= 0xD800 && c <= 0xDFFF)
            continue; /* surrogates are no scalar values */
        struct str s = {bytes, utf8_encode(c, bytes)};
        assert_int_equal(utf8_length(s, 0), s.len);
        assert_int_equal(utf8_next(s, &at), c);
        assert_int_equal(at, s.len);
    }
}

/* RFC 3629, sections 3 and 10: overlong forms, surrogates, values that are too
 * large, lonely continuations, and characters that are cut off. */
static void what_is_not_utf8_is_found(void **state)
{
    static const char *const bad[] = {
        "\xC0\x80",
        "\xC1\xBF",
        "\xE0\x80\x80",
        "\xE0\x9F\xBF",
        "\xF0\x80\x80\x80",
        "\xF0\x8F\xBF\xBF",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xFF",
        "\x80",
        "\xC3",
        "\xE2\x82",
        "\xF0\x9F\x99",
        "\xC3(",
        "\xE2\x28\xA1",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        size_t at = 0;
        struct str s = str_of(bad[i]);

        assert_int_equal(utf8_first_invalid(s), 0);
        assert_int_equal(utf8_next(s, &at), 0xFFFD);
        assert_int_equal(at, 1);
    }
    assert_int_equal(utf8_first_invalid(STR("een\xC3")), 3);
    assert_int_equal(utf8_first_invalid(STR("één €")), 9);
}

static void characters_are_counted_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(utf8_count(STR("één €")), 5);
    assert_int_equal(utf8_count((struct str){0}), 0);
    assert_int_equal(utf8_count(STR("a\xFF")), 2);
}

static void a_buf_grows_and_stays_terminated(void **state)
{
    struct arena *a = arena_new();
    struct buf b = buf_new(a);

    (void)state;
    assert_string_equal(buf_str(&b).p, "");
    for (int i = 0; i < 1000; i++)
        buf_printf(&b, "%d,", i);
    buf_put_char(&b, 0x20AC);
    buf_putc(&b, '!');
    buf_put(&b, (struct str){0});
    assert_int_equal(b.len, 10 * 2 + 90 * 3 + 900 * 4 + 4);
    assert_true(str_ends(buf_str(&b), "998,999,€!"));
    assert_int_equal(b.p[b.len], '\0');
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_scalar_value_survives_a_round_trip),
        cmocka_unit_test(what_is_not_utf8_is_found),
        cmocka_unit_test(characters_are_counted_not_bytes),
        cmocka_unit_test(a_buf_grows_and_stays_terminated),
    };

    return cmocka_run_group_tests_name("base/utf8", tests, NULL, NULL);
}
