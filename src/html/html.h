/* html.h - model -> HTML files, through the templates of the report. */
#ifndef HTML_HTML_H
#define HTML_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct deck;
struct diags;
struct fonts;
struct hyphen;
struct map;
struct outputs;
struct page;
struct report;
struct theme;

struct site {
    struct arena *arena;
    const struct report *report;
    const struct deck *deck;
    const struct theme *theme;
    const struct fonts *fonts;
    const struct hyphen *hyphen; /* NULL: no soft hyphens */
    const char *templates;       /* folder: page.html, deck.html ... */
    const char *house;           /* a folder whose files stand before them */
    struct diags *diags;         /* templates can be wrong too */
    /* Charts as they have been drawn: a page's are drawn again for report.html,
     * the same.  NULL: nothing is kept. */
    struct map *drawings;
};

/* index.html, <page>.html, report.html, assets/.  `out` already holds the other
 * files, so that downloads are listed with type and size.  False when a
 * template cannot be read: *problem says which and why. */
bool html_pages(const struct site *site, struct outputs *out,
                struct str *problem);

/* slides.html; presenter.html too when `with_notes`. */
bool html_deck(const struct site *site, bool with_notes, struct outputs *out,
               struct str *problem);

/* The body of one page, as `plenum html FILE.md` prints it. */
struct str html_body(const struct site *site, const struct page *page);

#endif
