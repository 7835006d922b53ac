#define _GNU_SOURCE /* syncfs(), getdents64() */

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

/* Reads until the end and not until the size that stat() gave: a file may grow
 * or shrink while we read it. */
static bool read_all(struct arena *a, int fd, size_t expected, struct str *text)
{
    size_t cap = expected + 1;
    size_t len = 0;
    char *bytes = arena_alloc(a, cap + 1);

    for (;;) {
        ssize_t got = read(fd, bytes + len, cap - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            break;
        len += (size_t)got;
        if (len > FILE_BYTES_MAX) {
            errno = EFBIG;
            return false;
        }
        if (len == cap) {
            char *more = arena_alloc(a, cap * 2 + 1);
            memcpy(more, bytes, len);
            bytes = more;
            cap *= 2;
        }
    }
    bytes[len] = '\0';
    *text = (struct str){bytes, len};
    return true;
}

bool file_read(struct arena *a, const char *path, struct str *text)
{
    struct stat about;
    int fd = open(path, O_RDONLY | O_NONBLOCK); /* a FIFO must not hang us */
    bool ok = false;

    if (fd < 0)
        return false;
    if (fstat(fd, &about) != 0)
        ok = false;
    else if (S_ISDIR(about.st_mode))
        errno = EISDIR;
    else if (!S_ISREG(about.st_mode))
        errno = EINVAL;
    else if (about.st_size > FILE_BYTES_MAX)
        errno = EFBIG;
    else
        ok = read_all(a, fd, (size_t)about.st_size, text);

    int reason = errno;
    close(fd);
    errno = reason;
    return ok;
}

/* "Invalid argument" and "No such device or address" are what a pipe, a device or
 * a socket in the place of a file comes to. */
const char *file_reason(void)
{
    return errno == EINVAL || errno == ENXIO ? "not a file" : strerror(errno);
}

bool file_read_operand(struct arena *a, const char *path, struct str *text)
{
    if (strcmp(path, "-") != 0)
        return file_read(a, path, text);
    return read_all(a, STDIN_FILENO, 4095, text);
}

static bool write_as(const char *path, const char *mode, struct str bytes)
{
    FILE *f = fopen(path, mode);

    if (f == NULL)
        return false;
    /* An empty text may have no address, which fwrite() may not be given. */
    bool ok = bytes.len == 0 || fwrite(bytes.p, 1, bytes.len, f) == bytes.len;
    int reason = errno;
    if (fclose(f) != 0) /* the last block may only now meet a full disk */
        return false;
    errno = reason;
    return ok;
}

bool file_write(const char *path, struct str bytes)
{
    return write_as(path, "wb", bytes);
}

/* Calls one of the functions that wait for the disk.  Some file systems have
 * none, or none for a folder, and some folders can be written in but not opened:
 * they are no worse off than without. */
static bool sync_by(int (*wait_for)(int fd), const char *path, int flags)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | flags);

    if (fd < 0)
        return errno == EACCES;
    bool ok = wait_for(fd) == 0 || errno == EINVAL || errno == ENOSYS ||
              errno == ENOTSUP;
    int reason = errno;
    close(fd);
    errno = reason;
    return ok;
}

bool file_sync_disk(const char *dir)
{
    return sync_by(syncfs, dir, O_DIRECTORY);
}

bool file_sync_names(const char *dir)
{
    return sync_by(fsync, dir, O_DIRECTORY);
}

bool file_renew(const char *path, struct str bytes)
{
    struct arena *a = arena_new();
    const char *next = str_format(a, "%s.next", path).p;
    bool ok = (unlink(next) == 0 || errno == ENOENT) &&
              write_as(next, "wbx", bytes) && sync_by(fsync, next, 0) &&
              rename(next, path) == 0;
    int reason = errno;

    if (!ok)
        unlink(next);
    arena_free(a);
    errno = reason;
    return ok;
}

static bool is_special(const char *path)
{
    struct stat about;

    return lstat(path, &about) == 0 && !S_ISREG(about.st_mode);
}

bool file_replace(const char *path, struct str bytes)
{
    return is_special(path) ? file_write(path, bytes) : file_renew(path, bytes);
}

bool file_exists(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0;
}

bool file_is_dir(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static bool make_dir(const char *path)
{
    if (mkdir(path, 0777) == 0)
        return true;
    if (errno != EEXIST)
        return false;
    if (file_is_dir(path))
        return true;
    errno = ENOTDIR;
    return false;
}

bool file_make_dirs(const char *path)
{
    struct arena *a = arena_new();
    char *part = arena_copy(a, path, strlen(path));
    bool ok = true;

    for (char *p = part + 1; part[0] != '\0' && *p != '\0' && ok; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        ok = make_dir(part);
        *p = '/';
    }
    ok = ok && make_dir(part);
    int reason = errno;
    arena_free(a);
    errno = reason;
    return ok;
}

static int compare_names(const void *left, const void *right)
{
    const struct str *a = left;
    const struct str *b = right;

    return str_cmp(*a, *b);
}

bool file_list(struct arena *a, const char *path, struct str **names,
               size_t *count)
{
    DIR *dir = opendir(path);
    struct str *list = NULL;
    size_t n = 0;
    size_t cap = 0;

    if (dir == NULL)
        return false;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(dir);
        if (entry == NULL)
            break;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        list = arena_grow(a, list, n, &cap, sizeof(*list));
        list[n++] = str_copy(a, str_of(entry->d_name));
    }
    int reason = errno;
    closedir(dir);
    if (n > 1)
        qsort(list, n, sizeof(*list), compare_names);
    *names = list;
    *count = n;
    errno = reason;
    return reason == 0;
}

static bool remove_entry(int dir, const char *name);

/* Removes what one reading of a folder finds.  *found: whether there was any. */
static bool remove_found(int dir, bool *found)
{
    alignas(struct dirent64) char entries[4096];
    ssize_t len;

    *found = false;
    while ((len = getdents64(dir, entries, sizeof(entries))) > 0)
        for (ssize_t at = 0; at < len;) {
            const struct dirent64 *e = (const void *)(entries + at);

            at += e->d_reclen;
            if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
                continue;
            *found = true;
            if (!remove_entry(dir, e->d_name))
                return false;
        }
    return len == 0;
}

/* A folder that changes while it is read may be read again to find the rest.
 * Depth is bounded by the folders that really exist. */
static bool empty_folder(int dir)
{
    bool found = true;

    while (found)
        if (lseek(dir, 0, SEEK_SET) != 0 || !remove_found(dir, &found))
            return false;
    return true;
}

static bool remove_folder(int above, const char *name)
{
    int dir =
        openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (dir < 0)
        return false;
    bool ok = empty_folder(dir);
    int reason = errno;
    close(dir);
    errno = reason;
    return ok && unlinkat(above, name, AT_REMOVEDIR) == 0;
}

static bool remove_entry(int dir, const char *name)
{
    struct stat about;

    if (fstatat(dir, name, &about, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT;
    if (!S_ISDIR(about.st_mode))
        return unlinkat(dir, name, 0) == 0;
    /* What may not be written in could not be emptied. */
    return ((about.st_mode & S_IRWXU) == S_IRWXU ||
            fchmodat(dir, name, S_IRWXU, 0) == 0) &&
           remove_folder(dir, name);
}

bool file_remove_tree(const char *path)
{
    return remove_entry(AT_FDCWD, path);
}

const char *file_join(struct arena *a, const char *dir, const char *name)
{
    size_t len = strlen(dir);

    if (len == 0 || strcmp(dir, ".") == 0)
        return arena_copy(a, name, strlen(name));
    return str_format(a, "%s%s%s", dir, dir[len - 1] == '/' ? "" : "/", name).p;
}

/* The place behind the last slash. */
static size_t base_of(struct str path)
{
    size_t i = path.len;

    while (i > 0 && path.p[i - 1] != '/')
        i--;
    return i;
}

/* The place of the dot of the extension, or path.len; ".git" has none. */
static size_t dot_of(struct str path)
{
    size_t base = base_of(path);

    for (size_t i = path.len; i > base + 1; i--)
        if (path.p[i - 1] == '.')
            return i - 1;
    return path.len;
}

struct str file_name(struct str path)
{
    return str_slice(path, base_of(path), path.len);
}

struct str file_stem(struct str path)
{
    return str_slice(path, base_of(path), dot_of(path));
}

struct str file_extension(struct arena *a, struct str path)
{
    struct str ext = str_slice(path, dot_of(path) + 1, path.len);
    char *lower = arena_copy(a, ext.p, ext.len);

    for (size_t i = 0; i < ext.len; i++)
        if (lower[i] >= 'A' && lower[i] <= 'Z')
            lower[i] = (char)(lower[i] - 'A' + 'a');
    return (struct str){lower, ext.len};
}
