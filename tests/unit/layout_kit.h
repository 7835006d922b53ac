/* layout_kit.h - a small report written by hand, the fonts, and a comparison
 * with goldens: what the tests of layout/ have in common. */
#ifndef TESTS_LAYOUT_KIT_H
#define TESTS_LAYOUT_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "layout/layout.h"
#include "model/deck.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/theme.h"
#include "paint/paint.h"
#include "paint/pdf.h"
#include "paint/scene.h"
#include "paint/tag.h"
#include "paint/trace.h"
#include "text/font.h"

struct kit {
    struct arena *arena;
    struct diags *diags;
    struct fonts *fonts;
    struct theme theme;
    struct tags tags;
    struct report report;
    struct press press;
};

static inline struct kit *kit_open(void)
{
    struct arena *a = arena_new();
    struct kit *kit = ARENA_NEW(a, struct kit);
    struct str problem = {0};

    kit->arena = a;
    kit->diags = diags_new();
    kit->theme = theme_default();
    kit->fonts = fonts_open(kit->theme.font_family, kit->theme.font_mono,
                            kit->theme.font_fallback, &problem, a);
    assert_non_null(kit->fonts);
    kit->tags.arena = a;
    kit->report = (struct report){
        .title = STR("Ontwikkelingen in de digitale samenleving"),
        .organisation = STR("Platform Informatiesamenleving"),
        .speaker = STR("Peter Snijders"),
        .date = {2025, 11, 21},
        .version = STR("1.0"),
        .handout = 3,
    };
    kit->press = (struct press){.arena = a,
                                .report = &kit->report,
                                .theme = &kit->theme,
                                .fonts = kit->fonts,
                                .diags = kit->diags,
                                .tags = &kit->tags};
    return kit;
}

static inline void kit_close(struct kit *kit)
{
    fonts_free(kit->fonts);
    diags_free(kit->diags);
    arena_free(kit->arena);
}

/* --- blocks --------------------------------------------------------------- */

static inline struct inline_ *kit_text(struct kit *kit, const char *text)
{
    struct inline_ *in = ARENA_NEW(kit->arena, struct inline_);

    in->kind = INLINE_TEXT;
    in->text = str_of(text);
    in->at = (struct place){"content/01.md", 3, 1};
    return in;
}

static inline struct block *kit_block(struct kit *kit, enum block_kind kind,
                                      const char *text)
{
    struct block *block = ARENA_NEW(kit->arena, struct block);

    block->kind = kind;
    block->at = (struct place){"content/01.md", 3, 1};
    block->attrs.id = STR("");
    if (text != NULL)
        block->inlines = kit_text(kit, text);
    return block;
}

static inline struct block *kit_heading(struct kit *kit, unsigned level,
                                        const char *text, const char *id)
{
    struct block *block = kit_block(kit, BLOCK_HEADING, text);

    block->level = level;
    block->attrs.id = str_of(id);
    return block;
}

static inline struct block *kit_paragraph(struct kit *kit, const char *text)
{
    return kit_block(kit, BLOCK_PARAGRAPH, text);
}

/* A paragraph that ends in the mention of a footnote. */
static inline struct block *kit_mention(struct kit *kit, const char *text,
                                        unsigned number, const char *note)
{
    struct block *block = kit_paragraph(kit, text);
    struct inline_ *mention = ARENA_NEW(kit->arena, struct inline_);

    mention->kind = INLINE_FOOTNOTE;
    mention->at = block->at;
    mention->mention = 1;
    mention->footnote = ARENA_NEW(kit->arena, struct footnote);
    *mention->footnote = (struct footnote){.label = STR("n"),
                                           .number = number,
                                           .blocks = kit_paragraph(kit, note),
                                           .n_mentions = 1,
                                           .at = block->at};
    block->inlines->next = mention;
    return block;
}

static inline void kit_append(struct block **list, struct block *block)
{
    while (*list != NULL)
        list = &(*list)->next;
    *list = block;
}

/* --- what came out -------------------------------------------------------- */

static inline struct str kit_trace(struct kit *kit, const struct sheet *sheet)
{
    struct painter *painter = trace_new(kit->arena);
    struct str text = {0};

    paint_page(painter, sheet->scene, sheet->label);
    assert_true(paint_close(painter, kit->arena, &text));
    paint_free(painter);
    return text;
}

static inline bool kit_shows(struct kit *kit, const struct sheet *sheet,
                             const char *text)
{
    struct str trace = kit_trace(kit, sheet);

    return str_search(trace, text, 0) < trace.len;
}

/* All problems, as they are printed. */
static inline const char *kit_problems(struct kit *kit)
{
    struct buf out = buf_new(kit->arena);

    diag_print(kit->diags, &out, false);
    return buf_str(&out).p;
}

/* Compares with tests/golden/layout/NAME.trace; ACCEPT=1 in the environment
 * makes the present output the truth. */
static inline void kit_golden(struct kit *kit, const struct sheet *sheet,
                              const char *name)
{
    struct str path =
        str_format(kit->arena, "tests/golden/layout/%s.trace", name);
    struct str is = kit_trace(kit, sheet);
    bool accept = getenv("ACCEPT") != NULL;
    FILE *f = fopen(path.p, accept ? "wb" : "rb");
    char *want = arena_alloc(kit->arena, is.len + 2);
    size_t len;

    assert_non_null(f);
    if (accept) {
        assert_int_equal(fwrite(is.p, 1, is.len, f), is.len);
        assert_int_equal(fclose(f), 0);
        return;
    }
    len = fread(want, 1, is.len + 1, f);
    fclose(f);
    if (!str_eq(is, (struct str){want, len}))
        print_error("error: %s is not what it was; ACCEPT=1 makes it the "
                    "truth\n%.*s\n",
                    path.p, STR_ARG(is));
    assert_true(str_eq(is, (struct str){want, len}));
}

#endif
