/* deflate.h - compressed bytes (libdeflate). */
#ifndef BASE_DEFLATE_H
#define BASE_DEFLATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

/* The bytes as a zlib stream (RFC 1950), as PNG wants them; for pictures. */
struct str deflate_zlib(struct arena *a, struct str bytes);

/* The same for many streams, as PDF wants them; for text: a page is compressed in
 * less time than a compressor is made. */
struct deflater;
struct deflater *deflater_new(void);
void deflater_free(struct deflater *d); /* NULL is allowed */
/* The result is good until the next call. */
struct str deflater_run(struct deflater *d, struct str bytes);

/* Undoes deflate_zlib(): *len bytes in `out`.  False when the stream is damaged,
 * or more than there is room for. */
bool inflate_zlib(struct str bytes, char *out, size_t room, size_t *len);

/* CRC-32 as in PNG (ISO/IEC 15948, annex D). */
uint32_t deflate_crc(struct str bytes);

#endif
