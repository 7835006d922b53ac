/* Random documents, laid out as slides, paper, handout and speaker's notes.
 * Without a word about it nothing stands outside its sheet, and every block is
 * there: once, and where it belongs.
 *
 * FUZZ_SHOW=1 in the environment prints the document that the bytes chose. */
#include "fuzz_document.h"

#include "model/deck.h"
#include "paint/paint.h"
#include "paint/scene.h"
#include "paint/trace.h"

/* A sheet that is looked at: where its origin is, and its scale. */
struct view {
    const struct scene *sheet;
    double x, y, scale;
    unsigned *seen; /* how often each token was, decoration left out */
    size_t n_tokens;
    bool inside; /* required */
    bool inner;  /* look into scenes in it */
};

static void require_inside(const struct view *v, enum shape_kind kind,
                           struct rect r)
{
    const double grace = 0.6; /* lines are placed by their middle */
    double left = v->x + r.x * v->scale;
    double top = v->y + r.y * v->scale;
    double right = left + r.w * v->scale;
    double bottom = top + r.h * v->scale;
    bool inside = left >= -grace && top >= -grace &&
                  right <= v->sheet->width + grace &&
                  bottom <= v->sheet->height + grace;

    if (v->inside && !inside)
        fprintf(stderr, "shape of kind %d: %.2f,%.2f to %.2f,%.2f\n", kind,
                left, top, right, bottom);
    REQUIRE(!v->inside || inside);
}

static void count_tokens(const struct view *v, struct str text)
{
    for (size_t i = 0; i + 2 < text.len; i++) {
        size_t n = 0;
        size_t k = i + 1;

        if (text.p[i] != 't' ||
            (i > 0 && text.p[i - 1] >= 'a' && text.p[i - 1] <= 'z'))
            continue;
        while (k < text.len && text.p[k] >= '0' && text.p[k] <= '9')
            n = n * 10 + (size_t)(text.p[k++] - '0');
        if (k > i + 1 && k < text.len && text.p[k] == 'x' && n < v->n_tokens)
            v->seen[n]++;
    }
}

static void look_at_scene(const struct view *v, const struct scene *scene);

static void look_at_shape(const struct view *v, const struct shape *s)
{
    struct rect box = s->box;
    struct view inner = *v;

    switch (s->kind) {
    case SHAPE_TEXT:
        box.y -= s->run.size * 0.5; /* most of it: not every ascender */
        box.h = s->run.size * 0.5;
        box.w = s->run.width;
        if (s->tag != NULL && s->tag != &tag_header && s->tag != &tag_footer)
            count_tokens(v, s->run.text);
        break;
    case SHAPE_LINE:
        box.w = s->stroke.x2 - box.x;
        box.h = s->stroke.y2 - box.y;
        break;
    case SHAPE_SCENE:
        inner.x += box.x * v->scale;
        inner.y += box.y * v->scale;
        inner.scale *= s->inner.scale;
        box.w = s->inner.scene->width * s->inner.scale;
        box.h = s->inner.scene->height * s->inner.scale;
        if (v->inner)
            look_at_scene(&inner, s->inner.scene);
        break;
    case SHAPE_RECT:
    case SHAPE_FRAME:
    case SHAPE_IMAGE:
    case SHAPE_LINK:
    case SHAPE_DEST:
        break;
    }
    require_inside(v, s->kind, box);
}

static void look_at_scene(const struct view *v, const struct scene *scene)
{
    for (size_t i = 0; i < scene->n_shapes; i++)
        look_at_shape(v, &scene->shapes[i]);
}

/* Something was said that explains a shape outside its sheet. */
static bool said_too_much(const struct fuzz *f)
{
    static const enum diag_code codes[] = {
        DIAG_SLIDE_OVERFLOW, DIAG_SLIDE_TITLE,   DIAG_PAGE_OVERFLOW,
        DIAG_TABLE_TOO_WIDE, DIAG_WORD_TOO_WIDE,
    };

    for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
        if (fuzz_count(f, codes[i]) > 0)
            return true;
    return false;
}

static bool said_left_out(const struct fuzz *f)
{
    return fuzz_count(f, DIAG_NESTED_TOO_DEEP) > 0 ||
           fuzz_count(f, DIAG_TOO_DEEP) > 0;
}

/* Looks at all sheets; `media`: whose tokens have to be on them. */
static void look_at_sheets(const struct fuzz *f, const struct document *d,
                           const struct sheets *sheets, unsigned media)
{
    unsigned seen[TOKENS_MOST] = {0};
    struct view v = {.scale = 1,
                     .seen = seen,
                     .n_tokens = d->n_tokens,
                     .inside = !said_too_much(f),
                     /* Handouts show slides, which have been looked at. */
                     .inner = media == ON_SLIDES || media == ON_PAPER};
    struct painter *painter = trace_new(f->arena);
    struct str text;

    for (size_t i = 0; i < sheets->count; i++) {
        v.sheet = sheets->items[i].scene;
        look_at_scene(&v, v.sheet);
        paint_page(painter, v.sheet, sheets->items[i].label);
    }
    REQUIRE(paint_close(painter, f->arena, &text));
    paint_free(painter);
    for (size_t i = 0; i < d->n_tokens && !said_left_out(f); i++) {
        unsigned wanted = (d->tokens[i] & media) != 0;

        if (seen[i] != wanted)
            fprintf(stderr, "t%zux is there %u times, not %u\n", i, seen[i],
                    wanted);
        REQUIRE(seen[i] == wanted);
    }
}

static size_t count_scenes(const struct sheets *sheets)
{
    size_t count = 0;

    for (size_t i = 0; i < sheets->count; i++)
        for (size_t k = 0; k < sheets->items[i].scene->n_shapes; k++)
            count += sheets->items[i].scene->shapes[k].kind == SHAPE_SCENE;
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz *f = fuzz_begin(data, size);
    struct press *press = fuzz_press(f);
    const struct document *d = document_make(f->arena, f->bytes);

    if (getenv("FUZZ_SHOW") != NULL)
        fprintf(stderr, "%.*s\n", (int)d->text.len, d->text.p);
    fuzz_add_dataset(f);
    fuzz_add_page(f, (struct str){d->text.p, d->text.len});
    f->report.handout = (int)(size % 6 == 5 ? 6 : size % 6);
    f->report.handout += f->report.handout == 0;

    struct sheets paper = layout_report(press);
    look_at_sheets(f, d, &paper, ON_PAPER);
    struct deck deck = deck_make(f->arena, &f->report);
    struct sheets slides = layout_slides(press, &deck);
    look_at_sheets(f, d, &slides, ON_SLIDES);
    struct sheets handout = layout_handout(press, &slides);
    look_at_sheets(f, d, &handout, 0);
    REQUIRE(count_scenes(&handout) == slides.count);
    struct sheets notes = layout_notes(press, &slides);
    look_at_sheets(f, d, &notes, IN_NOTES);
    return fuzz_end(f);
}
