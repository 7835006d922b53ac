/* Charts of the sample table, shape by shape, as they were last accepted:
 * `ACCEPT=1` writes what is drawn now to tests/golden/chart. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/buf.h"
#include "base/color.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/file.h"
#include "chart/chart.h"
#include "chart/draw.h"
#include "fonts_kit.h"
#include "paint/paint.h"
#include "paint/trace.h"
#include "shapes.h"
#include "text/font.h"
#include "text/hyphen.h"

struct world {
    struct arena *arena;
    struct fonts *fonts;
    struct hyphen *hyphen;
};

static int set_up(void **state)
{
    static struct world w;
    struct str problem = STR("");

    w.arena = arena_new();
    w.fonts = kit_fonts(w.arena);
    w.hyphen = hyphen_open(w.arena, STR("nl"), &problem);
    *state = &w;
    return w.fonts == NULL || w.hyphen == NULL ? -1 : 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;

    hyphen_free(w->hyphen);
    fonts_free(w->fonts);
    arena_free(w->arena);
    return 0;
}

static struct chart_frame frame_by_name(const char *name)
{
    for (size_t i = 0; i < N_FRAMES; i++)
        if (strcmp(named_frames[i].name, name) == 0)
            return named_frames[i].frame;
    fail_msg("no frame is called %s", name);
    return named_frames[0].frame;
}

/* A line a shape of what is drawn. */
static struct str trace_of(const struct world *w, struct arena *a,
                           struct chart *chart, const struct chart_frame *frame)
{
    struct painter *p = trace_new(a);
    struct str trace;

    chart_describe(a, chart, frame->lang, STR(""));
    paint_page(p, chart_draw(a, w->fonts, w->hyphen, chart, frame), STR(""));
    assert_true(paint_close(p, a, &trace));
    paint_free(p);
    return trace;
}

static void expect_file(const struct world *w, const char *name, struct str got)
{
    struct arena *a = w->arena;
    const char *path = str_format(a, "tests/golden/chart/%s", name).p;
    struct str want;

    if (getenv("ACCEPT") != NULL)
        assert_true(file_make_dirs("tests/golden/chart") &&
                    file_write(path, got));
    assert_true(file_read(a, path, &want));
    if (!str_eq(got, want))
        fail_msg("%s differs; after `make accept`, git diff shows how", path);
}

static void expect_golden(const struct world *w, const char *name,
                          struct chart chart, const char *frame_name)
{
    struct chart_frame frame = frame_by_name(frame_name);

    expect_file(w, str_format(w->arena, "%s.trace", name).p,
                trace_of(w, w->arena, &chart, &frame));
}

static void multiples_of_the_priorities(void **state)
{
    struct world *w = *state;
    struct chart c =
        nds_items(w->arena, CHART_MULTIPLES, 0, NDS_PRIORITIES, false);

    expect_golden(w, "multiples-slide", c, "slide");
    expect_golden(w, "multiples-phone", c, "phone");
}

static void multiples_of_all_items_with_extras(void **state)
{
    struct world *w = *state;

    expect_golden(w, "multiples-groups-paper",
                  nds_items(w->arena, CHART_MULTIPLES, 0, NDS_ITEMS, true),
                  "paper");
}

static void stacks_of_the_groups(void **state)
{
    struct world *w = *state;
    struct chart c = nds_groups(w->arena, CHART_STACKED, true);

    expect_golden(w, "stacked-slide", c, "slide");
    expect_golden(w, "stacked-phone", c, "phone");
    expect_golden(w, "stacked-file", c, "file");
}

static void clusters_of_the_groups(void **state)
{
    struct world *w = *state;

    expect_golden(w, "grouped-web", nds_groups(w->arena, CHART_GROUPED, true),
                  "web");
}

static void bars_of_the_total(void **state)
{
    struct world *w = *state;

    expect_golden(w, "bars-paper", nds_groups(w->arena, CHART_BARS, false),
                  "paper");
}

static void ranking_of_the_structural_amounts(void **state)
{
    struct world *w = *state;

    expect_golden(w, "ranking-slide", nds_ranking(w->arena), "slide");
    expect_golden(w, "ranking-phone", nds_ranking(w->arena), "phone");
}

static void losses_and_holes(void **state)
{
    struct world *w = *state;
    const struct made_chart losses = {.n_series = 4,
                                      .n_columns = 4,
                                      .n_extras = 1,
                                      .size = 9500,
                                      .scale = 1,
                                      .losses = true,
                                      .holes = true};

    expect_golden(w, "losses-slide",
                  made_chart(w->arena, CHART_STACKED, &losses), "slide");
}

static void thin_parts_have_their_figures_beside_them(void **state)
{
    struct world *w = *state;

    expect_golden(
        w, "thin-slide",
        nds_items(w->arena, CHART_STACKED, NDS_PRIORITIES, NDS_ITEMS, false),
        "slide");
}

static struct chart chart_by_name(const struct world *w, const char *name)
{
    for (size_t i = 0; i < N_SHAPES; i++)
        if (strcmp(shape_name(w->arena, i), name) == 0)
            return shape_chart(w->arena, i);
    fail_msg("no chart is called %s", name);
    return shape_chart(w->arena, 0);
}

static void shapes_of_all_sorts(void **state)
{
    struct world *w = *state;
    static const char *const shapes[][3] = {
        {"years-phone", "1x20 bars", "phone"},
        {"pm-phone", "3x4-pm grouped", "phone"},
        {"below-paper", "3x5-below multiples", "paper"},
        {"lopsided-web", "4x5-lopsided stacked", "web"},
        {"losses-phone", "20x1-losses ranking", "phone"},
    };

    for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
        expect_golden(w, shapes[i][0], chart_by_name(w, shapes[i][1]),
                      shapes[i][2]);
}

static bool has_text(struct str trace, const char *text)
{
    size_t n = strlen(text);

    for (size_t i = 0; i + n <= trace.len; i++)
        if (memcmp(trace.p + i, text, n) == 0)
            return true;
    return false;
}

/* Ticks only: figures on bars are those of the table. */
static void ticks_of_many_euros_are_in_millions(void **state)
{
    struct world *w = *state;
    struct chart chart = chart_by_name(w, "1x20 bars");
    struct chart_frame frame = frame_by_name("web");

    chart.unit = STR("€");
    frame.lang = LANG_NL;
    struct str dutch = trace_of(w, w->arena, &chart, &frame);
    assert_true(has_text(dutch, "\"100<00A0>mln\""));
    assert_true(has_text(dutch, "\"121.481.480\""));
    frame.lang = LANG_EN;
    assert_true(has_text(trace_of(w, w->arena, &chart, &frame), "\"100m\""));
    chart.unit = STR("€ 1.000");
    assert_true(
        has_text(trace_of(w, w->arena, &chart, &frame), "\"100,000,000\""));
}

static size_t count_texts(struct str trace)
{
    size_t count = 0;

    for (size_t at = 0; at < trace.len; at = str_find(trace, '\n', at) + 1)
        count += str_starts(str_trim(str_slice(trace, at, trace.len)), "text ");
    return count;
}

/* The gallery is too much to store; this tells which of its charts are drawn
 * differently now, and so are to be looked at again (`make gallery`). */
static void the_gallery_has_been_looked_at(void **state)
{
    struct world *w = *state;
    struct buf all = buf_new(w->arena);

    for (size_t f = 0; f < N_FRAMES; f++)
        for (size_t i = 0; i < N_SHAPES; i++) {
            struct arena *a = arena_new();
            struct chart chart = shape_chart(a, i);
            struct str trace = trace_of(w, a, &chart, &named_frames[f].frame);
            struct str digest = digest_hex(a, trace);

            buf_printf(&all, "%s %s: %zu texts, %.*s\n", named_frames[f].name,
                       shape_name(a, i), count_texts(trace), 12, digest.p);
            arena_free(a);
        }
    expect_file(w, "gallery.txt", buf_str(&all));
}

static void figures_on_bars_have_contrast(void **state)
{
    (void)state;
    for (int dark = 0; dark < 2; dark++) {
        struct palette palette = palette_default(dark == 1);

        for (size_t i = 0; i < 12; i++) {
            struct rgb bar = palette.of[draw_series_color(i)];
            struct rgb text = palette.of[draw_on_series_color(i)];

            assert_true(color_contrast(bar, text) >= 4.5);
            assert_true(color_contrast(bar, palette.of[COLOR_PAPER]) >= 3);
        }
    }
}

/* Stacks and clusters are copied and printed in grey, and read by those who do
 * not see the hue: on a dark ground too. */
static void neighbours_differ_in_lightness(void **state)
{
    (void)state;
    for (int dark = 0; dark < 2; dark++) {
        struct palette palette = palette_default(dark == 1);

        for (size_t i = 1; i < 6; i++) {
            struct rgb left = palette.of[draw_series_color(i - 1)];
            struct rgb right = palette.of[draw_series_color(i)];

            assert_true(fabs(color_lightness(left) - color_lightness(right)) >=
                        20);
        }
    }
}

static void only_stacks_and_clusters_can_have_too_many_parts(void **state)
{
    struct world *w = *state;
    struct diags *diags = diags_new();
    struct chart four =
        nds_items(w->arena, CHART_STACKED, NDS_PRIORITIES, NDS_ITEMS, false);
    struct chart five = nds_items(w->arena, CHART_STACKED, 0, 5, false);

    chart_check(&four, diags);
    assert_int_equal(diag_count(diags, DIAG_WARNING), 0);
    chart_check(&five, diags);
    assert_int_equal(diag_count(diags, DIAG_WARNING), 1);
    five.type = CHART_MULTIPLES;
    five.at.line = 2;
    chart_check(&five, diags);
    assert_int_equal(diag_count(diags, DIAG_WARNING), 1);
    diags_free(diags);
}

/* It cannot be seen what such a stack adds up to. */
static void a_stack_that_goes_both_ways_is_told_once(void **state)
{
    struct world *w = *state;
    struct diags *diags = diags_new();
    struct chart chart =
        nds_items(w->arena, CHART_STACKED, NDS_PRIORITIES, NDS_ITEMS, false);

    chart_check(&chart, diags);
    assert_int_equal(diag_count(diags, DIAG_WARNING), 0);
    for (size_t i = 0; i < chart.n_columns; i++)
        chart.series[0].amounts[i] =
            (struct amount){.kind = AMOUNT_NUMBER, .value = {-5, 0}};
    chart_check(&chart, diags);
    assert_int_equal(diag_count(diags, DIAG_WARNING), 1);
    diags_free(diags);
}

/* A report of another kind: ten thousand rows still end soon. */
static void ten_thousand_items_take_linear_time(void **state)
{
    struct world *w = *state;
    static const enum chart_type types[] = {CHART_MULTIPLES, CHART_STACKED,
                                            CHART_GROUPED, CHART_RANKING};

    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        struct made_chart many = {
            .n_series = 10000, .n_columns = 2, .size = 1000};
        struct arena *a = arena_new();
        struct chart chart = made_chart(a, types[i], &many);
        struct chart_frame frame = frame_by_name("paper");

        chart_describe(a, &chart, LANG_EN, STR(""));
        assert_true(
            chart_draw(a, w->fonts, w->hyphen, &chart, &frame)->n_shapes > 0);
        arena_free(a);
    }
}

static void a_chart_of_nothing_is_drawn(void **state)
{
    struct world *w = *state;

    for (int type = CHART_MULTIPLES; type <= CHART_RANKING; type++) {
        struct chart c = nds_frame(w->arena, (enum chart_type)type, 0, 0);
        struct chart_frame frame = frame_by_name("file");

        chart_describe(w->arena, &c, LANG_NL, STR(""));
        assert_non_null(chart_draw(w->arena, w->fonts, w->hyphen, &c, &frame));
        c = nds_frame(w->arena, (enum chart_type)type, 5, 1);
        chart_describe(w->arena, &c, LANG_NL, STR(""));
        assert_non_null(chart_draw(w->arena, w->fonts, NULL, &c, &frame));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(multiples_of_the_priorities),
        cmocka_unit_test(multiples_of_all_items_with_extras),
        cmocka_unit_test(stacks_of_the_groups),
        cmocka_unit_test(clusters_of_the_groups),
        cmocka_unit_test(bars_of_the_total),
        cmocka_unit_test(ranking_of_the_structural_amounts),
        cmocka_unit_test(losses_and_holes),
        cmocka_unit_test(thin_parts_have_their_figures_beside_them),
        cmocka_unit_test(shapes_of_all_sorts),
        cmocka_unit_test(ticks_of_many_euros_are_in_millions),
        cmocka_unit_test(the_gallery_has_been_looked_at),
        cmocka_unit_test(figures_on_bars_have_contrast),
        cmocka_unit_test(neighbours_differ_in_lightness),
        cmocka_unit_test(only_stacks_and_clusters_can_have_too_many_parts),
        cmocka_unit_test(a_stack_that_goes_both_ways_is_told_once),
        cmocka_unit_test(ten_thousand_items_take_linear_time),
        cmocka_unit_test(a_chart_of_nothing_is_drawn),
    };

    return cmocka_run_group_tests_name("chart", tests, set_up, tear_down);
}
