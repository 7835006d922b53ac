/* Bookmarks and page labels. */
#include "paint/pdf_private.h"

#include <assert.h>

#include "base/arena.h"

/* --- bookmarks ------------------------------------------------------------ */

/* Bookmarks of level 1 are open and show level 2; the rest is closed, so that
 * the panel of a long report begins as its contents do. */
enum {
    OPEN_LEVELS = 1
};

struct bookmark {
    struct str title;
    const struct pdf_dest *dest;
    struct bookmark *parent, *previous, *next, *first, *last;
    struct pdf_object *object;
    unsigned depth; /* 0: the root of all */
    size_t n_shown; /* that opening this one would show */
};

static bool is_open(const struct bookmark *b)
{
    return b->depth <= OPEN_LEVELS;
}

static void write_bookmark(struct buf *out, const void *what)
{
    const struct bookmark *b = what;
    const struct {
        const char *key;
        const struct bookmark *to;
    } links[] = {
        {"/Parent ", b->parent}, {"/Prev ", b->previous}, {"/Next ", b->next},
        {"/First ", b->first},   {"/Last ", b->last},
    };

    if (b->parent == NULL) {
        buf_puts(out, "/Type/Outlines");
    } else {
        buf_puts(out, "/Title");
        pdf_put_text(out, b->title);
        buf_puts(out, "/Dest");
        pdf_put_dest(out, b->dest);
    }
    for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
        if (links[i].to == NULL)
            continue;
        buf_puts(out, links[i].key);
        pdf_put_ref(out, links[i].to->object);
    }
    if (b->n_shown > 0) {
        buf_puts(out, "/Count ");
        pdf_put_int(out, is_open(b) ? (long long)b->n_shown
                                    : -(long long)b->n_shown);
    }
}

static struct bookmark *add_below(struct pdf *pdf, struct bookmark *parent,
                                  const struct pdf_outline *line,
                                  const struct pdf_dest *dest)
{
    struct bookmark *b = ARENA_NEW(pdf->arena, struct bookmark);

    b->title = line->title;
    b->dest = dest;
    b->parent = parent;
    b->depth = parent->depth + 1;
    b->previous = parent->last;
    if (parent->last == NULL)
        parent->first = b;
    else
        parent->last->next = b;
    parent->last = b;
    b->object = pdf_object_new(pdf, write_bookmark, b);
    return b;
}

/* Adds to what is shown above, as far up as it is open. */
static void count(struct bookmark *b)
{
    for (b = b->parent; b != NULL; b = b->parent) {
        b->n_shown++;
        if (!is_open(b))
            return;
    }
}

void pdf_outline_close(struct pdf *pdf)
{
    struct bookmark *root = ARENA_NEW(pdf->arena, struct bookmark);
    struct bookmark *last = root;

    for (size_t i = 0; i < pdf->info->n_outline; i++) {
        const struct pdf_outline *line = &pdf->info->outline[i];
        const struct pdf_dest *dest = pdf_dest_find(pdf, line->dest);

        if (dest == NULL)
            continue;
        if (root->object == NULL)
            root->object = pdf_object_new(pdf, write_bookmark, root);
        /* A level that is skipped is not made up. */
        while (last->depth > 0 && last->depth >= line->level)
            last = last->parent;
        last = add_below(pdf, last, line, dest);
        count(last);
    }
    pdf->outlines = root->object;
}

/* --- page labels ---------------------------------------------------------- */

/* "12" -> 12; 0 when it is not a plain number. */
static unsigned long decimal(struct str label)
{
    unsigned long n = 0;

    if (label.len == 0 || label.len > 9 || label.p[0] == '0')
        return 0;
    for (size_t i = 0; i < label.len; i++) {
        if (label.p[i] < '0' || label.p[i] > '9')
            return 0;
        n = n * 10 + (unsigned long)(label.p[i] - '0');
    }
    return n;
}

static bool are_plain(const struct pdf *pdf)
{
    for (size_t i = 0; i < pdf->n_pages; i++)
        if (decimal(pdf->pages[i]->label) != i + 1)
            return false;
    return true;
}

/* A number counts on from the one before; all else is a label of its own. */
static bool continues(const struct pdf *pdf, size_t i)
{
    unsigned long n = decimal(pdf->pages[i]->label);

    return i > 0 && n > 1 && decimal(pdf->pages[i - 1]->label) == n - 1;
}

void pdf_put_page_labels(struct buf *out, const struct pdf *pdf)
{
    if (are_plain(pdf))
        return;
    buf_puts(out, "\n/PageLabels<</Nums[");
    for (size_t i = 0; i < pdf->n_pages; i++) {
        struct str label = pdf->pages[i]->label;
        unsigned long n = decimal(label);

        if (continues(pdf, i))
            continue;
        pdf_put_int(out, (long long)i);
        if (n > 0) {
            buf_puts(out, "<</S/D/St ");
            pdf_put_int(out, (long long)n);
        } else {
            buf_puts(out, "<</P");
            pdf_put_text(out, label);
        }
        buf_puts(out, ">>");
    }
    buf_puts(out, "]>>");
}
