/* Where a page or an id is, in each medium.  A deck holds only a part of the
 * report, and its ids stand on slides: an index of them, sorted once, answers
 * every question in a few steps. */
#include "html/writer.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "html/html.h"
#include "model/chart.h"
#include "model/deck.h"
#include "model/report.h"
#include "model/table.h"

struct thing {
    const struct page *page;
    struct str id; /* "" for the page itself */
    struct str slide;
};

struct places {
    struct arena *arena;
    struct thing *items;
    size_t count, cap;
};

static int compare(const void *left, const void *right)
{
    const struct thing *a = left;
    const struct thing *b = right;

    if (a->page != b->page)
        return (uintptr_t)a->page < (uintptr_t)b->page ? -1 : 1;
    return str_cmp(a->id, b->id);
}

static void add(struct places *p, const struct slide *slide, struct str id)
{
    p->items =
        arena_grow(p->arena, p->items, p->count, &p->cap, sizeof(*p->items));
    p->items[p->count++] =
        (struct thing){.page = slide->page, .id = id, .slide = slide->id};
}

static struct str id_of(const struct block *block)
{
    switch (block->kind) {
    case BLOCK_TABLE:
        return block->table->id;
    case BLOCK_CHART:
        return block->chart->id;
    case BLOCK_FIGURE:
    case BLOCK_HEADING:
    case BLOCK_DIV:
        return block->attrs.id;
    case BLOCK_PARAGRAPH:
    case BLOCK_LIST:
    case BLOCK_ITEM:
    case BLOCK_QUOTE:
    case BLOCK_CODE:
    case BLOCK_RULE:
        break;
    }
    return STR("");
}

static void add_block(struct places *p, const struct slide *slide,
                      const struct block *block, unsigned depth)
{
    struct str id = id_of(block);

    if (id.len > 0)
        add(p, slide, id);
    if (depth == WRITER_DEPTH_MAX)
        return;
    for (const struct block *b = block->children; b != NULL; b = b->next)
        add_block(p, slide, b, depth + 1);
}

const struct places *places_of_deck(const struct site *site)
{
    struct places *p = ARENA_NEW(site->arena, struct places);
    const struct page *page = NULL;

    p->arena = site->arena;
    for (size_t i = 0; i < site->deck->n_slides; i++) {
        const struct slide *slide = &site->deck->slides[i];

        if (slide->page != NULL && slide->page != page)
            add(p, slide, STR(""));
        page = slide->page;
        if (slide->heading != NULL)
            add(p, slide, slide->heading->attrs.id);
        for (size_t b = 0; b < slide->n_blocks; b++)
            add_block(p, slide, slide->blocks[b], 0);
    }
    if (p->count > 0)
        qsort(p->items, p->count, sizeof(*p->items), compare);
    return p;
}

static struct str link_in_deck(const struct writer *w, const struct page *page,
                               struct str anchor)
{
    const struct places *p = w->places;
    struct thing key = {.page = page, .id = anchor};
    const struct thing *found = NULL;

    if (p != NULL && p->count > 0)
        found = bsearch(&key, p->items, p->count, sizeof(key), compare);
    return found == NULL ? STR("")
                         : str_format(w->arena, "#%.*s", STR_ARG(found->slide));
}

struct str link_to_page(const struct writer *w, const struct page *page,
                        struct str anchor)
{
    const char *hash = anchor.len > 0 ? "#" : "";

    if (page == NULL)
        return STR("");
    switch (w->medium) {
    case MEDIUM_DECK:
        return link_in_deck(w, page, anchor);
    case MEDIUM_SINGLE:
        return str_format(w->arena, "#%.*s%s%.*s", STR_ARG(page->slug),
                          anchor.len > 0 ? "--" : "", STR_ARG(anchor));
    case MEDIUM_PAGES:
        break;
    }
    if (page == w->page && anchor.len > 0)
        return str_format(w->arena, "#%.*s", STR_ARG(anchor));
    return str_format(w->arena, "%.*s.html%s%.*s", STR_ARG(page->slug), hash,
                      STR_ARG(anchor));
}
