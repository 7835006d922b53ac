/* deflate.h - compressed bytes (libdeflate). */
#ifndef PAINT_DEFLATE_H
#define PAINT_DEFLATE_H

#include <stdint.h>

#include "base/str.h"

struct arena;

/* The bytes as a zlib stream (RFC 1950), as PNG and PDF want them. */
struct str deflate_zlib(struct arena *a, struct str bytes);

/* CRC-32 as in PNG (ISO/IEC 15948, annex D). */
uint32_t deflate_crc(struct str bytes);

#endif
