/* publish.h - the set goes out whole or not at all. */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include <stdbool.h>

#include "base/str.h"

struct arena;
struct outputs;
struct report;

/* data/<name>.csv and datapackage.json of every dataset. */
void publish_data(struct arena *a, const struct report *report,
                  struct outputs *out);

/* manifest.json: SHA-256 of every input and output. */
void publish_manifest(struct arena *a, const struct report *report,
                      struct outputs *out);

/* Writes everything into a folder beside `dir`, then swaps it in; a failure or
 * a kill leaves `dir` as it was.  `record` is kept beside it (record.h); empty:
 * none.  False: *problem is what to tell the user.  A signal to end that comes
 * before the swap ends the process, with nothing left behind; once the set is out
 * they stay held, as what is left to do is to say so. */
bool publish_write(struct arena *a, const char *dir,
                   const struct outputs *outputs, struct str record,
                   struct str *problem);

/* Clears away what a killed build has left beside `dir`, and puts the old set
 * back if that is among it.  For the start of a build: what fails here shows
 * when the set is published. */
void publish_recover(struct arena *a, const char *dir);

/* "a/out", "next" -> "a/.out.next": hidden, so that nobody uploads it by
 * accident. */
const char *publish_beside(struct arena *a, const char *dir, const char *what);

#endif
