#include "html/writer.h"

#include <string.h>

#include "base/arena.h"
#include "html/escape.h"
#include "html/html.h"
#include "model/deck.h"
#include "model/report.h"
#include "text/hyphen.h"

struct writer writer_of_page(const struct site *site, enum medium medium,
                             const struct page *page, struct buf *out)
{
    struct writer w = {
        .site = site,
        .arena = site->arena,
        .out = out,
        .medium = medium,
        .page = page,
        .lang = page != NULL ? page->lang : site->report->lang,
    };

    w.hyphen = hyphen_for(site->hyphen, lang_code(w.lang));
    return w;
}

size_t html_room(const struct page *page)
{
    return page->text.len + page->text.len / 4;
}

struct str html_body(const struct site *site, const struct page *page)
{
    struct buf out = buf_new(site->arena);
    struct writer w = writer_of_page(site, MEDIUM_PAGES, page, &out);

    buf_reserve(&out, html_room(page));
    write_blocks(&w, page->blocks);
    write_footnotes(&w);
    return buf_str(&out);
}

/* --- headings and paragraphs ---------------------------------------------- */

/* There is one h1: a second # of a page is an h2, and what stands under it
 * moves along. */
static unsigned heading_level(struct writer *w, unsigned level)
{
    unsigned result;

    if (level == 1 && w->past_h1 && w->medium != MEDIUM_DECK)
        w->level_shift |= 1;
    if (level == 1)
        w->past_h1 = true;
    result = level + w->level_shift;
    if (w->medium == MEDIUM_SINGLE)
        result++;
    return result > 6 ? 6 : result;
}

static void write_heading(struct writer *w, const struct block *block)
{
    unsigned level = heading_level(w, block->level);

    w->heading = block;
    buf_printf(w->out, "<h%u", level);
    write_id(w, block->attrs.id);
    write_lang(w, &block->attrs);
    buf_putc(w->out, '>');
    write_heading_inlines(w, block->inlines);
    buf_printf(w->out, "</h%u>\n", level);
}

static void write_paragraph(struct writer *w, const struct block *block)
{
    buf_puts(w->out, "<p>");
    write_inlines(w, block->inlines);
    buf_puts(w->out, "</p>\n");
}

/* --- lists ---------------------------------------------------------------- */

static void write_task_box(struct writer *w, enum task_state task)
{
    if (task == TASK_NONE)
        return;
    buf_printf(w->out, "<span class=\"box%s\" role=\"img\" aria-label=\"",
               task == TASK_DONE ? " done" : "");
    write_word(w, task == TASK_DONE ? WORD_TASK_DONE : WORD_TASK_OPEN);
    buf_puts(w->out, "\"></span> ");
}

/* In a tight list the paragraphs of an item are not set apart. */
static void write_item_child(struct writer *w, const struct block *child,
                             bool tight)
{
    if (tight && child->kind == BLOCK_PARAGRAPH) {
        write_inlines(w, child->inlines);
        buf_putc(w->out, '\n');
    } else
        write_block(w, child);
}

static void write_item(struct writer *w, const struct block *item, bool tight)
{
    const struct block *child = item->children;

    if (item->goes_on)
        buf_puts(w->out, "<li class=\"goes-on\">");
    else
        buf_puts(w->out,
                 item->task != TASK_NONE ? "<li class=\"task\">" : "<li>");
    if (!item->goes_on)
        write_task_box(w, item->task);
    for (; child != NULL; child = child->next)
        write_item_child(w, child, tight);
    buf_puts(w->out, "</li>\n");
}

static size_t count_items(const struct block *list)
{
    size_t n = 0;

    for (const struct block *item = list->children; item != NULL;
         item = item->next)
        n++;
    return n;
}

/* Tiles beside one another, and room for the numbers of a list that are wide:
 * style sheets cannot count. */
static void write_list_classes(struct writer *w, const struct block *list,
                               const char *name)
{
    size_t n = count_items(list);
    const char *between = "";
    bool wide = list->list.ordered && list->list.start + n > 10;

    if (name == NULL && list->list.tight && !wide)
        return;
    buf_puts(w->out, " class=\"");
    if (name != NULL) {
        buf_puts(w->out, name);
        between = " ";
    } else if (!list->list.tight) {
        buf_puts(w->out, "loose");
        between = " ";
    }
    if (name != NULL && strcmp(name, "tiles") == 0)
        buf_printf(w->out, " across-%zu",
                   list->list.across > 0 ? list->list.across : tiles_across(n));
    else if (wide)
        buf_printf(w->out, "%stwo-digits", between);
    buf_putc(w->out, '"');
}

static void write_list(struct writer *w, const struct block *block,
                       const char *class_name)
{
    const char *name = block->list.ordered ? "ol" : "ul";
    const struct block *item = block->children;

    buf_printf(w->out, "<%s", name);
    write_list_classes(w, block, class_name);
    if (block->list.ordered && block->list.start != 1)
        buf_printf(w->out, " start=\"%u\"", block->list.start);
    buf_puts(w->out, ">\n");
    for (; item != NULL; item = item->next)
        write_item(w, item, block->list.tight);
    buf_printf(w->out, "</%s>\n", name);
}

/* --- divs ----------------------------------------------------------------- */

static void write_div_tag(struct writer *w, const struct block *block,
                          const char *class_name)
{
    buf_puts(w->out, "<div");
    write_id(w, block->attrs.id);
    if (class_name != NULL)
        buf_printf(w->out, " class=\"%s\"", class_name);
    write_lang(w, &block->attrs);
    buf_puts(w->out, ">\n");
}

static void write_div(struct writer *w, const struct block *block,
                      const char *class_name)
{
    write_div_tag(w, block, class_name);
    write_blocks(w, block->children);
    buf_puts(w->out, "</div>\n");
}

/* width=40% -> 40; 0 for what is no percentage.  Rounded to steps of five,
 * because a strict Content-Security-Policy has no style attributes: the style
 * sheet holds a class a step. */
static unsigned column_width(const struct block *block)
{
    struct str width = attrs_value(&block->attrs, "width");
    unsigned value = 0;

    for (size_t i = 0; i < width.len && i < 3; i++) {
        if (width.p[i] < '0' || width.p[i] > '9')
            break;
        value = value * 10 + (unsigned)(width.p[i] - '0');
    }
    value = (value + 2) / 5 * 5;
    return value <= 95 ? value : 0;
}

static void write_column(struct writer *w, const struct block *block)
{
    unsigned width = column_width(block);
    struct str name =
        width == 0 ? STR("column") : str_format(w->arena, "column w%u", width);

    write_div(w, block, name.p);
}

/* A list becomes a grid of cards or of steps; whatever else stands in the div
 * stays what it is. */
static void write_list_div(struct writer *w, const struct block *block,
                           const char *class_name)
{
    const struct block *child = block->children;

    for (; child != NULL; child = child->next)
        if (child->kind == BLOCK_LIST)
            write_list(w, child, class_name);
        else
            write_block(w, child);
}

static void write_key(struct writer *w, const struct block *block)
{
    const struct block *child = block->children;
    const struct hyphen *hyphen = w->hyphen;

    write_div_tag(w, block, "key");
    if (child != NULL && child->kind == BLOCK_PARAGRAPH) {
        w->hyphen = NULL;
        buf_puts(w->out, "<p class=\"key-figure\">");
        write_inlines(w, child->inlines);
        buf_puts(w->out, "</p>\n");
        w->hyphen = hyphen;
        child = child->next;
    }
    if (child != NULL) {
        buf_puts(w->out, "<div class=\"key-label\">\n");
        write_blocks(w, child);
        buf_puts(w->out, "</div>\n");
    }
    buf_puts(w->out, "</div>\n");
}

static void write_callout(struct writer *w, const struct block *block)
{
    struct str title = attrs_value(&block->attrs, "title");

    buf_puts(w->out, "<div class=\"callout\" role=\"note\"");
    write_id(w, block->attrs.id);
    write_lang(w, &block->attrs);
    buf_puts(w->out, ">\n");
    if (title.len > 0) {
        buf_puts(w->out, "<p class=\"callout-title\">");
        write_line_text(w, title);
        buf_puts(w->out, "</p>\n");
    }
    write_blocks(w, block->children);
    buf_puts(w->out, "</div>\n");
}

static void write_div_kind(struct writer *w, const struct block *block)
{
    switch (block->div) {
    case DIV_PLAIN:
        write_div(w, block, NULL);
        break;
    case DIV_COLUMNS:
        write_div(w, block, "columns");
        break;
    case DIV_COLUMN:
        write_column(w, block);
        break;
    case DIV_TILES:
        write_list_div(w, block, "tiles");
        break;
    case DIV_STEPS:
        write_list_div(w, block, "steps");
        break;
    case DIV_KEY:
        write_key(w, block);
        break;
    case DIV_CALLOUT:
        write_callout(w, block);
        break;
    case DIV_NOTES: /* never published */
        break;
    case DIV_SLIDE:
        if (w->medium == MEDIUM_DECK)
            write_blocks(w, block->children);
        break;
    case DIV_PAGE:
        if (w->medium != MEDIUM_DECK)
            write_blocks(w, block->children);
        break;
    case DIV_INCREMENTAL:
        write_div(w, block, "incremental");
        break;
    }
}

static void write_div_block(struct writer *w, const struct block *block)
{
    const struct hyphen *hyphen = w->hyphen;
    struct str lang = attrs_value(&block->attrs, "lang");

    if (lang.len > 0)
        w->hyphen = hyphen_for(w->site->hyphen, lang);
    write_div_kind(w, block);
    w->hyphen = hyphen;
}

/* --- all of them ---------------------------------------------------------- */

static void write_code(struct writer *w, const struct block *block)
{
    buf_puts(w->out, "<pre><code>");
    write_text(w, block->text);
    buf_puts(w->out, "</code></pre>\n");
}

static void write_quote(struct writer *w, const struct block *block)
{
    buf_puts(w->out, "<blockquote>\n");
    write_blocks(w, block->children);
    buf_puts(w->out, "</blockquote>\n");
}

void write_block(struct writer *w, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
        write_paragraph(w, block);
        break;
    case BLOCK_HEADING:
        write_heading(w, block);
        break;
    case BLOCK_LIST:
        write_list(w, block, NULL);
        break;
    case BLOCK_ITEM:
        write_item(w, block, false);
        break;
    case BLOCK_QUOTE:
        write_quote(w, block);
        break;
    case BLOCK_CODE:
        write_code(w, block);
        break;
    case BLOCK_RULE:
        if (w->medium != MEDIUM_DECK)
            buf_puts(w->out, "<hr>\n");
        break;
    case BLOCK_FIGURE:
        write_figure(w, block);
        break;
    case BLOCK_TABLE:
        write_table(w, block->table);
        break;
    case BLOCK_CHART:
        write_chart(w, block->chart);
        break;
    case BLOCK_DIV:
        write_div_block(w, block);
        break;
    }
}

void write_blocks(struct writer *w, const struct block *list)
{
    if (w->depth == WRITER_DEPTH_MAX)
        return;
    w->depth++;
    for (; list != NULL; list = list->next)
        write_block(w, list);
    w->depth--;
}

/* --- footnotes ------------------------------------------------------------ */

static void write_way_back(struct writer *w, const struct footnote *note,
                           unsigned mention)
{
    buf_puts(w->out, " <a class=\"back\" href=\"#");
    html_escape_url(w->out, w->prefix);
    buf_printf(w->out, "fnref-%u-%u\" role=\"doc-backlink\" aria-label=\"",
               note->number, mention);
    write_word(w, WORD_BACK_TO_TEXT);
    buf_printf(w->out, " %u", note->number);
    if (note->n_mentions > 1)
        buf_printf(w->out, ".%u", mention);
    buf_puts(w->out, "\">↑</a>");
}

/* A slide leads back to its own mention only. */
static void write_ways_back(struct writer *w, const struct mention *mention)
{
    if (w->medium == MEDIUM_DECK) {
        write_way_back(w, mention->note, mention->first);
        return;
    }
    for (unsigned i = 1; i <= mention->note->n_mentions; i++)
        write_way_back(w, mention->note, i);
}

/* The ways back stand at the end of the last paragraph. */
static void write_footnote(struct writer *w, const struct mention *mention)
{
    const struct footnote *note = mention->note;
    const struct block *block = note->blocks;

    if (block == NULL) /* mentioned, never defined: reported */
        return;
    buf_puts(w->out, "<li");
    write_id(w, str_format(w->arena, "fn-%u", note->number));
    buf_printf(w->out, " value=\"%u\">", note->number);
    for (; block->next != NULL; block = block->next)
        write_block(w, block);
    if (block->kind != BLOCK_PARAGRAPH)
        write_block(w, block);
    buf_puts(w->out, "<p>");
    if (block->kind == BLOCK_PARAGRAPH)
        write_inlines(w, block->inlines);
    write_ways_back(w, mention);
    buf_puts(w->out, "</p></li>\n");
}

void write_footnotes(struct writer *w)
{
    const struct page *page = w->page;

    if (w->medium == MEDIUM_DECK ? w->n_notes == 0 : page->n_footnotes == 0)
        return;
    /* A group and no landmark: one file can have many of them. */
    buf_puts(w->out, "<div class=\"footnotes\" role=\"group\" aria-label=\"");
    write_word(w, WORD_FOOTNOTES);
    buf_puts(w->out, "\">\n<ol>\n");
    if (w->medium != MEDIUM_DECK)
        for (size_t i = 0; i < page->n_footnotes; i++)
            write_footnote(w, &(struct mention){page->footnotes[i], 1});
    /* A note may mention another one, which the slide then shows too. */
    for (size_t i = 0; i < w->n_notes; i++) {
        struct mention mention = w->notes[i];

        write_footnote(w, &mention);
    }
    buf_puts(w->out, "</ol>\n</div>\n");
}
