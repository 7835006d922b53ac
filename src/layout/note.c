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
    shape.link.dest =
        dest_of_mention(press->arena, setter->page, note->number, 1);
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

static struct marker note_marker(struct lane *lane, unsigned number,
                                 struct tag *tag)
{
    struct marker marker = {
        .tag = tag,
        .kind = MARKER_TEXT,
        .text = str_format(lane_arena(lane), "%u", number),
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
    struct marker marker = note_marker(&lane, note->number, link);
    double indent = fmax(small.body * 1.6, marker.x + small.body * 0.6);
    struct lane inside = lane_inside(&lane, indent, 0, tag);

    inside.marker = &marker;
    inside.hang = false;
    lane_leave(&lane, small.paragraph_gap);
    lane_add_blocks(&inside, note->blocks);
    if (strips->count == first) /* a note without words */
        lane_open(&inside, small.leading, note->at);

    struct strip *strip = &strips->items[first];

    strip->dest = dest_of_note(lane_arena(&lane), setter->page, note->number);
    scene_add(strip->scene,
              (struct shape){.kind = SHAPE_DEST, .dest.name = strip->dest});
    add_back_link(setter, strip->scene, note, link,
                  (struct rect){0, 0, indent, small.leading});
    lane_leave(&lane, 0);
}

void strips_add_notes(struct setter *setter, struct strips *strips,
                      const struct strip *mentions, double width,
                      struct tag *parent, struct map *set)
{
    struct arena *a = setter->press->arena;

    for (size_t i = 0; i < mentions->n_notes; i++) {
        const struct footnote *note = mentions->notes[i];
        void **kept = map_at(set, dest_of_note(a, setter->page, note->number));

        if (*kept != NULL)
            continue;
        *kept = strips;
        add_note(setter, strips, note, width, parent);
    }
}
