#include <assert.h>
#include <math.h>

#include "base/arena.h"
#include "layout/dest.h"
#include "layout/inline.h"
#include "layout/lane.h"
#include "model/doc.h"

/* --- the kinds that are lines of text ------------------------------------- */

static void add_paragraph(struct lane *lane, const struct block *block)
{
    struct tag *tag = tag_new(lane->setter->tags, TAG_P, lane->parent);

    lane_add_inlines(lane, block->inlines, lane->text, tag, block->at);
    lane_leave(lane, lane->setter->measures->paragraph_gap);
}

static struct text_look heading_look(const struct lane *lane, size_t level)
{
    const struct measures *m = lane->setter->measures;

    return (struct text_look){
        .face = FACE_SEMIBOLD,
        .size = m->h[level],
        .leading = m->h_leading[level],
        .color = level < 3 ? COLOR_BLUE : COLOR_INK,
        .even = true,
    };
}

/* The line under the head of a column. */
static void add_head_rule(struct lane *lane)
{
    struct strips *strips = lane->strips;
    struct scene *scene = strips->items[strips->count - 1].scene;

    scene->height += 4;
    scene_line(scene, NULL, lane->x, scene->height - 0.5, lane->x + lane->width,
               scene->height - 0.5, 1, COLOR_BLUE);
}

static void add_heading(struct lane *lane, const struct block *block)
{
    const struct measures *m = lane->setter->measures;
    size_t level = block->level - 1;
    struct text_look look;
    struct words words = {.setter = lane->setter};
    struct tag *tag;
    size_t first = lane->strips->count;
    struct strip *strip;

    assert(level < 6);
    tag = tag_new(lane->setter->tags, TAG_H1 + (unsigned)level, lane->parent);
    tag->lang = attrs_value(&block->attrs, "lang");
    lane_space(lane, m->h_before[level]);
    look = heading_look(lane, level);
    if (block->number.len > 0 && !m->on_slide)
        words_put(&words,
                  title_with_number(lane_arena(lane), block->number, STR("")),
                  look, false, tag);
    words_put_inlines(&words, block->inlines, look, false, tag);
    if (lane_add_words(lane, &words, look, block->at) == 0)
        return;
    lane->setter->heading = block;
    if (lane->ruled_heads)
        add_head_rule(lane);
    lane_keep(lane, first);
    /* The space around it is made for the grid, see measures_of_paper(). */
    for (size_t i = first; i < lane->strips->count; i++)
        lane->strips->items[i].on_grid = false;
    strip = &lane->strips->items[first];
    strip->heading = block;
    strip->new_page = level == 0 && !m->on_slide;
    lane_set_dest(lane, strip, block->attrs.id);
    lane->strips->items[lane->strips->count - 1].keep_with_next = true;
    lane_leave(lane, m->h_after[level]);
}

static void add_rule(struct lane *lane, const struct block *block)
{
    const struct measures *m = lane->setter->measures;
    struct strip *strip = lane_open(lane, m->leading, block->at);

    scene_line(strip->scene, NULL, lane->x, m->leading / 2,
               lane->x + lane->width, m->leading / 2, 0.75, COLOR_LINE);
    lane_leave(lane, m->paragraph_gap);
}

static void add_quote(struct lane *lane, const struct block *block)
{
    struct tag *tag = tag_new(lane->setter->tags, TAG_QUOTE, lane->parent);
    double indent = lane->text.size * 1.1;
    struct lane inside = lane_inside(lane, indent, 0, tag);
    size_t first = lane->strips->count;

    inside.hang = false;
    lane_add_blocks(&inside, block->children);
    if (lane->strips->count > first)
        lane_bar(lane, first, lane->text.size * 0.16, COLOR_LINE);
    lane_leave(lane, lane->setter->measures->paragraph_gap);
}

/* --- lists ---------------------------------------------------------------- */

/* How the items of a list are marked. */
struct marking {
    const struct list *list;
    double indent; /* of the text */
    double gap;    /* between items */
};

static double number_width(const struct lane *lane, const struct block *block,
                           struct text_look look)
{
    unsigned long last = block->list.start;

    for (const struct block *item = block->children; item != NULL;
         item = item->next)
        last += item->next != NULL;
    return shape_width(lane->setter->press->fonts,
                       (struct text_style){.face = look.face,
                                           .size = look.size,
                                           .tabular = true},
                       str_format(lane_arena(lane), "%lu.", last));
}

static struct marking marking_of(const struct lane *lane,
                                 const struct block *block)
{
    const struct measures *m = lane->setter->measures;
    struct marking marking = {.list = &block->list};
    double size = lane->text.size;

    if (block->list.ordered)
        marking.indent = number_width(lane, block, lane->text) + size * 0.5;
    else if (lane->hang && lane->list_level == 0)
        marking.indent = 0;
    else
        marking.indent = size * 0.95;
    if (m->on_slide)
        marking.gap =
            m->item_gap * (lane->list_level == 0 ? 1 : 0.5) * (size / m->body);
    else
        marking.gap = m->item_gap;
    return marking;
}

static struct marker item_marker(const struct lane *lane,
                                 const struct block *item,
                                 const struct marking *marking,
                                 unsigned long number)
{
    struct marker marker = {.look = lane->text,
                            .outer = lane->marker,
                            .baseline = lane_baseline(lane, lane->text)};
    double size = lane->text.size;

    marker.x = lane->x + marking->indent - size * 0.85;
    if (item->task != TASK_NONE) {
        marker.kind = item->task == TASK_DONE ? MARKER_BOX_DONE : MARKER_BOX;
        marker.x -= size * 0.25;
    } else if (marking->list->ordered) {
        marker.kind = MARKER_TEXT;
        marker.text = str_format(lane_arena(lane), "%lu.", number);
        marker.x = lane->x + marking->indent - size * 0.5;
        marker.look.color = COLOR_BLUE;
    } else {
        marker.kind = lane->list_level == 0 ? MARKER_SQUARE : MARKER_DASH;
    }
    return marker;
}

/* What a drawn marker is read out as. */
static struct str marker_text(const struct marker *marker)
{
    switch (marker->kind) {
    case MARKER_SQUARE:
    case MARKER_DASH:
        return STR("\u2022");
    case MARKER_TEXT:
        return STR("");
    case MARKER_BOX:
        return STR("\u2610");
    case MARKER_BOX_DONE:
        return STR("\u2611");
    }
    return STR("");
}

static void add_item(struct lane *lane, const struct block *item,
                     const struct marking *marking, unsigned long number,
                     struct tag *list_tag)
{
    struct tags *tags = lane->setter->tags;
    struct tag *tag = tag_new(tags, TAG_ITEM, list_tag);
    struct tag *label = item->goes_on ? NULL : tag_new(tags, TAG_LABEL, tag);
    struct tag *body = tag_new(tags, TAG_BODY, tag);
    struct lane inside = lane_inside(lane, marking->indent, 0, body);
    struct marker *marker = ARENA_NEW(lane_arena(lane), struct marker);
    size_t first = lane->strips->count;

    *marker = item_marker(lane, item, marking, number);
    marker->tag = label;
    if (label != NULL)
        label->actual = marker_text(marker);
    inside.marker = label == NULL ? NULL : marker;
    inside.list_level++;
    lane_add_blocks(&inside, item->children);
    if (lane->strips->count == first) /* an item without words */
        lane_open(&inside, lane->text.leading, item->at);
}

/* On paper a tight list of items of one line is set solid; longer ones would
 * not be told apart.  `first` and `last` are where the list and its last item
 * start. */
static void close_up(struct lane *lane, const struct block *block, size_t first,
                     size_t last)
{
    struct strips *strips = lane->strips;
    size_t n_items = 0;

    for (const struct block *item = block->children; item != NULL;
         item = item->next)
        n_items++;
    if (lane->setter->measures->on_slide || !block->list.tight ||
        strips->count - first != n_items || last - first + 1 != n_items)
        return;
    for (size_t i = first + (lane->list_level == 0); i < strips->count; i++)
        strips->items[i].space_before = strips->items[i].space_alone = 0;
}

void lane_add_list(struct lane *lane, const struct block *block)
{
    struct marking marking = marking_of(lane, block);
    struct tag *tag = tag_new(lane->setter->tags, TAG_LIST, lane->parent);
    unsigned long number = block->list.start;
    double height = lane->setter->height;
    size_t first = lane->strips->count;
    size_t second = first;
    size_t last = first;

    /* Nothing in a list is elastic (see is_elastic). */
    lane->setter->height = 0;
    tag->numbering = block->list.ordered ? NUMBERING_DECIMAL : NUMBERING_DISC;
    if (lane->list_level > 0)
        lane_leave(lane, marking.gap);
    for (const struct block *item = block->children; item != NULL;
         item = item->next) {
        last = lane->strips->count;
        if (item == block->children->next)
            second = last;
        add_item(lane, item, &marking, number++, tag);
        lane_leave(lane, marking.gap);
    }
    lane_keep_ends(lane, first, second, last);
    close_up(lane, block, first, last);
    lane->setter->height = height;
    lane_leave(lane, lane->setter->measures->paragraph_gap);
}

/* --- all kinds ------------------------------------------------------------ */

static bool is_left_out(const struct lane *lane, const struct block *block)
{
    bool on_slide = lane->setter->measures->on_slide;

    return block->kind == BLOCK_DIV &&
           (block->div == DIV_NOTES || (block->div == DIV_SLIDE && !on_slide) ||
            (block->div == DIV_PAGE && on_slide));
}

static void add_any(struct lane *lane, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
        add_paragraph(lane, block);
        break;
    case BLOCK_HEADING:
        add_heading(lane, block);
        break;
    case BLOCK_LIST:
        lane_add_list(lane, block);
        break;
    case BLOCK_ITEM: /* only in lists */
        lane_add_blocks(lane, block->children);
        break;
    case BLOCK_QUOTE:
        add_quote(lane, block);
        break;
    case BLOCK_CODE:
        lane_add_code(lane, block);
        break;
    case BLOCK_RULE:
        add_rule(lane, block);
        break;
    case BLOCK_FIGURE:
        lane_add_figure(lane, block);
        break;
    case BLOCK_TABLE:
        lane_add_table(lane, block);
        break;
    case BLOCK_CHART:
        lane_add_chart(lane, block);
        break;
    case BLOCK_DIV:
        lane_add_div(lane, block);
        break;
    }
}

void lane_add_block(struct lane *lane, const struct block *block)
{
    struct setter *setter = lane->setter;

    if (is_left_out(lane, block))
        return;
    if (setter->depth >= BLOCK_DEPTH_MAX) {
        diag_add(setter->press->diags, DIAG_NESTED_TOO_DEEP, block->at, NULL);
        return;
    }
    setter->depth++;
    add_any(lane, block);
    setter->depth--;
}

/* --- sharing the height of a slide ---------------------------------------- */

static bool is_elastic(const struct lane *lane, const struct block *block,
                       unsigned depth)
{
    if (is_left_out(lane, block))
        return false;
    if (block->kind == BLOCK_FIGURE || block->kind == BLOCK_CHART ||
        block->kind == BLOCK_TABLE ||
        (block->kind == BLOCK_DIV && block->div == DIV_TILES))
        return true;
    if (depth >= BLOCK_DEPTH_MAX || block->kind == BLOCK_LIST)
        return false;
    for (const struct block *child = block->children; child != NULL;
         child = child->next)
        if (is_elastic(lane, child, depth + 1))
            return true;
    return false;
}

/* The height that is left when the elastic blocks have none: everything else is
 * set once on trial.  What is tried holds no elastic blocks, so nothing in it
 * is tried again, and the time stays linear. */
static double height_left(struct lane *lane, const struct block *const *blocks,
                          size_t n_blocks)
{
    struct setter *setter = lane->setter;
    struct slide_fit *fit = setter->fit;
    double gap = setter->measures->block_gap;
    struct strips trial = {.arena = lane->strips->arena};
    struct lane inside = *lane;

    inside.strips = &trial;
    inside.marker = NULL;
    inside.parent = tag_new(setter->tags, TAG_SECT, NULL);
    setter->fit = NULL;
    for (size_t i = 0; i < n_blocks; i++) {
        if (!is_elastic(lane, blocks[i], 0)) {
            lane_add_block(&inside, blocks[i]);
            continue;
        }
        lane_space(&inside, gap);
        lane_open(&inside, 0, blocks[i]->at);
        lane_leave(&inside, gap);
    }
    setter->fit = fit;
    return setter->height - strips_height(&trial);
}

/* The strips from `first` on, with the spaces above them. */
static double height_from(const struct strips *strips, size_t first)
{
    double height = 0;

    for (size_t i = first; i < strips->count; i++)
        height += strips->items[i].scene->height +
                  (i > first ? strips->items[i].space_before : 0);
    return height;
}

static void add_elastic(struct lane *lane, const struct block *const *blocks,
                        size_t n_blocks, size_t n_elastic)
{
    struct setter *setter = lane->setter;
    double whole = setter->height;
    double left = height_left(lane, blocks, n_blocks);

    for (size_t i = 0; i < n_blocks; i++) {
        size_t first = lane->strips->count;

        if (!is_elastic(lane, blocks[i], 0)) {
            lane_add_block(lane, blocks[i]);
            continue;
        }
        /* A share that is too small leads to an overflow, which is told; 0
         * would mean that there is no box. */
        setter->height = fmax(1, left / (double)n_elastic);
        lane_add_block(lane, blocks[i]);
        setter->height = whole;
        left -= height_from(lane->strips, first);
        n_elastic--;
    }
}

static bool ends_in_colon(struct lane *lane, const struct block *block)
{
    struct str text = inlines_text(lane_arena(lane), block->inlines);

    return text.len > 0 && text.p[text.len - 1] == ':';
}

/* A line that announces a list is not parted from it, nor one with a colon from
 * anything, nor a sentence from the columns that it sums up. */
static bool belongs(struct lane *lane, const struct block *block,
                    const struct block *next)
{
    if (block->kind == BLOCK_PARAGRAPH)
        return next->kind == BLOCK_LIST ||
               (next->kind != BLOCK_PARAGRAPH && next->kind != BLOCK_HEADING &&
                ends_in_colon(lane, block));
    return block->kind == BLOCK_DIV && block->div == DIV_COLUMNS &&
           next->kind == BLOCK_PARAGRAPH;
}

void lane_add_each(struct lane *lane, const struct block *const *blocks,
                   size_t n_blocks)
{
    size_t n_elastic = 0;

    if (lane->setter->height > 0)
        for (size_t i = 0; i < n_blocks; i++)
            n_elastic += is_elastic(lane, blocks[i], 0);
    if (n_elastic > 0) {
        add_elastic(lane, blocks, n_blocks, n_elastic);
        return;
    }
    for (size_t i = 0; i < n_blocks; i++) {
        struct strips *strips = lane->strips;

        lane_add_block(lane, blocks[i]);
        lane->announced = i + 1 < n_blocks && strips->count > 0 &&
                          belongs(lane, blocks[i], blocks[i + 1]);
        if (lane->announced)
            strips->items[strips->count - 1].keep_with_next = true;
    }
}

void lane_add_blocks(struct lane *lane, const struct block *list)
{
    size_t n = 0;
    const struct block **blocks;

    for (const struct block *block = list; block != NULL; block = block->next)
        n++;
    blocks = ARENA_ARRAY(lane_arena(lane), n, const struct block *);
    n = 0;
    for (const struct block *block = list; block != NULL; block = block->next)
        blocks[n++] = block;
    lane_add_each(lane, blocks, n);
}
