/* lane.h - how blocks make strips: what the files of blocks share.
 *
 * A lane is a place in a column of strips: strips are as wide as the column, a
 * lane takes a part of it, the list item narrower than the list.  So nesting
 * moves marks and never nests scenes.  Vertical space: a block says how much it
 * wants above (the larger of this and what the block above left counts) and
 * sets what it leaves below.
 */
#ifndef LAYOUT_LANE_H
#define LAYOUT_LANE_H

#include "layout/layout.h"
#include "layout/strip.h"
#include "model/words.h"
#include "paint/scene.h"
#include "paint/tag.h"
#include "text/lines.h"

struct block;
struct table;
struct inline_;
struct words;

enum {
    BLOCK_DEPTH_MAX = 24,  /* blocks in blocks */
    INLINE_DEPTH_MAX = 100 /* marks in marks */
};

/* The bullet, number or box of a list item: put on its first strip, whatever
 * makes that strip. */
struct marker {
    struct marker *outer; /* of the item whose first block is this list */
    struct tag *tag;      /* TAG_LABEL */
    enum {
        MARKER_SQUARE,
        MARKER_DASH,
        MARKER_TEXT,
        MARKER_BOX,
        MARKER_BOX_DONE,
    } kind;
    struct str text;
    struct text_look look;
    double x;        /* left edge; of a MARKER_TEXT the right edge */
    double baseline; /* in the strip */
    bool drawn;
};

struct lane {
    struct setter *setter;
    struct strips *strips;
    double column;   /* width of the strips */
    double x, width; /* the part of it that is ours */
    struct tag *parent;
    struct text_look text; /* running text here */
    struct marker *marker; /* waits for the next strip, or NULL */
    unsigned list_level;   /* 0 outside lists */
    bool hang;             /* bullets may stand to the left of x */
    bool ruled_heads;      /* a line under headings: columns */
    bool in_columns;       /* columns in here stand under one another */
    bool floats;           /* figures and tables may stand elsewhere on paper */
    bool announced; /* but not this one: the text before it ends in a colon */
};

/* The whole width of a column. */
struct lane lane_of(struct setter *setter, struct strips *strips, double width,
                    struct tag *parent);

/* A part of `lane`, for what is in a block. */
struct lane lane_inside(const struct lane *lane, double left, double right,
                        struct tag *parent);

static inline struct arena *lane_arena(const struct lane *lane)
{
    return lane->setter->press->arena;
}

/* At least `space` above the next strip. */
void lane_space(struct lane *lane, double space);
/* Exactly `space` above the next strip, unless that asks for more. */
void lane_leave(struct lane *lane, double space);

/* Appends an empty strip; the result is good until the next one is opened. */
struct strip *lane_open(struct lane *lane, double height, struct place at);

/* Keeps the strips from `first` to the last together. */
void lane_keep(struct lane *lane, size_t first);

/* Makes the strips from `first` a figure or table that may stand elsewhere when
 * it `moves`; `alone` is the space_after that there was before it. */
void lane_float(struct lane *lane, size_t first, double alone, bool moves);

/* A list, by the strips at which its first, second and last item start: a short
 * item does not stand alone at a page's foot when it is the first, nor at the
 * top when it is the last. */
void lane_keep_ends(struct lane *lane, size_t first, size_t second,
                    size_t last);

/* Sets the strips from `first` on a ground of `color` (the lane's part of the
 * column), with the spaces between them filled and `above` and `below` added. */
void lane_ground(struct lane *lane, size_t first, double above, double below,
                 enum color color);
/* The same with a bar of `width` at the left edge in place of a ground. */
void lane_bar(struct lane *lane, size_t first, double width, enum color color);

/* Where the baseline stands in a line of text, so that capitals are in the
 * middle of it. */
double lane_baseline(const struct lane *lane, struct text_look look);

/* Appends the lines of a paragraph, no page ending after its first line or
 * before its last; returns the number of lines.  A line that sticks out is
 * diagnosed at `at`. */
size_t lane_add_words(struct lane *lane, const struct words *words,
                      struct text_look look, struct place at);
size_t lane_add_inlines(struct lane *lane, const struct inline_ *list,
                        struct text_look look, struct tag *tag,
                        struct place at);
size_t lane_add_text(struct lane *lane, struct str text, struct text_look look,
                     struct tag *tag, struct place at);

/* One block, or all of a list. */
void lane_add_block(struct lane *lane, const struct block *block);
void lane_add_blocks(struct lane *lane, const struct block *list);
void lane_add_each(struct lane *lane, const struct block *const *blocks,
                   size_t n_blocks);

/* By kind; each in its file. */
void lane_add_list(struct lane *lane, const struct block *block);
void lane_add_code(struct lane *lane, const struct block *block);
void lane_add_figure(struct lane *lane, const struct block *block);
void lane_add_chart(struct lane *lane, const struct block *block);
void lane_add_table(struct lane *lane, const struct block *block);
/* Has the table room in the column at its normal size, and its first column for
 * names that are more than a word a line? */
bool lane_holds_table(const struct lane *lane, const struct table *table);
void lane_add_div(struct lane *lane, const struct block *block);

/* A mention of the note with the address of a link; NULL where the text says the
 * address, and for links within the set. */
const struct inline_ *note_of_link(struct link_notes *notes,
                                   const struct inline_ *link, bool on_trial);

/* A place that links lead to, at the top of the strip, under this id of the
 * setter's page; "" does nothing. */
void lane_set_dest(struct lane *lane, struct strip *strip, struct str id);

/* Captions and sources: small, grey, and begun by "Figuur 2" in semibold;
 * number 0 leaves that out. */
struct text_look caption_look(const struct lane *lane);
void caption_put_label(struct words *words, enum word word, unsigned number,
                       struct text_look look, struct tag *tag);

/* "Bron: ..." */
void words_put_source(struct words *words, struct str source,
                      struct text_look look, struct tag *tag);

/* Tells the strip where a figure stands in it. */
void strip_add_figure(struct strips *strips, struct strip *strip,
                      struct strip_figure figure);

/* Copies the shapes of a scene into another; with `tag` all of them become part
 * of it. */
void scene_copy(const struct scene *from, struct scene *to, double x, double y,
                const struct tag *tag);

#endif
