/* For the speaker: a slide at the upper half of an A4, its notes below it in
 * type that can be read at arm's length.  Long notes run on over pages. */
#include "layout/layout.h"

#include <math.h>

#include "base/arena.h"
#include "base/map.h"
#include "layout/flow.h"
#include "layout/furniture.h"
#include "layout/strip.h"
#include "model/deck.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/theme.h"
#include "paint/pdf.h"
#include "paint/scene.h"
#include "paint/tag.h"

static const double NOTES_SIZE = 12;
static const double NOTES_LEADING = 18;
static const double BELOW_SLIDE = 26;
static const double HAIRLINE = 0.5;

/* Ruled lines below a slide without notes, for the speaker's own. */
static const double RULE_PITCH = 31;

/* While the pages are set. */
struct notes_setting {
    const struct press *press;
    struct measures measures;
    struct rect box; /* of text on a page */
    struct sheets sheets;
    size_t cap_sheets;
};

static struct scene *add_sheet(struct notes_setting *n,
                               const struct slide *slide)
{
    const struct theme *theme = n->press->theme;
    struct sheets *sheets = &n->sheets;
    struct scene *scene =
        scene_new(n->press->arena, theme->paper_width, theme->paper_height);

    sheets->items = arena_grow(n->press->arena, sheets->items, sheets->count,
                               &n->cap_sheets, sizeof(*sheets->items));
    sheets->items[sheets->count] = (struct sheet){
        .scene = scene,
        .label = str_format(n->press->arena, "%zu", sheets->count + 1),
        .slide = slide,
    };
    sheets->count++;
    return scene;
}

/* Returns the y below the slide. */
static double place_slide(const struct notes_setting *n, struct scene *scene,
                          const struct sheet *slide)
{
    double scale = n->box.w / slide->scene->width;
    struct rect frame = {n->box.x, n->box.y, n->box.w,
                         slide->scene->height * scale};

    scene_place(scene, slide->scene, frame.x, frame.y, scale);
    scene_add(scene, (struct shape){.kind = SHAPE_FRAME,
                                    .color = COLOR_LINE,
                                    .box = frame,
                                    .stroke.width = HAIRLINE});
    return frame.y + frame.h;
}

/* Footnotes of the notes follow them: a speaker has no use for a foot. */
static void add_footnotes(struct setter *setter, struct strips *strips,
                          double width, struct tag *sect)
{
    size_t n = strips->count;
    struct map set = map_new(setter->press->arena);

    for (size_t i = 0; i < n; i++) {
        /* The list moves while it grows. */
        const struct strip strip = strips->items[i];

        strips_add_notes(setter, strips, &strip, width, sect, &set);
    }
}

static struct strips set_notes(struct notes_setting *n,
                               const struct slide *slide, struct tag *sect)
{
    struct setter setter = {.press = n->press,
                            .measures = &n->measures,
                            .tags = n->press->tags,
                            .page = slide->page};
    struct strips strips = {.arena = n->press->arena};

    for (size_t i = 0; i < slide->n_notes; i++)
        strips_add_blocks(&setter, &strips, slide->notes[i]->children, n->box.w,
                          sect);
    add_footnotes(&setter, &strips, n->box.w, sect);
    return strips;
}

static struct flow_pages break_notes(const struct notes_setting *n,
                                     const struct strips *strips, double first)
{
    struct flow_item *items =
        ARENA_ARRAY(n->press->arena, strips->count, struct flow_item);
    struct flow_room room = {
        .first = first, .others = n->box.h, .stub = 3 * n->measures.leading};

    for (size_t i = 0; i < strips->count; i++)
        items[i] = (struct flow_item){
            .height = strips->items[i].scene->height,
            .space_before = strips->items[i].space_before,
            .keep_with_next = strips->items[i].keep_with_next,
        };
    return flow_break(n->press->arena, items, strips->count, &room);
}

/* The notes of a slide: what fits below it, the rest on pages that follow. */
static void place_notes(struct notes_setting *n, struct scene *scene, double y,
                        const struct slide *slide, const struct strips *strips)
{
    struct flow_pages pages = break_notes(n, strips, n->box.y + n->box.h - y);

    for (size_t i = 0; i < pages.count; i++) {
        struct strips part = {.arena = strips->arena,
                              .items = &strips->items[pages.starts[i]],
                              .count = pages.starts[i + 1] - pages.starts[i]};

        if (i > 0) {
            scene = add_sheet(n, slide);
            y = n->box.y;
        }
        strips_place(&part, scene, n->box.x, y);
    }
}

/* A slide without notes says so, or it would look as if they were lost; what is
 * left of the page is ruled. */
static void place_no_notes(struct notes_setting *n, struct scene *scene,
                           double y, const struct slide *slide,
                           struct tag *sect)
{
    struct setter setter = {.press = n->press,
                            .measures = &n->measures,
                            .tags = n->press->tags,
                            .page = slide->page};
    struct text_look look = {.face = FACE_ITALIC,
                             .size = n->measures.body,
                             .leading = n->measures.leading,
                             .color = COLOR_GREY};
    struct rect box = n->box;

    y = place_text(&setter, scene, (struct spot){box.x, y, box.w},
                   word_in(setter_lang(&setter), WORD_NO_NOTES), look,
                   tag_new(n->press->tags, TAG_P, sect));
    size_t n_rules = (size_t)fmax(0, (box.y + box.h - y) / RULE_PITCH);
    for (size_t i = 1; i <= n_rules; i++)
        scene_line(scene, NULL, box.x, y + (double)i * RULE_PITCH,
                   box.x + box.w, y + (double)i * RULE_PITCH, HAIRLINE,
                   COLOR_LINE);
}

/* The pages of one slide.  Every part of a slide that was split has its notes:
 * they go with what is shown. */
static void add_slide(struct notes_setting *n, const struct sheet *sheet)
{
    struct tags *tags = n->press->tags;
    struct scene *scene = add_sheet(n, sheet->slide);
    double y = place_slide(n, scene, sheet) + BELOW_SLIDE;

    tag_adopt(tags, n->sheets.root, sheet->root);

    struct tag *sect = tag_new(tags, TAG_SECT, n->sheets.root);
    struct strips strips = set_notes(n, sheet->slide, sect);

    sect->title = word_in(n->press->report->lang, WORD_NOTES);
    sect->lang = sheet->root->lang;
    if (strips.count == 0)
        place_no_notes(n, scene, y, sheet->slide, sect);
    else
        place_notes(n, scene, y, sheet->slide, &strips);
}

/* "7  Kern van het advies": which slide this is, above it. */
static struct str header_of(const struct press *press,
                            const struct slide *slide)
{
    return str_format(press->arena, "%u  %.*s", slide->number,
                      STR_ARG(slide->title_text));
}

static void add_furniture(struct notes_setting *n)
{
    struct setter setter = {
        .press = n->press, .measures = &n->measures, .tags = n->press->tags};

    for (size_t i = 0; i < n->sheets.count; i++) {
        const struct sheet *sheet = &n->sheets.items[i];

        furniture_paper(
            &setter, sheet->scene,
            &(struct running){.header = header_of(n->press, sheet->slide),
                              .page = i + 1,
                              .pages = n->sheets.count,
                              .margin = n->box.x});
    }
}

struct sheets layout_notes(const struct press *press,
                           const struct sheets *slides)
{
    const struct theme *theme = press->theme;
    double side = theme->paper_margin_side;
    double top = theme->paper_margin_top;
    struct notes_setting n = {
        .press = press,
        .measures = measures_of_paper(press),
        .box = {side, top, theme->paper_width - 2 * side,
                theme->paper_height - top - theme->paper_margin_foot},
        .sheets = {.root = tag_new(press->tags, TAG_DOCUMENT, NULL),
                   .outline = slides->outline,
                   .n_outline = slides->n_outline},
    };

    n.measures.body = NOTES_SIZE;
    n.measures.leading = NOTES_LEADING;
    for (size_t i = 0; i < slides->count; i++)
        add_slide(&n, &slides->items[i]);
    add_furniture(&n);
    return n.sheets;
}
