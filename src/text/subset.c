/* subset.c - font files with only what a document uses (hb-subset). */
#include <assert.h>

#include <hb-subset.h>

#include "base/arena.h"
#include "base/buf.h"
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

    /* These fail only for want of memory: the font was read when opened. */
    hb_subset_plan_t *plan =
        hb_subset_plan_create_or_fail(font->hb_face, input);
    assert(plan != NULL);
    hb_face_t *face = hb_subset_plan_execute_or_fail(plan);
    assert(face != NULL);
    const hb_map_t *ids = hb_subset_plan_old_to_new_glyph_mapping(plan);

    for (size_t i = 0; i < n; i++)
        new_ids[i] = hb_map_get(ids, glyphs[i]);
    struct str bytes = take_blob(a, hb_face_reference_blob(face));

    hb_face_destroy(face);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    return bytes;
}

/* --- kerning ----------------------------------------------------------------
 * Open Sans 1.11 kerns by the old table `kern`, which hb-subset leaves out.  So
 * the pairs that a subset still has are put back (OpenType specification,
 * "kern", version 0 with one subtable of format 0).
 */

enum {
    KERN_HEADER = 4 + 6 + 8, /* table, subtable, format 0 */
    KERN_PAIR = 6,
    KERN_PAIRS_MAX = (0xFFFF - 14) / KERN_PAIR /* its length is 16 bits */
};

static unsigned uint16_at(struct str bytes, size_t at)
{
    return (unsigned)(unsigned char)bytes.p[at] << 8 |
           (unsigned char)bytes.p[at + 1];
}

static void put_uint16(struct buf *b, unsigned value)
{
    buf_putc(b, (char)(value >> 8));
    buf_putc(b, (char)(value & 0xFF));
}

/* The pairs of a `kern` table, six bytes each; empty when it is of a kind that
 * we do not know. */
static struct str kern_pairs(struct str table)
{
    struct str none = {"", 0};

    if (table.len < KERN_HEADER || uint16_at(table, 0) != 0 ||
        uint16_at(table, 8) != 1) /* horizontal, format 0 */
        return none;
    /* The length is not looked at: 18,000 pairs of Open Sans overflow it. */
    return str_slice(table, KERN_HEADER,
                     KERN_HEADER + uint16_at(table, 10) * (size_t)KERN_PAIR);
}

/* The glyphs of a subset: new_ids[old], or HB_MAP_VALUE_INVALID.  A font has many
 * more pairs than glyphs, and HarfBuzz' map is slow to ask. */
struct kept_glyphs {
    hb_codepoint_t *new_ids;
    unsigned count; /* of the whole font */
};

static struct kept_glyphs kept_glyphs(struct arena *a, const struct font *font,
                                      const hb_map_t *ids)
{
    unsigned count = hb_face_get_glyph_count(font->hb_face);
    struct kept_glyphs kept = {ARENA_ARRAY(a, count, hb_codepoint_t), count};

    for (unsigned old = 0; old < count; old++)
        kept.new_ids[old] = hb_map_get(ids, old);
    return kept;
}

static hb_codepoint_t new_id(const struct kept_glyphs *kept, unsigned old)
{
    return old < kept->count ? kept->new_ids[old] : HB_MAP_VALUE_INVALID;
}

/* Of `pairs` those between glyphs of the subset, under their new ids.  A subset
 * keeps the order of its glyphs, so the pairs stay sorted. */
static struct str kept_pairs(struct arena *a, struct str pairs,
                             const struct kept_glyphs *glyphs)
{
    struct buf kept = buf_new(a);

    for (size_t at = 0; at + KERN_PAIR <= pairs.len; at += KERN_PAIR) {
        hb_codepoint_t left = new_id(glyphs, uint16_at(pairs, at));
        hb_codepoint_t right = new_id(glyphs, uint16_at(pairs, at + 2));

        if (left == HB_MAP_VALUE_INVALID || right == HB_MAP_VALUE_INVALID ||
            kept.len / KERN_PAIR == KERN_PAIRS_MAX)
            continue;
        put_uint16(&kept, left);
        put_uint16(&kept, right);
        put_uint16(&kept, uint16_at(pairs, at + 4));
    }
    return buf_str(&kept);
}

static struct str kern_table(struct arena *a, struct str pairs)
{
    struct buf b = buf_new(a);
    unsigned n = (unsigned)(pairs.len / KERN_PAIR);
    unsigned log = 0; /* the largest power of two within n, for bisection */

    while (n >> (log + 1) > 0)
        log++;
    unsigned range = (1U << log) * KERN_PAIR;
    put_uint16(&b, 0); /* version */
    put_uint16(&b, 1); /* subtables */
    put_uint16(&b, 0); /* version */
    put_uint16(&b, 14 + n * KERN_PAIR);
    put_uint16(&b, 1); /* horizontal, format 0 */
    put_uint16(&b, n);
    put_uint16(&b, range);
    put_uint16(&b, log);
    put_uint16(&b, n * KERN_PAIR - range);
    buf_put(&b, pairs);
    return buf_str(&b);
}

/* A font file with one table more; takes the blob. */
static hb_blob_t *with_table(hb_blob_t *file, hb_tag_t tag, struct str table)
{
    hb_face_t *face = hb_face_create(file, 0);
    hb_face_t *builder = hb_face_builder_create();
    hb_tag_t tags[64];
    unsigned n = sizeof(tags) / sizeof(tags[0]);
    hb_blob_t *added = hb_blob_create(table.p, (unsigned)table.len,
                                      HB_MEMORY_MODE_DUPLICATE, NULL, NULL);

    hb_face_get_table_tags(face, 0, &n, tags);
    for (unsigned i = 0; i < n; i++) {
        hb_blob_t *blob = hb_face_reference_table(face, tags[i]);

        hb_face_builder_add_table(builder, tags[i], blob);
        hb_blob_destroy(blob);
    }
    hb_face_builder_add_table(builder, tag, added);
    hb_blob_destroy(added);
    hb_blob_destroy(file);
    hb_blob_t *grown = hb_face_reference_blob(builder);
    hb_face_destroy(face);
    hb_face_destroy(builder);
    return grown;
}

/* The file of a subset, with the pairs of the whole font. */
static hb_blob_t *with_kerning(struct arena *a, const struct font *font,
                               hb_face_t *subset, const hb_map_t *ids)
{
    const hb_tag_t kern = HB_TAG('k', 'e', 'r', 'n');
    hb_blob_t *table = hb_face_reference_table(font->hb_face, kern);
    unsigned len;
    const char *p = hb_blob_get_data(table, &len);
    struct kept_glyphs glyphs = kept_glyphs(a, font, ids);
    struct str pairs = kept_pairs(a, kern_pairs((struct str){p, len}), &glyphs);
    hb_blob_t *file = hb_face_reference_blob(subset);

    hb_blob_destroy(table);
    return pairs.len == 0 ? file : with_table(file, kern, kern_table(a, pairs));
}

/* --- the web -------------------------------------------------------------- */

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

    hb_subset_plan_t *plan =
        hb_subset_plan_create_or_fail(font->hb_face, input);
    assert(plan != NULL);
    hb_face_t *face = hb_subset_plan_execute_or_fail(plan);
    assert(face != NULL);
    struct str bytes = take_blob(
        a, with_kerning(a, font, face,
                        hb_subset_plan_old_to_new_glyph_mapping(plan)));

    hb_face_destroy(face);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    return bytes;
}
