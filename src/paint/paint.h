/* paint.h - the only way a scene becomes a file.
 *
 * Painters: pdf (libharu), cairo (PNG), svg_file (SVG files, with outlines for
 * text), svg (inline SVG with real text, for HTML) and trace (a line of text a
 * shape, for tests).  paint_page() walks a scene once, checks it, opens and
 * closes tags, and calls the painter for every shape; the pdf painter turns the
 * page upside down, nobody else has to know.
 *
 * Errors stick: after the first failure calls do nothing, and paint_close()
 * reports it.  So drawing code has no error handling.
 */
#ifndef PAINT_PAINT_H
#define PAINT_PAINT_H

#include <stdbool.h>

#include "base/str.h"
#include "paint/scene.h"

struct arena;
struct painter;
struct tag;

/* What a painter provides.  Every entry is required.  Calls arrive checked:
 * pages are open, numbers are finite, texts are valid UTF-8. */
struct paint_ops {
    bool (*begin_page)(struct painter *p, double w, double h, struct str label);
    bool (*end_page)(struct painter *p);
    /* Around the shapes of one tag; NULL is decoration.  Never nested. */
    bool (*begin_content)(struct painter *p, const struct tag *tag);
    bool (*end_content)(struct painter *p);
    /* Around a scene within a scene: move, then scale.  Nests. */
    bool (*push)(struct painter *p, double x, double y, double scale);
    bool (*pop)(struct painter *p);
    bool (*rect)(struct painter *p, const struct shape *s);
    bool (*frame)(struct painter *p, const struct shape *s);
    bool (*line)(struct painter *p, const struct shape *s);
    bool (*text)(struct painter *p, const struct shape *s);
    bool (*image)(struct painter *p, const struct shape *s);
    bool (*link)(struct painter *p, const struct shape *s);
    bool (*dest)(struct painter *p, const struct shape *s);
    /* Returns the finished bytes; empty for a failure. */
    struct str (*close)(struct painter *p, struct arena *a);
    void (*free)(struct painter *p);
};

/* Painters start their own struct with this one. */
struct painter {
    const struct paint_ops *ops;
    bool failed;
};

/* Paints one page.  `label` is its number as printed ("iv", "12"), or "". */
void paint_page(struct painter *p, const struct scene *scene, struct str label);

/* Finishes; the bytes live in `a`.  False when anything failed since the start,
 * out of libharu, Cairo or a picture. */
bool paint_close(struct painter *p, struct arena *a, struct str *bytes);

/* Lets go of what the library holds; never fails.  NULL is allowed. */
void paint_free(struct painter *p);

#endif
