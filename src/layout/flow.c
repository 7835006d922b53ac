/* Breaking pages is breaking lines turned by ninety degrees: of all ways to cut
 * the column into pages that fit, take the one with the least total cost
 * (Plass, "Optimal pagination techniques for automatic typesetting systems",
 * 1981).  First fit cannot do it: it fills page 3 and only then finds a heading
 * alone at its foot, or two lines left over for page 4.
 *
 * least[j] is the cost of the best way to end a page before item j.  A page
 * that starts at i is tried for every end until it is full, so time is linear
 * in the column times the items on a page.
 *
 * What a page costs:
 * - the square of the part of it that stays empty, unless it is the last one
 *   before a forced start: two gaps of an inch are better than one of two;
 * - KEEP when it ends at an item that keeps with the next;
 * - STUB when it is the last one and holds next to nothing;
 * - INSIDE when it ends within a paragraph or a table, to break ties.
 */
#include "layout/flow.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>

#include "base/arena.h"

/* Each is worth more than anything that the smaller ones can add up to on a
 * page and its neighbours. */
static const double KEEP = 1000;
static const double STUB = 0.25;
static const double INSIDE = 0.002;

/* Sums of heights carry rounding errors far below what anybody sees. */
static const double HAIR = 0.01;

enum {
    /* A bound on the search when an input has nothing but flat items. */
    MOST_ON_A_PAGE = 1000
};

/* A page while items are added to it. */
struct filling {
    double body, notes;
};

static void add_item(struct filling *page, const struct flow_item *item,
                     bool at_top)
{
    page->body += item->height;
    page->body += at_top ? item->repeat : item->space_before;
    page->notes += item->notes;
}

static double height_of(const struct filling *page, double note_gap)
{
    return page->body + (page->notes > 0 ? note_gap + page->notes : 0);
}

double flow_height(const struct flow_item *items, size_t first, size_t end,
                   const struct flow_room *room)
{
    struct filling page = {0};

    for (size_t i = first; i < end; i++)
        add_item(&page, &items[i], i == first);
    return height_of(&page, room->note_gap);
}

/* The cost of a page that holds `used` of `room` and ends before items[end]. */
static double page_cost(const struct flow_item *items, size_t n, size_t start,
                        size_t end, double used, double room, double stub)
{
    if (end == n || items[end].new_page)
        return start > 0 && !items[start].new_page && used < stub ? STUB : 0;

    double empty = fmax(0, 1 - used / room);
    double cost = empty * empty;

    if (items[end - 1].keep_with_next)
        cost += KEEP;
    if (items[end].space_before == 0)
        cost += INSIDE;
    return cost;
}

/* Tries every page that starts at `start`; notes in least[] and from[] the ends
 * that are reached more cheaply than so far. */
static void try_pages(const struct flow_item *items, size_t n, size_t start,
                      const struct flow_room *room, double *least, size_t *from)
{
    double height = start == 0 ? room->first : room->others;
    struct filling page = {0};

    for (size_t end = start + 1; end <= n; end++) {
        add_item(&page, &items[end - 1], end - 1 == start);

        double used = height_of(&page, room->note_gap);

        if (end - start > 1 &&
            (used > height + HAIR || end - start > MOST_ON_A_PAGE))
            return;

        double cost =
            page_cost(items, n, start, end, used, height, room->stub) +
            least[start];

        if (cost < least[end]) {
            least[end] = cost;
            from[end] = start;
        }
        if (end < n && items[end].new_page)
            return;
    }
}

/* Follows from[] back from the end and turns it round. */
static struct flow_pages collect(struct arena *a, const size_t *from, size_t n)
{
    struct flow_pages pages = {0};

    for (size_t at = n; at > 0; at = from[at])
        pages.count++;
    pages.starts = ARENA_ARRAY(a, pages.count + 1, size_t);

    size_t at = n;

    for (size_t i = pages.count; i > 0; i--) {
        pages.starts[i] = at;
        at = from[at];
    }
    assert(at == 0);
    return pages;
}

struct flow_pages flow_break(struct arena *a, const struct flow_item *items,
                             size_t n, const struct flow_room *room)
{
    double *least = ARENA_ARRAY(a, n + 1, double);
    size_t *from = ARENA_ARRAY(a, n + 1, size_t);

    assert(room->first > 0 && room->others > 0);
    for (size_t i = 1; i <= n; i++)
        least[i] = HUGE_VAL;
    for (size_t start = 0; start < n; start++) {
        /* Behind a forced start nothing leads to the items before it. */
        if (least[start] < HUGE_VAL)
            try_pages(items, n, start, room, least, from);
    }
    return collect(a, from, n);
}
