/* csv.h - reads delimiter separated values (RFC 4180) into rows of cells.
 *
 * Reading cannot fail: whatever the bytes are, there is a result, and every
 * oddity is in `diags`.  The delimiter is `;`, a comma or a tab, whichever cuts
 * the first rows into equally many cells.  Empty rows, and empty cells at the
 * end of a row, are not in the result.
 */
#ifndef READ_CSV_H
#define READ_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct diags;

struct csv_cell {
    struct str text;    /* without blanks (no-break ones too) at both ends */
    unsigned line, col; /* where it starts, as in struct place */
};

struct csv_row {
    struct csv_cell *cells;
    size_t n_cells; /* up to the last one that is not empty; at least one */
    size_t width;   /* with the empty ones behind it */
};

struct csv {
    const char *file;
    char delimiter;
    struct csv_row *rows;
    size_t n_rows;
    bool
        broken; /* a quote is not closed: what follows it is not to be trusted */
};

/* `text` is valid UTF-8; `file` and `text` must outlive the result.  `delimiter`
 * is 0 to find out. */
struct csv csv_read(struct arena *a, const char *file, struct str text,
                    char delimiter, struct diags *diags);

/* Rows become columns.  Cells keep their places; a row that was shorter than
 * the others gets empty cells, which have the place of its first. */
void csv_transpose(struct arena *a, struct csv *csv);

#endif
