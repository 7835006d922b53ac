#include "model/words.h"

#include <assert.h>

#include "base/arena.h"
#include "base/buf.h"

#define NO_BREAK_SPACE "\xC2\xA0"

static const struct str words[WORD_COUNT][2] = {
#define WORD(name, nl, en) [WORD_##name] = {STR_CONST(nl), STR_CONST(en)},
#include "model/words.def"
#undef WORD
};

static const char *const months[2][12] = {
    {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
     "september", "oktober", "november", "december"},
    {"January", "February", "March", "April", "May", "June", "July", "August",
     "September", "October", "November", "December"},
};

struct str word_in(enum lang lang, enum word word)
{
    assert(word < WORD_COUNT);
    return words[word][lang];
}

struct str word_with(struct arena *a, enum lang lang, enum word word,
                     struct str value)
{
    struct str text = word_in(lang, word);
    size_t hole = str_search(text, "%s", 0);
    struct buf out = buf_new(a);

    assert(hole < text.len);
    buf_put(&out, str_slice(text, 0, hole));
    buf_put(&out, value);
    buf_put(&out, str_slice(text, hole + 2, text.len));
    return buf_str(&out);
}

struct str lang_code(enum lang lang)
{
    return lang == LANG_NL ? STR("nl") : STR("en");
}

struct str lang_tag(enum lang lang)
{
    return lang == LANG_NL ? STR("nl-NL") : STR("en-GB");
}

/* --- numbers -------------------------------------------------------------- */

/* 20 digits of a 64-bit number and room for a zero before the comma. */
enum {
    DIGITS_MAX = 24
};

/* Writes the digits at the end of `room`; at least one before the comma. */
static struct str digits_of(struct decimal d, char room[DIGITS_MAX])
{
    uint64_t rest = d.units < 0 ? 0 - (uint64_t)d.units : (uint64_t)d.units;
    size_t at = DIGITS_MAX;
    size_t least = (size_t)d.scale + 1;

    while (rest > 0 || DIGITS_MAX - at < least) {
        room[--at] = (char)('0' + rest % 10);
        rest /= 10;
    }
    return (struct str){room + at, DIGITS_MAX - at};
}

/* `thousands` is put before every third digit; "" for none. */
static void put_decimal(struct buf *out, struct decimal d, char decimal_sign,
                        const char *thousands)
{
    char room[DIGITS_MAX];
    struct str digits = digits_of(d, room);
    size_t whole = digits.len - (size_t)d.scale;

    if (d.units < 0)
        buf_putc(out, '-');
    for (size_t i = 0; i < digits.len; i++) {
        if (i == whole)
            buf_putc(out, decimal_sign);
        else if (i > 0 && i < whole && (whole - i) % 3 == 0)
            buf_puts(out, thousands);
        buf_putc(out, digits.p[i]);
    }
}

static void put_number(struct buf *out, struct decimal d, enum lang lang)
{
    put_decimal(out, d, lang == LANG_NL ? ',' : '.',
                lang == LANG_NL ? "." : ",");
}

struct str format_decimal(struct arena *a, struct decimal d, enum lang lang)
{
    struct buf out = buf_new(a);

    put_number(&out, d, lang);
    return buf_str(&out);
}

struct str format_plain(struct arena *a, struct decimal d, char decimal_sign)
{
    struct buf out = buf_new(a);

    put_decimal(&out, d, decimal_sign, "");
    return buf_str(&out);
}

struct str format_amount(struct arena *a, struct amount amount, enum lang lang)
{
    switch (amount.kind) {
    case AMOUNT_NUMBER:
        return format_decimal(a, amount.value, lang);
    case AMOUNT_NIL:
        return STR("–");
    case AMOUNT_PM:
        return STR("PM");
    case AMOUNT_EMPTY:
    case AMOUNT_BAD:
        break;
    }
    return STR("");
}

/* --- units ---------------------------------------------------------------- */

static const char *const currencies[] = {"€", "$", "£", "EUR"};

/* How many bytes of currency sign the text starts with. */
static size_t currency_length(struct str unit)
{
    for (size_t i = 0; i < sizeof(currencies) / sizeof(currencies[0]); i++)
        if (str_starts(unit, currencies[i]))
            return strlen(currencies[i]);
    return 0;
}

/* "x € 1.000", "€ 1.000": the amount counts pieces of this size. */
static bool is_multiple(struct str unit)
{
    if (str_starts(unit, "x ") || str_starts(unit, "× "))
        return true;
    struct str rest =
        str_trim(str_slice(unit, currency_length(unit), unit.len));
    return currency_length(unit) > 0 && rest.len > 0 && rest.p[0] >= '0' &&
           rest.p[0] <= '9';
}

static struct str without_times(struct str unit)
{
    if (str_starts(unit, "x "))
        return str_trim(str_slice(unit, 1, unit.len));
    if (str_starts(unit, "× "))
        return str_trim(str_slice(unit, strlen("×"), unit.len));
    return unit;
}

static bool has_currency(struct str unit)
{
    for (size_t i = 0; i < unit.len; i++)
        if (currency_length(str_slice(unit, i, unit.len)) > 0)
            return true;
    return false;
}

/* With no-break spaces, so that a unit stays whole. */
static void put_unbroken(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] == ' ')
            buf_puts(out, NO_BREAK_SPACE);
        else
            buf_putc(out, text.p[i]);
}

struct str format_unit_line(struct arena *a, struct str unit, enum lang lang)
{
    struct buf name = buf_new(a);

    unit = str_trim(unit);
    if (unit.len == 0)
        return STR("");
    if (str_is(unit, "%"))
        return word_in(lang, WORD_PERCENTAGES);
    if (is_multiple(unit)) {
        put_unbroken(&name, without_times(unit));
        return word_with(a, lang, WORD_AMOUNTS_TIMES, buf_str(&name));
    }
    put_unbroken(&name, unit);
    return word_with(a, lang, has_currency(unit) ? WORD_AMOUNTS_IN : WORD_IN,
                     buf_str(&name));
}

/* Dutch writes "€ -12 mln", English "-€12m": the sign's place and its space
 * are the language's, the words of the unit the author's. */
static void put_currency_number(struct buf *out, struct decimal d,
                                struct str sign, enum lang lang)
{
    if (lang == LANG_NL) {
        buf_put(out, sign);
        buf_puts(out, NO_BREAK_SPACE);
        put_number(out, d, lang);
        return;
    }
    size_t start = out->len;
    put_number(out, d, lang);
    struct str number =
        str_copy(out->arena, str_slice(buf_str(out), start, out->len));
    out->len = start;
    if (d.units < 0) {
        buf_putc(out, '-');
        number = str_slice(number, 1, number.len);
    }
    buf_put(out, sign);
    if (sign.p[0] >= 'A' && sign.p[0] <= 'Z') /* a code, not a sign */
        buf_puts(out, NO_BREAK_SPACE);
    buf_put(out, number);
}

/* "1.000", "1,000,000", "1": takes a power of ten off the front of the text;
 * false when no such number stands there. */
static bool take_power(struct str *text, int *power)
{
    size_t i = 1;

    *power = 0;
    if (text->len == 0 || text->p[0] != '1')
        return false;
    for (; i < text->len && strchr("0., ", text->p[i]) != NULL; i++)
        *power += text->p[i] == '0';
    if (i < text->len && text->p[i] >= '0' && text->p[i] <= '9')
        return false;
    *text = str_trim(str_slice(*text, i, text->len));
    return true;
}

/* d * 10^power, with the decimals that are left; false when it is too large. */
static bool shift(struct decimal *d, int power)
{
    struct decimal shifted = *d;

    for (; power > 0 && shifted.scale > 0; power--)
        shifted.scale--;
    for (; power > 0; power--) {
        if (shifted.units > INT64_MAX / 10 || shifted.units < INT64_MIN / 10)
            return false;
        shifted.units *= 10;
    }
    *d = shifted;
    return true;
}

static void put_money(struct buf *out, struct decimal d, struct str unit,
                      enum lang lang)
{
    bool multiple = is_multiple(unit);
    struct str whole = without_times(unit);
    size_t sign = currency_length(whole);
    struct str rest = str_trim(str_slice(whole, sign, whole.len));
    int power;

    /* "€ 1.000" stands above a table; in a sentence 12 of them are € 12.000. */
    if (multiple && !(take_power(&rest, &power) && shift(&d, power))) {
        put_number(out, d, lang);
        buf_puts(out, NO_BREAK_SPACE "×" NO_BREAK_SPACE);
        put_unbroken(out, whole);
        return;
    }
    if (sign > 0)
        put_currency_number(out, d, str_slice(whole, 0, sign), lang);
    else
        put_number(out, d, lang);
    if (rest.len > 0 && rest.p[0] != '%' && rest.p[0] != '/')
        buf_puts(out, NO_BREAK_SPACE);
    put_unbroken(out, rest);
}

struct str format_money(struct arena *a, struct amount amount, struct str unit,
                        enum lang lang)
{
    struct buf out = buf_new(a);

    switch (amount.kind) {
    case AMOUNT_NUMBER:
        put_money(&out, amount.value, str_trim(unit), lang);
        break;
    case AMOUNT_NIL:
        buf_put(&out, word_in(lang, WORD_NIL));
        break;
    case AMOUNT_PM:
        buf_puts(&out, "PM");
        break;
    case AMOUNT_EMPTY:
        buf_put(&out, word_in(lang, WORD_NOT_STATED));
        break;
    case AMOUNT_BAD:
        break;
    }
    if (amount.without_pm) {
        buf_puts(&out, " (");
        put_unbroken(&out, word_in(lang, WORD_WITHOUT_PM));
        buf_putc(&out, ')');
    }
    return buf_str(&out);
}

struct str format_percent(struct arena *a, struct decimal d, enum lang lang)
{
    struct buf out = buf_new(a);

    put_number(&out, d, lang);
    buf_putc(&out, '%');
    return buf_str(&out);
}

/* --- dates and sizes ------------------------------------------------------ */

struct str format_date(struct arena *a, struct date date, enum lang lang)
{
    if (date.year == 0)
        return STR("");
    assert(date.month >= 1 && date.month <= 12);
    return str_format(a, "%d %s %d", date.day, months[lang][date.month - 1],
                      date.year);
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Day 0 is 1 January 1970. */
static struct date date_of_day(int64_t day)
{
    struct date date = {1970, 1, 1};

    while (day >= 365 + is_leap(date.year))
        day -= 365 + is_leap(date.year++);
    while (day >= days_of(date.year, date.month))
        day -= days_of(date.year, date.month++);
    date.day += (int)day;
    return date;
}

bool date_of_epoch(const char *seconds, struct date *date)
{
    const int64_t last = INT64_C(253402300799); /* 9999-12-31 23:59:59 */
    int64_t value = 0;

    if (*seconds == '\0')
        return false;
    for (; *seconds != '\0'; seconds++) {
        if (*seconds < '0' || *seconds > '9')
            return false;
        value = value * 10 + (*seconds - '0');
        if (value > last)
            return false;
    }
    *date = date_of_day(value / 86400);
    return true;
}

struct str format_iso_date(struct arena *a, struct date date)
{
    if (date.year == 0)
        return STR("");
    return str_format(a, "%04d-%02d-%02d", date.year, date.month, date.day);
}

struct str format_size(struct arena *a, size_t bytes, enum lang lang)
{
    struct buf out = buf_new(a);
    size_t kilobytes = bytes / 1000 + (bytes % 1000 >= 500);
    size_t tenths = bytes / 100000 + (bytes % 100000 >= 50000);

    if (kilobytes < 1000) {
        /* A file that is there never has size 0. */
        buf_printf(&out, "%zu" NO_BREAK_SPACE "kB",
                   kilobytes == 0 ? (size_t)1 : kilobytes);
        return buf_str(&out);
    }
    if (tenths < 100)
        put_number(&out, (struct decimal){(int64_t)tenths, 1}, lang);
    else
        put_number(&out, (struct decimal){(int64_t)(tenths + 5) / 10, 0}, lang);
    buf_puts(&out, NO_BREAK_SPACE "MB");
    return buf_str(&out);
}
