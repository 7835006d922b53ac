#include "layout/chapter.h"

#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "base/map.h"
#include "layout/dest.h"
#include "layout/flow.h"
#include "layout/lane.h"
#include "layout/layout.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/theme.h"
#include "paint/scene.h"
#include "paint/tag.h"

/* Between the text and the footnotes: half above their line, half below. */
static const double NOTE_GAP = 18;
static const double NOTE_BETWEEN = 2;
static const double NOTE_RULE = 56;

/* A last page of a chapter with less than this looks forgotten. */
static const double STUB_LINES = 6;

/* --- set ------------------------------------------------------------------ */

bool chapter_has_heading(const struct page *page)
{
    for (const struct block *b = page->blocks; b != NULL; b = b->next) {
        if (b->kind == BLOCK_HEADING)
            return b->level == 1;
    }
    return false;
}

/* A page without a # heading of its own gets the title of its front matter. */
static void add_title(struct setter *setter, struct chapter *chapter)
{
    const struct measures *m = setter->measures;
    const struct page *page = chapter->page;
    struct text_look look = {.face = FACE_SEMIBOLD,
                             .size = m->h[0],
                             .leading = m->h_leading[0],
                             .color = COLOR_BLUE,
                             .even = true};

    strips_add_text(
        setter, &chapter->strips,
        title_with_number(setter->press->arena, page->number, page->title),
        look, m->page_width, tag_new(setter->tags, TAG_H1, chapter->sect));
    for (size_t i = 0; i < chapter->strips.count; i++)
        chapter->strips.items[i].keep_with_next = true;
    chapter->strips.space_after = m->h_after[0];
}

/* Footnotes are set after the text, so that in reading order they follow the
 * chapter, as they do on its HTML page. */
static void set_notes(struct setter *setter, struct chapter *chapter)
{
    struct arena *a = setter->press->arena;
    struct strips *strips = &chapter->strips;
    struct map set = map_new(a);

    chapter->notes = ARENA_ARRAY(a, strips->count, struct strips);
    for (size_t i = 0; i < strips->count; i++) {
        chapter->notes[i].arena = a;
        strips_add_notes(setter, &chapter->notes[i], &strips->items[i],
                         setter->measures->page_width, chapter->sect, &set);
    }
}

/* A section that holds nothing but a table in landscape goes with it. */
static void turn_heads(struct strips *strips)
{
    for (size_t i = 0; i < strips->count; i++) {
        struct strip *strip = &strips->items[i];
        size_t next = i + 1;

        if (!strip->turned || (i > 0 && strips->items[i - 1].turned))
            continue;
        while (next < strips->count && strips->items[next].turned)
            next++;
        if (next < strips->count && strips->items[next].heading == NULL)
            continue;
        for (size_t k = i; k > 0 && strips->items[k - 1].keep_with_next; k--) {
            strips->items[k - 1].turned = true;
            strips->items[k - 1].float_id = strip->float_id;
        }
    }
}

/* --- broken into pages ---------------------------------------------------- */

/* The height of the text on a page. */
static double room_of(const struct setter *setter, bool turned)
{
    return turned ? setter->measures->turned_height
                  : setter->measures->page_height;
}

static double notes_height(const struct strips *notes)
{
    return notes->count == 0 ? 0 : strips_height(notes) + NOTE_BETWEEN;
}

/* The lines of the last note behind its first two, when there are more than two:
 * what a next page may take of it. */
static double notes_tail(const struct setter *setter,
                         const struct strips *notes)
{
    double line = setter->measures->note_leading;
    size_t n = 0;

    while (n < notes->count) {
        const struct strip *strip = &notes->items[notes->count - 1 - n];

        if (strip->dest.len > 0 || strip->space_before > 0 ||
            strip->scene->height != line)
            break;
        n++;
    }
    return n < 3 ? 0 : line * (double)(n - 1);
}

static struct flow_item flow_item_of(const struct setter *setter,
                                     const struct chapter *chapter, size_t i)
{
    const struct strip *strip = &chapter->strips.items[i];
    double grid = setter->measures->grid;

    return (struct flow_item){
        .height = strip->scene->height,
        .space_before = strip->space_before,
        .space_alone = strip->space_alone,
        .repeat = strip->repeat == NULL ? 0 : strip->repeat->height,
        .notes = notes_height(&chapter->notes[i]),
        .notes_tail = notes_tail(setter, &chapter->notes[i]),
        .shrink = floor(strip->shrink / grid) * grid,
        .on_grid = strip->on_grid,
        .grid_top = strip->grid_top,
        .level = strip->heading == NULL ? 0 : strip->heading->level,
        .float_id = strip->float_id,
        .floating = strip->turned                          ? FLOW_SHEET
                    : strip->float_id > 0 && !strip->stays ? FLOW_MOVES
                                                           : FLOW_STAYS,
        .keep_with_next = strip->keep_with_next,
        .new_page = strip->new_page,
    };
}

static struct flow_item *flow_items(const struct setter *setter,
                                    const struct chapter *chapter)
{
    size_t n = chapter->strips.count;
    struct flow_item *items =
        ARENA_ARRAY(setter->press->arena, n, struct flow_item);

    for (size_t i = 0; i < n; i++) {
        const struct strip *strip = &chapter->strips.items[i];
        double room = room_of(setter, strip->turned);

        items[i] = flow_item_of(setter, chapter, i);
        if (strip->scene->height > room + 0.5)
            diag_add(setter->press->diags, DIAG_PAGE_OVERFLOW, strip->at,
                     "%.0f pt, a page has %.0f pt", strip->scene->height, room);
    }
    return items;
}

static void add_strip(struct strips *to, const struct strip *strip,
                      double space_before)
{
    to->items = arena_grow(to->arena, to->items, to->count, &to->cap,
                           sizeof(*to->items));
    to->items[to->count] = *strip;
    to->items[to->count].space_before = space_before;
    to->count++;
}

/* While a chapter is broken. */
struct breaking {
    const struct setter *setter;
    struct chapter *chapter;
    struct flow_item *items;
    struct flow_room room;
    struct strips rest; /* of the notes of the last page */
};

static struct leaf *add_leaf(struct breaking *b)
{
    struct chapter *chapter = b->chapter;
    struct arena *a = b->setter->press->arena;
    struct leaf *leaf;

    chapter->leaves = arena_grow(a, chapter->leaves, chapter->n_leaves,
                                 &chapter->cap_leaves, sizeof(*leaf));
    leaf = &chapter->leaves[chapter->n_leaves++];
    *leaf = (struct leaf){.notes.arena = a};
    return leaf;
}

/* Adds one strip below the others; returns the height with the space above. */
static double add_to_leaf(struct breaking *b, struct leaf *leaf, size_t strip,
                          double space)
{
    struct leaf_part *last =
        leaf->n_parts == 0 ? NULL : &leaf->parts[leaf->n_parts - 1];
    const struct strip *s = &b->chapter->strips.items[strip];

    if (last != NULL && last->end == strip && space == s->space_before) {
        last->end++;
        return space + s->scene->height;
    }
    leaf->parts =
        arena_grow(b->setter->press->arena, leaf->parts, leaf->n_parts,
                   &leaf->cap_parts, sizeof(*leaf->parts));
    leaf->parts[leaf->n_parts++] = (struct leaf_part){strip, strip + 1, space};
    if (last == NULL && s->repeat != NULL)
        space += s->repeat->height;
    return space + s->scene->height;
}

/* The notes of a page: the rest of those of the page before, then its own. */
static struct strips gather_notes(struct breaking *b, const size_t *list,
                                  size_t n)
{
    struct strips all = b->rest;

    for (size_t i = 0; i < n; i++) {
        const struct strips *notes = &b->chapter->notes[list[i]];

        for (size_t k = 0; k < notes->count; k++)
            add_strip(&all, &notes->items[k],
                      k == 0 ? NOTE_BETWEEN : notes->items[k].space_before);
    }
    b->rest = (struct strips){.arena = all.arena};
    return all;
}

/* Takes the last lines off, `rest` high, for the next page. */
static void leave_rest(struct breaking *b, struct strips *notes, double rest)
{
    double line = b->setter->measures->note_leading;
    size_t n = (size_t)(rest / line + 0.5);

    if (n == 0)
        return;
    assert(notes->items != NULL && n <= notes->count);
    notes->count -= n;
    for (size_t i = 0; i < n; i++)
        add_strip(&b->rest, &notes->items[notes->count + i], 0);
}

/* Puts notes at the foot of a leaf while there is room left, else they run on,
 * on pages of their own. */
static void add_notes(struct breaking *b, struct leaf *leaf,
                      const struct strips *notes, double left)
{
    for (size_t i = 0; i < notes->count; i++) {
        const struct strip *note = &notes->items[i];
        double height = note->scene->height + note->space_before;

        /* Half a point of grace: the breaker said that they fit. */
        if (height > left + 0.5 &&
            (leaf->n_parts > 0 || leaf->notes.count > 0)) {
            leaf = add_leaf(b);
            left = room_of(b->setter, false) - NOTE_GAP;
        }
        add_strip(&leaf->notes, note, note->space_before);
        left -= height;
    }
}

/* Makes the leaf of a page.  `list` is what it holds, n_top of it moved here
 * from the page before; `rest` of its notes go to the next. */
static void add_leaves(struct breaking *b, const size_t *list, size_t n,
                       size_t n_top, double rest, bool turned)
{
    struct leaf *leaf;
    struct strips notes;
    double y = 0;

    if (n == 0 && b->rest.count == 0)
        return;
    leaf = add_leaf(b);
    leaf->turned = turned;
    for (size_t i = 0; i < n; i++) {
        double space = i == 0 ? 0
                              : flow_space(b->items, list[i - 1], list[i],
                                           i <= n_top, &b->room);

        if (i > 0)
            space = flow_snap(&b->items[list[i]], space, y, &b->room);
        y += add_to_leaf(b, leaf, list[i], space);
    }
    notes = gather_notes(b, list, n);
    leave_rest(b, &notes, rest);
    add_notes(b, leaf, &notes, room_of(b->setter, turned) - NOTE_GAP - y);
}

/* The items of a page give what they must, in whole steps of the grid. */
static void shrink_items(struct breaking *b, const size_t *list, size_t n,
                         double part)
{
    double grid = b->room.grid;
    double most = 0;

    for (size_t i = 0; i < n; i++)
        most += b->items[list[i]].shrink;

    double left = part * most;
    for (size_t i = 0; left > 0 && i < n; i++) {
        double shrink = b->items[list[i]].shrink;
        double steps = most > 0 ? ceil(left * shrink / most / grid - 0.01) : 0;

        most -= shrink;
        left -= steps * grid;
        if (steps > 0)
            strip_shrink(b->setter, &b->chapter->strips.items[list[i]],
                         steps * grid);
    }
}

/* Breaks a table in landscape, items first up to end, into sheets. */
static void break_sheet(struct breaking *b, size_t first, size_t end)
{
    struct arena *a = b->setter->press->arena;
    double height = room_of(b->setter, true);
    struct flow_room room = {.first = height,
                             .others = height,
                             .note_gap = NOTE_GAP,
                             .grid = b->room.grid};
    struct flow_item *items = ARENA_ARRAY(a, end - first, struct flow_item);
    struct flow_pages pages;

    for (size_t i = first; i < end; i++) {
        items[i - first] = b->items[i];
        items[i - first].float_id = 0;
        items[i - first].floating = FLOW_STAYS;
        items[i - first].new_page = false;
    }
    pages = flow_break(a, items, end - first, &room);
    for (size_t i = 0; i < pages.count; i++) {
        size_t n = pages.starts[i + 1] - pages.starts[i];
        size_t *list = ARENA_ARRAY(a, n, size_t);

        for (size_t k = 0; k < n; k++)
            list[k] = first + pages.starts[i] + k;
        add_leaves(b, list, n, 0, 0, true);
    }
}

/* Notes that go on do so behind the sheets. */
static void break_sheets(struct breaking *b, const size_t *list, size_t n)
{
    struct strips rest = b->rest;

    b->rest = (struct strips){.arena = rest.arena};
    for (size_t first = 0, end; first < n; first = end) {
        end = first + 1;
        while (end < n &&
               b->items[list[end]].float_id == b->items[list[first]].float_id)
            end++;
        break_sheet(b, list[first], list[end - 1] + 1);
    }
    b->rest = rest;
}

static void break_chapter(const struct setter *setter, struct chapter *chapter)
{
    struct arena *a = setter->press->arena;
    double height = room_of(setter, false);
    struct breaking b = {
        .setter = setter,
        .chapter = chapter,
        .items = flow_items(setter, chapter),
        .room = {.first = height,
                 .others = height,
                 .note_gap = NOTE_GAP,
                 .note_line = setter->measures->note_leading,
                 .float_gap = 1.25 * setter->measures->leading,
                 .stub = STUB_LINES * setter->measures->leading,
                 .grid = setter->measures->grid},
        .rest.arena = a,
    };
    struct flow_pages pages =
        flow_break(a, b.items, chapter->strips.count, &b.room);

    for (size_t i = 0; i < pages.count; i++) {
        size_t n, n_top, n_sheets;
        size_t *list = flow_page(a, b.items, &pages, i, &n, &n_top);
        size_t *sheets = flow_sheets(a, b.items, &pages, i, &n_sheets);

        shrink_items(&b, list, n, pages.shrink[i]);
        add_leaves(&b, list, n, n_top, pages.rest[i], false);
        break_sheets(&b, sheets, n_sheets);
    }
}

void chapter_set(struct chapter *chapter, struct setter *setter,
                 struct tag *sect)
{
    const struct page *page = setter->page;
    struct link_notes links = {.arena = setter->press->arena,
                               .by_url = map_new(setter->press->arena)};

    chapter->page = page;
    chapter->sect = sect;
    chapter->strips.arena = setter->press->arena;
    sect->title = page->title;
    if (page->lang != setter->press->report->lang)
        sect->lang = lang_tag(page->lang);
    if (!chapter_has_heading(page))
        add_title(setter, chapter);
    if (setter->press->report->link_notes)
        setter->link_notes = &links;
    setter->floats = true;
    strips_add_blocks(setter, &chapter->strips, page->blocks,
                      setter->measures->page_width, sect);
    setter->floats = false;
    turn_heads(&chapter->strips);
    set_notes(setter, chapter);
    setter->link_notes = NULL;
    break_chapter(setter, chapter);
}

/* --- placed --------------------------------------------------------------- */

bool leaf_opens(const struct chapter *chapter, const struct leaf *leaf)
{
    return leaf == chapter->leaves ||
           (leaf->n_parts > 0 &&
            chapter->strips.items[leaf->parts[0].first].new_page);
}

static void place_notes(const struct setter *setter, const struct leaf *leaf,
                        struct scene *scene)
{
    const struct strips *notes = &leaf->notes;
    const struct theme *theme = setter->press->theme;
    double x = theme->paper_margin_side;
    double y = theme->paper_margin_top + room_of(setter, leaf->turned) -
               strips_height(notes);

    if (notes->count == 0)
        return;
    scene_line(scene, NULL, x, y - NOTE_GAP / 2, x + NOTE_RULE,
               y - NOTE_GAP / 2, 0.5, COLOR_GREY);
    strips_place(notes, scene, x, y);
}

void leaf_place(const struct setter *setter, const struct chapter *chapter,
                const struct leaf *leaf, struct scene *scene)
{
    double x = setter->press->theme->paper_margin_side;
    double y = setter->press->theme->paper_margin_top;

    for (size_t i = 0; i < leaf->n_parts; i++) {
        const struct leaf_part *part = &leaf->parts[i];
        struct strips strips = {.arena = setter->press->arena,
                                .items = &chapter->strips.items[part->first],
                                .count = part->end - part->first};
        const struct scene *repeat = strips.items[0].repeat;

        y += part->space;
        if (i == 0 && repeat != NULL) {
            strip_place(repeat, scene, x, y);
            y += repeat->height;
        }
        y = strips_place(&strips, scene, x, y);
    }
    place_notes(setter, leaf, scene);
}
