/* templates/theme.yml -> struct theme: colours by their parts, numbers and names
 * by the sections and keys of theme.def. */
#include "model/theme.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/inputs.h"
#include "base/near.h"
#include "read/folder.h"
#include "read/image.h"
#include "read/load.h"
#include "read/number.h"
#include "read/source.h"
#include "read/yaml.h"

/* Every number and name of theme.def, with where it lives in the struct. */
static const struct setting {
    const char *section, *key;
    size_t offset;
    bool is_text;
} settings[] = {
#define THEME_NUMBER(section, key, value)                                      \
    {#section, #key, offsetof(struct theme, section##_##key), false},
#define THEME_TEXT(section, key, value)                                        \
    {#section, #key, offsetof(struct theme, section##_##key), true},
#include "model/theme.def"
#undef THEME_NUMBER
#undef THEME_TEXT
};

enum {
    N_SETTINGS = sizeof(settings) / sizeof(settings[0]),
    LENGTH_MOST = 5000, /* points: larger paper than anybody prints */
    TEXT_LEAST = 150,   /* points that margins must leave for text */
};

struct reader {
    struct arena *arena;
    struct diags *diags;
    const char *file;
    const struct yaml *root;
    struct theme *theme;
    /* Where a colour is set, light and dark; line 0 where it is not. */
    struct place colors[2][COLOR_COUNT];
    struct place logo; /* where its file is named */
};

/* What is near is looked for when a key is not known: names are many and slips
 * few. */
static void report_key(struct reader *r, const struct yaml *item,
                       const struct near *near)
{
    diag_add(r->diags, DIAG_UNKNOWN_KEY, item->key_at, "\"%.*s\"" NEAR_FMT,
             STR_ARG(item->key), NEAR_ARG(*near));
}

/* --- colours -------------------------------------------------------------- */

static void report_color(struct reader *r, const struct yaml *item)
{
    struct near near = near_new(item->key);

    for (size_t i = 0; i < COLOR_COUNT; i++)
        near_offer(&near, str_of(color_name((enum color)i)));
    report_key(r, item, &near);
}

static void read_color(struct reader *r, const struct yaml *item, bool dark)
{
    struct palette *palette = dark ? &r->theme->dark : &r->theme->light;
    size_t i = 0;

    while (i < COLOR_COUNT && !str_is(item->key, color_name((enum color)i)))
        i++;
    if (i == COLOR_COUNT) {
        report_color(r, item);
        return;
    }
    r->colors[dark][i] = item->at;
    if (!color_parse(item->text, &palette->of[i]))
        yaml_refuse(item, "a colour as \"#12436D\", in quotes", r->diags);
}

static void read_colors(struct reader *r)
{
    static const char *const known[] = {"light", "dark", NULL};
    const struct yaml *colors = yaml_find(r->root, "colors");

    yaml_check_keys(colors, known, r->diags);
    for (int dark = 0; dark < 2; dark++) {
        const struct yaml *palette = yaml_find(colors, known[dark]);
        if (palette == NULL)
            continue;
        if (palette->kind != YAML_MAP)
            yaml_refuse(palette, "colours by their names", r->diags);
        for (size_t i = 0; i < palette->n_items; i++)
            if (palette->kind == YAML_MAP && !yaml_is_empty(&palette->items[i]))
                read_color(r, &palette->items[i], dark == 1);
    }
}

/* --- contrast ------------------------------------------------------------- */

/* WCAG 2.2: success criteria 1.4.3 (text) and 1.4.11 (shapes). */
static const struct pair {
    enum color front, ground;
    double least;
    const char *what;
} pairs[] = {
    {COLOR_INK, COLOR_PAPER, 4.5, "text"},
    {COLOR_INK, COLOR_WASH, 4.5, "text"},
    {COLOR_BLUE, COLOR_PAPER, 4.5, "text"},
    {COLOR_BLUE, COLOR_WASH, 4.5, "text"},
    {COLOR_GREY, COLOR_PAPER, 4.5, "text"},
    {COLOR_GREY, COLOR_WASH, 4.5, "text"},
    {COLOR_ON_GROUND, COLOR_GROUND, 4.5, "text"},
    {COLOR_ON_BLUE, COLOR_BLUE, 4.5, "text"},
    {COLOR_ON_ORANGE, COLOR_ORANGE, 4.5, "text"},
    {COLOR_ORANGE, COLOR_PAPER, 3, "a shape"},
    {COLOR_SERIES_3, COLOR_PAPER, 3, "a shape"},
    {COLOR_SERIES_4, COLOR_PAPER, 3, "a shape"},
    {COLOR_SERIES_5, COLOR_PAPER, 3, "a shape"},
    {COLOR_SERIES_6, COLOR_PAPER, 3, "a shape"},
    {COLOR_ON_BLUE, COLOR_SERIES_3, 4.5, "text"},
    {COLOR_ON_ORANGE, COLOR_SERIES_4, 4.5, "text"},
    {COLOR_ON_BLUE, COLOR_SERIES_5, 4.5, "text"},
    {COLOR_ON_ORANGE, COLOR_SERIES_6, 4.5, "text"},
};

static struct str hex_of(struct arena *a, struct rgb c)
{
    return str_format(a, "#%02X%02X%02X", (unsigned)(c.r * 255 + 0.5),
                      (unsigned)(c.g * 255 + 0.5), (unsigned)(c.b * 255 + 0.5));
}

/* Where the author can mend a pair: at the colour that the theme sets. */
static struct place place_of_pair(const struct reader *r,
                                  const struct pair *pair, bool dark)
{
    if (r->colors[dark][pair->front].line > 0)
        return r->colors[dark][pair->front];
    if (r->colors[dark][pair->ground].line > 0)
        return r->colors[dark][pair->ground];
    return (struct place){r->file, 0, 0};
}

static void check_pair(const struct reader *r, const struct pair *pair,
                       bool dark)
{
    const struct palette *palette = dark ? &r->theme->dark : &r->theme->light;
    struct rgb front = palette->of[pair->front];
    struct rgb ground = palette->of[pair->ground];
    double ratio = color_contrast(front, ground);

    if (ratio >= pair->least)
        return;
    /* Cut off, not rounded: 4.499 must not read as enough. */
    int hundredths = (int)(ratio * 100);
    diag_add(r->diags, DIAG_CONTRAST_LOW, place_of_pair(r, pair, dark),
             "%s %s on %s %s is %d.%02d:1 (%s), %s needs %.1f:1",
             color_name(pair->front), hex_of(r->arena, front).p,
             color_name(pair->ground), hex_of(r->arena, ground).p,
             hundredths / 100, hundredths % 100, dark ? "dark" : "light",
             pair->what, pair->least);
}

static void check_contrast(const struct reader *r)
{
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        check_pair(r, &pairs[i], false);
        check_pair(r, &pairs[i], true);
    }
}

/* --- lightness ------------------------------------------------------------ */

/* Neighbours in a chart differ at least so much in lightness: for grey print,
 * and for readers who do not see the hue. */
#define LIGHTNESS_LEAST 20.0

static void check_neighbours(const struct reader *r, bool dark)
{
    static const enum color series[] = {COLOR_BLUE,     COLOR_ORANGE,
                                        COLOR_SERIES_3, COLOR_SERIES_4,
                                        COLOR_SERIES_5, COLOR_SERIES_6};
    const struct palette *palette = dark ? &r->theme->dark : &r->theme->light;

    for (size_t i = 1; i < sizeof(series) / sizeof(series[0]); i++) {
        struct pair pair = {series[i], series[i - 1], 0, ""};
        double apart = fabs(color_lightness(palette->of[pair.front]) -
                            color_lightness(palette->of[pair.ground]));

        if (apart < LIGHTNESS_LEAST)
            diag_add(r->diags, DIAG_GREYS_ALIKE, place_of_pair(r, &pair, dark),
                     "%s beside %s (%s): lightness differs by %d, it needs %d",
                     color_name(pair.front), color_name(pair.ground),
                     dark ? "dark" : "light", (int)apart, (int)LIGHTNESS_LEAST);
    }
}

static void check_greys(const struct reader *r)
{
    check_neighbours(r, false);
    check_neighbours(r, true);
}

/* --- numbers and names ---------------------------------------------------- */

/* Sizes of type and paper cannot be 0; distances and switches can. */
static bool may_be_zero(const char *key)
{
    static const char *const prefixes[] = {"margin_", "gutter", "item_gap",
                                           "rule_", "justify"};

    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
        if (str_starts(str_of(key), prefixes[i]))
            return true;
    return false;
}

static void read_number(struct reader *r, const struct yaml *item,
                        const struct setting *setting)
{
    struct number n = number_scan(item->text);
    struct amount amount = number_amount(&n, '.');
    double value = decimal_to_double(amount.value);
    bool zero = may_be_zero(setting->key);

    if (item->kind != YAML_TEXT || amount.kind != AMOUNT_NUMBER || value < 0 ||
        value > LENGTH_MOST || (value <= 0 && !zero)) {
        yaml_refuse(item,
                    zero ? "a number, 0 or more" : "a number above 0, as 10.5",
                    r->diags);
        return;
    }
    memcpy((char *)r->theme + setting->offset, &value, sizeof(value));
}

static void read_name(struct reader *r, const struct yaml *item,
                      const struct setting *setting)
{
    if (item->kind != YAML_TEXT || item->text.len == 0) {
        yaml_refuse(item,
                    strcmp(setting->section, "font") == 0
                        ? "the name of a font family"
                        : "a text",
                    r->diags);
        return;
    }
    if (setting->offset == offsetof(struct theme, logo_file))
        r->logo = item->at;
    memcpy((char *)r->theme + setting->offset, &item->text, sizeof(item->text));
}

static void report_setting(struct reader *r, const struct yaml *section,
                           const struct yaml *item)
{
    struct near near = near_new(item->key);

    for (size_t i = 0; i < N_SETTINGS; i++)
        if (str_is(section->key, settings[i].section))
            near_offer(&near, str_of(settings[i].key));
    report_key(r, item, &near);
}

static void read_setting(struct reader *r, const struct yaml *section,
                         const struct yaml *item)
{
    size_t i = 0;

    while (i < N_SETTINGS && !(str_is(section->key, settings[i].section) &&
                               str_is(item->key, settings[i].key)))
        i++;
    if (i == N_SETTINGS)
        report_setting(r, section, item);
    else if (settings[i].is_text)
        read_name(r, item, &settings[i]);
    else
        read_number(r, item, &settings[i]);
}

static bool is_section(struct str name)
{
    for (size_t i = 0; i < N_SETTINGS; i++)
        if (str_is(name, settings[i].section))
            return true;
    return str_is(name, "colors");
}

static void report_section(struct reader *r, const struct yaml *section)
{
    struct near near = near_new(section->key);

    near_offer(&near, STR("colors"));
    for (size_t i = 0; i < N_SETTINGS; i++)
        near_offer(&near, str_of(settings[i].section));
    report_key(r, section, &near);
}

static void read_section(struct reader *r, const struct yaml *section)
{
    if (!is_section(section->key)) {
        report_section(r, section);
        return;
    }
    if (str_is(section->key, "colors") || yaml_is_empty(section))
        return;
    if (section->kind != YAML_MAP) {
        yaml_refuse(section, "keys and values", r->diags);
        return;
    }
    for (size_t i = 0; i < section->n_items; i++)
        if (!yaml_is_empty(&section->items[i]))
            read_setting(r, section, &section->items[i]);
}

static void check_room(const struct reader *r, const char *section,
                       double width, double height)
{
    const struct yaml *node = yaml_find(r->root, section);

    if (width >= TEXT_LEAST && height >= TEXT_LEAST)
        return;
    diag_add(r->diags, DIAG_VALUE_BAD,
             node != NULL ? node->key_at : (struct place){r->file, 0, 0},
             "%s: the margins leave %.0f x %.0f points, expected %d or more",
             section, width, height, TEXT_LEAST);
}

/* A page without room for text is a slip, and no layout can mend it. */
static void check_rooms(const struct reader *r)
{
    const struct theme *t = r->theme;

    check_room(r, "slide", t->slide_width - 2 * t->slide_margin_side,
               t->slide_height - t->slide_margin_top - t->slide_margin_foot);
    check_room(r, "paper", t->paper_width - 2 * t->paper_margin_side,
               t->paper_height - t->paper_margin_top - t->paper_margin_foot);
}

/* --- all of it ------------------------------------------------------------ */

static void read_root(struct reader *r)
{
    if (r->root->kind != YAML_MAP) {
        yaml_refuse(r->root, "sections, as colors: ...", r->diags);
        return;
    }
    read_colors(r);
    for (size_t i = 0; i < r->root->n_items; i++)
        read_section(r, &r->root->items[i]);
    check_contrast(r);
    check_greys(r);
    check_rooms(r);
}

/* --- the logo ------------------------------------------------------------- */

static const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? "." : arena_copy(a, path, (size_t)(slash - path));
}

/* Below the folder of the theme, links followed: what is published came from
 * there. */
static void read_logo(struct reader *r, const char *dir, struct inputs *inputs)
{
    struct theme *theme = r->theme;
    struct image *logo = &theme->logo;
    struct folder folder = {0};
    const char *why = NULL;

    if (theme->logo_file.len == 0)
        return;
    folder_open(r->arena, dir, ".", &folder);
    folder.inputs = inputs;
    switch (folder_read(&folder, theme->logo_file, &logo->bytes)) {
    case FOLDER_READ:
        if (!image_read(r->arena, logo, &why))
            diag_add(r->diags, DIAG_IMAGE_BAD, r->logo, "%.*s: %s",
                     STR_ARG(theme->logo_file), why);
        break;
    case FOLDER_OUTSIDE:
        diag_add(r->diags, DIAG_PATH_OUTSIDE, r->logo, "%.*s",
                 STR_ARG(theme->logo_file));
        break;
    case FOLDER_FAILED:
        diag_add(r->diags, DIAG_FILE_MISSING, r->logo, "%.*s: %s",
                 STR_ARG(theme->logo_file), strerror(errno));
        break;
    }
    if (theme->logo_alt.len == 0)
        diag_add(r->diags, DIAG_ALT_MISSING, r->logo, "%.*s",
                 STR_ARG(theme->logo_file));
    logo->url = theme->logo_file;
    logo->alt = theme->logo_alt;
    if (logo->width == 0)
        logo->format = IMAGE_NONE;
}

/* --- the file ------------------------------------------------------------- */

static struct reader open_theme(struct arena *a, const char *path,
                                struct str bytes, struct theme *theme,
                                struct diags *diags)
{
    struct reader r = {
        .arena = a, .diags = diags, .file = path, .theme = theme};
    struct source source = source_read(a, path, bytes, ENCODING_UTF8, diags);

    *theme = theme_default();
    r.root = yaml_read(a, source.text, (struct place){path, 1, 1}, diags);
    if (r.root != NULL)
        read_root(&r);
    return r;
}

void theme_read(struct arena *a, const char *path, struct str bytes,
                struct theme *theme, struct diags *diags)
{
    open_theme(a, path, bytes, theme, diags);
}

bool load_theme(struct arena *a, const char *path, struct inputs *inputs,
                struct theme *theme, struct diags *diags, struct str *problem)
{
    struct str bytes;

    if (inputs_read(inputs, a, path, &bytes)) {
        struct reader r = open_theme(a, path, bytes, theme, diags);

        read_logo(&r, folder_of(a, path), inputs);
        return true;
    }
    *theme = theme_default();
    if (errno == ENOENT)
        return true;
    *problem = str_format(a, "%s: %s", path, file_reason());
    return false;
}
