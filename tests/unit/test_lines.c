/* text/lines.h */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "fonts_kit.h"
#include "text/font.h"
#include "text/hyphen.h"
#include "text/lines.h"

struct world {
    struct arena *arena; /* of a test */
    struct arena *life;
    struct fonts *fonts;
    struct hyphen *hyphen;
};

static const struct text_style body = {.face = FACE_REGULAR, .size = 10};

/* Vision letter of the sample report's subject, in words of all lengths. */
#define PROSE                                                                  \
    "De gemeenten in Overijssel werken samen aan een informatiesamenleving "   \
    "waarin inwoners en ondernemers kunnen vertrouwen op de overheid. De "     \
    "Nederlandse Digitaliseringsstrategie vraagt om een gezamenlijke "         \
    "investeringsagenda: cloud, data, artifici\xC3\xABle intelligentie, "      \
    "dienstverlening, digitale weerbaarheid en digitaal vakmanschap. Voor "    \
    "2027 is \xE2\x82\xAC\xC2\xA0"                                             \
    "190\xC2\xA0mln nodig \xE2\x80\x93 exclusief PM."

static int open_world(void **state)
{
    static struct world w;
    struct str problem;

    w.life = arena_new();
    w.fonts = kit_fonts(w.life);
    w.hyphen = hyphen_open(w.life, STR("nl"), &problem);
    *state = &w;
    return w.fonts == NULL || w.hyphen == NULL;
}

static int close_world(void **state)
{
    struct world *w = *state;

    hyphen_free(w->hyphen);
    fonts_free(w->fonts);
    arena_free(w->life);
    return 0;
}

static int open_arena(void **state)
{
    ((struct world *)*state)->arena = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    arena_free(((struct world *)*state)->arena);
    return 0;
}

static struct lines set(const struct world *w, struct str text,
                        struct para para)
{
    struct span span = {.style = body, .text = text};

    return lines_break(w->arena, w->fonts, &span, 1, &para);
}

/* The lines as read, separated by "|"; a hyphen that was added is "~". */
static const char *read_lines(const struct world *w, struct lines lines)
{
    struct buf out = buf_new(w->arena);

    for (size_t i = 0; i < lines.count; i++) {
        if (i > 0)
            buf_putc(&out, '|');
        for (size_t j = 0; j < lines.items[i].n_pieces; j++) {
            struct str s = lines.items[i].pieces[j].run.text;

            if (str_ends(s, "\xC2\xAD")) {
                buf_put(&out, str_slice(s, 0, s.len - 2));
                buf_putc(&out, '~');
            } else
                buf_put(&out, s);
        }
    }
    return buf_str(&out).p;
}

/* The text put together again from its lines. */
static struct str rejoin(const struct world *w, struct lines lines)
{
    struct buf out = buf_new(w->arena);

    for (const char *p = read_lines(w, lines); *p != '\0'; p++)
        if (*p != '|' && *p != '~')
            buf_putc(&out, *p);
    return buf_str(&out);
}

static void a_short_text_is_one_line(void **state)
{
    const struct world *w = *state;
    struct lines lines =
        set(w, STR("Kern van het advies"), (struct para){.width = 400});

    assert_int_equal(lines.count, 1);
    assert_int_equal(lines.items[0].n_pieces, 1);
    assert_true(fabs(lines.items[0].width -
                     shape_width(w->fonts, body, STR("Kern van het advies"))) <
                1e-6);
}

static void an_empty_text_has_no_lines(void **state)
{
    const struct world *w = *state;

    assert_int_equal(set(w, STR(""), (struct para){.width = 9}).count, 0);
    assert_int_equal(
        lines_break(w->arena, w->fonts, NULL, 0, &(struct para){.width = 9})
            .count,
        0);
}

static void a_newline_always_breaks(void **state)
{
    const struct world *w = *state;
    struct para wide = {.width = 400};

    assert_string_equal(read_lines(w, set(w, STR("een\ntwee\n"), wide)),
                        "een|twee");
    assert_string_equal(read_lines(w, set(w, STR("a\n\n  b"), wide)), "a||  b");
    assert_int_equal(set(w, STR("\n"), wide).count, 1);
}

static void a_space_stays_on_the_line_it_ends(void **state)
{
    const struct world *w = *state;
    struct lines lines = set(w, STR("een twee"), (struct para){.width = 30});

    assert_string_equal(read_lines(w, lines), "een |twee");
    assert_true(fabs(lines.items[0].width -
                     shape_width(w->fonts, body, STR("een"))) < 1e-6);
}

static void a_no_break_space_does_not_break(void **state)
{
    const struct world *w = *state;

    assert_string_equal(read_lines(w, set(w,
                                          STR("nu \xE2\x82\xAC\xC2\xA0"
                                              "190\xC2\xA0mln"),
                                          (struct para){.width = 55})),
                        "nu |\xE2\x82\xAC\xC2\xA0"
                        "190\xC2\xA0mln");
}

static void a_long_word_is_hyphenated(void **state)
{
    const struct world *w = *state;
    struct para narrow = {.width = 60, .hyphen = w->hyphen};
    struct lines lines = set(w, STR("Digitaliseringsstrategie nu"), narrow);

    assert_string_equal(read_lines(w, lines),
                        "Digitalise~|ringsstrate~|gie nu");
    assert_true(lines.items[0].hyphenated);
    assert_false(lines.items[2].hyphenated);
}

/* Hyphens would fill the first line better; they have to be needed. */
static uint32_t first_glyph(struct glyph_run run, struct str *text)
{
    struct run_walk walk = {.run = &run};
    struct placed_glyph glyph;

    assert_true(run_next(&walk, &glyph));
    *text = glyph.text;
    return glyph.id;
}

/* What is drawn has none, what is copied out of the document has it. */
static void a_trema_falls_away_at_the_start_of_a_line(void **state)
{
    struct world *w = *state;
    double room = shape_width(w->fonts, body, STR("idee-"));
    struct lines lines =
        set(w, STR("idee\u00EBn op tafel"),
            (struct para){
                .width = room + 1, .setting = SET_LEFT, .hyphen = w->hyphen});
    struct str text, plain;
    size_t n;

    assert_int_equal(lines.count, 4);
    assert_true(lines.items[0].hyphenated);
    assert_string_equal(str_copy(w->arena, lines.items[1].pieces[0].run.text).p,
                        "\u00EBn ");
    assert_int_equal(
        first_glyph(lines.items[1].pieces[0].run, &text),
        first_glyph(*shape_text(w->arena, w->fonts, body, STR("e"), &n),
                    &plain));
    assert_true(str_eq(text, STR("\u00EB")));
}

static void a_word_stays_whole_while_lines_are_good_without(void **state)
{
    const struct world *w = *state;
    struct para para = {.width = 100, .hyphen = w->hyphen};

    assert_string_equal(
        read_lines(w, set(w, STR("aan de hele samenleving en zo"), para)),
        "aan de hele |samenleving en zo");
    assert_string_equal(
        read_lines(w, set(w, STR("de informatiesamenleving nu"), para)),
        "de informatiesamen~|leving nu");
}

static void a_word_that_cannot_break_is_overfull(void **state)
{
    const struct world *w = *state;
    struct lines lines = set(w, STR("op Digitaliseringsstrategie na"),
                             (struct para){.width = 60});

    assert_string_equal(read_lines(w, lines),
                        "op |Digitaliseringsstrategie |na");
    assert_false(lines.items[0].overfull);
    assert_true(lines.items[1].overfull);
}

static void soft_hyphens_of_the_author_break_and_vanish(void **state)
{
    const struct world *w = *state;
    struct str text = STR("samen\xC2\xADleving");

    assert_string_equal(read_lines(w, set(w, text, (struct para){.width = 99})),
                        "samenleving");
    assert_string_equal(read_lines(w, set(w, text, (struct para){.width = 40})),
                        "samen~|leving");
}

static void addresses_break_behind_their_signs(void **state)
{
    const struct world *w = *state;
    struct lines lines =
        set(w, STR("https://www.rijksoverheid.nl/documenten/rapporten?id=2026"),
            (struct para){.width = 110, .hyphen = w->hyphen});

    assert_string_equal(
        read_lines(w, lines),
        "https://www.|rijksoverheid.nl/|documenten/|rapporten?id=2026");
}

static void a_hyphen_in_the_text_breaks_between_long_parts_only(void **state)
{
    const struct world *w = *state;
    struct para narrow = {.width = 42};

    assert_string_equal(read_lines(w, set(w, STR("AI-strategie"), narrow)),
                        "AI-|strategie");
    assert_string_equal(read_lines(w, set(w, STR("e-mailtjes"), narrow)),
                        "e-mailtjes");
    assert_string_equal(read_lines(w, set(w, STR("2026-2030"), narrow)),
                        "2026-2030");
}

static void a_short_part_keeps_its_hyphen_with_what_follows(void **state)
{
    const struct world *w = *state;
    struct para para = {.width = 100};

    assert_string_equal(
        read_lines(w, set(w, STR("in de grote VNG-commissie"), para)),
        "in de grote |VNG-commissie");
    assert_string_equal(
        read_lines(w, set(w, STR("in de concept-agenda"), para)),
        "in de concept-|agenda");
}

static void styles_may_change_within_a_word(void **state)
{
    const struct world *w = *state;
    const int mark = 0;
    struct span spans[] = {
        {.style = body, .text = STR("de her")},
        {.style = {.face = FACE_ITALIC, .size = 10},
         .text = STR("inrichting"),
         .mark = &mark},
        {.style = body, .text = STR(", nu")},
    };
    struct lines lines =
        lines_break(w->arena, w->fonts, spans, 3, &(struct para){.width = 60});

    assert_string_equal(read_lines(w, lines), "de |herinrichting, |nu");
    assert_int_equal(lines.items[1].n_pieces, 3);
    assert_int_equal(lines.items[1].pieces[1].span, 1);
    assert_ptr_equal(lines.items[1].pieces[1].mark, &mark);
    assert_null(lines.items[1].pieces[0].mark);
}

static void settings_place_the_lines(void **state)
{
    const struct world *w = *state;
    double word = shape_width(w->fonts, body, STR("een"));
    struct para right = {.width = 100, .setting = SET_RIGHT};
    struct para center = {.width = 100, .setting = SET_CENTER};
    struct para hanging = {.width = 100, .first_indent = -12};

    assert_true(fabs(set(w, STR("een"), right).items[0].pieces[0].x -
                     (100 - word)) < 1e-6);
    assert_true(fabs(set(w, STR("een"), center).items[0].pieces[0].x -
                     (100 - word) / 2) < 1e-6);
    assert_true(fabs(set(w, STR("een"), hanging).items[0].pieces[0].x + 12) <
                1e-6);
}

static void justified_lines_are_all_as_wide(void **state)
{
    const struct world *w = *state;
    struct lines lines =
        set(w, STR(PROSE),
            (struct para){
                .width = 200, .setting = SET_JUSTIFIED, .hyphen = w->hyphen});

    assert_true(lines.count > 5);
    for (size_t i = 0; i + 1 < lines.count; i++)
        assert_true(fabs(lines.items[i].width - 200) < 1e-6);
    assert_true(lines.items[lines.count - 1].width < 200);
}

static void titles_can_be_balanced(void **state)
{
    const struct world *w = *state;
    struct str title = STR("Digitale weerbaarheid vraagt elk jaar het meest");
    struct para para = {.width = 190};

    assert_string_equal(read_lines(w, set(w, title, para)),
                        "Digitale weerbaarheid vraagt elk jaar |het meest");
    para.balanced = true;
    assert_string_equal(read_lines(w, set(w, title, para)),
                        "Digitale weerbaarheid |vraagt elk jaar het meest");
}

static void code_is_not_hyphenated(void **state)
{
    const struct world *w = *state;
    struct span code = {.style = {.face = FACE_MONO, .size = 10},
                        .text = STR("samenleving informatie")};
    struct para narrow = {.width = 40, .hyphen = w->hyphen};
    struct lines lines = lines_break(w->arena, w->fonts, &code, 1, &narrow);

    assert_string_equal(read_lines(w, lines), "samenleving |informatie");
}

static void another_language_is_not_hyphenated(void **state)
{
    const struct world *w = *state;
    struct span english = {.style = {.size = 10},
                           .text = STR("samenleving informatie"),
                           .foreign = true};
    struct para narrow = {.width = 40, .hyphen = w->hyphen};
    struct lines lines = lines_break(w->arena, w->fonts, &english, 1, &narrow);

    assert_string_equal(read_lines(w, lines), "samenleving |informatie");
}

static void a_language_with_patterns_has_its_own_hyphens(void **state)
{
    const struct world *w = *state;
    struct span spans[] = {
        {.style = {.size = 10}, .text = STR("samenleving ")},
        {.style = {.size = 10},
         .text = STR("considerations"),
         .foreign = true,
         .hyphen = hyphen_for(w->hyphen, STR("en-GB"))},
        {.style = {.size = 10}, .text = STR(" informatie")},
    };
    struct para narrow = {.width = 40, .hyphen = w->hyphen};
    struct lines lines = lines_break(w->arena, w->fonts, spans, 3, &narrow);

    assert_string_equal(read_lines(w, lines),
                        "samen~|leving |consid~|erations |infor~|matie");
}

static void nothing_fits_on_no_width(void **state)
{
    const struct world *w = *state;
    struct para none = {.width = 0, .setting = SET_JUSTIFIED};

    assert_string_equal(read_lines(w, set(w, STR("a\n\nb c"), none)),
                        "a||b |c");
    none.width = -5;
    assert_string_equal(read_lines(w, set(w, STR("b c"), none)), "b |c");
}

/* A small generator of our own: the same texts in every run. */
static unsigned roll(unsigned *seed, unsigned sides)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 8) % sides;
}

static struct str random_text(struct arena *a, unsigned *seed)
{
    static const char *const bits[] = {
        "de",
        "samenleving",
        "informatiebeveiliging",
        "\xE2\x82\xAC",
        "\xC2\xA0",
        "-",
        "/",
        "\xE2\x80\x93",
        "www.vng.nl/x/y?z=1",
        "\xC3\xAB",
        "ffi",
        "\xE2\x86\x92",
        ",",
        "e\xCC\x81",
        "2026",
    };
    struct buf text = buf_new(a);
    unsigned n = roll(seed, 60);

    for (unsigned i = 0; i < n; i++) {
        buf_puts(&text, bits[roll(seed, sizeof(bits) / sizeof(bits[0]))]);
        if (roll(seed, 3) > 0)
            buf_putc(&text, ' ');
    }
    return buf_str(&text);
}

static void no_character_is_lost_or_doubled_at_any_width(void **state)
{
    const struct world *w = *state;
    unsigned seed = 7;

    for (int i = 0; i < 400; i++) {
        struct str text = random_text(w->arena, &seed);
        struct para para = {
            .width = 5 + roll(&seed, 300),
            .first_indent = (double)roll(&seed, 20) - 10,
            .setting = (enum setting)roll(&seed, 4),
            .hyphen = roll(&seed, 2) ? w->hyphen : NULL,
        };
        struct span spans[] = {
            {.style = body, .text = str_slice(text, 0, 0)},
            {.style = body, .text = text},
            {.style = {.face = FACE_MONO, .size = 9}, .text = text},
        };
        struct lines lines = lines_break(w->arena, w->fonts, spans, 3, &para);
        struct str whole =
            str_format(w->arena, "%.*s%.*s", STR_ARG(text), STR_ARG(text));

        assert_true(str_eq(rejoin(w, lines), whole));
        for (size_t j = 0; j < lines.count; j++) {
            double room = para.width - (j == 0 ? para.first_indent : 0);
            assert_true(lines.items[j].overfull ||
                        lines.items[j].width <= room + 0.5);
        }
    }
}

static void measuring_finds_the_widest_part_and_the_whole(void **state)
{
    const struct world *w = *state;
    struct span span = {.style = body,
                        .text = STR("Digitale weerbaarheid\nnu")};
    double least, most;

    lines_measure(w->fonts, &span, 1, &least, &most);
    assert_true(fabs(least - shape_width(w->fonts, body, STR("weerbaarheid"))) <
                1e-6);
    assert_true(fabs(most - shape_width(w->fonts, body,
                                        STR("Digitale weerbaarheid"))) < 1e-6);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_short_text_is_one_line),
        TEST(an_empty_text_has_no_lines),
        TEST(a_newline_always_breaks),
        TEST(a_space_stays_on_the_line_it_ends),
        TEST(a_no_break_space_does_not_break),
        TEST(a_long_word_is_hyphenated),
        TEST(a_trema_falls_away_at_the_start_of_a_line),
        TEST(a_word_stays_whole_while_lines_are_good_without),
        TEST(a_word_that_cannot_break_is_overfull),
        TEST(soft_hyphens_of_the_author_break_and_vanish),
        TEST(addresses_break_behind_their_signs),
        TEST(a_hyphen_in_the_text_breaks_between_long_parts_only),
        TEST(a_short_part_keeps_its_hyphen_with_what_follows),
        TEST(styles_may_change_within_a_word),
        TEST(settings_place_the_lines),
        TEST(justified_lines_are_all_as_wide),
        TEST(titles_can_be_balanced),
        TEST(code_is_not_hyphenated),
        TEST(another_language_is_not_hyphenated),
        TEST(a_language_with_patterns_has_its_own_hyphens),
        TEST(nothing_fits_on_no_width),
        TEST(no_character_is_lost_or_doubled_at_any_width),
        TEST(measuring_finds_the_widest_part_and_the_whole),
    };

    return cmocka_run_group_tests_name("text/lines", tests, open_world,
                                       close_world);
}
