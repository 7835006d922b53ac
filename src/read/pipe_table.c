#include "read/pipe_table.h"

#include "base/arena.h"

/* The bar that ends the cell that starts at `from`, or line.len.  *values_end
 * remembers how far there are no more closing braces, so that a row of opening
 * ones is not searched to its end each time. */
static size_t end_of_cell(struct str line, size_t from, bool *no_values)
{
    size_t i = from;

    while (i < line.len && line.p[i] != '|') {
        if (line.p[i] == '\\' && i + 1 < line.len) {
            i += 2;
            continue;
        }
        if (!*no_values && line.p[i] == '{' && i + 1 < line.len &&
            line.p[i + 1] == '{') {
            size_t close = str_search(line, "}}", i);
            *no_values = close == line.len;
            i = *no_values ? i : close;
        }
        i++;
    }
    return i < line.len ? i : line.len;
}

/* Without the bar at its start, and the one at its end unless escaped. */
static struct str inside_bars(struct str line, size_t *skipped)
{
    struct str row = str_trim(line);

    if (row.len > 0 && row.p[0] == '|')
        row = str_slice(row, 1, row.len);
    *skipped = row.len > 0 ? (size_t)(row.p - line.p) : 0;
    return row;
}

struct pipe_row pipe_row_read(struct arena *a, struct str line)
{
    struct pipe_row row = {0};
    size_t cap = 0;
    size_t skipped;
    struct str rest = inside_bars(line, &skipped);
    bool no_values = false;

    for (size_t from = 0; from < rest.len || row.n_cells == 0;) {
        size_t end = end_of_cell(rest, from, &no_values);
        struct str text = str_trim(str_slice(rest, from, end));

        row.cells =
            arena_grow(a, row.cells, row.n_cells, &cap, sizeof(*row.cells));
        row.cells[row.n_cells++] = (struct pipe_cell){
            text, text.len > 0 ? skipped + (size_t)(text.p - rest.p)
                               : skipped + from};
        from = end + 1;
    }
    return row;
}

/* ":--:" and its like; at least one hyphen. */
static bool read_delimiter(struct str text, enum align *align)
{
    bool left = str_starts(text, ":");
    bool right = text.len > 1 && str_ends(text, ":");
    struct str dashes = str_slice(text, left, text.len - right);

    if (dashes.len == 0)
        return false;
    for (size_t i = 0; i < dashes.len; i++)
        if (dashes.p[i] != '-')
            return false;
    *align = left && right ? ALIGN_CENTER : right ? ALIGN_RIGHT : ALIGN_LEFT;
    return true;
}

bool pipe_delimiters_read(struct arena *a, struct str line, enum align **aligns,
                          size_t *n)
{
    if (str_find(line, '|', 0) == line.len)
        return false;
    for (size_t i = 0; i < line.len; i++)
        if (strchr(" \t|:-", line.p[i]) == NULL || line.p[i] == '\0')
            return false;

    struct pipe_row row = pipe_row_read(a, line);
    *aligns = ARENA_ARRAY(a, row.n_cells, enum align);
    for (size_t i = 0; i < row.n_cells; i++)
        if (!read_delimiter(row.cells[i].text, &(*aligns)[i]))
            return false;
    *n = row.n_cells;
    return true;
}
