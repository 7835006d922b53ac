/* The A4 report.  Chapters are set and broken into pages first, because the
 * contents need their page numbers; then the contents are set, because how many
 * pages they take moves every number; then everything is placed. */
#include "layout/layout.h"

#include <assert.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "layout/chapter.h"
#include "layout/dest.h"
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

enum {
    OUTLINE_LEVELS = 3
};

/* While the report is set. */
struct report_setting {
    const struct press *press;
    struct measures measures;
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

/* --- headings, figures and tables ----------------------------------------- */

static void add_entry(const struct report_setting *r, struct front_list *list,
                      struct front_entry entry)
{
    list->entries = arena_grow(r->press->arena, list->entries, list->n,
                               &list->cap, sizeof(*list->entries));
    list->entries[list->n++] = entry;
}

/* "en-GB" for a page in another language than the report, else "". */
static struct str page_lang(const struct report_setting *r,
                            const struct page *page)
{
    return page->lang == r->press->report->lang ? STR("")
                                                : lang_tag(page->lang);
}

static void add_heading(struct report_setting *r, const struct page *page,
                        const struct block *heading, size_t number)
{
    struct arena *a = r->press->arena;
    struct str lang = attrs_value(&heading->attrs, "lang");

    add_entry(r, &r->headings,
              (struct front_entry){
                  .level = heading->level,
                  .title = title_with_number(a, heading->number,
                                             inlines_text(a, heading->inlines)),
                  .dest = dest_of(a, page, heading->attrs.id),
                  .lang = lang.len > 0 ? lang : page_lang(r, page),
                  .page = number});
}

static void add_headings_of(struct report_setting *r, const struct page *page,
                            const struct strip *strip, size_t number)
{
    if (strip->heading != NULL)
        add_heading(r, page, strip->heading, number);
    for (size_t i = 0; i < strip->n_beside; i++)
        add_heading(r, page, strip->beside[i], number);
}

/* Pages are counted from the first page of the first chapter for now. */
static void add_headings(struct report_setting *r,
                         const struct chapter *chapter)
{
    struct arena *a = r->press->arena;
    const struct page *page = chapter->page;
    const struct strip *strips = chapter->strips.items;

    if (!chapter_has_heading(page))
        add_entry(r, &r->headings,
                  (struct front_entry){
                      .level = 1,
                      .title = title_with_number(a, page->number, page->title),
                      .dest = dest_of(a, page, STR("")),
                      .lang = page_lang(r, page),
                      .page = chapter->first_page});
    for (size_t i = 0; i < chapter->n_leaves; i++) {
        const struct leaf *leaf = &chapter->leaves[i];

        for (size_t part = 0; part < leaf->n_parts; part++)
            for (size_t k = leaf->parts[part].first; k < leaf->parts[part].end;
                 k++)
                add_headings_of(r, page, &strips[k], chapter->first_page + i);
    }
}

/* While the figures and tables of a chapter are listed. */
struct caption_list {
    struct report_setting *r;
    const struct page *page;
    struct map leaves; /* name of a place -> its leaf */
    const struct chapter *chapter;
};

static void find_dests(struct caption_list *c, struct leaf *leaf,
                       const struct scene *scene)
{
    for (size_t i = 0; i < scene->n_shapes; i++)
        if (scene->shapes[i].kind == SHAPE_DEST)
            *map_at(&c->leaves, scene->shapes[i].dest.name) = leaf;
}

static void find_places(struct caption_list *c, struct leaf *leaf)
{
    for (size_t part = 0; part < leaf->n_parts; part++)
        for (size_t k = leaf->parts[part].first; k < leaf->parts[part].end; k++)
            find_dests(c, leaf, c->chapter->strips.items[k].scene);
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
    label = str_format(a, "%.*s\u00A0%u", STR_ARG(word_in(c->page->lang, kind)),
                       number);
    add_entry(
        c->r, list,
        (struct front_entry){.title = title_with_number(a, label, title),
                             .dest = dest,
                             .lang = page_lang(c->r, c->page),
                             .page = c->chapter->first_page +
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
            c, &c->r->figures, WORD_FIGURE, block->figure->number,
            inlines_text(a, block->figure->caption),
            dest_id_of_figure(a, block->attrs.id, block->figure->number));
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
    walk_blocks(&(struct walk){.user = &c, .block = list_block},
                chapter->page->blocks);
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

static struct scene *add_sheet(struct report_setting *r,
                               const struct page *page, struct str header,
                               bool bare, bool turned)
{
    const struct theme *theme = r->press->theme;
    struct sheets *sheets = &r->sheets;
    struct setter setter = setter_for(r, page);
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
    for (size_t part = leaf->n_parts; part > 0; part--)
        for (size_t i = leaf->parts[part - 1].end;
             i > leaf->parts[part - 1].first; i--) {
            const struct block *heading = chapter->strips.items[i - 1].heading;

            if (heading != NULL && heading->level == 1)
                return inlines_text(r->press->arena, heading->inlines);
        }
    return header;
}

static void place_chapter(struct report_setting *r,
                          const struct chapter *chapter)
{
    struct setter setter = setter_for(r, chapter->page);
    struct str header = chapter->page->title;

    for (size_t i = 0; i < chapter->n_leaves; i++) {
        const struct leaf *leaf = &chapter->leaves[i];
        bool opens = leaf_opens(chapter, leaf);
        struct scene *scene = add_sheet(
            r, chapter->page, opens ? STR("") : header, false, leaf->turned);

        if (i == 0)
            scene_add(scene, (struct shape){
                                 .kind = SHAPE_DEST,
                                 .dest.name = dest_of(r->press->arena,
                                                      chapter->page, STR(""))});
        leaf_place(&setter, chapter, leaf, scene);
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
        struct setter setter = setter_for(r, &report->pages[i]);
        struct chapter *chapter;

        if (!report->pages[i].in_pages)
            continue;
        chapter = &r->chapters[r->n_chapters++];
        chapter_set(chapter, &setter,
                    tag_new(r->press->tags, TAG_SECT, r->sheets.root));
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
    front_cover(&setter, add_sheet(r, NULL, STR(""), true, false), cover);
    for (size_t i = 0; i < contents->pages.count; i++)
        front_place_contents(&setter, contents, i,
                             add_sheet(r, NULL, STR(""), false, false));
    for (size_t i = 0; i < r->n_chapters; i++)
        place_chapter(r, &r->chapters[i]);
    assert(r->sheets.count == r->n_pages);
}

static bool count_heading(void *user, struct block *block)
{
    size_t *n = user;

    *n += block->kind == BLOCK_HEADING;
    return block->kind != BLOCK_DIV ||
           (block->div != DIV_NOTES && block->div != DIV_SLIDE);
}

/* Contents of one line on a page of their own help nobody. */
static bool needs_contents(const struct report *report)
{
    size_t pages = 0;
    size_t headings = 0;

    for (size_t i = 0; i < report->n_pages; i++)
        if (report->pages[i].in_pages) {
            pages++;
            walk_blocks(
                &(struct walk){.user = &headings, .block = count_heading},
                report->pages[i].blocks);
        }
    return pages != 1 || headings > 1 || report->lists;
}

struct sheets layout_report(const struct press *press)
{
    const struct theme *theme = press->theme;
    struct report_setting r = {
        .press = press,
        .measures = measures_of_paper(press),
        .sheets.root = tag_new(press->tags, TAG_DOCUMENT, NULL),
    };
    struct tag *cover = tag_new(press->tags, TAG_SECT, r.sheets.root);
    struct tag *list = needs_contents(press->report)
                           ? tag_new(press->tags, TAG_SECT, r.sheets.root)
                           : NULL;
    struct front_contents contents = {0};
    size_t n_pages;

    r.measures.turned_width =
        theme->paper_height - 2 * theme->paper_margin_side;
    r.measures.turned_height =
        theme->paper_width - theme->paper_margin_top - theme->paper_margin_foot;
    n_pages = set_chapters(&r);
    if (list != NULL)
        contents = set_contents(&r, list);
    else
        move_entries(&r.headings, 1);
    r.n_pages = 1 + contents.pages.count + n_pages;
    make_outline(&r);
    place_all(&r, &contents, cover);
    return r.sheets;
}
