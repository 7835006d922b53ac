#define _XOPEN_SOURCE 700 /* realpath() */

#include "base/inputs.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"

static const struct str absent = STR_CONST("-");

struct inputs *inputs_new(struct arena *a)
{
    struct inputs *inputs = ARENA_NEW(a, struct inputs);

    inputs->arena = a;
    return inputs;
}

static struct input *add(struct inputs *inputs, enum input_kind kind,
                         const char *path, struct str answer)
{
    inputs->items = arena_grow(inputs->arena, inputs->items, inputs->count,
                               &inputs->cap, sizeof(*inputs->items));
    struct input *input = &inputs->items[inputs->count++];
    *input = (struct input){
        .kind = kind,
        .path = str_copy(inputs->arena, str_of(path)),
        .answer = answer,
        .name = STR(""),
    };
    return input;
}

void inputs_note(struct inputs *inputs, const char *path, struct str bytes,
                 struct str name)
{
    if (inputs == NULL)
        return;
    struct input *input =
        add(inputs, INPUT_FILE, path, digest_hex(inputs->arena, bytes));
    input->name = name;
    input->size = bytes.len;
}

bool inputs_read(struct inputs *inputs, struct arena *a, const char *path,
                 struct str *text)
{
    bool ok = file_read(a, path, text);
    int reason = errno;

    if (ok)
        inputs_note(inputs, path, *text, STR(""));
    else if (inputs != NULL)
        add(inputs, INPUT_FILE, path, absent);
    errno = reason;
    return ok;
}

/* Names hold no "/", so no two lists look the same. */
static struct str names_answer(struct arena *a, const struct str *names,
                               size_t count)
{
    struct buf all = buf_new(a);

    for (size_t i = 0; i < count; i++) {
        buf_put(&all, names[i]);
        buf_putc(&all, '/');
    }
    return digest_hex(a, buf_str(&all));
}

bool inputs_list(struct inputs *inputs, struct arena *a, const char *path,
                 struct str **names, size_t *count)
{
    bool ok = file_list(a, path, names, count);
    int reason = errno;

    if (inputs != NULL)
        add(inputs, INPUT_NAMES, path,
            ok ? names_answer(inputs->arena, *names, *count) : absent);
    errno = reason;
    return ok;
}

/* --- asking again --------------------------------------------------------- */

static struct str ask_names(struct arena *a, const char *path)
{
    struct str *names;
    size_t count;

    return file_list(a, path, &names, &count) ? names_answer(a, names, count)
                                              : absent;
}

static struct str ask_place(struct arena *a, const char *path)
{
    char real[PATH_MAX];

    return realpath(path, real) == NULL ? absent : digest_hex(a, str_of(real));
}

/* The time of the last change to a file is not in the hands of its users, as
 * the time of writing is. */
static struct str ask_system(struct arena *a, const char *path)
{
    struct stat about;

    if (stat(path, &about) != 0)
        return absent;
    return str_format(a, "%jd/%jd.%09ld/%jd.%09ld/%ju", (intmax_t)about.st_size,
                      (intmax_t)about.st_mtim.tv_sec, about.st_mtim.tv_nsec,
                      (intmax_t)about.st_ctim.tv_sec, about.st_ctim.tv_nsec,
                      (uintmax_t)about.st_ino);
}

static struct str ask_variable(struct arena *a, const char *name)
{
    const char *value = getenv(name);

    return value == NULL ? absent : digest_hex(a, str_of(value));
}

struct str input_answer(struct arena *a, enum input_kind kind, const char *path)
{
    struct str sum;

    switch (kind) {
    case INPUT_FILE:
        return digest_file(a, path, &sum) ? sum : absent;
    case INPUT_NAMES:
        return ask_names(a, path);
    case INPUT_PLACE:
        return ask_place(a, path);
    case INPUT_SYSTEM:
        return ask_system(a, path);
    case INPUT_VARIABLE:
        return ask_variable(a, path);
    case INPUT_KIND_COUNT:
        break;
    }
    return absent;
}

void inputs_ask(struct inputs *inputs, enum input_kind kind, const char *path)
{
    if (inputs != NULL)
        add(inputs, kind, path, input_answer(inputs->arena, kind, path));
}
