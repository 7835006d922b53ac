#include "read/chapters.h"

#include "base/arena.h"
#include "model/report.h"
#include "model/walk.h"

enum {
    LEVELS = 3
};

struct counter {
    struct arena *arena;
    unsigned at[LEVELS]; /* the last number given at each level */
};

/* The next number at a level: 1.2 after 1.1, and after 1.1.3. */
static struct str next_number(struct counter *c, unsigned level)
{
    struct str number;

    c->at[level - 1]++;
    for (unsigned i = level; i < LEVELS; i++)
        c->at[i] = 0;
    number = str_format(c->arena, "%u", c->at[0]);
    for (unsigned i = 1; i < level; i++)
        number = str_format(c->arena, "%.*s.%u", STR_ARG(number), c->at[i]);
    return number;
}

static bool divides(const struct block *block)
{
    return block->kind == BLOCK_DIV &&
           (block->div == DIV_PLAIN || block->div == DIV_PAGE ||
            block->div == DIV_INCREMENTAL);
}

static bool number_block(void *user, struct block *block)
{
    if (block->kind == BLOCK_HEADING && block->level <= LEVELS)
        block->number = next_number(user, block->level);
    return divides(block);
}

/* Chapters whose title is that of their front matter have no # heading. */
static bool has_own_title(const struct page *page)
{
    for (const struct block *b = page->blocks; b != NULL; b = b->next)
        if (b->kind == BLOCK_HEADING)
            return b->level == 1;
    return false;
}

void chapters_number(struct arena *a, struct report *report)
{
    struct counter counter = {.arena = a};
    const struct walk walk = {.user = &counter, .block = number_block};

    for (size_t i = 0; i < report->n_pages; i++) {
        struct page *page = &report->pages[i];

        if (!page->in_pages)
            continue;
        if (!has_own_title(page))
            page->number = next_number(&counter, 1);
        walk_blocks(&walk, page->blocks);
    }
}
