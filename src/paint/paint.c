#include "paint/paint.h"

#include <assert.h>
#include <math.h>

#include "base/utf8.h"
#include "paint/tag.h"
#include "text/wordform.h"

/* A chart on a slide on a handout is three deep.  Scenes come from our own
 * code, never from an author's nesting, so a deeper one is a loop. */
enum {
    SCENE_DEPTH_MAX = 8
};

/* One page being painted.  Shapes of one tag that follow one another share one
 * begin_content and end_content. */
struct walk {
    struct painter *p;
    bool open;             /* content is open, */
    const struct tag *tag; /* for this tag */
};

static bool finite_rect(struct rect r)
{
    return isfinite(r.x) && isfinite(r.y) && isfinite(r.w) && isfinite(r.h);
}

static bool valid_text(struct str s)
{
    return utf8_first_invalid(s) == s.len;
}

static bool valid_run(const struct glyph_run *run)
{
    if (run->font == NULL || !isfinite(run->size) || run->size <= 0 ||
        !isfinite(run->rise) || !isfinite(run->width) ||
        !isfinite(run->stretch) || !valid_text(run->text))
        return false;
    for (size_t i = 0; i < run->n_words; i++)
        if (run->words[i]->font != run->font)
            return false;
    return true;
}

/* What painters may rely on. */
static bool valid_shape(const struct shape *s)
{
    if (!finite_rect(s->box) || (unsigned)s->color >= COLOR_COUNT)
        return false;
    switch (s->kind) {
    case SHAPE_RECT:
        return valid_text(s->title);
    case SHAPE_FRAME:
    case SHAPE_LINE:
        return isfinite(s->stroke.x2) && isfinite(s->stroke.y2) &&
               isfinite(s->stroke.width) && s->stroke.width >= 0 &&
               isfinite(s->stroke.dash) && s->stroke.dash >= 0;
    case SHAPE_TEXT:
        return valid_run(&s->run);
    case SHAPE_IMAGE:
        return s->image.width > 0 && s->image.height > 0;
    case SHAPE_LINK:
        return valid_text(s->link.uri) && valid_text(s->link.dest) &&
               valid_text(s->link.contents);
    case SHAPE_DEST:
        return s->dest.name.len > 0;
    case SHAPE_SCENE:
        return s->inner.scene != NULL && isfinite(s->inner.scale) &&
               s->inner.scale > 0;
    }
    return false;
}

static void close_content(struct walk *w)
{
    if (w->open && !w->p->failed)
        w->p->failed = !w->p->ops->end_content(w->p);
    w->open = false;
}

static void open_content(struct walk *w, const struct tag *tag)
{
    if (w->open && w->tag == tag)
        return;
    close_content(w);
    w->open = true;
    w->tag = tag;
    if (!w->p->failed)
        w->p->failed = !w->p->ops->begin_content(w->p, tag);
}

static bool leaves_marks(enum shape_kind kind)
{
    return kind != SHAPE_LINK && kind != SHAPE_DEST && kind != SHAPE_SCENE;
}

static void paint_shape(struct painter *p, const struct shape *s)
{
    bool (*op)(struct painter *, const struct shape *) = NULL;

    switch (s->kind) {
    case SHAPE_RECT:
        op = p->ops->rect;
        break;
    case SHAPE_FRAME:
        op = p->ops->frame;
        break;
    case SHAPE_LINE:
        op = p->ops->line;
        break;
    case SHAPE_TEXT:
        op = p->ops->text;
        break;
    case SHAPE_IMAGE:
        op = p->ops->image;
        break;
    case SHAPE_LINK:
        op = p->ops->link;
        break;
    case SHAPE_DEST:
        op = p->ops->dest;
        break;
    case SHAPE_SCENE:
        break;
    }
    assert(op != NULL);
    if (!p->failed)
        p->failed = !op(p, s);
}

static void paint_scene(struct walk *w, const struct scene *scene, int depth);

/* Content never spans a change of coordinates: PDF wants marked content and
 * saved graphics states nested properly. */
static void paint_inner(struct walk *w, const struct shape *s, int depth)
{
    struct painter *p = w->p;

    close_content(w);
    if (!p->failed)
        p->failed = !p->ops->push(p, s->box.x, s->box.y, s->inner.scale);
    paint_scene(w, s->inner.scene, depth + 1);
    close_content(w);
    if (!p->failed)
        p->failed = !p->ops->pop(p);
}

static void paint_scene(struct walk *w, const struct scene *scene, int depth)
{
    assert(depth < SCENE_DEPTH_MAX);
    for (size_t i = 0; i < scene->n_shapes && !w->p->failed; i++) {
        const struct shape *s = &scene->shapes[i];

        assert(valid_shape(s));
        if (s->kind == SHAPE_SCENE) {
            paint_inner(w, s, depth);
            continue;
        }
        if (leaves_marks(s->kind))
            open_content(w, s->tag);
        paint_shape(w->p, s);
    }
}

void paint_page(struct painter *p, const struct scene *scene, struct str label)
{
    struct walk w = {.p = p};

    assert(isfinite(scene->width) && scene->width > 0);
    assert(isfinite(scene->height) && scene->height > 0);
    assert(valid_text(label));
    if (p->failed)
        return;

    p->failed = !p->ops->begin_page(p, scene->width, scene->height, label);
    paint_scene(&w, scene, 0);
    close_content(&w);
    if (!p->failed)
        p->failed = !p->ops->end_page(p);
}

bool paint_close(struct painter *p, struct arena *a, struct str *bytes)
{
    *bytes = (struct str){"", 0};
    if (p->failed)
        return false;

    *bytes = p->ops->close(p, a);
    p->failed = bytes->len == 0;
    return !p->failed;
}

void paint_free(struct painter *p)
{
    if (p != NULL)
        p->ops->free(p);
}
