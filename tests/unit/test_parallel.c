/* base/parallel.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/parallel.h"

enum {
    COUNT = 5000
};

static void add_one(void *context, size_t i)
{
    int *calls = context;

    calls[i]++;
}

static void every_piece_is_done_once(void **state)
{
    (void)state;
    for (unsigned jobs = 0; jobs < 40; jobs += 3) {
        int calls[COUNT] = {0};

        parallel_run(COUNT, jobs, add_one, calls);
        for (size_t i = 0; i < COUNT; i++)
            assert_int_equal(calls[i], 1);
    }
    parallel_run(0, 4, add_one, NULL);
}

static void there_is_at_least_one_core(void **state)
{
    (void)state;
    assert_true(parallel_cores() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_is_done_once),
        cmocka_unit_test(there_is_at_least_one_core),
    };

    return cmocka_run_group_tests_name("base/parallel", tests, NULL, NULL);
}
