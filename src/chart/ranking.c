#include <math.h>

#include "base/arena.h"
#include "chart/kinds.h"
#include "model/words.h"

/* Names take at most this part of the width; on a phone they stand above
 * their bar. */
#define NAMES_PART 0.46

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

/* What stands beside or above the bars, and how long they may be. */
static struct ranking ranking_make(const struct drawing *d, struct rect area,
                                   bool names_above)
{
    const struct chart *chart = d->chart;
    double text = d->frame->text;
    struct lettering look = {FACE_REGULAR, text, COLOR_INK};
    struct ranking r = {.column = chart_ranked_column(chart),
                        .values = {FACE_SEMIBOLD, text, COLOR_INK},
                        .bar = draw_snap(text * 1.3),
                        .names_above = names_above};
    double room = names_above ? area.w : area.w * NAMES_PART;
    double least = 0;
    double most = 0;

    r.order = chart_ranking(d->arena, chart, r.column);
    r.names = ARENA_ARRAY(d->arena, chart->n_series + 1, struct text_block);
    for (size_t i = 0; i < chart->n_series; i++) {
        r.names[i] = draw_block(d, look, r.order[i]->long_name, room);
        r.name_width = fmax(r.name_width, r.names[i].width);
        kind_extend_range(&r.order[i]->amounts[r.column], 1, &least, &most);
    }
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

/* A figure that starts (or ends, to the left of zero) at x.  There it has room,
 * which was kept free, unless it is wider than the sheet. */
static void put_value(struct drawing *d, double x, double baseline, bool left,
                      struct lettering look, struct str text)
{
    double half = draw_width(d, look, text) / 2;

    draw_label(d, left ? x - half : x + half, baseline, false, look, text);
}

static void draw_row_value(struct drawing *d, const struct ranking *r,
                           struct amount amount, double middle)
{
    struct lettering look = r->values;
    double air = look.size * 0.45;
    double x = ranking_x(r, 0);
    double baseline = middle + draw_cap(d, look) / 2;

    if (amount.kind == AMOUNT_NUMBER) {
        double value = decimal_to_double(amount.value);
        double end = ranking_x(r, value);

        put_value(d, value < 0 ? end - air : end + air, baseline, value < 0,
                  look, draw_marked_number(d, amount));
        return;
    }
    look.color = COLOR_GREY;
    look.face = amount.kind == AMOUNT_PM ? FACE_ITALIC : FACE_REGULAR;
    if (amount.kind == AMOUNT_PM || amount.kind == AMOUNT_NIL)
        put_value(d, x + air, baseline, false, look,
                  amount.kind == AMOUNT_PM ? STR("PM") : STR("–"));
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
}

/* Between a name and the bar below it, for its tails. */
static double below_name(const struct ranking *r)
{
    return r->values.size * 0.15;
}

/* Height of a row by its texts. */
static double row_need(const struct ranking *r, size_t i)
{
    if (r->names_above)
        return r->names[i].height + below_name(r) + r->bar;
    return fmax(r->names[i].height, r->bar);
}

/* Spreads the rows over the height there is, within reason. */
static void spread_rows(const struct drawing *d, struct ranking *r,
                        double height)
{
    double text = d->frame->text;
    double need = 0;
    size_t n = d->chart->n_series;

    r->pad = text * 0.7;
    if (height <= 0 || n == 0)
        return;
    for (size_t i = 0; i < n; i++)
        need += row_need(r, i);

    double spare = fmax((height - need) / (double)n, 0);
    if (!r->names_above) {
        double thicker = fmin(spare * 0.5, text * 0.5);
        r->bar = draw_snap(r->bar + thicker);
    }
    need = 0;
    for (size_t i = 0; i < n; i++)
        need += row_need(r, i);
    spare = (height - need) / (double)n;
    r->pad = fmin(fmax(spare, text * 0.35), text * 1.4);
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
    double text = d->frame->text;
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
    double text = d->frame->text;

    if (chart->n_series == 0 || chart->n_columns + chart->n_extras == 0)
        return 0;

    struct ranking r = ranking_make(d, area, d->frame->narrow);
    if (!set_scale_place(d, &r, area)) {
        r = ranking_make(d, area, true);
        set_scale_place(d, &r, area);
    }

    double over = text * 0.2; /* the base line, above and below the bars */
    double y = area.y + over;

    spread_rows(d, &r, area.h - 2 * over);
    for (size_t i = 0; i < chart->n_series; i++)
        y = draw_row(d, &r, i, area.x, y);
    y -= r.pad;
    if (!r.names_above) {
        double zero = draw_snap(ranking_x(&r, 0)) - 0.5;
        scene_line(d->front, NULL, zero, area.y, zero, y + over, 1, COLOR_GREY);
    }
    return y + over - area.y;
}
