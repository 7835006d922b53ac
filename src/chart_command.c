/* chart_command.c - `plenum chart FILE.csv`: one chart of any table. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "chart/chart.h"
#include "check/totals.h"
#include "compose.h"
#include "model/chart.h"
#include "paint/cairo.h"
#include "paint/letters.h"
#include "paint/paint.h"
#include "paint/pdf.h"
#include "paint/tag.h"
#include "read/figures.h"
#include "read/loose.h"
#include "read/unit.h"
#include "run.h"

/* What the command line says of a table that has no plenum.yml. */
static void apply_options(struct arena *a, struct report *report,
                          const struct options *o)
{
    struct dataset *data = &report->datasets[0];

    data->key = strcmp(o->operand, "-") == 0 ? STR("standard input")
                                             : file_name(str_of(o->operand));
    if (o->chart_unit != NULL)
        data->unit = unit_plain(a, str_of(o->chart_unit));
    if (o->chart_source != NULL)
        data->source = str_of(o->chart_source);
    if (o->lang != NULL && strcmp(o->lang, "en") == 0)
        report->lang = LANG_EN;
}

/* The chart as an author would write it in a page, and which option of the
 * command each key comes from. */
enum {
    KEYS_MAX = 8
};

struct written_chart {
    struct buf yaml;
    struct {
        const char *option;
        unsigned line; /* from 1 */
    } keys[KEYS_MAX];
    size_t n_keys;
};

static void begin_line(struct written_chart *w, const char *key,
                       const char *option)
{
    struct str so_far = buf_str(&w->yaml);
    unsigned line = 1;

    for (size_t i = 0; i < so_far.len; i++)
        line += so_far.p[i] == '\n';
    buf_printf(&w->yaml, "%s: ", key);
    w->keys[w->n_keys].option = option;
    w->keys[w->n_keys++].line = line;
}

/* The option that line is of; NULL for none. */
static const char *option_of(const struct written_chart *w, unsigned line)
{
    const char *option = NULL;

    for (size_t i = 0; i < w->n_keys && w->keys[i].line <= line; i++)
        option = w->keys[i].option;
    return option;
}

/* A string of JSON is one of YAML too, so nothing on the command line can mean
 * more than it says. */
static void put_line(struct written_chart *w, const char *key,
                     const char *option, const char *value)
{
    if (value == NULL)
        return;
    struct json json = json_new(&w->yaml);
    begin_line(w, key, option);
    json_str(&json, str_of(value));
    buf_putc(&w->yaml, '\n');
}

/* "Cloud,Data" is a list, unless something is called so. */
static void put_names(struct written_chart *w, const char *key,
                      const char *option, const char *value, bool one)
{
    struct json json = json_new(&w->yaml);
    struct str all = str_of(value);

    if (value == NULL || one || str_find(all, ',', 0) == all.len) {
        put_line(w, key, option, value);
        return;
    }
    begin_line(w, key, option);
    json_begin_array(&json);
    for (size_t from = 0; from <= all.len;) {
        size_t comma = str_find(all, ',', from);

        json_str(&json, str_trim(str_slice(all, from, comma)));
        from = comma + 1;
    }
    json_end_array(&json);
    buf_putc(&w->yaml, '\n');
}

/* Without --columns: the years; a table without years shows all it has. */
static void put_columns(struct written_chart *w, const struct dataset *data,
                        const char *wanted)
{
    struct json json = json_new(&w->yaml);

    if (wanted != NULL) {
        put_names(w, "columns", "--columns", wanted,
                  dataset_column_by_name(data, str_of(wanted)) >= 0);
        return;
    }
    if (data->n_columns == 0 || data->columns[0].kind == COLUMN_YEAR)
        return;
    begin_line(w, "columns", "--columns");
    json_begin_array(&json);
    for (size_t i = 0; i < data->n_columns; i++)
        json_str(&json, data->columns[i].name);
    json_end_array(&json);
    buf_putc(&w->yaml, '\n');
}

static size_t items_in(const struct dataset *data)
{
    size_t count = 0;

    for (size_t i = 0; i < data->n_rows; i++)
        count += data->rows[i].kind == ROW_ITEM;
    return count;
}

/* Many items over time are panels, one item is a row of bars, one column is a
 * ranking. */
static const char *default_type(const struct dataset *data,
                                const struct options *options)
{
    size_t years = 0;

    for (size_t i = 0; i < data->n_columns; i++)
        years += data->columns[i].kind == COLUMN_YEAR;
    if (options->chart_columns != NULL || years == 1 || data->n_columns == 1)
        return "ranking";
    return items_in(data) == 1 ? "bars" : "multiples";
}

/* A table of one item has no other rows to choose from: its name stands in the
 * subtitle. */
static const char *rows_of(struct arena *a, const struct dataset *data,
                           const struct options *options)
{
    if (options->chart_rows != NULL || items_in(data) != 1)
        return options->chart_rows;
    for (size_t i = 0; i < data->n_rows; i++)
        if (data->rows[i].kind == ROW_ITEM)
            return str_copy(a, data->rows[i].name).p;
    return NULL;
}

static struct written_chart write_down(struct run *run)
{
    const struct options *o = run->options;
    const struct dataset *data = &run->report.datasets[0];
    struct written_chart w = {.yaml = buf_new(run->arena)};
    const char *type =
        o->chart_type != NULL ? o->chart_type : default_type(data, o);
    const char *title = o->chart_title != NULL
                            ? o->chart_title
                            : str_copy(run->arena, data->title).p;

    put_line(&w, "id", "", "chart");
    put_line(&w, "data", "", str_copy(run->arena, data->key).p);
    put_line(&w, "type", "--type", type);
    const char *rows = rows_of(run->arena, data, o);
    put_names(&w, "rows", "--rows", rows,
              dataset_row_by_name(data, str_of(rows)) != NULL ||
                  dataset_group_by_name(data, str_of(rows)) != NO_GROUP);
    put_columns(&w, data, o->chart_columns);
    put_line(&w, "title", "--title", title);
    return w;
}

/* The whole picture is one figure with the chart's alt text. */
static struct painter *pdf_painter(struct run *run, const struct chart *chart,
                                   struct scene *scene, struct pdf_info *info)
{
    struct tags tags = {.arena = run->arena};
    struct tag *root = tag_new(&tags, TAG_DOCUMENT, NULL);
    struct tag *figure = tag_new(&tags, TAG_FIGURE, root);

    figure->alt = chart->alt;
    figure->w = scene->width;
    figure->h = scene->height;
    for (size_t i = 0; i < scene->n_shapes; i++)
        scene->shapes[i].tag = figure;
    *info = (struct pdf_info){
        .title = chart->title,
        .lang = lang_tag(run->report.lang),
        .palette = &run->theme.light,
        .root = root,
    };
    return pdf_new(run->arena, info);
}

/* The ending of -o says what is made; without -o it is SVG on stdout. */
static struct painter *painter_for(struct run *run, const struct chart *chart,
                                   struct scene *scene, struct pdf_info *info)
{
    struct arena *a = run->arena;
    const struct palette *palette = &run->theme.light;
    struct str kind = run->options->out_given
                          ? file_extension(a, str_of(run->options->out))
                          : STR("svg");

    if (str_is(kind, "svg"))
        return chart_file_new(a, palette, chart);
    if (str_is(kind, "png")) {
        run->letters = letters_new();
        return cairo_png_new(a, palette, run->letters, 2);
    }
    if (str_is(kind, "pdf"))
        return pdf_painter(run, chart, scene, info);
    return NULL;
}

static enum exit_status write_chart(struct run *run, struct str bytes)
{
    if (!run->options->out_given) {
        fwrite(bytes.p, 1, bytes.len, stdout);
        return EXIT_FINE;
    }
    const char *path = below_root(run, run->options->out);
    if (file_replace(path, bytes))
        return EXIT_FINE;
    return world_failed(path, strerror(errno));
}

static enum exit_status draw(struct run *run, const struct chart *chart)
{
    struct scene *scene = draw_loose_chart(run->arena, run, chart);
    struct pdf_info info;
    struct painter *painter = painter_for(run, chart, scene, &info);
    struct str bytes;

    if (painter == NULL)
        return world_failed(run->options->out,
                            "a chart is written as .svg, .png or .pdf");
    paint_page(painter, scene, STR(""));
    bool ok = paint_close(painter, run->arena, &bytes);
    paint_free(painter);
    return ok ? write_chart(run, bytes)
              : world_failed("the chart could not be painted", "");
}

static const char command_line[] = "command line";

/* A mistake stands at its option, where the user can mend it; what is said of
 * the chart as a whole stands at the file. */
static void tell_at_options(struct run *run, struct diags *from,
                            const struct written_chart *w)
{
    size_t n;
    const struct diag_view *all = diag_all(from, &n);

    for (size_t i = 0; i < n; i++) {
        struct place at = all[i].at;

        if (strcmp(at.file, command_line) == 0) {
            const char *option = option_of(w, at.line);

            at = (struct place){option, 0, 0};
            if (option == NULL)
                at.file = run->options->operand;
        }
        diag_add(run->diags, all[i].code, at, "%s", all[i].detail);
    }
}

static const struct chart *read_chart(struct run *run)
{
    const struct dataset *data = &run->report.datasets[0];
    struct place at = {command_line, 0, 0};
    struct diags *diags = diags_new();

    if (data->n_columns == 0 && diag_count(run->diags, DIAG_ERROR) == 0)
        diag_add(run->diags, DIAG_DATA_EMPTY,
                 (struct place){run->options->operand, 1, 1},
                 "no column below this header holds figures");
    check_totals(&run->report, run->diags);

    struct written_chart written = write_down(run);
    const struct chart *chart =
        figure_chart(run->arena, &run->report, run->report.lang,
                     buf_str(&written.yaml), at, diags);
    if (chart != NULL)
        chart_check(chart, diags);
    tell_at_options(run, diags, &written);
    diags_free(diags);
    return chart;
}

enum exit_status run_chart(const struct options *options)
{
    struct run run;
    struct str problem = {0};
    struct loose known = {options->decimal_sign, options->tolerance};

    open_run(&run, options);
    enum exit_status status = EXIT_FINE;
    if (!load_loose_data(run.arena, below_root(&run, options->operand), &known,
                         &run.report, run.diags, &problem))
        return close_run(&run, world_failed(problem.p, ""));
    apply_options(run.arena, &run.report, options);
    const struct chart *chart = read_chart(&run);
    status = conclude(&run);
    if (status == EXIT_FINE && chart != NULL)
        status = open_press(&run);
    if (status == EXIT_FINE && chart != NULL)
        status = draw(&run, chart);
    return close_run(&run, status);
}
