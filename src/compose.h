/* compose.h - from a checked report to the files of the set, in memory. */
#ifndef COMPOSE_H
#define COMPOSE_H

#include <stdbool.h>

#include "base/str.h"
#include "html/html.h"

struct arena;
struct chart;
struct painter;
struct palette;
struct run;
struct scene;

/* Fills run->outputs with what options->targets asks for.  False when the world
 * said no; *problem is what to tell the user. */
bool compose(struct run *run, struct str *problem);

struct site site_of(struct run *run);

/* A chart as a picture of its own, its words inside: for charts/ and for
 * `plenum chart`. */
struct scene *draw_loose_chart(struct arena *a, const struct run *run,
                               const struct chart *chart);

/* An SVG file of a chart, with its message and its alternative text in it. */
struct painter *chart_file_new(struct arena *a, const struct palette *palette,
                               const struct chart *chart);

#endif
