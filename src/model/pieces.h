/* pieces.h - a paragraph in pieces that a slide may end after.
 *
 *     struct pieces pieces = pieces_of(a, paragraph->inlines);
 *     list = pieces_join(a, &pieces.items[2], &pieces.items[4]);
 *
 * A piece is a sentence, or where that is long a part of it, about a line.  Marks around several sentences stand around
 * each part; links, values and footnotes stay whole.  The texts of a part are
 * slices of those of the paragraph.
 */
#ifndef MODEL_PIECES_H
#define MODEL_PIECES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct inline_;

/* A byte of a text, or an inline that is no text. */
struct text_place {
    const struct inline_ *top;  /* that it is in: of the paragraph's own list */
    const struct inline_ *leaf; /* NULL: the end of the paragraph */
    size_t offset;
};

/* From the first byte of its ink to behind the last. */
struct piece {
    struct text_place from, to;
    bool ends; /* its sentence; else it is a part of a longer one */
};

struct pieces {
    struct piece *items;
    size_t count;
};

/* Nothing for a paragraph without ink. */
struct pieces pieces_of(struct arena *a, const struct inline_ *list);

/* The pieces from `first` to `last`, as inlines. */
struct inline_ *pieces_join(struct arena *a, const struct piece *first,
                            const struct piece *last);

#endif
