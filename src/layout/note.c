/* Footnotes at the foot: the number hangs before the text, and leads back to
 * the first mention. */
#include <math.h>

#include "base/arena.h"
#include "base/map.h"
#include "layout/dest.h"
#include "layout/lane.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/words.h"

/* The area of the number leads back; it belongs to the label. */
static void add_back_link(struct setter *setter, struct scene *scene,
                          const struct footnote *note, const struct tag *tag,
                          struct rect box)
{
    const struct press *press = setter->press;
    struct shape shape = {.kind = SHAPE_LINK, .tag = tag, .box = box};

    shape.link.uri = STR("");
    shape.link.dest = dest_of_mention(press->arena, setter->page, note, 1);
    shape.link.contents = word_in(setter_lang(setter), WORD_NOTE_BACK);
    scene_add(scene, shape);
}

/* Everything in a note is as small as its text. */
static struct measures small_measures(const struct measures *m)
{
    struct measures small = *m;

    small.body = m->note;
    small.leading = m->note_leading;
    small.turned_width = small.turned_height = 0;
    small.paragraph_gap = small.item_gap = m->note_leading / 4;
    return small;
}

static struct marker note_marker(struct lane *lane, const struct footnote *note,
                                 struct tag *tag)
{
    struct marker marker = {
        .tag = tag,
        .kind = MARKER_TEXT,
        .text = note_mark(lane_arena(lane), note),
        .look = lane->text,
        .baseline = lane_baseline(lane, lane->text),
    };

    marker.look.color = COLOR_BLUE;
    marker.x = shape_width(lane->setter->press->fonts,
                           (struct text_style){.face = marker.look.face,
                                               .size = marker.look.size,
                                               .tabular = true},
                           marker.text);
    return marker;
}

static void add_note(struct setter *setter, struct strips *strips,
                     const struct footnote *note, double width,
                     struct tag *parent)
{
    struct tags *tags = setter->tags;
    struct tag *tag = tag_new(tags, TAG_NOTE, parent);
    struct tag *link = tag_new(tags, TAG_LINK, tag_new(tags, TAG_LABEL, tag));
    struct measures small = small_measures(setter->measures);
    struct setter noting = *setter;
    size_t first = strips->count;

    noting.measures = &small;
    noting.height = 0;

    struct lane lane = lane_of(&noting, strips, width, tag);
    struct marker marker = note_marker(&lane, note, link);
    double indent = fmax(small.body * 1.6, marker.x + small.body * 0.6);
    struct lane inside = lane_inside(&lane, indent, 0, tag);

    inside.marker = &marker;
    inside.hang = false;
    lane_leave(&lane, small.paragraph_gap);
    lane_add_blocks(&inside, note->blocks);
    if (strips->count == first) /* a note without words */
        lane_open(&inside, small.leading, note->at);

    struct strip *strip = &strips->items[first];

    strip->dest = dest_of_note(lane_arena(&lane), setter->page, note);
    scene_add(strip->scene,
              (struct shape){.kind = SHAPE_DEST, .dest.name = strip->dest});
    add_back_link(setter, strip->scene, note, link,
                  (struct rect){0, 0, indent, small.leading});
    lane_leave(&lane, 0);
}

static void add_notes(struct setter *setter, struct strips *strips,
                      const struct strip *mentions, double width,
                      struct tag *parent, struct map *set)
{
    struct arena *a = setter->press->arena;

    for (size_t i = 0; i < mentions->n_notes; i++) {
        const struct footnote *note = mentions->notes[i];
        void **kept = map_at(set, dest_of_note(a, setter->page, note));

        if (*kept != NULL)
            continue;
        *kept = strips;
        add_note(setter, strips, note, width, parent);
    }
}

void strips_add_notes(struct setter *setter, struct strips *strips,
                      const struct strip *mentions, double width,
                      struct tag *parent, struct map *set)
{
    size_t at = strips->count;

    add_notes(setter, strips, mentions, width, parent, set);
    for (; at < strips->count; at++) { /* notes may mention notes */
        struct strip strip = strips->items[at];

        add_notes(setter, strips, &strip, width, parent, set);
    }
}

/* --- addresses of links --------------------------------------------------- */

/* 1 -> "a", 26 -> "z", 27 -> "aa" */
static struct str letters(struct arena *a, unsigned n)
{
    const unsigned base = 26;
    char text[8];
    size_t at = sizeof(text);

    for (; n > 0 && at > 0; n = (n - 1) / base)
        text[--at] = (char)('a' + (n - 1) % base);
    return str_copy(a, (struct str){text + at, sizeof(text) - at});
}

static struct str without(struct str text, const char *start)
{
    return str_starts(text, start) ? str_slice(text, strlen(start), text.len)
                                   : text;
}

/* A paragraph with the address, which leads there too. */
static struct block *address_block(struct arena *a, const struct inline_ *link)
{
    struct block *block = ARENA_NEW(a, struct block);
    struct inline_ *in = ARENA_NEW(a, struct inline_);
    struct inline_ *text = ARENA_NEW(a, struct inline_);
    struct link *away = ARENA_NEW(a, struct link);

    away->url = link->link->url;
    *text = (struct inline_){.kind = INLINE_TEXT,
                             .at = link->at,
                             .text = without(link->link->url, "mailto:")};
    *in = (struct inline_){
        .kind = INLINE_LINK, .at = link->at, .children = text, .link = away};
    block->kind = BLOCK_PARAGRAPH;
    block->at = link->at;
    block->inlines = in;
    return block;
}

/* "https://www.vng.nl/" -> "vng.nl" */
static struct str bare_address(struct str url)
{
    url = without(without(without(url, "mailto:"), "http://"), "https://");
    url = without(url, "www.");
    if (url.len > 0 && url.p[url.len - 1] == '/')
        url.len--;
    return url;
}

const struct inline_ *note_of_link(struct link_notes *notes,
                                   const struct inline_ *link, bool on_trial)
{
    struct arena *a = notes->arena;
    struct str url = link->link->url;
    struct footnote **kept;
    struct inline_ *mention;

    if (link->link->internal ||
        str_eq(bare_address(inlines_text(a, link->children)),
               bare_address(url)))
        return NULL;
    kept = (struct footnote **)map_at(&notes->by_url, url);
    if (*kept == NULL) {
        *kept = ARENA_NEW(a, struct footnote);
        **kept = (struct footnote){.blocks = address_block(a, link),
                                   .mark = letters(a, ++notes->count),
                                   .at = link->at};
    }
    mention = ARENA_NEW(a, struct inline_);
    *mention = (struct inline_){
        .kind = INLINE_FOOTNOTE, .at = link->at, .footnote = *kept};
    if (!on_trial)
        mention->mention = ++(*kept)->n_mentions;
    return mention;
}
