#include "html/writer.h"

#include <math.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/output.h"
#include "base/utf8.h"
#include "html/escape.h"
#include "html/html.h"
#include "model/deck.h"
#include "text/hyphen.h"

void write_text(struct writer *w, struct str text)
{
    html_escape(w->out, text);
}

void write_word(struct writer *w, enum word word)
{
    write_text(w, word_in(w->lang, word));
}

void write_id(struct writer *w, struct str id)
{
    if (id.len == 0)
        return;
    buf_puts(w->out, " id=\"");
    write_text(w, w->prefix);
    write_text(w, id);
    buf_putc(w->out, '"');
}

void write_lang(struct writer *w, const struct attrs *attrs)
{
    struct str lang = attrs_value(attrs, "lang");

    if (lang.len == 0)
        return;
    buf_puts(w->out, " lang=\"");
    write_text(w, lang);
    buf_putc(w->out, '"');
}

enum {
    SOFT_WORD = 12,       /* letters; shorter words go to the next line whole */
    SOFT_WORD_SLIDE = 16, /* only what would not fit a tile or a column */
    SOFT_END = 4,         /* letters that stay together at either end */
    SOFT_BYTES = 128,     /* of a word that needs no memory of its own */
};

static bool is_soft_hyphen(struct str text, size_t at)
{
    return at + 1 < text.len && text.p[at] == '\xC2' &&
           text.p[at + 1] == '\xAD';
}

/* Browsers take every break they are offered, however small the gain: in ragged
 * lines that is more hyphens than anyone wants. */
static size_t least_letters(const struct writer *w)
{
    return w->medium == MEDIUM_DECK ? SOFT_WORD_SLIDE : SOFT_WORD;
}

static size_t count_letters(struct str word)
{
    size_t letters = utf8_count(word);

    for (size_t at = 0; at < word.len; at++)
        letters -= is_soft_hyphen(word, at) ? 1 : 0;
    return letters;
}

/* html_escape(), or buf_put() for what needs none: a text is looked at once and
 * not once for each part of each long word. */
typedef void put_text(struct buf *out, struct str text);

/* Writes one word, with the soft hyphens that are worth it: of the author, and
 * where breaks[] has them. */
static void write_parts(struct writer *w, struct str word, const bool *breaks,
                        put_text *put)
{
    size_t letters = count_letters(word);
    bool is_long = letters >= least_letters(w);
    size_t n = 0; /* letters before `at` */
    size_t from = 0;

    for (size_t at = 0; at < word.len;) {
        size_t here = at;
        bool own = is_soft_hyphen(word, at);
        bool place = own || breaks[at];

        utf8_next(word, &at);
        if (place) {
            put(w->out, str_slice(word, from, here));
            from = own ? at : here;
            if (is_long && n >= SOFT_END && letters - n >= SOFT_END)
                buf_puts(w->out, "\xC2\xAD");
        }
        n += own ? 0 : 1;
    }
    put(w->out, str_slice(word, from, word.len));
}

static void write_soft_word(struct writer *w, struct str word, put_text *put)
{
    bool few[SOFT_BYTES];
    bool *breaks =
        word.len <= SOFT_BYTES ? few : ARENA_ARRAY(w->arena, word.len, bool);

    hyphen_breaks(w->hyphen, word, breaks);
    write_parts(w, word, breaks, put);
}

/* Of all controls only tabs and line ends come this far. */
static bool is_blank(char c)
{
    return (unsigned char)c <= ' ';
}

/* Where a word of `least` bytes or more starts, `at` being where one does; or
 * text.len.  A blank is looked for from the far end, so that most bytes of short
 * words are never seen. */
static size_t find_word(struct str text, size_t at, size_t least)
{
    while (at + least <= text.len) {
        size_t end = at + least;

        while (end > at && !is_blank(text.p[end - 1]))
            end--;
        if (end == at)
            return at;
        at = end;
    }
    return text.len;
}

/* Short words are written as they are, in one go with what is around them. */
static void write_softened(struct writer *w, struct str text)
{
    bool has_own = str_search(text, "\xC2\xAD", 0) < text.len;
    size_t least = has_own ? 1 : least_letters(w);
    put_text *put = html_needs_escape(text) ? html_escape : buf_put;
    size_t written = 0;

    for (size_t at = find_word(text, 0, least), end; at < text.len;
         at = find_word(text, end, least)) {
        end = at + least;
        while (end < text.len && !is_blank(text.p[end]))
            end++;
        put(w->out, str_slice(text, written, at));
        write_soft_word(w, str_slice(text, at, end), put);
        written = end;
    }
    put(w->out, str_slice(text, written, text.len));
}

/* "bij de VNG-commissie": the last word in a span that is not broken where there
 * is room.  Soft hyphens in headings are for narrow screens only. */
static void write_whole(struct writer *w, struct str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t end = str_find(text, ' ', at);
        struct str word = str_slice(text, at, end);
        bool whole = str_find(word, '-', 0) < word.len;

        buf_puts(w->out, whole ? "<span class=\"whole\">" : "");
        if (w->hyphen != NULL)
            write_softened(w, word);
        else
            write_text(w, word);
        buf_puts(w->out, whole ? "</span>" : "");
        if (end < text.len)
            buf_putc(w->out, ' ');
        at = end + 1;
    }
}

static void write_soft(struct writer *w, struct str text)
{
    if (w->whole_words)
        write_whole(w, text);
    else if (w->hyphen != NULL)
        write_softened(w, text);
    else
        write_text(w, text);
}

/* Of a letter or a figure. */
static bool is_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* A line's end on a slide: the style sheet shows the lines of slides.pdf on the
 * stage, and lets the document flow. */
static void write_line_end(struct writer *w)
{
    buf_puts(w->out, "<br class=\"line\">");
}

/* Does the line that ends before this byte end in a hyphen of the layout's?  In
 * a word it does, unless the word has a sign of its own there. */
static bool ends_in_word(struct str text, size_t end)
{
    struct str sign = str_slice(text, end >= 3 ? end - 3 : 0, end);

    return end > 0 && end < text.len && is_of_word(text.p[end - 1]) &&
           is_of_word(text.p[end]) && !str_is(sign, "\u2010") &&
           !str_is(sign, "\u2013") && !str_is(sign, "\u2014");
}

static size_t line_end(const struct writer *w, struct str text, size_t from)
{
    return w->slide == NULL ? 0 : slide_line_end(w->slide, text, from);
}

/* A text in the lines that it has on its slide. */
static void write_in_lines(struct writer *w, struct str text,
                           void (*write)(struct writer *w, struct str text))
{
    size_t from = 0;

    for (size_t end = line_end(w, text, 0); end > 0;
         end = line_end(w, text, from)) {
        write(w, str_slice(text, from, end));
        if (ends_in_word(text, end))
            buf_puts(w->out, "<span class=\"cut\">\u00AD</span>");
        write_line_end(w);
        from = end;
    }
    write(w, str_slice(text, from, text.len));
}

void write_line_text(struct writer *w, struct str text)
{
    write_in_lines(w, text, write_text);
}

void write_heading_inlines(struct writer *w, const struct inline_ *list)
{
    bool outer = w->whole_words;

    w->whole_words = true;
    write_inlines(w, list);
    w->whole_words = outer;
}

void write_heading_text(struct writer *w, struct str text)
{
    write_in_lines(w, text, write_whole);
}

/* --- pictures ------------------------------------------------------------- */

static const char *media_type(enum image_format format)
{
    switch (format) {
    case IMAGE_PNG:
        return "image/png";
    case IMAGE_JPEG:
        return "image/jpeg";
    case IMAGE_SVG: /* is a PNG by now */
    case IMAGE_NONE:
        break;
    }
    return "application/octet-stream";
}

static const char *extension(enum image_format format)
{
    switch (format) {
    case IMAGE_PNG:
        return "png";
    case IMAGE_JPEG:
        return "jpg";
    case IMAGE_SVG:
    case IMAGE_NONE:
        break;
    }
    return "bin";
}

/* "images/Kaart van Zwolle.png" -> "assets/kaart-van-zwolle-1f3a5c7e.png".  The
 * digits come from the contents: two pictures of one name stay two, and one
 * picture used twice is one file. */
static struct str asset_name(struct writer *w, const struct image *image)
{
    struct str stem = file_stem(image->url);
    struct buf name = buf_new(w->arena);

    buf_puts(&name, "assets/");
    for (size_t i = 0; i < stem.len && i < 60; i++) {
        char c = stem.p[i];

        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            buf_putc(&name, c);
        else if (name.p[name.len - 1] != '-' && name.p[name.len - 1] != '/')
            buf_putc(&name, '-');
    }
    if (name.p[name.len - 1] == '-')
        name.len--;
    buf_printf(&name, "-%.8s.%s", digest_hex(w->arena, image->bytes).p,
               extension(image->format));
    return buf_str(&name);
}

static void write_asset(struct writer *w, const struct image *image)
{
    struct str name = asset_name(w, image);

    if (w->assets != NULL && outputs_find(w->assets, name.p) == NULL)
        outputs_add(w->assets, name, image->bytes);
    html_escape_url(w->out, name);
}

static void write_data_url(struct writer *w, const struct image *image)
{
    buf_printf(w->out, "data:%s;base64,", media_type(image->format));
    buf_put(w->out, base64_encode(w->arena, image->bytes));
}

void write_image_url(struct writer *w, const struct image *image)
{
    if (w->medium == MEDIUM_PAGES)
        write_asset(w, image);
    else
        write_data_url(w, image);
}

void write_image(struct writer *w, const struct image *image)
{
    write_image_at(w, image, 0);
}

void write_image_at(struct writer *w, const struct image *image, double width)
{
    double scale = width > 0 && image->width > 0 ? width / image->width : 1;

    if (image->format == IMAGE_NONE) { /* reported when it was read */
        write_text(w, image->alt);
        return;
    }
    buf_puts(w->out, "<img src=\"");
    write_image_url(w, image);
    buf_puts(w->out, "\" alt=\"");
    write_text(w, image->alt);
    buf_putc(w->out, '"');
    if (image->width > 0 && image->height > 0)
        buf_printf(w->out, " width=\"%.0f\" height=\"%.0f\"",
                   fmax(1, scale * image->width),
                   fmax(1, scale * image->height));
    buf_putc(w->out, '>');
}

/* --- links ---------------------------------------------------------------- */

static void write_anchor(struct writer *w, struct str href,
                         const struct inline_ *children, struct str text)
{
    bool outer = w->no_links;

    if (href.len > 0 && !outer) {
        buf_puts(w->out, "<a href=\"");
        html_escape_url(w->out, href);
        buf_puts(w->out, "\">");
    }
    w->no_links = true;
    if (children != NULL)
        write_inlines(w, children);
    else
        write_text(w, text);
    w->no_links = outer;
    if (href.len > 0 && !outer)
        buf_puts(w->out, "</a>");
}

static void write_link(struct writer *w, const struct inline_ *in)
{
    const struct link *link = in->link;
    struct str href = {0};

    if (link->internal)
        href = link_to_page(w, link->page != NULL ? link->page : w->page,
                            link->anchor);
    else if (link_may_lead_to(link->url))
        href = link->url;
    write_anchor(w, href, in->children, link->url);
}

static void write_ref(struct writer *w, const struct ref *ref)
{
    struct str href = {0};

    if (ref->kind != REF_UNKNOWN && ref->page != NULL)
        href = link_to_page(w, ref->page, ref->id);
    write_anchor(w, href, NULL, ref->text);
}

/* --- footnotes ------------------------------------------------------------ */

static void note_mention(struct writer *w, const struct footnote *note,
                         unsigned mention)
{
    for (size_t i = 0; i < w->n_notes; i++)
        if (w->notes[i].note == note)
            return;
    w->notes = arena_grow(w->arena, w->notes, w->n_notes, &w->cap_notes,
                          sizeof(*w->notes));
    w->notes[w->n_notes++] = (struct mention){note, mention};
}

static void write_footnote_mark(struct writer *w, const struct inline_ *in)
{
    const struct footnote *note = in->footnote;

    if (note == NULL || note->blocks == NULL || w->no_links)
        return;
    if (w->medium == MEDIUM_DECK)
        note_mention(w, note, in->mention);
    buf_puts(w->out, "<sup>");
    buf_puts(w->out, "<a href=\"#");
    html_escape_url(w->out, w->prefix);
    buf_printf(w->out, "fn-%u\" id=\"", note->number);
    write_text(w, w->prefix);
    buf_printf(w->out, "fnref-%u-%u\" role=\"doc-noteref\" aria-label=\"",
               note->number, in->mention);
    write_word(w, WORD_FOOTNOTE);
    buf_printf(w->out, " %u\">%u</a></sup>", note->number, note->number);
}

/* --- all of them ---------------------------------------------------------- */

static void write_element(struct writer *w, const char *name,
                          const struct inline_ *children)
{
    buf_putc(w->out, '<');
    buf_puts(w->out, name);
    buf_putc(w->out, '>');
    write_inlines(w, children);
    buf_puts(w->out, "</");
    buf_puts(w->out, name);
    buf_putc(w->out, '>');
}

/* Words in another language have its hyphens. */
static void write_span(struct writer *w, const struct inline_ *in)
{
    const struct hyphen *hyphen = w->hyphen;
    struct str lang = attrs_value(in->attrs, "lang");

    if (lang.len > 0)
        w->hyphen = hyphen_for(w->site->hyphen, lang);
    buf_puts(w->out, "<span");
    write_id(w, in->attrs->id);
    write_lang(w, in->attrs);
    buf_putc(w->out, '>');
    write_inlines(w, in->children);
    buf_puts(w->out, "</span>");
    w->hyphen = hyphen;
}

static void write_inline(struct writer *w, const struct inline_ *in)
{
    switch (in->kind) {
    case INLINE_TEXT:
        write_in_lines(w, in->text, write_soft);
        break;
    case INLINE_VALUE:
        write_in_lines(w, in->text, write_text);
        break;
    case INLINE_CODE:
        buf_puts(w->out, "<code>");
        write_in_lines(w, in->text, write_text);
        buf_puts(w->out, "</code>");
        break;
    case INLINE_EMPH:
        write_element(w, "em", in->children);
        break;
    case INLINE_STRONG:
        write_element(w, "strong", in->children);
        break;
    case INLINE_STRIKE:
        write_element(w, "del", in->children);
        break;
    case INLINE_SPAN:
        write_span(w, in);
        break;
    case INLINE_LINK:
        write_link(w, in);
        break;
    case INLINE_IMAGE:
        write_image(w, in->image);
        break;
    case INLINE_SOFT_BREAK:
        buf_putc(w->out, '\n');
        if (line_end(w, in->text, 0) > 0)
            write_line_end(w);
        break;
    case INLINE_HARD_BREAK:
        buf_puts(w->out, "<br>\n");
        break;
    case INLINE_FOOTNOTE:
        write_footnote_mark(w, in);
        break;
    case INLINE_REF:
        write_ref(w, in->ref);
        break;
    }
}

void write_inlines(struct writer *w, const struct inline_ *list)
{
    if (w->depth == WRITER_DEPTH_MAX)
        return;
    w->depth++;
    for (; list != NULL; list = list->next)
        write_inline(w, list);
    w->depth--;
}
