/* file.h - whole files and folders.
 *
 * Functions that touch the disk return false when it said no; errno tells why,
 * and the caller reports `plenum: PATH: strerror` and ends with status 2.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

/* More than any file that people make a report of. */
enum {
    FILE_BYTES_MAX = 256 << 20
};

/* Reads all of a regular file; the text is NUL-terminated behind its end.  A
 * folder, a device or a file without end is refused (EISDIR, EINVAL, EFBIG). */
bool file_read(struct arena *a, const char *path, struct str *text);

/* Why file_read() said no, from errno. */
const char *file_reason(void);

/* The same, but "-" is standard input, to its end. */
bool file_read_operand(struct arena *a, const char *path, struct str *text);

/* Writes all of it and makes sure it arrived: a full disk is seen here, not
 * later.  An existing file is truncated first. */
bool file_write(const char *path, struct str bytes);

/* The same, but whoever reads the file meanwhile, or after a power cut, finds all
 * of the old one or all of the new one; a failure leaves the old one.  A link is
 * replaced and not followed: it may lead to a file of somebody else. */
bool file_renew(const char *path, struct str bytes);

/* The same for a path that the user has named: what is no file there, as a device
 * or a link, is written to. */
bool file_replace(const char *path, struct str bytes);

bool file_exists(const char *path);
bool file_is_dir(const char *path);

/* Makes a folder and the folders above it; existing ones are fine. */
bool file_make_dirs(const char *path);

/* Waits until all that was written to the file system of a folder is on the disk.
 * One call for a set of files takes a twentieth of the time of an fsync() each,
 * as each of those would commit the journal. */
bool file_sync_disk(const char *dir);

/* The same for the names in a folder: that of a file or a folder just renamed. */
bool file_sync_names(const char *dir);

/* The names in a folder, sorted by bytes, without "." and "..". */
bool file_list(struct arena *a, const char *path, struct str **names,
               size_t *count);

/* Removes a file, or a folder with all in it.  What is not there is fine.
 * Symbolic links are removed, never followed.  Takes no memory, so that what has
 * been published is not told as a failure for the want of it. */
bool file_remove_tree(const char *path);

/* "a" and "b/c" -> "a/b/c"; an empty or "." folder adds nothing. */
const char *file_join(struct arena *a, const char *dir, const char *name);

/* "content/01-nds.md" -> "01-nds.md" */
struct str file_name(struct str path);

/* "content/01-nds.md" -> "01-nds" */
struct str file_stem(struct str path);

/* ".png" -> "png", in lower case; "" where there is none. */
struct str file_extension(struct arena *a, struct str path);

#endif
