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
 * a kill leaves `dir` as it was.  False: errno tells, *path which file. */
bool publish_write(struct arena *a, const char *dir,
                   const struct outputs *outputs, const char **path);

#endif
