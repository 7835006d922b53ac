/* Fonts: Type 0 with one TrueType descendant, a subset of what was used.
 *
 * A code stands for a glyph and the text behind it, so the map back to Unicode
 * is exact for ligatures, soft hyphens and no-break spaces.  Codes count from
 * 1 in the order of first use.  The subset numbers glyphs in its own way; a
 * CIDToGIDMap leads from code to glyph unless the two are the same.
 */
#include "paint/pdf_private.h"

#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "base/digest.h"
#include "text/font.h"

enum {
    CODES_MAX = 0xFFFF,
    BFCHARS_MAX = 100, /* in a block: Adobe technical note 5014 */
    /* Units that a code may stand for; the note allows 512 bytes. */
    BFCHAR_UNITS_MAX = 256,
};

/* FontDescriptor Flags, ISO 32000-1 table 123. */
enum {
    FLAG_FIXED_PITCH = 1,
    FLAG_NONSYMBOLIC = 32,
    FLAG_ITALIC = 64,
};

/* --- while pages are painted ---------------------------------------------- */

struct pdf_font *pdf_font_of(struct pdf *pdf, const struct font *font)
{
    for (size_t i = 0; i < pdf->n_fonts; i++)
        if (pdf->fonts[i]->font == font)
            return pdf->fonts[i];

    struct pdf_font *f = ARENA_NEW(pdf->arena, struct pdf_font);
    pdf->fonts = arena_grow(pdf->arena, pdf->fonts, pdf->n_fonts,
                            &pdf->cap_fonts, sizeof(struct pdf_font *));
    pdf->fonts[pdf->n_fonts++] = f;
    f->font = font;
    f->number = (unsigned)pdf->n_fonts;
    f->n_codes = 1; /* code 0 is .notdef, which nothing may show */
    f->object = pdf_object_new(pdf, NULL, f);
    return f;
}

static void make_room_for_glyph(struct pdf *pdf, struct pdf_font *f,
                                uint32_t glyph)
{
    if (glyph < f->n_first)
        return;

    size_t n = f->n_first == 0 ? 256 : f->n_first * 2;
    while (n <= glyph)
        n *= 2;
    unsigned *first = ARENA_ARRAY(pdf->arena, n, unsigned);
    if (f->n_first > 0)
        memcpy(first, f->first, f->n_first * sizeof(*first));
    f->first = first;
    f->n_first = n;
}

static unsigned add_code(struct pdf *pdf, struct pdf_font *f, uint32_t glyph,
                         struct str text)
{
    if (f->n_codes > CODES_MAX) {
        pdf_fail(pdf, "more than %d different characters in one font",
                 CODES_MAX);
        return 0;
    }
    if (f->codes == NULL) {
        f->cap_codes = 64;
        f->codes = ARENA_ARRAY(pdf->arena, f->cap_codes, struct pdf_code);
    }
    f->codes = arena_grow(pdf->arena, f->codes, f->n_codes, &f->cap_codes,
                          sizeof(*f->codes));

    unsigned code = (unsigned)f->n_codes++;
    /* As the W array will say it. */
    double width = round(font_advance(f->font, glyph, 1000) * 1000) / 1000;
    f->codes[code] = (struct pdf_code){.glyph = glyph,
                                       .text = str_copy(pdf->arena, text),
                                       .width = width,
                                       .next = f->first[glyph]};
    f->first[glyph] = code;
    return code;
}

unsigned pdf_font_code(struct pdf *pdf, struct pdf_font *font, uint32_t glyph,
                       struct str text)
{
    if (text.len == 0)
        text = STR("\xE2\x80\x8B");
    make_room_for_glyph(pdf, font, glyph);
    for (unsigned c = font->first[glyph]; c != 0; c = font->codes[c].next)
        if (str_eq(font->codes[c].text, text))
            return c;
    return add_code(pdf, font, glyph, text);
}

/* --- the objects ---------------------------------------------------------- */

static void put_key_name(struct buf *out, const char *key, struct str name)
{
    buf_puts(out, key);
    pdf_put_name(out, name);
}

static void write_type0(struct buf *out, const void *what)
{
    const struct pdf_font *f = what;

    buf_puts(out, "/Type/Font/Subtype/Type0/Encoding/Identity-H");
    put_key_name(out, "/BaseFont", f->name);
    buf_puts(out, "/DescendantFonts[");
    pdf_put_ref(out, f->descendant);
    buf_puts(out, "]/ToUnicode ");
    pdf_put_ref(out, f->to_unicode);
}

static void write_descendant(struct buf *out, const void *what)
{
    const struct pdf_font *f = what;

    buf_puts(out, "/Type/Font/Subtype/CIDFontType2");
    put_key_name(out, "/BaseFont", f->name);
    buf_puts(out, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                  "/Supplement 0>>/CIDToGIDMap");
    if (f->map == NULL) {
        buf_puts(out, "/Identity");
    } else {
        buf_putc(out, ' ');
        pdf_put_ref(out, f->map);
    }
    buf_puts(out, "/FontDescriptor ");
    pdf_put_ref(out, f->descriptor);
    buf_puts(out, "/W[1[");
    buf_put(out, f->w);
    buf_puts(out, "]]");
}

static void put_key_number(struct buf *out, const char *key, double n)
{
    buf_puts(out, key);
    pdf_put_number(out, n);
}

static void write_descriptor(struct buf *out, const void *what)
{
    const struct pdf_font *f = what;
    struct font_descriptor d = font_describe(f->font);

    buf_puts(out, "/Type/FontDescriptor");
    put_key_name(out, "/FontName", f->name);
    put_key_number(out, "/Flags ",
                   FLAG_NONSYMBOLIC | (d.italic ? FLAG_ITALIC : 0) |
                       (d.monospaced ? FLAG_FIXED_PITCH : 0));
    buf_puts(out, "/FontBBox");
    pdf_put_box(out, (struct pdf_box){round(d.bbox[0]), round(d.bbox[1]),
                                      round(d.bbox[2]), round(d.bbox[3])});
    put_key_number(out, "/ItalicAngle ", d.italic_angle);
    put_key_number(out, "/Ascent ", round(d.ascent));
    put_key_number(out, "/Descent ", round(d.descent));
    put_key_number(out, "/CapHeight ", round(d.cap_height));
    put_key_number(out, "/XHeight ", round(d.x_height));
    put_key_number(out, "/StemV ", round(d.stem_v));
    buf_puts(out, "/FontFile2 ");
    pdf_put_ref(out, f->file);
}

/* "ABCDEF+OpenSans": six letters that differ for every other choice of glyphs
 * (ISO 32000-1, 9.6.4), out of the fingerprint of the file. */
static struct str subset_name(struct pdf *pdf, const struct pdf_font *f,
                              struct str file)
{
    struct str digest = digest_hex(pdf->arena, file);
    char tag[7] = {0};

    for (size_t i = 0; i < 6; i++) {
        unsigned high = (unsigned char)digest.p[2 * i];
        unsigned low = (unsigned char)digest.p[2 * i + 1];

        tag[i] = (char)('A' + (high * 16 + low) % 26);
    }
    return str_format(pdf->arena, "%s+%.*s", tag,
                      STR_ARG(font_postscript_name(f->font)));
}

static void write_file_keys(struct buf *out, const void *what)
{
    const struct str *file = what;

    put_key_number(out, "/Length1 ", (double)file->len);
}

static struct str widths(struct pdf *pdf, const struct pdf_font *f)
{
    struct buf w = buf_new(pdf->arena);

    for (size_t c = 1; c < f->n_codes; c++) {
        if (c > 1)
            buf_putc(&w, c % 16 == 1 ? '\n' : ' ');
        pdf_put_number(&w, f->codes[c].width);
    }
    return buf_str(&w);
}

/* --- the way back to Unicode ---------------------------------------------- */

static const char cmap_head[] =
    "/CIDInit/ProcSet findresource begin\n"
    "12 dict begin\n"
    "begincmap\n"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
    "/CMapName/Adobe-Identity-UCS def\n"
    "/CMapType 2 def\n"
    "1 begincodespacerange\n"
    "<0000><FFFF>\n"
    "endcodespacerange\n";

static const char cmap_foot[] = "endcmap\n"
                                "CMapName currentdict/CMap defineresource pop\n"
                                "end\n"
                                "end\n";

static struct str to_unicode(struct pdf *pdf, const struct pdf_font *f)
{
    struct buf out = buf_new(pdf->arena);

    buf_puts(&out, cmap_head);
    for (size_t from = 1; from < f->n_codes; from += BFCHARS_MAX) {
        size_t to =
            from + BFCHARS_MAX < f->n_codes ? from + BFCHARS_MAX : f->n_codes;
        buf_printf(&out, "%zu beginbfchar\n", to - from);
        for (size_t c = from; c < to; c++) {
            buf_printf(&out, "<%04zX><", c);
            pdf_put_utf16(&out, f->codes[c].text, BFCHAR_UNITS_MAX);
            buf_puts(&out, ">\n");
        }
        buf_puts(&out, "endbfchar\n");
    }
    buf_puts(&out, cmap_foot);
    return buf_str(&out);
}

/* --- the subset ----------------------------------------------------------- */

/* From code to glyph in the subset, two bytes each; empty when every code is
 * its own glyph. */
static struct str code_to_glyph(struct pdf *pdf, const struct pdf_font *f,
                                const uint32_t *new_ids)
{
    struct buf map = buf_new(pdf->arena);
    bool same = true;

    buf_put(&map, STR("\0\0"));
    for (size_t c = 1; c < f->n_codes; c++) {
        same = same && new_ids[c - 1] == c;
        buf_putc(&map, (char)(new_ids[c - 1] >> 8));
        buf_putc(&map, (char)(new_ids[c - 1] & 0xFF));
    }
    return same ? (struct str){"", 0} : buf_str(&map);
}

static bool is_truetype(struct str file)
{
    return file.len > 4 && (memcmp(file.p, "\0\1\0\0", 4) == 0 ||
                            memcmp(file.p, "true", 4) == 0);
}

static void font_close(struct pdf *pdf, struct pdf_font *f)
{
    size_t n = f->n_codes - 1;
    uint32_t *glyphs = ARENA_ARRAY(pdf->arena, n, uint32_t);
    uint32_t *new_ids = ARENA_ARRAY(pdf->arena, n, uint32_t);
    struct str *file = ARENA_NEW(pdf->arena, struct str);

    for (size_t i = 0; i < n; i++)
        glyphs[i] = f->codes[i + 1].glyph;
    *file = font_subset_glyphs(pdf->arena, f->font, glyphs, n, new_ids);
    if (!is_truetype(*file)) {
        pdf_fail(pdf, "the font %.*s has no TrueType outlines",
                 STR_ARG(font_postscript_name(f->font)));
        return;
    }
    f->name = subset_name(pdf, f, *file);
    f->w = widths(pdf, f);

    struct str map = code_to_glyph(pdf, f, new_ids);
    if (map.len > 0)
        f->map = pdf_stream_new(pdf, map, true, NULL, NULL);
    f->file = pdf_stream_new(pdf, *file, true, write_file_keys, file);
    f->to_unicode = pdf_stream_new(pdf, to_unicode(pdf, f), true, NULL, NULL);
    f->descriptor = pdf_object_new(pdf, write_descriptor, f);
    f->descendant = pdf_object_new(pdf, write_descendant, f);
    f->object->write = write_type0;
}

void pdf_fonts_close(struct pdf *pdf)
{
    for (size_t i = 0; i < pdf->n_fonts && pdf_is_fine(pdf); i++)
        font_close(pdf, pdf->fonts[i]);
}
