/* base/buf.h */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"

static int open_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static void numbers_are_written_in_digits(void **state)
{
    struct buf b = buf_new(*state);

    buf_put_int(&b, 0);
    buf_putc(&b, ' ');
    buf_put_int(&b, -1090);
    buf_putc(&b, ' ');
    buf_put_int(&b, LLONG_MIN);
    assert_string_equal(b.p, "0 -1090 -9223372036854775808");
}

/* Some of it does not fit the room that printing starts with. */
static void printing_takes_any_length(void **state)
{
    struct buf b = buf_new(*state);

    for (size_t width = 1; width < 300; width++) {
        size_t before = b.len;

        buf_printf(&b, "%*d", (int)width, 7);
        assert_int_equal(b.len - before, width);
        assert_int_equal(b.p[b.len - 1], '7');
        assert_int_equal(b.p[b.len], '\0');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_in_digits),
        cmocka_unit_test(printing_takes_any_length),
    };

    return cmocka_run_group_tests_name("base/buf", tests, open_arena,
                                       close_arena);
}
