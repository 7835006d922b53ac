/* Any bytes are a picture: refused, or as many pixels as it says. */
#include "fuzz_kit.h"

#include "paint/png.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz *f = fuzz_begin(data, size);
    struct png png;

    if (png_read(f->arena, fuzz_mend_png(f->arena, f->bytes), &png)) {
        size_t n = (size_t)png.width * png.height;

        REQUIRE(png.colors.len == n * (png.is_grey ? 1 : 3));
        REQUIRE(png.alpha.len == 0 || png.alpha.len == n);
    } else {
        REQUIRE(png.problem != NULL);
    }
    return fuzz_end(f);
}
