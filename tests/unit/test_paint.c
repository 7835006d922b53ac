/* paint/paint.h, with the trace painter */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "paint/paint.h"
#include "paint/scene.h"
#include "paint/tag.h"
#include "paint/trace.h"

static struct str trace_of_page(struct arena *a, const struct scene *scene)
{
    struct painter *p = trace_new(a);
    struct str text;

    paint_page(p, scene, STR("iv"));
    assert_true(paint_close(p, a, &text));
    paint_free(p);
    return text;
}

static void shapes_of_one_tag_share_one_content(void **state)
{
    struct arena *a = arena_new();
    struct tags tags = {.arena = a};
    struct tag *root = tag_new(&tags, TAG_DOCUMENT, NULL);
    struct tag *para = tag_new(&tags, TAG_P, root);
    struct scene *s = scene_new(a, 100, 50);

    (void)state;
    scene_rect(s, NULL, (struct rect){0, 0, 100, 50}, COLOR_WASH);
    scene_rect(s, para, (struct rect){1, 2, 3, 4}, COLOR_BLUE);
    scene_add(s, (struct shape){.kind = SHAPE_DEST,
                                .box = {.x = 1, .y = 2},
                                .dest = {.name = STR("hier")}});
    scene_line(s, para, 1, 2, 3, -0.001, 0.5, COLOR_LINE);
    assert_string_equal(trace_of_page(a, s).p,
                        "page 1 100.00x50.00 \"iv\"\n"
                        "  decoration\n"
                        "    rect 0.00,0.00 100.00x50.00 wash\n"
                        "  tag P#2\n"
                        "    rect 1.00,2.00 3.00x4.00 blue\n"
                        "    dest 1.00,2.00 #hier\n"
                        "    line 1.00,2.00 3.00,0.00 line 0.50\n");
    arena_free(a);
}

static void content_closes_around_an_inner_scene(void **state)
{
    struct arena *a = arena_new();
    struct scene *inner = scene_new(a, 10, 10);
    struct scene *s = scene_new(a, 100, 50);

    (void)state;
    scene_rect(inner, NULL, (struct rect){0, 0, 1, 1}, COLOR_BLUE);
    scene_rect(s, NULL, (struct rect){0, 0, 2, 2}, COLOR_WASH);
    scene_place(s, inner, 5, 6, 0.5);
    scene_rect(s, NULL, (struct rect){0, 0, 3, 3}, COLOR_INK);
    assert_string_equal(trace_of_page(a, s).p,
                        "page 1 100.00x50.00 \"iv\"\n"
                        "  decoration\n"
                        "    rect 0.00,0.00 2.00x2.00 wash\n"
                        "  scene 5.00,6.00 x0.500\n"
                        "    decoration\n"
                        "      rect 0.00,0.00 1.00x1.00 blue\n"
                        "  decoration\n"
                        "    rect 0.00,0.00 3.00x3.00 ink\n");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_of_one_tag_share_one_content),
        cmocka_unit_test(content_closes_around_an_inner_scene),
    };

    return cmocka_run_group_tests_name("paint/paint", tests, NULL, NULL);
}
