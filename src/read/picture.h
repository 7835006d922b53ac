/* picture.h - the size that a picture is to have: {width=40% height=6cm}. */
#ifndef READ_PICTURE_H
#define READ_PICTURE_H

#include "base/diag.h"

struct attrs;
struct diags;
struct figure;

/* Sets the size that the attributes of a figure ask for.  What is no length, and
 * keys that pictures do not have, are warnings at `at`. */
void picture_read_size(struct figure *figure, const struct attrs *attrs,
                       struct place at, struct diags *diags);

#endif
