#define _XOPEN_SOURCE 700 /* realpath() */

/* Somebody who points -o at his documents must not lose them, and neither must
 * who keeps a letter among the files of a set.  What is ours is what the
 * manifest of the folder lists, and the files of internal/, which it never does. */
#include "publish/guard.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/map.h"

struct guard {
    struct arena *arena;
    const char *dir;
    struct map known; /* paths as the manifest writes them, in quotes */
    struct str *problem;
};

static bool refuse(struct guard *g, const char *path, const char *why)
{
    *g->problem = str_format(g->arena, "%s: %s", path, why);
    return false;
}

/* The manifest is our own: json.c gives every member its line. */
static void read_manifest(struct guard *g, struct str text)
{
    static const char member[] = "\"path\": ";

    for (size_t from = 0; from < text.len;) {
        size_t to = str_find(text, '\n', from);
        struct str line = str_trim(str_slice(text, from, to));

        if (str_starts(line, member)) {
            line = str_slice(line, sizeof(member) - 1, line.len);
            line.len -= str_ends(line, ",");
            *map_at(&g->known, line) = g;
        }
        from = to + 1;
    }
}

/* What file managers and office programs leave behind where they have been. */
static bool is_litter(struct str name)
{
    return str_is(name, ".DS_Store") || str_is(name, "Thumbs.db") ||
           str_is(name, "desktop.ini") || str_starts(name, ".~lock.") ||
           str_starts(name, "~$");
}

static bool is_ours(const struct guard *g, struct str path)
{
    struct buf text = buf_new(g->arena);
    struct json json = json_new(&text);

    if (str_is(path, "manifest.json") ||
        str_is(path, "internal/presenter.html") ||
        str_is(path, "internal/notes.pdf"))
        return true;
    json_str(&json, path);
    return map_find(&g->known, buf_str(&text)) != NULL ||
           is_litter(file_name(path));
}

/* Links are looked at, never followed. */
static bool is_folder(const char *path)
{
    struct stat about;

    return lstat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* `path` is below the folder of the set, or "". */
static bool look_into(struct guard *g, struct str path)
{
    const char *dir = file_join(g->arena, g->dir, path.p);
    struct str *names;
    size_t count;

    if (!file_list(g->arena, dir, &names, &count))
        return refuse(g, dir, strerror(errno));
    for (size_t i = 0; i < count; i++) {
        const char *full = file_join(g->arena, dir, names[i].p);
        struct str below = str_of(file_join(g->arena, path.p, names[i].p));

        if (is_folder(full) ? !look_into(g, below) : !is_ours(g, below))
            return g->problem->len > 0
                       ? false
                       : refuse(g, full,
                                "not of the set that is there, so that is not "
                                "replaced; move this file away first");
    }
    return true;
}

/* Is it there, and a folder of our own? */
static bool is_replaceable(struct guard *g)
{
    const char *manifest = file_join(g->arena, g->dir, "manifest.json");
    struct str *names;
    struct str text;
    size_t count;

    if (!file_list(g->arena, g->dir, &names, &count))
        return refuse(g, g->dir, strerror(errno));
    if (count == 0)
        return true;
    if (!file_exists(manifest))
        return refuse(g, g->dir,
                      "not a set of plenum's (no manifest.json), so it is not "
                      "replaced");
    if (!file_read(g->arena, manifest, &text))
        return refuse(g, manifest, strerror(errno));
    read_manifest(g, text);
    return look_into(g, STR(""));
}

bool guard_allows(struct arena *a, const char *dir, struct str *problem)
{
    struct guard g = {
        .arena = a, .dir = dir, .known = map_new(a), .problem = problem};
    struct stat about;

    *problem = STR("");
    if (lstat(dir, &about) != 0)
        return errno == ENOENT || refuse(&g, dir, strerror(errno));
    if (S_ISLNK(about.st_mode))
        return refuse(&g, dir,
                      "a link, and a set replaces a folder; give the folder "
                      "that it leads to");
    if (!S_ISDIR(about.st_mode))
        return refuse(&g, dir, "a file is in the way, expected a folder");
    return is_replaceable(&g);
}

/* --- apart from the sources ----------------------------------------------- */

/* Goes on from a real folder, as the parts of a path say that are still to be
 * made: "/a/b" and "c/../../d" -> "/a/d". */
static struct str go_on(struct arena *a, struct str real, struct str rest)
{
    for (size_t from = 0; from < rest.len;) {
        size_t to = str_find(rest, '/', from);
        struct str part = str_slice(rest, from, to);

        if (str_is(part, ".."))
            real.len -= file_name(real).len + (real.len > 1);
        else if (part.len > 0 && !str_is(part, "."))
            real = str_format(a, "%.*s%s%.*s", STR_ARG(real),
                              real.len > 1 ? "/" : "", STR_ARG(part));
        from = to + 1;
    }
    return str_copy(a, real);
}

/* Where a path leads, without links, though its end may not be there. */
static struct str real_place(struct arena *a, const char *path)
{
    struct str whole = str_of(path);
    struct str there = whole;
    char real[PATH_MAX];

    while (there.len > 0 && realpath(str_copy(a, there).p, real) == NULL) {
        there.len -= file_name(there).len;
        while (there.len > 1 && there.p[there.len - 1] == '/')
            there.len--;
    }
    if (there.len == 0 && realpath(".", real) == NULL)
        return whole;
    return go_on(a, str_copy(a, str_of(real)),
                 str_slice(whole, there.len, whole.len));
}

bool guard_is_apart(struct arena *a, const char *dir, const char *source,
                    struct str *problem)
{
    struct str to = real_place(a, dir);
    struct str from = real_place(a, source);

    if (!str_starts(to, from.p) || (to.len > from.len && to.p[from.len] != '/'))
        return true;
    *problem = str_format(a,
                          "%s: inside %s, which the set is made of; give a "
                          "folder beside it",
                          dir, source);
    return false;
}
