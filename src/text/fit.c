/* THE MODEL.  A line that must be stretched or shrunk by the ratio r of what
 * its spaces allow has badness 100 |r|^3.  Its demerits are
 *
 *     (10 + badness)^2 + penalty^2
 *
 * and more when two lines in a row end in a hyphen, when a tight line meets a
 * loose one, when the last line but one ends in a hyphen or when the last line
 * is hardly a line.  The paragraph with the fewest demerits wins.  The numbers
 * are those of plain TeX (The TeXbook, chapter 14), but for the ones that say
 * so.
 *
 * In ragged text spaces do not stretch; all white is at the end of the line and
 * is measured against `rag` in the same way (as \raggedright with a finite
 * \rightskip does).
 *
 * THE SEARCH.  `active` holds the best ways found so far to end a line at a
 * recent chance, one for each fitness class and number of hyphens in a row.
 * Each new chance is tried as the end of a line from each of them.  A way whose
 * line has become too wide leaves the list, so the list is never longer than
 * the chances on one line allow. */
#include "text/fit.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* How much of itself a space may give or take. */
static const double glue_stretch = 1.0 / 2, glue_shrink = 1.0 / 3;

static const double line_penalty = 10;
static const double adjacent_demerits = 10000;
static const double double_hyphen_demerits = 10000;
static const double final_hyphen_demerits = 5000;
/* Ours: a third hyphen in a row only where nothing else fits. */
static const double triple_hyphen_demerits = 1e12;
/* Ours: a last line of a few letters looks like a mistake. */
static const double runt_demerits = 40000;

/* Widths are sums of many doubles; a hair more is not too wide. */
static const double hair = 1e-6;

/* Largest badness. */
static const double tolerances[] = {
    [FIT_GOOD] = 100, [FIT_FAIR] = 800, [FIT_ANY] = HUGE_VAL};

enum fitness {
    TIGHT,
    DECENT,
    LOOSE,
    VERY_LOOSE,
    FITNESS_COUNT
};

enum {
    HYPHENS_MAX = 2, /* in a row; more are counted as this many */
    CLASS_COUNT = FITNESS_COUNT * (HYPHENS_MAX + 1)
};

/* A way to set the text up to a chance. */
struct node {
    size_t chance;
    const struct node *from; /* the line before; NULL at the start */
    double demerits;         /* of all lines up to here */
    enum fitness fitness;    /* of the line that ends here */
    int hyphens;             /* lines in a row that end in one, up to here */
};

struct search {
    struct arena *arena;
    const struct chance *chances;
    size_t n;
    const struct fit_rules *rules;
    double tolerance;
    bool runts; /* are allowed */
    const struct node **active;
    size_t n_active, cap_active;
};

struct line_fit {
    double slack; /* < 0: even shrunk it is too wide */
    double badness;
    enum fitness fitness;
};

static bool is_last(const struct search *s, size_t chance)
{
    return chance == s->n - 1;
}

static double width_from(const struct search *s, const struct node *from)
{
    return from->from == NULL ? s->rules->first_width : s->rules->width;
}

static enum fitness fitness_of(double ratio)
{
    if (ratio < -0.5)
        return TIGHT;
    if (ratio <= 0.5)
        return DECENT;
    return ratio <= 1 ? LOOSE : VERY_LOOSE;
}

static double cube(double x)
{
    return x * x * x;
}

/* How the line from a node to a chance looks. */
static struct line_fit fit_line(const struct search *s, const struct node *from,
                                size_t to)
{
    const struct chance *a = &s->chances[from->chance];
    const struct chance *b = &s->chances[to];
    double target = width_from(s, from);
    double white = target - (b->end - a->start + b->hyphen);
    double glue = b->end_glue - a->start_glue;
    bool ragged = s->rules->rag > 0;
    double shrink = ragged ? 0 : glue * glue_shrink;
    double ratio = 0;

    if (white < 0)
        ratio = shrink > 0 ? white / shrink : 0;
    else if (ragged)
        ratio = white / s->rules->rag;
    else if (glue > 0)
        ratio = white / (glue * glue_stretch);
    else /* nothing to stretch: as if there were next to nothing */
        ratio = white / fmax(target / 100, hair);
    if (white > 0 && is_last(s, to) && !s->rules->balanced)
        ratio = 0; /* the last line may be short */
    return (struct line_fit){
        .slack = white + shrink + hair,
        .badness = 100 * cube(fabs(ratio)),
        .fitness = ragged ? DECENT : fitness_of(ratio),
    };
}

/* Will no later chance end a line from here either?  A later line may lose the
 * hyphen that this one adds. */
static bool is_full(const struct search *s, size_t to,
                    const struct line_fit *line)
{
    return line->slack + s->chances[to].hyphen < 0;
}

/* Is the line from a node to the last chance hardly a line? */
static bool is_runt(const struct search *s, const struct node *from, size_t to)
{
    return is_last(s, to) && from->from != NULL &&
           s->chances[to].end - s->chances[from->chance].start < s->rules->runt;
}

static double demerits_of(const struct search *s, const struct node *from,
                          size_t to, const struct line_fit *line)
{
    const struct chance *b = &s->chances[to];
    double d = (line_penalty + line->badness) * (line_penalty + line->badness) +
               b->penalty * b->penalty;

    if (b->ends_hyphened && from->hyphens == 1)
        d += double_hyphen_demerits;
    if (b->ends_hyphened && from->hyphens >= HYPHENS_MAX)
        d += triple_hyphen_demerits;
    if (is_last(s, to) && from->hyphens > 0)
        d += final_hyphen_demerits;
    if (is_runt(s, from, to))
        d += runt_demerits;
    if (from->from != NULL && abs((int)line->fitness - (int)from->fitness) > 1)
        d += adjacent_demerits;
    return from->demerits + d;
}

static struct node node_to(const struct search *s, const struct node *from,
                           size_t to, const struct line_fit *line)
{
    int hyphens = s->chances[to].ends_hyphened ? from->hyphens + 1 : 0;

    return (struct node){
        .chance = to,
        .from = from,
        .demerits = demerits_of(s, from, to, line),
        .fitness = line->fitness,
        .hyphens = hyphens > HYPHENS_MAX ? HYPHENS_MAX : hyphens,
    };
}

static void activate(struct search *s, const struct node *node)
{
    struct node *kept = ARENA_NEW(s->arena, struct node);

    *kept = *node;
    s->active = arena_grow(s->arena, s->active, s->n_active, &s->cap_active,
                           sizeof(const struct node *));
    s->active[s->n_active++] = kept;
}

/* The best ways to a chance: one a class, where there is one. */
struct ways {
    struct node best[CLASS_COUNT];
    bool found[CLASS_COUNT];
};

static void offer(struct ways *ways, const struct node *node)
{
    size_t class =
        (size_t)node->fitness * (HYPHENS_MAX + 1) + (size_t)node->hyphens;

    if (ways->found[class] && ways->best[class].demerits <= node->demerits)
        return;
    ways->found[class] = true;
    ways->best[class] = *node;
}

/* Is a line too short from here, and so from all active nodes behind it, as
 * these start later?  Where the first line is wider than the others its start
 * tells nothing about them. */
static bool are_rest_short(const struct search *s, const struct node *from,
                           const struct line_fit *line)
{
    return line->slack >= 0 && line->badness > s->tolerance &&
           (from->from != NULL || s->rules->first_width <= s->rules->width);
}

/* Collects the ways to a chance from the active nodes, and drops those nodes
 * whose line is full.  Returns the last node dropped, or NULL. */
static const struct node *collect_ways(struct search *s, size_t to,
                                       struct ways *ways)
{
    const struct node *dropped = NULL;
    size_t kept = 0, i = 0;
    bool rest = true;

    while (rest && i < s->n_active) {
        const struct node *from = s->active[i++];
        struct line_fit line = fit_line(s, from, to);

        if (is_full(s, to, &line)) {
            dropped = from;
            continue;
        }
        s->active[kept++] = from;
        if (line.slack >= 0 && line.badness <= s->tolerance &&
            (s->runts || !is_runt(s, from, to))) {
            struct node node = node_to(s, from, to, &line);

            offer(ways, &node);
        }
        rest = !are_rest_short(s, from, &line);
    }
    if (kept < i)
        memmove(s->active + kept, s->active + i,
                (s->n_active - i) * sizeof(struct node *));
    s->n_active -= i - kept;
    return dropped;
}

/* Tries the chance as the end of a line and activates the best ways.  False
 * when no way is left. */
static bool try_chance(struct search *s, size_t to)
{
    struct ways ways = {0};
    const struct node *dropped = collect_ways(s, to, &ways);

    for (size_t class = 0; class < CLASS_COUNT; class ++)
        if (ways.found[class])
            activate(s, &ways.best[class]);
    if (s->n_active == 0 && isinf(s->tolerance)) {
        /* Too wide, whatever we do: from the latest start there is. */
        struct line_fit line = fit_line(s, dropped, to);
        struct node node = node_to(s, dropped, to, &line);

        activate(s, &node);
    }
    return s->n_active > 0;
}

/* The best way to the end, or NULL when there is none. */
static const struct node *find_end(struct search *s)
{
    const struct node start = {.chance = 0, .fitness = DECENT};
    const struct node *best = NULL;

    activate(s, &start);
    for (size_t i = 1; i < s->n; i++)
        if (!try_chance(s, i))
            return NULL;
    for (size_t i = 0; i < s->n_active; i++)
        if (is_last(s, s->active[i]->chance) &&
            (best == NULL || s->active[i]->demerits < best->demerits))
            best = s->active[i];
    return best;
}

size_t *fit_lines(struct arena *a, const struct chance *chances, size_t n,
                  const struct fit_rules *rules, enum fit_tolerance tolerance,
                  size_t *n_lines)
{
    struct search s = {.arena = a,
                       .chances = chances,
                       .n = n,
                       .rules = rules,
                       .tolerance = tolerances[tolerance],
                       .runts = tolerance != FIT_GOOD};
    const struct node *end;

    assert(n >= 2);
    end = find_end(&s);
    assert(end != NULL || tolerance != FIT_ANY);
    *n_lines = 0;
    if (end == NULL)
        return NULL;
    for (const struct node *p = end; p->from != NULL; p = p->from)
        ++*n_lines;
    size_t *ends = ARENA_ARRAY(a, *n_lines, size_t);
    size_t i = *n_lines;
    for (const struct node *p = end; p->from != NULL; p = p->from)
        ends[--i] = p->chance;
    return ends;
}
