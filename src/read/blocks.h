/* blocks.h - the Markdown of one page becomes blocks. */
#ifndef READ_BLOCKS_H
#define READ_BLOCKS_H

#include <stddef.h>

struct arena;
struct diags;
struct page;
struct report;
struct source;

/* Fills in page->blocks and page->footnotes from the source, from byte `from`
 * on.  The report gives the datasets and page->lang the language.  Links,
 * references and images know only what is written: see resolve.h. */
void blocks_read(struct arena *a, const struct report *report,
                 struct page *page, struct source *source, size_t from,
                 struct diags *diags);

#endif
