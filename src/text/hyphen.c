/* The patterns know whole words in lower case and in their own character set;
 * a text has capitals, punctuation, compounds and addresses.  So a word is cut
 * into stretches of letters, and each is folded and looked up by itself.
 *
 * Looking up is slow, and nine of ten words in running text have come before, so
 * what was found is kept. */
#include "text/hyphen.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hyphen.h>

#include "base/arena.h"
#include "base/inputs.h"
#include "base/map.h"
#include "base/utf8.h"

enum {
    LETTERS_MIN = 5,   /* a shorter word is not worth a hyphen */
    LETTERS_MAX = 100, /* a longer one is no word */
    END_MIN = 2,       /* characters that stay together at either end */
    WORDS_MAX = 50000, /* that are kept: more than a large report has */
};

/* Where Debian puts the patterns, and which package has them. */
static const struct source {
    const char *lang, *path, *package;
} sources[] = {
    {"nl", "/usr/share/hyphen/hyph_nl_NL.dic", "hyphen-nl"},
    {"en", "/usr/share/hyphen/hyph_en_GB.dic", "hyphen-en-gb"},
};

enum {
    LANGUAGES = sizeof(sources) / sizeof(sources[0])
};

/* Reading patterns takes longer than the rest of a small report: those of a
 * language that nobody writes in are never read. */
struct family {
    pthread_mutex_t lock; /* of all that is in the members */
    struct arena *arena;
    struct member {
        HyphenDict *patterns; /* NULL: not read yet, or no good */
        bool is_read;
        struct map
            known; /* word -> its breaks, as hyphen_breaks() gives them */
    } members[LANGUAGES];
};

struct hyphen {
    const struct source *source;
    struct family *family; /* all languages */
    struct hyphen *others; /* [LANGUAGES] */
};

static bool is_installed(const char *path)
{
    FILE *file = fopen(path, "rb");

    return file != NULL && fclose(file) == 0;
}

/* Two letters, whatever region or script comes behind. */
static bool is_language(struct str lang, const char *code)
{
    return lang.len >= 2 && (lang.p[0] | 0x20) == code[0] &&
           (lang.p[1] | 0x20) == code[1] && (lang.len == 2 || lang.p[2] == '-');
}

const struct hyphen *hyphen_for(const struct hyphen *h, struct str lang)
{
    for (size_t i = 0; h != NULL && i < LANGUAGES; i++)
        if (is_language(lang, sources[i].lang))
            return &h->others[i];
    return NULL;
}

static void open_family(struct family *family)
{
    pthread_mutex_init(&family->lock, NULL);
    family->arena = arena_new();
    for (size_t i = 0; i < LANGUAGES; i++)
        family->members[i].known = map_new(family->arena);
}

struct hyphen *hyphen_open(struct arena *a, struct str lang,
                           struct str *problem)
{
    struct hyphen *all = ARENA_ARRAY(a, LANGUAGES, struct hyphen);
    struct family *family = ARENA_NEW(a, struct family);

    *problem = (struct str){"", 0};
    for (size_t i = 0; i < LANGUAGES; i++) {
        all[i] = (struct hyphen){&sources[i], family, all};
        if (!is_installed(sources[i].path)) {
            *problem = str_format(a,
                                  "hyphenation patterns for \"%s\" are not "
                                  "installed (Debian package %s)",
                                  sources[i].lang, sources[i].package);
            return NULL;
        }
    }
    for (size_t i = 0; i < LANGUAGES; i++)
        if (str_is(lang, sources[i].lang)) {
            open_family(family);
            return &all[i];
        }
    *problem =
        str_format(a, "no hyphenation patterns for \"%.*s\"", STR_ARG(lang));
    return NULL;
}

void hyphen_tell_inputs(const struct hyphen *h, struct inputs *inputs)
{
    (void)h; /* any language may be met with */
    for (size_t i = 0; i < LANGUAGES; i++)
        inputs_ask(inputs, INPUT_SYSTEM, sources[i].path);
}

void hyphen_free(struct hyphen *h)
{
    if (h == NULL)
        return;
    for (size_t i = 0; i < LANGUAGES; i++)
        if (h->family->members[i].patterns != NULL)
            hnj_hyphen_free(h->family->members[i].patterns);
    pthread_mutex_destroy(&h->family->lock);
    arena_free(h->family->arena);
}

/* With the family locked. */
static HyphenDict *patterns_of(const struct hyphen *h)
{
    struct member *member = &h->family->members[h->source - sources];

    if (!member->is_read)
        member->patterns = hnj_hyphen_load(h->source->path);
    member->is_read = true;
    return member->patterns;
}

/* --- letters ----------------------------------------------------------------
 * Latin-1 and Latin Extended-A: what Dutch and English and the names in them
 * are written with.
 */

static bool is_upper(unsigned c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z';
    if (c < 0x100)
        return c >= 0xC0 && c <= 0xDE && c != 0xD7;
    if (c > 0x17E || c == 0x130 || c == 0x138 || c == 0x149)
        return false;
    /* Capital and small letter are neighbours; which of the two is even changes
     * at U+0139, U+014A and U+0179. */
    bool odd_is_upper = (c >= 0x139 && c <= 0x148) || c >= 0x179;
    return c == 0x178 || (c % 2 == 1) == odd_is_upper;
}

static unsigned to_lower(unsigned c)
{
    if (!is_upper(c))
        return c;
    if (c < 0x100)
        return c + 0x20;
    return c == 0x178 ? 0xFF : c + 1;
}

static bool is_letter(unsigned c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xC0 && c <= 0x17F && c != 0xD7 && c != 0xF7);
}

static bool is_apostrophe(unsigned c)
{
    return c == '\'' || c == 0x2019;
}

/* In Dutch the trema falls away where a line breaks before it (co-ordinatie,
 * be-inden), as it tells two vowels apart.  A soft hyphen cannot say that, so
 * these breaks are asked for by themselves. */
static bool is_trema(unsigned c)
{
    return c == 0xEB || c == 0xEF || c == 0xF6 || c == 0xFC;
}

static bool is_vowel(unsigned c)
{
    return c > 0 && c < 0x80 && strchr("aeiouy", (int)c) != NULL;
}

/* UTF-8 has all four behind the same byte. */
static bool may_have_trema(struct str word)
{
    return str_find(word, '\xC3', 0) < word.len;
}

/* --- one stretch of letters ----------------------------------------------- */

struct stretch {
    size_t n; /* characters */
    unsigned chars[LETTERS_MAX];
    size_t at[LETTERS_MAX]; /* byte in the word of each */
    bool plain;             /* no digit, no capital but the first, not too long:
                               a word the patterns may know */
};

/* Reads the stretch of letters and digits at *i and moves *i behind it. */
static void read_stretch(struct str word, size_t *i, struct stretch *s)
{
    s->n = 0;
    s->plain = true;
    while (*i < word.len) {
        size_t next = *i;
        unsigned c = utf8_next(word, &next);
        bool digit = c >= '0' && c <= '9';

        if (!is_letter(c) && !digit && !is_apostrophe(c))
            break;
        if (digit || (s->n > 0 && is_upper(c)) || s->n == LETTERS_MAX)
            s->plain = false; /* NL2030, DigiD, VNG */
        if (s->n < LETTERS_MAX) {
            s->chars[s->n] = to_lower(c);
            s->at[s->n++] = *i;
        }
        *i = next;
    }
}

/* The stretch in the character set of the patterns; returns its bytes. */
static size_t encode(const HyphenDict *patterns, const struct stretch *s,
                     char out[4 * LETTERS_MAX])
{
    size_t len = 0;

    for (size_t i = 0; i < s->n; i++) {
        unsigned c = is_apostrophe(s->chars[i]) ? '\'' : s->chars[i];

        if (patterns->utf8)
            len += utf8_encode(c, out + len);
        else /* ISO 8859-1; no pattern has a byte 1 */
            out[len++] = (char)(c < 0x100 ? c : 1);
    }
    return len;
}

/* libhyphen allocates these where a break would change the spelling. */
static void free_changes(char **changes, int *from, int *cut, size_t n)
{
    if (changes != NULL)
        for (size_t i = 0; i < n; i++)
            free(changes[i]);
    free(changes);
    free(from);
    free(cut);
}

/* Which breaks are looked for: those before a trema, or all others. */
enum want {
    WANT_PLAIN,
    WANT_BARE
};

static bool is_wanted(const struct stretch *s, size_t i, enum want want)
{
    if (want == WANT_BARE)
        return is_trema(s->chars[i]) && is_vowel(s->chars[i - 1]);
    return !is_trema(s->chars[i]) && !is_apostrophe(s->chars[i]);
}

static void look_up(const struct hyphen *h, const struct stretch *s,
                    enum want want, bool *breaks)
{
    char letters[4 * LETTERS_MAX + 1]; /* libhyphen searches it to its NUL */
    char marks[4 * LETTERS_MAX + 5];   /* the 5 is in libhyphen's contract */
    char **changes = NULL;
    int *from = NULL, *cut = NULL;
    HyphenDict *patterns = patterns_of(h);
    size_t len = patterns == NULL ? 0 : encode(patterns, s, letters);

    letters[len] = '\0';
    if (len > 0 && hnj_hyphen_hyphenate2(patterns, letters, (int)len, marks,
                                         NULL, &changes, &from, &cut) == 0)
        /* marks[i] is odd when a hyphen may stand behind character i. */
        for (size_t i = END_MIN; i + END_MIN <= s->n; i++)
            if (marks[i - 1] % 2 == 1 && is_wanted(s, i, want) &&
                (changes == NULL || changes[i - 1] == NULL))
                breaks[s->at[i]] = true;
    free_changes(changes, from, cut, len);
}

/* An address is no word: where it may break is for lines.c to say.  A word with
 * soft hyphens breaks where its author put them and nowhere else. */
static bool is_left_alone(struct str word)
{
    return str_find(word, '@', 0) < word.len ||
           str_find(word, '_', 0) < word.len ||
           str_search(word, "//", 0) < word.len ||
           str_search(word, "www.", 0) < word.len ||
           str_search(word, "\xC2\xAD", 0) < word.len;
}

static void find_breaks(const struct hyphen *h, struct str word, enum want want,
                        bool *breaks)
{
    struct stretch s;

    if (is_left_alone(word))
        return;
    for (size_t i = 0; i < word.len;) {
        read_stretch(word, &i, &s);
        if (s.plain && s.n >= LETTERS_MIN)
            look_up(h, &s, want, breaks);
        if (s.n == 0)
            utf8_next(word, &i);
    }
}

/* --- words that were met before ------------------------------------------- */

/* Keeps what was found, if there is room for one more word. */
static void keep(struct member *member, struct str word, const bool *breaks)
{
    if (member->known.count >= WORDS_MAX || word.len > LETTERS_MAX)
        return;
    bool *copy = ARENA_ARRAY(member->known.arena, word.len, bool);
    memcpy(copy, breaks, word.len * sizeof(*breaks));
    *map_at(&member->known, str_copy(member->known.arena, word)) = copy;
}

void hyphen_breaks(const struct hyphen *h, struct str word, bool *breaks)
{
    struct member *member = &h->family->members[h->source - sources];

    memset(breaks, 0, word.len * sizeof(*breaks));
    if (word.len < LETTERS_MIN)
        return;
    pthread_mutex_lock(&h->family->lock);
    const bool *known = map_find(&member->known, word);
    if (known != NULL) {
        memcpy(breaks, known, word.len * sizeof(*breaks));
    } else {
        find_breaks(h, word, WANT_PLAIN, breaks);
        keep(member, word, breaks);
    }
    pthread_mutex_unlock(&h->family->lock);
}

/* Too few words have any to keep them. */
bool hyphen_bare_breaks(const struct hyphen *h, struct str word, bool *breaks)
{
    if (!str_is(str_of(h->source->lang), "nl") || !may_have_trema(word))
        return false;
    memset(breaks, 0, word.len * sizeof(*breaks));
    pthread_mutex_lock(&h->family->lock);
    find_breaks(h, word, WANT_BARE, breaks);
    pthread_mutex_unlock(&h->family->lock);
    return true;
}
