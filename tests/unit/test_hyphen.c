/* text/hyphen.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "text/hyphen.h"

struct world {
    struct arena *arena;
    struct hyphen *patterns; /* Dutch, but for one test */
};

static int open_dutch(void **state)
{
    static struct world w;
    struct str problem;

    w.arena = arena_new();
    w.patterns = hyphen_open(w.arena, STR("nl"), &problem);
    *state = &w;
    return w.patterns == NULL;
}

static int close_dutch(void **state)
{
    struct world *w = *state;

    hyphen_free(w->patterns);
    arena_free(w->arena);
    return 0;
}

/* The word with "-" where it may break. */
static struct str broken(struct arena *a, const struct hyphen *h,
                         struct str word)
{
    struct buf out = buf_new(a);
    bool *breaks = ARENA_ARRAY(a, word.len + 1, bool);

    hyphen_breaks(h, word, breaks);
    for (size_t i = 0; i < word.len; i++) {
        if (breaks[i])
            buf_putc(&out, '-');
        buf_putc(&out, word.p[i]);
    }
    return buf_str(&out);
}

static void expect(const struct world *w, const char *word, const char *want)
{
    struct arena *a = arena_new();

    assert_string_equal(broken(a, w->patterns, str_of(word)).p, want);
    arena_free(a);
}

/* The words of municipal reports, each break read by eye. */
static void dutch_words_break_between_syllables(void **state)
{
    static const char *const words[] = {
        // clang-format off
        "sa-men-le-ving", "in-for-ma-tie-sa-men-le-ving",
        "di-gi-ta-li-se-rings-stra-te-gie", "in-for-ma-tie-be-vei-li-ging",
        "in-ves-te-rings-agen-da", "ge-meen-te-be-stuur",
        "ge-meen-te-lij-ke", "ge-meen-te-raad", "ge-meen-te-fonds",
        "col-lec-ti-vi-se-ring", "weer-baar-heid", "cy-ber-weer-baar-heid",
        "au-to-no-mie", "ar-ti-fi-cië-le", "in-tel-li-gen-tie", "over-heid",
        "rijks-over-heid", "ba-sis-re-gi-stra-tie",
        "ba-sis-re-gi-stra-ties", "ge-ge-vens-uit-wis-se-ling",
        "ge-ge-vens-be-scher-ming", "per-soons-ge-ge-vens",
        "dienst-ver-le-ning", "bur-ger-par-ti-ci-pa-tie", "in-wo-ners",
        "on-der-ne-mers", "toe-gan-ke-lijk-heid",
        "ver-ant-woor-de-lijk-heid", "sa-men-wer-kings-ver-band",
        "uit-voe-rings-or-ga-ni-sa-tie", "stan-daar-di-sa-tie",
        "in-ter-o-pe-ra-bi-li-teit", "cloud-stra-te-gie",
        "soft-wa-re-le-ve-ran-cier", "le-ve-ran-ciers-ma-na-ge-ment",
        "aan-be-ste-ding", "in-koop-voor-waar-den", "re-ken-ka-mer",
        "re-ken-ka-mer-com-mis-sie", "por-te-feuil-le-hou-der",
        "wet-hou-der", "bur-ge-mees-ter", "ge-meen-te-se-cre-ta-ris",
        "raads-grif-fier", "raads-grif-fie", "be-stuurs-ak-koord",
        "co-a-li-tie-ak-koord", "be-stuur-lijk", "be-leids-me-de-wer-ker",
        "be-leids-voor-ne-men", "be-gro-ting", "meer-ja-ren-be-gro-ting",
        "be-gro-tings-jaar", "jaar-re-ke-ning", "ka-der-no-ta",
        "voor-jaars-no-ta", "na-jaars-no-ta", "struc-tu-reel",
        "in-ci-den-teel", "dek-king", "fi-nan-cie-ring", "be-kos-ti-ging",
        "in-ves-te-ring", "in-ves-te-rin-gen", "uit-ga-ven", "kos-ten",
        "op-breng-sten", "sub-si-die", "sub-si-die-re-ge-ling",
        "pro-ject-lei-der", "pro-gram-ma-ma-na-ger",
        "pro-gram-ma-be-gro-ting", "werk-groep", "stuur-groep",
        "ver-ga-de-ring", "le-den-ver-ga-de-ring", "ver-ga-der-stuk-ken",
        "be-sluit-vor-ming", "be-slui-ten-lijst", "ac-tie-lijst",
        "ad-vies-com-mis-sie", "com-mis-sie-ver-ga-de-ring",
        "com-mis-sie-le-den", "voor-zit-ter", "vi-ce-voor-zit-ter",
        "se-cre-ta-ris", "no-tu-len", "jeugd-zorg", "wijk-ver-ple-ging",
        "zorg-ver-ze-ke-ring", "ar-beids-markt",
        "ar-beids-on-ge-schikt-heid", "werk-ge-le-gen-heid",
        "werk-ge-ver-schap", "on-der-wijs", "ba-sis-on-der-wijs",
        "school-be-stuur", "leer-plicht", "om-ge-vings-wet",
        "om-ge-vings-ver-gun-ning", "be-stem-mings-plan", "ruim-te-lij-ke",
        "or-de-ning", "wo-ning-bouw", "wo-ning-cor-po-ra-tie",
        "huis-ves-ting", "ver-keers-vei-lig-heid", "open-baar-heid",
        "ver-trou-we-lijk-heid", "ge-heim-hou-ding", "coör-di-na-tie",
        "geïn-for-meerd", "reü-nie", "pa-tiën-ten", "beëin-di-gen",
        "kin-der-op-vang", "acht-tien", "rechts-be-scher-ming",
        "recht-staat", "rechts-staat", "al-go-rit-me-re-gis-ter",
        "al-go-rit-men", "des-in-for-ma-tie", "so-ci-a-le", "me-dia",
        "plat-form", "plat-forms", "net-werk-sa-men-le-ving",
        "ver-kie-zin-gen", "stem-ming", "ont-wik-ke-lin-gen",
        "sa-men-vat-ting", "pre-sen-ta-tie", "pri-o-ri-tei-ten",
        "ka-bi-nets-pe-ri-o-de", "voort-gangs-rap-por-ta-ge",
        "uit-voe-rings-kracht", "ex-per-ti-se-cen-trum",
        "ken-nis-uit-wis-se-ling", "amb-te-na-ren", "vak-man-schap",
        "duur-zaam-heid", "ener-gie-tran-si-tie", "kli-maat-adap-ta-tie",
        "ach-ter-stand", "over-stap", "open-staan-de", "her-in-rich-ting",
        "zelf-stan-dig", "bij-een-komst", "be-stuur-ders", "af-spra-ken",
        "lan-de-lij-ke", "re-gi-o-na-le", "pro-vin-cie", "wa-ter-schap",
        "wa-ter-schap-pen", "vei-lig-heids-re-gio",
        "ge-meen-schap-pe-lij-ke", "re-ge-ling",
        // clang-format on
    };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        struct arena *a = arena_new();
        struct buf word = buf_new(a);

        for (const char *p = words[i]; *p != '\0'; p++)
            if (*p != '-')
                buf_putc(&word, *p);
        expect(*state, buf_str(&word).p, words[i]);
        arena_free(a);
    }
}

static void capitals_and_punctuation_do_not_matter(void **state)
{
    expect(*state, "Samenleving", "Sa-men-le-ving");
    expect(*state, "(Digitalisering),", "(Di-gi-ta-li-se-ring),");
    expect(*state, "\xE2\x80\x9Csamenleving\xE2\x80\x9D",
           "\xE2\x80\x9Csa-men-le-ving\xE2\x80\x9D");
}

/* "AI-strategie" gets one hyphen more, in its second part. */
static void parts_of_a_compound_break_by_themselves(void **state)
{
    expect(*state, "AI-strategie", "AI-stra-te-gie");
    expect(*state, "en/of-besluit", "en/of-be-sluit");
}

static void names_numbers_and_addresses_stay_whole(void **state)
{
    static const char *const whole[] = {
        "VNG",          "DigiD",
        "MijnOverheid", "GEMEENTE",
        "2026",         "versie1punt0",
        "foto's",       "info@platform.example",
        "een",          "https://www.vng.nl/informatiesamenleving",
    };

    for (size_t i = 0; i < sizeof(whole) / sizeof(whole[0]); i++)
        expect(*state, whole[i], whole[i]);
}

static void no_break_stands_before_a_trema(void **state)
{
    expect(*state, "co\xC3\xB6rdinatie", "co\xC3\xB6r-di-na-tie");
    expect(*state, "be\xC3\xABindigen", "be\xC3\xABin-di-gen");
}

static void a_trema_falls_away_behind_a_break(void **state)
{
    const struct world *w = *state;
    static const char *const words[][2] = {
        {"idee\u00EBn", "idee-\u00EBn"},
        {"co\u00F6rdinatie", "co-\u00F6rdinatie"},
        {"financi\u00EBle", "financi-\u00EBle"},
        {"ge\u00EFnformeerd", "ge-\u00EFnformeerd"},
        {"tweeentwintig", "tweeentwintig"},
    };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        struct str word = str_of(words[i][0]);
        bool breaks[40] = {false};
        struct buf out = buf_new(w->arena);

        hyphen_bare_breaks(w->patterns, word, breaks);
        for (size_t k = 0; k < word.len; k++) {
            if (breaks[k])
                buf_putc(&out, '-');
            buf_putc(&out, word.p[k]);
        }
        assert_string_equal(buf_str(&out).p, words[i][1]);
    }
    assert_false(hyphen_bare_breaks(w->patterns, STR("tweeling"), NULL));
    /* English keeps its trema. */
    assert_false(hyphen_bare_breaks(hyphen_for(w->patterns, STR("en")),
                                    STR("na\u00EFvety"), NULL));
}

static void a_soft_hyphen_of_the_author_decides(void **state)
{
    expect(*state, "samen\xC2\xADleving", "samen\xC2\xADleving");
}

static void a_word_that_came_before_has_the_same_breaks(void **state)
{
    for (int i = 0; i < 3; i++) {
        expect(*state, "samenleving", "sa-men-le-ving");
        expect(*state, "Samenleving", "Sa-men-le-ving");
        expect(*state, "samenlevingen", "sa-men-le-vin-gen");
    }
}

static void any_bytes_are_fine(void **state)
{
    const struct world *w = *state;
    struct arena *a = arena_new();
    char bytes[3000];

    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (char)(i * 7919 % 251);
    broken(a, w->patterns, (struct str){bytes, sizeof(bytes)});
    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = 'a';
    assert_int_equal(
        broken(a, w->patterns, (struct str){bytes, sizeof(bytes)}).len,
        sizeof(bytes));
    arena_free(a);
}

static void english_has_patterns_of_its_own(void **state)
{
    struct world w = {.arena = arena_new()};
    struct str problem;

    (void)state;
    w.patterns = hyphen_open(w.arena, STR("en"), &problem);
    assert_non_null(w.patterns);
    expect(&w, "Government", "Gov-ern-ment");
    expect(&w, "information", "in-form-a-tion");
    hyphen_free(w.patterns);
    arena_free(w.arena);
}

static void a_language_is_known_by_its_first_two_letters(void **state)
{
    struct world w = *(struct world *)*state;
    const struct hyphen *english = hyphen_for(w.patterns, STR("en"));
    bool breaks[16];

    assert_ptr_equal(hyphen_for(w.patterns, STR("nl-BE")), w.patterns);
    assert_ptr_equal(hyphen_for(w.patterns, STR("EN-us")), english);
    assert_null(hyphen_for(w.patterns, STR("fr")));
    assert_null(hyphen_for(w.patterns, STR("eng")));
    assert_null(hyphen_for(w.patterns, STR("")));
    assert_null(hyphen_for(NULL, STR("en")));
    hyphen_breaks(english, STR("government"), breaks);
    assert_true(breaks[3] && !breaks[2]); /* gov-ern-ment, go-vern-ment */
}

static void a_language_without_patterns_says_so(void **state)
{
    struct arena *a = arena_new();
    struct str problem;

    (void)state;
    assert_null(hyphen_open(a, STR("xx"), &problem));
    assert_string_equal(problem.p, "no hyphenation patterns for \"xx\"");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dutch_words_break_between_syllables),
        cmocka_unit_test(capitals_and_punctuation_do_not_matter),
        cmocka_unit_test(parts_of_a_compound_break_by_themselves),
        cmocka_unit_test(names_numbers_and_addresses_stay_whole),
        cmocka_unit_test(no_break_stands_before_a_trema),
        cmocka_unit_test(a_trema_falls_away_behind_a_break),
        cmocka_unit_test(a_soft_hyphen_of_the_author_decides),
        cmocka_unit_test(a_word_that_came_before_has_the_same_breaks),
        cmocka_unit_test(any_bytes_are_fine),
        cmocka_unit_test(english_has_patterns_of_its_own),
        cmocka_unit_test(a_language_is_known_by_its_first_two_letters),
        cmocka_unit_test(a_language_without_patterns_says_so),
    };

    return cmocka_run_group_tests_name("text/hyphen", tests, open_dutch,
                                       close_dutch);
}
