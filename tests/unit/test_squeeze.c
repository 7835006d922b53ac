/* paint/squeeze.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <libdeflate.h>
#include <string.h>

#include "base/arena.h"
#include "paint/squeeze.h"

enum {
    ROW = 801,
    ROWS = 500
};

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

/* Numbers without a pattern, the same every time (Knuth's MMIX). */
static unsigned next_random(uint64_t *seed)
{
    *seed =
        *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(*seed >> 33);
}

/* libdeflate makes the same bytes of it again.  Returns its length. */
static size_t squeezed(struct arena *a, const char *bytes, size_t len,
                       size_t row)
{
    struct str small = squeeze(a, (struct str){bytes, len}, row);
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    char *again = arena_alloc(a, len + 1);
    size_t got = 0;

    assert_int_equal(
        libdeflate_zlib_decompress(d, small.p, small.len, again, len, &got),
        LIBDEFLATE_SUCCESS);
    libdeflate_free_decompressor(d);
    assert_int_equal(got, len);
    assert_memory_equal(again, bytes, len);
    return small.len;
}

static void a_few_bytes_come_back(void **state)
{
    squeezed(*state, "", 0, 1);
    squeezed(*state, "a", 1, 1);
    squeezed(*state, "aaaa", 4, 2);
    squeezed(*state, "abcabcabcabcab", 14, 100);
    squeezed(*state, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", 50,
             7);
}

static void every_length_of_a_stretch_comes_back(void **state)
{
    char bytes[2000];

    for (size_t len = 1; len < 700; len++) {
        memset(bytes, 'p', sizeof(bytes));
        bytes[len] = 'q';
        memset(bytes + len + 1, 'r', len);
        squeezed(*state, bytes, 2 * len + 1, len);
    }
}

/* Every symbol of a distance, from the row above. */
static void every_distance_comes_back(void **state)
{
    static char bytes[100000];
    uint64_t seed = 1;

    for (size_t row = 1; row < 40000; row += 1 + row / 7) {
        for (size_t i = 0; i < sizeof(bytes); i++)
            bytes[i] = i < row ? (char)next_random(&seed) : bytes[i - row];
        size_t len = squeezed(*state, bytes, sizeof(bytes), row);
        assert_true(row > 32768 || len < row + 3000);
    }
}

static void noise_grows_by_little(void **state)
{
    static char bytes[200000];
    uint64_t seed = 2;

    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (char)next_random(&seed);
    assert_true(squeezed(*state, bytes, sizeof(bytes), 1000) <
                sizeof(bytes) + sizeof(bytes) / 100);
}

/* Each number comes as often as the two before it together: the rarest would
 * have codes of more than the 15 bits that there may be. */
static void codes_have_at_most_fifteen_bits(void **state)
{
    static char bytes[20000];
    size_t n = 0, often = 1, before = 0;
    uint64_t seed = 3;

    for (char number = 0; n + often < sizeof(bytes); number++) {
        memset(bytes + n, number, often);
        n += often;
        often += before;
        before = often - before;
    }
    for (size_t i = n - 1; i > 0; i--) {
        size_t other = next_random(&seed) % (i + 1);
        char swap = bytes[i];

        bytes[i] = bytes[other];
        bytes[other] = swap;
    }
    squeezed(*state, bytes, n, 3000);
}

static size_t deflated(struct arena *a, const char *bytes, size_t len)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(2);
    char *out = arena_alloc(a, len);
    size_t small = libdeflate_zlib_compress(c, bytes, len, out, len);

    libdeflate_free_compressor(c);
    return small;
}

/* Bars and signs on paper. */
static void a_drawing_gets_as_small_as_by_a_general_compressor(void **state)
{
    static char bytes[ROW * ROWS];
    uint64_t seed = 4;
    char sign[16][16];

    for (size_t i = 0; i < sizeof(sign); i++)
        sign[i / 16][i % 16] = (char)(next_random(&seed) % 20);
    for (size_t bar = 0; bar < 5; bar++)
        for (size_t y = 100 + 50 * bar; y < 400; y++)
            memset(bytes + y * ROW + 100 + 120 * bar, 30, 80);
    for (size_t i = 0; i < 60; i++) {
        size_t at = next_random(&seed) % (ROW * (ROWS - 20) - 20);

        for (size_t y = 0; y < 16; y++)
            memcpy(bytes + at + y * ROW, sign[y], 16);
    }
    assert_true(squeezed(*state, bytes, sizeof(bytes), ROW) <
                deflated(*state, bytes, sizeof(bytes)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_few_bytes_come_back),
        cmocka_unit_test(every_length_of_a_stretch_comes_back),
        cmocka_unit_test(every_distance_comes_back),
        cmocka_unit_test(noise_grows_by_little),
        cmocka_unit_test(codes_have_at_most_fifteen_bits),
        cmocka_unit_test(a_drawing_gets_as_small_as_by_a_general_compressor),
    };

    return cmocka_run_group_tests_name("paint/squeeze", tests, open_arena,
                                       close_arena);
}
