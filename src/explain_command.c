/* explain_command.c - `plenum explain`: what messages mean, how to mend them. */
#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/near.h"
#include "build.h"
#include "run.h"

static void print_list(struct arena *a)
{
    for (size_t i = 0; i < DIAG_CODE_COUNT; i++) {
        enum diag_code code = (enum diag_code)i;
        printf("%-20s %-8s %s\n", diag_name(a, code).p,
               diag_severity_name(diag_severity_of(code)), diag_text(code));
    }
}

/* Each line of the example, set in. */
static void print_example(const char *example, const char *indent)
{
    bool at_start = true;

    for (const char *p = example; *p != '\0'; p++) {
        if (at_start)
            fputs(indent, stdout);
        putchar(*p);
        at_start = *p == '\n';
    }
    putchar('\n');
}

/* Lines of at most LINE_WIDTH bytes: the texts are ASCII. */
static void print_wrapped(struct arena *a, const char *before, const char *text)
{
    enum {
        LINE_WIDTH = 78
    };
    struct str rest = str_format(a, "%s%s", before, text);

    while (rest.len > LINE_WIDTH) {
        size_t end = LINE_WIDTH;
        while (end > 0 && rest.p[end] != ' ')
            end--;
        if (end == 0)
            end = str_find(rest, ' ', 0);
        printf("%.*s\n", (int)end, rest.p);
        rest = str_slice(rest, end + 1, rest.len);
    }
    printf("%.*s\n", STR_ARG(rest));
}

static void print_one(struct arena *a, enum diag_code code)
{
    struct diag_help help = diag_help(code);

    printf("%s (%s): %s\n\n", diag_name(a, code).p,
           diag_severity_name(diag_severity_of(code)), diag_text(code));
    print_wrapped(a, "", help.meaning);
    if (help.example[0] != '\0') {
        puts("\nFor example:\n");
        print_example(help.example, "    ");
    }
    putchar('\n');
    print_wrapped(a, "What to do: ", help.remedy);
}

/* As Markdown: src/messages.md is this. */
static void print_all(struct arena *a)
{
    puts(
        "# The messages of plenum\n\n"
        "Made by `plenum explain --all`. An error stops publication; a warning "
        "does so with\n`--strict`; a notice never does.");
    for (size_t i = 0; i < DIAG_CODE_COUNT; i++) {
        enum diag_code code = (enum diag_code)i;
        struct diag_help help = diag_help(code);

        printf("\n## %s\n\n%s: *%s*\n\n%s\n\n", diag_name(a, code).p,
               diag_severity_name(diag_severity_of(code)), diag_text(code),
               help.meaning);
        if (help.example[0] != '\0') {
            print_example(help.example, "    ");
            putchar('\n');
        }
        puts(help.remedy);
    }
}

static enum exit_status not_a_code(struct arena *a, struct str name)
{
    struct near near = near_new(name);

    for (size_t i = 0; i < DIAG_CODE_COUNT; i++)
        near_offer(&near, diag_name(a, (enum diag_code)i));
    return world_failed(
        "no such message",
        str_format(a, "\"%.*s\"" NEAR_FMT, STR_ARG(name), NEAR_ARG(near)).p);
}

enum exit_status run_explain(const struct options *options)
{
    struct arena *a = arena_new();
    enum exit_status status = EXIT_FINE;
    enum diag_code code;

    if (options->all)
        print_all(a);
    else if (options->operand == NULL)
        print_list(a);
    else if (diag_code_named(str_of(options->operand), &code))
        print_one(a, code);
    else
        status = not_a_code(a, str_of(options->operand));
    arena_free(a);
    return status;
}
