/* Recursion is fine: readers bound the depth of what they make. */
#include "model/walk.h"

#include <stddef.h>

#include "model/doc.h"
#include "model/report.h"
#include "model/table.h"

void walk_inlines(const struct walk *walk, struct inline_ *list)
{
    if (walk->each == NULL)
        return;
    for (struct inline_ *i = list; i != NULL; i = i->next) {
        walk->each(walk->user, i);
        walk_inlines(walk, i->children);
    }
}

static void walk_cells(const struct walk *walk, const struct table *table,
                       struct cell *cells)
{
    for (size_t i = 0; cells != NULL && i < table->n_columns; i++)
        walk_inlines(walk, cells[i].inlines);
}

static void walk_table(const struct walk *walk, struct table *table)
{
    walk_inlines(walk, table->caption);
    walk_cells(walk, table, table->head);
    for (size_t i = 0; i < table->n_rows; i++)
        if (table->rows[i].kind == TABLE_ROW_GROUP)
            walk_inlines(walk, table->rows[i].cells[0].inlines);
        else
            walk_cells(walk, table, table->rows[i].cells);
}

void walk_blocks(const struct walk *walk, struct block *list)
{
    for (struct block *b = list; b != NULL; b = b->next) {
        if (walk->block != NULL && !walk->block(walk->user, b))
            continue;
        if (!walk->past_words || !b->has_words_only)
            walk_inlines(walk, b->inlines);
        if (b->kind == BLOCK_TABLE)
            walk_table(walk, b->table);
        if (b->kind == BLOCK_FIGURE)
            walk_inlines(walk, b->figure->caption);
        walk_blocks(walk, b->children);
    }
}

void walk_page(const struct walk *walk, const struct page *page)
{
    walk_blocks(walk, page->blocks);
    for (size_t i = 0; i < page->n_footnotes; i++)
        walk_blocks(walk, page->footnotes[i]->blocks);
}
