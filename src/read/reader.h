/* reader.h - what the readers of one page share (blocks.c, inlines.c ...). */
#ifndef READ_READER_H
#define READ_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/pool.h"
#include "base/str.h"
#include "model/doc.h"
#include "read/cursor.h"
#include "read/prepare.h"
#include "read/source.h"

struct arena;
struct md;
struct page;
struct report;

struct reader {
    struct arena *arena;
    struct arena *scratch; /* freed when the page is read */
    struct pool blocks, inlines;
    struct buf words;     /* room that inlines.c uses again for each block */
    struct origin origin; /* and for each run of text */
    const struct report *report;
    struct page *page;
    struct source *source;
    struct diags *diags;
    struct prepared prepared;
    const struct md **cells;     /* the paragraphs of the table cells */
    struct map footnotes;        /* label -> struct footnote */
    struct footnote **mentioned; /* in order of first mention */
    size_t n_mentioned, cap_mentioned;
    /* Comments inside a line of text are speaker notes too; they follow the
     * block they stand in. */
    struct block *notes, **notes_end;
    /* Divs that were not closed where they were opened: as many `:::` that
     * close nothing follow, and are the same mistake. */
    size_t n_unclosed;
};

/* The place of a byte of the prepared text. */
struct place reader_place(struct reader *r, size_t prepared);

/* The place where a block starts. */
struct place reader_block_place(struct reader *r, const struct md *md);

/* The footnote of this label, mentioned once more: it gets its number at the
 * first mention, and is reported there when nobody defined it. */
struct footnote *reader_mention(struct reader *r, struct str label,
                                struct place at);

#endif
