/* divs.h - what `::: name` means. */
#ifndef READ_DIVS_H
#define READ_DIVS_H

#include "base/str.h"

struct block;
struct place;
struct reader;

/* An empty div; `info` stands behind the colons.  A name that means nothing is
 * reported with the nearest one. */
struct block *div_make(struct reader *r, struct str info, struct place at);

/* The div has all its children: columns hold only columns from here on. */
void div_finish(struct reader *r, struct block *div);

/* Columns among blocks that stand in no `columns` become plain; reported. */
void div_free_columns(struct reader *r, struct block *blocks);

#endif
