#include "paint/indexed.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum {
    PALETTE_MAX = 256,
    COLORS_MAX = 4096, /* a picture with more is no drawing */
    SLOTS = 4 * COLORS_MAX,
    /* A colour is rare on less than this part of the picture: then it may be
     * moved by as much as the square root of DISTANCE_MAX, in levels of 255.
     * That is a shade at the edge of a letter. */
    RARE = 1000,
    DISTANCE_MAX = 64,
};

struct color_count {
    uint32_t color;
    uint32_t number; /* in order of appearance */
    size_t pixels;
};

/* The colours of a picture, found again through a table of open addresses. */
struct census {
    struct color_count *counts;
    size_t n;
    uint32_t *slots; /* number + 1; 0: free */
};

/* Fibonacci hashing: the top bits of a product with 2^32 / the golden ratio. */
static size_t slot_of(uint32_t color)
{
    return (color * UINT32_C(2654435769)) >> 18;
}

static_assert(SLOTS == 1 << (32 - 18), "slot_of() gives a slot");

/* The number of a colour, new or known; COLORS_MAX when there are too many. */
static uint32_t number_of(struct census *census, uint32_t color)
{
    size_t slot = slot_of(color);

    while (census->slots[slot] != 0) {
        uint32_t number = census->slots[slot] - 1;

        if (census->counts[number].color == color)
            return number;
        slot = (slot + 1) % SLOTS;
    }
    if (census->n == COLORS_MAX)
        return COLORS_MAX;
    uint32_t number = (uint32_t)census->n++;
    census->counts[number] = (struct color_count){color, number, 0};
    census->slots[slot] = number + 1;
    return number;
}

/* Pixels of one colour behind one another in a row. */
struct stretch {
    uint32_t number;
    uint32_t length;
};

/* A row and those below it that are the same: through bars, most are. */
struct rows {
    size_t first; /* of its stretches */
    size_t end;
    uint32_t times;
};

struct drawing {
    struct arena *arena;
    struct stretch *stretches;
    size_t n_stretches, cap_stretches;
    struct rows *rows;
    size_t n_rows, cap_rows;
};

static void add_stretch(struct drawing *d, uint32_t number, size_t length)
{
    d->stretches = arena_grow(d->arena, d->stretches, d->n_stretches,
                              &d->cap_stretches, sizeof(*d->stretches));
    d->stretches[d->n_stretches++] = (struct stretch){number, (uint32_t)length};
}

static struct rows *add_row(struct drawing *d)
{
    d->rows = arena_grow(d->arena, d->rows, d->n_rows, &d->cap_rows,
                         sizeof(*d->rows));
    d->rows[d->n_rows] = (struct rows){.first = d->n_stretches, .times = 1};
    return &d->rows[d->n_rows++];
}

/* Pixels that are the same as those before them, eight at a time. */
static size_t end_of_stretch(const uint32_t *pixels, size_t width, size_t x)
{
    enum {
        EIGHT = 8
    };
    size_t end = x + 1;

    while (end + EIGHT <= width &&
           memcmp(pixels + end, pixels + end - 1, EIGHT * sizeof(*pixels)) == 0)
        end += EIGHT;
    while (end < width && pixels[end] == pixels[x])
        end++;
    return end;
}

/* Most of a drawing is long stretches, so only their colours are looked up. */
static bool read_row(struct drawing *d, struct census *census,
                     const uint32_t *pixels, size_t width)
{
    struct rows *row = add_row(d);

    for (size_t x = 0, end; x < width; x = end) {
        uint32_t number = number_of(census, pixels[x] & 0xFFFFFF);

        if (number == COLORS_MAX)
            return false;
        end = end_of_stretch(pixels, width, x);
        add_stretch(d, number, end - x);
    }
    row->end = d->n_stretches;
    return true;
}

static bool read_drawing(struct drawing *d, struct census *census,
                         const struct bitmap *bitmap)
{
    for (size_t y = 0; y < bitmap->height; y++) {
        const uint32_t *pixels = bitmap->pixels + y * bitmap->width;

        if (y > 0 && memcmp(pixels, pixels - bitmap->width,
                            bitmap->width * sizeof(*pixels)) == 0)
            d->rows[d->n_rows - 1].times++;
        else if (!read_row(d, census, pixels, bitmap->width))
            return false;
    }
    return true;
}

static void count_pixels(const struct drawing *d, struct census *census)
{
    for (size_t r = 0; r < d->n_rows; r++)
        for (size_t i = d->rows[r].first; i < d->rows[r].end; i++)
            census->counts[d->stretches[i].number].pixels +=
                (size_t)d->stretches[i].length * d->rows[r].times;
}

static int most_pixels_first(const void *left, const void *right)
{
    const struct color_count *a = left;
    const struct color_count *b = right;

    if (a->pixels != b->pixels)
        return a->pixels < b->pixels ? 1 : -1;
    return a->color < b->color ? -1 : a->color > b->color;
}

static int difference(uint32_t a, uint32_t b, unsigned shift)
{
    return (int)(a >> shift & 0xFF) - (int)(b >> shift & 0xFF);
}

static int distance(uint32_t a, uint32_t b)
{
    int red = difference(a, b, 16);
    int green = difference(a, b, 8);
    int blue = difference(a, b, 0);

    return red * red + green * green + blue * blue;
}

/* The nearest colour of the palette, when it is near enough to stand for
 * `color`; else PALETTE_MAX. */
static unsigned stand_in(const struct indexed *indexed, uint32_t color)
{
    int least = DISTANCE_MAX + 1;
    unsigned found = PALETTE_MAX;

    for (unsigned i = 0; i < indexed->n_colors; i++) {
        int d = distance(indexed->colors[i], color);

        if (d < least) {
            least = d;
            found = i;
        }
    }
    return found;
}

/* Fills the palette, the colours of most pixels first, and says for each number
 * which entry it has become. */
static bool choose_palette(struct census *census, size_t n_pixels,
                           struct indexed *indexed,
                           unsigned char entry_of[COLORS_MAX])
{
    qsort(census->counts, census->n, sizeof(*census->counts),
          most_pixels_first);
    for (size_t i = 0; i < census->n; i++) {
        const struct color_count *c = &census->counts[i];
        bool rare = c->pixels < n_pixels / RARE;
        unsigned entry = rare ? stand_in(indexed, c->color) : PALETTE_MAX;

        if (entry == PALETTE_MAX) {
            if (indexed->n_colors == PALETTE_MAX)
                return false;
            entry = indexed->n_colors++;
            indexed->colors[entry] = c->color;
        }
        entry_of[c->number] = (unsigned char)entry;
    }
    return true;
}

/* `row` is the length of one in bytes, its zero and all. */
static void fill_rows(const struct drawing *d,
                      const unsigned char entry_of[COLORS_MAX], size_t row,
                      unsigned char *rows)
{
    for (size_t r = 0; r < d->n_rows; r++) {
        unsigned char *to = rows + 1;

        for (size_t i = d->rows[r].first; i < d->rows[r].end; i++) {
            const struct stretch *s = &d->stretches[i];

            memset(to, entry_of[s->number], s->length);
            to += s->length;
        }
        for (uint32_t n = 1; n < d->rows[r].times; n++)
            memcpy(rows + n * row, rows, row);
        rows += d->rows[r].times * row;
    }
}

bool indexed_make(struct arena *a, const struct bitmap *bitmap,
                  struct indexed *indexed)
{
    size_t n_pixels = (size_t)bitmap->width * bitmap->height;
    unsigned char entry_of[COLORS_MAX];
    struct drawing drawing = {.arena = a};
    struct census census = {
        .counts = ARENA_ARRAY(a, COLORS_MAX, struct color_count),
        .slots = ARENA_ARRAY(a, SLOTS, uint32_t),
    };

    *indexed = (struct indexed){0};
    if (!read_drawing(&drawing, &census, bitmap))
        return false;
    count_pixels(&drawing, &census);
    if (!choose_palette(&census, n_pixels, indexed, entry_of))
        return false;
    indexed->rows = arena_array(a, bitmap->height, bitmap->width + 1);
    fill_rows(&drawing, entry_of, bitmap->width + 1, indexed->rows);
    return true;
}
