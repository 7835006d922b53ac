/* theme.h - the look: one set of colours, sizes and fonts for every output.
 *
 * CSS, PDF and charts all take their values from here, so slide, page and
 * paper are one family.  theme.def lists what there is.
 */
#ifndef MODEL_THEME_H
#define MODEL_THEME_H

#include "base/color.h"
#include "base/str.h"
#include "model/doc.h"

/* Members are section_key: theme->slide_width, theme->font_family. */
struct theme {
    struct palette light, dark;
#define THEME_NUMBER(section, key, value) double section##_##key;
#define THEME_TEXT(section, key, value)   struct str section##_##key;
#include "model/theme.def"
#undef THEME_NUMBER
#undef THEME_TEXT
    struct image logo; /* of logo_file; IMAGE_NONE when there is none */
};

/* The starting values of theme.def and colors.def. */
struct theme theme_default(void);

#endif
