/* cmark's blocks are copied in order into the block that is open; a mark that
 * opens a div opens a block, the mark that closes it goes back to the one
 * around it. */
#include "read/blocks.h"

#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/chart.h"
#include "model/report.h"
#include "model/table.h"
#include "read/attributes.h"
#include "read/divs.h"
#include "read/figures.h"
#include "read/ids.h"
#include "read/inlines.h"
#include "read/markdown.h"
#include "read/picture.h"
#include "read/reader.h"

/* A list of blocks that is being made, and the div it is in. */
struct nest {
    struct nest *outer; /* NULL for the list that cmark's node holds */
    struct block *div;  /* NULL likewise */
    struct block **end; /* where the next block goes */
    struct block *last;
    unsigned levels; /* of blocks that the div is */
    bool is_flat;    /* too deep: its blocks go in the list around it */
};

/* One cmark node whose children are being read. */
struct level {
    struct nest base;
    struct nest *nest;       /* the innermost */
    unsigned depth;          /* how many blocks are around the next one */
    struct inline_ *caption; /* stands before the table it belongs to */
    struct attrs caption_attrs;
};

/* Blocks are nested no deeper than this, so those who walk over a document may
 * recurse.  What is deeper is reported and left out; a div only opens up.
 * People nest three or four levels. */
enum {
    BLOCKS_MAX = 20
};

static struct block *read_children(struct reader *r, const struct md *parent,
                                   unsigned depth);

static struct block *new_block(struct reader *r, enum block_kind kind,
                               struct place at)
{
    struct block *block = pool_take(&r->blocks);

    block->kind = kind;
    block->at = at;
    return block;
}

static void add(struct level *level, struct block *block)
{
    *level->nest->end = block;
    level->nest->end = &block->next;
    level->nest->last = block;
}

/* --- paragraphs, headings, figures ---------------------------------------- */

/* A picture that stands alone, with or without {attributes}. */
static const struct inline_ *lone_image(const struct inline_ *inlines)
{
    if (inlines == NULL || inlines->next != NULL)
        return NULL;
    if (inlines->kind == INLINE_SPAN && inlines->children != NULL &&
        inlines->children->next == NULL)
        inlines = inlines->children;
    return inlines->kind == INLINE_IMAGE ? inlines : NULL;
}

/* ![alt](file "caption"){#fig-id} */
static struct block *make_figure(struct reader *r,
                                 const struct inline_ *inlines,
                                 const struct inline_ *image)
{
    struct block *figure = new_block(r, BLOCK_FIGURE, image->at);

    figure->figure = ARENA_NEW(r->arena, struct figure);
    figure->figure->image = *image->image;
    if (inlines->kind == INLINE_SPAN) {
        figure->attrs = *inlines->attrs;
        picture_read_size(figure->figure, &figure->attrs, image->at, r->diags);
    }
    if (image->image->title.len > 0)
        figure->figure->caption =
            inlines_of_text(r, image->image->title, image->at);
    return figure;
}

static bool are_words(const struct inline_ *list)
{
    while (list != NULL &&
           (list->kind == INLINE_TEXT || list->kind == INLINE_SOFT_BREAK))
        list = list->next;
    return list == NULL;
}

static struct block *make_paragraph(struct reader *r, const struct md *md,
                                    enum inlines_of of)
{
    struct inline_ *inlines = inlines_read(r, md, of, NULL);
    const struct inline_ *image = lone_image(inlines);

    if (inlines == NULL)
        return NULL;
    if (image != NULL)
        return make_figure(r, inlines, image);
    struct block *block =
        new_block(r, BLOCK_PARAGRAPH, reader_block_place(r, md));
    block->inlines = inlines;
    block->has_words_only = are_words(inlines);
    return block;
}

static struct block *make_heading(struct reader *r, const struct md *md)
{
    struct block *block =
        new_block(r, BLOCK_HEADING, reader_block_place(r, md));

    block->level = md->level;
    block->inlines = inlines_read(r, md, INLINES_HEADING, &block->attrs);
    block->has_words_only = are_words(block->inlines);
    return block;
}

/* --- code, charts, tables of data ----------------------------------------- */

static struct str first_word(struct str info)
{
    size_t end = 0;

    while (end < info.len && info.p[end] != ' ' && info.p[end] != '\t' &&
           info.p[end] != '{')
        end++;
    return str_slice(info, 0, end);
}

static struct block *make_chart(struct reader *r, struct str yaml,
                                struct place at)
{
    struct chart *chart =
        figure_chart(r->arena, r->report, r->page->lang, yaml, at, r->diags);

    r->page->figures_left_out |= chart == NULL;
    if (chart == NULL)
        return NULL;
    struct block *block = new_block(r, BLOCK_CHART, at);
    block->chart = chart;
    block->attrs.id = chart->id;
    return block;
}

static struct block *make_data_table(struct reader *r, struct str yaml,
                                     struct place at)
{
    struct table *table =
        figure_table(r->arena, r->report, r->page->lang, yaml, at, r->diags);

    r->page->figures_left_out |= table == NULL;
    if (table == NULL)
        return NULL;
    struct block *block = new_block(r, BLOCK_TABLE, at);
    block->table = table;
    block->attrs.id = table->id;
    return block;
}

static struct block *make_code(struct reader *r, const struct md *md)
{
    struct place at = reader_block_place(r, md);
    struct str text = prepared_restore(r->arena, &r->prepared, md->text);
    struct str language = first_word(md->info);

    if (str_is(language, "chart"))
        return make_chart(r, text, at);
    if (str_is(language, "table"))
        return make_data_table(r, text, at);

    struct block *block = new_block(r, BLOCK_CODE, at);
    block->text = text;
    if (language.len > 0) {
        block->attrs.classes = ARENA_NEW(r->arena, struct str);
        block->attrs.classes[0] = str_copy(r->arena, language);
        block->attrs.n_classes = 1;
    }
    return block;
}

/* --- lists ---------------------------------------------------------------- */

static struct block *make_item(struct reader *r, const struct md *md,
                               unsigned depth)
{
    struct block *item = new_block(r, BLOCK_ITEM, reader_block_place(r, md));
    const struct md *first = md->children;

    item->children = read_children(r, md, depth + 2); /* list, item */
    if (first != NULL && first->kind == MD_PARAGRAPH)
        item->task = inlines_task(first);
    return item;
}

static struct block *make_list(struct reader *r, const struct md *md,
                               unsigned depth)
{
    struct block *list = new_block(r, BLOCK_LIST, reader_block_place(r, md));
    struct block **end = &list->children;

    list->list = (struct list){
        .ordered = md->ordered, .tight = md->tight, .start = md->start};
    for (const struct md *item = md->children; item != NULL;
         item = item->next) {
        *end = make_item(r, item, depth);
        end = &(*end)->next;
    }
    return list;
}

/* --- tables in Markdown --------------------------------------------------- */

static void read_cell(struct reader *r, const struct prepared_cell *from,
                      struct cell *cell)
{
    cell->at = source_place(r->source, from->at);
    if (from->paragraph == NO_PARAGRAPH)
        return;
    cell->inlines =
        inlines_read(r, r->cells[from->paragraph], INLINES_CELL, NULL);
}

static struct cell *read_row(struct reader *r,
                             const struct prepared_table *from,
                             const struct prepared_row *row)
{
    struct cell *cells = ARENA_ARRAY(r->arena, from->n_columns, struct cell);

    for (size_t i = 0; i < from->n_columns; i++)
        read_cell(r, &row->cells[i], &cells[i]);
    return cells;
}

/* A column of numbers is one that the author set right. */
static void mark_numbers(struct table *table)
{
    for (size_t i = 0; i < table->n_rows; i++)
        for (size_t j = 0; j < table->n_columns; j++)
            if (table->columns[j].align == ALIGN_RIGHT)
                table->rows[i].cells[j].kind = CELL_NUMBER;
}

static struct block *make_table(struct reader *r, const struct mark *mark)
{
    const struct prepared_table *from = mark->table;
    struct block *block =
        new_block(r, BLOCK_TABLE, source_place(r->source, mark->at));
    struct table *table = ARENA_NEW(r->arena, struct table);

    table->at = block->at;
    table->n_columns = from->n_columns;
    table->columns =
        ARENA_ARRAY(r->arena, from->n_columns, struct table_column);
    for (size_t i = 0; i < from->n_columns; i++)
        table->columns[i].align = from->aligns[i];
    table->head = read_row(r, from, &from->rows[0]);
    table->n_rows = from->n_rows - 1;
    table->rows = ARENA_ARRAY(r->arena, table->n_rows, struct table_row);
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct prepared_row *row = &from->rows[i + 1];
        table->rows[i].cells = read_row(r, from, row);
        table->rows[i].at = source_place(r->source, row->at);
    }
    mark_numbers(table);
    block->table = table;
    return block;
}

static void give_caption(struct block *block, struct inline_ *caption,
                         const struct attrs *attrs)
{
    block->table->caption = caption;
    block->table->id = attrs->id;
    block->attrs = *attrs;
}

static bool is_mark_of(struct reader *r, const struct md *md,
                       enum mark_kind kind)
{
    const struct mark *mark =
        md != NULL && md->kind == MD_HTML_BLOCK
            ? prepared_mark(&r->prepared, str_trim(md->text))
            : NULL;

    return mark != NULL && mark->kind == kind;
}

/* ": Caption" right before or behind a table of Markdown; a table that has one
 * already does not take the next one's. */
static bool take_caption(struct reader *r, struct level *level,
                         const struct md *md)
{
    struct block *last = level->nest->last;
    bool behind = last != NULL && last->kind == BLOCK_TABLE &&
                  last->table->data == NULL && last->table->caption == NULL;
    struct attrs attrs = {0};

    if (!inlines_is_caption(md) ||
        !(behind || is_mark_of(r, md->next, MARK_TABLE)))
        return false;
    struct inline_ *caption = inlines_read(r, md, INLINES_CAPTION, &attrs);
    if (behind) {
        give_caption(last, caption, &attrs);
    } else {
        level->caption = caption;
        level->caption_attrs = attrs;
    }
    return true;
}

static void add_table(struct reader *r, struct level *level,
                      const struct mark *mark)
{
    struct block *block = make_table(r, mark);

    if (level->caption != NULL)
        give_caption(block, level->caption, &level->caption_attrs);
    level->caption = NULL;
    add(level, block);
}

/* --- divs ----------------------------------------------------------------- */

static void open_div(struct reader *r, struct level *level,
                     const struct mark *mark)
{
    struct place at = source_place(r->source, mark->at);
    struct nest *nest = ARENA_NEW(r->scratch, struct nest);
    struct nest *outer = level->nest;

    nest->outer = outer;
    nest->div = div_make(r, mark->info, at);
    nest->is_flat = level->depth >= BLOCKS_MAX;
    /* Columns may get a column of ours in them. */
    nest->levels = nest->div->div == DIV_COLUMNS ? 2 : 1;
    if (nest->is_flat) {
        diag_add(r->diags, DIAG_TOO_DEEP, at, NULL);
        nest->end = outer->end;
        nest->last = outer->last;
    } else {
        add(level, nest->div);
        nest->end = &nest->div->children;
    }
    level->nest = nest;
    level->depth += nest->levels;
}

static void leave_div(struct reader *r, struct level *level)
{
    struct nest *nest = level->nest;

    level->depth -= nest->levels;
    level->nest = nest->outer;
    if (nest->is_flat) {
        level->nest->end = nest->end;
        level->nest->last = nest->last;
    } else {
        div_finish(r, nest->div);
    }
}

static void close_div(struct reader *r, struct level *level,
                      const struct mark *mark)
{
    if (level->nest->outer != NULL)
        leave_div(r, level);
    else if (r->n_unclosed > 0)
        r->n_unclosed--; /* its opening, deeper in, was reported */
    else
        diag_add(r->diags, DIAG_DIV_STRAY, source_place(r->source, mark->at),
                 NULL);
}

static void close_all(struct reader *r, struct level *level)
{
    while (level->nest->outer != NULL) {
        diag_add(r->diags, DIAG_DIV_OPEN, level->nest->div->at, NULL);
        r->n_unclosed++;
        leave_div(r, level);
    }
}

/* --- all blocks ----------------------------------------------------------- */

static void read_html(struct reader *r, struct level *level,
                      const struct md *md)
{
    const struct mark *mark = prepared_mark(&r->prepared, str_trim(md->text));

    if (mark == NULL) {
        struct block *notes = inlines_comment(
            r, prepared_restore(r->arena, &r->prepared, md->text),
            reader_block_place(r, md));
        if (notes != NULL)
            add(level, notes);
        return;
    }
    switch (mark->kind) {
    case MARK_DIV_OPEN:
        open_div(r, level, mark);
        return;
    case MARK_DIV_CLOSE:
        close_div(r, level, mark);
        return;
    case MARK_TABLE:
        add_table(r, level, mark);
        return;
    case MARK_FILL:
        return;
    }
}

static struct block *make_quote(struct reader *r, const struct md *md,
                                unsigned depth)
{
    struct block *quote = new_block(r, BLOCK_QUOTE, reader_block_place(r, md));

    quote->children = read_children(r, md, depth + 1);
    return quote;
}

/* The first paragraph of "- [x] done" starts behind the box. */
static enum inlines_of paragraph_of(const struct md *md)
{
    bool first = md->parent->kind == MD_ITEM && md->parent->children == md;

    return first && inlines_task(md) != TASK_NONE ? INLINES_TASK
                                                  : INLINES_PARAGRAPH;
}

static struct block *make_block(struct reader *r, const struct md *md,
                                unsigned depth)
{
    switch (md->kind) {
    case MD_PARAGRAPH:
        return make_paragraph(r, md, paragraph_of(md));
    case MD_HEADING:
        return make_heading(r, md);
    case MD_QUOTE:
        return make_quote(r, md, depth);
    case MD_LIST:
        return make_list(r, md, depth);
    case MD_CODE_BLOCK:
        return make_code(r, md);
    case MD_RULE:
        return new_block(r, BLOCK_RULE, reader_block_place(r, md));
    case MD_HTML_BLOCK: /* see read_html() */
    case MD_DOCUMENT:
    case MD_ITEM:
    case MD_TEXT:
    case MD_SOFT_BREAK:
    case MD_HARD_BREAK:
    case MD_CODE:
    case MD_HTML:
    case MD_EMPH:
    case MD_STRONG:
    case MD_LINK:
    case MD_IMAGE:
        break;
    }
    assert(!"no such node among blocks");
    return NULL;
}

/* Comments that stood inside the block follow it. */
static void add_notes(struct reader *r, struct level *level)
{
    for (struct block *note = r->notes, *next; note != NULL; note = next) {
        next = note->next;
        note->next = NULL;
        add(level, note);
    }
    r->notes = NULL;
    r->notes_end = &r->notes;
}

/* Reads md and the blocks behind it. */
static struct block *read_blocks(struct reader *r, const struct md *first,
                                 unsigned depth)
{
    struct block *blocks = NULL;
    struct level level = {.base = {.end = &blocks}, .depth = depth};

    level.nest = &level.base;
    for (const struct md *md = first; md != NULL; md = md->next) {
        if (md->kind == MD_HTML_BLOCK) {
            read_html(r, &level, md);
        } else if (!take_caption(r, &level, md)) {
            struct block *block = make_block(r, md, level.depth);
            if (block != NULL)
                add(&level, block);
        }
        add_notes(r, &level);
    }
    close_all(r, &level);
    div_free_columns(r, blocks);
    return blocks;
}

static struct block *read_children(struct reader *r, const struct md *parent,
                                   unsigned depth)
{
    if (depth < BLOCKS_MAX || parent->children == NULL)
        return read_blocks(r, parent->children, depth);
    diag_add(r->diags, DIAG_TOO_DEEP, reader_block_place(r, parent->children),
             NULL);
    return NULL;
}

/* --- footnotes ------------------------------------------------------------ */

/* A footnote's text before it is read: once it is known to be mentioned. */
struct definition {
    struct footnote *footnote;
    const struct md *item;
};

/* Steps over the list of footnotes at the start of the page. */
static const struct md *find_definitions(struct reader *r, const struct md *md,
                                         struct definition *definitions,
                                         struct map *items)
{
    const struct prepared *p = &r->prepared;

    if (p->n_notes == 0)
        return md;
    assert(md != NULL && md->kind == MD_LIST);
    const struct md *item = md->children;
    for (size_t i = 0; i < p->n_notes; i++, item = item->next) {
        const struct prepared_note *from = &p->notes[i];
        void **kept = map_at(&r->footnotes, from->label);
        struct footnote *note = ARENA_NEW(r->arena, struct footnote);

        assert(item != NULL);
        note->label = from->label;
        note->at = source_place(r->source, from->at);
        definitions[i] = (struct definition){note, item};
        if (*kept != NULL) {
            diag_add(r->diags, DIAG_FOOTNOTE_TWICE, note->at, "[^%.*s]",
                     STR_ARG(note->label));
            continue;
        }
        *kept = note;
        *map_at(items, from->label) = &definitions[i];
    }
    return md->next; /* the mark behind the list */
}

/* Footnotes may mention others, which then come after them. */
static void read_footnotes(struct reader *r, const struct map *items)
{
    for (size_t i = 0; i < r->n_mentioned; i++) {
        struct footnote *note = r->mentioned[i];
        const struct definition *definition = map_find(items, note->label);

        if (definition != NULL)
            note->blocks = read_children(r, definition->item, 0);
    }
}

static void report_unused(struct reader *r,
                          const struct definition *definitions)
{
    for (size_t i = 0; i < r->prepared.n_notes; i++) {
        const struct footnote *note = definitions[i].footnote;

        if (note->number == 0 && map_find(&r->footnotes, note->label) == note)
            diag_add(r->diags, DIAG_FOOTNOTE_UNUSED, note->at, "[^%.*s]",
                     STR_ARG(note->label));
    }
}

/* --- the page ------------------------------------------------------------- */

static const struct md *find_cells(struct reader *r, const struct md *md)
{
    size_t n = (size_t)r->prepared.n_paragraphs;

    r->cells = ARENA_ARRAY(r->scratch, n, const struct md *);
    for (size_t i = 0; i < n; i++, md = md->next) {
        assert(md != NULL && md->kind == MD_PARAGRAPH);
        r->cells[i] = md;
    }
    return md;
}

void blocks_read(struct arena *a, const struct report *report,
                 struct page *page, struct source *source, size_t from,
                 struct diags *diags)
{
    struct arena *scratch = arena_new();
    struct reader r = {
        .arena = a,
        .scratch = scratch,
        .report = report,
        .page = page,
        .source = source,
        .diags = diags,
        .prepared = prepare(scratch, source, from, diags),
        .footnotes = map_new(scratch),
        .blocks = POOL_NEW(a, struct block),
        .inlines = POOL_NEW(a, struct inline_),
    };
    struct map items = map_new(scratch);
    struct definition *definitions =
        ARENA_ARRAY(scratch, r.prepared.n_notes, struct definition);

    r.notes_end = &r.notes;
    const struct md *md = markdown_parse(scratch, r.prepared.text)->children;
    md = find_cells(&r, md);
    md = find_definitions(&r, md, definitions, &items);
    page->blocks = read_blocks(&r, md, 0);
    read_footnotes(&r, &items);
    report_unused(&r, definitions);
    page->footnotes = r.mentioned;
    page->n_footnotes = r.n_mentioned;
    ids_give(a, page->blocks);
    arena_free(scratch);
}
