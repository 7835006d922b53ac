#include "read/divs.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/near.h"
#include "model/doc.h"
#include "read/attributes.h"
#include "read/inlines.h"
#include "read/reader.h"

static const struct {
    const char *name;
    enum div_kind kind;
} divs[] = {
    {"columns", DIV_COLUMNS}, {"column", DIV_COLUMN},
    {"tiles", DIV_TILES},     {"steps", DIV_STEPS},
    {"key", DIV_KEY},         {"callout", DIV_CALLOUT},
    {"notes", DIV_NOTES},     {"slide", DIV_SLIDE},
    {"page", DIV_PAGE},       {"incremental", DIV_INCREMENTAL},
};

enum {
    N_DIVS = sizeof(divs) / sizeof(divs[0])
};

static void report_unknown(struct reader *r, struct str name, struct place at)
{
    struct near near = near_new(name);

    for (size_t i = 0; i < N_DIVS; i++)
        near_offer(&near, str_of(divs[i].name));
    diag_add(r->diags, DIAG_DIV_UNKNOWN, at, "\"%.*s\"" NEAR_FMT, STR_ARG(name),
             NEAR_ARG(near));
}

/* The first class that has a meaning. */
static enum div_kind kind_of(const struct attrs *attrs)
{
    for (size_t i = 0; i < attrs->n_classes; i++)
        for (size_t j = 0; j < N_DIVS; j++)
            if (str_is(attrs->classes[i], divs[j].name))
                return divs[j].kind;
    return DIV_PLAIN;
}

/* The title of a callout is prose: values and signs. */
static void read_title(struct reader *r, struct attrs *attrs, struct place at)
{
    for (size_t i = 0; i < attrs->n_pairs; i++) {
        struct attr *pair = &attrs->pairs[i];
        if (str_is(pair->key, "title"))
            pair->value =
                inlines_text(r->arena, inlines_of_text(r, pair->value, at));
    }
}

struct block *div_make(struct reader *r, struct str info, struct place at)
{
    struct block *div = ARENA_NEW(r->arena, struct block);

    div->kind = BLOCK_DIV;
    div->at = at;
    if (!attributes_of_div(r->arena, info, &div->attrs)) {
        report_unknown(r, info, at);
        return div;
    }
    div->div = kind_of(&div->attrs);
    if (div->div == DIV_PLAIN && div->attrs.n_classes > 0)
        report_unknown(r, div->attrs.classes[0], at);
    read_title(r, &div->attrs, at);
    return div;
}

static bool is_div(const struct block *block, enum div_kind kind)
{
    return block->kind == BLOCK_DIV && block->div == kind;
}

/* What stands in `columns` outside any column gets a column of its own, so
 * that it is seen where it stands; notes have no column and go with the one
 * before them. */
static void gather_columns(struct reader *r, struct block *columns)
{
    struct block *next = columns->children;
    struct block **end = &columns->children;
    struct block *last = NULL;    /* the column before */
    struct block **inside = NULL; /* where a block in it goes */
    bool made = false;            /* by us, so what follows may join it */

    *end = NULL;
    for (struct block *block = next; block != NULL; block = next) {
        next = block->next;
        block->next = NULL;
        if (is_div(block, DIV_COLUMN)) {
            *end = last = block;
            end = &block->next;
            made = false;
            inside = &block->children;
            continue;
        }
        bool joins = last != NULL && (made || is_div(block, DIV_NOTES));
        if (!joins) {
            diag_add(r->diags, DIAG_COLUMN_NONE, block->at, NULL);
            last = ARENA_NEW(r->arena, struct block);
            last->kind = BLOCK_DIV;
            last->div = DIV_COLUMN;
            last->at = block->at;
            *end = last;
            end = &last->next;
            inside = &last->children;
            made = true;
        }
        while (*inside != NULL)
            inside = &(*inside)->next;
        *inside = block;
    }
}

void div_free_columns(struct reader *r, struct block *blocks)
{
    for (struct block *block = blocks; block != NULL; block = block->next) {
        if (!is_div(block, DIV_COLUMN))
            continue;
        diag_add(r->diags, DIAG_COLUMN_STRAY, block->at, NULL);
        block->div = DIV_PLAIN;
    }
}

void div_finish(struct reader *r, struct block *div)
{
    if (div->div == DIV_COLUMNS)
        gather_columns(r, div);
    else
        div_free_columns(r, div->children);
}
