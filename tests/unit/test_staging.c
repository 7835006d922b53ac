/* publish/publish.h: publish_write() */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/output.h"
#include "publish/publish.h"

struct fixture {
    struct arena *arena;
    char root[64];
    const char *out;
    struct outputs set;
};

static int begin(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = ARENA_NEW(a, struct fixture);

    f->arena = a;
    snprintf(f->root, sizeof(f->root), "/tmp/plenum-staging-XXXXXX");
    assert_non_null(mkdtemp(f->root));
    f->out = file_join(a, f->root, "out");
    f->set.arena = a;
    outputs_add(&f->set, STR("index.html"), STR("new"));
    outputs_add(&f->set, STR("data/a.csv"), STR("x;y\n"));
    outputs_add(&f->set, STR("manifest.json"), STR("{}"));
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;

    file_remove_tree(f->root);
    arena_free(f->arena);
    return 0;
}

static void expect_file(struct fixture *f, const char *name, const char *want)
{
    struct str text;

    assert_true(file_read(f->arena, file_join(f->arena, f->out, name), &text));
    assert_string_equal(text.p, want);
}

static size_t names_in(struct fixture *f, const char *path)
{
    struct str *names;
    size_t count;

    assert_true(file_list(f->arena, path, &names, &count));
    return count;
}

static void a_first_set_is_written_with_its_folders(void **state)
{
    struct fixture *f = *state;
    const char *path;

    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &path));
    expect_file(f, "index.html", "new");
    expect_file(f, "data/a.csv", "x;y\n");
    assert_int_equal(names_in(f, f->root), 1); /* nothing is left beside it */
}

static void a_second_set_replaces_the_first_as_a_whole(void **state)
{
    struct fixture *f = *state;
    struct outputs second = {.arena = f->arena};
    const char *path;

    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &path));
    outputs_add(&second, STR("manifest.json"), STR("{2}"));
    assert_true(publish_write(f->arena, f->out, &second, STR(""), &path));
    expect_file(f, "manifest.json", "{2}");
    assert_int_equal(names_in(f, f->out), 1);
    assert_int_equal(names_in(f, f->root), 1);
}

static void a_foreign_folder_is_never_replaced(void **state)
{
    struct fixture *f = *state;
    const char *path;

    assert_true(file_make_dirs(f->out));
    assert_true(
        file_write(file_join(f->arena, f->out, "letter.odt"), STR("dear")));
    assert_false(publish_write(f->arena, f->out, &f->set, STR(""), &path));
    assert_int_equal(errno, ENOTEMPTY);
    expect_file(f, "letter.odt", "dear");
}

static void a_file_in_the_way_stays(void **state)
{
    struct fixture *f = *state;
    const char *path;

    assert_true(file_write(f->out, STR("I was here")));
    assert_false(publish_write(f->arena, f->out, &f->set, STR(""), &path));
    assert_int_equal(errno, ENOTDIR);
    assert_int_equal(names_in(f, f->root), 1);
}

static void a_failed_write_leaves_the_old_set(void **state)
{
    struct fixture *f = *state;
    struct outputs bad = {.arena = f->arena};
    const char *path;

    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &path));
    outputs_add(&bad, STR("manifest.json"), STR("{bad}"));
    outputs_add(&bad, STR("manifest.json/below-a-file"), STR("x"));
    assert_false(publish_write(f->arena, f->out, &bad, STR(""), &path));
    expect_file(f, "manifest.json", "{}");
    assert_int_equal(names_in(f, f->root), 1);
}

static void a_second_build_at_once_is_told(void **state)
{
    struct fixture *f = *state;
    const char *path;
    int fd =
        open(file_join(f->arena, f->root, ".out.lock"), O_RDWR | O_CREAT, 0666);

    assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
    assert_false(publish_write(f->arena, f->out, &f->set, STR(""), &path));
    assert_int_equal(errno, EWOULDBLOCK);
    close(fd);
    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &path));
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        CASE(a_first_set_is_written_with_its_folders),
        CASE(a_second_set_replaces_the_first_as_a_whole),
        CASE(a_foreign_folder_is_never_replaced),
        CASE(a_file_in_the_way_stays),
        CASE(a_failed_write_leaves_the_old_set),
        CASE(a_second_build_at_once_is_told),
    };

    return cmocka_run_group_tests_name("publish", tests, NULL, NULL);
}
