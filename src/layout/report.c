/* The A4 report.  Chapters are set and broken into pages first, because the
 * contents need their page numbers; then the contents are set, because how many
 * pages they take moves every number; then everything is placed. */
#include "layout/layout.h"

#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "layout/dest.h"
#include "layout/flow.h"
#include "layout/front.h"
#include "layout/furniture.h"
#include "layout/strip.h"
#include "model/chart.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/table.h"
#include "model/theme.h"
#include "model/walk.h"
#include "paint/pdf.h"
#include "paint/scene.h"
#include "paint/tag.h"

/* Between the text and the footnotes: half above their line, half below. */
static const double NOTE_GAP = 18;
static const double NOTE_BETWEEN = 2;
static const double NOTE_RULE = 56;

/* A last page of a chapter with less than this looks forgotten. */
static const double STUB_LINES = 6;

enum {
    OUTLINE_LEVELS = 3
};

/* A page of a chapter: its strips, then its footnotes. */
struct leaf {
    size_t first, end;
    bool turned; /* in landscape */
    struct strips notes;
};

struct chapter {
    const struct page *page;
    struct tag *sect;
    struct strips strips;
    struct strips *notes; /* of each strip; most are empty */
    struct leaf *leaves;
    size_t n_leaves, cap_leaves;
    size_t first_page; /* number of its first page, from 1 */
};

/* While the report is set. */
struct report_setting {
    const struct press *press;
    struct measures measures;
    double width; /* of the text on a page */
    struct chapter *chapters;
    size_t n_chapters;
    struct front_list headings, figures, tables;
    struct sheets sheets;
    size_t n_pages; /* of the whole report */
};

static struct setter setter_for(const struct report_setting *r,
                                const struct page *page)
{
    return (struct setter){
        .press = r->press,
        .measures = &r->measures,
        .tags = r->press->tags,
        .page = page,
    };
}

/* --- chapters: set -------------------------------------------------------- */

static bool has_title(const struct page *page)
{
    for (const struct block *b = page->blocks; b != NULL; b = b->next) {
        if (b->kind == BLOCK_HEADING)
            return b->level == 1;
    }
    return false;
}

/* A page without a # heading of its own gets the title of its front matter. */
static void add_title(const struct report_setting *r, struct chapter *chapter)
{
    struct setter setter = setter_for(r, chapter->page);
    struct text_look look = {.face = FACE_SEMIBOLD,
                             .size = r->measures.h[0],
                             .leading = r->measures.h_leading[0],
                             .color = COLOR_BLUE,
                             .even = true};

    strips_add_text(&setter, &chapter->strips,
                    title_with_number(r->press->arena, chapter->page->number,
                                      chapter->page->title),
                    look, r->width,
                    tag_new(r->press->tags, TAG_H1, chapter->sect));
    for (size_t i = 0; i < chapter->strips.count; i++)
        chapter->strips.items[i].keep_with_next = true;
    chapter->strips.space_after = r->measures.h_after[0];
}

/* Footnotes are set after the text, so that in reading order they follow the
 * chapter, as they do on its HTML page. */
static void set_notes(const struct report_setting *r, struct chapter *chapter)
{
    struct setter setter = setter_for(r, chapter->page);
    struct strips *strips = &chapter->strips;
    struct map set = map_new(r->press->arena);

    chapter->notes = ARENA_ARRAY(r->press->arena, strips->count, struct strips);
    for (size_t i = 0; i < strips->count; i++) {
        chapter->notes[i].arena = r->press->arena;
        strips_add_notes(&setter, &chapter->notes[i], &strips->items[i],
                         r->width, chapter->sect, &set);
    }
}

static void set_chapter(const struct report_setting *r, struct chapter *chapter)
{
    struct setter setter = setter_for(r, chapter->page);

    chapter->sect->title = chapter->page->title;
    if (chapter->page->lang != r->press->report->lang)
        chapter->sect->lang = lang_tag(chapter->page->lang);
    chapter->strips.arena = r->press->arena;
    if (!has_title(chapter->page))
        add_title(r, chapter);
    strips_add_blocks(&setter, &chapter->strips, chapter->page->blocks,
                      r->width, chapter->sect);
    set_notes(r, chapter);
}

/* --- chapters: broken into pages ------------------------------------------ */

/* The height of the text on a page. */
static double room_of(const struct report_setting *r, bool turned)
{
    return turned ? r->measures.turned_height : r->measures.page_height;
}

static double notes_height(const struct strips *notes)
{
    return notes->count == 0 ? 0 : strips_height(notes) + NOTE_BETWEEN;
}

static struct flow_item *flow_items(const struct report_setting *r,
                                    const struct chapter *chapter)
{
    size_t n = chapter->strips.count;
    struct flow_item *items = ARENA_ARRAY(r->press->arena, n, struct flow_item);

    for (size_t i = 0; i < n; i++) {
        const struct strip *strip = &chapter->strips.items[i];

        items[i] = (struct flow_item){
            .height = strip->scene->height,
            .space_before = strip->space_before,
            .repeat = strip->repeat == NULL ? 0 : strip->repeat->height,
            .notes = notes_height(&chapter->notes[i]),
            .keep_with_next = strip->keep_with_next,
            .new_page = strip->new_page,
        };
        if (strip->scene->height > room_of(r, strip->turned) + 0.5)
            diag_add(r->press->diags, DIAG_PAGE_OVERFLOW, strip->at,
                     "%.0f pt, a page has %.0f pt", strip->scene->height,
                     room_of(r, strip->turned));
    }
    return items;
}

static void add_strip(struct strips *to, const struct strip *strip,
                      double space_before)
{
    to->items = arena_grow(to->arena, to->items, to->count, &to->cap,
                           sizeof(*to->items));
    to->items[to->count] = *strip;
    to->items[to->count].space_before = space_before;
    to->count++;
}

static struct leaf *add_leaf(const struct report_setting *r,
                             struct chapter *chapter, size_t first, size_t end)
{
    chapter->leaves =
        arena_grow(r->press->arena, chapter->leaves, chapter->n_leaves,
                   &chapter->cap_leaves, sizeof(*chapter->leaves));

    struct leaf *leaf = &chapter->leaves[chapter->n_leaves++];

    *leaf = (struct leaf){
        .first = first, .end = end, .notes.arena = r->press->arena};
    return leaf;
}

/* The notes of strips first up to end, one below the other. */
static struct strips gather_notes(const struct report_setting *r,
                                  const struct chapter *chapter, size_t first,
                                  size_t end)
{
    struct strips all = {.arena = r->press->arena};

    for (size_t i = first; i < end; i++) {
        const struct strips *notes = &chapter->notes[i];

        for (size_t k = 0; k < notes->count; k++) {
            const struct strip *strip = &notes->items[k];

            add_strip(&all, strip, k == 0 ? NOTE_BETWEEN : strip->space_before);
        }
    }
    return all;
}

/* Makes the page of strips first up to end.  Notes that are taller than what a
 * single strip leaves of its page run on, on pages of their own. */
static void add_leaves(const struct report_setting *r, struct chapter *chapter,
                       const struct flow_item *items, size_t first, size_t end)
{
    struct strips notes = gather_notes(r, chapter, first, end);
    struct leaf *leaf = add_leaf(r, chapter, first, end);
    bool turned = chapter->strips.items[first].turned;
    double left = room_of(r, turned) - NOTE_GAP;

    leaf->turned = turned;
    for (size_t i = first; i < end; i++)
        left -= items[i].height +
                (i == first ? items[i].repeat : items[i].space_before);
    for (size_t i = 0; i < notes.count; i++) {
        const struct strip *strip = &notes.items[i];
        double height = strip->scene->height + strip->space_before;

        /* Half a point of grace: the breaker said that they fit. */
        if (height > left + 0.5 &&
            (leaf->first < leaf->end || leaf->notes.count > 0)) {
            leaf = add_leaf(r, chapter, end, end);
            left = room_of(r, false) - NOTE_GAP;
        }
        add_strip(&leaf->notes, strip, strip->space_before);
        left -= height;
    }
}

/* Breaks strips first up to end, which stand on sheets of one kind. */
static void break_part(const struct report_setting *r, struct chapter *chapter,
                       const struct flow_item *items, size_t first, size_t end)
{
    double height = room_of(r, chapter->strips.items[first].turned);
    struct flow_room room = {
        .first = height,
        .others = height,
        .note_gap = NOTE_GAP,
        .stub = STUB_LINES * r->measures.leading,
    };
    struct flow_pages pages =
        flow_break(r->press->arena, items + first, end - first, &room);

    for (size_t i = 0; i < pages.count; i++)
        add_leaves(r, chapter, items, first + pages.starts[i],
                   first + pages.starts[i + 1]);
}

static void break_chapter(const struct report_setting *r,
                          struct chapter *chapter)
{
    const struct strips *strips = &chapter->strips;
    struct flow_item *items = flow_items(r, chapter);

    for (size_t first = 0; first < strips->count;) {
        size_t end = first + 1;

        while (end < strips->count &&
               strips->items[end].turned == strips->items[first].turned)
            end++;
        break_part(r, chapter, items, first, end);
        first = end;
    }
}

/* --- headings, figures and tables ----------------------------------------- */

static void add_entry(const struct report_setting *r, struct front_list *list,
                      struct front_entry entry)
{
    list->entries = arena_grow(r->press->arena, list->entries, list->n,
                               &list->cap, sizeof(*list->entries));
    list->entries[list->n++] = entry;
}

/* Pages are counted from the first page of the first chapter for now. */
static void add_headings(struct report_setting *r,
                         const struct chapter *chapter)
{
    struct arena *a = r->press->arena;
    const struct page *page = chapter->page;

    if (!has_title(page))
        add_entry(r, &r->headings,
                  (struct front_entry){
                      1, title_with_number(a, page->number, page->title),
                      dest_of(a, page, STR("")), chapter->first_page});
    for (size_t i = 0; i < chapter->n_leaves; i++) {
        const struct leaf *leaf = &chapter->leaves[i];

        for (size_t k = leaf->first; k < leaf->end; k++) {
            const struct block *heading = chapter->strips.items[k].heading;

            if (heading == NULL)
                continue;
            add_entry(r, &r->headings,
                      (struct front_entry){
                          heading->level,
                          title_with_number(a, heading->number,
                                            inlines_text(a, heading->inlines)),
                          dest_of(a, page, heading->attrs.id),
                          chapter->first_page + i});
        }
    }
}

/* While the figures and tables of a chapter are listed. */
struct caption_list {
    struct report_setting *r;
    const struct page *page;
    struct map leaves; /* name of a place -> its leaf */
    const struct chapter *chapter;
};

static void find_places(struct caption_list *c, struct leaf *leaf)
{
    for (size_t k = leaf->first; k < leaf->end; k++) {
        const struct scene *scene = c->chapter->strips.items[k].scene;

        for (size_t i = 0; i < scene->n_shapes; i++)
            if (scene->shapes[i].kind == SHAPE_DEST)
                *map_at(&c->leaves, scene->shapes[i].dest.name) = leaf;
    }
}

/* "Figuur 2  Het totaal verdubbelt ruim in vier jaar" */
static void add_caption(struct caption_list *c, struct front_list *list,
                        enum word kind, unsigned number, struct str title,
                        struct str id)
{
    struct arena *a = c->r->press->arena;
    struct str dest = dest_of(a, c->page, id);
    const struct leaf *leaf = map_find(&c->leaves, dest);
    struct str label;

    if (leaf == NULL || number == 0)
        return;
    label =
        str_format(a, "%.*s\u00A0%u",
                   STR_ARG(word_in(c->r->press->report->lang, kind)), number);
    add_entry(c->r, list,
              (struct front_entry){0, title_with_number(a, label, title), dest,
                                   c->chapter->first_page +
                                       (size_t)(leaf - c->chapter->leaves)});
}

static bool list_block(void *user, struct block *block)
{
    struct caption_list *c = user;
    struct arena *a = c->r->press->arena;

    if (block->kind == BLOCK_CHART)
        add_caption(
            c, &c->r->figures, WORD_FIGURE, block->chart->number,
            block->chart->title,
            dest_id_of_figure(a, block->chart->id, block->chart->number));
    else if (block->kind == BLOCK_FIGURE)
        add_caption(
            c, &c->r->figures, WORD_FIGURE, block->figure.number,
            inlines_text(a, block->figure.caption),
            dest_id_of_figure(a, block->attrs.id, block->figure.number));
    else if (block->kind == BLOCK_TABLE)
        add_caption(
            c, &c->r->tables, WORD_TABLE, block->table->number,
            inlines_text(a, block->table->caption),
            dest_id_of_table(a, block->table->id, block->table->number));
    return true;
}

static void add_captions(struct report_setting *r,
                         const struct chapter *chapter)
{
    struct caption_list c = {.r = r,
                             .page = chapter->page,
                             .leaves = map_new(r->press->arena),
                             .chapter = chapter};

    for (size_t i = 0; i < chapter->n_leaves; i++)
        find_places(&c, &chapter->leaves[i]);
    walk_blocks(&(struct walk){&c, list_block, NULL}, chapter->page->blocks);
}

/* A level may not be skipped on the way down. */
static void make_outline(struct report_setting *r)
{
    struct sheets *sheets = &r->sheets;
    unsigned level = 0;

    sheets->outline =
        ARENA_ARRAY(r->press->arena, r->headings.n, struct pdf_outline);
    for (size_t i = 0; i < r->headings.n; i++) {
        const struct front_entry *entry = &r->headings.entries[i];

        if (entry->level > OUTLINE_LEVELS)
            continue;
        level = entry->level > level + 1 ? level + 1 : entry->level;
        sheets->outline[sheets->n_outline++] = (struct pdf_outline){
            .level = level, .title = entry->title, .dest = entry->dest};
    }
}

/* --- sheets --------------------------------------------------------------- */

static struct scene *add_sheet(struct report_setting *r, struct str header,
                               bool bare, bool turned)
{
    const struct theme *theme = r->press->theme;
    struct sheets *sheets = &r->sheets;
    struct setter setter = setter_for(r, NULL);
    double width = turned ? theme->paper_height : theme->paper_width;
    double height = turned ? theme->paper_width : theme->paper_height;
    struct scene *scene = scene_new(r->press->arena, width, height);

    assert(sheets->count < r->n_pages);
    sheets->items[sheets->count] = (struct sheet){
        .scene = scene,
        .label = str_format(r->press->arena, "%zu", sheets->count + 1),
    };
    sheets->count++;
    if (!bare)
        furniture_paper(&setter, scene,
                        &(struct running){.header = header,
                                          .page = sheets->count,
                                          .pages = r->n_pages,
                                          .margin = theme->paper_margin_side});
    return scene;
}

/* The title of the chapter that goes on after a page: a page of Markdown may
 * hold more than one # heading. */
static struct str header_after(const struct report_setting *r,
                               const struct chapter *chapter,
                               const struct leaf *leaf, struct str header)
{
    for (size_t i = leaf->end; i > leaf->first; i--) {
        const struct block *heading = chapter->strips.items[i - 1].heading;

        if (heading != NULL && heading->level == 1)
            return inlines_text(r->press->arena, heading->inlines);
    }
    return header;
}

static void place_notes(const struct report_setting *r, struct scene *scene,
                        const struct leaf *leaf)
{
    const struct strips *notes = &leaf->notes;
    const struct theme *theme = r->press->theme;
    double x = theme->paper_margin_side;
    double y = theme->paper_margin_top + room_of(r, leaf->turned) -
               strips_height(notes);

    if (notes->count == 0)
        return;
    scene_line(scene, NULL, x, y - NOTE_GAP / 2, x + NOTE_RULE,
               y - NOTE_GAP / 2, 0.5, COLOR_GREY);
    strips_place(notes, scene, x, y);
}

/* The strips of a leaf as a list of their own. */
static void place_strips(const struct report_setting *r, struct scene *scene,
                         const struct chapter *chapter, const struct leaf *leaf)
{
    double x = r->press->theme->paper_margin_side;
    double y = r->press->theme->paper_margin_top;
    struct strips part = {.arena = r->press->arena,
                          .items = &chapter->strips.items[leaf->first],
                          .count = leaf->end - leaf->first};

    if (part.count == 0)
        return;
    if (part.items[0].repeat != NULL) {
        strip_place(part.items[0].repeat, scene, x, y);
        y += part.items[0].repeat->height;
    }
    strips_place(&part, scene, x, y);
}

static void place_chapter(struct report_setting *r,
                          const struct chapter *chapter)
{
    struct str header = chapter->page->title;

    for (size_t i = 0; i < chapter->n_leaves; i++) {
        const struct leaf *leaf = &chapter->leaves[i];
        bool opens = i == 0 || (leaf->first < leaf->end &&
                                chapter->strips.items[leaf->first].new_page);
        struct scene *scene =
            add_sheet(r, opens ? STR("") : header, false, leaf->turned);

        if (i == 0)
            scene_add(scene, (struct shape){
                                 .kind = SHAPE_DEST,
                                 .dest.name = dest_of(r->press->arena,
                                                      chapter->page, STR(""))});
        place_strips(r, scene, chapter, leaf);
        place_notes(r, scene, leaf);
        header = header_after(r, chapter, leaf, header);
    }
}

/* --- the report ----------------------------------------------------------- */

/* Chapters in order; numbers their pages from 1.  Returns how many there are. */
static size_t set_chapters(struct report_setting *r)
{
    const struct report *report = r->press->report;
    size_t n_pages = 0;

    r->chapters = ARENA_ARRAY(r->press->arena, report->n_pages, struct chapter);
    for (size_t i = 0; i < report->n_pages; i++) {
        struct chapter *chapter;

        if (!report->pages[i].in_pages)
            continue;
        chapter = &r->chapters[r->n_chapters++];
        chapter->page = &report->pages[i];
        chapter->sect = tag_new(r->press->tags, TAG_SECT, r->sheets.root);
        set_chapter(r, chapter);
        break_chapter(r, chapter);
        chapter->first_page = n_pages + 1;
        add_headings(r, chapter);
        if (report->lists)
            add_captions(r, chapter);
        n_pages += chapter->n_leaves;
    }
    return n_pages;
}

/* The pages before the chapters are known. */
static void move_entries(struct front_list *list, size_t by)
{
    for (size_t i = 0; i < list->n; i++)
        list->entries[i].page += by;
}

static struct front_contents set_contents(struct report_setting *r,
                                          struct tag *sect)
{
    struct setter setter = setter_for(r, NULL);
    struct front_contents contents;

    sect->title = word_in(r->press->report->lang, WORD_CONTENTS);
    contents = front_set_contents(&setter, &r->headings, &r->figures,
                                  &r->tables, sect);
    move_entries(&r->headings, 1 + contents.pages.count);
    move_entries(&r->figures, 1 + contents.pages.count);
    move_entries(&r->tables, 1 + contents.pages.count);
    return contents;
}

static void place_all(struct report_setting *r,
                      const struct front_contents *contents, struct tag *cover)
{
    struct setter setter = setter_for(r, NULL);

    r->sheets.items = ARENA_ARRAY(r->press->arena, r->n_pages, struct sheet);
    cover->title = r->press->report->title;
    front_cover(&setter, add_sheet(r, STR(""), true, false), cover);
    for (size_t i = 0; i < contents->pages.count; i++)
        front_place_contents(&setter, contents, i,
                             add_sheet(r, STR(""), false, false));
    for (size_t i = 0; i < r->n_chapters; i++)
        place_chapter(r, &r->chapters[i]);
    assert(r->sheets.count == r->n_pages);
}

struct sheets layout_report(const struct press *press)
{
    const struct theme *theme = press->theme;
    struct report_setting r = {
        .press = press,
        .measures = measures_of_paper(press),
        .width = theme->paper_width - 2 * theme->paper_margin_side,
        .sheets.root = tag_new(press->tags, TAG_DOCUMENT, NULL),
    };
    struct tag *cover = tag_new(press->tags, TAG_SECT, r.sheets.root);
    struct tag *list = tag_new(press->tags, TAG_SECT, r.sheets.root);
    struct front_contents contents;
    size_t n_pages;

    r.measures.turned_width =
        theme->paper_height - 2 * theme->paper_margin_side;
    r.measures.turned_height =
        theme->paper_width - theme->paper_margin_top - theme->paper_margin_foot;
    n_pages = set_chapters(&r);
    contents = set_contents(&r, list);
    r.n_pages = 1 + contents.pages.count + n_pages;
    make_outline(&r);
    place_all(&r, &contents, cover);
    return r.sheets;
}
