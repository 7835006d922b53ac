/* Code: every line of it a strip on a common ground.  Lines keep their spaces,
 * so they are not broken as paragraphs are: all letters are equally wide, and a
 * line that is too long goes on below, a little indented. */
#include "base/arena.h"
#include "base/buf.h"
#include "layout/lane.h"
#include "model/doc.h"

struct code {
    struct lane *lane;
    struct tag *tag;
    struct text_style style;
    double leading;
    size_t columns; /* characters on a line */
    struct place at;
};

enum {
    CONTINUED_INDENT = 2, /* characters */
    TAB = 4
};

/* Tabs lead to the next multiple of four. */
static struct str without_tabs(struct arena *a, struct str line)
{
    struct buf out = buf_new(a);
    size_t column = 0;

    for (size_t i = 0; i < line.len; i++) {
        if (line.p[i] == '\t') {
            do
                buf_putc(&out, ' ');
            while (++column % TAB != 0);
            continue;
        }
        buf_putc(&out, line.p[i]);
        column += ((unsigned char)line.p[i] & 0xC0) != 0x80;
    }
    return buf_str(&out);
}

static void add_piece(struct code *code, struct str text, size_t indent)
{
    struct lane *lane = code->lane;
    const struct press *press = lane->setter->press;
    struct strip *strip = lane_open(lane, code->leading, code->at);
    double baseline = code->leading * 0.5 + code->style.size * 0.36;
    double x = lane->x + (double)indent * code->style.size * 0.602;
    size_t n_runs = 0;
    struct glyph_run *runs = text.len == 0
                                 ? NULL
                                 : shape_text(press->arena, press->fonts,
                                              code->style, text, &n_runs);

    for (size_t i = 0; i < n_runs; i++) {
        scene_run(strip->scene, code->tag, x, baseline, &runs[i], COLOR_INK);
        x += runs[i].width;
    }
}

/* The bytes of the first `columns` characters, back to behind the last space
 * among them when there is one. */
static size_t piece_length(struct str line, size_t columns)
{
    size_t space = 0;
    size_t end = 0;

    for (size_t n = 0; end < line.len; end++) {
        bool starts = ((unsigned char)line.p[end] & 0xC0) != 0x80;

        if (starts && n++ == columns)
            return space > 0 ? space : end;
        if (line.p[end] == ' ' && end > 0)
            space = end + 1;
    }
    return end;
}

static void add_code_line(struct code *code, struct str line)
{
    size_t indent = 0;

    do {
        size_t length = piece_length(line, code->columns - indent);

        add_piece(code, str_slice(line, 0, length), indent);
        line = str_slice(line, length, line.len);
        indent = CONTINUED_INDENT;
    } while (line.len > 0);
}

static void add_code_lines(struct code *code, struct str text)
{
    while (text.len > 0 && text.p[text.len - 1] == '\n')
        text.len--;
    for (size_t from = 0; from <= text.len;) {
        size_t end = str_find(text, '\n', from);
        struct str line = str_slice(text, from, end);

        add_code_line(code, without_tabs(lane_arena(code->lane), line));
        from = end + 1;
    }
}

void lane_add_code(struct lane *lane, const struct block *block)
{
    const struct measures *m = lane->setter->measures;
    double pad = lane->text.size * 0.7;
    struct tag *tag = tag_new(lane->setter->tags, TAG_P, lane->parent);
    struct lane inside = lane_inside(lane, pad, pad, tag);
    double size = lane->text.size * 0.82;
    struct code code = {
        .lane = &inside,
        .tag = tag_new(lane->setter->tags, TAG_CODE, tag),
        .style = {.face = FACE_MONO, .size = size},
        .leading = lane->text.leading * 0.9,
        .at = block->at,
    };
    size_t first = lane->strips->count;
    double letter =
        shape_width(lane->setter->press->fonts, code.style, STR("m"));

    code.columns = (size_t)(inside.width / letter);
    if (code.columns < CONTINUED_INDENT + 1)
        code.columns = CONTINUED_INDENT + 1;
    lane_space(lane, m->on_slide ? m->paragraph_gap : m->block_gap * 0.75);
    add_code_lines(&code, block->text);
    lane_ground(lane, first, pad * 0.7, pad * 0.7, COLOR_WASH);
    lane_leave(lane, m->block_gap * 0.75);
}
