/* A content slide has three fixed places: the title, the box for content and
 * the foot.  The box starts at the same height on every slide with a title of
 * one line, so nothing jumps when slides change; a second line pushes it down,
 * for a gap that serves both would be a hole under most titles.
 *
 * Content is set at the sizes of the theme, or in those that layout_fit() chose
 * where the author asked for it.  When it is too tall all the same it is an
 * error: silently smaller or silently cut are what this program is there to
 * prevent.
 */
#include "layout/layout.h"

#include <math.h>

#include "base/arena.h"
#include "base/diag.h"
#include "layout/content.h"
#include "layout/dest.h"
#include "layout/furniture.h"
#include "layout/opener.h"
#include "layout/strip.h"
#include "model/chart.h"
#include "model/deck.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/theme.h"
#include "paint/pdf.h"
#include "paint/scene.h"
#include "paint/tag.h"

/* Between content and the foot margin. */
static const double FOOT_GAP = 2;

/* While the deck is set. */
struct deck_setting {
    const struct press *press;
    const struct deck *deck;
    struct tags *tags;
    struct measures measures;
    struct sheets sheets;
    size_t cap_sheets, cap_outline;
};

static struct sheet *add_sheet(struct deck_setting *s,
                               const struct slide *slide, struct tag *sect)
{
    const struct theme *theme = s->press->theme;
    struct sheets *sheets = &s->sheets;

    sheets->items = arena_grow(s->press->arena, sheets->items, sheets->count,
                               &s->cap_sheets, sizeof(*sheets->items));

    struct sheet *sheet = &sheets->items[sheets->count++];

    *sheet = (struct sheet){
        .scene =
            scene_new(s->press->arena, theme->slide_width, theme->slide_height),
        .label = str_format(s->press->arena, "%u", slide->number),
        .root = sect,
        .slide = slide,
    };
    return sheet;
}

static void add_dest(struct scene *scene, struct str name)
{
    scene_add(scene, (struct shape){.kind = SHAPE_DEST, .dest.name = name});
}

/* The places a slide answers to: its anchor in the deck, and what links in the
 * text call its heading and, for a section, its page. */
static void add_dests(struct deck_setting *s, struct scene *scene,
                      const struct slide *slide)
{
    struct arena *a = s->press->arena;

    add_dest(scene, dest_of(a, NULL, slide->id));
    if (slide->heading != NULL && slide->heading->attrs.id.len > 0)
        add_dest(scene, dest_of(a, slide->page, slide->heading->attrs.id));
    if (slide->kind == SLIDE_SECTION && slide->page != NULL)
        add_dest(scene, dest_of(a, slide->page, STR("")));
}

static void add_outline(struct deck_setting *s, const struct slide *slide)
{
    struct sheets *sheets = &s->sheets;
    bool below = slide->kind == SLIDE_CONTENT && slide->section > 0;

    if (slide->kind == SLIDE_CONTENT &&
        (slide->title == NULL || slide->heading == NULL || slide->part > 1))
        return;
    sheets->outline =
        arena_grow(s->press->arena, sheets->outline, sheets->n_outline,
                   &s->cap_outline, sizeof(*sheets->outline));
    sheets->outline[sheets->n_outline++] = (struct pdf_outline){
        .level = below ? 2 : 1,
        .title = slide->title_text,
        .dest = dest_of(s->press->arena, NULL, slide->id),
    };
}

static struct setter setter_for(const struct deck_setting *s,
                                const struct slide *slide)
{
    return (struct setter){
        .press = s->press,
        .measures = &s->measures,
        .tags = s->tags,
        .page = slide->page,
        .slide_title = slide->title_text,
    };
}

/* Panels of charts do not get smaller than can be read: what to do then. */
static struct str advice(const struct deck_setting *s,
                         const struct slide *slide)
{
    for (size_t i = 0; i < slide->n_blocks; i++) {
        const struct block *block = slide->blocks[i];

        if (block->kind == BLOCK_CHART && block->chart->type == CHART_MULTIPLES)
            return str_format(s->press->arena,
                              "; its chart has %zu panels: name fewer rows or "
                              "columns, or choose another type",
                              block->chart->n_series);
    }
    return STR("");
}

static void report_overflow(const struct deck_setting *s,
                            const struct slide *slide, double by)
{
    if (!content_is_too_tall(by))
        return;
    diag_add(s->press->diags, DIAG_SLIDE_OVERFLOW, slide->at,
             "slide %u \"%.*s\" is %.0f pt too tall for its box%.*s",
             slide->number, STR_ARG(slide->title_text), ceil(by),
             STR_ARG(advice(s, slide)));
}

/* --- slides --------------------------------------------------------------- */

static void place_foot(struct deck_setting *s, const struct sheet *sheet,
                       enum color color, struct tag *status)
{
    struct setter setter = setter_for(s, sheet->slide);

    furniture_slide(&setter, sheet->scene, sheet->label, color, status);
}

/* A title that stays too long is an error. */
static struct strips title_of(struct deck_setting *s, struct slide *slide,
                              struct tag *sect)
{
    struct strips title = {.arena = s->press->arena};

    if (slide->title == NULL)
        return title;
    title = content_title(s->press, slide, &slide->fit,
                          tag_new(s->tags, TAG_H2, sect));
    if (title.count > TITLE_LINES)
        diag_add(s->press->diags, DIAG_SLIDE_TITLE, slide->at,
                 "slide %u \"%.*s\" has a title of %zu lines, there is room "
                 "for %d",
                 slide->number, STR_ARG(slide->title_text), title.count,
                 TITLE_LINES);
    return title;
}

static void set_content_slide(struct deck_setting *s, struct slide *slide,
                              struct tag *sect)
{
    struct measures measures;
    struct setter setter = content_setter(s->press, slide, &measures);
    struct sheet *sheet = add_sheet(s, slide, sect);
    struct strips title;
    struct rect box = content_box(s->press->theme, 0);
    struct content content;

    add_dests(s, sheet->scene, slide);
    title = title_of(s, slide, sect);
    strips_place(&title, sheet->scene, box.x, box.y);
    box = content_box(s->press->theme, strips_height(&title));

    setter.fit = &slide->fit;
    content = content_set(&setter, slide, box);
    for (size_t i = 0; i < content.tag->n_children; i++)
        tag_adopt(s->tags, sect, content.tag->children[i]);
    report_overflow(s, slide, content.over);
    content_place(&content, sheet->scene, box);
    place_foot(s, sheet, COLOR_GREY, NULL);
}

static void set_opener(struct deck_setting *s, struct slide *slide,
                       struct tag *sect)
{
    const struct theme *theme = s->press->theme;
    struct sheet *sheet = add_sheet(s, slide, sect);
    struct setter setter = setter_for(s, slide);
    double bottom = theme->slide_height - theme->slide_margin_foot - FOOT_GAP;
    bool section = slide->kind == SLIDE_SECTION;
    double y;

    setter.fit = &slide->fit;
    add_dests(s, sheet->scene, slide);
    if (section)
        y = opener_section(&setter, sheet->scene, slide, sect);
    else
        y = opener_title(&setter, sheet->scene, sect);
    report_overflow(s, slide, y - bottom);
    place_foot(s, sheet, section ? COLOR_ON_GROUND : COLOR_GREY,
               section ? NULL : tag_new(s->tags, TAG_P, sect));
}

struct sheets layout_slides(const struct press *press, struct deck *deck)
{
    struct tags *tags = press->tags;
    struct deck_setting s = {
        .press = press,
        .deck = deck,
        .tags = tags,
        .measures = measures_of_slide(press),
        .sheets.root = tag_new(tags, TAG_DOCUMENT, NULL),
    };

    for (size_t i = 0; i < deck->n_slides; i++) {
        struct slide *slide = &deck->slides[i];
        struct tag *sect = tag_new(tags, TAG_SECT, s.sheets.root);

        sect->title = slide->title_text;
        if (slide->page != NULL && slide->page->lang != press->report->lang)
            sect->lang = lang_tag(slide->page->lang);
        add_outline(&s, slide);
        switch (slide->kind) {
        case SLIDE_TITLE:
        case SLIDE_SECTION:
            set_opener(&s, slide, sect);
            break;
        case SLIDE_CONTENT:
            set_content_slide(&s, slide, sect);
            break;
        }
    }
    return s.sheets;
}
