/* templates.h - where the templates are. */
#ifndef TEMPLATES_H
#define TEMPLATES_H

struct arena;
struct options;

/* The report's own folder `templates`, else the one beside the program (as
 * built, or as installed), else the one under the prefix it was built for.
 * NULL when there is none. */
const char *templates_find(struct arena *a, const struct options *options);

#endif
