/* base/arena.h, base/pool.h and base/output.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/output.h"
#include "base/pool.h"

static void memory_is_zeroed_and_aligned(void **state)
{
    struct arena *a = arena_new();

    (void)state;
    for (size_t size = 1; size < 100; size += 7) {
        const unsigned char *p = arena_alloc(a, size);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
    }
    arena_free(a);
}

static void blocks_larger_than_its_own_are_fine(void **state)
{
    struct arena *a = arena_new();
    const char *small = arena_copy(a, "één", 5);
    char *big = arena_alloc(a, (size_t)1 << 20);

    (void)state;
    big[(1 << 20) - 1] = 'x';
    assert_string_equal(small, "één");
    assert_true(arena_used(a) >= (1 << 20));
    arena_free(a);
    arena_free(NULL);
}

static void growing_keeps_what_is_there(void **state)
{
    struct arena *a = arena_new();
    int *list = NULL;
    size_t cap = 0;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        list = arena_grow(a, list, (size_t)i, &cap, sizeof(*list));
        list[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list[i], i);
    arena_free(a);
}

static void a_list_grows_where_it_is_while_it_is_the_last(void **state)
{
    struct arena *a = arena_new();
    struct wide {
        char bytes[100];
    };
    size_t cap = 0, late_cap;
    struct wide *list = NULL;

    (void)state;
    for (size_t n = 0; n < 8; n++) {
        list = arena_grow(a, list, n, &cap, sizeof(*list));
        assert_int_equal(list[n].bytes[0], 0);
        list[n].bytes[0] = (char)('a' + n);
    }
#ifndef ARENA_SEPARATE
    assert_true(arena_used(a) < 9 * sizeof(*list));
#endif
    /* Whoever still has the short list keeps what he saw. */
    arena_alloc(a, 1);
    late_cap = cap;
    struct wide *other = arena_grow(a, list, 8, &late_cap, sizeof(*list));
    assert_ptr_not_equal(other, list);
    assert_int_equal(other[7].bytes[0], 'h');
    assert_int_equal(other[8].bytes[0], 0);
    arena_free(a);
}

static void things_of_a_pool_lie_side_by_side(void **state)
{
    enum {
        MANY = 3000
    };
    struct wide {
        void *next;
        char bytes[40];
    };
    struct arena *a = arena_new();
    struct pool pool = POOL_NEW(a, struct wide);
    struct wide *last = NULL;
    size_t apart = 0;

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        struct wide *one = pool_take(&pool);
        assert_null(one->next);
        assert_int_equal(one->bytes[sizeof(one->bytes) - 1], 0);
        memset(one, 'x', sizeof(*one));
        apart += last == NULL || one != last + 1;
        last = one;
        arena_alloc(a, 100);
    }
#ifndef ARENA_SEPARATE
    assert_true(apart < MANY / 100);
#endif
    arena_free(a);
}

/* Fills it with a pattern, or looks whether it is still there. */
static void put_pattern(char *p, size_t size)
{
    for (size_t i = 0; i < size; i++)
        p[i] = (char)(i * 7);
}

static void expect_pattern(const char *p, size_t size, size_t old)
{
    for (size_t i = 0; i < size; i++)
        assert_int_equal(p[i], i < old ? (char)(i * 7) : 0);
}

static void what_grows_keeps_its_bytes(void **state)
{
    struct arena *a = arena_new();
    char *p = NULL;
    size_t size = 0;

    (void)state;
    for (size_t larger = 1; larger < 3000000; larger += larger / 2 + 1) {
        p = arena_resize(a, p, size, larger);
        expect_pattern(p, larger, size);
        put_pattern(p, larger);
        size = larger;
        const char *other = arena_copy(a, "other", 5);
        assert_string_equal(other, "other");
    }
    assert_ptr_equal(arena_resize(a, p, size, size), p);
    expect_pattern(p, size, size);
    arena_free(a);
}

static void what_is_last_grows_where_it_is(void **state)
{
    struct arena *a = arena_new();
    char *p = arena_alloc(a, 100);

    (void)state;
    put_pattern(p, 100);
#ifndef ARENA_SEPARATE
    assert_ptr_equal(arena_resize(a, p, 100, 300), p);
    expect_pattern(p, 300, 100);
#endif
    arena_free(a);
}

/* All copies together would be twice as large. */
static void what_is_large_leaves_nothing_behind(void **state)
{
    struct arena *a = arena_new();
    size_t size = 100000;
    char *p = arena_alloc(a, size);

    (void)state;
    for (; size < 10000000; size *= 2) {
        arena_alloc(a, 10);
        p = arena_resize(a, p, size, 2 * size);
    }
    assert_true(arena_used(a) < size + 1000);
    arena_free(a);
}

static void outputs_are_found_by_path(void **state)
{
    struct arena *a = arena_new();
    struct outputs set = {.arena = a};

    (void)state;
    outputs_add(&set, STR("a.html"), STR("1"));
    outputs_add(&set, STR("data/b.csv"), STR("2"));
    assert_true(str_is(outputs_find(&set, "data/b.csv")->bytes, "2"));
    assert_null(outputs_find(&set, "b.csv"));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(blocks_larger_than_its_own_are_fine),
        cmocka_unit_test(growing_keeps_what_is_there),
        cmocka_unit_test(a_list_grows_where_it_is_while_it_is_the_last),
        cmocka_unit_test(things_of_a_pool_lie_side_by_side),
        cmocka_unit_test(what_grows_keeps_its_bytes),
        cmocka_unit_test(what_is_last_grows_where_it_is),
        cmocka_unit_test(what_is_large_leaves_nothing_behind),
        cmocka_unit_test(outputs_are_found_by_path),
    };

    return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
