#include "html/writer.h"

#include "html/html.h"
#include "model/deck.h"
#include "model/table.h"

/* " room-2 room-sign": the style sheet leaves that much white. */
static void write_room(struct writer *w, const struct cell *cell)
{
    struct str missing = cell == NULL ? STR("") : cell->decimals_missing;
    bool sign = missing.len > 0 && missing.p[0] != '0';

    if (missing.len > 0)
        buf_printf(w->out, " room-%zu%s", missing.len - sign,
                   sign ? " room-sign" : "");
}

/* The class of a cell, from its column and what is in it. */
static void write_cell_class(struct writer *w, const struct table *table,
                             size_t column, const struct cell *cell)
{
    const struct table_column *col = &table->columns[column];
    const char *between = "";

    if (col->align == ALIGN_LEFT && !col->apart &&
        (cell == NULL || cell->kind == CELL_TEXT))
        return;
    buf_puts(w->out, " class=\"");
    if (col->align == ALIGN_RIGHT) {
        buf_puts(w->out, "num");
        between = " ";
    } else if (col->align == ALIGN_CENTER) {
        buf_puts(w->out, "mid");
        between = " ";
    }
    if (col->apart) {
        buf_printf(w->out, "%sapart", between);
        between = " ";
    }
    if (cell != NULL && cell->kind == CELL_PM)
        buf_printf(w->out, "%spm", between);
    else if (cell != NULL && cell->kind == CELL_DERIVED)
        buf_printf(w->out, "%sderived", between);
    write_room(w, cell);
    buf_putc(w->out, '"');
}

/* What the eye sees in the type, a screen reader hears in words. */
static void write_spoken(struct writer *w, enum word word)
{
    buf_puts(w->out, "<span class=\"spoken\">, ");
    write_word(w, word);
    buf_puts(w->out, "</span>");
}

static void write_cell_text(struct writer *w, const struct cell *cell)
{
    const struct hyphen *hyphen = w->hyphen;

    if (cell->kind != CELL_TEXT)
        w->hyphen = NULL;
    write_inlines(w, cell->inlines);
    w->hyphen = hyphen;
    switch (cell->kind) {
    case CELL_TEXT:
    case CELL_NUMBER:
        break;
    case CELL_PM:
        write_spoken(w, WORD_NOT_YET_KNOWN);
        break;
    case CELL_DERIVED:
        write_spoken(w, WORD_CALCULATED);
        break;
    }
}

static void write_head(struct writer *w, const struct table *table)
{
    if (table->head == NULL)
        return;
    buf_puts(w->out, "<thead>\n<tr>");
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct cell *cell = &table->head[i];
        /* An empty head cell is a corner: a header without words is none. */
        const char *name = cell->inlines == NULL ? "td" : "th";

        buf_printf(w->out, "<%s%s", name,
                   cell->inlines == NULL ? "" : " scope=\"col\"");
        write_cell_class(w, table, i, NULL);
        buf_putc(w->out, '>');
        write_cell_text(w, cell);
        buf_printf(w->out, "</%s>", name);
    }
    buf_puts(w->out, "</tr>\n</thead>\n");
}

static void write_group_row(struct writer *w, const struct table *table,
                            const struct table_row *row)
{
    buf_printf(w->out, "<tr><th scope=\"rowgroup\" colspan=\"%zu\">",
               table->n_columns);
    write_cell_text(w, &row->cells[0]);
    buf_puts(w->out, "</th></tr>\n");
}

static const char *row_tag(enum table_row_kind kind)
{
    switch (kind) {
    case TABLE_ROW_OF_WHICH:
        return "<tr class=\"of-which\">";
    case TABLE_ROW_SUBTOTAL:
        return "<tr class=\"subtotal\">";
    case TABLE_ROW_ITEM:
    case TABLE_ROW_GROUP: /* see write_group_row() */
    case TABLE_ROW_TOTAL:
        break;
    }
    return "<tr>";
}

static void write_row(struct writer *w, const struct table *table,
                      const struct table_row *row)
{
    buf_puts(w->out, row_tag(row->kind));
    for (size_t i = 0; i < table->n_columns; i++) {
        bool is_head = i == 0 && table->row_heads && row->cells[0].inlines;

        buf_puts(w->out, is_head ? "<th scope=\"row\"" : "<td");
        write_cell_class(w, table, i, &row->cells[i]);
        buf_putc(w->out, '>');
        write_cell_text(w, &row->cells[i]);
        buf_puts(w->out, is_head ? "</th>" : "</td>");
    }
    buf_puts(w->out, "</tr>\n");
}

static const char *body_class(enum table_row_kind kind)
{
    switch (kind) {
    case TABLE_ROW_ITEM:
    case TABLE_ROW_OF_WHICH:
    case TABLE_ROW_SUBTOTAL:
        break;
    case TABLE_ROW_GROUP:
        return "<tbody class=\"group\">\n";
    case TABLE_ROW_TOTAL:
        return "<tbody class=\"total\">\n";
    }
    return "<tbody>\n";
}

/* A group and its rows are one tbody; totals stand in one of their own, so
 * that no group's heading covers them.  A printed subtotal belongs to its
 * group. */
static bool opens_body(const struct table *table, size_t i)
{
    enum table_row_kind kind = table->rows[i].kind;

    if (i == 0 || kind == TABLE_ROW_GROUP)
        return true;
    return (kind == TABLE_ROW_TOTAL) !=
           (table->rows[i - 1].kind == TABLE_ROW_TOTAL);
}

static void write_rows(struct writer *w, const struct table *table)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct table_row *row = &table->rows[i];

        if (opens_body(table, i)) {
            buf_puts(w->out, i > 0 ? "</tbody>\n" : "");
            buf_puts(w->out, body_class(row->kind));
        }
        if (row->kind == TABLE_ROW_GROUP)
            write_group_row(w, table, row);
        else
            write_row(w, table, row);
    }
    if (table->n_rows > 0)
        buf_puts(w->out, "</tbody>\n");
}

/* On a slide whose title says the same, the caption is only spoken. */
static bool repeats_title(const struct writer *w, const struct table *table)
{
    return w->slide != NULL &&
           str_eq(inlines_text(w->arena, table->caption), w->slide->title_text);
}

static void write_caption(struct writer *w, const struct table *table)
{
    if (table->caption == NULL && table->unit.len == 0)
        return;
    buf_puts(w->out, "<caption>");
    if (table->number > 0) {
        buf_puts(w->out, "<b class=\"number\">");
        write_word(w, WORD_TABLE);
        buf_printf(w->out, "\u00A0%u</b> ", table->number);
    }
    if (table->caption != NULL) {
        buf_puts(w->out, repeats_title(w, table)
                             ? "<span class=\"caption spoken\">"
                             : "<span class=\"caption\">");
        write_inlines(w, table->caption);
        buf_puts(w->out, "</span>");
    }
    if (table->unit.len > 0) {
        buf_puts(w->out, " <span class=\"unit\">");
        write_line_text(w, table->unit);
        buf_puts(w->out, "</span>");
    }
    buf_puts(w->out, "</caption>\n");
}

/* "Jaar, Lasten, Baten": tells tables apart that have no caption. */
static void write_head_label(struct writer *w, const struct table *table)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        buf_puts(w->out, i == 0 ? ": " : ", ");
        write_text(w, inlines_text(w->arena, table->head[i].inlines));
    }
}

/* Regions of one name cannot be told apart by who goes from one to the next. */
static void write_frame_label(struct writer *w, const struct table *table)
{
    write_word(w, WORD_TABLE);
    if (table->number > 0)
        buf_printf(w->out, " %u", table->number);
    if (table->caption != NULL) {
        buf_puts(w->out, ": ");
        write_text(w, inlines_text(w->arena, table->caption));
    } else if (table->number == 0) {
        write_head_label(w, table);
    }
    if (w->slide != NULL && w->slide->parts > 1)
        buf_printf(w->out, " (%u/%u)", w->slide->part, w->slide->parts);
}

/* "figures" for the numbers of a dataset, "grid-0" for the first table of a
 * slide: its columns are as wide as the layout made them. */
static void write_table_classes(struct writer *w, const struct table *table,
                                const struct table_fit *fit)
{
    const char *figures = table->data != NULL ? "figures" : "";

    if (fit != NULL)
        buf_printf(w->out, " class=\"%s%sgrid-%zu\"", figures,
                   figures[0] != '\0' ? " " : "",
                   (size_t)(fit - w->slide->fit.tables));
    else if (figures[0] != '\0')
        buf_printf(w->out, " class=\"%s\"", figures);
}

static void write_columns(struct writer *w, const struct table *table)
{
    buf_puts(w->out, "<colgroup>");
    for (size_t i = 0; i < table->n_columns; i++)
        buf_puts(w->out, "<col>");
    buf_puts(w->out, "</colgroup>\n");
}

void write_bare_table(struct writer *w, const struct table *table)
{
    const struct table_fit *fit =
        w->slide == NULL ? NULL : slide_table(w->slide, table);

    buf_puts(w->out, "<table");
    write_table_classes(w, table, fit);
    buf_puts(w->out, ">\n");
    write_caption(w, table);
    if (fit != NULL)
        write_columns(w, table);
    write_head(w, table);
    write_rows(w, table);
    buf_puts(w->out, "</table>\n");
}

void write_table_frame(struct writer *w, const struct table *table,
                       struct str name)
{
    /* A frame that scrolls must be reachable by key, and say what it is. */
    buf_puts(w->out, "<div class=\"frame\" role=\"region\" tabindex=\"0\" "
                     "aria-label=\"");
    if (name.len > 0)
        write_text(w, name);
    else
        write_frame_label(w, table);
    buf_puts(w->out, "\">\n");
    write_bare_table(w, table);
    buf_puts(w->out, "</div>\n");
}

static void write_below(struct writer *w, const struct table *table)
{
    if (table->n_notes == 0 && table->source.len == 0)
        return;
    buf_puts(w->out, "<div class=\"below\">\n");
    for (size_t i = 0; i < table->n_notes; i++) {
        buf_puts(w->out, "<p>");
        write_line_text(w, table->notes[i]);
        buf_puts(w->out, "</p>\n");
    }
    if (table->source.len > 0) {
        buf_puts(w->out, "<p>");
        write_word(w, WORD_SOURCE);
        buf_puts(w->out, ": ");
        write_line_text(w, table->source);
        buf_puts(w->out, "</p>\n");
    }
    buf_puts(w->out, "</div>\n");
}

void write_table(struct writer *w, const struct table *table)
{
    buf_puts(w->out, "<div class=\"table\"");
    write_id(w, table->id);
    buf_puts(w->out, ">\n");
    write_table_frame(w, table, STR(""));
    write_below(w, table);
    buf_puts(w->out, "</div>\n");
}
