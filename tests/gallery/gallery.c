/* gallery.c - draws every kind of chart of data of every shape, in every frame
 * and for every medium, to be looked at.
 *
 *     make gallery      leaves in build/gallery:
 *     <data>-<frame>-light.png   Dutch, 1.5 pixels a point
 *     <data>-<frame>-dark.png    English
 *     <data>-file.svg .pdf       what `plenum chart` makes of them
 *     <data>-file.png @2x.png
 *     index.html                 pages and phones, light or dark as you prefer
 *
 * A sheet holds the five kinds of chart of one set of data.
 */
#include <stdio.h>
#include <string.h>

#include "../unit/nds.h"
#include "../unit/shapes.h"

#include "base/buf.h"
#include "base/color.h"
#include "base/file.h"
#include "chart/chart.h"
#include "paint/cairo.h"
#include "paint/letters.h"
#include "paint/paint.h"
#include "paint/pdf.h"
#include "paint/svg.h"
#include "paint/svg_file.h"
#include "paint/tag.h"
#include "text/font.h"
#include "text/hyphen.h"

/* Charts stand below one another, with air. */
#define AIR 24.0

/* Every so many charts share a sheet. */
enum {
    PER_SHEET = N_TYPES,
    N_SHEETS = N_SHAPES / PER_SHEET
};

struct gallery {
    const char *folder;
    const struct fonts *fonts;
    const struct hyphen *hyphen;
    struct letters *letters;
    struct palette light, dark;
    bool ok;
};

/* "nds-0", "4x5-alike" */
static const char *sheet_name(struct arena *a, size_t sheet)
{
    size_t n_nds = N_NDS / PER_SHEET;

    if (sheet < n_nds)
        return str_format(a, "nds-%zu", sheet).p;
    return made_charts[sheet - n_nds].name;
}

static struct scene *draw_shape(struct arena *a, const struct gallery *g,
                                const struct named_frame *frame, size_t shape,
                                struct chart *chart)
{
    *chart = shape_chart(a, shape);
    chart_describe(a, chart, frame->frame.lang, STR(""));
    return chart_draw(a, g->fonts, g->hyphen, chart, &frame->frame);
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

static struct scene *draw_sheet(struct arena *a, const struct gallery *g,
                                const struct named_frame *frame, size_t sheet)
{
    struct scene *scene = scene_new(a, frame->frame.width + 2 * AIR, 0);
    struct chart chart;

    for (size_t i = 0; i < PER_SHEET; i++)
        add_to_sheet(scene,
                     draw_shape(a, g, frame, sheet * PER_SHEET + i, &chart));
    scene->height += AIR;
    return scene;
}

/* --- files ---------------------------------------------------------------- */

static void write_file(struct gallery *g, struct arena *a, const char *name,
                       struct str bytes)
{
    if (file_write(str_format(a, "%s/%s", g->folder, name).p, bytes))
        return;
    fprintf(stderr, "gallery: %s: not written\n", name);
    g->ok = false;
}

static void finish(struct gallery *g, struct arena *a, struct painter *p,
                   const char *name)
{
    struct str bytes;

    if (paint_close(p, a, &bytes)) {
        write_file(g, a, name, bytes);
    } else {
        fprintf(stderr, "gallery: %s: not painted\n", name);
        g->ok = false;
    }
    paint_free(p);
}

static void write_picture(struct gallery *g, struct arena *a,
                          const struct scene *scene, struct painter *p,
                          const char *name)
{
    paint_page(p, scene, STR("1"));
    finish(g, a, p, name);
}

static void write_pictures(struct gallery *g, size_t sheet, size_t f)
{
    struct arena *a = arena_new();
    struct named_frame frame = named_frames[f];
    const char *name = sheet_name(a, sheet);

    frame.frame.lang = LANG_NL;
    write_picture(g, a, draw_sheet(a, g, &frame, sheet),
                  cairo_png_new(a, &g->light, g->letters, 1.5),
                  str_format(a, "%s-%s-light.png", name, frame.name).p);
    frame.frame.lang = LANG_EN;
    write_picture(g, a, draw_sheet(a, g, &frame, sheet),
                  cairo_png_new(a, &g->dark, g->letters, 1.5),
                  str_format(a, "%s-%s-dark.png", name, frame.name).p);
    arena_free(a);
}

/* A chart a page, each with its alternative text. */
static void write_pdf(struct gallery *g, struct arena *a,
                      const struct named_frame *frame, size_t sheet)
{
    struct tags tags = {.arena = a};
    struct tag *root = tag_new(&tags, TAG_DOCUMENT, NULL);
    const char *name = str_format(a, "%s-file.pdf", sheet_name(a, sheet)).p;
    const struct pdf_info info = {.title = str_of(name),
                                  .lang = lang_tag(frame->frame.lang),
                                  .palette = &g->light,
                                  .root = root};
    struct painter *p = pdf_new(a, &info);

    for (size_t i = 0; i < PER_SHEET; i++) {
        struct chart chart;
        struct scene *scene =
            draw_shape(a, g, frame, sheet * PER_SHEET + i, &chart);
        struct tag *figure = tag_new(&tags, TAG_FIGURE, root);

        figure->alt = chart.alt;
        figure->w = scene->width;
        figure->h = scene->height;
        for (size_t k = 0; k < scene->n_shapes; k++)
            scene->shapes[k].tag = figure;
        paint_page(p, scene, str_format(a, "%zu", i + 1));
    }
    finish(g, a, p, name);
}

/* What one chart by itself is published as. */
static void write_loose_files(struct gallery *g, size_t sheet, size_t f)
{
    struct arena *a = arena_new();
    const struct named_frame *frame = &named_frames[f];
    const char *name = sheet_name(a, sheet);
    const struct scene *scene = draw_sheet(a, g, frame, sheet);
    const struct svg_words words = {.lang = STR("nl-NL")};

    write_picture(g, a, scene, svg_file_new(a, &g->light, &words),
                  str_format(a, "%s-file.svg", name).p);
    write_picture(g, a, scene, cairo_png_new(a, &g->light, g->letters, 1),
                  str_format(a, "%s-file.png", name).p);
    write_picture(g, a, scene, cairo_png_new(a, &g->light, g->letters, 2),
                  str_format(a, "%s-file@2x.png", name).p);
    write_pdf(g, a, frame, sheet);
    arena_free(a);
}

/* --- the page ------------------------------------------------------------- */

static void put_palette(struct buf *out, const struct palette *palette)
{
    buf_puts(out, ":root{");
    for (size_t i = 0; i < COLOR_COUNT; i++) {
        struct rgb c = palette->of[i];

        buf_printf(out, "--%s:rgb(%.0f %.0f %.0f);", color_name((enum color)i),
                   c.r * 255, c.g * 255, c.b * 255);
    }
    buf_puts(out, "}");
}

static void put_drawing(struct buf *out, struct gallery *g,
                        const struct named_frame *frame, size_t shape)
{
    struct arena *a = arena_new();
    struct chart chart;
    const struct scene *scene = draw_shape(a, g, frame, shape, &chart);
    struct painter *p = svg_new(a, chart.alt, STR("drawing"));
    struct str bytes;

    paint_page(p, scene, STR(""));
    if (paint_close(p, a, &bytes))
        buf_put(out, bytes);
    else
        g->ok = false;
    paint_free(p);
    arena_free(a);
}

static void write_page(struct gallery *g)
{
    struct arena *a = arena_new();
    struct buf out = buf_new(a);

    buf_puts(&out, "<!DOCTYPE html>\n<html lang=\"nl\"><meta charset=\"utf-8\">"
                   "<title>Gallery</title>\n<style>");
    put_palette(&out, &g->light);
    buf_puts(&out, "@media (prefers-color-scheme: dark){");
    put_palette(&out, &g->dark);
    buf_puts(&out, "}\nbody{font-family:\"Open Sans\";color:var(--ink);"
                   "background:var(--paper);max-width:75rem;margin:2rem auto}\n"
                   "div{display:flex;gap:2rem;align-items:start}"
                   ".drawing{font-variant-numeric:tabular-nums}</style>\n");
    for (size_t i = 0; i < N_SHAPES; i++) {
        buf_printf(&out, "<h2>%s</h2>\n<div>\n", shape_name(a, i));
        for (size_t f = 0; f < N_FRAMES; f++)
            if (strcmp(named_frames[f].name, "web") == 0 ||
                strcmp(named_frames[f].name, "phone") == 0)
                put_drawing(&out, g, &named_frames[f], i);
        buf_puts(&out, "</div>\n");
    }
    buf_puts(&out, "</html>\n");
    write_file(g, a, "index.html", buf_str(&out));
    arena_free(a);
}

static void draw_all(struct gallery *g)
{
    for (size_t f = 0; f < N_FRAMES; f++)
        for (size_t i = 0; i < N_SHEETS; i++) {
            write_pictures(g, i, f);
            if (strcmp(named_frames[f].name, "file") == 0)
                write_loose_files(g, i, f);
        }
    write_page(g);
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new();
    struct str problem = STR("");
    struct fonts *fonts = fonts_open(STR("Open Sans"), STR("DejaVu Sans Mono"),
                                     STR("DejaVu Sans"), &problem, a);
    struct hyphen *hyphen = hyphen_open(a, STR("nl"), &problem);
    struct gallery g = {argc > 1 ? argv[1] : "build/gallery",
                        fonts,
                        hyphen,
                        letters_new(),
                        palette_default(false),
                        palette_default(true),
                        true};

    if (fonts == NULL)
        fprintf(stderr, "gallery: %.*s\n", STR_ARG(problem));
    g.ok = fonts != NULL && file_make_dirs(g.folder);
    if (g.ok)
        draw_all(&g);
    letters_free(g.letters);
    hyphen_free(hyphen);
    fonts_free(fonts);
    arena_free(a);
    return g.ok ? 0 : 1;
}
