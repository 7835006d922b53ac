/* An amount that is typed in prose is right today; when the data changes, it is
 * wrong and nobody sees it.  So a typed amount that stands in a dataset is told
 * how to follow it, and one that stands in none is reported with the cell it
 * may have meant.  Amounts are compared as a number and a power of ten, because
 * prose says "1,2 miljard" where a table says 1200. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "check/money.h"
#include "check/rule.h"
#include "model/chart.h"
#include "model/report.h"
#include "model/table.h"
#include "model/walk.h"

/* A cell of a dataset that prose may mean. */
struct known {
    struct sum sum;
    enum currency currency;
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

static void add_cell(struct amounts *am, struct known cell)
{
    am->known = arena_grow(am->check->arena, am->known, am->n_known,
                           &am->cap_known, sizeof(*am->known));
    cell.size = size_of(cell.sum);
    cell.order = am->n_known;
    am->known[am->n_known++] = cell;
}

static void add_known(struct amounts *am, const struct dataset *data,
                      enum currency currency, int power)
{
    for (size_t i = 0; i < data->n_rows; i++)
        for (size_t j = 0; j < data->n_columns; j++) {
            const struct dataset_row *row = &data->rows[i];
            struct decimal value = row->amounts[j].value;
            if (row->amounts[j].kind == AMOUNT_NUMBER && value.units != 0)
                add_cell(am,
                         (struct known){
                             .sum = sum_of(value.units, power - value.scale),
                             .currency = currency,
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
    CANDIDATES_MOST = 32, /* on each side: a word with the message, no search */
    AROUND_BYTES = 500    /* on each side: what a sentence may hold */
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

static void offer(struct match *m, const struct known *k,
                  const struct money *typed, struct str words)
{
    double gap = k->size - size_of(typed->sum);
    unsigned mentions = mentions_of(k, words);

    gap = gap < 0 ? -gap : gap;
    if (gap > near_enough * size_of(typed->sum) ||
        (typed->currency != CURRENCY_NONE && typed->currency != k->currency))
        return;
    if (m->best != NULL && (mentions < m->mentions ||
                            (mentions == m->mentions && gap >= m->distance)))
        return;
    *m = (struct match){k, mentions, gap};
}

/* Of the cells with this very amount, else of those near to it, the one that
 * the sentence names most of. */
static struct match find_match(const struct amounts *am,
                               const struct money *typed, struct str words)
{
    size_t from = first_from(am, size_of(typed->sum));
    struct match m = {0};

    for (size_t i = from; i < am->n_known && i < from + CANDIDATES_MOST &&
                          is_equal(am->known[i].sum, typed->sum);
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

/* What may name the row and the column: names of a paragraph of pages are not
 * looked through for each amount in it. */
static struct str around(struct str words, size_t from, size_t to)
{
    return str_slice(words, from > AROUND_BYTES ? from - AROUND_BYTES : 0,
                     to + AROUND_BYTES);
}

static void check_amount(struct amounts *am, struct str words, size_t from,
                         size_t to, struct place at, struct money money)
{
    struct str amount = str_slice(words, from, to);
    struct check *c = am->check;

    if (money.sum.mantissa == 0)
        return;
    struct match m = find_match(am, &money, around(words, from, to));
    if (m.best != NULL && is_equal(m.best->sum, money.sum))
        diag_add(c->diags, DIAG_AMOUNT_UNBOUND, at,
                 "\"%.*s\"; write %.*s and it follows the data",
                 STR_ARG(amount), STR_ARG(binding(c->arena, m.best)));
    else
        report_typed(am, at, amount, m.best);
}

/* Amounts that start within the first `len` bytes of the words; `at` is the
 * place of the first.  A value, {{ ... }}, is not typed. */
static void read_part(struct amounts *am, struct str words, size_t len,
                      struct place at)
{
    struct money money;
    size_t counted = 0; /* bytes that are in `at` */

    for (size_t i = 0; i < len;) {
        size_t end = i + 1;

        if (str_starts(str_slice(words, i, words.len), "{{"))
            end = str_search(words, "}}", i);
        else if (money_may_start(words, i) &&
                 money_read(words, i, am->lang, &money, &end)) {
            at.col += (unsigned)utf8_count(str_slice(words, counted, i));
            counted = i;
            check_amount(am, words, i, end, at, money);
        }
        i = end;
    }
}

static void read_words(struct amounts *am, struct str words, struct place at)
{
    read_part(am, words, words.len, at);
}

/* What is counted may stand on the next line. */
static void read_prose(void *user, struct inline_ *i)
{
    struct amounts *am = user;
    const struct inline_ *next = i->next;

    if (i->kind != INLINE_TEXT)
        return;
    if (next == NULL || next->kind != INLINE_SOFT_BREAK || next->next == NULL ||
        next->next->kind != INLINE_TEXT) {
        read_words(am, i->text, i->at);
        return;
    }
    struct str both =
        str_format(am->check->arena, "%.*s\n%.*s", STR_ARG(i->text),
                   STR_ARG(str_slice(next->next->text, 0, 64)));
    read_part(am, both, i->text.len, i->at);
}

/* Words of a block that are no inlines of it, as the author wrote them. */
static bool read_block(void *user, struct block *block)
{
    struct amounts *am = user;

    if (block->kind == BLOCK_DIV)
        read_words(am, block->text, block->at);
    if (block->kind == BLOCK_CHART) {
        read_words(am, block->chart->written[0].text,
                   block->chart->written[0].at);
        read_words(am, block->chart->written[1].text,
                   block->chart->written[1].at);
    }
    if (block->kind != BLOCK_TABLE || block->table->data == NULL)
        return true;
    /* Tables made of data hold the very figures. */
    read_words(am, block->table->written.text, block->table->written.at);
    return false;
}

void rule_amounts(struct check *c)
{
    struct amounts am = {.check = c};
    bool money = false;

    for (size_t i = 0; i < c->report->n_datasets; i++) {
        const struct dataset *data = &c->report->datasets[i];
        enum currency currency;
        int power;
        if (!money_unit(data->unit, &currency, &power))
            continue;
        money = true;
        add_known(&am, data, currency, power);
    }
    if (!money)
        return;
    if (am.n_known > 1)
        qsort(am.known, am.n_known, sizeof(*am.known), compare_known);
    for (size_t i = 0; i < c->report->n_pages; i++) {
        const struct page *page = &c->report->pages[i];
        am.lang = page->lang;
        walk_page(&(struct walk){.user = &am,
                                 .block = read_block,
                                 .each = read_prose},
                  page);
    }
}
