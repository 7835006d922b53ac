/* What was typed for plenum to see and is no markup after all: a space too
 * little, a bracket of the wrong kind.  It would be printed as it stands, and
 * what was meant for the speaker alone would be printed too. */
#include "base/diag.h"
#include "base/utf8.h"
#include "check/rule.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/walk.h"

struct leftovers {
    struct check *check;
    const struct page *page;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           ((unsigned char)c & 0x80) != 0;
}

static size_t count_leading(struct str s, char byte)
{
    size_t n = 0;

    while (n < s.len && s.p[n] == byte)
        n++;
    return n;
}

static struct place place_in(const struct inline_ *i, size_t at)
{
    struct place place = i->at;

    place.col += (unsigned)utf8_count(str_slice(i->text, 0, at));
    return place;
}

/* --- comments ------------------------------------------------------------- */

/* Is there a "<" on this line of the page that is not written as "\\<"?  Who
 * writes that means the sign. */
static bool has_plain_sign(const struct page *page, unsigned line)
{
    size_t from = 0;

    for (unsigned n = 1; n < line && from < page->text.len; n++)
        from = str_find(page->text, '\n', from) + 1;
    struct str text =
        str_slice(page->text, from, str_find(page->text, '\n', from));
    for (size_t i = 0; i < text.len; i++) {
        bool sign = text.p[i] == '<' ||
                    str_starts(str_slice(text, i, text.len), "&lt;");
        if (sign && (i == 0 || text.p[i - 1] != '\\'))
            return true;
    }
    return false;
}

/* "<!- ... ->", and what a word processor or a form makes of "<!-- ... -->":
 * nothing but a comment starts like this. */
static void find_comment(const struct leftovers *l, const struct inline_ *i)
{
    size_t at = 0;

    while ((at = str_find(i->text, '<', at)) < i->text.len) {
        struct str rest = str_trim(str_slice(i->text, at + 1, i->text.len));
        if ((str_starts(rest, "!-") || str_starts(rest, "!–") ||
             str_starts(rest, "!—")) &&
            has_plain_sign(l->page, i->at.line)) {
            diag_add(l->check->diags, DIAG_NOTES_UNSURE, place_in(i, at),
                     "a comment opens with <!-- and closes with -->");
            return;
        }
        at++;
    }
}

/* --- within a line -------------------------------------------------------- */

/* "![Kaart](images/mijn kaart.png)" is no picture. */
static bool find_link(const struct check *c, const struct inline_ *i)
{
    size_t at = str_search(i->text, "](", 0);

    if (at == i->text.len)
        return false;
    diag_add(c->diags, DIAG_MARKUP_TYPED, place_in(i, at),
             "\"](\"; an address with a space in it stands between < and >");
    return true;
}

/* "{ agenda[Cloud, 2027] }" */
static void find_value(const struct check *c, const struct inline_ *i)
{
    size_t bracket = str_find(i->text, '[', 0);

    if (bracket == i->text.len ||
        str_find(i->text, ',', bracket) == i->text.len)
        return;
    struct str before = str_trim(str_slice(i->text, 0, bracket));
    for (size_t d = 0; d < c->report->n_datasets; d++) {
        struct str key = c->report->datasets[d].key;
        size_t at = before.len - key.len;
        if (before.len < key.len ||
            !str_eq(str_slice(before, at, before.len), key) ||
            str_ends(str_trim(str_slice(before, 0, at)), "{{"))
            continue; /* {{ without }} has been told */
        diag_add(c->diags, DIAG_MARKUP_TYPED,
                 place_in(i, (size_t)(before.p - i->text.p) + at),
                 "\"%.*s[\"; a value stands between {{ and }}", STR_ARG(key));
        return;
    }
}

/* "{#id .class}", "{width=40%}" */
static bool are_attributes(struct str inside)
{
    size_t i = 0;

    if (inside.len > 1 && (inside.p[0] == '#' || inside.p[0] == '.'))
        return is_letter(inside.p[1]);
    while (i < inside.len && is_letter(inside.p[i]))
        i++;
    return i > 0 && i + 1 < inside.len && inside.p[i] == '=';
}

/* "## Kop {#a b}", "![Kaart](kaart.png) {width=40%}" */
static void find_attributes(const struct check *c, const struct inline_ *i)
{
    size_t open = str_find(i->text, '{', 0);
    size_t close = str_find(i->text, '}', open);

    if (close == i->text.len ||
        !are_attributes(str_slice(i->text, open + 1, close)))
        return;
    diag_add(c->diags, DIAG_MARKUP_TYPED, place_in(i, open),
             "\"%.*s\"; attributes are #id, .class and key=value, and stand "
             "right behind what they are of",
             STR_ARG(str_slice(i->text, open, close + 1)));
}

static void look_in_text(void *user, struct inline_ *i)
{
    const struct leftovers *l = user;
    const struct check *c = l->check;

    if (i->kind == INLINE_SPAN && attrs_has_class(i->attrs, "notes"))
        diag_add(c->diags, DIAG_NOTES_UNSURE, i->at,
                 "words in a line cannot be notes; write ::: notes around "
                 "a paragraph");
    if (i->kind != INLINE_TEXT || find_link(c, i))
        return;
    find_value(c, i);
    find_attributes(c, i);
}

/* --- at the start of a line ----------------------------------------------- */

enum start {
    START_OTHER,
    START_HEADING, /* "##Kop" */
    START_DIV,     /* ":: notes" */
    START_CELLS,   /* "| a | b |" */
    START_DASHES,  /* "|---|": a table that was told already */
    START_BULLET,  /* "-een", "– een", "o een": a list if there are two */
};

static bool starts_bullet(struct str line)
{
    static const char *const bullets[] = {"– ", "— ", "o ", "–\t", "o\t"};

    for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++)
        if (str_starts(line, bullets[i]))
            return true;
    return line.len > 1 && line.p[0] == '-' && is_letter(line.p[1]);
}

/* "|---|", which is "|—|" by now. */
static bool is_below_head(struct str line)
{
    while (line.len > 0) {
        size_t n = str_starts(line, "–") || str_starts(line, "—") ? 3 : 1;
        if (n == 1 && strchr("|:- ", line.p[0]) == NULL)
            return false;
        line = str_slice(line, n, line.len);
    }
    return true;
}

static enum start start_of(struct str line)
{
    size_t marks = count_leading(line, '#');
    size_t colons = count_leading(line, ':');

    if (marks >= 2 && marks <= 6 && marks < line.len && line.p[marks] != ' ')
        return START_HEADING;
    if (colons == 2 && line.len > 2)
        return START_DIV;
    if (line.len > 2 && line.p[0] == '|')
        return is_below_head(line) ? START_DASHES : START_CELLS;
    return starts_bullet(line) ? START_BULLET : START_OTHER;
}

static void report_start(const struct check *c, enum start start,
                         const struct inline_ *i)
{
    static const char *const why[] = {
        [START_HEADING] = "a heading has a space behind #",
        [START_DIV] = "a div opens and closes with three colons",
        [START_CELLS] = "a table has a line |---|---| below its head",
    };
    struct str name = str_trim(str_slice(i->text, 2, i->text.len));

    if (start == START_BULLET)
        diag_add(c->diags, DIAG_BULLET_TYPED, i->at, NULL);
    else if (start == START_DIV && doc_is_notes_name(name))
        diag_add(c->diags, DIAG_NOTES_UNSURE, i->at,
                 "speaker notes open with ::: notes and close with :::");
    else
        diag_add(c->diags, DIAG_MARKUP_TYPED, i->at, "%s", why[start]);
}

/* Each kind is told once a paragraph; what makes a list or a table, when two
 * lines start so. */
static bool look_at_lines(void *user, struct block *block)
{
    const struct leftovers *l = user;
    const struct inline_ *first[START_BULLET + 1] = {NULL};
    size_t count[START_BULLET + 1] = {0};
    bool at_start = true;

    if (block->kind == BLOCK_HEADING && attrs_has_class(&block->attrs, "notes"))
        diag_add(l->check->diags, DIAG_NOTES_UNSURE, block->at,
                 "a heading cannot be notes; write ::: notes around it");
    if (block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_HEADING)
        for (const struct inline_ *i = block->inlines; i != NULL; i = i->next)
            if (i->kind == INLINE_TEXT)
                find_comment(l, i);
    if (block->kind != BLOCK_PARAGRAPH)
        return block->kind != BLOCK_DIV || block->div != DIV_NOTES;
    for (const struct inline_ *i = block->inlines; i != NULL; i = i->next) {
        if (at_start && i->kind == INLINE_TEXT) {
            enum start start = start_of(i->text);
            if (count[start]++ == 0)
                first[start] = i;
        }
        at_start = i->kind == INLINE_SOFT_BREAK || i->kind == INLINE_HARD_BREAK;
    }
    for (enum start s = START_HEADING; s <= START_BULLET; s++) {
        bool pairs = s == START_CELLS || s == START_BULLET;
        if (s != START_DASHES && count[s] > (pairs ? 1 : 0) &&
            (s != START_CELLS || count[START_DASHES] == 0))
            report_start(l->check, s, first[s]);
    }
    return true;
}

void rule_leftovers(struct check *c)
{
    for (size_t i = 0; i < c->report->n_pages; i++) {
        struct leftovers l = {c, &c->report->pages[i]};
        walk_page(&(struct walk){.user = &l,
                                 .block = look_at_lines,
                                 .each = look_in_text},
                  l.page);
    }
}
