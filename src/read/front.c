#include "read/front.h"

#include "base/diag.h"
#include "model/report.h"
#include "read/source.h"
#include "read/yaml.h"

static bool is_fence(struct str line)
{
    return str_is(str_trim(line), "---");
}

/* The line that closes the front matter, or 0. */
static unsigned closing_line(const struct source *s)
{
    for (unsigned i = 2; i <= s->n_lines; i++) {
        struct str line = source_line(s, i);
        if (is_fence(line) || str_is(str_trim(line), "..."))
            return i;
    }
    return 0;
}

/* "title: ..." */
static bool looks_like_setting(struct str line)
{
    size_t end = 0;

    while (end < line.len && line.p[end] >= 'a' && line.p[end] <= 'z')
        end++;
    return end > 0 && end < line.len && line.p[end] == ':';
}

static void read_keys(const struct yaml *map, struct page *page, bool *draft,
                      struct diags *diags)
{
    static const char *const keys[] = {"title", "description", "lang",  "deck",
                                       "page",  "toc",         "draft", NULL};
    static const char *const langs[] = {"nl", "en", NULL};
    size_t lang = page->lang;

    yaml_check_keys(map, keys, diags);
    yaml_text(map, "title", diags, &page->title);
    yaml_text(map, "description", diags, &page->description);
    if (yaml_choice(map, "lang", langs, diags, &lang))
        page->lang = (enum lang)lang;
    yaml_bool(map, "deck", diags, &page->in_deck);
    yaml_bool(map, "page", diags, &page->in_pages);
    yaml_bool(map, "toc", diags, &page->toc);
    yaml_bool(map, "draft", diags, draft);
}

size_t front_read(struct arena *a, struct source *source, struct page *page,
                  bool *draft, struct diags *diags)
{
    struct place start = {source->file, 2, 1};

    if (!is_fence(source_line(source, 1)) || !str_starts(source->text, "---"))
        return 0;
    unsigned close = closing_line(source);
    if (close == 0) {
        if (looks_like_setting(source_line(source, 2)))
            diag_add(diags, DIAG_FRONT_OPEN, (struct place){source->file, 1, 1},
                     NULL);
        return 0;
    }
    size_t from = source->lines[1];
    size_t to = source->lines[close - 1];
    const struct yaml *map =
        yaml_read(a, str_slice(source->text, from, to), start, diags);
    if (map != NULL)
        read_keys(map, page, draft, diags);
    return close < source->n_lines ? source->lines[close] : source->text.len;
}
