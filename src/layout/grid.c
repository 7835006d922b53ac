#include "layout/grid.h"

#include <math.h>

static double gap_before(const struct grid *grid, size_t i)
{
    if (i == 0)
        return 0;
    return grid->columns[i].apart ? 2 * grid->gap : grid->gap;
}

static double gaps(const struct grid *grid)
{
    double sum = 0;

    for (size_t i = 0; i < grid->n_columns; i++)
        sum += gap_before(grid, i);
    return sum;
}

static bool is_alike(const struct grid_column *column)
{
    return column->number && !column->apart;
}

/* Columns of figures on one axis are equally wide: the eye takes unequal steps
 * for a meaning. */
static void make_alike(struct grid *grid)
{
    double least = 0;
    double most = 0;

    for (size_t i = 0; i < grid->n_columns; i++) {
        if (!is_alike(&grid->columns[i]))
            continue;
        least = fmax(least, grid->columns[i].least);
        most = fmax(most, grid->columns[i].most);
    }
    for (size_t i = 0; i < grid->n_columns; i++) {
        if (!is_alike(&grid->columns[i]))
            continue;
        grid->columns[i].least = least;
        grid->columns[i].most = most;
    }
}

static double sum_least(const struct grid *grid)
{
    double sum = 0;

    for (size_t i = 0; i < grid->n_columns; i++)
        sum += grid->columns[i].least;
    return sum;
}

static double sum_most(const struct grid *grid)
{
    double sum = 0;

    for (size_t i = 0; i < grid->n_columns; i++)
        sum += grid->columns[i].most;
    return sum;
}

double grid_least(const struct grid *grid)
{
    double alike = 0;
    double sum = gaps(grid);

    for (size_t i = 0; i < grid->n_columns; i++)
        if (is_alike(&grid->columns[i]))
            alike = fmax(alike, grid->columns[i].least);
    for (size_t i = 0; i < grid->n_columns; i++)
        sum += is_alike(&grid->columns[i]) ? alike : grid->columns[i].least;
    return sum;
}

/* Everything fits: text columns take twice as much of what is over as figures,
 * so that figures stay near one another. */
static void spread(struct grid *grid, double over)
{
    double shares = 0;

    for (size_t i = 0; i < grid->n_columns; i++)
        shares += grid->columns[i].number ? 1 : 2;
    for (size_t i = 0; i < grid->n_columns; i++) {
        struct grid_column *column = &grid->columns[i];

        column->width = column->most + over * (column->number ? 1 : 2) / shares;
    }
}

static double width_at(const struct grid_column *column, double level)
{
    return fmax(column->least, fmin(column->most, level));
}

/* Finds the level at which the columns, each between its least and its most,
 * fill the room: as water finds its level.  Halving sixty times is exact. */
static void share_evenly(struct grid *grid, double room)
{
    double low = 0;
    double high = room;

    for (int i = 0; i < 60; i++) {
        double level = (low + high) / 2;
        double sum = 0;

        for (size_t k = 0; k < grid->n_columns; k++)
            sum += width_at(&grid->columns[k], level);
        if (sum > room)
            high = level;
        else
            low = level;
    }
    for (size_t i = 0; i < grid->n_columns; i++)
        grid->columns[i].width = width_at(&grid->columns[i], low);
}

/* Each gets its least and a part of what is over, by what it lacks.  Columns
 * that are left out get their least. */
static void share_by_lack(struct grid *grid, double room, bool numbers)
{
    double lack = 0;
    double over = room - sum_least(grid);

    for (size_t i = 0; i < grid->n_columns; i++)
        if (numbers || !grid->columns[i].number)
            lack += grid->columns[i].most - grid->columns[i].least;
    for (size_t i = 0; i < grid->n_columns; i++) {
        struct grid_column *column = &grid->columns[i];

        column->width = column->least;
        if (lack > 0 && (numbers || !column->number))
            column->width +=
                (column->most - column->least) * fmin(1, over / lack);
    }
}

/* Rounding, and what GRID_TEXT_FIRST leaves over, goes to the figures, or to
 * all where there are none. */
static void fill_up(struct grid *grid, double room)
{
    size_t n_numbers = 0;

    for (size_t i = 0; i < grid->n_columns; i++) {
        room -= grid->columns[i].width;
        n_numbers += grid->columns[i].number;
    }
    for (size_t i = 0; i < grid->n_columns; i++) {
        if (n_numbers == 0)
            grid->columns[i].width += room / (double)grid->n_columns;
        else if (grid->columns[i].number)
            grid->columns[i].width += room / (double)n_numbers;
    }
}

static void squeeze(struct grid *grid, double room)
{
    double least = sum_least(grid);

    for (size_t i = 0; i < grid->n_columns; i++)
        grid->columns[i].width =
            least > 0 ? grid->columns[i].least * fmax(room, 1) / least : 0;
}

/* Words are broken for a while. */
static void swap_broken(struct grid *grid)
{
    for (size_t i = 0; i < grid->n_columns; i++) {
        double least = grid->columns[i].least;

        if (grid->columns[i].number)
            continue;
        grid->columns[i].least = grid->columns[i].broken;
        grid->columns[i].broken = least;
    }
}

static void set_widths(struct grid *grid, double room, enum grid_share share)
{
    double most = sum_most(grid);

    if (room >= most) {
        spread(grid, room - most);
        return;
    }
    if (room < sum_least(grid)) {
        squeeze(grid, room);
        return;
    }
    switch (share) {
    case GRID_EVEN:
        share_evenly(grid, room);
        break;
    case GRID_PROPORTIONAL:
        share_by_lack(grid, room, true);
        break;
    case GRID_TEXT_FIRST:
        share_by_lack(grid, room, false);
        break;
    case GRID_BROKEN:
        swap_broken(grid);
        share_by_lack(grid, room, true);
        swap_broken(grid);
        break;
    case GRID_SHARE_COUNT:
        break;
    }
    fill_up(grid, room);
}

double grid_most(struct grid *grid)
{
    make_alike(grid);
    return gaps(grid) + sum_most(grid);
}

void grid_set(struct grid *grid, double width, enum grid_share share)
{
    double x = 0;

    make_alike(grid);
    set_widths(grid, width - gaps(grid), share);
    for (size_t i = 0; i < grid->n_columns; i++) {
        x += gap_before(grid, i);
        grid->columns[i].x = x;
        x += grid->columns[i].width;
    }
}
