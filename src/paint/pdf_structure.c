/* Tags become the structure tree (ISO 32000-1, 14.7 and 14.8).
 *
 * Painting notes marks: which element has which marked content on which page.
 * At the end one walk over the tag tree finds what is used, and a second one
 * makes an object for each element, in the order of the tree.  Children stand
 * in the order of the tags; an element's own marks stand between them where
 * they were painted, so that a link is read in the middle of its sentence.
 *
 * The way back (from page and MCID, or from annotation, to the element) is the
 * parent tree: pages have the keys 0, 1, 2, links come behind them.
 */
#include "paint/pdf_private.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

/* --- while pages are painted ---------------------------------------------- */

static struct pdf_element *element_of(struct pdf *pdf, const struct tag *tag)
{
    struct pdf_structure *s = &pdf->structure;

    assert(tag->serial > 0);
    if (tag->serial >= s->cap) {
        size_t cap = s->cap == 0 ? 256 : s->cap * 2;

        while (cap <= tag->serial)
            cap *= 2;
        struct pdf_element **grown =
            ARENA_ARRAY(pdf->arena, cap, struct pdf_element *);
        if (s->cap > 0)
            memcpy(grown, s->by_serial, s->cap * sizeof(struct pdf_element *));
        s->by_serial = grown;
        s->cap = cap;
    }
    struct pdf_element **e = &s->by_serial[tag->serial];
    if (*e == NULL) {
        *e = ARENA_NEW(pdf->arena, struct pdf_element);
        (*e)->pdf = pdf;
        (*e)->tag = tag;
        (*e)->box = (struct pdf_box){1, 1, 0, 0};
    }
    assert((*e)->tag == tag); /* serials are unique */
    return *e;
}

static struct pdf_mark *add_mark(struct pdf *pdf, struct pdf_element *e)
{
    struct pdf_mark *mark = ARENA_NEW(pdf->arena, struct pdf_mark);

    mark->page = pdf->page;
    mark->serial = ++pdf->structure.n_marks;
    if (e->last == NULL)
        e->first = mark;
    else
        e->last->next = mark;
    e->last = mark;
    return mark;
}

unsigned pdf_structure_mark(struct pdf *pdf, const struct tag *tag)
{
    struct pdf_page *page = pdf->page;
    struct pdf_element *e = element_of(pdf, tag);
    struct pdf_mark *mark = add_mark(pdf, e);

    mark->mcid = (unsigned)page->n_marks;
    page->marks = arena_grow(pdf->arena, page->marks, page->n_marks,
                             &page->cap_marks, sizeof(struct pdf_element *));
    page->marks[page->n_marks++] = e;
    return mark->mcid;
}

void pdf_structure_own(struct pdf *pdf, const struct tag *tag,
                       const struct pdf_link *link)
{
    add_mark(pdf, element_of(pdf, tag))->link = link;
}

static bool is_empty(struct pdf_box b)
{
    return b.x1 < b.x0 || b.y1 < b.y0;
}

static struct pdf_box united(struct pdf_box a, struct pdf_box b)
{
    if (is_empty(a) || is_empty(b))
        return is_empty(a) ? b : a;
    return (struct pdf_box){fmin(a.x0, b.x0), fmin(a.y0, b.y0),
                            fmax(a.x1, b.x1), fmax(a.y1, b.y1)};
}

void pdf_structure_cover(struct pdf *pdf, const struct tag *tag,
                         struct pdf_box box)
{
    struct pdf_element *e = element_of(pdf, tag);

    if (e->first->page == pdf->page)
        e->box = united(e->box, box);
}

/* --- the walks ------------------------------------------------------------ */

/* Tags nest as deep as an author nests lists, so the walk keeps its own stack.
 */
struct step {
    struct pdf_element *element;
    size_t child; /* the next one to go into */
};

struct walk {
    struct pdf *pdf;
    struct step *steps;
    size_t n, cap;
};

static void enter(struct walk *w, struct pdf_element *e)
{
    w->steps =
        arena_grow(w->pdf->arena, w->steps, w->n, &w->cap, sizeof(*w->steps));
    w->steps[w->n++] = (struct step){.element = e};
}

static bool mark_is_live(const struct pdf_mark *mark)
{
    return mark->link == NULL || mark->link->object != NULL;
}

static const struct pdf_mark *first_live(const struct pdf_mark *mark)
{
    while (mark != NULL && !mark_is_live(mark))
        mark = mark->next;
    return mark;
}

static const struct pdf_page *page_of(const struct pdf_element *e)
{
    const struct pdf_mark *mark = first_live(e->first);

    return mark == NULL ? NULL : mark->page;
}

static void refer_to(struct pdf *pdf, const struct tag *tag)
{
    struct pdf_structure *s = &pdf->structure;
    struct pdf_element *e = element_of(pdf, tag);

    if (e->has_id)
        return;
    e->has_id = true;
    s->with_id = arena_grow(pdf->arena, s->with_id, s->n_with_id,
                            &s->cap_with_id, sizeof(struct pdf_element *));
    s->with_id[s->n_with_id++] = e;
}

/* What an element tells the one it is in. */
static void leave(struct pdf_element *e, struct pdf_element *parent)
{
    const struct pdf_mark *mark = first_live(e->first);

    if (mark != NULL) {
        e->used = true;
        if (e->serial == 0 || mark->serial < e->serial)
            e->serial = mark->serial;
    }
    if (parent == NULL || !e->used)
        return;
    parent->used = true;
    if (parent->serial == 0 || e->serial < parent->serial)
        parent->serial = e->serial;
    /* What stands in a figure belongs to its picture. */
    if (page_of(parent) == NULL || page_of(parent) == page_of(e))
        parent->box = united(parent->box, e->box);
}

/* Which elements are there?  An element that two parents hold stays with the
 * first. */
static void find_used(struct pdf *pdf)
{
    struct walk w = {.pdf = pdf};

    enter(&w, element_of(pdf, pdf->info->root));
    w.steps[0].element->reached = true;
    while (w.n > 0) {
        struct step *top = &w.steps[w.n - 1];
        const struct tag *tag = top->element->tag;

        if (top->child == tag->n_children) {
            w.n--;
            leave(top->element, w.n > 0 ? w.steps[w.n - 1].element : NULL);
            continue;
        }
        struct pdf_element *child =
            element_of(pdf, tag->children[top->child++]);
        if (!child->reached) {
            child->reached = true;
            enter(&w, child);
        }
    }
}

static bool is_cell(const struct tag *tag)
{
    return tag->kind == TAG_CELL || tag->kind == TAG_HEAD;
}

/* Empty elements are left out, but a row keeps its empty cells: columns are
 * counted. */
static bool is_written(const struct pdf_element *e)
{
    return e->used || is_cell(e->tag);
}

static void write_element(struct buf *out, const void *what);

static void make_object(struct pdf *pdf, struct pdf_element *e,
                        const struct pdf_object *parent)
{
    const struct tag *tag = e->tag;

    e->parent = parent;
    e->object = pdf_object_new(pdf, write_element, e);
    if (tag->kind == TAG_NOTE)
        refer_to(pdf, tag);
    for (size_t i = 0; i < tag->n_headers; i++)
        refer_to(pdf, tag->headers[i]);
}

static void make_objects(struct pdf *pdf)
{
    struct walk w = {.pdf = pdf};
    struct pdf_element *root = element_of(pdf, pdf->info->root);

    make_object(pdf, root, pdf->structure.root);
    enter(&w, root);
    while (w.n > 0) {
        struct step *top = &w.steps[w.n - 1];
        const struct tag *tag = top->element->tag;

        if (top->child == tag->n_children) {
            w.n--;
            continue;
        }
        struct pdf_element *parent = top->element;
        struct pdf_element *child =
            element_of(pdf, tag->children[top->child++]);
        if (is_written(child) && child->object == NULL) {
            make_object(pdf, child, parent->object);
            enter(&w, child);
        }
    }
}

/* --- an element ----------------------------------------------------------- */

/* Eight digits: IDs sort as numbers do, as a name tree wants. */
static void put_id(struct buf *out, const struct tag *tag)
{
    buf_printf(out, "(e%08u)", tag->serial);
}

static void put_mark(struct buf *out, const struct pdf_mark *mark,
                     const struct pdf_page *page)
{
    if (mark->link != NULL) {
        buf_puts(out, "<</Type/OBJR/Obj ");
        pdf_put_ref(out, mark->link->object);
    } else if (mark->page == page) {
        pdf_put_int(out, mark->mcid);
        return;
    } else {
        buf_puts(out, "<</Type/MCR/MCID ");
        pdf_put_int(out, mark->mcid);
    }
    if (mark->page != page) {
        buf_puts(out, "/Pg ");
        pdf_put_dict_ref(out, mark->page->handle);
    }
    buf_puts(out, ">>");
}

/* Own marks that were painted before `serial`, which is where a child begins.
 */
static const struct pdf_mark *put_marks(struct buf *out,
                                        const struct pdf_mark *mark,
                                        unsigned serial,
                                        const struct pdf_page *page)
{
    for (; mark != NULL && mark->serial < serial; mark = mark->next) {
        if (!mark_is_live(mark))
            continue;
        put_mark(out, mark, page);
        buf_putc(out, ' ');
    }
    return mark;
}

static void put_kids(struct buf *out, const struct pdf_element *e)
{
    const struct pdf_structure *s = &e->pdf->structure;
    const struct pdf_page *page = page_of(e);
    const struct pdf_mark *mark = e->first;

    buf_puts(out, "/K[");
    for (size_t i = 0; i < e->tag->n_children; i++) {
        const struct pdf_element *child =
            s->by_serial[e->tag->children[i]->serial];

        if (child->object == NULL || child->parent != e->object)
            continue;
        mark = put_marks(out, mark, child->serial, page);
        pdf_put_ref(out, child->object);
        buf_putc(out, '\n');
    }
    put_marks(out, mark, UINT32_MAX, page);
    buf_putc(out, ']');
}

static void put_span(struct buf *out, const char *key, unsigned span)
{
    if (span > 1) {
        buf_puts(out, key);
        pdf_put_int(out, span);
    }
}

static const char *scope_name(enum tag_scope scope)
{
    switch (scope) {
    case SCOPE_NONE:
        return NULL;
    case SCOPE_COLUMN:
        return "/Scope/Column";
    case SCOPE_ROW:
    case SCOPE_ROW_GROUP:
        return "/Scope/Row";
    }
    return NULL;
}

/* Heads that stand on the paper: an empty one has no object. */
static size_t put_headers(struct buf *out, const struct pdf_element *e)
{
    size_t n = 0;

    for (size_t i = 0; i < e->tag->n_headers; i++) {
        const struct tag *head = e->tag->headers[i];

        if (e->pdf->structure.by_serial[head->serial]->object == NULL)
            continue;
        if (out != NULL)
            put_id(out, head);
        n++;
    }
    return n;
}

static void put_cell_attributes(struct buf *out, const struct pdf_element *e)
{
    const struct tag *tag = e->tag;
    const char *scope = scope_name(tag->scope);
    bool has_headers = put_headers(NULL, e) > 0;

    if (scope == NULL && tag->col_span < 2 && tag->row_span < 2 && !has_headers)
        return;
    buf_puts(out, "/A<</O/Table");
    if (scope != NULL)
        buf_puts(out, scope);
    put_span(out, "/ColSpan ", tag->col_span);
    put_span(out, "/RowSpan ", tag->row_span);
    if (has_headers) {
        buf_puts(out, "/Headers[");
        put_headers(out, e);
        buf_putc(out, ']');
    }
    buf_puts(out, ">>");
}

static void put_list_attributes(struct buf *out, const struct tag *tag)
{
    switch (tag->numbering) {
    case NUMBERING_NONE:
        buf_puts(out, "/A<</O/List/ListNumbering/None>>");
        return;
    case NUMBERING_DISC:
        buf_puts(out, "/A<</O/List/ListNumbering/Disc>>");
        return;
    case NUMBERING_DECIMAL:
        buf_puts(out, "/A<</O/List/ListNumbering/Decimal>>");
        return;
    }
}

static void put_attributes(struct buf *out, const struct pdf_element *e)
{
    if (is_cell(e->tag))
        put_cell_attributes(out, e);
    if (e->tag->kind == TAG_LIST)
        put_list_attributes(out, e->tag);
    if (e->tag->kind == TAG_FIGURE && !is_empty(e->box)) {
        buf_puts(out, "/A<</O/Layout/Placement/Block/BBox");
        pdf_put_box(out, e->box);
        buf_puts(out, ">>");
    }
}

static void put_key_text(struct buf *out, const char *key, struct str text)
{
    if (text.len == 0)
        return;
    buf_puts(out, key);
    pdf_put_text(out, text);
}

/* A link that leads nowhere has no annotation, and is not a Link then. */
static enum tag_kind kind_of(const struct pdf_element *e)
{
    if (e->tag->kind != TAG_LINK)
        return e->tag->kind;
    for (const struct pdf_mark *m = e->first; m != NULL; m = m->next)
        if (m->link != NULL && mark_is_live(m))
            return TAG_LINK;
    return TAG_SPAN;
}

static void write_element(struct buf *out, const void *what)
{
    const struct pdf_element *e = what;
    const struct tag *tag = e->tag;

    buf_puts(out, "/Type/StructElem/S/");
    buf_puts(out, tag_name(kind_of(e)));
    buf_puts(out, "/P ");
    pdf_put_ref(out, e->parent);
    if (page_of(e) != NULL) {
        buf_puts(out, "/Pg ");
        pdf_put_dict_ref(out, page_of(e)->handle);
    }
    if (e->has_id) {
        buf_puts(out, "/ID");
        put_id(out, tag);
    }
    put_key_text(out, "/Lang", tag->lang);
    put_key_text(out, "/T", tag->title);
    put_key_text(out, "/Alt", tag->alt);
    put_key_text(out, "/ActualText", tag->actual);
    put_attributes(out, e);
    if (e->used)
        put_kids(out, e);
}

/* --- the way back --------------------------------------------------------- */

static void put_parent_key(struct buf *out, const struct pdf *pdf, size_t i)
{
    (void)pdf;
    pdf_put_int(out, (long long)i);
}

static void put_parent_value(struct buf *out, const struct pdf *pdf, size_t i)
{
    if (i >= pdf->n_pages) {
        const struct pdf_link *link = pdf->links[i - pdf->n_pages];

        pdf_put_ref(out, pdf->structure.by_serial[link->tag->serial]->object);
        return;
    }
    const struct pdf_page *page = pdf->pages[i];
    buf_putc(out, '[');
    for (size_t k = 0; k < page->n_marks; k++) {
        buf_putc(out, k == 0 ? ' ' : '\n');
        pdf_put_ref(out, page->marks[k]->object);
    }
    buf_putc(out, ']');
}

static int compare_ids(const void *a, const void *b)
{
    const struct pdf_element *left = *(struct pdf_element *const *)a;
    const struct pdf_element *right = *(struct pdf_element *const *)b;

    return (left->tag->serial > right->tag->serial) -
           (left->tag->serial < right->tag->serial);
}

static void put_id_key(struct buf *out, const struct pdf *pdf, size_t i)
{
    put_id(out, pdf->structure.with_id[i]->tag);
}

static void put_id_value(struct buf *out, const struct pdf *pdf, size_t i)
{
    pdf_put_ref(out, pdf->structure.with_id[i]->object);
}

static void write_tree_root(struct buf *out, const void *what)
{
    const struct pdf *pdf = what;
    const struct pdf_structure *s = &pdf->structure;

    buf_puts(out, "/Type/StructTreeRoot/K[");
    pdf_put_ref(out, s->by_serial[pdf->info->root->serial]->object);
    buf_puts(out, "]/ParentTree ");
    pdf_put_ref(out, s->parent_tree);
    buf_puts(out, "/ParentTreeNextKey ");
    pdf_put_int(out, (long long)pdf->n_pages + (long long)pdf->n_live_links);
    if (s->id_tree != NULL) {
        buf_puts(out, "/IDTree ");
        pdf_put_ref(out, s->id_tree);
    }
}

/* Content whose tag is not in the tree would be lost to a screen reader: that
 * is a fault of who made the scene. */
static void check_all_reached(const struct pdf *pdf)
{
    for (size_t i = 0; i < pdf->structure.cap; i++) {
        const struct pdf_element *e = pdf->structure.by_serial[i];

        assert(e == NULL || e->first == NULL || e->reached);
    }
}

/* Heads that were not written have no object to refer to. */
static void drop_unwritten_ids(struct pdf_structure *s)
{
    size_t kept = 0;

    for (size_t i = 0; i < s->n_with_id; i++)
        if (s->with_id[i]->object != NULL)
            s->with_id[kept++] = s->with_id[i];
    s->n_with_id = kept;
    if (kept > 0)
        qsort(s->with_id, kept, sizeof(struct pdf_element *), compare_ids);
}

void pdf_structure_close(struct pdf *pdf)
{
    struct pdf_structure *s = &pdf->structure;

    find_used(pdf);
    check_all_reached(pdf);
    s->root = pdf_object_new(pdf, write_tree_root, pdf);
    make_objects(pdf);
    drop_unwritten_ids(s);
    s->parent_tree = pdf_tree_new(
        pdf, &(struct pdf_tree){.pdf = pdf,
                                .kind = "Nums",
                                .n = pdf->n_pages + pdf->n_live_links,
                                .put_key = put_parent_key,
                                .put_value = put_parent_value});
    s->id_tree =
        pdf_tree_new(pdf, &(struct pdf_tree){.pdf = pdf,
                                             .kind = "Names",
                                             .n = s->n_with_id,
                                             .put_key = put_id_key,
                                             .put_value = put_id_value});
}
