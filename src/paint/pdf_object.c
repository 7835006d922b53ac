/* Objects that write themselves, over libharu's low-level calls.
 *
 * libharu gives every object its number, place and cross-reference entry.  The
 * keys of ours are written by a function when the document is saved: libharu
 * calls dict->write_fn just before it closes a dictionary.  So there is no
 * tree of small allocations, no limit on arrays, and a stream that is
 * compressed already can say so itself (libharu removes a Filter key that it
 * has not put there).
 */
#include "paint/pdf_private.h"

#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "base/deflate.h"
#include "base/utf8.h"

enum {
    OBJECT_NUMBER_MASK = 0x00FFFFFF, /* of obj_id; the rest are flags */
    TREE_LEAF = 64,                  /* pairs in a leaf of a tree */
    /* PDF/A-2 (ISO 19005-2, 6.1.13): strings have at most 32,767 bytes. */
    STRING_BYTES_MAX = 32767,
    TEXT_UNITS_MAX = STRING_BYTES_MAX / 2 - 1,
};

static const char hex_digits[] = "0123456789ABCDEF";

/* --- objects -------------------------------------------------------------- */

static HPDF_STATUS write_keys(HPDF_Dict dict, HPDF_Stream stream)
{
    const struct pdf_object *o = dict->attr;
    struct buf *out = &o->pdf->scratch;

    out->len = 0;
    if (o->write != NULL)
        o->write(out, o->what);
    if (o->deflated)
        buf_puts(out, "/Filter/FlateDecode");
    if (out->len == 0)
        return HPDF_OK;
    buf_putc(out, '\n');
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)out->p,
                             (HPDF_UINT)out->len);
}

static struct pdf_object *attach(struct pdf *pdf, HPDF_Dict dict,
                                 void (*write)(struct buf *, const void *),
                                 const void *what)
{
    struct pdf_object *o = ARENA_NEW(pdf->arena, struct pdf_object);

    *o = (struct pdf_object){
        .pdf = pdf, .dict = dict, .write = write, .what = what};
    if (dict != NULL) {
        assert(dict->attr == NULL && dict->write_fn == NULL);
        dict->attr = o;
        dict->write_fn = write_keys;
    }
    return o;
}

/* libharu's list of all objects grows by 1,024 at a time and is copied each
 * time; from here on it doubles, so that a long document takes linear time. */
static void let_list_double(struct pdf *pdf)
{
    HPDF_List entries = pdf->doc->xref->entries;

    entries->items_per_block = entries->count + 1024;
}

struct pdf_object *pdf_object_new(struct pdf *pdf,
                                  void (*write)(struct buf *, const void *),
                                  const void *what)
{
    HPDF_Dict dict = HPDF_Dict_New(pdf->doc->mmgr);

    let_list_double(pdf);
    if (dict != NULL && HPDF_Xref_Add(pdf->doc->xref, dict) != HPDF_OK)
        dict = NULL; /* the handler knows why, Xref_Add has freed it */
    return attach(pdf, dict, write, what);
}

void pdf_object_extend(struct pdf *pdf, HPDF_Dict dict,
                       void (*write)(struct buf *, const void *),
                       const void *what)
{
    attach(pdf, dict, write, what);
}

/* libharu gives every stream memory in blocks of 4 KB; this one has its size. */
static void fill(struct pdf *pdf, HPDF_Dict dict, struct str bytes)
{
    HPDF_Stream_Free(dict->stream);
    dict->stream = HPDF_MemStream_New(pdf->doc->mmgr, (HPDF_UINT)bytes.len);
    if (dict->stream != NULL)
        HPDF_Stream_Write(dict->stream, (const HPDF_BYTE *)bytes.p,
                          (HPDF_UINT)bytes.len);
}

struct pdf_object *pdf_stream_new(struct pdf *pdf, struct str bytes,
                                  bool deflate,
                                  void (*write)(struct buf *, const void *),
                                  const void *what)
{
    HPDF_Dict dict = HPDF_DictStream_New(pdf->doc->mmgr, pdf->doc->xref);
    struct pdf_object *o = attach(pdf, dict, write, what);

    if (dict == NULL || !pdf_is_fine(pdf))
        return o;
    o->deflated = deflate;
    fill(pdf, dict, deflate ? deflater_run(pdf->deflater, bytes) : bytes);
    return o;
}

void pdf_stream_fill(struct pdf *pdf, HPDF_Dict dict, struct str bytes)
{
    attach(pdf, dict, NULL, NULL)->deflated = true;
    fill(pdf, dict, deflater_run(pdf->deflater, bytes));
}

/* --- values --------------------------------------------------------------- */

/* Writes the digits of n in front of `end`; returns where they start. */
static char *digits_before(char *end, unsigned long long n)
{
    do {
        *--end = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    return end;
}

void pdf_put_int(struct buf *out, long long n)
{
    char text[24];
    char *end = text + sizeof(text);
    char *p = digits_before(end, n < 0 ? 0 - (unsigned long long)n
                                       : (unsigned long long)n);

    if (n < 0)
        *--p = '-';
    buf_put(out, (struct str){p, (size_t)(end - p)});
}

void pdf_put_number(struct buf *out, double x)
{
    char text[24];
    char *end = text + sizeof(text), *p = end;
    /* Far outside any page, and still exact. */
    long long milli = llround(fmax(-1e9, fmin(1e9, x)) * 1000);
    unsigned long long n = (unsigned long long)(milli < 0 ? -milli : milli);
    unsigned fraction = (unsigned)(n % 1000);

    assert(isfinite(x));
    if (fraction != 0) {
        for (int i = 0; i < 3; i++, fraction /= 10)
            *--p = (char)('0' + fraction % 10);
        *--p = '.';
        while (end[-1] == '0')
            end--;
    }
    if (n >= 1000 || p == end)
        p = digits_before(p, n / 1000);
    if (milli < 0)
        *--p = '-';
    buf_put(out, (struct str){p, (size_t)(end - p)});
}

long pdf_milli(double x)
{
    return lround(x * 1000);
}

void pdf_put_milli(struct buf *out, long n)
{
    pdf_put_number(out, (double)n / 1000);
}

void pdf_put_dict_ref(struct buf *out, HPDF_Dict dict)
{
    pdf_put_int(out,
                dict == NULL ? 0 : dict->header.obj_id & OBJECT_NUMBER_MASK);
    buf_puts(out, " 0 R");
}

void pdf_put_ref(struct buf *out, const struct pdf_object *object)
{
    pdf_put_dict_ref(out, object->dict);
}

static void put_hex_byte(struct buf *out, unsigned char byte)
{
    char hex[2] = {hex_digits[byte >> 4], hex_digits[byte & 15]};

    buf_put(out, (struct str){hex, 2});
}

void pdf_put_name(struct buf *out, struct str name)
{
    buf_putc(out, '/');
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.p[i];

        if (c > ' ' && c < 0x7F && strchr("#/%()<>[]{}", c) == NULL) {
            buf_putc(out, (char)c);
        } else {
            buf_putc(out, '#');
            put_hex_byte(out, c);
        }
    }
}

static void put_unit(struct buf *out, unsigned unit)
{
    put_hex_byte(out, (unsigned char)(unit >> 8));
    put_hex_byte(out, (unsigned char)(unit & 0xFF));
}

/* Characters may not be what a glyph means when they are none (ISO 19005-2,
 * 6.2.11.7.2) or private ones (6.2.11.7.3); they say nothing in a text string
 * either. */
static unsigned meaning_of(unsigned c)
{
    if (c == 0 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF)
        return 0x200B; /* zero width space */
    if (utf8_is_private(c))
        return 0xFFFD;
    return c;
}

void pdf_put_utf16(struct buf *out, struct str utf8, size_t limit)
{
    for (size_t at = 0; at < utf8.len && limit > 0; limit--) {
        unsigned c = meaning_of(utf8_next(utf8, &at));

        if (c < 0x10000) {
            put_unit(out, c);
        } else if (limit-- > 1) {
            put_unit(out, 0xD800 + ((c - 0x10000) >> 10));
            put_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
        } else {
            return;
        }
    }
}

static bool is_printable_ascii(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.p[i] < ' ' || s.p[i] > '~')
            return false;
    return s.len <= STRING_BYTES_MAX;
}

void pdf_put_text(struct buf *out, struct str utf8)
{
    if (!is_printable_ascii(utf8)) {
        buf_puts(out, "<FEFF");
        pdf_put_utf16(out, utf8, TEXT_UNITS_MAX);
        buf_putc(out, '>');
        return;
    }
    buf_putc(out, '(');
    for (size_t i = 0; i < utf8.len; i++) {
        if (strchr("()\\", utf8.p[i]) != NULL)
            buf_putc(out, '\\');
        buf_putc(out, utf8.p[i]);
    }
    buf_putc(out, ')');
}

void pdf_put_bytes(struct buf *out, struct str bytes)
{
    buf_putc(out, '<');
    for (size_t i = 0; i < bytes.len && i < STRING_BYTES_MAX; i++)
        put_hex_byte(out, (unsigned char)bytes.p[i]);
    buf_putc(out, '>');
}

void pdf_put_box(struct buf *out, struct pdf_box box)
{
    const double numbers[4] = {box.x0, box.y0, box.x1, box.y1};

    for (int i = 0; i < 4; i++) {
        buf_putc(out, i == 0 ? '[' : ' ');
        pdf_put_number(out, numbers[i]);
    }
    buf_putc(out, ']');
}

/* --- trees ---------------------------------------------------------------- */

struct leaf {
    const struct pdf_tree *tree;
    size_t from, to;
    struct pdf_object *object;
};

struct root {
    struct leaf *leaves;
    size_t n;
};

static void write_leaf(struct buf *out, const void *what)
{
    const struct leaf *leaf = what;
    const struct pdf_tree *tree = leaf->tree;

    buf_puts(out, "/Limits[");
    tree->put_key(out, tree->pdf, leaf->from);
    buf_putc(out, ' ');
    tree->put_key(out, tree->pdf, leaf->to - 1);
    buf_printf(out, "]\n/%s[", tree->kind);
    for (size_t i = leaf->from; i < leaf->to; i++) {
        tree->put_key(out, tree->pdf, i);
        buf_putc(out, ' ');
        tree->put_value(out, tree->pdf, i);
        buf_putc(out, i + 1 == leaf->to ? ']' : '\n');
    }
}

static void write_root(struct buf *out, const void *what)
{
    const struct root *root = what;

    buf_puts(out, "/Kids[");
    for (size_t i = 0; i < root->n; i++) {
        pdf_put_ref(out, root->leaves[i].object);
        buf_putc(out, i + 1 == root->n ? ']' : '\n');
    }
}

struct pdf_object *pdf_tree_new(struct pdf *pdf, const struct pdf_tree *tree)
{
    if (tree->n == 0)
        return NULL;

    struct pdf_tree *kept = ARENA_NEW(pdf->arena, struct pdf_tree);
    struct root *root = ARENA_NEW(pdf->arena, struct root);

    *kept = *tree;
    root->n = (tree->n + TREE_LEAF - 1) / TREE_LEAF;
    root->leaves = ARENA_ARRAY(pdf->arena, root->n, struct leaf);
    for (size_t i = 0; i < root->n; i++) {
        struct leaf *leaf = &root->leaves[i];

        leaf->tree = kept;
        leaf->from = i * TREE_LEAF;
        leaf->to = i + 1 == root->n ? tree->n : leaf->from + TREE_LEAF;
        leaf->object = pdf_object_new(pdf, write_leaf, leaf);
    }
    return pdf_object_new(pdf, write_root, root);
}
