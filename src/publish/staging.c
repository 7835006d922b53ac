/* The set is written into a folder beside its destination and then exchanged
 * with it in one step, so that whoever looks finds the whole old set or the
 * whole new one.  renameat2(RENAME_EXCHANGE) is that one step; file systems
 * without it get two renames, with a moment between them in which the old set
 * stands beside under its other name.  Who is killed in that moment leaves it
 * there, and the next build begins by putting it back.
 *
 * A power cut is one more way to be killed.  Names may reach the disk before the
 * bytes behind them, so the new set is on the disk before it gets its name, and
 * the name is before the old set goes. */
#define _GNU_SOURCE /* renameat2 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/output.h"
#include "publish/guard.h"
#include "publish/publish.h"

/* Where the parts of one publication are, all in the same folder. */
struct staging {
    struct arena *arena;
    const char *dir;    /* what readers see: "out" */
    const char *above;  /* the folder that it stands in: "." */
    const char *next;   /* the set being written: ".out.next" */
    const char *old;    /* ".out.old", between two renames */
    const char *lock;   /* ".out.lock" */
    const char *record; /* ".out.record" */
    struct interrupt held;
    struct str *problem;
};

/* "a/out/" -> "a/out" */
static struct str without_slash(const char *dir)
{
    struct str path = str_of(dir);

    while (path.len > 1 && path.p[path.len - 1] == '/')
        path.len--;
    return path;
}

/* "a/out" -> 2: what comes before the name. */
static size_t folders_len(struct str path)
{
    return path.len - file_name(path).len;
}

const char *publish_beside(struct arena *a, const char *dir, const char *what)
{
    struct str path = without_slash(dir);
    size_t slash = folders_len(path);

    return str_format(a, "%.*s.%.*s.%s", (int)slash, path.p,
                      STR_ARG(str_slice(path, slash, path.len)), what)
        .p;
}

static struct staging staging_of(struct arena *a, const char *dir,
                                 struct str *problem)
{
    struct str path = without_slash(dir);
    size_t slash = folders_len(path);

    return (struct staging){
        .arena = a,
        .dir = str_copy(a, path).p,
        .above = slash == 0 ? "." : str_copy(a, str_slice(path, 0, slash)).p,
        .next = publish_beside(a, dir, "next"),
        .old = publish_beside(a, dir, "old"),
        .lock = publish_beside(a, dir, "lock"),
        .record = publish_beside(a, dir, "record"),
        .problem = problem,
    };
}

static bool fails(const struct staging *s, const char *path, const char *why)
{
    *s->problem = str_format(s->arena, "%s: %s", path, why);
    return false;
}

static bool fails_by_errno(const struct staging *s, const char *path)
{
    return fails(s, path, strerror(errno));
}

static bool is_interrupted(const struct staging *s)
{
    return interrupt_came(&s->held) &&
           !fails(s, s->dir, "interrupted, the old set stays");
}

/* --- the new set ---------------------------------------------------------- */

static bool write_one(const struct staging *s, const struct output *file)
{
    const char *to = file_join(s->arena, s->next, file->path.p);
    size_t slash = folders_len(file->path);
    const char *dir =
        str_format(s->arena, "%s/%.*s", s->next, (int)slash, file->path.p).p;
    if (slash > 0 && !file_make_dirs(dir))
        return fails_by_errno(s, dir);
    return file_write(to, file->bytes) || fails_by_errno(s, to);
}

/* Who could go into the old set, or write in it, can do so in the new one; what
 * the system does not allow is left as it is. */
static void keep_mode(const struct staging *s)
{
    struct stat old, next;

    if (stat(s->dir, &old) != 0 || stat(s->next, &next) != 0)
        return;
    if (old.st_gid != next.st_gid && chown(s->next, (uid_t)-1, old.st_gid) != 0)
        return;
    chmod(s->next, old.st_mode & 07777);
}

static bool write_all(const struct staging *s, const struct outputs *outputs)
{
    if (!file_remove_tree(s->next) || !file_make_dirs(s->next))
        return fails_by_errno(s, s->next);
    for (size_t i = 0; i < outputs->count; i++)
        if (is_interrupted(s) || !write_one(s, &outputs->items[i]))
            return false;
    keep_mode(s);
    return true;
}

/* Before the set, so that a full disk is seen while the old set stands.  Until
 * the new one does, the record is of no use, and of no harm (record.c). */
static bool write_record(const struct staging *s, struct str record)
{
    bool done = record.len == 0 ? unlink(s->record) == 0 || errno == ENOENT
                                : file_renew(s->record, record);

    return done || fails_by_errno(s, s->record);
}

/* --- the swap ------------------------------------------------------------- */

/* Without one step for it. */
static bool swap_in_two(const struct staging *s)
{
    if (!file_remove_tree(s->old) || rename(s->dir, s->old) != 0)
        return fails_by_errno(s, s->dir);
    if (rename(s->next, s->dir) != 0) {
        fails_by_errno(s, s->dir);
        rename(s->old, s->dir);
        return false;
    }
    return true;
}

static bool swap_in(const struct staging *s)
{
    if (renameat2(AT_FDCWD, s->next, AT_FDCWD, s->dir, RENAME_EXCHANGE) == 0)
        return true;
    if (errno == EBUSY)
        return fails(s, s->dir,
                     "a disk is mounted here, so a set cannot be swapped in; "
                     "give a folder on it");
    if (errno == EXDEV) /* overlayfs: a folder of a lower layer cannot move */
        return fails(s, s->dir,
                     "belongs to another disk or to the image of a container, "
                     "so a set cannot be swapped in; remove it first, or give "
                     "another folder");
    if (errno == ENOENT)
        return rename(s->next, s->dir) == 0 || fails_by_errno(s, s->dir);
    if (errno != EINVAL && errno != ENOSYS)
        return fails_by_errno(s, s->dir);
    return swap_in_two(s);
}

/* What was swapped in goes out again. */
static void swap_back(const struct staging *s)
{
    if (renameat2(AT_FDCWD, s->next, AT_FDCWD, s->dir, RENAME_EXCHANGE) == 0)
        return;
    rename(s->dir, s->next);
    rename(s->old, s->dir);
}

/* --- a power cut ---------------------------------------------------------- */

/* Servers may tell of a full disk only now. */
static bool sync_all(const struct staging *s)
{
    return file_sync_disk(s->next) || fails_by_errno(s, s->next);
}

/* A set whose name may be lost again is not out. */
static bool sync_name(const struct staging *s)
{
    if (file_sync_names(s->above))
        return true;
    fails_by_errno(s, s->dir);
    swap_back(s);
    return false;
}

/* --- all of it ------------------------------------------------------------ */

static bool publish_locked(const struct staging *s,
                           const struct outputs *outputs, struct str record)
{
    bool done = write_all(s, outputs) && write_record(s, record) &&
                sync_all(s) && !is_interrupted(s) && swap_in(s) && sync_name(s);

    /* What is left under the other names: the old set after a success, the
     * unfinished one after a failure.  From here on nothing can fail, for want
     * of memory either: the status would not tell what became of the set. */
    file_remove_tree(s->next);
    if (done)
        file_remove_tree(s->old);
    return done;
}

/* --- one at a time -------------------------------------------------------- */

/* The folders that the set is to stand in. */
static bool make_parents(const struct staging *s)
{
    return file_make_dirs(s->above) || fails_by_errno(s, s->above);
}

/* Two builds at once would write into the same folder: the second one says so.
 * The lock goes away with the process, however that ends.  A file that its
 * holder has just removed locks nothing: that counts as taken.  Nothing is made
 * where a link leads to. */
static int take_lock(const struct staging *s)
{
    int fd = open(s->lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    struct stat about;

    if (fd < 0) {
        fails_by_errno(s, s->lock);
        return -1;
    }
    bool locked = flock(fd, LOCK_EX | LOCK_NB) == 0;
    bool taken = locked ? fstat(fd, &about) != 0 || about.st_nlink == 0
                        : errno == EWOULDBLOCK;
    if (locked && !taken)
        return fd;
    if (taken)
        fails(s, s->lock, "another build is writing this set");
    else
        fails_by_errno(s, s->lock);
    close(fd);
    return -1;
}

static void drop_lock(const struct staging *s, int lock)
{
    unlink(s->lock);
    close(lock);
}

/* "." and "out/.." have a place of their own only under their real names. */
static const char *named(struct arena *a, const char *dir)
{
    struct str name = file_name(without_slash(dir));
    char *real = NULL;

    if (str_is(name, ".") || str_is(name, ".."))
        real = realpath(dir, NULL);
    if (real == NULL)
        return dir;
    const char *copy = arena_copy(a, real, strlen(real));
    free(real);
    return copy;
}

void publish_recover(struct arena *a, const char *dir)
{
    struct str unheard;
    struct staging s = staging_of(a, named(a, dir), &unheard);

    if (!file_exists(s.next) && !file_exists(s.old) && !file_exists(s.lock))
        return;
    int lock = take_lock(&s);
    if (lock < 0)
        return;
    if (!file_exists(s.dir))
        rename(s.old, s.dir);
    file_remove_tree(s.next);
    file_remove_tree(s.old);
    drop_lock(&s, lock);
}

bool publish_write(struct arena *a, const char *dir,
                   const struct outputs *outputs, struct str record,
                   struct str *problem)
{
    struct staging s = staging_of(a, named(a, dir), problem);

    if (!guard_allows(a, s.dir, problem) || !make_parents(&s))
        return false;
    s.held = interrupt_hold();
    int lock = take_lock(&s);
    bool done = lock >= 0 && publish_locked(&s, outputs, record);
    if (lock >= 0)
        drop_lock(&s, lock);
    /* Too late to stop once the set is out, and the status has to say so. */
    if (!done)
        interrupt_release(&s.held);
    return done;
}
