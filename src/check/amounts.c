/* An amount that is typed in prose is right today; when the data changes, it is
 * wrong and nobody sees it.  So a typed amount that stands in a dataset is told
 * how to follow it, and one that stands in none is reported with the cell it
 * may have meant.  Amounts are compared as a number and a power of ten, because
 * prose says "1,2 miljard" where a table says 1200. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "check/rule.h"
#include "model/report.h"
#include "model/table.h"
#include "model/walk.h"

/* mantissa * 10^power; the mantissa does not end in 0 unless it is 0. */
struct sum {
    int64_t mantissa;
    int power;
};

/* A cell of a dataset that prose may mean. */
struct known {
    struct sum sum;
    double size; /* of the sum, to find near ones by; equal sums, equal sizes */
    size_t order; /* of the cells as they were read */
    const struct dataset *data;
    const struct dataset_row *row;
    size_t column;
};

struct amounts {
    struct check *check;
    enum lang lang;      /* of the page that is read */
    struct known *known; /* sorted by size */
    size_t n_known, cap_known;
};

static const struct {
    const char *word;
    int power;
} scales[] = {
    {"mln", 6},     {"miljoen", 6},  {"million", 6},
    {"mld", 9},     {"miljard", 9},  {"billion", 9},
    {"duizend", 3}, {"thousand", 3}, {"euro", 0},
};

enum {
    N_SCALES = sizeof(scales) / sizeof(scales[0])
};

static struct sum sum_of(int64_t mantissa, int power)
{
    while (mantissa != 0 && mantissa % 10 == 0) {
        mantissa /= 10;
        power++;
    }
    return (struct sum){mantissa, mantissa == 0 ? 0 : power};
}

static double size_of(struct sum sum)
{
    double size = (double)sum.mantissa;

    for (int i = 0; i < sum.power; i++)
        size *= 10;
    for (int i = 0; i > sum.power; i--)
        size /= 10;
    return size;
}

static bool is_equal(struct sum a, struct sum b)
{
    return a.mantissa == b.mantissa && a.power == b.power;
}

/* --- what is known -------------------------------------------------------- */

/* "€ mln" is 6, "€ 1.000" 3, "€" 0; -1 for what is not money. */
static int power_of_unit(struct str unit)
{
    if (str_search(unit, "€", 0) == unit.len)
        return -1;
    for (size_t i = 0; i < N_SCALES; i++)
        if (str_search(unit, scales[i].word, 0) < unit.len)
            return scales[i].power;
    if (str_search(unit, "1.000", 0) < unit.len ||
        str_search(unit, "1000", 0) < unit.len)
        return 3;
    return 0;
}

static void add_cell(struct amounts *am, struct known cell)
{
    am->known = arena_grow(am->check->arena, am->known, am->n_known,
                           &am->cap_known, sizeof(*am->known));
    cell.size = size_of(cell.sum);
    cell.order = am->n_known;
    am->known[am->n_known++] = cell;
}

static void add_known(struct amounts *am, const struct dataset *data, int power)
{
    for (size_t i = 0; i < data->n_rows; i++)
        for (size_t j = 0; j < data->n_columns; j++) {
            const struct dataset_row *row = &data->rows[i];
            struct decimal value = row->amounts[j].value;
            if (row->amounts[j].kind == AMOUNT_NUMBER && value.units != 0)
                add_cell(am,
                         (struct known){
                             .sum = sum_of(value.units, power - value.scale),
                             .data = data,
                             .row = row,
                             .column = j,
                         });
        }
}

static int compare_known(const void *left, const void *right)
{
    const struct known *a = left;
    const struct known *b = right;

    if (a->size < b->size || a->size > b->size)
        return a->size < b->size ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* The first known cell that is not smaller. */
static size_t first_from(const struct amounts *am, double size)
{
    size_t low = 0;
    size_t high = am->n_known;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (am->known[middle].size < size)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* --- what may be meant ---------------------------------------------------- */

enum {
    CANDIDATES_MOST = 32 /* on each side: a word with the message, no search */
};

/* A typing mistake is of this size at most: a part of the amount. */
static const double near_enough = 0.1;

struct match {
    const struct known *best; /* NULL: none */
    unsigned mentions;
    double distance;
};

static bool holds(struct str text, struct str name)
{
    if (name.len == 0)
        return false;
    for (size_t i = str_find(text, name.p[0], 0); i + name.len <= text.len;
         i = str_find(text, name.p[0], i + 1))
        if (str_eq(str_slice(text, i, i + name.len), name))
            return true;
    return false;
}

/* Does the sentence name the row, and the column? */
static unsigned mentions_of(const struct known *k, struct str words)
{
    bool row = holds(words, k->row->name) || holds(words, k->row->long_name);

    return 2U * row + holds(words, k->data->columns[k->column].name);
}

static void offer(struct match *m, const struct known *k, struct sum typed,
                  struct str words)
{
    double gap = k->size - size_of(typed);
    unsigned mentions = mentions_of(k, words);

    gap = gap < 0 ? -gap : gap;
    if (gap > near_enough * size_of(typed))
        return;
    if (m->best != NULL && (mentions < m->mentions ||
                            (mentions == m->mentions && gap >= m->distance)))
        return;
    *m = (struct match){k, mentions, gap};
}

/* Of the cells with this very amount, else of those near to it, the one that
 * the sentence names most of. */
static struct match find_match(const struct amounts *am, struct sum typed,
                               struct str words)
{
    size_t from = first_from(am, size_of(typed));
    struct match m = {0};

    for (size_t i = from; i < am->n_known && i < from + CANDIDATES_MOST &&
                          is_equal(am->known[i].sum, typed);
         i++)
        offer(&m, &am->known[i], typed, words);
    if (m.best != NULL)
        return m;
    for (size_t i = 0; i < CANDIDATES_MOST; i++) {
        if (i < from)
            offer(&m, &am->known[from - 1 - i], typed, words);
        if (from + i < am->n_known)
            offer(&m, &am->known[from + i], typed, words);
    }
    return m;
}

/* "{{ agenda[Cloud, 2027] }}" */
static struct str binding(struct arena *a, const struct known *k)
{
    struct str name = k->row->name;
    struct str column = k->data->columns[k->column].name;
    bool quoted = holds(name, STR(",")) || holds(name, STR("]"));

    return str_format(a, "{{ %.*s[%s%.*s%s, %.*s] }}", STR_ARG(k->data->key),
                      quoted ? "\"" : "", STR_ARG(name), quoted ? "\"" : "",
                      STR_ARG(column));
}

/* --- reading prose -------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Past a blank: a space or U+00A0. */
static size_t skip_blank(struct str text, size_t at)
{
    if (at < text.len && text.p[at] == ' ')
        return at + 1;
    return str_starts(str_slice(text, at, text.len), "\u00A0") ? at + 2 : at;
}

/* 1.355 or 12,5 (nl), 1,355 or 12.5 (en).  Returns the byte behind it, or `at`
 * when no number stands there or it has too many digits. */
static size_t read_number(struct str text, size_t at, enum lang lang,
                          struct sum *sum)
{
    enum {
        DIGITS_MOST = 15
    };
    char group = lang == LANG_NL ? '.' : ',';
    char point = lang == LANG_NL ? ',' : '.';
    int64_t mantissa = 0;
    int decimals = 0;
    int digits = 0;
    bool behind_point = false;
    size_t i = at;

    for (; i < text.len && digits <= DIGITS_MOST; i++) {
        bool more = i + 1 < text.len && is_digit(text.p[i + 1]);
        if (is_digit(text.p[i])) {
            mantissa = mantissa * 10 + (text.p[i] - '0');
            decimals += behind_point;
            digits++;
        } else if (i > at && more && text.p[i] == point && !behind_point) {
            behind_point = true;
        } else if (i == at || !more || text.p[i] != group || behind_point) {
            break;
        }
    }
    *sum = (struct sum){mantissa, -decimals};
    return digits > 0 && digits <= DIGITS_MOST ? i : at;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           ((unsigned char)c & 0x80) != 0;
}

/* " mln", " miljoen": the byte behind it, or `at`. */
static size_t read_scale(struct str text, size_t at, int *power)
{
    size_t from = skip_blank(text, at);
    size_t to = from;

    while (to < text.len && is_letter(text.p[to]))
        to++;
    for (size_t i = 0; i < N_SCALES; i++)
        if (str_eq_nocase(str_slice(text, from, to), str_of(scales[i].word))) {
            *power = scales[i].power;
            return to;
        }
    return at;
}

static void report_typed(struct amounts *am, struct place at, struct str amount,
                         const struct known *near)
{
    struct arena *a = am->check->arena;

    if (near == NULL) {
        diag_add(am->check->diags, DIAG_AMOUNT_TYPED, at, "\"%.*s\"",
                 STR_ARG(amount));
        return;
    }
    struct str meant = format_money(a, near->row->amounts[near->column],
                                    near->data->unit, am->lang);
    diag_add(am->check->diags, DIAG_AMOUNT_TYPED, at,
             "\"%.*s\"; nearest is %.*s, %.*s", STR_ARG(amount), STR_ARG(meant),
             STR_ARG(binding(a, near)));
}

static void check_amount(struct amounts *am, const struct inline_ *text,
                         size_t from, size_t to, struct sum sum)
{
    struct str amount = str_slice(text->text, from, to);
    struct place at = text->at;
    struct check *c = am->check;

    if (sum.mantissa == 0)
        return;
    at.col += (unsigned)utf8_count(str_slice(text->text, 0, from));
    struct match m = find_match(am, sum, text->text);
    if (m.best != NULL && is_equal(m.best->sum, sum))
        diag_add(c->diags, DIAG_AMOUNT_UNBOUND, at,
                 "\"%.*s\"; write %.*s and it follows the data",
                 STR_ARG(amount), STR_ARG(binding(c->arena, m.best)));
    else
        report_typed(am, at, amount, m.best);
}

/* An amount has a euro sign before it or a word like "miljoen" behind it.
 * Returns the byte behind what was looked at. */
static size_t read_amount(struct amounts *am, const struct inline_ *text,
                          size_t from)
{
    bool euro = str_starts(str_slice(text->text, from, text->text.len), "€");
    size_t start = euro ? skip_blank(text->text, from + strlen("€")) : from;
    struct sum sum;
    int power = 0;
    size_t behind = read_number(text->text, start, am->lang, &sum);

    if (behind == start)
        return start > from ? start : from + 1;
    size_t end = read_scale(text->text, behind, &power);
    if (euro || end > behind)
        check_amount(am, text, from, end,
                     sum_of(sum.mantissa, sum.power + power));
    return end;
}

static void read_prose(void *user, struct inline_ *i)
{
    struct str words = i->text;

    if (i->kind != INLINE_TEXT)
        return;
    for (size_t at = 0; at < words.len;) {
        bool starts = is_digit(words.p[at]) ||
                      str_starts(str_slice(words, at, words.len), "€");
        at = starts ? read_amount(user, i, at) : at + 1;
    }
}

/* Tables made of data hold the very figures. */
static bool is_prose(void *user, struct block *block)
{
    (void)user;
    return block->kind != BLOCK_TABLE || block->table->data == NULL;
}

void rule_amounts(struct check *c)
{
    struct amounts am = {.check = c};
    bool money = false;

    for (size_t i = 0; i < c->report->n_datasets; i++) {
        const struct dataset *data = &c->report->datasets[i];
        int power = power_of_unit(data->unit);
        if (power < 0)
            continue;
        money = true;
        add_known(&am, data, power);
    }
    if (!money)
        return;
    if (am.n_known > 1)
        qsort(am.known, am.n_known, sizeof(*am.known), compare_known);
    for (size_t i = 0; i < c->report->n_pages; i++) {
        const struct page *page = &c->report->pages[i];
        am.lang = page->lang;
        walk_page(&(struct walk){&am, is_prose, read_prose}, page);
    }
}
