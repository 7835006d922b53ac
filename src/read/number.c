#include "read/number.h"

#include <string.h>

#include "base/utf8.h"

/* One character of a cell in the few that matter: any blank becomes a space,
 * any dash a hyphen, any currency sign '$'; 0 for what no amount holds. */
static char plain(unsigned c)
{
    switch (c) {
    case 0x00A0: /* no-break space */
    case 0x2007: /* figure space */
    case 0x2009: /* thin space */
    case 0x202F: /* narrow no-break space */
        return ' ';
    case 0x2019: /* apostrophe: "1’234" as Switzerland writes it */
        return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013: /* en dash: "– 3,3" in central government tables */
    case 0x2014:
    case 0x2212: /* minus */
        return '-';
    case 0x20AC: /* € */
    case 0x00A3: /* £ */
        return '$';
    default:
        return (char)(c >= ' ' && c < 0x7F ? c : 0);
    }
}

/* The cell as plain characters; false when it cannot be an amount. */
static bool to_plain(struct str text, char out[NUMBER_LENGTH_MAX + 1],
                     size_t *len)
{
    *len = 0;
    for (size_t i = 0; i < text.len;) {
        char c = plain(utf8_next(text, &i));
        if (c == 0 || *len == NUMBER_LENGTH_MAX)
            return false;
        out[(*len)++] = c;
    }
    out[*len] = '\0';
    return true;
}

/* "PM", "pm", "p.m.", "P.M", "pro memorie" */
static bool is_pm(struct str text)
{
    char letters[4] = "";
    size_t n = 0;

    if (str_eq_nocase(text, STR("pro memorie")) ||
        str_eq_nocase(text, STR("pro memoria")))
        return true;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == '.' || text.p[i] == ' ')
            continue;
        if (n == 2)
            return false;
        letters[n++] = text.p[i];
    }
    return str_eq_nocase((struct str){letters, n}, STR("pm"));
}

/* Takes `mark` off the front or the end of the text, and blanks with it. */
static bool take_front(struct str *text, const char *mark)
{
    if (!str_starts(*text, mark))
        return false;
    *text = str_trim(str_slice(*text, strlen(mark), text->len));
    return true;
}

static bool take_end(struct str *text, const char *mark)
{
    if (!str_ends(*text, mark))
        return false;
    *text = str_trim(str_slice(*text, 0, text->len - strlen(mark)));
    return true;
}

/* What stands around the digits. */
struct marks {
    int minus; /* signs and brackets that make it negative */
    bool plus, opened, closed;
    int currency, percent;
};

static struct marks take_marks(struct str *text)
{
    struct marks m = {0};
    size_t before;

    do {
        before = text->len;
        m.minus += take_front(text, "-");
        m.plus = take_front(text, "+") || m.plus;
        m.opened = take_front(text, "(") || m.opened;
        m.currency += take_front(text, "$") || take_front(text, "EUR");
    } while (text->len < before && text->len > 0);
    do {
        before = text->len;
        m.percent += take_end(text, "%");
        m.closed = take_end(text, ")") || m.closed;
        m.currency += take_end(text, "$") || take_end(text, "EUR");
        if (!take_end(text, ",--") && !take_end(text, ",-")) /* "12,-" */
            m.minus += take_end(text, "-"); /* "12-", as SAP writes it */
    } while (text->len < before && text->len > 0);
    return m;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t count_digits(struct str s, size_t from)
{
    size_t n = 0;

    while (from + n < s.len && is_digit(s.p[from + n]))
        n++;
    return n;
}

/* The bytes of the whole part: "1355", or groups of three behind one to three
 * digits, "1.355.000".  0 when it is neither.  A group never starts at "0". */
static size_t whole_length(struct str s, char thousands)
{
    size_t n = count_digits(s, 0);

    if (n == 0 || n == s.len || s.p[n] != thousands)
        return n;
    if (n > 3 || s.p[0] == '0')
        return 0;
    while (n < s.len && s.p[n] == thousands) {
        if (count_digits(s, n + 1) != 3)
            return 0;
        n += 4;
    }
    return n;
}

/* Reads the digits with this decimal sign; false when they do not fit it. */
static bool read_digits(struct str s, char decimal_sign, struct decimal *out)
{
    char thousands = decimal_sign == ',' ? '.' : ',';
    size_t whole;
    size_t decimals = 0;
    size_t n_digits = 0;

    *out = (struct decimal){0};
    if (memchr(s.p, ' ', s.len) != NULL)
        thousands = ' ';
    else if (memchr(s.p, '\'', s.len) != NULL)
        thousands = '\'';
    whole = whole_length(s, thousands);
    if (whole == 0)
        return false;
    if (whole < s.len) {
        decimals = count_digits(s, whole + 1);
        if (s.p[whole] != decimal_sign || decimals == 0 ||
            whole + 1 + decimals != s.len || decimals > DECIMAL_SCALE_MAX)
            return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        if (!is_digit(s.p[i]))
            continue;
        out->units = out->units * 10 + (s.p[i] - '0');
        if (++n_digits > NUMBER_DIGITS_MAX)
            return false;
    }
    out->scale = (int)decimals;
    return true;
}

static void find_notations(struct number *n)
{
    struct str digits = str_of(n->digits);
    struct decimal comma, point;

    n->with_comma = read_digits(digits, ',', &comma);
    n->with_point = read_digits(digits, '.', &point);
    n->unsure =
        n->with_comma && n->with_point && decimal_cmp(comma, point) != 0;
    n->kind = n->with_comma || n->with_point ? AMOUNT_NUMBER : AMOUNT_BAD;
}

struct number number_scan(struct str text)
{
    struct number n = {.kind = AMOUNT_BAD};
    char room[NUMBER_LENGTH_MAX + 1];
    size_t len;

    if (!to_plain(text, room, &len))
        return n;
    struct str rest = str_trim((struct str){room, len});
    if (rest.len == 0)
        n.kind = AMOUNT_EMPTY;
    else if (is_pm(rest))
        n.kind = AMOUNT_PM;
    if (n.kind != AMOUNT_BAD)
        return n;

    struct marks m = take_marks(&rest);
    bool fits = m.opened == m.closed && m.currency <= 1 && m.percent <= 1 &&
                m.minus + m.plus + m.opened <= 1;
    n.negative = m.minus > 0 || m.opened;
    if (fits && rest.len == 0 && m.minus == 1 && m.percent == 0) {
        n.kind = AMOUNT_NIL; /* "-", "€ -" */
        return n;
    }
    if (!fits || rest.len == 0)
        return n;
    memcpy(n.digits, rest.p, rest.len);
    find_notations(&n);
    return n;
}

struct amount number_amount(const struct number *number, char decimal_sign)
{
    struct amount amount = {.kind = number->kind};

    if (number->kind != AMOUNT_NUMBER)
        return amount;
    if (!read_digits(str_of(number->digits), decimal_sign, &amount.value))
        return (struct amount){.kind = AMOUNT_BAD};
    if (number->negative)
        amount.value.units = -amount.value.units;
    return amount;
}

bool number_from_zero(struct str text, struct decimal *value)
{
    struct number n = number_scan(text);
    struct amount amount = number_amount(&n, n.with_comma ? ',' : '.');

    if (amount.kind != AMOUNT_NUMBER || n.unsure || n.negative)
        return false;
    *value = amount.value;
    return true;
}
