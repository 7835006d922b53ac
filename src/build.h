/* build.h - one run of plenum on one report. */
#ifndef BUILD_H
#define BUILD_H

#include <stdbool.h>

#include "model/amount.h"

enum exit_status {
    EXIT_FINE = 0,
    EXIT_CONTENT = 1, /* the content has errors; nothing was published */
    EXIT_WORLD = 2,   /* usage, disk, font, template */
};

/* What --to may name; the manifest is always written. */
enum target {
    TARGET_HTML = 1 << 0,   /* index, pages, report.html, assets */
    TARGET_SLIDES = 1 << 1, /* slides.html */
    TARGET_PDF = 1 << 2,    /* report.pdf, slides.pdf, handout.pdf */
    TARGET_CHARTS = 1 << 3,
    TARGET_DATA = 1 << 4,
    TARGET_ALL = (1 << 5) - 1,
};

enum format {
    FORMAT_HUMAN,
    FORMAT_JSON,
};

struct options {
    const char *program; /* argv[0]: the templates may stand beside it */
    const char *root;    /* -C: the folder of the report */
    const char *out;     /* -o: below root unless it starts with "/" */
    unsigned targets;    /* of enum target */
    enum format format;
    unsigned jobs; /* threads at most */
    unsigned port; /* plenum serve: 0 is any that is free */
    bool with_notes;
    bool strict;
    bool quiet;
    bool verbose;
    bool color;
    const char *source_date; /* SOURCE_DATE_EPOCH; NULL where it is not set */
    const char *operand;     /* of the commands that take one; else NULL */
    const char *chart_type, *chart_rows, *chart_columns, *chart_title;
    const char *chart_unit, *chart_source;
    const char *lang;         /* plenum chart: "nl" or "en"; NULL is nl */
    char decimal_sign;        /* plenum chart: ',' or '.'; 0: find out */
    struct decimal tolerance; /* plenum chart: see struct dataset */
    bool out_given;
    const char *since;     /* --since: an earlier set, below root; or NULL */
    const char *make_deps; /* --make-deps: the file to write; or NULL */
    bool all;              /* plenum explain: every message, as a document */
};

/* Each is a command; the result is the exit status. */
enum exit_status run_build(const struct options *options);
enum exit_status run_check(const struct options *options);
enum exit_status run_html(const struct options *options);
enum exit_status run_chart(const struct options *options);
enum exit_status run_serve(const struct options *options);
enum exit_status run_new(const struct options *options);
enum exit_status run_explain(const struct options *options);

#endif
