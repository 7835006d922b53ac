#include "text/lexicon.h"

#include <pthread.h>

#include "base/arena.h"
#include "base/map.h"
#include "text/wordform.h"

enum {
    /* Longer words are addresses, which come once; and a text may not fill
     * memory with words that never come back. */
    KEPT_LENGTH_MAX = 80,
    KEPT_MAX = 1 << 16,
};

struct lexicon {
    pthread_mutex_t lock;
    struct arena *arena;
    struct map words[FACE_COUNT][2]; /* by text; tabular or not */
    unsigned n_kept;
};

struct lexicon *lexicon_new(void)
{
    struct arena *a = arena_new();
    struct lexicon *lexicon = ARENA_NEW(a, struct lexicon);

    lexicon->arena = a;
    for (enum face face = 0; face < FACE_COUNT; face++)
        for (int tabular = 0; tabular < 2; tabular++)
            lexicon->words[face][tabular] = map_new(a);
    pthread_mutex_init(&lexicon->lock, NULL);
    return lexicon;
}

void lexicon_free(struct lexicon *lexicon)
{
    if (lexicon == NULL)
        return;
    pthread_mutex_destroy(&lexicon->lock);
    arena_free(lexicon->arena);
}

void lexicon_lock(struct lexicon *lexicon)
{
    pthread_mutex_lock(&lexicon->lock);
}

void lexicon_unlock(struct lexicon *lexicon)
{
    pthread_mutex_unlock(&lexicon->lock);
}

static struct wordform *keep(struct lexicon *lexicon, const struct fonts *fonts,
                             enum face face, bool tabular, struct str text,
                             bool at_end)
{
    struct str kept = str_copy(lexicon->arena, text);
    struct wordform *word =
        wordform_shape(lexicon->arena, fonts, face, tabular, kept, at_end);

    for (struct wordform *part = word; part != NULL; part = part->rest)
        part->serial = ++lexicon->n_kept;
    *map_at(&lexicon->words[face][tabular], kept) = word;
    return word;
}

/* Asked of every word, so without str_ends(). */
static bool ends_in_soft_hyphen(struct str text)
{
    return text.len >= 2 && text.p[text.len - 1] == '\xAD' &&
           text.p[text.len - 2] == '\xC2';
}

const struct wordform *lexicon_word(struct lexicon *lexicon, struct arena *a,
                                    const struct fonts *fonts, enum face face,
                                    bool tabular, struct str text, bool at_end)
{
    /* A soft hyphen is drawn at the end of a text and nowhere else; the second
     * is too rare to keep both. */
    bool may_be_kept =
        text.len <= KEPT_LENGTH_MAX && (at_end || !ends_in_soft_hyphen(text));
    const struct wordform *known =
        may_be_kept ? map_find(&lexicon->words[face][tabular], text) : NULL;

    if (known != NULL)
        return known;
    if (may_be_kept && lexicon->n_kept < KEPT_MAX)
        return keep(lexicon, fonts, face, tabular, text, at_end);
    return wordform_shape(a, fonts, face, tabular, text, at_end);
}
