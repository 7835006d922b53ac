/* svg.h - inline SVG for HTML: real text, colours by name.
 *
 * Colours are CSS custom properties, fill="var(--blue)", so that dark mode and
 * print are the page's choice; text is <text> in the page's own font; a rect
 * with a title has a <title>.
 */
#ifndef PAINT_SVG_H
#define PAINT_SVG_H

#include "base/str.h"

struct arena;
struct painter;

/* `label` becomes the accessible name (role="img", aria-label); `class_name`
 * the class of the <svg>. */
struct painter *svg_new(struct arena *a, struct str label,
                        struct str class_name);

#endif
