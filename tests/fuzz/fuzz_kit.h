/* fuzz_kit.h - what fuzz targets have in common: an arena and diagnostics that
 * are looked at when they are freed, a dataset, a page, a press. */
#ifndef TESTS_FUZZ_KIT_H
#define TESTS_FUZZ_KIT_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "layout/layout.h"
#include "model/report.h"
#include "model/theme.h"
#include "paint/tag.h"
#include "read/blocks.h"
#include "read/clean.h"
#include "read/folder.h"
#include "read/front.h"
#include "read/resolve.h"
#include "read/spending.h"
#include "text/font.h"
#include "text/hyphen.h"

#define UNUSED __attribute__((unused))

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct fuzz {
    struct arena *arena;
    struct diags *diags;
    struct str bytes;
    struct report report;
    struct page page;
    struct theme theme;
    struct tags tags;
    struct press press;
};

/* Says where, because a fuzzer prints no more than a stack. */
#define REQUIRE(truth)                                                         \
    do {                                                                       \
        if (!(truth)) {                                                        \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__,         \
                    #truth);                                                   \
            abort();                                                           \
        }                                                                      \
    } while (0)

/* Text that was freed with its reader shows when it is read. */
static UNUSED void fuzz_look_at(struct str text)
{
    REQUIRE(utf8_first_invalid(text) == text.len);
}

static UNUSED struct fuzz *fuzz_begin(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct fuzz *f = ARENA_NEW(a, struct fuzz);

    f->arena = a;
    f->diags = diags_new();
    f->bytes = (struct str){(const char *)data, size};
    return f;
}

/* Every problem has a place, or is of a whole file. */
static UNUSED int fuzz_end(struct fuzz *f)
{
    size_t count;
    const struct diag_view *all = diag_all(f->diags, &count);

    for (size_t i = 0; i < count; i++)
        REQUIRE(all[i].at.line == 0 || all[i].at.col > 0);
    diags_free(f->diags);
    arena_free(f->arena);
    return 0;
}

static UNUSED size_t fuzz_count(const struct fuzz *f, enum diag_code code)
{
    size_t found = 0;
    size_t count;
    const struct diag_view *all = diag_all(f->diags, &count);

    for (size_t i = 0; i < count; i++)
        found += all[i].code == code;
    return found;
}

/* Groups, an item with a comma, PM, nil, decimals, a printed total. */
static UNUSED void fuzz_add_dataset(struct fuzz *f)
{
    const struct data_spec spec = {
        .key = STR("d"),
        .at = {"plenum.yml", 1, 1},
        .file = {STR("d.csv"), {"plenum.yml", 1, 1}},
        .title = STR("Agenda"),
        .unit = STR("€ mln"),
        .source = STR("Begroting"),
        .item = {STR("Post"), {"plenum.yml", 1, 1}},
        .group = {STR("Groep"), {"plenum.yml", 1, 1}},
        .total = {STR("Totaal"), {"plenum.yml", 1, 1}},
    };
    struct dataset *data = ARENA_NEW(f->arena, struct dataset);

    spending_read(f->arena, &spec, "d.csv",
                  STR("Groep;Post;2026;2027;2028;Structureel\n"
                      "Eerste;Data;35;65;90,5;85\n"
                      "Eerste;AI, en meer;40;-50;PM;-\n"
                      "Tweede;Een heel lange naam van een post;60;;190;125\n"
                      "Totaal;Totaal;135;15;280,5;210\n"),
                  data, f->diags);
    f->report.datasets = data;
    f->report.n_datasets = 1;
}

/* The bytes are a page of a report with that dataset and a picture,
 * images/a.png; nothing is read from the disk. */
static UNUSED struct source *fuzz_add_page(struct fuzz *f, struct str text)
{
    /* 2 x 1 grey pixels */
    static const char png[] =
        "\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122"
        "\000\000\000\002\000\000\000\001\010\000\000\000\000\321\111\040"
        "\126\000\000\000\013\111\104\101\124\170\332\143\140\370\017\000"
        "\001\002\001\000\321\032\313\217\000\000\000\000\111\105\116\104"
        "\256\102\140\202";
    struct str picture = {png, sizeof(png) - 1};
    struct source *source = ARENA_NEW(f->arena, struct source);
    struct folder folder = {.arena = f->arena,
                            .root = "/nowhere",
                            .name = "content",
                            .inside = "/nowhere/content",
                            .files = map_new(f->arena)};
    bool draft = false;

    *map_at(&folder.files, STR("content/images/a.png")) = &picture;
    f->page = (struct page){.file = STR("content/fuzz.md"),
                            .slug = STR("fuzz"),
                            .title = STR("Fuzz"),
                            .in_deck = true,
                            .in_pages = true};
    f->report.title = STR("Fuzz");
    f->report.version = STR("1.0");
    f->report.handout = 3;
    f->report.pages = &f->page;
    f->report.n_pages = 1;
    *source =
        clean_read(f->arena, f->page.file.p, text, ENCODING_UTF8, f->diags);
    size_t from = front_read(f->arena, source, &f->page, &draft, f->diags);
    f->page.text = source->text;
    blocks_read(f->arena, &f->report, &f->page, source, from, f->diags);
    resolve_report(f->arena, &f->report, &folder, f->diags);
    return source;
}

/* --- PNG ------------------------------------------------------------------ */

/* ISO/IEC 15948, annex D, a bit at a time. */
static UNUSED uint32_t png_crc(const uint8_t *bytes, size_t n)
{
    uint32_t crc = 0xFFFFFFFF;

    for (size_t i = 0; i < n; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

/* A copy in which the sum of every chunk is right: or no changed byte would
 * come past the first check. */
static UNUSED struct str fuzz_mend_png(struct arena *a, struct str bytes)
{
    uint8_t *p = (uint8_t *)arena_copy(a, bytes.p, bytes.len);
    size_t at = 8;

    while (at + 12 <= bytes.len) {
        size_t len = (size_t)p[at] << 24 | (size_t)p[at + 1] << 16 |
                     (size_t)p[at + 2] << 8 | p[at + 3];

        if (len > bytes.len - at - 12)
            break;
        uint32_t crc = png_crc(p + at + 4, len + 4);
        for (int i = 0; i < 4; i++)
            p[at + 8 + len + (size_t)i] = (uint8_t)(crc >> (24 - 8 * i));
        at += 12 + len;
    }
    return (struct str){(const char *)p, bytes.len};
}

/* --- setting -------------------------------------------------------------- */

/* Fonts and patterns are opened once: they are no part of the input. */
static UNUSED struct press *fuzz_press(struct fuzz *f)
{
    static struct arena *forever;
    static struct fonts *fonts;
    static struct hyphen *hyphen;
    struct str problem = {0};

    f->theme = theme_default();
    if (forever == NULL) {
        forever = arena_new();
        fonts = fonts_open(f->theme.font_family, f->theme.font_mono,
                           f->theme.font_fallback, &problem, forever);
        hyphen = hyphen_open(forever, STR("nl"), &problem);
    }
    REQUIRE(fonts != NULL && hyphen != NULL);
    f->tags.arena = f->arena;
    f->press = (struct press){.arena = f->arena,
                              .report = &f->report,
                              .theme = &f->theme,
                              .fonts = fonts,
                              .hyphen = hyphen,
                              .diags = f->diags,
                              .tags = &f->tags};
    return &f->press;
}

#endif
