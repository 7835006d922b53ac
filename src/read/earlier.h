/* earlier.h - the figures of a set that was built before. */
#ifndef READ_EARLIER_H
#define READ_EARLIER_H

#include <stdbool.h>

#include "base/str.h"

struct arena;
struct diags;
struct edition;
struct inputs;

/* `dir` is an earlier out/, or its data/: every <name>.csv in it is a dataset;
 * version and date come from manifest.json, titles and units from
 * datapackage.json, where these are there.  False: *problem
 * is what to tell the user. */
bool earlier_read(struct arena *a, const char *dir, struct inputs *inputs,
                  struct edition *out, struct diags *diags,
                  struct str *problem);

#endif
