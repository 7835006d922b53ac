/* shapes.h - charts of every shape, and the frames they are drawn in: for the
 * property test, which looks for collisions, and for the gallery, which people
 * look at. */
#ifndef UNIT_SHAPES_H
#define UNIT_SHAPES_H

#include "chart/chart.h"
#include "nds.h"

struct named_frame {
    const char *name;
    struct chart_frame frame;
};

enum {
    N_FRAMES = 8
};

static const struct named_frame named_frames[N_FRAMES] = {
    {"slide", {840, 330, 16, false, false, LANG_NL}},
    {"half-slide", {400, 330, 16, false, false, LANG_NL}},
    {"paper", {453.5, 0, 8.5, false, false, LANG_NL}},
    {"web", {820, 0, 14, false, false, LANG_EN}},
    {"phone", {320, 0, 13, false, true, LANG_NL}},
    {"file", {900, 0, 14, true, false, LANG_NL}},
    {"sliver", {150, 0, 8.5, true, false, LANG_NL}},
    {"stamp", {110, 90, 8.5, false, false, LANG_NL}},
};

/* How amounts lie beside one another. */
enum spread {
    SPREAD_EVEN,     /* anything up to the size */
    SPREAD_ALIKE,    /* all the same */
    SPREAD_LOPSIDED, /* one is large, the others a ten-thousandth of it */
    SPREAD_PM,       /* not one amount is known */
    SPREAD_BELOW,    /* all negative */
};

/* Invented amounts: number, sign, size and gaps are what is varied.  Every
 * kind of chart is drawn of each of them. */
struct made_chart {
    const char *name;
    size_t n_series, n_columns, n_extras;
    int64_t size; /* of the largest amount */
    int scale;    /* decimals */
    bool losses;  /* a third is negative */
    bool holes;   /* PM, nil and empty cells */
    bool long_names;
    enum spread spread;
};

static const struct made_chart made_charts[] = {
    {"1x1", 1, 1, 0, 100, 0, false, false, false, SPREAD_EVEN},
    {"1x20", 1, 20, 0, 123456789, 0, false, false, false, SPREAD_EVEN},
    {"1x0+3", 1, 0, 3, 500, 0, false, false, false, SPREAD_EVEN},
    {"2x6+1", 2, 6, 1, 1400, 0, false, false, false, SPREAD_EVEN},
    {"3x3-zero", 3, 3, 0, 0, 0, false, true, false, SPREAD_EVEN},
    {"3x4-pm", 3, 4, 1, 0, 0, false, false, false, SPREAD_PM},
    {"3x5-below", 3, 5, 0, 800, 1, false, false, false, SPREAD_BELOW},
    {"4x4+1-losses", 4, 4, 1, 9500, 1, true, true, false, SPREAD_EVEN},
    {"4x5-lopsided", 4, 5, 0, 2000000, 0, false, false, false, SPREAD_LOPSIDED},
    {"4x5-alike", 4, 5, 1, 250, 0, false, false, false, SPREAD_ALIKE},
    {"6x8", 6, 8, 0, 700, 0, false, false, false, SPREAD_EVEN},
    {"7x5-huge", 7, 5, 0, INT64_MAX, 0, true, false, false, SPREAD_EVEN},
    {"8x12+1-long", 8, 12, 1, 987654321, 2, false, true, true, SPREAD_EVEN},
    {"12x5+2-tiny", 12, 5, 2, 12, 6, false, false, true, SPREAD_EVEN},
    {"20x1-losses", 20, 1, 0, 9500, 1, true, true, true, SPREAD_EVEN},
    {"40x20", 40, 20, 0, 987654321, 0, false, true, false, SPREAD_EVEN},
};

enum {
    N_TYPES = CHART_RANKING + 1,
    N_MADE = sizeof(made_charts) / sizeof(made_charts[0]),
    N_NDS = 10,
    N_SHAPES = N_NDS + N_MADE * N_TYPES
};

/* A small generator, so that the charts are the same everywhere (the constants
 * of Knuth's MMIX, TAOCP 3.3.4). */
static inline unsigned shapes_random(uint64_t *seed, unsigned below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*seed >> 33) % below;
}

static inline struct amount made_amount(const struct made_chart *m,
                                        uint64_t *seed)
{
    unsigned hole = shapes_random(seed, 8);
    int64_t part = (int64_t)shapes_random(seed, 1000);
    int64_t units = m->size / 1000 * part + m->size % 1000 * part / 1000;

    if (m->spread == SPREAD_PM)
        return (struct amount){.kind = AMOUNT_PM};
    if (m->holes && hole < 3)
        return (struct amount){.kind = hole == 0   ? AMOUNT_PM
                                       : hole == 1 ? AMOUNT_NIL
                                                   : AMOUNT_EMPTY};
    if (m->losses && shapes_random(seed, 3) == 0)
        units = -units / 2;
    if (m->spread == SPREAD_BELOW)
        units = -units;
    if (m->spread == SPREAD_ALIKE)
        units = m->size;
    if (m->spread == SPREAD_LOPSIDED && shapes_random(seed, 4) > 0)
        units /= 10000;
    return (struct amount){.kind = AMOUNT_NUMBER, .value = {units, m->scale}};
}

static inline struct str made_name(struct arena *a, const struct made_chart *m,
                                   size_t i)
{
    static const char *const names[] = {
        "Meerjareninvesteringsprogramma informatievoorziening en "
        "dienstverlening "
        "voor inwoners en ondernemers",
        "Wmo",
        "Aansprakelijkheidswaardevaststellingsveranderingsprocedurevoorschrifte"
        "n",
        "Beheer & onderhoud, openbare ruimte",
    };
    static const char *const short_names[] = {"Wonen", "Zorg en jeugd",
                                              "Mobiliteit", "Veiligheid"};
    const char *const *list = m->long_names ? names : short_names;

    return str_format(a, "%s %zu", list[i % 4], i + 1);
}

/* Sums are shown by stacks and by bars of more than one series. */
static inline struct amount *made_totals(struct arena *a,
                                         const struct chart *chart)
{
    size_t n = chart->n_columns + chart->n_extras;
    struct amount *totals = ARENA_ARRAY(a, n + 1, struct amount);

    for (size_t k = 0; k < n; k++) {
        struct tally tally = {0};

        for (size_t i = 0; i < chart->n_series; i++)
            tally_add(&tally, chart->series[i].amounts[k]);
        totals[k] = tally_sum(&tally);
    }
    return totals;
}

static inline struct chart made_chart(struct arena *a, enum chart_type type,
                                      const struct made_chart *m)
{
    struct chart chart = nds_frame(a, type, m->n_columns, m->n_extras);
    uint64_t seed = 2026;
    size_t n = m->n_columns + m->n_extras;

    chart.n_series = m->n_series;
    chart.series = ARENA_ARRAY(a, m->n_series, struct chart_series);
    for (size_t i = 0; i < m->n_series; i++) {
        struct chart_series *s = &chart.series[i];

        s->name = s->long_name = made_name(a, m, i);
        s->group = str_format(a, "Groep %zu", i * 3 / m->n_series + 1);
        s->amounts = ARENA_ARRAY(a, n, struct amount);
        for (size_t k = 0; k < n; k++)
            s->amounts[k] = made_amount(m, &seed);
    }
    if (type == CHART_STACKED || type == CHART_BARS)
        chart.totals = made_totals(a, &chart);
    return chart;
}

/* The charts of the sample report come first. */
static inline struct chart shape_chart(struct arena *a, size_t i)
{
    switch (i) {
    case 0:
        return nds_items(a, CHART_MULTIPLES, 0, NDS_PRIORITIES, false);
    case 1:
        return nds_groups(a, CHART_STACKED, false);
    case 2:
        return nds_ranking(a);
    case 3:
        return nds_items(a, CHART_MULTIPLES, 0, NDS_ITEMS, false);
    case 4:
        return nds_groups(a, CHART_STACKED, true);
    case 5:
        return nds_items(a, CHART_MULTIPLES, 0, NDS_ITEMS, true);
    case 6:
        return nds_groups(a, CHART_GROUPED, true);
    case 7:
        return nds_groups(a, CHART_BARS, true);
    case 8:
        return nds_items(a, CHART_STACKED, NDS_PRIORITIES, NDS_ITEMS, false);
    case 9:
        return nds_items(a, CHART_RANKING, 0, NDS_ITEMS, false);
    default:
        return made_chart(a, (enum chart_type)((i - N_NDS) % N_TYPES),
                          &made_charts[(i - N_NDS) / N_TYPES]);
    }
}

/* "4x5-alike stacked", for messages and names of sheets. */
static inline const char *shape_name(struct arena *a, size_t i)
{
    static const char *const types[N_TYPES] = {"multiples", "stacked",
                                               "grouped", "bars", "ranking"};

    if (i < N_NDS)
        return str_format(a, "nds-%zu", i).p;
    return str_format(a, "%s %s", made_charts[(i - N_NDS) / N_TYPES].name,
                      types[(i - N_NDS) % N_TYPES])
        .p;
}

#endif
