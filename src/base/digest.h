/* digest.h - fingerprints and text forms of bytes. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>

#include "base/str.h"

struct arena;

/* SHA-256 (FIPS 180-4) as 64 hexadecimal digits, in lower case. */
struct str digest_hex(struct arena *a, struct str bytes);

/* The same of a file, without holding all of it in memory.  False: it is no
 * regular file that can be read (errno tells). */
bool digest_file(struct arena *a, const char *path, struct str *hex);

/* The same in Base64: what a Content-Security-Policy wants behind "sha256-". */
struct str digest_base64(struct arena *a, struct str bytes);

/* Base64 (RFC 4648, section 4), padded, on one line. */
struct str base64_encode(struct arena *a, struct str bytes);

#endif
