/* The PDF painter: what a document is made of, from its first page to its
 * bytes.
 *
 * libharu writes objects, pages and the cross-reference table.  The rest is
 * ours, because libharu 2.3.0 has no structure tree, breaks PDF/A metadata,
 * writes character maps that validators refuse, keeps no kerning and cannot
 * subset nested glyphs:
 *
 *     pdf_content.c    marks on a page become operators
 *     pdf_text.c       words become strings of codes
 *     pdf_font.c       glyphs become codes; the fonts with just these glyphs
 *     pdf_image.c      PNG and JPEG
 *     pdf_structure.c  tags become the structure tree, with its way back
 *     pdf_link.c       links and the places they lead to
 *     pdf_outline.c    bookmarks and page labels
 *     pdf_meta.c       what the document says about itself
 *     pdf_object.c     objects that write themselves
 *
 * A page is compressed when it is finished, and the structure is written
 * straight into the file, so memory holds little more than the file itself.
 */
#include "paint/pdf_private.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/deflate.h"

enum {
    /* Pages in a node of the page tree: readers find a page in two steps, and
     * no array comes near libharu's limit. */
    PAGES_PER_NODE = 256,
    /* Sides of a page in points: ISO 19005-2, 6.1.13. */
    SIDE_MIN = 3,
    SIDE_MAX = 14400,
};

bool pdf_is_fine(const struct pdf *pdf)
{
    return pdf->problem.len == 0;
}

bool pdf_fail(struct pdf *pdf, const char *fmt, ...)
{
    char text[512];
    va_list args;

    if (pdf_is_fine(pdf)) {
        va_start(args, fmt);
        vsnprintf(text, sizeof(text), fmt, args);
        va_end(args);
        pdf->problem = str_copy(pdf->arena, str_of(text));
    }
    return false;
}

/* libharu calls this again at each call after the first error. */
static void on_error(HPDF_STATUS code, HPDF_STATUS detail, void *user)
{
    struct pdf *pdf = user;

    if (code == HPDF_FAILD_TO_ALLOC_MEM)
        pdf_fail(pdf, "out of memory");
    else
        pdf_fail(pdf, "libharu refused (error 0x%04lX, detail %lu)",
                 (unsigned long)code, (unsigned long)detail);
}

/* --- pages ---------------------------------------------------------------- */

static bool begin_page(struct painter *p, double w, double h, struct str label)
{
    struct pdf *pdf = pdf_of(p);
    struct pdf_page *page = ARENA_NEW(pdf->arena, struct pdf_page);

    assert(pdf->page == NULL);
    if (fmin(w, h) < SIDE_MIN || fmax(w, h) > SIDE_MAX)
        return pdf_fail(pdf, "a PDF page cannot be %.0f by %.0f points", w, h);
    page->handle = HPDF_AddPage(pdf->doc);
    if (page->handle == NULL ||
        HPDF_Page_SetWidth(page->handle, (HPDF_REAL)w) != HPDF_OK ||
        HPDF_Page_SetHeight(page->handle, (HPDF_REAL)h) != HPDF_OK)
        return pdf_fail(pdf, "a page could not be added");
    page->index = pdf->n_pages;
    page->height = h;
    page->label = label;

    pdf->pages = arena_grow(pdf->arena, pdf->pages, pdf->n_pages,
                            &pdf->cap_pages, sizeof(struct pdf_page *));
    pdf->pages[pdf->n_pages++] = page;
    pdf->page = page;
    pdf->place = (struct pdf_place){.scale = 1};
    pdf->n_outer = 0;
    pdf_content_begin_page(pdf);
    return pdf_is_fine(pdf);
}

static void write_resources(struct buf *out, const void *what)
{
    const struct pdf_page *page = what;

    if (page->n_fonts > 0) {
        buf_puts(out, "/Font<<");
        for (size_t i = 0; i < page->n_fonts; i++) {
            buf_printf(out, "/F%u ", page->fonts[i]->number);
            pdf_put_ref(out, page->fonts[i]->object);
        }
        buf_puts(out, ">>");
    }
    if (page->n_images > 0) {
        buf_puts(out, "/XObject<<");
        for (size_t i = 0; i < page->n_images; i++) {
            buf_printf(out, "/Im%u ", page->images[i]->number);
            pdf_put_ref(out, page->images[i]->object);
        }
        buf_puts(out, ">>");
    }
}

static bool end_page(struct painter *p)
{
    struct pdf *pdf = pdf_of(p);
    struct pdf_page *page = pdf->page;
    HPDF_Dict contents = ((HPDF_PageAttr)page->handle->attr)->contents;
    HPDF_Dict resources = HPDF_Dict_New(pdf->doc->mmgr);

    assert(pdf->n_outer == 0);
    pdf_stream_fill(pdf, contents, buf_str(&pdf->content.out));

    HPDF_Dict_Add(page->handle, "Resources", resources);
    pdf_object_extend(pdf, resources, write_resources, page);
    HPDF_Dict_AddName(page->handle, "Tabs", "S");
    if (page->n_marks > 0)
        HPDF_Dict_AddNumber(page->handle, "StructParents",
                            (HPDF_INT32)page->index);
    pdf->page = NULL;
    return pdf_is_fine(pdf);
}

/* Coordinates are counted here, not by the reader of the file: so scenes may
 * nest deeper than PDF's 28 graphics states. */
static bool push(struct painter *p, double x, double y, double scale)
{
    struct pdf *pdf = pdf_of(p);
    struct pdf_place *at = &pdf->place;

    pdf->outer = arena_grow(pdf->arena, pdf->outer, pdf->n_outer,
                            &pdf->cap_outer, sizeof(*pdf->outer));
    pdf->outer[pdf->n_outer++] = *at;
    *at = (struct pdf_place){.x = at->x + at->scale * x,
                             .y = at->y + at->scale * y,
                             .scale = at->scale * scale};
    return true;
}

static bool pop(struct painter *p)
{
    struct pdf *pdf = pdf_of(p);

    assert(pdf->n_outer > 0);
    pdf->place = pdf->outer[--pdf->n_outer];
    return true;
}

static bool link(struct painter *p, const struct shape *s)
{
    struct pdf *pdf = pdf_of(p);

    pdf_link_add(pdf, s, pdf_box_of(pdf, s->box));
    return pdf_is_fine(pdf);
}

static bool dest(struct painter *p, const struct shape *s)
{
    struct pdf *pdf = pdf_of(p);

    pdf_dest_add(pdf, s->dest.name, pdf_box_of(pdf, s->box).y1);
    return true;
}

/* --- the whole ------------------------------------------------------------ */

/* libharu saves to memory: its own file writer does not see a full disk. */
static struct str save(struct pdf *pdf, struct arena *a)
{
    if (HPDF_SaveToStream(pdf->doc) != HPDF_OK || !pdf_is_fine(pdf))
        return (struct str){"", 0};

    HPDF_UINT32 size = HPDF_GetStreamSize(pdf->doc);
    char *bytes = arena_alloc(a, (size_t)size + 1);

    if (HPDF_ResetStream(pdf->doc) != HPDF_OK ||
        HPDF_ReadFromStream(pdf->doc, (HPDF_BYTE *)bytes, &size) != HPDF_OK)
        return (struct str){"", 0};
    return (struct str){bytes, size};
}

static struct str close_document(struct painter *p, struct arena *a)
{
    struct pdf *pdf = pdf_of(p);

    if (pdf->n_pages == 0)
        pdf_fail(pdf, "there are no pages");
    if (pdf_is_fine(pdf)) {
        pdf_links_close(pdf);
        pdf_structure_close(pdf);
        pdf_fonts_close(pdf);
        pdf_outline_close(pdf);
        pdf_meta_close(pdf);
    }
    return pdf_is_fine(pdf) ? save(pdf, a) : (struct str){"", 0};
}

static void free_document(struct painter *p)
{
    struct pdf *pdf = pdf_of(p);

    if (pdf->doc != NULL)
        HPDF_Free(pdf->doc);
    pdf->doc = NULL;
    deflater_free(pdf->deflater);
    pdf->deflater = NULL;
}

static const struct paint_ops ops = {
    .begin_page = begin_page,
    .end_page = end_page,
    .begin_content = pdf_content_begin,
    .end_content = pdf_content_end,
    .push = push,
    .pop = pop,
    .rect = pdf_content_rect,
    .frame = pdf_content_frame,
    .line = pdf_content_line,
    .text = pdf_content_text,
    .image = pdf_content_image,
    .link = link,
    .dest = dest,
    .close = close_document,
    .free = free_document,
};

struct painter *pdf_new(struct arena *a, const struct pdf_info *info)
{
    struct pdf *pdf = ARENA_NEW(a, struct pdf);

    assert(info->root != NULL && info->palette != NULL);
    pdf->painter.ops = &ops;
    pdf->arena = a;
    pdf->info = info;
    pdf->scratch = buf_new(a);
    pdf->content.out = buf_new(a);
    pdf->deflater = deflater_new();
    pdf->doc = HPDF_New(on_error, pdf);
    if (pdf->doc == NULL)
        pdf_fail(pdf, "out of memory");
    else
        HPDF_SetPagesConfiguration(pdf->doc, PAGES_PER_NODE);
    pdf->painter.failed = !pdf_is_fine(pdf);
    return &pdf->painter;
}

struct str pdf_problem(const struct painter *p)
{
    return ((const struct pdf *)p)->problem;
}
