#include "compose.h"

#include "base/arena.h"
#include "chart/chart.h"
#include "html/html.h"
#include "model/chart.h"
#include "paint/cairo.h"
#include "paint/paint.h"
#include "paint/pdf.h"
#include "publish/publish.h"
#include "run.h"

/* A loose chart is read on its own, in a mail or another document: a wide
 * column, 14 points of type, its words inside. */
enum {
    LOOSE_CHART_WIDTH = 800,
    LOOSE_CHART_TEXT = 14,
};

struct site site_of(struct run *run)
{
    return (struct site){
        .arena = run->arena,
        .report = &run->report,
        .deck = &run->deck,
        .theme = &run->theme,
        .fonts = run->fonts,
        .hyphen = run->hyphen,
        .templates = run->templates,
        .diags = run->diags,
    };
}

static bool wants(const struct run *run, enum target target)
{
    return (run->options->targets & target) != 0;
}

static bool add_painted(struct run *run, struct painter *painter,
                        struct str path, struct str *problem)
{
    struct str bytes;
    bool ok = paint_close(painter, run->arena, &bytes);

    if (ok)
        outputs_add(&run->outputs, path, bytes);
    else if (problem->len == 0)
        *problem =
            str_format(run->arena, "%.*s could not be made", STR_ARG(path));
    paint_free(painter);
    return ok;
}

static bool add_chart_file(struct run *run, const struct scene *scene,
                           struct painter *painter, struct str path,
                           struct str *problem)
{
    paint_page(painter, scene, STR(""));
    return add_painted(run, painter, path, problem);
}

static bool add_chart(struct run *run, const struct chart *chart,
                      struct str *problem)
{
    struct arena *a = run->arena;
    const struct palette *palette = &run->theme.light;
    const struct chart_frame frame = {
        .width = LOOSE_CHART_WIDTH,
        .text = LOOSE_CHART_TEXT,
        .with_words = true,
        .lang = run->report.lang,
    };
    const struct scene *scene =
        chart_draw(a, run->fonts, run->hyphen, chart, &frame);
    const char *base = str_format(a, "charts/%.*s", STR_ARG(chart->id)).p;

    return add_chart_file(run, scene, cairo_svg_new(a, palette),
                          str_format(a, "%s.svg", base), problem) &&
           add_chart_file(run, scene, cairo_png_new(a, palette, 1),
                          str_format(a, "%s.png", base), problem) &&
           add_chart_file(run, scene, cairo_png_new(a, palette, 2),
                          str_format(a, "%s@2x.png", base), problem);
}

static bool add_charts(struct run *run, struct str *problem)
{
    for (size_t i = 0; i < run->report.n_figures; i++) {
        const struct block *block = run->report.figures[i];
        if (block->kind == BLOCK_CHART &&
            !add_chart(run, block->chart, problem))
            return false;
    }
    return true;
}

static bool add_pdf(struct run *run, const struct sheets *sheets,
                    const char *path, struct str *problem)
{
    struct arena *a = run->arena;
    const struct report *report = &run->report;
    const struct pdf_info info = {
        .title = report->title,
        .author = report->organisation,
        .subject = report_status_line(a, report),
        .lang = lang_tag(report->lang),
        .iso_date = format_iso_date(a, report->date),
        .palette = &run->theme.light,
        .root = sheets->root,
        .outline = sheets->outline,
        .n_outline = sheets->n_outline,
    };
    struct painter *painter = pdf_new(a, &info);

    for (size_t i = 0; i < sheets->count; i++)
        paint_page(painter, sheets->items[i].scene, sheets->items[i].label);
    struct str why = pdf_problem(painter);
    if (why.len > 0)
        *problem = str_format(a, "%s: %.*s", path, STR_ARG(why));
    return add_painted(run, painter, str_of(path), problem);
}

static bool add_pdfs(struct run *run, struct str *problem)
{
    struct sheets handout = layout_handout(&run->press, &run->slides);

    return add_pdf(run, &run->pages, "report.pdf", problem) &&
           add_pdf(run, &run->slides, "slides.pdf", problem) &&
           add_pdf(run, &handout, "handout.pdf", problem);
}

static bool add_notes(struct run *run, struct str *problem)
{
    struct sheets notes = layout_notes(&run->press, &run->slides);

    return add_pdf(run, &notes, "internal/notes.pdf", problem);
}

/* The pages come last: their download list names the size of the others. */
bool compose(struct run *run, struct str *problem)
{
    struct site site = site_of(run);

    if (wants(run, TARGET_CHARTS) && !add_charts(run, problem))
        return false;
    if (wants(run, TARGET_DATA))
        publish_data(run->arena, &run->report, &run->outputs);
    if (wants(run, TARGET_PDF) && !add_pdfs(run, problem))
        return false;
    if (run->options->with_notes && !add_notes(run, problem))
        return false;
    if ((wants(run, TARGET_SLIDES) || run->options->with_notes) &&
        !html_deck(&site, run->options->with_notes, &run->outputs, problem))
        return false;
    if (wants(run, TARGET_HTML) && !html_pages(&site, &run->outputs, problem))
        return false;
    publish_manifest(run->arena, &run->report, &run->outputs);
    return true;
}
