/* make_blocks.h - documents for tests, written as expressions:
 *
 *     struct block *b = then(heading(a, 2, "Titel"), para(a, words(a, "Een")));
 */
#ifndef UNIT_MAKE_BLOCKS_H
#define UNIT_MAKE_BLOCKS_H

#include <string.h>

#include "base/arena.h"
#include "model/doc.h"
#include "model/table.h"

#define UNUSED __attribute__((unused))

static UNUSED struct block *para_of(struct arena *a, const char *text);

static UNUSED struct inline_ *inline_new(struct arena *a, enum inline_kind kind,
                                         const char *text)
{
    struct inline_ *in = ARENA_NEW(a, struct inline_);

    in->kind = kind;
    in->text = str_of(text);
    in->at = (struct place){"t.md", 1, 1};
    return in;
}

static UNUSED struct inline_ *words_of(struct arena *a, const char *text)
{
    return inline_new(a, INLINE_TEXT, text);
}

static UNUSED struct inline_ *marked(struct arena *a, enum inline_kind kind,
                                     struct inline_ *children)
{
    struct inline_ *in = inline_new(a, kind, "");

    in->children = children;
    return in;
}

static UNUSED struct inline_ *linked(struct arena *a, const char *url,
                                     struct inline_ *children)
{
    struct inline_ *in = marked(a, INLINE_LINK, children);

    in->link = ARENA_NEW(a, struct link);
    in->link->url = str_of(url);
    in->link->anchor = STR("");
    return in;
}

/* Puts `next` behind the last of `list`; returns the list. */
static UNUSED struct inline_ * and (struct inline_ * list, struct inline_ *next)
{
    struct inline_ *last = list;

    while (last->next != NULL)
        last = last->next;
    last->next = next;
    return list;
}

static UNUSED struct block *then(struct block *list, struct block *next)
{
    struct block *last = list;

    while (last->next != NULL)
        last = last->next;
    last->next = next;
    return list;
}

static UNUSED struct block *block_new(struct arena *a, enum block_kind kind,
                                      struct block *children)
{
    struct block *b = ARENA_NEW(a, struct block);

    b->kind = kind;
    b->at = (struct place){"t.md", 1, 1};
    b->children = children;
    return b;
}

static UNUSED struct block *para(struct arena *a, struct inline_ *inlines)
{
    struct block *b = block_new(a, BLOCK_PARAGRAPH, NULL);

    b->inlines = inlines;
    return b;
}

static UNUSED struct block *para_of(struct arena *a, const char *text)
{
    return para(a, words_of(a, text));
}

/* A line with every kind of mark in it; note 1 is mentioned. */
static UNUSED struct inline_ *rich_line(struct arena *a)
{
    struct footnote *note = ARENA_NEW(a, struct footnote);
    struct inline_ *line = words_of(a, "De strategie noemt ");
    struct inline_ *mark = inline_new(a, INLINE_FOOTNOTE, "");
    struct inline_ *span =
        marked(a, INLINE_SPAN, words_of(a, "digital government"));

    note->number = 1;
    note->blocks = para_of(a, "Zie de resolutie, punt 8a.");
    mark->footnote = note;
    mark->mention = 1;
    span->attrs = ARENA_NEW(a, struct attrs);
    span->attrs->pairs = ARENA_NEW(a, struct attr);
    span->attrs->pairs[0] = (struct attr){STR("lang"), STR("en-GB")};
    span->attrs->n_pairs = 1;
    and(line, marked(a, INLINE_STRONG, words_of(a, "zes prioriteiten")));
    and(line, words_of(a, " en kost "));
    and(line, inline_new(a, INLINE_VALUE, "€\u00A0745\u00A0mln"));
    and(line, mark);
    and(line, words_of(a, "; dat is "));
    and(line,
        marked(a, INLINE_EMPH, marked(a, INLINE_STRONG, words_of(a, "veel"))));
    and(line, words_of(a, " of "));
    and(line, marked(a, INLINE_STRIKE, words_of(a, "weinig")));
    and(line, words_of(a, ", zie "));
    and(line, linked(a, "https://vng.nl", words_of(a, "de vereniging")));
    and(line, words_of(a, ", "));
    and(line, span);
    and(line, words_of(a, " en "));
    and(line, inline_new(a, INLINE_CODE, "plenum.yml"));
    return line;
}

static UNUSED struct block *heading(struct arena *a, unsigned level,
                                    const char *id, const char *text)
{
    struct block *b = block_new(a, BLOCK_HEADING, NULL);

    b->inlines = words_of(a, text);
    b->level = level;
    b->attrs.id = str_of(id);
    return b;
}

static UNUSED struct block *item(struct arena *a, struct block *children)
{
    return block_new(a, BLOCK_ITEM, children);
}

static UNUSED struct block *list_of(struct arena *a, bool ordered,
                                    struct block *items)
{
    struct block *b = block_new(a, BLOCK_LIST, items);

    b->list.ordered = ordered;
    b->list.tight = true;
    b->list.start = 1;
    return b;
}

static UNUSED struct block *div_of(struct arena *a, enum div_kind kind,
                                   struct block *children)
{
    struct block *b = block_new(a, BLOCK_DIV, children);

    b->div = kind;
    return b;
}

static UNUSED void set_pair(struct arena *a, struct block *b, const char *key,
                            const char *value)
{
    b->attrs.pairs = ARENA_NEW(a, struct attr);
    b->attrs.pairs[0] = (struct attr){str_of(key), str_of(value)};
    b->attrs.n_pairs = 1;
}

/* A table from lines of cells between "|"; the first line is the head.  A line
 * that starts with "#" is a group's head, one with "=" the total; "PM" is PM,
 * digits are numbers; a column whose head starts with "+" stands apart. */
static UNUSED struct cell cell_of(struct arena *a, struct str text)
{
    struct cell cell = {.kind = CELL_TEXT, .at = {"t.md", 1, 1}};

    if (text.len == 0)
        return cell;
    if (str_is(text, "PM"))
        cell.kind = CELL_PM;
    else if (strspn(text.p, "0123456789.") >= text.len)
        cell.kind = CELL_NUMBER;
    cell.inlines = words_of(a, str_copy(a, text).p);
    return cell;
}

static UNUSED struct cell *cells_of_line(struct arena *a, struct str line,
                                         size_t n)
{
    struct cell *cells = ARENA_ARRAY(a, n, struct cell);
    size_t from = 0;

    for (size_t i = 0; i < n; i++) {
        size_t end = str_find(line, '|', from);

        cells[i] = cell_of(a, str_slice(line, from, end));
        from = end + 1;
    }
    return cells;
}

static UNUSED struct block *table_from(struct arena *a,
                                       const char *const *lines, size_t n_lines)
{
    struct block *b = block_new(a, BLOCK_TABLE, NULL);
    struct table *t = ARENA_NEW(a, struct table);
    struct str head = str_of(lines[0]);

    t->at = b->at;
    t->n_columns = 1;
    for (size_t i = 0; i < head.len; i++)
        t->n_columns += head.p[i] == '|';
    t->head = cells_of_line(a, head, t->n_columns);
    t->columns = ARENA_ARRAY(a, t->n_columns, struct table_column);
    t->rows = ARENA_ARRAY(a, n_lines, struct table_row);
    t->row_heads = true;
    for (size_t i = 1; i < n_lines; i++) {
        struct str line = str_of(lines[i]);
        struct table_row *row = &t->rows[t->n_rows++];

        row->at = b->at;
        row->kind = line.p[0] == '#'   ? TABLE_ROW_GROUP
                    : line.p[0] == '=' ? TABLE_ROW_TOTAL
                                       : TABLE_ROW_ITEM;
        if (row->kind != TABLE_ROW_ITEM)
            line = str_slice(line, 1, line.len);
        row->cells = cells_of_line(a, line, t->n_columns);
    }
    for (size_t i = 0; i < t->n_columns; i++) {
        struct inline_ *in = t->head[i].inlines;

        if (t->n_rows > 0 && t->rows[t->n_rows - 1].cells[i].kind != CELL_TEXT)
            t->columns[i].align = ALIGN_RIGHT;
        t->columns[i].apart = in != NULL && in->text.p[0] == '+';
        if (t->columns[i].apart)
            in->text = str_slice(in->text, 1, in->text.len);
    }
    b->table = t;
    return b;
}

static UNUSED struct block *nds_table(struct arena *a)
{
    static const char *const lines[] = {
        "Post|2026|2027|2028|2029|2030|+Structureel per jaar",
        "#Prioriteit",
        "Data|35|65|90|115|140|85",
        "AI|40|50|50|50|50|45",
        "Cloud|60|150|190|215|225|125",
        "Digitaal Vakmanschap|30|125|200|200|210|115",
        "Burgers & ondernemers centraal|175|175|175|175|175|175",
        "Digitale weerbaarheid en autonomie|165|235|310|365|430|225",
        "#Interventie",
        "Standaarden|5|30|35|45|45|10",
        "Collectieve oplossingen, EDI|85|115|130|160|160|110",
        "IT-sourcing en inkoop|25|20|15|PM|PM|10",
        "Digitale wetgeving, wegnemen juridische belemmeringen|125|145|160|185|"
        "180|50",
        "=Totaal|745|1.110|1.355|1.510|1.615|950",
    };
    static struct str notes[] = {
        STR_CONST("PM (pro memorie): bedrag nog niet bekend."),
        STR_CONST("Totaal van 2029 en 2030: exclusief PM."),
    };
    struct block *b = table_from(a, lines, sizeof(lines) / sizeof(lines[0]));

    b->table->id = STR("tbl-agenda");
    b->table->caption = words_of(a, "Concept-Investeringsagenda NDS");
    b->table->unit = STR("Bedragen in € mln");
    b->table->source = STR("Presentatie ‘Ontwikkelingen bij de VNG-commissie "
                           "Informatiesamenleving’, 21 november 2025");
    b->table->notes = notes;
    b->table->n_notes = 2;
    b->table->number = 1;
    return b;
}

#endif
