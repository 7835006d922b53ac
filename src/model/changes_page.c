/* Changes are told in ordinary blocks, so every output can show them. */
#include "base/arena.h"
#include "base/buf.h"
#include "model/changes.h"
#include "model/dataset.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/table.h"

/* Messages about this page name the file that it becomes. */
static const struct place nowhere = {"changes.html", 0, 0};

struct writer {
    struct arena *arena;
    enum lang lang;
    struct block *first, **end; /* the page so far */
    bool other_unit;            /* of the dataset: no differences, then */
    unsigned n_sections;
};

/* --- blocks --------------------------------------------------------------- */

static struct inline_ *make_inline(struct arena *a, enum inline_kind kind,
                                   struct str text)
{
    struct inline_ *i = ARENA_NEW(a, struct inline_);

    *i = (struct inline_){.kind = kind, .at = nowhere, .text = text};
    return i;
}

static struct block *add_block(struct writer *w, enum block_kind kind)
{
    struct block *block = ARENA_NEW(w->arena, struct block);

    *block = (struct block){.kind = kind, .at = nowhere};
    *w->end = block;
    w->end = &block->next;
    return block;
}

static void add_heading(struct writer *w, unsigned level, struct str text)
{
    struct block *heading = add_block(w, BLOCK_HEADING);

    heading->level = level;
    heading->inlines = make_inline(w->arena, INLINE_TEXT, text);
    heading->attrs.id = str_format(w->arena, "changes-%u", ++w->n_sections);
}

static void add_paragraph(struct writer *w, struct str text)
{
    add_block(w, BLOCK_PARAGRAPH)->inlines =
        make_inline(w->arena, INLINE_TEXT, text);
}

static void add_table(struct writer *w, struct table *table, enum word caption)
{
    table->caption =
        make_inline(w->arena, INLINE_TEXT, word_in(w->lang, caption));
    table->at = nowhere;
    add_block(w, BLOCK_TABLE)->table = table;
}

/* --- before and now ------------------------------------------------------- */

enum {
    CHANGE_COLUMNS = 5 /* name, column, before, now, difference */
};

static struct cell make_cell(struct writer *w, enum cell_kind kind,
                             struct str text)
{
    struct cell cell = {.kind = kind, .at = nowhere};

    if (text.len > 0)
        cell.inlines = make_inline(
            w->arena, kind == CELL_TEXT ? INLINE_TEXT : INLINE_VALUE, text);
    return cell;
}

/* A sum that left out a PM has the mark that it has in charts.  An amount that
 * is not stated is said so here: an empty cell beside a filled one would look
 * like a fault. */
static struct cell amount_cell(struct writer *w, struct amount amount)
{
    if (amount.kind == AMOUNT_EMPTY)
        return make_cell(w, CELL_TEXT, word_in(w->lang, WORD_NOT_STATED));
    return make_cell(
        w,
        amount.kind == AMOUNT_PM ? CELL_PM
        : amount.derived         ? CELL_DERIVED
                                 : CELL_NUMBER,
        str_format(w->arena, "%.*s%s",
                   STR_ARG(format_amount(w->arena, amount, w->lang)),
                   amount.without_pm ? "*" : ""));
}

static bool counts(struct amount amount)
{
    return amount.kind == AMOUNT_NUMBER || amount.kind == AMOUNT_NIL;
}

/* "+12", "-3"; nothing where one of the two is no number. */
static struct cell difference_cell(struct writer *w,
                                   const struct change *change)
{
    bool ok = true;
    struct decimal gap =
        decimal_sub(change->now.value, change->before.value, &ok);

    if (!ok || w->other_unit || !counts(change->now) || !counts(change->before))
        return make_cell(w, CELL_NUMBER, STR(""));
    return make_cell(
        w, CELL_NUMBER,
        str_format(w->arena, "%s%.*s", gap.units > 0 ? "+" : "",
                   STR_ARG(format_decimal(w->arena, gap, w->lang))));
}

static enum table_row_kind kind_of(const struct dataset_row *row)
{
    return row != NULL && row->kind == ROW_OF_WHICH ? TABLE_ROW_OF_WHICH
                                                    : TABLE_ROW_ITEM;
}

static struct table_row change_row(struct writer *w, const struct dataset *data,
                                   const struct change *change)
{
    const struct dataset_row *row = change->row;
    struct table_row out = {
        .kind = kind_of(row),
        .cells = ARENA_ARRAY(w->arena, CHANGE_COLUMNS, struct cell),
        .at = nowhere,
    };

    out.cells[0] = make_cell(
        w, CELL_TEXT, row != NULL ? row->name : word_in(w->lang, WORD_TOTAL));
    out.cells[1] = make_cell(w, CELL_TEXT, data->columns[change->column].name);
    out.cells[2] = amount_cell(w, change->before);
    out.cells[3] = amount_cell(w, change->now);
    out.cells[4] = difference_cell(w, change);
    return out;
}

static struct table_row group_row(struct writer *w, struct str name)
{
    struct table_row out = {
        .kind = TABLE_ROW_GROUP,
        .cells = ARENA_ARRAY(w->arena, CHANGE_COLUMNS, struct cell),
        .at = nowhere,
    };

    out.cells[0] = make_cell(w, CELL_TEXT, name);
    return out;
}

static struct table *start_table(struct writer *w, const struct dataset *data)
{
    static const enum word heads[CHANGE_COLUMNS - 1] = {
        WORD_CHANGE_COLUMN, WORD_CHANGE_BEFORE, WORD_CHANGE_NOW,
        WORD_CHANGE_DIFFERENCE};
    struct table *t = ARENA_NEW(w->arena, struct table);

    t->id = STR("");
    t->source = STR("");
    if (!w->other_unit)
        t->unit = format_unit_line(w->arena, data->unit, w->lang);
    t->row_heads = true;
    t->n_columns = CHANGE_COLUMNS;
    t->columns = ARENA_ARRAY(w->arena, CHANGE_COLUMNS, struct table_column);
    t->head = ARENA_ARRAY(w->arena, CHANGE_COLUMNS, struct cell);
    t->head[0] = make_cell(w, CELL_TEXT, data->item_heading);
    for (size_t i = 1; i < CHANGE_COLUMNS; i++) {
        t->head[i] = make_cell(w, CELL_TEXT, word_in(w->lang, heads[i - 1]));
        t->columns[i].align = i == 1 ? ALIGN_LEFT : ALIGN_RIGHT;
    }
    return t;
}

/* Explains what the amounts leave open: PM, and totals that no row prints. */
static void add_notes(struct writer *w, struct table *t,
                      const struct change *changes, size_t count)
{
    bool pm = false;
    bool without_pm = false;
    bool derived = false;

    for (size_t i = 0; i < count; i++) {
        const struct amount both[] = {changes[i].before, changes[i].now};
        for (size_t j = 0; j < 2; j++) {
            pm = pm || both[j].kind == AMOUNT_PM;
            without_pm = without_pm || both[j].without_pm;
            derived = derived || both[j].derived;
        }
    }
    t->notes = ARENA_ARRAY(w->arena, 3, struct str);
    if (pm)
        t->notes[t->n_notes++] = word_in(w->lang, WORD_PM_NOTE);
    if (without_pm)
        t->notes[t->n_notes++] = str_format(
            w->arena, "* %.*s.", STR_ARG(word_in(w->lang, WORD_WITHOUT_PM)));
    if (derived)
        t->notes[t->n_notes++] = word_with(w->arena, w->lang, WORD_DERIVED_NOTE,
                                           word_in(w->lang, WORD_TOTAL));
}

static void add_changes(struct writer *w, const struct dataset *data,
                        const struct change *changes, size_t count,
                        enum word caption)
{
    struct table *t = start_table(w, data);
    int group = NO_GROUP;

    if (count == 0)
        return;
    t->rows = ARENA_ARRAY(w->arena, 2 * count, struct table_row);
    for (size_t i = 0; i < count; i++) {
        const struct dataset_row *row = changes[i].row;
        int next = row != NULL ? row->group : NO_GROUP;
        if (next != group && next != NO_GROUP)
            t->rows[t->n_rows++] = group_row(w, data->groups[next].name);
        group = next;
        t->rows[t->n_rows++] = change_row(w, data, &changes[i]);
    }
    add_notes(w, t, changes, count);
    add_table(w, t, caption);
}

/* --- rows and columns ----------------------------------------------------- */

static void add_rows(struct writer *w, const struct dataset *data,
                     const size_t *rows, size_t count, enum word caption)
{
    const struct table_choice choice = {.rows = rows, .n_rows = count};

    if (count > 0)
        add_table(w, table_of_dataset(w->arena, data, &choice, w->lang),
                  caption);
}

static void add_columns(struct writer *w, const struct dataset *data,
                        const size_t *columns, size_t count, enum word caption)
{
    const struct table_choice choice = {.columns = columns, .n_columns = count};

    if (count > 0)
        add_table(w, table_of_dataset(w->arena, data, &choice, w->lang),
                  caption);
}

/* --- the page ------------------------------------------------------------- */

/* "3 bedragen gewijzigd", after a comma where it is not the first. */
static void put_count(struct writer *w, struct buf *out, enum word one,
                      enum word many, size_t count)
{
    if (count == 0)
        return;
    if (out->len > 0)
        buf_puts(out, ", ");
    buf_put(out, count == 1 ? word_in(w->lang, one)
                            : word_with(w->arena, w->lang, many,
                                        str_format(w->arena, "%zu", count)));
}

/* "3 bedragen gewijzigd, 1 regel toegevoegd." */
static struct str summary(struct writer *w, const struct changes *c)
{
    struct buf out = buf_new(w->arena);

    put_count(w, &out, WORD_CELL_CHANGED, WORD_CELLS_CHANGED, c->n_cells);
    put_count(w, &out, WORD_SUM_CHANGED, WORD_SUMS_CHANGED, c->n_sums);
    put_count(w, &out, WORD_ROW_ADDED, WORD_ROWS_ADDED, c->n_added_rows);
    put_count(w, &out, WORD_ROW_REMOVED, WORD_ROWS_REMOVED, c->n_removed_rows);
    put_count(w, &out, WORD_COLUMN_ADDED, WORD_COLUMNS_ADDED,
              c->n_added_columns);
    put_count(w, &out, WORD_COLUMN_REMOVED, WORD_COLUMNS_REMOVED,
              c->n_removed_columns);
    if (out.len == 0)
        return word_in(w->lang, WORD_NO_CHANGES);
    buf_putc(&out, '.');
    return buf_str(&out);
}

/* "De eenheid was € mln en wordt € 1.000. ..." */
static struct str unit_change(struct writer *w, struct str before,
                              struct str now)
{
    struct str none = word_in(w->lang, WORD_NO_UNIT);

    return str_format(w->arena, "%.*s: %.*s. %.*s: %.*s. %.*s",
                      STR_ARG(word_in(w->lang, WORD_UNIT_BEFORE)),
                      STR_ARG(before.len > 0 ? before : none),
                      STR_ARG(word_in(w->lang, WORD_UNIT_NOW)),
                      STR_ARG(now.len > 0 ? now : none),
                      STR_ARG(word_in(w->lang, WORD_UNIT_CHANGED)));
}

static void add_dataset(struct writer *w, const struct dataset *before,
                        const struct dataset *now)
{
    struct changes c = changes_between(w->arena, before, now);

    w->other_unit = c.unit;
    if (c.unit)
        add_paragraph(w, unit_change(w, before->unit, now->unit));
    add_paragraph(w, summary(w, &c));
    add_changes(w, now, c.cells, c.n_cells, WORD_CHANGED_CELLS);
    add_changes(w, now, c.sums, c.n_sums, WORD_CHANGED_TOTALS);
    add_rows(w, now, c.added_rows, c.n_added_rows, WORD_ADDED_ROWS);
    add_rows(w, before, c.removed_rows, c.n_removed_rows, WORD_REMOVED_ROWS);
    add_columns(w, now, c.added_columns, c.n_added_columns, WORD_ADDED_COLUMNS);
    add_columns(w, before, c.removed_columns, c.n_removed_columns,
                WORD_REMOVED_COLUMNS);
}

static const struct dataset *find(const struct dataset *all, size_t count,
                                  struct str key)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(all[i].key, key))
            return &all[i];
    return NULL;
}

static void add_datasets(struct writer *w, const struct report *report,
                         const struct edition *earlier)
{
    for (size_t i = 0; i < report->n_datasets; i++) {
        const struct dataset *now = &report->datasets[i];
        const struct dataset *before =
            find(earlier->datasets, earlier->n_datasets, now->key);
        add_heading(w, 2, now->title);
        if (before != NULL)
            add_dataset(w, before, now);
        else
            add_paragraph(w, word_in(w->lang, WORD_DATASET_ADDED));
    }
    for (size_t i = 0; i < earlier->n_datasets; i++) {
        struct str key = earlier->datasets[i].key;
        struct str title = earlier->datasets[i].title;
        if (find(report->datasets, report->n_datasets, key) != NULL)
            continue;
        add_heading(w, 2, title.len > 0 ? title : key);
        add_paragraph(w, word_in(w->lang, WORD_DATASET_REMOVED));
    }
}

/* "versie 0.9 (14 november 2025)", or what of it is known. */
static struct str edition_name(struct writer *w, const struct edition *earlier)
{
    struct buf name = buf_new(w->arena);
    struct str date = format_date(w->arena, earlier->date, w->lang);

    if (earlier->version.len > 0) {
        buf_put(&name, word_in(w->lang, WORD_VERSION));
        buf_putc(&name, ' ');
        buf_put(&name, earlier->version);
    } else {
        buf_put(&name, word_in(w->lang, WORD_EARLIER_VERSION));
    }
    if (date.len > 0) {
        buf_puts(&name, " (");
        buf_put(&name, date);
        buf_putc(&name, ')');
    }
    return buf_str(&name);
}

struct page changes_page(struct arena *a, const struct report *report,
                         const struct edition *earlier)
{
    struct writer w = {.arena = a, .lang = report->lang};

    w.end = &w.first;
    add_heading(
        &w, 1,
        word_with(a, w.lang, WORD_CHANGES_SINCE, edition_name(&w, earlier)));
    if (report->n_datasets + earlier->n_datasets == 0)
        add_paragraph(&w, word_in(w.lang, WORD_NO_CHANGES));
    add_datasets(&w, report, earlier);
    return (struct page){
        .file = str_of(nowhere.file),
        .slug = STR("changes"),
        .title = word_in(w.lang, WORD_CHANGES),
        .lang = report->lang,
        .in_pages = true,
        .blocks = w.first,
        .text = STR(""),
    };
}
