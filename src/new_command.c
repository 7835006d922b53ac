/* new.c - `plenum new DIR`: a small report to start from. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/tell.h"
#include "build.h"
#include "templates.h"

static bool copy_tree(struct arena *a, const char *from, const char *to,
                      const char **at)
{
    struct str *names;
    size_t count;

    *at = to;
    if (!file_make_dirs(to))
        return false;
    *at = from;
    if (!file_list(a, from, &names, &count))
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *source = file_join(a, from, names[i].p);
        const char *target = file_join(a, to, names[i].p);
        struct str bytes;

        if (file_is_dir(source)) {
            if (!copy_tree(a, source, target, at))
                return false;
            continue;
        }
        *at = source;
        if (!file_read(a, source, &bytes))
            return false;
        *at = target;
        if (!file_write(target, bytes))
            return false;
    }
    return true;
}

static enum exit_status refuse(const char *what, const char *why)
{
    tell("plenum: %s: %s", what, why);
    return EXIT_WORLD;
}

/* A folder that holds anything is not ours to fill. */
static bool is_free(struct arena *a, const char *dir)
{
    struct str *names;
    size_t count;

    if (!file_exists(dir))
        return true;
    return file_list(a, dir, &names, &count) && count == 0;
}

static enum exit_status make_report(struct arena *a,
                                    const struct options *options)
{
    const char *templates = templates_find(a, options);
    const char *dir = options->operand;
    const char *at;

    if (templates == NULL)
        return refuse("templates", "not found");
    if (!is_free(a, dir))
        return refuse(dir, "is not empty, nothing was written");
    if (!copy_tree(a, file_join(a, templates, "starter"), dir, &at))
        return refuse(at, strerror(errno));
    if (!options->quiet)
        tell("plenum: %s is ready; edit %s/content, then run: "
             "plenum -C %s build",
             dir, dir, dir);
    return EXIT_FINE;
}

enum exit_status run_new(const struct options *options)
{
    struct arena *a = arena_new();
    enum exit_status status = make_report(a, options);

    arena_free(a);
    return status;
}
