#include "run.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/inputs.h"
#include "base/json.h"
#include "base/tell.h"
#include "paint/letters.h"
#include "read/load.h"
#include "templates.h"

void open_run(struct run *run, const struct options *options)
{
    struct arena *a = arena_new();

    *run = (struct run){.options = options, .arena = a, .diags = diags_new()};
    run->outputs.arena = a;
    if (options->strict)
        diag_make_strict(run->diags);
    if (options->quiet)
        diag_make_quiet(run->diags);
}

enum exit_status close_run(struct run *run, enum exit_status status)
{
    hyphen_free(run->hyphen);
    letters_free(run->letters);
    fonts_free(run->fonts);
    diags_free(run->diags);
    for (size_t i = 0; i < run->n_adopted; i++)
        arena_free(run->adopted[i]);
    arena_free(run->arena);
    return status;
}

const char *below_root(struct run *run, const char *path)
{
    return path[0] == '/' || strcmp(path, "-") == 0
               ? path
               : file_join(run->arena, run->options->root, path);
}

void run_adopt(struct run *run, struct arena *arena)
{
    run->adopted = arena_grow(run->arena, run->adopted, run->n_adopted,
                              &run->cap_adopted, sizeof(struct arena *));
    run->adopted[run->n_adopted++] = arena;
}

enum exit_status world_failed(const char *what, const char *why)
{
    tell("plenum: %s%s%s", what, why[0] == '\0' ? "" : ": ", why);
    return EXIT_WORLD;
}

/* A house style has one of its own, or is only other templates. */
static const char *theme_file(struct run *run)
{
    const char *own = run->house == NULL
                          ? NULL
                          : file_join(run->arena, run->house, "theme.yml");

    if (own != NULL)
        inputs_ask(run->report.inputs, INPUT_PLACE, own);
    return own != NULL && file_exists(own)
               ? own
               : file_join(run->arena, run->templates, "theme.yml");
}

enum exit_status open_words(struct run *run)
{
    struct str problem = {0};

    run->hyphen =
        hyphen_open(run->arena, lang_code(run->report.lang), &problem);
    return run->hyphen != NULL ? EXIT_FINE : world_failed(problem.p, "");
}

static enum exit_status open_look(struct run *run)
{
    struct arena *a = run->arena;
    struct str problem = {0};

    run->templates = templates_find(a, run->options);
    run->house = templates_house(a, run->options);
    if (run->templates == NULL)
        return world_failed("no templates found, neither beside the report nor "
                            "beside the program",
                            "");
    if (!load_theme(a, theme_file(run), run->report.inputs, &run->theme,
                    run->diags, &problem))
        return world_failed(problem.p, "");
    run->fonts = fonts_open(run->theme.font_family, run->theme.font_mono,
                            run->theme.font_fallback, &problem, a);
    return run->fonts != NULL ? EXIT_FINE : world_failed(problem.p, "");
}

enum exit_status open_press(struct run *run)
{
    enum exit_status status = open_look(run);

    if (status == EXIT_FINE)
        status = open_words(run);
    if (status != EXIT_FINE)
        return status;
    run->tags.arena = run->arena;
    run->press = (struct press){
        .arena = run->arena,
        .report = &run->report,
        .theme = &run->theme,
        .fonts = run->fonts,
        .hyphen = run->hyphen,
        .diags = run->diags,
        .tags = &run->tags,
    };
    return EXIT_FINE;
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
 * stdout, and when it cannot, that is a failure. */
static bool tell_problems(struct run *run)
{
    struct buf text = buf_new(run->arena);
    bool json = run->options->format == FORMAT_JSON;

    if (json)
        put_json(run, &text);
    else
        diag_print(run->diags, &text, run->options->color);
    struct str said = buf_str(&text);
    fwrite(said.p, 1, said.len, json ? stdout : stderr);
    return !json || (fflush(stdout) == 0 && !ferror(stdout));
}

enum exit_status conclude(struct run *run)
{
    if (!tell_problems(run))
        return world_failed("standard output", strerror(errno));
    return diag_count(run->diags, DIAG_ERROR) > 0 ? EXIT_CONTENT : EXIT_FINE;
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

void sum_up(struct run *run, const char *done)
{
    size_t errors = diag_count(run->diags, DIAG_ERROR);
    size_t warnings = diag_count(run->diags, DIAG_WARNING);

    if (run->options->quiet)
        return;
    if (errors + warnings > 0)
        tell("plenum: %zu error%s, %zu warning%s", errors, plural(errors),
             warnings, plural(warnings));
    if (errors == 0)
        tell("plenum: %s", done);
    else
        tell("plenum: nothing was published");
}
