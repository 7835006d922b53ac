/* walk.h - visits every block and every inline of a document, in order. */
#ifndef MODEL_WALK_H
#define MODEL_WALK_H

#include <stdbool.h>

struct block;
struct inline_;
struct page;

struct walk {
    void *user;
    /* Each block before what is in it; false leaves that out.  May be NULL. */
    bool (*block)(void *user, struct block *block);
    /* Each inline before its children: in paragraphs, headings, captions and
     * table cells, those of footnotes not.  May be NULL. */
    void (*each)(void *user, struct inline_ *inline_);
    /* each() looks for other things than texts and line ends: blocks that have
     * nothing else are passed over. */
    bool past_words;
};

void walk_blocks(const struct walk *walk, struct block *list);
void walk_inlines(const struct walk *walk, struct inline_ *list);
/* The page, then its footnotes. */
void walk_page(const struct walk *walk, const struct page *page);

#endif
