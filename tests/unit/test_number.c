/* read/number.h: what one cell says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "read/number.h"

static struct amount comma(const char *text)
{
    struct number n = number_scan(str_of(text));

    return number_amount(&n, ',');
}

static void expect(const char *text, int64_t units, int scale)
{
    struct amount got = comma(text);

    if (got.kind != AMOUNT_NUMBER || got.value.units != units ||
        got.value.scale != scale)
        fail_msg("%s: kind %d, %ld / 10^%d", text, (int)got.kind,
                 (long)got.value.units, got.value.scale);
}

static void numbers_as_dutch_tables_have_them(void **state)
{
    (void)state;
    expect("0", 0, 0);
    expect("1355", 1355, 0);
    expect("1.355", 1355, 0);
    expect("12.345.678", 12345678, 0);
    expect("1.234,5", 12345, 1);
    expect("0,125", 125, 3);
    expect("1 355", 1355, 0);
    expect("1\xC2\xA0"
           "355,50",
           135550, 2); /* no-break space */
    expect("1\xE2\x80\xAF"
           "355",
           1355, 0);                 /* narrow no-break space */
    expect("1'234'567", 1234567, 0); /* as Switzerland, and SAP, write it */
    expect("1’234,5", 12345, 1);
    expect("€ 1.000", 1000, 0);
    expect("€1.000,25", 100025, 2);
    expect("1.000 €", 1000, 0);
    expect("EUR 12", 12, 0);
    expect("4,5%", 45, 1);
    expect("12,-", 12, 0);
    expect("€ 12,--", 12, 0);
    expect("007", 7, 0);
    expect("+12", 12, 0);
}

static void negative_numbers_in_every_form(void **state)
{
    static const char *const forms[] = {
        "-250",
        "- 250",
        "–250",
        "– 250",
        "\xE2\x88\x92"
        "250",
        "(250)",
        "( 250 )",
        "250-",
        "€ -250",
        "-€ 250",
        "(€ 250)",
        "€ (250)",
        "-250,-",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
        expect(forms[i], -250, 0);
}

static void pm_nil_and_empty_are_three_things(void **state)
{
    static const struct {
        const char *text;
        enum amount_kind kind;
    } cases[] = {
        {"PM", AMOUNT_PM},    {"pm", AMOUNT_PM},
        {"p.m.", AMOUNT_PM},  {"P.M.", AMOUNT_PM},
        {"p.m", AMOUNT_PM},   {" Pm ", AMOUNT_PM},
        {"p. m.", AMOUNT_PM}, {"pro memorie", AMOUNT_PM},
        {"-", AMOUNT_NIL},    {"–", AMOUNT_NIL},
        {"—", AMOUNT_NIL},    {"€ -", AMOUNT_NIL},
        {"- €", AMOUNT_NIL},  {"", AMOUNT_EMPTY},
        {" ", AMOUNT_EMPTY},  {"\xC2\xA0", AMOUNT_EMPTY},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        if (comma(cases[i].text).kind != cases[i].kind)
            fail_msg("\"%s\" is %d", cases[i].text, comma(cases[i].text).kind);
}

static void what_is_no_amount(void **state)
{
    static const char *const bad[] = {
        "zestig",
        "waarvan 10",
        "n.v.t.",
        "1.23.456",
        "1.2345.678",
        "12.34.5",
        "1,2,3",
        "1..000",
        ",5",
        "5,",
        "--5",
        "(-5)",
        "(5",
        "5)",
        "€€ 5",
        "5%%",
        "€",
        "%",
        "()",
        "1 23",
        "1 234.567 890",
        "#N/B",
        "1,2E+05",
        "12 mln",
        "1/2",
        "0x10",
        "½",
        "pmp",
        "p",
        "m",
        "0.234,5",
        "1.234 567",
        "1234567890123456",
        "0,1234567",
        "1111111111111111111111111111111111111111111111111111111111",
        "35\xC2\xB9",
        "\xFF",
        "5\n6",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        if (comma(bad[i]).kind != AMOUNT_BAD)
            fail_msg("\"%s\" is kind %d", bad[i], comma(bad[i]).kind);
}

static void a_cell_gives_away_its_decimal_sign_or_not(void **state)
{
    static const struct {
        const char *text;
        bool with_comma, with_point, unsure;
    } cases[] = {
        {"12", true, true, false},         {"1 234", true, true, false},
        {"1,5", true, false, false},       {"1.5", false, true, false},
        {"1.234", true, true, true},       {"1,234", true, true, true},
        {"0.234", false, true, false},     {"0,234", true, false, false},
        {"1234.567", false, true, false},  {"1.234,5", true, false, false},
        {"1,234.5", false, true, false},   {"1.234.567", true, false, false},
        {"1,234,567", false, true, false}, {"12.3456", false, true, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct number n = number_scan(str_of(cases[i].text));
        if (n.with_comma != cases[i].with_comma ||
            n.with_point != cases[i].with_point || n.unsure != cases[i].unsure)
            fail_msg("%s", cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_as_dutch_tables_have_them),
        cmocka_unit_test(negative_numbers_in_every_form),
        cmocka_unit_test(pm_nil_and_empty_are_three_things),
        cmocka_unit_test(what_is_no_amount),
        cmocka_unit_test(a_cell_gives_away_its_decimal_sign_or_not),
    };

    return cmocka_run_group_tests_name("read/number", tests, NULL, NULL);
}
