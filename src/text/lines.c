/* A paragraph is shaped whole, span by span, which tells where each word
 * stands if nothing breaks.  places.c says where it may break, fit.c where it
 * should.  A line is then a slice of the words; only where a word is cut is the
 * line shaped by itself.  Widths of the whole, used to choose, differ from the
 * final ones by no more than the kerning at such a cut, a fraction of a point.
 *
 * A "\n" cuts the text into segments, which have nothing to do with one
 * another. */
#include "text/lines.h"

#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "text/fit.h"
#include "text/places.h"
#include "text/wordform.h"

enum {
    SOFT_HYPHEN = 0xAD
};

/* How bad a break is, by its kind.  50 is plain TeX's \exhyphenpenalty; its
 * \hyphenpenalty is 50 too, but Dutch has so many long words that half of the
 * lines would end in a hyphen.  Ragged text has room, so there a hyphen is worth
 * it only where it saves five em of white. */
static const double sign_penalty = 50;
static const double dash_penalty = 300;
static const double hyphen_penalty = 100;
static const double ragged_hyphen_penalty = 400;
static const double short_penalty = 150; /* comes on top */
static const double stub_penalty = 1000;
static const double last_word_penalty = 1500;

/* White at the end of a ragged line, and the width of a last line, in em. */
static const double rag_em = 3, runt_em = 3;

/* Widths come out of the two shapings with this difference at most, in em. */
static const double overfull_em = 0.05;

/* Where a word stands if nothing breaks.  It is known by its place in its run,
 * so that a slice of the run can start there. */
struct stop {
    const struct wordform *const *word;
    size_t base; /* where its text starts */
    double size;
    double at;   /* width up to it */
    double glue; /* of which spaces that may stretch */
};

struct paragraph {
    struct arena *a;       /* for what the lines keep */
    struct arena *scratch; /* for what is gone when the lines are made */
    const struct fonts *fonts;
    const struct span *spans;
    size_t n_spans;
    struct str text; /* of all spans, without soft hyphens */
    bool *soft;      /* [text.len + 1]: a soft hyphen stood before the byte */
    size_t *starts;  /* [n_spans + 1]: where each span starts in text */
    struct tongue *tongues; /* [n_spans], or NULL: no hyphenation */
    double *hyphens;    /* [n_spans]: width of a hyphen; 0 until asked for */
    struct stop *stops; /* [n_stops + 1]: the last one is the end */
    size_t n_stops, cap_stops;
};

/* --- measuring ------------------------------------------------------------ */

/* Puts the text of the spans together: the runs of the lines are pieces of it.
 */
static void join_spans(struct paragraph *p)
{
    size_t len = 0, n = 0;

    for (size_t i = 0; i < p->n_spans; i++)
        len += p->spans[i].text.len;
    char *text = arena_alloc(p->a, len + 1);
    p->soft = ARENA_ARRAY(p->scratch, len + 1, bool);
    p->starts = ARENA_ARRAY(p->scratch, p->n_spans + 1, size_t);
    for (size_t i = 0; i < p->n_spans; i++) {
        struct str s = p->spans[i].text;

        p->starts[i] = n;
        for (size_t from = 0, to; from < s.len; from = to + 2) {
            to = str_search(s, "\xC2\xAD", from);
            memcpy(text + n, s.p + from, to - from);
            n += to - from;
            if (to < s.len)
                p->soft[n] = true;
        }
    }
    p->starts[p->n_spans] = n;
    p->text = (struct str){text, n};
}

/* Makes the last stop that of a word, and puts a new one behind it. */
static void add_stop(struct paragraph *p, const struct wordform *const *word,
                     size_t base, double size)
{
    double width = font_points((*word)->font, (*word)->advance, size);

    p->stops = arena_grow(p->scratch, p->stops, p->n_stops + 1, &p->cap_stops,
                          sizeof(*p->stops));
    struct stop *stop = &p->stops[p->n_stops++];

    stop->word = word;
    stop->base = base;
    stop->size = size;
    stop[1] = (struct stop){
        .base = p->text.len,
        .at = stop->at + width,
        .glue = stop->glue + ((*word)->is_glue ? width : 0),
    };
}

/* Shapes the part of a span between two "\n". */
static void add_part_stops(struct paragraph *p, const struct span *span,
                           size_t from, size_t to)
{
    size_t n;
    const struct glyph_run *runs = shape_text(p->a, p->fonts, span->style,
                                              str_slice(p->text, from, to), &n);

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < runs[i].n_words; k++) {
            add_stop(p, &runs[i].words[k], from, span->style.size);
            from += runs[i].words[k]->text.len;
        }
}

static void add_stops(struct paragraph *p)
{
    for (size_t i = 0; i < p->n_spans; i++) {
        size_t end = p->starts[i + 1];
        /* Not to the end of the paragraph, which may hold spans by thousands. */
        struct str text = str_slice(p->text, 0, end);

        for (size_t from = p->starts[i]; from < end;) {
            size_t to = str_find(text, '\n', from);

            if (from < to)
                add_part_stops(p, &p->spans[i], from, to);
            from = to < end ? to + 1 : to;
        }
    }
}

static struct paragraph paragraph_of(struct arena *a, struct arena *scratch,
                                     const struct fonts *fonts,
                                     const struct span *spans, size_t n_spans)
{
    struct paragraph p = {.a = a,
                          .scratch = scratch,
                          .fonts = fonts,
                          .spans = spans,
                          .n_spans = n_spans};

    join_spans(&p);
    p.hyphens = ARENA_ARRAY(scratch, n_spans, double);
    p.cap_stops = 1;
    p.stops = ARENA_NEW(scratch, struct stop);
    p.stops[0].base = p.text.len;
    add_stops(&p);
    return p;
}

/* The first stop whose word ends behind byte `at`, or n_stops. */
static size_t stop_at(const struct paragraph *p, size_t at)
{
    size_t low = 0, high = p->n_stops;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct stop *stop = &p->stops[middle];

        if (stop->base + (*stop->word)->text.len <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Measures a paragraph up to bytes that come in ascending order. */
struct ruler {
    const struct paragraph *p;
    size_t stop;
    struct wordform_ruler word; /* of that stop */
};

static struct ruler ruler_at(const struct paragraph *p, size_t from)
{
    return (struct ruler){.p = p, .stop = stop_at(p, from)};
}

/* The width of all before byte `at`; *glue is how much of it are spaces. */
static double measure(struct ruler *r, size_t at, double *glue)
{
    const struct stop *stop = &r->p->stops[r->stop];

    for (; stop->word != NULL; stop++, r->stop++) {
        if (stop->base + (*stop->word)->text.len > at)
            break;
        r->word.word = NULL;
    }
    *glue = stop->glue;
    if (stop->word == NULL || at <= stop->base)
        return stop->at;
    if (r->word.word == NULL)
        r->word = (struct wordform_ruler){.word = *stop->word};
    return stop->at + font_points((*stop->word)->font,
                                  wordform_measure(&r->word, at - stop->base),
                                  stop->size);
}

/* The span that byte `at` is in; behind the text, the last one. */
static size_t span_at(const struct paragraph *p, size_t at)
{
    size_t low = 0, high = p->n_spans - 1;

    while (low < high) { /* the last span that starts at or before it */
        size_t middle = low + (high - low + 1) / 2;

        if (p->starts[middle] <= at)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

/* --- choosing ------------------------------------------------------------- */

/* What a hyphen before byte `at` is wide. */
static double hyphen_width(struct paragraph *p, size_t at)
{
    size_t span = span_at(p, at - 1);

    if (p->hyphens[span] <= 0) {
        size_t n;

        p->hyphens[span] =
            shape_text(p->scratch, p->fonts, p->spans[span].style, STR("-"), &n)
                ->width;
    }
    return p->hyphens[span];
}

static double penalty_of(enum place_kind kind, enum setting setting)
{
    double hyphen =
        setting == SET_JUSTIFIED ? hyphen_penalty : ragged_hyphen_penalty;

    switch (kind) {
    case PLACE_SPACE:
    case PLACE_END:
        break;
    case PLACE_DASH:
        return dash_penalty;
    case PLACE_SIGN:
        return sign_penalty;
    case PLACE_STUB:
        return stub_penalty;
    case PLACE_HYPHEN:
        return hyphen;
    case PLACE_SHORT:
        return hyphen + short_penalty;
    case PLACE_LAST_WORD:
        return last_word_penalty;
    }
    return 0;
}

static bool is_added(enum place_kind kind)
{
    return kind == PLACE_HYPHEN || kind == PLACE_SHORT ||
           kind == PLACE_LAST_WORD;
}

static struct chance chance_of(struct paragraph *p, struct ruler *ruler,
                               const struct break_place *place, size_t base,
                               enum setting setting)
{
    size_t end = base + place->ink_end, next = base + place->next;
    bool added = is_added(place->kind);
    double end_glue, start_glue;
    double end_at = measure(ruler, end, &end_glue);
    double start_at = measure(ruler, next, &start_glue);

    return (struct chance){
        .end = end_at,
        .end_glue = end_glue,
        .start = start_at,
        .start_glue = start_glue,
        .hyphen = added ? hyphen_width(p, end) : 0,
        .penalty = penalty_of(place->kind, setting),
        .ends_hyphened = added || ((place->kind == PLACE_SIGN ||
                                    place->kind == PLACE_STUB) &&
                                   p->text.p[end - 1] == '-'),
    };
}

/* A segment of the text that starts at `from`, and its chances; places[i]
 * belongs to chances[i + 1]. */
struct segment {
    size_t from;
    struct break_place *places;
    struct chance *chances;
    size_t n_places;
};

/* Code is not hyphenated. */
static const struct hyphen *hyphen_of(const struct span *span,
                                      const struct para *para)
{
    if (span->style.face == FACE_MONO)
        return NULL;
    return span->foreign ? span->hyphen : para->hyphen;
}

static void set_tongues(struct paragraph *p, const struct para *para)
{
    if (para->hyphen == NULL)
        return;
    p->tongues = ARENA_ARRAY(p->scratch, p->n_spans, struct tongue);
    for (size_t i = 0; i < p->n_spans; i++)
        p->tongues[i] =
            (struct tongue){p->starts[i + 1], hyphen_of(&p->spans[i], para)};
}

/* May a line end there only when all else has failed? */
static bool is_last_resort(enum place_kind kind)
{
    return is_added(kind) || kind == PLACE_STUB;
}

static struct segment segment_of(struct paragraph *p, size_t from, size_t to,
                                 enum setting setting, bool last_resorts)
{
    struct segment g = {.from = from};
    struct ruler ruler = ruler_at(p, from);
    const struct tongue *tongues =
        p->tongues == NULL || from == to ? NULL : &p->tongues[span_at(p, from)];
    size_t kept = 0;

    g.places = places_find(p->scratch, str_slice(p->text, from, to),
                           last_resorts ? p->soft + from : NULL,
                           last_resorts ? tongues : NULL, from, &g.n_places);
    g.chances = ARENA_ARRAY(p->scratch, g.n_places + 1, struct chance);
    g.chances[0].start = measure(&ruler, from, &g.chances[0].start_glue);
    for (size_t i = 0; i < g.n_places; i++) {
        const struct break_place *place = &g.places[i];
        size_t at = from + place->next;

        if (!last_resorts && is_last_resort(place->kind))
            continue;
        /* A word may go on in code. */
        if (is_added(place->kind) && !p->soft[at] &&
            p->tongues[span_at(p, at)].hyphen == NULL)
            continue;
        g.places[kept] = *place;
        g.chances[++kept] = chance_of(p, &ruler, place, from, setting);
    }
    g.n_places = kept;
    return g;
}

/* --- setting -------------------------------------------------------------- */

/* A line being made: bytes from..to of the text, of which the last mark ends at
 * ink_end. */
struct setter {
    struct arena *a;
    const struct paragraph *p;
    const struct para *para;
    struct line line;
    size_t cap;
    double glue; /* of its spaces */
    size_t from, ink_end, to;
    bool hyphenated;
    bool bare; /* its first letter loses its trema */
};

/* The width of the word at byte `base` without what trails behind the line. */
static double ink_of(const struct setter *s, const struct wordform *word,
                     size_t base)
{
    if (s->hyphenated || base + word->text.len <= s->ink_end)
        return word->advance;
    return base >= s->ink_end
               ? 0
               : wordform_measure(&(struct wordform_ruler){.word = word},
                                  s->ink_end - base);
}

static void add_run(struct setter *s, const struct glyph_run *run, size_t span,
                    size_t base)
{
    struct line *line = &s->line;

    line->pieces = arena_grow(s->a, line->pieces, line->n_pieces, &s->cap,
                              sizeof(*line->pieces));
    line->pieces[line->n_pieces++] = (struct piece){
        .run = *run, .span = span, .mark = s->p->spans[span].mark};
    for (size_t i = 0; i < run->n_words; i++) {
        const struct wordform *word = run->words[i];
        double ink = font_points(run->font, ink_of(s, word, base), run->size);

        line->width += ink;
        if (word->is_glue)
            s->glue += ink;
        base += word->text.len;
    }
}

/* Makes *slice the words at from..to; false where a word is cut, or where they
 * are of two fonts, which is too rare to care for. */
static bool slice_words(const struct paragraph *p, size_t span, size_t from,
                        size_t to, struct glyph_run *slice)
{
    const struct stop *first = &p->stops[stop_at(p, from)], *end = first;
    const struct text_style *style = &p->spans[span].style;
    double units = 0;

    assert(first->word != NULL);
    if (first->base != from)
        return false;
    while (end->base < to && (*end->word)->font == (*first->word)->font)
        units += (*end++->word)->advance;
    if (end[-1].base + (*end[-1].word)->text.len != to)
        return false;
    *slice = (struct glyph_run){
        .font = (*first->word)->font,
        .size = style->size,
        .rise = style->rise,
        .text = str_slice(p->text, from, to),
        .words = first->word,
        .n_words = (size_t)(end - first),
        .width = font_points((*first->word)->font, units, style->size),
    };
    return true;
}

/* The part with a hyphen behind it, drawn as such at the end of a text. */
static struct str with_hyphen(struct arena *a, struct str part)
{
    struct buf hyphened = buf_new(a);

    buf_put(&hyphened, part);
    buf_put_char(&hyphened, SOFT_HYPHEN);
    return buf_str(&hyphened);
}

/* The letter with a trema that the part starts with, two bytes of UTF-8, becomes
 * the one byte of the letter without. */
static struct str without_trema(struct arena *a, struct str part)
{
    static const char marked[] = "\xAB\xAF\xB6\xBC", plain[] = "eiou";
    struct buf bare = buf_new(a);
    const char *found = strchr(marked, part.p[1]);

    assert(found != NULL && *found != '\0');
    buf_putc(&bare, plain[found - marked]);
    buf_put(&bare, str_slice(part, 2, part.len));
    return buf_str(&bare);
}

/* Gives the first word of a run the text of `part`, one byte longer than that it
 * was shaped from: what is copied out of the document has its trema. */
static void give_text(struct arena *a, struct glyph_run *run, struct str part)
{
    const struct wordform **words =
        ARENA_ARRAY(a, run->n_words, const struct wordform *);
    struct wordform *first = ARENA_NEW(a, struct wordform);
    struct glyph *glyphs =
        ARENA_ARRAY(a, run->words[0]->n_glyphs, struct glyph);

    memcpy(words, run->words, run->n_words * sizeof(const struct wordform *));
    *first = *words[0];
    memcpy(glyphs, first->glyphs, first->n_glyphs * sizeof(*glyphs));
    for (size_t i = 0; i < first->n_glyphs; i++)
        if (glyphs[i].cluster > 0)
            glyphs[i].cluster++;
    first->text = str_slice(part, 0, first->text.len + 1);
    first->glyphs = glyphs;
    first->serial = 0;
    words[0] = first;
    run->words = words;
    run->text = str_slice(part, 0, run->text.len + 1);
}

/* Adds a part that starts with a letter that has lost its trema. */
static void add_bare_part(struct setter *s, size_t span, size_t from,
                          struct str part)
{
    const struct paragraph *p = s->p;
    struct str bare = without_trema(s->a, part);
    size_t n;
    struct glyph_run *runs =
        shape_text(s->a, p->fonts, p->spans[span].style, bare, &n);

    for (size_t i = 0; i < n; i++) {
        size_t at = (size_t)(runs[i].text.p - bare.p) + (i > 0);

        if (i == 0)
            give_text(s->a, &runs[i], part);
        add_run(s, &runs[i], span, from + at);
    }
}

/* Adds what the line has of one span. */
static void add_part(struct setter *s, size_t span, size_t from, size_t to)
{
    const struct paragraph *p = s->p;
    bool hyphen = s->hyphenated && to == s->to;
    struct str part = str_slice(p->text, from, to);
    struct glyph_run slice;
    size_t n;

    if (!hyphen && slice_words(p, span, from, to, &slice)) {
        add_run(s, &slice, span, from);
        return;
    }
    if (hyphen)
        part = with_hyphen(s->a, part);
    if (s->bare && from == s->from) {
        add_bare_part(s, span, from, part);
        return;
    }
    struct glyph_run *runs =
        shape_text(s->a, p->fonts, p->spans[span].style, part, &n);
    for (size_t i = 0; i < n; i++)
        add_run(s, &runs[i], span, from + (size_t)(runs[i].text.p - part.p));
}

/* Gives each space its share of what is left; those behind the last mark get
 * it too, and nobody sees it. */
static void justify(struct setter *s, double left)
{
    double factor = left / s->glue;

    for (size_t i = 0; i < s->line.n_pieces; i++) {
        struct glyph_run *run = &s->line.pieces[i].run;
        double glue = 0;

        for (size_t w = 0; w < run->n_words; w++)
            if (run->words[w]->is_glue)
                glue += run->words[w]->advance;
        run->stretch = factor;
        run->width += factor * font_points(run->font, glue, run->size);
    }
    s->line.width += left;
}

static double offset_of(enum setting setting, double left)
{
    switch (setting) {
    case SET_LEFT:
    case SET_JUSTIFIED:
        break;
    case SET_RIGHT:
        return left;
    case SET_CENTER:
        return left / 2;
    }
    return 0;
}

static void place_pieces(struct setter *s, double x)
{
    for (size_t i = 0; i < s->line.n_pieces; i++) {
        s->line.pieces[i].x = x;
        x += s->line.pieces[i].run.width;
    }
}

/* Adds all that is on the line, span by span. */
static void add_parts(struct setter *s)
{
    const size_t *starts = s->p->starts;
    size_t at = s->from;

    s->cap = 1; /* most lines are one piece */
    s->line.pieces = ARENA_NEW(s->a, struct piece);
    for (size_t span = span_at(s->p, at); at < s->to; span++) {
        size_t end = starts[span + 1] < s->to ? starts[span + 1] : s->to;

        if (at < end)
            add_part(s, span, at, end);
        at = end;
    }
}

/* May the spaces take up what is left?  Those of the last line only shrink, and
 * more than a half is never taken from them: then the line is too wide. */
static bool may_justify(const struct setter *s, double left, bool last)
{
    return s->para->setting == SET_JUSTIFIED && s->glue > 0 &&
           (left < 0 || !last) && left > -s->glue / 2;
}

/* Makes the line of a setter whose from, ink_end and to are set. */
static struct line set_line(struct setter *s, bool first, bool last)
{
    const struct text_style *style = &s->p->spans[span_at(s->p, s->from)].style;
    double indent = first ? s->para->first_indent : 0;

    add_parts(s);
    double left = s->para->width - indent - s->line.width;
    if (may_justify(s, left, last)) {
        justify(s, left);
        left = 0;
    }
    s->line.hyphenated = s->hyphenated;
    s->line.overfull = left < -overfull_em * style->size;
    place_pieces(s, indent + offset_of(s->para->setting, left));
    return s->line;
}

static struct fit_rules rules_of(const struct paragraph *p,
                                 const struct para *para, bool first)
{
    double em = p->spans[0].style.size;
    double runt = runt_em * em;

    return (struct fit_rules){
        .first_width = para->width - (first ? para->first_indent : 0),
        .width = para->width,
        .rag = para->setting == SET_JUSTIFIED ? 0 : rag_em * em,
        .balanced = para->balanced,
        .runt = runt < para->width / 3 ? runt : para->width / 3,
    };
}

/* Where the lines of the segment at from..to end, as indices of its chances.
 * Most paragraphs need no hyphens: they are looked up only when there is no good
 * way without them, and bad lines come only when there is no fair one with
 * them. */
static const size_t *choose_ends(struct paragraph *p, size_t from, size_t to,
                                 const struct para *para,
                                 const struct fit_rules *rules,
                                 struct segment *g, size_t *n)
{
    const size_t *ends = NULL;

    for (enum fit_tolerance t = FIT_GOOD; ends == NULL; t++) {
        if (t <= FIT_FAIR)
            *g = segment_of(p, from, to, para->setting, t == FIT_FAIR);
        ends = fit_lines(p->scratch, g->chances, g->n_places + 1, rules, t, n);
    }
    return ends;
}

/* Breaks the segment at from..to and adds its lines. */
static void break_segment(struct paragraph *p, size_t from, size_t to,
                          const struct para *para, struct lines *lines,
                          size_t *cap)
{
    struct fit_rules rules = rules_of(p, para, lines->count == 0);
    struct segment g;
    size_t n;
    bool bare = false;
    const size_t *ends = choose_ends(p, from, to, para, &rules, &g, &n);

    if (*cap == 0) { /* most texts have one segment */
        lines->items = ARENA_ARRAY(p->a, n, struct line);
        *cap = n;
    }
    for (size_t i = 0; i < n; i++) {
        const struct break_place *place = &g.places[ends[i] - 1];
        struct setter s = {
            .a = p->a,
            .p = p,
            .para = para,
            .from = from,
            .ink_end = g.from + place->ink_end,
            .to = g.from + place->next,
            .hyphenated = is_added(place->kind),
            .bare = bare,
        };

        lines->items = arena_grow(p->a, lines->items, lines->count, cap,
                                  sizeof(struct line));
        lines->items[lines->count] =
            set_line(&s, lines->count == 0, i == n - 1);
        if (s.line.n_pieces > 0)
            lines->items[lines->count].end =
                s.to - p->starts[s.line.pieces[s.line.n_pieces - 1].span];
        lines->count++;
        from = s.to;
        bare = place->bare;
    }
}

struct lines lines_break(struct arena *a, const struct fonts *fonts,
                         const struct span *spans, size_t n_spans,
                         const struct para *para)
{
    struct arena *scratch = arena_new();
    struct paragraph p = paragraph_of(a, scratch, fonts, spans, n_spans);
    struct lines lines = {0};
    size_t cap = 0;

    set_tongues(&p, para);
    for (size_t from = 0; from < p.text.len;) {
        size_t to = str_find(p.text, '\n', from);

        break_segment(&p, from, to, para, &lines, &cap);
        from = to + 1;
    }
    if (lines.count > 0)
        lines.items[lines.count - 1].end = 0;
    arena_free(scratch);
    return lines;
}

void lines_measure(const struct fonts *fonts, const struct span *spans,
                   size_t n_spans, double *least, double *most)
{
    struct arena *scratch = arena_new();
    struct paragraph p = paragraph_of(scratch, scratch, fonts, spans, n_spans);

    *least = *most = 0;
    for (size_t from = 0; from < p.text.len;) {
        size_t to = str_find(p.text, '\n', from);
        struct segment g = segment_of(&p, from, to, SET_LEFT, true);

        for (size_t i = 1; i <= g.n_places; i++) {
            const struct chance *c = &g.chances[i];
            double part = c->end + c->hyphen - g.chances[i - 1].start;

            if (part > *least)
                *least = part;
        }
        double whole = g.chances[g.n_places].end - g.chances[0].start;
        if (whole > *most)
            *most = whole;
        from = to + 1;
    }
    arena_free(scratch);
}
