#include "base/color.h"

#include <math.h>

static const struct {
    const char *name, *light, *dark;
} parts[] = {
#define COLOR(role, name, light, dark) {name, light, dark},
#include "base/colors.def"
#undef COLOR
};

struct palette palette_default(bool dark)
{
    struct palette palette;

    for (size_t i = 0; i < COLOR_COUNT; i++)
        color_parse(str_of(dark ? parts[i].dark : parts[i].light),
                    &palette.of[i]);
    return palette;
}

const char *color_name(enum color c)
{
    return parts[c].name;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool color_parse(struct str text, struct rgb *out)
{
    int digits[6];

    if ((text.len != 7 && text.len != 4) || text.p[0] != '#')
        return false;
    for (size_t i = 0; i < 6; i++) {
        /* #abc is short for #aabbcc */
        digits[i] = hex_digit(text.p[1 + (text.len == 7 ? i : i / 2)]);
        if (digits[i] < 0)
            return false;
    }
    *out = (struct rgb){(digits[0] * 16 + digits[1]) / 255.0,
                        (digits[2] * 16 + digits[3]) / 255.0,
                        (digits[4] * 16 + digits[5]) / 255.0};
    return true;
}

/* WCAG 2.2, "relative luminance", with the corrected threshold 0.04045. */
static double linear(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double luminance(struct rgb c)
{
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

static uint32_t byte_of(double part)
{
    return (uint32_t)(part * 255 + 0.5);
}

uint32_t color_bits(struct rgb c)
{
    return byte_of(c.r) << 16 | byte_of(c.g) << 8 | byte_of(c.b);
}

double color_contrast(struct rgb a, struct rgb b)
{
    double light = luminance(a);
    double dark = luminance(b);

    if (light < dark) {
        double swap = light;
        light = dark;
        dark = swap;
    }
    return (light + 0.05) / (dark + 0.05);
}

double color_lightness(struct rgb c)
{
    double y = luminance(c);

    return y <= 216.0 / 24389 ? y * 24389 / 27 : 116 * cbrt(y) - 16;
}
