#include "layout/content.h"

#include <math.h>

#include "base/arena.h"
#include "base/map.h"
#include "layout/layout.h"
#include "model/deck.h"
#include "model/theme.h"
#include "paint/tag.h"

/* From the top of a line's box to the top of its capitals, about: boxes start
 * this much above the margin, so that the letters stand on it. */
static const double ABOVE_CAPS = 8;

/* Between the box of a title's last line and the content. */
static const double TITLE_GAP = 26;

/* Between content and the foot margin, and around footnotes. */
static const double FOOT_GAP = 2;
static const double NOTE_GAP = 16;
static const double NOTE_RULE = 60;

struct rect content_box(const struct theme *theme, double title_height)
{
    double y = theme->slide_margin_top - ABOVE_CAPS;
    double bottom = theme->slide_height - theme->slide_margin_foot - FOOT_GAP;

    if (title_height > 0)
        y += title_height + TITLE_GAP;
    return (struct rect){theme->slide_margin_side, y,
                         theme->slide_width - 2 * theme->slide_margin_side,
                         fmax(1, bottom - y)};
}

bool content_is_too_tall(double over)
{
    return over >= 0.5;
}

/* The same measures in smaller type.  What is small already stays: captions,
 * notes, labels of charts.  deck.css has the same rule. */
static void shrink(struct measures *m, double by, const struct theme *theme)
{
    m->body = fmax(m->body * by, theme->slide_floor);
    m->leading *= by;
    m->paragraph_gap *= by;
    m->item_gap *= by;
    for (int i = 0; i < 6; i++) {
        m->h[i] = fmax(m->h[i] * by, theme->slide_floor);
        m->h_leading[i] *= by;
        m->h_before[i] *= by;
        m->h_after[i] *= by;
    }
    m->table = fmax(m->table * by, m->table_floor);
    m->table_row = fmax(m->table_row * by, m->table * 1.35);
    m->block_gap *= by;
    m->block_below *= by;
    m->tile = fmax(m->tile * by, theme->slide_floor);
    m->tile_leading *= by;
    m->step *= by;
    m->key *= by;
}

struct setter content_setter(const struct press *press,
                             const struct slide *slide,
                             struct measures *measures)
{
    *measures = measures_of_slide(press);
    if (slide->fit.type > 0)
        shrink(measures, slide->fit.type, press->theme);
    return (struct setter){
        .press = press,
        .measures = measures,
        .tags = press->tags,
        .page = slide->page,
        .slide_title = slide->title_text,
        .loose = slide->parts > 1,
    };
}

struct strips content_title(const struct press *press,
                            const struct slide *slide, struct slide_fit *fit,
                            struct tag *tag)
{
    const struct theme *theme = press->theme;
    double by = slide->fit.title > 0 ? slide->fit.title : 1;
    struct measures measures;
    struct setter setter = content_setter(press, slide, &measures);
    struct strips title = {.arena = press->arena};
    struct text_look look = {
        .face = FACE_SEMIBOLD,
        .size = theme->slide_title * by,
        .leading = theme->slide_title_leading * by,
        .color = COLOR_BLUE,
        .even = true,
    };

    setter.fit = fit;
    strips_add_inlines(&setter, &title, slide->title, look,
                       theme->slide_width - 2 * theme->slide_margin_side, tag);
    return title;
}

/* Sets the blocks into `height`, then the footnotes they mention. */
static struct content set_once(const struct setter *like,
                               const struct slide *slide, double width,
                               double height)
{
    struct setter setter = *like;
    struct arena *a = like->press->arena;
    struct content c = {.tag = tag_new(like->tags, TAG_SECT, NULL)};
    struct map set = map_new(a);

    setter.height = height;
    c.strips.arena = a;
    c.notes.arena = a;
    strips_add_each(&setter, &c.strips, slide->blocks, slide->n_blocks, width,
                    c.tag);
    for (size_t i = 0; i < c.strips.count; i++)
        strips_add_notes(&setter, &c.notes, &c.strips.items[i], width, c.tag,
                         &set);
    return c;
}

/* Blocks that fill the box have to know how much the footnotes take: a slide
 * that has notes is set twice. */
struct content content_set(const struct setter *setter,
                           const struct slide *slide, struct rect box)
{
    double height = box.h;
    size_t n_breaks = setter->fit == NULL ? 0 : setter->fit->n_breaks;
    struct content c = set_once(setter, slide, box.w, height);

    if (c.notes.count > 0) {
        double notes = strips_height(&c.notes);

        if (setter->fit != NULL)
            setter->fit->n_breaks = n_breaks;
        height = fmax(1, box.h - notes - NOTE_GAP);
        c = set_once(setter, slide, box.w, height);
        c.notes_top = box.y + box.h - notes;
    }
    c.over = strips_height(&c.strips) - height;
    return c;
}

void content_place(const struct content *content, struct scene *scene,
                   struct rect box)
{
    strips_place(&content->strips, scene, box.x, box.y);
    if (content->notes.count == 0)
        return;
    scene_line(scene, NULL, box.x, content->notes_top - NOTE_GAP / 2,
               box.x + NOTE_RULE, content->notes_top - NOTE_GAP / 2, 0.75,
               COLOR_LINE);
    strips_place(&content->notes, scene, box.x, content->notes_top);
}
