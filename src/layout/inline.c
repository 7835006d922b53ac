/* The way of an inline: its words go into a span, and what is more than words
 * (tag, colour, link, strike) into a struct ink that the span carries.  Line
 * breaking cuts spans into pieces; every piece comes back with its ink. */
#include "layout/inline.h"

#include "base/arena.h"
#include "layout/dest.h"
#include "layout/lane.h"
#include "layout/layout.h"
#include "model/deck.h"
#include "model/doc.h"
#include "model/words.h"
#include "paint/scene.h"
#include "paint/tag.h"
#include "text/hyphen.h"

/* Where a link leads; one for all pieces of it. */
struct target {
    const struct tag *tag;
    double size; /* of the text it is in */
    struct str uri, dest, contents;
};

struct ink {
    struct str text; /* of the span */
    const struct tag *tag;
    enum color color;
    const struct target *target; /* NULL: no link */
    const struct image *image;   /* painted in place of the text */
    const struct inline_ *note;  /* a mention of a footnote */
    bool underline, strike, code;
};

/* How text is set at a point in the tree of inlines. */
struct voice {
    struct text_look look;
    struct tag *tag;
    const struct target *target;
    bool tabular, strong, emph, code, strike, underline;
    struct str lang; /* of a [span]{lang=en} around it, or "" */
    unsigned depth;
};

static enum face face_of(const struct voice *v)
{
    bool strong = v->strong || v->look.face == FACE_SEMIBOLD ||
                  v->look.face == FACE_SEMIBOLD_ITALIC;
    bool italic = v->emph || v->look.face == FACE_ITALIC ||
                  v->look.face == FACE_SEMIBOLD_ITALIC;

    if (v->code)
        return FACE_MONO;
    if (strong)
        return italic ? FACE_SEMIBOLD_ITALIC : FACE_SEMIBOLD;
    return italic ? FACE_ITALIC : v->look.face;
}

static struct ink *ink_of(const struct words *words, const struct voice *v)
{
    struct ink *ink = ARENA_NEW(words->setter->press->arena, struct ink);

    ink->tag = v->tag;
    ink->color = v->look.color;
    ink->target = v->target;
    ink->underline = v->underline;
    ink->strike = v->strike;
    ink->code = v->code;
    return ink;
}

static void put_span(struct words *words, struct str text,
                     struct text_style style, struct ink *ink)
{
    if (text.len == 0)
        return;
    ink->text = text;
    words->spans =
        arena_grow(words->setter->press->arena, words->spans, words->n_spans,
                   &words->cap_spans, sizeof(*words->spans));
    words->spans[words->n_spans++] =
        (struct span){.style = style, .text = text, .mark = ink};
}

static void put_lang(struct span *span, const struct words *words,
                     struct str lang)
{
    if (lang.len == 0)
        return;
    span->foreign = true;
    span->hyphen = hyphen_for(words->setter->press->hyphen, lang);
}

static void put_text(struct words *words, struct str text,
                     const struct voice *v)
{
    /* DejaVu Sans Mono is wide and its x-height large: at this size it looks
     * like the text around it. */
    double scale = v->code ? 0.87 : 1;

    put_span(words, text,
             (struct text_style){.face = face_of(v),
                                 .size = v->look.size * scale,
                                 .tabular = v->tabular},
             ink_of(words, v));
    if (text.len > 0)
        put_lang(&words->spans[words->n_spans - 1], words, v->lang);
}

static void put_list(struct words *words, const struct inline_ *list,
                     struct voice v);

static struct target *target_new(const struct words *words,
                                 const struct voice *v, struct str contents)
{
    struct target *target =
        ARENA_NEW(words->setter->press->arena, struct target);

    target->tag = v->tag;
    target->size = v->look.size;
    target->contents = contents;
    return target;
}

/* The mark is a raised number and leads to the note. */
static void put_footnote(struct words *words, const struct inline_ *in,
                         struct voice v)
{
    const struct setter *setter = words->setter;
    struct arena *a = setter->press->arena;
    const struct footnote *note = in->footnote;
    struct target *target;
    struct ink *ink;

    if (note == NULL || note->blocks == NULL)
        return;
    v.tag = tag_new(setter->tags, TAG_REFERENCE, v.tag);
    if (v.target == NULL) {
        v.tag = tag_new(setter->tags, TAG_LINK, v.tag);
        target = target_new(
            words, &v,
            str_format(a, "%.*s %.*s",
                       STR_ARG(word_in(setter_lang(setter), WORD_NOTE)),
                       STR_ARG(note_mark(a, note))));
        target->dest = dest_of_note(a, setter->page, note);
        v.target = target;
    }
    v.look.color = COLOR_BLUE;
    v.strike = v.underline = false;
    ink = ink_of(words, &v);
    ink->note = in;
    put_span(words, note_mark(a, note),
             (struct text_style){.face = FACE_REGULAR,
                                 .size = v.look.size * 0.64,
                                 .rise = v.look.size * 0.36},
             ink);
}

/* On paper an address can be read only where it is printed. */
static void put_address(struct words *words, const struct inline_ *link,
                        struct voice v)
{
    const struct setter *setter = words->setter;
    const struct inline_ *note;

    if (setter->link_notes == NULL)
        return;
    note = note_of_link(setter->link_notes, link, setter->on_trial);
    if (note != NULL)
        put_footnote(words, note, v);
}

static void put_link(struct words *words, const struct inline_ *in,
                     struct voice v)
{
    struct arena *a = words->setter->press->arena;
    const struct link *link = in->link;
    const struct voice around = v;
    struct target *target;

    bool leads =
        link->internal ? link->page != NULL : link_may_lead_to(link->url);

    /* A dead link is reported already; a link in a link cannot be. */
    if (!leads || v.target != NULL) {
        put_list(words, in->children, v);
        return;
    }
    v.tag = tag_new(words->setter->tags, TAG_LINK, v.tag);
    target = target_new(words, &v, inlines_text(a, in->children));
    if (link->internal)
        target->dest = dest_of(a, link->page, link->anchor);
    else
        target->uri = link->url;
    if (target->contents.len == 0)
        target->contents = link->url;
    v.target = target;
    v.underline = true;
    if (v.look.color == COLOR_INK)
        v.look.color = COLOR_BLUE;
    put_list(words, in->children, v);
    put_address(words, in, around);
}

static void put_ref(struct words *words, const struct inline_ *in,
                    struct voice v)
{
    struct arena *a = words->setter->press->arena;
    struct target *target;

    if (in->ref->kind != REF_UNKNOWN && in->ref->page != NULL &&
        v.target == NULL) {
        v.tag = tag_new(words->setter->tags, TAG_LINK, v.tag);
        target = target_new(words, &v, in->ref->text);
        target->dest = dest_of(a, in->ref->page, in->ref->id);
        v.target = target;
        if (v.look.color == COLOR_INK)
            v.look.color = COLOR_BLUE;
    }
    if (in->ref->section.len > 0 && !words->setter->measures->on_slide)
        put_text(words, title_with_number(a, in->ref->section, in->ref->text),
                 &v);
    else
        put_text(words, in->ref->text, &v);
}

static bool is_paintable(const struct image *image)
{
    return (image->format == IMAGE_PNG || image->format == IMAGE_JPEG) &&
           image->width > 0 && image->height > 0;
}

/* A picture in a line is as high as its letters.  Lines know only text, so a
 * no-break space as wide as the picture keeps its place. */
static void put_image(struct words *words, const struct inline_ *in,
                      struct voice v)
{
    const struct setter *setter = words->setter;
    const struct image *image = in->image;
    const struct str space = STR("\xC2\xA0");
    struct text_style style = {.face = FACE_REGULAR, .size = 1};
    double width;
    struct ink *ink;

    if (!is_paintable(image)) {
        v.emph = true;
        put_text(words, image->alt, &v);
        return;
    }
    width = v.look.size * 1.2 * image->width / image->height;
    if (width > v.look.size * 10)
        width = v.look.size * 10;
    style.size = width / shape_width(setter->press->fonts, style, space);
    v.tag =
        image->alt.len == 0 ? NULL : tag_new(setter->tags, TAG_FIGURE, v.tag);
    if (v.tag != NULL)
        v.tag->alt = image->alt;
    ink = ink_of(words, &v);
    ink->image = image;
    put_span(words, space, style, ink);
}

static void put_inline(struct words *words, const struct inline_ *in,
                       struct voice v)
{
    switch (in->kind) {
    case INLINE_TEXT:
    case INLINE_VALUE:
        put_text(words, in->text, &v);
        break;
    case INLINE_CODE:
        v.code = true;
        put_text(words, in->text, &v);
        break;
    case INLINE_EMPH:
        v.emph = !v.emph;
        put_list(words, in->children, v);
        break;
    case INLINE_STRONG:
        v.strong = true;
        put_list(words, in->children, v);
        break;
    case INLINE_STRIKE:
        v.strike = true;
        put_list(words, in->children, v);
        break;
    case INLINE_SPAN:
        if (attrs_value(in->attrs, "lang").len > 0) {
            v.tag = tag_new(words->setter->tags, TAG_SPAN, v.tag);
            v.tag->lang = attrs_value(in->attrs, "lang");
            v.lang = v.tag->lang;
        }
        put_list(words, in->children, v);
        break;
    case INLINE_LINK:
        put_link(words, in, v);
        break;
    case INLINE_IMAGE:
        put_image(words, in, v);
        break;
    case INLINE_SOFT_BREAK:
        put_text(words, in->text, &v);
        break;
    case INLINE_HARD_BREAK:
        put_text(words, STR(" \n"), &v);
        break;
    case INLINE_FOOTNOTE:
        put_footnote(words, in, v);
        break;
    case INLINE_REF:
        put_ref(words, in, v);
        break;
    }
}

static void put_list(struct words *words, const struct inline_ *list,
                     struct voice v)
{
    if (list == NULL)
        return;
    if (++v.depth > INLINE_DEPTH_MAX) {
        diag_add(words->setter->press->diags, DIAG_NESTED_TOO_DEEP, list->at,
                 NULL);
        return;
    }
    for (const struct inline_ *in = list; in != NULL; in = in->next)
        put_inline(words, in, v);
}

void words_put(struct words *words, struct str text, struct text_look look,
               bool tabular, struct tag *tag)
{
    struct voice v = {.look = look, .tabular = tabular, .tag = tag};

    put_text(words, text, &v);
}

void words_put_inlines(struct words *words, const struct inline_ *list,
                       struct text_look look, bool tabular, struct tag *tag)
{
    struct voice v = {.look = look, .tabular = tabular, .tag = tag};

    put_list(words, list, v);
}

static bool sticks_out(const struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->items[i].overfull)
            return true;
    return false;
}

/* Words on slides and in headings stay whole, unless they would stick out. */
struct lines words_break(const struct words *words, struct text_look look,
                         double width)
{
    const struct setter *setter = words->setter;
    const struct press *press = setter->press;
    const struct hyphen *hyphen = setter_hyphen(setter);
    bool hyphenate = look.hyphenate && !setter->measures->on_slide;
    struct para para = {.width = width,
                        .setting = look.setting,
                        .balanced = look.even,
                        .hyphen = hyphenate ? hyphen : NULL};
    struct lines lines = lines_break(press->arena, press->fonts, words->spans,
                                     words->n_spans, &para);

    if (hyphenate || hyphen == NULL || !sticks_out(&lines))
        return lines;
    para.hyphen = hyphen;
    return lines_break(press->arena, press->fonts, words->spans, words->n_spans,
                       &para);
}

/* --- lines on a scene ----------------------------------------------------- */

static void paint_image(struct scene *scene, const struct ink *ink,
                        struct rect box)
{
    struct shape shape = {.kind = SHAPE_IMAGE, .tag = ink->tag, .box = box};

    shape.image.path = ink->image->path;
    shape.image.bytes = ink->image->bytes;
    shape.image.width = ink->image->width;
    shape.image.height = ink->image->height;
    shape.image.orientation = ink->image->orientation;
    scene_add(scene, shape);
}

/* Of the ink: the space at the end of a line is not underlined. */
static double ink_width(const struct line *line, const struct piece *piece)
{
    double end = line->pieces[0].x + line->width;
    double width = piece->run.width;

    return piece->x + width > end ? end - piece->x : width;
}

static void paint_piece(const struct setter *setter, struct scene *scene,
                        const struct piece *piece, double width, double x,
                        double baseline)
{
    const struct ink *ink = piece->mark;
    double size = piece->run.size;

    if (ink->image != NULL) {
        double height = width * ink->image->height / (double)ink->image->width;

        paint_image(scene, ink,
                    (struct rect){x, baseline - height * 0.85, width, height});
        return;
    }
    if (ink->code)
        scene_rect(scene, NULL,
                   (struct rect){x - 1, baseline - size * 0.95, width + 2,
                                 size * 1.25},
                   COLOR_WASH);
    if (ink->note != NULL)
        scene_add(scene,
                  (struct shape){.kind = SHAPE_DEST,
                                 .box = {.x = x, .y = baseline - 2 * size},
                                 .dest.name = dest_of_mention(
                                     setter->press->arena, setter->page,
                                     ink->note->footnote, ink->note->mention)});
    scene_run(scene, ink->tag, x, baseline, &piece->run, ink->color);
    if (ink->strike)
        scene_line(scene, NULL, x, baseline - size * 0.26, x + width,
                   baseline - size * 0.26, size / 16, ink->color);
    if (ink->underline)
        scene_line(scene, NULL, x, baseline + size * 0.13, x + width,
                   baseline + size * 0.13, size / 22, ink->color);
}

/* One area for all pieces of a link that follow one another on the line, as high
 * as the text around it; returns the index behind them. */
static size_t paint_link(struct scene *scene, const struct line *line, size_t i,
                         double x, double baseline)
{
    const struct ink *ink = line->pieces[i].mark;
    const struct target *target = ink->target;
    const struct piece *first = &line->pieces[i];
    const struct piece *last = first;
    const struct font *font = first->run.font;
    double ascent = font_ascent(font, target->size);
    struct shape shape = {.kind = SHAPE_LINK, .tag = target->tag};

    while (++i < line->n_pieces) {
        ink = line->pieces[i].mark;
        if (ink->target != target)
            break;
        last = &line->pieces[i];
    }
    shape.box = (struct rect){x + first->x, baseline - ascent,
                              last->x + ink_width(line, last) - first->x,
                              ascent + font_descent(font, target->size)};
    shape.link.uri = target->uri;
    shape.link.dest = target->dest;
    shape.link.contents = target->contents;
    scene_add(scene, shape);
    return i;
}

/* Tells the deck that a line ends here: the text is the model's own, so its
 * address says where. */
static void note_break(const struct setter *setter, const struct line *line)
{
    struct slide_fit *fit = setter->fit;
    const struct ink *ink;

    if (fit == NULL || line->end == 0 || line->n_pieces == 0)
        return;
    ink = line->pieces[line->n_pieces - 1].mark;
    fit->breaks = arena_grow(setter->press->arena, fit->breaks, fit->n_breaks,
                             &fit->cap_breaks, sizeof(*fit->breaks));
    fit->breaks[fit->n_breaks++] = ink->text.p + line->end;
}

void words_paint(const struct setter *setter, struct scene *scene,
                 const struct line *line, double x, double baseline)
{
    note_break(setter, line);
    for (size_t i = 0; i < line->n_pieces; i++)
        paint_piece(setter, scene, &line->pieces[i],
                    ink_width(line, &line->pieces[i]), x + line->pieces[i].x,
                    baseline);
    for (size_t i = 0; i < line->n_pieces;) {
        const struct ink *ink = line->pieces[i].mark;

        if (ink->target == NULL)
            i++;
        else
            i = paint_link(scene, line, i, x, baseline);
    }
}

void words_notes(const struct setter *setter, const struct line *line,
                 const struct footnote ***notes, size_t *n_notes)
{
    size_t cap = *n_notes;

    for (size_t i = 0; i < line->n_pieces; i++) {
        const struct ink *ink = line->pieces[i].mark;

        if (ink->note == NULL)
            continue;
        *notes = arena_grow(setter->press->arena, *notes, *n_notes, &cap,
                            sizeof(struct footnote *));
        (*notes)[(*n_notes)++] = ink->note->footnote;
    }
}
