/* text/font.h, text/shape.h */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "fonts_kit.h"
#include "text/font.h"
#include "text/shape.h"
#include "text/wordform.h"

struct world {
    struct arena *arena;
    struct fonts *fonts;
};

static const struct text_style body = {.face = FACE_REGULAR, .size = 10};

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

static double width(const struct world *w, struct str text)
{
    return shape_width(w->fonts, body, text);
}

static struct glyph_run one_run(const struct world *w, struct str text)
{
    size_t n;
    struct glyph_run *runs = shape_text(w->arena, w->fonts, body, text, &n);

    assert_int_equal(n, 1);
    return runs[0];
}

/* A glyph of a run. */
static struct placed_glyph glyph_of(const struct glyph_run *run, size_t i)
{
    struct run_walk walk = {.run = run};
    struct placed_glyph glyph;

    do
        assert_true(run_next(&walk, &glyph));
    while (i-- > 0);
    return glyph;
}

static void faces_are_the_asked_ones(void **state)
{
    static const char *const names[FACE_COUNT] = {
        "OpenSans",        "OpenSans-Semibold",
        "OpenSans-Italic", "OpenSans-SemiboldItalic",
        "DejaVuSansMono",  "DejaVuSans",
    };
    const struct world *w = *state;

    for (enum face f = 0; f < FACE_COUNT; f++)
        assert_string_equal(font_postscript_name(fonts_face(w->fonts, f)).p,
                            names[f]);
}

static void a_missing_family_names_its_package(void **state)
{
    const struct world *w = *state;
    struct str problem;

    assert_null(fonts_open(STR("No Such Family"), STR("DejaVu Sans Mono"),
                           STR("DejaVu Sans"), &problem, w->arena));
    assert_string_equal(problem.p,
                        "font family \"No Such Family\" is not installed");
}

static void kerning_pulls_a_and_v_together(void **state)
{
    const struct world *w = *state;
    double apart = width(w, STR("A")) + width(w, STR("V"));

    assert_true(width(w, STR("AV")) < apart - 0.1);
}

static void figures_have_one_width(void **state)
{
    const struct world *w = *state;
    struct text_style tabular = {
        .face = FACE_REGULAR, .size = 10, .tabular = true};
    double one = shape_width(w->fonts, tabular, STR("1111111"));

    assert_true(fabs(one - shape_width(w->fonts, tabular, STR("8888888"))) <
                1e-9);
}

static void other_characters_come_from_the_fallback(void **state)
{
    const struct world *w = *state;
    size_t n;
    struct glyph_run *runs = shape_text(
        w->arena, w->fonts, body, STR("naar \xE2\x86\x92 \xE2\x9C\x93"), &n);

    assert_int_equal(n, 4); /* "naar ", the arrow, " ", the tick */
    assert_int_equal(font_face(runs[0].font), FACE_REGULAR);
    assert_int_equal(font_face(runs[1].font), FACE_FALLBACK);
    assert_int_equal(runs[1].text.len, 3);
    assert_int_equal(font_face(runs[3].font), FACE_FALLBACK);
    assert_int_not_equal(glyph_of(&runs[3], 0).id, 0);
}

static void a_character_nobody_has_is_drawn_as_replacement(void **state)
{
    const struct world *w = *state;
    struct glyph_run run = one_run(w, STR("\xF0\x9F\xA6\xA9")); /* flamingo */

    assert_int_equal(run_count_glyphs(&run), 1);
    assert_int_not_equal(glyph_of(&run, 0).id, 0);
    /* a mark of musical notation, on a letter that the font has */
    run = one_run(w, STR("a\xF0\x9D\x85\xA5"));
    assert_int_not_equal(glyph_of(&run, run_count_glyphs(&run) - 1).id, 0);
    assert_false(fonts_can_show(w->fonts, 0x1F9A9));
    assert_true(fonts_can_show(w->fonts, 0x2192));
    assert_true(fonts_can_show(w->fonts, 0x2011));
}

static void a_soft_hyphen_shows_only_at_the_end(void **state)
{
    const struct world *w = *state;

    assert_true(fabs(width(w, STR("digi\xC2\xADtaal")) -
                     width(w, STR("digitaal"))) < 1e-9);
    assert_true(fabs(width(w, STR("digi\xC2\xAD")) - width(w, STR("digi-"))) <
                1e-9);
}

static void an_accent_may_be_a_mark_of_its_own(void **state)
{
    const struct world *w = *state;

    assert_true(fabs(width(w, STR("cafe\xCC\x81")) -
                     width(w, STR("caf\xC3\xA9"))) < 1e-9);
}

static void no_break_spaces_and_hyphens_have_stand_ins(void **state)
{
    const struct world *w = *state;

    assert_true(fabs(width(w, STR("a\xC2\xA0"
                                  "b")) -
                     width(w, STR("a b"))) < 1e-9);
    assert_true(fabs(width(w, STR("a\xE2\x80\x91"
                                  "b")) -
                     width(w, STR("a-b"))) < 1e-9);
}

static void glyphs_show_the_text_of_the_run(void **state)
{
    const struct world *w = *state;
    struct str text = STR("\xE2\x82\xAC\xC2\xA0"
                          "190 mln  e\xCC\x81\xC3\xA9n office ");
    struct glyph_run run = one_run(w, text);
    struct run_walk walk = {.run = &run};
    struct placed_glyph glyph;
    struct buf shown = buf_new(w->arena);
    double pen = 0;

    assert_true(str_eq(run.text, text));
    while (run_next(&walk, &glyph)) {
        buf_put(&shown, glyph.text);
        assert_true(fabs(glyph.x - pen) < 1e-9);
        pen += glyph.advance;
    }
    assert_true(str_eq(buf_str(&shown), text));
    assert_true(fabs(pen - run.width) < 1e-9);
}

static void a_space_is_as_wide_as_the_font_says(void **state)
{
    const struct world *w = *state;
    double space = width(w, STR(" "));

    assert_true(fabs(width(w, STR("AV T")) - (width(w, STR("AV")) + space +
                                              width(w, STR("T")))) < 1e-9);
}

static void stretch_widens_spaces_and_nothing_else(void **state)
{
    const struct world *w = *state;
    struct glyph_run run = one_run(w, STR("a\xC2\xA0"
                                          "b c"));
    double space = width(w, STR(" "));
    double apart = glyph_of(&run, 4).x;

    run.stretch = 0.5;
    assert_true(fabs(glyph_of(&run, 4).x - (apart + 2 * space / 2)) < 1e-9);
    assert_true(fabs(glyph_of(&run, 0).advance - width(w, STR("a"))) < 1e-9);
}

static void a_word_is_shaped_once(void **state)
{
    const struct world *w = *state;
    struct str long_word = STR("a-word-of-more-than-eighty-letters-is-an-"
                               "address-and-comes-but-once-so-it-is-not-kept");
    struct glyph_run one = one_run(w, STR("advies"));
    struct glyph_run again = one_run(w, STR("het advies"));

    assert_ptr_equal(one.words[0], again.words[2]);
    assert_int_not_equal(one.words[0]->serial, 0);
    assert_int_equal(one_run(w, long_word).words[0]->serial, 0);
}

/* Ten of "é" more than a word can have, and an odd byte before them. */
static void a_word_without_end_is_cut_between_characters(void **state)
{
    const struct world *w = *state;
    struct buf text = buf_new(w->arena);

    buf_putc(&text, 'e');
    for (int i = 0; i < WORD_MAX / 2 + 10; i++)
        buf_puts(&text, "\xC3\xA9");
    struct glyph_run run = one_run(w, buf_str(&text));
    assert_int_equal(run.n_words, 2);
    assert_true(str_eq(run.text, buf_str(&text)));
    assert_int_equal(run_count_glyphs(&run), 1 + WORD_MAX / 2 + 10);
    assert_true(str_starts(run.words[1]->text, "\xC3\xA9"));
}

static void a_word_is_measured_up_to_a_byte(void **state)
{
    const struct world *w = *state;
    struct glyph_run run = one_run(w, STR("office"));
    struct wordform_ruler ruler = {.word = run.words[0]};
    double o = wordform_measure(&ruler, 1);
    double ligature = wordform_measure(&ruler, 4) - o;

    assert_int_equal(run.words[0]->n_glyphs, 4); /* o, ffi, c, e */
    ruler = (struct wordform_ruler){.word = run.words[0]};
    assert_true(fabs(wordform_measure(&ruler, 2) - (o + ligature / 3)) < 1e-9);
    assert_true(fabs(wordform_measure(&ruler, 3) - (o + ligature * 2 / 3)) <
                1e-9);
    assert_true(fabs(wordform_measure(&ruler, 6) - run.words[0]->advance) <
                1e-9);
}

static void metrics_are_those_of_the_font(void **state)
{
    const struct world *w = *state;
    const struct font *font = fonts_face(w->fonts, FACE_REGULAR);
    struct font_descriptor d = font_describe(font);

    assert_true(fabs(font_ascent(font, 1000) - 1068.8) < 0.1);
    assert_true(fabs(font_descent(font, 1000) - 292.97) < 0.1);
    assert_true(fabs(font_cap_height(font, 1000) - 713.9) < 0.1);
    assert_true(d.bbox[0] < 0 && d.bbox[3] > 1000);
    assert_false(d.italic);
    assert_true(font_describe(fonts_face(w->fonts, FACE_ITALIC)).italic);
    assert_true(font_describe(fonts_face(w->fonts, FACE_MONO)).monospaced);
}

static void count_close(void *to)
{
    ++*(int *)to;
}

static void ignore_point(void *to, double x, double y)
{
    (void)to, (void)x, (void)y;
}

static void ignore_curve(void *to, double x1, double y1, double x2, double y2,
                         double x3, double y3)
{
    (void)to, (void)x1, (void)y1, (void)x2, (void)y2, (void)x3, (void)y3;
}

static void an_o_has_two_contours(void **state)
{
    const struct world *w = *state;
    struct glyph_run run = one_run(w, STR("o"));
    int contours = 0;
    struct outline_sink sink = {&contours,    ignore_point, ignore_point,
                                ignore_curve, count_close,  NULL};

    font_outline(run.font, glyph_of(&run, 0).id, 10, &sink);
    assert_int_equal(contours, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faces_are_the_asked_ones),
        cmocka_unit_test(a_missing_family_names_its_package),
        cmocka_unit_test(kerning_pulls_a_and_v_together),
        cmocka_unit_test(figures_have_one_width),
        cmocka_unit_test(other_characters_come_from_the_fallback),
        cmocka_unit_test(a_character_nobody_has_is_drawn_as_replacement),
        cmocka_unit_test(a_soft_hyphen_shows_only_at_the_end),
        cmocka_unit_test(an_accent_may_be_a_mark_of_its_own),
        cmocka_unit_test(no_break_spaces_and_hyphens_have_stand_ins),
        cmocka_unit_test(glyphs_show_the_text_of_the_run),
        cmocka_unit_test(a_space_is_as_wide_as_the_font_says),
        cmocka_unit_test(stretch_widens_spaces_and_nothing_else),
        cmocka_unit_test(a_word_is_shaped_once),
        cmocka_unit_test(a_word_without_end_is_cut_between_characters),
        cmocka_unit_test(a_word_is_measured_up_to_a_byte),
        cmocka_unit_test(metrics_are_those_of_the_font),
        cmocka_unit_test(an_o_has_two_contours),
    };

    return cmocka_run_group_tests_name("text/shape", tests, open_world,
                                       close_world);
}
