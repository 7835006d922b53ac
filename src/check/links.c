/* Links inside the set lead to a page and an anchor that are there; links out
 * of it are of a kind that every reader may follow. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/near.h"
#include "base/utf8.h"
#include "check/rule.h"
#include "model/report.h"
#include "model/walk.h"

/* One page's anchors. */
struct anchors {
    struct map ids;
    bool made;
};

struct links {
    struct check *check;
    struct anchors *anchors; /* one a page, in the order of the report */
};

static bool add_anchor(void *user, struct block *block)
{
    struct map *ids = user;

    if (block->kind == BLOCK_DIV &&
        (block->div == DIV_SLIDE || block->div == DIV_NOTES))
        return false;
    if (block->attrs.id.len > 0)
        *map_at(ids, block->attrs.id) = block;
    return true;
}

static const struct map *anchors_of(struct links *l, const struct page *page)
{
    struct anchors *anchors = &l->anchors[page - l->check->report->pages];

    if (!anchors->made) {
        anchors->ids = map_new(l->check->arena);
        walk_blocks(&(struct walk){.user = &anchors->ids, .block = add_anchor},
                    page->blocks);
        anchors->made = true;
    }
    return &anchors->ids;
}

static bool offer_anchor(void *user, struct block *block)
{
    if (block->attrs.id.len > 0)
        near_offer(user, block->attrs.id);
    return true;
}

static void report_anchor(struct links *l, const struct link *link,
                          struct place at)
{
    struct near near = near_new(link->anchor);

    if (!diag_has_many(l->check->diags))
        walk_blocks(&(struct walk){.user = &near, .block = offer_anchor},
                    link->page->blocks);
    diag_add(l->check->diags, DIAG_LINK_DEAD, at,
             "no \"#%.*s\" on %.*s" NEAR_FMT, STR_ARG(link->anchor),
             STR_ARG(link->page->file), NEAR_ARG(near));
}

static void report_page(struct links *l, struct str url, struct place at)
{
    const struct report *report = l->check->report;
    struct near near = near_new(str_slice(url, 0, str_find(url, '#', 0)));

    for (size_t i = 0; i < report->n_pages && !diag_has_many(l->check->diags);
         i++) {
        struct str file = report->pages[i].file;
        size_t slash = file.len;

        while (slash > 0 && file.p[slash - 1] != '/')
            slash--;
        near_offer(&near, str_slice(file, slash, file.len));
    }
    diag_add(l->check->diags, DIAG_LINK_DEAD, at,
             "no page \"%.*s\" in this report" NEAR_FMT, STR_ARG(url),
             NEAR_ARG(near));
}

static void check_internal(struct links *l, const struct link *link,
                           struct place at)
{
    struct diags *diags = l->check->diags;

    if (link->url.len == 0)
        diag_add(diags, DIAG_LINK_DEAD, at, "it has no address");
    else if (link->page == NULL)
        report_page(l, link->url, at);
    else if (!link->page->in_pages)
        diag_add(diags, DIAG_LINK_DEAD, at, "%.*s is in the deck only",
                 STR_ARG(link->page->file));
    else if (link->anchor.len > 0 &&
             map_find(anchors_of(l, link->page), link->anchor) == NULL)
        report_anchor(l, link, at);
}

static void check_link(void *user, struct inline_ *i)
{
    struct links *l = user;

    if (i->kind != INLINE_LINK)
        return;
    if (utf8_is_blank(inlines_text(l->check->arena, i->children)))
        diag_add(l->check->diags, DIAG_LINK_EMPTY, i->at, "%.*s",
                 STR_ARG(i->link->url));
    if (i->link->internal)
        check_internal(l, i->link, i->at);
    else if (!link_may_lead_to(i->link->url))
        diag_add(l->check->diags, DIAG_LINK_SCHEME, i->at,
                 "\"%.*s\", expected http://, https://, mailto: or a page",
                 STR_ARG(i->link->url));
}

void rule_links(struct check *c)
{
    struct links l = {
        c, ARENA_ARRAY(c->arena, c->report->n_pages, struct anchors)};

    for (size_t i = 0; i < c->report->n_pages; i++)
        walk_page(
            &(struct walk){.user = &l, .each = check_link, .past_words = true},
            &c->report->pages[i]);
}
