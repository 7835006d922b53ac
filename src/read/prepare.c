#include "read/prepare.h"

#include <assert.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "read/markdown.h"
#include "read/pipe_table.h"
#include "read/source.h"
#include "read/starts.h"

/* A line of the page on its way to cmark. */
struct line {
    struct str text; /* as the source has it */
    size_t at;       /* in the source */
    size_t keep;     /* with a mark: bytes before it that stay */
    long mark;       /* or NO_MARK */
    bool opaque;     /* inside code or HTML, says cmark */
    bool moved;      /* part of a footnote's text */
};

enum {
    NO_MARK = -1
};

struct work {
    struct arena *arena;
    struct source *source;
    struct diags *diags;
    struct line *lines;
    size_t n_lines;
    struct buf text;
    size_t cap_lines, cap_marks, cap_notes;
    struct prepared out;
};

/* --- lines and what they look like ---------------------------------------- */

static bool is_blank(struct str line)
{
    return str_trim(line).len == 0;
}

/* Past blanks and the marks of at most `quotes` block quotes. */
static size_t skip_prefix(struct str line, size_t quotes)
{
    size_t i = 0;

    for (; i < line.len; i++) {
        if (line.p[i] == ' ' || line.p[i] == '\t')
            continue;
        if (line.p[i] != '>' || quotes == 0)
            break;
        quotes--;
    }
    return i;
}

static size_t count_leading(struct str text, char byte)
{
    size_t n = 0;

    while (n < text.len && text.p[n] == byte)
        n++;
    return n;
}

/* [^label]: with at most three blanks before it; *behind is the byte after the
 * colon. */
static bool is_note(struct str line, struct str *label, size_t *behind)
{
    size_t start = count_leading(line, ' ');
    size_t end = start + 2;

    if (start > 3 || !str_starts(str_slice(line, start, line.len), "[^"))
        return false;
    while (end < line.len && strchr(" \t[]", line.p[end]) == NULL)
        end++;
    if (end == start + 2 || !str_starts(str_slice(line, end, line.len), "]:"))
        return false;
    *label = str_slice(line, start + 2, end);
    *behind = end + 2;
    return true;
}

/* --- marks ---------------------------------------------------------------- */

static long add_mark(struct work *w, struct mark mark)
{
    struct prepared *out = &w->out;

    out->marks = arena_grow(w->arena, out->marks, out->n_marks, &w->cap_marks,
                            sizeof(*out->marks));
    out->marks[out->n_marks] = mark;
    return (long)out->n_marks++;
}

static void mark_line(struct work *w, struct line *line, size_t keep,
                      struct mark mark)
{
    mark.at = line->at + keep;
    mark.line = str_slice(line->text, keep, line->text.len);
    line->keep = keep;
    line->mark = add_mark(w, mark);
}

/* ::: name, ::: {...}, ::: and so on; "::: name :::" is allowed too. */
static void find_fence(struct work *w, struct line *line)
{
    size_t keep = skip_prefix(line->text, line->text.len);
    struct str fence = str_slice(line->text, keep, line->text.len);
    size_t colons = count_leading(fence, ':');

    if (colons < 3)
        return;
    struct str info = str_trim(str_slice(fence, colons, fence.len));
    if (str_ends(info, " :::")) {
        while (str_ends(info, ":"))
            info.len--;
        info = str_trim(info);
    }
    mark_line(w, line, keep,
              (struct mark){
                  .kind = info.len > 0 ? MARK_DIV_OPEN : MARK_DIV_CLOSE,
                  .info = info,
              });
}

/* --- writing -------------------------------------------------------------- */

/* From here on the prepared text comes from source byte `at`, once `lead`
 * bytes of ours have been written. */
static void start_line(struct work *w, size_t at, size_t lead)
{
    struct prepared *out = &w->out;

    out->lines = arena_grow(w->arena, out->lines, out->n_lines, &w->cap_lines,
                            sizeof(*out->lines));
    out->lines[out->n_lines++] =
        (struct prepared_line){w->text.len, (uint32_t)at, (uint32_t)lead};
}

static void write_mark(struct work *w, long mark)
{
    buf_printf(&w->text, "<?%c%ld?>", MARK_BYTE, mark);
}

/* One line, its first `skip` bytes left out. */
static void write_line(struct work *w, const struct line *line, size_t skip)
{
    if (line->mark == NO_MARK) {
        buf_put(&w->text, str_slice(line->text, skip, line->text.len));
    } else {
        buf_put(&w->text, str_slice(line->text, skip, line->keep));
        write_mark(w, line->mark);
    }
    buf_putc(&w->text, '\n');
}

static void write_page(struct work *w)
{
    for (size_t i = 0; i < w->n_lines; i++) {
        start_line(w, w->lines[i].at, 0);
        if (w->lines[i].moved)
            buf_putc(&w->text, '\n');
        else
            write_line(w, &w->lines[i], 0);
    }
}

/* --- the survey: what cmark makes of the page as it stands ---------------- */

/* A rough copy, in which no [^label]: is taken for a link definition. */
static struct str survey_text(struct work *w)
{
    struct buf text = buf_new(w->arena);

    for (size_t i = 0; i < w->n_lines; i++) {
        const struct line *line = &w->lines[i];
        size_t start = text.len + count_leading(line->text, ' ');
        struct str label;
        size_t behind;

        if (line->mark != NO_MARK)
            buf_printf(&text, "%.*s<?%c?>", (int)line->keep, line->text.p,
                       MARK_BYTE);
        else
            buf_put(&text, line->text);
        if (line->mark == NO_MARK && is_note(line->text, &label, &behind))
            text.p[start] = NOTE_BYTE;
        buf_putc(&text, '\n');
    }
    return buf_str(&text);
}

/* Is there anything that asks for a survey? */
static bool has_notes_or_tables(const struct work *w)
{
    for (size_t i = 0; i < w->n_lines; i++) {
        struct str line = w->lines[i].text;
        struct str label;
        size_t behind;
        bool bar = str_find(line, '|', 0) < line.len;

        if ((bar && str_find(line, '-', 0) < line.len) ||
            is_note(line, &label, &behind))
            return true;
    }
    return false;
}

static void mark_opaque(struct work *w, const struct md *md)
{
    for (size_t i = md->line; i <= md->end_line && i <= w->n_lines; i++)
        w->lines[i - 1].opaque = true;
}

/* --- tables --------------------------------------------------------------- */

/* A paragraph that may be a table. */
struct candidate {
    size_t first, last; /* lines, from 0 */
    size_t column;      /* bytes before the first line's text */
    size_t quotes;      /* how many block quotes it stands in */
};

static size_t text_start(const struct work *w, const struct candidate *c,
                         size_t i)
{
    struct str line = w->lines[i].text;

    if (i == c->first)
        return c->column < line.len ? c->column : line.len;
    return skip_prefix(line, c->quotes);
}

static struct str text_of(const struct work *w, const struct candidate *c,
                          size_t i)
{
    struct str line = w->lines[i].text;

    return str_slice(line, text_start(w, c, i), line.len);
}

static bool is_caption(struct str text)
{
    return str_starts(text, ": ") || str_starts(text, ":\t");
}

/* The cell as a paragraph of its own.  The "x " keeps "# 3" from becoming a
 * heading and is taken off again; it ends in a blank because what a * means
 * depends on the character before it. */
static void write_cell(struct work *w, struct str text, size_t at)
{
    start_line(w, at, 2);
    buf_puts(&w->text, "x ");
    for (size_t i = 0; i < text.len; i++) {
        bool escaped =
            text.p[i] == '\\' && i + 1 < text.len && text.p[i + 1] == '|';
        if (escaped)
            buf_putc(&w->text, FILL_BYTE);
        else
            buf_putc(&w->text, text.p[i]);
    }
    buf_putc(&w->text, '\n');
    start_line(w, at, 0);
    buf_putc(&w->text, '\n');
}

static void add_row(struct work *w, struct prepared_table *table,
                    struct str text, size_t at)
{
    struct pipe_row row = pipe_row_read(w->arena, text);
    struct prepared_row *out = &table->rows[table->n_rows++];

    out->at = at;
    out->cells = ARENA_ARRAY(w->arena, table->n_columns, struct prepared_cell);
    for (size_t i = 0; i < table->n_columns; i++) {
        struct prepared_cell *cell = &out->cells[i];
        *cell = (struct prepared_cell){at, NO_PARAGRAPH};
        if (i >= row.n_cells)
            continue;
        cell->at = at + row.cells[i].at;
        if (row.cells[i].text.len == 0)
            continue;
        cell->paragraph = w->out.n_paragraphs++;
        write_cell(w, row.cells[i].text, cell->at);
    }
    if (row.n_cells > table->n_columns)
        diag_add(w->diags, DIAG_TABLE_CELLS,
                 source_place(w->source, at + row.cells[table->n_columns].at),
                 "the row has %zu cells, the head %zu", row.n_cells,
                 table->n_columns);
}

/* Swaps the lines of a table for marks and its cells for paragraphs. */
static void take_table(struct work *w, const struct candidate *c, size_t head,
                       enum align *aligns, size_t n_columns)
{
    struct prepared_table *table = ARENA_NEW(w->arena, struct prepared_table);
    size_t last = c->last;

    if (last > head + 1 && is_caption(text_of(w, c, last)))
        last--;
    table->aligns = aligns;
    table->n_columns = n_columns;
    table->rows = ARENA_ARRAY(w->arena, last - head, struct prepared_row);
    for (size_t i = head; i <= last; i++) {
        struct mark mark = {.kind = i == head ? MARK_TABLE : MARK_FILL,
                            .table = table};
        size_t start = text_start(w, c, i);

        if (i != head + 1)
            add_row(w, table, text_of(w, c, i), w->lines[i].at + start);
        mark_line(w, &w->lines[i], start, mark);
    }
}

/* A table starts where a line of delimiters follows a line of as many cells. */
static void find_table(struct work *w, const struct candidate *c)
{
    for (size_t i = c->first + 1; i <= c->last; i++) {
        enum align *aligns;
        size_t n_columns;
        struct str line = text_of(w, c, i);

        if (!pipe_delimiters_read(w->arena, line, &aligns, &n_columns))
            continue;
        struct pipe_row head = pipe_row_read(w->arena, text_of(w, c, i - 1));
        if (head.n_cells == n_columns) {
            take_table(w, c, i - 1, aligns, n_columns);
            return;
        }
        diag_add(w->diags, DIAG_TABLE_HEAD,
                 source_place(w->source, w->lines[i].at + text_start(w, c, i)),
                 "%zu columns under a head of %zu", n_columns, head.n_cells);
        return;
    }
}

static void survey_block(struct work *w, const struct md *md, size_t quotes)
{
    for (const struct md *child = md->children; child != NULL;
         child = child->next) {
        if (child->kind == MD_CODE_BLOCK || child->kind == MD_HTML_BLOCK)
            mark_opaque(w, child);
        else if (child->kind == MD_PARAGRAPH && child->line < child->end_line)
            find_table(w,
                       &(struct candidate){child->line - 1, child->end_line - 1,
                                           child->column - 1, quotes});
        else if (child->kind < MD_TEXT)
            survey_block(w, child, quotes + (child->kind == MD_QUOTE));
    }
}

/* --- footnotes ------------------------------------------------------------ */

/* Does this line start a block of its own, so that it cannot be the lazy next
 * line of a footnote? */
static bool starts_block(const struct line *line)
{
    struct str text = line->text;
    struct str label;
    size_t behind;

    return line->mark != NO_MARK || is_note(text, &label, &behind) ||
           (text.len > 0 && strchr("#>|", text.p[0]) != NULL) ||
           str_starts(text, "```") || str_starts(text, "~~~") ||
           str_starts(text, "- ") || str_starts(text, "* ") ||
           str_starts(text, "---");
}

/* How many bytes of indentation belong to the footnote: 4 blanks or a tab. */
static size_t note_indent(struct str line)
{
    if (line.len > 0 && line.p[0] == '\t')
        return 1;
    return count_leading(line, ' ') >= 4 ? 4 : 0;
}

/* The line behind the last one of the footnote that starts at line i. */
static size_t note_end(const struct work *w, size_t i)
{
    size_t end = i + 1;

    for (size_t j = end; j < w->n_lines; j++) {
        const struct line *line = &w->lines[j];

        if (is_blank(line->text))
            continue;
        if (note_indent(line->text) == 0 && (end < j || starts_block(line)))
            break;
        end = j + 1;
    }
    return end;
}

static size_t count_blanks(struct str line, size_t from)
{
    size_t n = 0;

    while (from + n < line.len &&
           (line.p[from + n] == ' ' || line.p[from + n] == '\t'))
        n++;
    return n;
}

/* As an item of a list.  An item that begins with two blank lines is empty, and
 * one whose text is indented wants the same of all its lines; so the text comes
 * up to the marker, from wherever it starts. */
static void write_note(struct work *w, size_t i, size_t behind)
{
    size_t end = note_end(w, i);
    size_t first = i;
    size_t skip = behind + count_blanks(w->lines[i].text, behind);

    while (first + 1 < end && skip == w->lines[first].text.len) {
        w->lines[first++].moved = true;
        skip = count_blanks(w->lines[first].text, 0);
    }
    start_line(w, w->lines[first].at + skip, 2);
    buf_puts(&w->text, "+ ");
    write_line(w, &w->lines[first], skip);
    w->lines[first].moved = true;

    for (size_t j = first + 1; j < end; j++) {
        skip = note_indent(w->lines[j].text);
        start_line(w, w->lines[j].at + skip, 2);
        if (!is_blank(w->lines[j].text))
            buf_puts(&w->text, "  ");
        write_line(w, &w->lines[j], skip);
        w->lines[j].moved = true;
    }
}

static void take_notes(struct work *w)
{
    struct prepared *out = &w->out;

    for (size_t i = 0; i < w->n_lines; i++) {
        const struct line *line = &w->lines[i];
        struct str label;
        size_t behind;

        if (line->opaque || line->moved || line->mark != NO_MARK ||
            !is_note(line->text, &label, &behind))
            continue;
        out->notes = arena_grow(w->arena, out->notes, out->n_notes,
                                &w->cap_notes, sizeof(*out->notes));
        out->notes[out->n_notes++] = (struct prepared_note){
            label, line->at + count_leading(line->text, ' ')};
        write_note(w, i, behind);
    }
    if (out->n_notes == 0)
        return;
    start_line(w, w->source->text.len, 0);
    write_mark(w, add_mark(w, (struct mark){.kind = MARK_FILL}));
    buf_putc(&w->text, '\n');
}

/* --- all of it ------------------------------------------------------------ */

/* How many bytes of a mark stand here that a blank must follow: "##", "-",
 * "12.", or ":::" and all behind it. */
static size_t mark_length(struct str text)
{
    size_t hashes = count_leading(text, '#');
    size_t digits = 0;

    if (str_starts(text, ":::"))
        return text.len;
    if (hashes > 0)
        return hashes <= 6 ? hashes : 0;
    if (text.len > 0 && strchr("-*+", text.p[0]) != NULL)
        return 1;
    while (digits < text.len && text.p[digits] >= '0' && text.p[digits] <= '9')
        digits++;
    return digits > 0 && digits < text.len &&
                   strchr(".)", text.p[digits]) != NULL
               ? digits + 1
               : 0;
}

/* A no-break space behind "##" is a space that was typed with a finger on the
 * key of #, or came along from a word processor.  It has two bytes, so that two
 * spaces leave all places as they are. */
static struct str without_no_break(struct work *w, struct str line)
{
    static const char no_break[] = "\xC2\xA0";
    size_t at = str_search(line, no_break, 0);

    if (at == line.len)
        return line;
    size_t start = skip_prefix(line, line.len);
    size_t end = start + mark_length(str_slice(line, start, line.len));
    if (at < start || at > end || end == start)
        return line;
    char *copy = arena_alloc(w->arena, line.len + 1);
    memcpy(copy, line.p, line.len);
    copy[line.len] = '\0';
    for (; at <= end && at < line.len; at = str_search(line, no_break, at + 2))
        copy[at] = copy[at + 1] = ' ';
    return (struct str){copy, line.len};
}

static void cut_lines(struct work *w, size_t from)
{
    const struct source *source = w->source;
    size_t first = 0;

    while (first < source->n_lines && source->lines[first] < from)
        first++;
    w->lines = ARENA_ARRAY(w->arena, source->n_lines - first + 1, struct line);
    for (size_t i = first; i < source->n_lines; i++) {
        struct line *line = &w->lines[w->n_lines++];
        line->text = without_no_break(w, source_line(source, (unsigned)i + 1));
        line->at = source->lines[i];
        line->mark = NO_MARK;
        find_fence(w, line);
    }
}

/* Where there are no notes, the text has the lines of the page, one end more
 * and some marks. */
static void make_room(struct work *w)
{
    w->text = buf_new(w->arena);
    buf_reserve(&w->text, w->source->text.len + w->source->text.len / 64);
    w->cap_lines = w->n_lines + 1;
    w->out.lines = ARENA_ARRAY(w->arena, w->cap_lines, struct prepared_line);
}

struct prepared prepare(struct arena *a, struct source *source, size_t from,
                        struct diags *diags)
{
    struct work w = {.arena = a, .source = source, .diags = diags};

    cut_lines(&w, from);
    make_room(&w);
    if (has_notes_or_tables(&w)) {
        survey_block(&w, markdown_parse(a, survey_text(&w)), 0);
        take_notes(&w);
    }
    write_page(&w);
    w.out.text = buf_str(&w.text);
    return w.out;
}

size_t prepared_source(struct prepared *p, size_t at)
{
    assert(p->n_lines > 0);
    p->last_line =
        starts_find(p->lines, sizeof(*p->lines), p->n_lines, p->last_line, at);

    const struct prepared_line *line = &p->lines[p->last_line];
    size_t into = at - line->start;
    return line->source + (into > line->lead ? into - line->lead : 0);
}

const struct mark *prepared_mark(const struct prepared *p, struct str text)
{
    size_t number = 0;

    if (text.len < 4 || !str_starts(text, "<?") || text.p[2] != MARK_BYTE)
        return NULL;
    for (size_t i = 3; i < text.len && text.p[i] != '?'; i++)
        number = number * 10 + (size_t)(text.p[i] - '0');
    assert(number < p->n_marks);
    return &p->marks[number];
}

struct str prepared_restore(struct arena *a, const struct prepared *p,
                            struct str text)
{
    static const char opening[] = {'<', '?', MARK_BYTE, '\0'};
    struct buf out = buf_new(a);
    size_t from = 0;

    for (;;) {
        size_t at = str_search(text, opening, from);
        buf_put(&out, str_slice(text, from, at));
        if (at == text.len)
            return buf_str(&out);
        const struct mark *mark =
            prepared_mark(p, str_slice(text, at, text.len));
        buf_put(&out, mark->line);
        from = str_search(text, "?>", at) + 2;
    }
}
