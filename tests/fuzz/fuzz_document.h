/* fuzz_document.h - bytes choose a document: every kind of block within every
 * other, words short and long, as Markdown that a reader makes a model of.
 *
 * Paragraphs, items, cells and notes each hold a token, "t12x", that stands
 * nowhere else; so whoever lays the document out can be asked whether every
 * block is there, once, where it belongs.
 */
#ifndef TESTS_FUZZ_DOCUMENT_H
#define TESTS_FUZZ_DOCUMENT_H

#include "fuzz_kit.h"

#include "base/buf.h"

enum {
    TOKENS_MOST = 600,
    DEPTH_MOST = 6,
};

/* Where a token has to be seen. */
enum medium {
    NOWHERE = 0,
    ON_SLIDES = 1,
    ON_PAPER = 2,
    ON_BOTH = 3,
    IN_NOTES = 4, /* of the speaker, and nowhere else */
};

struct document {
    struct str choices;
    size_t at; /* the next byte of it */
    struct buf text;
    struct str prefix;  /* of every line: quotes and the room of items */
    const char *marker; /* in place of the last of it, once, or NULL */
    enum medium where;
    bool in_columns; /* in more of them no token stays on one line */
    enum medium tokens[TOKENS_MOST];
    size_t n_tokens;
    struct buf footnotes;
    unsigned n_footnotes;
};

/* 0 when no bytes are left, so that everything ends. */
static unsigned choose(struct document *d, unsigned n)
{
    return d->at < d->choices.len ? (unsigned char)d->choices.p[d->at++] % n
                                  : 0;
}

static bool has_more(const struct document *d)
{
    return d->at < d->choices.len && d->n_tokens + 40 < TOKENS_MOST;
}

static void put_token(struct document *d, struct buf *to, enum medium where)
{
    buf_printf(to, "t%zux", d->n_tokens);
    d->tokens[d->n_tokens++] = where;
}

static void put_words(struct document *d)
{
    static const char *const words[] = {
        " woord",
        " en",
        " meer",
        " Informatiesamenleving",
        " *nadruk*",
        " **sterk**",
        " `code`",
        " ~~weg~~",
        " [link](https://voorbeeld.nl/pad)",
        " {{ d[Data, 2026] }}",
        " hottentottententententoonstellingsmakersgildebestuurderskamer",
        " \u202Fdun",
        " e\u0301\u0302",
        " \u4E2D\u6587",
        " \\\n",
        " @tbl-x",
        " ![plaatje](images/a.png)",
        " [Engels woord]{lang=en}",
        " https://voorbeeld.nl/een/heel/lang/adres/dat/nergens/breekt?x=y",
        " aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};

    for (unsigned n = choose(d, 12); n > 0; n--) {
        const char *word = words[choose(d, sizeof(words) / sizeof(words[0]))];

        /* A line end in a prefixed block needs its prefix again. */
        buf_puts(&d->text, strcmp(word, " \\\n") == 0 ? " " : word);
    }
}

/* Starts a line of a block. */
static void put_prefix(struct document *d)
{
    if (d->marker == NULL) {
        buf_put(&d->text, d->prefix);
        return;
    }
    buf_put(&d->text, str_slice(d->prefix, 0, d->prefix.len - 3));
    buf_puts(&d->text, d->marker);
    d->marker = NULL;
}

static void put_line(struct document *d, const char *line)
{
    put_prefix(d);
    buf_puts(&d->text, line);
    buf_putc(&d->text, '\n');
}

/* Puts `more` behind the prefix of what follows; returns the one before. */
static struct str deepen(struct document *d, const char *more)
{
    struct str before = d->prefix;

    d->prefix = str_format(d->text.arena, "%.*s%s", STR_ARG(before), more);
    return before;
}

static void make_blocks(struct document *d, unsigned depth);

/* --- blocks --------------------------------------------------------------- */

static void make_paragraph(struct document *d)
{
    put_prefix(d);
    put_token(d, &d->text, d->where);
    put_words(d);
    if (choose(d, 6) == 5 && d->where != IN_NOTES) {
        buf_printf(&d->text, "[^n%u]", ++d->n_footnotes);
        buf_printf(&d->footnotes, "\n[^n%u]: ", d->n_footnotes);
        put_token(d, &d->footnotes, d->where);
        buf_puts(&d->footnotes, " noot\n");
    }
    buf_putc(&d->text, '\n');
}

static void make_heading(struct document *d)
{
    static const char *const marks[] = {"## ", "# ", "### ", "#### "};

    put_prefix(d);
    buf_puts(&d->text, marks[choose(d, 4)]);
    buf_puts(&d->text, "Kop");
    put_words(d);
    switch (choose(d, 6)) {
    case 1:
        buf_puts(&d->text, " {fit=split}");
        break;
    case 2:
        buf_puts(&d->text, " {fit=shrink}");
        break;
    default:
        break;
    }
    buf_putc(&d->text, '\n');
}

static void make_list(struct document *d, unsigned depth)
{
    const char *marker = choose(d, 2) == 0 ? "-  " : "1. ";

    for (unsigned n = 1 + choose(d, 4); n > 0; n--) {
        struct str before = deepen(d, "   ");

        d->marker = marker;
        make_paragraph(d);
        if (choose(d, 4) == 3)
            make_blocks(d, depth + 1);
        d->prefix = before;
    }
}

static void make_quote(struct document *d, unsigned depth)
{
    struct str before = deepen(d, "> ");

    make_blocks(d, depth + 1);
    d->prefix = before;
}

static void make_code(struct document *d)
{
    put_line(d, "```");
    for (unsigned n = 1 + choose(d, 8); n > 0; n--) {
        put_prefix(d);
        put_token(d, &d->text, d->where);
        for (unsigned wide = choose(d, 40); wide > 0; wide--)
            buf_puts(&d->text, " int x;");
        buf_putc(&d->text, '\n');
    }
    put_line(d, "```");
}

static void make_cells(struct document *d, unsigned n, const char *cell)
{
    put_prefix(d);
    buf_putc(&d->text, '|');
    for (unsigned i = 0; i < n; i++) {
        buf_printf(&d->text, " %s", cell);
        /* One a row: more would say no more. */
        if (cell[0] == '\0' && i == 0)
            put_token(d, &d->text, d->where);
        else if (cell[0] == '\0' && choose(d, 4) == 0)
            put_words(d);
        buf_puts(&d->text, " |");
    }
    buf_putc(&d->text, '\n');
}

static void make_table(struct document *d)
{
    static const char *const rules[] = {"---", ":-:", "--:"};
    unsigned n = 1 + choose(d, 12);

    make_cells(d, n, "kop");
    make_cells(d, n, rules[choose(d, 3)]);
    for (unsigned rows = 1 + choose(d, 30); rows > 0 && has_more(d); rows--)
        make_cells(d, n, "");
    if (choose(d, 2) == 1) {
        put_line(d, "");
        put_line(d, ": Bijschrift {#tbl-x}");
    }
}

static void make_figure(struct document *d)
{
    static const char *const yaml[] = {
        "```table\ndata: d\ncaption: Tabel\n```",
        "```table\ndata: d\nrows: Eerste\nsum: 2026..2028\nsubtotals: true\n"
        "```",
        "```chart\ndata: d\ntype: stacked\ntitle: Titel\n```",
        "```chart\ndata: d\ntype: multiples\nrows: Eerste\ntitle: Titel\n```",
        "```chart\ndata: d\ntype: grouped\ntitle: Titel\n```",
        "```chart\ndata: d\ntype: ranking\ncolumns: 2027\ntitle: Titel\n```",
        "![Alt](images/a.png \"Een plaatje\")",
        "![Alt](images/a.png)"};
    struct str text = str_of(yaml[choose(d, sizeof(yaml) / sizeof(yaml[0]))]);

    for (size_t from = 0; from < text.len;) {
        size_t end = str_find(text, '\n', from);

        put_line(d, str_copy(d->text.arena, str_slice(text, from, end)).p);
        from = end + 1;
    }
}

/* Where the blocks of a div are seen: what is for one medium within the other,
 * and a note on what is not in the deck, is seen nowhere. */
static enum medium where_of(enum medium around, const char *div)
{
    if (strcmp(div, "notes") == 0)
        return (around & ON_SLIDES) != 0 ? IN_NOTES : around & IN_NOTES;
    if (strcmp(div, "slide") == 0)
        return around & ON_SLIDES;
    if (strcmp(div, "page") == 0)
        return around & ON_PAPER;
    return around;
}

static void make_div(struct document *d, unsigned depth)
{
    static const char *const names[] = {
        "callout", "tiles",   "steps", "key",  "incremental",
        "vreemd",  "columns", "slide", "page", "notes"};
    enum medium before = d->where;
    /* The last three say where they are seen; notes are seen as they are. */
    unsigned kinds = sizeof(names) / sizeof(names[0]);
    const char *name = names[choose(d, before == IN_NOTES ? kinds - 3 : kinds)];

    d->where = where_of(before, name);
    put_line(d, str_format(d->text.arena, ":::: %s", name).p);
    put_line(d, "");
    if (strcmp(name, "columns") == 0 && !d->in_columns) {
        d->in_columns = true;
        for (unsigned n = 1 + choose(d, 4); n > 0; n--) {
            put_line(d, "::: column");
            make_blocks(d, depth + 1);
            put_line(d, ":::");
        }
        d->in_columns = false;
    } else {
        make_blocks(d, depth + 1);
    }
    put_line(d, "::::");
    d->where = before;
}

static void make_block(struct document *d, unsigned depth)
{
    switch (choose(d, 11)) {
    case 0:
    case 1:
        make_paragraph(d);
        break;
    case 2:
        make_list(d, depth);
        break;
    case 3:
        make_quote(d, depth);
        break;
    case 4:
        make_code(d);
        break;
    case 5:
        make_table(d);
        break;
    case 6:
        make_figure(d);
        break;
    case 7:
    case 8:
        make_div(d, depth);
        break;
    case 9:
        put_line(d, "---");
        break;
    default:
        make_heading(d);
        break;
    }
}

static void make_blocks(struct document *d, unsigned depth)
{
    unsigned n = 1 + choose(d, 4);

    put_line(d, "");
    if (depth >= DEPTH_MOST)
        make_paragraph(d);
    for (; depth < DEPTH_MOST && n > 0 && has_more(d); n--) {
        make_block(d, depth);
        put_line(d, "");
    }
    put_line(d, "");
}

static struct document *document_make(struct arena *a, struct str choices)
{
    struct document *d = ARENA_NEW(a, struct document);

    d->choices = choices;
    d->text = buf_new(a);
    d->footnotes = buf_new(a);
    d->prefix = STR("");
    d->where = ON_BOTH;
    buf_puts(&d->text, "# Titel\n\n## Dia\n\n");
    while (has_more(d))
        make_blocks(d, 0);
    buf_put(&d->text, buf_str(&d->footnotes));
    return d;
}

#endif
