/* Any bytes are a theme: no crash, and without an error there is a look that a
 * slide and a page can be set in. */
#include "fuzz_kit.h"

#include "model/deck.h"
#include "read/load.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz *f = fuzz_begin(data, size);
    struct press *press = fuzz_press(f);

    theme_read(f->arena, "theme.yml", f->bytes, &f->theme, f->diags);
    if (diag_count(f->diags, DIAG_ERROR) == 0) {
        fuzz_add_dataset(f);
        fuzz_add_page(f, STR("# Een\n\nTekst met [een link](https://e.nl).\n\n"
                             "## Twee\n\n```table\ndata: d\n```\n"));
        struct deck deck = deck_make(f->arena, &f->report);
        layout_slides(press, &deck);
        REQUIRE(layout_report(press).count >= 3);
    }
    return fuzz_end(f);
}
