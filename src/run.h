/* run.h - everything one run holds, from options to outputs. */
#ifndef RUN_H
#define RUN_H

#include "base/diag.h"
#include "base/output.h"
#include "build.h"
#include "layout/layout.h"
#include "model/deck.h"
#include "model/report.h"
#include "model/theme.h"
#include "paint/tag.h"
#include "text/font.h"
#include "text/hyphen.h"

struct letters;
struct record;

struct run {
    const struct options *options;
    struct arena *arena;
    struct diags *diags;
    struct report report;
    struct deck deck;
    struct theme theme;
    const char *templates; /* those of plenum */
    const char *house;     /* those of the report, or NULL */
    struct fonts *fonts;
    struct hyphen *hyphen;
    struct tags tags;
    struct letters *letters; /* of pictures; NULL until there are some */
    struct press press;
    struct sheets slides; /* laid out once: slides.pdf and handouts share it */
    struct sheets pages;
    struct outputs outputs;
    /* The set that stands in the folder of the new one, when files of it may be
     * taken over; or NULL (uptodate.h). */
    const struct record *earlier;
    const char *dir;
    struct arena **adopted; /* of pieces made on other threads */
    size_t n_adopted, cap_adopted;
};

void open_run(struct run *run, const struct options *options);
/* Frees everything; returns `status`, so that a command can end with it. */
enum exit_status close_run(struct run *run, enum exit_status status);

/* Hyphenation, which words alone need; and with it look and type: what every
 * output after loading needs. */
enum exit_status open_words(struct run *run);
enum exit_status open_press(struct run *run);

/* Loads, checks, lays out and composes: all of a build but publishing.  Composing
 * can find faults too, so conclude() has the last word. */
enum exit_status make_set(struct run *run);

/* Tells all problems: to stderr for people; JSON is what was asked for, so it
 * goes to stdout.  The status is EXIT_CONTENT where one is an error, EXIT_WORLD
 * where stdout takes no more. */
enum exit_status conclude(struct run *run);

/* The last line of a build or a check: how many problems, and what was done. */
void sum_up(struct run *run, const char *done);

/* "plenum: what: why" to stderr; EXIT_WORLD. */
enum exit_status world_failed(const char *what, const char *why);

/* Paths on the command line are below -C, unless they start with "/"; "-" is
 * standard input. */
const char *below_root(struct run *run, const char *path);

/* `arena` is freed with the run. */
void run_adopt(struct run *run, struct arena *arena);

#endif
