#include "layout/dest.h"

#include "model/report.h"

struct str dest_of(struct arena *a, const struct page *page, struct str id)
{
    struct str slug = page == NULL ? STR("") : page->slug;

    return str_format(a, "%.*s#%.*s", STR_ARG(slug), STR_ARG(id));
}

struct str dest_of_note(struct arena *a, const struct page *page,
                        unsigned number)
{
    return dest_of(a, page, str_format(a, "^%u", number));
}

struct str dest_of_mention(struct arena *a, const struct page *page,
                           unsigned number, unsigned mention)
{
    return dest_of(a, page, str_format(a, "^%u-%u", number, mention));
}
