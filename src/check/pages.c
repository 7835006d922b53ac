/* Rules about what stands on pages and slides: pictures, headings, ids,
 * references. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/near.h"
#include "base/utf8.h"
#include "check/rule.h"
#include "model/chart.h"
#include "model/report.h"
#include "model/table.h"
#include "model/walk.h"

static void walk_report(struct check *c, const struct walk *walk)
{
    for (size_t i = 0; i < c->report->n_pages; i++)
        walk_page(walk, &c->report->pages[i]);
}

/* --- references ----------------------------------------------------------- */

/* A chart or table that could not be made has told its mistake; a reference to
 * it is none of its own. */
static bool may_be_left_out(const struct check *c, struct str id)
{
    if (!str_starts(id, "fig-") && !str_starts(id, "tbl-"))
        return false;
    for (size_t i = 0; i < c->report->n_pages; i++)
        if (c->report->pages[i].figures_left_out)
            return true;
    return false;
}

static bool offer_id(void *user, struct block *block)
{
    struct near *near = user;
    struct str id = block->attrs.id;

    if (block->kind == BLOCK_CHART)
        id = block->chart->id;
    else if (block->kind == BLOCK_TABLE)
        id = block->table->id;
    /* Headings without an id of the author's have one that @ cannot name. */
    if (str_starts(id, "fig-") || str_starts(id, "tbl-") ||
        str_starts(id, "sec-"))
        near_offer(near, id);
    return true;
}

static void report_ref(struct check *c, struct str id, struct place at)
{
    struct near near = near_new(id);

    if (!diag_has_many(c->diags))
        walk_report(c, &(struct walk){.user = &near, .block = offer_id});
    diag_add(c->diags, DIAG_REF_UNKNOWN, at, "@%.*s%s%.*s%s", STR_ARG(id),
             near.best.len > 0 ? ", did you mean @" : "", STR_ARG(near.best),
             near.best.len > 0 ? "?" : "");
}

static void check_ref(void *user, struct inline_ *i)
{
    struct check *c = user;

    if (i->kind != INLINE_REF)
        return;
    if (i->ref->kind == REF_UNKNOWN && may_be_left_out(c, i->ref->id))
        return;
    if (i->ref->kind == REF_UNKNOWN)
        report_ref(c, i->ref->id, i->at);
    else if (i->ref->kind != REF_SECTION && i->ref->number == 0)
        diag_add(c->diags, DIAG_REF_HIDDEN, i->at,
                 "@%.*s has no caption, or is on slides only",
                 STR_ARG(i->ref->id));
}

void rule_refs(struct check *c)
{
    walk_report(
        c, &(struct walk){.user = c, .each = check_ref, .past_words = true});
}

/* --- pictures ------------------------------------------------------------- */

static void check_alt(struct check *c, const struct image *image,
                      struct place at)
{
    if (utf8_is_blank(image->alt))
        diag_add(c->diags, DIAG_ALT_MISSING, at, "%.*s", STR_ARG(image->url));
}

static bool check_figure(void *user, struct block *block)
{
    if (block->kind == BLOCK_FIGURE)
        check_alt(user, &block->figure->image, block->at);
    return true;
}

/* ![alt](file){width=6cm} with words beside it */
static void check_size(struct check *c, const struct inline_ *span)
{
    static const char *const keys[] = {"width", "height"};

    if (span->children == NULL || span->children->kind != INLINE_IMAGE)
        return;
    for (size_t i = 0; i < 2; i++) {
        struct str value = attrs_value(span->attrs, keys[i]);

        if (value.len > 0)
            diag_add(c->diags, DIAG_PICTURE_IN_LINE, span->at, "%s=%.*s",
                     keys[i], STR_ARG(value));
    }
}

static void check_inline_image(void *user, struct inline_ *i)
{
    if (i->kind == INLINE_IMAGE)
        check_alt(user, i->image, i->at);
    if (i->kind == INLINE_SPAN)
        check_size(user, i);
}

void rule_pictures(struct check *c)
{
    walk_report(c, &(struct walk){.user = c,
                                  .block = check_figure,
                                  .each = check_inline_image,
                                  .past_words = true});
}

/* --- headings ------------------------------------------------------------- */

struct outline {
    struct check *check;
    unsigned level; /* of the heading before; a page's title counts as 1 */
};

/* {fit=srhink} would change nothing. */
static void check_fit(struct check *c, const struct block *heading)
{
    struct str fit = attrs_value(&heading->attrs, "fit");

    if (fit.len > 0 && !str_is(fit, "shrink") && !str_is(fit, "split"))
        diag_add(c->diags, DIAG_VALUE_BAD, heading->at,
                 "fit is \"%.*s\", expected shrink or split", STR_ARG(fit));
}

static bool check_heading(void *user, struct block *block)
{
    struct outline *outline = user;
    struct check *c = outline->check;

    if (block->kind == BLOCK_DIV)
        return block->div != DIV_NOTES && block->div != DIV_SLIDE;
    if (block->kind != BLOCK_HEADING)
        return true;
    if (utf8_is_blank(inlines_text(c->arena, block->inlines)))
        diag_add(c->diags, DIAG_HEADING_EMPTY, block->at, NULL);
    check_fit(c, block);
    if (block->level > outline->level + 1)
        diag_add(c->diags, DIAG_HEADING_JUMP, block->at,
                 "level %u after level %u", block->level, outline->level);
    outline->level = block->level;
    return true;
}

void rule_headings(struct check *c)
{
    for (size_t i = 0; i < c->report->n_pages; i++) {
        struct outline outline = {c, 1};
        walk_blocks(&(struct walk){.user = &outline, .block = check_heading},
                    c->report->pages[i].blocks);
    }
}

/* --- lists ---------------------------------------------------------------- */

/* The bullet that a word processor leaves behind where its list is pasted. */
static bool is_bullet(struct str text)
{
    static const char *const bullets[] = {"•", "·", "▪",     "‣",
                                          "◦", "●", "\uF0B7"};

    if (text.len == 0 || (unsigned char)text.p[0] < 0x80)
        return false;
    for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++) {
        size_t len = strlen(bullets[i]);
        struct str rest = str_slice(text, len, text.len);
        if (str_starts(text, bullets[i]) &&
            (str_starts(rest, " ") || str_starts(rest, "\t") ||
             str_starts(rest, "\u00A0")))
            return true;
    }
    return false;
}

static bool check_bullet(void *user, struct block *block)
{
    struct check *c = user;
    bool at_start = true;

    if (block->kind != BLOCK_PARAGRAPH)
        return true;
    for (const struct inline_ *i = block->inlines; i != NULL; i = i->next) {
        if (at_start && i->kind == INLINE_TEXT && is_bullet(i->text)) {
            diag_add(c->diags, DIAG_BULLET_TYPED, i->at, NULL);
            return true;
        }
        at_start = i->kind == INLINE_SOFT_BREAK || i->kind == INLINE_HARD_BREAK;
    }
    return true;
}

void rule_lists(struct check *c)
{
    walk_report(c, &(struct walk){.user = c, .block = check_bullet});
}

/* --- ids ------------------------------------------------------------------ */

/* A page and its slides are two views of one text: what stands once in each may
 * have one id, say a table on the page and its short form on the slide. */
struct view {
    struct check *check;
    enum div_kind hidden; /* what this view leaves out */
    struct map page;      /* ids of this page */
    struct map report;    /* ids of figures and tables: one name each */
};

static bool is_numbered(const struct block *block)
{
    return block->kind == BLOCK_FIGURE || block->kind == BLOCK_CHART ||
           block->kind == BLOCK_TABLE;
}

static bool check_id(void *user, struct block *block)
{
    struct view *view = user;

    if (block->kind == BLOCK_DIV &&
        (block->div == DIV_NOTES || block->div == view->hidden))
        return false;
    if (block->attrs.id.len == 0)
        return true;
    struct map *ids = is_numbered(block) ? &view->report : &view->page;
    struct block **kept = (struct block **)map_at(ids, block->attrs.id);
    if (*kept == NULL) {
        *kept = block;
        return true;
    }
    diag_add(view->check->diags, DIAG_ID_TWICE, block->at,
             "#%.*s, first at %s:%u", STR_ARG(block->attrs.id),
             (*kept)->at.file, (*kept)->at.line);
    return true;
}

static void check_view(struct check *c, enum div_kind hidden)
{
    struct view view = {.check = c, .hidden = hidden};

    view.report = map_new(c->arena);
    for (size_t i = 0; i < c->report->n_pages; i++) {
        view.page = map_new(c->arena);
        walk_blocks(&(struct walk){.user = &view, .block = check_id},
                    c->report->pages[i].blocks);
    }
}

void rule_ids(struct check *c)
{
    check_view(c, DIV_SLIDE);
    check_view(c, DIV_PAGE);
}
