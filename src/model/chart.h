/* chart.h - what a chart shows: chosen, named and checked, not yet drawn. */
#ifndef MODEL_CHART_H
#define MODEL_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"
#include "model/amount.h"
#include "model/words.h"

struct arena;
struct dataset;
struct inline_;
struct table;

enum chart_type {
    CHART_MULTIPLES, /* a panel an item, one scale */
    CHART_STACKED,   /* parts on one another, a bar a year */
    CHART_GROUPED,   /* parts beside one another */
    CHART_BARS,      /* one series: the total, or one row */
    CHART_RANKING,   /* horizontal, sorted by size, one column */
};

struct chart_series {
    struct str name;        /* short */
    struct str long_name;   /* for alt texts and rankings */
    struct str group;       /* heading above its panels, or "" */
    struct amount *amounts; /* one a column, then one an extra */
};

struct chart {
    struct str id; /* "fig-prioriteiten", or "" */
    /* What its files are called: its id, else "figuur-3"; "" without a number.
     * No two charts of a report have the same. */
    struct str file_name;
    enum chart_type type;
    const struct dataset *data;
    struct chart_series *series; /* in the order of the source */
    size_t n_series;
    struct str *columns; /* names: "2026" ... */
    size_t n_columns;
    struct str *extras; /* columns set apart: "Structureel per jaar" */
    size_t n_extras;
    /* Of all series, a column each, then the extras: the printed totals where
     * the chart shows all items, else derived; NULL where a sum says nothing
     * (multiples, ranking, bars). */
    struct amount *totals;
    bool partial;        /* not all items are shown: a sum is not the total */
    struct str title;    /* the author's message */
    struct str subtitle; /* measure, unit, period: made from the data */
    struct str unit;     /* "€ mln" */
    struct str source;
    struct str alt;      /* made from the data, then what the author adds */
    struct table *table; /* the same numbers, to stand beside it */
    /* "tabel 2": the numbered table of the report that holds all of them; NULL
     * when none does. */
    const struct inline_ *printed;
    unsigned number;           /* Figuur 2 */
    struct written written[2]; /* title and alt, for the checks */
    enum lang lang;            /* of its words: that of its page */
    struct place at;
};

/* The column (an extra when >= n_columns) that a ranking shows: the last year,
 * else the first extra.  And the series by its amounts: numbers from large to
 * small (where none is above zero, from the farthest below), then nil, PM and
 * what is not stated; equals keep their order. */
size_t chart_ranked_column(const struct chart *chart);
const struct chart_series **
chart_ranking(struct arena *a, const struct chart *chart, size_t column);

/* Fills in the language and what is made from the data: "Bedragen in € mln, 2026–2030" and the
 * alt text, complete enough to replace the picture: kind, what, from-to, the
 * largest, each PM; `added` is what the author adds to it, or "". */
void chart_describe(struct arena *a, struct chart *chart, enum lang lang,
                    struct str added);

/* What the sum of the series is called: "Totaal", or "Samen" of some. */
struct str chart_total_name(const struct chart *chart, enum lang lang);

#endif
