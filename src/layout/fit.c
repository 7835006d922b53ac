/* {fit=shrink} and {fit=split} at the heading of a slide: decided here, once,
 * before any slide is set, and written into the deck.  So slides.pdf, handout,
 * notes, browser deck and presenter have the same slides, the same numbers and
 * the same type.
 *
 * Every trial sets the slide as it would be set and throws it away; what it
 * would complain about is said when the slide is set for good.
 */
#include "layout/layout.h"

#include <math.h>

#include "base/arena.h"
#include "base/diag.h"
#include "layout/content.h"
#include "model/cuts.h"
#include "model/deck.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/theme.h"
#include "paint/tag.h"

/* Steps of {fit=shrink}: small enough not to waste room, few enough to be
 * quick. */
static const double SHRINK_STEP = 0.04;

/* A title that takes three lines in its own size. */
static const double SMALL_TITLE = 0.8;

struct trial {
    struct press press; /* with memory and problems of its own */
    struct tags tags;
};

static void open_trial(struct trial *trial, const struct press *press)
{
    trial->press = *press;
    trial->press.arena = arena_new();
    trial->press.diags = diags_new();
    trial->tags = (struct tags){.arena = trial->press.arena};
    trial->press.tags = &trial->tags;
}

static void close_trial(struct trial *trial)
{
    diags_free(trial->press.diags);
    arena_free(trial->press.arena);
}

/* Points over the box, in the type and with the blocks the slide has now. */
static double over(const struct press *press, const struct slide *slide)
{
    struct trial trial;
    struct measures measures;
    double title = 0;

    open_trial(&trial, press);
    if (slide->title != NULL) {
        struct tag *tag = tag_new(&trial.tags, TAG_H2, NULL);
        struct strips strips = content_title(&trial.press, slide, NULL, tag);

        title = strips_height(&strips);
    }

    struct setter setter = content_setter(&trial.press, slide, &measures);
    struct content content =
        content_set(&setter, slide, content_box(press->theme, title));

    close_trial(&trial);
    return content.over;
}

static bool is_too_tall(const struct press *press, const struct slide *slide)
{
    return content_is_too_tall(over(press, slide));
}

/* --- smaller type --------------------------------------------------------- */

static bool has_long_title(const struct press *press, const struct slide *slide)
{
    struct trial trial;
    size_t n;

    if (slide->title == NULL)
        return false;
    open_trial(&trial, press);
    n = content_title(&trial.press, slide, NULL,
                      tag_new(&trial.tags, TAG_H2, NULL))
            .count;
    close_trial(&trial);
    return n > TITLE_LINES;
}

/* The largest type in which the content fits, not below the floor. */
static void shrink(const struct press *press, struct slide *slide)
{
    const struct theme *theme = press->theme;
    double least = fmin(1, theme->slide_floor / theme->slide_body);
    double by = 1;

    if (has_long_title(press, slide))
        slide->fit.title = SMALL_TITLE;
    while (by > least && is_too_tall(press, slide)) {
        by = fmax(by - SHRINK_STEP, least);
        slide->fit.type = by;
    }
}

/* --- several slides ------------------------------------------------------- */

struct splitting {
    const struct press *press;
    const struct slide *slide;
    struct cuts cuts;
    size_t expected; /* pieces on a slide: as many as on the one before */
    double spare;    /* points of the box that are to stay empty */
};

enum {
    EVEN_MOST = 4 /* so many parts are made about as full as one another */
};

/* So much of the height of a slide is empty that it looks like a mistake. */
static const double NEARLY_EMPTY = 0.55;

/* Parts of the height of a slide that may stay empty, the most first. */
static const double SPARES[] = {0.6, 0.45, 0.35, 0.25, 0.15, 0.08};

/* Do pieces first up to end fit on a slide? */
static bool do_fit(const struct splitting *s, size_t first, size_t end)
{
    struct arena *a = arena_new();
    struct slide_part blocks = cuts_join(a, &s->cuts, first, end);
    struct slide part = *s->slide;
    bool fit;

    part.blocks = blocks.blocks;
    part.n_blocks = blocks.n_blocks;
    part.parts = 2; /* what is split is not squeezed as well */
    fit = !content_is_too_tall(over(s->press, &part) + s->spare);
    arena_free(a);
    return fit;
}

/* The last end that fits: from a guess outwards in doubling steps, then by
 * halves, so that the cost is that of the slides and not of the whole. */
static size_t last_fitting(const struct splitting *s, size_t first)
{
    size_t n = s->cuts.count;
    size_t fits = first + 1; /* a slide that holds nothing helps nobody */
    size_t too_far = n + 1;
    size_t guess = first + s->expected;
    size_t step = 1;

    while (fits + 1 < too_far) {
        if (guess >= too_far)
            guess = fits + (too_far - fits) / 2;
        if (guess <= fits)
            guess = fits + 1;
        if (do_fit(s, first, guess)) {
            fits = guess;
            guess = too_far > n ? fits + step : fits + (too_far - fits) / 2;
        } else {
            too_far = guess;
            guess = fits == first + 1 && guess > first + step
                        ? guess - step
                        : fits + (too_far - fits) / 2;
        }
        if (guess > n)
            guess = n;
        step *= 2;
    }
    return fits;
}

static enum keep keep_at(const struct splitting *s, size_t end)
{
    return end == s->cuts.count ? KEEP_NOTHING : s->cuts.items[end - 1].keep;
}

static bool fits_with(struct splitting *s, size_t first, size_t end,
                      double spare)
{
    double outer = s->spare;
    bool fit;

    s->spare = spare;
    fit = do_fit(s, first, end);
    s->spare = outer;
    return fit;
}

/* The last end up to there that keeps no more than that; `first` for none. */
static size_t last_end(const struct splitting *s, size_t first, size_t end,
                       enum keep keep)
{
    while (end > first && keep_at(s, end) > keep)
        end--;
    return end;
}

/* Back to where a slide may end; between two sentences when it would be nearly
 * empty otherwise; else on to a good end, when that fits without the spare. */
static size_t good_end(struct splitting *s, size_t first, size_t end)
{
    double empty = NEARLY_EMPTY * s->press->theme->slide_height;
    size_t good = last_end(s, first, end, KEEP_NOTHING);
    size_t text = last_end(s, first, end, KEEP_TEXT);
    size_t next = end;

    if (good > first && (text == good || !fits_with(s, first, good, empty)))
        return good;
    while (good == first && keep_at(s, next) > KEEP_NOTHING)
        next++;
    if (good == first && fits_with(s, first, next, 0))
        return next;
    return text > first ? text : end;
}

/* What is one thing to the eye, and fits on a slide, is not cut. */
static void keep_units(struct splitting *s)
{
    size_t done = 0;

    for (size_t i = 0; i < s->cuts.n_units; i++) {
        const struct cut_unit *unit = &s->cuts.units[i];

        if (unit->first < done || unit->count < 2 ||
            !do_fit(s, unit->first, unit->first + unit->count))
            continue;
        cuts_keep(&s->cuts, unit);
        done = unit->first + unit->count;
    }
}

static struct slide_parts cut(struct splitting *s)
{
    struct arena *a = s->press->arena;
    struct slide_parts parts = {0};
    size_t cap = 0;

    for (size_t first = 0; first < s->cuts.count;) {
        size_t fits = last_fitting(s, first);
        size_t end = good_end(s, first, fits);

        parts.items =
            arena_grow(a, parts.items, parts.count, &cap, sizeof(*parts.items));
        parts.items[parts.count++] = cuts_join(a, &s->cuts, first, end);
        s->expected = fits - first;
        first = end;
    }
    return parts;
}

/* As few slides as can be, and none of them nearly empty: with as much left
 * free on each as the number of slides allows. */
static struct slide_parts split(const struct press *press,
                                const struct slide *slide)
{
    struct splitting s = {
        .press = press,
        .slide = slide,
        .cuts = cuts_of_slide(press->arena, slide),
        .expected = 4,
    };
    struct slide_parts parts;

    keep_units(&s);
    parts = cut(&s);
    if (parts.count < 2 || parts.count > EVEN_MOST)
        return parts;
    for (size_t i = 0; i < sizeof(SPARES) / sizeof(SPARES[0]); i++) {
        struct slide_parts even;

        s.spare = SPARES[i] * press->theme->slide_height;
        even = cut(&s);
        if (even.count == parts.count)
            return even;
    }
    return parts;
}

static void tell(const struct press *press, const struct deck *deck)
{
    for (size_t i = 0; i < deck->n_slides; i++) {
        const struct slide *slide = &deck->slides[i];

        if (slide->parts > 1 && slide->part == 1)
            diag_add(press->diags, DIAG_SLIDE_SPLIT, slide->at,
                     "\"%.*s\" is slides %u to %u", STR_ARG(slide->title_text),
                     slide->number, slide->number + slide->parts - 1);
    }
}

void layout_fit(const struct press *press, struct deck *deck)
{
    struct slide_parts *parts =
        ARENA_ARRAY(press->arena, deck->n_slides, struct slide_parts);
    bool any = false;

    for (size_t i = 0; i < deck->n_slides; i++) {
        struct slide *slide = &deck->slides[i];
        struct str fit = slide->fit_asked;

        if (slide->kind != SLIDE_CONTENT)
            continue;
        if (str_is(fit, "shrink"))
            shrink(press, slide);
        if (str_is(fit, "split") && is_too_tall(press, slide)) {
            parts[i] = split(press, slide);
            any = any || parts[i].count > 1;
        }
    }
    if (!any)
        return;
    deck_split(press->arena, deck, parts, press->report);
    tell(press, deck);
}
