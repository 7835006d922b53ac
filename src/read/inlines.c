/* The children of one cmark node are read from left to right.  Texts and line
 * ends between two other nodes are one run: what plenum adds to CommonMark is
 * found in runs.  A bracket or ~~ that may open something is put in the list
 * as text and remembered; when its other half comes, that very node becomes
 * the span, and all that was put behind it its children. */
#include "read/inlines.h"

#include <assert.h>
#include <limits.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "model/report.h"
#include "read/attributes.h"
#include "read/cursor.h"
#include "read/markdown.h"
#include "read/reader.h"
#include "read/signs.h"
#include "read/value.h"

/* What is read from the first to the last word of one block. */
struct words {
    struct reader *r;
    struct cursor cursor;
    struct buf text;     /* words not yet in the list */
    size_t text_at;      /* where they start: a place as in struct run */
    unsigned before;     /* the character before the next one */
    struct place fixed;  /* line > 0: all stands here, there is no cursor */
    struct attrs *attrs; /* attributes at the end of the block, or NULL */
    bool verbatim;       /* an address: no signs, no values */
    bool in_picture;     /* words for those who do not see it */
};

/* Texts and line ends that follow one another. */
struct run {
    struct str text;       /* a line end is "\n" */
    struct origin *origin; /* of the text, or NULL */
    size_t skipped;        /* bytes of it before the text */
    unsigned after;        /* the character behind it */
    bool is_last;          /* of the block */
};

struct opener {
    struct inline_ *node; /* "[" or "~~" */
    bool strike;
};

/* The list that is being made, with what may still open in it. */
struct chain {
    struct inline_ *first, *last;
    struct opener *openers;
    size_t n_openers, cap_openers;
    size_t n_strikes; /* openers that are ~~ */
};

/* What a node that is no text looks like to the signs around it. */
enum {
    A_LETTER = 'a'
};

static struct place place_of(struct words *w, size_t place)
{
    if (w->fixed.line > 0)
        return w->fixed;
    return reader_place(w->r, place);
}

/* --- the list ------------------------------------------------------------- */

static struct inline_ *append_at(struct words *w, struct chain *list,
                                 enum inline_kind kind, struct place at)
{
    struct inline_ *node = pool_take(&w->r->inlines);

    node->kind = kind;
    node->at = at;
    *(list->last != NULL ? &list->last->next : &list->first) = node;
    list->last = node;
    return node;
}

static struct inline_ *append(struct words *w, struct chain *list,
                              enum inline_kind kind, size_t place)
{
    return append_at(w, list, kind, place_of(w, place));
}

/* Puts the words that were read so far in the list. */
static void flush(struct words *w, struct chain *list)
{
    if (w->text.len == 0)
        return;
    struct inline_ *node = append(w, list, INLINE_TEXT, w->text_at);
    node->text = str_copy(w->r->arena, buf_str(&w->text));
    w->text.len = 0;
}

static struct inline_ *put(struct words *w, struct chain *list,
                           enum inline_kind kind, size_t place,
                           unsigned looks_like)
{
    flush(w, list);
    w->before = looks_like;
    return append(w, list, kind, place);
}

/* Nobody is told of a line end: the place of the words before it, which needs no
 * counting, will do. */
static void put_line_end(struct words *w, struct chain *list, size_t place)
{
    flush(w, list);
    w->before = ' ';
    append_at(w, list, INLINE_SOFT_BREAK,
              list->last != NULL ? list->last->at : place_of(w, place))
        ->text = str_copy(w->r->arena, STR(" "));
}

static void remember(struct words *w, struct chain *list, struct inline_ *node,
                     bool strike)
{
    list->openers = arena_grow(w->r->scratch, list->openers, list->n_openers,
                               &list->cap_openers, sizeof(*list->openers));
    list->openers[list->n_openers++] = (struct opener){node, strike};
    list->n_strikes += strike;
}

static struct opener forget(struct chain *list)
{
    assert(list->n_openers > 0);
    struct opener opener = list->openers[--list->n_openers];

    list->n_strikes -= opener.strike;
    return opener;
}

/* The opener becomes a span around all that stands behind it.  An opener with
 * many before it stays text: spans nest no deeper than that, whatever the
 * author writes. */
static bool close_span(struct chain *list, struct inline_ *opener,
                       enum inline_kind kind)
{
    enum {
        SPANS_MAX = 32
    };

    if (list->n_openers >= SPANS_MAX)
        return false;
    opener->kind = kind;
    opener->text = (struct str){0};
    opener->children = opener->next;
    opener->next = NULL;
    list->last = opener;
    return true;
}

/* A word that was found in pieces must be one text, or it could not be shaped
 * and hyphenated as a word. */
static struct inline_ *join_texts(struct words *w, struct inline_ *first)
{
    for (struct inline_ *i = first; i != NULL; i = i->next) {
        struct buf joined = buf_new(w->r->arena);

        if (i->kind != INLINE_TEXT) {
            if (i->children != NULL)
                i->children = i->kind == INLINE_SPAN || i->kind == INLINE_STRIKE
                                  ? join_texts(w, i->children)
                                  : i->children;
            continue;
        }
        while (i->next != NULL && i->next->kind == INLINE_TEXT) {
            if (joined.len == 0)
                buf_put(&joined, i->text);
            buf_put(&joined, i->next->text);
            i->next = i->next->next;
        }
        if (joined.len > 0)
            i->text = buf_str(&joined);
    }
    return first;
}

/* --- what stands in a run: each reader returns the bytes it took, or 0 ---- */

static bool is_escaped(const struct run *run, size_t i)
{
    return run->origin != NULL && origin_escaped(run->origin, run->skipped + i);
}

static size_t place_in(const struct run *run, size_t i)
{
    return run->origin != NULL ? origin_place(run->origin, run->skipped + i)
                               : 0;
}

/* Longer than any value, note or name people write; so that a line of 100,000
 * opening braces costs no more than its length. */
enum {
    LONGEST_VALUE = 1000,
    LONGEST_NAME = 200,
};

static struct str one_line(struct words *w, struct str text)
{
    char *bytes = arena_copy(w->r->arena, text.p, text.len);

    for (size_t i = 0; i < text.len; i++)
        if (bytes[i] == '\n')
            bytes[i] = ' ';
    return (struct str){bytes, text.len};
}

/* The words of a value, for the places of its pieces. */
struct value_source {
    struct words *words;
    const struct run *run;
    size_t start; /* in the run */
};

static struct place place_in_value(const void *source, size_t byte)
{
    const struct value_source *v = source;

    return place_of(v->words, place_in(v->run, v->start + byte));
}

/* {{ data[row, column] }} */
static size_t read_value(struct words *w, struct chain *list,
                         const struct run *run, size_t i)
{
    struct str rest = str_slice(run->text, i, i + LONGEST_VALUE);
    struct reader *r = w->r;

    if (!str_starts(rest, "{{"))
        return 0;
    size_t end = str_search(rest, "}}", 2);
    if (end == rest.len) {
        diag_add(r->diags, DIAG_VALUE_OPEN, place_of(w, place_in(run, i)),
                 NULL);
        if (w->text.len == 0)
            w->text_at = place_in(run, i);
        buf_puts(&w->text, "{{");
        return 2;
    }
    struct inline_ *node =
        put(w, list, INLINE_VALUE, place_in(run, i), A_LETTER);
    const struct value_source source = {w, run, i + 2};
    const struct expression expression = {
        .text = one_line(w, str_slice(rest, 2, end)),
        .at = node->at,
        .place = place_in_value,
        .source = &source,
    };
    node->text =
        value_read(r->arena, r->report, r->page->lang, &expression, r->diags);
    return end + 2;
}

/* [^label] */
static size_t read_footnote(struct words *w, struct chain *list,
                            const struct run *run, size_t i)
{
    struct str rest = str_slice(run->text, i, i + LONGEST_NAME);
    struct reader *r = w->r;
    size_t end = 2;

    if (!str_starts(rest, "[^") || w->in_picture)
        return 0;
    while (end < rest.len && strchr(" \t\n[]", rest.p[end]) == NULL)
        end++;
    if (end == 2 || end == rest.len || rest.p[end] != ']')
        return 0;

    struct inline_ *node =
        put(w, list, INLINE_FOOTNOTE, place_in(run, i), A_LETTER);
    node->footnote = reader_mention(r, str_slice(rest, 2, end), node->at);
    node->mention = ++node->footnote->n_mentions;
    return end + 1;
}

static bool is_word_char(unsigned c)
{
    bool is_sign = c >= 0x2000 && c < 0x2C00; /* dashes, quotes, arrows */

    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_' || (c >= 0xC0 && !is_sign);
}

/* @fig-id, @tbl-id, @sec-id; not in an address such as a@tbl-b.nl. */
static size_t read_ref(struct words *w, struct chain *list,
                       const struct run *run, size_t i)
{
    struct str rest = str_slice(run->text, i, i + LONGEST_NAME);
    size_t end = 5;

    if (is_word_char(w->before) ||
        !(str_starts(rest, "@fig-") || str_starts(rest, "@tbl-") ||
          str_starts(rest, "@sec-")))
        return 0;
    while (end < rest.len && utf8_length(rest, end) > 0) {
        size_t next = end;
        if (!is_word_char(utf8_next(rest, &next)) &&
            strchr("-:.", rest.p[end]) == NULL)
            break;
        end = next;
    }
    while (strchr("-:.", rest.p[end - 1]) != NULL)
        end--; /* the full stop behind it */
    if (end <= 5)
        return 0;

    struct inline_ *node = put(w, list, INLINE_REF, place_in(run, i), A_LETTER);
    node->ref = ARENA_NEW(w->r->arena, struct ref);
    node->ref->id = str_copy(w->r->arena, str_slice(rest, 1, end));
    return end;
}

static bool is_space(unsigned c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* ~~ opens before a word and closes behind one. */
static size_t read_strike(struct words *w, struct chain *list,
                          const struct run *run, size_t i)
{
    size_t n = 1;

    while (i + n < run->text.len && run->text.p[i + n] == '~')
        n++;
    if (n != 2)
        return 0;
    unsigned after =
        i + 2 < run->text.len ? (unsigned char)run->text.p[i + 2] : run->after;
    if (list->n_strikes > 0 && !is_space(w->before)) {
        flush(w, list);
        struct opener opener = forget(list);
        while (!opener.strike)
            opener = forget(list);
        return close_span(list, opener.node, INLINE_STRIKE) ? 2 : 0;
    }
    if (is_space(after))
        return 0;
    unsigned before = w->before;
    struct inline_ *node = put(w, list, INLINE_TEXT, place_in(run, i), before);
    node->text = STR("~~");
    remember(w, list, node, true);
    return 2;
}

static struct attrs *kept_attrs(struct words *w, const struct attrs *attrs)
{
    struct attrs *kept = ARENA_NEW(w->r->arena, struct attrs);

    *kept = *attrs;
    return kept;
}

/* ]{lang=en} closes [word; a bracket without braces is just that. */
static size_t read_bracket_end(struct words *w, struct chain *list,
                               const struct run *run, size_t i)
{
    struct attrs attrs;
    size_t length = 0;

    if (list->n_openers == 0 || list->openers[list->n_openers - 1].strike)
        return 0;
    if (i + 1 < run->text.len && run->text.p[i + 1] == '{')
        length = attributes_read(w->r->arena, run->text, i + 1, &attrs);
    struct opener opener = forget(list);
    if (length == 0)
        return 0;
    flush(w, list);
    if (!close_span(list, opener.node, INLINE_SPAN))
        return 0;
    opener.node->attrs = kept_attrs(w, &attrs);
    return 1 + length;
}

static size_t read_bracket(struct words *w, struct chain *list,
                           const struct run *run, size_t i)
{
    size_t length = read_footnote(w, list, run, i);

    if (length > 0)
        return length;
    struct inline_ *node = put(w, list, INLINE_TEXT, place_in(run, i), '[');
    node->text = STR("[");
    remember(w, list, node, false);
    return 1;
}

/* ![alt](url){#fig-id}, `code`{.css}, [text](url){lang=en}: the node before
 * gets a span around it. */
static size_t read_node_attributes(struct words *w, struct chain *list,
                                   const struct run *run)
{
    struct inline_ *node = list->last;
    struct attrs attrs;

    if (node == NULL || w->text.len > 0 ||
        (node->kind != INLINE_IMAGE && node->kind != INLINE_LINK &&
         node->kind != INLINE_CODE))
        return 0;
    size_t length = attributes_read(w->r->arena, run->text, 0, &attrs);
    if (length == 0)
        return 0;
    struct inline_ *inside = pool_take(&w->r->inlines);
    *inside = *node;
    *node = (struct inline_){
        .kind = INLINE_SPAN, .at = inside->at, .children = inside};
    node->attrs = kept_attrs(w, &attrs);
    return length;
}

/* {#id .class} at the very end of a heading or a caption. */
static size_t read_end_attributes(struct words *w, const struct run *run,
                                  size_t i)
{
    struct attrs attrs;

    if (w->attrs == NULL || !run->is_last)
        return 0;
    size_t length = attributes_read(w->r->arena, run->text, i, &attrs);
    if (length == 0 || i + length < run->text.len)
        return 0;
    *w->attrs = attrs;
    while (w->text.len > 0 &&
           is_space((unsigned char)w->text.p[w->text.len - 1]))
        w->text.len--;
    return length;
}

static size_t read_sign(struct words *w, const struct run *run, size_t i)
{
    size_t start = w->text.len;
    size_t length = sign_read(run->text, i, w->before, run->after, &w->text);

    if (length > 0 && start == 0)
        w->text_at = place_in(run, i);
    return length;
}

static size_t read_special(struct words *w, struct chain *list,
                           const struct run *run, size_t i)
{
    size_t length;

    switch (run->text.p[i]) {
    case '{':
        length = read_value(w, list, run, i);
        if (length == 0 && i == 0)
            length = read_node_attributes(w, list, run);
        return length > 0 ? length : read_end_attributes(w, run, i);
    case '[':
        return read_bracket(w, list, run, i);
    case ']':
        return read_bracket_end(w, list, run, i);
    case '@':
        return read_ref(w, list, run, i);
    case '~':
        return read_strike(w, list, run, i);
    case '"':
    case '\'':
    case '-':
    case '.':
        return read_sign(w, run, i);
    default:
        return 0;
    }
}

/* The last character that was put in the text. */
static void look_back(struct words *w)
{
    size_t at = w->text.len;

    if (at == 0)
        return;
    do
        at--;
    while (at > 0 && ((unsigned char)w->text.p[at] & 0xC0) == 0x80);
    w->before = utf8_next(buf_str(&w->text), &at);
}

/* Bytes that may be more than themselves: those of read_special(), and what
 * read_run() knows. */
static const bool is_active[UCHAR_MAX + 1] = {
    ['{'] = true, ['['] = true,  [']'] = true,       ['@'] = true,
    ['~'] = true, ['"'] = true,  ['\''] = true,      ['-'] = true,
    ['.'] = true, ['\n'] = true, [FILL_BYTE] = true,
};

/* Takes the bytes from `i` that are only themselves; returns how many. */
static size_t read_plain(struct words *w, const struct run *run, size_t i)
{
    size_t end = i;

    while (end < run->text.len && !is_active[(unsigned char)run->text.p[end]])
        end++;
    if (end == i)
        return 0;
    if (w->text.len == 0)
        w->text_at = place_in(run, i);
    buf_put(&w->text, str_slice(run->text, i, end));
    look_back(w);
    return end - i;
}

static void read_run(struct words *w, struct chain *list, const struct run *run)
{
    for (size_t i = 0; i < run->text.len;) {
        i += read_plain(w, run, i);
        if (i == run->text.len)
            break;

        char byte = run->text.p[i];

        if (byte == '\n') {
            put_line_end(w, list, place_in(run, i));
            i++;
            continue;
        }
        size_t length = is_escaped(run, i) || w->verbatim
                            ? 0
                            : read_special(w, list, run, i);
        if (length == 0) {
            if (w->text.len == 0)
                w->text_at = place_in(run, i);
            if (byte != FILL_BYTE)
                buf_putc(&w->text, byte);
            length = 1;
        }
        look_back(w);
        i += length;
    }
    flush(w, list);
}

/* --- cmark's nodes -------------------------------------------------------- */

static struct inline_ *read_nodes(struct words *w, const struct md *first);

static bool in_run(const struct md *md)
{
    return md->kind == MD_TEXT || md->kind == MD_SOFT_BREAK;
}

/* The origin of one run; it is good until the next one. */
static struct origin *fresh_origin(struct reader *r)
{
    r->origin.arena = r->scratch;
    r->origin.count = r->origin.last = 0;
    return &r->origin;
}

/* Gathers the run that starts at *node, and moves *node behind it. */
static struct run gather_run(struct words *w, const struct md **node)
{
    size_t length = 0;
    size_t at = 0;
    const struct md *end = *node;

    for (; end != NULL && in_run(end); end = end->next)
        length += end->kind == MD_TEXT ? end->text.len : 1;

    char *text = arena_alloc(w->r->scratch, length + 1);
    struct origin *origin = fresh_origin(w->r);
    for (; *node != end; *node = (*node)->next) {
        if ((*node)->kind == MD_SOFT_BREAK) {
            cursor_mark(&w->cursor, at, origin);
            text[at++] = '\n';
            cursor_enter(&w->cursor, *node);
            continue;
        }
        memcpy(text + at, (*node)->text.p, (*node)->text.len);
        cursor_text(&w->cursor, (*node)->text, at, origin);
        at += (*node)->text.len;
    }
    return (struct run){{text, length}, origin, 0, ' ', false};
}

static void read_texts(struct words *w, struct chain *list,
                       const struct md **node, size_t skip)
{
    const struct md *parent = (*node)->parent;
    struct run run = gather_run(w, node);

    if (*node != NULL && (*node)->kind != MD_HARD_BREAK)
        run.after = A_LETTER;
    run.is_last = *node == NULL && parent->kind < MD_TEXT;
    skip = skip < run.text.len ? skip : run.text.len;
    run.text = str_slice(run.text, skip, run.text.len);
    run.skipped = skip;
    read_run(w, list, &run);
}

/* A copy without the bytes that stand for nothing. */
static struct str plain(struct words *w, struct str text)
{
    char *bytes = arena_alloc(w->r->arena, text.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] != FILL_BYTE)
            bytes[len++] = text.p[i];
    return (struct str){bytes, len};
}

/* "bg", "w:300", "right:40%": what Marp reads in the place of words. */
static bool is_marp_word(struct str word, bool *sure)
{
    static const char *const alone[] = {"left", "right",   "fit",     "cover",
                                        "auto", "contain", "vertical"};
    static const char *const sized[] = {
        "w:",     "h:",   "width:",  "height:",    "left:",
        "right:", "blur", "opacity", "brightness", "contrast"};

    if (str_is(word, "bg"))
        *sure = true;
    for (size_t i = 0; i < sizeof(sized) / sizeof(sized[0]); i++)
        if (str_starts(word, sized[i])) {
            *sure = true;
            return true;
        }
    for (size_t i = 0; i < sizeof(alone) / sizeof(alone[0]); i++)
        if (str_is(word, alone[i]))
            return true;
    return str_is(word, "bg") || (str_ends(word, "%") && word.len > 1);
}

/* The words that are left when those for Marp are gone, if there are any. */
static struct str without_marp(struct words *w, struct str alt, struct place at)
{
    struct buf kept = buf_new(w->r->arena);
    bool sure = false;

    for (size_t from = 0; from < alt.len;) {
        size_t to = str_find(alt, ' ', from);
        struct str word = str_slice(alt, from, to);

        if (word.len > 0 && !is_marp_word(word, &sure)) {
            buf_puts(&kept, kept.len > 0 ? " " : "");
            buf_put(&kept, word);
        }
        from = to + 1;
    }
    if (!sure)
        return alt;
    diag_add(w->r->diags, DIAG_MARP_SETTING, at, "%.*s", STR_ARG(alt));
    return buf_str(&kept);
}

static void read_image(struct words *w, struct chain *list, const struct md *md,
                       size_t place)
{
    bool outer = w->in_picture;

    w->in_picture = true;
    struct inline_ *alt = read_nodes(w, md->children);
    w->in_picture = outer;
    cursor_leave(&w->cursor, md);

    struct inline_ *node = put(w, list, INLINE_IMAGE, place, A_LETTER);
    node->image = ARENA_NEW(w->r->arena, struct image);
    node->image->url = plain(w, md->target->url);
    node->image->title = plain(w, md->target->title);
    node->image->alt =
        without_marp(w, inlines_text(w->r->arena, alt), node->at);
}

/* A closing tag is dropped as its opening one was: that is one mistake. */
static void read_comment(struct words *w, const struct md *md, size_t place)
{
    struct reader *r = w->r;
    struct block *notes = NULL;

    if (!str_starts(md->text, "</"))
        notes = inlines_comment(r, md->text, place_of(w, place));
    if (notes == NULL)
        return;
    *r->notes_end = notes;
    r->notes_end = &notes->next;
}

/* <br>, <br/>, <br /> */
static bool is_line_break(struct str html)
{
    return html.len > 3 && str_eq_nocase(str_slice(html, 0, 3), STR("<br")) &&
           strchr("> /", html.p[3]) != NULL;
}

/* The words around it are not one word. */
static void read_line_break(struct words *w, struct chain *list, size_t place)
{
    diag_add(w->r->diags, DIAG_RAW_HTML, place_of(w, place),
             "a line break stands in its place");
    put(w, list, INLINE_HARD_BREAK, place, ' ');
}

static void read_span(struct words *w, struct chain *list, const struct md *md,
                      size_t place)
{
    enum inline_kind kind = md->kind == MD_EMPH     ? INLINE_EMPH
                            : md->kind == MD_STRONG ? INLINE_STRONG
                                                    : INLINE_LINK;
    bool outer = w->verbatim;
    flush(w, list);
    struct inline_ *node = append(w, list, kind, place);

    if (md->kind == MD_LINK) {
        node->link = ARENA_NEW(w->r->arena, struct link);
        node->link->url = plain(w, md->target->url);
        w->verbatim = w->cursor.at > 0 && w->cursor.at <= w->cursor.text.len &&
                      w->cursor.text.p[w->cursor.at - 1] == '<';
    }
    node->children = read_nodes(w, md->children);
    w->verbatim = outer;
    cursor_leave(&w->cursor, md);
}

static void read_node(struct words *w, struct chain *list, const struct md *md)
{
    size_t place = w->cursor.at;

    cursor_enter(&w->cursor, md);
    switch (md->kind) {
    case MD_HARD_BREAK:
        put(w, list, INLINE_HARD_BREAK, place, ' ');
        return;
    case MD_CODE:
        put(w, list, INLINE_CODE, place, A_LETTER)->text = plain(w, md->text);
        return;
    case MD_HTML:
        flush(w, list);
        if (is_line_break(md->text))
            read_line_break(w, list, place);
        else
            read_comment(w, md, place);
        return;
    case MD_EMPH:
    case MD_STRONG:
    case MD_LINK:
        read_span(w, list, md, place);
        return;
    case MD_IMAGE:
        read_image(w, list, md, place);
        return;
    case MD_TEXT:
    case MD_SOFT_BREAK:
    case MD_DOCUMENT:
    case MD_QUOTE:
    case MD_LIST:
    case MD_ITEM:
    case MD_CODE_BLOCK:
    case MD_HTML_BLOCK:
    case MD_PARAGRAPH:
    case MD_HEADING:
    case MD_RULE:
        assert(!"no such node in a line, or it is part of a run");
        return;
    }
}

static struct inline_ *read_list(struct words *w, const struct md *first,
                                 size_t skip)
{
    struct chain list = {0};

    for (const struct md *md = first; md != NULL;) {
        if (in_run(md)) {
            read_texts(w, &list, &md, md == first ? skip : 0);
            continue;
        }
        if (md->cut)
            diag_add(w->r->diags, DIAG_TOO_DEEP, place_of(w, w->cursor.at),
                     NULL);
        read_node(w, &list, md);
        md = md->next;
    }
    return join_texts(w, list.first);
}

/* Its depth is bounded by MD_DEPTH_MAX. */
static struct inline_ *read_nodes(struct words *w, const struct md *first)
{
    return read_list(w, first, 0);
}

/* A blank before a comment that ended the line has nothing to part. */
static void trim_end(struct inline_ *list)
{
    while (list != NULL && list->next != NULL)
        list = list->next;
    while (list != NULL && list->kind == INLINE_TEXT && list->text.len > 0 &&
           is_space((unsigned char)list->text.p[list->text.len - 1]))
        list->text.len--;
}

static size_t bytes_to_skip(enum inlines_of of)
{
    switch (of) {
    case INLINES_PARAGRAPH:
    case INLINES_HEADING:
        return 0;
    case INLINES_CAPTION:
    case INLINES_CELL:
        return 2;
    case INLINES_TASK:
        return 4;
    }
    return 0;
}

/* The room of the block before; who reads inlines within inlines gets his own. */
static struct buf take_words(struct reader *r)
{
    struct buf words = r->words.arena != NULL ? r->words : buf_new(r->scratch);

    words.len = 0;
    r->words = (struct buf){0};
    return words;
}

struct inline_ *inlines_read(struct reader *r, const struct md *md,
                             enum inlines_of of, struct attrs *attrs)
{
    struct words w = {
        .r = r,
        .cursor = cursor_new(&r->prepared, md),
        .text = take_words(r),
        .before = ' ',
        .attrs = of == INLINES_HEADING || of == INLINES_CAPTION ? attrs : NULL,
    };

    struct inline_ *list = read_list(&w, md->children, bytes_to_skip(of));
    trim_end(list);
    r->words = w.text;
    return list;
}

struct inline_ *inlines_of_text(struct reader *r, struct str text,
                                struct place at)
{
    struct words w = {
        .r = r, .text = buf_new(r->scratch), .before = ' ', .fixed = at};
    struct chain list = {0};

    read_run(&w, &list, &(struct run){text, NULL, 0, ' ', true});
    return join_texts(&w, list.first);
}

enum task_state inlines_task(const struct md *md)
{
    struct str text = md->children != NULL && md->children->kind == MD_TEXT
                          ? md->children->text
                          : STR("");

    if (str_starts(text, "[ ] "))
        return TASK_OPEN;
    if (str_starts(text, "[x] ") || str_starts(text, "[X] "))
        return TASK_DONE;
    return TASK_NONE;
}

bool inlines_is_caption(const struct md *md)
{
    return md->kind == MD_PARAGRAPH && md->children != NULL &&
           md->children->kind == MD_TEXT &&
           str_starts(md->children->text, ": ");
}

/* --- comments ------------------------------------------------------------- */

static struct block *new_block(struct reader *r, enum block_kind kind,
                               struct place at)
{
    struct block *block = pool_take(&r->blocks);

    block->kind = kind;
    block->at = at;
    return block;
}

/* Paragraphs with blank lines between them. */
static void add_paragraphs(struct reader *r, struct block *notes,
                           struct str text)
{
    struct block **end = &notes->children;
    size_t from = 0;

    while (from < text.len) {
        size_t to = from;
        do
            to = str_find(text, '\n', to + 1);
        while (to < text.len &&
               str_trim(str_slice(text, to, str_find(text, '\n', to + 1))).len >
                   0);
        struct str words = str_trim(str_slice(text, from, to));
        from = to + 1;
        if (words.len == 0)
            continue;
        *end = new_block(r, BLOCK_PARAGRAPH, notes->at);
        (*end)->inlines = inlines_of_text(r, words, notes->at);
        end = &(*end)->next;
    }
}

/* <!-- _class: lead -->: one line for Marp, not for the speaker. */
static bool is_marp_setting(struct str text)
{
    static const char *const keys[] = {
        "backgroundColor",
        "backgroundImage",
        "backgroundPosition",
        "backgroundSize",
        "class",
        "color",
        "footer",
        "header",
        "headingDivider",
        "math",
        "paginate",
        "size",
        "theme",
        "transition",
    };
    struct str setting = str_trim(text);
    size_t colon = str_find(setting, ':', 0);

    if (str_is(setting, "fit"))
        return true;
    if (colon == setting.len || str_find(setting, '\n', 0) < setting.len)
        return false;
    if (str_starts(setting, "_"))
        setting = str_slice(setting, 1, setting.len);
    struct str key = str_slice(setting, 0, str_find(setting, ':', 0));
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        if (str_is(key, keys[i]))
            return true;
    return false;
}

/* One comment more, for the notes that may be there already. */
static void add_comment(struct reader *r, struct block **notes, struct str text,
                        struct place at)
{
    if (is_marp_setting(text)) {
        diag_add(r->diags, DIAG_MARP_SETTING, at, "%.*s",
                 STR_ARG(str_trim(text)));
        return;
    }
    if (*notes == NULL) {
        *notes = new_block(r, BLOCK_DIV, at);
        (*notes)->div = DIV_NOTES;
    }
    add_paragraphs(r, *notes, text);
}

struct block *inlines_comment(struct reader *r, struct str html,
                              struct place at)
{
    struct block *notes = NULL;
    bool raw = false;
    size_t from = 0;

    while (from < html.len) {
        size_t open = str_search(html, "<!--", from);
        size_t close =
            str_search(html, "-->", open + 4 < html.len ? open + 4 : html.len);
        raw = raw || str_trim(str_slice(html, from, open)).len > 0;
        from = close + 3;
        if (open == html.len)
            break;
        if (str_search(str_slice(html, 0, close), "<!--", open + 4) < close ||
            close == html.len)
            diag_add(r->diags, DIAG_COMMENT_OPEN, at, NULL);
        add_comment(r, &notes, str_slice(html, open + 4, close), at);
    }
    if (raw)
        diag_add(r->diags, DIAG_RAW_HTML, at, NULL);
    return notes != NULL && notes->children != NULL ? notes : NULL;
}
