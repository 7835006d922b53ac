#include "html/writer.h"

#include "base/arena.h"
#include "base/map.h"
#include "chart/chart.h"
#include "html/html.h"
#include "html/style.h"
#include "model/chart.h"
#include "model/deck.h"
#include "model/table.h"
#include "model/theme.h"
#include "paint/paint.h"
#include "paint/svg.h"

static void write_number(struct writer *w, unsigned number)
{
    if (number == 0)
        return;
    buf_puts(w->out, "<b class=\"number\">");
    write_word(w, WORD_FIGURE);
    buf_printf(w->out, "\u00A0%u</b> ", number);
}

void write_figure(struct writer *w, const struct block *block)
{
    const struct figure *figure = block->figure;
    double width = figure->width.share > 0 ? 0 : figure_width(figure, 0) / 0.75;

    buf_puts(w->out, "<figure class=\"picture");
    if (figure->width.share > 0)
        buf_printf(w->out, " share-%u", style_permille(figure->width.share));
    if (w->slide != NULL && slide_frame(w->slide, &figure->image) != NULL)
        buf_printf(w->out, " frame-%zu",
                   (size_t)(slide_frame(w->slide, &figure->image) -
                            w->slide->fit.frames));
    buf_putc(w->out, '"');
    write_id(w, block->attrs.id);
    buf_puts(w->out, ">\n");
    write_image_at(w, &figure->image, width);
    if (figure->caption != NULL) {
        buf_puts(w->out, "\n<figcaption>");
        write_number(w, figure->number);
        write_inlines(w, figure->caption);
        buf_puts(w->out, "</figcaption>");
    }
    buf_puts(w->out, "\n</figure>\n");
}

/* --- charts --------------------------------------------------------------- */

/* CSS pixels.  Both drawings are in the page; the style sheet shows the one
 * that fits, and what is not shown is not read out either. */
enum {
    WIDE_WIDTH = 760,
    NARROW_WIDTH = 340,
    WEB_TEXT = 14,
    SLIDE_CHART_HEIGHT = 330, /* what a title of one line leaves */
};

/* On a slide as large as layout made it for slides.pdf. */
static struct chart_frame frame_of(const struct writer *w,
                                   const struct chart *chart, bool narrow)
{
    const struct theme *theme = w->site->theme;
    struct chart_frame frame = {
        .width = narrow ? NARROW_WIDTH : WIDE_WIDTH,
        .text = WEB_TEXT,
        .narrow = narrow,
        .lang = w->lang,
    };

    if (w->medium == MEDIUM_DECK && !narrow) {
        const struct frame_fit *fit = slide_frame(w->slide, chart);

        frame.width = theme->slide_width - 2 * theme->slide_margin_side;
        frame.height = SLIDE_CHART_HEIGHT;
        frame.text = theme->slide_chart_text;
        if (fit != NULL) {
            frame.width = fit->width;
            frame.height = fit->height;
        }
    }
    return frame;
}

static struct str draw(struct arena *a, const struct writer *w,
                       const struct chart *chart,
                       const struct chart_frame *frame)
{
    struct scene *scene =
        chart_draw(a, w->site->fonts, w->hyphen, chart, frame);
    struct painter *painter = svg_new(a, chart->alt, STR("drawing"));
    struct str svg;

    paint_page(painter, scene, STR(""));
    if (!paint_close(painter, a, &svg))
        svg = STR("");
    paint_free(painter);
    return svg;
}

/* All that a drawing depends on, without gaps between: its bytes are a name. */
struct drawing_key {
    const struct chart *chart;
    const struct hyphen *hyphen;
    double width, height, text;
    int narrow, lang;
};

static struct str drawing_of(const struct writer *w, const struct chart *chart,
                             bool narrow)
{
    struct chart_frame frame = frame_of(w, chart, narrow);
    const struct drawing_key key = {chart,          w->hyphen,  frame.width,
                                    frame.height,   frame.text, narrow,
                                    (int)frame.lang};
    struct str name = {(const char *)&key, sizeof(key)};
    struct map *drawings = w->site->drawings;
    struct str *drawing = drawings == NULL ? NULL : map_find(drawings, name);

    if (drawing != NULL)
        return *drawing;
    struct arena *easel = arena_new(); /* larger than what comes of it */
    drawing = ARENA_NEW(w->site->arena, struct str);
    *drawing = str_copy(w->site->arena, draw(easel, w, chart, &frame));
    arena_free(easel);
    if (drawings != NULL)
        *map_at(drawings, str_copy(w->site->arena, name)) = drawing;
    return *drawing;
}

static void write_drawing(struct writer *w, const struct chart *chart,
                          bool narrow)
{
    struct str svg = drawing_of(w, chart, narrow);

    if (svg.len == 0)
        return;
    buf_printf(w->out, "<div class=\"%s\">", narrow ? "narrow" : "wide");
    buf_put(w->out, svg);
    buf_puts(w->out, "</div>\n");
}

/* Does the slide or the section say the same? */
static bool repeats_heading(const struct writer *w, struct str title)
{
    if (w->slide != NULL && str_eq(title, w->slide->title_text))
        return true;
    return w->heading != NULL &&
           str_eq(title, inlines_text(w->arena, w->heading->inlines));
}

/* Does the title stand in the line below the chart?  So on pages, as on paper,
 * below a heading with the same words. */
static bool has_title_below(const struct writer *w, const struct chart *chart)
{
    return w->medium != MEDIUM_DECK && chart->title.len > 0 &&
           chart->subtitle.len > 0 && repeats_heading(w, chart->title);
}

/* The message first; where the slide says it, it is only spoken. */
static void write_chart_caption(struct writer *w, const struct chart *chart)
{
    bool below = has_title_below(w, chart);

    buf_puts(w->out, "<figcaption>");
    if (w->medium != MEDIUM_DECK && !below)
        write_number(w, chart->number);
    if (chart->title.len > 0 && !below) {
        buf_printf(w->out, "<span class=\"message%s\">",
                   repeats_heading(w, chart->title) ? " spoken" : "");
        write_line_text(w, chart->title);
        buf_puts(w->out, "</span> ");
    }
    buf_puts(w->out, "<span class=\"unit\">");
    write_line_text(w, chart->subtitle);
    buf_puts(w->out, "</span></figcaption>\n");
}

/* "Cijfers van figuur 2": frames are told apart by their names. */
static struct str numbers_name(const struct writer *w,
                               const struct chart *chart)
{
    if (chart->number > 0)
        return word_with(w->arena, w->lang, WORD_CHART_NUMBERS_OF,
                         str_format(w->arena, "%u", chart->number));
    return str_format(w->arena, "%.*s: %.*s",
                      STR_ARG(word_in(w->lang, WORD_CHART_NUMBERS)),
                      STR_ARG(chart->title));
}

/* Below the chart on a page, where who has seen them can fold them away; on a
 * slide, which has no room for them, for screen readers only. */
static void write_chart_numbers(struct writer *w, const struct chart *chart)
{
    if (chart->table == NULL)
        return;
    if (w->medium == MEDIUM_DECK) {
        buf_puts(w->out, "<div class=\"spoken\">\n");
        write_bare_table(w, chart->table);
        buf_puts(w->out, "</div>\n");
        return;
    }
    buf_puts(w->out, "<details class=\"numbers\" open>\n<summary>");
    write_word(w, WORD_CHART_NUMBERS);
    buf_puts(w->out, "</summary>\n");
    write_table_frame(w, chart->table, numbers_name(w, chart));
    for (size_t i = 0; i < chart->table->n_notes; i++) {
        buf_puts(w->out, "<p>");
        write_text(w, chart->table->notes[i]);
        buf_puts(w->out, "</p>\n");
    }
    buf_puts(w->out, "</details>\n");
}

/* On a slide the number stands here, as on paper: at the top is only what the
 * picture needs. */
static void write_chart_source(struct writer *w, const struct chart *chart)
{
    bool titled = has_title_below(w, chart);
    unsigned number = w->medium == MEDIUM_DECK || titled ? chart->number : 0;

    if (number == 0 && chart->source.len == 0 && !titled)
        return;
    buf_puts(w->out, "<p class=\"source\">");
    write_number(w, number);
    if (titled) {
        write_line_text(w, chart->title);
        buf_puts(w->out, text_ends_sentence(chart->title) ? " " : ". ");
    }
    if (chart->source.len > 0) {
        write_word(w, WORD_SOURCE);
        buf_puts(w->out, ": ");
        write_line_text(w, chart->source);
    }
    buf_puts(w->out, "</p>\n");
}

void write_chart(struct writer *w, const struct chart *chart)
{
    buf_puts(w->out, "<figure class=\"chart\"");
    write_id(w, chart->id);
    buf_puts(w->out, ">\n");
    write_chart_caption(w, chart);
    if (w->site->fonts != NULL) {
        write_drawing(w, chart, false);
        write_drawing(w, chart, true);
    }
    write_chart_source(w, chart);
    write_chart_numbers(w, chart);
    buf_puts(w->out, "</figure>\n");
}
