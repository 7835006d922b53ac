#include "model/chart.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

/* Up to this many columns of a single series are told one by one. */
enum {
    TOLD_ALL_MAX = 8
};

/* The column a ranking shows when the author gave more than one: the last
 * year, else the first extra. */
size_t chart_ranked_column(const struct chart *chart)
{
    return chart->n_columns > 0 ? chart->n_columns - 1 : 0;
}

/* Numbers by size, then nil, PM, and what is not stated. */
static int class_of(struct amount amount)
{
    switch (amount.kind) {
    case AMOUNT_NUMBER:
        return 0;
    case AMOUNT_NIL:
        return 1;
    case AMOUNT_PM:
        return 2;
    case AMOUNT_EMPTY:
    case AMOUNT_BAD:
        return 3;
    }
    return 3;
}

/* Of costs that are written below zero the largest is the farthest below. */
static bool comes_before(struct amount a, struct amount b, bool below)
{
    if (class_of(a) != class_of(b))
        return class_of(a) < class_of(b);
    int order = decimal_cmp(a.value, b.value);
    return a.kind == AMOUNT_NUMBER && (below ? order < 0 : order > 0);
}

static bool is_below_zero(const struct chart *chart, size_t column)
{
    bool any = false;

    for (size_t i = 0; i < chart->n_series; i++) {
        struct amount amount = chart->series[i].amounts[column];
        if (amount.kind == AMOUNT_NUMBER && amount.value.units > 0)
            return false;
        any = any || amount.value.units < 0;
    }
    return any;
}

/* Merges two sorted halves; equal amounts keep the order of the source. */
static void merge(const struct chart_series **from,
                  const struct chart_series **to, size_t middle, size_t end,
                  size_t column, bool below)
{
    size_t left = 0;
    size_t right = middle;

    for (size_t i = 0; i < end; i++) {
        bool take_right =
            left == middle ||
            (right < end && comes_before(from[right]->amounts[column],
                                         from[left]->amounts[column], below));
        to[i] = take_right ? from[right++] : from[left++];
    }
}

const struct chart_series **
chart_ranking(struct arena *a, const struct chart *chart, size_t column)
{
    size_t n = chart->n_series;
    const struct chart_series **from =
        ARENA_ARRAY(a, n + 1, const struct chart_series *);
    const struct chart_series **to =
        ARENA_ARRAY(a, n + 1, const struct chart_series *);

    bool below = is_below_zero(chart, column);

    for (size_t i = 0; i < n; i++)
        from[i] = &chart->series[i];
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t at = 0; at < n; at += 2 * run) {
            size_t end = n - at < 2 * run ? n - at : 2 * run;
            merge(from + at, to + at, run < end ? run : end, end, column,
                  below);
        }
        const struct chart_series **swap = from;
        from = to;
        to = swap;
    }
    return from;
}

/* --- words ---------------------------------------------------------------- */

/* What a description is told with. */
struct teller {
    struct arena *arena;
    const struct chart *chart;
    enum lang lang;
    struct buf *out;
};

static struct str column_name(const struct chart *chart, size_t i)
{
    return i < chart->n_columns ? chart->columns[i]
                                : chart->extras[i - chart->n_columns];
}

static void tell(const struct teller *t, enum word word)
{
    buf_put(t->out, word_in(t->lang, word));
}

/* "a, b en c": what stands before item i of n. */
static void tell_joint(const struct teller *t, size_t i, size_t n)
{
    if (i == 0)
        return;
    if (i + 1 < n) {
        buf_puts(t->out, ", ");
        return;
    }
    buf_putc(t->out, ' ');
    tell(t, WORD_AND);
    buf_putc(t->out, ' ');
}

/* "2026" -> 2026; 0 for anything that is not a year. */
static int year_of(struct str name)
{
    int year = 0;

    if (name.len != 4)
        return 0;
    for (size_t i = 0; i < name.len; i++) {
        if (name.p[i] < '0' || name.p[i] > '9')
            return 0;
        year = year * 10 + (name.p[i] - '0');
    }
    return year;
}

/* Does it open like a month or a quarter: "jan", "Q1 2026", "2026-01"? */
static bool is_period(struct str name)
{
    static const char *const months[] = {
        "jan", "feb", "mrt", "maa", "mar", "apr", "mei", "may",
        "jun", "jul", "aug", "sep", "okt", "oct", "nov", "dec"};
    struct str start = str_slice(name, 0, 3);

    if (name.len > 0 && name.p[0] >= '0' && name.p[0] <= '9')
        return true;
    if (name.len > 1 && (name.p[0] == 'Q' || name.p[0] == 'K') &&
        name.p[1] >= '1' && name.p[1] <= '4')
        return true;
    for (size_t i = 0; i < sizeof(months) / sizeof(months[0]); i++)
        if (str_eq_nocase(start, str_of(months[i])))
            return true;
    return false;
}

/* Three years or more in a row. */
static bool is_run_of_years(const struct chart *chart, const size_t *columns,
                            size_t n)
{
    bool run = n > 2;

    for (size_t i = 0; i < n && run; i++) {
        int year = year_of(column_name(chart, columns[i]));
        run =
            year > 0 &&
            (i == 0 || year == year_of(column_name(chart, columns[i - 1])) + 1);
    }
    return run;
}

/* More periods than anybody reads one by one: "jan t/m dec". */
static bool is_row_of_periods(const struct chart *chart, const size_t *columns,
                              size_t n)
{
    bool row = n > 4;

    for (size_t i = 0; i < n && row; i++)
        row = is_period(column_name(chart, columns[i]));
    return row;
}

/* Columns by index: "2026–2030", "jan t/m dec", or "2026, 2028 en Structureel
 * per jaar". */
static void tell_columns(const struct teller *t, const size_t *columns,
                         size_t n)
{
    if (is_run_of_years(t->chart, columns, n)) {
        buf_put(t->out, column_name(t->chart, columns[0]));
        buf_puts(t->out, "–");
        buf_put(t->out, column_name(t->chart, columns[n - 1]));
        return;
    }
    if (is_row_of_periods(t->chart, columns, n)) {
        buf_put(t->out, column_name(t->chart, columns[0]));
        buf_putc(t->out, ' ');
        tell(t, WORD_CHART_UNTIL);
        buf_putc(t->out, ' ');
        buf_put(t->out, column_name(t->chart, columns[n - 1]));
        return;
    }
    for (size_t i = 0; i < n; i++) {
        tell_joint(t, i, n);
        buf_put(t->out, column_name(t->chart, columns[i]));
    }
}

/* The period and what is set apart: "2026–2030 en Structureel per jaar", "2026,
 * 2027 en Structureel". */
static void tell_period(const struct teller *t)
{
    const struct chart *chart = t->chart;
    size_t n = chart->n_columns + chart->n_extras;
    size_t *columns = ARENA_ARRAY(t->arena, n + 1, size_t);
    size_t done = chart->n_columns;

    for (size_t i = 0; i < n; i++)
        columns[i] = i;
    if (chart->type == CHART_RANKING && n > 0) {
        buf_put(t->out, column_name(chart, chart_ranked_column(chart)));
        return;
    }
    if (!is_run_of_years(chart, columns, done) || chart->n_extras == 0) {
        tell_columns(t, columns, n);
        return;
    }
    tell_columns(t, columns, done);
    for (size_t i = done; i < n; i++) {
        tell_joint(t, i - done + 1, chart->n_extras + 1);
        buf_put(t->out, column_name(chart, columns[i]));
    }
}

/* "Bedragen in € mln, 2026–2030"; inside a sentence with a small letter. */
static void tell_measure(const struct teller *t, bool opens)
{
    struct str line = format_unit_line(t->arena, t->chart->unit, t->lang);

    if (line.len > 0) {
        bool lower = !opens && line.p[0] >= 'A' && line.p[0] <= 'Z';

        buf_putc(t->out, (char)(lower ? line.p[0] - 'A' + 'a' : line.p[0]));
        buf_put(t->out, str_slice(line, 1, line.len));
        buf_puts(t->out, ", ");
    }
    tell_period(t);
}

static bool tells_total(const struct chart *chart)
{
    return chart->type == CHART_BARS && chart->n_series != 1 &&
           chart->totals != NULL;
}

static struct str make_subtitle(struct arena *a, const struct chart *chart,
                                enum lang lang)
{
    struct buf out = buf_new(a);
    struct teller t = {a, chart, lang, &out};
    bool one = chart->type == CHART_BARS;

    if (one && tells_total(chart))
        tell(&t, WORD_TOTAL);
    else if (one && chart->n_series == 1)
        buf_put(&out, chart->series[0].long_name);
    else
        one = false;
    if (one)
        buf_puts(&out, ", ");
    tell_measure(&t, !one);
    return buf_str(&out);
}

static void tell_number(const struct teller *t, struct amount amount)
{
    buf_put(t->out, format_decimal(t->arena, amount.value, t->lang));
    if (amount.without_pm) {
        buf_puts(t->out, " (");
        tell(t, WORD_WITHOUT_PM);
        buf_putc(t->out, ')');
    }
}

/* ", PM in 2029 en 2030": every column of one kind of cell. */
static void tell_kind(const struct teller *t, const struct amount *amounts,
                      enum amount_kind kind, enum word word, bool *told)
{
    size_t n = 0;
    size_t *columns = ARENA_ARRAY(t->arena, t->chart->n_columns + 1, size_t);

    for (size_t i = 0; i < t->chart->n_columns; i++)
        if (amounts[i].kind == kind)
            columns[n++] = i;
    if (n == 0)
        return;
    buf_puts(t->out, *told ? ", " : " ");
    *told = true;
    tell(t, word);
    if (t->chart->n_columns == 1)
        return;
    buf_putc(t->out, ' ');
    tell(t, WORD_CHART_IN);
    buf_putc(t->out, ' ');
    tell_columns(t, columns, n);
}

/* Where the numbers of a series begin and end, and where they are largest and
 * smallest; the first of equals. */
struct path {
    size_t n; /* of numbers */
    size_t first, last, high, low;
};

static struct path path_of(const struct amount *amounts, size_t n)
{
    struct path path = {0, 0, 0, 0, 0};

    for (size_t i = 0; i < n; i++) {
        if (amounts[i].kind != AMOUNT_NUMBER)
            continue;
        if (path.n++ == 0)
            path.first = path.high = path.low = i;
        path.last = i;
        if (decimal_cmp(amounts[i].value, amounts[path.high].value) > 0)
            path.high = i;
        if (decimal_cmp(amounts[i].value, amounts[path.low].value) < 0)
            path.low = i;
    }
    return path;
}

/* One amount, again and again. */
static bool is_level(const struct amount *amounts, struct path path)
{
    return path.n > 0 &&
           decimal_cmp(amounts[path.low].value, amounts[path.high].value) == 0;
}

static void tell_in_column(const struct teller *t, size_t column)
{
    buf_putc(t->out, ' ');
    tell(t, WORD_CHART_IN);
    buf_putc(t->out, ' ');
    buf_put(t->out, column_name(t->chart, column));
}

static void tell_point(const struct teller *t, const struct amount *amounts,
                       enum word word, size_t column, bool with_column)
{
    buf_putc(t->out, ' ');
    tell(t, word);
    buf_putc(t->out, ' ');
    tell_number(t, amounts[column]);
    if (with_column)
        tell_in_column(t, column);
}

/* " van 25 in 2026 naar 15 in 2028, hoogst 30 in 2027"; the first and the last
 * year of the chart go without saying. */
static void tell_path(const struct teller *t, const struct amount *amounts,
                      bool *told)
{
    size_t n = t->chart->n_columns;
    struct path path = path_of(amounts, n);

    if (path.n == 0)
        return;
    *told = true;
    if (path.n == 1) {
        buf_putc(t->out, ' ');
        tell_number(t, amounts[path.first]);
        if (n > 1)
            tell_in_column(t, path.first);
        return;
    }
    if (is_level(amounts, path)) {
        tell_point(t, amounts, WORD_CHART_ALWAYS, path.last, false);
        return;
    }
    tell_point(t, amounts, WORD_CHART_FROM, path.first, path.first != 0);
    tell_point(t, amounts, WORD_CHART_TO, path.last, path.last != n - 1);
    if (path.high != path.first &&
        decimal_cmp(amounts[path.high].value, amounts[path.last].value) > 0) {
        buf_putc(t->out, ',');
        tell_point(t, amounts, WORD_CHART_HIGHEST, path.high, true);
    }
    if (path.low != path.first &&
        decimal_cmp(amounts[path.low].value, amounts[path.last].value) < 0) {
        buf_putc(t->out, ',');
        tell_point(t, amounts, WORD_CHART_LOWEST, path.low, true);
    }
}

/* " 745 in 2026, 1.110 in 2027 en 1.355 in 2028" */
static void tell_each(const struct teller *t, const struct amount *amounts,
                      bool *told)
{
    size_t n = path_of(amounts, t->chart->n_columns).n;
    size_t k = 0;

    for (size_t i = 0; i < t->chart->n_columns; i++) {
        if (amounts[i].kind != AMOUNT_NUMBER)
            continue;
        if (k == 0)
            buf_putc(t->out, ' ');
        tell_joint(t, k++, n);
        tell_number(t, amounts[i]);
        tell_in_column(t, i);
        *told = true;
    }
}

/* One cell that stands alone: a number, PM, nil or not stated. */
static void tell_cell(const struct teller *t, struct amount amount)
{
    buf_putc(t->out, ' ');
    switch (amount.kind) {
    case AMOUNT_NUMBER:
        tell_number(t, amount);
        break;
    case AMOUNT_PM:
        buf_puts(t->out, "PM");
        break;
    case AMOUNT_NIL:
        tell(t, WORD_NIL);
        break;
    case AMOUNT_EMPTY:
    case AMOUNT_BAD:
        tell(t, WORD_NOT_STATED);
        break;
    }
}

/* All amounts of one series, in words. */
static void tell_amounts(const struct teller *t, const struct amount *amounts,
                         bool each)
{
    const struct chart *chart = t->chart;
    struct path path = path_of(amounts, chart->n_columns);
    bool level = path.n > 1 && is_level(amounts, path);
    bool told = false;

    for (size_t i = 0; i < chart->n_columns; i++)
        level = level && !amounts[i].without_pm;

    if (each && !level && chart->n_columns > 1 &&
        chart->n_columns <= TOLD_ALL_MAX)
        tell_each(t, amounts, &told);
    else
        tell_path(t, amounts, &told);
    tell_kind(t, amounts, AMOUNT_PM, WORD_CHART_PM, &told);
    tell_kind(t, amounts, AMOUNT_NIL, WORD_NIL, &told);
    tell_kind(t, amounts, AMOUNT_EMPTY, WORD_NOT_STATED, &told);
    for (size_t i = 0; i < chart->n_extras; i++) {
        buf_puts(t->out, told ? ", " : " ");
        told = true;
        buf_put(t->out, chart->extras[i]);
        tell_cell(t, amounts[chart->n_columns + i]);
    }
}

/* A single series is drawn as bars, whatever was asked for. */
static enum word kind_word(const struct chart *chart)
{
    if (chart->n_series == 1 && chart->type != CHART_RANKING)
        return WORD_CHART_BARS;
    switch (chart->type) {
    case CHART_MULTIPLES:
        return WORD_CHART_MULTIPLES;
    case CHART_STACKED:
        return WORD_CHART_STACKED;
    case CHART_GROUPED:
        return WORD_CHART_GROUPED;
    case CHART_BARS:
        return WORD_CHART_BARS;
    case CHART_RANKING:
        return WORD_CHART_RANKING;
    }
    return WORD_CHART_BARS;
}

/* "Gestapeld staafdiagram van Prioriteit en Interventie, bedragen in € mln,
 * 2026–2030." */
static void tell_what(const struct teller *t)
{
    const struct chart *chart = t->chart;
    size_t n = chart->n_series;

    tell(t, kind_word(chart));
    buf_putc(t->out, ' ');
    tell(t, WORD_CHART_OF);
    buf_putc(t->out, ' ');
    if (tells_total(chart))
        buf_put(t->out, word_in(t->lang, WORD_CHART_TOTAL));
    else if (n > 3)
        buf_put(t->out, word_with(t->arena, t->lang, WORD_CHART_ITEMS,
                                  str_format(t->arena, "%zu", n)));
    for (size_t i = 0; i < n && n <= 3 && !tells_total(chart); i++) {
        tell_joint(t, i, n);
        buf_put(t->out, chart->series[i].long_name);
    }
    if (chart->type == CHART_RANKING && n > 1) {
        buf_puts(t->out, ", ");
        tell(t, WORD_CHART_SORTED);
    }
    buf_puts(t->out, ", ");
    tell_measure(t, false);
    buf_putc(t->out, '.');
}

/* "Hoogste totaal: 1.615 (exclusief PM) in 2030." */
static void tell_largest_total(const struct teller *t)
{
    const struct amount *totals = t->chart->totals;
    struct path path = path_of(totals, t->chart->n_columns);

    if (path.n < 2 || is_level(totals, path))
        return;
    buf_putc(t->out, ' ');
    tell(t, WORD_CHART_LARGEST_TOTAL);
    buf_puts(t->out, ": ");
    tell_number(t, totals[path.high]);
    tell_in_column(t, path.high);
    buf_putc(t->out, '.');
}

/* "Grootste bedrag: 430, Digitale weerbaarheid en autonomie in 2030." */
static void tell_largest(const struct teller *t)
{
    const struct chart *chart = t->chart;
    const struct chart_series *largest = NULL;
    size_t column = 0;
    bool differ = false;

    for (size_t i = 0; i < chart->n_series; i++) {
        const struct amount *amounts = chart->series[i].amounts;
        struct path path = path_of(amounts, chart->n_columns);

        differ = differ || (path.n > 0 && largest != NULL &&
                            decimal_cmp(amounts[path.high].value,
                                        largest->amounts[column].value) != 0);
        differ = differ || (path.n > 0 && !is_level(amounts, path));
        if (path.n > 0 && (largest == NULL ||
                           decimal_cmp(amounts[path.high].value,
                                       largest->amounts[column].value) > 0)) {
            largest = &chart->series[i];
            column = path.high;
        }
    }
    if (!differ || chart->n_series < 2 || chart->n_columns < 2)
        return;
    buf_putc(t->out, ' ');
    tell(t, WORD_CHART_LARGEST);
    buf_puts(t->out, ": ");
    tell_number(t, largest->amounts[column]);
    buf_puts(t->out, ", ");
    buf_put(t->out, largest->long_name);
    tell_in_column(t, column);
    buf_putc(t->out, '.');
}

struct str chart_total_name(const struct chart *chart, enum lang lang)
{
    return word_in(lang, chart->partial ? WORD_CHART_TOGETHER : WORD_TOTAL);
}

static void tell_totals(const struct teller *t)
{
    buf_putc(t->out, ' ');
    buf_put(t->out, chart_total_name(t->chart, t->lang));
    tell_amounts(t, t->chart->totals, true);
    buf_putc(t->out, '.');
}

/* All series, a sentence a group: "Prioriteit: Data van 35 naar 140; AI ..." */
static void tell_series(const struct teller *t)
{
    const struct chart *chart = t->chart;
    const struct chart_series *series = chart->series;
    bool grouped = false;

    for (size_t i = 1; i < chart->n_series; i++)
        grouped = grouped || !str_eq(series[i].group, series[0].group);
    for (size_t i = 0; i < chart->n_series; i++) {
        bool opens = i == 0 || !str_eq(series[i].group, series[i - 1].group);

        if (i > 0)
            buf_puts(t->out, opens ? "." : ";");
        buf_putc(t->out, ' ');
        if (grouped && opens && series[i].group.len > 0) {
            buf_put(t->out, series[i].group);
            buf_puts(t->out, ": ");
        }
        buf_put(t->out, series[i].long_name);
        tell_amounts(t, series[i].amounts, chart->n_series == 1);
    }
    if (chart->n_series > 0)
        buf_putc(t->out, '.');
}

/* "Digitale weerbaarheid en autonomie 225; Cloud 125." */
static void tell_ranking(const struct teller *t)
{
    const struct chart *chart = t->chart;
    size_t column = chart_ranked_column(chart);
    const struct chart_series **order = chart_ranking(t->arena, chart, column);

    if (chart->n_columns + chart->n_extras == 0)
        return;
    for (size_t i = 0; i < chart->n_series; i++) {
        buf_puts(t->out, i == 0 ? " " : "; ");
        buf_put(t->out, order[i]->long_name);
        tell_cell(t, order[i]->amounts[column]);
    }
    if (chart->n_series > 0)
        buf_putc(t->out, '.');
}

static bool names_pm(const struct chart *chart)
{
    size_t n = chart->n_columns + chart->n_extras;
    bool ranking = chart->type == CHART_RANKING;

    for (size_t i = 0; i < chart->n_series; i++)
        for (size_t k = 0; k < n; k++) {
            struct amount amount = chart->series[i].amounts[k];

            if ((amount.kind == AMOUNT_PM || amount.without_pm) &&
                (!ranking || k == chart_ranked_column(chart)))
                return true;
        }
    return false;
}

static struct str make_alt(struct arena *a, const struct chart *chart,
                           enum lang lang, struct str added)
{
    struct buf out = buf_new(a);
    struct teller t = {a, chart, lang, &out};

    tell_what(&t);
    switch (chart->type) {
    case CHART_STACKED:
        if (chart->totals != NULL && chart->n_series != 1) {
            tell_largest_total(&t);
            tell_totals(&t);
        }
        tell_series(&t);
        break;
    case CHART_MULTIPLES:
    case CHART_GROUPED:
        tell_largest(&t);
        tell_series(&t);
        break;
    case CHART_BARS:
        if (tells_total(chart))
            tell_totals(&t);
        else
            tell_series(&t);
        break;
    case CHART_RANKING:
        tell_ranking(&t);
        break;
    }
    if (names_pm(chart)) {
        buf_putc(&out, ' ');
        tell(&t, WORD_PM_NOTE);
    }
    if (added.len > 0) {
        buf_putc(&out, ' ');
        buf_put(&out, added);
    }
    return buf_str(&out);
}

void chart_describe(struct arena *a, struct chart *chart, enum lang lang,
                    struct str added)
{
    chart->lang = lang;
    chart->subtitle = make_subtitle(a, chart, lang);
    chart->alt = make_alt(a, chart, lang, added);
}
