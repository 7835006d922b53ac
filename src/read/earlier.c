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
    const struct yaml *package; /* datapackage.json; NULL: not there */
};

/* JSON is YAML too (YAML 1.2, section 1.3), so one reader does for both.  NULL:
 * the file is not there, or says nothing; that is no mistake, for the figures
 * are what counts. */
static const struct yaml *read_json(struct finder *f, const char *path)
{
    struct arena *a = f->arena;
    struct diags *unheard = diags_new();
    struct str bytes;
    const struct yaml *root = NULL;

    if (inputs_read(f->inputs, a, path, &bytes))
        root = yaml_read(a, bytes, (struct place){path, 1, 1}, unheard);
    diags_free(unheard);
    return root;
}

static struct str text_of(const struct yaml *map, const char *key)
{
    const struct yaml *node = yaml_find(map, key);

    return node != NULL && node->kind == YAML_TEXT ? node->text : STR("");
}

static const struct yaml *resource_named(const struct finder *f,
                                         struct str name)
{
    const struct yaml *all = yaml_find(f->package, "resources");

    for (size_t i = 0;
         all != NULL && all->kind == YAML_LIST && i < all->n_items; i++)
        if (str_eq(text_of(&all->items[i], "name"), name))
            return &all->items[i];
    return NULL;
}

/* An English set has decimal points. */
static char decimal_sign_of(const struct yaml *resource)
{
    const struct yaml *fields =
        yaml_find(yaml_find(resource, "schema"), "fields");

    for (size_t i = 0;
         fields != NULL && fields->kind == YAML_LIST && i < fields->n_items;
         i++)
        if (str_is(text_of(&fields->items[i], "decimalChar"), "."))
            return '.';
    return ',';
}

/* Of the first of its sources, as the set was written. */
static struct str source_of(const struct yaml *resource)
{
    const struct yaml *sources = yaml_find(resource, "sources");

    return sources != NULL && sources->kind == YAML_LIST && sources->n_items > 0
               ? text_of(&sources->items[0], "title")
               : STR("");
}

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
    const struct yaml *resource = resource_named(f, file_stem(name));
    struct dataset *data = &out->datasets[out->n_datasets++];
    loose_read(a, path, bytes, decimal_sign_of(resource), data, f->diags);
    data->key = file_stem(name);
    data->title = text_of(resource, "title");
    data->source = source_of(resource);
    data->unit = text_of(resource, "unit");
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

static void read_manifest(struct finder *f, const char *path,
                          struct edition *out)
{
    const struct yaml *root = read_json(f, path);

    out->version = text_of(root, "version");
    settings_date(text_of(root, "date"), &out->date);
}

bool earlier_read(struct arena *a, const char *dir, struct inputs *inputs,
                  struct edition *out, struct diags *diags, struct str *problem)
{
    struct finder finder = {a, inputs, diags, problem, NULL};
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
    finder.package = read_json(
        &finder,
        file_join(a, dir, whole ? "datapackage.json" : "../datapackage.json"));
    return read_datasets(&finder, whole ? data : dir, out);
}
