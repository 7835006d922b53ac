/* No label touches another or sticks out, whatever the data are: every kind of
 * chart, from one bar to forty times twenty, in every frame. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chart/chart.h"
#include "fonts_kit.h"
#include "paint/scene.h"
#include "shapes.h"
#include "text/font.h"
#include "text/hyphen.h"
#include "text/shape.h"

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

/* What letters have below the baseline, as a part of their size. */
#define TAILS 0.22

/* The ink of a text, from the top of its capitals to the baseline. */
static struct rect ink(const struct shape *s)
{
    double cap = font_cap_height(s->run.font, s->run.size);
    struct run_walk walk = {.run = &s->run};
    struct placed_glyph glyph;
    double end = 0;

    /* A space at the end is where a line broke. */
    while (run_next(&walk, &glyph))
        if (!str_is(glyph.text, " "))
            end = glyph.x + glyph.advance;
    return (struct rect){s->box.x, s->box.y - cap, end, cap};
}

/* Rounding of the positions is not a collision. */
#define SLACK 0.05

static bool overlap(struct rect a, struct rect b)
{
    return a.x + SLACK < b.x + b.w && b.x + SLACK < a.x + a.w &&
           a.y + SLACK < b.y + b.h && b.y + SLACK < a.y + a.h;
}

static bool holds(struct rect outer, struct rect inner)
{
    return inner.x >= outer.x - SLACK && inner.y >= outer.y - SLACK &&
           inner.x + inner.w <= outer.x + outer.w + SLACK &&
           inner.y + inner.h <= outer.y + outer.h + SLACK;
}

static struct rect bounds(const struct shape *s)
{
    struct rect r = s->box;

    if (s->kind == SHAPE_TEXT)
        return ink(s);
    if (s->kind == SHAPE_LINE) {
        r.w = s->stroke.x2 - r.x;
        r.h = s->stroke.y2 - r.y;
        if (r.w < 0)
            r = (struct rect){r.x + r.w, r.y, -r.w, r.h};
        if (r.h < 0)
            r = (struct rect){r.x, r.y + r.h, r.w, -r.h};
    }
    return r;
}

/* What is being looked at, and what was found. */
struct inspection {
    const struct scene *scene;
    const char *shape;
    const struct named_frame *frame;
    int faults;
};

static void tell_fault(struct inspection *in, const char *what,
                       const struct shape *s, const struct shape *other)
{
    struct str one = s->kind == SHAPE_TEXT ? s->run.text : STR("a mark");
    struct str two = other != NULL && other->kind == SHAPE_TEXT
                         ? other->run.text
                         : STR("a mark");

    if (in->faults++ == 0)
        print_error("%s: %s on %s: \"%.*s\" at %.1f,%.1f, \"%.*s\"\n", what,
                    in->shape, in->frame->name, STR_ARG(one), s->box.x,
                    s->box.y, STR_ARG(two));
}

/* Colours of figures that stand on a bar. */
static bool is_for_bars(enum color color)
{
    return color == COLOR_ON_BLUE || color == COLOR_ON_ORANGE;
}

/* A text is outside of a bar or on it, in the colour for that, and apart from
 * any other text and from lines. */
static void look_at_text(struct inspection *in, const struct shape *text)
{
    struct rect box = ink(text);
    bool on_bar = false;

    if (text->run.size < in->frame->frame.text * 0.85)
        tell_fault(in, "too small", text, NULL);
    for (size_t k = 0; k < in->scene->n_shapes; k++) {
        const struct shape *other = &in->scene->shapes[k];
        bool ground = other->kind == SHAPE_RECT && other->color == COLOR_PAPER;

        if (other == text || ground || !overlap(box, bounds(other)))
            continue;
        if (other->kind == SHAPE_RECT && holds(other->box, box))
            on_bar = true;
        else
            tell_fault(in, "collision", text, other);
    }
    if (on_bar != is_for_bars(text->color))
        tell_fault(in, "colour for another ground", text, NULL);
}

/* All ink is on the sheet, the tails of letters too. */
static void look_at_edges(struct inspection *in, const struct shape *s)
{
    struct rect sheet = {0, 0, in->scene->width, in->scene->height};
    struct rect box = bounds(s);

    if (s->kind == SHAPE_TEXT)
        box.h += s->run.size * TAILS;
    if (!holds(sheet, box))
        tell_fault(in, "outside", s, NULL);
}

static bool has_pm(const struct chart *chart)
{
    size_t n = chart->n_columns + chart->n_extras;
    size_t first =
        chart->type == CHART_RANKING ? chart_ranked_column(chart) : 0;

    for (size_t i = 0; i < chart->n_series; i++)
        for (size_t k = first;
             k < (chart->type == CHART_RANKING ? first + 1 : n); k++)
            if (chart->series[i].amounts[k].kind == AMOUNT_PM)
                return true;
    return false;
}

static bool says_pm(struct str text)
{
    for (size_t i = 0; i + 1 < text.len; i++)
        if (text.p[i] == 'P' && text.p[i + 1] == 'M')
            return true;
    return false;
}

/* An amount that is not known yet is nowhere passed over. */
static void look_for_pm(struct inspection *in, const struct chart *chart)
{
    bool found = !has_pm(chart);

    for (size_t i = 0; i < in->scene->n_shapes && !found; i++)
        found = in->scene->shapes[i].kind == SHAPE_TEXT &&
                says_pm(in->scene->shapes[i].run.text);
    if (!found && in->faults++ == 0)
        print_error("no word of PM: %s on %s\n", in->shape, in->frame->name);
}

static int look_at(const struct world *w, struct arena *a, size_t shape,
                   const struct named_frame *frame)
{
    struct chart chart = shape_chart(a, shape);

    chart_describe(a, &chart, frame->frame.lang, STR(""));
    struct scene *scene =
        chart_draw(a, w->fonts, w->hyphen, &chart, &frame->frame);
    struct inspection in = {scene, shape_name(a, shape), frame, 0};

    assert_true(scene->width == frame->frame.width);
    assert_true(scene->height >= frame->frame.height);
    for (size_t i = 0; i < scene->n_shapes; i++) {
        const struct shape *s = &scene->shapes[i];

        look_at_edges(&in, s);
        if (s->kind == SHAPE_TEXT)
            look_at_text(&in, s);
    }
    look_for_pm(&in, &chart);
    return in.faults;
}

static void expect_all_tidy(const struct world *w, size_t first, size_t last)
{
    int faults = 0;

    for (size_t f = 0; f < N_FRAMES; f++)
        for (size_t i = first; i < last; i++)
            for (int lang = LANG_NL; lang <= LANG_EN; lang++) {
                struct arena *a = arena_new();
                struct named_frame frame = named_frames[f];

                frame.frame.lang = (enum lang)lang;
                faults += look_at(w, a, i, &frame);
                arena_free(a);
            }
    assert_int_equal(faults, 0);
}

static void charts_of_the_sample_are_tidy(void **state)
{
    expect_all_tidy(*state, 0, N_NDS);
}

static void charts_of_all_shapes_are_tidy(void **state)
{
    expect_all_tidy(*state, N_NDS, N_SHAPES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(charts_of_the_sample_are_tidy),
        cmocka_unit_test(charts_of_all_shapes_are_tidy),
    };

    return cmocka_run_group_tests_name("chart/labels", tests, set_up,
                                       tear_down);
}
