/* inputs.h - what a run asked of the disk, and what it was answered.
 *
 *     if (!inputs_read(inputs, a, path, &text))
 *         ...                    as file_read(), and now it is written down
 *
 * A set is made of these answers and of nothing else, so as long as each is
 * still the same, the set is too: publish/record.c asks again instead of
 * building, and --make-deps lists what was read.  Both are as right as this
 * list is complete: whoever reads for a set reads through here.
 *
 * NULL for the inputs means that nobody wants to know.
 */
#ifndef BASE_INPUTS_H
#define BASE_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

/* What was asked.  An answer is a word without spaces; "-" is: not there. */
enum input_kind {
    INPUT_FILE,     /* the bytes of a file: their SHA-256 */
    INPUT_NAMES,    /* what is in a folder: SHA-256 of the sorted names */
    INPUT_PLACE,    /* where links lead from a path: SHA-256 of the real one */
    INPUT_SYSTEM,   /* a part of the system: its size, its times, its inode; not
                       read again, as typefaces and libraries are large and
                       are replaced, not edited */
    INPUT_VARIABLE, /* of the environment: SHA-256 of its value */
    INPUT_KIND_COUNT
};

struct input {
    enum input_kind kind;
    struct str path; /* as it was opened, or the name of a variable */
    struct str answer;
    struct str name; /* in manifest.json; "" when it is not listed there */
    size_t size;     /* FILE: bytes */
};

struct inputs {
    struct arena *arena;
    struct input *items; /* in the order they were asked for */
    size_t count, cap;
};

struct inputs *inputs_new(struct arena *a);

/* file_read(), written down.  The answer is of the very bytes that were read:
 * an editor may write a moment later. */
bool inputs_read(struct inputs *inputs, struct arena *a, const char *path,
                 struct str *text);

/* A file that was read in another way.  `name` is what manifest.json calls it
 * ("content/01-nds.md"), or empty. */
void inputs_note(struct inputs *inputs, const char *path, struct str bytes,
                 struct str name);

/* file_list(), written down. */
bool inputs_list(struct inputs *inputs, struct arena *a, const char *path,
                 struct str **names, size_t *count);

/* Asks now, for what a library is about to read or has just read. */
void inputs_ask(struct inputs *inputs, enum input_kind kind, const char *path);

/* The answer that the disk gives now. */
struct str input_answer(struct arena *a, enum input_kind kind,
                        const char *path);

#endif
