#include <math.h>

#include "base/arena.h"
#include "chart/kinds.h"
#include "chart/legend.h"
#include "model/words.h"

/* White between parts, so that neighbours need no contrast with each other. */
#define PART_GAP 2.0
/* Names beside the last bar take at most this part of the width. */
#define NAMES_PART 0.3

struct stack {
    struct plot plot;
    struct lettering figures; /* in the parts and on top */
    double bar;               /* width */
    struct amount *totals;    /* one a column, one an extra */
    bool mark;                /* "excl. PM" has no room */
    bool show_parts;          /* the bars hold the figures of their parts */
};

/* Where each stack ends: parts above zero go up, those below it down; the two
 * are never mixed. */
static void stack_ends(const struct chart *chart, size_t column, double *down,
                       double *up)
{
    *down = 0;
    *up = 0;
    for (size_t i = 0; i < chart->n_series; i++) {
        struct amount amount = chart->series[i].amounts[column];
        double value =
            amount.kind == AMOUNT_NUMBER ? decimal_to_double(amount.value) : 0;

        if (value < 0)
            *down += value;
        else
            *up += value;
    }
}

/* A part without the white gap towards the one nearer to zero. */
static struct rect part_box(const struct stack *s, double middle, double from,
                            double to)
{
    struct rect box = plot_bar(&s->plot, middle, s->bar, from, to);
    double gap = from == 0 ? 0 : fmin(PART_GAP, box.h / 2);

    if (to < from)
        box.y += gap;
    box.h -= gap;
    return box;
}

/* A figure needs air above and below it in its part. */
static bool holds_figure(const struct drawing *d, const struct stack *s,
                         const struct rect *part)
{
    return part->h >= draw_cap(d, s->figures) * 1.7;
}

/* Draws one stack; boxes[i] is the box of part i, empty where it has none. */
static void draw_stack(struct drawing *d, const struct stack *s, size_t column,
                       struct rect *boxes)
{
    const struct chart *chart = d->chart;
    struct lettering look = s->figures;
    double cap = draw_cap(d, look);
    double slot;
    double middle = plot_slot(&s->plot, column, &slot) + slot / 2;
    double up = 0;
    double down = 0;

    for (size_t i = 0; i < chart->n_series; i++) {
        const struct chart_series *series = &chart->series[i];
        struct amount amount = series->amounts[column];

        boxes[i] = (struct rect){0, 0, 0, 0};
        if (amount.kind != AMOUNT_NUMBER || amount.value.units == 0)
            continue;

        double value = decimal_to_double(amount.value);
        double *end = value < 0 ? &down : &up;
        struct rect box = part_box(s, middle, *end, *end + value);

        *end += value;
        boxes[i] = box;
        draw_bar(d, box, draw_series_color(i),
                 draw_bar_title(d, series->name,
                                draw_column_name(chart, column), amount));
        look.color = draw_on_series_color(i);
        if (s->show_parts && holds_figure(d, s, &box))
            draw_figure(d, box.x + box.w / 2, box.y + (box.h + cap) / 2, true,
                        look, amount);
    }
}

/* The baseline of a figure beside its part: in the middle of it, but clear of
 * the line that the bars stand on. */
static double beside_part(const struct drawing *d, const struct stack *s,
                          const struct rect *part, bool below_zero)
{
    double cap = draw_cap(d, s->figures);
    double middle = part->y + (part->h + cap) / 2;
    double air = s->figures.size * 0.3;
    double zero = plot_y(&s->plot, 0);

    return below_zero ? fmax(middle, zero + cap + air)
                      : fmin(middle, zero - air);
}

/* Thinner than this a part cannot be seen, and a figure beside it would seem
 * to belong to another. */
#define PART_SEEN 0.5

static bool is_thin(const struct drawing *d, const struct stack *s,
                    const struct rect *part)
{
    return part->h >= PART_SEEN && !holds_figure(d, s, part);
}

/* Room for a figure beside a bar that is clearly nearer to this bar than to the
 * next, which begins as far behind the slot as this one ends before it. */
static bool has_room_beside(const struct stack *s, double width)
{
    double slot = s->plot.n_columns > 0 ? s->plot.slot : s->plot.extra_slot;

    return width + s->figures.size * 0.9 <= slot - s->bar;
}

/* Where the figures of all thin parts of a stack go, from the lowest up; false
 * when two of them would touch. */
static bool thin_baselines(const struct drawing *d, const struct stack *s,
                           size_t column, const struct rect *boxes,
                           double *baselines)
{
    const struct chart *chart = d->chart;
    double need = draw_cap(d, s->figures) + s->figures.size * 0.25;
    bool any = false;
    double last = 0;

    for (size_t i = 0; i < chart->n_series; i++) {
        if (!is_thin(d, s, &boxes[i]))
            continue;
        baselines[i] = beside_part(
            d, s, &boxes[i], chart->series[i].amounts[column].value.units < 0);
        if (any && fabs(baselines[i] - last) < need)
            return false;
        last = baselines[i];
        any = true;
    }
    return true;
}

/* Figures of parts too thin to hold them: beside the bar, at the height of the
 * part; all of a stack or none.  What has no room is left to the table. */
static void draw_thin_figures(struct drawing *d, const struct stack *s,
                              size_t column, const struct rect *boxes)
{
    const struct chart *chart = d->chart;
    double *baselines = ARENA_ARRAY(d->arena, chart->n_series + 1, double);
    bool room = thin_baselines(d, s, column, boxes, baselines);

    for (size_t i = 0; i < chart->n_series; i++) {
        struct amount amount = chart->series[i].amounts[column];
        double half =
            draw_width(d, s->figures, draw_marked_number(d, amount)) / 2;
        double middle = boxes[i].x + boxes[i].w + s->figures.size * 0.3 + half;

        if (!is_thin(d, s, &boxes[i]))
            continue;
        if (room)
            draw_figure(d, middle, baselines[i], false, s->figures, amount);
        else if (amount.without_pm)
            d->notes |= NOTE_UNSAID;
    }
}

/* The widest figure of all thin parts. */
static double widest_thin(const struct drawing *d, const struct stack *s,
                          const struct rect *boxes)
{
    const struct chart *chart = d->chart;
    double widest = 0;

    for (size_t k = 0; k < chart->n_columns + chart->n_extras; k++)
        for (size_t i = 0; i < chart->n_series; i++)
            if (is_thin(d, s, &boxes[k * chart->n_series + i]))
                widest = fmax(widest,
                              draw_width(d, s->figures,
                                         draw_marked_number(
                                             d, chart->series[i].amounts[k])));
    return widest;
}

static bool only_pm(const struct chart *chart, size_t column)
{
    bool pm = false;

    for (size_t i = 0; i < chart->n_series; i++) {
        enum amount_kind kind = chart->series[i].amounts[column].kind;

        if (kind == AMOUNT_NUMBER)
            return false;
        pm = pm || kind == AMOUNT_PM;
    }
    return pm;
}

/* The chart's own totals, else sums; none where only a PM is. */
static struct amount *stack_totals(const struct drawing *d)
{
    const struct chart *chart = d->chart;
    size_t n = chart->n_columns + chart->n_extras;
    struct amount *totals = ARENA_ARRAY(d->arena, n + 1, struct amount);

    for (size_t k = 0; k < n; k++) {
        struct tally tally = {0};

        if (only_pm(chart, k))
            continue;
        for (size_t i = 0; i < chart->n_series && chart->totals == NULL; i++)
            tally_add(&tally, chart->series[i].amounts[k]);
        totals[k] =
            chart->totals != NULL ? chart->totals[k] : tally_sum(&tally);
    }
    return totals;
}

/* The total on top; under its figure "excl. PM" where it left one out. */
static void draw_total(struct drawing *d, const struct stack *s, size_t column)
{
    struct lettering look = {FACE_SEMIBOLD, s->figures.size, COLOR_INK};
    double slot;
    double middle = plot_slot(&s->plot, column, &slot) + slot / 2;
    double down;
    double up;

    if (s->totals[column].kind != AMOUNT_NUMBER)
        return;
    stack_ends(d->chart, column, &down, &up);
    if (up == 0 && down < 0)
        draw_figure(d, middle,
                    plot_y(&s->plot, down) + look.size * 0.4 +
                        draw_cap(d, look),
                    false, look, s->totals[column]);
    else
        kind_draw_figure(d, look, middle, plot_y(&s->plot, up),
                         s->totals[column], s->mark);
}

static void draw_only_pm(struct drawing *d, const struct stack *s,
                         size_t column)
{
    double slot;
    double left = plot_slot(&s->plot, column, &slot);

    if (only_pm(d->chart, column) &&
        !kind_draw_pm(d, &s->plot, left + slot / 2, s->figures.size))
        d->notes |= NOTE_UNSAID;
}

static bool totals_fit(const struct drawing *d, const struct stack *s)
{
    struct lettering look = {FACE_SEMIBOLD, s->figures.size, COLOR_INK};

    return kind_values_fit(d, &s->plot, look, s->totals, 0);
}

/* Without room for all of them: the highest, the last and the first. */
static void draw_totals(struct drawing *d, const struct stack *s)
{
    size_t n = s->plot.n_columns + s->plot.n_extras;
    size_t chosen[KIND_CHOSEN_MAX];
    size_t n_chosen = kind_choose_values(s->totals, n, chosen);

    if (totals_fit(d, s)) {
        for (size_t i = 0; i < n; i++)
            draw_total(d, s, i);
    } else {
        for (size_t i = 0; i < n_chosen; i++)
            draw_total(d, s, chosen[i]);
        kind_note_unsaid(d, s->totals, n, chosen, n_chosen);
    }
    for (size_t i = 0; i < n; i++)
        draw_only_pm(d, s, i);
}

/* The names beside the last stack: one for each part, at its height. */
struct side_names {
    struct text_block *blocks;
    double *tops;
    double height; /* of all of them */
    double width;
    bool with_figures; /* of thin parts: "Beheer: 12" */
};

/* "Beheer", or with the last figure. */
static struct str side_name(const struct drawing *d, size_t part,
                            bool with_figure)
{
    const struct chart *chart = d->chart;
    const struct chart_series *series = &chart->series[part];
    size_t last = chart->n_columns + chart->n_extras - 1;

    if (!with_figure)
        return series->name;
    return str_format(d->arena, "%.*s:\u00A0%.*s", STR_ARG(series->name),
                      STR_ARG(draw_marked_number(d, series->amounts[last])));
}

/* `thin` says which parts need their figure here; NULL: none of them. */
static struct side_names side_names_make(const struct drawing *d, double room,
                                         const bool *thin)
{
    const struct chart *chart = d->chart;
    struct lettering look = {FACE_REGULAR, d->frame->text, COLOR_INK};
    struct side_names names = {
        ARENA_ARRAY(d->arena, chart->n_series, struct text_block),
        ARENA_ARRAY(d->arena, chart->n_series, double), 0, 0, thin != NULL};

    for (size_t i = 0; i < chart->n_series; i++) {
        names.blocks[i] =
            draw_block(d, look, side_name(d, i, thin != NULL && thin[i]), room);
        names.height += names.blocks[i].height;
        names.width = fmax(names.width, names.blocks[i].width);
    }
    return names;
}

/* Parts of the last stack that are too thin to hold their figure in a plot of
 * that height. */
static bool *find_thin(const struct drawing *d, const struct scale *scale,
                       double height)
{
    const struct chart *chart = d->chart;
    struct lettering look = {FACE_REGULAR, d->frame->text, COLOR_INK};
    size_t n = chart->n_columns + chart->n_extras;
    bool *thin = ARENA_ARRAY(d->arena, chart->n_series + 1, bool);

    for (size_t i = 0; i < chart->n_series && n > 0; i++) {
        double value = decimal_to_double(chart->series[i].amounts[n - 1].value);

        thin[i] = fabs(value) / (scale->high - scale->low) * height <
                  draw_cap(d, look) * 1.7;
    }
    return thin;
}

/* Beside the last bar only when every part is in it, above zero, and all names
 * have room; else the names go into a legend. */
static bool names_fit_beside(const struct drawing *d,
                             const struct side_names *names, double height)
{
    const struct chart *chart = d->chart;
    size_t n = chart->n_columns + chart->n_extras;

    if (d->frame->narrow || chart->n_series < 2 || n == 0 ||
        names->height > height * 0.9)
        return false;
    for (size_t i = 0; i < chart->n_series; i++) {
        struct amount amount = chart->series[i].amounts[n - 1];

        if (amount.kind != AMOUNT_NUMBER || amount.value.units <= 0)
            return false;
    }
    return true;
}

/* Moves names apart that would touch: down from the top, then up from the
 * bottom of the plot.  The first series is the lowest. */
static void spread_names(const struct side_names *names, size_t n,
                         const struct plot *plot)
{
    double limit = plot->area.y + plot->area.h;
    double from = plot->area.y - names->blocks[n - 1].height / 2;

    for (size_t i = n; i-- > 0;) {
        names->tops[i] = fmax(names->tops[i], from);
        from = names->tops[i] + names->blocks[i].height;
    }
    for (size_t i = 0; i < n; i++) {
        names->tops[i] = fmin(names->tops[i], limit - names->blocks[i].height);
        limit = names->tops[i];
    }
}

/* A fine line that figures beside their part stay clear of. */
static void draw_leader(struct drawing *d, double x1, double y1, double x2,
                        double y2)
{
    scene_line(d->front, NULL, x1, y1, x2, y2, draw_hairline(d), COLOR_GREY);
    labels_add_bar(&d->labels, (struct rect){x1, fmin(y1, y2), x2 - x1,
                                             fmax(fabs(y2 - y1), 1)});
}

static void draw_side_names(struct drawing *d, const struct stack *s,
                            const struct side_names *names,
                            const struct rect *boxes)
{
    size_t n = d->chart->n_series;
    double size = d->frame->text;
    double right = boxes[0].x + boxes[0].w;
    double x = s->plot.area.x + s->plot.area.w + size * 0.4;

    for (size_t i = 0; i < n; i++)
        names->tops[i] =
            boxes[i].y + (boxes[i].h - names->blocks[i].height) / 2;
    spread_names(names, n, &s->plot);
    for (size_t i = 0; i < n; i++) {
        double y = names->tops[i] + names->blocks[i].height / 2;
        double part = boxes[i].y + boxes[i].h / 2;

        /* A name that had to move is led back to its part. */
        if (fabs(y - part) > size * 0.5)
            draw_leader(d, right + 3, part, x - size * 0.3, y);
        draw_place_block(d, &names->blocks[i], x, names->tops[i], ANCHOR_START);
    }
}

/* Figures on top of the plot: the total, and the line under it. */
static double head_height(const struct stack *s)
{
    size_t n = s->plot.n_columns + s->plot.n_extras;
    double line = draw_leading(s->figures);

    return kind_has_without_pm(s->totals, n) && !s->mark ? 2 * line : line;
}

/* Can the bars hold the figures of their parts?  All or none: figures on some
 * would look like a choice.  The only part is the total, whose figure stands
 * on top. */
static bool bars_hold_figures(const struct drawing *d, const struct stack *s)
{
    size_t n = s->plot.n_columns + s->plot.n_extras;
    double widest = 0;

    for (size_t i = 0; i < d->chart->n_series; i++)
        widest =
            fmax(widest, kind_widest_number(d, s->figures,
                                            d->chart->series[i].amounts, n));
    return d->chart->n_series > 1 && widest + s->figures.size * 0.4 <= s->bar;
}

/* Smaller figures before no figures. */
static void choose_size(const struct drawing *d, struct stack *s)
{
    double full = s->figures.size;

    s->show_parts = bars_hold_figures(d, s);
    if (totals_fit(d, s) && (s->show_parts || d->chart->n_series < 2))
        return;
    s->figures.size = draw_small(d, full);
    s->show_parts = bars_hold_figures(d, s);
    if (!s->show_parts && !totals_fit(d, s))
        s->figures.size = full;
}

/* All of the plot but its height. */
static struct stack stack_make(const struct drawing *d,
                               const struct scale *scale, double width)
{
    struct lettering grey = {FACE_REGULAR, d->frame->text, COLOR_GREY};
    struct stack s = {
        .plot = plot_make(d, scale, width, grey),
        .figures = {FACE_REGULAR, d->frame->text, COLOR_INK},
        .totals = stack_totals(d),
    };
    double slot = s.plot.n_columns > 0 ? s.plot.slot : s.plot.extra_slot;

    s.bar =
        fmin(slot * (d->frame->narrow ? 0.82 : KIND_BAR_PART), grey.size * 6.5);
    s.mark = kind_marks_pm(d, &s.plot, s.totals);
    choose_size(d, &s);
    return s;
}

/* Figures in a few parts of many would look like a choice of ours: less than a
 * third of them. */
static bool few_hold_figures(const struct drawing *d, const struct stack *s)
{
    const struct chart *chart = d->chart;
    size_t n_parts = 0;
    size_t n_hold = 0;

    for (size_t i = 0; i < chart->n_series; i++)
        for (size_t k = 0; k < chart->n_columns + chart->n_extras; k++) {
            struct amount amount = chart->series[i].amounts[k];
            double end = plot_y(&s->plot, decimal_to_double(amount.value));
            struct rect part = {.h = fabs(end - plot_y(&s->plot, 0))};

            if (amount.kind != AMOUNT_NUMBER || amount.value.units == 0)
                continue;
            n_parts++;
            n_hold += holds_figure(d, s, &part);
        }
    return 3 * n_hold < n_parts;
}

static void draw_all(struct drawing *d, struct stack *s,
                     struct side_names *names, bool beside)
{
    size_t n = d->chart->n_columns + d->chart->n_extras;
    size_t n_parts = d->chart->n_series;
    struct rect *boxes = ARENA_ARRAY(d->arena, n * n_parts + 1, struct rect);

    s->show_parts = s->show_parts && !few_hold_figures(d, s);
    if (names->with_figures && !s->show_parts)
        *names = side_names_make(d, names->width, NULL);
    plot_draw_ticks(d, &s->plot);
    plot_draw_names(d, &s->plot);
    for (size_t i = 0; i < n; i++)
        draw_stack(d, s, i, boxes + i * n_parts);
    if (beside)
        draw_side_names(d, s, names, boxes + (n - 1) * n_parts);
    draw_totals(d, s);
    if (s->show_parts && has_room_beside(s, widest_thin(d, s, boxes)))
        for (size_t i = 0; i + names->with_figures < n; i++)
            draw_thin_figures(d, s, i, boxes + i * n_parts);
    plot_draw_lines(d, &s->plot);
}

static struct scale stack_scale(const struct chart *chart)
{
    double least = 0;
    double most = 0;

    for (size_t i = 0; i < chart->n_columns + chart->n_extras; i++) {
        double down;
        double up;

        stack_ends(chart, i, &down, &up);
        least = fmin(least, down);
        most = fmax(most, up);
    }
    return scale_make(least, most);
}

/* The stack, and the names beside it; without blocks: they go in a legend. */
struct sides {
    struct stack stack;
    struct side_names names;
};

/* Names beside the bars, with the figures that have no other place; names
 * alone; or no names, for figures are worth more than they are. */
static struct sides choose_sides(const struct drawing *d,
                                 const struct scale *scale, struct rect area,
                                 double width)
{
    double text = d->frame->text;
    double guess = kind_plot_height(d, area, text * 4);
    struct stack full = stack_make(d, scale, width);
    struct sides sides = {.stack = full};

    for (int with_figures = 1; with_figures >= 0; with_figures--) {
        const bool *thin = with_figures ? find_thin(d, scale, guess) : NULL;
        struct side_names names = side_names_make(d, area.w * NAMES_PART, thin);
        struct stack s = stack_make(d, scale, width - names.width - text * 0.5);

        if (!names_fit_beside(d, &names, guess) ||
            (!s.show_parts &&
             (with_figures || full.show_parts || !totals_fit(d, &s))))
            continue;
        sides.stack = s;
        sides.names = names;
        break;
    }
    return sides;
}

double draw_stacked(struct drawing *d, struct rect area)
{
    double text = d->frame->text;
    struct lettering grey = {FACE_REGULAR, text, COLOR_GREY};
    struct scale scale = stack_scale(d->chart);
    double ticks = plot_tick_width(d, &scale, grey);
    struct sides sides = choose_sides(d, &scale, area, area.w - ticks);
    struct stack s = sides.stack;
    bool beside = sides.names.blocks != NULL;

    double head = head_height(&s);

    if (!beside && d->chart->n_series > 1)
        head += legend_draw(d, area.x, area.y, area.w);

    s.plot.area.x = area.x + ticks;
    s.plot.area.y = area.y + head;
    s.plot.area.h = kind_plot_height(d, area, head + s.plot.foot);
    draw_all(d, &s, &sides.names, beside);
    return s.plot.area.y + s.plot.area.h + s.plot.foot - area.y;
}
