#include "model/theme.h"

struct theme theme_default(void)
{
    struct theme theme = {
        .light = palette_default(false),
        .dark = palette_default(true),
#define THEME_NUMBER(section, key, value) .section##_##key = (value),
#define THEME_TEXT(section, key, value)   .section##_##key = STR_CONST(value),
#include "model/theme.def"
#undef THEME_NUMBER
#undef THEME_TEXT
    };

    return theme;
}
