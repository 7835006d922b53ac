/* style.h - the look of the web files: theme and fonts as CSS. */
#ifndef HTML_STYLE_H
#define HTML_STYLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct charset;
struct fonts;
struct report;
struct theme;

/* The characters that some texts use. */
struct charset *charset_new(struct arena *a);
void charset_add(struct charset *set, struct str text);
struct str charset_text(struct arena *a, const struct charset *set);

/* A face, cut down to the characters that are used. */
struct web_font {
    const char *name; /* "semibold": part of the file name */
    int weight;
    bool italic;
    struct str bytes;
};

enum {
    WEB_FONTS = 3
};

/* Nothing (0) when there are no fonts. */
size_t style_subset(struct arena *a, const struct fonts *fonts,
                    const struct charset *set, struct web_font out[WEB_FONTS]);

/* @font-face rules: files in fonts/ beside the style sheet, or data: URLs. */
struct str style_font_faces(struct arena *a, const struct theme *theme,
                            const struct web_font *fonts, size_t n,
                            bool embedded);

/* "assets/fonts/semibold-1f3a5c7e.ttf" -> without "assets/": changes with the
 * contents, so that no browser keeps an old one. */
struct str style_font_file(struct arena *a, const struct web_font *font);

/* .share-400 img { width: 40% } for the pictures whose authors asked for a part
 * of the width: a strict policy has no style attributes. */
struct str style_shares(struct arena *a, const struct report *report);
unsigned style_permille(double share);

/* Custom properties: every colour (--blue), dark where the reader prefers
 * that and the page is on a screen, and every measure of theme.def without
 * its unit (--web-h1: 2.25). */
struct str style_properties(struct arena *a, const struct theme *theme);

#endif
