/* trace.h - a painter that writes every shape as one line of text, for tests:
 *
 *     page 1 595.28x841.89 "1"
 *       tag P#12
 *         text 56.70,70.00 semibold/18.0 blue "Één"
 */
#ifndef PAINT_TRACE_H
#define PAINT_TRACE_H

struct arena;
struct painter;

struct painter *trace_new(struct arena *a);

#endif
