/* paint/png.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "paint/png.h"

struct world {
    struct arena *arena;
    char folder[32];
};

static int open_world(void **state)
{
    static struct world w;

    w = (struct world){.arena = arena_new(),
                       .folder = "/tmp/plenum-test-XXXXXX"};
    *state = &w;
    if (mkdtemp(w.folder) == NULL)
        return 1;
    return system(
        str_format(w.arena, "python3 tests/pdf/make_images.py %s", w.folder).p);
}

static int close_world(void **state)
{
    struct world *w = *state;

    file_remove_tree(w->folder);
    arena_free(w->arena);
    return 0;
}

static bool read_kind(struct world *w, const char *kind, struct png *png)
{
    struct str name = str_format(w->arena, "%s.png", kind), bytes;

    assert_true(
        file_read(w->arena, file_join(w->arena, w->folder, name.p), &bytes));
    return png_read(w->arena, bytes, png);
}

static unsigned at(struct str bytes, size_t i)
{
    assert_true(i < bytes.len);
    return (unsigned char)bytes.p[i];
}

static void grey_of_every_depth_is_read(void **state)
{
    static const struct {
        const char *kind;
        unsigned dark; /* 51 of 255, as near as the depth comes */
    } kinds[] = {{"grey1", 0},       {"grey2", 0},   {"grey4", 51},
                 {"grey8", 51},      {"grey16", 51}, {"greyalpha8", 51},
                 {"greyalpha16", 51}};
    struct png png;

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        assert_true(read_kind(*state, kinds[i].kind, &png));
        assert_true(png.is_grey);
        assert_int_equal(png.width, 8);
        assert_int_equal(png.height, 8);
        assert_int_equal(png.colors.len, 64);
        assert_int_equal(at(png.colors, 0), kinds[i].dark);
        assert_int_equal(at(png.colors, 7), 255);
    }
}

static void color_of_every_kind_is_read(void **state)
{
    static const char *const kinds[] = {"rgb8",
                                        "rgb16",
                                        "rgba8",
                                        "rgba16",
                                        "palette1",
                                        "palette2",
                                        "palette4",
                                        "palette8",
                                        "interlaced8",
                                        "interlaced16",
                                        "interlacedpalette"};
    struct png png;

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        assert_true(read_kind(*state, kinds[i], &png));
        assert_false(png.is_grey);
        assert_int_equal(png.colors.len, 64 * 3);
        assert_int_equal(at(png.colors, 0), 204);
        assert_int_equal(at(png.colors, 1), 0);
        assert_int_equal(at(png.colors, 3 * 63), 255);
    }
}

static void transparency_becomes_a_mask(void **state)
{
    static const struct {
        const char *kind;
        size_t opaque, clear; /* pixels */
    } kinds[] = {{"greyalpha8", 0, 63},  {"greyalpha16", 0, 63},
                 {"rgba8", 0, 63},       {"rgba16", 0, 63},
                 {"palettealpha", 0, 7}, {"rgbkey", 0, 7}};
    struct png png;

    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        assert_true(read_kind(*state, kinds[i].kind, &png));
        assert_int_equal(png.alpha.len, 64);
        assert_int_equal(at(png.alpha, kinds[i].opaque), 255);
        assert_int_equal(at(png.alpha, kinds[i].clear), 0);
    }
    assert_true(read_kind(*state, "rgb8", &png));
    assert_int_equal(png.alpha.len, 0);
}

static void bad_pictures_say_what_is_wrong(void **state)
{
    struct png png;

    assert_false(read_kind(*state, "bomb", &png));
    assert_string_equal(png.problem,
                        "a PNG picture of more than 40 megapixels");
    assert_false(read_kind(*state, "text", &png));
    assert_string_equal(png.problem, "not a PNG picture that can be read");
    assert_false(read_kind(*state, "cut", &png));
    assert_string_equal(png.problem, "a damaged PNG picture");
    assert_false(png_read(((struct world *)*state)->arena, STR(""), &png));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grey_of_every_depth_is_read),
        cmocka_unit_test(color_of_every_kind_is_read),
        cmocka_unit_test(transparency_becomes_a_mask),
        cmocka_unit_test(bad_pictures_say_what_is_wrong),
    };

    return cmocka_run_group_tests_name("paint/png", tests, open_world,
                                       close_world);
}
