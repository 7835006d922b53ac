/* diag.h - what is wrong with the input, told the way a compiler tells it.
 *
 *     content/nds.csv:14:5: error: total is not the sum of its column: 2028
 *     says 1360, the rows add up to 1355 [total-differs]
 *
 * Readers and checks add diagnostics and carry on, so one run shows every
 * problem.  Only build.c decides, from the counts, whether output is written.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct buf;
struct diags;

enum diag_severity {
    DIAG_NOTICE,  /* worth knowing; never stops a build */
    DIAG_WARNING, /* an error with --strict */
    DIAG_ERROR,   /* nothing is published */
};

enum diag_code {
#define DIAG(code, severity, text) DIAG_##code,
#include "base/diag_codes.def"
#undef DIAG
    DIAG_CODE_COUNT
};

/* A place in an input file.  line and col count from 1; col counts characters,
 * not bytes, because that is what editors show.  line 0 means the whole file;
 * file "" means the report. */
struct place {
    const char *file; /* never NULL where a place is printed */
    unsigned line;
    unsigned col;
};

/* Words as the author wrote them, values and all, and where they start. */
struct written {
    struct str text;
    struct place at;
};

struct diags *diags_new(void);
void diags_free(struct diags *d);

/* Adds one problem.  fmt gives the details and may be NULL.  The same problem
 * at the same place is kept once. */
__attribute__((format(printf, 4, 5))) void diag_add(struct diags *d,
                                                    enum diag_code code,
                                                    struct place at,
                                                    const char *fmt, ...);

/* From now on, and for what is in it already, warnings are errors. */
void diag_make_strict(struct diags *d);

/* Are there more problems than anybody reads at once?  Then it is not worth the
 * time to look for what each of them may have meant. */
bool diag_has_many(const struct diags *d);

size_t diag_count(const struct diags *d, enum diag_severity severity);

/* DIAG_TOTAL_DIFFERS -> "total-differs" */
struct str diag_name(struct arena *a, enum diag_code code);
enum diag_severity diag_severity_of(enum diag_code code);
const char *diag_text(enum diag_code code);
const char *diag_severity_name(enum diag_severity severity);

/* What diag_help.def says about a code; no field is NULL. */
struct diag_help {
    const char *meaning, *example, *remedy;
};

struct diag_help diag_help(enum diag_code code);

/* "total-differs" -> DIAG_TOTAL_DIFFERS; false when there is no such code. */
bool diag_code_named(struct str name, enum diag_code *out);

/* One problem, as --format json and the preview need it. */
struct diag_view {
    enum diag_code code;
    enum diag_severity severity; /* with strictness applied */
    struct place at;
    const char *detail; /* "" where there is none */
};

/* From now on diag_print() leaves notices out. */
void diag_make_quiet(struct diags *d);

/* All problems sorted by file, line and column; the array belongs to `d` and
 * is good until the next diag_add(). */
const struct diag_view *diag_all(struct diags *d, size_t *count);

/* Writes the problems, sorted, a line each.  With `color` the severity stands
 * out on a terminal. */
void diag_print(struct diags *d, struct buf *out, bool color);

#endif
