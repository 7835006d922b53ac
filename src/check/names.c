/* A set is copied: from the machine that made it to a stick, to Windows, to a
 * forum.  There names that differ only in case are one file, so that of two
 * charts one is lost without a word, and some names are devices.
 *
 * The rules are those of "Naming Files, Paths, and Namespaces" in Microsoft's
 * documentation, and the 255 bytes that Linux and macOS allow.  Pages have names
 * in lower case (read/ids.c), so for them only devices and length are left. */
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "check/rule.h"
#include "model/chart.h"
#include "model/dataset.h"
#include "model/doc.h"
#include "model/report.h"

enum {
    NAME_BYTES_MAX = 255,
    SUFFIX_BYTES_MAX = sizeof("@2x.png") - 1
};

/* A file of the set, and those that have its name but another ending. */
struct file {
    struct str folder; /* "charts/" */
    struct str name;   /* "fig-a" */
    struct str suffix; /* ".svg" */
    struct place at;
};

struct names {
    struct check *check;
    struct map taken; /* "charts/fig-a", whatever its case: its file */
};

static void refuse(struct names *n, const struct file *f, struct str why)
{
    diag_add(n->check->diags, DIAG_FILE_NAME, f->at, "%.*s%.*s%.*s %.*s",
             STR_ARG(f->folder), STR_ARG(f->name), STR_ARG(f->suffix),
             STR_ARG(why));
}

/* "aux", "com1" */
static bool is_device(struct str name)
{
    static const char *const devices[] = {"con", "prn", "aux", "nul"};

    for (size_t i = 0; i < sizeof(devices) / sizeof(devices[0]); i++)
        if (str_eq_nocase(name, str_of(devices[i])))
            return true;
    return name.len == 4 && name.p[3] >= '1' && name.p[3] <= '9' &&
           (str_eq_nocase(str_slice(name, 0, 3), STR("com")) ||
            str_eq_nocase(str_slice(name, 0, 3), STR("lpt")));
}

static void check_taken(struct names *n, struct file *f)
{
    struct arena *a = n->check->arena;
    struct str path =
        str_format(a, "%.*s%.*s", STR_ARG(f->folder), STR_ARG(f->name));
    struct file **kept = (struct file **)map_at(&n->taken, path);

    if (*kept == NULL)
        *kept = f;
    else if (!str_eq((*kept)->name, f->name)) /* else the id stands twice */
        refuse(n, f,
               str_format(a,
                          "and that of \"%.*s\" (%s:%u) are one file on "
                          "Windows and macOS",
                          STR_ARG((*kept)->name), (*kept)->at.file,
                          (*kept)->at.line));
}

static void check_name(struct names *n, struct file file)
{
    struct file *f = ARENA_NEW(n->check->arena, struct file);

    *f = file;
    if (is_device(str_slice(f->name, 0, str_find(f->name, '.', 0))))
        refuse(n, f, STR("is a device on Windows"));
    else if (f->name.len + SUFFIX_BYTES_MAX > NAME_BYTES_MAX)
        refuse(n, f, STR("is longer than 255 bytes"));
    else
        check_taken(n, f);
}

static void check_charts(struct names *n)
{
    const struct report *report = n->check->report;

    for (size_t i = 0; i < report->n_figures; i++) {
        const struct block *block = report->figures[i];

        if (block->kind == BLOCK_CHART)
            check_name(n, (struct file){STR("charts/"), block->chart->file_name,
                                        STR(".svg"), block->at});
    }
}

void rule_names(struct check *c)
{
    struct names n = {.check = c, .taken = map_new_nocase(c->arena)};
    const struct report *report = c->report;

    for (size_t i = 0; i < report->n_datasets; i++) {
        const struct dataset *data = &report->datasets[i];

        check_name(
            &n, (struct file){STR("data/"), data->key, STR(".csv"), data->at});
    }
    for (size_t i = 0; i < report->n_pages; i++) {
        const struct page *page = &report->pages[i];

        check_name(
            &n, (struct file){
                    STR(""), page->slug, STR(".html"), {page->file.p, 0, 0}});
    }
    check_charts(&n);
}
