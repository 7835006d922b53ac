/* Cairo fills outlines too, but makes polygons, edges and spans of them for
 * shapes of any size; for letters FreeType takes half its time.  And a letter
 * comes again: its place is moved to a quarter of a pixel, which nobody sees, and
 * then most letters have been filled before.  A file is smaller for it too. */
#include "paint/letters.h"

#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <string.h>

#include <ft2build.h>
#include FT_OUTLINE_H

#include "base/arena.h"
#include "base/map.h"

enum {
    LEVELS = 16, /* parts of a pixel that are told apart */
    STEPS = 4,   /* places in a pixel where a letter may begin */
    UNITS = 64   /* of FreeType, in a pixel */
};

/* How much of each pixel a letter covers. */
struct mask {
    int left, top; /* of its first pixel, from the pixel of the origin */
    unsigned width, height;
    unsigned char parts[]; /* 0..LEVELS, row by row */
};

/* What a mask depends on. */
struct letter {
    double size; /* pixels */
    uint32_t face, glyph;
    uint32_t step_x, step_y; /* of the origin in its pixel */
};

struct letters {
    pthread_mutex_t lock; /* of all that follows; a mask stays as it is made */
    struct arena *arena;
    FT_Library library;
    struct map masks; /* struct letter -> struct mask */
    /* The points of one glyph, used again for the next. */
    FT_Vector *points;
    char *tags;      /* as many */
    short *contours; /* the last point of each */
    size_t n_points, cap_points, cap_tags;
    size_t n_contours, cap_contours;
};

struct letters *letters_new(void)
{
    struct arena *a = arena_new();
    struct letters *l = ARENA_NEW(a, struct letters);

    pthread_mutex_init(&l->lock, NULL);
    l->arena = a;
    l->masks = map_new(a);
    if (FT_Init_FreeType(&l->library) != 0)
        arena_exhausted();
    return l;
}

void letters_free(struct letters *l)
{
    if (l == NULL)
        return;
    FT_Done_FreeType(l->library);
    pthread_mutex_destroy(&l->lock);
    arena_free(l->arena);
}

/* --- outlines ------------------------------------------------------------- */

static void add_point(struct letters *l, double x, double y, char tag)
{
    l->points = arena_grow(l->arena, l->points, l->n_points, &l->cap_points,
                           sizeof(*l->points));
    l->tags = arena_grow(l->arena, l->tags, l->n_points, &l->cap_tags,
                         sizeof(*l->tags));
    l->tags[l->n_points] = tag;
    l->points[l->n_points++] =
        (FT_Vector){lround(x * UNITS), lround(y * UNITS)};
}

static void move_to(void *to, double x, double y)
{
    add_point(to, x, y, FT_CURVE_TAG_ON);
}

static void line_to(void *to, double x, double y)
{
    add_point(to, x, y, FT_CURVE_TAG_ON);
}

static void quad_to(void *to, double x1, double y1, double x2, double y2)
{
    add_point(to, x1, y1, FT_CURVE_TAG_CONIC);
    add_point(to, x2, y2, FT_CURVE_TAG_ON);
}

static void curve_to(void *to, double x1, double y1, double x2, double y2,
                     double x3, double y3)
{
    add_point(to, x1, y1, FT_CURVE_TAG_CUBIC);
    add_point(to, x2, y2, FT_CURVE_TAG_CUBIC);
    add_point(to, x3, y3, FT_CURVE_TAG_ON);
}

static void close_path(void *to)
{
    struct letters *l = to;

    l->contours = arena_grow(l->arena, l->contours, l->n_contours,
                             &l->cap_contours, sizeof(*l->contours));
    l->contours[l->n_contours++] = (short)(l->n_points - 1);
}

static void read_outline(struct letters *l, const struct font *font,
                         const struct letter *letter)
{
    const struct outline_sink sink = {l,        move_to,    line_to,
                                      curve_to, close_path, quad_to};

    l->n_points = l->n_contours = 0;
    font_outline(font, letter->glyph, letter->size, &sink);
}

/* --- masks ---------------------------------------------------------------- */

/* 0..255 -> 0..LEVELS */
static unsigned char part_of(unsigned coverage)
{
    return (unsigned char)((coverage * LEVELS + UCHAR_MAX / 2) / UCHAR_MAX);
}

/* FreeType has found what one row of pixels is covered by. */
static void fill_spans(int y, int count, const FT_Span *spans, void *user)
{
    struct mask *mask = user;
    unsigned char *row = mask->parts + (size_t)y * mask->width;

    for (int i = 0; i < count; i++)
        memset(row + spans[i].x, part_of(spans[i].coverage), spans[i].len);
}

/* For pixels that the outline touches, all of them zero.  FreeType goes over an
 * outline again for every few rows it might touch, so these are no more than they
 * need be. */
static struct mask *mask_new(struct arena *a, const FT_Outline *outline)
{
    FT_BBox box;

    FT_Outline_Get_CBox(outline, &box);
    long left = box.xMin / UNITS - 1, right = box.xMax / UNITS + 1;
    long top = box.yMin / UNITS - 1, bottom = box.yMax / UNITS + 1;
    size_t size = (size_t)(right - left) * (size_t)(bottom - top);
    struct mask *mask = arena_alloc(a, sizeof(*mask) + size);

    *mask = (struct mask){(int)left, (int)top, (unsigned)(right - left),
                          (unsigned)(bottom - top)};
    return mask;
}

/* NULL when FreeType fails. */
static const struct mask *make_mask(struct letters *l, const struct font *font,
                                    const struct letter *letter)
{
    read_outline(l, font, letter);
    if (l->n_points > SHRT_MAX)
        return NULL;
    FT_Outline outline = {
        .n_points = (short)l->n_points,
        .n_contours = (short)l->n_contours,
        .points = l->points,
        .tags = l->tags,
        .contours = l->contours,
    };
    FT_Outline_Translate(&outline, letter->step_x * UNITS / STEPS,
                         letter->step_y * UNITS / STEPS);
    struct mask *mask = mask_new(l->arena, &outline);
    FT_Outline_Translate(&outline, -(long)mask->left * UNITS,
                         -(long)mask->top * UNITS);
    FT_Raster_Params params = {
        .flags =
            FT_RASTER_FLAG_AA | FT_RASTER_FLAG_DIRECT | FT_RASTER_FLAG_CLIP,
        .gray_spans = fill_spans,
        .user = mask,
        .clip_box = {0, 0, (FT_Pos)mask->width, (FT_Pos)mask->height},
    };
    return FT_Outline_Render(l->library, &outline, &params) == 0 ? mask : NULL;
}

static const struct mask *mask_of(struct letters *l, const struct font *font,
                                  const struct letter *letter)
{
    struct str key = {(const char *)letter, sizeof(*letter)};

    pthread_mutex_lock(&l->lock);
    const struct mask *mask = map_find(&l->masks, key);
    if (mask == NULL) {
        mask = make_mask(l, font, letter);
        *map_at(&l->masks, str_copy(l->arena, key)) = (void *)(uintptr_t)mask;
    }
    pthread_mutex_unlock(&l->lock);
    return mask;
}

/* --- pixels --------------------------------------------------------------- */

/* Two of the three channels at once leave room for a product between them. */
static uint32_t mix(uint32_t below, uint32_t color, uint32_t part,
                    uint32_t channels)
{
    uint32_t half = channels & 0x01010101 * (LEVELS / 2);

    return ((below & channels) * (LEVELS - part) + (color & channels) * part +
            half) /
               LEVELS &
           channels;
}

static uint32_t over(uint32_t below, uint32_t color, uint32_t part)
{
    return (below & 0xFF000000) | mix(below, color, part, 0xFF00FF) |
           mix(below, color, part, 0x00FF00);
}

/* Its origin is in the pixel (x, y); what is beyond the canvas is cut off. */
static void paint_mask(const struct canvas *canvas, const struct mask *mask,
                       long x, long y, uint32_t color)
{
    const unsigned char *part = mask->parts;

    for (unsigned row = 0; row < mask->height; row++) {
        long at_y = y + mask->top + (long)row;

        for (unsigned column = 0; column < mask->width; column++, part++) {
            long at_x = x + mask->left + (long)column;

            if (*part == 0 || at_y < 0 || at_y >= (long)canvas->height ||
                at_x < 0 || at_x >= (long)canvas->width)
                continue;
            uint32_t *p = canvas->pixels + (size_t)at_y * canvas->width + at_x;
            *p = over(*p, color, *part);
        }
    }
}

/* The pixel that a place is in, and its step in it. */
static long pixel_of(double place, uint32_t *step)
{
    double steps = floor(place * STEPS + 0.5);
    double pixel = floor(steps / STEPS);

    *step = (uint32_t)(steps - pixel * STEPS);
    return (long)pixel;
}

bool letters_fill(struct letters *l, const struct canvas *canvas,
                  const struct glyph_run *run, double x, double baseline,
                  double scale, struct rgb color)
{
    struct run_walk walk = {.run = run};
    struct placed_glyph g;

    while (run_next(&walk, &g)) {
        struct letter letter = {
            .size = run->size * scale,
            .face = font_face(run->font),
            .glyph = g.id,
        };
        long at_x = pixel_of(x + g.x * scale, &letter.step_x);
        long at_y = pixel_of(baseline + g.y * scale, &letter.step_y);
        const struct mask *mask = mask_of(l, run->font, &letter);

        if (mask == NULL)
            return false;
        paint_mask(canvas, mask, at_x, at_y, color_bits(color));
    }
    return true;
}
