/* draw.h - what all kinds of charts share: the sheet, its text, its colours.
 *
 * A drawing has two scenes: grid lines go to the back, all else to the front;
 * in the end the front lies on the back.  So the grid can be drawn last, when
 * it is known which texts it has to leave free.
 */
#ifndef CHART_DRAW_H
#define CHART_DRAW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/color.h"
#include "base/str.h"
#include "chart/chart.h"
#include "chart/labels.h"
#include "model/chart.h"
#include "paint/scene.h"
#include "text/font.h"
#include "text/lines.h"

struct drawing {
    struct arena *arena;
    const struct fonts *fonts;
    const struct hyphen *hyphen;
    const struct chart *chart;
    const struct chart_frame *frame;
    struct scene *back, *front;
    struct labels labels;
    double least;   /* size of type */
    unsigned notes; /* NOTE_...: what turned out to need one */
};

/* What a chart has to explain below itself. */
enum {
    NOTE_MARK = 1,   /* a figure bears the mark of a PM that it left out */
    NOTE_UNSAID = 2, /* a PM has no room, or the figure that left it out */
};

enum anchor {
    ANCHOR_START,
    ANCHOR_MIDDLE,
    ANCHOR_END,
};

/* How a text looks.  Figures all have one width. */
struct lettering {
    enum face face;
    double size; /* points */
    enum color color;
};

/* The size of figures, and titles of panels, that would not fit at their full
 * one: 0.86 of it, but never smaller than the frame allows. */
double draw_small(const struct drawing *d, double size);

/* Between figures side by side, in sizes of their type: about a space, or two
 * figures would read as one. */
#define DRAW_SIDE_AIR 0.28

/* Distance of baselines, and the height of capitals and figures. */
double draw_leading(struct lettering look);
double draw_cap(const struct drawing *d, struct lettering look);

double draw_width(const struct drawing *d, struct lettering look,
                  struct str text);
double draw_longest_word(const struct drawing *d, struct lettering look,
                         struct str text);

/* A text whose start, middle or end is at x.  It is there whatever else is. */
void draw_text(struct drawing *d, double x, double baseline, enum anchor anchor,
               struct lettering look, struct str text);

/* The same when there is room: false, and nothing is drawn, when it would
 * touch another text, a bar or the edge.  `inside`: it stands on its bar. */
bool draw_label(struct drawing *d, double x, double baseline, bool inside,
                struct lettering look, struct str text);

/* The figure of an amount as a label, with its mark; a note is due for that, and
 * also when there is no room for a figure with one. */
bool draw_figure(struct drawing *d, double x, double baseline, bool inside,
                 struct lettering look, struct amount amount);

/* The middle nearest to `middle` of a text that is within the sheet: one may
 * stick out of its slot, but not out of the sheet. */
double draw_inside_sheet(const struct drawing *d, double middle, double width);

/* A text that wraps into lines of about one length.  Words are hyphenated only
 * when one is wider than the block, and cut anywhere when that does not help. */
struct text_block {
    struct lines lines;
    struct lettering look;
    double width;  /* of the widest line */
    double height; /* lines times leading */
};

struct text_block draw_block(const struct drawing *d, struct lettering look,
                             struct str text, double width);
/* Its top at y; x is where its lines start, have their middle or end. */
void draw_place_block(struct drawing *d, const struct text_block *block,
                      double x, double y, enum anchor anchor);

/* A bar, with what is said of it on hover. */
void draw_bar(struct drawing *d, struct rect bar, enum color color,
              struct str title);

/* "Cloud, 2027: € 190 mln" */
struct str draw_bar_title(const struct drawing *d, struct str name,
                          struct str column, struct amount amount);

/* "1.110" as labels have it; PM and nil are for the caller. */
struct str draw_number(const struct drawing *d, struct amount amount);

/* "1.110*": with a mark when a PM was left out of it. */
struct str draw_marked_number(const struct drawing *d, struct amount amount);

/* Width of grid lines: finer where the type is small. */
double draw_hairline(const struct drawing *d);

/* The i-th series; after six the colours come back. */
enum color draw_series_color(size_t i);
/* For text on a bar of that colour: at least 4.5:1, light and dark. */
enum color draw_on_series_color(size_t i);

/* The name of a column, or of an extra when i >= n_columns. */
struct str draw_column_name(const struct chart *chart, size_t i);

/* Lines and edges of bars on whole points are sharp on a screen. */
double draw_snap(double x);

#endif
