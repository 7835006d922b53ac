#include "read/languages.h"

#include "base/arena.h"
#include "base/diag.h"
#include "model/doc.h"
#include "model/report.h"
#include "model/walk.h"

struct languages {
    struct arena *arena;
    struct diags *diags;
};

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_part(struct str part, bool first)
{
    size_t most = first ? 3 : 8;

    if (part.len < 2 || part.len > most)
        return false;
    for (size_t i = 0; i < part.len; i++)
        if (!is_letter(part.p[i]) &&
            (first || part.p[i] < '0' || part.p[i] > '9'))
            return false;
    return true;
}

/* "nl", "nl-BE", "zh-Hant-TW": two or three letters, then parts of at most eight
 * (RFC 5646, 2.1, without what is private). */
static bool is_language(struct str tag)
{
    for (size_t from = 0; from <= tag.len;) {
        size_t to = str_find(tag, '-', from);

        if (!is_part(str_slice(tag, from, to), from == 0))
            return false;
        from = to + 1;
    }
    return true;
}

static struct str with_hyphens(struct arena *a, struct str text)
{
    char *copy = arena_copy(a, text.p, text.len);

    for (size_t i = 0; i < text.len; i++)
        if (copy[i] == '_')
            copy[i] = '-';
    return (struct str){copy, text.len};
}

static void look_at(struct languages *l, struct attrs *attrs, struct place at)
{
    for (size_t i = 0; i < attrs->n_pairs; i++) {
        struct attr *pair = &attrs->pairs[i];

        if (!str_is(pair->key, "lang") || pair->value.len == 0)
            continue;
        struct str tag = with_hyphens(l->arena, pair->value);
        if (!is_language(tag)) {
            diag_add(l->diags, DIAG_LANG_BAD, at, "\"%.*s\"",
                     STR_ARG(pair->value));
            tag = STR("");
        }
        pair->value = tag;
    }
}

static bool look_at_block(void *user, struct block *block)
{
    look_at(user, &block->attrs, block->at);
    return true;
}

static void look_at_inline(void *user, struct inline_ *in)
{
    if (in->kind == INLINE_SPAN)
        look_at(user, in->attrs, in->at);
}

void languages_read(struct arena *a, struct report *report, struct diags *diags)
{
    struct languages l = {a, diags};
    const struct walk walk = {.user = &l,
                              .block = look_at_block,
                              .each = look_at_inline,
                              .past_words = true};

    for (size_t i = 0; i < report->n_pages; i++)
        walk_page(&walk, &report->pages[i]);
}
