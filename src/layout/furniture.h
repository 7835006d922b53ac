/* furniture.h - what stands on every sheet beside its content: the foot of a
 * slide, the running header and footer of a page.
 *
 * All of it is decoration to a screen reader: pages repeat it.  The cover
 * and the title slide say it once as text.
 */
#ifndef LAYOUT_FURNITURE_H
#define LAYOUT_FURNITURE_H

#include <stddef.h>

#include "base/color.h"
#include "base/str.h"
#include "layout/strip.h"

struct theme;

/* Where a text goes: x and y of its upper left corner, points. */
struct spot {
    double x, y, width;
};

/* Titles and what goes with them: lines of about one length. */
struct text_look display_look(enum face face, double size, double leading,
                              enum color color);

/* Sets plain text straight into a scene; returns the y below it. */
double place_text(struct setter *setter, struct scene *scene, struct spot spot,
                  struct str text, struct text_look look, struct tag *tag);

/* The logo of the house style, its upper right corner at right, top; returns
 * its width, 0 when there is none.  Its alternative text is read out. */
double place_logo(struct setter *setter, struct scene *scene, double right,
                  double top, double height, struct tag *sect);

/* Organisation, status, version and date at the left, `number` at the right.
 * The left part becomes text of `status` unless that is NULL. */
void furniture_slide(struct setter *setter, struct scene *scene,
                     struct str number, enum color color, struct tag *status);

/* The y of a line with this leading that stands at the foot of an A4 sheet: its
 * text is level with that of every other. */
double furniture_paper_foot(const struct theme *theme,
                            const struct scene *scene, double leading);

/* `header` may be "" for none; `page` counts from 1; `margin` is that of both
 * sides. */
struct running {
    struct str header;
    size_t page, pages;
    double margin;
};
void furniture_paper(struct setter *setter, struct scene *scene,
                     const struct running *running);

#endif
