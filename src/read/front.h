/* front.h - the settings of one page, between lines of `---` at its start. */
#ifndef READ_FRONT_H
#define READ_FRONT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diags;
struct page;
struct source;

/* Fills in the page's title, description, lang, in_deck, in_pages and toc where
 * they are given, and *draft.  Returns the byte behind the front matter, 0 when
 * there is none. */
size_t front_read(struct arena *a, struct source *source, struct page *page,
                  bool *draft, struct diags *diags);

#endif
