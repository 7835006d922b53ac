/* front.h - what stands before the chapters of the A4 report: the cover and the
 * contents. */
#ifndef LAYOUT_FRONT_H
#define LAYOUT_FRONT_H

#include <stddef.h>

#include "base/str.h"
#include "layout/flow.h"

struct scene;
struct setter;
struct tag;

void front_cover(struct setter *setter, struct scene *scene, struct tag *sect);

/* A heading of the report, or a figure or table with its caption. */
struct front_entry {
    unsigned level; /* 1..6 of a heading, 0 of others */
    struct str title;
    struct str dest;
    struct str lang; /* of the title, where it is not the report's: "en-GB" */
    size_t page;     /* from 1; wanted only when the contents are placed */
};

struct front_list {
    struct front_entry *entries;
    size_t n, cap;
};

/* The contents, set but not yet on pages: how many pages they take decides the
 * numbers in them. */
struct front_contents {
    struct front_line *lines;
    size_t n_lines;
    struct flow_pages pages;
};

/* Takes the headings of level 1 and 2; the lists of figures and tables follow
 * where they hold anything. */
struct front_contents front_set_contents(struct setter *setter,
                                         const struct front_list *headings,
                                         const struct front_list *figures,
                                         const struct front_list *tables,
                                         struct tag *sect);

/* Places page `i` of them. */
void front_place_contents(struct setter *setter,
                          const struct front_contents *contents, size_t i,
                          struct scene *scene);

#endif
