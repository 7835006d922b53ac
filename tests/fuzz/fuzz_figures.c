/* Any bytes are a chart block and a table block: no crash, and a chart that
 * comes of it can be described, put in a table and drawn. */
#include "fuzz_kit.h"

#include "chart/chart.h"
#include "model/chart.h"
#include "model/table.h"
#include "paint/paint.h"
#include "paint/scene.h"
#include "paint/trace.h"
#include "read/figures.h"

static void draw(struct fuzz *f, const struct chart *chart)
{
    static const struct chart_frame frames[] = {
        {.width = 840, .height = 370, .text = 14},
        {.width = 450, .text = 8.5},
        {.width = 320, .text = 12, .with_words = true, .narrow = true},
    };
    const struct press *press = fuzz_press(f);
    struct painter *painter = trace_new(f->arena);
    struct str text;

    for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++)
        paint_page(painter,
                   chart_draw(f->arena, press->fonts, press->hyphen, chart,
                              &frames[i]),
                   STR(""));
    REQUIRE(paint_close(painter, f->arena, &text));
    paint_free(painter);
}

static void look_at_chart(struct fuzz *f, const struct chart *chart)
{
    REQUIRE(chart->n_series > 0);
    REQUIRE(chart->n_columns + chart->n_extras > 0);
    REQUIRE(chart->table != NULL && chart->alt.len > 0);
    fuzz_look_at(chart->alt);
    fuzz_look_at(chart->title);
    chart_check(chart, f->diags);
    draw(f, chart);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct place at = {"fuzz.md", 1, 1};
    struct fuzz *f = fuzz_begin(data, size);
    struct source source =
        clean_read(f->arena, "fuzz.md", f->bytes, ENCODING_UTF8, f->diags);

    fuzz_add_dataset(f);
    const struct chart *chart =
        figure_chart(f->arena, &f->report, LANG_NL, source.text, at, f->diags);
    const struct table *table =
        figure_table(f->arena, &f->report, LANG_EN, source.text, at, f->diags);
    if (chart != NULL)
        look_at_chart(f, chart);
    for (size_t i = 0; table != NULL && i < table->n_rows; i++)
        REQUIRE(table->rows[i].cells != NULL);
    return fuzz_end(f);
}
