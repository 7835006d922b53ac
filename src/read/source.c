#include "read/source.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "read/starts.h"

static const char utf8_mark[] = "\xEF\xBB\xBF";

/* Windows-1252, bytes 0x80 to 0x9F (Unicode's CP1252.TXT); 0 where the code
 * page has no character.  The other bytes are those of Latin-1. */
static const unsigned short cp1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static unsigned from_cp1252(unsigned char byte)
{
    if (byte < 0x80 || byte >= 0xA0)
        return byte;
    return cp1252[byte - 0x80] != 0 ? cp1252[byte - 0x80] : 0xFFFD;
}

static struct str decode_cp1252(struct arena *a, struct str bytes)
{
    struct buf out = buf_new(a);

    for (size_t i = 0; i < bytes.len; i++)
        buf_put_char(&out, from_cp1252((unsigned char)bytes.p[i]));
    return buf_str(&out);
}

/* What Excel's "Unicode text" is: UTF-16 with a byte order mark. */
static struct str decode_utf16(struct arena *a, struct str bytes, bool big)
{
    struct buf out = buf_new(a);
    unsigned high = 0; /* the first half of a pair, while it waits */

    for (size_t i = 2; i + 1 < bytes.len; i += 2) {
        unsigned b0 = (unsigned char)bytes.p[i + (big ? 0 : 1)];
        unsigned b1 = (unsigned char)bytes.p[i + (big ? 1 : 0)];
        unsigned unit = b0 << 8 | b1;

        if (high != 0 && unit >= 0xDC00 && unit <= 0xDFFF) {
            buf_put_char(&out,
                         0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
            high = 0;
            continue;
        }
        if (high != 0)
            buf_put_char(&out, 0xFFFD);
        high = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
        if (high == 0)
            buf_put_char(&out,
                         unit >= 0xDC00 && unit <= 0xDFFF ? 0xFFFD : unit);
    }
    return buf_str(&out);
}

/* Every byte that is not part of a valid character becomes U+FFFD. */
static struct str repair(struct arena *a, struct str bytes)
{
    struct buf out = buf_new(a);

    for (size_t i = 0; i < bytes.len;)
        buf_put_char(&out, utf8_next(bytes, &i));
    return buf_str(&out);
}

/* The byte that ends the line at `from`, or text.len.  A line ends in LF, CR LF
 * or, as cmark has it, CR alone; *cr is the first CR from there on. */
static size_t end_of_line(struct str text, size_t from, size_t *cr)
{
    size_t lf = str_find(text, '\n', from);

    if (*cr < from)
        *cr = str_find(text, '\r', from);
    return *cr + 1 < lf || lf == text.len ? *cr : lf;
}

static void find_lines(struct arena *a, struct source *s)
{
    size_t cap = 0;
    size_t cr = str_find(s->text, '\r', 0);

    s->n_lines = 0;
    for (size_t from = 0; from <= s->text.len;) {
        s->lines = arena_grow(a, s->lines, s->n_lines, &cap, sizeof(*s->lines));
        s->lines[s->n_lines++] = from;
        from = end_of_line(s->text, from, &cr) + 1;
    }
}

static struct str to_utf8(struct arena *a, struct source *s, struct str bytes,
                          enum encoding encoding, struct diags *diags)
{
    struct place whole = {s->file, 0, 0};

    if (encoding == ENCODING_CP1252)
        return decode_cp1252(a, bytes);
    if (str_starts(bytes, utf8_mark))
        bytes = str_slice(bytes, strlen(utf8_mark), bytes.len);
    else if (str_starts(bytes, "\xFF\xFE") || str_starts(bytes, "\xFE\xFF"))
        return decode_utf16(a, bytes, bytes.p[0] == '\xFE');

    size_t wrong = utf8_first_invalid(bytes);
    if (wrong == bytes.len)
        return bytes;
    if (encoding == ENCODING_ANY) {
        diag_add(diags, DIAG_CSV_CP1252, whole, NULL);
        return decode_cp1252(a, bytes);
    }

    s->text = repair(a, bytes);
    find_lines(a, s);
    diag_add(diags, DIAG_BAD_UTF8, source_place(s, wrong),
             "byte 0x%02X; save the file as UTF-8",
             (unsigned)(unsigned char)bytes.p[wrong]);
    return s->text;
}

/* The first of U+202A-202E and U+2066-2069, or text.len.  They reorder what is
 * shown, so that a sentence or a number reads otherwise than it is (Unicode
 * Technical Standard 55). */
static size_t first_bidi_control(struct str text)
{
    static const char lead = '\xE2';

    for (size_t i = str_find(text, lead, 0); i + 2 < text.len;
         i = str_find(text, lead, i + 1)) {
        unsigned char middle = (unsigned char)text.p[i + 1];
        unsigned char last = (unsigned char)text.p[i + 2];

        if ((middle == 0x80 && last >= 0xAA && last <= 0xAE) ||
            (middle == 0x81 && last >= 0xA6 && last <= 0xA9))
            return i;
    }
    return text.len;
}

static void report_bidi_control(struct source *s, struct diags *diags)
{
    size_t at = first_bidi_control(s->text);
    size_t next = at;

    if (at < s->text.len)
        diag_add(diags, DIAG_BIDI_CONTROL, source_place(s, at), "U+%04X",
                 utf8_next(s->text, &next));
}

struct source source_read(struct arena *a, const char *file, struct str bytes,
                          enum encoding encoding, struct diags *diags)
{
    struct source s = {.file = file};

    if (bytes.p == NULL)
        bytes = STR("");
    s.text = to_utf8(a, &s, bytes, encoding, diags);
    if (s.lines == NULL)
        find_lines(a, &s);
    report_bidi_control(&s, diags);
    s.last_line = s.last_byte = 0;
    s.last_col = 1;
    return s;
}

struct place source_place(struct source *s, size_t byte)
{
    size_t line;

    if (byte > s->text.len)
        byte = s->text.len;
    line = starts_find(s->lines, sizeof(*s->lines), s->n_lines, s->last_line,
                       byte);
    if (line != s->last_line || byte < s->last_byte || s->last_col == 0) {
        s->last_line = line;
        s->last_byte = s->lines[line];
        s->last_col = 1;
    }
    s->last_col += (unsigned)utf8_count(str_slice(s->text, s->last_byte, byte));
    s->last_byte = byte;
    return (struct place){s->file, (unsigned)line + 1, s->last_col};
}

struct place source_place_at(struct source *s, unsigned line, unsigned column)
{
    if (line > s->n_lines)
        return source_place(s, s->text.len);

    size_t start = s->lines[line > 0 ? line - 1 : 0];
    size_t length = source_line(s, line).len;
    size_t byte = column > 0 ? column - 1 : 0;
    return source_place(s, start + (byte < length ? byte : length));
}

struct str source_line(const struct source *s, unsigned line)
{
    if (line == 0 || line > s->n_lines)
        return STR("");

    size_t start = s->lines[line - 1];
    size_t end = line < s->n_lines ? s->lines[line] : s->text.len;
    while (end > start &&
           (s->text.p[end - 1] == '\n' || s->text.p[end - 1] == '\r'))
        end--;
    return str_slice(s->text, start, end);
}
