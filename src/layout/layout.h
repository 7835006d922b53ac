/* layout.h - model -> pages of placed, tagged shapes. */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include <stddef.h>

#include "base/str.h"

struct arena;
struct deck;
struct diags;
struct fonts;
struct hyphen;
struct pdf_outline;
struct report;
struct scene;
struct slide;
struct tag;
struct tags;
struct theme;

/* What every layout needs; hyphen may be NULL. */
struct press {
    struct arena *arena;
    const struct report *report;
    const struct theme *theme;
    const struct fonts *fonts;
    const struct hyphen *hyphen;
    struct diags *diags; /* slide-overflow and its like */
    struct tags *tags;   /* one for all layouts: a handout takes over slides */
};

struct sheet {
    struct scene *scene;
    struct str label;          /* the page number as printed */
    struct tag *root;          /* slides: the TAG_SECT of this slide */
    const struct slide *slide; /* slides: what it shows */
};

struct sheets {
    struct sheet *items;
    size_t count;
    struct tag *root; /* the TAG_DOCUMENT */
    struct pdf_outline *outline;
    size_t n_outline;
};

/* The A4 report: cover, contents, chapters. */
struct sheets layout_report(const struct press *press);

/* Chooses how slides fit whose headings ask for it: smaller type, or several
 * slides in place of one.  Before layout_slides(), and before anything else
 * names the number of a slide. */
void layout_fit(const struct press *press, struct deck *deck);

/* A sheet a slide.  Writes into the deck how dense its tables are. */
struct sheets layout_slides(const struct press *press, struct deck *deck);

/* A4 sheets with `report->handout` slides each; `slides` from layout_slides. */
struct sheets layout_handout(const struct press *press,
                             const struct sheets *slides);

/* A4 sheets: a slide above its speaker notes; long notes run on. */
struct sheets layout_notes(const struct press *press,
                           const struct sheets *slides);

#endif
