/* words.h - the built-in words, numbers and dates of the outputs, by language.
 *
 * The C locale is never set, so these functions are the only place that knows
 * how a number or a date is written.
 */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include "base/str.h"
#include "model/amount.h"

struct arena;

enum lang {
    LANG_NL,
    LANG_EN,
};

enum word {
#define WORD(name, nl, en) WORD_##name,
#include "model/words.def"
#undef WORD
    WORD_COUNT
};

struct date {
    int year, month, day; /* year 0: not stated */
};

struct str word_in(enum lang lang, enum word word); /* constant */
/* The word with `value` where its %s stands. */
struct str word_with(struct arena *a, enum lang lang, enum word word,
                     struct str value);
struct str lang_code(enum lang lang); /* "nl", "en" */
struct str lang_tag(enum lang lang);  /* "nl-NL", "en-GB" */

/* 1110 -> "1.110" (nl), "1,110" (en); a minus is U+2212 nowhere: it is "-", as
 * DOMAIN and Dutch practice have it, because copied text must parse. */
struct str format_decimal(struct arena *a, struct decimal d, enum lang lang);

/* 1110 -> "1110": without thousands signs, for messages and data files. */
struct str format_plain(struct arena *a, struct decimal d, char decimal_sign);

/* As in a table cell: "1.110", "PM", "–" for nil, "" for empty and bad. */
struct str format_amount(struct arena *a, struct amount amount, enum lang lang);

/* With the unit, as in prose: "€ 190 mln", "€ -12", "12 fte".  A unit that
 * starts with a currency sign goes around the number, another one behind it;
 * all spaces are no-break (U+00A0).  English writes "€190 mln" and "-€12".  PM
 * stays "PM", nil is "nihil", empty "niet opgegeven"; a sum that left out a PM
 * gets " (exclusief PM)". */
struct str format_money(struct arena *a, struct amount amount, struct str unit,
                        enum lang lang);

/* What a table or chart says once about all its amounts: "Bedragen in € mln",
 * "Bedragen × € 1.000", "Percentages", "In fte"; "" without a unit. */
struct str format_unit_line(struct arena *a, struct str unit, enum lang lang);

/* "0,56%" */
struct str format_percent(struct arena *a, struct decimal d, enum lang lang);

/* The day, in UTC, of so many seconds since 1970, as SOURCE_DATE_EPOCH says them
 * (https://reproducible-builds.org/specs/source-date-epoch/).  False: not a
 * number, or behind the year 9999. */
bool date_of_epoch(const char *seconds, struct date *date);

/* "21 november 2025", "21 November 2025"; "" when not stated. */
struct str format_date(struct arena *a, struct date date, enum lang lang);
/* "2025-11-21" */
struct str format_iso_date(struct arena *a, struct date date);

/* "400 kB", "1,2 MB": 1 kB is 1000 bytes; no-break space. */
struct str format_size(struct arena *a, size_t bytes, enum lang lang);

#endif
