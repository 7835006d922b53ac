/* svg_private.h - what inline SVG and SVG files have in common: elements,
 * numbers, colours. */
#ifndef PAINT_SVG_PRIVATE_H
#define PAINT_SVG_PRIVATE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/color.h"
#include "paint/paint.h"

struct svg {
    struct painter painter;
    const struct palette *palette; /* NULL: colours by name, for a page */
    struct buf out;
    bool page_begun;
};

static inline struct svg *svg_of(struct painter *p)
{
    return (struct svg *)p;
}

/* Where the page is written; each painter has one. */
struct buf *svg_begin(struct painter *p);

/* Text and attribute values; control characters are no XML and left out. */
void svg_put_escaped(struct buf *b, struct str text);
/* ` name="value"` */
void svg_put_attribute(struct buf *b, const char *name, struct str value);
void svg_put_length(struct buf *b, const char *name, double x);
void svg_put_number(struct buf *b, double x);
void svg_put_color(struct svg *svg, const char *name, enum color color);

/* Entries of struct paint_ops for both.  A rect says its title in a page only:
 * a file is one picture to whoever hears it. */
bool svg_end_page(struct painter *p);
bool svg_begin_content(struct painter *p, const struct tag *tag);
bool svg_end_content(struct painter *p);
bool svg_push(struct painter *p, double x, double y, double scale);
bool svg_pop(struct painter *p);
bool svg_rect(struct painter *p, const struct shape *s);
bool svg_frame(struct painter *p, const struct shape *s);
bool svg_line(struct painter *p, const struct shape *s);
bool svg_image(struct painter *p, const struct shape *s);
bool svg_leave_out(struct painter *p, const struct shape *s);
void svg_release(struct painter *p);

#endif
