/* publish/publish.h: publish_write() */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/output.h"
#include "publish/publish.h"

/* A member a line, as json.h writes it. */
#define MANIFEST                                                               \
    "    \"path\": \"index.html\",\n"                                          \
    "    \"path\": \"data/a.csv\",\n"

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
    outputs_add(&f->set, STR("manifest.json"), STR(MANIFEST));
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
    struct str problem;

    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    expect_file(f, "index.html", "new");
    expect_file(f, "data/a.csv", "x;y\n");
    assert_int_equal(names_in(f, f->root), 1); /* nothing is left beside it */
}

static void the_folders_above_are_made_too(void **state)
{
    struct fixture *f = *state;
    struct str problem;

    f->out = file_join(f->arena, f->root, "a/b/out");
    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    expect_file(f, "index.html", "new");
}

static void a_second_set_replaces_the_first_as_a_whole(void **state)
{
    struct fixture *f = *state;
    struct outputs second = {.arena = f->arena};
    struct str problem;

    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    outputs_add(&second, STR("manifest.json"), STR("{2}"));
    assert_true(publish_write(f->arena, f->out, &second, STR(""), &problem));
    expect_file(f, "manifest.json", "{2}");
    assert_int_equal(names_in(f, f->out), 1);
    assert_int_equal(names_in(f, f->root), 1);
}

static void a_foreign_folder_is_never_replaced(void **state)
{
    struct fixture *f = *state;
    struct str problem;

    assert_true(file_make_dirs(f->out));
    assert_true(
        file_write(file_join(f->arena, f->out, "letter.odt"), STR("dear")));
    assert_false(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    assert_non_null(strstr(problem.p, "no manifest.json"));
    expect_file(f, "letter.odt", "dear");
}

/* The set is there, then this file is put into it. */
static bool publish_over(struct fixture *f, const char *name,
                         struct str *problem)
{
    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), problem));
    assert_true(file_write(file_join(f->arena, f->out, name), STR("dear")));
    return publish_write(f->arena, f->out, &f->set, STR(""), problem);
}

static void a_file_of_ones_own_in_the_set_stays(void **state)
{
    struct fixture *f = *state;
    struct str problem;

    assert_false(publish_over(f, "data/letter.odt", &problem));
    assert_non_null(strstr(problem.p, "out/data/letter.odt: not of the set"));
    expect_file(f, "data/letter.odt", "dear");
    assert_int_equal(names_in(f, f->root), 1);
}

static void what_a_file_manager_leaves_does_not_count(void **state)
{
    struct fixture *f = *state;
    struct str problem;

    assert_true(publish_over(f, "data/.DS_Store", &problem));
    assert_true(publish_over(f, ".~lock.report.pdf#", &problem));
    assert_int_equal(names_in(f, f->out), 3);
}

static void a_manifest_of_something_else_protects_its_folder(void **state)
{
    struct fixture *f = *state;
    struct str problem;

    assert_true(file_make_dirs(f->out));
    assert_true(file_write(file_join(f->arena, f->out, "manifest.json"),
                           STR("{\"name\": \"my app\"}")));
    assert_true(
        file_write(file_join(f->arena, f->out, "index.html"), STR("app")));
    assert_false(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    expect_file(f, "index.html", "app");
}

static void a_link_in_the_way_stays(void **state)
{
    struct fixture *f = *state;
    const char *real = file_join(f->arena, f->root, "real");
    struct str problem;

    assert_true(publish_write(f->arena, real, &f->set, STR(""), &problem));
    assert_int_equal(symlink("real", f->out), 0);
    assert_false(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    assert_non_null(strstr(problem.p, "out: a link"));
    assert_int_equal(names_in(f, f->root), 2);
}

static void a_folder_called_dot_is_replaced_under_its_name(void **state)
{
    struct fixture *f = *state;
    struct str problem;

    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    assert_true(publish_write(f->arena, file_join(f->arena, f->out, "data/.."),
                              &f->set, STR(""), &problem));
    assert_int_equal(names_in(f, f->root), 1);
    assert_int_equal(names_in(f, f->out), 3);
}

static void who_could_write_in_the_set_still_can(void **state)
{
    struct fixture *f = *state;
    struct stat about;
    struct str problem;

    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    assert_int_equal(chmod(f->out, 02775), 0);
    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    assert_int_equal(stat(f->out, &about), 0);
    assert_int_equal(about.st_mode & 07777, 02775);
}

/* In a child, as it ends the process. */
static void a_signal_leaves_the_old_set_and_nothing_else(void **state)
{
    struct fixture *f = *state;
    struct outputs second = {.arena = f->arena};
    struct str problem;
    int status;

    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    outputs_add(&second, STR("manifest.json"), STR("{2}"));
    pid_t child = fork();
    if (child == 0) {
        sigset_t none;
        interrupt_hold();
        raise(SIGTERM); /* it waits, as if it came between two files */
        publish_write(f->arena, f->out, &second, STR(""), &problem);
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    expect_file(f, "index.html", "new");
    assert_int_equal(names_in(f, f->root), 1);
}

static void a_signal_behind_the_swap_comes_too_late(void **state)
{
    struct fixture *f = *state;
    struct str problem;
    int status;
    pid_t child = fork();

    if (child == 0) {
        bool done = publish_write(f->arena, f->out, &f->set, STR(""), &problem);
        raise(SIGTERM);
        _exit(done ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    expect_file(f, "index.html", "new");
}

static void a_set_left_under_its_other_name_is_put_back(void **state)
{
    struct fixture *f = *state;
    struct str problem;

    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    assert_int_equal(rename(f->out, publish_beside(f->arena, f->out, "old")),
                     0);
    publish_recover(f->arena, f->out);
    expect_file(f, "index.html", "new");
    assert_int_equal(names_in(f, f->root), 1);
}

/* A report that came in an archive brings its links along. */
static void links_beside_the_set_are_not_followed(void **state)
{
    static const char *const beside[] = {".out.record", ".out.record.next",
                                         ".out.next"};
    struct fixture *f = *state;
    const char *victim = file_join(f->arena, f->root, "victim");
    struct str problem, text;

    for (size_t i = 0; i < sizeof(beside) / sizeof(beside[0]); i++) {
        const char *link = file_join(f->arena, f->root, beside[i]);

        assert_true(file_write(victim, STR("mine")));
        file_remove_tree(link);
        assert_int_equal(symlink("victim", link), 0);
        assert_true(
            publish_write(f->arena, f->out, &f->set, STR("record"), &problem));
        assert_true(file_read(f->arena, victim, &text));
        assert_string_equal(text.p, "mine");
    }
    assert_int_equal(symlink("made", file_join(f->arena, f->root, ".out.lock")),
                     0);
    assert_false(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    assert_false(file_exists(file_join(f->arena, f->root, "made")));
}

static void a_file_in_the_way_stays(void **state)
{
    struct fixture *f = *state;
    struct str problem;

    assert_true(file_write(f->out, STR("I was here")));
    assert_false(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    assert_non_null(strstr(problem.p, "a file is in the way"));
    assert_int_equal(names_in(f, f->root), 1);
}

static void a_failed_write_leaves_the_old_set(void **state)
{
    struct fixture *f = *state;
    struct outputs bad = {.arena = f->arena};
    struct str problem;

    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    outputs_add(&bad, STR("manifest.json"), STR("{bad}"));
    outputs_add(&bad, STR("manifest.json/below-a-file"), STR("x"));
    assert_false(publish_write(f->arena, f->out, &bad, STR(""), &problem));
    expect_file(f, "manifest.json", MANIFEST);
    assert_int_equal(names_in(f, f->root), 1);
}

static void a_second_build_at_once_is_told(void **state)
{
    struct fixture *f = *state;
    struct str problem;
    int fd =
        open(file_join(f->arena, f->root, ".out.lock"), O_RDWR | O_CREAT, 0666);

    assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
    assert_false(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
    assert_non_null(strstr(problem.p, "another build"));
    close(fd);
    assert_true(publish_write(f->arena, f->out, &f->set, STR(""), &problem));
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        CASE(a_first_set_is_written_with_its_folders),
        CASE(the_folders_above_are_made_too),
        CASE(a_second_set_replaces_the_first_as_a_whole),
        CASE(a_foreign_folder_is_never_replaced),
        CASE(a_file_of_ones_own_in_the_set_stays),
        CASE(what_a_file_manager_leaves_does_not_count),
        CASE(a_manifest_of_something_else_protects_its_folder),
        CASE(a_link_in_the_way_stays),
        CASE(a_folder_called_dot_is_replaced_under_its_name),
        CASE(who_could_write_in_the_set_still_can),
        CASE(a_signal_leaves_the_old_set_and_nothing_else),
        CASE(a_signal_behind_the_swap_comes_too_late),
        CASE(a_set_left_under_its_other_name_is_put_back),
        CASE(links_beside_the_set_are_not_followed),
        CASE(a_file_in_the_way_stays),
        CASE(a_failed_write_leaves_the_old_set),
        CASE(a_second_build_at_once_is_told),
    };

    return cmocka_run_group_tests_name("publish", tests, NULL, NULL);
}
