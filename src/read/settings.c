#include "read/settings.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/near.h"
#include "model/report.h"
#include "read/number.h"
#include "read/source.h"
#include "read/spending.h"
#include "read/unit.h"
#include "read/yaml.h"

enum {
    YEARS_MOST = 200 /* no table is wider */
};

struct reader {
    struct arena *arena;
    struct diags *diags;
};

/* --- small values --------------------------------------------------------- */

/* "21" -> 21; -1 for anything that is not only digits. */
static int digits_of(struct str text)
{
    int value = 0;

    if (text.len == 0 || text.len > 6)
        return -1;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return -1;
        value = value * 10 + (text.p[i] - '0');
    }
    return value;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

bool settings_date(struct str text, struct date *out)
{
    if (text.len != 10 || text.p[4] != '-' || text.p[7] != '-')
        return false;

    int year = digits_of(str_slice(text, 0, 4));
    int month = digits_of(str_slice(text, 5, 7));
    int day = digits_of(str_slice(text, 8, 10));
    if (year < 1 || month < 1 || month > 12 || day < 1 ||
        day > days_in(year, month))
        return false;
    *out = (struct date){year, month, day};
    return true;
}

static void read_date(struct reader *r, const struct yaml *map,
                      struct date *out)
{
    const struct yaml *node = yaml_find(map, "date");

    if (node != NULL && !settings_date(node->text, out))
        yaml_refuse(node, "a date as 2025-11-21", r->diags);
}

static struct named named_of(const struct yaml *node)
{
    return (struct named){node->text, node->at};
}

static struct named read_named(struct reader *r, const struct yaml *map,
                               const char *key)
{
    struct str text = STR("");

    if (!yaml_text(map, key, r->diags, &text))
        return (struct named){.text = STR("")};
    return named_of(yaml_find(map, key));
}

/* --- a dataset ------------------------------------------------------------ */

static void add_year(struct reader *r, struct data_spec *spec, size_t *cap,
                     int year)
{
    spec->years = arena_grow(r->arena, spec->years, spec->n_years, cap,
                             sizeof(*spec->years));
    spec->years[spec->n_years++] = year;
}

/* "2026..2030", "2026" */
static bool read_year_range(struct reader *r, const struct yaml *node,
                            struct data_spec *spec, size_t *cap)
{
    size_t dots = str_search(node->text, "..", 0);
    int first = digits_of(str_trim(str_slice(node->text, 0, dots)));
    int last = first;

    if (dots < node->text.len)
        last = digits_of(
            str_trim(str_slice(node->text, dots + 2, node->text.len)));
    if (first < 1900 || last > 2199 || last < first ||
        spec->n_years + (size_t)(last - first) >= YEARS_MOST)
        return false;
    for (int year = first; year <= last; year++)
        add_year(r, spec, cap, year);
    return true;
}

static void read_years(struct reader *r, const struct yaml *map,
                       struct data_spec *spec)
{
    static const char allowed[] = "years as 2026..2030 or [2026, 2028]";
    const struct yaml *node = yaml_find(map, "years");
    size_t cap = 0;

    if (node == NULL)
        return;
    spec->years_at = node->at;
    if (node->kind == YAML_TEXT && !read_year_range(r, node, spec, &cap))
        yaml_refuse(node, allowed, r->diags);
    for (size_t i = 0; i < node->n_items; i++)
        if (node->kind != YAML_LIST || node->items[i].kind != YAML_TEXT ||
            !read_year_range(r, &node->items[i], spec, &cap)) {
            yaml_refuse(&node->items[i], allowed, r->diags);
            return;
        }
}

/* A text, a list of texts, or a map from the file's name to the shown one. */
static void read_extras(struct reader *r, const struct yaml *map,
                        struct data_spec *spec)
{
    static const char allowed[] = "the name of a column, or a list of them";
    const struct yaml *node = yaml_find(map, "extra");

    if (node == NULL)
        return;
    spec->extras = ARENA_ARRAY(r->arena, node->n_items + 1, struct renamed);
    if (node->kind == YAML_TEXT)
        spec->extras[spec->n_extras++] =
            (struct renamed){named_of(node), node->text};
    for (size_t i = 0; i < node->n_items; i++) {
        const struct yaml *item = &node->items[i];
        if (item->kind != YAML_TEXT)
            yaml_refuse(item, allowed, r->diags);
        else
            spec->extras[spec->n_extras++] =
                node->kind == YAML_LIST
                    ? (struct renamed){named_of(item), item->text}
                    : (struct renamed){{item->key, item->key_at}, item->text};
    }
}

static void read_names(struct reader *r, const struct yaml *map,
                       struct data_spec *spec)
{
    const struct yaml *node = yaml_find(map, "names");

    if (node == NULL)
        return;
    if (node->kind != YAML_MAP) {
        yaml_refuse(node, "short names, each with its long one", r->diags);
        return;
    }
    spec->names = ARENA_ARRAY(r->arena, node->n_items + 1, struct renamed);
    for (size_t i = 0; i < node->n_items; i++) {
        const struct yaml *item = &node->items[i];
        if (item->kind != YAML_TEXT || item->text.len == 0)
            yaml_refuse(item, "a long name", r->diags);
        else
            spec->names[spec->n_names++] =
                (struct renamed){{item->key, item->key_at}, item->text};
    }
}

static void read_tolerance(struct reader *r, const struct yaml *map,
                           struct data_spec *spec)
{
    const struct yaml *node = yaml_find(map, "tolerance");

    if (node == NULL)
        return;
    if (node->kind != YAML_TEXT ||
        !number_from_zero(node->text, &spec->tolerance))
        yaml_refuse(node, "a number from 0, as 0,5 or 1", r->diags);
}

static void read_dialect(struct reader *r, const struct yaml *map,
                         struct data_spec *spec)
{
    static const char *const delimiters[] = {";",   ",",     "semicolon",
                                             "tab", "comma", NULL};
    static const char *const encodings[] = {"utf-8", "windows-1252", NULL};
    static const char *const decimals[] = {"comma", "point", NULL};
    size_t chosen;

    spec->encoding = ENCODING_ANY;
    if (yaml_choice(map, "delimiter", delimiters, r->diags, &chosen))
        spec->delimiter = ";,;\t,"[chosen];
    if (yaml_choice(map, "encoding", encodings, r->diags, &chosen))
        spec->encoding = chosen == 0 ? ENCODING_UTF8 : ENCODING_CP1252;
    if (yaml_choice(map, "decimal", decimals, r->diags, &chosen))
        spec->decimal_sign = ",."[chosen];
}

/* Paths from content cannot leave content/. */
static bool stays_inside(struct str path)
{
    for (size_t from = 0; from <= path.len;) {
        size_t to = str_find(path, '/', from);
        if (str_is(str_slice(path, from, to), ".."))
            return false;
        from = to + 1;
    }
    return path.len > 0 && path.p[0] != '/' &&
           str_find(path, '\0', 0) == path.len;
}

static void check_file(struct reader *r, const struct yaml *map,
                       struct data_spec *spec)
{
    if (yaml_find(map, "file") == NULL) {
        diag_add(r->diags, DIAG_KEY_MISSING, spec->at,
                 "\"file\" of %.*s, the file with its figures",
                 STR_ARG(spec->key));
        return;
    }
    spec->file = read_named(r, map, "file");
    if (spec->file.text.len > 0 && !stays_inside(spec->file.text)) {
        yaml_refuse(yaml_find(map, "file"), "a file below content/", r->diags);
        spec->file.text = STR("");
    }
}

/* A period without an amount, or the other way round, is half a long form. */
static void check_long_form(struct reader *r, const struct data_spec *spec)
{
    bool period = spec->period.text.len > 0;

    if (period == (spec->amount.text.len > 0))
        return;
    diag_add(r->diags, DIAG_KEY_MISSING,
             period ? spec->period.at : spec->amount.at,
             "\"%s\" of %.*s; one amount a row needs both",
             period ? "amount" : "period", STR_ARG(spec->key));
}

static struct data_spec read_dataset(struct reader *r, const struct yaml *map)
{
    static const char *const known[] = {
        "file",      "title",    "unit",    "source",   "item",
        "group",     "kind",     "period",  "amount",   "years",
        "extra",     "total",    "names",   "subtotal", "tolerance",
        "delimiter", "encoding", "decimal", NULL};
    struct data_spec spec = {.key = map->key, .at = map->key_at};

    if (map->kind != YAML_MAP)
        yaml_refuse(map, "the keys of a dataset: file, title, unit, ...",
                    r->diags);
    yaml_check_keys(map, known, r->diags);
    if (map->kind == YAML_MAP)
        check_file(r, map, &spec);
    yaml_text(map, "title", r->diags, &spec.title);
    if (yaml_text(map, "unit", r->diags, &spec.unit))
        spec.unit = unit_plain(r->arena, spec.unit);
    yaml_text(map, "source", r->diags, &spec.source);
    spec.item = read_named(r, map, "item");
    spec.group = read_named(r, map, "group");
    spec.kind = read_named(r, map, "kind");
    spec.period = read_named(r, map, "period");
    spec.amount = read_named(r, map, "amount");
    spec.total = read_named(r, map, "total");
    spec.subtotal = read_named(r, map, "subtotal");
    read_years(r, map, &spec);
    read_extras(r, map, &spec);
    read_names(r, map, &spec);
    read_tolerance(r, map, &spec);
    read_dialect(r, map, &spec);
    check_long_form(r, &spec);
    return spec;
}

/* A key is the name of a file in out/data and stands in {{ }}. */
static bool key_is_name(struct str key)
{
    for (size_t i = 0; i < key.len; i++) {
        char c = key.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
              (c >= '0' && c <= '9') || c == '-' || c == '_'))
            return false;
    }
    return key.len > 0;
}

static void read_datasets(struct reader *r, const struct yaml *root,
                          struct report *report, struct settings *out)
{
    const struct yaml *data = yaml_find(root, "data");

    if (data == NULL)
        return;
    if (data->kind != YAML_MAP) {
        yaml_refuse(data, "datasets, each under its own name", r->diags);
        report->data_broken = true;
        return;
    }
    out->datasets = ARENA_ARRAY(r->arena, data->n_items + 1, struct data_spec);
    for (size_t i = 0; i < data->n_items; i++) {
        const struct yaml *item = &data->items[i];
        if (!key_is_name(item->key)) {
            diag_add(r->diags, DIAG_VALUE_BAD, item->key_at,
                     "\"%.*s\" names a dataset, expected letters, digits, - "
                     "and _",
                     STR_ARG(item->key));
            report->data_broken = true;
            continue;
        }
        struct data_spec spec = read_dataset(r, item);
        if (spec.file.text.len > 0)
            out->datasets[out->n_datasets++] = spec;
        else
            report->data_broken = true;
    }
}

/* --- the report ----------------------------------------------------------- */

static void read_choices(struct reader *r, const struct yaml *root,
                         struct report *report)
{
    static const char *const langs[] = {"nl", "en", NULL};
    static const char *const statuses[] = {"concept", "definitief", NULL};
    static const char *const audiences[] = {"besloten", "openbaar", NULL};
    static const char *const handouts[] = {"1", "2", "3", "4", "6", NULL};
    static const char *const links[] = {"text", "notes", NULL};
    size_t chosen;

    if (yaml_choice(root, "lang", langs, r->diags, &chosen))
        report->lang = chosen == 0 ? LANG_NL : LANG_EN;
    if (yaml_choice(root, "status", statuses, r->diags, &chosen))
        report->status = chosen == 0 ? STATUS_DRAFT : STATUS_FINAL;
    if (yaml_choice(root, "audience", audiences, r->diags, &chosen))
        report->audience = chosen == 0 ? AUDIENCE_CLOSED : AUDIENCE_PUBLIC;
    if (yaml_choice(root, "handout", handouts, r->diags, &chosen))
        report->handout = handouts[chosen][0] - '0';
    if (yaml_choice(root, "links", links, r->diags, &chosen))
        report->link_notes = chosen == 1;
    yaml_bool(root, "lists", r->diags, &report->lists);
    yaml_bool(root, "numbering", r->diags, &report->numbering);
}

static void set_starting_values(struct report *report)
{
    report->title = report->subtitle = report->organisation = STR("");
    report->speaker = report->version = STR("");
    report->date = (struct date){0};
    report->lang = LANG_NL;
    report->status = STATUS_DRAFT;
    report->audience = AUDIENCE_CLOSED; /* the safe side of a mistake */
    report->handout = 3;
    report->lists = report->numbering = report->link_notes = false;
}

static void read_report(struct reader *r, const struct yaml *root,
                        struct report *report)
{
    static const char *const known[] = {
        "title", "subtitle", "organisation", "speaker", "date",
        "lang",  "status",   "audience",     "version", "handout",
        "data",  "lists",    "numbering",    "links",   NULL};

    yaml_check_keys(root, known, r->diags);
    if (yaml_text(root, "title", r->diags, &report->title))
        report->title_at = yaml_find(root, "title")->at;
    yaml_text(root, "subtitle", r->diags, &report->subtitle);
    yaml_text(root, "organisation", r->diags, &report->organisation);
    yaml_text(root, "speaker", r->diags, &report->speaker);
    yaml_text(root, "version", r->diags, &report->version);
    read_date(r, root, &report->date);
    read_choices(r, root, report);
    if (yaml_find(root, "title") == NULL)
        diag_add(r->diags, DIAG_KEY_MISSING, root->at,
                 "\"title\", the title of the report");
}

struct settings settings_read(struct arena *a, const char *file,
                              struct str bytes, struct report *report,
                              struct diags *diags)
{
    struct reader r = {a, diags};
    struct settings settings = {0};
    struct source source = source_read(a, file, bytes, ENCODING_UTF8, diags);
    const struct yaml *root =
        yaml_read(a, source.text, (struct place){file, 1, 1}, diags);

    set_starting_values(report);
    report->data_broken = root == NULL || root->kind != YAML_MAP;
    if (root == NULL)
        return settings;
    if (root->kind != YAML_MAP) {
        yaml_refuse(root, "keys and values, as title: ...", diags);
        return settings;
    }
    read_report(&r, root, report);
    read_datasets(&r, root, report, &settings);
    return settings;
}
