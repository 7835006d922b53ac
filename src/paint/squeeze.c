/* In two steps, block by block: bytes become tokens, which are literals and
 * matches with what came before; tokens become Huffman codes made for the block.
 *
 * A match is looked for at three places: the byte before (a stretch of one
 * colour), the row above, and where the same four bytes stood lately (another
 * letter of the same shape).  Places are only remembered where a token begins
 * or a short match ends, which is where colours change. */
#include "paint/squeeze.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/deflate.h"

/* RFC 1951, 3.2.5 to 3.2.7 */
enum {
    MATCH_MIN = 3,
    MATCH_MAX = 258,
    DISTANCE_MAX = 32768,
    END_OF_BLOCK = 256,
    FIRST_LENGTH = 257, /* the symbol of MATCH_MIN */
    LITERALS = 286,     /* symbols: bytes, the end, lengths */
    DISTANCES = 30,
    CODE_LENGTHS = 19,
    CODE_MAX = 15,       /* bits of a code */
    CODE_LENGTH_MAX = 7, /* bits of a code for a length of a code */
    DYNAMIC_CODES = 2,
};

enum {
    TOKENS = 16384, /* a block: enough to pay for its codes */
    HASH_BITS = 12,
    WORTHWHILE = 32, /* a match that is not worth a look for a longer one */
    NEAR = 256,
    SHORT = 16, /* a match whose inner places are remembered too */
};

/* symbol = of_length[length - MATCH_MIN], of_distance[distance - 1], and where
 * distance > NEAR of_far[(distance - 1) / 128]. */
struct symbols {
    uint16_t of_length[MATCH_MAX - MATCH_MIN + 2];
    uint8_t of_distance[NEAR];
    uint8_t of_far[DISTANCE_MAX / 128];
};

/* The codes of one alphabet of symbols. */
struct codes {
    size_t count;
    uint32_t often[LITERALS];
    uint8_t bits[LITERALS];
    uint16_t code[LITERALS]; /* its first bit lowest, as it is written */
};

struct squeezer {
    const unsigned char *bytes;
    size_t len, row, at;
    /* Where four bytes of a hash were met last, + 1; 0: never. */
    uint32_t places[1 << HASH_BITS];
    uint32_t tokens[TOKENS + 1]; /* a literal or length << 16 | distance - 1 */
    size_t n_tokens;
    struct symbols symbols;
    struct codes literals, distances;
    struct buf out;
    uint64_t bits; /* not yet written, the first one lowest */
    unsigned n_bits;
};

/* --- symbols of lengths and distances ---------------------------------------
 * They come in groups, each of twice as many values as the one before, told
 * apart by extra bits: four symbols a group for lengths, two for distances.
 */

static unsigned length_extra(unsigned symbol)
{
    unsigned n = symbol - FIRST_LENGTH;

    return n < 8 || symbol == LITERALS - 1 ? 0 : n / 4 - 1;
}

static unsigned distance_extra(unsigned symbol)
{
    return symbol < 4 ? 0 : symbol / 2 - 1;
}

static void fill_symbols(struct symbols *symbols)
{
    unsigned at = 0;

    for (unsigned symbol = FIRST_LENGTH; symbol < LITERALS; symbol++)
        for (unsigned n = 1U << length_extra(symbol); n > 0; n--)
            symbols->of_length[at++] = (uint16_t)symbol;
    symbols->of_length[MATCH_MAX - MATCH_MIN] = LITERALS - 1;
    at = 0;
    for (unsigned symbol = 0; at < NEAR; symbol++)
        for (unsigned n = 1U << distance_extra(symbol); n > 0; n--)
            symbols->of_distance[at++] = (uint8_t)symbol;
    /* Beyond, each symbol is of 128 distances or a multiple. */
    at = 0;
    for (unsigned symbol = 0; symbol < DISTANCES; symbol++) {
        unsigned extra = distance_extra(symbol);

        for (unsigned n = extra < 7 ? 0 : 1U << (extra - 7); n > 0; n--)
            symbols->of_far[NEAR / 128 + at++] = (uint8_t)symbol;
    }
}

static unsigned length_symbol(const struct squeezer *s, size_t length)
{
    return s->symbols.of_length[length - MATCH_MIN];
}

static unsigned distance_symbol(const struct squeezer *s, size_t distance)
{
    return distance <= NEAR ? s->symbols.of_distance[distance - 1]
                            : s->symbols.of_far[(distance - 1) / 128];
}

/* --- tokens --------------------------------------------------------------- */

static unsigned hash_at(const unsigned char *p)
{
    uint32_t four = (uint32_t)p[0] | (uint32_t)p[1] << 8 |
                    (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;

    return four * UINT32_C(2654435769) >> (32 - HASH_BITS);
}

static void remember(struct squeezer *s, size_t at)
{
    if (at + 4 <= s->len)
        s->places[hash_at(s->bytes + at)] = (uint32_t)at + 1;
}

/* How many bytes are the same from here and from `distance` before. */
static size_t same_from(const struct squeezer *s, size_t distance)
{
    const unsigned char *here = s->bytes + s->at;
    const unsigned char *there = here - distance;
    size_t most = s->len - s->at < MATCH_MAX ? s->len - s->at : MATCH_MAX;
    size_t n = 0;

    while (n + 32 <= most && memcmp(here + n, there + n, 32) == 0)
        n += 32;
    while (n + 8 <= most && memcmp(here + n, there + n, 8) == 0)
        n += 8;
    while (n < most && here[n] == there[n])
        n++;
    return n;
}

struct match {
    size_t length, distance;
};

/* Takes the match at a distance where it is longer than the one so far. */
static void try_distance(const struct squeezer *s, size_t distance,
                         struct match *best)
{
    if (distance == 0 || distance > s->at || distance > DISTANCE_MAX)
        return;
    if (best->length > 0 && (s->at + best->length >= s->len ||
                             s->bytes[s->at + best->length] !=
                                 s->bytes[s->at + best->length - distance]))
        return;
    size_t length = same_from(s, distance);
    if (length > best->length)
        *best = (struct match){length, distance};
}

static struct match find_match(const struct squeezer *s)
{
    struct match best = {0, 0};

    try_distance(s, 1, &best);
    if (best.length < WORTHWHILE)
        try_distance(s, s->row, &best);
    if (best.length >= WORTHWHILE || s->at + 4 > s->len)
        return best;
    uint32_t place = s->places[hash_at(s->bytes + s->at)];
    if (place != 0)
        try_distance(s, s->at + 1 - place, &best);
    return best;
}

static void add_literal(struct squeezer *s)
{
    unsigned char byte = s->bytes[s->at];

    remember(s, s->at);
    s->tokens[s->n_tokens++] = byte;
    s->literals.often[byte]++;
    s->at++;
}

static void add_match(struct squeezer *s, struct match m)
{
    size_t inner = m.length < SHORT ? m.length : 1;

    for (size_t i = 0; i < inner; i++)
        remember(s, s->at + i);
    s->tokens[s->n_tokens++] = (uint32_t)(m.length << 16 | (m.distance - 1));
    s->literals.often[length_symbol(s, m.length)]++;
    s->distances.often[distance_symbol(s, m.distance)]++;
    s->at += m.length;
}

/* A far match of three bytes takes more bits than three literals. */
static bool is_worth_it(struct match m)
{
    return m.length > MATCH_MIN || (m.length == MATCH_MIN && m.distance < 256);
}

static void fill_block(struct squeezer *s)
{
    while (s->at < s->len && s->n_tokens < TOKENS) {
        struct match m = find_match(s);

        if (is_worth_it(m))
            add_match(s, m);
        else
            add_literal(s);
    }
    s->tokens[s->n_tokens++] = END_OF_BLOCK;
    s->literals.often[END_OF_BLOCK]++;
}

/* --- Huffman codes -------------------------------------------------------- */

struct leaf {
    uint32_t often;
    uint16_t symbol;
};

static int rarest_first(const void *left, const void *right)
{
    const struct leaf *a = left;
    const struct leaf *b = right;

    if (a->often != b->often)
        return a->often < b->often ? -1 : 1;
    return a->symbol < b->symbol ? -1 : 1;
}

/* Moffat and Katajainen, "In-place calculation of minimum-redundancy codes"
 * (1995): weights in rising order become lengths in falling order. */
static void weights_to_lengths(uint32_t *a, size_t n)
{
    size_t root = 0, leaf = 2, next;

    a[0] += a[1];
    for (next = 1; next < n - 1; next++) {
        if (leaf >= n || a[root] < a[leaf]) {
            a[next] = a[root];
            a[root++] = (uint32_t)next;
        } else
            a[next] = a[leaf++];
        if (leaf >= n || (root < next && a[root] < a[leaf])) {
            a[next] += a[root];
            a[root++] = (uint32_t)next;
        } else
            a[next] += a[leaf++];
    }
    a[n - 2] = 0;
    for (size_t i = n - 2; i-- > 0;)
        a[i] = a[a[i]] + 1;
    size_t available = 1, used = 0, depth = 0;
    size_t inner = n - 1; /* one behind the inner nodes not yet seen */
    next = n;
    while (available > 0) {
        while (inner > 0 && a[inner - 1] == depth) {
            used++;
            inner--;
        }
        for (; available > used; available--)
            a[--next] = (uint32_t)depth;
        available = 2 * used;
        depth++;
        used = 0;
    }
}

/* Codes that are too long are cut, which takes more than the room there is for
 * codes; then one of the longest goes to stand beside a shorter one, both a bit
 * longer than that was, until the room is just filled.  Lengths fall, as the
 * weights rose. */
static void limit_lengths(uint32_t *lengths, size_t n, unsigned most)
{
    size_t of[CODE_MAX + 1] = {0}; /* how many codes have a length */
    size_t room = (size_t)1 << most, taken = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned length = lengths[i] < most ? lengths[i] : most;

        of[length]++;
        taken += room >> length;
    }
    for (; taken > room; taken--) {
        unsigned shorter = most - 1;

        while (of[shorter] == 0)
            shorter--;
        of[most]--;
        of[shorter]--;
        of[shorter + 1] += 2;
    }
    for (unsigned length = most, i = 0; length > 0; length--)
        for (; of[length] > 0; of[length]--)
            lengths[i++] = length;
}

static uint16_t reversed(unsigned code, unsigned bits)
{
    unsigned out = 0;

    for (; bits > 0; bits--, code >>= 1)
        out = out << 1 | (code & 1);
    return (uint16_t)out;
}

/* RFC 1951, 3.2.2 */
static void number_codes(struct codes *c)
{
    unsigned next[CODE_MAX + 2] = {0};

    for (size_t i = 0; i < c->count; i++)
        if (c->bits[i] > 0)
            next[c->bits[i] + 1]++;
    for (unsigned bits = 2; bits <= CODE_MAX; bits++)
        next[bits] = (next[bits] + next[bits - 1]) << 1;
    for (size_t i = 0; i < c->count; i++)
        if (c->bits[i] > 0)
            c->code[i] = reversed(next[c->bits[i]]++, c->bits[i]);
}

/* From how often each symbol comes to its code. */
static void make_codes(struct codes *c, unsigned most)
{
    struct leaf leaves[LITERALS];
    uint32_t lengths[LITERALS];
    size_t n = 0;

    memset(c->bits, 0, sizeof(c->bits));
    for (size_t i = 0; i < c->count; i++)
        if (c->often[i] > 0)
            leaves[n++] = (struct leaf){c->often[i], (uint16_t)i};
    qsort(leaves, n, sizeof(*leaves), rarest_first);
    for (size_t i = 0; i < n; i++)
        lengths[i] = leaves[i].often;
    if (n > 1) {
        weights_to_lengths(lengths, n);
        limit_lengths(lengths, n, most);
    } else
        lengths[0] = 1; /* one code takes a bit */
    for (size_t i = 0; i < n; i++)
        c->bits[leaves[i].symbol] = (uint8_t)lengths[i];
    number_codes(c);
}

/* --- bits ----------------------------------------------------------------- */

/* There is room in the block: put_block() has made it. */
static void put_bits(struct squeezer *s, unsigned value, unsigned n)
{
    s->bits |= (uint64_t)value << s->n_bits;
    for (s->n_bits += n; s->n_bits >= 8; s->n_bits -= 8) {
        s->out.p[s->out.len++] = (char)(s->bits & 0xFF);
        s->bits >>= 8;
    }
}

static void put_code(struct squeezer *s, const struct codes *c, unsigned symbol)
{
    put_bits(s, c->code[symbol], c->bits[symbol]);
}

static void put_token(struct squeezer *s, uint32_t token)
{
    unsigned length = token >> 16, distance = (token & 0xFFFF) + 1;

    if (length == 0) {
        put_code(s, &s->literals, token);
        return;
    }
    unsigned symbol = length_symbol(s, length), extra = length_extra(symbol);
    put_code(s, &s->literals, symbol);
    put_bits(s, (length - MATCH_MIN) & ((1U << extra) - 1), extra);
    symbol = distance_symbol(s, distance);
    extra = distance_extra(symbol);
    put_code(s, &s->distances, symbol);
    put_bits(s, (distance - 1) & ((1U << extra) - 1), extra);
}

/* What the tokens of the block take. */
static size_t count_bytes(const struct squeezer *s)
{
    const struct codes *c = &s->literals;
    size_t bits = 0;

    for (unsigned i = 0; i < LITERALS; i++)
        bits += (size_t)c->often[i] *
                (c->bits[i] + (i < FIRST_LENGTH ? 0 : length_extra(i)));
    c = &s->distances;
    for (unsigned i = 0; i < DISTANCES; i++)
        bits += (size_t)c->often[i] * (c->bits[i] + distance_extra(i));
    return bits / 8;
}

/* --- the lengths of the codes (RFC 1951, 3.2.7) ----------------------------- */

enum {
    REPEAT = 16,     /* the length before, 3 to 6 times: 2 bits */
    ZEROS = 17,      /* 3 to 10: 3 bits */
    MORE_ZEROS = 18, /* 11 to 138: 7 bits */
    /* Bytes of the header of a block and of what is at its ends: a length takes
     * a code and extra bits at most. */
    HEADER_MAX = (LITERALS + DISTANCES) * 14 / 8 + 16,
};

/* The lengths of both codes one after the other, as symbols. */
struct lengths {
    uint8_t symbols[LITERALS + DISTANCES];
    uint8_t extra[LITERALS + DISTANCES]; /* what its extra bits say */
    size_t n;
    struct codes codes;
};

static void add_length(struct lengths *l, unsigned symbol, size_t extra)
{
    l->symbols[l->n] = (uint8_t)symbol;
    l->extra[l->n++] = (uint8_t)extra;
    l->codes.often[symbol]++;
}

/* `n` times the same. */
static void add_lengths(struct lengths *l, unsigned length, size_t n)
{
    while (length == 0 && n >= 11) {
        size_t times = n < 138 ? n : 138;
        add_length(l, MORE_ZEROS, times - 11);
        n -= times;
    }
    if (length == 0 && n >= 3) {
        add_length(l, ZEROS, n - 3);
        return;
    }
    if (n > 0) {
        add_length(l, length, 0);
        n--;
    }
    while (n >= 3) {
        size_t times = n < 6 ? n : 6;
        add_length(l, REPEAT, times - 3);
        n -= times;
    }
    while (n-- > 0)
        add_length(l, length, 0);
}

static void put_lengths(struct squeezer *s, const struct lengths *l)
{
    static const uint8_t extra_bits[CODE_LENGTHS] = {
        [REPEAT] = 2, [ZEROS] = 3, [MORE_ZEROS] = 7};

    for (size_t i = 0; i < l->n; i++) {
        put_code(s, &l->codes, l->symbols[i]);
        put_bits(s, l->extra[i], extra_bits[l->symbols[i]]);
    }
}

static void put_block_header(struct squeezer *s, bool last)
{
    static const uint8_t order[CODE_LENGTHS] = {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    struct lengths l = {.codes.count = CODE_LENGTHS};
    uint8_t all[LITERALS + DISTANCES];
    size_t n = sizeof(all);

    memcpy(all, s->literals.bits, LITERALS);
    memcpy(all + LITERALS, s->distances.bits, DISTANCES);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && all[end] == all[i];)
            end++;
        add_lengths(&l, all[i], end - i);
    }
    make_codes(&l.codes, CODE_LENGTH_MAX);
    put_bits(s, last, 1);
    put_bits(s, DYNAMIC_CODES, 2);
    put_bits(s, LITERALS - 257, 5);
    put_bits(s, DISTANCES - 1, 5);
    put_bits(s, CODE_LENGTHS - 4, 4);
    for (size_t i = 0; i < CODE_LENGTHS; i++)
        put_bits(s, l.codes.bits[order[i]], 3);
    put_lengths(s, &l);
}

static void put_block(struct squeezer *s)
{
    make_codes(&s->literals, CODE_MAX);
    make_codes(&s->distances, CODE_MAX);
    buf_reserve(&s->out, HEADER_MAX + count_bytes(s));
    put_block_header(s, s->at == s->len);
    for (size_t i = 0; i < s->n_tokens; i++)
        put_token(s, s->tokens[i]);
    s->n_tokens = 0;
    memset(s->literals.often, 0, sizeof(s->literals.often));
    memset(s->distances.often, 0, sizeof(s->distances.often));
}

struct str squeeze(struct arena *a, struct str bytes, size_t row)
{
    struct arena *scratch = arena_new();
    struct squeezer *s = ARENA_NEW(scratch, struct squeezer);

    assert(bytes.len < UINT32_MAX);
    s->bytes = (const unsigned char *)bytes.p;
    s->len = bytes.len;
    s->row = row;
    s->literals.count = LITERALS;
    s->distances.count = DISTANCES;
    s->out = buf_new(a);
    fill_symbols(&s->symbols);
    buf_put(&s->out, (struct str){"\x78\x01", 2}); /* RFC 1950, 2.2 */
    do {
        fill_block(s);
        put_block(s);
    } while (s->at < s->len);
    put_bits(s, 0, 7); /* to a whole byte */
    uint32_t sum = deflate_adler(bytes);
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_putc(&s->out, (char)(sum >> shift & 0xFF));
    struct str squeezed = buf_str(&s->out);
    arena_free(scratch);
    return squeezed;
}
