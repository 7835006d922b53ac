/* Any bytes are the front matter of a page, closed or not. */
#include "fuzz_kit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz *f = fuzz_begin(data, size);
    struct str text = str_format(f->arena, "---\n%.*s", STR_ARG(f->bytes));
    struct source source =
        clean_read(f->arena, "fuzz.md", text, ENCODING_UTF8, f->diags);
    bool draft = false;
    size_t from = front_read(f->arena, &source, &f->page, &draft, f->diags);

    REQUIRE(from <= source.text.len);
    REQUIRE(from == 0 || strchr("\r\n", source.text.p[from - 1]) != NULL ||
            from == source.text.len);
    fuzz_look_at(f->page.title);
    fuzz_look_at(f->page.description);
    return fuzz_end(f);
}
