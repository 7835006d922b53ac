/* base/file.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"

struct fixture {
    struct arena *arena;
    char root[64];
};

static int begin(void **state)
{
    struct arena *a = arena_new();
    struct fixture *f = ARENA_NEW(a, struct fixture);

    f->arena = a;
    snprintf(f->root, sizeof(f->root), "/tmp/plenum-file-XXXXXX");
    assert_non_null(mkdtemp(f->root));
    *state = f;
    return 0;
}

static int end(void **state)
{
    struct fixture *f = *state;

    assert_true(file_remove_tree(f->root));
    assert_false(file_exists(f->root));
    arena_free(f->arena);
    return 0;
}

static const char *in(struct fixture *f, const char *name)
{
    return file_join(f->arena, f->root, name);
}

static void bytes_come_back_as_they_were_written(void **state)
{
    struct fixture *f = *state;
    static const char bytes[] = "a\0b\r\n\xFF";
    struct str written = {bytes, sizeof(bytes) - 1};
    struct str text;

    assert_true(file_write(in(f, "x"), written));
    assert_true(file_read(f->arena, in(f, "x"), &text));
    assert_true(str_eq(text, written));
    assert_int_equal(text.p[text.len], '\0');
    assert_true(file_write(in(f, "x"), (struct str){0}));
    assert_true(file_read(f->arena, in(f, "x"), &text));
    assert_int_equal(text.len, 0);
}

static void only_regular_files_are_read(void **state)
{
    struct fixture *f = *state;
    struct str text;

    assert_false(file_read(f->arena, f->root, &text));
    assert_int_equal(errno, EISDIR);
    assert_int_equal(mkfifo(in(f, "fifo"), 0600), 0);
    assert_false(file_read(f->arena, in(f, "fifo"), &text));
    assert_int_equal(errno, EINVAL);
    assert_false(file_read(f->arena, in(f, "none"), &text));
    assert_int_equal(errno, ENOENT);
}

static void a_file_without_end_is_refused(void **state)
{
    struct fixture *f = *state;
    const char *path = in(f, "endless");
    struct str text;

    assert_true(file_write(path, STR("")));
    assert_int_equal(truncate(path, (off_t)1 << 40), 0); /* it takes no room */
    assert_false(file_read(f->arena, path, &text));
    assert_int_equal(errno, EFBIG);
}

static void what_replaces_a_device_or_a_link_goes_through_it(void **state)
{
    struct fixture *f = *state;
    const char *real = in(f, "real");
    const char *link = in(f, "link");
    struct str text;

    assert_true(file_replace("/dev/null", STR("gone")));
    assert_int_equal(symlink("real", link), 0);
    assert_true(file_replace(link, STR("new")));
    assert_true(file_read(f->arena, real, &text));
    assert_string_equal(text.p, "new");
}

static void a_folder_that_was_made_read_only_can_be_removed(void **state)
{
    struct fixture *f = *state;
    const char *dir = in(f, "locked");
    pid_t child;
    int status;

    /* Nothing is read-only to root. */
    assert_true(file_make_dirs(dir));
    assert_true(file_write(file_join(f->arena, dir, "a"), STR("")));
    assert_int_equal(chmod(dir, 0500), 0);
    if (geteuid() == 0) {
        assert_int_equal(chown(f->root, 65534, 65534), 0);
        assert_int_equal(chown(dir, 65534, 65534), 0);
    }
    child = fork();
    if (child == 0) {
        if (geteuid() == 0 && setuid(65534) != 0)
            _exit(2);
        _exit(file_remove_tree(dir) ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_false(file_exists(dir));
}

static void a_full_disk_is_seen(void **state)
{
    (void)state;
    assert_false(file_write("/dev/full", STR("less than a block")));
    assert_int_equal(errno, ENOSPC);
}

static void names_are_sorted_by_bytes(void **state)
{
    struct fixture *f = *state;
    struct str *names;
    size_t count;

    assert_true(file_make_dirs(in(f, "d/e")));
    assert_true(file_write(in(f, "d/10"), STR("")));
    assert_true(file_write(in(f, "d/2"), STR("")));
    assert_true(file_write(in(f, "d/.x"), STR("")));
    assert_true(file_list(f->arena, in(f, "d"), &names, &count));
    assert_int_equal(count, 4);
    assert_string_equal(names[0].p, ".x");
    assert_string_equal(names[1].p, "10");
    assert_string_equal(names[2].p, "2");
    assert_string_equal(names[3].p, "e");
}

static void removing_a_tree_does_not_follow_links(void **state)
{
    struct fixture *f = *state;

    assert_true(file_make_dirs(in(f, "keep")));
    assert_true(file_write(in(f, "keep/letter"), STR("dear")));
    assert_true(file_make_dirs(in(f, "gone")));
    assert_int_equal(symlink(in(f, "keep"), in(f, "gone/link")), 0);
    assert_true(file_remove_tree(in(f, "gone")));
    assert_true(file_exists(in(f, "keep/letter")));
    assert_true(file_remove_tree(in(f, "gone"))); /* is not there: fine */
}

static void a_file_where_a_folder_should_be(void **state)
{
    struct fixture *f = *state;

    assert_true(file_write(in(f, "x"), STR("")));
    assert_false(file_make_dirs(in(f, "x/y")));
    assert_int_equal(errno, ENOTDIR);
}

static void paths_have_stems_and_extensions(void **state)
{
    struct fixture *f = *state;
    struct arena *a = f->arena;

    assert_true(str_is(file_stem(STR("content/01-nds.md")), "01-nds"));
    assert_true(str_is(file_stem(STR("a.b/c")), "c"));
    assert_true(str_is(file_stem(STR("a/.git")), ".git"));
    assert_true(str_is(file_extension(a, STR("a/Kaart.PNG")), "png"));
    assert_true(str_is(file_extension(a, STR("a.b/c")), ""));
    assert_string_equal(file_join(a, ".", "x"), "x");
    assert_string_equal(file_join(a, "", "x"), "x");
    assert_string_equal(file_join(a, "a/", "x"), "a/x");
    assert_string_equal(file_join(a, "a", "x"), "a/x");
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        CASE(bytes_come_back_as_they_were_written),
        CASE(only_regular_files_are_read),
        CASE(a_file_without_end_is_refused),
        CASE(what_replaces_a_device_or_a_link_goes_through_it),
        CASE(a_folder_that_was_made_read_only_can_be_removed),
        CASE(a_full_disk_is_seen),
        CASE(names_are_sorted_by_bytes),
        CASE(removing_a_tree_does_not_follow_links),
        CASE(a_file_where_a_folder_should_be),
        CASE(paths_have_stems_and_extensions),
    };

    return cmocka_run_group_tests_name("base/file", tests, NULL, NULL);
}
