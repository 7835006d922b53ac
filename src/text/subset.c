/* subset.c - font files with only what a document uses (hb-subset). */
#include <assert.h>

#include <hb-subset.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "text/font_private.h"

/* Copies a blob into the arena and lets go of it. */
static struct str take_blob(struct arena *a, hb_blob_t *blob)
{
    unsigned len;
    const char *p = hb_blob_get_data(blob, &len);
    struct str bytes = str_copy(a, (struct str){p, len});

    hb_blob_destroy(blob);
    return bytes;
}

static void drop_table(hb_subset_input_t *input, const char *tag)
{
    hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG),
               hb_tag_from_string(tag, 4));
}

struct str font_subset_glyphs(struct arena *a, const struct font *font,
                              const uint32_t *glyphs, size_t n,
                              uint32_t *new_ids)
{
    /* A PDF says in its own objects what these tables say. */
    static const char *const tables[] = {"cmap", "name", "post", "OS/2", "GSUB",
                                         "GPOS", "GDEF", "gasp", "STAT"};
    hb_subset_input_t *input = hb_subset_input_create_or_fail();

    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
        drop_table(input, tables[i]);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    for (size_t i = 0; i < n; i++)
        hb_set_add(hb_subset_input_glyph_set(input), glyphs[i]);

    hb_subset_plan_t *plan =
        hb_subset_plan_create_or_fail(font->hb_face, input);
    hb_face_t *face = hb_subset_plan_execute_or_fail(plan);
    const hb_map_t *ids = hb_subset_plan_old_to_new_glyph_mapping(plan);

    for (size_t i = 0; i < n; i++)
        new_ids[i] = hb_map_get(ids, glyphs[i]);
    struct str bytes = take_blob(a, hb_face_reference_blob(face));

    hb_face_destroy(face);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    return bytes;
}

struct str font_subset_text(struct arena *a, const struct font *font,
                            struct str text)
{
    static const char *const features[] = {"kern", "liga", "tnum", "lnum",
                                           "ccmp", "mark", "mkmk"};
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_set_t *chars = hb_subset_input_unicode_set(input);
    hb_set_t *kept =
        hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);

    hb_set_clear(kept);
    for (size_t i = 0; i < sizeof(features) / sizeof(features[0]); i++)
        hb_set_add(kept, hb_tag_from_string(features[i], 4));
    hb_set_add(chars, ' ');
    hb_set_add(chars, '-'); /* browsers hyphenate at soft hyphens */
    for (size_t i = 0; i < text.len;)
        hb_set_add(chars, utf8_next(text, &i));

    hb_face_t *face = hb_subset_or_fail(font->hb_face, input);
    struct str bytes = take_blob(a, hb_face_reference_blob(face));

    hb_face_destroy(face);
    hb_subset_input_destroy(input);
    return bytes;
}
