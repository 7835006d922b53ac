/* Any text with {{ }} in it: no crash, and what comes back is text. */
#include "fuzz_kit.h"

#include "read/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct place at = {"fuzz.md", 1, 1};
    struct fuzz *f = fuzz_begin(data, size);
    struct source source =
        clean_read(f->arena, "fuzz.md", f->bytes, ENCODING_UTF8, f->diags);

    fuzz_add_dataset(f);
    /* The whole as the text around values, and as what is between braces. */
    fuzz_look_at(
        value_expand(f->arena, &f->report, LANG_NL, source.text, at, f->diags));
    struct str braced = str_format(f->arena, "{{%.*s}}", STR_ARG(source.text));
    fuzz_look_at(
        value_expand(f->arena, &f->report, LANG_EN, braced, at, f->diags));
    return fuzz_end(f);
}
