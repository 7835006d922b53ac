/* doc_dump.h - a document as a line of text, for tests to compare.
 *
 *     # Één *kop* {#a}   ->   h1#a(Één em(kop))
 */
#ifndef TESTS_UNIT_DOC_DUMP_H
#define TESTS_UNIT_DOC_DUMP_H

#include "base/buf.h"
#include "model/chart.h"
#include "model/doc.h"
#include "model/table.h"

static inline void dump_inlines(struct buf *out, const struct inline_ *list);
static inline void dump_blocks(struct buf *out, const struct block *list);

static inline void dump_attrs(struct buf *out, const struct attrs *attrs)
{
    if (attrs->id.len > 0)
        buf_printf(out, "#%.*s", STR_ARG(attrs->id));
    for (size_t i = 0; i < attrs->n_classes; i++)
        buf_printf(out, ".%.*s", STR_ARG(attrs->classes[i]));
    for (size_t i = 0; i < attrs->n_pairs; i++)
        buf_printf(out, "[%.*s=%.*s]", STR_ARG(attrs->pairs[i].key),
                   STR_ARG(attrs->pairs[i].value));
}

static inline void dump_within(struct buf *out, const char *name,
                               const struct inline_ *children)
{
    buf_printf(out, "%s(", name);
    dump_inlines(out, children);
    buf_puts(out, ")");
}

static inline void dump_inline(struct buf *out, const struct inline_ *i)
{
    switch (i->kind) {
    case INLINE_TEXT:
        buf_put(out, i->text);
        break;
    case INLINE_VALUE:
        buf_printf(out, "value(%.*s)", STR_ARG(i->text));
        break;
    case INLINE_CODE:
        buf_printf(out, "code(%.*s)", STR_ARG(i->text));
        break;
    case INLINE_EMPH:
        dump_within(out, "em", i->children);
        break;
    case INLINE_STRONG:
        dump_within(out, "strong", i->children);
        break;
    case INLINE_STRIKE:
        dump_within(out, "s", i->children);
        break;
    case INLINE_SPAN:
        buf_puts(out, "span");
        dump_attrs(out, i->attrs);
        dump_within(out, "", i->children);
        break;
    case INLINE_LINK:
        buf_printf(out, "link[%.*s]", STR_ARG(i->link->url));
        dump_within(out, "", i->children);
        break;
    case INLINE_IMAGE:
        buf_printf(out, "img[%.*s](%.*s)", STR_ARG(i->image->url),
                   STR_ARG(i->image->alt));
        break;
    case INLINE_SOFT_BREAK:
        buf_puts(out, "_");
        break;
    case INLINE_HARD_BREAK:
        buf_puts(out, "|");
        break;
    case INLINE_FOOTNOTE:
        buf_printf(out, "^%u.%u", i->footnote->number, i->mention);
        break;
    case INLINE_REF:
        buf_printf(out, "@%.*s", STR_ARG(i->ref->id));
        break;
    }
}

static inline void dump_inlines(struct buf *out, const struct inline_ *list)
{
    for (; list != NULL; list = list->next)
        dump_inline(out, list);
}

static inline void dump_cells(struct buf *out, const struct table *table,
                              const struct cell *cells)
{
    static const char *const aligns[] = {"", ">", "="};

    for (size_t i = 0; i < table->n_columns; i++) {
        buf_puts(out, i > 0 ? "; " : "");
        buf_puts(out, aligns[table->columns[i].align]);
        dump_inlines(out, cells[i].inlines);
    }
}

static inline void dump_table(struct buf *out, const struct table *table)
{
    buf_printf(out, "table#%.*s[", STR_ARG(table->id));
    dump_inlines(out, table->caption);
    buf_puts(out, "](");
    dump_cells(out, table, table->head);
    for (size_t i = 0; i < table->n_rows; i++) {
        buf_puts(out, " / ");
        dump_cells(out, table, table->rows[i].cells);
    }
    buf_puts(out, ")");
}

static inline void dump_list(struct buf *out, const struct block *b)
{
    buf_printf(out, "%s%s", b->list.ordered ? "ol" : "ul",
               b->list.tight ? "" : "-loose");
    if (b->list.ordered && b->list.start != 1)
        buf_printf(out, "%u", b->list.start);
    buf_puts(out, "(");
    dump_blocks(out, b->children);
    buf_puts(out, ")");
}

static inline void dump_parent(struct buf *out, const char *name,
                               const struct block *b)
{
    buf_puts(out, name);
    dump_attrs(out, &b->attrs);
    buf_puts(out, "(");
    dump_blocks(out, b->children);
    buf_puts(out, ")");
}

static inline const char *dump_div(enum div_kind kind)
{
    static const char *const names[] = {
        "div",     "COLUMNS", "COLUMN", "TILES", "STEPS",       "KEY",
        "CALLOUT", "NOTES",   "SLIDE",  "PAGE",  "INCREMENTAL",
    };

    return names[kind];
}

static inline void dump_block(struct buf *out, const struct block *b)
{
    static const char *const tasks[] = {"li", "li[ ]", "li[x]"};

    switch (b->kind) {
    case BLOCK_PARAGRAPH:
        dump_within(out, "p", b->inlines);
        break;
    case BLOCK_HEADING:
        buf_printf(out, "h%u", b->level);
        dump_attrs(out, &b->attrs);
        dump_within(out, "", b->inlines);
        break;
    case BLOCK_LIST:
        dump_list(out, b);
        break;
    case BLOCK_ITEM:
        dump_parent(out, tasks[b->task], b);
        break;
    case BLOCK_QUOTE:
        dump_parent(out, "quote", b);
        break;
    case BLOCK_CODE:
        buf_puts(out, "pre");
        dump_attrs(out, &b->attrs);
        buf_printf(out, "(%.*s)", STR_ARG(b->text));
        break;
    case BLOCK_RULE:
        buf_puts(out, "hr");
        break;
    case BLOCK_FIGURE:
        buf_puts(out, "fig");
        dump_attrs(out, &b->attrs);
        buf_printf(out, "[%.*s](%.*s)", STR_ARG(b->figure->image.url),
                   STR_ARG(b->figure->image.alt));
        dump_within(out, "", b->figure->caption);
        break;
    case BLOCK_TABLE:
        dump_table(out, b->table);
        break;
    case BLOCK_CHART:
        buf_printf(out, "chart#%.*s", STR_ARG(b->chart->id));
        break;
    case BLOCK_DIV:
        dump_parent(out, dump_div(b->div), b);
        break;
    }
}

static inline void dump_blocks(struct buf *out, const struct block *list)
{
    for (; list != NULL; list = list->next) {
        dump_block(out, list);
        buf_puts(out, list->next != NULL ? " " : "");
    }
}

#endif
