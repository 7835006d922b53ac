/* content.h - what stands on a content slide: its title and its body, set.
 *
 * Setting is apart from placing, so that layout_fit() can try sizes and parts
 * on memory that it throws away.
 */
#ifndef LAYOUT_CONTENT_H
#define LAYOUT_CONTENT_H

#include <stdbool.h>

#include "layout/strip.h"
#include "paint/scene.h"

struct press;
struct slide;
struct slide_fit;
struct tag;
struct theme;

/* The body of a slide. */
struct content {
    struct strips strips;
    struct strips notes; /* footnotes */
    struct tag *tag;     /* holds what both made; adopted when it is kept */
    double over;         /* points over the box, <= 0 when it fits */
    double notes_top;    /* y */
};

enum {
    TITLE_LINES = 2 /* at most */
};

/* A setter for the body of this slide, in the type that its fit asks for; the
 * measures are put in *measures. */
struct setter content_setter(const struct press *press,
                             const struct slide *slide,
                             struct measures *measures);

/* The title in its lines, under `tag`; `fit` is told about them, or NULL. */
struct strips content_title(const struct press *press,
                            const struct slide *slide, struct slide_fit *fit,
                            struct tag *tag);

/* Where the body goes below a title of this height; 0: without one. */
struct rect content_box(const struct theme *theme, double title_height);

/* The body in a box.  Footnotes take their room from it. */
struct content content_set(const struct setter *setter,
                           const struct slide *slide, struct rect box);

/* Puts it there; returns nothing, for the box is as high as it is. */
void content_place(const struct content *content, struct scene *scene,
                   struct rect box);

/* Sums of heights carry rounding errors; half a point nobody sees. */
bool content_is_too_tall(double over);

#endif
