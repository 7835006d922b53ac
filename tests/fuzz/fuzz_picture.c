/* Any bytes are a picture, PNG or JPEG: refused, or measured within the limits;
 * and what was measured goes into a PDF, or is refused there with a reason. */
#include "fuzz_kit.h"

#include "paint/paint.h"
#include "paint/pdf.h"
#include "paint/scene.h"
#include "read/image.h"

static void paint(struct fuzz *f, const struct image *image)
{
    const struct press *press = fuzz_press(f);
    struct tag *root = tag_new(press->tags, TAG_DOCUMENT, NULL);
    struct tag *figure = tag_new(press->tags, TAG_FIGURE, root);
    struct palette palette = press->theme->light;
    const struct pdf_info info = {.title = STR("Fuzz"),
                                  .lang = STR("nl-NL"),
                                  .palette = &palette,
                                  .root = root};
    struct painter *painter = pdf_new(f->arena, &info);
    struct scene *scene = scene_new(f->arena, 100, 100);
    struct str bytes = {0};

    figure->alt = STR("Alt");
    scene_add(scene, (struct shape){.kind = SHAPE_IMAGE,
                                    .tag = figure,
                                    .box = {10, 10, 50, 50},
                                    .image = {.path = STR("a"),
                                              .bytes = f->bytes,
                                              .width = image->width,
                                              .height = image->height}});
    paint_page(painter, scene, STR("1"));
    if (!paint_close(painter, f->arena, &bytes))
        REQUIRE(pdf_problem(painter).len > 0);
    paint_free(painter);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz *f = fuzz_begin(data, size);
    struct image image = {0};
    const char *why = NULL;

    f->bytes = fuzz_mend_png(f->arena, f->bytes);
    if (!image_measure(f->bytes, &image, &why)) {
        REQUIRE(why != NULL && image.width == 0 && image.height == 0);
    } else {
        REQUIRE(image.width > 0 && image.height > 0);
        REQUIRE((uint64_t)image.width * image.height <= 100000000);
        paint(f, &image);
    }
    return fuzz_end(f);
}
