/* color.h - colours by the part they play.
 *
 * Drawing code names a part (the accent, a caption), never a value: the theme
 * gives each part its value, once for light and once for dark.  So HTML can
 * leave the choice to the reader, and a house style changes one file.
 */
#ifndef BASE_COLOR_H
#define BASE_COLOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct rgb {
    double r, g, b; /* 0..1, sRGB */
};

/* COLOR(ROLE, "css-name", light, dark) */
enum color {
#define COLOR(role, name, light, dark) COLOR_##role,
#include "base/colors.def"
#undef COLOR
    COLOR_COUNT
};

struct palette {
    struct rgb of[COLOR_COUNT];
};

/* The values of colors.def: what a theme starts from. */
struct palette palette_default(bool dark);

/* "blue", as in CSS (--blue) and in theme.yml; constant. */
const char *color_name(enum color c);

/* "#12436D" or "#abc" -> *out; false for anything else. */
bool color_parse(struct str text, struct rgb *out);

/* 0xRRGGBB */
uint32_t color_bits(struct rgb c);

/* Contrast ratio 1..21 of WCAG 2.2 (definition "contrast ratio"). */
double color_contrast(struct rgb a, struct rgb b);

/* Lightness 0..100 (L* of CIE 1976): what is left of a colour in grey print. */
double color_lightness(struct rgb c);

#endif
