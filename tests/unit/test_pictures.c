/* paint/svg.h, paint/svg_file.h and paint/cairo.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "fonts_kit.h"
#include "paint/cairo.h"
#include "paint/letters.h"
#include "paint/paint.h"
#include "paint/png.h"
#include "paint/scene.h"
#include "paint/svg.h"
#include "paint/svg_file.h"
#include "text/font.h"

struct world {
    struct arena *arena;
    struct fonts *fonts;
    struct letters *letters;
    struct palette palette;
};

static int open_world(void **state)
{
    static struct world w;

    w.arena = arena_new();
    w.fonts = kit_fonts(w.arena);
    w.letters = letters_new();
    w.palette = palette_default(false);
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

static void add_text(const struct world *w, struct scene *s, double x, double y,
                     struct text_style style, struct str text)
{
    size_t n;
    const struct glyph_run *runs =
        shape_text(w->arena, w->fonts, style, text, &n);

    assert_int_equal(n, 1);
    scene_run(s, NULL, x, y, &runs[0], COLOR_INK);
}

static struct scene *sample(const struct world *w)
{
    struct scene *s = scene_new(w->arena, 100, 40);
    struct scene *inner = scene_new(w->arena, 10, 10);

    scene_add(s, (struct shape){.kind = SHAPE_RECT,
                                .color = COLOR_BLUE,
                                .box = {10, 4.126, 20, 30.5},
                                .title = STR("Cloud: 60 & \"meer\"")});
    scene_line(s, NULL, 0, 34.6, 100, 34.6, 0.75, COLOR_LINE);
    add_text(w, s, 40, 20,
             (struct text_style){.face = FACE_SEMIBOLD, .size = 9},
             STR("<60> "));
    add_text(w, s, 70, 20, (struct text_style){.face = FACE_ITALIC, .size = 9},
             STR("in\xC2\xAD"));
    scene_add(s, (struct shape){.kind = SHAPE_LINK,
                                .box = {0, 0, 9, 9},
                                .link = {.uri = STR("https://x.example")}});
    scene_rect(inner, NULL, (struct rect){0, 0, 4, 4}, COLOR_ORANGE);
    scene_place(s, inner, 90, 10, 0.5);
    return s;
}

static struct str paint(const struct world *w, struct painter *p,
                        const struct scene *scene)
{
    struct str bytes;

    paint_page(p, scene, STR(""));
    assert_true(paint_close(p, w->arena, &bytes));
    paint_free(p);
    return bytes;
}

static void svg_is_real_text_in_named_colours(void **state)
{
    const struct world *w = *state;
    struct painter *p =
        svg_new(w->arena, STR("Staafdiagram: \"Cloud\" & meer"), STR("chart"));

    assert_string_equal(
        paint(w, p, sample(w)).p,
        "<svg class=\"chart\" viewBox=\"0 0 100 40\" role=\"img\" "
        "aria-label=\"Staafdiagram: &quot;Cloud&quot; &amp; meer\">\n"
        "<rect x=\"10\" y=\"4.13\" width=\"20\" height=\"30.5\" "
        "fill=\"var(--blue)\"><title>Cloud: 60 &amp; &quot;meer&quot;</title>"
        "</rect>\n"
        "<line x1=\"0\" y1=\"34.6\" x2=\"100\" y2=\"34.6\" "
        "stroke=\"var(--line)\" stroke-width=\"0.75\" "
        "shape-rendering=\"crispEdges\"/>\n"
        "<text x=\"40\" y=\"20\" font-size=\"9\" font-weight=\"600\" "
        "fill=\"var(--ink)\">&lt;60&gt;</text>\n"
        "<text x=\"70\" y=\"20\" font-size=\"9\" font-style=\"italic\" "
        "fill=\"var(--ink)\">in-</text>\n"
        "<g transform=\"translate(90 10) scale(0.5000)\">\n"
        "<rect x=\"0\" y=\"0\" width=\"4\" height=\"4\" "
        "fill=\"var(--orange)\"/>\n"
        "</g>\n"
        "</svg>\n");
}

static void a_failure_sticks(void **state)
{
    const struct world *w = *state;
    struct scene *s = scene_new(w->arena, 10, 10);
    struct painter *p = svg_new(w->arena, STR("x"), STR("y"));
    struct str bytes;

    scene_add(s, (struct shape){.kind = SHAPE_IMAGE,
                                .box = {0, 0, 9, 9},
                                .image = {.width = 1, .height = 1}});
    paint_page(p, s, STR(""));
    paint_page(p, s, STR(""));
    assert_false(paint_close(p, w->arena, &bytes));
    assert_int_equal(bytes.len, 0);
    paint_free(p);
}

static unsigned big_endian(struct str bytes, size_t at)
{
    const unsigned char *p = (const unsigned char *)bytes.p + at;

    return (unsigned)p[0] << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 |
           p[3];
}

static void png_has_the_size_it_is_asked_for(void **state)
{
    const struct world *w = *state;
    struct str png = paint(
        w, cairo_png_new(w->arena, &w->palette, w->letters, 2), sample(w));

    assert_memory_equal(png.p, "\x89PNG\r\n\x1A\n", 8);
    assert_int_equal(big_endian(png, 16), 200);
    assert_int_equal(big_endian(png, 20), 80);
    assert_int_equal(str_search(png, "tEXt", 0), png.len);
    assert_int_equal(str_search(png, "tIME", 0), png.len);
}

static struct painter *file_new(const struct world *w)
{
    const struct svg_words words = {STR("nl-NL"), STR("60 & meer"),
                                    STR("Lijn <van> 60")};

    return svg_file_new(w->arena, &w->palette, &words);
}

static void pictures_are_the_same_every_time(void **state)
{
    const struct world *w = *state;

    for (int i = 0; i < 2; i++) {
        struct painter *one =
            i == 0 ? file_new(w)
                   : cairo_png_new(w->arena, &w->palette, w->letters, 1.5);
        struct painter *two =
            i == 0 ? file_new(w)
                   : cairo_png_new(w->arena, &w->palette, w->letters, 1.5);
        struct str first = paint(w, one, sample(w));

        assert_true(str_eq(first, paint(w, two, sample(w))));
    }
}

static size_t count(struct str text, const char *needle)
{
    size_t n = 0;

    for (size_t at = 0; (at = str_search(text, needle, at)) < text.len; at++)
        n++;
    return n;
}

static void a_file_has_outlines_for_text(void **state)
{
    const struct world *w = *state;
    struct str svg = paint(w, file_new(w), sample(w));

    assert_int_equal(count(svg, "<path id="), 7); /* < 6 0 > i n - */
    assert_int_equal(count(svg, "<use "), 7);
    assert_int_equal(count(svg, "<text"), 0);
    assert_int_equal(count(svg, "font"), 0);
    assert_int_equal(count(svg, "var("), 0);
}

static void a_file_has_every_outline_once(void **state)
{
    const struct world *w = *state;
    struct scene *s = scene_new(w->arena, 100, 40);

    for (int size = 8; size < 10; size++)
        add_text(w, s, 10, 10 * size,
                 (struct text_style){.face = FACE_REGULAR, .size = size},
                 STR("non non"));
    struct str svg = paint(w, file_new(w), s);
    assert_int_equal(count(svg, "<path id="), 2);
    assert_int_equal(count(svg, "<use "), 12); /* a space needs none */
    assert_int_equal(count(svg, " scale(0.00390625)"), 1); /* of 2048 */
}

static void a_file_says_what_it_shows(void **state)
{
    const struct world *w = *state;
    struct str svg = paint(w, file_new(w), sample(w));
    static const char head[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" "
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        "width=\"100pt\" height=\"40pt\" viewBox=\"0 0 100 40\" "
        "version=\"1.1\" role=\"img\" xml:lang=\"nl-NL\">\n"
        "<title>60 &amp; meer</title>\n<desc>Lijn &lt;van&gt; 60</desc>\n";

    assert_true(str_starts(svg, head));
    assert_int_equal(count(svg, "<title>"), 1);
    assert_int_equal(count(svg, "</defs>\n<rect x=\"0\" y=\"0\" width=\"100\" "
                                "height=\"40\" fill=\"#ffffff\"/>\n"),
                     1);
}

/* The outline of a hyphen is a rectangle. */
static void an_outline_is_in_whole_font_units(void **state)
{
    const struct world *w = *state;
    struct scene *s = scene_new(w->arena, 100, 40);

    add_text(w, s, 10, 10, (struct text_style){.size = 10}, STR("-"));
    struct str svg = paint(w, file_new(w), s);
    assert_int_equal(count(svg, " d=\"M84-473v-152h491v152h-491z\"/>"), 1);
}

static void a_broken_picture_is_a_failure(void **state)
{
    const struct world *w = *state;
    struct scene *s = scene_new(w->arena, 10, 10);
    struct painter *p = cairo_png_new(w->arena, &w->palette, w->letters, 1);
    struct str bytes;

    scene_add(s, (struct shape){.kind = SHAPE_IMAGE,
                                .box = {0, 0, 9, 9},
                                .image = {.bytes = STR("\xFF\xD8\xFF no PNG"),
                                          .width = 1,
                                          .height = 1}});
    paint_page(p, s, STR(""));
    assert_false(paint_close(p, w->arena, &bytes));
    paint_free(p);
}

static void a_picture_file_is_painted_into_its_box(void **state)
{
    const struct world *w = *state;
    struct str png = paint(
        w, cairo_png_new(w->arena, &w->palette, w->letters, 1), sample(w));
    struct scene *s = scene_new(w->arena, 100, 40);
    struct shape shape = {.kind = SHAPE_IMAGE,
                          .box = {0, 0, 100, 40},
                          .image = {.bytes = png, .width = 100, .height = 40}};

    struct png before, after;

    scene_add(s, shape);
    struct str again =
        paint(w, cairo_png_new(w->arena, &w->palette, w->letters, 1), s);
    assert_true(png_read(w->arena, png, &before));
    assert_true(png_read(w->arena, again, &after));
    assert_true(str_eq(before.colors, after.colors));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(svg_is_real_text_in_named_colours),
        cmocka_unit_test(a_failure_sticks),
        cmocka_unit_test(png_has_the_size_it_is_asked_for),
        cmocka_unit_test(pictures_are_the_same_every_time),
        cmocka_unit_test(a_file_has_outlines_for_text),
        cmocka_unit_test(a_file_has_every_outline_once),
        cmocka_unit_test(a_file_says_what_it_shows),
        cmocka_unit_test(an_outline_is_in_whole_font_units),
        cmocka_unit_test(a_broken_picture_is_a_failure),
        cmocka_unit_test(a_picture_file_is_painted_into_its_box),
    };

    return cmocka_run_group_tests_name("paint/svg, svg_file and cairo", tests,
                                       open_world, close_world);
}
