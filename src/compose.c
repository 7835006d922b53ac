/* compose.c - which file of the set is made of what.
 *
 * Painting is most of the work, and no file needs another: every PDF and every
 * chart is a piece of its own, with its own arena, and pieces are made on as
 * many cores as there are.  They are collected in their fixed order, so the
 * number of cores never shows in the bytes. */
#include "compose.h"

#include "base/arena.h"
#include "base/digest.h"
#include "base/inputs.h"
#include "base/map.h"
#include "base/parallel.h"
#include "chart/chart.h"
#include "html/html.h"
#include "model/chart.h"
#include "paint/cairo.h"
#include "paint/letters.h"
#include "paint/paint.h"
#include "paint/pdf.h"
#include "paint/sum.h"
#include "paint/svg_file.h"
#include "publish/publish.h"
#include "publish/record.h"
#include "run.h"

/* A loose chart is read on its own, in a mail or another document: a wide
 * column, 14 points of type, its words inside. */
enum {
    LOOSE_CHART_WIDTH = 800,
    LOOSE_CHART_TEXT = 14,
};

/* One or more files that are made together. */
struct piece {
    struct arena *arena;
    bool (*make)(const struct run *run, struct piece *piece);
    const char *path;            /* a PDF: its name */
    const struct sheets *sheets; /* a PDF: its pages */
    const struct chart *chart;   /* a chart */
    struct str sum;              /* a chart: of what it shows; else "" */
    struct outputs outputs;      /* what came of it */
    struct str problem;          /* why nothing did */
    bool ok;
};

struct pieces {
    const struct run *run;
    struct piece *items;
    size_t count, cap;
};

struct site site_of(struct run *run)
{
    struct map *drawings = ARENA_NEW(run->arena, struct map);

    *drawings = map_new(run->arena);
    return (struct site){
        .arena = run->arena,
        .report = &run->report,
        .deck = &run->deck,
        .theme = &run->theme,
        .fonts = run->fonts,
        .hyphen = run->hyphen,
        .templates = run->templates,
        .house = run->house,
        .diags = run->diags,
        .drawings = drawings,
    };
}

static bool wants(const struct run *run, enum target target)
{
    return (run->options->targets & target) != 0;
}

/* What a picture shows, as a sum. */
static struct str sum_of(struct arena *a, const struct scene *scene,
                         const struct palette *palette)
{
    struct painter *painter = sum_new(a, palette);
    struct str sum;

    paint_page(painter, scene, STR(""));
    if (!paint_close(painter, a, &sum))
        sum = STR("");
    paint_free(painter);
    return sum;
}

/* The same with the words that an SVG has besides. */
static struct str sum_of_chart(struct arena *a, const struct chart *chart,
                               const struct scene *scene,
                               const struct palette *palette)
{
    struct str sum = sum_of(a, scene, palette);

    if (sum.len == 0)
        return sum;
    return digest_hex(a,
                      str_format(a, "%.*s\n%.*s\n%.*s", STR_ARG(sum),
                                 STR_ARG(chart->title), STR_ARG(chart->alt)));
}

/* Takes over a file of the set that stands there, when it was made of the
 * same. */
static bool take_over(const struct run *run, struct piece *piece,
                      struct str path)
{
    struct output file;

    if (run->earlier == NULL || piece->sum.len == 0 ||
        !record_file(piece->arena, run->dir, run->earlier, path, piece->sum,
                     &file))
        return false;
    outputs_append(&piece->outputs, &file);
    return true;
}

struct painter *chart_file_new(struct arena *a, const struct palette *palette,
                               const struct chart *chart)
{
    const struct svg_words words = {
        .lang = lang_tag(chart->lang),
        .title = chart->title,
        .description = chart->alt,
    };

    return svg_file_new(a, palette, &words);
}

/* Ends a painting and keeps its bytes.  `why` asks the painter what went wrong;
 * NULL when it cannot tell. */
static bool keep_painting(struct piece *piece, struct painter *painter,
                          const char *path,
                          struct str (*why)(const struct painter *))
{
    struct str bytes;
    bool ok = paint_close(painter, piece->arena, &bytes);

    if (ok)
        outputs_add(&piece->outputs, str_of(path), bytes)->sum = piece->sum;
    else if (why != NULL)
        piece->problem =
            str_format(piece->arena, "%s: %.*s", path, STR_ARG(why(painter)));
    else
        piece->problem = str_format(piece->arena, "%s could not be made", path);
    paint_free(painter);
    return ok;
}

struct scene *draw_loose_chart(struct arena *a, const struct run *run,
                               const struct chart *chart)
{
    const struct chart_frame frame = {
        .width = LOOSE_CHART_WIDTH,
        .text = LOOSE_CHART_TEXT,
        .with_words = true,
        .lang = chart->lang,
    };

    return chart_draw(a, run->fonts,
                      hyphen_for(run->hyphen, lang_code(chart->lang)), chart,
                      &frame);
}

/* The painters of the pictures of a chart; each is asked for when it is known
 * that there is something to paint.  The large one comes before the small one:
 * what it gives back is memory enough. */
static const struct picture {
    const char *suffix;
    double scale; /* 0: SVG */
} pictures[] = {{".svg", 0}, {"@2x.png", 2}, {".png", 1}};

static bool paint_picture(const struct run *run, struct piece *piece,
                          const struct scene *scene,
                          const struct picture *picture, const char *path)
{
    const struct palette *palette = &run->theme.light;
    struct arena *easel = arena_new(); /* larger than what comes of it */
    struct painter *painter =
        picture->scale > 0
            ? cairo_png_new(easel, palette, run->letters, picture->scale)
            : chart_file_new(easel, palette, piece->chart);

    paint_page(painter, scene, STR(""));
    bool ok = keep_painting(piece, painter, path, NULL);
    arena_free(easel);
    return ok;
}

static bool make_chart(const struct run *run, struct piece *piece)
{
    struct arena *easel = arena_new();
    const struct palette *palette = &run->theme.light;
    const struct scene *scene = draw_loose_chart(easel, run, piece->chart);
    bool ok = true;

    piece->sum = str_copy(piece->arena,
                          sum_of_chart(easel, piece->chart, scene, palette));
    for (size_t i = 0; ok && i < sizeof(pictures) / sizeof(pictures[0]); i++) {
        struct str path =
            str_format(piece->arena, "charts/%.*s%s",
                       STR_ARG(piece->chart->file_name), pictures[i].suffix);

        ok = take_over(run, piece, path) ||
             paint_picture(run, piece, scene, &pictures[i], path.p);
    }
    arena_free(easel);
    return ok;
}

static bool make_pdf(const struct run *run, struct piece *piece)
{
    struct arena *a = piece->arena;
    const struct report *report = &run->report;
    const struct pdf_info info = {
        .title = report->title,
        .author = report->organisation,
        .subject = report_status_line(a, report, report->lang),
        .lang = lang_tag(report->lang),
        .iso_date = format_iso_date(a, report->date),
        .palette = &run->theme.light,
        .root = piece->sheets->root,
        .outline = piece->sheets->outline,
        .n_outline = piece->sheets->n_outline,
    };
    struct arena *easel = arena_new();
    struct painter *painter = pdf_new(easel, &info);

    for (size_t i = 0; i < piece->sheets->count; i++)
        paint_page(painter, piece->sheets->items[i].scene,
                   piece->sheets->items[i].label);
    bool ok = keep_painting(piece, painter, piece->path, pdf_problem);
    arena_free(easel);
    return ok;
}

static void add_piece(struct pieces *pieces, struct run *run,
                      struct piece piece)
{
    piece.arena = arena_new();
    piece.outputs.arena = piece.arena;
    piece.sum = STR("");
    run_adopt(run, piece.arena);
    pieces->items = arena_grow(run->arena, pieces->items, pieces->count,
                               &pieces->cap, sizeof(*pieces->items));
    pieces->items[pieces->count++] = piece;
}

static void add_charts(struct pieces *pieces, struct run *run)
{
    for (size_t i = 0; i < run->report.n_figures; i++) {
        const struct block *block = run->report.figures[i];

        if (block->kind == BLOCK_CHART)
            add_piece(
                pieces, run,
                (struct piece){.make = make_chart, .chart = block->chart});
    }
}

static void add_pdf(struct pieces *pieces, struct run *run, const char *path,
                    const struct sheets *sheets)
{
    add_piece(pieces, run,
              (struct piece){.make = make_pdf, .path = path, .sheets = sheets});
}

static struct sheets *sheets_copy(struct run *run, struct sheets sheets)
{
    struct sheets *copy = ARENA_NEW(run->arena, struct sheets);

    *copy = sheets;
    return copy;
}

/* The longest pieces come first, so that no core waits for them at the end. */
static struct pieces plan(struct run *run)
{
    struct pieces pieces = {.run = run};

    if (wants(run, TARGET_PDF)) {
        add_pdf(&pieces, run, "report.pdf", &run->pages);
        add_pdf(&pieces, run, "slides.pdf", &run->slides);
        add_pdf(&pieces, run, "handout.pdf",
                sheets_copy(run, layout_handout(&run->press, &run->slides)));
    }
    if (run->options->with_notes)
        add_pdf(&pieces, run, "internal/notes.pdf",
                sheets_copy(run, layout_notes(&run->press, &run->slides)));
    if (wants(run, TARGET_CHARTS)) {
        run->letters = letters_new();
        add_charts(&pieces, run);
    }
    return pieces;
}

static void make_piece(void *context, size_t i)
{
    struct pieces *pieces = context;
    struct piece *piece = &pieces->items[i];

    piece->ok = piece->make(pieces->run, piece);
}

static bool collect(struct run *run, const struct pieces *pieces,
                    struct str *problem)
{
    for (size_t i = 0; i < pieces->count; i++) {
        const struct piece *piece = &pieces->items[i];

        if (!piece->ok) {
            *problem = piece->problem;
            return false;
        }
        for (size_t f = 0; f < piece->outputs.count; f++)
            outputs_append(&run->outputs, &piece->outputs.items[f]);
    }
    return true;
}

/* manifest.json lists the files of the house style too: they are part of what
 * the set was made of.  A template may have been read more than once. */
static void name_house_files(struct run *run)
{
    struct inputs *inputs = run->report.inputs;
    struct map named = map_new(run->arena);

    for (size_t i = 0; i < inputs->count && run->house != NULL; i++) {
        struct input *input = &inputs->items[i];
        size_t folder = strlen(run->house);

        if (input->kind != INPUT_FILE || str_is(input->answer, "-") ||
            !str_starts(input->path, run->house) || input->path.len == folder ||
            input->path.p[folder] != '/')
            continue;
        void **first = map_at(&named, input->path);
        input->name = *first != NULL
                          ? STR("")
                          : str_format(run->arena, "templates%.*s",
                                       STR_ARG(str_slice(input->path, folder,
                                                         input->path.len)));
        *first = input;
    }
}

/* The pages come last: their download list names the size of the others. */
bool compose(struct run *run, struct str *problem)
{
    struct site site = site_of(run);
    struct pieces pieces = plan(run);
    bool notes = run->options->with_notes;

    parallel_run(pieces.count, run->options->jobs, make_piece, &pieces);
    if (!collect(run, &pieces, problem))
        return false;
    if (wants(run, TARGET_DATA))
        publish_data(run->arena, &run->report, &run->outputs);
    if ((wants(run, TARGET_SLIDES) || notes) &&
        !html_deck(&site, notes, &run->outputs, problem))
        return false;
    if (wants(run, TARGET_HTML) && !html_pages(&site, &run->outputs, problem))
        return false;
    name_house_files(run);
    publish_manifest(run->arena, &run->report, &run->outputs);
    return true;
}
