/* Slides on A4, repainted as vectors: the scene of a slide is placed in a frame
 * at a scale, so its text stays text and its tags stay tags. */
#include "layout/layout.h"

#include <math.h>

#include "base/arena.h"
#include "layout/furniture.h"
#include "layout/strip.h"
#include "model/deck.h"
#include "model/report.h"
#include "model/theme.h"
#include "paint/pdf.h"
#include "paint/scene.h"
#include "paint/tag.h"
#include "text/shape.h"

/* A handout is for writing on: its margins are 20 mm, narrower than the
 * report's. */
static const double MARGIN = 56.693;
static const double TOP = 76;
static const double GUTTER = 22;

static const double HEAD = 20; /* number and title above a slide */
static const double HEAD_SIZE = 9;
static const double RULE_PITCH = 22; /* a line of handwriting */
static const double HAIRLINE = 0.5;

enum {
    RULES = 7, /* beside a slide */
    /* Shapes that a slide takes, with two texts, a frame and what stands around. */
    CELL_SHAPES = RULES + 6,
    MOST_BYTES = 200 /* of a line; more than fits in any type that we set */
};

/* How slides stand on a page. */
struct form {
    double width; /* of a slide, as a part of its column */
    size_t columns, rows;
    int slides;  /* a page */
    bool beside; /* lines to write on at its right, else below it */
};

static const struct form FORMS[] = {
    {.slides = 1, .columns = 1, .rows = 1, .width = 1},
    {.slides = 2, .columns = 1, .rows = 2, .width = 1},
    {.slides = 3, .columns = 1, .rows = 3, .width = 0.6, .beside = true},
    {.slides = 4, .columns = 2, .rows = 2, .width = 1},
    {.slides = 6, .columns = 2, .rows = 3, .width = 1},
};

static const struct form *form_for(int slides)
{
    const struct form *three = &FORMS[2];

    for (size_t i = 0; i < sizeof(FORMS) / sizeof(FORMS[0]); i++) {
        if (FORMS[i].slides == slides)
            return &FORMS[i];
    }
    return three;
}

/* Lines from the top of `box` down, at the pitch, the last one inside it. */
static void place_rules(struct scene *scene, struct rect box, double pitch)
{
    size_t n = (size_t)(box.h / pitch + 0.01);

    for (size_t i = 1; i <= n; i++) {
        double y = box.y + pitch * (double)i;

        scene_line(scene, NULL, box.x, y, box.x + box.w, y, HAIRLINE,
                   COLOR_LINE);
    }
}

static void place_frame(struct scene *scene, struct rect box)
{
    scene_add(scene, (struct shape){.kind = SHAPE_FRAME,
                                    .color = COLOR_LINE,
                                    .box = box,
                                    .stroke.width = HAIRLINE});
}

/* The end of the words before the one that ends at `end`. */
static size_t word_before(struct str text, size_t end)
{
    do
        end--;
    while (end > 0 && text.p[end] != ' ');
    return end;
}

/* As many words as fit on a line, then an ellipsis where some did not: the
 * slide below has the whole title. */
static struct str cut_to_line(struct setter *setter, struct str text,
                              const struct text_look *look, double width)
{
    const struct press *press = setter->press;
    struct text_style style = {.face = look->face, .size = look->size};
    struct str line = text;
    size_t end = text.len;

    while (end > MOST_BYTES)
        end = word_before(text, end);
    if (end < text.len)
        line = str_format(press->arena, "%.*s…", (int)end, text.p);
    while (end > 0 && shape_width(press->fonts, style, line) > width) {
        end = word_before(text, end);
        line = str_format(press->arena, "%.*s…", (int)end, text.p);
    }
    return line;
}

/* "7  Kern van het advies".  The slide says the same itself, so to a screen
 * reader this is decoration. */
static void place_head(struct setter *setter, struct scene *scene,
                       struct spot spot, const struct sheet *slide)
{
    struct text_look look = {.face = FACE_SEMIBOLD,
                             .size = HEAD_SIZE,
                             .leading = HEAD_SIZE * 1.4,
                             .color = COLOR_BLUE};
    const double number_width = 20;

    place_text(setter, scene, (struct spot){spot.x, spot.y, number_width},
               slide->label, look, NULL);
    look.face = FACE_REGULAR;
    look.color = COLOR_INK;
    spot.x += number_width;
    spot.width -= number_width;
    place_text(setter, scene, spot,
               cut_to_line(setter, slide->slide->title_text, &look, spot.width),
               look, NULL);
}

/* One slide in its cell: head, frame, lines to write on. */
static void place_cell(struct setter *setter, struct scene *scene,
                       struct rect cell, const struct form *form,
                       const struct sheet *slide)
{
    double width = cell.w * form->width;
    double scale = width / slide->scene->width;
    struct rect frame = {cell.x, cell.y + HEAD, width,
                         slide->scene->height * scale};

    place_head(setter, scene, (struct spot){cell.x, cell.y, cell.w}, slide);
    scene_place(scene, slide->scene, frame.x, frame.y, scale);
    place_frame(scene, frame);
    if (form->beside) {
        double x = frame.x + frame.w + GUTTER;

        place_rules(scene,
                    (struct rect){x, frame.y, cell.x + cell.w - x, frame.h},
                    frame.h / RULES);
        return;
    }

    double below = frame.y + frame.h + 6;

    /* One line is no room for a note. */
    if (cell.y + cell.h - below < 2 * RULE_PITCH)
        return;
    place_rules(scene,
                (struct rect){frame.x, below, frame.w, cell.y + cell.h - below},
                RULE_PITCH);
}

/* A slide's element is taken over as it is. */
static void adopt_slides(struct tags *tags, struct tag *root,
                         const struct sheets *slides)
{
    for (size_t i = 0; i < slides->count; i++)
        tag_adopt(tags, root, slides->items[i].root);
}

/* Slides first up to end on one page. */
static void place_slides(struct setter *setter, struct scene *scene,
                         const struct form *form, const struct sheets *slides,
                         size_t first)
{
    const struct theme *theme = setter->press->theme;
    double room = scene->height - TOP - theme->paper_margin_foot;
    double column =
        (scene->width - 2 * MARGIN - GUTTER * ((double)form->columns - 1)) /
        (double)form->columns;
    double row = room / (double)form->rows;

    for (size_t i = 0; i < form->columns * form->rows; i++) {
        /* Along the rows, as one reads. */
        size_t across = i % form->columns;
        size_t down = i / form->columns;
        struct rect cell = {
            .x = MARGIN + (column + GUTTER) * (double)across,
            .y = TOP + row * (double)down,
            .w = column,
            .h = row - GUTTER,
        };

        if (first + i < slides->count)
            place_cell(setter, scene, cell, form, &slides->items[first + i]);
    }
}

struct sheets layout_handout(const struct press *press,
                             const struct sheets *slides)
{
    const struct theme *theme = press->theme;
    const struct form *form = form_for(press->report->handout);
    size_t on_page = form->columns * form->rows;
    size_t n_pages = (slides->count + on_page - 1) / on_page;
    struct measures measures = measures_of_paper(press);
    struct setter setter = {
        .press = press, .measures = &measures, .tags = press->tags};
    struct sheets sheets = {
        .items = ARENA_ARRAY(press->arena, n_pages, struct sheet),
        .count = n_pages,
        .root = tag_new(press->tags, TAG_DOCUMENT, NULL),
        .outline = slides->outline,
        .n_outline = slides->n_outline,
    };

    adopt_slides(press->tags, sheets.root, slides);
    for (size_t i = 0; i < n_pages; i++) {
        struct sheet *sheet = &sheets.items[i];

        sheet->scene =
            scene_new(press->arena, theme->paper_width, theme->paper_height);
        sheet->label = str_format(press->arena, "%zu", i + 1);
        scene_reserve(sheet->scene, on_page * CELL_SHAPES);
        place_slides(&setter, sheet->scene, form, slides, i * on_page);
        furniture_paper(&setter, sheet->scene,
                        &(struct running){.header = press->report->title,
                                          .page = i + 1,
                                          .pages = n_pages,
                                          .margin = MARGIN});
    }
    return sheets;
}
