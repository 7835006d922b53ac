/* What the document says about itself: catalog, Info, XMP, output intent and
 * file identifier.
 *
 * Only struct pdf_info is told, and the name of this program: no user, no
 * machine, no clock.  The identifier is a fingerprint of the bytes before it.
 */
#include "paint/pdf_private.h"

#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "base/utf8.h"

/* --- catalog -------------------------------------------------------------- */

static void write_catalog(struct buf *out, const void *what)
{
    const struct pdf *pdf = what;

    buf_puts(out, "/Lang");
    pdf_put_text(out, pdf->info->lang);
    buf_puts(out, "/MarkInfo<</Marked true>>"
                  "/ViewerPreferences<</DisplayDocTitle true>>"
                  "\n/StructTreeRoot ");
    pdf_put_ref(out, pdf->structure.root);
    buf_puts(out, "/Metadata ");
    pdf_put_ref(out, pdf->metadata);
    buf_puts(out, "\n/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
                  "/OutputConditionIdentifier(sRGB)"
                  "/Info(sRGB IEC61966-2.1)/DestOutputProfile ");
    pdf_put_ref(out, pdf->icc);
    buf_puts(out, ">>]");
    if (pdf->outlines != NULL) {
        buf_puts(out, "\n/PageMode/UseOutlines/Outlines ");
        pdf_put_ref(out, pdf->outlines);
    }
    if (pdf->dest_tree != NULL) {
        buf_puts(out, "\n/Names<</Dests ");
        pdf_put_ref(out, pdf->dest_tree);
        buf_puts(out, ">>");
    }
    pdf_put_page_labels(out, pdf);
}

/* --- Info ----------------------------------------------------------------- */

static void put_key_text(struct buf *out, const char *key, struct str text)
{
    if (text.len == 0)
        return;
    buf_puts(out, key);
    pdf_put_text(out, text);
}

/* "2025-11-21" -> "20251121"; "" for anything else. */
static struct str compact_date(struct arena *a, struct str iso)
{
    if (iso.len != 10 || iso.p[4] != '-' || iso.p[7] != '-')
        return (struct str){"", 0};
    return str_format(a, "%.4s%.2s%.2s", iso.p, iso.p + 5, iso.p + 8);
}

static void write_info(struct buf *out, const void *what)
{
    const struct pdf *pdf = what;
    const struct pdf_info *info = pdf->info;
    struct str date = compact_date(pdf->arena, info->iso_date);

    put_key_text(out, "/Title", info->title);
    put_key_text(out, "/Author", info->author);
    put_key_text(out, "/Subject", info->subject);
    buf_puts(out, "/Creator(plenum)/Producer(plenum)");
    if (date.len > 0)
        buf_printf(out, "/CreationDate(D:%s000000Z)/ModDate(D:%s000000Z)",
                   date.p, date.p);
}

/* --- XMP ------------------------------------------------------------------ */

static void put_xml(struct buf *out, struct str text)
{
    for (size_t at = 0; at < text.len;) {
        unsigned c = utf8_next(text, &at);

        if (c == '&')
            buf_puts(out, "&amp;");
        else if (c == '<')
            buf_puts(out, "&lt;");
        else if (c == '>')
            buf_puts(out, "&gt;");
        else if (c < ' ')
            buf_putc(out, ' ');
        else
            buf_put_char(out, utf8_is_forbidden(c) ? 0xFFFD : c);
    }
}

static void put_around(struct buf *out, const char *before, struct str text,
                       const char *after)
{
    if (text.len == 0)
        return;
    buf_puts(out, before);
    put_xml(out, text);
    buf_puts(out, after);
}

static const char xmp_head[] =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
    "<dc:format>application/pdf</dc:format>\n";

/* PDF/A wants schemas that it does not know to be described in the file. */
static const char xmp_foot[] =
    "<xmp:CreatorTool>plenum</xmp:CreatorTool>\n"
    "<pdf:Producer>plenum</pdf:Producer>\n"
    "<pdfaid:part>2</pdfaid:part>\n"
    "<pdfaid:conformance>A</pdfaid:conformance>\n"
    "<pdfuaid:part>1</pdfuaid:part>\n"
    "</rdf:Description>\n"
    "<rdf:Description rdf:about=\"\""
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag>"
    "<rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
    "</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289"
    "</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
    "</rdf:Description>\n"
    "</rdf:RDF>\n"
    "</x:xmpmeta>\n"
    "<?xpacket end=\"w\"?>";

static struct str xmp(struct pdf *pdf)
{
    const struct pdf_info *info = pdf->info;
    struct buf out = buf_new(pdf->arena);

    buf_puts(&out, xmp_head);
    put_around(&out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
               info->title, "</rdf:li></rdf:Alt></dc:title>\n");
    put_around(&out, "<dc:creator><rdf:Seq><rdf:li>", info->author,
               "</rdf:li></rdf:Seq></dc:creator>\n");
    put_around(&out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">",
               info->subject, "</rdf:li></rdf:Alt></dc:description>\n");
    put_around(&out, "<dc:language><rdf:Bag><rdf:li>", info->lang,
               "</rdf:li></rdf:Bag></dc:language>\n");
    if (compact_date(pdf->arena, info->iso_date).len > 0) {
        put_around(&out, "<xmp:CreateDate>", info->iso_date,
                   "T00:00:00Z</xmp:CreateDate>\n");
        put_around(&out, "<xmp:ModifyDate>", info->iso_date,
                   "T00:00:00Z</xmp:ModifyDate>\n");
    }
    buf_puts(&out, xmp_foot);
    return buf_str(&out);
}

static void write_xmp_keys(struct buf *out, const void *what)
{
    (void)what;
    buf_puts(out, "/Type/Metadata/Subtype/XML");
}

/* --- output intent -------------------------------------------------------- */

/* A profile of sRGB (IEC 61966-2-1) by the ICC's version 2: a matrix and one
 * curve for all three channels, so that no file has to be found. */
enum {
    CURVE_POINTS = 1024,
    ICC_HEADER = 128,
    ICC_TAGS = 9,
};

static void put_u16(struct buf *out, unsigned n)
{
    buf_putc(out, (char)(n >> 8 & 0xFF));
    buf_putc(out, (char)(n & 0xFF));
}

static void put_u32(struct buf *out, size_t n)
{
    put_u16(out, (unsigned)(n >> 16 & 0xFFFF));
    put_u16(out, (unsigned)(n & 0xFFFF));
}

static void put_zeros(struct buf *out, int n)
{
    while (n-- > 0)
        buf_putc(out, '\0');
}

static void put_d50(struct buf *out)
{
    put_u32(out, 0xF6D6); /* 0.9642, 1, 0.8249 as s15Fixed16 */
    put_u32(out, 0x10000);
    put_u32(out, 0xD32D);
}

static void put_curve(struct buf *out)
{
    buf_put(out, STR("curv\0\0\0\0"));
    put_u32(out, CURVE_POINTS);
    for (int i = 0; i < CURVE_POINTS; i++) {
        double v = i / (CURVE_POINTS - 1.0);
        double linear =
            v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);

        put_u16(out, (unsigned)(linear * 65535 + 0.5));
    }
}

static void put_icc_header(struct buf *out, size_t size)
{
    put_u32(out, size);
    put_u32(out, 0);
    put_u32(out, 0x02100000); /* version 2.1 */
    buf_puts(out, "mntrRGB XYZ ");
    put_u16(out, 2000); /* the date of the profile: of no meaning here */
    put_u16(out, 1);
    put_u16(out, 1);
    put_zeros(out, 6);
    buf_puts(out, "acsp");
    put_zeros(out, 28);
    put_d50(out);
    put_zeros(out, 48);
}

/* One tag's data; `sign` repeats for tags that share it. */
struct icc_tag {
    const char *sign;
    size_t from, len;
};

static struct str icc_data(struct pdf *pdf, struct icc_tag tags[ICC_TAGS])
{
    /* Colorants of sRGB, adapted to D50 (Bradford), as s15Fixed16. */
    static const struct {
        const char *sign;
        unsigned x, y, z;
    } colorants[] = {
        {"rXYZ", 0x6FA2, 0x38F5, 0x0390},
        {"gXYZ", 0x6299, 0xB785, 0x18DA},
        {"bXYZ", 0x24A0, 0x0F84, 0xB6CF},
    };
    struct buf d = buf_new(pdf->arena);
    int n = 0;

    tags[n++] = (struct icc_tag){"desc", d.len, 0};
    buf_put(&d, STR("desc\0\0\0\0\0\0\0\5sRGB"));
    put_zeros(&d, 79); /* the end of the name; no Unicode, no Macintosh name */
    put_zeros(&d, 1);
    tags[n++] = (struct icc_tag){"cprt", d.len, 0};
    buf_put(&d, STR("text\0\0\0\0CC0\0"));
    tags[n++] = (struct icc_tag){"wtpt", d.len, 0};
    buf_put(&d, STR("XYZ \0\0\0\0"));
    put_d50(&d);
    for (size_t i = 0; i < 3; i++) {
        tags[n++] = (struct icc_tag){colorants[i].sign, d.len, 0};
        buf_put(&d, STR("XYZ \0\0\0\0"));
        put_u32(&d, colorants[i].x);
        put_u32(&d, colorants[i].y);
        put_u32(&d, colorants[i].z);
    }
    size_t curve = d.len;
    tags[n++] = (struct icc_tag){"rTRC", curve, 0};
    tags[n++] = (struct icc_tag){"gTRC", curve, 0};
    tags[n++] = (struct icc_tag){"bTRC", curve, 0};
    put_curve(&d);
    assert(n == ICC_TAGS);

    for (int i = 0; i < ICC_TAGS; i++) {
        size_t end = tags[i].from == curve ? d.len : tags[i + 1].from;

        tags[i].len = end - tags[i].from;
    }
    return buf_str(&d);
}

static struct str icc_profile(struct pdf *pdf)
{
    struct icc_tag tags[ICC_TAGS];
    struct str tag_data = icc_data(pdf, tags);
    struct buf out = buf_new(pdf->arena);
    size_t start = ICC_HEADER + 4 + 12 * ICC_TAGS;

    put_icc_header(&out, start + tag_data.len);
    assert(out.len == ICC_HEADER);
    put_u32(&out, ICC_TAGS);
    for (int i = 0; i < ICC_TAGS; i++) {
        buf_puts(&out, tags[i].sign);
        put_u32(&out, start + tags[i].from);
        put_u32(&out, tags[i].len);
    }
    buf_put(&out, tag_data);
    return buf_str(&out);
}

static void write_icc_keys(struct buf *out, const void *what)
{
    (void)what;
    buf_puts(out, "/N 3");
}

/* --- file identifier ------------------------------------------------------ */

/* Four bytes as a number, the first one lowest, whatever machine this is. */
static uint64_t half_at(const HPDF_BYTE *p)
{
    return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
           (uint64_t)p[3] << 24;
}

static uint64_t word_at(const HPDF_BYTE *p)
{
    return half_at(p) | half_at(p + 4) << 32;
}

/* As FNV-1a (Fowler, Noll, Vo) does, but eight bytes at a time; then the high
 * half, where all of them are felt, is brought to the low one. */
static uint64_t stir(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 1099511628211u;
    return hash ^ hash >> 32;
}

/* Of all that was saved before the trailer. */
static uint64_t fingerprint(HPDF_Stream saved, uint64_t hash)
{
    HPDF_UINT n = HPDF_MemStream_GetBufCount(saved);

    for (HPDF_UINT i = 0; i < n; i++) {
        HPDF_UINT len = 0, k = 0;
        const HPDF_BYTE *p = HPDF_MemStream_GetBufPtr(saved, i, &len);

        for (; k + 8 <= len; k += 8)
            hash = stir(hash, word_at(p + k));
        for (; k < len; k++)
            hash = stir(hash, p[k]);
    }
    return hash;
}

static void write_trailer(struct buf *out, const void *what)
{
    const struct pdf *pdf = what;
    HPDF_Stream saved = pdf->doc->stream;
    unsigned long long a = fingerprint(saved, 14695981039346656037u);
    unsigned long long b = fingerprint(saved, a);

    buf_printf(out, "/ID[<%016llX%016llX><%016llX%016llX>]", a, b, a, b);
}

void pdf_meta_close(struct pdf *pdf)
{
    HPDF_Doc doc = pdf->doc;

    doc->pdf_version = HPDF_VER_17;
    pdf->metadata = pdf_stream_new(pdf, xmp(pdf), false, write_xmp_keys, NULL);
    pdf->icc =
        pdf_stream_new(pdf, icc_profile(pdf), true, write_icc_keys, NULL);
    pdf_object_extend(pdf, doc->catalog, write_catalog, pdf);
    HPDF_Dict_RemoveElement(doc->info, "Producer");
    pdf_object_extend(pdf, doc->info, write_info, pdf);
    pdf_object_extend(pdf, doc->trailer, write_trailer, pdf);
}
