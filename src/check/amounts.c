/* An amount that is typed in prose is right today; when the data changes, it is
 * wrong and nobody sees it.  So a typed amount must at least stand in a
 * dataset; one that does not is reported.  Amounts are compared as a number and
 * a power of ten, because prose says "1,4 miljard" where a table says 1355. */
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

struct amounts {
    struct check *check;
    enum lang lang;   /* of the page that is read */
    struct map known; /* "1355e6" -> a dataset it stands in */
};

static const struct {
    const char *word;
    int power;
} scales[] = {
    {"mln", 6},     {"miljoen", 6}, {"million", 6}, {"mld", 9},
    {"miljard", 9}, {"billion", 9}, {"duizend", 3}, {"thousand", 3},
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

static struct str key_of(struct arena *a, struct sum sum)
{
    return str_format(a, "%lldE%d", (long long)sum.mantissa, sum.power);
}

/* --- what is known ---------------------------------------------------------------- */

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

static void add_known(struct amounts *am, const struct dataset *data, int power)
{
    for (size_t i = 0; i < data->n_rows; i++)
        for (size_t j = 0; j < data->n_columns; j++) {
            const struct amount *amount = &data->rows[i].amounts[j];
            if (amount->kind != AMOUNT_NUMBER)
                continue;
            struct sum sum =
                sum_of(amount->value.units, power - amount->value.scale);
            *map_at(&am->known, key_of(am->check->arena, sum)) = am;
        }
}

/* --- reading prose ------------------------------------------------------------------ */

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

static void check_amount(struct amounts *am, const struct inline_ *text,
                         size_t from, size_t to, struct sum sum)
{
    struct place at = text->at;
    struct check *c = am->check;

    if (sum.mantissa == 0 ||
        map_find(&am->known, key_of(c->arena, sum)) != NULL)
        return;
    at.col += (unsigned)utf8_count(str_slice(text->text, 0, from));
    diag_add(c->diags, DIAG_AMOUNT_TYPED, at, "\"%.*s\"",
             STR_ARG(str_slice(text->text, from, to)));
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
    struct amounts am = {.check = c, .known = map_new(c->arena)};
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
    for (size_t i = 0; i < c->report->n_pages; i++) {
        const struct page *page = &c->report->pages[i];
        am.lang = page->lang;
        walk_page(&(struct walk){&am, is_prose, read_prose}, page);
    }
}
