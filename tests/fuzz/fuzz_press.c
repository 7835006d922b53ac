/* Any bytes are a page, and go all the way: slides, paper, handout, speaker
 * notes, HTML, and one of them into a PDF. */
#include "fuzz_kit.h"

#include "html/html.h"
#include "model/deck.h"
#include "paint/paint.h"
#include "paint/pdf.h"
#include "paint/trace.h"

static void paint(struct fuzz *f, struct painter *painter,
                  const struct sheets *sheets)
{
    struct str bytes;

    for (size_t i = 0; i < sheets->count; i++)
        paint_page(painter, sheets->items[i].scene, sheets->items[i].label);
    REQUIRE(paint_close(painter, f->arena, &bytes));
    paint_free(painter);
}

static void make_pdf(struct fuzz *f, const struct sheets *sheets)
{
    const struct palette palette = f->theme.light;
    const struct pdf_info info = {.title = f->report.title,
                                  .lang = STR("nl-NL"),
                                  .palette = &palette,
                                  .root = sheets->root,
                                  .outline = sheets->outline,
                                  .n_outline = sheets->n_outline};

    paint(f, pdf_new(f->arena, &info), sheets);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz *f = fuzz_begin(data, size);
    struct press *press = fuzz_press(f);

    fuzz_add_dataset(f);
    fuzz_add_page(f, f->bytes);
    struct deck deck = deck_make(f->arena, &f->report);

    layout_fit(press, &deck);

    const struct sheets slides = layout_slides(press, &deck);
    const struct sheets sheets[] = {layout_report(press), slides,
                                    layout_handout(press, &slides),
                                    layout_notes(press, &slides)};
    const struct site site = {.arena = f->arena,
                              .report = &f->report,
                              .deck = &deck,
                              .theme = &f->theme,
                              .fonts = press->fonts,
                              .hyphen = press->hyphen,
                              .diags = f->diags};

    for (size_t i = 0; i < sizeof(sheets) / sizeof(sheets[0]); i++)
        paint(f, trace_new(f->arena), &sheets[i]);
    fuzz_look_at(html_body(&site, &f->page));
    make_pdf(f, &sheets[size % 4]);
    return fuzz_end(f);
}
