#include <math.h>

#include "chart/kinds.h"
#include "chart/legend.h"

/* The part of a slot that a cluster fills, and the gap between its bars. */
#define CLUSTER_PART 0.8
#define BAR_GAP      2.0

struct cluster {
    const struct plot *plot;
    struct lettering values;
    double pitch; /* from bar to bar */
    double bar;   /* width of one, without its gap */
    bool show_values;
};

/* Figures on some bars only would look like a choice of ours. */
static bool values_fit(const struct drawing *d, const struct cluster *c)
{
    const struct chart *chart = d->chart;
    double widest = 0;

    for (size_t i = 0; i < chart->n_series; i++)
        widest = fmax(widest,
                      kind_widest_number(d, c->values, chart->series[i].amounts,
                                         chart->n_columns + chart->n_extras));
    return widest + c->values.size * DRAW_SIDE_AIR <= c->pitch;
}

static struct cluster cluster_make(const struct drawing *d,
                                   const struct plot *plot)
{
    const struct chart *chart = d->chart;
    double n = (double)chart->n_series;
    double slot = plot->n_columns > 0 ? plot->slot : plot->extra_slot;
    struct cluster c = {.plot = plot,
                        .values = {FACE_REGULAR, d->frame->text, COLOR_INK},
                        .pitch =
                            fmin(slot * CLUSTER_PART / n, plot->names.size * 5),
                        .show_values = true};

    if (c.pitch >= 6)
        c.pitch = floor(c.pitch);
    c.bar = c.pitch > 4 * BAR_GAP ? c.pitch - BAR_GAP : c.pitch;
    if (!values_fit(d, &c)) {
        c.values.size = draw_small(d, c.values.size);
        c.show_values = values_fit(d, &c);
    }
    return c;
}

static void draw_value(struct drawing *d, const struct cluster *c,
                       double middle, struct amount amount)
{
    double value = decimal_to_double(amount.value);
    double end = plot_y(c->plot, value);
    double air = c->values.size * 0.35;

    draw_figure(d, middle,
                value < 0 ? end + air + draw_cap(d, c->values) : end - air,
                false, c->values, amount);
}

static void draw_cluster(struct drawing *d, const struct cluster *c,
                         size_t column)
{
    const struct chart *chart = d->chart;
    double slot;
    double middle = plot_slot(c->plot, column, &slot) + slot / 2;
    double pitch = c->pitch;
    double left = middle - pitch * (double)chart->n_series / 2;

    if (pitch >= 6)
        left = draw_snap(left);
    for (size_t i = 0; i < chart->n_series; i++) {
        const struct chart_series *series = &chart->series[i];
        struct amount amount = series->amounts[column];
        double at = left + pitch * ((double)i + 0.5);

        if (amount.kind != AMOUNT_NUMBER)
            continue;
        draw_bar(
            d,
            plot_bar(c->plot, at, c->bar, 0, decimal_to_double(amount.value)),
            draw_series_color(i),
            draw_bar_title(d, series->name, draw_column_name(chart, column),
                           amount));
    }
    /* Texts come last: they have to stay clear of all bars. */
    for (size_t i = 0; i < chart->n_series; i++) {
        struct amount amount = chart->series[i].amounts[column];
        double at = left + pitch * ((double)i + 0.5);

        if (amount.kind == AMOUNT_NUMBER && c->show_values)
            draw_value(d, c, at, amount);
        else if (amount.without_pm ||
                 (amount.kind == AMOUNT_PM &&
                  !kind_draw_pm(d, c->plot, at, c->values.size)))
            d->notes |= NOTE_UNSAID;
    }
}

double draw_grouped(struct drawing *d, struct rect area)
{
    const struct chart *chart = d->chart;
    double text = d->frame->text;
    struct lettering grey = {FACE_REGULAR, text, COLOR_GREY};
    size_t n = chart->n_columns + chart->n_extras;
    double least = 0;
    double most = 0;

    for (size_t i = 0; i < chart->n_series; i++)
        kind_extend_range(chart->series[i].amounts, n, &least, &most);

    struct scale scale = scale_make(least, most);
    double ticks = plot_tick_width(d, &scale, grey);
    double legend = legend_draw(d, area.x, area.y, area.w);
    struct plot plot = plot_make(d, &scale, area.w - ticks, grey);
    double head = legend + draw_leading(grey);

    plot.area.x = area.x + ticks;
    plot.area.y = area.y + head;
    plot.area.h = kind_plot_height(d, area, head + plot.foot);
    plot_draw_ticks(d, &plot);
    plot_draw_names(d, &plot);
    if (chart->n_series > 0) {
        struct cluster cluster = cluster_make(d, &plot);
        for (size_t i = 0; i < n; i++)
            draw_cluster(d, &cluster, i);
    }
    plot_draw_lines(d, &plot);
    return head + plot.area.h + plot.foot;
}
