#include "read/clean.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"

static bool is_control(char c)
{
    return ((unsigned char)c < ' ' && c != '\t' && c != '\n' && c != '\r') ||
           c == 0x7F;
}

static size_t first_control(struct str text)
{
    size_t i = utf8_plain(text, 0);

    while (i < text.len && !is_control(text.p[i]))
        i = utf8_plain(text, i + 1);
    return i;
}

struct source clean_read(struct arena *a, const char *file, struct str bytes,
                         enum encoding encoding, struct diags *diags)
{
    struct source source = source_read(a, file, bytes, encoding, diags);
    struct buf clean = buf_new(a);
    size_t wrong = first_control(source.text);

    if (wrong == source.text.len)
        return source;
    diag_add(diags, DIAG_CONTROL_CHAR, source_place(&source, wrong), "U+%04X",
             (unsigned)(unsigned char)source.text.p[wrong]);
    for (size_t i = 0; i < source.text.len; i++) {
        if (is_control(source.text.p[i]))
            buf_put_char(&clean, 0xFFFD);
        else
            buf_putc(&clean, source.text.p[i]);
    }
    return source_read(a, file, buf_str(&clean), ENCODING_UTF8, diags);
}
