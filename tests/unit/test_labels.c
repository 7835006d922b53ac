/* No label touches another or sticks out, whatever the data are: every kind of
 * chart, from one bar to forty times twenty, in every frame. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "chart/chart.h"
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
    w.fonts = fonts_open(STR("Open Sans"), STR("DejaVu Sans Mono"),
                         STR("DejaVu Sans"), &problem, w.arena);
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
    size_t shape;
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
        print_error("%s: chart %zu on %s: \"%.*s\" at %.1f,%.1f, \"%.*s\"\n",
                    what, in->shape, in->frame->name, STR_ARG(one), s->box.x,
                    s->box.y, STR_ARG(two));
}

/* A text is outside of a bar or on it, and apart from any other text. */
static void look_at_text(struct inspection *in, const struct shape *text)
{
    struct rect box = ink(text);

    if (text->run.size < in->frame->frame.text * 0.85)
        tell_fault(in, "too small", text, NULL);
    for (size_t k = 0; k < in->scene->n_shapes; k++) {
        const struct shape *other = &in->scene->shapes[k];

        if (other == text ||
            (other->kind != SHAPE_TEXT && other->kind != SHAPE_RECT))
            continue;
        if (overlap(box, bounds(other)) &&
            (other->kind == SHAPE_TEXT || !holds(other->box, box)))
            tell_fault(in, "collision", text, other);
    }
}

static int look_at(const struct scene *scene, size_t shape,
                   const struct named_frame *frame)
{
    struct inspection in = {scene, shape, frame, 0};
    struct rect sheet = {0, 0, scene->width, scene->height};

    assert_true(scene->width == frame->frame.width);
    assert_true(scene->height >= frame->frame.height);
    for (size_t i = 0; i < scene->n_shapes; i++) {
        const struct shape *s = &scene->shapes[i];

        if (!holds(sheet, bounds(s)))
            tell_fault(&in, "outside", s, NULL);
        if (s->kind == SHAPE_TEXT)
            look_at_text(&in, s);
    }
    return in.faults;
}

static void expect_all_tidy(const struct world *w, size_t first, size_t last)
{
    int faults = 0;

    for (size_t f = 0; f < N_FRAMES; f++)
        for (size_t i = first; i < last; i++)
            for (int lang = LANG_NL; lang <= LANG_EN; lang++) {
                struct arena *a = arena_new();
                struct chart chart = shape_chart(a, i);
                struct named_frame frame = named_frames[f];

                frame.frame.lang = (enum lang)lang;
                chart_describe(a, &chart, frame.frame.lang, STR(""));
                faults += look_at(
                    chart_draw(a, w->fonts, w->hyphen, &chart, &frame.frame), i,
                    &frame);
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
