/* The subsets of text/font.h, read back by HarfBuzz itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <hb.h>

#include "base/arena.h"
#include "fonts_kit.h"
#include "text/font.h"
#include "text/shape.h"

struct world {
    struct arena *arena;
    struct fonts *fonts;
};

static int open_world(void **state)
{
    static struct world w;

    w.arena = arena_new();
    w.fonts = kit_fonts(w.arena);
    *state = &w;
    return w.fonts == NULL;
}

static int close_world(void **state)
{
    struct world *w = *state;

    fonts_free(w->fonts);
    arena_free(w->arena);
    return 0;
}

static hb_face_t *reopen(struct str file)
{
    hb_blob_t *blob = hb_blob_create(file.p, (unsigned)file.len,
                                     HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);

    hb_blob_destroy(blob);
    return face;
}

/* The width of a text in a font file, in font units. */
static int width_in(hb_face_t *face, const char *text)
{
    hb_font_t *font = hb_font_create(face);
    hb_buffer_t *buffer = hb_buffer_create();
    unsigned n;
    int width = 0;

    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(font, buffer, NULL, 0);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(buffer, &n);
    for (unsigned i = 0; i < n; i++)
        width += at[i].x_advance;
    hb_buffer_destroy(buffer);
    hb_font_destroy(font);
    return width;
}

static bool has_table(hb_face_t *face, const char *tag)
{
    hb_blob_t *blob = hb_face_reference_table(face, hb_tag_from_string(tag, 4));
    bool has = hb_blob_get_length(blob) > 0;

    hb_blob_destroy(blob);
    return has;
}

static void glyphs_keep_their_widths_under_new_ids(void **state)
{
    const struct world *w = *state;
    const struct text_style style = {.face = FACE_REGULAR, .size = 10};
    size_t n_runs;
    const struct glyph_run *run = shape_text(
        w->arena, w->fonts, style, STR("\xC3\xA9\xC3\xA9n office"), &n_runs);
    uint32_t glyphs[32], ids[32];
    struct run_walk walk = {.run = run};
    struct placed_glyph glyph;
    size_t n = 0;

    assert_true(run_count_glyphs(run) <= 32);
    while (run_next(&walk, &glyph))
        glyphs[n++] = glyph.id;
    hb_face_t *face =
        reopen(font_subset_glyphs(w->arena, run->font, glyphs, n, ids));
    hb_font_t *font = hb_font_create(face);

    /* .notdef, e with acute, its two parts, n, space, o, ffi, c, e */
    assert_in_range(hb_face_get_glyph_count(face), 8, 12);
    for (size_t i = 0; i < n; i++) {
        double units = font_advance(run->font, glyphs[i], 2048);
        assert_int_equal(hb_font_get_glyph_h_advance(font, ids[i]), units);
    }
    assert_false(has_table(face, "cmap"));
    assert_false(has_table(face, "fpgm"));
    hb_font_destroy(font);
    hb_face_destroy(face);
}

static void a_web_font_keeps_kerning_ligatures_and_size_small(void **state)
{
    const struct world *w = *state;
    const struct font *font = fonts_face(w->fonts, FACE_REGULAR);
    struct str file =
        font_subset_text(w->arena, font, STR("AVTo. office \xE2\x82\xAC"));
    hb_face_t *face = reopen(file);
    struct text_style style = {.face = FACE_REGULAR, .size = 2048};

    assert_true(width_in(face, "AV") <
                width_in(face, "A") + width_in(face, "V"));
    assert_int_equal(width_in(face, "AVTo. office"),
                     shape_width(w->fonts, style, STR("AVTo. office")));
    assert_true(file.len < 12000);
    hb_face_destroy(face);
}

static void the_same_subset_has_the_same_bytes(void **state)
{
    const struct world *w = *state;
    const struct font *font = fonts_face(w->fonts, FACE_SEMIBOLD);

    assert_true(str_eq(font_subset_text(w->arena, font, STR("samenleving")),
                       font_subset_text(w->arena, font, STR("gnivelnemas"))));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(glyphs_keep_their_widths_under_new_ids),
        cmocka_unit_test(a_web_font_keeps_kerning_ligatures_and_size_small),
        cmocka_unit_test(the_same_subset_has_the_same_bytes),
    };

    return cmocka_run_group_tests_name("text/subset", tests, open_world,
                                       close_world);
}
