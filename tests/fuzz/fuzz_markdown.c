/* Any bytes must become a page: with a deck, checked, every place in the file,
 * and nothing nested deeper than writers are ready for. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "check/check.h"
#include "model/deck.h"
#include "model/report.h"
#include "model/walk.h"
#include "read/blocks.h"
#include "read/clean.h"
#include "read/front.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool truth)
{
    if (!truth)
        abort();
}

/* Text that was freed with the reader shows when it is read. */
static void look_at_text(struct str text)
{
    require(utf8_first_invalid(text) == text.len);
}

static void look_at_attrs(const struct attrs *attrs)
{
    look_at_text(attrs->id);
    for (size_t i = 0; i < attrs->n_classes; i++)
        look_at_text(attrs->classes[i]);
    for (size_t i = 0; i < attrs->n_pairs; i++)
        look_at_text(attrs->pairs[i].value);
}

static bool look_at_block(void *user, struct block *block)
{
    const struct source *source = user;

    require(block->at.line <= source->n_lines + 1);
    look_at_attrs(&block->attrs);
    look_at_text(block->text);
    return true;
}

static void look_at_inline(void *user, struct inline_ *i)
{
    const struct source *source = user;

    look_at_text(i->text);
    if (i->kind == INLINE_SPAN)
        look_at_attrs(i->attrs);
    else if (i->kind == INLINE_LINK)
        look_at_text(i->link->url);
    else if (i->kind == INLINE_REF)
        look_at_text(i->ref->id);
    require(i->at.line >= 1 && i->at.line <= source->n_lines);
    require(i->at.col >= 1);
}

static unsigned depth_of(const struct block *list)
{
    unsigned deepest = 0;

    for (const struct block *b = list; b != NULL; b = b->next) {
        unsigned depth = 1 + depth_of(b->children);
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

static void read_page(struct arena *a, struct str text, struct diags *diags)
{
    struct page page = {.file = STR("fuzz.md"),
                        .in_deck = true,
                        .in_pages = true,
                        .slug = STR("fuzz")};
    struct report report = {.title = STR("Fuzz"), .pages = &page, .n_pages = 1};
    struct source source = clean_read(a, "fuzz.md", text, ENCODING_UTF8, diags);
    bool draft = false;

    size_t from = front_read(a, &source, &page, &draft, diags);
    blocks_read(a, &report, &page, &source, from, diags);
    walk_page(&(struct walk){.user = &source,
                             .block = look_at_block,
                             .each = look_at_inline},
              &page);
    require(depth_of(page.blocks) <= 24);

    struct deck deck = deck_make(a, &report);
    require(deck.n_slides >= 1);
    check_report(&report, &deck, NULL, diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct diags *diags = diags_new();
    size_t count;

    read_page(a, (struct str){(const char *)data, size}, diags);
    const struct diag_view *all = diag_all(diags, &count);
    for (size_t i = 0; i < count; i++)
        require(all[i].at.line == 0 || all[i].at.col >= 1);
    diags_free(diags);
    arena_free(a);
    return 0;
}
