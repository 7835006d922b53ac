#define _XOPEN_SOURCE 700 /* realpath() */

#include "read/folder.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/inputs.h"
#include "base/near.h"

bool folder_open(struct arena *a, const char *root, const char *name,
                 struct folder *folder)
{
    char real[PATH_MAX];

    *folder = (struct folder){.arena = a, .root = root, .name = name};
    folder->files = map_new(a);
    if (realpath(file_join(a, root, name), real) == NULL)
        return false;
    folder->inside = arena_copy(a, real, strlen(real));
    return true;
}

bool folder_list(struct folder *folder, struct str **names, size_t *count)
{
    return inputs_list(folder->inputs, folder->arena,
                       file_join(folder->arena, folder->root, folder->name),
                       names, count);
}

const char *folder_name(const struct folder *folder, struct str path)
{
    struct str name = str_copy(folder->arena, path);

    return file_join(folder->arena, folder->name, name.p);
}

const char *folder_path(const struct folder *folder, struct str path)
{
    return file_join(folder->arena, folder->root, folder_name(folder, path));
}

static bool is_below(const char *path, const char *folder)
{
    size_t len = strlen(folder);

    if (strncmp(path, folder, len) != 0)
        return false;
    return path[len] == '/' || (len > 0 && folder[len - 1] == '/');
}

/* Does the path climb out by its "..", whether or not that is there? */
static bool climbs_out(struct str path)
{
    long depth = 0;

    for (size_t from = 0; from < path.len && depth >= 0;) {
        size_t to = str_find(path, '/', from);
        struct str part = str_slice(path, from, to);

        if (str_is(part, ".."))
            depth--;
        else if (part.len > 0 && !str_is(part, "."))
            depth++;
        from = to + 1;
    }
    return depth < 0;
}

/* A name that leads nowhere, to a folder or to what may not be read is for the
 * author to mend; the rest is for whoever keeps the machine. */
static void note_denial(struct folder *folder, struct str path)
{
    bool authors = errno == ENOENT || errno == ENOTDIR || errno == EISDIR ||
                   errno == EACCES || errno == EINVAL || errno == ENXIO ||
                   errno == ELOOP || errno == ENAMETOOLONG || errno == EFBIG;

    if (authors || folder->denied != NULL)
        return;
    folder->reason = errno;
    folder->denied = folder_path(folder, path);
}

static enum folder_answer read_inside(struct folder *folder, struct str path,
                                      struct str *bytes)
{
    char real[PATH_MAX];

    if (path.len == 0 || path.p[0] == '/' || climbs_out(path))
        return FOLDER_OUTSIDE;
    if (memchr(path.p, '\0', path.len) != NULL) {
        errno = EINVAL;
        return FOLDER_FAILED;
    }
    if (realpath(folder_path(folder, path), real) == NULL)
        return FOLDER_FAILED;
    if (!is_below(real, folder->inside))
        return FOLDER_OUTSIDE;
    if (file_read(folder->arena, real, bytes))
        return FOLDER_READ;
    note_denial(folder, path);
    return FOLDER_FAILED;
}

enum folder_answer folder_read(struct folder *folder, struct str path,
                               struct str *bytes)
{
    struct str name = str_of(folder_name(folder, path));
    struct str *known = map_find(&folder->files, name);

    if (known != NULL) {
        *bytes = *known;
        return FOLDER_READ;
    }
    enum folder_answer answer = read_inside(folder, path, bytes);
    if (answer != FOLDER_READ)
        return answer;
    known = ARENA_NEW(folder->arena, struct str);
    *known = *bytes;
    *map_at(&folder->files, name) = known;
    inputs_note(folder->inputs, folder_path(folder, path), *bytes, name);
    /* A link that is led out of the folder later is an answer of its own. */
    inputs_ask(folder->inputs, INPUT_PLACE, folder_path(folder, path));
    return FOLDER_READ;
}

struct str folder_nearest(const struct folder *folder, struct str path)
{
    struct arena *a = folder->arena;
    struct str name = file_name(path);
    struct str dir = str_slice(path, 0, path.len - name.len);
    struct near near = near_new(name);
    int reason = errno;
    struct str *names;
    size_t count;

    if (reason == ENOENT &&
        file_list(a, folder_path(folder, dir), &names, &count))
        for (size_t i = 0; i < count; i++)
            near_offer(&near, names[i]);
    errno = reason;
    if (near.best.len == 0)
        return STR("");
    return str_format(a, ", did you mean \"%.*s%.*s\"?", STR_ARG(dir),
                      STR_ARG(near.best));
}
