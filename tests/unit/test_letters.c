/* paint/letters.h */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "fonts_kit.h"
#include "paint/letters.h"
#include "text/font.h"

enum {
    WIDTH = 120,
    HEIGHT = 60,
    PAPER = 0xFFFFFF
};

struct world {
    struct arena *arena;
    struct fonts *fonts;
    struct letters *letters;
    uint32_t pixels[WIDTH * HEIGHT];
    struct canvas canvas;
};

static int open_world(void **state)
{
    static struct world w;

    w.arena = arena_new();
    w.fonts = kit_fonts(w.arena);
    w.letters = letters_new();
    w.canvas = (struct canvas){w.pixels, WIDTH, HEIGHT};
    *state = &w;
    return w.fonts == NULL;
}

static int close_world(void **state)
{
    struct world *w = *state;

    letters_free(w->letters);
    fonts_free(w->fonts);
    arena_free(w->arena);
    return 0;
}

static void clear(struct world *w)
{
    for (size_t i = 0; i < WIDTH * HEIGHT; i++)
        w->pixels[i] = PAPER;
}

static void fill(struct world *w, struct str text, double size, double x,
                 double baseline)
{
    size_t n;
    const struct glyph_run *run = shape_text(
        w->arena, w->fonts,
        (struct text_style){.face = FACE_REGULAR, .size = size}, text, &n);

    assert_int_equal(n, 1);
    assert_true(letters_fill(w->letters, &w->canvas, run, x, baseline, 1,
                             (struct rgb){0, 0, 0}));
}

/* Pixels that are covered, parts added up. */
static double covered(const struct world *w)
{
    double sum = 0;

    for (size_t i = 0; i < WIDTH * HEIGHT; i++)
        sum += (0xFF - (w->pixels[i] & 0xFF)) / 255.0;
    return sum;
}

/* The hyphen of Open Sans is a rectangle of 491 by 152 units. */
static void pixels_take_as_much_as_is_covered(void **state)
{
    struct world *w = *state;
    const double area = 491 * 40 / 2048.0 * 152 * 40 / 2048;

    for (double x = 10; x < 12; x += 0.125) {
        clear(w);
        fill(w, STR("-"), 40, x, 40);
        assert_true(fabs(covered(w) - area) < 0.6);
    }
}

static void a_counter_stays_paper(void **state)
{
    struct world *w = *state;

    clear(w);
    fill(w, STR("o"), 60, 10, 45);
    assert_int_equal(w->pixels[30 * WIDTH + 10 + 18], PAPER);
    assert_true(covered(w) > 200);
}

static void a_letter_comes_again_the_same(void **state)
{
    struct world *w = *state;

    clear(w);
    fill(w, STR("g"), 30, 10.3, 40);
    fill(w, STR("g"), 30, 60.3, 40);
    for (size_t y = 0; y < HEIGHT; y++)
        assert_memory_equal(w->pixels + y * WIDTH, w->pixels + y * WIDTH + 50,
                            50 * 4);
    double once = covered(w) / 2;
    clear(w);
    fill(w, STR("g"), 30, 60.4, 40); /* another step in its pixel */
    assert_true(fabs(covered(w) - once) < once / 50);
}

static void what_is_beyond_the_picture_is_cut_off(void **state)
{
    struct world *w = *state;
    const double places[][2] = {{-15, 40}, {110, 40},    {50, 5},
                                {50, 70},  {-500, -500}, {900, 900}};

    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        clear(w);
        fill(w, STR("MM"), 40, places[i][0], places[i][1]);
        assert_true((covered(w) > 0) == (i < 4));
    }
}

static void a_space_leaves_no_mark(void **state)
{
    struct world *w = *state;

    clear(w);
    fill(w, STR(" "), 40, 10, 40);
    assert_true(covered(w) <= 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pixels_take_as_much_as_is_covered),
        cmocka_unit_test(a_counter_stays_paper),
        cmocka_unit_test(a_letter_comes_again_the_same),
        cmocka_unit_test(what_is_beyond_the_picture_is_cut_off),
        cmocka_unit_test(a_space_leaves_no_mark),
    };

    return cmocka_run_group_tests_name("paint/letters", tests, open_world,
                                       close_world);
}
