#include "base/digest.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "base/arena.h"

static void sha256(struct str bytes, uint8_t out[SHA256_DIGEST_SIZE])
{
    struct sha256_ctx sha;

    sha256_init(&sha);
    sha256_update(&sha, bytes.len, (const uint8_t *)bytes.p);
    sha256_digest(&sha, SHA256_DIGEST_SIZE, out);
}

struct str digest_hex(struct arena *a, struct str bytes)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t sum[SHA256_DIGEST_SIZE];
    char *text = arena_alloc(a, 2 * sizeof(sum) + 1);

    sha256(bytes, sum);
    for (size_t i = 0; i < sizeof(sum); i++) {
        text[2 * i] = digits[sum[i] >> 4];
        text[2 * i + 1] = digits[sum[i] & 15];
    }
    return (struct str){text, 2 * sizeof(sum)};
}

struct str digest_base64(struct arena *a, struct str bytes)
{
    uint8_t sum[SHA256_DIGEST_SIZE];

    sha256(bytes, sum);
    return base64_encode(a, (struct str){(const char *)sum, sizeof(sum)});
}

struct str base64_encode(struct arena *a, struct str bytes)
{
    size_t len = BASE64_ENCODE_RAW_LENGTH(bytes.len);
    char *text = arena_alloc(a, len + 1);

    base64_encode_raw(text, bytes.len, (const uint8_t *)bytes.p);
    return (struct str){text, len};
}
