/* Any bytes are a picture, PNG or JPEG: refused, or measured within the limits
 * and cleaned; and what was measured goes into a PDF, or is refused there with a reason. */
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
    scene_add(scene,
              (struct shape){.kind = SHAPE_IMAGE,
                             .tag = figure,
                             .box = {10, 10, 50, 50},
                             .image = {.path = STR("a"),
                                       .bytes = f->bytes,
                                       .width = image->width,
                                       .height = image->height,
                                       .orientation = image->orientation}});
    paint_page(painter, scene, STR("1"));
    if (!paint_close(painter, f->arena, &bytes))
        REQUIRE(pdf_problem(painter).len > 0);
    paint_free(painter);
}

/* What is left is the same picture, and clean. */
static void clean(struct fuzz *f, struct image *image)
{
    struct image again = {0};
    const char *why = NULL;

    image->bytes = f->bytes;
    again.bytes = image_clean(f->arena, image);
    REQUIRE(again.bytes.len <= f->bytes.len + 36); /* an orientation */
    REQUIRE(image_measure(again.bytes, &again, &why));
    REQUIRE(again.width == image->width && again.height == image->height);
    REQUIRE(again.orientation == image->orientation);
    REQUIRE(str_eq(image_clean(f->arena, &again), again.bytes));
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
        clean(f, &image);
        paint(f, &image);
    }
    return fuzz_end(f);
}
