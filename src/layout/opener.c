#include "layout/opener.h"

#include <math.h>

#include "layout/furniture.h"
#include "layout/layout.h"
#include "layout/strip.h"
#include "model/deck.h"
#include "model/report.h"
#include "model/theme.h"
#include "paint/scene.h"
#include "paint/tag.h"

/* Where the titles of both start, as a part of the height: a little above the
 * middle, where the eye expects the middle to be. */
static const double TITLE_AT = 0.285;

/* Widths as parts of the width between the margins: titles keep a little white
 * at their right, what follows keeps clear of the section's number. */
static const double TITLE_MEASURE = 0.9;
static const double FOLLOWS_MEASURE = 0.62;

/* Size of a section's number, as a part of the slide's height. */
static const double NUMERAL = 0.5;

static const double ORGANISATION_SIZE = 15;
static const double SUBTITLE_SIZE = 24;
static const double SPEAKER_SIZE = 18;

/* "Peter Snijders", below it the date. */
static double place_speaker(struct setter *setter, struct scene *scene,
                            struct spot spot, struct tag *sect)
{
    const struct report *report = setter->press->report;
    struct text_look look = display_look(FACE_SEMIBOLD, SPEAKER_SIZE,
                                         SPEAKER_SIZE * 1.45, COLOR_INK);

    if (report->speaker.len > 0)
        spot.y = place_text(setter, scene, spot, report->speaker, look,
                            tag_new(setter->tags, TAG_P, sect));
    look.face = FACE_REGULAR;
    look.color = COLOR_GREY;

    struct str date =
        format_date(setter->press->arena, report->date, report->lang);

    if (date.len > 0)
        spot.y = place_text(setter, scene, spot, date, look,
                            tag_new(setter->tags, TAG_P, sect));
    return spot.y;
}

/* Title, subtitle and the short rule below them; returns the y below it. */
static double place_title(struct setter *setter, struct scene *scene,
                          struct spot spot, double by, struct tag *sect)
{
    const struct report *report = setter->press->report;
    const struct theme *theme = setter->press->theme;

    spot.y =
        place_text(setter, scene, spot, report->title,
                   display_look(FACE_SEMIBOLD, theme->slide_cover * by,
                                theme->slide_cover_leading * by, COLOR_BLUE),
                   tag_new(setter->tags, TAG_H1, sect));
    if (report->subtitle.len > 0) {
        spot.y += 10;
        spot.y = place_text(setter, scene, spot, report->subtitle,
                            display_look(FACE_REGULAR, SUBTITLE_SIZE,
                                         SUBTITLE_SIZE * 1.35, COLOR_INK),
                            tag_new(setter->tags, TAG_P, sect));
    }
    spot.y += 24;
    scene_rect(scene, NULL,
               (struct rect){spot.x, spot.y, theme->slide_rule_width,
                             theme->slide_rule_height},
               COLOR_ORANGE);
    return spot.y + theme->slide_rule_height;
}

/* Title to date; returns the y below them. */
static double place_opening(struct setter *setter, struct scene *scene,
                            struct spot spot, double by, struct tag *sect)
{
    spot.y = place_title(setter, scene, spot, by, sect) + 20;
    return place_speaker(setter, scene, spot, sect);
}

/* Titles of councils can be long: the largest of these sizes, as parts of the
 * theme's, in which all of it ends above `bottom`. */
static double choose_title(struct setter *setter, struct spot spot,
                           double bottom)
{
    static const double sizes[] = {1, 0.85, 0.7, 0.6};
    struct tags unseen = {.arena = setter->press->arena};
    struct setter trying = *setter;
    size_t i = 0;

    trying.fit = NULL;
    trying.tags = &unseen;
    for (; i < sizeof(sizes) / sizeof(sizes[0]) - 1; i++) {
        struct scene *trial = scene_new(setter->press->arena, 1, 1);
        struct tag *sect = tag_new(&unseen, TAG_SECT, NULL);

        if (place_opening(&trying, trial, spot, sizes[i], sect) <= bottom)
            break;
    }
    return sizes[i];
}

double opener_title(struct setter *setter, struct scene *scene,
                    struct tag *sect)
{
    const struct report *report = setter->press->report;
    const struct theme *theme = setter->press->theme;
    double x = theme->slide_margin_side;
    double width = scene->width - 2 * x;
    struct spot spot = {x, theme->slide_margin_top - 4, width};
    double logo =
        place_logo(setter, scene, x + width, spot.y, theme->logo_slide, sect);

    spot.width -= logo > 0 ? logo + theme->slide_gutter : 0;
    if (report->organisation.len > 0)
        place_text(setter, scene, spot, report->organisation,
                   display_look(FACE_REGULAR, ORGANISATION_SIZE,
                                ORGANISATION_SIZE * 1.4, COLOR_GREY),
                   tag_new(setter->tags, TAG_P, sect));
    spot.y = scene->height * TITLE_AT;
    spot.width = width * TITLE_MEASURE;
    double bottom = scene->height - theme->slide_margin_foot - 10;
    double by = choose_title(setter, spot, bottom);
    if (setter->fit != NULL && by < 1)
        setter->fit->title = by;
    return place_opening(setter, scene, spot, by, sect);
}

/* --- the section slide ---------------------------------------------------- */

/* What follows: a column of titles, each an item of a list. */
struct follows {
    double size, leading, gap;
    size_t columns;
};

/* Tried in this order until one fits. */
static const struct follows FOLLOWS[] = {
    {20, 26, 8, 1},
    {16, 21, 5, 1},
    {14, 18, 4, 2},
};

static double place_follows(struct setter *setter, struct scene *scene,
                            const struct slide *slide, struct spot spot,
                            const struct follows *form, struct tag *list)
{
    size_t rows = (slide->n_follows + form->columns - 1) / form->columns;
    double gutter = setter->press->theme->slide_gutter;
    double columns = (double)form->columns;
    double width = (spot.width - gutter * (columns - 1)) / columns;
    double lowest = spot.y;
    struct spot at = {spot.x, spot.y, width};

    for (size_t i = 0; i < slide->n_follows; i++) {
        struct tag *item = tag_new(setter->tags, TAG_ITEM, list);
        struct tag *body = tag_new(setter->tags, TAG_BODY, item);

        if (i > 0 && i % rows == 0) {
            at.x += width + gutter;
            at.y = spot.y;
        }
        at.y = place_text(setter, scene, at, slide->follows[i],
                          display_look(FACE_REGULAR, form->size, form->leading,
                                       COLOR_ON_GROUND),
                          body);
        lowest = fmax(lowest, at.y);
        at.y += form->gap;
    }
    return lowest;
}

/* The first form in which the list ends above `bottom`, else the last one.
 * Trials are made in scenes and under tags that nobody keeps. */
static const struct follows *choose_follows(struct setter *setter,
                                            const struct slide *slide,
                                            struct spot spot, double bottom)
{
    size_t n = sizeof(FOLLOWS) / sizeof(FOLLOWS[0]);
    struct setter trying = *setter;

    trying.fit = NULL;
    for (size_t i = 0; i < n; i++) {
        struct scene *trial = scene_new(setter->press->arena, 1, 1);
        struct tag *list = tag_new(setter->tags, TAG_LIST, NULL);

        if (place_follows(&trying, trial, slide, spot, &FOLLOWS[i], list) <=
            bottom)
            return &FOLLOWS[i];
    }
    return &FOLLOWS[n - 1];
}

/* The number stands in the lower right corner, on the line where content ends:
 * it is a sign of where we are, not something to read. */
static void place_numeral(struct setter *setter, struct scene *scene,
                          unsigned number, double bottom)
{
    const struct theme *theme = setter->press->theme;
    const struct font *font = fonts_face(setter->press->fonts, FACE_SEMIBOLD);
    struct str text = str_format(setter->press->arena, "%u", number);
    /* Its corner has room for two figures; more are set smaller. */
    double size = scene->height * NUMERAL * fmin(1, 2.0 / (double)text.len);
    /* Figures are as high as capitals, which are centred in the box of a line
     * (strip.c). */
    double below = (size - font_cap_height(font, size)) / 2;
    struct text_look look =
        display_look(FACE_SEMIBOLD, size, size, COLOR_GROUND_FAINT);
    struct spot spot = {scene->width / 2, bottom - size + below,
                        scene->width / 2 - theme->slide_margin_side};

    look.setting = SET_RIGHT;
    place_text(setter, scene, spot, text, look, NULL);
}

double opener_section(struct setter *setter, struct scene *scene,
                      const struct slide *slide, struct tag *sect)
{
    const struct theme *theme = setter->press->theme;
    double x = theme->slide_margin_side;
    double bottom = scene->height - theme->slide_margin_foot - 2;
    struct spot spot = {x, scene->height * TITLE_AT,
                        (scene->width - 2 * x) * TITLE_MEASURE};
    struct strips title = {.arena = setter->press->arena};

    scene_rect(scene, NULL, (struct rect){0, 0, scene->width, scene->height},
               COLOR_GROUND);
    place_numeral(setter, scene, slide->section, bottom);
    strips_add_inlines(setter, &title, slide->title,
                       display_look(FACE_SEMIBOLD, theme->slide_section,
                                    theme->slide_section_leading,
                                    COLOR_ON_GROUND),
                       spot.width, tag_new(setter->tags, TAG_H1, sect));
    spot.y = strips_place(&title, scene, spot.x, spot.y);
    if (slide->n_follows == 0)
        return spot.y;

    spot.y += 28;
    spot.width *= FOLLOWS_MEASURE / TITLE_MEASURE;

    const struct follows *form = choose_follows(setter, slide, spot, bottom);

    if (setter->fit != NULL)
        setter->fit->follows = (unsigned)(form - FOLLOWS);
    return place_follows(setter, scene, slide, spot, form,
                         tag_new(setter->tags, TAG_LIST, sect));
}
