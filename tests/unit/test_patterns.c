/* text/patterns.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "text/patterns.h"

/* The letters with "-" where they may break, by the patterns of a file. */
static const char *broken(struct arena *a, const char *file,
                          struct pattern_word word)
{
    char path[] = "/tmp/plenum-patterns-XXXXXX";
    struct buf out = buf_new(a);
    bool *breaks = ARENA_ARRAY(a, word.letters.len + 1, bool);
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    close(fd);
    assert_true(file_write(path, str_of(file)));
    const struct patterns *patterns = patterns_read(a, path);
    remove(path);
    assert_non_null(patterns);
    patterns_find(patterns, &word, breaks);
    for (size_t i = 0; i < word.letters.len; i++) {
        if (breaks[i])
            buf_putc(&out, '-');
        buf_putc(&out, word.letters.p[i]);
    }
    return buf_str(&out).p;
}

static void expect(const char *file, const char *letters, const char *want)
{
    struct arena *a = arena_new();

    assert_string_equal(
        broken(a, file, (struct pattern_word){.letters = str_of(letters)}),
        want);
    arena_free(a);
}

static void an_odd_digit_is_a_break(void **state)
{
    (void)state;
    expect("ISO8859-1\na1b\n", "aaabbb", "aaa-bbb");
    expect("ISO8859-1\na2b\n", "aaabbb", "aaabbb");
}

static void the_highest_digit_counts(void **state)
{
    (void)state;
    expect("ISO8859-1\na1b\na2bb\n", "aaabbb", "aaabbb");
    expect("ISO8859-1\na1b\na2bb\naa3b\n", "aaabbb", "aaa-bbb");
}

static void a_point_is_an_end_of_the_word(void **state)
{
    (void)state;
    expect("ISO8859-1\n.abc1\n", "abcabcabc", "abc-abcabc");
    expect("ISO8859-1\n1abc.\n", "abcabcabc", "abcabc-abc");
}

static void ends_stay_together_as_the_file_says(void **state)
{
    (void)state;
    expect("ISO8859-1\n1a\n", "aaaaaaaa", "aa-a-a-a-a-aa");
    expect("UTF-8\nLEFTHYPHENMIN 3\nRIGHTHYPHENMIN 4\n1a\n", "aaaaaaaa",
           "aaa-a-aaaa");
}

static void more_stays_together_where_the_word_goes_on(void **state)
{
    struct arena *a = arena_new();
    struct pattern_word word = {STR("aaaaaaaa"), true, true};

    (void)state;
    assert_string_equal(broken(a, "ISO8859-1\n1a\n", word), "aaa-a-a-aaa");
    arena_free(a);
}

static void characters_of_many_bytes_are_not_split(void **state)
{
    (void)state;
    expect("UTF-8\n\xC3\xA9"
           "1\xC3\xA9\n",
           "x\xC3\xA9\xC3\xA9\xC3\xA9x", "x\xC3\xA9-\xC3\xA9-\xC3\xA9x");
}

static void any_file_is_read(void **state)
{
    (void)state;
    expect("", "aaaa", "aaaa");
    expect("UTF-8", "aaaa", "aaaa");
    expect("UTF-8\n\n%\n9\n.\n1\n\xFF\n", "aaaa", "aaaa");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_odd_digit_is_a_break),
        cmocka_unit_test(the_highest_digit_counts),
        cmocka_unit_test(a_point_is_an_end_of_the_word),
        cmocka_unit_test(ends_stay_together_as_the_file_says),
        cmocka_unit_test(more_stays_together_where_the_word_goes_on),
        cmocka_unit_test(characters_of_many_bytes_are_not_split),
        cmocka_unit_test(any_file_is_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
