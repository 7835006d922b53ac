#include "read/unit.h"

/* A sign, and the words by which a unit has it too. */
static const struct {
    const char *sign, *words[3];
} signs[] = {
    {"€", {"€", "EUR", "uro"}},        {"EUR", {"€", "EUR", "uro"}},
    {"£", {"£", "GBP", "ound"}},       {"$", {"$", "USD", "ollar"}},
    {"%", {"%", "rocent", "er cent"}},
};

static bool holds(struct str text, const char *word)
{
    return str_search(text, word, 0) < text.len;
}

struct str unit_foreign_sign(struct str cell, struct str unit)
{
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        bool fits = unit.len == 0;

        if (!holds(cell, signs[i].sign))
            continue;
        for (size_t w = 0; w < 3; w++)
            fits = fits || holds(unit, signs[i].words[w]);
        if (!fits)
            return str_of(signs[i].sign);
    }
    return STR("");
}

bool unit_behind_figure(struct str cell)
{
    static const char *const words[] = {
        "mln",     "mln.",    "miljoen", "million",  "mld",  "mld.", "miljard",
        "billion", "duizend", "k",       "thousand", "euro", "fte",  "m"};
    size_t from = cell.len;

    while (from > 0 &&
           (cell.p[from - 1] == '.' || (cell.p[from - 1] | 0x20) >= 'a'))
        from--;
    struct str word = str_slice(cell, from, cell.len);
    bool figure = false;
    bool unit = false;
    for (size_t i = 0; i < from; i++)
        figure = figure || (cell.p[i] >= '0' && cell.p[i] <= '9');
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        unit = unit || str_eq_nocase(word, str_of(words[i]));
    return figure && unit;
}
