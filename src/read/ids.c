#include "read/ids.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"
#include "model/doc.h"

/* --- from words to an id -------------------------------------------------- */

static const char *two_letters(unsigned c)
{
    switch (c) {
    case 0xC6:
    case 0xE6:
        return "ae";
    case 0xDE:
    case 0xFE:
        return "th";
    case 0xDF:
        return "ss";
    case 0x132:
    case 0x133:
        return "ij";
    case 0x152:
    case 0x153:
        return "oe";
    default:
        return NULL;
    }
}

/* Beyond Latin: letters of other scripts stay, signs do not. */
static bool is_other_letter(unsigned c)
{
    return c >= 0x370 && !(c >= 0x2000 && c < 0x2C00) &&
           !(c >= 0x3000 && c < 0x3040) && c < 0xFE00;
}

static void put_folded(unsigned c, struct buf *id)
{
    if (c >= 'A' && c <= 'Z')
        buf_putc(id, (char)(c - 'A' + 'a'));
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
             c == '.' || c == '-')
        buf_putc(id, (char)c);
    else if ((c == ' ' || c == '\t' || c == '\n' || c == 0xA0) && id->len > 0 &&
             id->p[id->len - 1] != '-')
        buf_putc(id, '-');
    else if (two_letters(c) != NULL)
        buf_puts(id, two_letters(c));
    else if (utf8_base_letter(c) != 0)
        buf_putc(id, utf8_base_letter(c));
    else if (is_other_letter(c))
        buf_put_char(id, c);
}

static bool may_start(char c)
{
    return (c >= 'a' && c <= 'z') || ((unsigned char)c & 0x80) != 0;
}

static struct str fold(struct arena *a, struct str text)
{
    struct buf folded = buf_new(a);

    for (size_t i = 0; i < text.len;)
        put_folded(utf8_next(text, &i), &folded);
    struct str made = buf_str(&folded);
    while (str_ends(made, "-") || str_ends(made, "."))
        made.len--;
    return made;
}

struct str id_of_text(struct arena *a, struct str text)
{
    struct str made = fold(a, text);

    while (made.len > 0 && !may_start(made.p[0]))
        made = str_slice(made, 1, made.len);
    return made.len > 0 ? str_copy(a, made) : STR("section");
}

struct str slug_of_name(struct arena *a, struct str name)
{
    struct str made = fold(a, name);

    return made.len > 0 ? str_copy(a, made) : STR("page");
}

/* --- ids of a page -------------------------------------------------------- */

struct giver {
    struct arena *arena;
    struct map taken; /* id -> a counter: the last number tried behind it */
};

static void take(struct giver *g, struct str id)
{
    void **kept = map_at(&g->taken, id);

    if (*kept == NULL)
        *kept = ARENA_NEW(g->arena, size_t);
}

static void take_written(struct giver *g, const struct block *blocks)
{
    for (const struct block *b = blocks; b != NULL; b = b->next) {
        if (b->attrs.id.len > 0)
            take(g, b->attrs.id);
        take_written(g, b->children);
    }
}

/* id, id-1, id-2 ... until one is free.  The counter makes 10,000 headings of
 * the same words cost 10,000 steps. */
static struct str free_id(struct giver *g, struct str wanted)
{
    size_t *counter = map_find(&g->taken, wanted);
    struct str id = wanted;

    while (map_find(&g->taken, id) != NULL)
        id = str_format(g->arena, "%.*s-%zu", STR_ARG(wanted), ++*counter);
    take(g, id);
    return id;
}

static void give(struct giver *g, struct block *blocks)
{
    for (struct block *b = blocks; b != NULL; b = b->next) {
        if (b->kind == BLOCK_HEADING && b->attrs.id.len == 0)
            b->attrs.id = free_id(
                g, id_of_text(g->arena, inlines_text(g->arena, b->inlines)));
        give(g, b->children);
    }
}

void ids_give(struct arena *a, struct block *blocks)
{
    struct giver g = {a, map_new(a)};

    take_written(&g, blocks);
    give(&g, blocks);
}
