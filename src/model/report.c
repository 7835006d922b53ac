#include "model/report.h"

#include "base/buf.h"

struct dataset *report_dataset(const struct report *r, struct str key)
{
    for (size_t i = 0; i < r->n_datasets; i++)
        if (str_eq(r->datasets[i].key, key))
            return &r->datasets[i];
    return NULL;
}

static void put_part(struct buf *line, struct str part)
{
    if (part.len == 0)
        return;
    if (line->len > 0)
        buf_puts(line, " · ");
    buf_put(line, part);
}

struct str report_status_line(struct arena *a, const struct report *r,
                              enum lang lang)
{
    struct buf line = buf_new(a);

    put_part(&line,
             word_in(lang, r->status == STATUS_DRAFT ? WORD_STATUS_DRAFT
                                                     : WORD_STATUS_FINAL));
    if (r->version.len > 0) {
        put_part(&line, word_in(lang, WORD_VERSION));
        buf_putc(&line, ' ');
        buf_put(&line, r->version);
    }
    put_part(&line, format_date(a, r->date, lang));
    if (r->audience == AUDIENCE_CLOSED)
        put_part(&line, word_in(lang, WORD_RESTRICTED));
    return buf_str(&line);
}
