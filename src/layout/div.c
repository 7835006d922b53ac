/* Fenced divs: blocks side by side, on cards, numbered large, set apart.
 *
 * What stands side by side is set in strips of its own and then becomes one
 * strip of the lane. */
#include <math.h>

#include "base/arena.h"
#include "layout/inline.h"
#include "layout/lane.h"
#include "model/deck.h"
#include "model/doc.h"

/* --- strips in a strip ---------------------------------------------------- */

static void absorb_notes(struct arena *a, struct strip *strip,
                         const struct strip *from)
{
    size_t cap = strip->n_notes;

    for (size_t i = 0; i < from->n_notes; i++) {
        strip->notes = arena_grow(a, strip->notes, strip->n_notes, &cap,
                                  sizeof(struct footnote *));
        strip->notes[strip->n_notes++] = from->notes[i];
    }
}

static void add_beside(struct arena *a, struct strip *strip,
                       const struct block *heading)
{
    size_t cap = strip->n_beside;

    strip->beside = arena_grow(a, strip->beside, strip->n_beside, &cap,
                               sizeof(const struct block *));
    strip->beside[strip->n_beside++] = heading;
}

static void absorb_headings(struct arena *a, struct strip *strip,
                            const struct strip *from)
{
    if (strip->heading == NULL && from->heading != NULL) {
        strip->heading = from->heading;
        strip->dest = from->dest;
    } else if (from->heading != NULL) {
        add_beside(a, strip, from->heading);
    }
    for (size_t i = 0; i < from->n_beside; i++)
        add_beside(a, strip, from->beside[i]);
}

/* Makes what stands in `from` a part of the strip, at x, y. */
static void absorb(struct lane *lane, struct strip *strip,
                   const struct strips *from, double x, double y)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct strip *item = &from->items[i];

        if (i > 0)
            y += item->space_before;
        scene_copy(item->scene, strip->scene, x, y, NULL);
        absorb_notes(lane_arena(lane), strip, item);
        for (size_t k = 0; k < item->n_figures; k++) {
            struct strip_figure figure = item->figures[k];

            figure.x += x;
            figure.y += y;
            strip_add_figure(lane->strips, strip, figure);
        }
        absorb_headings(lane_arena(lane), strip, item);
        y += item->scene->height;
    }
}

/* --- columns -------------------------------------------------------------- */

struct column {
    const struct block *block;
    struct strips strips;
    double x, width;
};

/* "40%" -> 0.4; 0 for anything else. */
static double share_of(struct str text)
{
    double value = 0;
    double digit = 1;
    size_t i = 0;

    for (; i < text.len && text.p[i] >= '0' && text.p[i] <= '9' && i < 3; i++)
        value = value * 10 + (text.p[i] - '0');
    if (i + 1 < text.len && (text.p[i] == '.' || text.p[i] == ','))
        for (i++; i < text.len && text.p[i] >= '0' && text.p[i] <= '9'; i++)
            value += (text.p[i] - '0') * (digit /= 10);
    if (i == 0 || i + 1 != text.len || text.p[i] != '%')
        return 0;
    return value / 100;
}

/* Widths that are asked for are kept as long as they leave each of the others
 * a little. */
static void set_widths(const struct lane *lane, struct column *columns,
                       size_t n)
{
    double room =
        lane->width - lane->setter->measures->gutter * (double)(n - 1);
    double asked = 0;
    size_t n_silent = 0;
    double x = 0;

    for (size_t i = 0; i < n; i++) {
        columns[i].width =
            share_of(attrs_value(&columns[i].block->attrs, "width"));
        asked += columns[i].width;
        n_silent += columns[i].width == 0;
    }
    if (asked > 1 || (n_silent > 0 && asked > 0.9) ||
        (n_silent == 0 && asked < 0.9)) {
        double scale = n_silent > 0 ? 0.9 / asked : 1 / asked;

        for (size_t i = 0; i < n; i++)
            columns[i].width *= scale;
        asked *= scale;
    }
    for (size_t i = 0; i < n; i++) {
        if (columns[i].width == 0)
            columns[i].width = (1 - asked) / (double)n_silent;
        columns[i].width = fmax(columns[i].width * room, lane->text.size);
        columns[i].x = x;
        x += columns[i].width + lane->setter->measures->gutter;
    }
}

static struct column *columns_of(const struct lane *lane,
                                 const struct block *block, size_t *n)
{
    struct column *columns;

    *n = 0;
    for (const struct block *b = block->children; b != NULL; b = b->next)
        ++*n;
    columns = ARENA_ARRAY(lane_arena(lane), *n, struct column);
    *n = 0;
    for (const struct block *b = block->children; b != NULL; b = b->next) {
        columns[*n].block = b;
        columns[(*n)++].strips.arena = lane->strips->arena;
    }
    if (*n > 0)
        set_widths(lane, columns, *n);
    return columns;
}

/* Lines of half a slide hold too few words at the full size. */
static struct text_look narrow_text(const struct lane *lane)
{
    struct text_look look = lane->text;

    if (lane->setter->measures->on_slide && !lane->in_columns) {
        look.size *= 0.91;
        look.leading *= 0.9;
    }
    return look;
}

/* Em: a narrower column has too few spaces to be even at both sides. */
static const double JUSTIFIED_LEAST = 30;

/* Text beside text stands on one grid. */
static void snap_strips(struct strips *strips, double grid)
{
    double y = 0;

    for (size_t i = 0; i < strips->count; i++) {
        struct strip *strip = &strips->items[i];
        double top = y + (i > 0 ? strip->space_before : 0) + strip->grid_top;

        if (strip->on_grid && i > 0)
            strip->space_before +=
                fmax(0, ceil(top / grid - 0.001) * grid - top);
        y += (i > 0 ? strip->space_before : 0) + strip->scene->height;
    }
}

static double set_columns(struct lane *lane, struct column *columns, size_t n,
                          struct tag *parent)
{
    double height = 0;

    for (size_t i = 0; i < n; i++) {
        struct lane inside =
            lane_of(lane->setter, &columns[i].strips, columns[i].width, parent);

        inside.text = narrow_text(lane);
        inside.ruled_heads = true;
        inside.in_columns = true;
        inside.hang = false;
        if (columns[i].width < JUSTIFIED_LEAST * inside.text.size)
            inside.text.setting = SET_LEFT;
        if (columns[i].block->kind == BLOCK_DIV)
            lane_add_blocks(&inside, columns[i].block->children);
        else
            lane_add_block(&inside, columns[i].block);
        if (lane->setter->measures->grid > 0)
            snap_strips(&columns[i].strips, lane->setter->measures->grid);
        height = fmax(height, strips_height(&columns[i].strips));
    }
    return height;
}

/* Under one another, when they do not fit on a page beside one another or when
 * columns in columns would be too narrow. */
static void stack_columns(struct lane *lane, const struct block *block)
{
    struct lane inside = *lane;

    inside.in_columns = true;
    for (const struct block *b = block->children; b != NULL; b = b->next) {
        if (b->kind == BLOCK_DIV)
            lane_add_blocks(&inside, b->children);
        else
            lane_add_block(&inside, b);
    }
}

static void add_columns(struct lane *lane, const struct block *block)
{
    const struct measures *m = lane->setter->measures;
    struct tags *tags = lane->setter->tags;
    struct tag *trial = tag_new(tags, TAG_SECT, NULL);
    struct strip *strip;
    struct column *columns;
    double height;
    size_t n;

    /* Columns are set on trial; not within columns, or the time would double
     * with every level. */
    if (lane->in_columns && !m->on_slide) {
        stack_columns(lane, block);
        return;
    }
    columns = columns_of(lane, block, &n);
    height = set_columns(lane, columns, n, trial);
    if (!m->on_slide && height > m->page_height) {
        stack_columns(lane, block);
        return;
    }
    for (size_t i = 0; i < trial->n_children; i++)
        tag_adopt(tags, lane->parent, trial->children[i]);
    lane_space(lane, m->paragraph_gap);
    strip = lane_open(lane, height, block->at);
    strip->on_grid = true;
    for (size_t i = 0; i < n; i++)
        absorb(lane, strip, &columns[i].strips, lane->x + columns[i].x, 0);
    lane_leave(lane, m->block_below);
}

/* --- tiles ---------------------------------------------------------------- */

struct tiles {
    struct lane *lane;
    const struct block *list;
    struct strips *items; /* what stands on each tile */
    size_t n, across;
    double size, leading; /* of the label */
    double width, pad, gap;
    double height; /* of all tiles alike */
    struct tag *tag;
};

static void add_tile_number(struct tiles *t, struct lane *inside, size_t i,
                            struct text_look look, struct tag *tag)
{
    look.color = COLOR_BLUE;
    lane_add_text(inside,
                  str_format(lane_arena(t->lane), "%lu",
                             (unsigned long)t->list->list.start + i),
                  look, tag_new(t->lane->setter->tags, TAG_LABEL, tag),
                  t->list->at);
    lane_leave(inside, t->leading * 0.2);
}

/* The first paragraph is what the tile says; the rest explains it. */
static void set_tile(struct tiles *t, size_t i, const struct block *item)
{
    struct setter *setter = t->lane->setter;
    struct tag *tag = tag_new(setter->tags, TAG_ITEM, t->tag);
    struct lane inside =
        lane_of(setter, &t->items[i], t->width - 2 * t->pad, NULL);
    const struct block *rest = item->children;
    struct text_look look = {.face = FACE_SEMIBOLD,
                             .size = t->size,
                             .leading = t->leading,
                             .color = COLOR_INK};

    inside.hang = false;
    if (t->list->list.ordered)
        add_tile_number(t, &inside, i, look, tag);
    inside.parent = tag_new(setter->tags, TAG_BODY, tag);
    if (rest != NULL && rest->kind == BLOCK_PARAGRAPH) {
        lane_add_inlines(&inside, rest->inlines, look,
                         tag_new(setter->tags, TAG_P, inside.parent), rest->at);
        rest = rest->next;
        lane_leave(&inside, t->leading * 0.2);
    }
    inside.text.size = t->size * 0.82;
    inside.text.leading = t->leading * 0.85;
    inside.text.setting = SET_LEFT;
    lane_add_blocks(&inside, rest);
}

/* Sets all tiles with labels of this size; returns the height of the grid. */
static double set_tiles(struct tiles *t, double size)
{
    const struct measures *m = t->lane->setter->measures;
    struct tags *tags = t->lane->setter->tags;
    size_t i = 0;

    t->size = size;
    t->leading = m->tile_leading * size / m->tile;
    t->pad = size * 0.85;
    t->gap = size * 0.85;
    t->width =
        (t->lane->width - t->gap * (double)(t->across - 1)) / (double)t->across;
    t->height = 0;
    t->items = ARENA_ARRAY(lane_arena(t->lane), t->n, struct strips);
    t->tag = tag_new(tags, TAG_LIST, NULL);
    t->tag->numbering =
        t->list->list.ordered ? NUMBERING_DECIMAL : NUMBERING_NONE;
    for (const struct block *item = t->list->children; item != NULL;
         item = item->next, i++) {
        t->items[i].arena = t->lane->strips->arena;
        set_tile(t, i, item);
        t->height = fmax(t->height, strips_height(&t->items[i]) + 2 * t->pad);
    }

    double rows = ceil((double)t->n / (double)t->across);

    return rows * t->height + (rows - 1) * t->gap;
}

/* On a slide tiles get smaller before they are too high, down to four fifths of
 * their size: 16 points of 20.  On the parts of a slide that was split all rows
 * have the same size, as long as there are rows to split. */
static void fit_tiles(struct tiles *t)
{
    struct setter *setter = t->lane->setter;
    double most = setter->measures->tile;
    double height = setter->height;
    double size = most;
    double least = setter->loose && t->n > t->across ? most : most * 0.8;
    size_t n_breaks = setter->fit == NULL ? 0 : setter->fit->n_breaks;

    setter->height = 0; /* what stands on them has a height of its own */
    while (set_tiles(t, size) > height && height > 0 && size > least) {
        size -= most * 0.05;
        if (setter->fit != NULL)
            setter->fit->n_breaks = n_breaks;
    }
    setter->height = height;
    tag_adopt(setter->tags, t->lane->parent, t->tag);
}

static void add_tile_row(struct tiles *t, size_t first)
{
    struct lane *lane = t->lane;
    struct strip *strip = lane_open(lane, t->height, t->list->at);

    for (size_t i = first; i < first + t->across && i < t->n; i++) {
        double x = lane->x + (double)(i - first) * (t->width + t->gap);

        scene_rect(strip->scene, NULL, (struct rect){x, 0, t->width, t->height},
                   COLOR_WASH);
        absorb(lane, strip, &t->items[i], x + t->pad, t->pad);
    }
    lane_leave(lane, t->gap);
}

static void add_tile_list(struct lane *lane, const struct block *block)
{
    const struct measures *m = lane->setter->measures;
    struct tiles t = {.lane = lane, .list = block};

    for (const struct block *item = block->children; item != NULL;
         item = item->next)
        t.n++;
    if (t.n == 0)
        return;
    t.across = block->list.across > 0 ? block->list.across : tiles_across(t.n);
    fit_tiles(&t);
    if (lane->setter->fit != NULL)
        lane->setter->fit->tile = t.size;
    lane_space(lane, m->on_slide ? m->paragraph_gap : m->block_gap);
    for (size_t i = 0; i < t.n; i += t.across)
        add_tile_row(&t, i);
    lane_leave(lane, m->block_below);
}

/* Lists become tiles, other blocks stay what they are. */
static void add_tiles(struct lane *lane, const struct block *block)
{
    for (const struct block *b = block->children; b != NULL; b = b->next) {
        if (b->kind == BLOCK_LIST)
            add_tile_list(lane, b);
        else
            lane_add_block(lane, b);
    }
}

/* --- steps ---------------------------------------------------------------- */

static void add_step(struct lane *lane, const struct block *item,
                     unsigned long number, double indent, struct tag *list_tag)
{
    const struct measures *m = lane->setter->measures;
    struct tags *tags = lane->setter->tags;
    struct tag *tag = tag_new(tags, TAG_ITEM, list_tag);
    struct marker *marker = ARENA_NEW(lane_arena(lane), struct marker);
    struct lane inside;
    size_t first = lane->strips->count;

    *marker = (struct marker){
        .tag = item->goes_on ? NULL : tag_new(tags, TAG_LABEL, tag),
        .kind = MARKER_TEXT,
        .text = str_format(lane_arena(lane), "%lu", number),
        .look = {.face = FACE_SEMIBOLD, .size = m->step, .color = COLOR_BLUE},
        .x = lane->x + indent - m->step * 0.6,
        .baseline = lane_baseline(lane, lane->text),
    };
    inside = lane_inside(lane, indent, 0, tag_new(tags, TAG_BODY, tag));
    inside.marker = item->goes_on ? NULL : marker;
    inside.list_level++;
    lane_add_blocks(&inside, item->children);
    if (lane->strips->count == first) /* a step without words */
        lane_open(&inside, lane->text.leading, item->at);
}

/* Numerals are larger than the text and rise above its first line by this. */
static double rise_of_numerals(const struct lane *lane)
{
    const struct fonts *fonts = lane->setter->press->fonts;
    double numeral = font_cap_height(fonts_face(fonts, FACE_SEMIBOLD),
                                     lane->setter->measures->step);
    double text =
        font_cap_height(fonts_face(fonts, lane->text.face), lane->text.size);

    return fmax(0, numeral - text);
}

static double width_of_numeral(const struct lane *lane, unsigned long number)
{
    return shape_width(lane->setter->press->fonts,
                       (struct text_style){.face = FACE_SEMIBOLD,
                                           .size = lane->setter->measures->step,
                                           .tabular = true},
                       str_format(lane_arena(lane), "%lu", number));
}

static void add_step_list(struct lane *lane, const struct block *block)
{
    const struct measures *m = lane->setter->measures;
    struct tag *tag = tag_new(lane->setter->tags, TAG_LIST, lane->parent);
    unsigned long number = block->list.start;
    unsigned long highest = number;
    double height = lane->setter->height;
    double indent;
    size_t first = lane->strips->count;
    size_t second = first;
    size_t last = first;

    for (const struct block *item = block->children; item != NULL;
         item = item->next)
        highest += item->next != NULL;
    indent = width_of_numeral(lane, highest) + m->step * 0.6;
    lane_leave(lane, lane->strips->space_after + rise_of_numerals(lane));
    tag->numbering = NUMBERING_DECIMAL;
    lane->setter->height = 0; /* nothing in a list is elastic */
    for (const struct block *item = block->children; item != NULL;
         item = item->next) {
        last = lane->strips->count;
        if (item == block->children->next)
            second = last;
        add_step(lane, item, number++, indent, tag);
        lane_leave(lane, m->leading * 0.6);
    }
    lane_keep_ends(lane, first, second, last);
    lane->setter->height = height;
    lane_leave(lane, m->paragraph_gap);
}

static void add_steps(struct lane *lane, const struct block *block)
{
    for (const struct block *b = block->children; b != NULL; b = b->next) {
        if (b->kind == BLOCK_LIST && b->list.ordered)
            add_step_list(lane, b);
        else
            lane_add_block(lane, b);
    }
}

/* --- a key figure --------------------------------------------------------- */

static void add_key_beside(struct lane *lane, const struct block *block,
                           struct strips *figure, double width)
{
    const struct measures *m = lane->setter->measures;
    double gap = m->key * 0.4;
    struct strips label = {.arena = lane->strips->arena};
    struct lane inside =
        lane_of(lane->setter, &label, lane->width - width - gap, lane->parent);
    double height = strips_height(figure);
    double low;
    struct strip *strip;

    inside.hang = false;
    lane_add_blocks(&inside, block->children->next);
    low = strips_height(&label);
    strip = lane_open(lane, fmax(height, low), block->at);
    absorb(lane, strip, figure, lane->x, fmax(0, (low - height) / 2));
    absorb(lane, strip, &label, lane->x + width + gap,
           fmax(0, (height - low) / 2));
}

/* The label stands beside the figure, or below one that takes the width. */
static void add_key(struct lane *lane, const struct block *block)
{
    const struct measures *m = lane->setter->measures;
    const struct press *press = lane->setter->press;
    const struct block *first = block->children;
    struct words words = {.setter = lane->setter};
    struct text_look look = {.face = FACE_SEMIBOLD,
                             .size = m->key,
                             .leading = m->key * 1.15,
                             .color = COLOR_ORANGE};
    double least;
    double most;

    if (first == NULL || first->kind != BLOCK_PARAGRAPH) {
        lane_add_blocks(lane, first);
        return;
    }
    words_put_inlines(&words, first->inlines, look, false,
                      tag_new(lane->setter->tags, TAG_P, lane->parent));
    lines_measure(press->fonts, words.spans, words.n_spans, &least, &most);
    lane_space(lane, m->paragraph_gap);
    if (most > lane->width * 0.62 || lane->width - most < 9 * lane->text.size) {
        if (lane->setter->fit != NULL)
            lane->setter->fit->key_above = true;
        lane_add_words(lane, &words, look, first->at);
        lane_leave(lane, 0);
        lane_add_blocks(lane, first->next);
    } else {
        struct strips figure = {.arena = lane->strips->arena};
        struct lane inside = lane_of(lane->setter, &figure, most + 1, NULL);

        lane_add_words(&inside, &words, look, first->at);
        add_key_beside(lane, block, &figure, most);
    }
    lane_leave(lane, m->block_below);
}

/* --- set apart ------------------------------------------------------------ */

enum {
    CALLOUT_KEPT = 10 /* lines: one that is longer may go over a page */
};

static void add_callout(struct lane *lane, const struct block *block)
{
    const struct measures *m = lane->setter->measures;
    struct str title = attrs_value(&block->attrs, "title");
    double pad = lane->text.size;
    struct lane inside = lane_inside(lane, pad, pad, lane->parent);
    size_t first = lane->strips->count;
    double height = lane->setter->height;

    inside.hang = false;
    lane_space(lane, m->on_slide ? m->block_gap * 0.75 : m->block_gap);
    if (title.len > 0) {
        struct text_look look = lane->text;

        look.face = FACE_SEMIBOLD;
        look.color = COLOR_BLUE;
        look.hyphenate = false;
        lane_add_text(&inside, title, look,
                      tag_new(lane->setter->tags, TAG_P, lane->parent),
                      block->at);
        lane->strips->items[lane->strips->count - 1].keep_with_next = true;
        lane_leave(lane, m->on_slide ? m->paragraph_gap / 2 : 0);
    }
    if (height > 0)
        lane->setter->height = fmax(1, height - 2 * pad);
    lane_add_blocks(&inside, block->children);
    lane->setter->height = height;
    if (lane->strips->count > first) {
        double above = m->grid > 0 ? m->grid : pad * 0.8;

        lane_ground(lane, first, above, above, COLOR_WASH);
        if (lane->strips->count - first <= CALLOUT_KEPT)
            lane_keep(lane, first);
    }
    lane_leave(lane, m->block_below);
}

static void add_div(struct lane *lane, const struct block *block)
{
    switch (block->div) {
    case DIV_PLAIN:
    case DIV_COLUMN:
    case DIV_SLIDE:
    case DIV_PAGE:
    case DIV_INCREMENTAL:
        lane_add_blocks(lane, block->children);
        break;
    case DIV_NOTES: /* never published */
        break;
    case DIV_COLUMNS:
        add_columns(lane, block);
        break;
    case DIV_TILES:
        add_tiles(lane, block);
        break;
    case DIV_STEPS:
        add_steps(lane, block);
        break;
    case DIV_KEY:
        add_key(lane, block);
        break;
    case DIV_CALLOUT:
        add_callout(lane, block);
        break;
    }
}

void lane_add_div(struct lane *lane, const struct block *block)
{
    struct setter *setter = lane->setter;
    struct str lang = attrs_value(&block->attrs, "lang");
    struct str outer = setter->lang;
    struct tag *parent = lane->parent;

    if (lang.len == 0) {
        add_div(lane, block);
        return;
    }
    lane->parent = tag_new(setter->tags, TAG_SECT, parent);
    lane->parent->lang = lang;
    setter->lang = lang;
    add_div(lane, block);
    setter->lang = outer;
    lane->parent = parent;
}
