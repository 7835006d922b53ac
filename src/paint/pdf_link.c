/* Links and the places they lead to.
 *
 * A link may come before its place is painted, so annotations are made at the
 * end.  A link to a place that never came is left out; its words stay, and
 * their element becomes a plain span.
 */
#include "paint/pdf_private.h"

#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"

void pdf_link_add(struct pdf *pdf, const struct shape *s, struct pdf_box box)
{
    struct pdf_link *link;

    /* An annotation outside the structure is not allowed (PDF/UA-1, 7.18.1),
     * so a link in a running header is not made. */
    if (s->tag == NULL || s->tag->kind == TAG_HEADER ||
        s->tag->kind == TAG_FOOTER)
        return;

    link = ARENA_NEW(pdf->arena, struct pdf_link);
    *link = (struct pdf_link){.pdf = pdf,
                              .page = pdf->page,
                              .box = box,
                              .uri = s->link.uri,
                              .contents = s->link.contents,
                              .dest_name = s->link.dest,
                              .tag = s->tag};
    pdf->links = arena_grow(pdf->arena, pdf->links, pdf->n_links,
                            &pdf->cap_links, sizeof(struct pdf_link *));
    pdf->links[pdf->n_links++] = link;
    pdf_structure_own(pdf, s->tag, link);
}

void pdf_dest_add(struct pdf *pdf, struct str name, double y)
{
    pdf->dests = arena_grow(pdf->arena, pdf->dests, pdf->n_dests,
                            &pdf->cap_dests, sizeof(*pdf->dests));
    pdf->dests[pdf->n_dests++] =
        (struct pdf_dest){.name = name, .page = pdf->page, .y = y};
}

/* --- places --------------------------------------------------------------- */

/* By name; of the same name the first on the pages comes first. */
static int compare_dests(const void *a, const void *b)
{
    const struct pdf_dest *left = a, *right = b;
    int order = str_cmp(left->name, right->name);

    if (order != 0)
        return order;
    if (left->page != right->page)
        return left->page->index < right->page->index ? -1 : 1;
    return (left->y < right->y) - (left->y > right->y);
}

static void sort_dests(struct pdf *pdf)
{
    size_t kept = 0;

    if (pdf->n_dests == 0)
        return;
    qsort(pdf->dests, pdf->n_dests, sizeof(*pdf->dests), compare_dests);
    for (size_t i = 1; i < pdf->n_dests; i++)
        if (!str_eq(pdf->dests[i].name, pdf->dests[kept].name))
            pdf->dests[++kept] = pdf->dests[i];
    pdf->n_dests = kept + 1;
}

static int compare_name(const void *name, const void *dest)
{
    return str_cmp(*(const struct str *)name,
                   ((const struct pdf_dest *)dest)->name);
}

const struct pdf_dest *pdf_dest_find(const struct pdf *pdf, struct str name)
{
    if (pdf->n_dests == 0)
        return NULL;
    return bsearch(&name, pdf->dests, pdf->n_dests, sizeof(*pdf->dests),
                   compare_name);
}

void pdf_put_dest(struct buf *out, const struct pdf_dest *dest)
{
    buf_putc(out, '[');
    pdf_put_dict_ref(out, dest->page->handle);
    buf_puts(out, "/XYZ 0 ");
    pdf_put_number(out, dest->y);
    buf_puts(out, " null]"); /* null: the reader's zoom stays */
}

static void put_dest_key(struct buf *out, const struct pdf *pdf, size_t i)
{
    pdf_put_bytes(out, pdf->dests[i].name);
}

static void put_dest_value(struct buf *out, const struct pdf *pdf, size_t i)
{
    pdf_put_dest(out, &pdf->dests[i]);
}

/* --- annotations ---------------------------------------------------------- */

/* A URI is ASCII (ISO 32000-1, 12.6.4.7); all other bytes are escaped. */
static struct str ascii_uri(struct arena *a, struct str uri)
{
    struct buf out = buf_new(a);

    for (size_t i = 0; i < uri.len; i++) {
        unsigned char c = (unsigned char)uri.p[i];

        if (c > ' ' && c < 0x7F)
            buf_putc(&out, (char)c);
        else
            buf_printf(&out, "%%%02X", c);
    }
    return buf_str(&out);
}

static void write_link(struct buf *out, const void *what)
{
    const struct pdf_link *link = what;

    buf_puts(out, "/Type/Annot/Subtype/Link/Rect");
    pdf_put_box(out, link->box);
    buf_puts(out, "/F 4/Border[0 0 0]/P ");
    pdf_put_dict_ref(out, link->page->handle);
    buf_puts(out, "/StructParent ");
    pdf_put_int(out, (long long)link->key);
    buf_puts(out, "\n/Contents");
    pdf_put_text(out, link->contents);
    if (link->dest != NULL) {
        buf_puts(out, "/Dest");
        pdf_put_dest(out, link->dest);
    } else {
        buf_puts(out, "/A<</S/URI/URI");
        pdf_put_text(out, link->uri);
        buf_puts(out, ">>");
    }
}

static void add_to_page(struct pdf *pdf, struct pdf_page *page,
                        const struct pdf_object *annotation)
{
    if (page->annotations == NULL) {
        page->annotations = HPDF_Array_New(pdf->doc->mmgr);
        HPDF_Dict_Add(page->handle, "Annots", page->annotations);
    }
    if (pdf_is_fine(pdf))
        HPDF_Array_Add(page->annotations, annotation->dict);
}

/* A link without words of its own says where it leads. */
static struct str contents_of(const struct pdf_link *link)
{
    if (link->contents.len > 0)
        return link->contents;
    return link->uri.len > 0 ? link->uri : link->dest_name;
}

static bool resolve(struct pdf *pdf, struct pdf_link *link)
{
    if (link->uri.len > 0)
        link->uri = ascii_uri(pdf->arena, link->uri);
    else
        link->dest = pdf_dest_find(pdf, link->dest_name);
    return link->uri.len > 0 || link->dest != NULL;
}

void pdf_links_close(struct pdf *pdf)
{
    sort_dests(pdf);
    for (size_t i = 0; i < pdf->n_links && pdf_is_fine(pdf); i++) {
        struct pdf_link *link = pdf->links[i];

        if (!resolve(pdf, link))
            continue;
        link->contents = contents_of(link);
        link->object = pdf_object_new(pdf, write_link, link);
        link->key = pdf->n_pages + pdf->n_live_links;
        pdf->links[pdf->n_live_links++] = link;
        add_to_page(pdf, pdf->pages[link->page->index], link->object);
    }
    pdf->dest_tree =
        pdf_tree_new(pdf, &(struct pdf_tree){.pdf = pdf,
                                             .kind = "Names",
                                             .n = pdf->n_dests,
                                             .put_key = put_dest_key,
                                             .put_value = put_dest_value});
}
