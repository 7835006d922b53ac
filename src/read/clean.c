#include "read/clean.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"

/* Tells of the character at `wrong`; the text without it and its like. */
static struct str clean_from(struct arena *a, struct str text, size_t wrong,
                             struct place at, struct diags *diags)
{
    struct buf clean = buf_new(a);
    size_t next = wrong;

    diag_add(diags, DIAG_CONTROL_CHAR, at, "U+%04X", utf8_next(text, &next));
    for (size_t i = 0; i < text.len;) {
        unsigned c = utf8_next(text, &i);

        buf_put_char(&clean, utf8_is_forbidden(c) ? 0xFFFD : c);
    }
    return buf_str(&clean);
}

struct source clean_read(struct arena *a, const char *file, struct str bytes,
                         enum encoding encoding, struct diags *diags)
{
    struct source source = source_read(a, file, bytes, encoding, diags);
    size_t wrong = utf8_first_forbidden(source.text);

    if (wrong == source.text.len)
        return source;
    struct str text =
        clean_from(a, source.text, wrong, source_place(&source, wrong), diags);
    return source_read(a, file, text, ENCODING_UTF8, diags);
}

struct str clean_text(struct arena *a, struct str text, struct place at,
                      struct diags *diags)
{
    size_t wrong = utf8_first_forbidden(text);

    return wrong == text.len ? text : clean_from(a, text, wrong, at, diags);
}
