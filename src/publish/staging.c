/* The set is written into a folder beside its destination and then exchanged
 * with it in one step, so that whoever looks finds the whole old set or the
 * whole new one.  renameat2(RENAME_EXCHANGE) is that one step; file systems
 * without it get two renames, with a moment between them in which the old set
 * stands beside under its other name. */
#define _GNU_SOURCE /* renameat2 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/output.h"
#include "publish/publish.h"

/* Where the parts of one publication are, all in the same folder. */
struct staging {
    struct arena *arena;
    const char *dir;    /* what readers see: "out" */
    const char *next;   /* the set being written: ".out.next" */
    const char *lock;   /* ".out.lock" */
    const char *record; /* ".out.record" */
};

/* "a/out/" -> "a/out" */
static struct str without_slash(const char *dir)
{
    struct str path = str_of(dir);

    while (path.len > 1 && path.p[path.len - 1] == '/')
        path.len--;
    return path;
}

const char *publish_beside(struct arena *a, const char *dir, const char *what)
{
    struct str path = without_slash(dir);
    size_t slash = path.len;

    while (slash > 0 && path.p[slash - 1] != '/')
        slash--;
    return str_format(a, "%.*s.%.*s.%s", (int)slash, path.p,
                      STR_ARG(str_slice(path, slash, path.len)), what)
        .p;
}

static struct staging staging_of(struct arena *a, const char *dir)
{
    return (struct staging){
        .arena = a,
        .dir = str_copy(a, without_slash(dir)).p,
        .next = publish_beside(a, dir, "next"),
        .lock = publish_beside(a, dir, "lock"),
        .record = publish_beside(a, dir, "record"),
    };
}

/* A folder that we did not make is never replaced: somebody who points -o at
 * his documents must not lose them. */
static bool may_replace(const struct staging *s)
{
    struct str *names;
    size_t count;
    struct stat about;

    if (lstat(s->dir, &about) != 0)
        return errno == ENOENT;
    if (!S_ISDIR(about.st_mode)) {
        errno = ENOTDIR;
        return false;
    }
    if (!file_list(s->arena, s->dir, &names, &count))
        return false;
    if (count == 0 || file_exists(file_join(s->arena, s->dir, "manifest.json")))
        return true;
    errno = ENOTEMPTY;
    return false;
}

static bool write_one(const struct staging *s, const struct output *file,
                      const char **path)
{
    const char *to = file_join(s->arena, s->next, file->path.p);
    size_t slash = file->path.len;

    *path = to;
    while (slash > 0 && file->path.p[slash - 1] != '/')
        slash--;
    if (slash > 0) {
        const char *dir = str_format(s->arena, "%s/%.*s", s->next,
                                     (int)slash - 1, file->path.p)
                              .p;
        if (!file_make_dirs(dir))
            return false;
    }
    return file_write(to, file->bytes);
}

static bool write_all(const struct staging *s, const struct outputs *outputs,
                      const char **path)
{
    *path = s->next;
    if (!file_remove_tree(s->next) || !file_make_dirs(s->next))
        return false;
    for (size_t i = 0; i < outputs->count; i++)
        if (!write_one(s, &outputs->items[i], path))
            return false;
    return true;
}

static bool swap_in(const struct staging *s)
{
    if (renameat2(AT_FDCWD, s->next, AT_FDCWD, s->dir, RENAME_EXCHANGE) == 0)
        return true;
    if (errno == ENOENT)
        return rename(s->next, s->dir) == 0;
    if (errno != EINVAL && errno != ENOSYS)
        return false;

    const char *old = publish_beside(s->arena, s->dir, "old");
    if (!file_remove_tree(old) || rename(s->dir, old) != 0)
        return false;
    if (rename(s->next, s->dir) != 0) {
        int reason = errno;
        rename(old, s->dir);
        errno = reason;
        return false;
    }
    return rename(old, s->next) == 0;
}

/* Before the set, so that a full disk is seen while the old set stands.  Until
 * the new one does, the record is of no use, and of no harm (record.c). */
static bool write_record(const struct staging *s, struct str record,
                         const char **path)
{
    *path = s->record;
    if (record.len == 0)
        return unlink(s->record) == 0 || errno == ENOENT;
    return file_replace(s->record, record);
}

static bool publish_locked(const struct staging *s,
                           const struct outputs *outputs, struct str record,
                           const char **path)
{
    bool done = write_all(s, outputs, path) && write_record(s, record, path);

    if (done) {
        *path = s->dir;
        done = swap_in(s);
    }
    /* What is left under the other name: the old set after a success, the
     * unfinished one after a failure. */
    int reason = errno;
    file_remove_tree(s->next);
    errno = reason;
    return done;
}

/* Two builds at once would write into the same folder: the second one says so
 * (EWOULDBLOCK).  The lock goes away with the process, however that ends.  A
 * file that its holder has just removed locks nothing: that counts as taken. */
static int take_lock(const struct staging *s)
{
    int fd = open(s->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    struct stat about;

    if (fd < 0)
        return -1;
    bool locked = flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &about) == 0;
    if (locked && about.st_nlink > 0)
        return fd;

    int reason = locked ? EWOULDBLOCK : errno;
    close(fd);
    errno = reason;
    return -1;
}

/* "-o sets/2026/out": the folders above it are ours to make, as mkdir -p. */
static bool make_parents(const struct staging *s)
{
    const char *slash = strrchr(s->dir, '/');

    if (slash == NULL || slash == s->dir)
        return true;
    return file_make_dirs(
        arena_copy(s->arena, s->dir, (size_t)(slash - s->dir)));
}

bool publish_write(struct arena *a, const char *dir,
                   const struct outputs *outputs, struct str record,
                   const char **path)
{
    struct staging s = staging_of(a, dir);

    *path = s.dir;
    if (!may_replace(&s) || !make_parents(&s))
        return false;
    int lock = take_lock(&s);
    if (lock < 0) {
        *path = s.lock;
        return false;
    }
    bool done = publish_locked(&s, outputs, record, path);
    int reason = errno;
    unlink(s.lock);
    close(lock);
    errno = reason;
    return done;
}
