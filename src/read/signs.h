/* signs.h - typewriter signs become typographic ones.
 *
 *     "a"  'a'   “a” ‘a’      's avonds  '90   ’s avonds ’90
 *     a -- b     a – b        wait...          wait…
 */
#ifndef READ_SIGNS_H
#define READ_SIGNS_H

#include <stddef.h>

#include "base/str.h"

struct buf;

/* Reads the sign at text.p[at], one of " ' - and ., writes what it becomes and
 * returns how many bytes it took; 0 when it stays what it is.  `before` is the
 * character in front of it, `after` the one behind the whole text. */
size_t sign_read(struct str text, size_t at, unsigned before, unsigned after,
                 struct buf *out);

#endif
