#include "read/front.h"

#include "base/diag.h"
#include "model/report.h"
#include "read/source.h"
#include "read/yaml.h"

static bool is_fence(struct str line)
{
    return str_is(str_trim(line), "---");
}

/* The line that closes the front matter that `open` opens, or 0. */
static unsigned closing_line(const struct source *s, unsigned open)
{
    for (unsigned i = open + 1; i <= s->n_lines; i++) {
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

/* The line that opens front matter, or 0.  Blank lines may have slipped in above
 * it; a line of --- with anything but a setting below it is a slide then. */
static unsigned opening_line(const struct source *s)
{
    unsigned first = 1;

    while (first < s->n_lines && str_trim(source_line(s, first)).len == 0)
        first++;
    if (!is_fence(source_line(s, first)) ||
        !str_starts(source_line(s, first), "---"))
        return 0;
    if (first > 1 &&
        (first == s->n_lines || !looks_like_setting(source_line(s, first + 1))))
        return 0;
    return first;
}

size_t front_read(struct arena *a, struct source *source, struct page *page,
                  bool *draft, struct diags *diags)
{
    unsigned open = source->n_lines > 0 ? opening_line(source) : 0;
    struct place start = {source->file, open + 1, 1};

    if (open == 0)
        return 0;
    unsigned close = closing_line(source, open);
    if (close == 0) {
        if (looks_like_setting(source_line(source, open + 1)))
            diag_add(diags, DIAG_FRONT_OPEN,
                     (struct place){source->file, open, 1}, NULL);
        return 0;
    }
    size_t from = source->lines[open];
    size_t to = source->lines[close - 1];
    const struct yaml *map =
        yaml_read(a, str_slice(source->text, from, to), start, diags);
    if (map != NULL)
        read_keys(map, page, draft, diags);
    return close < source->n_lines ? source->lines[close] : source->text.len;
}
