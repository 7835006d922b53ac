#include "chart/chart.h"

#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "chart/draw.h"
#include "chart/kinds.h"
#include "model/words.h"

/* More parts than this cannot be told apart in a stack or a cluster. */
enum {
    PARTS_MAX = 4
};

static double draw_kind(struct drawing *d, struct rect area)
{
    switch (d->chart->type) {
    case CHART_MULTIPLES:
        return draw_multiples(d, area);
    case CHART_STACKED:
        return draw_stacked(d, area);
    case CHART_GROUPED:
        return draw_grouped(d, area);
    case CHART_BARS:
        return draw_bars(d, area);
    case CHART_RANKING:
        return draw_ranking(d, area);
    }
    return 0;
}

/* "* exclusief PM" */
static struct text_block note_block(const struct drawing *d, unsigned notes,
                                    double width)
{
    struct lettering look = {FACE_REGULAR, d->frame->text, COLOR_GREY};
    struct str mark = word_in(d->frame->lang, WORD_WITHOUT_PM);
    struct str unsaid = word_in(d->frame->lang, WORD_CHART_PM_UNSAID);
    struct buf text = buf_new(d->arena);

    if ((notes & NOTE_MARK) != 0)
        buf_printf(&text, "* %.*s", STR_ARG(mark));
    if ((notes & NOTE_UNSAID) != 0)
        buf_printf(&text, "%s%.*s", (notes & NOTE_MARK) != 0 ? ". " : "",
                   STR_ARG(unsaid));
    return draw_block(d, look, buf_str(&text), width);
}

/* The kind of chart, and below it the notes that it is known to need. */
static double draw_with_notes(struct drawing *d, struct rect area,
                              unsigned notes)
{
    if (notes == 0)
        return draw_kind(d, area);

    double air = d->frame->text * 0.4;
    struct text_block block = note_block(d, notes, area.w);
    if (area.h > 0)
        area.h = fmax(area.h - block.height - air, 1);

    double height = fmax(draw_kind(d, area), area.h);
    draw_place_block(d, &block, area.x, area.y + height + air, ANCHOR_START);
    return height + air + block.height;
}

/* A wrapped text across the sheet; returns the y below it. */
static double put_block(struct drawing *d, struct lettering look,
                        struct str text, struct rect area, double y)
{
    if (text.len == 0)
        return y;

    struct text_block block = draw_block(d, look, text, area.w);
    draw_place_block(d, &block, area.x, y, ANCHOR_START);
    return y + block.height;
}

static double put_title(struct drawing *d, struct rect area, double y)
{
    double text = d->frame->text;
    double top = y;

    y = put_block(d, (struct lettering){FACE_SEMIBOLD, text * 1.5, COLOR_BLUE},
                  d->chart->title, area, y);
    y = put_block(d, (struct lettering){FACE_REGULAR, text * 1.05, COLOR_GREY},
                  d->chart->subtitle, area, y);
    return y > top ? y + text : y;
}

static bool has_pm(const struct chart *chart)
{
    size_t n = chart->n_columns + chart->n_extras;

    for (size_t i = 0; i < chart->n_series; i++)
        for (size_t k = 0; k < n; k++)
            if (chart->series[i].amounts[k].kind == AMOUNT_PM ||
                chart->series[i].amounts[k].without_pm)
                return true;
    return false;
}

static struct str source_line(const struct drawing *d)
{
    struct str word = word_in(d->frame->lang, WORD_SOURCE);

    if (d->chart->source.len == 0)
        return STR("");
    return str_format(d->arena, "%.*s: %.*s", STR_ARG(word),
                      STR_ARG(d->chart->source));
}

static double put_source(struct drawing *d, struct rect area, double y)
{
    struct lettering look = {FACE_REGULAR, d->frame->text, COLOR_GREY};

    y += d->frame->text * 0.9;
    if (has_pm(d->chart))
        y = put_block(d, look, word_in(d->frame->lang, WORD_PM_NOTE), area, y);
    return put_block(d, look, source_line(d), area, y);
}

/* Height of what stands below the chart; measured by setting it aside. */
static double source_height(const struct drawing *d, struct rect area)
{
    struct drawing aside = *d;

    aside.front = scene_new(d->arena, area.w, 0);
    aside.labels = labels_new(d->arena, area.w);
    return put_source(&aside, area, 0);
}

/* Title, subtitle, chart, source; returns the height of all. */
static double draw_with_words(struct drawing *d, unsigned notes)
{
    double pad = draw_snap(d->frame->text * 1.2);
    struct rect area = {pad, pad, fmax(d->frame->width - 2 * pad, pad), 0};
    double foot = source_height(d, area);

    area.y = put_title(d, area, pad);
    if (d->frame->height > 0)
        area.h = fmax(d->frame->height - area.y - foot - pad, 1);
    double bottom = area.y + draw_with_notes(d, area, notes);
    if (d->frame->height > 0)
        bottom = fmax(bottom, area.y + area.h);
    return put_source(d, area, bottom) + pad;
}

static void append(struct scene *to, const struct scene *from)
{
    for (size_t i = 0; i < from->n_shapes; i++)
        scene_add(to, from->shapes[i]);
}

static double draw_once(struct drawing *d, const struct chart_frame *frame,
                        unsigned notes)
{
    d->frame = frame;
    d->back = scene_new(d->arena, frame->width, 0);
    d->front = scene_new(d->arena, frame->width, 0);
    d->labels = labels_new(d->arena, frame->width);
    d->notes = 0;
    if (frame->with_words)
        return draw_with_words(d, notes);
    return draw_with_notes(d, (struct rect){0, 0, frame->width, frame->height},
                           notes);
}

static struct scene *draw_at(struct drawing *d, const struct chart_frame *frame)
{
    struct scene *scene = scene_new(d->arena, frame->width, frame->height);
    unsigned notes = 0;
    double height = draw_once(d, frame, notes);

    /* Only the drawing shows which notes it needs, and they take their room
     * from it.  Notes are never taken back, so this ends. */
    while ((d->notes | notes) != notes) {
        notes |= d->notes;
        height = draw_once(d, frame, notes);
    }
    /* Lines snap to whole points, so a plot may end less than one below its
     * frame: the frame was measured by the caller and stays what it is. */
    scene->height = height < frame->height + 1 ? frame->height : ceil(height);
    if (frame->with_words)
        scene_rect(scene, NULL,
                   (struct rect){0, 0, scene->width, scene->height},
                   COLOR_PAPER);
    append(scene, d->back);
    append(scene, d->front);
    return scene;
}

struct scene *chart_draw(struct arena *a, const struct fonts *fonts,
                         const struct hyphen *hyphen, const struct chart *chart,
                         const struct chart_frame *frame)
{
    struct drawing d = {.arena = a,
                        .fonts = fonts,
                        .hyphen = hyphen,
                        .chart = chart,
                        .least = frame->text * CHART_SMALL};
    struct scene *scene = draw_at(&d, frame);

    /* What is too high for its place gets the small size all over. */
    if (frame->height > 0 && scene->height > frame->height) {
        struct chart_frame small = *frame;

        small.text = d.least;
        return draw_at(&d, &small);
    }
    return scene;
}

static bool has_both_signs(const struct chart *chart, size_t column)
{
    bool above = false;
    bool below = false;

    for (size_t i = 0; i < chart->n_series; i++) {
        struct amount amount = chart->series[i].amounts[column];

        above =
            above || (amount.kind == AMOUNT_NUMBER && amount.value.units > 0);
        below =
            below || (amount.kind == AMOUNT_NUMBER && amount.value.units < 0);
    }
    return above && below;
}

static void check_signs(const struct chart *chart, struct diags *diags)
{
    for (size_t i = 0; i < chart->n_columns + chart->n_extras; i++) {
        struct str name = draw_column_name(chart, i);

        if (has_both_signs(chart, i)) {
            diag_add(diags, DIAG_CHART_MIXED_SIGNS, chart->at, "%.*s",
                     STR_ARG(name));
            return;
        }
    }
}

void chart_check(const struct chart *chart, struct diags *diags)
{
    if (chart->type == CHART_STACKED)
        check_signs(chart, diags);
    if (chart->type != CHART_STACKED && chart->type != CHART_GROUPED)
        return;
    if (chart->n_series > PARTS_MAX)
        diag_add(diags, DIAG_CHART_MANY_PARTS, chart->at, "%zu",
                 chart->n_series);
}
