/* chapter.h - a chapter of the A4 report: its blocks as strips, and the pages
 * that these are broken into, before anyone knows their numbers.
 */
#ifndef LAYOUT_CHAPTER_H
#define LAYOUT_CHAPTER_H

#include <stdbool.h>
#include <stddef.h>

#include "layout/strip.h"

struct page;
struct scene;
struct tag;

/* Strips of a chapter that stand below one another. */
struct leaf_part {
    size_t first, end;
    double space; /* above them */
};

/* A page of a chapter: its strips, then its footnotes.  A page that only takes
 * the rest of long footnotes has no parts. */
struct leaf {
    struct leaf_part *parts;
    size_t n_parts, cap_parts;
    bool turned; /* in landscape */
    struct strips notes;
};

struct chapter {
    const struct page *page;
    struct tag *sect;
    struct strips strips;
    struct strips *notes; /* of each strip; most are empty */
    struct leaf *leaves;
    size_t n_leaves, cap_leaves;
    size_t first_page; /* the caller's: number of its first page, from 1 */
};

/* Sets the blocks of `setter->page` in measures of paper; marks become children
 * of `sect`.  What is too high for a page is diagnosed. */
void chapter_set(struct chapter *chapter, struct setter *setter,
                 struct tag *sect);

/* Has the page a # heading?  Else the title of its front matter is set. */
bool chapter_has_heading(const struct page *page);

/* Does the leaf begin a chapter?  A page of Markdown may hold more than one #
 * heading. */
bool leaf_opens(const struct chapter *chapter, const struct leaf *leaf);

/* Puts text and footnotes of a leaf on a sheet. */
void leaf_place(const struct setter *setter, const struct chapter *chapter,
                const struct leaf *leaf, struct scene *scene);

#endif
