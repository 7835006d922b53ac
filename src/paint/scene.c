#include "paint/scene.h"

#include <assert.h>

#include "base/arena.h"

struct scene *scene_new(struct arena *a, double width, double height)
{
    struct scene *s = ARENA_NEW(a, struct scene);

    s->arena = a;
    s->width = width;
    s->height = height;
    return s;
}

void scene_reserve(struct scene *s, size_t n_shapes)
{
    if (n_shapes <= s->cap_shapes - s->n_shapes)
        return;
    if (n_shapes < s->n_shapes) /* many small requests take linear time */
        n_shapes = s->n_shapes;
    s->cap_shapes = s->n_shapes + n_shapes;

    struct shape *roomy = ARENA_ARRAY(s->arena, s->cap_shapes, struct shape);
    if (s->n_shapes > 0)
        memcpy(roomy, s->shapes, s->n_shapes * sizeof(struct shape));
    s->shapes = roomy;
}

struct shape *scene_add(struct scene *s, struct shape shape)
{
    scene_reserve(s, 1); /* the scene of a line of text has but one */
    s->shapes[s->n_shapes] = shape;
    return &s->shapes[s->n_shapes++];
}

void scene_rect(struct scene *s, const struct tag *tag, struct rect r,
                enum color color)
{
    scene_add(s, (struct shape){
                     .kind = SHAPE_RECT, .tag = tag, .color = color, .box = r});
}

/* NOLINTNEXTLINE(readability-function-size): two points, a width, a colour */
void scene_line(struct scene *s, const struct tag *tag, double x1, double y1,
                double x2, double y2, double width, enum color color)
{
    scene_add(s,
              (struct shape){.kind = SHAPE_LINE,
                             .tag = tag,
                             .color = color,
                             .box = {.x = x1, .y = y1},
                             .stroke = {.x2 = x2, .y2 = y2, .width = width}});
}

void scene_run(struct scene *s, const struct tag *tag, double x,
               double baseline, const struct glyph_run *run, enum color color)
{
    scene_add(s, (struct shape){.kind = SHAPE_TEXT,
                                .tag = tag,
                                .color = color,
                                .box = {.x = x, .y = baseline},
                                .run = *run});
}

void scene_place(struct scene *s, const struct scene *inner, double x, double y,
                 double scale)
{
    assert(inner != s && scale > 0);
    scene_add(s, (struct shape){.kind = SHAPE_SCENE,
                                .box = {.x = x, .y = y},
                                .inner = {.scene = inner, .scale = scale}});
}
