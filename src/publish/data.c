/* The figures as open data: a canonical CSV, one for Excel, and a Data Package
 * (version 2, https://datapackage.org) that says what the columns are. */
#include "publish/publish.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/output.h"
#include "model/report.h"

/* How the two files differ: programs want plain UTF-8, Excel a byte order mark,
 * its own line ends, and text that it cannot take for a formula. */
struct flavour {
    const char *start, *line_end;
    bool guarded;
};

static const struct flavour canonical = {"", "\n", false};
static const struct flavour excel = {"\xEF\xBB\xBF", "\r\n", true};

/* --- CSV ------------------------------------------------------------------ */

struct sheet {
    struct buf out;
    const struct flavour *flavour;
    enum lang lang;
    char delimiter, decimal_sign;
};

/* A spreadsheet reads the signs of its own language. */
static char delimiter_in(enum lang lang)
{
    return lang == LANG_EN ? ',' : ';';
}

static char decimal_sign_in(enum lang lang)
{
    return lang == LANG_EN ? '.' : ',';
}

static bool needs_quotes(const struct sheet *s, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] == s->delimiter || strchr("\"\r\n", text.p[i]) != NULL)
            return true;
    return text.len > 0 && (text.p[0] == ' ' || text.p[text.len - 1] == ' ');
}

/* A cell that starts with one of these is a formula to a spreadsheet; behind an
 * apostrophe it is text (OWASP, "CSV Injection"). */
static bool looks_like_formula(struct str text)
{
    return text.len > 0 && strchr("=+-@\t\r", text.p[0]) != NULL;
}

static void put_text(struct sheet *s, struct str text)
{
    struct buf *out = &s->out;
    bool guard = s->flavour->guarded && looks_like_formula(text);

    if (!needs_quotes(s, text)) {
        buf_puts(out, guard ? "'" : "");
        buf_put(out, text);
        return;
    }
    buf_puts(out, guard ? "\"'" : "\"");
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == '"')
            buf_putc(out, '"');
        buf_putc(out, text.p[i]);
    }
    buf_putc(out, '"');
}

static void put_amount(struct sheet *s, struct amount amount)
{
    switch (amount.kind) {
    case AMOUNT_NUMBER:
        buf_put(&s->out,
                format_plain(s->out.arena, amount.value, s->decimal_sign));
        return;
    case AMOUNT_PM:
        buf_puts(&s->out, "PM");
        return;
    case AMOUNT_NIL:
        buf_putc(&s->out, '-');
        return;
    case AMOUNT_EMPTY:
    case AMOUNT_BAD: /* nothing is published while there is one */
        return;
    }
}

static bool has_groups(const struct dataset *d)
{
    return d->n_groups > 0;
}

static struct str group_heading(const struct dataset *d)
{
    return d->group_heading;
}

static enum word word_of_kind(enum row_kind kind)
{
    switch (kind) {
    case ROW_ITEM:
        return WORD_ROW_ITEM;
    case ROW_OF_WHICH:
        return WORD_ROW_OF_WHICH;
    case ROW_SUBTOTAL:
        return WORD_ROW_SUBTOTAL;
    case ROW_TOTAL:
        break;
    }
    return WORD_ROW_TOTAL;
}

/* "Soort", unless a column of the dataset is called so already. */
static struct str kind_heading(const struct dataset *d, enum lang lang)
{
    struct str word = word_in(lang, WORD_ROW_KIND);
    bool taken = str_eq_nocase(d->item_heading, word) ||
                 str_eq_nocase(d->group_heading, word) ||
                 dataset_column_by_name(d, word) >= 0;

    return taken ? word_in(lang, WORD_ROW_KIND_LONG) : word;
}

static void put_head(struct sheet *s, const struct dataset *d)
{
    put_text(s, kind_heading(d, s->lang));
    if (has_groups(d)) {
        buf_putc(&s->out, s->delimiter);
        put_text(s, group_heading(d));
    }
    buf_putc(&s->out, s->delimiter);
    put_text(s, d->item_heading);
    for (size_t i = 0; i < d->n_columns; i++) {
        buf_putc(&s->out, s->delimiter);
        put_text(s, d->columns[i].name);
    }
}

/* The kind of row stands first, so that nobody adds totals to their parts. */
static void put_row(struct sheet *s, const struct dataset *d,
                    const struct dataset_row *row)
{
    put_text(s, word_in(s->lang, word_of_kind(row->kind)));
    if (has_groups(d)) {
        buf_putc(&s->out, s->delimiter);
        if (row->group != NO_GROUP)
            put_text(s, d->groups[row->group].name);
    }
    buf_putc(&s->out, s->delimiter);
    put_text(s, row->name);
    for (size_t i = 0; i < d->n_columns; i++) {
        buf_putc(&s->out, s->delimiter);
        put_amount(s, row->amounts[i]);
    }
}

static struct str make_csv(struct arena *a, const struct dataset *d,
                           enum lang lang, const struct flavour *flavour)
{
    struct sheet s = {.out = buf_new(a),
                      .flavour = flavour,
                      .lang = lang,
                      .delimiter = delimiter_in(lang),
                      .decimal_sign = decimal_sign_in(lang)};

    buf_puts(&s.out, flavour->start);
    put_head(&s, d);
    buf_puts(&s.out, flavour->line_end);
    for (size_t i = 0; i < d->n_rows; i++) {
        put_row(&s, d, &d->rows[i]);
        buf_puts(&s.out, flavour->line_end);
    }
    return buf_str(&s.out);
}

/* --- the Data Package ----------------------------------------------------- */

static void put_text_field(struct json *j, struct str name)
{
    json_begin_object(j);
    json_member(j, "name", name);
    json_member(j, "type", STR("string"));
    json_end_object(j);
}

static void put_kind_field(struct json *j, const struct dataset *d,
                           enum lang lang)
{
    static const enum row_kind kinds[] = {ROW_ITEM, ROW_OF_WHICH, ROW_SUBTOTAL,
                                          ROW_TOTAL};

    json_begin_object(j);
    json_member(j, "name", kind_heading(d, lang));
    json_member(j, "type", STR("string"));
    json_member(j, "description", word_in(lang, WORD_ROW_KIND_NOTE));
    json_key(j, "constraints");
    json_begin_object(j);
    json_member_bool(j, "required", true);
    json_key(j, "enum");
    json_begin_array(j);
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        json_str(j, word_in(lang, word_of_kind(kinds[i])));
    json_end_array(j);
    json_end_object(j);
    json_end_object(j);
}

static void put_amount_field(struct json *j, struct str name, struct str unit,
                             char decimal_sign)
{
    json_begin_object(j);
    json_member(j, "name", name);
    json_member(j, "type", STR("number"));
    if (unit.len > 0)
        json_member(j, "description", unit);
    json_member(j, "decimalChar", (struct str){&decimal_sign, 1});
    json_end_object(j);
}

static void put_missing(struct json *j, const char *value, struct str label)
{
    json_begin_object(j);
    json_member(j, "value", str_of(value));
    json_member(j, "label", label);
    json_end_object(j);
}

static void put_schema(struct arena *a, struct json *j, const struct dataset *d,
                       enum lang lang)
{
    struct str unit = format_unit_line(a, d->unit, lang);

    json_begin_object(j);
    json_member(j, "$schema",
                STR("https://datapackage.org/profiles/2.0/tableschema.json"));
    json_key(j, "fields");
    json_begin_array(j);
    put_kind_field(j, d, lang);
    if (has_groups(d))
        put_text_field(j, group_heading(d));
    put_text_field(j, d->item_heading);
    for (size_t i = 0; i < d->n_columns; i++)
        put_amount_field(j, d->columns[i].name, unit, decimal_sign_in(lang));
    json_end_array(j);
    json_key(j, "missingValues");
    json_begin_array(j);
    put_missing(j, "", word_in(lang, WORD_NOT_STATED));
    put_missing(j, "PM", word_in(lang, WORD_PM_LABEL));
    put_missing(j, "-", word_in(lang, WORD_NIL));
    json_end_array(j);
    json_end_object(j);
}

static void put_source(struct json *j, struct str source)
{
    if (source.len == 0)
        return;
    json_key(j, "sources");
    json_begin_array(j);
    json_begin_object(j);
    json_member(j, "title", source);
    json_end_object(j);
    json_end_array(j);
}

static void put_resource(struct arena *a, struct json *j,
                         const struct dataset *d, struct str csv,
                         enum lang lang)
{
    const char delimiter = delimiter_in(lang);

    json_begin_object(j);
    json_member(j, "name", d->key);
    json_member(j, "type", STR("table"));
    json_member(j, "title", d->title);
    json_member(j, "path", str_format(a, "data/%.*s.csv", STR_ARG(d->key)));
    json_member(j, "format", STR("csv"));
    json_member(j, "mediatype", STR("text/csv"));
    json_member(j, "encoding", STR("utf-8"));
    json_member_int(j, "bytes", (int64_t)csv.len);
    /* A property of ours, as the standard allows: for --since, and for programs
     * that have no use for a sentence. */
    if (d->unit.len > 0)
        json_member(j, "unit", d->unit);
    put_source(j, d->source);
    json_key(j, "dialect");
    json_begin_object(j);
    json_member(j, "delimiter", (struct str){&delimiter, 1});
    json_member(j, "lineTerminator", STR("\n"));
    json_end_object(j);
    json_key(j, "schema");
    put_schema(a, j, d, lang);
    json_end_object(j);
}

/* "Ontwikkelingen bij de VNG" -> "ontwikkelingen-bij-de-vng": a package's name
 * holds lower case letters, digits, `-`, `_` and `.`. */
static struct str package_name(struct arena *a, struct str title)
{
    struct buf name = buf_new(a);

    for (size_t i = 0; i < title.len; i++) {
        char c = title.p[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            buf_putc(&name, c);
        else if (name.len > 0 && name.p[name.len - 1] != '-')
            buf_putc(&name, '-');
    }
    while (name.len > 0 && name.p[name.len - 1] == '-')
        name.len--;
    return name.len > 0 ? buf_str(&name) : STR("report");
}

static void begin_package(struct arena *a, struct json *j,
                          const struct report *report)
{
    json_begin_object(j);
    json_member(j, "$schema",
                STR("https://datapackage.org/profiles/2.0/datapackage.json"));
    json_member(j, "name", package_name(a, report->title));
    json_member(j, "title", report->title);
    json_member(j, "description", report_status_line(a, report, report->lang));
    if (report->version.len > 0)
        json_member(j, "version", report->version);
    json_key(j, "resources");
    json_begin_array(j);
}

/* A package must have a resource, so a report without data has none. */
void publish_data(struct arena *a, const struct report *report,
                  struct outputs *out)
{
    struct buf text = buf_new(a);
    struct json json = json_new(&text);

    if (report->n_datasets == 0)
        return;
    begin_package(a, &json, report);
    for (size_t i = 0; i < report->n_datasets; i++) {
        const struct dataset *d = &report->datasets[i];
        struct str csv = make_csv(a, d, report->lang, &canonical);

        put_resource(a, &json, d, csv, report->lang);
        outputs_add(out, str_format(a, "data/%.*s.csv", STR_ARG(d->key)), csv);
        outputs_add(out, str_format(a, "data/%.*s.excel.csv", STR_ARG(d->key)),
                    make_csv(a, d, report->lang, &excel));
    }
    json_end_array(&json);
    json_end_object(&json);
    buf_putc(&text, '\n');
    outputs_add(out, STR("datapackage.json"), buf_str(&text));
}
