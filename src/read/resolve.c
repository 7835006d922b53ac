#include "read/resolve.h"

#include <errno.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/map.h"
#include "model/chart.h"
#include "model/report.h"
#include "model/table.h"
#include "model/walk.h"
#include "read/chapters.h"
#include "read/folder.h"
#include "read/image.h"

/* What an id stands for. */
struct target {
    enum ref_kind kind;
    const struct block *block;
    const struct page *page;
};

struct resolver {
    struct arena *arena;
    struct report *report;
    struct folder *folder;
    struct diags *diags;
    struct map pages;    /* "01-nds.md" -> struct page */
    struct map targets;  /* id -> struct target */
    struct map pictures; /* path on disk -> struct str, cleaned */
    struct page *page;   /* the one that is walked through */
    size_t cap_figures, cap_tables;
};

/* --- addresses ------------------------------------------------------------ */

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "mijn%20kaart.png" -> "mijn kaart.png" (RFC 3986, section 2.1) */
static struct str decode(struct arena *a, struct str url)
{
    char *bytes = arena_alloc(a, url.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < url.len; i++) {
        if (url.p[i] == '%' && i + 2 < url.len && hex(url.p[i + 1]) >= 0 &&
            hex(url.p[i + 2]) >= 0) {
            bytes[len++] = (char)(hex(url.p[i + 1]) * 16 + hex(url.p[i + 2]));
            i += 2;
        } else {
            bytes[len++] = url.p[i];
        }
    }
    return (struct str){bytes, len};
}

static bool is_scheme_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

/* "mailto:" or "//host": not a file of ours. */
static bool is_outside(struct str url)
{
    size_t end = 0;

    while (end < url.len && is_scheme_byte(url.p[end]))
        end++;
    return (end > 0 && end < url.len && url.p[end] == ':') ||
           str_starts(url, "//");
}

static struct str without_dot(struct str path)
{
    while (str_starts(path, "./"))
        path = str_slice(path, 2, path.len);
    return path;
}

/* --- pictures ------------------------------------------------------------- */

/* A picture that is shown twice is cleaned once. */
static struct str cleaned(struct resolver *r, const struct image *image)
{
    struct str **kept = (struct str **)map_at(&r->pictures, image->path);

    if (*kept == NULL) {
        *kept = ARENA_NEW(r->arena, struct str);
        **kept = image_clean(r->arena, image);
    }
    return **kept;
}

static void read_image(struct resolver *r, struct image *image, struct place at)
{
    struct str path = without_dot(decode(r->arena, image->url));
    const char *why = NULL;

    if (is_outside(image->url)) {
        diag_add(r->diags, DIAG_IMAGE_REMOTE, at, "%.*s", STR_ARG(image->url));
        return;
    }
    switch (folder_read(r->folder, path, &image->bytes)) {
    case FOLDER_READ:
        image->path = str_of(folder_path(r->folder, path));
        if (image_read(r->arena, image, &why))
            image->bytes = cleaned(r, image);
        else
            diag_add(r->diags, DIAG_IMAGE_BAD, at, "%.*s: %s",
                     STR_ARG(image->url), why);
        return;
    case FOLDER_OUTSIDE:
        diag_add(r->diags, DIAG_PATH_OUTSIDE, at, "%.*s", STR_ARG(image->url));
        return;
    case FOLDER_FAILED:
        diag_add(r->diags, DIAG_FILE_MISSING, at, "%.*s: %s%.*s",
                 STR_ARG(image->url), file_reason(),
                 STR_ARG(diag_has_many(r->diags)
                             ? STR("")
                             : folder_nearest(r->folder, path)));
        return;
    }
}

static bool read_figure(void *user, struct block *block)
{
    if (block->kind == BLOCK_FIGURE)
        read_image(user, &block->figure->image, block->at);
    return true;
}

static void read_inline_image(void *user, struct inline_ *i)
{
    if (i->kind == INLINE_IMAGE)
        read_image(user, i->image, i->at);
}

/* --- numbers -------------------------------------------------------------- */

static bool has_caption(const struct block *block)
{
    switch (block->kind) {
    case BLOCK_FIGURE:
        return block->figure->caption != NULL;
    case BLOCK_CHART:
        return true;
    case BLOCK_TABLE:
        return block->table->caption != NULL;
    case BLOCK_PARAGRAPH:
    case BLOCK_HEADING:
    case BLOCK_LIST:
    case BLOCK_ITEM:
    case BLOCK_QUOTE:
    case BLOCK_CODE:
    case BLOCK_RULE:
    case BLOCK_DIV:
        break;
    }
    return false;
}

static unsigned number_of(const struct block *block)
{
    switch (block->kind) {
    case BLOCK_FIGURE:
        return block->figure->number;
    case BLOCK_CHART:
        return block->chart->number;
    case BLOCK_TABLE:
        return block->table->number;
    case BLOCK_PARAGRAPH:
    case BLOCK_HEADING:
    case BLOCK_LIST:
    case BLOCK_ITEM:
    case BLOCK_QUOTE:
    case BLOCK_CODE:
    case BLOCK_RULE:
    case BLOCK_DIV:
        break;
    }
    return 0;
}

/* Adds the block to a list of n; returns its number in it. */
static unsigned list_block(struct resolver *r, struct block ***list, size_t *n,
                           size_t *cap, struct block *block)
{
    *list = arena_grow(r->arena, *list, *n, cap, sizeof(struct block *));
    (*list)[(*n)++] = block;
    return (unsigned)*n;
}

static unsigned next_figure(struct resolver *r, struct block *block)
{
    return list_block(r, &r->report->figures, &r->report->n_figures,
                      &r->cap_figures, block);
}

static unsigned next_table(struct resolver *r, struct block *block)
{
    return list_block(r, &r->report->tables, &r->report->n_tables,
                      &r->cap_tables, block);
}

static bool number_block(void *user, struct block *block)
{
    if (block->kind == BLOCK_DIV)
        return block->div != DIV_NOTES && block->div != DIV_SLIDE;
    if (!has_caption(block))
        return true;
    if (block->kind == BLOCK_FIGURE)
        block->figure->number = next_figure(user, block);
    else if (block->kind == BLOCK_CHART)
        block->chart->number = next_figure(user, block);
    else
        block->table->number = next_table(user, block);
    return true;
}

/* --- what ids stand for --------------------------------------------------- */

static enum ref_kind kind_of(const struct block *block)
{
    switch (block->kind) {
    case BLOCK_FIGURE:
    case BLOCK_CHART:
        return REF_FIGURE;
    case BLOCK_TABLE:
        return REF_TABLE;
    case BLOCK_HEADING:
        return REF_SECTION;
    case BLOCK_PARAGRAPH:
    case BLOCK_LIST:
    case BLOCK_ITEM:
    case BLOCK_QUOTE:
    case BLOCK_CODE:
    case BLOCK_RULE:
    case BLOCK_DIV:
        break;
    }
    return REF_UNKNOWN;
}

/* The first block of an id counts, but one that readers of the pages can see
 * goes before one on a slide. */
static bool add_target(void *user, struct block *block)
{
    struct resolver *r = user;
    enum ref_kind kind = kind_of(block);

    if (block->attrs.id.len == 0 || kind == REF_UNKNOWN)
        return true;
    struct target **kept =
        (struct target **)map_at(&r->targets, block->attrs.id);
    if (*kept == NULL)
        *kept = ARENA_NEW(r->arena, struct target);
    else if (number_of((*kept)->block) > 0 || number_of(block) == 0)
        return true;
    **kept = (struct target){kind, block, r->page};
    return true;
}

static struct str text_of(struct resolver *r, const struct target *target)
{
    enum lang lang = r->page->lang;
    enum word word = target->kind == REF_FIGURE ? WORD_FIGURE : WORD_TABLE;
    unsigned number = number_of(target->block);

    if (target->kind == REF_SECTION)
        return inlines_text(r->arena, target->block->inlines);
    if (number == 0)
        return word_in(lang, word);
    return str_format(r->arena, "%.*s\u00A0%u", STR_ARG(word_in(lang, word)),
                      number);
}

static void resolve_ref(struct resolver *r, struct ref *ref)
{
    const struct target *target = map_find(&r->targets, ref->id);

    if (target == NULL) {
        ref->text = str_format(r->arena, "@%.*s", STR_ARG(ref->id));
        return;
    }
    ref->kind = target->kind;
    ref->number = number_of(target->block);
    ref->page = target->page;
    ref->section = target->block->number;
    ref->text = text_of(r, target);
}

/* --- tables with the numbers of charts ------------------------------------ */

static size_t cells_of(const struct table *table)
{
    return table->n_rows * table->n_columns;
}

/* A dataset of plenum.yml; the page of changes has others. */
static bool is_declared(const struct report *report, const struct dataset *data)
{
    for (size_t i = 0; i < report->n_datasets; i++)
        if (&report->datasets[i] == data)
            return true;
    return false;
}

/* The largest numbered table of each dataset, the first of equals: one look a
 * chart, however many tables there are. */
static const struct table **largest_tables(struct resolver *r)
{
    const struct report *report = r->report;
    const struct table **largest =
        ARENA_ARRAY(r->arena, report->n_datasets + 1, const struct table *);

    for (size_t i = 0; i < report->n_tables; i++) {
        const struct table *table = report->tables[i]->table;

        if (!is_declared(report, table->data))
            continue;
        const struct table **kept = &largest[table->data - report->datasets];
        if (*kept == NULL || cells_of(table) > cells_of(*kept))
            *kept = table;
    }
    return largest;
}

/* "tabel 2", which leads to it when it has an id, in the language of the chart's
 * page. */
static const struct inline_ *
name_table(struct resolver *r, const struct table *table, enum lang lang)
{
    struct inline_ *name = ARENA_NEW(r->arena, struct inline_);
    struct str text = word_with(r->arena, lang, WORD_CHART_IN_TABLE,
                                str_format(r->arena, "%u", table->number));
    const struct target *target = map_find(&r->targets, table->id);

    name->kind = INLINE_TEXT;
    name->at = table->at;
    name->text = text;
    if (target != NULL && target->kind == REF_TABLE) {
        name->kind = INLINE_REF;
        name->ref = ARENA_NEW(r->arena, struct ref);
        *name->ref = (struct ref){.kind = REF_TABLE,
                                  .id = table->id,
                                  .number = table->number,
                                  .text = text,
                                  .page = target->page};
    }
    return name;
}

static void point_to_tables(struct resolver *r)
{
    const struct report *report = r->report;
    const struct table **largest = largest_tables(r);

    for (size_t i = 0; i < report->n_figures; i++) {
        if (report->figures[i]->kind != BLOCK_CHART)
            continue;
        struct chart *chart = report->figures[i]->chart;
        const struct table *table = largest[chart->data - report->datasets];
        if (table != NULL && table_holds_chart(table, chart))
            chart->printed = name_table(r, table, chart->lang);
    }
}

/* --- names of files ------------------------------------------------------- */

static struct str name_of_files(struct resolver *r, const struct chart *chart)
{
    struct str name;

    if (chart->id.len > 0)
        return chart->id;
    name = word_with(r->arena, r->report->lang, WORD_CHART_FILE,
                     str_format(r->arena, "%u", chart->number));
    while (map_find(&r->targets, name) != NULL)
        name = str_format(r->arena, "%.*s-", STR_ARG(name));
    return name;
}

static void name_files(struct resolver *r)
{
    for (size_t i = 0; i < r->report->n_figures; i++) {
        struct block *block = r->report->figures[i];

        if (block->kind == BLOCK_CHART)
            block->chart->file_name = name_of_files(r, block->chart);
    }
}

/* --- links ---------------------------------------------------------------- */

/* A data file is published under the name of its dataset. */
static bool resolve_data(struct resolver *r, struct link *link, struct str path)
{
    const struct report *report = r->report;

    for (size_t i = 0; i < report->n_datasets; i++) {
        const struct dataset *data = &report->datasets[i];
        if (!str_eq(data->file, path))
            continue;
        link->url = str_format(r->arena, "data/%.*s.csv", STR_ARG(data->key));
        return true;
    }
    return false;
}

static void resolve_link(struct resolver *r, struct link *link)
{
    size_t hash = str_find(link->url, '#', 0);
    struct str path =
        without_dot(decode(r->arena, str_slice(link->url, 0, hash)));

    if (is_outside(link->url) || resolve_data(r, link, path))
        return;
    link->internal = true;
    link->anchor =
        decode(r->arena, str_slice(link->url, hash + 1, link->url.len));
    if (hash == 0 && link->url.len > 0)
        link->page = r->page;
    else
        link->page = map_find(&r->pages, path);
}

static void resolve_inline(void *user, struct inline_ *i)
{
    if (i->kind == INLINE_LINK)
        resolve_link(user, i->link);
    else if (i->kind == INLINE_REF)
        resolve_ref(user, i->ref);
}

/* --- all of it ------------------------------------------------------------ */

/* "content/01-nds.md" -> "01-nds.md" */
static struct str name_of(const struct folder *folder, struct str file)
{
    return str_slice(file, strlen(folder_name(folder, STR(""))), file.len);
}

static void number_pages(struct resolver *r)
{
    const struct walk numbers = {.user = r, .block = number_block};

    for (size_t i = 0; i < r->report->n_pages; i++)
        if (r->report->pages[i].in_pages)
            walk_blocks(&numbers, r->report->pages[i].blocks);
}

static void walk_pages(struct resolver *r, const struct walk *walk)
{
    for (size_t i = 0; i < r->report->n_pages; i++) {
        r->page = &r->report->pages[i];
        walk_page(walk, r->page);
    }
}

void resolve_report(struct arena *a, struct report *report,
                    struct folder *folder, struct diags *diags)
{
    struct resolver r = {
        .arena = a,
        .report = report,
        .folder = folder,
        .diags = diags,
        .pages = map_new(a),
        .targets = map_new(a),
        .pictures = map_new(a),
    };

    for (size_t i = 0; i < report->n_pages; i++)
        *map_at(&r.pages, name_of(folder, report->pages[i].file)) =
            &report->pages[i];
    number_pages(&r);
    if (report->numbering)
        chapters_number(a, report);
    walk_pages(&r, &(struct walk){.user = &r,
                                  .block = read_figure,
                                  .each = read_inline_image,
                                  .past_words = true});
    walk_pages(&r, &(struct walk){.user = &r, .block = add_target});
    point_to_tables(&r);
    name_files(&r);
    walk_pages(&r, &(struct walk){
                       .user = &r, .each = resolve_inline, .past_words = true});
}
