#include "layout/strip.h"

#include <assert.h>

#include "base/arena.h"
#include "layout/dest.h"
#include "layout/inline.h"
#include "layout/lane.h"
#include "model/doc.h"
#include "model/report.h"
#include "paint/scene.h"
#include "paint/tag.h"
#include "text/hyphen.h"

enum {
    ITEM_KEPT = 2 /* lines of an item that is not left alone */
};

/* --- language ------------------------------------------------------------- */

enum lang setter_lang(const struct setter *setter)
{
    return setter->page != NULL ? setter->page->lang
                                : setter->press->report->lang;
}

const struct hyphen *setter_hyphen(const struct setter *setter)
{
    return hyphen_for(setter->press->hyphen,
                      setter->lang.len > 0 ? setter->lang
                                           : lang_code(setter_lang(setter)));
}

/* --- placing -------------------------------------------------------------- */

static struct shape moved(struct shape shape, double x, double y)
{
    shape.box.x += x;
    shape.box.y += y;
    if (shape.kind == SHAPE_LINE) {
        shape.stroke.x2 += x;
        shape.stroke.y2 += y;
    }
    return shape;
}

void scene_copy(const struct scene *from, struct scene *to, double x, double y,
                const struct tag *tag)
{
    for (size_t i = 0; i < from->n_shapes; i++) {
        struct shape shape = moved(from->shapes[i], x, y);

        if (tag != NULL && shape.kind == SHAPE_SCENE) {
            const struct scene *inner = shape.inner.scene;
            struct scene *tagged =
                scene_new(to->arena, inner->width, inner->height);

            scene_copy(inner, tagged, 0, 0, tag);
            shape.inner.scene = tagged;
        } else if (tag != NULL) {
            shape.tag = tag;
        }
        scene_add(to, shape);
    }
}

void strip_place(const struct scene *from, struct scene *to, double x, double y)
{
    scene_copy(from, to, x, y, NULL);
}

static void place_one(const struct strip *strip, struct scene *scene, double x,
                      double y)
{
    scene_copy(strip->scene, scene, x, y, NULL);
    for (size_t i = 0; i < strip->n_figures; i++) {
        const struct strip_figure *figure = &strip->figures[i];

        figure->tag->x = x + figure->x;
        figure->tag->y = y + figure->y;
        figure->tag->w = figure->w;
        figure->tag->h = figure->h;
    }
}

double strips_height(const struct strips *strips)
{
    double height = 0;

    for (size_t i = 0; i < strips->count; i++) {
        if (i > 0)
            height += strips->items[i].space_before;
        height += strips->items[i].scene->height;
    }
    return height;
}

double strips_place(const struct strips *strips, struct scene *scene, double x,
                    double y)
{
    size_t n_shapes = 0;

    for (size_t i = 0; i < strips->count; i++)
        n_shapes += strips->items[i].scene->n_shapes;
    scene_reserve(scene, n_shapes);
    for (size_t i = 0; i < strips->count; i++) {
        if (i > 0)
            y += strips->items[i].space_before;
        place_one(&strips->items[i], scene, x, y);
        y += strips->items[i].scene->height;
    }
    return y;
}

/* --- lanes ---------------------------------------------------------------- */

struct lane lane_of(struct setter *setter, struct strips *strips, double width,
                    struct tag *parent)
{
    const struct measures *m = setter->measures;

    return (struct lane){
        .setter = setter,
        .strips = strips,
        .column = width,
        .width = width,
        .parent = parent,
        .hang = true,
        .floats = setter->floats,
        .text = {.face = FACE_REGULAR,
                 .size = m->body,
                 .leading = m->leading,
                 .color = COLOR_INK,
                 .setting = m->justify ? SET_JUSTIFIED : SET_LEFT,
                 .hyphenate = true},
    };
}

struct lane lane_inside(const struct lane *lane, double left, double right,
                        struct tag *parent)
{
    struct lane inside = *lane;

    inside.x += left;
    inside.width -= left + right;
    inside.floats = false;
    /* Nesting without end must not turn widths negative. */
    if (inside.width < lane->text.size)
        inside.width = lane->text.size;
    inside.parent = parent;
    return inside;
}

void lane_space(struct lane *lane, double space)
{
    struct strips *strips = lane->strips;

    if (strips->space_after < space)
        strips->space_after = space;
    if (strips->space_alone < space)
        strips->space_alone = space;
}

void lane_leave(struct lane *lane, double space)
{
    lane->strips->space_after = space;
    lane->strips->space_alone = space;
}

static void draw_marker(struct lane *lane, struct strip *strip,
                        struct marker *marker);

struct strip *lane_open(struct lane *lane, double height, struct place at)
{
    struct strips *strips = lane->strips;
    struct strip *strip;

    strips->items = arena_grow(strips->arena, strips->items, strips->count,
                               &strips->cap, sizeof(*strips->items));
    strip = &strips->items[strips->count++];
    *strip = (struct strip){
        .scene = scene_new(strips->arena, lane->column, height),
        .space_before = strips->space_after,
        .space_alone = strips->space_alone,
        .dest = {"", 0},
        .at = at,
    };
    strips->space_after = strips->space_alone = 0;
    if (lane->marker != NULL && !lane->marker->drawn)
        draw_marker(lane, strip, lane->marker);
    return strip;
}

void lane_keep(struct lane *lane, size_t first)
{
    for (size_t i = first; i + 1 < lane->strips->count; i++)
        lane->strips->items[i].keep_with_next = true;
}

void lane_keep_ends(struct lane *lane, size_t first, size_t second, size_t last)
{
    struct strips *strips = lane->strips;

    if (second > first && second - first <= ITEM_KEPT)
        strips->items[second - 1].keep_with_next = true;
    if (last > first && strips->count - last <= ITEM_KEPT)
        strips->items[last - 1].keep_with_next = true;
}

void lane_float(struct lane *lane, size_t first, double alone, bool moves)
{
    struct strips *strips = lane->strips;

    if (!lane->floats || strips->count == first)
        return;
    strips->n_floats++;
    for (size_t i = first; i < strips->count; i++) {
        strips->items[i].float_id = strips->n_floats;
        strips->items[i].stays = !moves || lane->announced;
    }
    strips->space_alone = alone;
}

void lane_set_dest(struct lane *lane, struct strip *strip, struct str id)
{
    struct shape shape = {.kind = SHAPE_DEST};

    if (id.len == 0)
        return;
    strip->dest = dest_of(lane_arena(lane), lane->setter->page, id);
    shape.dest.name = strip->dest;
    scene_add(strip->scene, shape);
}

void strip_add_figure(struct strips *strips, struct strip *strip,
                      struct strip_figure figure)
{
    size_t cap = strip->n_figures;

    strip->figures = arena_grow(strips->arena, strip->figures, strip->n_figures,
                                &cap, sizeof(figure));
    strip->figures[strip->n_figures++] = figure;
}

/* Makes the strip higher at its top by `above` and at its foot by `below`, with
 * room in front for a ground: the old marks come behind it. */
static struct scene *strip_extend(struct strips *strips, struct strip *strip,
                                  double above, double below)
{
    struct scene *old = strip->scene;

    strip->scene =
        scene_new(strips->arena, old->width, old->height + above + below);
    for (size_t i = 0; i < strip->n_figures; i++)
        strip->figures[i].y += above;
    return old;
}

/* Spaces between the strips become part of them, so that a page may end
 * anywhere and the ground stays whole. */
static void back_strips(struct lane *lane, size_t first, double above,
                        double below, struct rect ground, enum color color)
{
    struct strips *strips = lane->strips;

    for (size_t i = first; i < strips->count; i++) {
        struct strip *strip = &strips->items[i];
        double top = i == first ? above : strip->space_before;
        double foot = i + 1 == strips->count ? below : 0;
        struct scene *old = strip_extend(strips, strip, top, foot);

        strip->grid_top += top;
        if (i > first) {
            strip->space_before = 0;
            strip->on_grid = false; /* the ground goes on */
        }
        /* A hair of overlap, or some viewers show the seam. */
        ground.y = i > first ? -0.25 : 0;
        ground.h = strip->scene->height - ground.y;
        scene_rect(strip->scene, NULL, ground, color);
        scene_copy(old, strip->scene, 0, top, NULL);
    }
}

void lane_ground(struct lane *lane, size_t first, double above, double below,
                 enum color color)
{
    back_strips(lane, first, above, below,
                (struct rect){.x = lane->x, .w = lane->width}, color);
}

void lane_bar(struct lane *lane, size_t first, double width, enum color color)
{
    back_strips(lane, first, 0, 0, (struct rect){.x = lane->x, .w = width},
                color);
}

/* --- lines ---------------------------------------------------------------- */

double lane_baseline(const struct lane *lane, struct text_look look)
{
    const struct font *font = fonts_face(lane->setter->press->fonts, look.face);

    return (look.leading + font_cap_height(font, look.size)) / 2;
}

static void add_line(struct lane *lane, const struct line *line,
                     struct text_look look, struct place at)
{
    struct strip *strip = lane_open(lane, look.leading, at);

    words_paint(lane->setter, strip->scene, line, lane->x,
                lane_baseline(lane, look));
    words_notes(lane->setter, line, &strip->notes, &strip->n_notes);
    strip->at = at;
    strip->on_grid = look.leading == lane->setter->measures->leading;
    if (line->overfull)
        diag_add(lane->setter->press->diags, DIAG_WORD_TOO_WIDE, at,
                 "by %.0f pt", line->width - lane->width);
}

/* Two lines at least stay together at both ends, and a page does not end in a
 * broken word. */
static void keep_lines(struct lane *lane, size_t first,
                       const struct lines *lines)
{
    for (size_t i = 0; i + 1 < lines->count; i++)
        lane->strips->items[first + i].keep_with_next =
            i == 0 || i + 2 == lines->count || lines->items[i].hyphenated;
}

size_t lane_add_words(struct lane *lane, const struct words *words,
                      struct text_look look, struct place at)
{
    struct lines lines = words_break(words, look, lane->width);
    size_t first = lane->strips->count;

    for (size_t i = 0; i < lines.count; i++)
        add_line(lane, &lines.items[i], look, at);
    keep_lines(lane, first, &lines);
    return lines.count;
}

size_t lane_add_inlines(struct lane *lane, const struct inline_ *list,
                        struct text_look look, struct tag *tag, struct place at)
{
    struct words words = {.setter = lane->setter};

    words_put_inlines(&words, list, look, false, tag);
    return lane_add_words(lane, &words, look, at);
}

size_t lane_add_text(struct lane *lane, struct str text, struct text_look look,
                     struct tag *tag, struct place at)
{
    struct words words = {.setter = lane->setter};

    words_put(&words, text, look, false, tag);
    return lane_add_words(lane, &words, look, at);
}

/* --- markers -------------------------------------------------------------- */

static void draw_text_marker(struct lane *lane, struct strip *strip,
                             const struct marker *m)
{
    const struct press *press = lane->setter->press;
    struct text_style style = {
        .face = m->look.face, .size = m->look.size, .tabular = true};
    size_t n_runs;
    struct glyph_run *runs =
        shape_text(press->arena, press->fonts, style, m->text, &n_runs);
    double x = m->x;

    for (size_t i = 0; i < n_runs; i++)
        x -= runs[i].width;
    for (size_t i = 0; i < n_runs; i++) {
        scene_run(strip->scene, m->tag, x, m->baseline, &runs[i],
                  m->look.color);
        x += runs[i].width;
    }
}

/* A square of the height of a small letter, ticked when done. */
static void draw_box_marker(struct strip *strip, const struct marker *m)
{
    double side = m->look.size * 0.62;
    double y = m->baseline - side - m->look.size * 0.04;
    struct rect box = {m->x, y, side, side};
    struct scene *scene = strip->scene;

    if (m->kind == MARKER_BOX) {
        scene_add(scene, (struct shape){.kind = SHAPE_FRAME,
                                        .tag = m->tag,
                                        .color = COLOR_BLUE,
                                        .box = box,
                                        .stroke = {.width = side / 10}});
        return;
    }
    scene_rect(scene, m->tag, box, COLOR_BLUE);
    scene_line(scene, m->tag, m->x + side * 0.22, y + side * 0.52,
               m->x + side * 0.43, y + side * 0.74, side / 7, COLOR_PAPER);
    scene_line(scene, m->tag, m->x + side * 0.41, y + side * 0.74,
               m->x + side * 0.78, y + side * 0.28, side / 7, COLOR_PAPER);
}

static void draw_marker(struct lane *lane, struct strip *strip,
                        struct marker *m)
{
    double size = m->look.size;

    if (m->outer != NULL && !m->outer->drawn)
        draw_marker(lane, strip, m->outer);
    m->drawn = true;
    switch (m->kind) {
    case MARKER_SQUARE:
        scene_rect(strip->scene, m->tag,
                   (struct rect){m->x, m->baseline - size * 0.42, size * 0.26,
                                 size * 0.26},
                   COLOR_BLUE);
        break;
    case MARKER_DASH:
        scene_rect(strip->scene, m->tag,
                   (struct rect){m->x, m->baseline - size * 0.31, size * 0.4,
                                 size * 0.07},
                   COLOR_BLUE);
        break;
    case MARKER_TEXT:
        draw_text_marker(lane, strip, m);
        break;
    case MARKER_BOX:
    case MARKER_BOX_DONE:
        draw_box_marker(strip, m);
        break;
    }
}

/* --- what others call ----------------------------------------------------- */

void strips_add_each(struct setter *setter, struct strips *strips,
                     const struct block *const *blocks, size_t n_blocks,
                     double width, struct tag *parent)
{
    struct lane lane = lane_of(setter, strips, width, parent);

    lane_add_each(&lane, blocks, n_blocks);
}

void strips_add_blocks(struct setter *setter, struct strips *strips,
                       const struct block *list, double width,
                       struct tag *parent)
{
    struct lane lane = lane_of(setter, strips, width, parent);

    lane_add_blocks(&lane, list);
}

void strips_add_text(struct setter *setter, struct strips *strips,
                     struct str text, struct text_look look, double width,
                     struct tag *tag)
{
    struct lane lane = lane_of(setter, strips, width, NULL);

    lane_add_text(&lane, text, look, tag, (struct place){.file = ""});
}

void strips_add_inlines(struct setter *setter, struct strips *strips,
                        const struct inline_ *list, struct text_look look,
                        double width, struct tag *tag)
{
    struct lane lane = lane_of(setter, strips, width, NULL);

    lane_add_inlines(&lane, list, look, tag,
                     list == NULL ? (struct place){.file = ""} : list->at);
}
