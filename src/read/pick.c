#include "read/pick.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/near.h"
#include "model/report.h"

const struct dataset *pick_dataset(const struct report *report, struct str name,
                                   struct place at, struct diags *diags)
{
    const struct dataset *found = report_dataset(report, name);
    struct near near = near_new(name);

    if (found != NULL || report->data_broken)
        return found;
    for (size_t i = 0; i < report->n_datasets; i++)
        near_offer(&near, report->datasets[i].key);
    diag_add(diags, DIAG_DATA_UNKNOWN, at, "\"%.*s\"" NEAR_FMT, STR_ARG(name),
             NEAR_ARG(near));
    return NULL;
}

/* ", did you mean "Cloud"?", else ", which has A, B, C" where these are few. */
static void report_name(struct diags *diags, enum diag_code code,
                        struct place at, struct str name,
                        const struct dataset *d, struct str near,
                        struct str (*named)(const struct dataset *d, size_t i))
{
    enum {
        NAMES_MOST = 8 /* what fits in a message */
    };
    struct arena *a = arena_new();
    struct buf list = buf_new(a);
    size_t count = 0;

    while (near.len == 0 && count <= NAMES_MOST && named(d, count).p != NULL) {
        buf_printf(&list, "%s\"%.*s\"", count > 0 ? ", " : ", which has ",
                   STR_ARG(named(d, count)));
        count++;
    }
    if (near.len > 0)
        buf_printf(&list, ", did you mean \"%.*s\"?", STR_ARG(near));
    else if (count > NAMES_MOST)
        list.len = 0;
    diag_add(diags, code, at, "\"%.*s\" in %.*s%.*s", STR_ARG(name),
             STR_ARG(d->key), STR_ARG(buf_str(&list)));
    arena_free(a);
}

/* --- rows ----------------------------------------------------------------- */

/* Items of different groups may share a name ("Overig"); then it is no name. */
static bool is_shared(const struct dataset *d, const struct dataset_row *row,
                      struct str name, struct place at, struct diags *diags)
{
    const struct dataset_row *again = dataset_row_again(d, name);

    if (again != NULL)
        diag_add(diags, DIAG_ROW_SHARED, at,
                 "\"%.*s\" stands on lines %u and %u of %s", STR_ARG(name),
                 row->at.line, again->at.line, row->at.file);
    return again != NULL;
}

static struct str name_of_row(const struct dataset *d, size_t i)
{
    return i < d->n_rows ? d->rows[i].name : (struct str){0};
}

bool pick_row(const struct dataset *d, struct str name, struct place at,
              struct diags *diags, struct pick *out)
{
    const struct dataset_row *row = dataset_row_by_name(d, name);

    *out = (struct pick){row, NO_GROUP};
    if (row != NULL)
        return !is_shared(d, row, name, at, diags);
    int group = dataset_group_by_name(d, name);
    if (group != NO_GROUP) {
        /* A printed subtotal is the group's figure, as the total is that of
         * all; its name is the group's. */
        *out = (struct pick){dataset_subtotal(d, group), group};
        return true;
    }
    if (str_eq_nocase(name, STR("totaal")) ||
        str_eq_nocase(name, STR("total"))) {
        out->row = dataset_total(d);
        return true;
    }
    if (!d->broken)
        report_name(diags, DIAG_ROW_UNKNOWN, at, name, d,
                    diag_has_many(diags) ? STR("")
                                         : dataset_nearest_row(d, name),
                    name_of_row);
    return false;
}

/* --- columns -------------------------------------------------------------- */

static struct str name_of_column(const struct dataset *d, size_t i)
{
    return i < d->n_columns ? d->columns[i].name : (struct str){0};
}

static bool is_year(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    return text.len == 4;
}

/* "2026-2030", "2026–2030", "2026 t/m 2030": a range as people write it. */
static bool is_range_by_hand(struct str name)
{
    return name.len > 8 && is_year(str_slice(name, 0, 4)) &&
           is_year(str_slice(name, name.len - 4, name.len));
}

static bool pick_column(const struct dataset *d, struct str name,
                        struct place at, struct diags *diags, size_t *out)
{
    int found = dataset_column_by_name(d, name);

    if (found >= 0) {
        *out = (size_t)found;
        return true;
    }
    if (is_range_by_hand(name))
        diag_add(diags, DIAG_COLUMN_UNKNOWN, at,
                 "\"%.*s\", a range is written %.4s..%.4s", STR_ARG(name),
                 name.p, name.p + name.len - 4);
    else if (!d->broken && !d->columns_missing)
        report_name(diags, DIAG_COLUMN_UNKNOWN, at, name, d,
                    dataset_nearest_column(d, name), name_of_column);
    return false;
}

bool pick_columns(const struct dataset *d, struct str name, struct place at,
                  struct diags *diags, size_t *first, size_t *last)
{
    size_t dots = str_search(name, "..", 0);

    if (dots == name.len || dataset_column_by_name(d, name) >= 0) {
        bool found = pick_column(d, name, at, diags, first);
        *last = *first;
        return found;
    }

    struct str from = str_trim(str_slice(name, 0, dots));
    struct str to = str_trim(str_slice(name, dots + 2, name.len));
    if (!pick_column(d, from, at, diags, first) ||
        !pick_column(d, to, at, diags, last))
        return false;
    if (*first > *last || d->columns[*first].kind != COLUMN_YEAR ||
        d->columns[*last].kind != COLUMN_YEAR) {
        diag_add(diags, DIAG_COLUMN_UNKNOWN, at,
                 "\"%.*s\", expected a range of years from early to late",
                 STR_ARG(name));
        return false;
    }
    return true;
}

/* --- amounts -------------------------------------------------------------- */

static struct amount amount_in(const struct dataset *d, const struct pick *pick,
                               size_t column)
{
    return pick->row != NULL ? pick->row->amounts[column]
                             : dataset_sum(d, pick->group, column);
}

struct amount pick_amount(const struct dataset *d, const struct pick *pick,
                          size_t first, size_t last)
{
    struct tally tally = {0};

    if (first == last)
        return amount_in(d, pick, first);
    for (size_t i = first; i <= last; i++)
        tally_add(&tally, amount_in(d, pick, i));
    return tally_sum(&tally);
}

struct str pick_name(const struct dataset *d, const struct pick *pick,
                     enum lang lang)
{
    if (pick->group != NO_GROUP)
        return d->groups[pick->group].name;
    return pick->row != NULL ? pick->row->name : word_in(lang, WORD_TOTAL);
}

struct str pick_long_name(const struct dataset *d, const struct pick *pick,
                          enum lang lang)
{
    if (pick->group == NO_GROUP && pick->row != NULL)
        return pick->row->long_name;
    return pick_name(d, pick, lang);
}
