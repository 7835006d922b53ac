#include "base/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "base/arena.h"

enum {
    PIECE = 32 << 10 /* bytes of a file that are read at once */
};

static void sha256(struct str bytes, uint8_t out[SHA256_DIGEST_SIZE])
{
    struct sha256_ctx sha;

    sha256_init(&sha);
    sha256_update(&sha, bytes.len, (const uint8_t *)bytes.p);
    sha256_digest(&sha, SHA256_DIGEST_SIZE, out);
}

static struct str hex_of(struct arena *a, const uint8_t sum[SHA256_DIGEST_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    const size_t len = (size_t)2 * SHA256_DIGEST_SIZE;
    char *text = arena_alloc(a, len + 1);

    for (size_t i = 0; i < SHA256_DIGEST_SIZE; i++) {
        text[2 * i] = digits[sum[i] >> 4];
        text[2 * i + 1] = digits[sum[i] & 15];
    }
    return (struct str){text, len};
}

struct str digest_hex(struct arena *a, struct str bytes)
{
    uint8_t sum[SHA256_DIGEST_SIZE];

    sha256(bytes, sum);
    return hex_of(a, sum);
}

static bool add_file(struct sha256_ctx *sha, int fd)
{
    uint8_t piece[PIECE];
    struct stat about;

    if (fstat(fd, &about) != 0)
        return false;
    if (!S_ISREG(about.st_mode)) {
        errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
        return false;
    }
    for (;;) {
        ssize_t got = read(fd, piece, sizeof(piece));

        if (got == 0)
            return true;
        if (got > 0)
            sha256_update(sha, (size_t)got, piece);
        else if (errno != EINTR)
            return false;
    }
}

bool digest_file(struct arena *a, const char *path, struct str *hex)
{
    /* A FIFO must not hang us. */
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    struct sha256_ctx sha;
    uint8_t sum[SHA256_DIGEST_SIZE];

    if (fd < 0)
        return false;
    sha256_init(&sha);
    bool ok = add_file(&sha, fd);
    int reason = errno;
    close(fd);
    errno = reason;
    if (!ok)
        return false;
    sha256_digest(&sha, SHA256_DIGEST_SIZE, sum);
    *hex = hex_of(a, sum);
    return true;
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
