/* build.c - the whole run on one screen: load, check, lay out, compose,
 * publish.  Start reading here. */
#include "build.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/tell.h"
#include "chart/chart.h"
#include "check/check.h"
#include "compose.h"
#include "model/doc.h"
#include "model/walk.h"
#include "publish/guard.h"
#include "publish/publish.h"
#include "read/load.h"
#include "run.h"
#include "templates.h"
#include "text/font.h"
#include "uptodate.h"

static bool check_chart(void *run, struct block *block)
{
    if (block->kind == BLOCK_CHART)
        chart_check(block->chart, ((struct run *)run)->diags);
    return true;
}

static void check_charts(struct run *run)
{
    const struct walk charts = {.user = run, .block = check_chart};

    for (size_t i = 0; i < run->report.n_pages; i++)
        walk_blocks(&charts, run->report.pages[i].blocks);
}

static bool can_show(const void *fonts, unsigned codepoint)
{
    return fonts_can_show(fonts, codepoint);
}

/* A slide that overflows shows only when it is laid out, so laying out is part
 * of checking. */
static void lay_out(struct run *run)
{
    const struct typefaces typefaces = {can_show, run->fonts};

    run->deck = deck_make(run->arena, &run->report);
    layout_fit(&run->press, &run->deck);
    check_report(&run->report, &run->deck, &typefaces, run->diags);
    check_charts(run);
    run->slides = layout_slides(&run->press, &run->deck);
    run->pages = layout_report(&run->press);
}

static const char *earlier_set(struct run *run)
{
    return run->options->since == NULL ? NULL
                                       : below_root(run, run->options->since);
}

/* A report without a date has the one that its maker set for everything he
 * builds.  False: what is set is no time. */
static bool date_of_source(struct run *run)
{
    const char *seconds = run->options->source_date;

    return run->report.date.year != 0 || seconds == NULL ||
           date_of_epoch(seconds, &run->report.date);
}

/* Everything up to the last problem that can be known. */
static enum exit_status examine(struct run *run)
{
    struct str problem = {0};

    if (!load_report_since(run->arena, run->options->root, earlier_set(run),
                           &run->report, run->diags, &problem))
        return world_failed(problem.p, "");
    if (!date_of_source(run))
        return world_failed("SOURCE_DATE_EPOCH",
                            "not a number of seconds since 1970");
    enum exit_status status = open_press(run);
    if (status != EXIT_FINE)
        return status;
    lay_out(run);
    return diag_count(run->diags, DIAG_ERROR) > 0 ? EXIT_CONTENT : EXIT_FINE;
}

enum exit_status run_check(const struct options *options)
{
    struct run run;

    open_run(&run, options);
    enum exit_status status = examine(&run);
    if (status != EXIT_WORLD)
        status = conclude(&run);
    if (status != EXIT_WORLD)
        sum_up(&run, "no errors");
    return close_run(&run, status);
}

static void list_files(const struct run *run, const char *dir)
{
    for (size_t i = 0; i < run->outputs.count; i++)
        tell("%s/%s %zu", dir, run->outputs.items[i].path.p,
             run->outputs.items[i].bytes.len);
}

/* The rule for make is of what was read, so it can be written first: what comes
 * after the set is published must not fail. */
static enum exit_status publish(struct run *run, const char *dir)
{
    struct str problem;
    const char *done =
        str_format(run->arena, "%zu files in %s", run->outputs.count, dir).p;

    if (!uptodate_make_deps(run, dir, &problem) ||
        !publish_write(run->arena, dir, &run->outputs, uptodate_record(run),
                       &problem))
        return world_failed(problem.p, "");
    if (run->options->verbose)
        list_files(run, dir);
    sum_up(run, done);
    return EXIT_FINE;
}

/* What was composed is published when nothing is wrong; composing can find
 * faults too, in a template. */
static enum exit_status finish(struct run *run, const char *dir)
{
    enum exit_status status = conclude(run);

    if (status == EXIT_FINE)
        return publish(run, dir);
    if (status == EXIT_CONTENT)
        sum_up(run, "");
    return status;
}

enum exit_status make_set(struct run *run)
{
    struct str problem = {0};
    enum exit_status status = examine(run);

    if (status == EXIT_FINE && !compose(run, &problem))
        status = world_failed(problem.p, "");
    return status;
}

static enum exit_status nothing_new(struct run *run, const char *dir)
{
    struct str problem;
    enum exit_status status = conclude(run);

    if (status == EXIT_FINE && (!uptodate_make_deps(run, dir, &problem) ||
                                !uptodate_touch(run, dir, &problem)))
        return world_failed(problem.p, "");
    if (status != EXIT_WORLD)
        sum_up(run, str_format(run->arena, "%s is up to date", dir).p);
    return status;
}

static enum exit_status build(struct run *run, const char *dir)
{
    if (uptodate(run, dir))
        return nothing_new(run, dir);

    enum exit_status status = make_set(run);
    return status == EXIT_WORLD ? status : finish(run, dir);
}

/* A set in content/ would be replaced with it, or be read as part of it. */
static bool is_apart(struct run *run, const char *dir, struct str *problem)
{
    struct arena *a = run->arena;
    const char *content = below_root(run, "content");
    const char *house = templates_house(a, run->options);

    return guard_is_apart(a, dir, content, problem) &&
           (house == NULL || guard_is_apart(a, dir, house, problem));
}

enum exit_status run_build(const struct options *options)
{
    struct run run;
    struct str problem;

    open_run(&run, options);
    const char *dir = below_root(&run, options->out);
    if (!is_apart(&run, dir, &problem))
        return close_run(&run, world_failed(problem.p, ""));
    publish_recover(run.arena, dir);
    return close_run(&run, build(&run, dir));
}
