/* scene.h - marks on a page, as data: what layout and charts make and painters
 * paint.
 *
 * Lengths are points (1/72 inch), the origin is the top left corner, y grows
 * downwards.  Shapes are painted in their order.  A scene may hold other
 * scenes, moved and scaled: a chart on a slide, a slide on a handout.
 */
#ifndef PAINT_SCENE_H
#define PAINT_SCENE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/color.h"
#include "base/str.h"
#include "text/shape.h"

struct arena;
struct tag;

struct rect {
    double x, y, w, h;
};

enum shape_kind {
    SHAPE_RECT,  /* filled, no stroke */
    SHAPE_FRAME, /* stroked outline of a rect */
    SHAPE_LINE,  /* stroked, from (x, y) to (x2, y2) */
    SHAPE_TEXT,  /* a glyph run: x and the baseline y */
    SHAPE_IMAGE, /* a picture file scaled into a rect */
    SHAPE_LINK,  /* an area that leads somewhere; paints nothing */
    SHAPE_DEST,  /* a place links lead to; paints nothing */
    SHAPE_SCENE, /* another scene */
};

struct shape {
    enum shape_kind kind;
    const struct tag *tag; /* what it is part of; NULL: decoration */
    enum color color;
    struct rect box; /* RECT, FRAME, IMAGE, LINK; x, y of the others */
    union {
        struct str title; /* RECT: said on hover in HTML, or "" */
        struct {
            double x2, y2;
            double width; /* LINE and FRAME */
            double dash;  /* 0: solid, else length of dashes and gaps */
        } stroke;
        struct glyph_run run;
        struct {
            struct str path;        /* of a PNG or JPEG file */
            struct str bytes;       /* its contents */
            unsigned width, height; /* pixels */
            unsigned orientation;   /* 1 to 8 as Exif counts; 0 is 1 */
        } image;
        struct {
            struct str uri;      /* to the world, or "" */
            struct str dest;     /* to a SHAPE_DEST of this document, or "" */
            struct str contents; /* what it is, for assistive technology */
        } link;
        struct {
            struct str name;
        } dest;
        struct {
            const struct scene *scene;
            double scale;
        } inner;
    };
};

struct scene {
    struct arena *arena;
    double width, height;
    struct shape *shapes;
    size_t n_shapes, cap_shapes;
};

struct scene *scene_new(struct arena *a, double width, double height);

/* Makes room for so many more shapes, where their number is known: adding them
 * one by one would leave outgrown lists in the arena. */
void scene_reserve(struct scene *s, size_t n_shapes);

/* Adds a copy; returns it so that a rare field can be set. */
struct shape *scene_add(struct scene *s, struct shape shape);

void scene_rect(struct scene *s, const struct tag *tag, struct rect r,
                enum color color);
void scene_line(struct scene *s, const struct tag *tag, double x1, double y1,
                double x2, double y2, double width, enum color color);
void scene_run(struct scene *s, const struct tag *tag, double x,
               double baseline, const struct glyph_run *run, enum color color);
void scene_place(struct scene *s, const struct scene *inner, double x, double y,
                 double scale);

#endif
