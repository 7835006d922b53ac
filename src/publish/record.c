/* The record is lines of fields with tabs between them; the last line has the
 * sum of all before it.
 *
 * What is checked, and why.  Contents are compared by SHA-256, in the set as
 * well as in the report: sizes and times would be quicker, but a picture can be
 * replaced by one of the same size and time, files come back from a backup with
 * the times they had, and shared folders of offices keep times of two seconds.
 * A set that is called up to date is one that was read just now.  Only parts of
 * the system, megabytes that packages replace as a whole, are compared by size,
 * time and inode.
 *
 * A record that was written for a set that never came to stand in its place,
 * because the build was killed, is of no harm: the sums of its files differ
 * from those that are there. */
#include "publish/record.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/map.h"
#include "base/output.h"
#include "publish/publish.h"

static const char first_line[] = "plenum-record\t1";

enum {
    FIELDS_MAX = 6
};

static const char *const kind_names[INPUT_KIND_COUNT] = {
    [INPUT_FILE] = "file",         [INPUT_NAMES] = "names",
    [INPUT_PLACE] = "place",       [INPUT_SYSTEM] = "system",
    [INPUT_VARIABLE] = "variable",
};

/* --- writing -------------------------------------------------------------- */

static void put_field(struct buf *out, struct str field)
{
    for (size_t i = 0; i < field.len; i++)
        switch (field.p[i]) {
        case '\t':
            buf_puts(out, "\\t");
            break;
        case '\n':
            buf_puts(out, "\\n");
            break;
        case '\\':
            buf_puts(out, "\\\\");
            break;
        default:
            buf_putc(out, field.p[i]);
        }
}

static void put_line(struct buf *out, const struct str *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_putc(out, '\t');
        put_field(out, fields[i]);
    }
    buf_putc(out, '\n');
}

static void put_problem(struct arena *a, struct buf *out,
                        const struct diag_view *d)
{
    const struct str fields[] = {
        STR("said"),
        diag_name(a, d->code),
        str_format(a, "%u", d->at.line),
        str_format(a, "%u", d->at.col),
        str_of(d->at.file),
        str_of(d->detail),
    };

    put_line(out, fields, sizeof(fields) / sizeof(fields[0]));
}

struct str record_make(struct arena *a, struct str options,
                       const struct inputs *inputs,
                       const struct outputs *outputs, struct diags *diags)
{
    struct buf out = buf_new(a);
    size_t n_problems;
    const struct diag_view *problems = diag_all(diags, &n_problems);

    buf_printf(&out, "%s\n", first_line);
    put_line(&out, (struct str[]){STR("options"), options}, 2);
    for (size_t i = 0; i < inputs->count; i++) {
        const struct input *input = &inputs->items[i];
        const struct str fields[] = {str_of(kind_names[input->kind]),
                                     input->answer, input->path};

        put_line(&out, fields, 3);
    }
    for (size_t i = 0; i < outputs->count; i++) {
        const struct output *file = &outputs->items[i];
        const struct str fields[] = {STR("made"), file->sha256, file->path,
                                     file->sum};

        put_line(&out, fields, 4);
    }
    for (size_t i = 0; i < n_problems; i++)
        put_problem(a, &out, &problems[i]);
    struct str sum = digest_hex(a, buf_str(&out));
    put_line(&out, (struct str[]){STR("sum"), sum}, 2);
    return buf_str(&out);
}

/* --- reading -------------------------------------------------------------- */

static struct str unescape(struct arena *a, struct str field)
{
    if (str_find(field, '\\', 0) == field.len)
        return str_copy(a, field);

    struct buf out = buf_new(a);
    for (size_t i = 0; i < field.len; i++) {
        if (field.p[i] != '\\') {
            buf_putc(&out, field.p[i]);
            continue;
        }
        struct str escaped = str_slice(field, i + 1, i + 2);
        buf_puts(&out, str_is(escaped, "t")   ? "\t"
                       : str_is(escaped, "n") ? "\n"
                                              : "\\");
        i++;
    }
    return buf_str(&out);
}

struct line {
    struct str fields[FIELDS_MAX];
    size_t n;
};

static struct line split(struct arena *a, struct str text)
{
    struct line line = {0};

    for (size_t from = 0; from <= text.len && line.n < FIELDS_MAX;) {
        size_t to = str_find(text, '\t', from);

        line.fields[line.n++] = unescape(a, str_slice(text, from, to));
        from = to + 1;
    }
    return line;
}

static bool kind_named(struct str name, enum input_kind *kind)
{
    for (size_t i = 0; i < INPUT_KIND_COUNT; i++)
        if (str_is(name, kind_names[i])) {
            *kind = (enum input_kind)i;
            return true;
        }
    return false;
}

struct reading {
    struct arena *arena;
    struct record *record;
    size_t cap_files, cap_problems;
};

static bool take_input(struct reading *r, enum input_kind kind,
                       const struct line *line)
{
    struct inputs *in = &r->record->inputs;

    in->items = arena_grow(r->arena, in->items, in->count, &in->cap,
                           sizeof(*in->items));
    in->items[in->count++] = (struct input){
        .kind = kind, .path = line->fields[2], .answer = line->fields[1]};
    return line->n == 3;
}

static bool take_file(struct reading *r, const struct line *line)
{
    struct record *record = r->record;

    record->files = arena_grow(r->arena, record->files, record->n_files,
                               &r->cap_files, sizeof(*record->files));
    record->files[record->n_files++] = (struct recorded_file){
        line->fields[2], line->fields[1], line->fields[3]};
    return line->n == 4;
}

static bool take_problem(struct reading *r, const struct line *line)
{
    struct record *record = r->record;
    struct diag_view problem = {
        .at.line = (unsigned)strtoul(line->fields[2].p, NULL, 10),
        .at.col = (unsigned)strtoul(line->fields[3].p, NULL, 10),
        .at.file = line->fields[4].p,
        .detail = line->fields[5].p,
    };

    record->problems =
        arena_grow(r->arena, record->problems, record->n_problems,
                   &r->cap_problems, sizeof(*record->problems));
    if (!diag_code_named(line->fields[1], &problem.code))
        return false;
    record->problems[record->n_problems++] = problem;
    return line->n == FIELDS_MAX;
}

/* False: a line of another version of plenum. */
static bool take_line(struct reading *r, const struct line *line)
{
    enum input_kind kind;

    if (kind_named(line->fields[0], &kind))
        return take_input(r, kind, line);
    if (str_is(line->fields[0], "made"))
        return take_file(r, line);
    if (str_is(line->fields[0], "said"))
        return take_problem(r, line);
    if (!str_is(line->fields[0], "options"))
        return false;
    r->record->options = line->fields[1];
    return line->n == 2;
}

/* Everything before the last line, when that has the right sum of it. */
static bool is_whole(struct arena *a, struct str text, struct str *body)
{
    static const size_t last_line = sizeof("sum\t") - 1 + 64 + 1;

    if (text.len < last_line)
        return false;
    *body = str_slice(text, 0, text.len - last_line);
    struct str sum = str_slice(text, text.len - 65, text.len - 1);
    return str_eq(sum, digest_hex(a, *body)) && str_starts(*body, first_line);
}

bool record_read(struct arena *a, const char *dir, struct record *record)
{
    struct reading reading = {.arena = a, .record = record};
    struct str text, body;

    *record = (struct record){.inputs.arena = a};
    if (!file_read(a, publish_beside(a, dir, "record"), &text) ||
        !is_whole(a, text, &body))
        return false;
    for (size_t from = str_find(body, '\n', 0) + 1; from < body.len;) {
        size_t to = str_find(body, '\n', from);
        struct line line = split(a, str_slice(body, from, to));

        if (!take_line(&reading, &line))
            return false;
        from = to + 1;
    }
    record->by_path = map_new(a);
    for (size_t i = 0; i < record->n_files; i++)
        *map_at(&record->by_path, record->files[i].path) = &record->files[i];
    return record->n_files > 0;
}

void record_tell(const struct record *record, struct diags *diags)
{
    for (size_t i = 0; i < record->n_problems; i++) {
        const struct diag_view *p = &record->problems[i];

        diag_add(diags, p->code, p->at, "%s", p->detail);
    }
}

/* --- asking again --------------------------------------------------------- */

/* A walk through the folder of a set. */
struct walk {
    struct arena *arena;
    const char *dir;
    struct map known;   /* path -> its struct recorded_file, or the walk itself
                           for a folder */
    size_t n_found;     /* files */
    struct str problem; /* the first path that is not as it was recorded */
};

static struct str below(struct arena *a, struct str folder, struct str name)
{
    return folder.len == 0
               ? name
               : str_format(a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
}

static bool is_as_recorded(struct walk *w, const char *path,
                           const struct recorded_file *file)
{
    struct str sha256;

    w->n_found++;
    return digest_file(w->arena, path, &sha256) && str_eq(sha256, file->sha256);
}

/* Goes only into folders that the set has, so it is never deep. */
static bool walk_folder(struct walk *w, struct str folder)
{
    struct str *names;
    size_t count;
    struct stat about;

    w->problem = folder;
    if (!file_list(w->arena, file_join(w->arena, w->dir, folder.p), &names,
                   &count))
        return false;
    for (size_t i = 0; i < count; i++) {
        struct str path = below(w->arena, folder, names[i]);
        const char *full = file_join(w->arena, w->dir, path.p);
        void *known = map_find(&w->known, path);

        w->problem = path;
        if (known == NULL || lstat(full, &about) != 0)
            return false;
        if (known == w
                ? !S_ISDIR(about.st_mode) || !walk_folder(w, path)
                : !S_ISREG(about.st_mode) || !is_as_recorded(w, full, known))
            return false;
    }
    return true;
}

/* "charts/a.png" -> knows the folder "charts". */
static void know_folders(struct walk *w, struct str path)
{
    for (size_t i = str_find(path, '/', 0); i < path.len;
         i = str_find(path, '/', i + 1))
        *map_at(&w->known, str_slice(path, 0, i)) = w;
}

static bool set_is_whole(struct arena *a, const char *dir,
                         const struct record *record, struct str *why)
{
    struct walk w = {.arena = a, .dir = dir, .known = map_new(a)};

    for (size_t i = 0; i < record->n_files; i++) {
        know_folders(&w, record->files[i].path);
        *map_at(&w.known, record->files[i].path) = &record->files[i];
    }
    bool same = walk_folder(&w, STR(""));
    if (!same)
        *why = str_format(a, "%s/%.*s is not as it was made", dir,
                          STR_ARG(w.problem));
    else if (w.n_found < record->n_files)
        *why = str_format(a, "a file of %s is gone", dir);
    return same && w.n_found == record->n_files;
}

static bool is_answered_alike(struct arena *a, const struct input *input)
{
    return str_eq(input_answer(a, input->kind, input->path.p), input->answer);
}

bool record_paints_alike(struct arena *a, const struct record *record)
{
    for (size_t i = 0; i < record->inputs.count; i++) {
        const struct input *input = &record->inputs.items[i];

        if ((input->kind == INPUT_SYSTEM || input->kind == INPUT_VARIABLE) &&
            !is_answered_alike(a, input))
            return false;
    }
    return true;
}

bool record_file(struct arena *a, const char *dir, const struct record *record,
                 struct str path, struct str sum, struct output *file)
{
    const struct recorded_file *known = map_find(&record->by_path, path);
    const char *full = file_join(a, dir, path.p);

    if (known == NULL || !str_eq(known->sum, sum) ||
        !file_read(a, full, &file->bytes))
        return false;
    file->path = path;
    file->sha256 = digest_hex(a, file->bytes);
    file->sum = sum;
    return str_eq(file->sha256, known->sha256);
}

bool record_holds(struct arena *a, const char *dir, const struct record *record,
                  struct str options, struct str *why)
{
    *why = STR("the options are others");
    if (!str_eq(record->options, options))
        return false;
    for (size_t i = 0; i < record->inputs.count; i++) {
        const struct input *input = &record->inputs.items[i];

        *why = str_format(a, "%.*s is another one", STR_ARG(input->path));
        if (!is_answered_alike(a, input))
            return false;
    }
    return set_is_whole(a, dir, record, why);
}
