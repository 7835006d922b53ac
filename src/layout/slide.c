/* A content slide has three fixed places: the title, the box for content and
 * the foot.  The box starts at the same height on every slide with a title of
 * one line, so nothing jumps when slides change; a second line pushes it down,
 * for a gap that serves both would be a hole under most titles.
 *
 * Content is set once at the sizes of the theme.  When it is too tall the
 * author may have said what to do at the slide's heading: {fit=shrink} sets it
 * again in smaller type, {fit=split} breaks it over several slides.  Otherwise
 * it is an error: silently smaller or silently cut are what this program is
 * there to prevent.
 */
#include "layout/layout.h"

#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "layout/dest.h"
#include "layout/flow.h"
#include "layout/furniture.h"
#include "layout/opener.h"
#include "layout/strip.h"
#include "model/deck.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/theme.h"
#include "paint/pdf.h"
#include "paint/scene.h"
#include "paint/tag.h"

enum {
    TITLE_LINES = 2
};

/* From the top of a line's box to the top of its capitals, about: boxes start
 * this much above the margin, so that the letters stand on it. */
static const double ABOVE_CAPS = 8;

/* Between the box of a title's last line and the content. */
static const double TITLE_GAP = 26;

/* Between content and the foot margin, and around footnotes. */
static const double FOOT_GAP = 2;
static const double NOTE_GAP = 16;
static const double NOTE_RULE = 60;

/* Steps of {fit=shrink}: small enough not to waste room, few enough to be
 * quick. */
static const double SHRINK_STEP = 0.04;

/* While the deck is set. */
struct deck_setting {
    const struct press *press;
    const struct deck *deck;
    struct tags *tags;
    struct measures measures;
    struct sheets sheets;
    size_t cap_sheets, cap_outline;
};

/* The content of one slide, set. */
struct content {
    struct strips strips;
    struct strips notes;
    struct tag *tag;  /* holds what both made; adopted when it is kept */
    double over;      /* points over the box, <= 0 when it fits */
    double notes_top; /* y */
};

/* `title_height`: 0 without a title, else that of its lines. */
static struct rect content_box(const struct theme *theme, double title_height)
{
    double y = theme->slide_margin_top - ABOVE_CAPS;
    double bottom = theme->slide_height - theme->slide_margin_foot - FOOT_GAP;

    if (title_height > 0)
        y += title_height + TITLE_GAP;
    return (struct rect){theme->slide_margin_side, y,
                         theme->slide_width - 2 * theme->slide_margin_side,
                         fmax(1, bottom - y)};
}

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
        .part = 1,
        .parts = 1,
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

    if (slide->kind == SLIDE_CONTENT && slide->title == NULL)
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

/* Sums of heights carry rounding errors; half a point nobody sees. */
static bool too_tall(double by)
{
    return by >= 0.5;
}

static void report_overflow(const struct deck_setting *s,
                            const struct slide *slide, double by)
{
    if (!too_tall(by))
        return;
    diag_add(s->press->diags, DIAG_SLIDE_OVERFLOW, slide->at,
             "slide %u \"%.*s\" is %.0f pt too tall for its box", slide->number,
             STR_ARG(slide->title_text), ceil(by));
}

/* --- content -------------------------------------------------------------- */

/* Sets the blocks into `height`, then the footnotes they mention. */
static struct content set_once(const struct deck_setting *s,
                               const struct slide *slide,
                               const struct setter *like, double width,
                               double height)
{
    struct setter setter = *like;
    struct content c = {.tag = tag_new(s->tags, TAG_SECT, NULL)};
    struct map set = map_new(s->press->arena);

    setter.height = height;
    c.strips.arena = s->press->arena;
    c.notes.arena = s->press->arena;
    strips_add_each(&setter, &c.strips, slide->blocks, slide->n_blocks, width,
                    c.tag);
    for (size_t i = 0; i < c.strips.count; i++)
        strips_add_notes(&setter, &c.notes, &c.strips.items[i], width, c.tag,
                         &set);
    return c;
}

/* Footnotes take their room from the box, and blocks that fill the box have to
 * know it: a slide that has notes is set twice. */
static struct content set_content(const struct deck_setting *s,
                                  const struct slide *slide,
                                  const struct setter *setter, struct rect box)
{
    double height = box.h;
    struct content c = set_once(s, slide, setter, box.w, height);

    if (c.notes.count > 0) {
        double notes = strips_height(&c.notes);

        height = fmax(1, box.h - notes - NOTE_GAP);
        c = set_once(s, slide, setter, box.w, height);
        c.notes_top = box.y + box.h - notes;
    }
    c.over = strips_height(&c.strips) - height;
    return c;
}

/* The same measures in smaller type.  What is small already stays: captions,
 * notes, labels of charts. */
static struct measures shrunk(const struct measures *full, double by,
                              const struct theme *theme)
{
    struct measures m = *full;

    m.body = fmax(full->body * by, theme->slide_floor);
    m.leading *= by;
    m.paragraph_gap *= by;
    m.item_gap *= by;
    for (int i = 0; i < 6; i++) {
        m.h[i] = fmax(full->h[i] * by, theme->slide_floor);
        m.h_leading[i] *= by;
        m.h_before[i] *= by;
        m.h_after[i] *= by;
    }
    m.table = fmax(full->table * by, full->table_floor);
    m.table_row = fmax(full->table_row * by, m.table * 1.35);
    m.block_gap *= by;
    m.tile = fmax(full->tile * by, theme->slide_floor);
    m.tile_leading *= by;
    m.step *= by;
    m.key *= by;
    return m;
}

/* {fit=shrink}: the largest type in which the content fits, not below the
 * floor.  Trials do not complain; the last one, which is kept, does. */
static struct content set_smaller(const struct deck_setting *s,
                                  const struct slide *slide,
                                  const struct setter *full, struct rect box)
{
    const struct theme *theme = s->press->theme;
    double least = fmin(1, theme->slide_floor / theme->slide_body);
    struct diags *trial_diags = diags_new();
    struct press quiet = *s->press;
    struct setter setter = *full;
    struct measures measures;
    double by = 1;

    quiet.diags = trial_diags;
    setter.press = &quiet;
    setter.measures = &measures;
    measures = *full->measures;
    while (by > least && too_tall(set_content(s, slide, &setter, box).over)) {
        by = fmax(by - SHRINK_STEP, least);
        measures = shrunk(full->measures, by, theme);
    }
    diags_free(trial_diags);
    setter.press = s->press;
    return set_content(s, slide, &setter, box);
}

static void place_notes(struct scene *scene, const struct content *c,
                        double margin)
{
    if (c->notes.count == 0)
        return;
    scene_line(scene, NULL, margin, c->notes_top - NOTE_GAP / 2,
               margin + NOTE_RULE, c->notes_top - NOTE_GAP / 2, 0.75,
               COLOR_LINE);
    strips_place(&c->notes, scene, margin, c->notes_top);
}

/* --- the title ------------------------------------------------------------ */

static struct strips set_title(struct setter *setter, const struct slide *slide,
                               double by, struct tag *tag)
{
    const struct theme *theme = setter->press->theme;
    struct strips title = {.arena = setter->press->arena};
    struct text_look look = {
        .face = FACE_SEMIBOLD,
        .size = theme->slide_title * by,
        .leading = theme->slide_title_leading * by,
        .color = COLOR_BLUE,
        .even = true,
    };

    strips_add_inlines(setter, &title, slide->title, look,
                       theme->slide_width - 2 * theme->slide_margin_side, tag);
    return title;
}

/* {fit=shrink} is for the title too; one that stays too long is an error. */
static struct strips title_of(struct deck_setting *s, const struct slide *slide,
                              bool shrink, struct tag *sect)
{
    struct setter setter = setter_for(s, slide);
    struct tag *tag = tag_new(s->tags, TAG_H2, sect);
    struct strips title = set_title(&setter, slide, 1, tag);

    if (shrink && title.count > TITLE_LINES) {
        struct tag *smaller = tag_new(s->tags, TAG_H2, NULL);

        title = set_title(&setter, slide, 0.8, smaller);
        sect->children[sect->n_children - 1] = smaller;
    }
    if (title.count > TITLE_LINES)
        diag_add(s->press->diags, DIAG_SLIDE_TITLE, slide->at,
                 "slide %u \"%.*s\" has a title of %zu lines, there is room "
                 "for %d",
                 slide->number, STR_ARG(slide->title_text), title.count,
                 TITLE_LINES);
    return title;
}

/* --- slides --------------------------------------------------------------- */

/* "7", or "7 (2/3)" on a part of a split slide: numbers stay those of the
 * browser deck.  `status`: the element that it is text of, or NULL. */
static void place_foot(struct deck_setting *s, const struct sheet *sheet,
                       enum color color, struct tag *status)
{
    struct setter setter = setter_for(s, sheet->slide);
    struct str number = sheet->label;

    if (sheet->parts > 1)
        number = str_format(s->press->arena, "%.*s (%u/%u)", STR_ARG(number),
                            sheet->part, sheet->parts);
    furniture_slide(&setter, sheet->scene, number, color, status);
}

/* The items of a split slide, for the page breaker. */
static struct flow_pages split(const struct deck_setting *s,
                               const struct content *c, double height)
{
    struct flow_item *items =
        ARENA_ARRAY(s->press->arena, c->strips.count, struct flow_item);
    struct flow_room room = {.first = height, .others = height};

    for (size_t i = 0; i < c->strips.count; i++) {
        const struct strip *strip = &c->strips.items[i];

        items[i] = (struct flow_item){
            .height = strip->scene->height,
            .space_before = strip->space_before,
            .repeat = strip->repeat == NULL ? 0 : strip->repeat->height,
            .keep_with_next = strip->keep_with_next,
        };
    }
    return flow_break(s->press->arena, items, c->strips.count, &room);
}

/* Places strips first up to end as a part of a split slide. */
static void place_part(struct scene *scene, const struct content *c,
                       size_t first, size_t end, struct rect box)
{
    struct strips part = {.arena = c->strips.arena,
                          .items = &c->strips.items[first],
                          .count = end - first};
    const struct scene *repeat = part.items[0].repeat;

    if (repeat != NULL && first > 0) {
        strip_place(repeat, scene, box.x, box.y);
        box.y += repeat->height;
    }
    strips_place(&part, scene, box.x, box.y);
}

/* The title above the second part and later ones; as decoration, for the
 * slide has its heading already. */
static void repeat_title(struct deck_setting *s, struct scene *scene,
                         const struct slide *slide)
{
    const struct theme *theme = s->press->theme;
    struct setter setter = setter_for(s, slide);
    struct text_look look = {.face = FACE_SEMIBOLD,
                             .size = theme->slide_title,
                             .leading = theme->slide_title_leading,
                             .color = COLOR_BLUE,
                             .even = true};
    struct spot spot = {theme->slide_margin_side,
                        theme->slide_margin_top - ABOVE_CAPS,
                        theme->slide_width - 2 * theme->slide_margin_side};

    if (slide->title != NULL)
        place_text(&setter, scene, spot, slide->title_text, look, NULL);
}

/* {fit=split}: one element, several sheets.  The title is repeated above every
 * part, to a screen reader it is there once. */
static void place_split(struct deck_setting *s, const struct slide *slide,
                        const struct content *c, struct rect box,
                        struct tag *sect)
{
    double height =
        c->notes.count > 0 ? c->notes_top - NOTE_GAP - box.y : box.h;
    struct flow_pages pages = split(s, c, height);

    for (size_t i = 0; i < pages.count; i++) {
        struct sheet *sheet = i == 0 ? &s->sheets.items[s->sheets.count - 1]
                                     : add_sheet(s, slide, sect);

        sheet->part = (unsigned)i + 1;
        sheet->parts = (unsigned)pages.count;
        if (i > 0)
            repeat_title(s, sheet->scene, slide);
        place_part(sheet->scene, c, pages.starts[i], pages.starts[i + 1], box);
        /* Once, or a screen reader would say them on every part. */
        if (i + 1 == pages.count)
            place_notes(sheet->scene, c, box.x);
        place_foot(s, sheet, COLOR_GREY, NULL);
    }
    diag_add(s->press->diags, DIAG_SLIDE_SPLIT, slide->at,
             "slide %u \"%.*s\" takes %zu", slide->number,
             STR_ARG(slide->title_text), pages.count);
}

static void set_content_slide(struct deck_setting *s, const struct slide *slide,
                              struct tag *sect)
{
    struct str fit = slide->heading == NULL
                         ? STR("")
                         : attrs_value(&slide->heading->attrs, "fit");
    bool shrink = str_is(fit, "shrink");
    struct setter setter = setter_for(s, slide);
    struct sheet *sheet = add_sheet(s, slide, sect);
    const struct theme *theme = s->press->theme;
    struct strips title = {.arena = s->press->arena};
    struct rect box;

    add_dests(s, sheet->scene, slide);
    if (slide->title != NULL)
        title = title_of(s, slide, shrink, sect);
    strips_place(&title, sheet->scene, theme->slide_margin_side,
                 theme->slide_margin_top - ABOVE_CAPS);
    box = content_box(theme, strips_height(&title));

    struct content content = shrink ? set_smaller(s, slide, &setter, box)
                                    : set_content(s, slide, &setter, box);

    for (size_t i = 0; i < content.tag->n_children; i++)
        tag_adopt(s->tags, sect, content.tag->children[i]);
    if (str_is(fit, "split") && too_tall(content.over)) {
        place_split(s, slide, &content, box, sect);
        return;
    }
    report_overflow(s, slide, content.over);
    strips_place(&content.strips, sheet->scene, box.x, box.y);
    place_notes(sheet->scene, &content, box.x);
    place_foot(s, sheet, COLOR_GREY, NULL);
}

static void set_opener(struct deck_setting *s, const struct slide *slide,
                       struct tag *sect)
{
    const struct theme *theme = s->press->theme;
    struct sheet *sheet = add_sheet(s, slide, sect);
    struct setter setter = setter_for(s, slide);
    double bottom = theme->slide_height - theme->slide_margin_foot - FOOT_GAP;
    bool section = slide->kind == SLIDE_SECTION;
    double y;

    add_dests(s, sheet->scene, slide);
    if (section)
        y = opener_section(&setter, sheet->scene, slide, sect);
    else
        y = opener_title(&setter, sheet->scene, sect);
    report_overflow(s, slide, y - bottom);
    place_foot(s, sheet, section ? COLOR_ON_GROUND : COLOR_GREY,
               section ? NULL : tag_new(s->tags, TAG_P, sect));
}

struct sheets layout_slides(const struct press *press, const struct deck *deck)
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
        const struct slide *slide = &deck->slides[i];
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
