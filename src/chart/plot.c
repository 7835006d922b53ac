#include "chart/plot.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "model/words.h"

/* Between the area and the names below it, in sizes of the names. */
#define NAME_AIR 0.35

/* Extras bear long names, so their slots may be wider than a year's; together
 * they take at most this part of the plot. */
#define EXTRAS_PART 0.45

/* Width of an extra's slot by its name alone. */
static double extra_wish(const struct drawing *d, struct lettering look)
{
    double wish = 0;

    for (size_t i = 0; i < d->chart->n_extras; i++)
        wish = fmax(wish, draw_longest_word(d, look, d->chart->extras[i]));
    return wish + look.size * 0.6;
}

static double extras_gap(const struct chart *chart, struct lettering look)
{
    return chart->n_columns > 0 && chart->n_extras > 0 ? look.size * 1.4 : 0;
}

static void set_slots(const struct drawing *d, struct plot *plot, double width)
{
    double n = (double)plot->n_columns;
    double m = (double)plot->n_extras;

    plot->gap = fmin(extras_gap(d->chart, plot->names), width * 0.1);

    double room = width - plot->gap;
    double even = room / fmax(n + m, 1);
    plot->slot = even;
    plot->extra_slot = even;
    if (n > 0 && m > 0) {
        double wish = fmin(extra_wish(d, plot->names), room * EXTRAS_PART / m);

        plot->extra_slot = fmax(wish, even);
        plot->slot = (room - plot->extra_slot * m) / n;
    }
}

static struct text_block extra_name(const struct drawing *d,
                                    const struct plot *plot, size_t i)
{
    return draw_block(
        d, plot->names, d->chart->extras[i],
        fmax(plot->extra_slot - plot->names.size * 0.4, plot->names.size));
}

struct plot plot_make(const struct drawing *d, const struct scale *scale,
                      double width, struct lettering names)
{
    const struct chart *chart = d->chart;
    struct plot plot = {.area = {0, 0, width, 0},
                        .scale = scale,
                        .n_columns = chart->n_columns,
                        .n_extras = chart->n_extras,
                        .names = names};
    double lines = chart->n_columns > 0 ? draw_leading(names) : 0;

    set_slots(d, &plot, width);
    for (size_t i = 0; i < chart->n_extras; i++)
        lines = fmax(lines, extra_name(d, &plot, i).height);
    plot.below = scale->low < 0 ? draw_leading(names) : 0;
    plot.foot = plot.below + lines + NAME_AIR * names.size;
    return plot;
}

double plot_good_width(const struct drawing *d, struct lettering names,
                       double label)
{
    const struct chart *chart = d->chart;
    double extra = fmax(label, extra_wish(d, names));

    return (label + names.size * DRAW_SIDE_AIR) * (double)chart->n_columns +
           extra * (double)chart->n_extras + extras_gap(chart, names);
}

double plot_y(const struct plot *plot, double value)
{
    return plot->area.y + (1 - scale_share(plot->scale, value)) * plot->area.h;
}

double plot_slot(const struct plot *plot, size_t i, double *width)
{
    assert(i < plot->n_columns + plot->n_extras);
    if (i < plot->n_columns) {
        *width = plot->slot;
        return plot->area.x + plot->slot * (double)i;
    }
    *width = plot->extra_slot;
    return plot->area.x + plot->slot * (double)plot->n_columns + plot->gap +
           plot->extra_slot * (double)(i - plot->n_columns);
}

struct rect plot_bar(const struct plot *plot, double middle, double width,
                     double from, double to)
{
    double x = middle - width / 2;
    double y1 = plot_y(plot, fmax(from, to));
    double y2 = plot_y(plot, fmin(from, to));

    if (width >= 6) {
        x = draw_snap(x);
        width = draw_snap(width);
    }
    return (struct rect){x, y1, width, y2 - y1};
}

/* From here on ticks of whole euros are said in millions. */
#define MANY 10000000

/* Are these whole euros (or things), and so many that "100 mln" reads better
 * than "100.000.000"?  The figures on the bars stay as the table has them. */
static bool in_millions(const struct drawing *d, const struct scale *scale)
{
    static const char *const whole[] = {"", "€", "euro", "EUR"};
    bool plain = false;
    int64_t most = 0;

    for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
        plain = plain || str_is(d->chart->unit, whole[i]);
    for (size_t i = 0; i < scale->n_ticks; i++) {
        struct decimal tick = scale->ticks[i];

        if (tick.units % (MANY / 100) != 0 ||
            (tick.units != 0 && tick.scale != 0))
            return false;
        most = llabs(tick.units) > most ? llabs(tick.units) : most;
    }
    return plain && most >= MANY;
}

static struct str tick_text(const struct drawing *d, const struct scale *scale,
                            struct decimal tick)
{
    int64_t tenths = tick.units / (MANY / 100);
    struct decimal millions = {tenths, 1};

    if (tick.units == 0 || !in_millions(d, scale))
        return format_decimal(d->arena, tick, d->frame->lang);
    if (tenths % 10 == 0)
        millions = (struct decimal){tenths / 10, 0};
    return word_with(d->arena, d->frame->lang, WORD_CHART_MILLIONS,
                     format_decimal(d->arena, millions, d->frame->lang));
}

double plot_tick_width(const struct drawing *d, const struct scale *scale,
                       struct lettering look)
{
    double width = 0;

    for (size_t i = 0; i < scale->n_ticks; i++)
        width = fmax(width,
                     draw_width(d, look, tick_text(d, scale, scale->ticks[i])));
    return width + look.size * 0.6;
}

/* Distances of ticks in sizes of their labels: what they need, and what looks
 * calm, if that leaves three of them. */
#define TICKS_TIGHT 1.3
#define TICKS_CALM  2.0

/* 1, 2 or 5: what ticks are multiples of, without its power of ten. */
static int64_t tick_digit(struct decimal tick)
{
    int64_t units = tick.units < 0 ? -tick.units : tick.units;

    while (units >= 10 && units % 10 == 0)
        units /= 10;
    return units;
}

/* Every how-many-th tick is this far from the last; the ticks that stay are
 * round too: 0, 100, 200 ... may become 0, 200, 400, but not 0, 300. */
static size_t tick_stride(const struct plot *plot, double step, int64_t digit,
                          double need)
{
    static const size_t one[] = {1, 2, 5};
    static const size_t two[] = {1, 2, 5};
    static const size_t five[] = {1, 2, 4};
    const size_t *strides = digit == 1 ? one : digit == 2 ? two : five;

    for (size_t i = 0; i < 3; i++)
        if (step * (double)strides[i] >= plot->names.size * need)
            return strides[i];
    return SCALE_TICKS_MAX;
}

static size_t zero_tick(const struct scale *scale)
{
    size_t zero = 0;

    while (zero + 1 < scale->n_ticks && scale->ticks[zero].units != 0)
        zero++;
    return zero;
}

/* A low plot has no room for all ticks: is this one left out?  What stays is
 * counted from zero; when that is only zero itself, the last one stays too. */
static bool is_dense_tick(const struct plot *plot, size_t i)
{
    const struct scale *scale = plot->scale;
    size_t zero = zero_tick(scale);

    if (scale->n_ticks < 2)
        return false;

    size_t next = zero > 0 ? zero - 1 : 1;
    int64_t digit = tick_digit(scale->ticks[next]);
    double step = fabs(plot_y(plot, decimal_to_double(scale->ticks[next])) -
                       plot_y(plot, 0));
    size_t above = scale->n_ticks - 1 - zero;
    size_t stride = tick_stride(plot, step, digit, TICKS_CALM);
    if (above / stride + zero / stride < 2)
        stride = tick_stride(plot, step, digit, TICKS_TIGHT);
    if (above / stride + zero / stride == 0)
        stride = above > zero ? above : zero;
    return (i > zero ? i - zero : zero - i) % stride != 0;
}

void plot_draw_ticks(struct drawing *d, const struct plot *plot)
{
    double half = draw_cap(d, plot->names) / 2;

    for (size_t i = 0; i < plot->scale->n_ticks; i++) {
        struct decimal tick = plot->scale->ticks[i];

        if (is_dense_tick(plot, i))
            continue;
        double y = plot_y(plot, decimal_to_double(tick));

        draw_text(d, plot->area.x - plot->names.size * 0.6, y + half,
                  ANCHOR_END, plot->names, tick_text(d, plot->scale, tick));
    }
}

/* Every how-many-th name is shown: the least number of slots that holds the
 * widest one; a number that shows the first and the last is better, and of two
 * or three names these two say the most. */
static size_t name_stride(const struct drawing *d, const struct plot *plot)
{
    size_t n = plot->n_columns;
    double widest = 0;

    for (size_t i = 0; i < n; i++)
        widest = fmax(widest, draw_width(d, plot->names, d->chart->columns[i]));

    double need = (widest + plot->names.size * 0.5) / plot->slot;
    if (!(need > 1) || n < 2)
        return 1;
    if (need >= (double)(n - 1))
        return n - 1;

    size_t least = (size_t)ceil(need);
    for (size_t stride = least; stride <= 2 * least && stride < n; stride++)
        if ((n - 1) % stride == 0)
            return stride;
    return (n - 1) / least < 3 ? n - 1 : least;
}

void plot_draw_names(struct drawing *d, const struct plot *plot)
{
    double top =
        plot->area.y + plot->area.h + plot->below + NAME_AIR * plot->names.size;
    double baseline =
        top + (draw_leading(plot->names) + draw_cap(d, plot->names)) / 2;
    size_t stride = name_stride(d, plot);
    double slot;

    for (size_t i = 0; i < plot->n_extras; i++) {
        struct text_block block = extra_name(d, plot, i);
        double x = plot_slot(plot, plot->n_columns + i, &slot);

        draw_place_block(d, &block,
                         draw_inside_sheet(d, x + slot / 2, block.width), top,
                         ANCHOR_MIDDLE);
    }
    /* From the last one back: the present end of a series matters most. */
    for (size_t back = 0; back < plot->n_columns; back += stride) {
        size_t i = plot->n_columns - 1 - back;
        struct str name = d->chart->columns[i];
        double middle = plot_slot(plot, i, &slot) + slot / 2;

        middle = draw_inside_sheet(d, middle, draw_width(d, plot->names, name));
        draw_label(d, middle, baseline, false, plot->names, name);
    }
}

struct grid_line {
    struct scene *scene;
    double y, width;
};

static void draw_grid_part(void *to, double x1, double x2)
{
    const struct grid_line *line = to;

    scene_line(line->scene, NULL, x1, line->y, x2, line->y, line->width,
               COLOR_LINE);
}

/* Hairlines lie in the middle of a row of pixels. */
static double on_pixels(double y)
{
    return floor(y) + 0.5;
}

/* Grid and base line of one part: the years, or the extras. */
static void draw_lines_of(struct drawing *d, const struct plot *plot, double x1,
                          double x2)
{
    double zero = plot_y(plot, 0);

    for (size_t i = 0; i < plot->scale->n_ticks; i++) {
        struct grid_line line = {
            d->back,
            on_pixels(plot_y(plot, decimal_to_double(plot->scale->ticks[i]))),
            draw_hairline(d)};

        if (plot->scale->ticks[i].units != 0 && !is_dense_tick(plot, i))
            labels_clear_parts(&d->labels, line.y, x1, x2, draw_grid_part,
                               &line);
    }
    scene_line(d->front, NULL, x1, on_pixels(zero), x2, on_pixels(zero), 1,
               COLOR_GREY);
}

void plot_draw_lines(struct drawing *d, const struct plot *plot)
{
    double years = plot->slot * (double)plot->n_columns;
    double extras = plot->extra_slot * (double)plot->n_extras;
    double right = plot->area.x + plot->area.w;

    if (years > 0)
        draw_lines_of(d, plot, plot->area.x, plot->area.x + years);
    if (extras > 0)
        draw_lines_of(d, plot, right - extras, right);
}
