/* The settings of fontconfig are some fifty files, and nearly all of them only
 * say what stands in for a family that is not there, or how it is drawn.  To
 * read them costs more than all the rest of a search, so it is done in two
 * steps: first with those files alone that can say which fonts there are, and
 * only for a family that is not found so with all of them.  A family found in
 * the first step has the same files in the second. */
#include "text/search.h"

#include <stdlib.h>
#include <string.h>

#include <fontconfig/fontconfig.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"

/* What the list of fonts is made of: folders, other files of settings, rules
 * that leave fonts out or change what is known of them. */
static const char *const words_about_fonts[] = {
    "<dir",        "<cachedir", "<remap-dir", "<reset-dirs",
    "<selectfont", "scan",      "<include",
};

static void remember(struct trail *trail, const char *path)
{
    trail->paths = arena_grow(trail->arena, trail->paths, trail->count,
                              &trail->cap, sizeof(*trail->paths));
    trail->paths[trail->count++] = str_copy(trail->arena, str_of(path));
}

/* Takes the list over. */
static void remember_each(struct trail *trail, FcStrList *list)
{
    const FcChar8 *path;

    if (list == NULL)
        return;
    while ((path = FcStrListNext(list)) != NULL)
        remember(trail, (const char *)path);
    FcStrListDone(list);
}

/* --- settings ------------------------------------------------------------- */

static bool is_about_fonts(struct str settings)
{
    size_t n = sizeof(words_about_fonts) / sizeof(words_about_fonts[0]);

    for (size_t i = 0; i < n; i++)
        if (strstr(settings.p, words_about_fonts[i]) != NULL)
            return true;
    return false;
}

/* The user has put settings of his own in the place of the system's. */
static bool has_own_settings(void)
{
    return getenv("FONTCONFIG_FILE") != NULL ||
           getenv("FONTCONFIG_PATH") != NULL ||
           getenv("FONTCONFIG_SYSROOT") != NULL;
}

/* Cuts out the element that includes the folder conf.d.  False when there is
 * none, or more than that is included. */
static bool without_folder(struct arena *a, struct str settings,
                           struct str *rest)
{
    static const char end[] = "</include>";
    size_t from = str_search(settings, "<include", 0);
    size_t content = str_find(settings, '>', from) + 1;
    size_t to = str_search(settings, end, from);
    struct buf b = buf_new(a);

    if (to == settings.len ||
        !str_is(str_trim(str_slice(settings, content, to)), "conf.d") ||
        str_search(settings, "<include", to) < settings.len)
        return false;
    buf_put(&b, str_slice(settings, 0, from));
    buf_put(&b, str_slice(settings, to + sizeof(end) - 1, settings.len));
    *rest = buf_str(&b);
    return true;
}

/* As fontconfig takes files from a folder: "10-hinting.conf". */
static bool is_settings_name(struct str name)
{
    return name.len > 0 && name.p[0] >= '0' && name.p[0] <= '9' &&
           str_ends(name, ".conf");
}

/* Loads one of the folder's files where it has to; remembers it where it has
 * not, as it may come to say more. */
static bool load_settings(FcConfig *config, struct trail *trail,
                          const char *path)
{
    struct arena *scratch = arena_new();
    struct str text;
    bool ok = file_read(scratch, path, &text);

    if (ok && is_about_fonts(text))
        ok = FcConfigParseAndLoad(config, (const FcChar8 *)path, FcTrue);
    else
        remember(trail, path);
    arena_free(scratch);
    return ok;
}

static bool load_folder(struct arena *a, FcConfig *config, struct trail *trail,
                        const char *folder)
{
    struct str *names;
    size_t n;

    remember(trail, folder);
    if (!file_list(a, folder, &names, &n))
        return false;
    for (size_t i = 0; i < n; i++)
        if (is_settings_name(names[i]) &&
            !load_settings(config, trail, file_join(a, folder, names[i].p)))
            return false;
    return true;
}

/* The settings of the system, as far as they are about which fonts there are.
 * `main` is fonts.conf.  False: they are not as they usually are. */
static bool load_brief(struct arena *a, FcConfig *config, struct trail *trail,
                       const char *main)
{
    struct str text, rest;
    struct str folder =
        str_slice(str_of(main), 0, strlen(main) - file_name(str_of(main)).len);

    remember(trail, main);
    return file_read(a, main, &text) && without_folder(a, text, &rest) &&
           FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)rest.p,
                                          FcTrue) &&
           load_folder(a, config, trail,
                       str_format(a, "%.*sconf.d", STR_ARG(folder)).p) &&
           FcConfigBuildFonts(config);
}

/* NULL where only the full settings will do. */
static FcConfig *brief_config(struct trail *trail)
{
    struct arena *scratch;
    FcConfig *config;
    FcChar8 *main;
    bool ok;

    if (has_own_settings() || (config = FcConfigCreate()) == NULL)
        return NULL;
    scratch = arena_new();
    main = FcConfigGetFilename(config, NULL);
    ok = main != NULL && load_brief(scratch, config, trail, (char *)main);
    if (!ok)
        FcConfigDestroy(config);
    FcStrFree(main);
    arena_free(scratch);
    return ok ? config : NULL;
}

/* --- one typeface --------------------------------------------------------- */

static FcPattern *pattern_of(const struct sought *font)
{
    FcPattern *p = FcPatternCreate();

    FcPatternAddString(p, FC_FAMILY, (const FcChar8 *)font->family);
    FcPatternAddInteger(
        p, FC_WEIGHT, font->semibold ? FC_WEIGHT_DEMIBOLD : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(p, FC_SLANT,
                        font->italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
    FcPatternAddInteger(p, FC_WIDTH, FC_WIDTH_NORMAL);
    /* PDF viewers and hb-subset are at their best with plain TrueType. */
    FcPatternAddString(p, FC_FONTFORMAT, (const FcChar8 *)"TrueType");
    FcPatternAddBool(p, FC_SCALABLE, FcTrue);
    FcPatternAddBool(p, FC_VARIABLE, FcFalse);
    return p;
}

/* fontconfig always finds something; only a file of the very family counts. */
static bool is_of_family(FcPattern *match, const char *family)
{
    FcChar8 *name;

    for (int i = 0;
         FcPatternGetString(match, FC_FAMILY, i, &name) == FcResultMatch; i++)
        if (FcStrCmpIgnoreCase(name, (const FcChar8 *)family) == 0)
            return true;
    return false;
}

static void find(FcConfig *config, struct sought *font, struct trail *trail)
{
    FcPattern *pattern = pattern_of(font);
    FcResult result;
    FcChar8 *path;
    int index = 0;

    FcConfigSubstitute(config, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcPattern *match = FcFontMatch(config, pattern, &result);
    if (match != NULL && is_of_family(match, font->family) &&
        FcPatternGetString(match, FC_FILE, 0, &path) == FcResultMatch) {
        FcPatternGetInteger(match, FC_INDEX, 0, &index);
        remember(trail, (const char *)path);
        font->path = trail->paths[trail->count - 1].p;
        font->index = (unsigned)index;
    }
    if (match != NULL)
        FcPatternDestroy(match);
    FcPatternDestroy(pattern);
}

/* Takes the configuration over.  True when all are found. */
static bool find_all(FcConfig *config, struct sought *fonts, size_t n,
                     struct trail *trail)
{
    bool all = true;

    if (config == NULL)
        return false;
    remember_each(trail, FcConfigGetConfigFiles(config));
    remember_each(trail, FcConfigGetFontDirs(config));
    for (size_t i = 0; i < n; i++) {
        fonts[i].path = NULL;
        find(config, &fonts[i], trail);
        all = all && fonts[i].path != NULL;
    }
    FcConfigDestroy(config);
    return all;
}

void search_fonts(struct sought *fonts, size_t n, struct trail *trail)
{
    if (!find_all(brief_config(trail), fonts, n, trail))
        find_all(FcInitLoadConfigAndFonts(), fonts, n, trail);
}
