/* Tables.  table_fit.c chooses columns and sizes, here the rows are set, and the
 * words above and below them. */
#include "layout/table_setting.h"

#include <math.h>

#include "base/arena.h"
#include "layout/dest.h"
#include "model/deck.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/table.h"
#include "model/words.h"

/* --- setting rows --------------------------------------------------------- */

/* The cells of a row, broken, before its height is known. */
struct set_row {
    long row;
    struct lines *cells;
    size_t n_cells;
    size_t n_lines; /* of the highest cell, at least 1 */
};

static void add_headers(struct table_setting *t, struct tag *cell,
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

static struct tag *head_tag(struct table_setting *t, struct tag *row,
                            enum tag_scope scope)
{
    struct tag *tag = tag_new(t->lane->setter->tags, TAG_HEAD, row);

    tag->scope = scope; /* without words too, or its cells would have no head */
    return tag;
}

static struct tag *cell_tag(struct table_setting *t, long row, size_t column,
                            struct tag *row_tag)
{
    struct tag *tag;

    if (row == HEAD_ROW) {
        tag = head_tag(t, row_tag, SCOPE_COLUMN);
        t->column_heads[column] = tag;
        return tag;
    }
    if (table_row_spans(t, row)) {
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

static struct set_row break_row(struct table_setting *t, long row,
                                struct tag *row_tag)
{
    struct set_row set = {.row = row, .n_cells = table_count_cells(t, row)};

    set.n_lines = 1;
    set.cells = ARENA_ARRAY(lane_arena(t->lane), set.n_cells, struct lines);
    for (size_t i = 0; i < set.n_cells; i++) {
        struct words words = table_cell_words(t, row, i, t->lane->setter,
                                              cell_tag(t, row, i, row_tag));
        double indent = table_indent(t, row, i) + table_decimals(t, row, i);

        /* The width has gone through a scale and back. */
        set.cells[i] = words_break(&words, t->look,
                                   table_cell_width(t, row, i) - indent + 0.02);
        if (set.cells[i].count > set.n_lines)
            set.n_lines = set.cells[i].count;
    }
    return set;
}

static double line_x(const struct table_setting *t, long row, size_t column,
                     const struct line *line)
{
    double x = t->lane->x;
    double over = table_cell_width(t, row, column) - line->width;

    if (table_row_spans(t, row))
        return x;
    x += t->grid.columns[column].x;
    if (over < 0)
        return x;
    switch (t->table->columns[column].align) {
    case ALIGN_LEFT:
        return x + table_indent(t, row, column);
    case ALIGN_RIGHT:
        return x + over - table_decimals(t, row, column);
    case ALIGN_CENTER:
        return x + over / 2;
    }
    return x;
}

/* Heads stand at the foot of their row, figures beside the last line of the
 * row's name, text at the top. */
static size_t lines_above(const struct table_setting *t,
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

static void paint_cell(struct table_setting *t, const struct set_row *set,
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

static void rule(struct table_setting *t, struct scene *scene, double y,
                 double width, enum color color)
{
    scene_line(scene, NULL, t->lane->x, y, t->lane->x + t->width, y, width,
               color);
}

/* The line above a row says what it is. */
static void rule_above(struct table_setting *t, long row, struct scene *scene)
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

static struct strip *set_row(struct table_setting *t, long row,
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

static void set_head(struct table_setting *t)
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
static void open_body(struct table_setting *t, size_t row)
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

static void set_rows(struct table_setting *t)
{
    const struct table *table = t->table;

    for (size_t r = 0; r < table->n_rows; r++) {
        struct strip *strip;

        open_body(t, r);
        if (r > 0)
            lane_leave(t->lane, t->row * table_space_above(table, r));
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

/* Between the words around a table and its rows, of their leading. */
static const double AROUND_GAP = 0.4;

static double words_height(struct lane *lane, const struct words *words)
{
    struct text_look look = caption_look(lane);

    if (words->n_spans == 0)
        return 0;
    return look.leading *
           (AROUND_GAP + (double)words_break(words, look, lane->width).count);
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
static void note_fit(const struct table_setting *t)
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

/* The words around a table, and their elements before they have a place. */
struct around {
    struct tag *caption, *foot;
    struct words above, below;
};

static struct around words_around(struct lane *lane, const struct table *table)
{
    struct tags *tags = lane->setter->tags;
    struct around around = {.caption = tag_new(tags, TAG_CAPTION, NULL),
                            .foot = tag_new(tags, TAG_P, NULL)};

    around.above = caption_words(lane, table, around.caption);
    around.below = foot_words(lane, table, around.foot);
    return around;
}

/* What they leave for the rows of a box of this height. */
static double height_between(struct lane *lane, const struct around *around,
                             double height)
{
    if (height <= 0)
        return 0;
    return fmax(1, height - words_height(lane, &around->above) -
                       words_height(lane, &around->below));
}

static void set_above(struct table_setting *t, const struct around *around)
{
    struct lane *lane = t->lane;
    struct strips *strips = lane->strips;

    if (around->above.n_spans == 0)
        return;
    tag_adopt(lane->setter->tags, t->tag, around->caption);
    add_around(lane, &around->above, t->table->at);
    lane_leave(lane, AROUND_GAP * caption_look(lane).leading);
    strips->items[strips->count - 1].keep_with_next = true;
}

static void set_below(struct table_setting *t, const struct around *around)
{
    struct lane *lane = t->lane;
    struct strips *strips = lane->strips;

    if (around->below.n_spans == 0)
        return;
    tag_adopt(lane->setter->tags, lane->parent, around->foot);
    strips->items[strips->count - 1].keep_with_next = true;
    lane_leave(lane, AROUND_GAP * caption_look(lane).leading);
    add_around(lane, &around->below, t->table->at);
}

void lane_add_table(struct lane *lane, const struct block *block)
{
    const struct measures *m = lane->setter->measures;
    const struct table *table = block->table;
    struct table_setting t = table_setting_of(lane, table);
    struct around around = words_around(lane, table);
    struct lane turned = turned_lane(lane);
    struct strips *strips = lane->strips;
    size_t first = strips->count;
    double alone = strips->space_after;

    if (table->n_columns == 0 || table_count_rows(table) == 0)
        return;
    t.column_heads =
        ARENA_ARRAY(lane_arena(lane), table->n_columns, struct tag *);
    t.turned = can_turn(lane) ? &turned : NULL;
    table_fit(&t, height_between(lane, &around, lane->setter->height));
    lane = t.lane;
    lane_space(lane, m->block_gap);
    t.tag = tag_new(lane->setter->tags, TAG_TABLE, lane->parent);
    set_above(&t, &around);
    note_fit(&t);
    set_head(&t);
    set_rows(&t);
    set_below(&t, &around);
    if (!table->goes_on)
        lane_set_dest(
            lane, &strips->items[first],
            dest_id_of_table(lane_arena(lane), table->id, table->number));
    lane_leave(lane, m->block_below);
    lane_float(lane, first, alone, table->number > 0);
    if (lane == &turned)
        turn_strips(strips, first);
}
