#include "model/cuts.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "model/doc.h"
#include "model/pieces.h"
#include "model/table.h"

enum {
    DEPTH_MAX = 8, /* boxes in boxes; what is deeper stays whole */
    /* Bytes of a block that is cut: less than half of what a slide holds, and in
     * a column less than half of that. */
    LONG = 360,
    LONG_IN_COLUMN = 180,
};

struct cutting {
    struct arena *arena;
    struct cuts cuts;
    size_t cap, cap_units;
    struct cut_box *box;
    bool in_columns;
};

static struct cut *add_cut(struct cutting *c, const struct block *block,
                           size_t index, bool keep_with_next)
{
    struct cuts *cuts = &c->cuts;

    cuts->items = arena_grow(c->arena, cuts->items, cuts->count, &c->cap,
                             sizeof(*cuts->items));
    cuts->items[cuts->count] = (struct cut){
        .box = c->box,
        .block = block,
        .index = index,
        .keep = keep_with_next ? KEEP_NEXT : KEEP_NOTHING,
    };
    return &cuts->items[cuts->count++];
}

static void open_box(struct cutting *c, const struct block *block, size_t index)
{
    struct cut_box *box = ARENA_NEW(c->arena, struct cut_box);

    *box = (struct cut_box){
        .around = c->box,
        .block = block,
        .depth = c->box == NULL ? 0 : c->box->depth + 1,
        .index = index,
        .first = c->cuts.count,
    };
    c->box = box;
}

static void close_box(struct cutting *c)
{
    c->box = c->box->around;
}

/* A unit from here on; returns its index, for close_unit(). */
static size_t open_unit(struct cutting *c)
{
    struct cuts *cuts = &c->cuts;

    cuts->units = arena_grow(c->arena, cuts->units, cuts->n_units,
                             &c->cap_units, sizeof(*cuts->units));
    cuts->units[cuts->n_units].first = cuts->count;
    return cuts->n_units++;
}

static void close_unit(struct cutting *c, size_t unit)
{
    c->cuts.units[unit].count = c->cuts.count - c->cuts.units[unit].first;
}

/* --- what is long --------------------------------------------------------- */

static size_t text_length(const struct inline_ *list, size_t enough)
{
    size_t sum = 0;

    for (const struct inline_ *i = list; i != NULL && sum < enough; i = i->next)
        sum += i->text.len + text_length(i->children, enough);
    return sum;
}

/* Bytes, and some for the space around a block; counts no further than
 * `enough`. */
static size_t block_length(const struct block *block, size_t enough,
                           unsigned depth)
{
    size_t sum = 30 + block->text.len + text_length(block->inlines, enough);

    if (block->kind == BLOCK_TABLE)
        sum += 30 * block->table->n_rows;
    if (depth > DEPTH_MAX)
        return enough;
    for (const struct block *b = block->children; b != NULL && sum < enough;
         b = b->next)
        sum += block_length(b, enough, depth + 1);
    return sum;
}

static bool is_long(const struct cutting *c, const struct block *block)
{
    size_t enough = c->in_columns ? LONG_IN_COLUMN : LONG;

    return block_length(block, enough, 0) >= enough;
}

static bool is_deep(const struct cutting *c)
{
    return c->box != NULL && c->box->depth >= DEPTH_MAX;
}

/* --- cutting -------------------------------------------------------------- */

static void cut_block(struct cutting *c, const struct block *block);

static void cut_each(struct cutting *c, const struct block *list)
{
    for (const struct block *b = list; b != NULL; b = b->next)
        cut_block(c, b);
}

/* Neither the first nor the last of the cuts from `first` on stands alone. */
static void keep_ends(struct cutting *c, size_t first)
{
    size_t n = c->cuts.count - first;

    if (n < 3)
        return;
    c->cuts.items[first].keep = KEEP_NEXT;
    c->cuts.items[first + n - 2].keep = KEEP_NEXT;
}

static void cut_item(struct cutting *c, const struct block *item, size_t index)
{
    size_t unit;

    if (item->children == NULL || is_deep(c) || !is_long(c, item)) {
        add_cut(c, item, index, false);
        return;
    }
    unit = open_unit(c);
    open_box(c, item, index);
    cut_each(c, item->children);
    close_box(c);
    close_unit(c, unit);
}

static void cut_list(struct cutting *c, const struct block *list)
{
    size_t n = 0;
    size_t last = 0, second_last = 0; /* ends of items, as counts of cuts */

    if (list->children == NULL) {
        add_cut(c, list, 0, false);
        return;
    }
    open_box(c, list, 0);
    for (const struct block *b = list->children; b != NULL; b = b->next) {
        cut_item(c, b, n++);
        if (n == 1 && b->next != NULL && b->next->next != NULL)
            c->cuts.items[c->cuts.count - 1].keep = KEEP_NEXT;
        second_last = last;
        last = c->cuts.count;
    }
    if (n >= 3)
        c->cuts.items[second_last - 1].keep = KEEP_NEXT;
    close_box(c);
}

static void cut_code(struct cutting *c, const struct block *code)
{
    size_t first = c->cuts.count;
    size_t i = 0, line = 0;

    do {
        add_cut(c, code, i++, false)->offset = line;
        line = str_find(code->text, '\n', line) + 1;
    } while (line < code->text.len);
    keep_ends(c, first);
}

static bool is_sum(enum table_row_kind kind)
{
    return kind == TABLE_ROW_SUBTOTAL || kind == TABLE_ROW_TOTAL;
}

/* The head of a group goes with its rows, a total with what it adds up. */
static void cut_table(struct cutting *c, const struct block *block)
{
    const struct table *table = block->table;
    size_t first = c->cuts.count;

    for (size_t i = 0; i < table->n_rows; i++)
        add_cut(c, block, i,
                table->rows[i].kind == TABLE_ROW_GROUP ||
                    (i + 1 < table->n_rows && is_sum(table->rows[i + 1].kind)));
    if (table->n_rows == 0)
        add_cut(c, block, 0, false);
    keep_ends(c, first);
}

/* "Wij stellen voor:" is not parted from what it announces. */
static bool announces(struct arena *a, const struct block *block)
{
    struct str text = inlines_text(a, block->inlines);

    return block->next != NULL && text.len > 0 && text.p[text.len - 1] == ':';
}

static void cut_paragraph(struct cutting *c, const struct block *block)
{
    bool keep = announces(c->arena, block);
    struct pieces pieces = {0};
    size_t unit;

    if (is_long(c, block))
        pieces = pieces_of(c->arena, block->inlines);
    if (pieces.count < 2) {
        add_cut(c, block, 0, keep);
        return;
    }
    unit = open_unit(c);
    for (size_t i = 0; i < pieces.count; i++)
        add_cut(c, block, i,
                i + 1 == pieces.count ? keep : !pieces.items[i].ends)
            ->piece = &pieces.items[i];
    close_unit(c, unit);
}

/* Tiles that stand beside one another stay so. */
static void cut_tile_list(struct cutting *c, const struct block *list)
{
    size_t n = 0, i = 0;

    for (const struct block *b = list->children; b != NULL; b = b->next)
        n++;
    if (n == 0) {
        add_cut(c, list, 0, false);
        return;
    }
    open_box(c, list, 0);
    for (const struct block *b = list->children; b != NULL; b = b->next, i++)
        add_cut(c, b, i, i + 1 < n && (i + 1) % tiles_across(n) != 0);
    close_box(c);
}

static void cut_tiles(struct cutting *c, const struct block *div)
{
    size_t unit = open_unit(c);

    open_box(c, div, 0);
    for (const struct block *b = div->children; b != NULL; b = b->next) {
        if (b->kind == BLOCK_LIST)
            cut_tile_list(c, b);
        else
            cut_block(c, b);
    }
    close_box(c);
    close_unit(c, unit);
}

static void cut_box(struct cutting *c, const struct block *block, bool is_unit)
{
    size_t unit = is_unit ? open_unit(c) : 0;

    open_box(c, block, 0);
    cut_each(c, block->children);
    close_box(c);
    if (is_unit)
        close_unit(c, unit);
}

/* --- columns -------------------------------------------------------------- */

/* A cut of a column while those of all columns are put in one order. */
struct beside {
    struct cut cut;
    size_t column, order;
    size_t depth; /* how far down the column it ends, about, in tenths of a line
                   */
};

/* Characters on a line of the column. */
static size_t line_length(const struct block *column, size_t n_columns)
{
    struct str width = attrs_value(&column->attrs, "width");
    size_t percent = 0;

    for (size_t i = 0; i < width.len && i < 2; i++)
        if (width.p[i] >= '0' && width.p[i] <= '9')
            percent = percent * 10 + (size_t)(width.p[i] - '0');
    if (percent == 0)
        percent = 100 / n_columns;
    return percent < 10 ? 8 : 84 * percent / 100;
}

static size_t height_of_cut(const struct cut *cut, size_t line)
{
    size_t length = 0;

    if (cut->piece != NULL)
        return 10 * (1 + LONG_IN_COLUMN / 2 / line);
    switch (cut->block->kind) {
    case BLOCK_TABLE:
    case BLOCK_CODE:
        return 10;
    case BLOCK_FIGURE:
    case BLOCK_CHART:
        return 60;
    case BLOCK_PARAGRAPH:
    case BLOCK_HEADING:
    case BLOCK_LIST:
    case BLOCK_ITEM:
    case BLOCK_QUOTE:
    case BLOCK_RULE:
    case BLOCK_DIV:
        length = block_length(cut->block, SIZE_MAX / 2, 0);
        break;
    }
    return 4 + 10 * ((length + line - 1) / line);
}

static int compare_depths(const void *left, const void *right)
{
    const struct beside *a = left, *b = right;

    if (a->depth != b->depth)
        return a->depth < b->depth ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* A slide may end where every column may. */
static void keep_in_columns(struct beside *all, size_t n, size_t n_columns,
                            size_t *left, bool *is_held)
{
    size_t held = 0;

    for (size_t i = 0; i < n_columns; i++)
        is_held[i] = false;
    for (size_t i = 0; i < n; i++) {
        size_t k = all[i].column;
        bool holds = --left[k] > 0 && all[i].cut.keep == KEEP_NEXT;

        held = held - is_held[k] + holds;
        is_held[k] = holds;
        all[i].cut.keep = held > 0 ? KEEP_NEXT : KEEP_NOTHING;
    }
}

/* The first cut of every box, from `first` on in their new order. */
static void find_first_cuts(struct cuts *cuts, size_t first)
{
    for (size_t i = cuts->count; i > first; i--)
        for (struct cut_box *box = cuts->items[i - 1].box; box != NULL;
             box = box->around)
            if (box->first >= first)
                box->first = i - 1;
}

static void cut_columns(struct cutting *c, const struct block *columns)
{
    struct cuts *cuts = &c->cuts;
    size_t unit = open_unit(c);
    size_t n_units = cuts->n_units;
    size_t first = cuts->count;
    size_t n_columns = 0, k = 0;

    for (const struct block *b = columns->children; b != NULL; b = b->next)
        n_columns++;

    size_t *left = ARENA_ARRAY(c->arena, n_columns, size_t);
    size_t *ends = ARENA_ARRAY(c->arena, n_columns, size_t);

    c->in_columns = true;
    open_box(c, columns, 0);
    for (const struct block *b = columns->children; b != NULL; b = b->next) {
        cut_box(c, b, false);
        ends[k++] = cuts->count;
    }
    close_box(c);
    c->in_columns = false;
    cuts->n_units = n_units; /* what is in them goes by height alone */

    size_t n = cuts->count - first;
    struct beside *all = ARENA_ARRAY(c->arena, n, struct beside);
    const struct block *column = columns->children;
    size_t depth = 0;

    k = 0;
    for (size_t i = 0; i < n; i++) {
        while (first + i >= ends[k]) {
            k++;
            column = column->next;
            depth = 0;
        }
        depth += height_of_cut(&cuts->items[first + i],
                               line_length(column, n_columns));
        all[i] = (struct beside){cuts->items[first + i], k, i, depth};
        left[k]++;
    }
    qsort(all, n, sizeof(*all), compare_depths);
    keep_in_columns(all, n, n_columns, left,
                    ARENA_ARRAY(c->arena, n_columns, bool));
    for (size_t i = 0; i < n; i++)
        cuts->items[first + i] = all[i].cut;
    find_first_cuts(cuts, first);
    close_unit(c, unit);
}

/* --- all kinds ------------------------------------------------------------ */

/* Tiles, columns and callouts are one thing to the eye; what makes its way into
 * a list or a table through a div of another kind can be cut. */
static void cut_div(struct cutting *c, const struct block *block)
{
    if (block->children == NULL || is_deep(c)) {
        add_cut(c, block, 0, false);
        return;
    }
    switch (block->div) {
    case DIV_STEPS:
    case DIV_INCREMENTAL:
    case DIV_PLAIN:
    case DIV_SLIDE:
        cut_box(c, block, false);
        return;
    case DIV_TILES:
        cut_tiles(c, block);
        return;
    case DIV_COLUMNS:
        if (c->in_columns)
            break;
        cut_columns(c, block);
        return;
    case DIV_CALLOUT:
        if (!is_long(c, block))
            break;
        cut_box(c, block, true);
        return;
    case DIV_COLUMN:
    case DIV_KEY:
    case DIV_NOTES:
    case DIV_PAGE:
        break;
    }
    add_cut(c, block, 0, false);
}

static void cut_quote(struct cutting *c, const struct block *block)
{
    if (block->children == NULL || is_deep(c) || !is_long(c, block))
        add_cut(c, block, 0, false);
    else
        cut_box(c, block, true);
}

static void cut_block(struct cutting *c, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_LIST:
        if (is_deep(c))
            add_cut(c, block, 0, false);
        else
            cut_list(c, block);
        break;
    case BLOCK_CODE:
        cut_code(c, block);
        break;
    case BLOCK_TABLE:
        cut_table(c, block);
        break;
    case BLOCK_DIV:
        cut_div(c, block);
        break;
    case BLOCK_HEADING:
        add_cut(c, block, 0, true);
        break;
    case BLOCK_PARAGRAPH:
        cut_paragraph(c, block);
        break;
    case BLOCK_QUOTE:
        cut_quote(c, block);
        break;
    case BLOCK_ITEM:
    case BLOCK_RULE:
    case BLOCK_FIGURE:
    case BLOCK_CHART:
        add_cut(c, block, 0, false);
        break;
    }
}

struct cuts cuts_of_slide(struct arena *a, const struct slide *slide)
{
    struct cutting c = {.arena = a};

    for (size_t i = 0; i < slide->n_blocks; i++)
        cut_block(&c, slide->blocks[i]);
    return c.cuts;
}

void cuts_keep(struct cuts *cuts, const struct cut_unit *unit)
{
    struct cut *first = &cuts->items[unit->first];
    bool is_text = first->block == first[unit->count - 1].block;

    for (struct cut *cut = first; cut + 1 < first + unit->count; cut++)
        if (cut->keep == KEEP_NOTHING)
            cut->keep = is_text ? KEEP_TEXT : KEEP_NEXT;
}

/* --- joining: leaves ------------------------------------------------------ */

static struct block *copy_block(struct arena *a, const struct block *block)
{
    struct block *copy = ARENA_NEW(a, struct block);

    *copy = *block;
    copy->next = NULL;
    return copy;
}

static struct block *part_of_code(struct arena *a, const struct cut *first,
                                  const struct cut *last)
{
    struct block *part = copy_block(a, first->block);
    struct str text = part->text;

    part->text =
        str_slice(text, first->offset, str_find(text, '\n', last->offset));
    return part;
}

static struct block *part_of_paragraph(struct arena *a, const struct cut *first,
                                       const struct cut *last)
{
    struct block *part = copy_block(a, first->block);

    if (first->piece != NULL)
        part->inlines = pieces_join(a, first->piece, last->piece);
    return part;
}

/* The head of the group that row `from` is in; n_rows when there is none. */
static size_t group_above(const struct table *table, size_t from)
{
    for (size_t i = from; i > 0; i--) {
        if (table->rows[i].kind == TABLE_ROW_TOTAL ||
            table->rows[i].kind == TABLE_ROW_GROUP)
            break;
        if (table->rows[i - 1].kind == TABLE_ROW_GROUP)
            return i - 1;
    }
    return table->n_rows;
}

static struct block *part_of_table(struct arena *a, const struct cut *first,
                                   size_t n)
{
    struct block *part = copy_block(a, first->block);
    const struct table *whole = part->table;
    struct table *table = ARENA_NEW(a, struct table);
    size_t from = first->index;
    size_t group = from > 0 ? group_above(whole, from) : whole->n_rows;

    if (whole->n_rows == 0)
        return part;
    *table = *whole;
    table->rows = ARENA_ARRAY(a, n + 1, struct table_row);
    table->n_rows = 0;
    if (group < whole->n_rows)
        table->rows[table->n_rows++] = whole->rows[group];
    for (size_t i = 0; i < n; i++)
        table->rows[table->n_rows++] = whole->rows[from + i];
    if (from > 0) {
        table->goes_on = true;
        table->id = STR("");
    }
    part->table = table;
    return part;
}

/* n cuts of one block. */
static struct block *part_of_block(struct arena *a,
                                   const struct cut *const *cuts, size_t n)
{
    const struct cut *first = cuts[0], *last = cuts[n - 1];
    struct block *part = NULL;

    switch (first->block->kind) {
    case BLOCK_CODE:
        part = part_of_code(a, first, last);
        break;
    case BLOCK_TABLE:
        part = part_of_table(a, first, n);
        break;
    case BLOCK_PARAGRAPH:
        part = part_of_paragraph(a, first, last);
        break;
    case BLOCK_ITEM:
        return copy_block(a, first->block);
    case BLOCK_LIST:
    case BLOCK_HEADING:
    case BLOCK_QUOTE:
    case BLOCK_RULE:
    case BLOCK_FIGURE:
    case BLOCK_CHART:
    case BLOCK_DIV:
        part = copy_block(a, first->block);
        break;
    }
    if (first->index > 0)
        part->attrs.id = STR("");
    return part;
}

/* --- joining: boxes ------------------------------------------------------- */

struct joining {
    struct arena *arena;
    const struct cuts *cuts;
};

/* The box of that depth around a cut; NULL when it stands there itself. */
static const struct cut_box *box_at(const struct cut *cut, unsigned depth)
{
    const struct cut_box *box = cut->box;

    while (box != NULL && box->depth > depth)
        box = box->around;
    return box != NULL && box->depth == depth ? box : NULL;
}

static struct block *join_level(const struct joining *j,
                                const struct cut *const *cuts, size_t n,
                                unsigned depth);

static bool goes_on(const struct joining *j, const struct cut_box *box,
                    const struct cut *first)
{
    return (size_t)(first - j->cuts->items) > box->first;
}

static void join_list(struct block *part, const struct cut_box *list,
                      const struct cut *first)
{
    const struct cut_box *item = box_at(first, list->depth + 1);
    size_t n = 0;

    part->list.start += (unsigned)(item == NULL ? first->index : item->index);
    if (list->around == NULL || list->around->block->kind != BLOCK_DIV ||
        list->around->block->div != DIV_TILES)
        return;
    for (const struct block *b = list->block->children; b != NULL; b = b->next)
        n++;
    part->list.across = (unsigned char)tiles_across(n);
}

/* The heading of a column that goes on stands above it once more. */
static void repeat_head(const struct joining *j, struct block *part,
                        const struct block *column)
{
    const struct block *head = column->children;
    struct block *copy;

    if (head == NULL || head->kind != BLOCK_HEADING || part->children == NULL)
        return;
    copy = copy_block(j->arena, head);
    copy->attrs.id = STR("");
    copy->next = part->children;
    part->children = copy;
}

/* Every column with what is of it in this part: none of them leaves its
 * place. */
static struct block *join_columns(const struct joining *j,
                                  const struct cut_box *columns,
                                  const struct cut *const *cuts, size_t n)
{
    struct arena *a = j->arena;
    const struct cut **own = ARENA_ARRAY(a, n, const struct cut *);
    struct block *first = NULL;
    struct block **link = &first;

    for (const struct block *column = columns->block->children; column != NULL;
         column = column->next) {
        struct block *part = copy_block(a, column);
        const struct cut_box *box = NULL;
        size_t n_own = 0;

        for (size_t i = 0; i < n; i++) {
            if (box_at(cuts[i], columns->depth + 1)->block != column)
                continue;
            own[n_own++] = cuts[i];
            box = box_at(cuts[i], columns->depth + 1);
        }
        part->children = join_level(j, own, n_own, columns->depth + 2);
        if (box != NULL && goes_on(j, box, own[0]))
            repeat_head(j, part, column);
        *link = part;
        link = &part->next;
    }
    return first;
}

static struct block *join_box(const struct joining *j,
                              const struct cut_box *box,
                              const struct cut *const *cuts, size_t n)
{
    struct block *part = copy_block(j->arena, box->block);
    bool is_later = goes_on(j, box, cuts[0]);

    if (is_later)
        part->attrs.id = STR("");
    if (part->kind == BLOCK_DIV && part->div == DIV_COLUMNS) {
        part->children = join_columns(j, box, cuts, n);
        return part;
    }
    if (part->kind == BLOCK_LIST)
        join_list(part, box, cuts[0]);
    if (part->kind == BLOCK_ITEM)
        part->goes_on = is_later;
    part->children = join_level(j, cuts, n, box->depth + 1);
    return part;
}

/* Cuts that stand at least so deep, as a list of blocks. */
static struct block *join_level(const struct joining *j,
                                const struct cut *const *cuts, size_t n,
                                unsigned depth)
{
    struct block *first = NULL;
    struct block **link = &first;
    size_t end;

    for (size_t i = 0; i < n; i = end) {
        const struct cut_box *box = box_at(cuts[i], depth);

        for (end = i + 1; end < n && box_at(cuts[end], depth) == box; end++)
            if (box == NULL && cuts[end]->block != cuts[i]->block)
                break;
        *link = box != NULL ? join_box(j, box, cuts + i, end - i)
                            : part_of_block(j->arena, cuts + i, end - i);
        link = &(*link)->next;
    }
    return first;
}

struct slide_part cuts_join(struct arena *a, const struct cuts *cuts,
                            size_t first, size_t end)
{
    struct joining j = {a, cuts};
    const struct cut **all = ARENA_ARRAY(a, end - first, const struct cut *);
    struct slide_part part = {
        .blocks = arena_array(a, end - first, sizeof(struct block *))};

    for (size_t i = first; i < end; i++)
        all[i - first] = &cuts->items[i];
    for (struct block *b = join_level(&j, all, end - first, 0), *next;
         b != NULL; b = next) {
        next = b->next;
        b->next = NULL;
        part.blocks[part.n_blocks++] = b;
    }
    return part;
}
