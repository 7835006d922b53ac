#include "templates.h"

#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "build.h"

/* The folder of the program, with its slash; "" when it was found by PATH and
 * the system does not tell. */
static const char *program_dir(struct arena *a, const char *argv0)
{
    char exe[4096];
    ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe));
    struct str program =
        len > 0 ? (struct str){exe, (size_t)len} : str_of(argv0);
    size_t slash = program.len;

    while (slash > 0 && program.p[slash - 1] != '/')
        slash--;
    return str_copy(a, str_slice(program, 0, slash)).p;
}

static const char installed[] = PLENUM_PREFIX "/share/plenum/templates";

/* The program's folders first: what a house style leaves out comes from them.
 * Only where the program has none the report's own has to hold everything. */
const char *templates_find(struct arena *a, const struct options *options)
{
    const char *bin = program_dir(a, options->program);
    const char *places[] = {
        file_join(a, bin, "../templates"),    /* build/plenum */
        file_join(a, bin, "../../templates"), /* build/gcc-asan/plenum */
        file_join(a, bin, "../share/plenum/templates"),
        installed,
        file_join(a, options->root, "templates"),
    };

    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
        if (file_exists(file_join(a, places[i], "page.html")))
            return places[i];
    return NULL;
}

const char *templates_house(struct arena *a, const struct options *options)
{
    const char *house = file_join(a, options->root, "templates");

    return file_exists(house) ? house : NULL;
}
