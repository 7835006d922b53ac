#include "read/reader.h"

#include "base/arena.h"
#include "model/report.h"
#include "read/markdown.h"

struct place reader_place(struct reader *r, size_t prepared)
{
    return source_place(r->source, prepared_source(&r->prepared, prepared));
}

struct place reader_block_place(struct reader *r, const struct md *md)
{
    const struct prepared *p = &r->prepared;
    size_t line = md->line > 0 ? md->line - 1 : 0;

    if (line >= p->n_lines)
        return reader_place(r, p->text.len);
    return reader_place(r, p->lines[line].start +
                               (md->column > 0 ? md->column - 1 : 0));
}

struct footnote *reader_mention(struct reader *r, struct str label,
                                struct place at)
{
    void **kept = map_at(&r->footnotes, str_copy(r->scratch, label));

    if (*kept == NULL) {
        struct footnote *undefined = ARENA_NEW(r->arena, struct footnote);
        undefined->label = str_copy(r->arena, label);
        undefined->at = at;
        *kept = undefined;
        diag_add(r->diags, DIAG_FOOTNOTE_UNKNOWN, at, "[^%.*s]",
                 STR_ARG(label));
    }
    struct footnote *note = *kept;
    if (note->number == 0) {
        r->mentioned = arena_grow(r->arena, r->mentioned, r->n_mentioned,
                                  &r->cap_mentioned, sizeof(struct footnote *));
        r->mentioned[r->n_mentioned++] = note;
        note->number = (unsigned)r->n_mentioned;
    }
    return note;
}
