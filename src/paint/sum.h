/* sum.h - a painter that paints nothing and says what there is to paint.
 *
 * Two scenes with the same sum look the same, in the colours of one palette, as
 * long as the typefaces and the painters are the same: so a picture that was
 * painted before need not be painted again.
 */
#ifndef PAINT_SUM_H
#define PAINT_SUM_H

struct arena;
struct painter;
struct palette;

/* paint_close() gives the SHA-256 of all that a picture shows; what only PDF
 * and HTML have (tags, links, titles, the characters behind glyphs) is no part
 * of it. */
struct painter *sum_new(struct arena *a, const struct palette *palette);

#endif
