/* A deck is cut by walking once through each page.  Slide and page divs at the
 * top open up here, so that their headings and rules cut too. */
#include "model/deck.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "model/doc.h"
#include "model/report.h"

struct cutter {
    struct arena *arena;
    struct deck deck;
    size_t cap_slides;
    const struct page *page;
    unsigned sections;
    /* Of the slide that is being filled, the last one of the deck. */
    size_t cap_blocks, cap_notes;
    bool on_page_only; /* something was left out of it */
};

static struct slide *current(struct cutter *c)
{
    return c->deck.n_slides > 0 ? &c->deck.slides[c->deck.n_slides - 1] : NULL;
}

/* A title without anything below it, while the page has what belongs there:
 * nobody wants to see that slide. */
static bool is_hollow(const struct cutter *c, const struct slide *slide)
{
    return slide->kind == SLIDE_CONTENT && slide->n_blocks == 0 &&
           (slide->title == NULL || c->on_page_only);
}

/* Ends the slide that is being filled; its notes go to the one before. */
static void end_slide(struct cutter *c)
{
    struct slide *slide = current(c);

    if (slide != NULL && slide->page != NULL && is_hollow(c, slide) &&
        slide->n_notes == 0)
        c->deck.n_slides--;
}

static struct slide *start_slide(struct cutter *c, enum slide_kind kind,
                                 struct place at)
{
    end_slide(c);
    c->deck.slides = arena_grow(c->arena, c->deck.slides, c->deck.n_slides,
                                &c->cap_slides, sizeof(*c->deck.slides));
    struct slide *slide = &c->deck.slides[c->deck.n_slides++];
    *slide = (struct slide){
        .kind = kind,
        .page = c->page,
        .section = c->sections,
        .part = 1,
        .parts = 1,
        .at = at,
    };
    c->cap_blocks = c->cap_notes = 0;
    c->on_page_only = false;
    return slide;
}

static void start_titled(struct cutter *c, const struct block *heading)
{
    bool section = heading->level == 1;

    c->sections += section;
    struct slide *slide =
        start_slide(c, section ? SLIDE_SECTION : SLIDE_CONTENT, heading->at);
    slide->heading = heading;
    slide->fit_asked = attrs_value(&heading->attrs, "fit");
    slide->title = heading->inlines;
    slide->title_text = inlines_text(c->arena, heading->inlines);
}

/* Text right below `#` goes on a slide of its own, under the title that it
 * stands under; text before any heading of a page on one without. */
static struct slide *slide_for(struct cutter *c, const struct block *block)
{
    struct slide *slide = current(c);
    bool below = slide->page == c->page && slide->kind == SLIDE_SECTION;
    struct str title = below ? slide->title_text : STR("");
    struct str fit = below ? slide->fit_asked : STR("");

    if (slide->page == c->page && slide->kind == SLIDE_CONTENT)
        return slide;
    slide = start_slide(c, SLIDE_CONTENT, block->at);
    slide->fit_asked = fit;
    if (title.len > 0) {
        slide->title = ARENA_NEW(c->arena, struct inline_);
        *slide->title = (struct inline_){
            .kind = INLINE_TEXT, .at = block->at, .text = title};
        slide->title_text = title;
    }
    return slide;
}

/* Notes belong to the slide they follow, a section slide too. */
static void add_note(struct cutter *c, const struct block *note)
{
    struct slide *slide = current(c);

    if (slide->page != c->page)
        slide = slide_for(c, note);
    slide->notes = arena_grow(c->arena, slide->notes, slide->n_notes,
                              &c->cap_notes, sizeof(struct block *));
    slide->notes[slide->n_notes++] = note;
}

/* Comments in a list or a column are notes of the slide as well. */
static void add_notes_inside(struct cutter *c, const struct block *block)
{
    for (const struct block *b = block->children; b != NULL; b = b->next) {
        if (b->kind == BLOCK_DIV && b->div == DIV_NOTES)
            add_note(c, b);
        else if (b->kind != BLOCK_DIV || b->div != DIV_PAGE)
            add_notes_inside(c, b);
    }
}

static void add_block(struct cutter *c, const struct block *block)
{
    struct slide *slide = slide_for(c, block);

    slide->blocks = arena_grow(c->arena, slide->blocks, slide->n_blocks,
                               &c->cap_blocks, sizeof(struct block *));
    slide->blocks[slide->n_blocks++] = block;
    add_notes_inside(c, block);
}

static void cut_div(struct cutter *c, const struct block *div);

static void cut_blocks(struct cutter *c, const struct block *list)
{
    for (const struct block *b = list; b != NULL; b = b->next) {
        if (b->kind == BLOCK_HEADING && b->level <= 2)
            start_titled(c, b);
        else if (b->kind == BLOCK_RULE)
            start_slide(c, SLIDE_CONTENT, b->at);
        else if (b->kind == BLOCK_DIV)
            cut_div(c, b);
        else
            add_block(c, b);
    }
}

static void cut_div(struct cutter *c, const struct block *div)
{
    switch (div->div) {
    case DIV_PAGE:
        c->on_page_only = true;
        return;
    case DIV_SLIDE:
        cut_blocks(c, div->children);
        return;
    case DIV_NOTES:
        add_note(c, div);
        return;
    case DIV_PLAIN:
    case DIV_COLUMNS:
    case DIV_COLUMN:
    case DIV_TILES:
    case DIV_STEPS:
    case DIV_KEY:
    case DIV_CALLOUT:
    case DIV_INCREMENTAL:
        add_block(c, div);
        return;
    }
}

/* --- what can be said when all slides are there --------------------------- */

/* An id that no slide has yet: id, id-1, id-2 ...  `taken`: how often each was
 * wanted. */
static struct str free_id(struct arena *a, struct map *taken, struct str wanted)
{
    size_t *count = map_find(taken, wanted);
    struct str id = wanted;

    while (map_find(taken, id) != NULL)
        id = str_format(a, "%.*s-%zu", STR_ARG(wanted), ++*count);
    *map_at(taken, id) = ARENA_NEW(a, size_t);
    return id;
}

/* A slide that goes on without a title is called after the one before it. */
static void name_slides(struct arena *a, struct deck *deck,
                        const struct report *report)
{
    struct map taken = map_new(a);
    struct str last = report->title;

    for (size_t i = 0; i < deck->n_slides; i++) {
        struct slide *slide = &deck->slides[i];

        slide->number = (unsigned)i + 1;
        if (slide->title_text.len == 0)
            slide->title_text =
                last.len > 0 ? last : str_format(a, "%u", slide->number);
        last = slide->title_text;
        slide->id =
            free_id(a, &taken,
                    slide->heading != NULL && slide->heading->attrs.id.len > 0
                        ? slide->heading->attrs.id
                        : str_format(a, "slide-%u", slide->number));
    }
}

static size_t section_end(const struct deck *deck, size_t section)
{
    size_t end = section + 1;

    while (end < deck->n_slides && deck->slides[end].kind == SLIDE_CONTENT)
        end++;
    return end;
}

static void list_follows(struct arena *a, const struct deck *deck,
                         struct slide *section, size_t end)
{
    size_t from = (size_t)(section - deck->slides) + 1;
    struct str last = section->title_text;

    section->n_follows = 0;
    section->follows = ARENA_ARRAY(a, end - from, struct str);
    for (size_t i = from; i < end; i++) {
        const struct slide *slide = &deck->slides[i];
        if (slide->title == NULL || str_eq(slide->title_text, last))
            continue;
        last = slide->title_text;
        section->follows[section->n_follows++] = last;
    }
}

static void number_slides(struct arena *a, struct deck *deck,
                          const struct report *report)
{
    name_slides(a, deck, report);
    for (size_t i = 0; i < deck->n_slides; i++)
        if (deck->slides[i].kind == SLIDE_SECTION)
            list_follows(a, deck, &deck->slides[i], section_end(deck, i));
}

/* --- one slide becomes several -------------------------------------------- */

/* The title, and which part this is: "Vervolgstappen (2/3)". */
static struct inline_ *title_of_part(struct arena *a, const struct slide *slide,
                                     size_t part, size_t n_parts)
{
    struct inline_ *first = NULL;
    struct inline_ **link = &first;

    for (const struct inline_ *i = slide->title; i != NULL; i = i->next) {
        *link = ARENA_NEW(a, struct inline_);
        **link = *i;
        link = &(*link)->next;
    }
    *link = ARENA_NEW(a, struct inline_);
    **link = (struct inline_){
        .kind = INLINE_TEXT,
        .at = slide->at,
        .text = str_format(a, " (%zu/%zu)", part, n_parts),
    };
    return first;
}

static struct slide make_part(struct arena *a, const struct slide *whole,
                              const struct slide_parts *parts, size_t i)
{
    struct slide slide = *whole;

    slide.part = (unsigned)i + 1;
    slide.parts = (unsigned)parts->count;
    slide.blocks = parts->items[i].blocks;
    slide.n_blocks = parts->items[i].n_blocks;
    if (whole->title != NULL && parts->count > 1)
        slide.title = title_of_part(a, whole, i + 1, parts->count);
    if (i > 0) /* its id leads to the first part */
        slide.heading = NULL;
    return slide;
}

void deck_split(struct arena *a, struct deck *deck,
                const struct slide_parts *parts, const struct report *report)
{
    struct slide *slides;
    size_t n = 0;

    for (size_t i = 0; i < deck->n_slides; i++)
        n += parts[i].count > 0 ? parts[i].count : 1;
    slides = ARENA_ARRAY(a, n, struct slide);
    n = 0;
    for (size_t i = 0; i < deck->n_slides; i++) {
        if (parts[i].count == 0)
            slides[n++] = deck->slides[i];
        for (size_t p = 0; p < parts[i].count; p++)
            slides[n++] = make_part(a, &deck->slides[i], &parts[i], p);
    }
    *deck = (struct deck){slides, n};
    number_slides(a, deck, report);
}

struct deck deck_make(struct arena *a, const struct report *report)
{
    struct cutter c = {.arena = a};

    struct slide *title = start_slide(&c, SLIDE_TITLE, report->title_at);
    title->title_text = report->title;
    for (size_t i = 0; i < report->n_pages; i++) {
        if (!report->pages[i].in_deck)
            continue;
        c.page = &report->pages[i];
        cut_blocks(&c, c.page->blocks);
        end_slide(&c);
    }
    number_slides(a, &c.deck, report);
    return c.deck;
}

const struct frame_fit *slide_frame(const struct slide *slide, const void *what)
{
    for (size_t i = 0; i < slide->fit.n_frames; i++)
        if (slide->fit.frames[i].what == what)
            return &slide->fit.frames[i];
    return NULL;
}

const struct table_fit *slide_table(const struct slide *slide,
                                    const struct table *what)
{
    for (size_t i = 0; i < slide->fit.n_tables; i++)
        if (slide->fit.tables[i].what == what)
            return &slide->fit.tables[i];
    return NULL;
}

size_t slide_line_end(const struct slide *slide, struct str text, size_t from)
{
    uintptr_t start = (uintptr_t)text.p + from;
    uintptr_t end = 0;

    for (size_t i = 0; i < slide->fit.n_breaks; i++) {
        uintptr_t at = (uintptr_t)slide->fit.breaks[i];

        if (at > start && at <= (uintptr_t)text.p + text.len &&
            (end == 0 || at < end))
            end = at;
    }
    return end == 0 ? 0 : (size_t)(end - (uintptr_t)text.p);
}
