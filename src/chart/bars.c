#include <math.h>

#include "base/arena.h"
#include "chart/kinds.h"
#include "model/words.h"

void kind_extend_range(const struct amount *amounts, size_t n, double *least,
                       double *most)
{
    for (size_t i = 0; i < n; i++) {
        if (amounts[i].kind != AMOUNT_NUMBER)
            continue;
        double value = decimal_to_double(amounts[i].value);
        *least = fmin(*least, value);
        *most = fmax(*most, value);
    }
}

double kind_widest_number(const struct drawing *d, struct lettering look,
                          const struct amount *amounts, size_t n)
{
    double widest = 0;

    for (size_t i = 0; i < n; i++)
        if (amounts[i].kind == AMOUNT_NUMBER)
            widest = fmax(
                widest, draw_width(d, look, draw_marked_number(d, amounts[i])));
    return widest;
}

double kind_plot_height(const struct drawing *d, struct rect area, double rest)
{
    double text = d->frame->text;

    if (area.h > 0)
        return floor(fmax(area.h - rest, text * 6));
    return draw_snap(fmin(fmax(area.w * 0.42, text * 13), text * 20));
}

bool kind_has_without_pm(const struct amount *amounts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (amounts[i].kind == AMOUNT_NUMBER && amounts[i].without_pm)
            return true;
    return false;
}

bool kind_marks_pm(const struct drawing *d, const struct plot *plot,
                   const struct amount *amounts)
{
    struct lettering note = {FACE_ITALIC, d->frame->text, COLOR_GREY};
    double slot = plot->n_columns > 0 ? plot->slot : plot->extra_slot;

    return kind_has_without_pm(amounts, plot->n_columns + plot->n_extras) &&
           draw_width(d, note, word_in(d->frame->lang, WORD_SHORT_WITHOUT_PM)) +
                   note.size * 0.3 >
               slot;
}

bool kind_draw_figure(struct drawing *d, struct lettering look, double middle,
                      double y, struct amount amount, bool mark)
{
    struct lettering note = {FACE_ITALIC, look.size, COLOR_GREY};
    double baseline = y - look.size * 0.35;

    if (!amount.without_pm || mark) {
        double width = draw_width(d, look, draw_marked_number(d, amount));

        return draw_figure(d, draw_inside_sheet(d, middle, width), baseline,
                           false, look, amount);
    }
    if (draw_label(d, middle, baseline, false, note,
                   word_in(d->frame->lang, WORD_SHORT_WITHOUT_PM)))
        return draw_label(d, middle, baseline - draw_leading(note) * 0.95,
                          false, look, draw_number(d, amount));
    d->notes |= NOTE_UNSAID;
    return false;
}

void kind_note_unsaid(struct drawing *d, const struct amount *amounts, size_t n,
                      const size_t *chosen, size_t n_chosen)
{
    for (size_t i = 0; i < n; i++) {
        bool drawn = false;

        for (size_t k = 0; k < n_chosen; k++)
            drawn = drawn || chosen[k] == i;
        if (amounts[i].without_pm && !drawn)
            d->notes |= NOTE_UNSAID;
    }
}

bool kind_draw_pm(struct drawing *d, const struct plot *plot, double middle,
                  double size)
{
    struct lettering look = {FACE_ITALIC, size, COLOR_GREY};

    return draw_label(d, middle, plot_y(plot, 0) - size * 0.35, false, look,
                      STR("PM"));
}

/* Neighbours without an amount share one "PM" where each has no room. */
static void draw_pms(struct drawing *d, const struct plot *plot,
                     const struct bar_series *series)
{
    size_t n = plot->n_columns + plot->n_extras;
    double width;

    for (size_t i = 0; i < n; i++) {
        if (series->amounts[i].kind != AMOUNT_PM)
            continue;

        double left = plot_slot(plot, i, &width);
        if (kind_draw_pm(d, plot, left + width / 2, series->values.size))
            continue;
        while (i + 1 < n && i + 1 != plot->n_columns &&
               series->amounts[i + 1].kind == AMOUNT_PM)
            i++;
        double right = plot_slot(plot, i, &width) + width;
        if (!kind_draw_pm(d, plot, (left + right) / 2, series->values.size))
            d->notes |= NOTE_UNSAID;
    }
}

/* The figure of bar i, at its far end. */
static bool draw_value(struct drawing *d, const struct plot *plot,
                       const struct bar_series *series, size_t i)
{
    const struct amount *amount = &series->amounts[i];
    struct lettering look = series->values;
    double width;
    double middle = plot_slot(plot, i, &width) + width / 2;
    double cap = draw_cap(d, look);

    if (amount->kind == AMOUNT_NIL) {
        look.color = COLOR_GREY;
        return draw_label(d, middle, plot_y(plot, 0) - look.size * 0.35, false,
                          look, STR("–"));
    }
    if (amount->kind != AMOUNT_NUMBER)
        return true;

    double value = decimal_to_double(amount->value);
    double end = plot_y(plot, value);
    if (value >= 0)
        return kind_draw_figure(d, look, middle, end, *amount, series->mark);
    return draw_figure(d, middle, end + look.size * 0.35 + cap, false, look,
                       *amount);
}

size_t kind_choose_values(const struct amount *amounts, size_t n,
                          size_t chosen[KIND_CHOSEN_MAX])
{
    size_t highest = 0;
    size_t count = 0;

    if (n == 0)
        return 0;
    for (size_t i = 1; i < n; i++)
        if (amounts[i].kind == AMOUNT_NUMBER &&
            (amounts[highest].kind != AMOUNT_NUMBER ||
             decimal_cmp(amounts[i].value, amounts[highest].value) >= 0))
            highest = i;
    chosen[count++] = highest;
    if (highest != n - 1)
        chosen[count++] = n - 1;
    if (highest != 0)
        chosen[count++] = 0;
    return count;
}

bool kind_values_fit(const struct drawing *d, const struct plot *plot,
                     struct lettering look, const struct amount *amounts,
                     double widest)
{
    size_t n = plot->n_columns + plot->n_extras;

    widest = fmax(widest, kind_widest_number(d, look, amounts, n));
    /* Extras have the wider slots. */
    return widest + look.size * DRAW_SIDE_AIR <=
           (plot->n_columns > 0 ? plot->slot : plot->extra_slot);
}

void draw_bar_series(struct drawing *d, const struct plot *plot,
                     const struct bar_series *series)
{
    size_t n = plot->n_columns + plot->n_extras;
    double bar = fmin(plot->slot > 0 ? plot->slot : plot->extra_slot,
                      plot->names.size * 8) *
                 series->bar_part;
    size_t chosen[KIND_CHOSEN_MAX];
    size_t n_chosen = kind_choose_values(series->amounts, n, chosen);
    double width;

    for (size_t i = 0; i < n; i++) {
        const struct amount *amount = &series->amounts[i];
        double middle = plot_slot(plot, i, &width) + width / 2;

        if (amount->kind == AMOUNT_NUMBER)
            draw_bar(d,
                     plot_bar(plot, middle, fmin(bar, width), 0,
                              decimal_to_double(amount->value)),
                     COLOR_BLUE,
                     draw_bar_title(d, series->name,
                                    draw_column_name(d->chart, i), *amount));
    }
    if (kind_values_fit(d, plot, series->values, series->amounts,
                        series->widest)) {
        for (size_t i = 0; i < n; i++)
            draw_value(d, plot, series, i);
    } else {
        for (size_t i = 0; i < n_chosen; i++)
            draw_value(d, plot, series, chosen[i]);
        kind_note_unsaid(d, series->amounts, n, chosen, n_chosen);
    }
    draw_pms(d, plot, series);
}

/* The only series, or the totals of several. */
static const struct amount *shown_amounts(const struct chart *chart,
                                          struct str *name, enum lang lang)
{
    if (chart->n_series != 1 && chart->totals != NULL) {
        *name = word_in(lang, WORD_TOTAL);
        return chart->totals;
    }
    *name = chart->series[0].name;
    return chart->series[0].amounts;
}

double draw_bars(struct drawing *d, struct rect area)
{
    const struct chart *chart = d->chart;
    size_t n = chart->n_columns + chart->n_extras;
    double text = d->frame->text;
    struct lettering grey = {FACE_REGULAR, text, COLOR_GREY};
    struct bar_series series = {.values = {FACE_SEMIBOLD, text, COLOR_INK},
                                .bar_part = KIND_BAR_PART};
    double least = 0;
    double most = 0;

    if (chart->n_series > 1 && chart->totals == NULL)
        return draw_grouped(d, area);
    if (chart->n_series == 0 && chart->totals == NULL)
        return 0;
    series.amounts = shown_amounts(chart, &series.name, d->frame->lang);
    kind_extend_range(series.amounts, n, &least, &most);

    struct scale scale = scale_make(least, most);
    double ticks = plot_tick_width(d, &scale, grey);
    struct plot plot = plot_make(d, &scale, area.w - ticks, grey);
    double head = draw_leading(series.values);
    series.mark = kind_marks_pm(d, &plot, series.amounts);
    if (!kind_values_fit(d, &plot, series.values, series.amounts, 0))
        series.values.size = draw_small(d, series.values.size);
    if (kind_has_without_pm(series.amounts, n) && !series.mark)
        head += draw_leading(grey);

    plot.area.x = area.x + ticks;
    plot.area.y = area.y + head;
    plot.area.h = kind_plot_height(d, area, head + plot.foot);
    plot_draw_ticks(d, &plot);
    plot_draw_names(d, &plot);
    draw_bar_series(d, &plot, &series);
    plot_draw_lines(d, &plot);
    return head + plot.area.h + plot.foot;
}
