#include "paint/profile.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/deflate.h"

enum {
    HEADER = 128, /* of a profile; behind it stand the tags */
    TAG = 12,
    TAGS_MAX = 100,
    PROFILE_MAX = 4 << 20, /* bytes: those of printers have a megabyte or two */
    CHUNKS_MAX = 255,
};

static unsigned byte_at(struct str s, size_t at)
{
    return at < s.len ? (unsigned char)s.p[at] : 0;
}

static unsigned big_endian(struct str s, size_t at, size_t n)
{
    unsigned value = 0;

    for (size_t i = 0; i < n; i++)
        value = value << 8 | byte_at(s, at + i);
    return value;
}

static bool stands_at(struct str s, size_t at, const char *sign)
{
    return at + strlen(sign) <= s.len &&
           memcmp(s.p + at, sign, strlen(sign)) == 0;
}

/* --- is it one? ----------------------------------------------------------- */

/* All tags lie in the profile (ICC.1:2004-10, 7.3); *found says whether it has
 * one of these. */
static bool tags_are_sound(struct str profile, const char *const *wanted,
                           size_t n_wanted, bool *found)
{
    size_t n = big_endian(profile, HEADER, 4);

    *found = false;
    if (n == 0 || n > TAGS_MAX || HEADER + 4 + n * TAG > profile.len)
        return false;
    for (size_t i = 0; i < n; i++) {
        size_t at = HEADER + 4 + i * TAG;
        size_t offset = big_endian(profile, at + 4, 4);
        size_t size = big_endian(profile, at + 8, 4);

        if (offset < HEADER || offset > profile.len ||
            size > profile.len - offset)
            return false;
        for (size_t k = 0; k < n_wanted; k++)
            *found = *found || stands_at(profile, at, wanted[k]);
    }
    return true;
}

/* What PDF/A-2 asks (ISO 19005-2, 6.2.4.2; ISO 32000-1, 8.6.5.5): a profile of a
 * device or a space, in the colours of the picture, of version 2 or 4. */
static bool is_good(struct str profile, bool is_grey)
{
    static const char *const classes[] = {"mntr", "scnr", "prtr", "spac"};
    static const char *const grey[] = {"kTRC", "A2B0"};
    static const char *const rgb[] = {"rXYZ", "A2B0"};
    unsigned version = byte_at(profile, 8);
    bool known = false, found;

    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
        known = known || stands_at(profile, 12, classes[i]);
    return profile.len > HEADER + 4 && profile.len <= PROFILE_MAX &&
           big_endian(profile, 0, 4) == profile.len &&
           (version == 2 || version == 4) && known &&
           stands_at(profile, 16, is_grey ? "GRAY" : "RGB ") &&
           (stands_at(profile, 20, "XYZ ") || stands_at(profile, 20, "Lab ")) &&
           stands_at(profile, 36, "acsp") &&
           tags_are_sound(profile, is_grey ? grey : rgb, 2, &found) && found;
}

/* --- JPEG ----------------------------------------------------------------- */

/* Segments of at most 64 KiB, numbered from 1, in any order (ICC.1, B.4). */
struct pieces {
    struct str of[CHUNKS_MAX + 1];
    unsigned count; /* as the first one says */
};

static void note_piece(struct pieces *pieces, struct str body)
{
    const size_t name = 12; /* "ICC_PROFILE" and a zero byte */
    unsigned number = byte_at(body, name), count = byte_at(body, name + 1);

    if (body.len < name + 2 || memcmp(body.p, "ICC_PROFILE", name) != 0)
        return;
    if (pieces->count == 0)
        pieces->count = count;
    if (number > 0 && number <= count && count == pieces->count &&
        pieces->of[number].len == 0)
        pieces->of[number] = str_slice(body, name + 2, body.len);
}

struct str profile_of_jpeg(struct arena *a, struct str bytes, bool is_grey)
{
    struct pieces pieces = {0};
    struct buf profile = buf_new(a);
    const unsigned app2 = 0xE2, scan = 0xDA;
    size_t at = 2; /* behind SOI */

    while (at + 4 <= bytes.len && byte_at(bytes, at) == 0xFF &&
           byte_at(bytes, at + 1) != scan) {
        size_t end = at + 2 + big_endian(bytes, at + 2, 2);

        if (byte_at(bytes, at + 1) == 0xFF) { /* fill byte */
            at++;
            continue;
        }
        if (byte_at(bytes, at + 1) == app2 && end <= bytes.len)
            note_piece(&pieces, str_slice(bytes, at + 4, end));
        at = end;
    }
    for (unsigned i = 1; i <= pieces.count; i++)
        buf_put(&profile, pieces.of[i]);
    return is_good(buf_str(&profile), is_grey) ? buf_str(&profile) : STR("");
}

/* --- PNG ------------------------------------------------------------------ */

/* iCCP: a name, a zero byte, the method, and a zlib stream (PNG, 11.3.3.3). */
static struct str unpack(struct arena *a, struct str body)
{
    struct arena *scratch = arena_new();
    char *out = arena_alloc(scratch, PROFILE_MAX);
    size_t name = str_find(body, '\0', 0);
    struct str profile = {"", 0};
    size_t len;

    if (name + 2 < body.len && inflate_zlib(str_slice(body, name + 2, body.len),
                                            out, PROFILE_MAX, &len))
        profile = str_copy(a, (struct str){out, len});
    arena_free(scratch);
    return profile;
}

struct str profile_of_png(struct arena *a, struct str bytes, bool is_grey)
{
    const size_t around = 12; /* length, type and check sum of a chunk */
    size_t at = 8;            /* behind the signature */

    while (at + around <= bytes.len && !stands_at(bytes, at + 4, "IDAT")) {
        size_t len = big_endian(bytes, at, 4);

        if (len > bytes.len - at - around)
            break;
        if (stands_at(bytes, at + 4, "iCCP")) {
            struct str profile =
                unpack(a, str_slice(bytes, at + 8, at + 8 + len));

            return is_good(profile, is_grey) ? profile : STR("");
        }
        at += around + len;
    }
    return STR("");
}
