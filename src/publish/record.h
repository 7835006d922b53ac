/* record.h - what is known of the set in a folder: of which answers it was made,
 * and the sum of each of its files.
 *
 * It stands beside the set ("out" -> ".out.record") and not in it, as it tells
 * of the machine: paths, times, the environment.  It is a hint and never a
 * promise: without one, or with one that is damaged or of another set, a build
 * is a whole build.
 */
#ifndef PUBLISH_RECORD_H
#define PUBLISH_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/inputs.h"
#include "base/map.h"
#include "base/output.h"
#include "base/str.h"

struct arena;
struct diag_view;
struct diags;

struct recorded_file {
    struct str path; /* below the set's folder */
    struct str sha256;
    struct str sum; /* of what it was made of (base/output.h), or "" */
};

struct record {
    struct str options;   /* all of the command line that changes the set */
    struct inputs inputs; /* and what was answered */
    struct recorded_file *files;
    size_t n_files;
    struct map by_path;         /* of the files */
    struct diag_view *problems; /* what the build had to say */
    size_t n_problems;
};

/* The record of the set in `dir`.  False: there is none to go by. */
bool record_read(struct arena *a, const char *dir, struct record *record);

/* Is the set in `dir` the one that a build with these options would make?
 * Every question of the record is asked again, and every file of the set is
 * read: what was put in, taken out, or damaged by hand is found.  False: *why
 * says what is new. */
bool record_holds(struct arena *a, const char *dir, const struct record *record,
                  struct str options, struct str *why);

/* Are typefaces, libraries and the program still the same, so that the same is
 * painted in the same way? */
bool record_paints_alike(struct arena *a, const struct record *record);

/* A file of the set in `dir`, when it is there, whole, and was made of what has
 * this sum: then it need not be made again.  False: it has to be made. */
bool record_file(struct arena *a, const char *dir, const struct record *record,
                 struct str path, struct str sum, struct output *file);

/* Adds the problems that the build told, so that no warning is lost by not
 * building again. */
void record_tell(const struct record *record, struct diags *diags);

/* The record of a set that is about to be published, as the bytes of a file. */
struct str record_make(struct arena *a, struct str options,
                       const struct inputs *inputs,
                       const struct outputs *outputs, struct diags *diags);

#endif
