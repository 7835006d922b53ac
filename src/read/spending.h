/* spending.h - a data file becomes a dataset, as plenum.yml declares it. */
#ifndef READ_SPENDING_H
#define READ_SPENDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"
#include "model/amount.h"
#include "model/dataset.h"
#include "read/source.h"

struct arena;

/* A word of plenum.yml and its place; p is NULL when it was left out. */
struct named {
    struct str text;
    struct place at;
};

/* A name in the file, and the name to show for it. */
struct renamed {
    struct named name;
    struct str shown;
};

/* What plenum.yml says about one dataset. */
struct data_spec {
    struct str key;
    struct place at;
    struct named file; /* "data/investeringsagenda.csv", below content/ */
    struct str title, unit, source;
    struct named item, group;    /* columns */
    struct named kind;           /* column that tells items from totals */
    struct named period, amount; /* columns of the long form */
    int *years; /* in order; none: every column that is called after a year */
    size_t n_years;
    struct place years_at;
    struct renamed *extras;
    size_t n_extras;
    struct named total, subtotal; /* names of rows */
    struct decimal tolerance;
    struct renamed *names; /* short -> long */
    size_t n_names;
    char delimiter;  /* 0: find out */
    bool loose;      /* no plenum.yml says it: plenum chart */
    bool transposed; /* years stand below one another, items side by side */
    enum encoding encoding;
    char decimal_sign; /* ',' or '.'; 0: find out */
};

/* Reads the bytes of spec->file; `path` is how messages name that file.  There
 * is always a dataset: rows that could not be understood are left out, and
 * amounts that could not be read are AMOUNT_BAD. */
void spending_read(struct arena *a, const struct data_spec *spec,
                   const char *path, struct str bytes, struct dataset *out,
                   struct diags *diags);

/* "Totaal", "Totale lasten", "Grand total": the name of a row that is a total
 * unless somebody says otherwise. */
bool spending_is_total(struct str name);

/* "post", "of which": what a cell of the column `kind` says, in Dutch or
 * English; false when it is no such word. */
bool spending_kind(struct str word, enum row_kind *kind);

#endif
