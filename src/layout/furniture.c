#include "layout/furniture.h"

#include <math.h>

#include "base/arena.h"
#include "layout/lane.h"
#include "layout/layout.h"
#include "model/report.h"
#include "model/theme.h"
#include "paint/scene.h"
#include "paint/tag.h"

/* Of foot to page edge, as parts of the foot margin: the text stands in the
 * upper part of it, so that a hole punch or a projector's edge spares it. */
static const double SLIDE_FOOT = 0.7;
static const double PAPER_FOOT = 0.58;
static const double PAPER_HEAD = 0.56;

/* Leading over size of one line that stands alone. */
static const double LINE = 1.35;

struct text_look display_look(enum face face, double size, double leading,
                              enum color color)
{
    return (struct text_look){.face = face,
                              .size = size,
                              .leading = leading,
                              .color = color,
                              .even = true};
}

double place_text(struct setter *setter, struct scene *scene, struct spot spot,
                  struct str text, struct text_look look, struct tag *tag)
{
    struct strips strips = {0};

    if (text.len == 0)
        return spot.y;
    strips.arena = arena_new();
    strips_add_text(setter, &strips, text, look, spot.width, tag);
    double end = strips_place(&strips, scene, spot.x, spot.y);
    arena_free(strips.arena);
    return end;
}

/* A logo wider than this part of the sheet is made smaller. */
static const double LOGO_WIDTH = 0.35;

double place_logo(struct setter *setter, struct scene *scene, double right,
                  double top, double height, struct tag *sect)
{
    const struct image *logo = &setter->press->theme->logo;
    struct shape shape = {.kind = SHAPE_IMAGE};
    struct tag *tag;
    double scale;

    if (logo->format == IMAGE_NONE)
        return 0;
    scale =
        fmin(height / logo->height, LOGO_WIDTH * scene->width / logo->width);
    shape.box = (struct rect){right - scale * logo->width, top,
                              scale * logo->width, scale * logo->height};
    shape.image.path = logo->url;
    shape.image.bytes = logo->bytes;
    shape.image.width = logo->width;
    shape.image.height = logo->height;
    tag = tag_new(setter->tags, TAG_FIGURE, sect);
    tag->alt = logo->alt;
    tag->x = shape.box.x;
    tag->y = shape.box.y;
    tag->w = shape.box.w;
    tag->h = shape.box.h;
    shape.tag = tag;
    scene_add(scene, shape);
    return shape.box.w;
}

static struct str slide_foot_text(const struct setter *setter)
{
    const struct press *press = setter->press;
    struct str status =
        report_status_line(press->arena, press->report, setter_lang(setter));

    if (press->report->organisation.len == 0)
        return status;
    return str_format(press->arena, "%.*s · %.*s",
                      STR_ARG(press->report->organisation), STR_ARG(status));
}

/* What repeats on every page is set apart, so that a screen reader can tell it
 * from the text: decoration from the shape `first` on gets a tag of its own. */
static void set_apart(struct scene *scene, size_t first, const struct tag *tag)
{
    for (size_t i = first; i < scene->n_shapes; i++)
        if (scene->shapes[i].tag == NULL)
            scene->shapes[i].tag = tag;
}

void furniture_slide(struct setter *setter, struct scene *scene,
                     struct str number, enum color color, struct tag *status)
{
    const struct theme *theme = setter->press->theme;
    struct text_look look = {.size = theme->slide_foot,
                             .leading = theme->slide_foot * LINE,
                             .color = color};
    double width = scene->width - 2 * theme->slide_margin_side;
    double y = scene->height - theme->slide_margin_foot * SLIDE_FOOT;
    const double number_width = 80;
    struct spot spot = {theme->slide_margin_side, y, width - number_width};
    size_t first = scene->n_shapes;

    place_text(setter, scene, spot, slide_foot_text(setter), look, status);
    spot.x += width - number_width;
    spot.width = number_width;
    look.setting = SET_RIGHT;
    place_text(setter, scene, spot, number, look, NULL);
    set_apart(scene, first, &tag_footer);
}

/* "pagina 3 van 12" */
static struct str page_of_pages(const struct setter *setter,
                                const struct running *running)
{
    enum lang lang = setter_lang(setter);

    return str_format(setter->press->arena, "%.*s %zu %.*s %zu",
                      STR_ARG(word_in(lang, WORD_PAGE)), running->page,
                      STR_ARG(word_in(lang, WORD_PAGE_OF)), running->pages);
}

double furniture_paper_foot(const struct theme *theme,
                            const struct scene *scene, double leading)
{
    double middle = scene->height - theme->paper_margin_foot * PAPER_FOOT +
                    theme->paper_foot * LINE / 2;

    return middle - leading / 2;
}

void furniture_paper(struct setter *setter, struct scene *scene,
                     const struct running *running)
{
    const struct press *press = setter->press;
    const struct theme *theme = press->theme;
    struct text_look look = {.size = theme->paper_foot,
                             .leading = theme->paper_foot * LINE,
                             .color = COLOR_GREY};
    double width = scene->width - 2 * running->margin;
    double foot = furniture_paper_foot(theme, scene, look.leading);
    const double number_width = 110;
    struct spot head = {running->margin, theme->paper_margin_top * PAPER_HEAD,
                        width};
    struct spot left = {running->margin, foot, width - number_width};
    struct spot right = {running->margin + width - number_width, foot,
                         number_width};
    size_t first = scene->n_shapes;

    place_text(setter, scene, head, running->header, look, NULL);
    set_apart(scene, first, &tag_header);
    first = scene->n_shapes;
    place_text(
        setter, scene, left,
        report_status_line(press->arena, press->report, setter_lang(setter)),
        look, NULL);
    look.setting = SET_RIGHT;
    place_text(setter, scene, right, page_of_pages(setter, running), look,
               NULL);
    set_apart(scene, first, &tag_footer);
}
