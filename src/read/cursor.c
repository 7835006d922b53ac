#include "read/cursor.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "read/markdown.h"
#include "read/prepare.h"
#include "read/starts.h"

/* How far to look for a text that does not stand where it should: past a link
 * definition, or where cmark did something this file does not know.  Beyond
 * that a place may be a little off; nothing else depends on it. */
enum {
    WINDOW = 512
};

static char byte_at(const struct cursor *c, size_t at)
{
    if (at >= c->text.len)
        return '\0';
    return c->text.p[at];
}

static size_t skip_blanks(const struct cursor *c, size_t at)
{
    while (byte_at(c, at) == ' ' || byte_at(c, at) == '\t')
        at++;
    return at;
}

/* Past the marks of block quotes and blanks at the start of a line. */
static size_t skip_prefix(const struct cursor *c, size_t at)
{
    size_t quotes = c->quotes;

    at = skip_blanks(c, at);
    while (quotes > 0 && byte_at(c, at) == '>') {
        at = skip_blanks(c, at + 1);
        quotes--;
    }
    return at;
}

static size_t line_start(const struct prepared *p, size_t line)
{
    return line - 1 < p->n_lines ? p->lines[line - 1].start : p->text.len;
}

struct cursor cursor_new(const struct prepared *p, const struct md *block)
{
    struct cursor c = {0};
    size_t hashes = 0;

    for (const struct md *md = block->parent; md != NULL; md = md->parent)
        c.quotes += md->kind == MD_QUOTE;
    c.at = line_start(p, block->line) + block->column - 1;
    c.text = str_slice(p->text, 0, line_start(p, block->end_line + 1));
    while (block->kind == MD_HEADING && byte_at(&c, c.at + hashes) == '#')
        hashes++;
    if (hashes == block->level) /* else it is underlined: "#5\n===" */
        c.at = skip_blanks(&c, c.at + hashes);
    return c;
}

static bool is_punctuation(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') ||
           (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/* The length of "&name;" at `at`, or 0. */
static size_t entity_length(const struct cursor *c, size_t at)
{
    enum {
        LONGEST_NAME = 33
    };
    size_t end = at + 1;

    while (end - at < LONGEST_NAME && byte_at(c, end) != ';' &&
           byte_at(c, end) != '\0' && !is_punctuation(byte_at(c, end)))
        end++;
    if (end == at + 1 && byte_at(c, end) == '#')
        while (end - at < LONGEST_NAME && byte_at(c, end) != ';' &&
               byte_at(c, end) > ' ')
            end++;
    return byte_at(c, end) == ';' && end > at + 1 ? end + 1 - at : 0;
}

/* Is the entity at `at` what text.p[i...] came from?  Not when the text has
 * the very same bytes: then it is none. */
static size_t entity_behind(const struct cursor *c, size_t at, struct str text,
                            size_t i)
{
    size_t length = entity_length(c, at);

    if (length == 0 || str_eq(str_slice(c->text, at, at + length),
                              str_slice(text, i, i + length)))
        return 0;
    return length;
}

/* Does the start of the text stand at `at`, as it is? */
static bool stands_at(const struct cursor *c, size_t at, struct str text)
{
    enum {
        ENOUGH = 16
    };
    struct str start = str_slice(text, 0, ENOUGH);

    return str_eq(start, str_slice(c->text, at, at + start.len));
}

/* Moves to where the text stands, if that is near. */
static bool find_text(struct cursor *c, struct str text)
{
    size_t end = c->at + WINDOW < c->text.len ? c->at + WINDOW : c->text.len;

    for (size_t at = str_find(c->text, text.p[0], c->at); at < end;
         at = str_find(c->text, text.p[0], at + 1))
        if (stands_at(c, at, text)) {
            c->at = at;
            return true;
        }
    return false;
}

/* --- where a text came from ------------------------------------------------ */

static void add(struct origin *o, struct stretch stretch)
{
    const struct stretch *last = o->count > 0 ? &o->items[o->count - 1] : NULL;

    if (last != NULL && last->together && stretch.together &&
        stretch.prepared - last->prepared == stretch.start - last->start)
        return; /* goes on where the last one is */
    o->items =
        arena_grow(o->arena, o->items, o->count, &o->cap, sizeof(*o->items));
    o->items[o->count++] = stretch;
}

static const struct stretch *find_stretch(struct origin *o, size_t at)
{
    o->last = starts_find(o->items, sizeof(*o->items), o->count, o->last, at);
    return &o->items[o->last];
}

size_t origin_place(struct origin *origin, size_t at)
{
    const struct stretch *s = find_stretch(origin, at);

    return s->prepared + (s->together ? at - s->start : 0);
}

bool origin_escaped(struct origin *origin, size_t at)
{
    return find_stretch(origin, at)->escaped;
}

void cursor_mark(const struct cursor *c, size_t start, struct origin *origin)
{
    add(origin, (struct stretch){start, c->at, true, false});
}

/* --- texts ------------------------------------------------------------------ */

/* Steps over all of a text that stands in the source as it is: nearly every
 * one. */
static bool same_text(struct cursor *c, struct str text)
{
    if (!str_eq(text, str_slice(c->text, c->at, c->at + text.len)) ||
        str_find(text, '\\', 0) < text.len || str_find(text, '&', 0) < text.len)
        return false;
    c->at += text.len;
    return true;
}

/* Steps over the start of it that does; returns how many bytes that is. */
static size_t same_bytes(struct cursor *c, struct str text)
{
    size_t i = 0;

    while (i < text.len && c->at < c->text.len &&
           c->text.p[c->at] == text.p[i] && text.p[i] != '\\' &&
           text.p[i] != '&') {
        i++;
        c->at++;
    }
    return i;
}

/* Steps over one character that was written as an escape or an entity; returns
 * the bytes that it has in the text, or 0. */
static size_t written_character(struct cursor *c, struct str text)
{
    char next = byte_at(c, c->at + 1);
    size_t entity = text.p[0] != '\0' && byte_at(c, c->at) == '&'
                        ? entity_behind(c, c->at, text, 0)
                        : 0;

    if (entity > 0) {
        c->at += entity;
        return utf8_length(text, 0);
    }
    if (byte_at(c, c->at) != '\\' || !is_punctuation(next) || next != text.p[0])
        return 0;
    c->at += 2;
    return 1;
}

void cursor_text(struct cursor *c, struct str text, size_t start,
                 struct origin *origin)
{
    cursor_mark(c, start, origin);
    if (same_text(c, text))
        return;
    for (size_t i = 0; i < text.len;) {
        struct str rest = str_slice(text, i, text.len);
        size_t before = c->at;
        size_t same = same_bytes(c, rest);

        if (same > 0) {
            add(origin, (struct stretch){start + i, before, true, false});
            i += same;
            continue;
        }
        size_t length = written_character(c, rest);
        if (length > 0) {
            add(origin, (struct stretch){start + i, before, false, true});
            i += length;
        } else if (byte_at(c, c->at) == text.p[i]) { /* a lone & or backslash */
            add(origin, (struct stretch){start + i++, c->at++, true, false});
        } else if (!find_text(c, rest)) {
            add(origin, (struct stretch){start + i, c->at, false, false});
            return;
        }
    }
}

/* The first of one of two bytes at or not far behind the cursor. */
static void find_either(struct cursor *c, char a, char b)
{
    for (size_t at = c->at; at < c->at + WINDOW && at < c->text.len; at++)
        if (c->text.p[at] == a || c->text.p[at] == b) {
            c->at = at;
            return;
        }
}

/* Past the end of this line and what the next one starts with. */
static void next_line(struct cursor *c)
{
    size_t end = str_find(c->text, '\n', c->at);

    if (end < c->text.len)
        c->at = skip_prefix(c, end + 1);
}

/* Past a code span: the closing ticks are as many as the opening ones. */
static void skip_code(struct cursor *c, size_t length)
{
    size_t ticks = 0;
    size_t run = 0;

    find_either(c, '`', '`');
    while (byte_at(c, c->at + ticks) == '`')
        ticks++;
    size_t limit = c->at + 2 * ticks + 2 * length + WINDOW;
    for (size_t at = c->at + ticks; at <= c->text.len && at < limit; at++) {
        if (byte_at(c, at) == '`') {
            run++;
            continue;
        }
        if (run == ticks && ticks > 0) {
            c->at = at;
            return;
        }
        run = 0;
    }
}

void cursor_enter(struct cursor *c, const struct md *md)
{
    switch (md->kind) {
    case MD_SOFT_BREAK:
    case MD_HARD_BREAK:
        next_line(c);
        return;
    case MD_CODE:
        skip_code(c, md->text.len);
        return;
    case MD_HTML:
        find_either(c, '<', '<');
        c->at += md->text.len <= c->text.len - c->at ? md->text.len : 0;
        return;
    case MD_EMPH:
    case MD_STRONG:
        find_either(c, '*', '_');
        c->at += md->kind == MD_STRONG ? 2 : 1;
        return;
    case MD_LINK:
        find_either(c, '[', '<');
        c->at += 1;
        return;
    case MD_IMAGE:
        find_either(c, '!', '!');
        c->at += 2;
        return;
    case MD_TEXT: /* see cursor_text() */
    case MD_DOCUMENT:
    case MD_QUOTE:
    case MD_LIST:
    case MD_ITEM:
    case MD_CODE_BLOCK:
    case MD_HTML_BLOCK:
    case MD_PARAGRAPH:
    case MD_HEADING:
    case MD_RULE:
        return;
    }
}

/* The byte behind a quoted title or a <destination>, escapes heeded. */
static size_t skip_until(const struct cursor *c, size_t at, char end,
                         size_t limit)
{
    while (at < limit && byte_at(c, at) != end)
        at += byte_at(c, at) == '\\' ? 2 : 1;
    return at + 1;
}

static size_t skip_destination(const struct cursor *c, size_t at, size_t limit)
{
    size_t open = 0;

    if (byte_at(c, at) == '<')
        return skip_until(c, at + 1, '>', limit);
    for (; at < limit && byte_at(c, at) > ' '; at++) {
        char byte = byte_at(c, at);
        if (byte == ')' && open == 0)
            break;
        open += byte == '(';
        open -= byte == ')';
        at += byte == '\\';
    }
    return at;
}

static size_t skip_space(const struct cursor *c, size_t at)
{
    at = skip_blanks(c, at);
    return byte_at(c, at) == '\n' ? skip_prefix(c, at + 1) : at;
}

/* What closes the title that this byte opens; NUL when it opens none. */
static char title_close(char open)
{
    if (open == '(')
        return ')';
    if (open == '"' || open == '\'')
        return open;
    return '\0';
}

/* Past "](url "title")", "][label]" or "]". */
static void leave_link(struct cursor *c, const struct md *md)
{
    size_t limit =
        c->at + 3 * (md->target->url.len + md->target->title.len) + WINDOW;
    size_t at = c->at + 1;

    if (limit > c->text.len)
        limit = c->text.len;
    if (byte_at(c, at) == '(') {
        at = skip_destination(c, skip_space(c, at + 1), limit);
        at = skip_space(c, at);
        char close = title_close(byte_at(c, at));
        if (close != '\0')
            at = skip_until(c, at + 1, close, limit);
        at = skip_until(c, at, ')', limit);
    } else if (byte_at(c, at) == '[') {
        at = skip_until(c, at + 1, ']', limit);
    }
    c->at = at < c->text.len ? at : c->text.len;
}

void cursor_leave(struct cursor *c, const struct md *md)
{
    if (md->kind == MD_EMPH || md->kind == MD_STRONG) {
        find_either(c, '*', '_');
        c->at += md->kind == MD_STRONG ? 2 : 1;
    } else if (md->kind == MD_LINK && byte_at(c, c->at) == '>') {
        c->at++;
    } else if (md->kind == MD_LINK || md->kind == MD_IMAGE) {
        find_either(c, ']', ']');
        leave_link(c, md);
    }
}
