/* text/fit.h: numbers only, so that the choice can be checked by hand */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "text/fit.h"

enum {
    WORDS_MAX = 64
};

/* Words of these widths with spaces of 1 between them; a negative width is a
 * part of a word, with a hyphenation (hyphen 1 wide) behind it. */
static size_t words(struct chance *c, const double *widths, size_t n)
{
    double at = 0, glue = 0;

    c[0] = (struct chance){0};
    for (size_t i = 0; i < n; i++) {
        bool part = widths[i] < 0;

        at += part ? -widths[i] : widths[i];
        c[i + 1] = (struct chance){.end = at,
                                   .end_glue = glue,
                                   .hyphen = part ? 1 : 0,
                                   .penalty = part ? 50 : 0,
                                   .ends_hyphened = part};
        if (!part) {
            at += 1;
            glue += 1;
        }
        c[i + 1].start = at;
        c[i + 1].start_glue = glue;
    }
    return n + 1;
}

/* As lines.c does: the least tolerant first. */
static const size_t *fit(struct arena *a, const struct chance *chances,
                         size_t n, const struct fit_rules *rules,
                         size_t *n_lines)
{
    const size_t *ends = NULL;

    for (enum fit_tolerance t = FIT_GOOD; ends == NULL; t++)
        ends = fit_lines(a, chances, n, rules, t, n_lines);
    return ends;
}

static void expect_ends(const double *widths, size_t n,
                        const struct fit_rules *rules, const size_t *want,
                        size_t n_want)
{
    struct arena *a = arena_new();
    struct chance chances[WORDS_MAX + 1];
    size_t n_lines;
    size_t n_chances = words(chances, widths, n);
    const size_t *ends = fit(a, chances, n_chances, rules, &n_lines);

    assert_int_equal(n_lines, n_want);
    for (size_t i = 0; i < n_lines; i++)
        assert_int_equal(ends[i], want[i]);
    arena_free(a);
}

#define EXPECT_ENDS(widths, rules, ...)                                        \
    expect_ends(widths, sizeof(widths) / sizeof(double), &(rules),             \
                (const size_t[]){__VA_ARGS__},                                 \
                sizeof((const size_t[]){__VA_ARGS__}) / sizeof(size_t))

/* The textbook case: "aaa bb cc ddddd" on 6.  First fit takes "aaa bb", which
 * leaves "cc" alone on its line; whites 0, 4 and 1.  Total fit takes "aaa",
 * "bb cc", "ddddd"; whites 3, 1 and 1. */
static void the_whole_paragraph_counts_not_the_line(void **state)
{
    const double text[] = {3, 2, 2, 5};
    const struct fit_rules rules = {.first_width = 6, .width = 6, .rag = 2};

    (void)state;
    EXPECT_ENDS(text, rules, 1, 3, 4);
}

static void a_text_that_fits_is_one_line(void **state)
{
    const double text[] = {3, 2};
    const struct fit_rules rules = {.first_width = 6, .width = 6};

    (void)state;
    EXPECT_ENDS(text, rules, 2);
}

static void the_first_line_has_its_own_width(void **state)
{
    const double text[] = {3, 2, 3, 2};
    const struct fit_rules rules = {.first_width = 3, .width = 9, .rag = 3};

    (void)state;
    EXPECT_ENDS(text, rules, 1, 4);
}

/* A white of 5 where 3 is as much as a good line has. */
static void a_line_may_be_no_worse_than_tolerated(void **state)
{
    const double text[] = {4, 8, 4};
    const struct fit_rules rules = {.first_width = 9, .width = 9, .rag = 3};
    struct arena *a = arena_new();
    struct chance chances[WORDS_MAX + 1];
    size_t n = words(chances, text, 3);
    size_t n_lines;

    (void)state;
    assert_null(fit_lines(a, chances, n, &rules, FIT_GOOD, &n_lines));
    assert_non_null(fit_lines(a, chances, n, &rules, FIT_FAIR, &n_lines));
    arena_free(a);
}

static void a_long_word_is_cut_at_its_hyphens(void **state)
{
    const double text[] = {-5, -5, 5};
    const struct fit_rules rules = {.first_width = 6, .width = 6, .rag = 3};

    (void)state;
    EXPECT_ENDS(text, rules, 1, 2, 3);
}

/* Every word could be cut to fill its line, four times in a row. */
static void three_lines_in_a_row_do_not_end_in_a_hyphen(void **state)
{
    double text[WORDS_MAX];
    struct chance chances[WORDS_MAX + 1];
    const struct fit_rules rules = {.first_width = 12, .width = 12, .rag = 2};
    struct arena *a = arena_new();
    size_t n_lines;
    int in_a_row = 0;

    (void)state;
    for (size_t i = 0; i < WORDS_MAX; i += 2) {
        text[i] = -4;
        text[i + 1] = 4;
    }
    size_t n = words(chances, text, WORDS_MAX);
    const size_t *ends = fit(a, chances, n, &rules, &n_lines);
    for (size_t i = 0; i < n_lines; i++) {
        in_a_row = chances[ends[i]].ends_hyphened ? in_a_row + 1 : 0;
        assert_true(in_a_row <= 2);
    }
    arena_free(a);
}

static void what_cannot_fit_stands_alone_and_too_wide(void **state)
{
    const double text[] = {2, 20, 2, 2};
    const struct fit_rules rules = {.first_width = 6, .width = 6, .rag = 3};

    (void)state;
    EXPECT_ENDS(text, rules, 1, 2, 4);
}

/* Whites of 0 and 6 against 3 and 3. */
static void balanced_lines_are_as_wide_as_one_another(void **state)
{
    const double text[] = {2, 2, 2, 2, 2, 2};
    struct fit_rules rules = {.first_width = 11, .width = 11, .rag = 3};

    (void)state;
    EXPECT_ENDS(text, rules, 4, 6);
    rules.balanced = true;
    EXPECT_ENDS(text, rules, 3, 6);
}

/* Spaces may shrink by a third: three of them make room for one more. */
static void justified_spaces_shrink(void **state)
{
    const double text[] = {2, 2, 2, 3, 9, 2};
    const struct fit_rules rules = {.first_width = 11, .width = 11};

    (void)state;
    EXPECT_ENDS(text, rules, 4, 5, 6);
}

static void hyphens_are_looked_for_before_a_runt_is_taken(void **state)
{
    struct arena *a = arena_new();
    struct chance chances[WORDS_MAX + 1];
    /* Ragged, 20 wide: 9 + 10 and 10 + 8, then a last line of 2. */
    const double widths[] = {9, 10, 10, 8, 2};
    struct fit_rules rules = {
        .first_width = 20, .width = 20, .rag = 5, .runt = 4};
    size_t n = words(chances, widths, 5), n_lines;

    (void)state;
    assert_null(fit_lines(a, chances, n, &rules, FIT_GOOD, &n_lines));
    assert_non_null(fit_lines(a, chances, n, &rules, FIT_FAIR, &n_lines));
    rules.runt = 1;
    assert_non_null(fit_lines(a, chances, n, &rules, FIT_GOOD, &n_lines));
    assert_int_equal(n_lines, 3);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hyphens_are_looked_for_before_a_runt_is_taken),
        cmocka_unit_test(the_whole_paragraph_counts_not_the_line),
        cmocka_unit_test(a_text_that_fits_is_one_line),
        cmocka_unit_test(the_first_line_has_its_own_width),
        cmocka_unit_test(a_line_may_be_no_worse_than_tolerated),
        cmocka_unit_test(a_long_word_is_cut_at_its_hyphens),
        cmocka_unit_test(three_lines_in_a_row_do_not_end_in_a_hyphen),
        cmocka_unit_test(what_cannot_fit_stands_alone_and_too_wide),
        cmocka_unit_test(balanced_lines_are_as_wide_as_one_another),
        cmocka_unit_test(justified_spaces_shrink),
    };

    return cmocka_run_group_tests_name("text/fit", tests, NULL, NULL);
}
