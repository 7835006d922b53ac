#include "read/value.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/near.h"
#include "base/utf8.h"
#include "model/dataset.h"
#include "read/pick.h"

enum form {
    FORM_MONEY,
    FORM_NUMBER,
    FORM_SHARE,
    FORM_GROWTH,
};

static const char *const form_names[] = {
    [FORM_NUMBER] = "number",
    [FORM_SHARE] = "share",
    [FORM_GROWTH] = "growth",
};

/* The pieces of `agenda[Cloud, 2027] | number`; all point into the expression,
 * which is how a message finds the place of its piece. */
struct parts {
    struct str data, row, column, form;
};

struct reader {
    struct arena *arena;
    struct diags *diags;
    const struct report *report;
    enum lang lang;
    const struct expression *from;
};

static struct place place_of(const struct reader *r, struct str piece)
{
    struct place at = r->from->at;
    size_t before = (size_t)(piece.p - r->from->text.p);

    if (r->from->place != NULL)
        return r->from->place(r->from->source, before);
    at.col += 2 + (unsigned)utf8_count(str_slice(r->from->text, 0, before));
    return at;
}

/* What comes back where there is no figure. */
static struct str as_written(const struct reader *r)
{
    return str_trim(r->from->text);
}

/* --- taking it apart ------------------------------------------------------ */

/* Word processors leave no-break spaces behind as well. */
static struct str trim(struct str s)
{
    static const char no_break[] = "\u00A0";
    size_t before;

    do {
        before = s.len;
        s = str_trim(s);
        if (str_starts(s, no_break))
            s = str_slice(s, strlen(no_break), s.len);
        if (str_ends(s, no_break))
            s = str_slice(s, 0, s.len - strlen(no_break));
    } while (s.len < before);
    return s;
}

/* Authors write "straight" and word processors “curly” quotes. */
static struct str without_quotes(struct str s)
{
    static const char *const pairs[][2] = {
        {"\"", "\""}, {"“", "”"}, {"„", "”"}};

    for (size_t i = 0; i < 3; i++) {
        size_t open = strlen(pairs[i][0]);
        size_t close = strlen(pairs[i][1]);
        if (s.len >= open + close && str_starts(s, pairs[i][0]) &&
            str_ends(s, pairs[i][1]))
            return str_slice(s, open, s.len - close);
    }
    return s;
}

/* The last `byte` of the text, or text.len: no name of a column or a form holds
 * one, so what is before it is the row, commas and all. */
static size_t find_last(struct str text, char byte)
{
    for (size_t i = text.len; i > 0; i--)
        if (text.p[i - 1] == byte)
            return i - 1;
    return text.len;
}

static bool take_apart(const struct reader *r, struct parts *out)
{
    struct str text = r->from->text;
    size_t open = str_find(text, '[', 0);
    size_t close = find_last(text, ']');
    struct str inside = str_slice(text, open + 1, close);
    size_t comma = find_last(inside, ',');
    struct str rest = trim(str_slice(text, close + 1, text.len));

    if (open == text.len || close == text.len || close < open ||
        comma == inside.len || (rest.len > 0 && rest.p[0] != '|')) {
        diag_add(r->diags, DIAG_VALUE_SYNTAX, r->from->at,
                 "\"%.*s\", expected data[row, column] or data[row, column] | "
                 "form",
                 STR_ARG(as_written(r)));
        return false;
    }
    *out = (struct parts){
        .data = trim(str_slice(text, 0, open)),
        .row = without_quotes(trim(str_slice(inside, 0, comma))),
        .column =
            without_quotes(trim(str_slice(inside, comma + 1, inside.len))),
        .form = trim(str_slice(rest, 1, rest.len)),
    };
    return true;
}

static bool find_form(const struct reader *r, struct str name, enum form *out)
{
    *out = FORM_MONEY;
    if (name.len == 0)
        return true;
    for (size_t i = FORM_NUMBER; i <= FORM_GROWTH; i++)
        if (str_is(name, form_names[i])) {
            *out = (enum form)i;
            return true;
        }
    struct near near = near_new(name);
    for (size_t i = FORM_NUMBER; i <= FORM_GROWTH; i++)
        near_offer(&near, str_of(form_names[i]));
    diag_add(r->diags, DIAG_VALUE_SYNTAX, place_of(r, name),
             "\"%.*s\", expected number, share or growth" NEAR_FMT,
             STR_ARG(name), NEAR_ARG(near));
    return false;
}

/* --- working it out ------------------------------------------------------- */

struct chosen {
    const struct dataset *data;
    struct pick pick;
    size_t first, last; /* columns */
};

static struct str refuse(const struct reader *r, const struct parts *p,
                         const char *why)
{
    diag_add(r->diags, DIAG_VALUE_IMPOSSIBLE, place_of(r, p->form), "%s", why);
    return as_written(r);
}

/* "14%", "1,1%": a decimal where it says something. */
static struct str percent_text(const struct reader *r, struct decimal percent,
                               bool without_pm)
{
    struct buf out = buf_new(r->arena);

    if (percent.units % 10 == 0)
        percent = (struct decimal){percent.units / 10, 0};
    buf_put(&out, format_percent(r->arena, percent, r->lang));
    if (without_pm) {
        buf_puts(&out, " (");
        buf_put(&out, word_in(r->lang, WORD_WITHOUT_PM));
        buf_putc(&out, ')');
    }
    return buf_str(&out);
}

static bool is_figure(struct amount amount)
{
    return amount.kind == AMOUNT_NUMBER || amount.kind == AMOUNT_NIL;
}

static struct str share_text(const struct reader *r, const struct parts *p,
                             const struct chosen *c)
{
    struct pick all = {dataset_total(c->data), NO_GROUP};
    struct amount part = pick_amount(c->data, &c->pick, c->first, c->last);
    struct amount whole = pick_amount(c->data, &all, c->first, c->last);
    bool ok = true;

    if (part.kind == AMOUNT_BAD || whole.kind == AMOUNT_BAD)
        return as_written(r); /* reported where it was read */
    if (!is_figure(part) || !is_figure(whole))
        return refuse(r, p, "a share of or from an amount that is not known");
    struct decimal percent = decimal_percent(part.value, whole.value, 1, &ok);
    if (!ok)
        return refuse(r, p, "a share of nothing: the total is 0");
    return percent_text(r, percent, part.without_pm || whole.without_pm);
}

static struct str growth_text(const struct reader *r, const struct parts *p,
                              const struct chosen *c)
{
    struct amount from = pick_amount(c->data, &c->pick, c->first, c->first);
    struct amount to = pick_amount(c->data, &c->pick, c->last, c->last);
    bool ok = true;

    if (c->first == c->last)
        return refuse(r, p, "growth needs a range of years, as 2026..2030");
    if (from.kind == AMOUNT_BAD || to.kind == AMOUNT_BAD)
        return as_written(r);
    if (!is_figure(from) || !is_figure(to))
        return refuse(r, p, "growth from or to an amount that is not known");
    if (from.value.units < 0)
        return refuse(r, p, "growth from a negative amount");
    struct decimal percent = decimal_percent(
        decimal_sub(to.value, from.value, &ok), from.value, 1, &ok);
    if (!ok)
        return refuse(r, p, "growth from nothing: the first amount is 0");
    return percent_text(r, percent, from.without_pm || to.without_pm);
}

static struct str value_text(const struct reader *r, const struct parts *p,
                             const struct chosen *c, enum form form)
{
    struct amount amount = pick_amount(c->data, &c->pick, c->first, c->last);

    switch (form) {
    case FORM_SHARE:
        return share_text(r, p, c);
    case FORM_GROWTH:
        return growth_text(r, p, c);
    case FORM_MONEY:
    case FORM_NUMBER:
        break;
    }
    if (amount.kind == AMOUNT_BAD)
        return as_written(r); /* reported where it was read */
    return format_money(r->arena, amount,
                        form == FORM_MONEY ? c->data->unit : STR(""), r->lang);
}

struct str value_read(struct arena *a, const struct report *report,
                      enum lang lang, const struct expression *expression,
                      struct diags *diags)
{
    struct reader r = {a, diags, report, lang, expression};
    struct parts p;
    struct chosen c;
    enum form form;

    if (!take_apart(&r, &p) || !find_form(&r, p.form, &form))
        return as_written(&r);
    c.data = pick_dataset(report, p.data, place_of(&r, p.data), diags);
    if (c.data == NULL)
        return as_written(&r);
    /* Both are looked up, so that both mistakes are told. */
    bool row = pick_row(c.data, p.row, place_of(&r, p.row), diags, &c.pick);
    bool column = pick_columns(c.data, p.column, place_of(&r, p.column), diags,
                               &c.first, &c.last);
    if (!row || !column)
        return as_written(&r);
    return value_text(&r, &p, &c, form);
}

struct str value_expand(struct arena *a, const struct report *report,
                        enum lang lang, struct str text, struct place at,
                        struct diags *diags)
{
    struct buf out = buf_new(a);
    size_t from = 0;

    for (;;) {
        size_t open = str_search(text, "{{", from);
        size_t close = str_search(text, "}}", open);
        struct str before = str_slice(text, from, open);

        if (close >= text.len) {
            buf_put(&out, str_slice(text, from, text.len));
            return buf_str(&out);
        }
        buf_put(&out, before);
        at.col += (unsigned)utf8_count(before);
        const struct expression expression = {
            .text = str_slice(text, open + 2, close), .at = at};
        buf_put(&out, value_read(a, report, lang, &expression, diags));
        at.col += (unsigned)utf8_count(str_slice(text, open, close + 2));
        from = close + 2;
    }
}
