#include "layout/dest.h"

#include "model/doc.h"
#include "model/report.h"

struct str dest_of(struct arena *a, const struct page *page, struct str id)
{
    struct str slug = page == NULL ? STR("") : page->slug;

    return str_format(a, "%.*s#%.*s", STR_ARG(slug), STR_ARG(id));
}

static struct str id_or(struct arena *a, struct str id, const char *kind,
                        unsigned number)
{
    if (id.len > 0 || number == 0)
        return id;
    return str_format(a, "%s^%u", kind, number);
}

struct str dest_id_of_figure(struct arena *a, struct str id, unsigned number)
{
    return id_or(a, id, "figure", number);
}

struct str dest_id_of_table(struct arena *a, struct str id, unsigned number)
{
    return id_or(a, id, "table", number);
}

struct str title_with_number(struct arena *a, struct str number,
                             struct str title)
{
    if (number.len == 0)
        return title;
    return str_format(a, "%.*s\u2002%.*s", STR_ARG(number), STR_ARG(title));
}

struct str note_mark(struct arena *a, const struct footnote *note)
{
    return note->mark.len > 0 ? note->mark : str_format(a, "%u", note->number);
}

struct str dest_of_note(struct arena *a, const struct page *page,
                        const struct footnote *note)
{
    struct str mark = note_mark(a, note);

    return dest_of(a, page, str_format(a, "^%.*s", STR_ARG(mark)));
}

struct str dest_of_mention(struct arena *a, const struct page *page,
                           const struct footnote *note, unsigned mention)
{
    struct str mark = note_mark(a, note);

    return dest_of(a, page, str_format(a, "^%.*s-%u", STR_ARG(mark), mention));
}
