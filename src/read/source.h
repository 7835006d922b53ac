/* source.h - the text of one input file, and the places in it.
 *
 * Reading cannot fail: the text is always valid UTF-8 without a byte order
 * mark, and what had to be done for that is in `diags`.
 */
#ifndef READ_SOURCE_H
#define READ_SOURCE_H

#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"

struct arena;

enum encoding {
    /* UTF-8, else an error; what cannot be read becomes U+FFFD. */
    ENCODING_UTF8,
    /* For what Excel writes: a byte order mark decides, else valid UTF-8 is
     * UTF-8, else it is Windows-1252, and a notice says so. */
    ENCODING_ANY,
    ENCODING_CP1252,
};

struct source {
    const char *file; /* as messages name it */
    struct str text;
    size_t *lines; /* where each line starts, in bytes; at least one line */
    size_t n_lines;
    /* The place that was asked for last: places are asked for in order, so
     * counting characters goes on from there and stays linear on long lines. */
    size_t last_line, last_byte;
    unsigned last_col;
};

/* `file` and `bytes` must outlive the result. */
struct source source_read(struct arena *a, const char *file, struct str bytes,
                          enum encoding encoding, struct diags *diags);

/* The place of a byte of the text; text.len is the place behind the end. */
struct place source_place(struct source *s, size_t byte);

/* Line and byte column from 1, as cmark counts them; both are cut off at what
 * is there. */
struct place source_place_at(struct source *s, unsigned line, unsigned column);

/* One line, without its end; "" for a line that is not there. */
struct str source_line(const struct source *s, unsigned line);

#endif
