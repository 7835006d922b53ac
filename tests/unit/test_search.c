/* text/search.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "text/search.h"

struct world {
    struct arena *arena;
    const char *home; /* for settings of a user */
};

static int open_world(void **state)
{
    static struct world w;
    static char home[] = "/tmp/plenum-search-XXXXXX";

    w.arena = arena_new();
    w.home = mkdtemp(home);
    *state = &w;
    return w.home == NULL;
}

static int close_world(void **state)
{
    struct world *w = *state;
    bool ok = file_remove_tree(w->home);

    arena_free(w->arena);
    return !ok;
}

static int forget_settings(void **state)
{
    (void)state;
    unsetenv("FONTCONFIG_FILE");
    unsetenv("FONTCONFIG_PATH");
    unsetenv("XDG_CONFIG_HOME");
    return 0;
}

enum {
    SOUGHT = 6
};

static struct trail search(const struct world *w, struct sought fonts[SOUGHT])
{
    static const struct sought sought[SOUGHT] = {
        {.family = "Open Sans"},
        {.family = "open sans", .semibold = true},
        {.family = "Open Sans", .italic = true},
        {.family = "Open Sans", .semibold = true, .italic = true},
        {.family = "DejaVu Sans Mono"},
        {.family = "DejaVu Sans"},
    };
    struct trail trail = {.arena = w->arena};

    for (size_t i = 0; i < SOUGHT; i++)
        fonts[i] = sought[i];
    search_fonts(fonts, SOUGHT, &trail);
    return trail;
}

/* Writes settings and says where, from a home of its own on. */
static const char *write_settings(const struct world *w, const char *name,
                                  const char *rules)
{
    const char *folder = file_join(w->arena, w->home, "fontconfig");
    const char *path = file_join(w->arena, folder, name);
    struct str text = str_format(
        w->arena, "<?xml version=\"1.0\"?><fontconfig>%s</fontconfig>", rules);

    assert_true(file_make_dirs(folder));
    assert_true(file_write(path, text));
    return path;
}

static bool is_on(const struct trail *trail, const char *path)
{
    for (size_t i = 0; i < trail->count; i++)
        if (str_is(trail->paths[i], path))
            return true;
    return false;
}

/* A place of settings that somebody names is asked for all it has. */
static void all_settings_find_the_same_files(void **state)
{
    const struct world *w = *state;
    struct sought brief[SOUGHT], full[SOUGHT];

    search(w, brief);
    setenv("FONTCONFIG_PATH", "/etc/fonts", 1);
    search(w, full);
    for (size_t i = 0; i < SOUGHT; i++) {
        assert_non_null(brief[i].path);
        assert_string_equal(brief[i].path, full[i].path);
        assert_int_equal(brief[i].index, full[i].index);
    }
}

static void every_file_that_can_matter_is_on_the_trail(void **state)
{
    const struct world *w = *state;
    struct sought fonts[SOUGHT];
    struct trail trail = search(w, fonts);

    assert_true(is_on(&trail, fonts[0].path));
    assert_true(is_on(&trail, "/etc/fonts/fonts.conf"));
    assert_true(is_on(&trail, "/etc/fonts/conf.d"));
    assert_true(is_on(&trail, "/etc/fonts/conf.d/50-user.conf"));
    assert_true(is_on(&trail, "/usr/share/fonts"));
}

static void what_the_user_leaves_out_is_not_found(void **state)
{
    const struct world *w = *state;
    struct sought fonts[SOUGHT];
    const char *own = write_settings(
        w, "fonts.conf",
        "<selectfont><rejectfont><glob>*/OpenSans*</glob></rejectfont>"
        "</selectfont>");

    setenv("XDG_CONFIG_HOME", w->home, 1);
    struct trail trail = search(w, fonts);
    assert_null(fonts[0].path);
    assert_non_null(fonts[5].path);
    assert_true(is_on(&trail, own));
}

static void settings_of_a_user_stand_for_the_systems(void **state)
{
    const struct world *w = *state;
    struct sought fonts[SOUGHT];
    const char *own = write_settings(
        w, "other.conf", "<dir>/usr/share/fonts/truetype/open-sans</dir>");

    setenv("FONTCONFIG_FILE", own, 1);
    search(w, fonts);
    assert_non_null(fonts[0].path);
    assert_null(fonts[5].path);
}

/* What stands in for a family is another one. */
static void a_stand_in_is_not_taken(void **state)
{
    const struct world *w = *state;
    struct sought font = {.family = "No Such Family"};
    struct trail trail = {.arena = w->arena};

    search_fonts(&font, 1, &trail);
    assert_null(font.path);
}

#define SEARCH_TEST(name) cmocka_unit_test_teardown(name, forget_settings)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SEARCH_TEST(all_settings_find_the_same_files),
        SEARCH_TEST(every_file_that_can_matter_is_on_the_trail),
        SEARCH_TEST(what_the_user_leaves_out_is_not_found),
        SEARCH_TEST(settings_of_a_user_stand_for_the_systems),
        SEARCH_TEST(a_stand_in_is_not_taken),
    };

    return cmocka_run_group_tests_name("text/search", tests, open_world,
                                       close_world);
}
