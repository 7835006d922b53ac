/* The walk goes once through the letters.  At every blank it knows how good an
 * end the ink before it makes; the ink behind it then decides, for after "dhr."
 * a capital is no new sentence. */
#include "model/pieces.h"

#include <string.h>

#include "base/arena.h"
#include "model/doc.h"

/* How good an end of a piece, the better the higher. */
enum ending {
    ENDING_WORD,
    ENDING_CLAUSE,   /* , ; : */
    ENDING_SENTENCE, /* . ! ? */
    ENDING_LINE,     /* the author's own */
    ENDING_COUNT
};

/* Bytes that a piece, or the sentence, has before it may end so: half a line on
 * a slide, or a line. */
static const size_t LEAST[ENDING_COUNT] = {
    [ENDING_WORD] = 80, [ENDING_CLAUSE] = 60, [ENDING_SENTENCE] = 40};

struct walk {
    struct arena *arena;
    struct pieces pieces;
    size_t cap;
    const struct inline_ *top;
    size_t since;       /* bytes of the piece so far */
    size_t sentence;    /* and of the sentence */
    struct str token;   /* the word so far, in its text */
    enum ending ending; /* that the ink so far makes */
    bool has_ink;
    bool in_blank; /* behind the ink: `to` is its end */
    struct text_place to;
};

static void open_piece(struct walk *w, struct text_place from)
{
    struct pieces *pieces = &w->pieces;

    pieces->items = arena_grow(w->arena, pieces->items, pieces->count, &w->cap,
                               sizeof(*pieces->items));
    pieces->items[pieces->count++] = (struct piece){.from = from};
    w->since = 0;
}

/* --- where sentences end -------------------------------------------------- */

/* Is the word before a full stop short for another: "P.", "o.a.", "dhr."? */
static bool is_shortened(struct str token)
{
    static const char *const words[] = {
        "art",  "bijv", "blz",  "bv",   "dhr",  "dr",  "drs", "excl",
        "incl", "ing",  "ir",   "jl",   "mevr", "mr",  "mrs", "mw",
        "nr",   "pag",  "prof", "resp", "st",   "vgl", "vs"};

    if (token.len == 1)
        return token.p[0] < '0' || token.p[0] > '9';
    if (str_find(token, '.', 0) < token.len)
        return true;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (str_eq_nocase(token, str_of(words[i])))
            return true;
    return false;
}

static bool starts_with(const char *p, const char *end, const char *sign)
{
    size_t len = strlen(sign);

    return (size_t)(end - p) >= len && memcmp(p, sign, len) == 0;
}

/* The bytes of a sign that closes, as in ".)" and ".”"; 0 for others. */
static size_t closing_sign(const char *p, const char *end)
{
    if (*p == ')' || *p == ']' || *p == '"' || *p == '\'')
        return 1;
    if (starts_with(p, end, "\u2019") || starts_with(p, end, "\u201D"))
        return 3;
    return starts_with(p, end, "\u00BB") ? 2 : 0;
}

/* No small letter and no figure: "12. maart" and "art. 3" go on. */
static bool may_start_sentence(const char *p)
{
    return !(*p >= 'a' && *p <= 'z') && !(*p >= '0' && *p <= '9');
}

/* --- the walk ------------------------------------------------------------- */

/* Ink comes: does a piece start here? */
static void meet_ink(struct walk *w, struct text_place at, bool starts)
{
    if (w->has_ink && w->in_blank) {
        enum ending ending = w->ending;

        if (ending == ENDING_SENTENCE && !starts)
            ending = ENDING_WORD;
        if ((ending == ENDING_SENTENCE ? w->sentence : w->since) >=
            LEAST[ending]) {
            struct piece *piece = &w->pieces.items[w->pieces.count - 1];

            piece->to = w->to;
            piece->ends = ending >= ENDING_SENTENCE;
            if (piece->ends)
                w->sentence = 0;
            open_piece(w, at);
        }
    }
    if (!w->has_ink)
        open_piece(w, at);
    w->has_ink = true;
    w->in_blank = false;
}

static void meet_blank(struct walk *w, struct text_place at)
{
    if (!w->in_blank)
        w->to = at;
    w->in_blank = true;
}

/* One sign; returns its bytes. */
static size_t take_sign(struct walk *w, const char *p, const char *end)
{
    size_t closing = closing_sign(p, end);

    if (closing > 0)
        return closing;
    if (*p == '!' || *p == '?' || (*p == '.' && !is_shortened(w->token)))
        w->ending = ENDING_SENTENCE;
    else if (*p == ',' || *p == ';' || *p == ':')
        w->ending = ENDING_CLAUSE;
    else
        w->ending = ENDING_WORD;
    return 1;
}

static void walk_text(struct walk *w, const struct inline_ *in)
{
    const char *end = in->text.p + in->text.len;

    w->token = str_slice(in->text, 0, 0);
    for (const char *p = in->text.p; p < end;) {
        struct text_place at = {w->top, in, (size_t)(p - in->text.p)};
        size_t len = 1;

        if (*p == ' ' || *p == '\t' || *p == '\n') {
            meet_blank(w, at);
            w->token = (struct str){p + 1, 0};
        } else {
            meet_ink(w, at, may_start_sentence(p));
            len = take_sign(w, p, end);
            w->token.len += len;
        }
        w->since += len;
        w->sentence += len;
        p += len;
    }
}

static void walk(struct walk *w, const struct inline_ *list, bool is_top)
{
    for (const struct inline_ *in = list; in != NULL; in = in->next) {
        struct text_place at;

        if (is_top)
            w->top = in;
        at = (struct text_place){w->top, in, 0};
        switch (in->kind) {
        case INLINE_TEXT:
            walk_text(w, in);
            break;
        case INLINE_EMPH:
        case INLINE_STRONG:
        case INLINE_STRIKE:
        case INLINE_SPAN:
            walk(w, in->children, false);
            break;
        case INLINE_SOFT_BREAK:
            meet_blank(w, at);
            break;
        case INLINE_HARD_BREAK:
            meet_blank(w, at);
            w->ending = ENDING_LINE;
            break;
        case INLINE_FOOTNOTE: /* belongs to the ink before it */
            if (!w->has_ink)
                meet_ink(w, at, true);
            w->in_blank = false;
            break;
        case INLINE_VALUE:
        case INLINE_CODE:
        case INLINE_LINK:
        case INLINE_IMAGE:
        case INLINE_REF:
            meet_ink(w, at, true);
            w->ending = ENDING_WORD;
            w->since += in->text.len;
            w->sentence += in->text.len;
            break;
        }
    }
}

struct pieces pieces_of(struct arena *a, const struct inline_ *list)
{
    struct walk w = {.arena = a};

    walk(&w, list, true);
    if (w.pieces.count > 0)
        w.pieces.items[w.pieces.count - 1].ends = true;
    return w.pieces;
}

/* --- joining -------------------------------------------------------------- */

struct join {
    struct arena *arena;
    struct text_place from, to;
    bool started, done;
};

static struct inline_ *copy_inline(struct join *j, const struct inline_ *in)
{
    struct inline_ *copy = ARENA_NEW(j->arena, struct inline_);

    *copy = *in;
    copy->next = NULL;
    return copy;
}

/* What is of it between the two places, or NULL. */
static struct inline_ *part_of_leaf(struct join *j, const struct inline_ *in)
{
    size_t from = 0;
    size_t end = in->text.len;
    struct inline_ *copy;

    if (!j->started && in == j->from.leaf) {
        j->started = true;
        from = j->from.offset;
    }
    if (j->started && in == j->to.leaf) {
        j->done = true;
        end = j->to.offset;
        if (in->kind != INLINE_TEXT)
            return NULL;
    }
    if (!j->started || (in->kind == INLINE_TEXT && from >= end))
        return NULL;
    copy = copy_inline(j, in);
    if (in->kind == INLINE_TEXT)
        copy->text = str_slice(in->text, from, end);
    return copy;
}

static struct inline_ *join_list(struct join *j, const struct inline_ *list);

static struct inline_ *part_of(struct join *j, const struct inline_ *in)
{
    struct inline_ *children;
    struct inline_ *copy;

    switch (in->kind) {
    case INLINE_EMPH:
    case INLINE_STRONG:
    case INLINE_STRIKE:
    case INLINE_SPAN:
        break;
    case INLINE_TEXT:
    case INLINE_VALUE:
    case INLINE_CODE:
    case INLINE_LINK:
    case INLINE_IMAGE:
    case INLINE_SOFT_BREAK:
    case INLINE_HARD_BREAK:
    case INLINE_FOOTNOTE:
    case INLINE_REF:
        return part_of_leaf(j, in);
    }
    children = join_list(j, in->children);
    if (children == NULL)
        return NULL;
    copy = copy_inline(j, in);
    copy->children = children;
    return copy;
}

static struct inline_ *join_list(struct join *j, const struct inline_ *list)
{
    struct inline_ *first = NULL;
    struct inline_ **link = &first;

    for (const struct inline_ *in = list; in != NULL && !j->done;
         in = in->next) {
        *link = part_of(j, in);
        if (*link != NULL)
            link = &(*link)->next;
    }
    return first;
}

struct inline_ *pieces_join(struct arena *a, const struct piece *first,
                            const struct piece *last)
{
    struct join j = {.arena = a, .from = first->from, .to = last->to};

    return join_list(&j, first->from.top);
}
