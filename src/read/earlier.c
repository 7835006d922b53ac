#include "read/earlier.h"

#include <errno.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/inputs.h"
#include "model/changes.h"
#include "model/dataset.h"
#include "read/loose.h"
#include "read/settings.h"
#include "read/yaml.h"

/* Beside each data file stands the same for Excel. */
static bool is_data_file(struct str name)
{
    return str_ends(name, ".csv") && !str_ends(name, ".excel.csv");
}

/* The folder of the earlier set, and where its problems go. */
struct finder {
    struct arena *arena;
    struct inputs *inputs;
    struct diags *diags;
    struct str *problem;
};

static bool read_dataset(struct finder *f, const char *dir, struct str name,
                         struct edition *out)
{
    struct arena *a = f->arena;
    const char *path = file_join(a, dir, name.p);
    struct str bytes;

    if (!inputs_read(f->inputs, a, path, &bytes)) {
        *f->problem = str_format(a, "%s: %s", path, strerror(errno));
        return false;
    }
    loose_read(a, path, bytes, ',', &out->datasets[out->n_datasets], f->diags);
    out->datasets[out->n_datasets++].key = file_stem(name);
    return true;
}

static bool read_datasets(struct finder *f, const char *dir,
                          struct edition *out)
{
    struct arena *a = f->arena;
    struct str *names;
    size_t count;

    if (!inputs_list(f->inputs, a, dir, &names, &count)) {
        *f->problem = str_format(a, "%s: %s", dir, strerror(errno));
        return false;
    }
    out->datasets = ARENA_ARRAY(a, count + 1, struct dataset);
    for (size_t i = 0; i < count; i++)
        if (is_data_file(names[i]) && !read_dataset(f, dir, names[i], out))
            return false;
    if (out->n_datasets == 0)
        *f->problem =
            str_format(a, "%s: no data of an earlier set (data/*.csv)", dir);
    return out->n_datasets > 0;
}

/* JSON is YAML too (YAML 1.2, section 1.3), so one reader does for both.  A
 * manifest that is not there, or says nothing, is no mistake: the figures are
 * what counts. */
static void read_manifest(struct finder *f, const char *path,
                          struct edition *out)
{
    struct arena *a = f->arena;
    struct diags *unheard = diags_new();
    struct str bytes;
    struct str date = STR("");

    if (inputs_read(f->inputs, a, path, &bytes)) {
        const struct yaml *root =
            yaml_read(a, bytes, (struct place){path, 1, 1}, unheard);
        yaml_text(root, "version", unheard, &out->version);
        yaml_text(root, "date", unheard, &date);
        settings_date(date, &out->date);
    }
    diags_free(unheard);
}

bool earlier_read(struct arena *a, const char *dir, struct inputs *inputs,
                  struct edition *out, struct diags *diags, struct str *problem)
{
    struct finder finder = {a, inputs, diags, problem};
    const char *data = file_join(a, dir, "data");
    bool whole = file_is_dir(data);

    *out = (struct edition){.version = STR("")};
    if (!file_is_dir(dir)) {
        *problem = str_format(a, "%s: no such folder", dir);
        return false;
    }
    read_manifest(
        &finder,
        file_join(a, dir, whole ? "manifest.json" : "../manifest.json"), out);
    return read_datasets(&finder, whole ? data : dir, out);
}
