/* Breaking pages is breaking lines turned by ninety degrees: of all ways to cut
 * the column into pages that fit, take the one with the least total cost
 * (Plass, "Optimal pagination techniques for automatic typesetting systems",
 * 1981).  First fit cannot do it: it fills page 3 and only then finds a heading
 * alone at its foot, or two lines left over for page 4.
 *
 * A node is a way to end a page: before item `at`, with the last `moved` floats
 * in front of it left for the next page.  Each node keeps the cheapest way to
 * get there.  A page that starts at a node is tried for every end until it is
 * full, and at each float both ways: it stands here, or it moves and with it
 * all floats behind it, so that they keep their order.  Time is linear in the
 * column times the items and the floats on a page.
 *
 * What a page costs:
 * - the square of the part of it that stays empty, unless it is the last one
 *   before a forced start: two gaps of an inch are better than one of two; but
 *   REASONLESS times as much where neither a heading nor a figure or table comes
 *   next, as a reader then sees no reason for it;
 * - KEEP when it ends at an item that keeps with the next;
 * - OVERFULL when a single item is higher than what notes leave of the page;
 * - STUB when it is the last one and holds next to nothing;
 * - SPLIT when it ends within a table that may stand elsewhere;
 * - INSIDE when it ends within a paragraph or a long table, to break ties;
 * - MOVED for each float that does not stand where it was written, PASSED when
 *   the text before it goes on into another section than its own, and HOLLOW
 *   when that leaves a heading with nothing below it;
 * - NOTE_SPLIT when its last note goes on on the next page;
 * - SHRUNK times the square of the part that its items give of their shrink. */
#include "layout/flow.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "base/arena.h"

/* Each is worth more than anything that the smaller ones can add up to on a
 * page and its neighbours. */
static const double KEEP = 1000;
static const double REASONLESS = 4;
static const double OVERFULL = 10;
static const double HOLLOW = 1;
static const double STUB = 0.25;
static const double INSIDE = 0.002;
static const double SPLIT = 0.1;

/* Moving is worth a tenth of a page, passing a heading a quarter. */
static const double MOVED = 0.01;
static const double PASSED = 0.06;
static const double SHRUNK = 0.01;
static const double NOTE_SPLIT = 0.1;

/* Sums of heights carry rounding errors far below what anybody sees. */
static const double HAIR = 0.01;

enum {
    /* A bound on the search when an input has nothing but flat items. */
    MOST_ON_A_PAGE = 1000,
    MOVED_MAX = 3, /* floats that one page leaves for the next */
    NO_LEVEL = 100
};

/* The best way to end a page here, and where that page starts. */
struct node {
    double cost;
    size_t start;
    size_t carried; /* floats that the page took over */
    double shrink;
    double rest; /* of its notes, for the next page */
};

/* A figure or a table that may move. */
struct floating {
    size_t first, end;
    double height;
    unsigned level; /* of the heading that it is under */
    bool has_notes;
};

struct search {
    const struct flow_item *items;
    size_t n;
    const struct flow_room *room;
    size_t width;       /* nodes of an item: moved is 0 up to this */
    struct node *nodes; /* (n + 1) * width */
    struct floating *floats;
    size_t n_floats;
    const size_t *before; /* [n + 1]: floats in front of an item */
};

/* A page while items are added to it. */
struct page {
    size_t start, carried;
    size_t n;    /* items on it */
    size_t last; /* of these, when n > 0 */
    bool top;    /* which is a float from the page before */
    double body, notes, shrink;
    double tail;  /* of its last note: what the next page may take */
    size_t moved; /* floats and sheets of its own that it leaves behind */
    size_t left;  /* of these, floats: for the top of the next page */
    double left_height;
    bool left_notes; /* they mention notes */
    unsigned level;  /* of the sections that these are in, the lowest */
    double cost;     /* of moving them */
};

static double height_of(const struct page *page, const struct flow_room *room)
{
    return page->body + (page->notes > 0 ? room->note_gap + page->notes : 0);
}

static bool is_inside(const struct flow_item *items, size_t at)
{
    return at > 0 && items[at].float_id > 0 &&
           items[at].float_id == items[at - 1].float_id;
}

double flow_space(const struct flow_item *items, size_t before, size_t at,
                  bool top, const struct flow_room *room)
{
    double space =
        before + 1 < at ? items[at].space_alone : items[at].space_before;

    return top && !is_inside(items, at) ? fmax(space, room->float_gap) : space;
}

double flow_snap(const struct flow_item *item, double space, double y,
                 const struct flow_room *room)
{
    double top = y + space + item->grid_top;

    if (!item->on_grid || room->grid <= 0)
        return space;
    return space + fmax(0, ceil((top - HAIR) / room->grid) * room->grid - top);
}

static void add_item(struct page *page, const struct flow_item *items,
                     size_t at, bool top, const struct flow_room *room)
{
    const struct flow_item *item = &items[at];

    if (page->n == 0)
        page->body += item->repeat;
    else
        page->body +=
            flow_snap(item, flow_space(items, page->last, at, page->top, room),
                      page->body, room);
    page->body += item->height;
    page->notes += item->notes;
    if (item->notes > 0)
        page->tail = item->notes_tail;
    page->shrink += item->shrink;
    page->last = at;
    page->top = top;
    page->n++;
}

double flow_height(const struct flow_item *items, size_t first, size_t end,
                   const struct flow_room *room)
{
    struct page page = {0};

    for (size_t i = first; i < end; i++)
        add_item(&page, items, i, false, room);
    return height_of(&page, room);
}

/* --- pages on trial ------------------------------------------------------- */

static double room_of(const struct search *s, const struct page *page)
{
    return page->start == 0 ? s->room->first : s->room->others;
}

static bool ends_part(const struct search *s, size_t at)
{
    return at == s->n || s->items[at].new_page;
}

/* How bad it is that a page ends before item `end` while it has room left. */
static double reason(const struct search *s, size_t end)
{
    const struct flow_item *items = s->items;

    return ends_part(s, end) || items[end].level > 0 ||
                   (items[end].float_id > 0 && !is_inside(items, end))
               ? 1
               : REASONLESS;
}

/* What it costs when a page ends before item `end`. */
static double page_cost(const struct search *s, const struct page *page,
                        size_t end)
{
    const struct flow_item *items = s->items;
    double used = height_of(page, s->room);

    if (page->n == 0)
        return page->cost;
    if (ends_part(s, end) && page->left == 0)
        return page->cost + (page->start > 0 && !ends_part(s, page->start) &&
                                     used < s->room->stub
                                 ? STUB
                                 : 0);

    double empty = fmax(0, 1 - used / room_of(s, page));
    double cost = page->cost + empty * empty * reason(s, end);

    if (items[page->last].keep_with_next)
        cost += KEEP;
    if (end < s->n && is_inside(items, end))
        cost += SPLIT;
    else if (end < s->n && items[end].space_before == 0)
        cost += INSIDE;
    return cost;
}

/* What a page gives up to fit. */
struct fit {
    double shrink; /* part of the shrink of its items */
    double rest;   /* of its notes, for the next page */
    bool fits;
};

static struct fit fit_page(const struct search *s, const struct page *page)
{
    double over = height_of(page, s->room) - room_of(s, page);
    double line = s->room->note_line;
    double shrink = over;

    if (over <= HAIR)
        return (struct fit){.fits = true};
    if (s->room->grid > 0) /* so that what is below stays on the grid */
        shrink = ceil((over - HAIR) / s->room->grid) * s->room->grid;
    if (shrink <= page->shrink + HAIR)
        return (struct fit){.shrink = shrink / page->shrink, .fits = true};
    if (line > 0) {
        double rest = line * fmax(2, ceil((over - HAIR) / line));

        if (rest <= page->tail + HAIR)
            return (struct fit){.rest = rest, .fits = true};
    }
    return (struct fit){.fits = false};
}

/* Notes that the page may end before item `end`. */
static void end_page(const struct search *s, const struct page *page,
                     size_t end)
{
    struct node *node = &s->nodes[end * s->width + page->moved];
    struct fit fit = fit_page(s, page);
    double cost = s->nodes[page->start * s->width + page->carried].cost +
                  page_cost(s, page, end) + SHRUNK * fit.shrink * fit.shrink;

    /* A page of nothing is none; around sheets that is as it should be. */
    if (page->n == 0 &&
        (page->left > 0 || (page->start == end && page->carried == 0)))
        return;
    /* A note goes on on a page of text, and not below floats that may take all
     * of it; but a single item has to stand somewhere. */
    if (fit.rest > 0 && (ends_part(s, end) || page->left > 0)) {
        if (page->n > 1)
            return;
        fit = (struct fit){.fits = false};
    }
    cost += fit.rest > 0 ? NOTE_SPLIT : 0;
    cost += fit.fits && (page->n > 0 || page->notes == 0) ? 0 : OVERFULL;
    if (cost < node->cost)
        *node = (struct node){cost, page->start, page->carried, fit.shrink,
                              fit.rest};
}

/* Leaves a float for the next page; false when that has no room for it. */
static bool move_float(const struct search *s, struct page *page,
                       const struct floating *f)
{
    const struct flow_item *items = s->items;
    double gap = fmax(items[f->first].space_before, s->room->float_gap);
    double height = f->height + (page->left > 0 ? gap : 0);

    if (page->moved == MOVED_MAX)
        return false;
    if (items[f->first].floating == FLOW_SHEET) {
        page->moved += page->left == 0;
        return page->left == 0; /* else it would overtake a float */
    }
    if (page->left_height + height > s->room->others)
        return false;
    if (page->left == 0 || f->level > page->level)
        page->level = f->level;
    page->moved++;
    page->left++;
    page->left_height += height;
    page->left_notes = page->left_notes || f->has_notes;
    page->cost += MOVED;
    if (page->n > 0 && page->last + 1 == f->first &&
        items[page->last].level > 0 &&
        (ends_part(s, f->end) || items[f->end].level > 0))
        page->cost += HOLLOW;
    return true;
}

/* The text goes on past the floats that were left. */
static void pass_heading(struct page *page, unsigned level)
{
    if (level == 0 || page->left == 0 || level > page->level)
        return;
    page->cost += PASSED;
    page->level = level - 1; /* what is below it costs no more */
}

/* The float that starts at an item, or NULL. */
static const struct floating *float_at(const struct search *s, size_t at)
{
    size_t next = s->before[at];

    if (next >= s->n_floats || s->floats[next].first != at)
        return NULL;
    return &s->floats[next];
}

/* Adds items from `at` on and notes each end; where floats may stand on this
 * page or the next, it tries the next in a call of its own: at most once on a
 * page, since all floats behind it move too. */
static void fill_page(const struct search *s, struct page page, size_t at)
{
    while (at < s->n && at - page.start < MOST_ON_A_PAGE) {
        const struct flow_item *item = &s->items[at];
        const struct floating *f = float_at(s, at);

        if (item->new_page && (at > page.start || page.n > 0))
            return;
        if (f != NULL && (item->floating == FLOW_SHEET || page.moved > 0)) {
            if (!move_float(s, &page, f))
                return;
            at = f->end;
            end_page(s, &page, at);
            continue;
        }
        if (f != NULL && page.n > 0) {
            struct page moved = page;

            if (move_float(s, &moved, f)) {
                end_page(s, &moved, f->end);
                fill_page(s, moved, f->end); /* NOLINT(misc-no-recursion) */
            }
        }
        if (item->notes > 0 && page.left_notes)
            return;
        pass_heading(&page, item->level);
        add_item(&page, s->items, at++, false, s->room);
        if (page.n > 1 && !fit_page(s, &page).fits)
            return;
        end_page(s, &page, at);
    }
}

/* Tries every page that starts at item `start` and takes over the last
 * `carried` floats before it. */
static void try_pages(const struct search *s, size_t start, size_t carried)
{
    struct page page = {.start = start,
                        .carried = carried,
                        .notes = s->nodes[start * s->width + carried].rest};
    size_t end = s->before[start];

    for (size_t i = end - carried; i < end; i++) {
        const struct floating *f = &s->floats[i];

        if (s->items[f->first].floating == FLOW_MOVES)
            for (size_t k = f->first; k < f->end; k++)
                add_item(&page, s->items, k, true, s->room);
    }
    if (carried > 0)
        end_page(s, &page, start);
    fill_page(s, page, start);
}

/* --- the best ------------------------------------------------------------- */

/* Follows the nodes back from the end and turns them round. */
static struct flow_pages collect(struct arena *a, const struct search *s)
{
    struct flow_pages pages = {0};
    const struct node *node;

    for (size_t at = s->n, moved = 0; at > 0 || moved > 0; pages.count++) {
        node = &s->nodes[at * s->width + moved];
        at = node->start;
        moved = node->carried;
    }
    pages.starts = ARENA_ARRAY(a, pages.count + 1, size_t);
    pages.moved = ARENA_ARRAY(a, pages.count, size_t);
    pages.shrink = ARENA_ARRAY(a, pages.count, double);
    pages.rest = ARENA_ARRAY(a, pages.count, double);
    pages.starts[pages.count] = s->n;
    for (size_t at = s->n, moved = 0, i = pages.count; i > 0; i--) {
        node = &s->nodes[at * s->width + moved];
        pages.moved[i - 1] = moved;
        pages.shrink[i - 1] = node->shrink;
        pages.rest[i - 1] = node->rest;
        pages.starts[i - 1] = at = node->start;
        moved = node->carried;
    }
    return pages;
}

static size_t float_end(const struct flow_item *items, size_t n, size_t first)
{
    size_t end = first + 1;

    while (end < n && is_inside(items, end))
        end++;
    return end;
}

/* What the search wants to know of the column. */
static void look_over(struct arena *a, struct search *s)
{
    size_t *before = ARENA_ARRAY(a, s->n + 1, size_t);
    unsigned level = NO_LEVEL;
    size_t cap = 0;

    for (size_t i = 0; i < s->n; i++) {
        const struct flow_item *item = &s->items[i];

        before[i] = s->n_floats;
        if (item->level > 0)
            level = item->level;
        if (item->floating == FLOW_STAYS || is_inside(s->items, i))
            continue;
        s->floats =
            arena_grow(a, s->floats, s->n_floats, &cap, sizeof(*s->floats));

        struct floating *f = &s->floats[s->n_floats++];

        *f = (struct floating){
            .first = i, .end = float_end(s->items, s->n, i), .level = level};
        f->height = flow_height(s->items, f->first, f->end, s->room);
        for (size_t k = f->first; k < f->end; k++)
            f->has_notes = f->has_notes || s->items[k].notes > 0;
    }
    before[s->n] = s->n_floats;
    s->before = before;
    s->width = s->n_floats == 0 ? 1 : MOVED_MAX + 1;
}

struct flow_pages flow_break(struct arena *a, const struct flow_item *items,
                             size_t n, const struct flow_room *room)
{
    struct arena *scratch = arena_new();
    struct search s = {.items = items, .n = n, .room = room};
    struct flow_pages pages;

    assert(room->first > 0 && room->others > 0);
    look_over(scratch, &s);
    s.nodes = ARENA_ARRAY(scratch, (n + 1) * s.width, struct node);
    for (size_t i = 0; i < (n + 1) * s.width; i++)
        s.nodes[i].cost = HUGE_VAL;
    s.nodes[0].cost = 0;
    for (size_t start = 0; start <= n; start++)
        /* Pages of floats only lead from more of them to none. */
        for (size_t moved = s.width; moved-- > 0;)
            /* Behind a forced start nothing leads to the items before it. */
            if (s.nodes[start * s.width + moved].cost < HUGE_VAL)
                try_pages(&s, start, moved);
    assert(s.nodes[n * s.width].cost < HUGE_VAL);
    pages = collect(a, &s);
    arena_free(scratch);
    return pages;
}

/* --- who asks ------------------------------------------------------------- */

static bool starts_float(const struct flow_item *items, size_t at)
{
    return items[at].floating != FLOW_STAYS && !is_inside(items, at);
}

/* Where the first of the last n floats before item `end` starts; `end` without
 * any. */
static size_t first_moved(const struct flow_item *items, size_t end, size_t n)
{
    size_t at = end;

    for (size_t i = end; n > 0; i--)
        if (starts_float(items, i - 1)) {
            at = i - 1;
            n--;
        }
    return at;
}

/* Has the item moved, that is, is it of a float behind `moved`? */
static bool has_moved(const struct flow_item *items, size_t at, size_t moved)
{
    return at >= moved && items[at].floating != FLOW_STAYS;
}

size_t *flow_page(struct arena *a, const struct flow_item *items,
                  const struct flow_pages *pages, size_t i, size_t *n,
                  size_t *n_top)
{
    size_t start = pages->starts[i], end = pages->starts[i + 1];
    size_t top = first_moved(items, start, i == 0 ? 0 : pages->moved[i - 1]);
    size_t moved = first_moved(items, end, pages->moved[i]);
    size_t *list = ARENA_ARRAY(a, end - top, size_t);

    *n = 0;
    for (size_t k = top; k < start; k++)
        if (items[k].floating == FLOW_MOVES)
            list[(*n)++] = k;
    *n_top = *n;
    for (size_t k = start; k < end; k++)
        if (!has_moved(items, k, moved))
            list[(*n)++] = k;
    return list;
}

size_t *flow_sheets(struct arena *a, const struct flow_item *items,
                    const struct flow_pages *pages, size_t i, size_t *n)
{
    size_t end = pages->starts[i + 1];
    size_t first = first_moved(items, end, pages->moved[i]);
    size_t *list = ARENA_ARRAY(a, end - first, size_t);

    *n = 0;
    for (size_t k = first; k < end; k++)
        if (items[k].floating == FLOW_SHEET)
            list[(*n)++] = k;
    return list;
}
