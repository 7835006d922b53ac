/* gallery.c - draws every kind of chart in every frame, to be looked at.
 *
 *     make gallery      leaves build/gallery/<shape>-<frame>-<look>.png
 */
#include <stdio.h>

#include "../unit/nds.h"
#include "../unit/shapes.h"

#include "base/color.h"
#include "base/file.h"
#include "chart/chart.h"
#include "paint/cairo.h"
#include "paint/paint.h"
#include "text/font.h"
#include "text/hyphen.h"

/* A sheet holds all charts of a frame below one another, with air. */
#define AIR 24.0

struct gallery {
    const char *folder;
    const struct fonts *fonts;
    const struct hyphen *hyphen;
    const struct palette *palette;
    const char *look;
};

static bool write_png(struct arena *a, const struct gallery *g,
                      const struct scene *scene, const char *name)
{
    struct painter *p = cairo_png_new(a, g->palette, 1.5);
    struct str bytes;
    const char *path =
        str_format(a, "%s/%s-%s.png", g->folder, name, g->look).p;

    paint_page(p, scene, STR("1"));
    bool ok = paint_close(p, a, &bytes) && file_write(path, bytes);
    paint_free(p);
    if (!ok)
        fprintf(stderr, "gallery: %s: not written\n", path);
    return ok;
}

static void add_to_sheet(struct scene *sheet, const struct scene *chart)
{
    struct rect ground = {AIR, sheet->height + AIR, chart->width,
                          chart->height};

    /* The chart's own room, so that what sticks out is seen. */
    scene_add(sheet, (struct shape){.kind = SHAPE_FRAME,
                                    .color = COLOR_WASH,
                                    .box = ground,
                                    .stroke = {.width = 1}});
    scene_place(sheet, chart, ground.x, ground.y, 1);
    sheet->height = ground.y + ground.h;
}

static bool draw_sheet(const struct gallery *g, const struct named_frame *frame,
                       size_t first, size_t last, const char *name)
{
    struct arena *a = arena_new();
    struct scene *sheet = scene_new(a, frame->frame.width + 2 * AIR, 0);

    for (size_t i = first; i < last; i++) {
        struct chart chart = shape_chart(a, i);

        chart_describe(a, &chart, frame->frame.lang, STR(""));
        add_to_sheet(sheet,
                     chart_draw(a, g->fonts, g->hyphen, &chart, &frame->frame));
    }
    sheet->height += AIR;

    bool ok =
        write_png(a, g, sheet, str_format(a, "%s-%s", name, frame->name).p);
    arena_free(a);
    return ok;
}

/* Every so many charts share a sheet. */
enum {
    PER_SHEET = 5
};

static bool draw_all(const struct gallery *g)
{
    bool ok = true;
    char name[8];

    for (size_t f = 0; f < N_FRAMES; f++)
        for (size_t i = 0; i < N_SHAPES; i += PER_SHEET) {
            size_t last = i + PER_SHEET < N_SHAPES ? i + PER_SHEET : N_SHAPES;

            snprintf(name, sizeof(name), "%02zu", i / PER_SHEET);
            ok = draw_sheet(g, &named_frames[f], i, last, name) && ok;
        }
    return ok;
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new();
    struct str problem = STR("");
    struct fonts *fonts = fonts_open(STR("Open Sans"), STR("DejaVu Sans Mono"),
                                     STR("DejaVu Sans"), &problem, a);
    struct hyphen *hyphen = hyphen_open(a, STR("nl"), &problem);
    struct palette light = palette_default(false);
    struct palette dark = palette_default(true);
    struct gallery g = {argc > 1 ? argv[1] : "build/gallery", fonts, hyphen,
                        &light, "light"};
    bool ok = fonts != NULL && file_make_dirs(g.folder);

    if (fonts == NULL)
        fprintf(stderr, "gallery: %.*s\n", STR_ARG(problem));
    ok = ok && draw_all(&g);
    g.palette = &dark;
    g.look = "dark";
    ok = ok && draw_all(&g);
    hyphen_free(hyphen);
    fonts_free(fonts);
    arena_free(a);
    return ok ? 0 : 1;
}
