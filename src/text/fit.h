/* fit.h - which of the possible breaks to take, so that the whole paragraph
 * looks best: total fit (D.E. Knuth, M.F. Plass, Breaking Paragraphs into
 * Lines, Software: Practice and Experience 11, 1981).
 *
 * Knows numbers only.  All widths are points.
 */
#ifndef TEXT_FIT_H
#define TEXT_FIT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A place where a line may end.  Widths and spaces are counted from the start
 * of the text, so those of a line are a difference of two. */
struct chance {
    double end;         /* width up to the last mark before it */
    double end_glue;    /* of which spaces that may stretch and shrink */
    double start;       /* width up to where the next line starts */
    double start_glue;  /* of which spaces */
    double hyphen;      /* what the added hyphen is wide, or 0 */
    double penalty;     /* 0 and more: how bad it is to break here */
    bool ends_hyphened; /* the line then ends in a hyphen, added or not */
};

struct fit_rules {
    double first_width; /* of the first line */
    double width;       /* of the others */
    double rag;         /* 0: justified; else the white at the end of a line
                           that is as bad as spaces stretched to their limit */
    bool balanced;      /* the last line may not be short either */
    double runt;        /* a last line narrower than this is bad */
};

/* How bad a line may be. */
enum fit_tolerance {
    FIT_GOOD, /* and no runt */
    FIT_FAIR,
    FIT_ANY, /* even too wide, where nothing else is possible */
};

/* Chooses: chances[0] is where the first line starts, the last one ends the
 * paragraph.  Returns the indices of the chances that end the lines, the last
 * chance included; NULL when there has to be a worse line, so never with
 * FIT_ANY.  Time is linear in the number of chances times those on one line. */
size_t *fit_lines(struct arena *a, const struct chance *chances, size_t n,
                  const struct fit_rules *rules, enum fit_tolerance tolerance,
                  size_t *n_lines);

#endif
