/* fonts_kit.h - the typefaces of plenum's own theme, for tests of what sets or
 * paints text. */
#ifndef FONTS_KIT_H
#define FONTS_KIT_H

#include "text/font.h"

/* NULL when one of them is not installed: `make deps` brings them. */
static inline struct fonts *kit_fonts(struct arena *a)
{
    struct str problem;

    return fonts_open(STR("Open Sans"), STR("DejaVu Sans Mono"),
                      STR("DejaVu Sans"), &problem, a);
}

#endif
