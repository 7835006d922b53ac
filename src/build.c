/* build.c - the whole run on one screen: load, check, lay out, compose,
 * publish.  Start reading here. */
#include "build.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "check/check.h"
#include "compose.h"
#include "html/html.h"
#include "publish/publish.h"
#include "read/load.h"
#include "run.h"
#include "templates.h"

static void open_run(struct run *run, const struct options *options)
{
    struct arena *a = arena_new();

    *run = (struct run){.options = options, .arena = a, .diags = diags_new()};
    run->outputs.arena = a;
}

static enum exit_status close_run(struct run *run, enum exit_status status)
{
    hyphen_free(run->hyphen);
    fonts_free(run->fonts);
    diags_free(run->diags);
    for (size_t i = 0; i < run->n_adopted; i++)
        arena_free(run->adopted[i]);
    arena_free(run->arena);
    return status;
}

void run_adopt(struct run *run, struct arena *arena)
{
    run->adopted = arena_grow(run->arena, run->adopted, run->n_adopted,
                              &run->cap_adopted, sizeof(struct arena *));
    run->adopted[run->n_adopted++] = arena;
}

/* The world failed: "plenum: what: why". */
static enum exit_status world_failed(const char *what, const char *why)
{
    fprintf(stderr, "plenum: %s%s%s\n", what, why[0] == '\0' ? "" : ": ", why);
    return EXIT_WORLD;
}

/* Look, type and hyphenation: what every output after loading needs. */
static enum exit_status open_press(struct run *run)
{
    struct arena *a = run->arena;
    struct str problem = {0};

    run->templates = templates_find(a, run->options);
    if (run->templates == NULL)
        return world_failed("no templates found, neither beside the report nor "
                            "beside the program",
                            "");
    if (!load_theme(a, file_join(a, run->templates, "theme.yml"), &run->theme,
                    run->diags, &problem))
        return world_failed(problem.p, "");
    run->fonts = fonts_open(run->theme.font_family, run->theme.font_mono,
                            run->theme.font_fallback, &problem, a);
    if (run->fonts == NULL)
        return world_failed(problem.p, "");
    run->hyphen = hyphen_open(a, lang_code(run->report.lang), &problem);
    if (run->hyphen == NULL)
        return world_failed(problem.p, "");
    run->tags.arena = a;
    run->press = (struct press){
        .arena = a,
        .report = &run->report,
        .theme = &run->theme,
        .fonts = run->fonts,
        .hyphen = run->hyphen,
        .diags = run->diags,
        .tags = &run->tags,
    };
    return EXIT_FINE;
}

/* A slide that overflows shows only when it is laid out, so laying out is part
 * of checking. */
static void lay_out(struct run *run)
{
    run->deck = deck_make(run->arena, &run->report);
    check_report(&run->report, &run->deck, run->diags);
    run->slides = layout_slides(&run->press, &run->deck);
    run->pages = layout_report(&run->press);
}

/* Everything up to the last problem that can be known. */
static enum exit_status examine(struct run *run)
{
    struct str problem = {0};

    if (!load_report(run->arena, run->options->root, &run->report, run->diags,
                     &problem))
        return world_failed(problem.p, "");
    enum exit_status status = open_press(run);
    if (status != EXIT_FINE)
        return status;
    lay_out(run);
    if (run->options->strict)
        diag_make_strict(run->diags);
    return diag_count(run->diags, DIAG_ERROR) > 0 ? EXIT_CONTENT : EXIT_FINE;
}

static void put_json(struct run *run, struct buf *out)
{
    size_t count;
    const struct diag_view *all = diag_all(run->diags, &count);
    struct json json = json_new(out);

    json_begin_array(&json);
    for (size_t i = 0; i < count; i++) {
        json_begin_object(&json);
        json_member(&json, "file", str_of(all[i].at.file));
        json_member_int(&json, "line", all[i].at.line);
        json_member_int(&json, "column", all[i].at.col);
        json_member(&json, "severity",
                    str_of(diag_severity_name(all[i].severity)));
        json_member(&json, "code", diag_name(run->arena, all[i].code));
        json_member(&json, "message", str_of(diag_text(all[i].code)));
        json_member(&json, "detail", str_of(all[i].detail));
        json_end_object(&json);
    }
    json_end_array(&json);
    buf_putc(out, '\n');
}

/* Messages go to stderr, for people; JSON is what was asked for, so it goes to
 * stdout. */
static void tell(struct run *run)
{
    struct buf text = buf_new(run->arena);
    bool json = run->options->format == FORMAT_JSON;

    if (json)
        put_json(run, &text);
    else
        diag_print(run->diags, &text, run->options->color);
    struct str said = buf_str(&text);
    fwrite(said.p, 1, said.len, json ? stdout : stderr);
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void sum_up(struct run *run, const char *done)
{
    size_t errors = diag_count(run->diags, DIAG_ERROR);
    size_t warnings = diag_count(run->diags, DIAG_WARNING);

    if (run->options->quiet)
        return;
    if (errors + warnings > 0)
        fprintf(stderr, "plenum: %zu error%s, %zu warning%s\n", errors,
                plural(errors), warnings, plural(warnings));
    if (errors == 0)
        fprintf(stderr, "plenum: %s\n", done);
    else
        fputs("plenum: nothing was published\n", stderr);
}

enum exit_status run_check(const struct options *options)
{
    struct run run;

    open_run(&run, options);
    enum exit_status status = examine(&run);
    if (status != EXIT_WORLD) {
        tell(&run);
        sum_up(&run, "no errors");
    }
    return close_run(&run, status);
}

static enum exit_status publish(struct run *run)
{
    const char *dir = run->options->out;
    const char *path;

    if (dir[0] != '/')
        dir = file_join(run->arena, run->options->root, dir);
    if (publish_write(run->arena, dir, &run->outputs, &path)) {
        for (size_t i = 0; run->options->verbose && i < run->outputs.count; i++)
            fprintf(stderr, "%s/%s %zu\n", dir, run->outputs.items[i].path.p,
                    run->outputs.items[i].bytes.len);
        sum_up(run, str_format(run->arena, "%zu files in %s",
                               run->outputs.count, dir)
                        .p);
        return EXIT_FINE;
    }
    if (errno == ENOTEMPTY)
        return world_failed(path, "not a set of plenum's (no manifest.json), "
                                  "so it is not replaced");
    if (errno == EWOULDBLOCK)
        return world_failed(path, "another build is writing this set");
    return world_failed(path, strerror(errno));
}

enum exit_status run_build(const struct options *options)
{
    struct run run;
    struct str problem = {0};

    open_run(&run, options);
    enum exit_status status = examine(&run);
    if (status == EXIT_FINE && !compose(&run, &problem))
        status = world_failed(problem.p, "");
    /* A template can be wrong too: that shows while composing. */
    if (status == EXIT_FINE && diag_count(run.diags, DIAG_ERROR) > 0)
        status = EXIT_CONTENT;
    if (status != EXIT_WORLD)
        tell(&run);
    if (status == EXIT_FINE)
        status = publish(&run);
    else if (status == EXIT_CONTENT)
        sum_up(&run, "");
    return close_run(&run, status);
}

enum exit_status run_html(const struct options *options)
{
    struct run run;
    struct str problem = {0};

    open_run(&run, options);
    enum exit_status status = EXIT_FINE;
    if (!load_page(run.arena, options->operand, &run.report, run.diags,
                   &problem))
        status = world_failed(problem.p, "");
    if (status == EXIT_FINE)
        status = open_press(&run);
    if (status == EXIT_FINE) {
        run.deck = deck_make(run.arena, &run.report);
        check_report(&run.report, &run.deck, run.diags);
        struct site site = site_of(&run);
        struct str body = html_body(&site, &run.report.pages[0]);
        fwrite(body.p, 1, body.len, stdout);
        if (options->strict)
            diag_make_strict(run.diags);
        tell(&run);
        if (diag_count(run.diags, DIAG_ERROR) > 0)
            status = EXIT_CONTENT;
    }
    return close_run(&run, status);
}
