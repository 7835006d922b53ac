/* deck.h - the report cut into slides.
 *
 * The first slide is the title slide, made from plenum.yml.  `#` opens a
 * section slide, `##` a content slide, a thematic break (`---`) a content slide
 * that goes on without a new title.  What stands in `::: page` is not here;
 * what stands in `::: slide` is, as if the div were not there.  A slide that
 * would hold nothing but a title whose content is all `::: page` is left out.
 */
#ifndef MODEL_DECK_H
#define MODEL_DECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"

struct arena;
struct block;
struct inline_;
struct page;
struct report;

enum slide_kind {
    SLIDE_TITLE,
    SLIDE_SECTION,
    SLIDE_CONTENT,
};

struct slide {
    enum slide_kind kind;
    unsigned number;         /* from 1 */
    unsigned section;        /* number of the section it is in, 0 before any */
    struct str id;           /* an anchor, unique in the deck */
    struct inline_ *title;   /* NULL: goes on without one */
    struct str title_text;   /* for outlines, messages: never empty */
    const struct page *page; /* NULL for the title slide */
    const struct block **blocks; /* in order; no notes among them */
    size_t n_blocks;
    const struct block **notes; /* DIV_NOTES, in order */
    size_t n_notes;
    /* SLIDE_SECTION: the titles of the slides that follow, without repeats. */
    struct str *follows;
    size_t n_follows;
    const struct block *heading; /* its attrs may ask for a fit; or NULL */
    struct place at;
};

struct deck {
    struct slide *slides;
    size_t n_slides;
};

struct deck deck_make(struct arena *a, const struct report *report);

#endif
