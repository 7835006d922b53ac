/* templates.h - where the templates are. */
#ifndef TEMPLATES_H
#define TEMPLATES_H

struct arena;
struct options;

/* Those that come with plenum: beside the program (as built, or as installed),
 * or under the prefix it was built for.  NULL when there are none. */
const char *templates_find(struct arena *a, const struct options *options);

/* The report's own folder, a house style: its files stand before those of
 * templates_find().  NULL when there is none. */
const char *templates_house(struct arena *a, const struct options *options);

#endif
