/* Tables.  A table is measured first (at its normal size, into words that
 * nobody sees), then column widths and size are chosen, then its rows are set.
 * Glyphs grow with the size and nothing else changes, so a table at another
 * size is the same table at another width: measuring once is enough.
 *
 * The size goes down only when a word would stick out, and on a slide also to
 * fit the height; the row height goes before the size does. */
#include <math.h>

#include "base/arena.h"
#include "layout/dest.h"
#include "layout/grid.h"
#include "layout/inline.h"
#include "layout/lane.h"
#include "model/deck.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/table.h"
#include "model/words.h"

/* A cell while it is measured. */
struct trial {
    struct words words;
    double most;     /* on one line */
    bool has_breaks; /* that the author asked for */
};

struct setting_table {
    struct lane *lane;
    struct lane *turned;  /* of a sheet in landscape, or NULL */
    struct setter *trial; /* for measuring: its memory is gone before setting */
    const struct table *table;
    struct grid grid;     /* in lengths at the normal size */
    struct trial *trials; /* the head, then all rows */
    size_t n_lines;       /* of all rows together, at the grid chosen */
    bool has_groups;
    bool has_numbers;
    double scale; /* of the type: 1 is the normal size */
    struct text_look look;
    double row; /* height of a row of one line */
    struct tag *tag;
    struct tag *body; /* the TAG_TBODY of the present group */
    struct tag **column_heads;
    struct tag *group_head; /* or NULL */
    const struct scene *repeat;
};

enum {
    HEAD_ROW = -1
};

/* Leading and lowest row, as parts of the size. */
static const double LEADING = 1.3;
static const double DENSEST_ROW = 1.34;

static bool is_strong(enum table_row_kind kind)
{
    return kind == TABLE_ROW_GROUP || kind == TABLE_ROW_SUBTOTAL ||
           kind == TABLE_ROW_TOTAL;
}

static struct text_look cell_look(const struct setting_table *t, long row,
                                  const struct cell *cell)
{
    struct text_look look = t->look;

    if (row == HEAD_ROW || is_strong(t->table->rows[row].kind))
        look.face = FACE_SEMIBOLD;
    switch (cell->kind) {
    case CELL_TEXT:
    case CELL_NUMBER:
        break;
    case CELL_PM:
        look.face = FACE_ITALIC;
        look.color = COLOR_GREY;
        break;
    case CELL_DERIVED:
        look.face =
            look.face == FACE_SEMIBOLD ? FACE_SEMIBOLD_ITALIC : FACE_ITALIC;
        break;
    }
    return look;
}

static const struct cell *cells_of(const struct setting_table *t, long row)
{
    return row == HEAD_ROW ? t->table->head : t->table->rows[row].cells;
}

static bool is_spanning(const struct setting_table *t, long row)
{
    return row != HEAD_ROW && t->table->rows[row].kind == TABLE_ROW_GROUP;
}

static size_t n_cells(const struct setting_table *t, long row)
{
    return is_spanning(t, row) ? 1 : t->table->n_columns;
}

static struct words words_of_cell(const struct setting_table *t, long row,
                                  size_t column, struct setter *setter,
                                  struct tag *tag)
{
    const struct cell *cell = &cells_of(t, row)[column];
    bool tabular = cell->kind != CELL_TEXT ||
                   t->table->columns[column].align == ALIGN_RIGHT;
    struct words words = {.setter = setter};

    words_put_inlines(&words, cell->inlines, cell_look(t, row, cell), tabular,
                      tag);
    return words;
}

/* --- measuring ------------------------------------------------------------ */

static struct trial *trial_of(const struct setting_table *t, long row,
                              size_t column)
{
    return &t->trials[(size_t)(row + 1) * t->table->n_columns + column];
}

static bool has_breaks(const struct words *words)
{
    for (size_t i = 0; i < words->n_spans; i++)
        if (str_find(words->spans[i].text, '\n', 0) < words->spans[i].text.len)
            return true;
    return false;
}

static double indent_of(const struct setting_table *t, long row, size_t column)
{
    return column == 0 && row != HEAD_ROW &&
                   t->table->rows[row].kind == TABLE_ROW_OF_WHICH
               ? t->look.size
               : 0;
}

/* The room at the right of a figure that has fewer decimals than others. */
static double room_of(const struct setting_table *t, long row, size_t column)
{
    struct str missing = is_spanning(t, row)
                             ? STR("")
                             : cells_of(t, row)[column].decimals_missing;

    if (missing.len == 0)
        return 0;
    return shape_width(t->lane->setter->press->fonts,
                       (struct text_style){.face = t->look.face,
                                           .size = t->look.size,
                                           .tabular = true},
                       missing);
}

static void measure_cell(struct setting_table *t, long row, size_t column,
                         struct tag *nowhere)
{
    const struct press *press = t->trial->press;
    struct trial *trial = trial_of(t, row, column);
    struct grid_column *grid = &t->grid.columns[column];
    double indent = indent_of(t, row, column) + room_of(t, row, column);
    double least;

    trial->words = words_of_cell(t, row, column, t->trial, nowhere);
    trial->has_breaks = has_breaks(&trial->words);
    lines_measure(press->fonts, trial->words.spans, trial->words.n_spans,
                  &least, &trial->most);
    trial->most += indent;
    if (is_spanning(t, row))
        return;
    grid->least = fmax(grid->least, least + indent);
    grid->most = fmax(grid->most, trial->most);
}

static bool is_number_column(const struct table *table, size_t column)
{
    bool any = false;

    for (size_t r = 0; r < table->n_rows; r++) {
        const struct cell *cell;

        if (table->rows[r].kind == TABLE_ROW_GROUP)
            continue;
        cell = &table->rows[r].cells[column];
        if (cell->kind != CELL_TEXT)
            any = true;
        else if (cell->inlines != NULL)
            return false;
    }
    return any;
}

static void measure(struct setting_table *t)
{
    const struct table *table = t->table;
    struct arena *a = lane_arena(t->lane);
    struct tag *nowhere = tag_new(t->trial->tags, TAG_SECT, NULL);
    long first = table->head == NULL ? 0 : HEAD_ROW;

    t->grid.n_columns = table->n_columns;
    t->grid.columns = ARENA_ARRAY(a, table->n_columns, struct grid_column);
    t->grid.gap = t->look.size;
    for (size_t i = 0; i < table->n_columns; i++) {
        t->grid.columns[i].apart = table->columns[i].apart;
        t->grid.columns[i].number = is_number_column(table, i);
        t->has_numbers = t->has_numbers || t->grid.columns[i].number;
    }
    t->trials =
        arena_array(t->trial->press->arena,
                    (table->n_rows + 1) * table->n_columns, sizeof(*t->trials));
    for (long r = first; r < (long)table->n_rows; r++) {
        t->has_groups = t->has_groups || is_spanning(t, r);
        for (size_t i = 0; i < n_cells(t, r); i++)
            measure_cell(t, r, i, nowhere);
    }
}

/* --- choosing ------------------------------------------------------------- */

static double cell_width(const struct setting_table *t, long row, size_t column)
{
    const struct grid_column *last = &t->grid.columns[t->grid.n_columns - 1];

    return is_spanning(t, row) ? last->x + last->width
                               : t->grid.columns[column].width;
}

static size_t count_cell(const struct setting_table *t, long row, size_t column)
{
    const struct trial *trial = trial_of(t, row, column);
    double width = cell_width(t, row, column);

    if (trial->most <= width + 0.01 && !trial->has_breaks)
        return 1;
    return words_break(&trial->words, t->look,
                       width - indent_of(t, row, column) -
                           room_of(t, row, column))
        .count;
}

static size_t count_lines(const struct setting_table *t)
{
    size_t sum = 0;

    for (long r = t->table->head == NULL ? 0 : HEAD_ROW;
         r < (long)t->table->n_rows; r++) {
        size_t most = 1;

        for (size_t i = 0; i < n_cells(t, r); i++) {
            size_t n = count_cell(t, r, i);

            most = n > most ? n : most;
        }
        sum += most;
    }
    return sum;
}

/* The columns that make the lowest table at this scale. */
static void choose_columns(struct setting_table *t)
{
    double width = t->lane->width / t->scale;
    enum grid_share best = GRID_EVEN;

    t->n_lines = 0;
    for (enum grid_share share = GRID_EVEN; share < GRID_SHARE_COUNT; share++) {
        size_t n;

        grid_set(&t->grid, width, share);
        n = count_lines(t);
        if (t->n_lines == 0 || n < t->n_lines) {
            t->n_lines = n;
            best = share;
        }
    }
    grid_set(&t->grid, width, best);
}

static size_t count_rows(const struct table *table)
{
    return table->n_rows + (table->head != NULL);
}

/* Space above a row, as a part of its height: groups stand apart, and the line
 * above a total keeps off the letters above it. */
static double space_above(const struct table *table, size_t row)
{
    if (row == 0)
        return 0;
    switch (table->rows[row].kind) {
    case TABLE_ROW_ITEM:
    case TABLE_ROW_OF_WHICH:
        return 0;
    case TABLE_ROW_GROUP:
        return 0.2;
    case TABLE_ROW_SUBTOTAL:
    case TABLE_ROW_TOTAL:
        return 0.12;
    }
    return 0;
}

static double spaces(const struct table *table)
{
    double sum = 0;

    for (size_t r = 0; r < table->n_rows; r++)
        sum += space_above(table, r);
    return sum;
}

static double rows_height(const struct setting_table *t, double size,
                          double row)
{
    size_t rows = count_rows(t->table);

    return ((double)rows + spaces(t->table)) * row +
           (double)(t->n_lines - rows) * size * LEADING;
}

/* Half points from the normal size down, as long as a word sticks out. */
static bool fit_width(struct setting_table *t, double floor)
{
    double normal = t->look.size;
    double needs = grid_least(&t->grid);
    double size = normal;

    while (size > floor && needs * size / normal > t->lane->width)
        size -= 0.5;
    t->scale = size / normal;
    return needs * t->scale <= t->lane->width + 0.01;
}

/* Rows as high as `height` allows, between the densest and the normal; smaller
 * type only when the densest are too high. */
static void fit_height(struct setting_table *t, double height, double floor)
{
    const struct measures *m = t->lane->setter->measures;
    double normal = t->look.size;
    double size = normal * t->scale;
    double rows = (double)count_rows(t->table);

    choose_columns(t);
    while (size > floor && rows_height(t, size, size * DENSEST_ROW) > height) {
        size -= 0.5;
        t->scale = size / normal;
        choose_columns(t);
    }
    t->row = m->table_row;
    if (rows_height(t, size, t->row) > height)
        t->row -=
            (rows_height(t, size, t->row) - height) / (rows + spaces(t->table));
    if (t->row < size * DENSEST_ROW)
        t->row = size * DENSEST_ROW;
}

/* In the column, else on a sheet in landscape; false when that is not wide
 * enough either. */
static bool choose_lane(struct setting_table *t, double floor)
{
    if (fit_width(t, floor))
        return true;
    if (t->turned == NULL)
        return false;
    t->lane = t->turned;
    return fit_width(t, floor);
}

static void choose_at(struct setting_table *t, double height)
{
    const struct measures *m = t->lane->setter->measures;

    if (!choose_lane(t, m->table_floor))
        diag_add(t->lane->setter->press->diags, DIAG_TABLE_TOO_WIDE,
                 t->table->at, "by %.0f pt",
                 grid_least(&t->grid) * t->scale - t->lane->width);
    if (height > 0 && !t->lane->setter->loose_tables) {
        fit_height(t, height, m->table_floor);
    } else {
        choose_columns(t);
        t->row = m->table_row;
    }
    t->look.size *= t->scale;
    t->look.leading = t->look.size * LEADING;
    for (size_t i = 0; i < t->grid.n_columns; i++) {
        t->grid.columns[i].x *= t->scale;
        t->grid.columns[i].width *= t->scale;
    }
}

/* Measures and, unless height is negative, chooses.  What that needs of memory
 * is several times the table, so it has an arena of its own. */
static void choose(struct setting_table *t, double height)
{
    struct press press = *t->lane->setter->press;
    struct tags tags = {.arena = arena_new()};
    struct setter trial = *t->lane->setter;

    press.arena = tags.arena;
    trial.press = &press;
    trial.tags = &tags;
    trial.on_trial = true;
    t->trial = &trial;
    measure(t);
    if (height >= 0)
        choose_at(t, height);
    t->trial = NULL;
    t->trials = NULL;
    arena_free(tags.arena);
}

static struct text_look table_look(const struct lane *lane)
{
    double size = lane->setter->measures->table;

    return (struct text_look){.face = FACE_REGULAR,
                              .size = size,
                              .leading = size * LEADING,
                              .color = COLOR_INK,
                              .hyphenate = true};
}

/* The part of the width in which names are not broken into words. */
static const double NAMES_PART = 0.3;

bool lane_holds_table(const struct lane *lane, const struct table *table)
{
    struct lane trial = *lane;
    struct setting_table t = {
        .lane = &trial, .table = table, .look = table_look(lane), .scale = 1};

    choose(&t, -1);

    const struct grid_column *names = &t.grid.columns[0];
    double wish = fmin(names->most, lane->width * NAMES_PART);
    return grid_least(&t.grid) + fmax(wish - names->least, 0) <= lane->width;
}

/* --- setting rows --------------------------------------------------------- */

/* The cells of a row, broken, before its height is known. */
struct set_row {
    long row;
    struct lines *cells;
    size_t n_cells;
    size_t n_lines; /* of the highest cell, at least 1 */
};

static void add_headers(struct setting_table *t, struct tag *cell,
                        size_t column, struct tag *row_head)
{
    cell->headers = ARENA_ARRAY(lane_arena(t->lane), 3, struct tag *);
    if (t->column_heads[column] != NULL)
        cell->headers[cell->n_headers++] = t->column_heads[column];
    if (t->group_head != NULL)
        cell->headers[cell->n_headers++] = t->group_head;
    if (row_head != NULL)
        cell->headers[cell->n_headers++] = row_head;
}

static struct tag *head_tag(struct setting_table *t, struct tag *row,
                            enum tag_scope scope)
{
    struct tag *tag = tag_new(t->lane->setter->tags, TAG_HEAD, row);

    tag->scope = scope; /* without words too, or its cells would have no head */
    return tag;
}

static struct tag *cell_tag(struct setting_table *t, long row, size_t column,
                            struct tag *row_tag)
{
    struct tag *tag;

    if (row == HEAD_ROW) {
        tag = head_tag(t, row_tag, SCOPE_COLUMN);
        t->column_heads[column] = tag;
        return tag;
    }
    if (is_spanning(t, row)) {
        tag = head_tag(t, row_tag, SCOPE_ROW_GROUP);
        tag->col_span = (unsigned)t->table->n_columns;
        t->group_head = tag;
        return tag;
    }
    if (column == 0 && t->table->row_heads) {
        tag = head_tag(t, row_tag, SCOPE_ROW);
    } else {
        tag = tag_new(t->lane->setter->tags, TAG_CELL, row_tag);
        if (t->has_groups)
            add_headers(t, tag, column,
                        t->table->row_heads ? row_tag->children[0] : NULL);
    }
    return tag;
}

static struct set_row break_row(struct setting_table *t, long row,
                                struct tag *row_tag)
{
    struct set_row set = {.row = row, .n_cells = n_cells(t, row)};

    set.n_lines = 1;
    set.cells = ARENA_ARRAY(lane_arena(t->lane), set.n_cells, struct lines);
    for (size_t i = 0; i < set.n_cells; i++) {
        struct words words = words_of_cell(t, row, i, t->lane->setter,
                                           cell_tag(t, row, i, row_tag));
        double indent = indent_of(t, row, i) + room_of(t, row, i);

        /* The width has gone through a scale and back. */
        set.cells[i] =
            words_break(&words, t->look, cell_width(t, row, i) - indent + 0.02);
        if (set.cells[i].count > set.n_lines)
            set.n_lines = set.cells[i].count;
    }
    return set;
}

static double line_x(const struct setting_table *t, long row, size_t column,
                     const struct line *line)
{
    double x = t->lane->x;
    double over = cell_width(t, row, column) - line->width;

    if (is_spanning(t, row))
        return x;
    x += t->grid.columns[column].x;
    if (over < 0)
        return x;
    switch (t->table->columns[column].align) {
    case ALIGN_LEFT:
        return x + indent_of(t, row, column);
    case ALIGN_RIGHT:
        return x + over - room_of(t, row, column);
    case ALIGN_CENTER:
        return x + over / 2;
    }
    return x;
}

/* Heads stand at the foot of their row, figures beside the last line of the
 * row's name, text at the top. */
static size_t lines_above(const struct setting_table *t,
                          const struct set_row *set, size_t column)
{
    size_t n = set->cells[column].count;
    size_t name = set->cells[0].count;

    if (set->row == HEAD_ROW)
        return set->n_lines - n;
    if (t->grid.columns[column].number && t->table->row_heads && name > n)
        return name - n;
    return 0;
}

static void paint_cell(struct setting_table *t, const struct set_row *set,
                       size_t column, struct strip *strip)
{
    const struct setter *setter = t->lane->setter;
    const struct lines *lines = &set->cells[column];
    double y = (t->row - t->look.leading) / 2 +
               (double)lines_above(t, set, column) * t->look.leading +
               lane_baseline(t->lane, t->look);

    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->items[i];

        words_paint(setter, strip->scene, line,
                    line_x(t, set->row, column, line), y);
        words_notes(setter, line, &strip->notes, &strip->n_notes);
        y += t->look.leading;
    }
}

static void rule(struct setting_table *t, struct scene *scene, double y,
                 double width, enum color color)
{
    scene_line(scene, NULL, t->lane->x, y, t->lane->x + t->lane->width, y,
               width, color);
}

/* The line above a row says what it is. */
static void rule_above(struct setting_table *t, long row, struct scene *scene)
{
    if (row <= 0)
        return;
    switch (t->table->rows[row].kind) {
    case TABLE_ROW_ITEM:
    case TABLE_ROW_OF_WHICH:
        /* Rows of words are not held together by their figures. */
        if (!t->has_numbers)
            rule(t, scene, 0, 0.5, COLOR_LINE);
        break;
    case TABLE_ROW_GROUP:
    case TABLE_ROW_SUBTOTAL:
        rule(t, scene, 0, 0.75, COLOR_LINE);
        break;
    case TABLE_ROW_TOTAL:
        rule(t, scene, 0, 1.5, COLOR_BLUE);
        break;
    }
}

static struct strip *set_row(struct setting_table *t, long row,
                             struct tag *row_tag)
{
    struct set_row set = break_row(t, row, row_tag);
    struct place at = row == HEAD_ROW ? t->table->at : t->table->rows[row].at;
    double height = t->row + (double)(set.n_lines - 1) * t->look.leading;
    struct strip *strip = lane_open(t->lane, height, at);

    rule_above(t, row, strip->scene);
    for (size_t i = 0; i < set.n_cells; i++)
        paint_cell(t, &set, i, strip);
    strip->repeat = t->repeat;
    return strip;
}

/* The head once more, as decoration. */
static const struct scene *plain_copy(struct arena *a,
                                      const struct scene *scene)
{
    struct scene *copy = scene_new(a, scene->width, scene->height);

    for (size_t i = 0; i < scene->n_shapes; i++) {
        struct shape shape = scene->shapes[i];

        shape.tag = NULL;
        if (shape.kind != SHAPE_LINK && shape.kind != SHAPE_DEST)
            scene_add(copy, shape);
    }
    return copy;
}

static void set_head(struct setting_table *t)
{
    struct tags *tags = t->lane->setter->tags;
    struct tag *head;
    struct strip *strip;

    if (t->table->head == NULL)
        return;
    /* A head alone is the body: THead wants a TBody beside it. */
    head = tag_new(tags, t->table->n_rows > 0 ? TAG_THEAD : TAG_TBODY, t->tag);
    strip = set_row(t, HEAD_ROW, tag_new(tags, TAG_ROW, head));
    rule(t, strip->scene, strip->scene->height - 0.5, 1, COLOR_BLUE);
    strip->keep_with_next = true;
    t->repeat = plain_copy(lane_arena(t->lane), strip->scene);
}

/* A group is a body of its own, and so is what comes behind the groups. */
static void open_body(struct setting_table *t, size_t row)
{
    enum table_row_kind kind = t->table->rows[row].kind;
    bool opens =
        kind == TABLE_ROW_GROUP || (kind == TABLE_ROW_TOTAL && t->has_groups);

    if (t->body != NULL && !opens)
        return;
    t->body = tag_new(t->lane->setter->tags, TAG_TBODY, t->tag);
    if (opens)
        t->group_head = NULL;
}

/* No page ends after the first row or a group's head, or before a total or the
 * last row. */
static bool keeps_with_next(const struct table *table, size_t row)
{
    return row == 0 || row + 2 == table->n_rows ||
           table->rows[row].kind == TABLE_ROW_GROUP ||
           (row + 1 < table->n_rows &&
            (table->rows[row + 1].kind == TABLE_ROW_SUBTOTAL ||
             table->rows[row + 1].kind == TABLE_ROW_TOTAL));
}

static void set_rows(struct setting_table *t)
{
    const struct table *table = t->table;

    for (size_t r = 0; r < table->n_rows; r++) {
        struct strip *strip;

        open_body(t, r);
        if (r > 0)
            lane_leave(t->lane, t->row * space_above(table, r));
        strip = set_row(t, (long)r,
                        tag_new(t->lane->setter->tags, TAG_ROW, t->body));
        strip->keep_with_next =
            r + 1 < table->n_rows && keeps_with_next(table, r);
        if (r + 1 == table->n_rows && table->rows[r].kind != TABLE_ROW_TOTAL)
            rule(t, strip->scene, strip->scene->height, 0.75, COLOR_LINE);
    }
}

/* --- what stands around it ------------------------------------------------ */

static bool repeats_title(const struct lane *lane, const struct table *table)
{
    struct str title = lane->setter->slide_title;

    return title.len > 0 &&
           str_eq(inlines_text(lane_arena(lane), table->caption), title);
}

/* "Tabel 1  Concept-Investeringsagenda NDS", and the unit: on a slide on the
 * same line, on paper on one of its own. */
static struct words caption_words(struct lane *lane, const struct table *table,
                                  struct tag *tag)
{
    bool on_slide = lane->setter->measures->on_slide;
    struct text_look look = caption_look(lane);
    struct text_look ink = look;
    struct words words = {.setter = lane->setter};
    bool repeated = repeats_title(lane, table);

    ink.color = COLOR_INK;
    caption_put_label(&words, WORD_TABLE, table->number, look, tag);
    if (!repeated)
        words_put_inlines(&words, table->caption, ink, false, tag);
    if (table->unit.len > 0 && table->caption != NULL && !repeated)
        words_put(&words, on_slide ? STR("\u2002") : STR(" \n"), look, false,
                  tag);
    words_put(&words, table->unit, look, false, tag);
    return words;
}

/* Notes and source: on a slide one paragraph, on paper a line each. */
static struct words foot_words(struct lane *lane, const struct table *table,
                               struct tag *tag)
{
    struct text_look look = caption_look(lane);
    struct words words = {.setter = lane->setter};
    struct str between =
        lane->setter->measures->on_slide ? STR(" ") : STR(" \n");

    for (size_t i = 0; i < table->n_notes; i++) {
        if (words.n_spans > 0)
            words_put(&words, between, look, false, tag);
        words_put(&words, table->notes[i], look, false, tag);
    }
    if (table->source.len > 0) {
        if (words.n_spans > 0)
            words_put(&words, between, look, false, tag);
        words_put_source(&words, table->source, look, tag);
    }
    return words;
}

static double words_height(struct lane *lane, const struct words *words)
{
    struct text_look look = caption_look(lane);

    if (words->n_spans == 0)
        return 0;
    return look.leading *
           (0.4 + (double)words_break(words, look, lane->width).count);
}

/* The words above or below; kept whole. */
static void add_around(struct lane *lane, const struct words *words,
                       struct place at)
{
    size_t first = lane->strips->count;

    if (words->n_spans == 0)
        return;
    lane_add_words(lane, words, caption_look(lane), at);
    lane_keep(lane, first);
}

/* Tells the deck how the table is set.  A slide with footnotes is set twice: the
 * last time counts. */
static void note_fit(const struct setting_table *t)
{
    struct slide_fit *fit = t->lane->setter->fit;
    struct arena *a = lane_arena(t->lane);
    const struct grid *grid = &t->grid;
    double *widths;
    size_t i = 0;

    if (fit == NULL)
        return;
    widths = ARENA_ARRAY(a, grid->n_columns, double);
    for (size_t c = 0; c < grid->n_columns; c++)
        widths[c] = grid->columns[c].width +
                    (c + 1 < grid->n_columns ? t->look.size : 0) +
                    (grid->columns[c].apart ? t->look.size : 0);
    while (i < fit->n_tables && fit->tables[i].what != t->table)
        i++;
    if (i == fit->n_tables)
        fit->tables = arena_grow(a, fit->tables, fit->n_tables++,
                                 &fit->cap_tables, sizeof(*fit->tables));
    fit->tables[i] = (struct table_fit){t->table, t->look.size, t->row, widths};
}

/* A sheet is turned for a table that has the whole width of its page. */
static bool can_turn(const struct lane *lane)
{
    const struct measures *m = lane->setter->measures;

    return m->turned_width > 0 && lane->width > m->page_width - 0.01 &&
           !lane->in_columns && lane->list_level == 0;
}

static struct lane turned_lane(const struct lane *lane)
{
    struct lane turned = *lane;

    turned.column = turned.width = lane->setter->measures->turned_width;
    return turned;
}

static void turn_strips(struct strips *strips, size_t first)
{
    for (size_t i = first; i < strips->count; i++)
        strips->items[i].turned = true;
}

void lane_add_table(struct lane *lane, const struct block *block)
{
    const struct measures *m = lane->setter->measures;
    struct tags *tags = lane->setter->tags;
    const struct table *table = block->table;
    struct lane turned = turned_lane(lane);
    struct setting_table t = {.lane = lane,
                              .turned = can_turn(lane) ? &turned : NULL,
                              .table = table,
                              .look = table_look(lane),
                              .scale = 1};
    struct tag *caption = tag_new(tags, TAG_CAPTION, NULL);
    struct tag *foot = tag_new(tags, TAG_P, NULL);
    struct words above = caption_words(lane, table, caption);
    struct words below = foot_words(lane, table, foot);
    double gap = caption_look(lane).leading * 0.4;
    size_t first = lane->strips->count;
    double height = lane->setter->height;
    double alone = lane->strips->space_after;

    if (table->n_columns == 0 || count_rows(table) == 0)
        return;
    t.column_heads =
        ARENA_ARRAY(lane_arena(lane), table->n_columns, struct tag *);
    if (height > 0)
        height = fmax(1, height - words_height(lane, &above) -
                             words_height(lane, &below));
    choose(&t, height);
    lane = t.lane;

    lane_space(lane, m->block_gap);
    t.tag = tag_new(tags, TAG_TABLE, lane->parent);
    if (above.n_spans > 0)
        tag_adopt(tags, t.tag, caption);
    add_around(lane, &above, table->at);
    if (lane->strips->count > first) {
        lane_leave(lane, gap);
        lane->strips->items[lane->strips->count - 1].keep_with_next = true;
    }
    note_fit(&t);
    set_head(&t);
    set_rows(&t);
    if (below.n_spans > 0) {
        tag_adopt(tags, lane->parent, foot);
        lane->strips->items[lane->strips->count - 1].keep_with_next = true;
        lane_leave(lane, gap);
        add_around(lane, &below, table->at);
    }
    if (!table->goes_on)
        lane_set_dest(
            lane, &lane->strips->items[first],
            dest_id_of_table(lane_arena(lane), table->id, table->number));
    lane_leave(lane, m->block_below);
    lane_float(lane, first, alone, table->number > 0);
    if (lane == &turned)
        turn_strips(lane->strips, first);
}
