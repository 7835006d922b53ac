/* pdf.h - the PDF painter: PDF 1.7, tagged, PDF/UA-1 and PDF/A-2a at once.
 *
 * libharu writes objects; fonts, structure and metadata are ours (see the top
 * of pdf.c for what libharu cannot do and why).
 */
#ifndef PAINT_PDF_H
#define PAINT_PDF_H

#include <stddef.h>

#include "base/color.h"
#include "base/str.h"

struct arena;
struct painter;
struct tag;

/* A line of the outline, in order; level from 1. */
struct pdf_outline {
    unsigned level;
    struct str title;
    struct str dest; /* name of a SHAPE_DEST */
};

/* Everything the metadata says: there is nothing else in it. */
struct pdf_info {
    struct str title, author, subject, lang; /* lang: "nl-NL" */
    struct str iso_date;                     /* "2025-11-21", or "" for none */
    const struct palette *palette;
    const struct tag
        *root; /* the TAG_DOCUMENT; its tree may grow until close */
    const struct pdf_outline *outline;
    size_t n_outline;
};

/* `info` and all it points to must live until paint_close(). */
struct painter *pdf_new(struct arena *a, const struct pdf_info *info);

/* Why it failed, for the message; "" while it has not. */
struct str pdf_problem(const struct painter *p);

#endif
