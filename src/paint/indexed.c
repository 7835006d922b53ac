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

/* Pixels of one colour behind one another. */
struct stretch {
    uint32_t number;
    uint32_t length;
};

struct stretches {
    struct stretch *items;
    size_t n, cap;
};

static size_t end_of_stretch(const struct bitmap *bitmap, size_t from)
{
    size_t n_pixels = (size_t)bitmap->width * bitmap->height;
    size_t end = from + 1;

    while (end < n_pixels && bitmap->pixels[end] == bitmap->pixels[from])
        end++;
    return end;
}

/* Most of a drawing is long stretches, so only their colours are looked up. */
static bool count_colors(struct arena *a, struct census *census,
                         const struct bitmap *bitmap,
                         struct stretches *stretches)
{
    size_t n_pixels = (size_t)bitmap->width * bitmap->height;

    for (size_t i = 0, end; i < n_pixels; i = end) {
        uint32_t number = number_of(census, bitmap->pixels[i] & 0xFFFFFF);

        if (number == COLORS_MAX)
            return false;
        end = end_of_stretch(bitmap, i);
        census->counts[number].pixels += end - i;
        stretches->items =
            arena_grow(a, stretches->items, stretches->n, &stretches->cap,
                       sizeof(*stretches->items));
        stretches->items[stretches->n++] =
            (struct stretch){number, (uint32_t)(end - i)};
    }
    return true;
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

static void fill_indices(const struct stretches *stretches,
                         const unsigned char entry_of[COLORS_MAX],
                         unsigned char *indices)
{
    for (size_t i = 0; i < stretches->n; i++) {
        const struct stretch *s = &stretches->items[i];

        memset(indices, entry_of[s->number], s->length);
        indices += s->length;
    }
}

bool indexed_make(struct arena *a, const struct bitmap *bitmap,
                  struct indexed *indexed)
{
    size_t n_pixels = (size_t)bitmap->width * bitmap->height;
    unsigned char entry_of[COLORS_MAX];
    struct stretches stretches = {0};
    struct census census = {
        .counts = ARENA_ARRAY(a, COLORS_MAX, struct color_count),
        .slots = ARENA_ARRAY(a, SLOTS, uint32_t),
    };

    *indexed = (struct indexed){0};
    if (!count_colors(a, &census, bitmap, &stretches) ||
        !choose_palette(&census, n_pixels, indexed, entry_of))
        return false;
    indexed->indices = ARENA_ARRAY(a, n_pixels, unsigned char);
    fill_indices(&stretches, entry_of, indexed->indices);
    return true;
}
