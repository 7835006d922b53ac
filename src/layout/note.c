/* Footnotes at the foot: the number hangs before the text, and leads back to
 * the first mention. */
#include "base/arena.h"
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
    shape.link.contents = word_in(press->report->lang, WORD_NOTE_BACK);
    scene_add(scene, shape);
}

void strips_add_note(struct setter *setter, struct strips *strips,
                     const struct footnote *note, double width,
                     struct tag *parent)
{
    const struct measures *m = setter->measures;
    struct tag *tag = tag_new(setter->tags, TAG_NOTE, parent);
    struct tag *label = tag_new(setter->tags, TAG_LABEL, tag);
    struct tag *link = tag_new(setter->tags, TAG_LINK, label);
    struct lane lane = lane_of(setter, strips, width, tag);
    struct measures small = *m;
    double indent = m->note * 1.6;
    struct strip *strip;
    size_t first = strips->count;

    lane.text.size = m->note;
    lane.text.leading = m->note_leading;
    lane.hang = false;
    small.body = m->note;
    small.leading = m->note_leading;
    small.paragraph_gap = small.item_gap = m->note_leading / 4;
    struct marker marker = {
        .tag = link,
        .kind = MARKER_TEXT,
        .text = str_format(lane_arena(&lane), "%u", note->number),
        .look = lane.text,
        .x = indent - m->note * 0.5,
        .baseline = lane_baseline(&lane, lane.text)};
    marker.look.color = COLOR_BLUE;

    struct lane inside = lane_inside(&lane, indent, 0, tag);

    inside.marker = &marker;
    setter->measures = &small;
    lane_leave(&lane, m->note_leading / 4);
    lane_add_blocks(&inside, note->blocks);
    if (strips->count == first)
        lane_open(&inside, lane.text.leading, note->at);
    setter->measures = m;
    strip = &strips->items[first];
    strip->dest = dest_of_note(lane_arena(&lane), setter->page, note->number);
    scene_add(strip->scene,
              (struct shape){.kind = SHAPE_DEST, .dest.name = strip->dest});
    add_back_link(setter, strip->scene, note, link,
                  (struct rect){0, 0, indent, m->note_leading});
    lane_leave(&lane, 0);
}
