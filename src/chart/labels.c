#include "chart/labels.h"

#include <math.h>

#include "base/arena.h"

/* About two lines of small type. */
#define STRIP_HEIGHT 24.0

/* A very tall chart shares its last strip: 10^5 strips are 33 metres. */
enum {
    STRIPS_MAX = 100000
};

struct label_box {
    struct rect box;
    bool is_bar;
};

struct label_strip {
    struct label_box *boxes;
    size_t count, cap;
};

struct labels labels_new(struct arena *a, double width)
{
    return (struct labels){a, 0, width, NULL, 0};
}

static size_t strip_at(double y)
{
    if (!(y > 0))
        return 0;
    return y / STRIP_HEIGHT < STRIPS_MAX - 1 ? (size_t)(y / STRIP_HEIGHT)
                                             : STRIPS_MAX - 1;
}

static void reach(struct labels *l, size_t last)
{
    if (last < l->n_strips)
        return;

    size_t n = 2 * (last + 1);
    struct label_strip *strips = ARENA_ARRAY(l->arena, n, struct label_strip);
    for (size_t i = 0; i < l->n_strips; i++)
        strips[i] = l->strips[i];
    l->strips = strips;
    l->n_strips = n;
}

static void add(struct labels *l, struct rect box, bool is_bar)
{
    size_t last = strip_at(box.y + box.h);

    reach(l, last);
    for (size_t i = strip_at(box.y); i <= last; i++) {
        struct label_strip *s = &l->strips[i];

        s->boxes = arena_grow(l->arena, s->boxes, s->count, &s->cap,
                              sizeof(*s->boxes));
        s->boxes[s->count++] = (struct label_box){box, is_bar};
    }
}

void labels_add_bar(struct labels *l, struct rect box)
{
    add(l, box, true);
}

void labels_add_text(struct labels *l, struct rect box)
{
    add(l, box, false);
}

static bool overlap(struct rect a, struct rect b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h &&
           b.y < a.y + a.h;
}

bool labels_is_free(const struct labels *l, struct rect box, double air,
                    bool inside)
{
    struct rect wide = {box.x - air, box.y, box.w + 2 * air, box.h};
    size_t last = strip_at(box.y + box.h);

    if (box.x < l->left || box.x + box.w > l->right || box.y < 0)
        return false;
    for (size_t i = strip_at(box.y); i <= last && i < l->n_strips; i++) {
        const struct label_strip *s = &l->strips[i];

        for (size_t k = 0; k < s->count; k++)
            if (s->boxes[k].is_bar ? !inside && overlap(box, s->boxes[k].box)
                                   : overlap(wide, s->boxes[k].box))
                return false;
    }
    return true;
}

/* The text on the line y that ends behind x and starts first, or NULL. */
static const struct rect *first_text(const struct label_strip *s, double y,
                                     double x)
{
    const struct rect *first = NULL;

    for (size_t i = 0; i < s->count; i++) {
        const struct rect *box = &s->boxes[i].box;

        if (!s->boxes[i].is_bar && box->y <= y && y <= box->y + box->h &&
            box->x + box->w > x && (first == NULL || box->x < first->x))
            first = box;
    }
    return first;
}

void labels_clear_parts(const struct labels *l, double y, double x1, double x2,
                        void (*draw)(void *to, double x1, double x2), void *to)
{
    size_t strip = strip_at(y);

    while (x1 < x2) {
        const struct rect *text =
            strip < l->n_strips ? first_text(&l->strips[strip], y, x1) : NULL;
        double end = text == NULL ? x2 : fmin(text->x, x2);

        if (end > x1)
            draw(to, x1, end);
        if (text == NULL)
            return;
        x1 = text->x + text->w;
    }
}
