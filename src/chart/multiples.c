#include <math.h>

#include "base/arena.h"
#include "chart/kinds.h"

/* Figures and column names in the panels; titles keep the size of labels. */
#define SMALL 0.86
/* Plots of panels are this much wider than high, when that can be chosen. */
#define ASPECT 1.5

/* Series of one group that follow each other. */
struct group {
    struct str name;
    size_t first, count;
};

struct grid {
    struct group *groups;
    size_t n_groups;
    bool heads; /* group names are shown */
    size_t columns, rows;
    double ticks;   /* width of the tick labels on the left */
    double gap;     /* between panels, sideways */
    double row_gap; /* below a panel */
    double panel;   /* width of one */
    double head;    /* height of a group's name */
    double title;   /* height of the panels' titles: the same for all */
    double values;  /* room for figures on top of the bars */
    double plot;    /* height of the plots */
    struct lettering names, figures;
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
    /* One name over all panels says what the title says. */
    g->heads = g->n_groups > 1;
}

static size_t rows_with(const struct grid *g, size_t columns)
{
    size_t rows = 0;

    for (size_t i = 0; i < g->n_groups; i++)
        rows += (g->groups[i].count + columns - 1) / columns;
    return rows;
}

static double panel_width(const struct grid *g, double width, size_t columns)
{
    return floor((width - g->ticks - g->gap * (double)(columns - 1)) /
                 (double)columns);
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

/* The titles of the panels and the height of a row but for its plot. */
static double row_without_plot(const struct drawing *d, struct grid *g,
                               double panel, double foot)
{
    const struct chart *chart = d->chart;
    struct lettering look = {FACE_SEMIBOLD, d->frame->text, COLOR_INK};

    g->title = draw_leading(look);
    for (size_t i = 0; i < chart->n_series; i++) {
        g->titles[i] = draw_block(d, look, chart->series[i].name, panel);
        g->title = fmax(g->title, g->titles[i].height);
    }
    return g->title + g->values + foot + g->row_gap;
}

/* How far a number of columns is from what we like; less is better. */
static double misfit(const struct drawing *d, struct grid *g, size_t columns,
                     struct rect area, double good_width)
{
    double panel = panel_width(g, area.w, columns);
    double rows = (double)rows_with(g, columns);
    double cells = rows * (double)columns;
    double unused = 1 - (double)d->chart->n_series / cells;
    double text = d->frame->text;
    double heads = g->heads ? g->head * (double)g->n_groups : 0;
    double shape;

    if (area.h > 0) {
        double plot =
            (area.h - heads) / rows - row_without_plot(d, g, panel, text * 1.6);
        if (plot < text * 2.5)
            return 100 + rows;
        shape = fabs(log(panel / plot / ASPECT));
    } else {
        shape = fabs(log(panel / (text * 19)));
    }
    /* Panels where not every bar can have its figure are the last choice. */
    double narrow = panel < good_width ? 4 * (good_width / panel - 1) : 0;
    return shape + unused + narrow;
}

static size_t choose_columns(const struct drawing *d, struct grid *g,
                             struct rect area, double good_width)
{
    size_t most = 0;
    size_t best = 1;
    double least = INFINITY;

    for (size_t i = 0; i < g->n_groups; i++)
        if (g->groups[i].count > most)
            most = g->groups[i].count;
    if (d->frame->narrow)
        return 1;
    for (size_t n = 1; n <= most; n++) {
        if (n > 1 && panel_width(g, area.w, n) < d->frame->text * 5)
            break;
        double miss = misfit(d, g, n, area, good_width);
        if (miss < least) {
            least = miss;
            best = n;
        }
    }
    return best;
}

static struct grid grid_make(const struct drawing *d, const struct scale *scale,
                             struct rect area)
{
    double text = d->frame->text;
    double small = d->frame->narrow ? 1 : SMALL;
    struct grid g = {
        .names = {FACE_REGULAR, text * small, COLOR_GREY},
        .figures = {FACE_REGULAR, text * small, COLOR_INK},
        .gap = text * 1.5,
        .row_gap = text * 0.9,
    };

    find_groups(d, &g);
    g.ticks = plot_tick_width(d, scale, g.names);
    g.head = text * 2.1;
    g.values = draw_leading(g.figures);
    g.titles = ARENA_ARRAY(d->arena, d->chart->n_series + 1, struct text_block);

    double good =
        plot_good_width(d, (struct lettering){FACE_REGULAR, 0.01, COLOR_INK},
                        widest_figure(d, g.figures));
    g.columns = choose_columns(d, &g, area, good);
    g.rows = rows_with(&g, g.columns);
    g.panel = panel_width(&g, area.w, g.columns);
    return g;
}

/* The height of the plots: what is left, or what suits their width. */
static void set_plot_height(const struct drawing *d, struct grid *g,
                            struct rect area, double foot)
{
    double text = d->frame->text;
    double rest = row_without_plot(d, g, g->panel, foot);
    double heads = g->heads ? g->head * (double)g->n_groups : 0;
    double room = area.h > 0
                      ? (area.h + g->row_gap - heads) / (double)g->rows - rest
                      : fmin(g->panel * 0.42, text * 10);

    g->plot = draw_snap(fmax(room, text * 2.5));
    if (area.h > 0)
        g->plot = floor(fmax(room, text * 2.5));
}

static void draw_panel(struct drawing *d, const struct grid *g,
                       const struct scale *scale, size_t i, double x, double y)
{
    const struct chart_series *series = &d->chart->series[i];
    struct plot plot = plot_make(d, scale, g->panel, g->names);
    struct bar_series bars = {series->name, series->amounts, g->figures, 0.78};

    draw_place_block(d, &g->titles[i], x, y, ANCHOR_START);
    plot.area.x = x;
    plot.area.y = draw_snap(y + g->title + g->values);
    plot.area.h = g->plot;
    plot_draw_names(d, &plot);
    draw_bar_series(d, &plot, &bars);
    plot_draw_lines(d, &plot);
}

/* Ticks stand once a row, left of its first panel. */
static void draw_row_ticks(struct drawing *d, const struct grid *g,
                           const struct scale *scale, double x, double y)
{
    struct plot plot = plot_make(d, scale, g->panel, g->names);

    plot.area.x = x;
    plot.area.y = draw_snap(y + g->title + g->values);
    plot.area.h = g->plot;
    plot_draw_ticks(d, &plot);
}

static double draw_head(struct drawing *d, const struct grid *g,
                        struct rect area, double y, struct str name)
{
    struct lettering look = {FACE_SEMIBOLD, d->frame->text, COLOR_BLUE};
    double line = draw_snap(y) + 0.5;

    scene_line(d->front, NULL, area.x, line, area.x + area.w, line, 1,
               COLOR_LINE);
    struct text_block block = draw_block(d, look, name, area.w);
    draw_place_block(d, &block, area.x, y + d->frame->text * 0.3, ANCHOR_START);
    return fmax(g->head, block.height + d->frame->text * 0.8);
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
    double foot = plot_make(d, &scale, g.panel, g.names).foot;
    set_plot_height(d, &g, area, foot);

    double row = g.title + g.values + g.plot + foot + g.row_gap;
    for (size_t k = 0; k < g.n_groups; k++) {
        if (g.heads)
            y += draw_head(d, &g, area, y, g.groups[k].name);
        for (size_t i = 0; i < g.groups[k].count; i++) {
            size_t column = i % g.columns;
            double x = area.x + g.ticks + (g.panel + g.gap) * (double)column;

            if (column == 0)
                draw_row_ticks(d, &g, &scale, area.x + g.ticks, y);
            draw_panel(d, &g, &scale, g.groups[k].first + i, x, y);
            if (column == g.columns - 1 || i == g.groups[k].count - 1)
                y += row;
        }
    }
    return y - g.row_gap - area.y;
}
