#include "model/cuts.h"

#include "base/arena.h"
#include "model/doc.h"
#include "model/table.h"

/* --- cutting -------------------------------------------------------------- */

struct cutting {
    struct arena *arena;
    struct cuts cuts;
    size_t cap;
    const struct block *wrapper;
};

static struct cut *add_cut(struct cutting *c, const struct block *block,
                           size_t index, bool keep_with_next)
{
    struct cuts *cuts = &c->cuts;

    cuts->items = arena_grow(c->arena, cuts->items, cuts->count, &c->cap,
                             sizeof(*cuts->items));
    cuts->items[cuts->count] = (struct cut){
        .wrapper = c->wrapper,
        .block = block,
        .index = index,
        .keep_with_next = keep_with_next,
    };
    return &cuts->items[cuts->count++];
}

/* Neither the first nor the last of the cuts from `first` on stands alone. */
static void keep_ends(struct cutting *c, size_t first)
{
    size_t n = c->cuts.count - first;

    if (n < 3)
        return;
    c->cuts.items[first].keep_with_next = true;
    c->cuts.items[first + n - 2].keep_with_next = true;
}

static void cut_list(struct cutting *c, const struct block *list)
{
    size_t first = c->cuts.count;
    size_t i = 0;

    for (const struct block *b = list->children; b != NULL; b = b->next)
        add_cut(c, list, i++, false)->item = b;
    keep_ends(c, first);
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

static void cut_block(struct cutting *c, const struct block *block);

/* Tiles, columns and callouts are one thing to the eye; what makes its way into
 * a list or a table through a div of another kind can be cut.  Divs in divs are
 * left whole. */
static void cut_div(struct cutting *c, const struct block *block)
{
    switch (block->div) {
    case DIV_STEPS:
    case DIV_INCREMENTAL:
    case DIV_PLAIN:
        if (c->wrapper != NULL || block->children == NULL)
            break;
        c->wrapper = block;
        for (const struct block *b = block->children; b != NULL; b = b->next)
            cut_block(c, b);
        c->wrapper = NULL;
        return;
    case DIV_COLUMNS:
    case DIV_COLUMN:
    case DIV_TILES:
    case DIV_KEY:
    case DIV_CALLOUT:
    case DIV_NOTES:
    case DIV_SLIDE:
    case DIV_PAGE:
        break;
    }
    add_cut(c, block, 0, false);
}

static void cut_block(struct cutting *c, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_LIST:
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
        add_cut(c, block, 0, announces(c->arena, block));
        break;
    case BLOCK_ITEM:
    case BLOCK_QUOTE:
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

/* --- joining -------------------------------------------------------------- */

static struct block *copy_block(struct arena *a, const struct block *block)
{
    struct block *copy = ARENA_NEW(a, struct block);

    *copy = *block;
    copy->next = NULL;
    return copy;
}

static struct block *part_of_list(struct arena *a, const struct cut *cuts,
                                  size_t n)
{
    struct block *part = copy_block(a, cuts[0].block);
    struct block **link = &part->children;

    part->list.start += (unsigned)cuts[0].index;
    for (size_t i = 0; i < n; i++) {
        *link = copy_block(a, cuts[i].item);
        link = &(*link)->next;
    }
    *link = NULL;
    return part;
}

static struct block *part_of_code(struct arena *a, const struct cut *cuts,
                                  size_t n)
{
    struct block *part = copy_block(a, cuts[0].block);
    struct str text = part->text;
    size_t end = str_find(text, '\n', cuts[n - 1].offset);

    part->text = str_slice(text, cuts[0].offset, end);
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

static struct block *part_of_table(struct arena *a, const struct cut *cuts,
                                   size_t n)
{
    struct block *part = copy_block(a, cuts[0].block);
    const struct table *whole = part->table;
    struct table *table = ARENA_NEW(a, struct table);
    size_t from = cuts[0].index;
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
static struct block *part_of_block(struct arena *a, const struct cut *cuts,
                                   size_t n)
{
    struct block *part = NULL;

    switch (cuts[0].block->kind) {
    case BLOCK_LIST:
        part = part_of_list(a, cuts, n);
        break;
    case BLOCK_CODE:
        part = part_of_code(a, cuts, n);
        break;
    case BLOCK_TABLE:
        part = part_of_table(a, cuts, n);
        break;
    case BLOCK_PARAGRAPH:
    case BLOCK_HEADING:
    case BLOCK_ITEM:
    case BLOCK_QUOTE:
    case BLOCK_RULE:
    case BLOCK_FIGURE:
    case BLOCK_CHART:
    case BLOCK_DIV:
        part = copy_block(a, cuts[0].block);
        break;
    }
    if (cuts[0].index > 0)
        part->attrs.id = STR("");
    return part;
}

/* The block that starts at cut *at; *at moves past it. */
static struct block *next_block(struct arena *a, const struct cuts *cuts,
                                size_t *at, size_t end)
{
    const struct cut *first = &cuts->items[*at];
    size_t n = 1;

    while (*at + n < end && first[n].block == first->block)
        n++;
    *at += n;
    return part_of_block(a, first, n);
}

/* The div around it, with what of it is in this part. */
static struct block *next_wrapper(struct arena *a, const struct cuts *cuts,
                                  size_t *at, size_t end)
{
    const struct block *wrapper = cuts->items[*at].wrapper;
    struct block *part = copy_block(a, wrapper);
    struct block **link = &part->children;

    if (*at > 0 && cuts->items[*at - 1].wrapper == wrapper)
        part->attrs.id = STR("");
    while (*at < end && cuts->items[*at].wrapper == wrapper) {
        *link = next_block(a, cuts, at, end);
        link = &(*link)->next;
    }
    *link = NULL;
    return part;
}

struct slide_part cuts_join(struct arena *a, const struct cuts *cuts,
                            size_t first, size_t end)
{
    struct slide_part part = {
        .blocks = arena_array(a, end - first, sizeof(struct block *))};

    for (size_t at = first; at < end;)
        part.blocks[part.n_blocks++] = cuts->items[at].wrapper != NULL
                                           ? next_wrapper(a, cuts, &at, end)
                                           : next_block(a, cuts, &at, end);
    return part;
}
