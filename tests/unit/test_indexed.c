/* paint/indexed.h and png_write() */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "paint/indexed.h"
#include "paint/png.h"

enum {
    SIDE = 64
};

static int begin(void **state)
{
    *state = arena_new();
    return 0;
}

static int end(void **state)
{
    arena_free(*state);
    return 0;
}

static struct bitmap filled(struct arena *a, uint32_t color, uint32_t **pixels)
{
    *pixels = ARENA_ARRAY(a, (size_t)SIDE * SIDE, uint32_t);
    for (size_t i = 0; i < (size_t)SIDE * SIDE; i++)
        (*pixels)[i] = color;
    return (struct bitmap){SIDE, SIDE, *pixels};
}

static uint32_t color_of(const struct indexed *indexed, size_t pixel)
{
    const unsigned char *row = indexed->rows + pixel / SIDE * (SIDE + 1);

    assert_int_equal(row[0], 0);
    return indexed->colors[row[1 + pixel % SIDE]];
}

static void colours_that_cover_the_picture_stay(void **state)
{
    struct arena *a = *state;
    uint32_t *pixels;
    struct bitmap bitmap = filled(a, 0xFFFFFF, &pixels);
    struct indexed indexed;

    for (size_t i = 0; i < 100; i++)
        pixels[i] = 0xFFFFFE; /* as near to white as can be */
    assert_true(indexed_make(a, &bitmap, &indexed));
    assert_int_equal(indexed.n_colors, 2);
    assert_int_equal(color_of(&indexed, 0), 0xFFFFFE);
    assert_int_equal(color_of(&indexed, 100), 0xFFFFFF);
}

static void a_rare_shade_becomes_its_neighbour(void **state)
{
    struct arena *a = *state;
    uint32_t *pixels;
    struct bitmap bitmap = filled(a, 0xFF12436D, &pixels);
    struct indexed indexed;

    pixels[7] = 0x15456F; /* 3, 2 and 2 levels away */
    pixels[8] = 0xF46A25;
    assert_true(indexed_make(a, &bitmap, &indexed));
    assert_int_equal(indexed.n_colors, 2);
    assert_int_equal(color_of(&indexed, 7), 0x12436D);
    assert_int_equal(color_of(&indexed, 8), 0xF46A25);
}

static void a_photograph_has_no_palette(void **state)
{
    struct arena *a = *state;
    uint32_t *pixels;
    struct bitmap bitmap = filled(a, 0, &pixels);
    struct indexed indexed;

    for (uint32_t i = 0; i < (uint32_t)SIDE * SIDE; i++)
        pixels[i] = i * 2654435761U & 0xFFFFFF;
    assert_false(indexed_make(a, &bitmap, &indexed));
}

/* What is written is read back: with a palette, and without. */
static void a_written_picture_reads_back(void **state)
{
    struct arena *a = *state;
    uint32_t *pixels;
    struct bitmap bitmap = filled(a, 0xF46A25, &pixels);
    struct str file;
    struct png png;

    for (uint32_t step = 0; step < 2; step++) {
        for (uint32_t i = 1; i < (uint32_t)SIDE * SIDE; i++)
            pixels[i] = step * i * 2654435761U & 0xFFFFFF;
        file = png_write(a, &bitmap);
        assert_true(png_read(a, file, &png));
        assert_int_equal(png.width, SIDE);
        for (size_t i = 0; i < (size_t)SIDE * SIDE; i++) {
            const unsigned char *at =
                (const unsigned char *)png.colors.p + 3 * i;
            uint32_t color =
                (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
            assert_int_equal(color, pixels[i]);
        }
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(colours_that_cover_the_picture_stay),
        TEST(a_rare_shade_becomes_its_neighbour),
        TEST(a_photograph_has_no_palette),
        TEST(a_written_picture_reads_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
