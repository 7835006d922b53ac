/* base/digest.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/digest.h"

/* FIPS 180-4's own example. */
static void sha256_of_abc(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    assert_string_equal(
        digest_hex(a, STR("abc")).p,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_string_equal(digest_base64(a, STR("abc")).p,
                        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    arena_free(a);
}

/* RFC 4648, section 10. */
static void base64_pads(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    assert_string_equal(base64_encode(a, STR("")).p, "");
    assert_string_equal(base64_encode(a, STR("f")).p, "Zg==");
    assert_string_equal(base64_encode(a, STR("fo")).p, "Zm8=");
    assert_string_equal(base64_encode(a, STR("foobar")).p, "Zm9vYmFy");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_of_abc),
        cmocka_unit_test(base64_pads),
    };

    return cmocka_run_group_tests_name("base/digest", tests, NULL, NULL);
}
