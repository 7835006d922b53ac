#include <math.h>

#include "base/arena.h"
#include "chart/kinds.h"

/* Plots of panels are this much wider than high, when that can be chosen. */
#define ASPECT 1.6
/* No plot is lower than this, in sizes of text. */
#define PLOT_MIN 2.5
/* What it is when it can be chosen, at least and at most. */
#define PLOT_LOW  5.0
#define PLOT_HIGH 7.5
/* Charts higher than this, in their widths, ask for more columns. */
#define TALLEST 1.5
/* Widths that suit a panel, in sizes of text: on a phone two stand side by
 * side, if their figures fit. */
#define PANEL_WIDE   19.0
#define PANEL_NARROW 10.0

/* Series of one group that follow each other. */
struct group {
    struct str name;
    size_t first, count;
};

/* What follows from the size of figures and column names. */
struct type {
    struct lettering names, figures;
    double ticks;      /* width of the tick labels on the left */
    double values;     /* room for figures on top of the bars */
    double widest;     /* figure of all panels */
    double good_width; /* of a panel: every bar has room for its figure */
};

/* How the panels lie.  Rows of panels have the height of their longest title;
 * their plots are all alike. */
struct grid {
    const struct scale *scale;
    struct group *groups;
    size_t n_groups;
    bool heads; /* group names are shown */
    size_t columns, rows;
    struct type full, small, type; /* type: the one that is taken */
    double gap;                    /* between panels, sideways */
    double row_gap;                /* below a panel */
    double panel;                  /* width of one */
    double head;                   /* height of a group's name */
    double foot;                   /* below the plots */
    double plot;                   /* height of the plots */
    struct lettering title;
    struct text_block *titles;
};

static void find_groups(const struct drawing *d, struct grid *g)
{
    const struct chart *chart = d->chart;

    g->groups = ARENA_ARRAY(d->arena, chart->n_series + 1, struct group);
    for (size_t i = 0; i < chart->n_series; i++) {
        struct str name = chart->series[i].group;

        if (i == 0 || !str_eq(name, g->groups[g->n_groups - 1].name))
            g->groups[g->n_groups++] = (struct group){name, i, 0};
        g->groups[g->n_groups - 1].count++;
    }
    /* A group for each panel is none. */
    if (g->n_groups == chart->n_series) {
        g->n_groups = 1;
        g->groups[0].count = chart->n_series;
    }
    /* One name over all panels says what the title says. */
    g->heads = g->n_groups > 1;
}

static double widest_figure(const struct drawing *d, struct lettering look)
{
    const struct chart *chart = d->chart;
    size_t n = chart->n_columns + chart->n_extras;
    double widest = draw_width(d, look, STR("PM"));

    for (size_t i = 0; i < chart->n_series; i++)
        widest = fmax(widest,
                      kind_widest_number(d, look, chart->series[i].amounts, n));
    return widest;
}

static struct type type_make(const struct drawing *d, const struct scale *scale,
                             double size)
{
    struct type type = {.names = {FACE_REGULAR, size, COLOR_GREY},
                        .figures = {FACE_REGULAR, size, COLOR_INK}};

    type.ticks = plot_tick_width(d, scale, type.names);
    type.values = draw_leading(type.figures) + size * 0.4;
    type.widest = widest_figure(d, type.figures);
    type.good_width = plot_good_width(d, type.names, type.widest);
    return type;
}

/* Height of the titles of one row of panels. */
static double row_title(const struct grid *g, size_t first, size_t count)
{
    double height = 0;

    for (size_t i = first; i < first + count; i++)
        height = fmax(height, g->titles[i].height);
    return height;
}

/* How many panels stand in the row that starts with panel `at` of a group. */
static size_t row_count(const struct grid *g, const struct group *group,
                        size_t at)
{
    return group->count - at < g->columns ? group->count - at : g->columns;
}

/* Titles are as wide as their panel; one with empty places beside it may take
 * the next of them too. */
static double title_width(const struct grid *g, const struct group *group,
                          size_t at)
{
    bool last = at == group->count - 1;

    if (last && group->count % g->columns != 0)
        return 2 * g->panel + g->gap;
    return g->panel;
}

static void set_titles(const struct drawing *d, struct grid *g,
                       const struct group *group)
{
    for (size_t i = 0; i < group->count; i++)
        g->titles[group->first + i] =
            draw_block(d, g->title, d->chart->series[group->first + i].name,
                       title_width(g, group, i));
}

static double panel_width(const struct grid *g, double width)
{
    double gaps = g->gap * (double)(g->columns - 1);

    return floor((width - g->type.ticks - gaps) / (double)g->columns);
}

/* Height of the titles of all rows. */
static double set_all_titles(const struct drawing *d, struct grid *g,
                             double size)
{
    double height = 0;

    g->title.size = size;
    for (size_t k = 0; k < g->n_groups; k++) {
        const struct group *group = &g->groups[k];

        set_titles(d, g, group);
        for (size_t at = 0; at < group->count; at += g->columns)
            height += row_title(g, group->first + at, row_count(g, group, at));
    }
    return height;
}

/* Titles are smaller in slim panels, and where that saves a line: the plots
 * need the height more. */
static double choose_titles(const struct drawing *d, struct grid *g)
{
    double text = d->frame->text;
    bool slim = g->panel < text * (d->frame->narrow ? 8 : 11);
    double full = set_all_titles(d, g, slim ? g->type.names.size : text);

    if (slim)
        return full;

    double small = set_all_titles(d, g, draw_small(d, text));
    if (small < full * CHART_SMALL - 0.5)
        return small;
    return set_all_titles(d, g, text);
}

/* Sets everything that follows from the number of columns, but the height of
 * the plots; returns the height of all but the plots. */
static double lay_columns(const struct drawing *d, struct grid *g, double width,
                          size_t columns)
{
    double height = g->heads ? g->head * (double)g->n_groups : 0;

    g->columns = columns;
    g->type = g->full;
    g->panel = panel_width(g, width);
    if (g->panel < g->full.good_width) {
        g->type = g->small;
        g->panel = panel_width(g, width);
    }
    g->foot = plot_make(d, g->scale, g->panel, g->type.names).foot;
    g->rows = 0;
    for (size_t k = 0; k < g->n_groups; k++)
        g->rows += (g->groups[k].count + columns - 1) / columns;
    height += choose_titles(d, g);
    return height + (double)g->rows * (g->type.values + g->foot + g->row_gap) -
           g->row_gap;
}

/* Height of the plots where the frame leaves it open. */
static double open_plot(const struct drawing *d, const struct grid *g)
{
    double text = d->frame->text;

    return draw_snap(
        fmin(fmax(g->panel * 0.36, text * PLOT_LOW), text * PLOT_HIGH));
}

/* More than any other misfit. */
#define TOO_HIGH 10

/* How far a number of columns is from what we like; less is better. */
static double misfit(const struct drawing *d, struct grid *g, size_t columns,
                     struct rect area)
{
    double text = d->frame->text;
    double rest = lay_columns(d, g, area.w, columns);
    double cells = (double)(g->rows * columns);
    /* Empty places weigh more than plots that are a little flat: 3 + 3 panels
     * before 5 + 1. */
    double unused = 2.5 * (1 - (double)d->chart->n_series / cells);
    /* Panels where not every bar can have its figure are the last choice, but
     * forty panels below one another are no choice. */
    double narrow = fmin(fmax(4 * (g->small.good_width / g->panel - 1), 0), 2);
    double wish = text * (d->frame->narrow ? PANEL_NARROW : PANEL_WIDE);
    double plot = (area.h - rest) / (double)g->rows;

    if (area.h <= 0) {
        double height = rest + open_plot(d, g) * (double)g->rows;
        double tall = log(height / area.w / TALLEST);

        return fabs(log(g->panel / wish)) + unused + narrow +
               1.5 * fmax(tall, 0);
    }
    if (plot < text * PLOT_MIN)
        return TOO_HIGH + narrow +
               (rest + text * PLOT_MIN * (double)g->rows) / area.h;
    return fabs(log(g->panel / plot / ASPECT)) + unused + narrow;
}

/* As many panels side by side as the largest group has; on a phone two. */
static size_t most_columns(const struct drawing *d, const struct grid *g)
{
    size_t most = 1;

    for (size_t i = 0; i < g->n_groups; i++)
        if (g->groups[i].count > most)
            most = g->groups[i].count;
    return d->frame->narrow && most > 2 ? 2 : most;
}

/* Panels are not narrower than this: the names of extras need their words
 * whole, and on a phone every bar has its figure. */
static double narrowest_panel(const struct drawing *d, const struct grid *g)
{
    double least = d->frame->text * 5;

    if (d->frame->narrow)
        return fmax(g->small.good_width, least);
    /* Room for the words of the extras, and for bars that can be seen. */
    return fmax(plot_good_width(d, g->small.names, 0), least);
}

static void choose_columns(const struct drawing *d, struct grid *g,
                           struct rect area)
{
    double text = d->frame->text;
    double narrowest = narrowest_panel(d, g);
    double least = HUGE_VAL;
    size_t most = most_columns(d, g);
    size_t best = 1;

    for (size_t n = 1; n <= most; n++) {
        double miss = misfit(d, g, n, area);

        /* Slim panels before a chart that is too high for its place. */
        bool high = area.h > 0 && least >= TOO_HIGH && g->panel >= text * 5;
        if (n > 1 && g->panel < narrowest && !high)
            break;
        if (miss < least) {
            least = miss;
            best = n;
        }
    }

    double rest = lay_columns(d, g, area.w, best);
    g->plot =
        area.h > 0 ? floor((area.h - rest) / (double)g->rows) : open_plot(d, g);
    g->plot = fmax(g->plot, draw_snap(text * PLOT_MIN));
}

static struct grid grid_make(const struct drawing *d, const struct scale *scale,
                             struct rect area)
{
    double text = d->frame->text;
    struct grid g = {
        .scale = scale,
        .full = type_make(d, scale, text),
        .small = type_make(d, scale, draw_small(d, text)),
        .title = {FACE_SEMIBOLD, text, COLOR_INK},
        /* Wider than what sets extras apart within a panel. */
        .gap = text * (d->chart->n_extras > 0 ? 2.6 : 1.15),
        .row_gap = area.h > 0 ? text : text * 1.5,
        .head = text * 1.9,
    };

    find_groups(d, &g);
    g.titles = ARENA_ARRAY(d->arena, d->chart->n_series + 1, struct text_block);
    choose_columns(d, &g, area);
    return g;
}

static struct plot panel_plot(const struct drawing *d, const struct grid *g,
                              double x, double top)
{
    struct plot plot = plot_make(d, g->scale, g->panel, g->type.names);

    plot.area.x = x;
    plot.area.y = top;
    plot.area.h = g->plot;
    return plot;
}

/* A figure that reached into the next panel would seem to belong there. */
static void draw_panel(struct drawing *d, const struct plot *plot,
                       const struct grid *g, size_t i)
{
    const struct chart_series *series = &d->chart->series[i];
    double left = d->labels.left;
    double right = d->labels.right;
    struct bar_series bars = {.name = series->name,
                              .amounts = series->amounts,
                              .values = g->type.figures,
                              .bar_part = 0.78,
                              .mark = true,
                              .widest = g->type.widest};

    double over = g->gap * 0.35;

    d->labels.left = fmax(plot->area.x - over, left);
    d->labels.right = fmin(plot->area.x + g->panel + over, right);
    plot_draw_names(d, plot);
    draw_bar_series(d, plot, &bars);
    plot_draw_lines(d, plot);
    d->labels.left = left;
    d->labels.right = right;
}

/* One row of panels; ticks stand once, left of the first. */
static double draw_row(struct drawing *d, const struct grid *g, size_t first,
                       size_t count, double x, double y)
{
    double title = row_title(g, first, count);
    double top = draw_snap(y + title + g->type.values);

    x += g->type.ticks;
    for (size_t i = first; i < first + count; i++) {
        struct plot plot = panel_plot(d, g, x, top);

        if (i == first)
            plot_draw_ticks(d, &plot);
        draw_place_block(d, &g->titles[i], x, y, ANCHOR_START);
        draw_panel(d, &plot, g, i);
        x += g->panel + g->gap;
    }
    return y + title + g->type.values + g->plot + g->foot + g->row_gap;
}

static double draw_head(struct drawing *d, const struct grid *g,
                        struct rect area, double y, struct str name)
{
    struct lettering look = {FACE_SEMIBOLD, d->frame->text, COLOR_BLUE};
    double line = draw_snap(y) + 0.5;

    scene_line(d->front, NULL, area.x, line, area.x + area.w, line,
               draw_hairline(d), COLOR_LINE);
    struct text_block block = draw_block(d, look, name, area.w);
    draw_place_block(d, &block, area.x, y + d->frame->text * 0.35,
                     ANCHOR_START);
    return y + fmax(g->head, block.height + d->frame->text * 0.6);
}

double draw_multiples(struct drawing *d, struct rect area)
{
    const struct chart *chart = d->chart;
    size_t n = chart->n_columns + chart->n_extras;
    double least = 0;
    double most = 0;
    double y = area.y;

    if (chart->n_series == 0)
        return 0;
    for (size_t i = 0; i < chart->n_series; i++)
        kind_extend_range(chart->series[i].amounts, n, &least, &most);

    struct scale scale = scale_make(least, most);
    struct grid g = grid_make(d, &scale, area);
    for (size_t k = 0; k < g.n_groups; k++) {
        const struct group *group = &g.groups[k];

        if (g.heads)
            y = draw_head(d, &g, area, y, group->name);
        for (size_t at = 0; at < group->count; at += g.columns)
            y = draw_row(d, &g, group->first + at, row_count(&g, group, at),
                         area.x, y);
    }
    return y - g.row_gap - area.y;
}
