/* pipe_table.h - the lines of a table in Markdown, cut into cells.
 *
 * As in the GFM specification, section 4.10, with one addition: a bar inside
 * {{ a value }} does not end a cell.
 */
#ifndef READ_PIPE_TABLE_H
#define READ_PIPE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "model/table.h"

struct arena;

struct pipe_cell {
    struct str text; /* trimmed; an escaped bar is still "\|" */
    size_t at;       /* of text, in bytes from the start of the row */
};

struct pipe_row {
    struct pipe_cell *cells;
    size_t n_cells;
};

struct pipe_row pipe_row_read(struct arena *a, struct str line);

/* Is this the line under the head, | :--- | ---: |?  Then *aligns holds one
 * for each of the *n columns. */
bool pipe_delimiters_read(struct arena *a, struct str line, enum align **aligns,
                          size_t *n);

#endif
