/* dest.h - the names of the places that links lead to in one PDF, and what
 * leads there is called.
 *
 * An id is unique on its Markdown page only, a PDF holds them all: so a place
 * is "slug#id", and the page itself "slug#".
 */
#ifndef LAYOUT_DEST_H
#define LAYOUT_DEST_H

#include "base/str.h"

struct arena;
struct footnote;
struct page;

/* `page` may be NULL: a place of the whole report, "#id". */
struct str dest_of(struct arena *a, const struct page *page, struct str id);

/* The id of a numbered figure or table: its own, else one made of its number.
 * "" without either. */
struct str dest_id_of_figure(struct arena *a, struct str id, unsigned number);
struct str dest_id_of_table(struct arena *a, struct str id, unsigned number);

/* "1.2" and a title, an en space between; only the title without a number. */
struct str title_with_number(struct arena *a, struct str number,
                             struct str title);

/* A footnote at the foot of its page, and the mention it leads back to; mentions
 * count from 1.  No author's id holds the "^". */
struct str dest_of_note(struct arena *a, const struct page *page,
                        const struct footnote *note);
struct str dest_of_mention(struct arena *a, const struct page *page,
                           const struct footnote *note, unsigned mention);

/* "3", or the mark of a note that has another. */
struct str note_mark(struct arena *a, const struct footnote *note);

#endif
