/* watch.h - has anything in a folder changed? */
#ifndef WATCH_H
#define WATCH_H

#include <stdint.h>

enum {
    WATCH_DEPTH_MAX = 16 /* folders within folders */
};

/* A number that is another one when a file below `folder` came, went, or was
 * written: made of names, sizes and times.  A folder that cannot be read counts
 * as empty. */
uint64_t watch_stamp(const char *folder);

#endif
