/* A paragraph is shaped whole, span by span, which tells where each character
 * stands if nothing breaks.  places.c says where it may break, fit.c where it
 * should.  A line is then a slice of the glyphs; it is shaped again only where
 * kerning or a ligature crosses its end, or a hyphen comes to it.  Widths of the
 * whole, used to choose, differ from the final ones by no more than such a
 * kerning, a fraction of a point.
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

/* A run of the whole paragraph. */
struct shaped {
    struct glyph_run run;
    size_t base; /* where its text starts */
};

struct paragraph {
    struct arena *scratch; /* for what is gone when the lines are made */
    const struct fonts *fonts;
    const struct span *spans;
    size_t n_spans;
    struct str text; /* of all spans, without soft hyphens */
    bool *soft;      /* [text.len + 1]: a soft hyphen stood before the byte */
    size_t *starts;  /* [n_spans + 1]: where each span starts in text */
    double *at;      /* [text.len + 1]: width up to the byte */
    double *glue;    /* [text.len + 1]: of which spaces that may stretch */
    double *hyphens; /* [n_spans]: width of a hyphen; 0 until asked for */
    struct shaped *runs;
    size_t n_runs, cap_runs;
};

/* --- measuring ------------------------------------------------------------ */

/* Puts the text of the spans together, in `a`: the runs of the lines are pieces
 * of it. */
static void join_spans(struct arena *a, struct paragraph *p)
{
    size_t len = 0, n = 0;

    for (size_t i = 0; i < p->n_spans; i++)
        len += p->spans[i].text.len;
    char *text = arena_alloc(a, len + 1);
    p->soft = ARENA_ARRAY(p->scratch, len + 1, bool);
    p->starts = ARENA_ARRAY(p->scratch, p->n_spans + 1, size_t);
    for (size_t i = 0; i < p->n_spans; i++) {
        struct str s = p->spans[i].text;

        p->starts[i] = n;
        for (size_t from = 0, to = 0; from < s.len; from = to) {
            if (utf8_next(s, &to) == SOFT_HYPHEN) {
                p->soft[n] = true;
                continue;
            }
            memcpy(text + n, s.p + from, to - from);
            n += to - from;
        }
    }
    p->starts[p->n_spans] = n;
    p->text = (struct str){text, n};
}

/* Spreads a cluster's advance evenly over its characters. */
static void place_cluster(struct paragraph *p, size_t from, size_t to,
                          double start, double advance)
{
    double n = (double)utf8_count(str_slice(p->text, from, to));
    double before = 0; /* characters of the cluster up to here */

    for (size_t at = from; at < to; before++) {
        size_t next = at;
        bool glue = is_glue(utf8_next(p->text, &next));

        for (; at < next; at++) {
            p->at[at] = start + advance * before / n;
            p->glue[at + 1] = p->glue[at];
        }
        if (glue)
            p->glue[at] += advance / n;
    }
}

/* Places the characters of a run; returns the pen behind it. */
static double place_run(struct paragraph *p, const struct glyph_run *run,
                        double pen)
{
    size_t base = (size_t)(run->text.p - p->text.p);
    size_t from = 0;

    for (size_t i = 0; i < run->n_glyphs;) {
        double advance = run->glyphs[i++].advance;

        while (i < run->n_glyphs &&
               run->glyphs[i].cluster == run->glyphs[i - 1].cluster)
            advance += run->glyphs[i++].advance;
        size_t to = i < run->n_glyphs ? run->glyphs[i].cluster : run->text.len;
        place_cluster(p, base + from, base + to, pen, advance);
        from = to;
        pen += advance;
    }
    /* Nothing to draw: all of it is invisible. */
    place_cluster(p, base + from, base + run->text.len, pen, 0);
    return pen;
}

/* Shapes the part of a span between two "\n". */
static double place_part(struct paragraph *p, const struct span *span,
                         size_t from, size_t to, double pen)
{
    size_t n;
    const struct glyph_run *runs = shape_text(p->scratch, p->fonts, span->style,
                                              str_slice(p->text, from, to), &n);

    for (size_t i = 0; i < n; i++) {
        pen = place_run(p, &runs[i], pen);
        p->runs = arena_grow(p->scratch, p->runs, p->n_runs, &p->cap_runs,
                             sizeof(*p->runs));
        p->runs[p->n_runs++] =
            (struct shaped){runs[i], (size_t)(runs[i].text.p - p->text.p)};
    }
    return pen;
}

static void measure(struct paragraph *p)
{
    double pen = 0;

    p->at = ARENA_ARRAY(p->scratch, p->text.len + 1, double);
    p->glue = ARENA_ARRAY(p->scratch, p->text.len + 1, double);
    p->hyphens = ARENA_ARRAY(p->scratch, p->n_spans, double);
    for (size_t i = 0; i < p->n_spans; i++) {
        size_t end = p->starts[i + 1];

        for (size_t from = p->starts[i]; from < end;) {
            size_t to = str_find(p->text, '\n', from);

            if (to > end)
                to = end;
            pen = place_part(p, &p->spans[i], from, to, pen);
            if (to < end) { /* the "\n" */
                p->at[to] = pen;
                p->glue[to + 1] = p->glue[to];
                to++;
            }
            from = to;
        }
    }
    p->at[p->text.len] = pen;
}

static struct paragraph paragraph_of(struct arena *a, struct arena *scratch,
                                     const struct fonts *fonts,
                                     const struct span *spans, size_t n_spans)
{
    struct paragraph p = {
        .scratch = scratch, .fonts = fonts, .spans = spans, .n_spans = n_spans};

    join_spans(a, &p);
    measure(&p);
    return p;
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

static struct chance chance_of(struct paragraph *p,
                               const struct break_place *place, size_t base,
                               enum setting setting)
{
    size_t end = base + place->ink_end, next = base + place->next;
    bool added = is_added(place->kind);

    return (struct chance){
        .end = p->at[end],
        .end_glue = p->glue[end],
        .start = p->at[next],
        .start_glue = p->glue[next],
        .hyphen = added ? hyphen_width(p, end) : 0,
        .penalty = penalty_of(place->kind, setting),
        .ends_hyphened = added || ((place->kind == PLACE_SIGN ||
                                    place->kind == PLACE_STUB) &&
                                   p->text.p[end - 1] == '-'),
        .is_last_resort = added || place->kind == PLACE_STUB,
    };
}

/* A segment of the text, from..to, and its chances; places[i] belongs to
 * chances[i + 1]. */
struct segment {
    size_t from, to;
    struct break_place *places;
    struct chance *chances;
    size_t n_places;
};

/* Code is not hyphenated either. */
static bool is_hyphenated(const struct span *span)
{
    return !span->foreign && span->style.face != FACE_MONO;
}

static struct segment segment_of(struct paragraph *p, size_t from, size_t to,
                                 const struct para *para)
{
    struct segment g = {.from = from, .to = to};
    size_t kept = 0;

    g.places = places_find(p->scratch, str_slice(p->text, from, to),
                           p->soft + from, para->hyphen, &g.n_places);
    g.chances = ARENA_ARRAY(p->scratch, g.n_places + 1, struct chance);
    g.chances[0] =
        (struct chance){.start = p->at[from], .start_glue = p->glue[from]};
    for (size_t i = 0; i < g.n_places; i++) {
        const struct break_place *place = &g.places[i];
        size_t at = from + place->next;

        if (is_added(place->kind) && !p->soft[at] &&
            !is_hyphenated(&p->spans[span_at(p, at)]))
            continue;
        g.places[kept] = *place;
        g.chances[++kept] = chance_of(p, place, from, para->setting);
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
};

/* Is the glyph a space within the line, which may be stretched? */
static bool glyph_is_glue(const struct glyph_run *run, size_t i)
{
    size_t at = run->glyphs[i].cluster;

    return at < run->text.len && is_glue(utf8_next(run->text, &at));
}

static void add_run(struct setter *s, const struct glyph_run *run, size_t span,
                    size_t base)
{
    struct line *line = &s->line;
    double ascent = font_ascent(run->font, run->size) + run->rise;
    double descent = font_descent(run->font, run->size) - run->rise;

    line->pieces = arena_grow(s->a, line->pieces, line->n_pieces, &s->cap,
                              sizeof(*line->pieces));
    line->pieces[line->n_pieces++] = (struct piece){
        .run = *run, .span = span, .mark = s->p->spans[span].mark};
    if (ascent > line->ascent)
        line->ascent = ascent;
    if (descent > line->descent)
        line->descent = descent;
    for (size_t i = 0; i < run->n_glyphs; i++) {
        bool trails =
            !s->hyphenated && base + run->glyphs[i].cluster >= s->ink_end;

        if (trails)
            continue;
        line->width += run->glyphs[i].advance;
        if (glyph_is_glue(run, i))
            s->glue += run->glyphs[i].advance;
    }
}

/* The first glyph of a run that shows byte `at` of its text or what follows. */
static size_t glyph_at(const struct glyph_run *run, size_t at)
{
    size_t low = 0, high = run->n_glyphs;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (run->glyphs[middle].cluster < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* May a run be cut before that glyph, which should show byte `at`? */
static bool cuts(const struct glyph_run *run, size_t glyph, size_t at)
{
    return at == 0 || at == run->text.len ||
           (glyph < run->n_glyphs && run->glyphs[glyph].cluster == at &&
            !run->glyphs[glyph].joined);
}

/* The first run of the paragraph that ends behind byte `at`. */
static size_t shaped_at(const struct paragraph *p, size_t at)
{
    size_t low = 0, high = p->n_runs;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (p->runs[middle].base + p->runs[middle].run.text.len <= at)
            low = middle + 1;
        else
            high = middle;
    }
    assert(low < p->n_runs);
    return low;
}

/* Makes *slice what stands at from..to of a run, these within it; false when it
 * looks otherwise there by itself. */
static bool slice_run(struct arena *a, const struct glyph_run *run, size_t from,
                      size_t to, struct glyph_run *slice)
{
    size_t first = glyph_at(run, from), end = glyph_at(run, to);

    if (!cuts(run, first, from) || !cuts(run, end, to))
        return false;
    *slice = *run;
    slice->text = str_slice(run->text, from, to);
    slice->n_glyphs = end - first;
    slice->glyphs = ARENA_ARRAY(a, slice->n_glyphs, struct glyph);
    slice->width = 0;
    for (size_t i = 0; i < slice->n_glyphs; i++) {
        slice->glyphs[i] = run->glyphs[first + i];
        slice->glyphs[i].cluster -= (uint32_t)from;
        slice->width += slice->glyphs[i].advance;
    }
    return true;
}

/* Adds from..to as it was shaped with all the rest; false when it has to be
 * shaped by itself.  More than one run are characters of the fallback face:
 * too rare to care for. */
static bool add_slice(struct setter *s, size_t span, size_t from, size_t to)
{
    const struct shaped *whole = &s->p->runs[shaped_at(s->p, from)];
    struct glyph_run slice;

    if (whole->base > from || whole->base + whole->run.text.len < to ||
        !slice_run(s->a, &whole->run, from - whole->base, to - whole->base,
                   &slice))
        return false;
    add_run(s, &slice, span, from);
    return true;
}

/* Adds what the line has of one span. */
static void add_part(struct setter *s, size_t span, size_t from, size_t to)
{
    const struct paragraph *p = s->p;
    struct str part = str_slice(p->text, from, to);
    size_t n;

    if (!(s->hyphenated && to == s->to) && add_slice(s, span, from, to))
        return;
    if (s->hyphenated && to == s->to) {
        struct buf hyphened = buf_new(s->a);

        buf_put(&hyphened, part);
        buf_put_char(&hyphened, SOFT_HYPHEN);
        part = buf_str(&hyphened);
    }
    struct glyph_run *runs =
        shape_text(s->a, p->fonts, p->spans[span].style, part, &n);
    for (size_t i = 0; i < n; i++)
        add_run(s, &runs[i], span, from + (size_t)(runs[i].text.p - part.p));
}

/* Gives each space within the line its share of what is left. */
static void justify(struct setter *s, double left)
{
    double factor = left / s->glue;
    size_t base = s->from;

    for (size_t i = 0; i < s->line.n_pieces; i++) {
        struct glyph_run *run = &s->line.pieces[i].run;

        for (size_t g = 0; g < run->n_glyphs; g++) {
            struct glyph *glyph = &run->glyphs[g];
            double extra = glyph->advance * factor;

            if (!glyph_is_glue(run, g) || base + glyph->cluster >= s->ink_end)
                continue;
            glyph->advance += extra;
            run->width += extra;
            s->line.width += extra;
        }
        base += run->text.len;
    }
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

/* An empty line is as high as one with text would be. */
static void add_nothing(struct setter *s, const struct text_style *style)
{
    const struct font *font = fonts_face(s->p->fonts, style->face);

    s->line.ascent = font_ascent(font, style->size);
    s->line.descent = font_descent(font, style->size);
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
    if (s->line.n_pieces == 0)
        add_nothing(s, style);
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

/* Breaks one segment and adds its lines. */
static void break_segment(struct arena *a, struct paragraph *p,
                          const struct segment *g, const struct para *para,
                          struct lines *lines, size_t *cap)
{
    struct fit_rules rules = rules_of(p, para, lines->count == 0);
    size_t n;
    const size_t *ends =
        fit_lines(p->scratch, g->chances, g->n_places + 1, &rules, &n);
    size_t from = g->from;

    for (size_t i = 0; i < n; i++) {
        const struct break_place *place = &g->places[ends[i] - 1];
        struct setter s = {
            .a = a,
            .p = p,
            .para = para,
            .from = from,
            .ink_end = g->from + place->ink_end,
            .to = g->from + place->next,
            .hyphenated = is_added(place->kind),
        };

        lines->items =
            arena_grow(a, lines->items, lines->count, cap, sizeof(struct line));
        lines->items[lines->count] =
            set_line(&s, lines->count == 0, i == n - 1);
        lines->count++;
        from = s.to;
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

    for (size_t from = 0; from < p.text.len;) {
        size_t to = str_find(p.text, '\n', from);
        struct segment g = segment_of(&p, from, to, para);

        break_segment(a, &p, &g, para, &lines, &cap);
        from = to + 1;
    }
    arena_free(scratch);
    return lines;
}

void lines_measure(const struct fonts *fonts, const struct span *spans,
                   size_t n_spans, double *least, double *most)
{
    struct arena *scratch = arena_new();
    struct paragraph p = paragraph_of(scratch, scratch, fonts, spans, n_spans);
    const struct para unhyphenated = {.setting = SET_LEFT};

    *least = *most = 0;
    for (size_t from = 0; from < p.text.len;) {
        size_t to = str_find(p.text, '\n', from);
        struct segment g = segment_of(&p, from, to, &unhyphenated);

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
