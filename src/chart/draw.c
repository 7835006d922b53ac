#include "chart/draw.h"

#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "model/words.h"
#include "text/shape.h"

/* Room around a text that another may not enter, as a part of its size. */
#define AIR 0.12

double draw_small(const struct drawing *d, double size)
{
    return fmax(size * CHART_SMALL, d->least);
}

double draw_leading(struct lettering look)
{
    return look.size * 1.28;
}

static struct text_style style_of(struct lettering look)
{
    return (struct text_style){look.face, look.size, true, 0};
}

double draw_cap(const struct drawing *d, struct lettering look)
{
    return font_cap_height(fonts_face(d->fonts, look.face), look.size);
}

double draw_width(const struct drawing *d, struct lettering look,
                  struct str text)
{
    return shape_width(d->fonts, style_of(look), text);
}

double draw_longest_word(const struct drawing *d, struct lettering look,
                         struct str text)
{
    struct span span = {.style = style_of(look), .text = text};
    double least = 0;
    double most = 0;

    lines_measure(d->fonts, &span, 1, &least, &most);
    return least;
}

/* From the height of the capitals to below the baseline. */
static struct rect text_box(const struct drawing *d, double x, double baseline,
                            double width, struct lettering look)
{
    double cap = draw_cap(d, look);
    double air = AIR * look.size;

    return (struct rect){x, baseline - cap - air, width, cap + 2 * air};
}

static double start_of(double x, enum anchor anchor, double width)
{
    switch (anchor) {
    case ANCHOR_START:
        return x;
    case ANCHOR_MIDDLE:
        return x - width / 2;
    case ANCHOR_END:
        return x - width;
    }
    return x;
}

static void put_runs(struct drawing *d, double x, double baseline,
                     struct lettering look, struct str text)
{
    size_t n_runs = 0;
    struct glyph_run *runs =
        shape_text(d->arena, d->fonts, style_of(look), text, &n_runs);

    for (size_t i = 0; i < n_runs; i++) {
        scene_run(d->front, NULL, x, baseline, &runs[i], look.color);
        x += runs[i].width;
    }
}

void draw_text(struct drawing *d, double x, double baseline, enum anchor anchor,
               struct lettering look, struct str text)
{
    double width = draw_width(d, look, text);

    x = start_of(x, anchor, width);
    labels_add_text(&d->labels, text_box(d, x, baseline, width, look));
    put_runs(d, x, baseline, look, text);
}

bool draw_label(struct drawing *d, double x, double baseline, bool inside,
                struct lettering look, struct str text)
{
    double width = draw_width(d, look, text);
    double start = x - width / 2;
    struct rect box = text_box(d, start, baseline, width, look);

    if (!labels_is_free(&d->labels, box, DRAW_SIDE_AIR * look.size, inside))
        return false;
    labels_add_text(&d->labels, box);
    put_runs(d, start, baseline, look, text);
    return true;
}

bool draw_figure(struct drawing *d, double x, double baseline, bool inside,
                 struct lettering look, struct amount amount)
{
    bool drawn =
        draw_label(d, x, baseline, inside, look, draw_marked_number(d, amount));

    if (amount.without_pm)
        d->notes |= drawn ? NOTE_MARK : NOTE_UNSAID;
    return drawn;
}

double draw_inside_sheet(const struct drawing *d, double middle, double width)
{
    const double hair = 0.01; /* rounding must not push it out again */

    middle = fmin(middle, d->labels.right - width / 2 - hair);
    return fmax(middle, d->labels.left + width / 2 + hair);
}

/* How many bytes of the word fit; at least one character. */
static size_t fitting_part(const struct drawing *d, struct lettering look,
                           struct str word, double width)
{
    size_t fits = 0;

    utf8_next(word, &fits);
    for (size_t end = fits; end < word.len;) {
        utf8_next(word, &end);
        if (draw_width(d, look, str_slice(word, 0, end)) > width)
            break;
        fits = end;
    }
    return fits;
}

/* The text with line ends in the words that are wider than `width`. */
static struct str cut_words(const struct drawing *d, struct lettering look,
                            struct str text, double width)
{
    struct buf out = buf_new(d->arena);

    for (size_t at = 0; at < text.len;) {
        size_t end = str_find(text, ' ', at);
        struct str word = str_slice(text, at, end);

        while (word.len > 0) {
            size_t part = fitting_part(d, look, word, width);
            buf_put(&out, str_slice(word, 0, part));
            word = str_slice(word, part, word.len);
            if (word.len > 0)
                buf_putc(&out, '\n');
        }
        if (end < text.len)
            buf_putc(&out, ' ');
        at = end + 1;
    }
    return buf_str(&out);
}

static bool any_overfull(const struct lines *lines)
{
    for (size_t i = 0; i < lines->count; i++)
        if (lines->items[i].overfull)
            return true;
    return false;
}

struct text_block draw_block(const struct drawing *d, struct lettering look,
                             struct str text, double width)
{
    struct span span = {.style = style_of(look), .text = text};
    struct para para = {.width = width, .balanced = true};
    struct text_block block = {{NULL, 0}, look, 0, 0};

    block.lines = lines_break(d->arena, d->fonts, &span, 1, &para);
    if (any_overfull(&block.lines)) {
        para.hyphen = d->hyphen;
        block.lines = lines_break(d->arena, d->fonts, &span, 1, &para);
    }
    if (any_overfull(&block.lines)) {
        span.text = cut_words(d, look, text, width);
        block.lines = lines_break(d->arena, d->fonts, &span, 1, &para);
    }
    for (size_t i = 0; i < block.lines.count; i++)
        block.width = fmax(block.width, block.lines.items[i].width);
    block.height = draw_leading(look) * (double)block.lines.count;
    return block;
}

void draw_place_block(struct drawing *d, const struct text_block *block,
                      double x, double y, enum anchor anchor)
{
    double leading = draw_leading(block->look);
    double cap = draw_cap(d, block->look);

    for (size_t i = 0; i < block->lines.count; i++) {
        const struct line *line = &block->lines.items[i];
        double start = start_of(x, anchor, line->width);
        /* Capitals stand in the middle of their line's height. */
        double baseline = y + (double)i * leading + (leading + cap) / 2;

        labels_add_text(&d->labels,
                        text_box(d, start, baseline, line->width, block->look));
        for (size_t k = 0; k < line->n_pieces; k++)
            scene_run(d->front, NULL, start + line->pieces[k].x, baseline,
                      &line->pieces[k].run, block->look.color);
    }
}

void draw_bar(struct drawing *d, struct rect bar, enum color color,
              struct str title)
{
    struct shape shape = {
        .kind = SHAPE_RECT, .color = color, .box = bar, .title = title};

    if (!(bar.w > 0) || !(bar.h > 0))
        return;
    scene_add(d->front, shape);
    labels_add_bar(&d->labels, bar);
}

struct str draw_bar_title(const struct drawing *d, struct str name,
                          struct str column, struct amount amount)
{
    struct str money =
        format_money(d->arena, amount, d->chart->unit, d->frame->lang);

    return str_format(d->arena, "%.*s%s%.*s: %.*s", STR_ARG(name),
                      name.len > 0 ? ", " : "", STR_ARG(column),
                      STR_ARG(money));
}

struct str draw_number(const struct drawing *d, struct amount amount)
{
    return format_decimal(d->arena, amount.value, d->frame->lang);
}

struct str draw_marked_number(const struct drawing *d, struct amount amount)
{
    struct str number = draw_number(d, amount);

    if (!amount.without_pm)
        return number;
    return str_format(d->arena, "%.*s*", STR_ARG(number));
}

double draw_hairline(const struct drawing *d)
{
    return d->frame->text < 11 ? 0.5 : 1;
}

static const struct {
    enum color bar, text;
} series_colors[] = {
    {COLOR_BLUE, COLOR_ON_BLUE},     {COLOR_ORANGE, COLOR_ON_ORANGE},
    {COLOR_SERIES_3, COLOR_ON_BLUE}, {COLOR_SERIES_4, COLOR_ON_ORANGE},
    {COLOR_SERIES_5, COLOR_ON_BLUE}, {COLOR_SERIES_6, COLOR_ON_ORANGE},
};

enum {
    N_SERIES_COLORS = sizeof(series_colors) / sizeof(series_colors[0])
};

enum color draw_series_color(size_t i)
{
    return series_colors[i % N_SERIES_COLORS].bar;
}

enum color draw_on_series_color(size_t i)
{
    return series_colors[i % N_SERIES_COLORS].text;
}

struct str draw_column_name(const struct chart *chart, size_t i)
{
    return i < chart->n_columns ? chart->columns[i]
                                : chart->extras[i - chart->n_columns];
}

double draw_snap(double x)
{
    return floor(x + 0.5);
}
