#include "read/picture.h"

#include "base/near.h"
#include "base/str.h"
#include "model/amount.h"
#include "model/doc.h"
#include "read/number.h"

/* The units of Pandoc, in points; without one it is pixels, of 1/96 inch as on
 * the web. */
static const struct unit {
    const char *name;
    double points;
} units[] = {
    {"", 0.75},        {"px", 0.75},      {"pt", 1},
    {"cm", 72 / 2.54}, {"mm", 72 / 25.4}, {"in", 72},
};

enum {
    UNITS = sizeof(units) / sizeof(units[0]),
    MOST = 10000, /* of any unit */
};

/* Where the unit starts. */
static size_t number_end(struct str text)
{
    size_t i = 0;

    while (i < text.len && ((text.p[i] >= '0' && text.p[i] <= '9') ||
                            text.p[i] == '.' || text.p[i] == ','))
        i++;
    return i;
}

/* "40%", "6cm", "2.5in", "2,5in", "300"; false for anything else. */
static bool read_length(struct str text, struct length *length)
{
    size_t end = number_end(text);
    struct str unit = str_slice(text, end, text.len);
    struct decimal number;
    double value;

    if (end == 0 || !number_from_zero(str_slice(text, 0, end), &number))
        return false;
    value = decimal_to_double(number);
    if (value <= 0 || value > MOST)
        return false;
    if (str_is(unit, "%")) {
        *length = (struct length){.share = value / 100};
        return value <= 100;
    }
    for (size_t i = 0; i < UNITS; i++)
        if (str_is(unit, units[i].name)) {
            *length = (struct length){.points = value * units[i].points};
            return true;
        }
    return false;
}

static void tell(const struct attr *pair, enum diag_code code, struct place at,
                 struct diags *diags)
{
    diag_add(diags, code, at, "%.*s=%.*s", STR_ARG(pair->key),
             STR_ARG(pair->value));
}

static void tell_unknown(struct str key, struct place at, struct diags *diags)
{
    struct near near = near_new(key);

    near_offer(&near, STR("width"));
    near_offer(&near, STR("height"));
    diag_add(diags, DIAG_UNKNOWN_KEY, at, "\"%.*s\"" NEAR_FMT, STR_ARG(key),
             NEAR_ARG(near));
}

/* A share of the height of a page is nothing that a web page could have. */
static void read_pair(struct figure *figure, const struct attr *pair,
                      struct place at, struct diags *diags)
{
    struct length length;

    if (str_is(pair->key, "lang"))
        return;
    if (!str_is(pair->key, "width") && !str_is(pair->key, "height"))
        tell_unknown(pair->key, at, diags);
    else if (!read_length(pair->value, &length) ||
             (str_is(pair->key, "height") && length.share > 0))
        tell(pair, DIAG_PICTURE_SIZE, at, diags);
    else if (str_is(pair->key, "width"))
        figure->width = length;
    else
        figure->height = length;
}

void picture_read_size(struct figure *figure, const struct attrs *attrs,
                       struct place at, struct diags *diags)
{
    for (size_t i = 0; i < attrs->n_pairs; i++)
        read_pair(figure, &attrs->pairs[i], at, diags);
}
