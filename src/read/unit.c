#include "read/unit.h"

#include "base/arena.h"

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

/* Takes words off the front that say nothing of the unit. */
static bool take_front(struct str *text, const char *word)
{
    size_t len = strlen(word);

    if (!str_eq_nocase(str_slice(*text, 0, len), str_of(word)))
        return false;
    *text = str_trim(str_slice(*text, len, text->len));
    return true;
}

/* "x", "X" or "×" before a size; 0 for no such sign. */
static size_t times_length(struct str text)
{
    size_t len = str_starts(text, "×")                              ? 2
                 : text.len > 0 && strchr("xX*", text.p[0]) != NULL ? 1
                                                                    : 0;
    struct str rest = str_trim(str_slice(text, len, text.len));

    return rest.len > 0 && (strchr("0123456789$", rest.p[0]) != NULL ||
                            str_starts(rest, "€") || str_starts(rest, "£") ||
                            str_starts(rest, "EUR"))
               ? len
               : 0;
}

struct str unit_plain(struct arena *a, struct str text)
{
    static const char *const currencies[] = {"€", "$", "£", "EUR"};

    text = str_trim(text);
    if (str_starts(text, "(") && str_ends(text, ")"))
        text = str_trim(str_slice(text, 1, text.len - 1));
    if (!take_front(&text, "bedragen "))
        take_front(&text, "amounts ");
    take_front(&text, "in ");
    size_t times = times_length(text);
    if (times > 0)
        return str_format(a, "x %.*s",
                          STR_ARG(str_trim(str_slice(text, times, text.len))));
    for (size_t i = 0; i < sizeof(currencies) / sizeof(currencies[0]); i++) {
        size_t len = strlen(currencies[i]);
        struct str rest = str_trim(str_slice(text, len, text.len));
        if (str_starts(text, currencies[i]) && times_length(rest) > 0)
            return str_format(a, "x %s %.*s", currencies[i],
                              STR_ARG(str_trim(str_slice(
                                  rest, times_length(rest), rest.len))));
    }
    return text;
}
