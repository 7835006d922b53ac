/* chapters.h - numbers of chapters and sections: 1, 1.1, 1.1.1. */
#ifndef READ_CHAPTERS_H
#define READ_CHAPTERS_H

struct arena;
struct report;

/* Numbers the headings that divide the pages of the report: the first three
 * levels, but none that stands on a slide only or in columns, tiles and other
 * blocks that are no part of the division. */
void chapters_number(struct arena *a, struct report *report);

#endif
