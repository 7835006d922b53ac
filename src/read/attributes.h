/* attributes.h - {#id .class key=value key="two words"}, as in Pandoc. */
#ifndef READ_ATTRIBUTES_H
#define READ_ATTRIBUTES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "model/doc.h"

struct arena;

/* text.p[at] is "{".  Fills in *attrs and returns how many bytes were read, the
 * braces included; 0 when these are no attributes but text in braces. */
size_t attributes_read(struct arena *a, struct str text, size_t at,
                       struct attrs *attrs);

/* What stands behind the colons of a div: `name`, `{...}` or `name {...}`; the
 * name is the first class.  False when it is something else. */
bool attributes_of_div(struct arena *a, struct str info, struct attrs *attrs);

#endif
