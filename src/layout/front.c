#include "layout/front.h"

#include "base/arena.h"
#include "layout/furniture.h"
#include "layout/layout.h"
#include "layout/strip.h"
#include "model/report.h"
#include "model/theme.h"
#include "paint/scene.h"
#include "paint/tag.h"

/* --- the cover ------------------------------------------------------------ */

/* The title starts a little above a third of the page. */
static const double TITLE_AT = 0.31;

static const double ORGANISATION_SIZE = 11;
static const double SUBTITLE_SIZE = 15;
static const double SPEAKER_SIZE = 12;
static const double STATUS_SIZE = 10.5;
static const double STATUS_GAP = 12; /* below its line */

static const double LOGO_GAP = 24; /* beside the organisation */

/* The orange rule, as a part of that of a slide. */
static const double RULE = 0.75;

/* One paragraph; returns the y below it.  "" takes no room. */
static double place_paragraph(struct setter *setter, struct scene *scene,
                              struct spot spot, struct str text,
                              struct text_look look, struct tag *sect)
{
    if (text.len == 0)
        return spot.y;
    return place_text(setter, scene, spot, text, look,
                      tag_new(setter->tags, TAG_P, sect));
}

/* The status in words: a board has to see at a glance what lies in front of it.
 * It stands where the foot of every other page stands, larger and under a line,
 * and here it is text that is read aloud. */
static void place_status(struct setter *setter, struct scene *scene,
                         struct tag *sect)
{
    const struct press *press = setter->press;
    const struct theme *theme = press->theme;
    double x = theme->paper_margin_side;
    double leading = theme->paper_body_leading;
    double y = furniture_paper_foot(theme, scene, leading);
    struct spot spot = {x, y, scene->width - 2 * x};

    scene_line(scene, NULL, x, y - STATUS_GAP, x + spot.width, y - STATUS_GAP,
               0.5, COLOR_LINE);
    place_paragraph(
        setter, scene, spot,
        report_status_line(press->arena, press->report, press->report->lang),
        display_look(FACE_SEMIBOLD, STATUS_SIZE, leading, COLOR_INK), sect);
}

/* Title, subtitle and the short rule below them; returns the y below it. */
static double place_title(struct setter *setter, struct scene *scene,
                          struct spot spot, struct tag *sect)
{
    const struct report *report = setter->press->report;
    const struct theme *theme = setter->press->theme;

    spot.y = place_text(setter, scene, spot, report->title,
                        display_look(FACE_SEMIBOLD, theme->paper_cover,
                                     theme->paper_cover_leading, COLOR_BLUE),
                        tag_new(setter->tags, TAG_H1, sect));
    spot.y += 8;
    spot.y = place_paragraph(setter, scene, spot, report->subtitle,
                             display_look(FACE_REGULAR, SUBTITLE_SIZE,
                                          SUBTITLE_SIZE * 1.4, COLOR_INK),
                             sect);
    spot.y += 14;
    scene_rect(scene, NULL,
               (struct rect){spot.x, spot.y, theme->slide_rule_width * RULE,
                             theme->slide_rule_height * RULE},
               COLOR_ORANGE);
    return spot.y;
}

void front_cover(struct setter *setter, struct scene *scene, struct tag *sect)
{
    const struct report *report = setter->press->report;
    const struct theme *theme = setter->press->theme;
    double x = theme->paper_margin_side;
    struct spot spot = {x, theme->paper_margin_top, scene->width - 2 * x};
    struct str date =
        format_date(setter->press->arena, report->date, report->lang);
    double logo = place_logo(setter, scene, x + spot.width, spot.y,
                             theme->logo_paper, sect);

    spot.width -= logo > 0 ? logo + LOGO_GAP : 0;
    place_paragraph(setter, scene, spot, report->organisation,
                    display_look(FACE_REGULAR, ORGANISATION_SIZE,
                                 theme->paper_body_leading, COLOR_GREY),
                    sect);
    spot.width = scene->width - 2 * x;
    spot.y = scene->height * TITLE_AT;
    spot.y = place_title(setter, scene, spot, sect) + 22;
    spot.y = place_paragraph(setter, scene, spot, report->speaker,
                             display_look(FACE_SEMIBOLD, SPEAKER_SIZE,
                                          SPEAKER_SIZE * 1.5, COLOR_INK),
                             sect);
    place_paragraph(setter, scene, spot, date,
                    display_look(FACE_REGULAR, SPEAKER_SIZE, SPEAKER_SIZE * 1.5,
                                 COLOR_GREY),
                    sect);
    place_status(setter, scene, sect);
}

/* --- the contents --------------------------------------------------------- */

static const double NUMBER_WIDTH = 40;
static const double INDENT = 18;
static const double CHAPTER_GAP = 12; /* above a chapter's line */
static const double SECTION_GAP = 2;
static const double TITLE_GAP = 22; /* below "Inhoud" */
static const double LIST_GAP = 36;  /* above "Figuren" */

/* A line of the contents, or their title. */
struct front_line {
    struct strips text;
    const struct front_entry *entry; /* NULL: the title */
    struct tag *link;
    double indent;
    double space_before;
    double leading;
};

/* What comes next in the same element is another word, however far away it
 * stands on the page: "Inhoud 3". */
static struct str with_space(struct arena *a, struct str text)
{
    return str_format(a, "%.*s ", STR_ARG(text));
}

static struct text_look look_of_line(const struct setter *setter,
                                     unsigned level)
{
    const struct theme *theme = setter->press->theme;

    return (struct text_look){.face = level == 1 ? FACE_SEMIBOLD : FACE_REGULAR,
                              .size = theme->paper_body,
                              .leading = theme->paper_body_leading,
                              .color = COLOR_INK};
}

/* "Inhoud"; "Figuren" below it, smaller. */
static void set_title(struct setter *setter, struct front_contents *contents,
                      enum word title, struct tag *sect)
{
    const struct theme *theme = setter->press->theme;
    const struct report *report = setter->press->report;
    struct front_line *line = &contents->lines[contents->n_lines];
    bool first = contents->n_lines == 0;

    line->text.arena = setter->press->arena;
    strips_add_text(
        setter, &line->text, word_in(report->lang, title),
        display_look(FACE_SEMIBOLD, first ? theme->paper_h1 : theme->paper_h2,
                     first ? theme->paper_h1_leading : theme->paper_h2_leading,
                     COLOR_BLUE),
        theme->paper_width - 2 * theme->paper_margin_side,
        tag_new(setter->tags, first ? TAG_H1 : TAG_H2, sect));
    line->space_before = LIST_GAP;
    contents->n_lines++;
}

/* TOCI holds a Reference, and that a Link: ISO 32000-1, 14.8.4.3. */
static void set_line(struct setter *setter, struct front_line *line,
                     const struct front_entry *entry, struct tag *toc)
{
    const struct theme *theme = setter->press->theme;
    struct tag *item = tag_new(setter->tags, TAG_TOCI, toc);
    struct tag *reference = tag_new(setter->tags, TAG_REFERENCE, item);
    struct text_look look = look_of_line(setter, entry->level);
    double width = theme->paper_width - 2 * theme->paper_margin_side;

    line->entry = entry;
    item->lang = entry->lang;
    line->link = tag_new(setter->tags, TAG_LINK, reference);
    line->indent = entry->level > 1 ? INDENT : 0;
    line->space_before = entry->level == 1 ? CHAPTER_GAP : SECTION_GAP;
    line->leading = look.leading;
    line->text.arena = setter->press->arena;
    strips_add_text(setter, &line->text,
                    with_space(setter->press->arena, entry->title), look,
                    width - NUMBER_WIDTH - line->indent, line->link);
}

static struct flow_pages break_lines(struct setter *setter,
                                     const struct front_contents *contents)
{
    struct arena *a = setter->press->arena;
    double room = setter->measures->page_height;
    struct flow_room rooms = {
        .first = room, .others = room, .stub = CHAPTER_GAP * 8};
    struct flow_item *items =
        ARENA_ARRAY(a, contents->n_lines, struct flow_item);

    for (size_t i = 0; i < contents->n_lines; i++) {
        const struct front_line *line = &contents->lines[i];
        bool chapter = line->entry == NULL || line->entry->level == 1;

        items[i].height = strips_height(&line->text);
        items[i].space_before = line->space_before;
        items[i].keep_with_next = chapter;
    }
    return flow_break(a, items, contents->n_lines, &rooms);
}

static void set_chapters(struct setter *setter, struct front_contents *contents,
                         const struct front_list *headings, struct tag *sect)
{
    struct tag *chapters = tag_new(setter->tags, TAG_TOC, sect);
    struct tag *sections = NULL;

    for (size_t i = 0; i < headings->n; i++) {
        const struct front_entry *entry = &headings->entries[i];
        struct front_line *line = &contents->lines[contents->n_lines];

        if (entry->level > 2)
            continue;
        if (entry->level == 1)
            sections = NULL;
        else if (sections == NULL)
            sections = tag_new(setter->tags, TAG_TOC, chapters);
        set_line(setter, line, entry, sections == NULL ? chapters : sections);
        if (contents->n_lines == 1)
            line->space_before = TITLE_GAP;
        contents->n_lines++;
    }
}

static void set_list(struct setter *setter, struct front_contents *contents,
                     enum word title, const struct front_list *list,
                     struct tag *sect)
{
    struct tag *toc;

    if (list->n == 0)
        return;
    set_title(setter, contents, title, sect);
    toc = tag_new(setter->tags, TAG_TOC, sect);
    for (size_t i = 0; i < list->n; i++) {
        struct front_line *line = &contents->lines[contents->n_lines++];

        set_line(setter, line, &list->entries[i], toc);
        if (i == 0)
            line->space_before = CHAPTER_GAP;
    }
}

struct front_contents front_set_contents(struct setter *setter,
                                         const struct front_list *headings,
                                         const struct front_list *figures,
                                         const struct front_list *tables,
                                         struct tag *sect)
{
    const size_t titles = 3;
    struct front_contents contents = {
        .lines = ARENA_ARRAY(setter->press->arena,
                             headings->n + figures->n + tables->n + titles,
                             struct front_line)};

    set_title(setter, &contents, WORD_CONTENTS, sect);
    set_chapters(setter, &contents, headings, sect);
    set_list(setter, &contents, WORD_LIST_OF_FIGURES, figures, sect);
    set_list(setter, &contents, WORD_LIST_OF_TABLES, tables, sect);
    contents.pages = break_lines(setter, &contents);
    return contents;
}

/* The text at the left, the number level with its last line, and an area over
 * both that leads there. */
static double place_line(struct setter *setter, struct scene *scene,
                         const struct front_line *line, double y)
{
    const struct theme *theme = setter->press->theme;
    double x = theme->paper_margin_side;
    double width = scene->width - 2 * x;
    double below = strips_place(&line->text, scene, x + line->indent, y);
    struct text_look look;
    struct str number;

    if (line->entry == NULL)
        return below;
    look = look_of_line(setter, line->entry->level);
    look.setting = SET_RIGHT;
    number = str_format(setter->press->arena, "%zu", line->entry->page);
    place_text(setter, scene,
               (struct spot){x + width - NUMBER_WIDTH, below - line->leading,
                             NUMBER_WIDTH},
               number, look, line->link);
    scene_add(scene, (struct shape){.kind = SHAPE_LINK,
                                    .tag = line->link,
                                    .box = {x, y, width, below - y},
                                    .link = {.dest = line->entry->dest,
                                             .contents = line->entry->title}});
    return below;
}

void front_place_contents(struct setter *setter,
                          const struct front_contents *contents, size_t i,
                          struct scene *scene)
{
    const struct theme *theme = setter->press->theme;
    size_t first = contents->pages.starts[i];
    double y = theme->paper_margin_top;

    for (size_t k = first; k < contents->pages.starts[i + 1]; k++) {
        const struct front_line *line = &contents->lines[k];

        if (k > first)
            y += line->space_before;
        y = place_line(setter, scene, line, y);
    }
}
