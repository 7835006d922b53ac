#include "read/load.h"

#include <errno.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/inputs.h"
#include "base/map.h"
#include "model/changes.h"
#include "model/report.h"
#include "model/words.h"
#include "read/blocks.h"
#include "read/clean.h"
#include "read/earlier.h"
#include "read/folder.h"
#include "read/front.h"
#include "read/ids.h"
#include "read/languages.h"
#include "read/resolve.h"
#include "read/settings.h"
#include "read/source.h"
#include "read/spending.h"

/* No page that people write is near this. */
enum {
    PAGE_BYTES_MAX = 32 << 20
};

struct loader {
    struct arena *arena;
    struct report *report;
    struct folder folder;
    struct diags *diags;
    struct map slugs; /* taken: struct page, or the loader for reserved ones */
    size_t cap_pages;
};

static struct str because(struct arena *a, const char *path)
{
    return str_format(a, "%s: %s", path, file_reason());
}

/* --- data ----------------------------------------------------------------- */

static void report_unread(struct loader *l, enum folder_answer answer,
                          struct place at, struct str path)
{
    if (answer == FOLDER_OUTSIDE)
        diag_add(l->diags, DIAG_PATH_OUTSIDE, at, "%.*s", STR_ARG(path));
    else
        diag_add(l->diags, DIAG_FILE_MISSING, at, "%.*s: %s%.*s", STR_ARG(path),
                 file_reason(), STR_ARG(folder_nearest(&l->folder, path)));
}

static void load_dataset(struct loader *l, const struct data_spec *spec)
{
    struct report *report = l->report;
    struct dataset *data = &report->datasets[report->n_datasets];
    struct str bytes;

    enum folder_answer answer =
        folder_read(&l->folder, spec->file.text, &bytes);
    if (answer != FOLDER_READ) {
        report_unread(l, answer, spec->file.at, spec->file.text);
        report->data_broken = true;
        return;
    }
    report->n_datasets++;
    spending_read(l->arena, spec, folder_name(&l->folder, spec->file.text),
                  bytes, data, l->diags);
    if (data->item_heading.len == 0)
        data->item_heading = word_in(report->lang, WORD_ITEM_HEADING);
}

/* What is missed is the settings, whichever part of the path to them is not
 * there; mostly the folder is another one than was meant. */
static struct str no_settings(struct arena *a, const char *path)
{
    if (errno != ENOENT && errno != ENOTDIR)
        return because(a, path);
    return str_format(a,
                      "%s: not there, so this is no report; name its folder "
                      "with -C, or make a new one: plenum new DIR",
                      path);
}

static bool load_settings(struct loader *l, struct str *problem)
{
    struct str name = STR("plenum.yml");
    struct str bytes;

    if (folder_read(&l->folder, name, &bytes) != FOLDER_READ) {
        *problem = no_settings(l->arena, folder_path(&l->folder, name));
        return false;
    }
    struct settings settings = settings_read(
        l->arena, folder_name(&l->folder, name), bytes, l->report, l->diags);
    l->report->datasets =
        ARENA_ARRAY(l->arena, settings.n_datasets, struct dataset);
    for (size_t i = 0; i < settings.n_datasets; i++)
        load_dataset(l, &settings.datasets[i]);
    return true;
}

/* --- pages ---------------------------------------------------------------- */

/* "" when nobody gave the page one. */
static struct str title_of(struct arena *a, const struct page *page)
{
    if (page->title.len > 0)
        return page->title;
    for (const struct block *b = page->blocks; b != NULL; b = b->next)
        if (b->kind == BLOCK_HEADING && b->level == 1)
            return inlines_text(a, b->inlines);
    return STR("");
}

/* The name of the HTML page.  Names of other pages of the set are taken. */
static struct str slug_of(struct loader *l, const struct page *page)
{
    struct str slug = slug_of_name(l->arena, file_stem(page->file));
    struct place whole = {page->file.p, 0, 0};

    if (map_find(&l->slugs, slug) == NULL) {
        *map_at(&l->slugs, slug) = l;
        return slug;
    }
    diag_add(l->diags, DIAG_PAGE_NAME, whole, "%.*s.html", STR_ARG(slug));
    return str_format(l->arena, "%.*s-%zu", STR_ARG(slug),
                      l->report->n_pages + 1);
}

static void append_page(struct loader *l, struct page page)
{
    struct report *report = l->report;

    report->pages = arena_grow(l->arena, report->pages, report->n_pages,
                               &l->cap_pages, sizeof(*report->pages));
    report->pages[report->n_pages++] = page;
}

static void add_page(struct loader *l, struct str name, struct str bytes,
                     bool with_drafts)
{
    struct report *report = l->report;
    struct page page = {
        .file = str_of(folder_name(&l->folder, name)),
        .lang = report->lang,
        .in_deck = true,
        .in_pages = true,
    };
    bool draft = false;

    struct source *source = ARENA_NEW(l->arena, struct source);
    *source = clean_read(l->arena, page.file.p, bytes, ENCODING_UTF8, l->diags);
    size_t from = front_read(l->arena, source, &page, &draft, l->diags);
    if (draft && !with_drafts)
        return;
    page.text = source->text;
    page.slug = slug_of(l, &page);
    blocks_read(l->arena, report, &page, source, from, l->diags);
    page.title = title_of(l->arena, &page);
    if (page.title.len == 0) {
        page.title = page.slug;
        if (!with_drafts)
            diag_add(l->diags, DIAG_PAGE_UNTITLED,
                     (struct place){page.file.p, 0, 0}, "\"%.*s\"",
                     STR_ARG(page.slug));
    }
    append_page(l, page);
}

static void load_markdown(struct loader *l, struct str name)
{
    struct place whole = {folder_name(&l->folder, name), 0, 0};
    struct str bytes;
    enum folder_answer answer = folder_read(&l->folder, name, &bytes);

    if (answer != FOLDER_READ)
        report_unread(l, answer, whole, name);
    else if (bytes.len > PAGE_BYTES_MAX)
        diag_add(l->diags, DIAG_TOO_LARGE, whole, "more than %d bytes",
                 PAGE_BYTES_MAX);
    else
        add_page(l, name, bytes, false);
}

/* "a.MD" and "a.markdown": pages, an author may think. */
static bool looks_like_a_page(struct arena *a, struct str name)
{
    struct str extension = file_extension(a, name);

    return str_is(extension, "md") || str_is(extension, "markdown") ||
           str_is(extension, "mdown") || str_is(extension, "qmd") ||
           str_is(extension, "rmd");
}

static void load_name(struct loader *l, struct str name)
{
    if (name.p[0] == '.')
        return;
    if (str_ends(name, ".md"))
        load_markdown(l, name);
    else if (looks_like_a_page(l->arena, name))
        diag_add(l->diags, DIAG_PAGE_IGNORED,
                 (struct place){folder_name(&l->folder, name), 0, 0}, NULL);
}

static bool load_pages(struct loader *l, struct str *problem)
{
    struct str *names;
    size_t count;

    if (!folder_list(&l->folder, &names, &count)) {
        *problem = because(l->arena, folder_path(&l->folder, STR("")));
        return false;
    }
    for (size_t i = 0; i < count; i++)
        load_name(l, names[i]);
    if (l->report->n_pages == 0)
        diag_add(l->diags, DIAG_PAGE_NONE, (struct place){l->folder.name, 0, 0},
                 NULL);
    return true;
}

/* --- a report, a page ----------------------------------------------------- */

static bool open_loader(struct loader *l, const char *root, const char *name,
                        struct str *problem)
{
    static const char *const reserved[] = {"index", "report", "slides",
                                           "presenter", "changes"};
    struct arena *a = l->arena;

    if (!folder_open(a, root, name, &l->folder)) {
        *problem = no_settings(
            a, file_join(a, file_join(a, root, name), "plenum.yml"));
        return false;
    }
    *l->report =
        (struct report){.root = root, .content = name, .inputs = inputs_new(a)};
    l->folder.inputs = l->report->inputs;
    l->report->lang = LANG_NL;
    l->report->handout = 3;
    l->slugs = map_new(a);
    for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
        *map_at(&l->slugs, str_of(reserved[i])) = l;
    return true;
}

/* Ends the reading: resolves what leads from page to page.  False when the
 * machine could not give a file: then there is nothing to say of the content. */
static bool close_loader(struct loader *l, struct str *problem)
{
    languages_read(l->arena, l->report, l->diags);
    resolve_report(l->arena, l->report, &l->folder, l->diags);
    if (l->folder.denied == NULL)
        return true;
    errno = l->folder.reason;
    *problem = because(l->arena, l->folder.denied);
    return false;
}

/* Before links and numbers are resolved, so that the page takes part in it. */
static bool load_changes(struct loader *l, const char *since,
                         struct str *problem)
{
    struct edition earlier;

    if (since == NULL)
        return true;
    if (!earlier_read(l->arena, since, l->report->inputs, &earlier, l->diags,
                      problem))
        return false;
    struct page page = changes_page(l->arena, l->report, &earlier);
    /* What an author writes to link to it. */
    page.file = str_of(folder_name(&l->folder, STR("changes.md")));
    append_page(l, page);
    return true;
}

bool load_report_since(struct arena *a, const char *root, const char *since,
                       struct report *report, struct diags *diags,
                       struct str *problem)
{
    struct loader l = {.arena = a, .report = report, .diags = diags};

    if (!open_loader(&l, root, "content", problem) ||
        !load_settings(&l, problem) || !load_pages(&l, problem) ||
        !load_changes(&l, since, problem))
        return false;
    return close_loader(&l, problem);
}

bool load_report(struct arena *a, const char *root, struct report *report,
                 struct diags *diags, struct str *problem)
{
    return load_report_since(a, root, NULL, report, diags, problem);
}

/* "a/b.md" -> "a"; "b.md" -> "." */
static const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    if (slash == NULL)
        return ".";
    return slash == path ? "/" : arena_copy(a, path, (size_t)(slash - path));
}

bool load_page(struct arena *a, const char *path, struct report *report,
               struct diags *diags, struct str *problem)
{
    struct loader l = {.arena = a, .report = report, .diags = diags};
    const char *slash = strrchr(path, '/');
    struct str name = str_of(slash != NULL ? slash + 1 : path);
    struct str bytes;

    if (!open_loader(&l, ".", folder_of(a, path), problem))
        return false;
    if (file_exists(folder_path(&l.folder, STR("plenum.yml"))) &&
        !load_settings(&l, problem))
        return false;
    if (!file_read_operand(a, path, &bytes)) {
        *problem = because(a, path);
        return false;
    }
    if (strcmp(path, "-") == 0)
        name = STR("stdin.md");
    if (bytes.len > PAGE_BYTES_MAX) {
        *problem =
            str_format(a, "%s: more than %d bytes", path, PAGE_BYTES_MAX);
        return false;
    }
    add_page(&l, name, bytes, true);
    return close_loader(&l, problem);
}
