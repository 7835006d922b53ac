#include <math.h>

#include "base/arena.h"
#include "chart/kinds.h"
#include "model/words.h"

/* Parts of the width for the names, the least first: bars are compared, names
 * are read.  On a phone they stand above their bar. */
static const double name_parts[] = {0.3, 0.36, 0.41, 0.46};

enum {
    N_NAME_PARTS = sizeof(name_parts) / sizeof(name_parts[0]),
    NAME_LINES_MAX = 2, /* where a wider column avoids more */
};

/* In a column slimmer than this, in sizes of text, names are on one line. */
#define NAMES_SLIM 9

/* Air between rows, in sizes of text: at least, as it suits, and at most. */
#define ROW_AIR      0.35
#define ROW_AIR_GOOD 0.7
#define ROW_AIR_MOST 1.8

/* Bars grow where there is room, but no thicker than this. */
#define BAR_MOST 2.6

struct ranking {
    size_t column;
    const struct chart_series **order; /* largest first */
    struct text_block *names;
    struct lettering values;
    struct scale scale;
    double left;  /* of the scale's low end */
    double width; /* of the scale */
    double name_width;
    bool names_above; /* their bars, where there is no room beside them */
    double pad;       /* between rows */
    double bar;       /* thickness */
};

/* Between a name and the bar below it, for its tails. */
static double below_name(const struct ranking *r)
{
    return r->values.size * 0.15;
}

/* Breaks the names into lines of at most `room`; false when a wider column
 * would look better. */
static bool set_names(const struct drawing *d, struct ranking *r, double room)
{
    struct lettering look = {FACE_REGULAR, r->values.size, COLOR_INK};
    bool slim = room < r->values.size * NAMES_SLIM;
    size_t most = slim ? 1 : NAME_LINES_MAX;
    bool good = true;

    r->name_width = 0;
    for (size_t i = 0; i < d->chart->n_series; i++) {
        struct str name = r->order[i]->long_name;

        r->names[i] = draw_block(d, look, name, room);
        r->name_width = fmax(r->name_width, r->names[i].width);
        good = good && r->names[i].lines.count <= most &&
               draw_longest_word(d, look, name) <= room;
    }
    return good;
}

/* Height of a row by its texts. */
static double row_need(const struct ranking *r, size_t i)
{
    if (r->names_above)
        return r->names[i].height + below_name(r) + r->bar;
    return fmax(r->names[i].height, r->bar);
}

/* Of the base line, above and below the bars. */
static double over_bars(const struct ranking *r)
{
    return r->values.size * 0.2;
}

/* Height of all rows, with the least air between them. */
static double rows_need(const struct drawing *d, const struct ranking *r)
{
    double need = 2 * over_bars(r);

    for (size_t i = 0; i < d->chart->n_series; i++)
        need += row_need(r, i) + (i > 0 ? r->values.size * ROW_AIR : 0);
    return need;
}

static bool rows_fit(const struct drawing *d, const struct ranking *r,
                     struct rect area)
{
    return area.h <= 0 || rows_need(d, r) <= area.h;
}

/* The narrowest column that breaks no word and needs no more lines or height
 * than there should be. */
static void choose_names(const struct drawing *d, struct ranking *r,
                         struct rect area)
{
    if (r->names_above)
        set_names(d, r, area.w);
    for (size_t i = 0; i < N_NAME_PARTS && !r->names_above; i++)
        if (set_names(d, r, area.w * name_parts[i]) && rows_fit(d, r, area))
            break;
}

/* What stands beside or above the bars, and how long they may be. */
static struct ranking ranking_make(const struct drawing *d, struct rect area,
                                   bool names_above)
{
    const struct chart *chart = d->chart;
    double text = d->frame->text;
    struct ranking r = {.column = chart_ranked_column(chart),
                        .values = {FACE_SEMIBOLD, text, COLOR_INK},
                        .bar = draw_snap(text * 1.3),
                        .names_above = names_above};
    double least = 0;
    double most = 0;

    r.order = chart_ranking(d->arena, chart, r.column);
    r.names = ARENA_ARRAY(d->arena, chart->n_series + 1, struct text_block);
    for (size_t i = 0; i < chart->n_series; i++)
        kind_extend_range(&r.order[i]->amounts[r.column], 1, &least, &most);
    choose_names(d, &r, area);
    if (!(most > least))
        most = least + 1;
    r.scale.low = least;
    r.scale.high = most;
    return r;
}

static double widest_value(const struct drawing *d, const struct ranking *r)
{
    double widest = draw_width(d, r->values, STR("PM"));

    for (size_t i = 0; i < d->chart->n_series; i++)
        widest = fmax(widest,
                      kind_widest_number(d, r->values,
                                         &r->order[i]->amounts[r->column], 1));
    return widest + r->values.size * 0.5;
}

static double ranking_x(const struct ranking *r, double value)
{
    return r->left + scale_share(&r->scale, value) * r->width;
}

/* What stands in the place of a bar. */
static struct str word_without_number(const struct drawing *d,
                                      struct amount amount)
{
    switch (amount.kind) {
    case AMOUNT_PM:
        return STR("PM");
    case AMOUNT_NIL:
        return STR("–");
    case AMOUNT_NUMBER:
    case AMOUNT_EMPTY:
    case AMOUNT_BAD:
        break;
    }
    return word_in(d->frame->lang, WORD_NOT_STATED);
}

/* The figure at the end of its bar: there it has room, which was kept free,
 * unless it is wider than the sheet. */
static void draw_row_figure(struct drawing *d, const struct ranking *r,
                            struct amount amount, double baseline)
{
    double value = decimal_to_double(amount.value);
    double end = ranking_x(r, value);
    double half = draw_width(d, r->values, draw_marked_number(d, amount)) / 2;
    double away = half + r->values.size * 0.45;

    draw_figure(d, value < 0 ? end - away : end + away, baseline, false,
                r->values, amount);
}

static void draw_row_value(struct drawing *d, const struct ranking *r,
                           struct amount amount, double middle)
{
    struct lettering look = r->values;
    double baseline = middle + draw_cap(d, look) / 2;

    if (amount.kind == AMOUNT_NUMBER) {
        draw_row_figure(d, r, amount, baseline);
        return;
    }

    struct str word = word_without_number(d, amount);
    double air = r->names_above ? 0 : look.size * 0.45;
    look.color = COLOR_GREY;
    look.face = amount.kind == AMOUNT_PM ? FACE_ITALIC : FACE_REGULAR;
    if (!draw_label(d, ranking_x(r, 0) + air + draw_width(d, look, word) / 2,
                    baseline, false, look, word) &&
        amount.kind == AMOUNT_PM)
        d->notes |= NOTE_UNSAID;
}

/* Where bars may go both ways, and names stand between them, each row has its
 * piece of the base line. */
static void draw_base(struct drawing *d, const struct ranking *r, double y1,
                      double y2)
{
    double zero = draw_snap(ranking_x(r, 0)) - 0.5;

    scene_line(d->front, NULL, zero, y1, zero, y2, 1, COLOR_GREY);
}

static void draw_row_bar(struct drawing *d, const struct ranking *r, size_t i,
                         double middle)
{
    const struct chart_series *series = r->order[i];
    struct amount amount = series->amounts[r->column];

    if (amount.kind == AMOUNT_NUMBER) {
        double zero = ranking_x(r, 0);
        double end = ranking_x(r, decimal_to_double(amount.value));
        struct rect bar = {fmin(zero, end), draw_snap(middle - r->bar / 2),
                           fabs(end - zero), r->bar};

        draw_bar(d, bar, COLOR_BLUE,
                 draw_bar_title(d, series->long_name,
                                draw_column_name(d->chart, r->column), amount));
    }
    draw_row_value(d, r, amount, middle);
    if (r->names_above && r->scale.low < 0)
        draw_base(d, r, draw_snap(middle - r->bar / 2),
                  draw_snap(middle + r->bar / 2));
}

/* Spreads the rows over the height there is, within reason. */
static void spread_rows(const struct drawing *d, struct ranking *r,
                        double height)
{
    double text = r->values.size;
    double need = 2 * over_bars(r);
    size_t n = d->chart->n_series;

    r->pad = text * ROW_AIR_GOOD;
    if (height <= 0 || n == 0)
        return;

    double spare = fmax((height - rows_need(d, r)) / (double)n, 0);
    if (!r->names_above)
        r->bar = draw_snap(fmin(r->bar + spare * 0.5, text * BAR_MOST));
    for (size_t i = 0; i < n; i++)
        need += row_need(r, i);
    spare = (height - need) / (double)n;
    r->pad = fmin(fmax(spare, text * ROW_AIR), text * ROW_AIR_MOST);
}

static double draw_row(struct drawing *d, const struct ranking *r, size_t i,
                       double x, double y)
{
    const struct text_block *name = &r->names[i];
    double need = row_need(r, i);

    if (r->names_above) {
        draw_place_block(d, name, x, y, ANCHOR_START);
        draw_row_bar(d, r, i, y + need - r->bar / 2);
    } else {
        draw_place_block(d, name, x + r->name_width,
                         y + (need - name->height) / 2, ANCHOR_END);
        draw_row_bar(d, r, i, y + need / 2);
    }
    return y + need + r->pad;
}

/* Where the scale lies, between the names and the figures; false when that is
 * too little for bars to be compared. */
static bool set_scale_place(const struct drawing *d, struct ranking *r,
                            struct rect area)
{
    double text = r->values.size;
    double value = widest_value(d, r);
    double names = r->names_above ? 0 : r->name_width + text * 0.8;
    double before = r->scale.low < 0 ? value : 0;

    r->left = draw_snap(area.x + names + before);
    r->width = fmax(area.x + area.w - value - r->left, text);
    return r->width >= text * 6;
}

double draw_ranking(struct drawing *d, struct rect area)
{
    const struct chart *chart = d->chart;

    if (chart->n_series == 0 || chart->n_columns + chart->n_extras == 0)
        return 0;

    struct ranking r = ranking_make(d, area, d->frame->narrow);
    if (!set_scale_place(d, &r, area)) {
        r = ranking_make(d, area, true);
        set_scale_place(d, &r, area);
    }

    double over = over_bars(&r);
    double y = area.y + over;

    spread_rows(d, &r, area.h);
    for (size_t i = 0; i < chart->n_series; i++)
        y = draw_row(d, &r, i, area.x, y);
    y -= r.pad;
    if (!r.names_above)
        draw_base(d, &r, area.y, y + over);
    return y + over - area.y;
}
