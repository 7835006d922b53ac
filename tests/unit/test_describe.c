#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "nds.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void expect_text(struct str got, const char *want)
{
    assert_string_equal(str_copy(arena, got).p, want);
}

static void multiples_tell_each_item_from_first_to_last(void **state)
{
    (void)state;
    struct chart c =
        nds_items(arena, CHART_MULTIPLES, 0, NDS_PRIORITIES, false);

    chart_describe(arena, &c, LANG_NL, STR(""));
    expect_text(c.subtitle, "Bedragen in €\u00A0mln, 2026–2030");
    expect_text(c.alt,
                "Staafdiagrammen op één schaal van 6 posten, bedragen in "
                "€\u00A0mln, 2026–2030. Grootste bedrag: 430, Digitale "
                "weerbaarheid en autonomie in 2030. Data van 35 naar 140; "
                "Artificiële intelligentie van 40 naar 50; Cloud van 60 "
                "naar 225; Digitaal Vakmanschap van 30 naar 210; Burgers & "
                "ondernemers centraal steeds 175; Digitale weerbaarheid en "
                "autonomie van 165 naar 430.");
}

static void all_items_are_told_by_group_with_their_pm(void **state)
{
    (void)state;
    struct chart c = nds_items(arena, CHART_MULTIPLES, 0, NDS_ITEMS, true);

    chart_describe(arena, &c, LANG_EN, STR("Two groups."));
    expect_text(c.subtitle,
                "Amounts in €\u00A0mln, 2026–2030 and Structureel per jaar");
    expect_text(c.alt,
                "Bar charts on one scale of 10 items, amounts in "
                "€\u00A0mln, 2026–2030 and Structureel per jaar. Largest "
                "amount: 430, Digitale weerbaarheid en autonomie in 2030. "
                "Prioriteit: Data from 35 to 140, Structureel per jaar 85; "
                "Artificiële intelligentie from 40 to 50, Structureel per "
                "jaar 45; Cloud from 60 to 225, Structureel per jaar 125; "
                "Digitaal Vakmanschap from 30 to 210, Structureel per jaar "
                "115; Burgers & ondernemers centraal always 175, "
                "Structureel per jaar 175; Digitale weerbaarheid en "
                "autonomie from 165 to 430, Structureel per jaar 225. "
                "Interventie: Standaarden from 5 to 45, Structureel per "
                "jaar 10; Collectieve oplossingen, EDI from 85 to 160, "
                "Structureel per jaar 110; IT-sourcing en inkoop from 25 to"
                " 15 in 2028, PM in 2029 and 2030, Structureel per jaar 10;"
                " Digitale wetgeving, wegnemen juridische belemmeringen "
                "from 125 to 180, highest 185 in 2029, Structureel per jaar"
                " 50. PM (pro memoria): amount not yet known. Two groups.");
}

static struct chart small_chart(enum chart_type type, size_t n_series,
                                int first, int last)
{
    struct chart c = nds_frame(arena, type, 2, 0);

    c.n_series = n_series;
    c.series = ARENA_ARRAY(arena, n_series, struct chart_series);
    for (size_t i = 0; i < n_series; i++) {
        struct chart_series *s = &c.series[i];

        s->name = s->long_name = i == 0 ? STR("Wonen") : STR("Zorg");
        s->amounts = ARENA_ARRAY(arena, 2, struct amount);
        s->amounts[0] = nds_amount(first);
        s->amounts[1] = nds_amount(last);
    }
    return c;
}

/* One item is one row of bars, of which nothing is the largest. */
static void one_item_is_told_as_one(void **state)
{
    (void)state;
    static const enum chart_type types[] = {CHART_MULTIPLES, CHART_STACKED,
                                            CHART_GROUPED, CHART_BARS};

    for (size_t i = 0; i < 4; i++) {
        struct chart c = small_chart(types[i], 1, 10, -5);

        chart_describe(arena, &c, LANG_NL, STR(""));
        expect_text(c.alt, "Staafdiagram van Wonen, bedragen in €\u00A0mln, "
                           "2026 en 2027. Wonen 10 in 2026 en -5 in 2027.");
    }
    struct chart c = small_chart(CHART_RANKING, 1, 10, NDS_PM);

    chart_describe(arena, &c, LANG_EN, STR(""));
    expect_text(c.alt, "Horizontal bar chart of Wonen, amounts in €\u00A0mln, "
                       "2027. Wonen PM. PM (pro memoria): amount not yet "
                       "known.");
}

static void what_is_all_the_same_has_no_largest(void **state)
{
    (void)state;
    struct chart c = small_chart(CHART_MULTIPLES, 2, 0, 0);

    chart_describe(arena, &c, LANG_NL, STR(""));
    expect_text(c.alt, "Staafdiagrammen op één schaal van Wonen en Zorg, "
                       "bedragen in €\u00A0mln, 2026 en 2027. Wonen steeds 0; "
                       "Zorg steeds 0.");
}

static void stacks_tell_their_totals(void **state)
{
    (void)state;
    struct chart c = nds_groups(arena, CHART_STACKED, true);

    chart_describe(arena, &c, LANG_NL, STR(""));
    expect_text(c.alt,
                "Gestapeld staafdiagram van Prioriteit en Interventie, "
                "bedragen in €\u00A0mln, 2026–2030 en Structureel per jaar."
                " Hoogste totaal: 1.615 (exclusief PM) in 2030. Totaal 745 "
                "in 2026, 1.110 in 2027, 1.355 in 2028, 1.510 (exclusief "
                "PM) in 2029 en 1.615 (exclusief PM) in 2030, Structureel "
                "per jaar 950. Prioriteit van 505 naar 1.230, Structureel "
                "per jaar 770; Interventie van 240 naar 385 (exclusief PM),"
                " hoogst 390 (exclusief PM) in 2029, Structureel per jaar "
                "180. PM (pro memorie): bedrag nog niet bekend.");
    chart_describe(arena, &c, LANG_EN, STR(""));
    expect_text(c.alt,
                "Stacked bar chart of Prioriteit and Interventie, amounts "
                "in €\u00A0mln, 2026–2030 and Structureel per jaar. Highest"
                " total: 1,615 (excluding PM) in 2030. Total 745 in 2026, "
                "1,110 in 2027, 1,355 in 2028, 1,510 (excluding PM) in 2029"
                " and 1,615 (excluding PM) in 2030, Structureel per jaar "
                "950. Prioriteit from 505 to 1,230, Structureel per jaar "
                "770; Interventie from 240 to 385 (excluding PM), highest "
                "390 (excluding PM) in 2029, Structureel per jaar 180. PM "
                "(pro memoria): amount not yet known.");
}

static void rankings_tell_from_large_to_small(void **state)
{
    (void)state;
    struct chart c = nds_ranking(arena);

    chart_describe(arena, &c, LANG_NL, STR(""));
    expect_text(c.subtitle, "Bedragen in €\u00A0mln, Structureel per jaar");
    expect_text(c.alt,
                "Liggend staafdiagram van 10 posten, van groot naar klein, "
                "bedragen in €\u00A0mln, Structureel per jaar. Digitale "
                "weerbaarheid en autonomie 225; Burgers & ondernemers "
                "centraal 175; Cloud 125; Digitaal Vakmanschap 115; "
                "Collectieve oplossingen, EDI 110; Data 85; Digitale "
                "wetgeving, wegnemen juridische belemmeringen 50; "
                "Artificiële intelligentie 45; Standaarden 10; IT-sourcing "
                "en inkoop 10.");
}

static void a_ranking_of_years_takes_the_last_with_pm_behind(void **state)
{
    (void)state;
    struct chart c = nds_items(arena, CHART_RANKING, 6, NDS_ITEMS, false);

    chart_describe(arena, &c, LANG_EN, STR(""));
    expect_text(c.subtitle, "Amounts in €\u00A0mln, 2030");
    expect_text(c.alt,
                "Horizontal bar chart of 4 items, from large to small, "
                "amounts in €\u00A0mln, 2030. Digitale wetgeving, wegnemen "
                "juridische belemmeringen 180; Collectieve oplossingen, EDI"
                " 160; Standaarden 45; IT-sourcing en inkoop PM. PM (pro "
                "memoria): amount not yet known.");
}

static void bars_tell_every_amount(void **state)
{
    (void)state;
    struct chart total = nds_groups(arena, CHART_BARS, false);
    struct chart one = nds_items(arena, CHART_BARS, 8, 9, true);

    chart_describe(arena, &total, LANG_NL, STR(""));
    expect_text(total.subtitle, "Totaal, bedragen in €\u00A0mln, 2026–2030");
    expect_text(total.alt,
                "Staafdiagram van het totaal, bedragen in €\u00A0mln, "
                "2026–2030. Totaal 745 in 2026, 1.110 in 2027, 1.355 in "
                "2028, 1.510 (exclusief PM) in 2029 en 1.615 (exclusief PM)"
                " in 2030. PM (pro memorie): bedrag nog niet bekend.");
    chart_describe(arena, &one, LANG_NL, STR(""));
    expect_text(one.alt,
                "Staafdiagram van IT-sourcing en inkoop, bedragen in "
                "€\u00A0mln, 2026–2030 en Structureel per jaar. IT-sourcing"
                " en inkoop 25 in 2026, 20 in 2027 en 15 in 2028, PM in "
                "2029 en 2030, Structureel per jaar 10. PM (pro memorie): "
                "bedrag nog niet bekend.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(multiples_tell_each_item_from_first_to_last),
        cmocka_unit_test(all_items_are_told_by_group_with_their_pm),
        cmocka_unit_test(one_item_is_told_as_one),
        cmocka_unit_test(what_is_all_the_same_has_no_largest),
        cmocka_unit_test(stacks_tell_their_totals),
        cmocka_unit_test(rankings_tell_from_large_to_small),
        cmocka_unit_test(a_ranking_of_years_takes_the_last_with_pm_behind),
        cmocka_unit_test(bars_tell_every_amount),
    };

    return cmocka_run_group_tests_name("model/chart", tests, set_up, tear_down);
}
