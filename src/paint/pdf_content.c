/* Marks on a page become operators of a content stream (ISO 32000-1, 8 and 9).
 *
 * Operators are written only when they change something: colour, font and size
 * stay as they are until another is asked for, a text object stays open over
 * the lines of a paragraph (pdf_text.c).  There is no q and Q around anything
 * but a picture, so what was set stays known.
 */
#include "paint/pdf_private.h"

#include <assert.h>
#include <math.h>

#include "base/arena.h"

/* Numbers with a space behind each, then the operator. */
static void put_op(struct buf *out, const double *numbers, int n,
                   const char *op)
{
    for (int i = 0; i < n; i++) {
        pdf_put_number(out, numbers[i]);
        buf_putc(out, ' ');
    }
    buf_puts(out, op);
    buf_putc(out, '\n');
}

void pdf_content_begin_page(struct pdf *pdf)
{
    struct pdf_content *c = &pdf->content;

    c->out.len = 0;
    c->in_text = false;
    c->fill = c->stroke = -1;
    c->stroke_width = c->dash = -1;
    c->font = NULL;
    c->size = c->rise = 0;
}

static void end_text(struct pdf_content *c)
{
    if (c->in_text)
        buf_puts(&c->out, "ET\n");
    c->in_text = false;
}

/* --- marked content ------------------------------------------------------- */

static void put_artifact(struct buf *out, const struct tag *tag)
{
    if (tag == NULL)
        buf_puts(out, "/Artifact<</Type/Layout>>BDC\n");
    else if (tag->kind == TAG_HEADER)
        buf_puts(out, "/Artifact<</Type/Pagination/Subtype/Header"
                      "/Attached[/Top]>>BDC\n");
    else
        buf_puts(out, "/Artifact<</Type/Pagination/Subtype/Footer"
                      "/Attached[/Bottom]>>BDC\n");
}

static bool is_artifact(const struct tag *tag)
{
    return tag == NULL || tag->kind == TAG_HEADER || tag->kind == TAG_FOOTER;
}

bool pdf_content_begin(struct painter *p, const struct tag *tag)
{
    struct pdf *pdf = pdf_of(p);
    struct buf *out = &pdf->content.out;

    pdf->content.tag = tag;
    if (is_artifact(tag)) {
        put_artifact(out, tag);
        return true;
    }
    buf_putc(out, '/');
    buf_puts(out, tag_name(tag->kind));
    buf_puts(out, "<</MCID ");
    pdf_put_int(out, pdf_structure_mark(pdf, tag));
    buf_puts(out, ">>BDC\n");
    return true;
}

bool pdf_content_end(struct painter *p)
{
    struct pdf_content *c = &pdf_of(p)->content;

    end_text(c);
    buf_puts(&c->out, "EMC\n");
    c->tag = NULL;
    return true;
}

void pdf_content_cover(struct pdf *pdf, struct pdf_box box)
{
    if (!is_artifact(pdf->content.tag))
        pdf_structure_cover(pdf, pdf->content.tag, box);
}

/* --- shapes --------------------------------------------------------------- */

struct pdf_box pdf_box_of(const struct pdf *pdf, struct rect r)
{
    const struct pdf_place *at = &pdf->place;
    double top = pdf->page->height - (at->y + at->scale * r.y);
    double left = at->x + at->scale * r.x;

    return (struct pdf_box){.x0 = left,
                            .y0 = top - at->scale * r.h,
                            .x1 = left + at->scale * r.w,
                            .y1 = top};
}

static void put_color(struct pdf *pdf, int *now, enum color color,
                      const char *op)
{
    struct rgb c = pdf->info->palette->of[color];

    if (*now == (int)color)
        return;
    *now = (int)color;
    put_op(&pdf->content.out, (double[]){c.r, c.g, c.b}, 3, op);
}

void pdf_content_fill(struct pdf *pdf, enum color color)
{
    put_color(pdf, &pdf->content.fill, color, "rg");
}

static void put_rect(struct buf *out, struct pdf_box b)
{
    put_op(out, (double[]){b.x0, b.y0, b.x1 - b.x0, b.y1 - b.y0}, 4, "re");
}

bool pdf_content_rect(struct painter *p, const struct shape *s)
{
    struct pdf *pdf = pdf_of(p);
    struct pdf_box box = pdf_box_of(pdf, s->box);

    end_text(&pdf->content);
    pdf_content_fill(pdf, s->color);
    put_rect(&pdf->content.out, box);
    buf_puts(&pdf->content.out, "f\n");
    pdf_content_cover(pdf, box);
    return true;
}

static void set_stroke(struct pdf *pdf, const struct shape *s)
{
    struct pdf_content *c = &pdf->content;
    double scale = pdf->place.scale;
    long width = pdf_milli(s->stroke.width * scale);
    long dash = pdf_milli(s->stroke.dash * scale);

    end_text(c);
    put_color(pdf, &c->stroke, s->color, "RG");
    if (width != c->stroke_width) {
        c->stroke_width = width;
        pdf_put_milli(&c->out, width);
        buf_puts(&c->out, " w\n");
    }
    if (dash != c->dash) {
        c->dash = dash;
        buf_putc(&c->out, '[');
        if (dash > 0)
            pdf_put_milli(&c->out, dash);
        buf_puts(&c->out, "]0 d\n");
    }
}

static struct pdf_box widened(struct pdf_box b, double by)
{
    return (struct pdf_box){b.x0 - by, b.y0 - by, b.x1 + by, b.y1 + by};
}

bool pdf_content_frame(struct painter *p, const struct shape *s)
{
    struct pdf *pdf = pdf_of(p);
    struct pdf_box box = pdf_box_of(pdf, s->box);

    set_stroke(pdf, s);
    put_rect(&pdf->content.out, box);
    buf_puts(&pdf->content.out, "S\n");
    pdf_content_cover(pdf,
                      widened(box, s->stroke.width * pdf->place.scale / 2));
    return true;
}

bool pdf_content_line(struct painter *p, const struct shape *s)
{
    struct pdf *pdf = pdf_of(p);
    struct pdf_box from =
        pdf_box_of(pdf, (struct rect){.x = s->box.x, .y = s->box.y});
    struct pdf_box to =
        pdf_box_of(pdf, (struct rect){.x = s->stroke.x2, .y = s->stroke.y2});
    struct pdf_box box = {fmin(from.x0, to.x0), fmin(from.y0, to.y0),
                          fmax(from.x0, to.x0), fmax(from.y0, to.y0)};

    set_stroke(pdf, s);
    put_op(&pdf->content.out, (double[]){from.x0, from.y0}, 2, "m");
    put_op(&pdf->content.out, (double[]){to.x0, to.y0}, 2, "l");
    buf_puts(&pdf->content.out, "S\n");
    pdf_content_cover(pdf,
                      widened(box, s->stroke.width * pdf->place.scale / 2));
    return true;
}

/* Where Exif's orientations put a point of the stored picture: X and Y of the
 * picture as it is held are the sums of these with u and v, all from 0 to 1
 * rightwards and downwards. */
static const struct held {
    signed char xu, xv, x0, yu, yv, y0;
} held[8] = {
    {1, 0, 0, 0, 1, 0},   {-1, 0, 1, 0, 1, 0}, {-1, 0, 1, 0, -1, 1},
    {1, 0, 0, 0, -1, 1},  {0, 1, 0, 1, 0, 0},  {0, -1, 1, 1, 0, 0},
    {0, -1, 1, -1, 0, 1}, {0, 1, 0, -1, 0, 1},
};

/* PDF paints a picture into the unit square with its foot at 0 (ISO 32000-1,
 * 8.9.3): this matrix brings that to its box. */
static void put_picture_matrix(struct buf *out, struct pdf_box b,
                               unsigned orientation)
{
    const struct held *h =
        &held[orientation >= 1 && orientation <= 8 ? orientation - 1 : 0];
    double width = b.x1 - b.x0, height = b.y1 - b.y0;

    put_op(out,
           (double[]){width * h->xu, -height * h->yu, -width * h->xv,
                      height * h->yv, b.x0 + width * (h->xv + h->x0),
                      b.y0 + height * (1 - h->yv - h->y0)},
           6, "cm");
}

bool pdf_content_image(struct painter *p, const struct shape *s)
{
    struct pdf *pdf = pdf_of(p);
    struct pdf_page *page = pdf->page;
    struct pdf_image *image = pdf_image_of(pdf, s);
    struct pdf_box b = pdf_box_of(pdf, s->box);
    struct buf *out = &pdf->content.out;
    size_t i = 0;

    if (image == NULL)
        return false;
    while (i < page->n_images && page->images[i] != image)
        i++;
    if (i == page->n_images) {
        page->images =
            arena_grow(pdf->arena, page->images, page->n_images,
                       &page->cap_images, sizeof(struct pdf_image *));
        page->images[page->n_images++] = image;
    }
    end_text(&pdf->content);
    buf_puts(out, "q ");
    put_picture_matrix(out, b, s->image.orientation);
    buf_printf(out, "/Im%u Do Q\n", image->number);
    pdf_content_cover(pdf, b);
    return pdf_is_fine(pdf);
}
