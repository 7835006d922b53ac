#include "paint/deflate.h"

#include <libdeflate.h>

#include "base/arena.h"

/* Measured on charts: the first level that looks for more than one match is as
 * quick as the one before it, and the levels above it gain a tenth for twice the
 * time. */
enum {
    LEVEL = 2
};

struct str deflate_zlib(struct arena *a, struct str bytes)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(LEVEL);

    if (c == NULL)
        arena_exhausted();
    size_t room = libdeflate_zlib_compress_bound(c, bytes.len);
    char *out = arena_alloc(a, room);
    size_t len = libdeflate_zlib_compress(c, bytes.p, bytes.len, out, room);

    libdeflate_free_compressor(c);
    return (struct str){out, len};
}

uint32_t deflate_crc(struct str bytes)
{
    return libdeflate_crc32(0, bytes.p, bytes.len);
}
