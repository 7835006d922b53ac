/* inlines.h - the words of a paragraph, a heading, a cell or a caption. */
#ifndef READ_INLINES_H
#define READ_INLINES_H

#include <stdbool.h>

#include "base/str.h"
#include "model/doc.h"

struct md;
struct place;
struct reader;

enum inlines_of {
    INLINES_PARAGRAPH,
    INLINES_HEADING, /* {#id .class} at the end are attributes */
    INLINES_CAPTION, /* the same, and ": " at the start is left out */
    INLINES_CELL,    /* "x " at the start is left out */
    INLINES_TASK,    /* [ ] or [x] at the start is left out */
};

/* `md` is a paragraph or a heading; *attrs is filled in for a heading and a
 * caption, and may be NULL elsewhere. */
struct inline_ *inlines_read(struct reader *r, const struct md *md,
                             enum inlines_of of, struct attrs *attrs);

/* The same for a text without marks of CommonMark, as a picture's title is:
 * values, references, notes and signs only.  All of it stands at `at`. */
struct inline_ *inlines_of_text(struct reader *r, struct str text,
                                struct place at);

/* Does the paragraph start like this: "[ ] ", "[x] "; ": "? */
enum task_state inlines_task(const struct md *md);
bool inlines_is_caption(const struct md *md);

/* <!-- a note --> as a block of speaker notes; `html` starts at `at`.  What is
 * no comment is reported and dropped, and NULL comes back when nothing else is
 * there. */
struct block *inlines_comment(struct reader *r, struct str html,
                              struct place at);

#endif
