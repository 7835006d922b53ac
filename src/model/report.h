/* report.h - everything about one report, as it was read. */
#ifndef MODEL_REPORT_H
#define MODEL_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"
#include "model/dataset.h"
#include "model/doc.h"
#include "model/words.h"

struct inputs;

enum status {
    STATUS_DRAFT, /* concept */
    STATUS_FINAL, /* definitief */
};

enum audience {
    AUDIENCE_CLOSED, /* besloten */
    AUDIENCE_PUBLIC, /* openbaar */
};

/* A Markdown file. */
struct page {
    struct str file;  /* "content/01-nds.md", as messages name it */
    struct str slug;  /* "01-nds": the name of its HTML page */
    struct str title; /* front matter, else the first # heading, else slug */
    struct str description;
    struct str number; /* of a chapter without a # heading: "2", or "" */
    enum lang lang;
    bool in_deck;         /* front matter `deck`, true unless it says false */
    bool in_pages;        /* front matter `page` */
    bool toc;             /* front matter `toc`: contents on the page */
    struct block *blocks; /* its # heading is among them */
    struct footnote **footnotes; /* in order of number */
    size_t n_footnotes;
    bool figures_left_out; /* a chart or table block that could not be made */
    struct str text;       /* the source: the messages' columns come from it */
};

struct report {
    struct str title;
    struct place title_at;
    struct str subtitle;
    struct str organisation;
    struct str speaker;
    struct date date;
    enum lang lang;
    enum status status;
    enum audience audience;
    struct str version;
    int handout; /* slides a page: 1, 2, 3, 4 or 6 */
    /* Of report.pdf: */
    bool lists;      /* figures and tables are listed after the contents */
    bool link_notes; /* on paper the addresses of links are notes */
    bool numbering;  /* headings are numbered 1, 1.1 */
    struct dataset *datasets;
    size_t n_datasets;
    /* plenum.yml could not be made out, or a dataset in it has no file; that is
     * reported, and a dataset that is not found no mistake of its own. */
    bool data_broken;
    struct page *pages; /* drafts are left out */
    size_t n_pages;
    struct block **figures; /* BLOCK_FIGURE and BLOCK_CHART with a number */
    size_t n_figures;
    struct block **tables; /* BLOCK_TABLE with a number */
    size_t n_tables;
    const char *root;      /* the folder of the report: "." */
    const char *content;   /* "content", below which all input is */
    struct inputs *inputs; /* all that was read; NULL: nobody asked */
};

struct dataset *report_dataset(const struct report *r, struct str key);

/* "Concept · versie 1.0 · 21 november 2025", with " · besloten" where it is:
 * the line that stands on every page, slide and PDF page. */
struct str report_status_line(struct arena *a, const struct report *r,
                              enum lang lang);

#endif
