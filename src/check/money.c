#include "check/money.h"

enum {
    DIGITS_MOST = 15
};

static const struct {
    const char *word;
    int power;
    bool short_form; /* means this only behind a figure with a sign: "€5m" */
} scales[] = {
    {"mln", 6, false},     {"miljoen", 6, false}, {"million", 6, false},
    {"mio", 6, false},     {"m", 6, true},        {"mld", 9, false},
    {"miljard", 9, false}, {"billion", 9, false}, {"mrd", 9, false},
    {"bn", 9, true},       {"duizend", 3, false}, {"thousand", 3, false},
    {"k", 3, true},
};

static const struct {
    const char *word;
    enum currency currency;
} currencies[] = {
    {"€", CURRENCY_EURO},         {"EUR", CURRENCY_EURO},
    {"euro", CURRENCY_EURO},      {"euro's", CURRENCY_EURO},
    {"euros", CURRENCY_EURO},     {"£", CURRENCY_POUND},
    {"GBP", CURRENCY_POUND},      {"pond", CURRENCY_POUND},
    {"pounds", CURRENCY_POUND},   {"$", CURRENCY_DOLLAR},
    {"USD", CURRENCY_DOLLAR},     {"dollar", CURRENCY_DOLLAR},
    {"dollars", CURRENCY_DOLLAR},
};

enum {
    N_SCALES = sizeof(scales) / sizeof(scales[0]),
    N_CURRENCIES = sizeof(currencies) / sizeof(currencies[0]),
};

struct sum sum_of(int64_t mantissa, int power)
{
    while (mantissa != 0 && mantissa % 10 == 0) {
        mantissa /= 10;
        power++;
    }
    return (struct sum){mantissa, mantissa == 0 ? 0 : power};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           ((unsigned char)c & 0x80) != 0;
}

static bool starts_with(struct str text, size_t at, const char *word)
{
    return str_starts(str_slice(text, at, text.len), word);
}

/* Past a blank: a space, a line end or U+00A0. */
static size_t skip_blank(struct str text, size_t at)
{
    if (at < text.len && (text.p[at] == ' ' || text.p[at] == '\n'))
        return at + 1;
    return starts_with(text, at, "\u00A0") ? at + 2 : at;
}

/* The word behind one blank at most: letters, and a sign such as €. */
static struct str word_behind(struct str text, size_t at)
{
    size_t from = skip_blank(text, at);
    size_t to = from;

    while (to < text.len && (is_letter(text.p[to]) || text.p[to] == '$') &&
           !starts_with(text, to, "\u00A0"))
        to++;
    return str_slice(text, from, to);
}

static size_t end_of(struct str text, struct str word)
{
    return (size_t)(word.p - text.p) + word.len;
}

/* --- pieces --------------------------------------------------------------- */

static enum currency currency_at(struct str text, size_t at, size_t *len)
{
    for (size_t i = 0; i < N_CURRENCIES; i++) {
        bool sign = !is_letter(currencies[i].word[0]) ||
                    ((unsigned char)currencies[i].word[0] & 0x80) != 0;
        bool code = str_is(STR("EUR"), currencies[i].word);
        if ((sign || code) && starts_with(text, at, currencies[i].word)) {
            *len = strlen(currencies[i].word);
            return currencies[i].currency;
        }
    }
    return CURRENCY_NONE;
}

/* 1.355 or 12,5 (nl), 1,355 or 12.5 (en).  Returns the byte behind it, or `at`
 * when no number stands there or it has too many digits. */
static size_t read_number(struct str text, size_t at, enum lang lang,
                          struct sum *sum)
{
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

/* " mln", " miljoen": the byte behind it, or `at`. */
static size_t read_scale(struct str text, size_t at, bool with_sign, int *power)
{
    struct str word = word_behind(text, at);

    for (size_t i = 0; i < N_SCALES; i++) {
        if (!str_eq_nocase(word, str_of(scales[i].word)) ||
            (scales[i].short_form && !with_sign))
            continue;
        *power = scales[i].power;
        return end_of(text, word);
    }
    return at;
}

static size_t read_currency(struct str text, size_t at, enum currency *currency)
{
    struct str word = word_behind(text, at);

    for (size_t i = 0; i < N_CURRENCIES; i++)
        if (str_eq_nocase(word, str_of(currencies[i].word))) {
            *currency = currencies[i].currency;
            return end_of(text, word);
        }
    return at;
}

/* --- money or inhabitants ------------------------------------------------- */

/* Words that follow an amount of money with no unit of its own.  Any other
 * word is what is counted: "17 miljoen inwoners". */
static const char *const behind_money[] = {
    "aan",
    "als",
    "baten",
    "bedraagt",
    "beschikbaar",
    "besparing",
    "bezuiniging",
    "bezuinigingen",
    "bij",
    "bijdrage",
    "boven",
    "budget",
    "daarna",
    "dan",
    "dat",
    "de",
    "die",
    "door",
    "duurder",
    "een",
    "eenmalig",
    "en",
    "er",
    "exclusief",
    "gaan",
    "gaat",
    "geld",
    "goedkoper",
    "groeit",
    "het",
    "hoger",
    "hoog",
    "in",
    "incidenteel",
    "inclusief",
    "investeringen",
    "is",
    "jaarlijks",
    "kost",
    "kosten",
    "krediet",
    "krijgt",
    "laag",
    "lager",
    "lasten",
    "maar",
    "met",
    "minus",
    "mogelijk",
    "naar",
    "netto",
    "nodig",
    "of",
    "om",
    "omhoog",
    "omlaag",
    "onder",
    "op",
    "over",
    "overschot",
    "per",
    "plus",
    "reserve",
    "samen",
    "schuld",
    "sinds",
    "steun",
    "structureel",
    "subsidie",
    "te",
    "tekort",
    "ten",
    "tot",
    "totaal",
    "uit",
    "uitgegeven",
    "van",
    "verschil",
    "vanaf",
    "voor",
    "waard",
    "waarvan",
    "wordt",
    "zijn",
    /* English */
    "a",
    "above",
    "and",
    "annually",
    "are",
    "as",
    "at",
    "available",
    "below",
    "budget",
    "by",
    "cost",
    "costs",
    "each",
    "for",
    "from",
    "funding",
    "goes",
    "higher",
    "less",
    "lower",
    "needed",
    "of",
    "off",
    "on",
    "or",
    "per",
    "short",
    "since",
    "than",
    "that",
    "the",
    "this",
    "to",
    "together",
    "under",
    "was",
    "were",
    "which",
    "will",
    "with",
};

/* "meer", in "17 miljoen meer inwoners", leaves it to the next word. */
static const char *const either[] = {"meer", "minder", "extra", "nieuw",
                                     "more", "fewer",  "less"};

static bool is_any(struct str word, const char *const words[], size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(word, str_of(words[i])))
            return true;
    return false;
}

static bool counts_things(struct str text, size_t at)
{
    for (;;) {
        if (at < text.len && text.p[at] == '.')
            at++; /* "mln." */
        struct str word = word_behind(text, at);
        if (word.len == 0)
            return false; /* the end of the text, a comma, a bracket */
        if (!is_any(word, either, sizeof(either) / sizeof(either[0])))
            return !is_any(word, behind_money,
                           sizeof(behind_money) / sizeof(behind_money[0]));
        at = end_of(text, word);
    }
}

/* --- the whole ------------------------------------------------------------ */

bool money_unit(struct str unit, enum currency *currency, int *power)
{
    *currency = CURRENCY_NONE;
    *power = 0;
    for (size_t i = 0; i < N_CURRENCIES && *currency == CURRENCY_NONE; i++)
        if (str_search(unit, currencies[i].word, 0) < unit.len)
            *currency = currencies[i].currency;
    if (*currency == CURRENCY_NONE)
        return false;
    for (size_t i = 0; i < N_SCALES; i++)
        if (!scales[i].short_form &&
            str_search(unit, scales[i].word, 0) < unit.len) {
            *power = scales[i].power;
            return true;
        }
    if (str_ends(unit, "1.000.000") || str_ends(unit, "1,000,000") ||
        str_ends(unit, " m") || str_ends(unit, "m"))
        *power = 6;
    else if (str_ends(unit, "1.000") || str_ends(unit, "1,000") ||
             str_ends(unit, "1000") || str_ends(unit, "k"))
        *power = 3;
    return true;
}

bool money_may_start(struct str text, size_t at)
{
    size_t len;

    return is_digit(text.p[at]) || currency_at(text, at, &len) != CURRENCY_NONE;
}

bool money_read(struct str text, size_t from, enum lang lang,
                struct money *money, size_t *end)
{
    size_t len = 0;
    int power = 0;
    size_t start = from;

    *money = (struct money){.currency = currency_at(text, from, &len)};
    bool sign = money->currency != CURRENCY_NONE;
    if (sign)
        start = skip_blank(text, from + len);
    size_t digits_end = read_number(text, start, lang, &money->sum);
    *end = digits_end;
    if (digits_end == start) {
        *end = start > from ? start : from + 1;
        return false;
    }
    size_t scale_end = read_scale(text, digits_end, sign, &power);
    bool dot = scale_end > digits_end && scale_end < text.len &&
               text.p[scale_end] == '.'; /* "5 mln. euro" */
    *end = sign ? scale_end
                : read_currency(text, scale_end + dot, &money->currency);
    if (*end == scale_end + dot)
        *end = scale_end;
    money->sum = sum_of(money->sum.mantissa, money->sum.power + power);
    if (money->currency != CURRENCY_NONE)
        return true;
    return scale_end > digits_end && !counts_things(text, scale_end);
}
