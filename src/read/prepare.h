/* prepare.h - a page of plenum's Markdown, made ready for cmark.
 *
 * cmark knows no divs, tables or footnotes.  So their lines are swapped for
 * lines it takes for a block of HTML (`<?mark 12?>`): the number of lines stays
 * the same, every block between them is plain CommonMark, and a mark inside a
 * block of code comes out as code, where it is turned back into its line.
 *
 * Text that cmark must read apart, but with the same link definitions, goes
 * before the page: each table cell as a paragraph, each footnote as a list
 * item.  Every prepared byte knows the source byte it came from.
 */
#ifndef READ_PREPARE_H
#define READ_PREPARE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "model/table.h"

struct arena;
struct diags;
struct source;

enum {
    NO_PARAGRAPH = -1
};

struct prepared_cell {
    size_t at;      /* in the source */
    long paragraph; /* which of the first paragraphs, or NO_PARAGRAPH */
};

struct prepared_row {
    struct prepared_cell *cells; /* as many as the table has columns */
    size_t at;
};

struct prepared_table {
    enum align *aligns;
    size_t n_columns;
    struct prepared_row *rows; /* the first one is the head */
    size_t n_rows;
};

enum mark_kind {
    MARK_DIV_OPEN, /* info: what stands behind the colons */
    MARK_DIV_CLOSE,
    MARK_TABLE, /* table */
    MARK_FILL,  /* a further line of the table, or the end of the notes */
};

struct mark {
    enum mark_kind kind;
    size_t at;       /* in the source: the first byte that was swapped */
    struct str line; /* what stood there, to the end of the line */
    struct str info;
    struct prepared_table *table;
};

struct prepared_note {
    struct str label;
    size_t at; /* in the source */
};

struct prepared_line {
    size_t start;    /* in `text`, which is shorter than MARKDOWN_MAX */
    uint32_t source; /* the source byte that text.p[start] came from... */
    uint32_t lead;   /* ...after this many bytes that we put before it */
};

struct prepared {
    struct str text; /* for markdown_parse() */
    struct prepared_line *lines;
    size_t n_lines, last_line; /* that prepared_source() found */
    struct mark *marks;
    size_t n_marks;
    long n_paragraphs; /* paragraphs at the start, each "x " and a cell */
    struct prepared_note *notes; /* then a list with an item for each... */
    size_t n_notes;              /* ...and one MARK_FILL after it */
};

/* Bytes that no source holds (control characters become U+FFFD before). */
enum {
    MARK_BYTE = 2, /* in `<?`, MARK_BYTE, number, `?>` */
    NOTE_BYTE = 3, /* instead of the first [ of [^label]: */
    FILL_BYTE = 4, /* instead of the \ of an escaped bar; means nothing */
};

/* The page starts at `from`, behind its front matter. */
struct prepared prepare(struct arena *a, struct source *source, size_t from,
                        struct diags *diags);

/* The source byte of a prepared one. */
size_t prepared_source(struct prepared *p, size_t at);

/* The mark that a line or a block of HTML holds, or NULL. */
const struct mark *prepared_mark(const struct prepared *p, struct str text);

/* A text that came back from cmark, with every mark turned into the line that
 * it stood for. */
struct str prepared_restore(struct arena *a, const struct prepared *p,
                            struct str text);

#endif
