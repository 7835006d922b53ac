#include "uptodate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/inputs.h"
#include "base/map.h"
#include "base/tell.h"
#include "program.h"
#include "publish/record.h"
#include "run.h"
#include "templates.h"

/* All of the command line that changes what is made.  -j and what only changes
 * how it is told are no part; where the templates are found is one, as a folder
 * of the report's own may come to stand before the program's. */
static struct str options_of(struct run *run)
{
    const struct options *o = run->options;
    const char *templates = templates_find(run->arena, o);
    const char *house = templates_house(run->arena, o);

    return str_format(
        run->arena, "root %s, templates %s %s, since %s, targets %x%s%s",
        o->root, house == NULL ? "" : house, templates == NULL ? "" : templates,
        o->since == NULL ? "" : o->since, o->targets,
        o->with_notes ? ", with notes" : "", o->strict ? ", strict" : "");
}

bool uptodate(struct run *run, const char *dir)
{
    struct record *record = ARENA_NEW(run->arena, struct record);
    struct str why;

    if (!record_read(run->arena, dir, record))
        return false;
    if (!record_holds(run->arena, dir, record, options_of(run), &why)) {
        if (run->options->verbose)
            tell("plenum: made again: %.*s", STR_ARG(why));
        run->dir = dir;
        run->earlier = record_paints_alike(run->arena, record) ? record : NULL;
        return false;
    }
    record_tell(record, run->diags);
    run->report.inputs = &record->inputs;
    return true;
}

struct str uptodate_record(struct run *run)
{
    struct inputs *inputs = run->report.inputs;

    inputs_ask(inputs, INPUT_VARIABLE, "SOURCE_DATE_EPOCH");
    fonts_tell_inputs(run->fonts, inputs);
    hyphen_tell_inputs(run->hyphen, inputs);
    program_tell_inputs(inputs);
    return record_make(run->arena, options_of(run), inputs, &run->outputs,
                       run->diags);
}

/* --- make ----------------------------------------------------------------- */

/* A name in a rule, as GNU make 4.3 and ninja 1.11 both read it.  In front of a
 * space backslashes are doubled, elsewhere they stand for themselves. */
static void put_name(struct buf *out, struct str name)
{
    size_t backslashes = 0;

    for (size_t i = 0; i < name.len; i++) {
        char c = name.p[i];

        for (; c == ' ' && backslashes > 0; backslashes--)
            buf_putc(out, '\\');
        if (c == ' ' || c == '#' || c == ':')
            buf_putc(out, '\\');
        if (c == '$')
            buf_putc(out, '$');
        buf_putc(out, c);
        backslashes = c == '\\' ? backslashes + 1 : 0;
    }
}

/* Make has no way to write these at all: it takes a name with "=" for a
 * variable, and to ninja "\\#" is another name than to make. */
static bool can_be_named(struct str name)
{
    return strpbrk(name.p, "\n\t;|=") == NULL && strstr(name.p, "\\#") == NULL;
}

/* What belongs to the report and to its look.  A file that was asked for in
 * vain is no prerequisite, for make would look for a way to make it, but its
 * folder is: there it may come to stand.  Empty: nothing to name. */
static struct str prerequisite(struct arena *a, const struct input *input)
{
    bool absent = str_is(input->answer, "-");
    struct str path = input->path;

    if (input->kind != INPUT_FILE && input->kind != INPUT_NAMES &&
        !(input->kind == INPUT_PLACE && absent))
        return STR("");
    while (absent && path.len > 0 && path.p[path.len - 1] != '/')
        path.len--;
    if (absent && path.len > 0) {
        path = str_copy(a, str_slice(path, 0, path.len - 1));
        if (!file_is_dir(path.p))
            return STR("");
    }
    return path;
}

/* Each prerequisite, once. */
static void put_each(struct arena *a, const struct inputs *inputs,
                     struct buf *out, const char *before, const char *after)
{
    struct map seen = map_new(a);

    for (size_t i = 0; i < inputs->count; i++) {
        struct str path = prerequisite(a, &inputs->items[i]);
        void **at = map_at(&seen, path);

        if (*at != NULL || path.len == 0)
            continue;
        *at = out;
        buf_puts(out, before);
        put_name(out, path);
        buf_puts(out, after);
    }
}

/* A name left out is a change that make never sees, so there is no rule without
 * it.  To make a target with "%" is a pattern. */
static bool all_can_be_named(struct run *run, const char *target,
                             struct str *problem)
{
    const struct inputs *inputs = run->report.inputs;
    struct str bad = str_of(target);
    bool fine = can_be_named(bad) && strchr(target, '%') == NULL;

    for (size_t i = 0; fine && i < inputs->count; i++) {
        bad = prerequisite(run->arena, &inputs->items[i]);
        fine = can_be_named(bad);
    }
    if (!fine)
        *problem = str_format(run->arena,
                              "%.*s: make cannot read this name (; | = %%, a "
                              "tab or a line end); rename it, or do without "
                              "--make-deps",
                              STR_ARG(bad));
    return fine;
}

/* The manifest stands for the set: ninja wants one target, and every build
 * writes it. */
static const char *target_in(struct arena *a, const char *dir)
{
    return file_join(a, dir, "manifest.json");
}

static bool failed(struct run *run, const char *path, struct str *problem)
{
    *problem = str_format(run->arena, "%s: %s", path, strerror(errno));
    return false;
}

bool uptodate_make_deps(struct run *run, const char *dir, struct str *problem)
{
    struct arena *a = run->arena;
    const char *to = run->options->make_deps;
    const char *target = target_in(a, dir);
    struct buf out = buf_new(a);

    if (to == NULL)
        return true;
    if (!all_can_be_named(run, target, problem))
        return false;
    put_name(&out, str_of(target));
    buf_putc(&out, ':');
    put_each(a, run->report.inputs, &out, " \\\n  ", "");
    buf_putc(&out, '\n');
    /* As gcc -MP: a page that is removed later is no missing prerequisite. */
    put_each(a, run->report.inputs, &out, "\n", ":\n");
    return file_replace(to, buf_str(&out)) || failed(run, to, problem);
}

bool uptodate_touch(struct run *run, const char *dir, struct str *problem)
{
    const char *target = target_in(run->arena, dir);

    return run->options->make_deps == NULL ||
           utimensat(AT_FDCWD, target, NULL, 0) == 0 ||
           failed(run, target, problem);
}
