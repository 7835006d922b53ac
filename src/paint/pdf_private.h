/* pdf_private.h - what the files of the PDF painter share.
 *
 * The document is one struct pdf.  While pages are painted, marks, glyphs,
 * links and places are gathered in it; pdf_close() in pdf.c then turns them
 * into objects, in an order that depends on nothing but the calls that came.
 */
#ifndef PAINT_PDF_PRIVATE_H
#define PAINT_PDF_PRIVATE_H

#include <hpdf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "paint/paint.h"
#include "paint/pdf.h"
#include "paint/tag.h"

struct font;
struct pdf;

/* A rectangle in PDF's own coordinates, y upwards; empty when x1 < x0. */
struct pdf_box {
    double x0, y0, x1, y1;
};

/* --- pdf_object.c --------------------------------------------------------- */

/* A dictionary or stream whose keys we write ourselves, when the document is
 * saved.  libharu's own dictionaries cost 150 bytes a key, hold at most 4,095
 * keys and arrays of 32,767 elements; this one costs nothing until it is
 * written and has no limits. */
struct pdf_object {
    struct pdf *pdf;
    HPDF_Dict dict; /* NULL after a failure */
    void (*write)(struct buf *out, const void *what);
    const void *what;
    bool deflated;
};

struct pdf_object *pdf_object_new(struct pdf *pdf,
                                  void (*write)(struct buf *, const void *),
                                  const void *what);
/* A stream.  `deflate` compresses it here; else `write` names the filter. */
struct pdf_object *pdf_stream_new(struct pdf *pdf, struct str bytes,
                                  bool deflate,
                                  void (*write)(struct buf *, const void *),
                                  const void *what);
/* Adds keys to a dictionary that libharu made and has no use for `attr` in. */
void pdf_object_extend(struct pdf *pdf, HPDF_Dict dict,
                       void (*write)(struct buf *, const void *),
                       const void *what);
/* Compresses `bytes` into a stream that libharu made for a page. */
void pdf_stream_fill(struct pdf *pdf, HPDF_Dict dict, struct str bytes);

void pdf_put_int(struct buf *out, long long n);
/* At most three decimals, never an exponent, always a point. */
void pdf_put_number(struct buf *out, double x);
/* Lengths in thousandths of a point are exact in the file. */
long pdf_milli(double x);
void pdf_put_milli(struct buf *out, long n);
/* "12 0 R", for an object of ours and for one of libharu. */
void pdf_put_ref(struct buf *out, const struct pdf_object *object);
void pdf_put_dict_ref(struct buf *out, HPDF_Dict dict);
void pdf_put_name(struct buf *out, struct str name); /* with the slash */
/* A text string: ASCII as it is, all else in UTF-16; cut off where PDF/A puts
 * the limit. */
void pdf_put_text(struct buf *out, struct str utf8);
/* A byte string, in hexadecimal. */
void pdf_put_bytes(struct buf *out, struct str bytes);
/* The UTF-16BE form in hexadecimal digits; at most `limit` units. */
void pdf_put_utf16(struct buf *out, struct str utf8, size_t limit);
void pdf_put_box(struct buf *out, struct pdf_box box); /* "[0 0 1 1]" */

/* A name tree ("Names") or number tree ("Nums") of n pairs; keys must come in
 * ascending order.  NULL when n is 0. */
struct pdf_tree {
    const struct pdf *pdf;
    const char *kind;
    size_t n;
    void (*put_key)(struct buf *out, const struct pdf *pdf, size_t i);
    void (*put_value)(struct buf *out, const struct pdf *pdf, size_t i);
};
struct pdf_object *pdf_tree_new(struct pdf *pdf, const struct pdf_tree *tree);

/* --- pdf_structure.c ------------------------------------------------------ */

/* Marked content of an element on a page, or an annotation that it owns. */
struct pdf_mark {
    struct pdf_mark *next;
    const struct pdf_page *page;
    const struct pdf_link *link; /* NULL: marked content */
    unsigned mcid;
    unsigned serial; /* order of painting */
};

/* A structure element: what this document knows of a tag. */
struct pdf_element {
    const struct pdf *pdf;
    const struct tag *tag;
    struct pdf_object *object;
    const struct pdf_object *parent;
    struct pdf_mark *first, *last;
    struct pdf_box box; /* of a figure's marks on its first page */
    unsigned serial;    /* of the first mark in it or below */
    bool reached;       /* from the root */
    bool used;          /* there are marks in it or below */
    bool has_id;        /* something refers to it */
};

struct pdf_structure {
    struct pdf_element **by_serial; /* NULL: no marks yet */
    size_t cap;
    unsigned n_marks;
    struct pdf_object *root;
    struct pdf_object *parent_tree;
    struct pdf_object *id_tree;
    struct pdf_element **with_id;
    size_t n_with_id, cap_with_id;
};

/* A new marked-content sequence on the open page; returns its MCID. */
unsigned pdf_structure_mark(struct pdf *pdf, const struct tag *tag);
/* The link belongs to the element of `tag`. */
void pdf_structure_own(struct pdf *pdf, const struct tag *tag,
                       const struct pdf_link *link);
/* Something of `tag` was painted here. */
void pdf_structure_cover(struct pdf *pdf, const struct tag *tag,
                         struct pdf_box box);
/* Makes the objects; links are resolved already. */
void pdf_structure_close(struct pdf *pdf);

/* --- pdf_font.c ----------------------------------------------------------- */

/* A character code of a PDF font: a glyph with the text it stands for, so that
 * one glyph with two meanings (hyphen and soft hyphen) is two codes. */
struct pdf_code {
    uint32_t glyph;
    struct str text;
    double width;  /* 1/1000 of the size, as the file says it */
    unsigned next; /* another code of the same glyph, or 0 */
};

/* A word as it stands in a string of a TJ array, with the ends and starts of
 * strings that kerning makes in it. */
struct pdf_word {
    struct str codes; /* .p is NULL: not put together yet */
    double width;     /* 1/1000 of the size, as the file believes */
};

struct pdf_font {
    const struct font *font;
    unsigned number; /* its name in resources is F and this */
    struct pdf_object *object;
    struct pdf_code *codes; /* by code; 0 is not used */
    size_t n_codes, cap_codes;
    unsigned *first; /* by glyph: its first code, or 0 */
    size_t n_first;
    struct pdf_word *words; /* by serial of the word */
    size_t n_words;
    /* From here on known at the end. */
    struct str name; /* "ABCDEF+OpenSans" */
    struct pdf_object *descriptor, *file, *descendant, *map, *to_unicode;
    struct str w; /* the W array */
};

/* The document's version of a font; NULL after a failure. */
struct pdf_font *pdf_font_of(struct pdf *pdf, const struct font *font);
/* The code for a glyph that stands for `text`; 0 when there are no more.  Every
 * code must mean something, so one that stands for nothing gets a zero width
 * space, which means nothing to a reader. */
unsigned pdf_font_code(struct pdf *pdf, struct pdf_font *font, uint32_t glyph,
                       struct str text);
void pdf_fonts_close(struct pdf *pdf);

/* --- pdf_image.c ---------------------------------------------------------- */

/* A colour profile, once for all pictures that have it. */
struct pdf_profile {
    struct str bytes;
    const char *color_space; /* for who cannot use it */
    struct pdf_object *object;
};

struct pdf_image {
    struct str path, bytes;
    unsigned number; /* its name in resources is Im and this */
    unsigned width, height;
    const char *color_space;     /* "DeviceRGB" */
    struct pdf_profile *profile; /* of these colours, or NULL */
    const char *filter; /* "/DCTDecode", or "" for what is deflated here */
    struct pdf_object *object;
    struct pdf_object *mask; /* its transparency, or NULL */
};

/* The document's copy of a picture; NULL when it cannot be used, and then the
 * document has failed. */
struct pdf_image *pdf_image_of(struct pdf *pdf, const struct shape *s);

/* --- pdf_link.c ----------------------------------------------------------- */

struct pdf_link {
    const struct pdf *pdf;
    const struct pdf_page *page;
    struct pdf_box box;
    struct str uri, contents;
    struct str dest_name;
    const struct pdf_dest *dest; /* NULL: the link leads out */
    const struct tag *tag;
    struct pdf_object *object; /* NULL: it leads nowhere and is left out */
    size_t key;                /* in the parent tree */
};

struct pdf_dest {
    struct str name;
    const struct pdf_page *page;
    double y;
};

void pdf_link_add(struct pdf *pdf, const struct shape *s, struct pdf_box box);
void pdf_dest_add(struct pdf *pdf, struct str name, double y);
/* Sorts places and makes annotations.  Comes before all that asks for them. */
void pdf_links_close(struct pdf *pdf);
/* NULL when there is no such place. */
const struct pdf_dest *pdf_dest_find(const struct pdf *pdf, struct str name);
void pdf_put_dest(struct buf *out, const struct pdf_dest *dest);

/* --- pdf_outline.c -------------------------------------------------------- */

void pdf_outline_close(struct pdf *pdf);
/* The number tree that says how pages are numbered, or nothing when they are
 * numbered 1, 2, 3. */
void pdf_put_page_labels(struct buf *out, const struct pdf *pdf);

/* --- pdf_meta.c ----------------------------------------------------------- */

/* Catalog, Info, XMP, output intent and file identifier. */
void pdf_meta_close(struct pdf *pdf);

/* --- pdf_content.c -------------------------------------------------------- */

struct pdf_content {
    struct buf out;
    bool in_text; /* between BT and ET */
    long line_x, line_y;
    /* What the operators set last; -1 and NULL are not known. */
    int fill, stroke;
    long stroke_width, dash;
    const struct pdf_font *font;
    long size, rise;
    const struct tag *tag; /* whose content is open */
};

/* Where the scene being painted stands: page = (x, y) + scale * scene. */
struct pdf_place {
    double x, y, scale;
};

struct pdf_page {
    HPDF_Page handle;
    size_t index;
    double height;
    struct str label;
    struct pdf_element **marks; /* by MCID */
    size_t n_marks, cap_marks;
    struct pdf_font **fonts;
    size_t n_fonts, cap_fonts;
    struct pdf_image **images;
    size_t n_images, cap_images;
    HPDF_Array annotations; /* NULL: none */
};

/* The operations of struct paint_ops on an open page. */
void pdf_content_begin_page(struct pdf *pdf);
bool pdf_content_begin(struct painter *p, const struct tag *tag);
bool pdf_content_end(struct painter *p);
bool pdf_content_rect(struct painter *p, const struct shape *s);
bool pdf_content_frame(struct painter *p, const struct shape *s);
bool pdf_content_line(struct painter *p, const struct shape *s);
bool pdf_content_image(struct painter *p, const struct shape *s);

/* Rect on the page of a rect in the scene being painted. */
struct pdf_box pdf_box_of(const struct pdf *pdf, struct rect r);
void pdf_content_fill(struct pdf *pdf, enum color color);
/* The open content has marks in this box. */
void pdf_content_cover(struct pdf *pdf, struct pdf_box box);

/* --- pdf_text.c ----------------------------------------------------------- */

bool pdf_content_text(struct painter *p, const struct shape *s);

/* --- pdf.c ---------------------------------------------------------------- */

struct pdf {
    struct painter painter; /* first: a painter is one of these */
    struct arena *arena;
    const struct pdf_info *info;
    HPDF_Doc doc;
    struct deflater *deflater;
    struct str problem;
    struct buf scratch; /* objects write themselves into it, one at a time */

    struct pdf_page **pages;
    size_t n_pages, cap_pages;
    struct pdf_page *page; /* the open one */
    struct pdf_content content;
    struct pdf_place place;
    struct pdf_place *outer; /* places that pop() returns to */
    size_t n_outer, cap_outer;

    struct pdf_structure structure;
    struct pdf_font **fonts;
    size_t n_fonts, cap_fonts;
    struct pdf_image **images;
    size_t n_images, cap_images;
    struct pdf_profile **profiles;
    size_t n_profiles, cap_profiles;
    struct pdf_link **links;
    size_t n_links, cap_links;
    size_t n_live_links; /* after pdf_links_close(): those with an object come
                            first */
    struct pdf_dest *dests;
    size_t n_dests, cap_dests;
    struct pdf_object *outlines;  /* NULL: none */
    struct pdf_object *dest_tree; /* NULL: none */
    struct pdf_object *metadata;  /* XMP */
    struct pdf_object *icc;       /* of the output intent */
};

static inline struct pdf *pdf_of(struct painter *p)
{
    return (struct pdf *)p;
}

/* The first problem stays; returns false. */
__attribute__((format(printf, 2, 3))) bool pdf_fail(struct pdf *pdf,
                                                    const char *fmt, ...);
bool pdf_is_fine(const struct pdf *pdf);

#endif
