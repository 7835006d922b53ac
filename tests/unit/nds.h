/* nds.h - the investment table of the sample report, as charts of it: what
 * chart tests draw and describe. */
#ifndef UNIT_NDS_H
#define UNIT_NDS_H

#include "base/arena.h"
#include "model/chart.h"

enum {
    NDS_PM = -1,
    NDS_ITEMS = 10,
    NDS_PRIORITIES = 6,
    NDS_YEARS = 5,
    NDS_COLUMNS = 6
};

static const struct {
    const char *group, *name, *long_name;
    int amounts[NDS_COLUMNS];
} nds_rows[NDS_ITEMS] = {
    {"Prioriteit", "Data", "Data", {35, 65, 90, 115, 140, 85}},
    {"Prioriteit", "AI", "Artificiële intelligentie", {40, 50, 50, 50, 50, 45}},
    {"Prioriteit", "Cloud", "Cloud", {60, 150, 190, 215, 225, 125}},
    {"Prioriteit",
     "Digitaal Vakmanschap",
     "Digitaal Vakmanschap",
     {30, 125, 200, 200, 210, 115}},
    {"Prioriteit",
     "Burgers & ondernemers centraal",
     "Burgers & ondernemers centraal",
     {175, 175, 175, 175, 175, 175}},
    {"Prioriteit",
     "Digitale weerbaarheid en autonomie",
     "Digitale weerbaarheid en autonomie",
     {165, 235, 310, 365, 430, 225}},
    {"Interventie", "Standaarden", "Standaarden", {5, 30, 35, 45, 45, 10}},
    {"Interventie",
     "Collectieve oplossingen, EDI",
     "Collectieve oplossingen, EDI",
     {85, 115, 130, 160, 160, 110}},
    {"Interventie",
     "IT-sourcing en inkoop",
     "IT-sourcing en inkoop",
     {25, 20, 15, NDS_PM, NDS_PM, 10}},
    {"Interventie",
     "Digitale wetgeving, wegnemen juridische belemmeringen",
     "Digitale wetgeving, wegnemen juridische belemmeringen",
     {125, 145, 160, 185, 180, 50}},
};

static inline struct amount nds_amount(int value)
{
    if (value == NDS_PM)
        return (struct amount){.kind = AMOUNT_PM};
    return (struct amount){.kind = AMOUNT_NUMBER, .value = {value, 0}};
}

/* A chart without rows: years and extras are named. */
static inline struct chart nds_frame(struct arena *a, enum chart_type type,
                                     size_t n_years, size_t n_extras)
{
    struct chart chart = {
        .id = STR("fig-nds"),
        .type = type,
        .columns = ARENA_ARRAY(a, n_years + 1, struct str),
        .n_columns = n_years,
        .extras = ARENA_ARRAY(a, n_extras + 1, struct str),
        .n_extras = n_extras,
        .title = STR("Digitale weerbaarheid vraagt elk jaar het meest"),
        .unit = STR("€ mln"),
        .source = STR("Ontwikkelingen bij de VNG-commissie "
                      "Informatiesamenleving, 21 november 2025"),
        .at = {"t.md", 1, 1}};

    for (size_t i = 0; i < n_years; i++)
        chart.columns[i] = str_format(a, "%zu", 2026 + i);
    for (size_t i = 0; i < n_extras; i++)
        chart.extras[i] = STR("Structureel per jaar");
    return chart;
}

/* Items first to last - 1, all years; with the structural amounts or without.
 */
static inline struct chart nds_items(struct arena *a, enum chart_type type,
                                     size_t first, size_t last, bool with_extra)
{
    struct chart chart = nds_frame(a, type, NDS_YEARS, with_extra ? 1 : 0);

    chart.n_series = last - first;
    chart.series = ARENA_ARRAY(a, chart.n_series, struct chart_series);
    for (size_t i = 0; i < chart.n_series; i++) {
        struct chart_series *s = &chart.series[i];

        s->name = str_of(nds_rows[first + i].name);
        s->long_name = str_of(nds_rows[first + i].long_name);
        s->group = str_of(nds_rows[first + i].group);
        s->amounts = ARENA_ARRAY(a, NDS_COLUMNS, struct amount);
        for (size_t k = 0; k < NDS_COLUMNS; k++)
            s->amounts[k] = nds_amount(nds_rows[first + i].amounts[k]);
    }
    return chart;
}

/* Sums of the items first to last - 1. */
static inline struct amount *nds_sums(struct arena *a, size_t first,
                                      size_t last)
{
    struct amount *sums = ARENA_ARRAY(a, NDS_COLUMNS, struct amount);
    bool ok = true;

    for (size_t k = 0; k < NDS_COLUMNS; k++)
        for (size_t i = first; i < last; i++)
            sums[k] =
                amount_add(sums[k], nds_amount(nds_rows[i].amounts[k]), &ok);
    return sums;
}

/* Two parts, Prioriteit and Interventie, with the totals. */
static inline struct chart nds_groups(struct arena *a, enum chart_type type,
                                      bool with_extra)
{
    struct chart chart = nds_frame(a, type, NDS_YEARS, with_extra ? 1 : 0);

    chart.n_series = 2;
    chart.series = ARENA_ARRAY(a, 2, struct chart_series);
    chart.series[0] =
        (struct chart_series){STR("Prioriteit"), STR("Prioriteit"), STR(""),
                              nds_sums(a, 0, NDS_PRIORITIES)};
    chart.series[1] =
        (struct chart_series){STR("Interventie"), STR("Interventie"), STR(""),
                              nds_sums(a, NDS_PRIORITIES, NDS_ITEMS)};
    chart.totals = nds_sums(a, 0, NDS_ITEMS);
    return chart;
}

/* All items, only the structural amounts. */
static inline struct chart nds_ranking(struct arena *a)
{
    struct chart chart = nds_items(a, CHART_RANKING, 0, NDS_ITEMS, true);

    chart.n_columns = 0;
    for (size_t i = 0; i < chart.n_series; i++)
        chart.series[i].amounts += NDS_YEARS;
    return chart;
}

#endif
