/* ids.h - every heading of a page gets a name to link to. */
#ifndef READ_IDS_H
#define READ_IDS_H

#include "base/str.h"

struct arena;
struct block;

/* Headings without {#id} get one made from their words, unique on the page:
 * a second "Samenvatting" is "samenvatting-1". */
void ids_give(struct arena *a, struct block *blocks);

/* "2. Één kop, twee regels" -> "een-kop-twee-regels", as Pandoc does, with
 * accents folded to ASCII so that links can be typed and mailed; "section" when
 * nothing is left. */
struct str id_of_text(struct arena *a, struct str text);

/* The same for the name of a file, which may start with a digit. */
struct str slug_of_name(struct arena *a, struct str name);

#endif
