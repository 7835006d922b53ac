/* The patterns are a trie, and the trie is one table of its edges: from a node,
 * by a byte, to a node.  libhyphen finds the same breaks (compared on half a
 * million words in each language), but takes ten times as long to read a file,
 * which was a tenth of the time of a small report, and ends the process where it
 * gets no memory. */
#include "text/patterns.h"

#include <assert.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/file.h"

enum {
    ROOT = 0,
    END_MIN = 2,    /* characters at an end, where the file does not say */
    INNER_MIN = 3,  /* and at one where the word goes on */
    WORD_MAX = 512, /* bytes; a longer one has no breaks */
};

struct edge {
    uint32_t key; /* node << 8 | byte; 0 in a free slot, as no byte is 0 */
    uint32_t to;
};

struct patterns {
    struct arena *arena;
    struct str text; /* the file */
    bool utf8;
    /* Characters that stay together at the ends. */
    size_t left, right, inner_left, inner_right;
    struct edge *edges; /* open addresses, at most half of them taken */
    size_t n_slots, n_edges;
    uint32_t *ends; /* node -> 1 + where its pattern is in the text; 0: none */
};

static struct edge *slot_of(const struct patterns *p, uint32_t key)
{
    /* Fibonacci hashing */
    size_t i = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32);

    for (i &= p->n_slots - 1; p->edges[i].key != 0 && p->edges[i].key != key;)
        i = (i + 1) & (p->n_slots - 1);
    return &p->edges[i];
}

/* ROOT when there is no such edge: none leads back to it. */
static uint32_t follow(const struct patterns *p, uint32_t node, char byte)
{
    const struct edge *edge =
        slot_of(p, node << 8 | (uint32_t)(unsigned char)byte);

    return edge->key != 0 ? edge->to : ROOT;
}

static uint32_t follow_or_add(struct patterns *p, uint32_t node, char byte)
{
    uint32_t key = node << 8 | (uint32_t)(unsigned char)byte;
    struct edge *edge = slot_of(p, key);

    if (edge->key == 0)
        *edge = (struct edge){key, (uint32_t)++p->n_edges};
    return edge->to;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void add_pattern(struct patterns *p, size_t from, size_t to)
{
    uint32_t node = ROOT;

    for (size_t i = from; i < to; i++)
        if (!is_digit(p->text.p[i]) && p->text.p[i] != '\0')
            node = follow_or_add(p, node, p->text.p[i]);
    p->ends[node] = (uint32_t)from + 1;
}

/* "RIGHTHYPHENMIN 3" */
static void read_setting(struct patterns *p, struct str line)
{
    char last = line.p[line.len - 1];

    if (!is_digit(last))
        return;
    if (str_starts(line, "LEFTHYPHENMIN"))
        p->left = (size_t)(last - '0');
    else if (str_starts(line, "RIGHTHYPHENMIN"))
        p->right = (size_t)(last - '0');
    else if (str_starts(line, "COMPOUNDLEFTHYPHENMIN"))
        p->inner_left = (size_t)(last - '0');
    else if (str_starts(line, "COMPOUNDRIGHTHYPHENMIN"))
        p->inner_right = (size_t)(last - '0');
}

static void read_lines(struct patterns *p, size_t from)
{
    for (size_t to; from < p->text.len; from = to + 1) {
        to = str_find(p->text, '\n', from);
        struct str line = str_trim(str_slice(p->text, from, to));

        if (line.len == 0 || line.p[0] == '%' || line.p[0] == '#')
            continue;
        if (line.p[0] >= 'A' && line.p[0] <= 'Z')
            read_setting(p, line);
        else
            add_pattern(p, from, from + line.len);
    }
}

const struct patterns *patterns_read(struct arena *a, const char *path)
{
    struct patterns *p = ARENA_NEW(a, struct patterns);

    if (!file_read(a, path, &p->text) || p->text.len > UINT32_MAX >> 8)
        return NULL;
    size_t first = str_find(p->text, '\n', 0);

    p->arena = a;
    p->utf8 = str_starts(p->text, "UTF-8");
    p->left = p->right = END_MIN;
    p->inner_left = p->inner_right = INNER_MIN;
    p->ends = ARENA_ARRAY(a, p->text.len + 1, uint32_t);
    /* No more edges than there are bytes. */
    for (p->n_slots = 2; p->n_slots < p->text.len;)
        p->n_slots *= 2;
    p->edges = ARENA_ARRAY(a, p->n_slots, struct edge);
    read_lines(p, first + 1);
    return p;
}

bool patterns_are_utf8(const struct patterns *patterns)
{
    return patterns->utf8;
}

/* Raises the levels from `at` on to the digits of the pattern of a node. */
static void raise(const struct patterns *p, uint32_t node, size_t at,
                  char *levels)
{
    for (size_t i = p->ends[node] - 1; i < p->text.len; i++) {
        char c = p->text.p[i];

        if (c <= ' ' && c >= 0)
            return;
        if (!is_digit(c))
            at++;
        else if (c > levels[at])
            levels[at] = c;
    }
}

static bool starts_character(const struct patterns *p, char byte)
{
    return !p->utf8 || ((unsigned char)byte & 0xC0) != 0x80;
}

/* Leaves out what is too near to an end. */
static void keep_ends(const struct patterns *p, const struct pattern_word *w,
                      bool *breaks)
{
    struct str word = w->letters;
    size_t left = w->goes_on_left ? p->inner_left : p->left;
    size_t right = w->goes_on_right ? p->inner_right : p->right;

    for (size_t i = 0, n = 0; i < word.len && n < left; i++) {
        n += starts_character(p, word.p[i]);
        breaks[i] = false;
    }
    for (size_t i = word.len, n = 1; i-- > 0 && n < right;) {
        n += starts_character(p, word.p[i]);
        breaks[i] = false;
    }
}

void patterns_find(const struct patterns *p, const struct pattern_word *w,
                   bool *breaks)
{
    struct str word = w->letters;
    char dotted[WORD_MAX + 2]; /* ".word." */
    char levels[WORD_MAX + 3] = {0};
    size_t len = word.len + 2;

    memset(breaks, 0, word.len * sizeof(*breaks));
    if (word.len > WORD_MAX)
        return;
    dotted[0] = dotted[len - 1] = '.';
    memcpy(dotted + 1, word.p, word.len);
    for (size_t from = 0; from < len; from++)
        for (size_t i = from, node = ROOT; i < len; i++) {
            node = follow(p, (uint32_t)node, dotted[i]);
            if (node == ROOT)
                break;
            if (p->ends[node] != 0)
                raise(p, (uint32_t)node, from, levels);
        }
    for (size_t i = 1; i < word.len; i++)
        breaks[i] = levels[i + 1] % 2 == 1 && starts_character(p, word.p[i]);
    keep_ends(p, w, breaks);
}
