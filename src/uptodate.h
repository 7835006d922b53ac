/* uptodate.h - a set that would come out the same is not made again.
 *
 * The same input gives the same bytes, so a set is up to date when every
 * question that the build asked of the disk still has the same answer, the
 * options are the same, and every file of the set is as it was written
 * (publish/record.h).  Anything else, and any doubt, is a whole build.
 */
#ifndef UPTODATE_H
#define UPTODATE_H

#include <stdbool.h>

#include "base/str.h"

struct run;

/* Is the set in `dir` what this run would make?  Then run->diags has the
 * warnings of the build that made it, and run->report.inputs what it read.  If
 * it is not, run->earlier has what can be known of it: pictures that would come
 * out the same are taken over. */
bool uptodate(struct run *run, const char *dir);

/* The record of the set that this run has made, for publish_write(). */
struct str uptodate_record(struct run *run);

/* Writes a rule for make and ninja into the file options->make_deps: the
 * manifest of the set in `dir` depends on every file and folder that was read,
 * but for those of the system (as gcc -MMD -MP).  False: *problem is what to
 * tell the user. */
bool uptodate_make_deps(struct run *run, const char *dir, struct str *problem);

/* A set that was not made again counts as made now, or make would ask at every
 * turn. */
bool uptodate_touch(struct run *run, const char *dir, struct str *problem);

#endif
