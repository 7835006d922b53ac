#include "base/diag.h"

#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/tell.h"

enum {
    MANY = 200,
    DETAIL_HEAD = 400, /* bytes */
    DETAIL_TAIL = 200
};

struct diag {
    struct diag_view view;
    size_t order; /* keeps problems on one spot in the order they were found */
};

struct diags {
    struct arena *arena;
    struct diag *items;
    size_t count, cap;
    struct diag_view *views; /* what diag_all() gave last */
    bool strict;
    bool quiet;
};

static const struct {
    const char *name;
    enum diag_severity severity;
    const char *text;
} messages[] = {
#define DIAG(code, severity, text) {#code, DIAG_##severity, text},
#include "base/diag_codes.def"
#undef DIAG
};

struct diags *diags_new(void)
{
    struct arena *arena = arena_new();
    struct diags *d = ARENA_NEW(arena, struct diags);

    d->arena = arena;
    return d;
}

void diags_free(struct diags *d)
{
    if (d != NULL)
        arena_free(d->arena);
}

__attribute__((format(printf, 2, 0))) static char *
format_detail(struct arena *a, const char *fmt, va_list args)
{
    va_list measure;
    va_copy(measure, args);
    int len = vsnprintf(NULL, 0, fmt, measure);
    va_end(measure);
    assert(len >= 0);

    char *text = arena_alloc(a, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, fmt, args);
    return text;
}

/* A text of megabytes that is quoted in a message is shortened in its middle: at
 * its end stands what was expected. */
static void shorten(char *detail)
{
    static const char gap[] = " ... ";
    size_t len = strlen(detail);

    if (len <= DETAIL_HEAD + DETAIL_TAIL + sizeof(gap))
        return;

    size_t head = DETAIL_HEAD;
    size_t tail = len - DETAIL_TAIL;
    while (head > 0 && ((unsigned char)detail[head] & 0xC0) == 0x80)
        head--;
    while (tail < len && ((unsigned char)detail[tail] & 0xC0) == 0x80)
        tail++;
    memcpy(detail + head, gap, sizeof(gap) - 1);
    memmove(detail + head + sizeof(gap) - 1, detail + tail, len - tail + 1);
}

void diag_add(struct diags *d, enum diag_code code, struct place at,
              const char *fmt, ...)
{
    struct diag item = {.order = d->count};

    assert(code < DIAG_CODE_COUNT);
    assert(at.file != NULL);
    item.view.code = code;
    item.view.at = at;
    item.view.detail = "";
    if (fmt != NULL) {
        va_list args;
        va_start(args, fmt);
        char *detail = format_detail(d->arena, fmt, args);
        va_end(args);
        shorten(detail);
        item.view.detail = detail;
    }
    d->items =
        arena_grow(d->arena, d->items, d->count, &d->cap, sizeof(*d->items));
    d->items[d->count++] = item;
}

void diag_make_strict(struct diags *d)
{
    d->strict = true;
}

void diag_make_quiet(struct diags *d)
{
    d->quiet = true;
}

static enum diag_severity severity_in(const struct diags *d,
                                      enum diag_code code)
{
    enum diag_severity severity = messages[code].severity;

    return d->strict && severity == DIAG_WARNING ? DIAG_ERROR : severity;
}

static bool same_place(struct place a, struct place b)
{
    return a.line == b.line && a.col == b.col && strcmp(a.file, b.file) == 0;
}

static bool same_problem(const struct diag *a, const struct diag *b)
{
    return a->view.code == b->view.code && same_place(a->view.at, b->view.at) &&
           strcmp(a->view.detail, b->view.detail) == 0;
}

static int compare_places(const void *left, const void *right)
{
    const struct diag *a = left;
    const struct diag *b = right;
    int files = strcmp(a->view.at.file, b->view.at.file);

    if (files != 0)
        return files;
    if (a->view.at.line != b->view.at.line)
        return a->view.at.line < b->view.at.line ? -1 : 1;
    if (a->view.at.col != b->view.at.col)
        return a->view.at.col < b->view.at.col ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* Sorts, and drops what stands there twice: a block that is read for the page
 * and for the slide would tell its one mistake two times. */
static void settle(struct diags *d)
{
    size_t kept = 0;

    if (d->count > 1)
        qsort(d->items, d->count, sizeof(*d->items), compare_places);
    for (size_t i = 0; i < d->count; i++) {
        bool twice = false;
        for (size_t j = kept; j-- > 0 && !twice;) {
            if (!same_place(d->items[j].view.at, d->items[i].view.at))
                break;
            twice = same_problem(&d->items[j], &d->items[i]);
        }
        if (!twice)
            d->items[kept++] = d->items[i];
    }
    d->count = kept;
}

bool diag_has_many(const struct diags *d)
{
    return d->count > MANY;
}

size_t diag_count(const struct diags *d, enum diag_severity severity)
{
    size_t count = 0;

    for (size_t i = 0; i < d->count; i++)
        count += severity_in(d, d->items[i].view.code) == severity;
    return count;
}

struct str diag_name(struct arena *a, enum diag_code code)
{
    struct str upper = str_of(messages[code].name);
    char *name = arena_copy(a, upper.p, upper.len);

    for (size_t i = 0; i < upper.len; i++) {
        if (name[i] == '_')
            name[i] = '-';
        else
            name[i] = (char)tolower((unsigned char)name[i]);
    }
    return (struct str){name, upper.len};
}

enum diag_severity diag_severity_of(enum diag_code code)
{
    return messages[code].severity;
}

const char *diag_text(enum diag_code code)
{
    return messages[code].text;
}

const char *diag_severity_name(enum diag_severity severity)
{
    static const char *const names[] = {"notice", "warning", "error"};

    return names[severity];
}

/* A switch and not a table: the compiler names the code that is forgotten. */
struct diag_help diag_help(enum diag_code code)
{
    switch (code) {
#define HELP(code, meaning, example, remedy)                                   \
    case DIAG_##code:                                                          \
        return (struct diag_help){meaning, example, remedy};
#include "base/diag_help.def"
#undef HELP
    case DIAG_CODE_COUNT:
        break;
    }
    assert(code < DIAG_CODE_COUNT);
    return (struct diag_help){"", "", ""};
}

/* Is `name` this code, with `-` for `_` and letters of any case? */
static bool is_name_of(struct str name, const char *code)
{
    if (name.len != strlen(code))
        return false;
    for (size_t i = 0; i < name.len; i++) {
        int letter = toupper((unsigned char)name.p[i]);
        if ((letter == '-' ? '_' : letter) != code[i])
            return false;
    }
    return true;
}

bool diag_code_named(struct str name, enum diag_code *out)
{
    for (size_t i = 0; i < DIAG_CODE_COUNT; i++)
        if (is_name_of(name, messages[i].name)) {
            *out = (enum diag_code)i;
            return true;
        }
    return false;
}

const struct diag_view *diag_all(struct diags *d, size_t *count)
{
    settle(d);
    d->views = ARENA_ARRAY(d->arena, d->count + 1, struct diag_view);
    for (size_t i = 0; i < d->count; i++) {
        d->views[i] = d->items[i].view;
        d->views[i].severity = severity_in(d, d->views[i].code);
    }
    *count = d->count;
    return d->views;
}

/* SGR codes of ECMA-48: bold with red, magenta and cyan. */
static void print_severity(enum diag_severity severity, struct buf *out,
                           bool color)
{
    static const char *const colors[] = {"36", "35", "31"};

    if (color)
        buf_printf(out, "\033[1;%sm%s:\033[0m ", colors[severity],
                   diag_severity_name(severity));
    else
        buf_printf(out, "%s: ", diag_severity_name(severity));
}

static void print_one(struct diags *d, const struct diag_view *problem,
                      struct buf *out, bool color)
{
    const struct place *at = &problem->at;

    if (at->file[0] != '\0') {
        buf_put_visible(out, str_of(at->file));
        buf_putc(out, ':');
    }
    if (at->line > 0)
        buf_printf(out, "%u:%u:", at->line, at->col);
    if (at->file[0] != '\0' || at->line > 0)
        buf_putc(out, ' ');
    print_severity(problem->severity, out, color);
    buf_puts(out, diag_text(problem->code));
    if (problem->detail[0] != '\0') {
        buf_puts(out, ": ");
        buf_put_visible(out, str_of(problem->detail));
    }
    buf_puts(out, " [");
    buf_put(out, diag_name(d->arena, problem->code));
    buf_puts(out, "]\n");
}

void diag_print(struct diags *d, struct buf *out, bool color)
{
    size_t count;
    const struct diag_view *all = diag_all(d, &count);

    for (size_t i = 0; i < count; i++)
        if (!d->quiet || all[i].severity != DIAG_NOTICE)
            print_one(d, &all[i], out, color);
}
