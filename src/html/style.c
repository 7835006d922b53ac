#include "html/style.h"

#include <limits.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/utf8.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/theme.h"
#include "model/walk.h"
#include "text/font.h"

enum {
    CHARACTERS = 0x110000
};

struct charset {
    unsigned char bits[CHARACTERS / CHAR_BIT];
};

struct charset *charset_new(struct arena *a)
{
    return ARENA_NEW(a, struct charset);
}

void charset_add(struct charset *set, struct str text)
{
    for (size_t at = 0; at < text.len;) {
        unsigned c = utf8_next(text, &at);

        set->bits[c / CHAR_BIT] |= (unsigned char)(1u << c % CHAR_BIT);
    }
}

struct str charset_text(struct arena *a, const struct charset *set)
{
    struct buf text = buf_new(a);

    for (unsigned i = ' ' / CHAR_BIT; i < sizeof(set->bits); i++)
        for (unsigned bit = 0; set->bits[i] >> bit != 0; bit++)
            if (set->bits[i] >> bit & 1)
                buf_put_char(&text, i * CHAR_BIT + bit);
    return buf_str(&text);
}

size_t style_subset(struct arena *a, const struct fonts *fonts,
                    const struct charset *set, struct web_font out[WEB_FONTS])
{
    static const enum face faces[WEB_FONTS] = {FACE_REGULAR, FACE_SEMIBOLD,
                                               FACE_ITALIC};
    static const struct web_font looks[WEB_FONTS] = {
        {.name = "regular", .weight = 400},
        {.name = "semibold", .weight = 600},
        {.name = "italic", .weight = 400, .italic = true},
    };
    struct str text = charset_text(a, set);

    if (fonts == NULL)
        return 0;
    for (size_t i = 0; i < WEB_FONTS; i++) {
        out[i] = looks[i];
        out[i].bytes = font_subset_text(a, fonts_face(fonts, faces[i]), text);
    }
    return WEB_FONTS;
}

struct str style_font_file(struct arena *a, const struct web_font *font)
{
    return str_format(a, "fonts/%s-%.8s.ttf", font->name,
                      digest_hex(a, font->bytes).p);
}

/* A name between quotes cannot end the string it stands in. */
static void put_css_string(struct buf *b, struct str text)
{
    buf_putc(b, '"');
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.p[i] >= ' ' && text.p[i] != '"' &&
            text.p[i] != '\\' && text.p[i] != '<')
            buf_putc(b, text.p[i]);
    buf_putc(b, '"');
}

struct str style_font_faces(struct arena *a, const struct theme *theme,
                            const struct web_font *fonts, size_t n,
                            bool embedded)
{
    struct buf b = buf_new(a);

    for (size_t i = 0; i < n; i++) {
        const struct web_font *font = &fonts[i];

        buf_puts(&b, "@font-face{font-family:");
        put_css_string(&b, theme->font_family);
        buf_printf(&b, ";font-weight:%d;font-style:%s;src:url(\"", font->weight,
                   font->italic ? "italic" : "normal");
        if (embedded) {
            buf_puts(&b, "data:font/ttf;base64,");
            buf_put(&b, base64_encode(a, font->bytes));
        } else
            buf_put(&b, style_font_file(a, font));
        buf_puts(&b, "\") format(\"truetype\");font-display:swap}\n");
    }
    return buf_str(&b);
}

/* --- pictures ------------------------------------------------------------- */

enum {
    WHOLE = 1000
};

unsigned style_permille(double share)
{
    return (unsigned)(share * WHOLE + 0.5);
}

static bool note_share(void *user, struct block *block)
{
    bool *used = user;

    if (block->kind == BLOCK_FIGURE)
        used[style_permille(block->figure->width.share)] = true;
    return true;
}

struct str style_shares(struct arena *a, const struct report *report)
{
    bool used[WHOLE + 1] = {false};
    struct buf b = buf_new(a);

    for (size_t i = 0; i < report->n_pages; i++)
        walk_page(&(struct walk){used, note_share, NULL, false},
                  &report->pages[i]);
    for (unsigned i = 1; i <= WHOLE; i++)
        if (used[i])
            buf_printf(&b, ".share-%u img{width:%u.%u%%}\n", i, i / 10, i % 10);
    return buf_str(&b);
}

/* --- custom properties ---------------------------------------------------- */

static unsigned byte_of(double part)
{
    return (unsigned)(part * 255 + 0.5);
}

static void put_palette(struct buf *b, const struct palette *palette)
{
    for (int c = 0; c < COLOR_COUNT; c++) {
        struct rgb rgb = palette->of[c];

        buf_printf(b, "--%s:#%02x%02x%02x;", color_name((enum color)c),
                   byte_of(rgb.r), byte_of(rgb.g), byte_of(rgb.b));
    }
}

/* slide_body_leading -> --slide-body-leading */
static void put_number(struct buf *b, const char *section, const char *key,
                       double value)
{
    buf_printf(b, "--%s-", section);
    for (; *key != '\0'; key++)
        buf_putc(b, (char)(*key == '_' ? '-' : *key));
    buf_printf(b, ":%g;", value);
}

struct str style_properties(struct arena *a, const struct theme *theme)
{
    struct buf b = buf_new(a);

    buf_puts(&b, ":root{");
    put_palette(&b, &theme->light);
    buf_printf(&b, "--logo-ground:#%02x%02x%02x;", /* in the dark as well */
               byte_of(theme->light.of[COLOR_PAPER].r),
               byte_of(theme->light.of[COLOR_PAPER].g),
               byte_of(theme->light.of[COLOR_PAPER].b));
    buf_puts(&b, "--font:");
    put_css_string(&b, theme->font_family);
    buf_puts(&b, ";--mono:");
    put_css_string(&b, theme->font_mono);
    buf_puts(&b, ",monospace;");
#define THEME_NUMBER(section, key, value)                                      \
    put_number(&b, #section, #key, theme->section##_##key);
#define THEME_TEXT(section, key, value)
#include "model/theme.def"
#undef THEME_NUMBER
#undef THEME_TEXT
    /* On screens only: Chromium prints what the reader's preference says. */
    buf_puts(&b, "}\n@media screen and (prefers-color-scheme:dark){:root{");
    put_palette(&b, &theme->dark);
    buf_puts(&b, "}}\n");
    return buf_str(&b);
}
