#include "read/csv.h"

#include <assert.h>

#include "base/arena.h"
#include "base/diag.h"

/* The reader walks the text once.  p is the next byte; line and col are the
 * place of that byte.  Only next_byte() moves it, so the place is always right.
 */
struct reader {
    struct arena *arena;
    struct diags *diags;
    const char *file;
    const char *p, *end;
    unsigned line, col;
    char delimiter;
    bool broken;
};

static bool at_end(const struct reader *r)
{
    return r->p == r->end;
}

/* A row ends in LF, CR LF or CR. */
static bool at_row_end(const struct reader *r)
{
    return at_end(r) || *r->p == '\n' || *r->p == '\r';
}

static void next_byte(struct reader *r)
{
    assert(!at_end(r));
    bool pair = *r->p == '\r' && r->p + 1 < r->end && r->p[1] == '\n';

    if ((*r->p == '\n' || *r->p == '\r') && !pair) {
        r->line++;
        r->col = 1;
    } else if (((unsigned char)*r->p & 0xC0) != 0x80) {
        r->col++; /* count characters: UTF-8 continuation bytes add nothing */
    }
    r->p++;
}

static bool at_cell_end(const struct reader *r)
{
    return at_row_end(r) || *r->p == r->delimiter;
}

static struct str read_plain(struct reader *r)
{
    const char *start = r->p;

    while (!at_cell_end(r))
        next_byte(r);
    return (struct str){start, (size_t)(r->p - start)};
}

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

/* "say ""hi""" -> say "hi".  A line broken inside a cell is one line: names and
 * headings are not longer than that. */
static struct str clean_quoted(struct arena *a, struct str raw)
{
    char *text = arena_alloc(a, raw.len + 1);
    size_t len = 0;

    for (size_t i = 0; i < raw.len; i++) {
        if (!is_break(raw.p[i])) {
            text[len++] = raw.p[i];
            if (raw.p[i] == '"')
                i++; /* of a pair; an open cell may end in half of one */
            continue;
        }
        while (i + 1 < raw.len &&
               (is_break(raw.p[i + 1]) || raw.p[i + 1] == ' '))
            i++;
        text[len++] = ' ';
    }
    return (struct str){text, len};
}

static struct str read_quoted(struct reader *r)
{
    struct place at = {r->file, r->line, r->col};
    bool plain = true;

    next_byte(r); /* opening quote */
    const char *start = r->p;
    while (!at_end(r)) {
        bool quote = *r->p == '"';
        if (quote && (r->p + 1 == r->end || r->p[1] != '"'))
            break;
        plain = plain && !quote && !is_break(*r->p);
        if (quote)
            next_byte(r);
        next_byte(r);
    }

    struct str raw = {start, (size_t)(r->p - start)};
    if (at_end(r)) {
        diag_add(r->diags, DIAG_CSV_QUOTE, at, NULL);
        r->broken = true;
    } else {
        next_byte(r); /* closing quote */
    }
    return plain ? raw : clean_quoted(r->arena, raw);
}

/* How many bytes of blank stand at p: a space, a tab or a no-break space
 * (U+00A0, U+202F, U+2007), which Excel and web pages leave behind. */
static size_t blank_length(struct str s)
{
    if (s.len > 0 && (s.p[0] == ' ' || s.p[0] == '\t'))
        return 1;
    if (str_starts(s, "\xC2\xA0"))
        return 2;
    if (str_starts(s, "\xE2\x80\xAF") || str_starts(s, "\xE2\x80\x87"))
        return 3;
    return 0;
}

static struct str trim(struct str s)
{
    for (size_t n; (n = blank_length(s)) > 0;)
        s = str_slice(s, n, s.len);
    for (;;) {
        size_t n = 1;
        while (n <= 3 && n <= s.len &&
               blank_length(str_slice(s, s.len - n, s.len)) != n)
            n++;
        if (n > 3 || n > s.len)
            return s;
        s.len -= n;
    }
}

/* Skips blanks before a quote: `a; "b"` is written by hand. */
static void skip_blanks_to_quote(struct reader *r)
{
    const char *p = r->p;

    while (p < r->end && (*p == ' ' || *p == '\t') && *p != r->delimiter)
        p++;
    if (p == r->end || *p != '"')
        return;
    while (r->p < p)
        next_byte(r);
}

static struct csv_cell read_cell(struct reader *r)
{
    struct csv_cell cell;

    skip_blanks_to_quote(r);
    cell = (struct csv_cell){.line = r->line, .col = r->col};
    if (at_end(r) || *r->p != '"') {
        cell.text = trim(read_plain(r));
        return cell;
    }
    cell.text = trim(read_quoted(r));

    struct place behind = {r->file, r->line, r->col};
    struct str rest = read_plain(r);
    if (trim(rest).len > 0)
        diag_add(r->diags, DIAG_CSV_BEHIND_QUOTE, behind, "\"%.*s\"",
                 STR_ARG(trim(rest)));
    return cell;
}

static void skip_row_end(struct reader *r)
{
    if (!at_end(r) && *r->p == '\r' && r->p + 1 < r->end && r->p[1] == '\n')
        next_byte(r);
    if (!at_end(r))
        next_byte(r);
}

static struct csv_row read_row(struct reader *r)
{
    struct csv_row row = {0};
    size_t cap = 0;

    for (;;) {
        row.cells = arena_grow(r->arena, row.cells, row.n_cells, &cap,
                               sizeof(*row.cells));
        row.cells[row.n_cells++] = read_cell(r);
        if (at_row_end(r))
            break;
        next_byte(r); /* delimiter */
    }
    skip_row_end(r);
    row.width = row.n_cells;
    while (row.n_cells > 0 && row.cells[row.n_cells - 1].text.len == 0)
        row.n_cells--;
    return row;
}

/* --- which delimiter ------------------------------------------------------ */

enum {
    SAMPLE_ROWS = 20
};

/* Of the first rows that hold delimiters, the most that hold the same number;
 * quoted text does not count.  A title above the table may have a comma. */
static size_t agreement(struct str text, char delimiter)
{
    size_t counts[SAMPLE_ROWS];
    size_t rows = 0;
    size_t here = 0;
    size_t most = 0;
    bool quoted = false;

    for (size_t i = 0; i <= text.len && rows < SAMPLE_ROWS; i++) {
        char c = '\n'; /* the end of the text ends its last row */
        if (i < text.len)
            c = text.p[i];
        if (c == '"')
            quoted = !quoted;
        if (quoted && i < text.len)
            continue;
        if (c == delimiter)
            here++;
        if ((c != '\n' && c != '\r') || here == 0)
            continue;
        counts[rows++] = here;
        here = 0;
    }
    for (size_t i = 0; i < rows; i++) {
        size_t same = 0;
        for (size_t j = 0; j < rows; j++)
            same += counts[j] == counts[i];
        most = same > most ? same : most;
    }
    return most;
}

/* `;` first: where it and a comma agree as well, the comma is a decimal one. */
static char find_delimiter(struct str text)
{
    static const char candidates[] = {';', '\t', ','};
    char best = ';';
    size_t most = 0;

    for (size_t i = 0; i < sizeof(candidates); i++) {
        size_t agree = agreement(text, candidates[i]);
        if (agree > most) {
            most = agree;
            best = candidates[i];
        }
    }
    return best;
}

/* Excel's own first line `sep=;` says it outright. */
static char read_sep_line(struct reader *r)
{
    struct str text = {r->p, (size_t)(r->end - r->p)};

    if (!str_starts(text, "sep=") || text.len < 5)
        return 0;
    char delimiter = text.p[4];
    if (delimiter != ';' && delimiter != ',' && delimiter != '\t')
        return 0;
    while (!at_row_end(r))
        next_byte(r);
    skip_row_end(r);
    return delimiter;
}

struct csv csv_read(struct arena *a, const char *file, struct str text,
                    char delimiter, struct diags *diags)
{
    struct csv csv = {.file = file};
    const char *start = text.len > 0 ? text.p : "";
    struct reader r = {
        a, diags, file, start, start + text.len, 1, 1, 0, false,
    };
    size_t cap = 0;

    r.delimiter = read_sep_line(&r);
    if (r.delimiter == 0)
        r.delimiter = find_delimiter((struct str){r.p, (size_t)(r.end - r.p)});
    if (delimiter != 0)
        r.delimiter = delimiter;
    while (!at_end(&r)) {
        struct csv_row row = read_row(&r);
        if (row.n_cells == 0)
            continue;
        csv.rows = arena_grow(a, csv.rows, csv.n_rows, &cap, sizeof(*csv.rows));
        csv.rows[csv.n_rows++] = row;
    }
    csv.delimiter = r.delimiter;
    csv.broken = r.broken;
    return csv;
}

void csv_transpose(struct arena *a, struct csv *csv)
{
    struct csv out = *csv;

    out.n_rows = 0;
    for (size_t i = 0; i < csv->n_rows; i++)
        if (csv->rows[i].n_cells > out.n_rows)
            out.n_rows = csv->rows[i].n_cells;
    out.rows = ARENA_ARRAY(a, out.n_rows + 1, struct csv_row);
    for (size_t j = 0; j < out.n_rows; j++) {
        struct csv_row *row = &out.rows[j];

        row->cells = ARENA_ARRAY(a, csv->n_rows, struct csv_cell);
        row->width = csv->n_rows;
        row->n_cells = 1;
        for (size_t i = 0; i < csv->n_rows; i++) {
            const struct csv_row *from = &csv->rows[i];

            row->cells[i] =
                j < from->n_cells
                    ? from->cells[j]
                    : (struct csv_cell){STR(""), from->cells[0].line,
                                        from->cells[0].col};
            if (row->cells[i].text.len > 0)
                row->n_cells = i + 1;
        }
    }
    *csv = out;
}
