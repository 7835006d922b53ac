/* Any bytes are a picture: refused, or as many pixels as it says. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "paint/png.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct png png;

    if (png_read(a, (struct str){(const char *)data, size}, &png)) {
        size_t n = (size_t)png.width * png.height;

        if (png.colors.len != n * (png.is_grey ? 1 : 3) ||
            (png.alpha.len != 0 && png.alpha.len != n))
            abort();
    } else if (png.problem == NULL) {
        abort();
    }
    arena_free(a);
    return 0;
}
