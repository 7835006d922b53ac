#include "read/markdown.h"

#include <assert.h>
#include <stdlib.h>

#include <cmark.h>

#include "base/arena.h"

/* The places and kinds of inlines follow those of blocks in cmark's enum, but
 * its numbers are no promise, so each is named. */
static enum md_kind kind_of(cmark_node_type type)
{
    switch (type) {
    case CMARK_NODE_NONE:
    case CMARK_NODE_CUSTOM_BLOCK:
    case CMARK_NODE_CUSTOM_INLINE:
        assert(!"the parser makes no such nodes");
        return MD_TEXT;
    case CMARK_NODE_DOCUMENT:
        return MD_DOCUMENT;
    case CMARK_NODE_BLOCK_QUOTE:
        return MD_QUOTE;
    case CMARK_NODE_LIST:
        return MD_LIST;
    case CMARK_NODE_ITEM:
        return MD_ITEM;
    case CMARK_NODE_CODE_BLOCK:
        return MD_CODE_BLOCK;
    case CMARK_NODE_HTML_BLOCK:
        return MD_HTML_BLOCK;
    case CMARK_NODE_PARAGRAPH:
        return MD_PARAGRAPH;
    case CMARK_NODE_HEADING:
        return MD_HEADING;
    case CMARK_NODE_THEMATIC_BREAK:
        return MD_RULE;
    case CMARK_NODE_TEXT:
        return MD_TEXT;
    case CMARK_NODE_SOFTBREAK:
        return MD_SOFT_BREAK;
    case CMARK_NODE_LINEBREAK:
        return MD_HARD_BREAK;
    case CMARK_NODE_CODE:
        return MD_CODE;
    case CMARK_NODE_HTML_INLINE:
        return MD_HTML;
    case CMARK_NODE_EMPH:
        return MD_EMPH;
    case CMARK_NODE_STRONG:
        return MD_STRONG;
    case CMARK_NODE_LINK:
        return MD_LINK;
    case CMARK_NODE_IMAGE:
        return MD_IMAGE;
    }
    return MD_TEXT;
}

static struct str copied(struct arena *a, const char *text)
{
    return text == NULL || text[0] == '\0' ? STR("")
                                           : str_copy(a, str_of(text));
}

/* cmark says -1 or 0 where it does not know. */
static unsigned count_of(int number)
{
    return number > 0 ? (unsigned)number : 0;
}

static struct md *copy_node(struct arena *a, cmark_node *node)
{
    struct md *md = ARENA_NEW(a, struct md);

    md->kind = kind_of(cmark_node_get_type(node));
    md->line = count_of(cmark_node_get_start_line(node));
    md->column = count_of(cmark_node_get_start_column(node));
    md->end_line = count_of(cmark_node_get_end_line(node));
    md->text = copied(a, cmark_node_get_literal(node));
    if (md->kind == MD_CODE_BLOCK)
        md->info = copied(a, cmark_node_get_fence_info(node));
    if (md->kind == MD_LINK || md->kind == MD_IMAGE) {
        md->target = ARENA_NEW(a, struct md_target);
        md->target->url = copied(a, cmark_node_get_url(node));
        md->target->title = copied(a, cmark_node_get_title(node));
    }
    if (md->kind == MD_HEADING)
        md->level = count_of(cmark_node_get_heading_level(node));
    if (md->kind == MD_LIST) {
        md->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
        md->tight = cmark_node_get_list_tight(node) != 0;
        md->start = count_of(cmark_node_get_list_start(node));
    }
    return md;
}

/* Walks cmark's tree by its own links and not by recursion: its depth is the
 * author's. */
static struct md *copy_tree(struct arena *a, cmark_node *root)
{
    struct md *top = copy_node(a, root);
    struct md *parent = top;
    struct md *before = NULL; /* the last child of `parent` so far */
    unsigned depth = 1;
    cmark_node *node = cmark_node_first_child(root);

    while (node != NULL) {
        struct md *md = copy_node(a, node);
        md->parent = parent;
        *(before != NULL ? &before->next : &parent->children) = md;

        cmark_node *child = cmark_node_first_child(node);
        if (child != NULL && depth < MD_DEPTH_MAX) {
            parent = md;
            before = NULL;
            depth++;
            node = child;
            continue;
        }
        md->cut = child != NULL;
        before = md;
        while (cmark_node_next(node) == NULL && depth > 1) {
            node = cmark_node_parent(node);
            before = parent;
            parent = parent->parent;
            depth--;
        }
        node = cmark_node_next(node);
    }
    return top;
}

/* cmark's smart punctuation stays off: it would not know Dutch ('s avonds) nor
 * the quotes inside {key="value"} and {{ values }}; see inlines.c. */
struct md *markdown_parse(struct arena *a, struct str text)
{
    /* cmark's own allocator aborts where there is no memory. */
    cmark_mem memory = {memory_calloc, memory_realloc, free};
    cmark_parser *parser =
        cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);

    assert(text.len < MARKDOWN_MAX);
    cmark_parser_feed(parser, text.p != NULL ? text.p : "", text.len);
    cmark_node *root = cmark_parser_finish(parser);
    struct md *top = copy_tree(a, root);

    cmark_parser_free(parser);
    cmark_node_free(root);
    return top;
}
