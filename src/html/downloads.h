/* downloads.h - what the front page offers, with type and size. */
#ifndef HTML_DOWNLOADS_H
#define HTML_DOWNLOADS_H

struct arena;
struct outputs;
struct report;
struct view;

/* Adds the lists `documents`, `numbers` and `pictures` to a view, each line
 * with title, url and note ("pdf, 400 kB"), from the files made so far. */
void downloads_add(struct arena *a, struct view *view,
                   const struct report *report, const struct outputs *out);

#endif
