#include "html/downloads.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/output.h"
#include "html/view.h"
#include "model/chart.h"
#include "model/report.h"

struct offer {
    const char *path;
    enum word title;
};

/* In the order of the page. */
static const struct offer documents[] = {
    {"report.pdf", WORD_DOWNLOAD_REPORT},
    {"report.html", WORD_DOWNLOAD_SINGLE},
    {"slides.html", WORD_DOWNLOAD_DECK},
    {"slides.pdf", WORD_DOWNLOAD_SLIDES},
    {"handout.pdf", WORD_DOWNLOAD_HANDOUT},
};

/* "pdf, 400 kB" */
static void add_line(struct arena *a, struct view *list, struct str title,
                     const struct output *file, enum lang lang)
{
    struct view *line = view_element(a, list);
    struct str size = format_size(a, file->bytes.len, lang);

    view_text(a, line, "title", title);
    view_text(a, line, "url", file->path);
    view_text(a, line, "note",
              str_format(a, "%.*s, %.*s",
                         STR_ARG(file_extension(a, file->path)),
                         STR_ARG(size)));
}

static void add_numbers(struct arena *a, struct view *list,
                        const struct report *report, const struct outputs *out)
{
    const struct output *file = outputs_find(out, "datapackage.json");

    for (size_t i = 0; i < report->n_datasets; i++) {
        const struct dataset *data = &report->datasets[i];
        struct str path = str_format(a, "data/%.*s.csv", STR_ARG(data->key));
        const struct output *csv = outputs_find(out, path.p);

        if (csv != NULL)
            add_line(a, list, data->title, csv, report->lang);
    }
    if (file != NULL)
        add_line(a, list, word_in(report->lang, WORD_DOWNLOAD_PACKAGE), file,
                 report->lang);
}

static void add_pictures(struct arena *a, struct view *list,
                         const struct report *report, const struct outputs *out)
{
    static const char *const types[] = {"svg", "png"};

    for (size_t i = 0; i < report->n_figures; i++) {
        const struct block *block = report->figures[i];

        if (block->kind != BLOCK_CHART)
            continue;
        for (size_t t = 0; t < sizeof(types) / sizeof(types[0]); t++) {
            struct str path =
                str_format(a, "charts/%.*s.%s",
                           STR_ARG(block->chart->file_name), types[t]);
            const struct output *file = outputs_find(out, path.p);

            if (file != NULL)
                add_line(a, list, block->chart->title, file, report->lang);
        }
    }
}

static void add_documents(struct arena *a, struct view *list,
                          const struct report *report,
                          const struct outputs *out)
{
    for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++) {
        const struct output *file = outputs_find(out, documents[i].path);

        if (file != NULL)
            add_line(a, list, word_in(report->lang, documents[i].title), file,
                     report->lang);
    }
}

void downloads_add(struct arena *a, struct view *view,
                   const struct report *report, const struct outputs *out)
{
    struct view *list = view_list(a, view, "documents");

    add_documents(a, list, report, out);
    view_flag(a, view, "has_documents", view_is_true(list));
    list = view_list(a, view, "numbers");
    add_numbers(a, list, report, out);
    view_flag(a, view, "has_numbers", view_is_true(list));
    list = view_list(a, view, "pictures");
    add_pictures(a, list, report, out);
    view_flag(a, view, "has_pictures", view_is_true(list));
}
