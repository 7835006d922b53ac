#include "paint/tag.h"

#include <assert.h>

#include "base/arena.h"

static const char *const names[] = {
    [TAG_DOCUMENT] = "Document",
    [TAG_SECT] = "Sect",
    [TAG_H1] = "H1",
    [TAG_H2] = "H2",
    [TAG_H3] = "H3",
    [TAG_H4] = "H4",
    [TAG_H5] = "H5",
    [TAG_H6] = "H6",
    [TAG_P] = "P",
    [TAG_QUOTE] = "BlockQuote",
    [TAG_CODE] = "Code",
    [TAG_LIST] = "L",
    [TAG_ITEM] = "LI",
    [TAG_LABEL] = "Lbl",
    [TAG_BODY] = "LBody",
    [TAG_TABLE] = "Table",
    [TAG_CAPTION] = "Caption",
    [TAG_THEAD] = "THead",
    [TAG_TBODY] = "TBody",
    [TAG_ROW] = "TR",
    [TAG_HEAD] = "TH",
    [TAG_CELL] = "TD",
    [TAG_FIGURE] = "Figure",
    [TAG_LINK] = "Link",
    [TAG_REFERENCE] = "Reference",
    [TAG_NOTE] = "Note",
    [TAG_SPAN] = "Span",
    [TAG_TOC] = "TOC",
    [TAG_TOCI] = "TOCI",
    [TAG_HEADER] = "Header",
    [TAG_FOOTER] = "Footer",
};

const struct tag tag_header = {.kind = TAG_HEADER};
const struct tag tag_footer = {.kind = TAG_FOOTER};

struct tag *tag_new(struct tags *tags, enum tag_kind kind, struct tag *parent)
{
    struct tag *tag = ARENA_NEW(tags->arena, struct tag);

    tag->kind = kind;
    tag->serial = ++tags->last_serial;
    if (parent != NULL)
        tag_adopt(tags, parent, tag);
    return tag;
}

void tag_adopt(struct tags *tags, struct tag *parent, struct tag *child)
{
    assert(parent != child);
    parent->children =
        arena_grow(tags->arena, parent->children, parent->n_children,
                   &parent->cap_children, sizeof(struct tag *));
    parent->children[parent->n_children++] = child;
}

const char *tag_name(enum tag_kind kind)
{
    assert((size_t)kind < sizeof(names) / sizeof(names[0]));
    return names[kind];
}
