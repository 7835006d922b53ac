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

/* A slip in the name of notes must not publish them. */
static bool report_notes(struct reader *r, struct str name, struct near near,
                         struct place at)
{
    if (!str_is(near.best, "notes") && !doc_is_notes_name(name))
        return false;
    diag_add(r->diags, DIAG_NOTES_UNSURE, at,
             "\"%.*s\"; write ::: notes, or ::: callout for all to read",
             STR_ARG(name));
    return true;
}

static void report_unknown(struct reader *r, struct str name, struct place at)
{
    struct near near = near_new(name);

    for (size_t i = 0; i < N_DIVS; i++)
        near_offer(&near, str_of(divs[i].name));
    if (report_notes(r, name, near, at))
        return;
    diag_add(r->diags, DIAG_DIV_UNKNOWN, at, "\"%.*s\"" NEAR_FMT, STR_ARG(name),
             NEAR_ARG(near));
}

/* callout-note, callout-warning and so on. */
static bool is_quarto_callout(const struct attrs *attrs)
{
    return attrs->n_classes > 0 && str_starts(attrs->classes[0], "callout-");
}

/* The first class that has a meaning; case and a colon behind it do not count.
 * Notes are notes, whatever else they are. */
static enum div_kind kind_of(const struct attrs *attrs)
{
    enum div_kind kind = DIV_PLAIN;

    for (size_t i = 0; i < attrs->n_classes; i++) {
        struct str name = attrs->classes[i];
        if (str_ends(name, ":"))
            name.len--;
        for (size_t j = 0; j < N_DIVS; j++)
            if (str_eq_nocase(name, str_of(divs[j].name)) &&
                (kind == DIV_PLAIN || divs[j].kind == DIV_NOTES))
                kind = divs[j].kind;
    }
    return kind == DIV_PLAIN && is_quarto_callout(attrs) ? DIV_CALLOUT : kind;
}

/* The title of a callout is prose: values and signs. */
static void read_title(struct reader *r, struct block *div)
{
    for (size_t i = 0; i < div->attrs.n_pairs; i++) {
        struct attr *pair = &div->attrs.pairs[i];
        if (!str_is(pair->key, "title"))
            continue;
        div->text = pair->value;
        pair->value =
            inlines_text(r->arena, inlines_of_text(r, pair->value, div->at));
    }
}

struct block *div_make(struct reader *r, struct str info, struct place at)
{
    struct block *div = pool_take(&r->blocks);

    div->kind = BLOCK_DIV;
    div->at = at;
    if (!attributes_of_div(r->arena, info, &div->attrs)) {
        report_unknown(r, info, at);
        return div;
    }
    div->div = kind_of(&div->attrs);
    if (div->div == DIV_PLAIN && div->attrs.n_classes > 0)
        report_unknown(r, div->attrs.classes[0], at);
    read_title(r, div);
    return div;
}

static bool is_div(const struct block *block, enum div_kind kind)
{
    return block->kind == BLOCK_DIV && block->div == kind;
}

/* The columns that are being gathered. */
struct gathering {
    struct block **end;    /* where the next column goes */
    struct block *last;    /* the column before */
    struct block **inside; /* where a block in it may go, or before that */
    bool made;             /* by us, so what follows may join it */
};

static void add_column(struct gathering *g, struct block *column, bool made)
{
    *g->end = column;
    g->end = &column->next;
    g->last = column;
    g->inside = &column->children;
    g->made = made;
}

/* A column around a block that stands in none. */
static void make_column(struct reader *r, struct gathering *g, struct place at)
{
    struct block *column = pool_take(&r->blocks);

    column->kind = BLOCK_DIV;
    column->div = DIV_COLUMN;
    column->at = at;
    add_column(g, column, true);
}

static void join_column(struct gathering *g, struct block *block)
{
    while (*g->inside != NULL)
        g->inside = &(*g->inside)->next;
    *g->inside = block;
}

/* What stands in `columns` outside any column gets a column of its own, so
 * that it is seen where it stands; notes are not seen and go with the column
 * before them. */
static void gather_columns(struct reader *r, struct block *columns)
{
    struct gathering g = {.end = &columns->children};
    struct block *next;

    for (struct block *block = columns->children; block != NULL; block = next) {
        next = block->next;
        block->next = NULL;
        if (is_div(block, DIV_COLUMN)) {
            add_column(&g, block, false);
            continue;
        }
        bool joins = g.last != NULL && (g.made || is_div(block, DIV_NOTES));
        if (!joins) {
            diag_add(r->diags, DIAG_COLUMN_NONE, block->at, NULL);
            make_column(r, &g, block->at);
        }
        join_column(&g, block);
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

/* In Quarto a heading that opens a callout is its title. */
static void take_title(struct reader *r, struct block *callout)
{
    struct block *heading = callout->children;
    struct attrs *attrs = &callout->attrs;

    if (heading == NULL || heading->kind != BLOCK_HEADING ||
        attrs_value(attrs, "title").len > 0)
        return;
    struct attr *pairs = ARENA_ARRAY(r->arena, attrs->n_pairs + 1, struct attr);
    for (size_t i = 0; i < attrs->n_pairs; i++)
        pairs[i] = attrs->pairs[i];
    pairs[attrs->n_pairs++] =
        (struct attr){STR("title"), inlines_text(r->arena, heading->inlines)};
    attrs->pairs = pairs;
    callout->children = heading->next;
}

void div_finish(struct reader *r, struct block *div)
{
    if (is_quarto_callout(&div->attrs))
        take_title(r, div);
    if (div->div == DIV_COLUMNS)
        gather_columns(r, div);
    else
        div_free_columns(r, div->children);
}
