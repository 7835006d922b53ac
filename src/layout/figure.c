/* Pictures and charts.  On paper they have a height of their own; on a slide
 * they fill the height that the setter gives them. */
#include <math.h>

#include "base/arena.h"
#include "chart/chart.h"
#include "layout/dest.h"
#include "layout/inline.h"
#include "layout/lane.h"
#include "model/chart.h"
#include "model/deck.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/table.h"
#include "model/words.h"

/* Paper: how much of their height charts and pictures can do without. */
static const double CHART_SHRINK = 0.15;
static const double PICTURE_SHRINK = 0.1;
static const double NEARLY_FULL = 0.9; /* of the width of the text */

/* --- captions ------------------------------------------------------------- */

struct text_look caption_look(const struct lane *lane)
{
    const struct measures *m = lane->setter->measures;

    return (struct text_look){.face = FACE_REGULAR,
                              .size = m->caption,
                              .leading = m->caption_leading,
                              .color = COLOR_GREY,
                              .hyphenate = true};
}

void caption_put_label(struct words *words, enum word word, unsigned number,
                       struct text_look look, struct tag *tag)
{
    const struct press *press = words->setter->press;

    if (number == 0)
        return;
    look.face = FACE_SEMIBOLD;
    look.color = COLOR_INK;
    words_put(words,
              str_format(press->arena, "%.*s\u00A0%u",
                         STR_ARG(word_in(setter_lang(words->setter), word)),
                         number),
              look, false, tag);
    words_put(words, STR("\u2002"), look, false, tag);
}

/* Tells the deck how large this became.  A slide with footnotes is set twice:
 * the last time counts. */
static void note_frame(const struct setter *setter, const void *what,
                       double width, double height)
{
    struct slide_fit *fit = setter->fit;
    size_t i = 0;

    if (fit == NULL)
        return;
    while (i < fit->n_frames && fit->frames[i].what != what)
        i++;
    if (i == fit->n_frames)
        fit->frames =
            arena_grow(setter->press->arena, fit->frames, fit->n_frames++,
                       &fit->cap_frames, sizeof(*fit->frames));
    fit->frames[i] = (struct frame_fit){what, width, height};
}

/* In two spans: the source is a text of the model, for the deck's lines. */
void words_put_source(struct words *words, struct str source,
                      struct text_look look, struct tag *tag)
{
    const struct press *press = words->setter->press;

    words_put(
        words,
        str_format(press->arena, "%.*s: ",
                   STR_ARG(word_in(setter_lang(words->setter), WORD_SOURCE))),
        look, false, tag);
    words_put(words, source, look, false, tag);
}

/* --- pictures ------------------------------------------------------------- */

/* What the author asked for, but no wider than there is room.  Else pixels are
 * 1/96 inch, as on the web; a picture is made larger only to fill the width of a
 * page that it nearly fills, or a slide, and then not so far that its pixels
 * show. */
static double picture_scale(const struct lane *lane,
                            const struct figure *figure, double height)
{
    const struct image *image = &figure->image;
    bool on_slide = lane->setter->measures->on_slide;
    const double natural = 0.75;
    double asked = figure_width(figure, lane->width);
    double scale = lane->width / image->width;
    double most = natural * (on_slide ? 1.6 : 1.25);

    if (asked > 0)
        scale = fmin(asked, lane->width) / image->width;
    else if (scale > most)
        scale = on_slide ? most : natural;
    return fmin(scale, height / image->height);
}

static double picture_room(const struct lane *lane, const struct figure *figure,
                           double below)
{
    const struct setter *setter = lane->setter;
    const double least = 4 * setter->measures->leading;
    bool asked = figure_width(figure, lane->width) > 0;
    double room = asked ? setter->measures->page_height - below
                        : setter->measures->page_height * 0.6;

    if (setter->height > 0)
        room = setter->height - below;
    return fmax(room, least);
}

static bool is_paintable(const struct image *image)
{
    return (image->format == IMAGE_PNG || image->format == IMAGE_JPEG) &&
           image->width > 0 && image->height > 0;
}

static void add_picture(struct lane *lane, const struct block *block,
                        struct str alt, double below)
{
    const struct figure *figure = block->figure;
    const struct image *image = &figure->image;
    struct tag *tag = tag_new(lane->setter->tags, TAG_FIGURE, lane->parent);
    double scale =
        picture_scale(lane, figure, picture_room(lane, figure, below));
    struct shape shape = {
        .kind = SHAPE_IMAGE,
        .tag = tag,
        .box = {lane->x, 0, scale * image->width, scale * image->height}};
    struct strip *strip = lane_open(lane, shape.box.h, block->at);

    note_frame(lane->setter, image, shape.box.w, shape.box.h);
    tag->alt = alt;
    shape.image.path = image->path;
    shape.image.bytes = image->bytes;
    shape.image.width = image->width;
    shape.image.height = image->height;
    shape.image.orientation = image->orientation;
    scene_add(strip->scene, shape);
    /* One that fills the width stays even with the text. */
    if (lane->floats && figure_width(figure, lane->width) <= 0 &&
        shape.box.w < NEARLY_FULL * lane->width)
        strip->shrink = PICTURE_SHRINK * shape.box.h;
    strip_add_figure(
        lane->strips, strip,
        (struct strip_figure){tag, shape.box.x, 0, shape.box.w, shape.box.h});
}

static void draw_chart(const struct setter *setter, struct strip *strip,
                       const struct chart *chart, struct strip_figure *at,
                       double height);

static void shrink_pictures(struct strip *strip, double by)
{
    double scale = 1 - by / strip->scene->height;

    for (size_t i = 0; i < strip->scene->n_shapes; i++) {
        struct shape *shape = &strip->scene->shapes[i];

        if (shape->kind != SHAPE_IMAGE)
            continue;
        shape->box.w *= scale;
        shape->box.h *= scale;
    }
    for (size_t i = 0; i < strip->n_figures; i++) {
        strip->figures[i].w *= scale;
        strip->figures[i].h *= scale;
    }
    strip->scene->height -= by;
}

void strip_shrink(const struct setter *setter, struct strip *strip, double by)
{
    struct scene *old = strip->scene;
    double height = old->height - by;

    if (strip->chart == NULL) {
        shrink_pictures(strip, by);
        return;
    }
    strip->scene = scene_new(old->arena, old->width, height);
    for (size_t i = 0; i < old->n_shapes; i++)
        if (old->shapes[i].kind == SHAPE_DEST)
            scene_add(strip->scene, old->shapes[i]);
    draw_chart(setter, strip, strip->chart, &strip->figures[0], height);
}

/* The alternative text takes the place of a picture that cannot be painted; a
 * file that could not be read is reported already. */
static void add_alt_text(struct lane *lane, const struct block *block,
                         struct str alt)
{
    struct text_look look = lane->text;
    double pad = lane->text.size;
    size_t first = lane->strips->count;
    struct tag *tag = tag_new(lane->setter->tags, TAG_P, lane->parent);
    struct lane inside = lane_inside(lane, pad, pad, tag);

    look.face = FACE_ITALIC;
    look.color = COLOR_GREY;
    lane_add_text(&inside, alt, look, tag, block->at);
    if (lane->strips->count > first)
        lane_ground(lane, first, pad, pad, COLOR_WASH);
}

void lane_add_figure(struct lane *lane, const struct block *block)
{
    const struct measures *m = lane->setter->measures;
    const struct figure *figure = block->figure;
    struct text_look look = caption_look(lane);
    struct words words = {.setter = lane->setter};
    struct tag *caption = tag_new(lane->setter->tags, TAG_CAPTION, NULL);
    struct str alt = figure->image.alt;
    size_t first = lane->strips->count;
    double alone = lane->strips->space_after;
    double below = 0;

    caption_put_label(&words, WORD_FIGURE, figure->number, look, caption);
    words_put_inlines(&words, figure->caption, look, false, caption);
    if (words.n_spans > 0)
        below = m->caption_leading * 0.5 +
                m->caption_leading *
                    (double)words_break(&words, look, lane->width).count;
    if (alt.len == 0)
        alt = inlines_text(lane_arena(lane), figure->caption);
    lane_space(lane, m->block_gap);
    if (is_paintable(&figure->image))
        add_picture(lane, block, alt, below);
    else
        add_alt_text(lane, block, alt);
    if (words.n_spans > 0) {
        tag_adopt(lane->setter->tags, lane->parent, caption);
        lane_leave(lane, m->caption_leading * 0.5);
        lane_add_words(lane, &words, look, block->at);
    }
    lane_keep(lane, first);
    if (lane->strips->count > first)
        lane_set_dest(lane, &lane->strips->items[first],
                      dest_id_of_figure(lane_arena(lane), block->attrs.id,
                                        figure->number));
    lane_leave(lane, m->block_below);
    lane_float(lane, first, alone, figure->number > 0);
}

/* --- charts --------------------------------------------------------------- */

/* On a slide the chart and its alternative text have to do. */
static bool shows_numbers(const struct lane *lane)
{
    return !lane->setter->measures->on_slide;
}

/* ". Cijfers: tabel 2" */
static void put_pointer(struct words *words, const struct chart *chart,
                        struct text_look look, struct tag *tag)
{
    const struct press *press = words->setter->press;
    struct str word = word_in(setter_lang(words->setter), WORD_CHART_PRINTED);

    words_put(words,
              str_format(press->arena, "%s%.*s:\u00A0",
                         chart->source.len > 0 ? ". " : "", STR_ARG(word)),
              look, false, tag);
    words_put_inlines(words, chart->printed, look, false, tag);
}

/* Does the slide, or the heading above the chart, say the same? */
static bool repeats_heading(const struct lane *lane, struct str title)
{
    const struct setter *setter = lane->setter;

    if (title.len == 0 || str_eq(title, setter->slide_title))
        return title.len > 0;
    return setter->heading != NULL &&
           str_eq(title,
                  inlines_text(lane_arena(lane), setter->heading->inlines));
}

/* With a full stop, and a space behind it. */
static void put_title(struct words *words, struct str text,
                      struct text_look look, struct tag *tag)
{
    look.color = COLOR_INK;
    words_put(words,
              str_format(words->setter->press->arena, "%.*s%s ", STR_ARG(text),
                         text_ends_sentence(text) ? "" : "."),
              look, false, tag);
}

/* The numbers as they follow the chart: in how many tables, and may these move
 * with the chart? */
struct numbers {
    size_t n_parts; /* 0: they stand elsewhere */
    bool few;
};

/* "Figuur 2  Bron: .... Cijfers: tabel 2"; on paper the title comes first where
 * it does not stand above the chart, as that may move away from its heading. */
static struct words chart_foot(const struct lane *lane,
                               const struct chart *chart,
                               const struct numbers *numbers, struct tag *tag)
{
    struct text_look look = caption_look(lane);
    struct words words = {.setter = lane->setter};

    caption_put_label(&words, WORD_FIGURE, chart->number, look, tag);
    if (shows_numbers(lane) && repeats_heading(lane, chart->title))
        put_title(&words, chart->title, look, tag);
    if (chart->source.len > 0)
        words_put_source(&words, chart->source, look, tag);
    if (shows_numbers(lane) && chart->printed != NULL)
        put_pointer(&words, chart, look, tag);
    else if (!numbers->few)
        words_put(
            &words,
            str_format(
                lane_arena(lane), "%s%.*s", chart->source.len > 0 ? ". " : "",
                STR_ARG(word_in(setter_lang(lane->setter), WORD_CHART_FOLLOW))),
            look, false, tag);
    return words;
}

static void add_chart_title(struct lane *lane, const struct chart *chart)
{
    const struct measures *m = lane->setter->measures;
    struct text_look look = lane->text;

    look.face = FACE_SEMIBOLD;
    look.setting = SET_LEFT;
    look.hyphenate = false;
    if (chart->title.len > 0 && !repeats_heading(lane, chart->title))
        lane_add_text(lane, chart->title, look,
                      tag_new(lane->setter->tags, TAG_P, lane->parent),
                      chart->at);
    if (chart->subtitle.len > 0)
        lane_add_text(lane, chart->subtitle, caption_look(lane),
                      tag_new(lane->setter->tags, TAG_P, lane->parent),
                      chart->at);
    lane_leave(lane, m->caption_leading * 0.5);
}

/* Draws it into the strip at its place, as high as it becomes. */
static void draw_chart(const struct setter *setter, struct strip *strip,
                       const struct chart *chart, struct strip_figure *at,
                       double height)
{
    const struct press *press = setter->press;
    struct chart_frame frame = {
        .width = at->w,
        .height = height,
        .text = setter->measures->chart_text,
        .lang = setter_lang(setter),
    };
    const struct scene *picture = chart_draw(
        press->arena, press->fonts, setter_hyphen(setter), chart, &frame);

    note_frame(setter, chart, frame.width, frame.height);
    scene_copy(picture, strip->scene, at->x, 0, at->tag);
    strip->scene->height = at->h = picture->height;
}

/* `height` is what a slide leaves; on paper it is 0, and the chart is as high as
 * it likes, but lower when it would not fit on a page with its words. */
static void add_chart_picture(struct lane *lane, const struct chart *chart,
                              double height, double words)
{
    double room = lane->setter->measures->page_height - words;
    struct tag *tag = tag_new(lane->setter->tags, TAG_FIGURE, lane->parent);
    struct strip_figure at = {.tag = tag, .x = lane->x, .w = lane->width};
    struct strip *strip = lane_open(lane, 0, chart->at);

    tag->alt = chart->alt;
    draw_chart(lane->setter, strip, chart, &at, height);
    strip->chart = chart;
    strip->shrink = lane->floats ? CHART_SHRINK * at.h : 0;
    strip_add_figure(lane->strips, strip, at);
    if (height <= 0 && at.h > room) {
        strip_shrink(lane->setter, strip, at.h - room);
        strip->shrink = 0;
    }
}

/* The column of names, and `count` others from `first`. */
static struct table *some_columns(struct arena *a, const struct table *whole,
                                  size_t first, size_t count)
{
    struct table *part = ARENA_NEW(a, struct table);

    *part = *whole;
    part->n_columns = count + 1;
    part->columns = ARENA_ARRAY(a, count + 1, struct table_column);
    part->head = ARENA_ARRAY(a, count + 1, struct cell);
    part->rows = ARENA_ARRAY(a, whole->n_rows + 1, struct table_row);
    for (size_t i = 0; i <= count; i++) {
        part->columns[i] = whole->columns[i == 0 ? 0 : first + i - 1];
        part->head[i] = whole->head[i == 0 ? 0 : first + i - 1];
    }
    for (size_t k = 0; k < whole->n_rows; k++) {
        const struct table_row *row = &whole->rows[k];

        part->rows[k] = *row;
        part->rows[k].cells = ARENA_ARRAY(a, count + 1, struct cell);
        for (size_t i = 0; i <= count; i++)
            part->rows[k].cells[i] = row->cells[i == 0 ? 0 : first + i - 1];
    }
    return part;
}

/* The i-th of n parts, each with about as many columns. */
static struct table *part_of_table(struct arena *a, const struct table *whole,
                                   size_t i, size_t n)
{
    size_t columns = whole->n_columns - 1;
    size_t first = 1 + columns * i / n;
    size_t last = 1 + columns * (i + 1) / n;

    return some_columns(a, whole, first, last - first);
}

/* In how many tables side by side columns have to be split. */
static size_t count_parts(const struct lane *lane, const struct table *whole)
{
    size_t most = whole->n_columns > 2 ? whole->n_columns - 1 : 1;

    for (size_t n = 1; n < most; n++) {
        bool all = true;

        for (size_t i = 0; i < n && all; i++)
            all = lane_holds_table(
                lane, part_of_table(lane_arena(lane), whole, i, n));
        if (all)
            return n;
    }
    return most;
}

/* A table that is more than a few lines has a page of its own, perhaps. */
enum {
    NUMBERS_ROWS_FEW = 20
};

static struct numbers numbers_of(const struct lane *lane,
                                 const struct chart *chart)
{
    struct numbers numbers = {0, true};

    if (!shows_numbers(lane) || chart->printed != NULL || chart->table == NULL)
        return numbers;
    numbers.n_parts = count_parts(lane, chart->table);
    numbers.few =
        numbers.n_parts == 1 && chart->table->n_rows <= NUMBERS_ROWS_FEW;
    return numbers;
}

/* "Cijfers van figuur 2 (1 van 3)" */
static struct inline_ *numbers_caption(const struct lane *lane,
                                       const struct chart *chart, size_t part,
                                       size_t n_parts)
{
    struct arena *a = lane_arena(lane);
    enum lang lang = setter_lang(lane->setter);
    struct inline_ *caption = ARENA_NEW(a, struct inline_);
    struct str words = word_with(a, lang, WORD_CHART_NUMBERS_OF,
                                 str_format(a, "%u", chart->number));

    if (n_parts > 1)
        words = str_format(a, "%.*s (%zu %.*s %zu)", STR_ARG(words), part + 1,
                           STR_ARG(word_in(lang, WORD_PAGE_OF)), n_parts);
    *caption =
        (struct inline_){.kind = INLINE_TEXT, .at = chart->at, .text = words};
    return caption;
}

/* The same numbers below the chart, where no table of the report has them.  What
 * is wider than the page is split: there is no chart without its numbers. */
static void add_chart_numbers(struct lane *lane, const struct chart *chart,
                              size_t n_parts)
{
    struct arena *a = lane_arena(lane);

    for (size_t i = 0; i < n_parts; i++) {
        struct table *table = part_of_table(a, chart->table, i, n_parts);
        struct block block = {
            .kind = BLOCK_TABLE, .at = chart->at, .table = table};

        table->caption = numbers_caption(lane, chart, i, n_parts);
        table->source = STR(""); /* stands at the chart */
        if (i + 1 < n_parts)
            table->n_notes = 0; /* once, below the last */
        lane_add_table(lane, &block);
    }
}

static double strips_height_from(const struct strips *strips, size_t first)
{
    double height = 0;

    for (size_t i = first; i < strips->count; i++)
        height += strips->items[i].scene->height;
    return height;
}

void lane_add_chart(struct lane *lane, const struct block *block)
{
    const struct measures *m = lane->setter->measures;
    const struct chart *chart = block->chart;
    struct text_look look = caption_look(lane);
    struct tag *caption = tag_new(lane->setter->tags, TAG_CAPTION, NULL);
    struct numbers numbers = numbers_of(lane, chart);
    struct words foot = chart_foot(lane, chart, &numbers, caption);
    double gap = m->caption_leading * 0.5;
    size_t first = lane->strips->count;
    double alone = lane->strips->space_after;
    double height = 0;

    lane_space(lane, m->block_gap);
    add_chart_title(lane, chart);

    size_t n_lines = words_break(&foot, look, lane->width).count;
    double words = 2 * gap + strips_height_from(lane->strips, first) +
                   (double)n_lines * m->caption_leading;
    if (lane->setter->height > 0) {
        double least = 6 * m->leading;

        height = lane->setter->height - words;
        if (height < least)
            height = least;
    }
    add_chart_picture(lane, chart, height, words);
    if (foot.n_spans > 0) {
        tag_adopt(lane->setter->tags, lane->parent, caption);
        lane_leave(lane, gap);
        lane_add_words(lane, &foot, look, block->at);
    }
    lane_keep(lane, first);
    lane_set_dest(
        lane, &lane->strips->items[first],
        dest_id_of_figure(lane_arena(lane), chart->id, chart->number));
    lane_leave(lane, m->block_below);
    if (!numbers.few)
        lane_float(lane, first, alone, false);
    add_chart_numbers(lane, chart, numbers.n_parts);
    if (numbers.few)
        lane_float(lane, first, alone, chart->number > 0);
}
