/* folder.h - the files of a report: read once, and never outside its folder. */
#ifndef READ_FOLDER_H
#define READ_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "base/str.h"

struct arena;
struct inputs;

enum folder_answer {
    FOLDER_READ,
    FOLDER_OUTSIDE, /* the path, or a link in it, leads out of the folder */
    FOLDER_FAILED,  /* the disk said no; errno tells */
};

struct folder {
    struct arena *arena;
    const char *root;      /* of the report */
    const char *name;      /* below root: "content" */
    const char *inside;    /* the real path that all files must be below */
    struct map files;      /* path -> its bytes, once read */
    struct inputs *inputs; /* where all that is read is written down, or NULL */
    /* A file that the machine could not give (no handles, a broken disk): no
     * fault of the content.  The path of the first one, and errno. */
    const char *denied;
    int reason;
};

/* False, and errno, when the folder is not there. */
bool folder_open(struct arena *a, const char *root, const char *name,
                 struct folder *folder);

/* The names in the folder, as file_list() gives them. */
bool folder_list(struct folder *folder, struct str **names, size_t *count);

/* ", did you mean "images/kaart.png"?": the file beside it whose name is most
 * like that of one that is not there; "" when none is.  Keeps errno. */
struct str folder_nearest(const struct folder *folder, struct str path);

/* Reads a file by its path below the folder. */
enum folder_answer folder_read(struct folder *folder, struct str path,
                               struct str *bytes);

/* The file as messages and manifests name it: "content/01-nds.md". */
const char *folder_name(const struct folder *folder, struct str path);

/* Where it is on disk. */
const char *folder_path(const struct folder *folder, struct str path);

#endif
