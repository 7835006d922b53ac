/* The set of pages: the front page, a page per Markdown file, everything in
 * one file, and what they share in assets/.  Pages are rendered first: only
 * then is it known which characters the fonts need. */
#include "html/html.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/output.h"
#include "html/downloads.h"
#include "html/shell.h"
#include "html/style.h"
#include "html/template.h"
#include "html/view.h"
#include "html/writer.h"
#include "model/report.h"
#include "model/theme.h"

/* A page of a long report leads to so many pages before it and behind it: each to
 * all would be a hundred million lines for ten thousand pages. */
enum {
    NEARBY_PAGES = 20
};

struct press_room {
    const struct site *site;
    struct arena *arena;
    struct templates *templates;
    struct outputs *out;
    struct charset *characters;
    struct str *problem;
};

/* --- contents ------------------------------------------------------------- */

static void add_sections(struct view *list, const struct writer *from,
                         const struct page *page, const struct block *block,
                         unsigned depth)
{
    struct arena *a = from->arena;

    for (; block != NULL && depth < WRITER_DEPTH_MAX; block = block->next) {
        if (block->kind == BLOCK_DIV && block->div == DIV_PAGE)
            add_sections(list, from, page, block->children, depth + 1);
        if (block->kind != BLOCK_HEADING || block->level != 2)
            continue;

        struct view *section = view_element(a, list);

        view_text(a, section, "title", inlines_text(a, block->inlines));
        view_text(a, section, "url", link_to_page(from, page, block->attrs.id));
    }
}

/* A line of the contents, with its sections. */
static void add_page_line(const struct press_room *room, struct view *list,
                          enum medium medium, const struct page *page,
                          const struct page *current)
{
    struct arena *a = room->arena;
    struct view *line = view_element(a, list);
    struct buf nothing = buf_new(a);
    struct writer from = writer_of_page(room->site, medium, current, &nothing);

    view_text(a, line, "title", page->title);
    view_text(a, line, "description", page->description);
    view_text(a, line, "url", link_to_page(&from, page, STR("")));
    view_flag(a, line, "current", page == current);
    add_sections(view_list(a, line, "sections"), &from, page, page->blocks, 0);
}

static void add_contents(const struct press_room *room, struct view *view,
                         enum medium medium)
{
    const struct report *report = room->site->report;
    struct view *list = view_list(room->arena, view, "pages");

    for (size_t i = 0; i < report->n_pages; i++)
        if (report->pages[i].in_pages)
            add_page_line(room, list, medium, &report->pages[i], NULL);
}

/* The contents beside a page: a window of the pages, which does not shrink at
 * the ends of the report. */
static void add_nearby(const struct press_room *room, struct view *view,
                       size_t index)
{
    const struct report *report = room->site->report;
    struct view *list = view_list(room->arena, view, "pages");
    size_t most = 2 * NEARBY_PAGES + 1;
    size_t from = index > NEARBY_PAGES ? index - NEARBY_PAGES : 0;

    if (from + most > report->n_pages)
        from = report->n_pages > most ? report->n_pages - most : 0;
    for (size_t i = from; i < report->n_pages && i < from + most; i++)
        if (report->pages[i].in_pages)
            add_page_line(room, list, MEDIUM_PAGES, &report->pages[i],
                          &report->pages[index]);
    view_flag(room->arena, view, "more_pages", report->n_pages > most);
}

/* --- a page --------------------------------------------------------------- */

/* The page's # heading, when it starts with one: it stands in the template,
 * the rest in the body. */
static const struct block *own_heading(const struct page *page)
{
    const struct block *first = page->blocks;

    return first != NULL && first->kind == BLOCK_HEADING && first->level == 1
               ? first
               : NULL;
}

static struct str heading_html(const struct press_room *room, struct writer *w,
                               const struct block *heading)
{
    struct buf out = buf_new(room->arena);
    struct buf *body = w->out;

    w->out = &out;
    if (heading != NULL)
        write_heading_inlines(w, heading->inlines);
    else
        write_heading_text(w, w->page->title);
    w->out = body;
    return buf_str(&out);
}

/* title, description, lang, id, heading, body */
static void add_page(const struct press_room *room, struct view *view,
                     enum medium medium, const struct page *page)
{
    struct arena *a = room->arena;
    struct buf body = buf_new(a);
    struct writer w = writer_of_page(room->site, medium, page, &body);
    const struct block *heading = own_heading(page);
    struct str id = heading != NULL ? heading->attrs.id : STR("");

    if (medium == MEDIUM_PAGES)
        w.assets = room->out;
    else
        w.prefix = str_format(a, "%.*s--", STR_ARG(page->slug));
    buf_reserve(&body, html_room(page));
    w.past_h1 = true;
    view_text(a, view, "title", page->title);
    view_text(a, view, "description", page->description);
    view_text(a, view, "lang", lang_code(page->lang));
    view_text(a, view, "slug", page->slug);
    view_text(a, view, "id",
              id.len == 0
                  ? id
                  : str_format(a, "%.*s%.*s", STR_ARG(w.prefix), STR_ARG(id)));
    view_text(a, view, "heading", heading_html(room, &w, heading));
    write_blocks(&w, heading != NULL ? heading->next : page->blocks);
    write_footnotes(&w);
    view_text(a, view, "body", buf_str(&body));
}

static const struct page *neighbour(const struct report *report, size_t at,
                                    int step)
{
    for (size_t i = at + (size_t)step; i < report->n_pages; i += (size_t)step)
        if (report->pages[i].in_pages)
            return &report->pages[i];
    return NULL;
}

static void add_neighbour(const struct press_room *room, struct view *view,
                          const char *name, const struct page *page)
{
    struct arena *a = room->arena;

    if (page == NULL)
        return;

    struct view *link = view_object(a, view, name);

    view_text(a, link, "title", page->title);
    view_text(a, link, "url", str_format(a, "%.*s.html", STR_ARG(page->slug)));
}

static bool add_file(const struct press_room *room, const char *template_name,
                     const struct view *view, struct str path)
{
    struct str html;

    if (!shell_render(room->site, room->templates, template_name, view, &html,
                      room->problem))
        return false;
    charset_add(room->characters, html);
    outputs_add(room->out, path, html);
    return true;
}

static bool make_page(const struct press_room *room, size_t index)
{
    struct arena *a = room->arena;
    const struct report *report = room->site->report;
    const struct page *page = &report->pages[index];
    struct view *view = shell_view(room->site, page->lang);

    add_page(room, view_object(a, view, "page"), MEDIUM_PAGES, page);
    view_flag(a, view, "contents", page->toc);
    if (page->toc) {
        struct buf nothing = buf_new(a);
        struct writer w =
            writer_of_page(room->site, MEDIUM_PAGES, page, &nothing);

        add_sections(view_list(a, view, "sections"), &w, page, page->blocks, 0);
    }
    add_nearby(room, view, index);
    add_neighbour(room, view, "previous", neighbour(report, index, -1));
    add_neighbour(room, view, "next", neighbour(report, index, 1));
    return add_file(room, "page.html", view,
                    str_format(a, "%.*s.html", STR_ARG(page->slug)));
}

static bool make_pages(const struct press_room *room)
{
    const struct report *report = room->site->report;

    for (size_t i = 0; i < report->n_pages; i++)
        if (report->pages[i].in_pages && !make_page(room, i))
            return false;
    return true;
}

static bool make_index(const struct press_room *room)
{
    struct view *view = shell_view(room->site, room->site->report->lang);

    shell_logo(room->site, view, room->out);
    add_contents(room, view, MEDIUM_PAGES);
    downloads_add(room->arena, view, room->site->report, room->out);
    return add_file(room, "index.html", view, STR("index.html"));
}

/* --- what they share ------------------------------------------------------ */

static bool read_style(const struct press_room *room, struct str *css)
{
    if (templates_read(room->templates, "page.css", css))
        return true;
    *room->problem = shell_problem(room->site, "page.css");
    return false;
}

static struct str join(struct arena *a, struct str first, struct str second,
                       struct str third)
{
    struct buf all = buf_new(a);

    buf_put(&all, first);
    buf_put(&all, second);
    buf_put(&all, third);
    return buf_str(&all);
}

static void add_assets(const struct press_room *room, struct str css,
                       const struct web_font *fonts, size_t n_fonts)
{
    struct arena *a = room->arena;
    const struct theme *theme = room->site->theme;
    struct str style =
        join(a, style_properties(a, theme),
             style_font_faces(a, theme, fonts, n_fonts, false), css);

    outputs_add(room->out, STR("assets/page.css"), style);
    for (size_t i = 0; i < n_fonts; i++) {
        struct str file = style_font_file(a, &fonts[i]);

        outputs_add(room->out, str_format(a, "assets/%.*s", STR_ARG(file)),
                    fonts[i].bytes);
    }
}

static bool make_single(const struct press_room *room, struct str css,
                        const struct web_font *fonts, size_t n_fonts)
{
    struct arena *a = room->arena;
    const struct report *report = room->site->report;
    const struct theme *theme = room->site->theme;
    struct view *view = shell_view(room->site, report->lang);
    struct view *chapters = view_list(a, view, "chapters");

    shell_logo(room->site, view, NULL);
    for (size_t i = 0; i < report->n_pages; i++)
        if (report->pages[i].in_pages)
            add_page(room, view_element(a, chapters), MEDIUM_SINGLE,
                     &report->pages[i]);
    add_contents(room, view, MEDIUM_SINGLE);
    shell_embed(a, view,
                join(a, style_properties(a, theme),
                     style_font_faces(a, theme, fonts, n_fonts, true), css),
                STR(""));
    return add_file(room, "report.html", view, STR("report.html"));
}

bool html_pages(const struct site *site, struct outputs *out,
                struct str *problem)
{
    struct arena *a = site->arena;
    struct press_room room = {
        .site = site,
        .arena = a,
        .templates = shell_templates(site),
        .out = out,
        .characters = charset_new(a),
        .problem = problem,
    };
    struct web_font fonts[WEB_FONTS];
    size_t n_fonts;
    struct str css;

    shell_characters(site, site->report->lang, room.characters);
    if (!read_style(&room, &css) || !make_pages(&room))
        return false;
    css = join(a, css, style_shares(a, site->report), STR(""));
    n_fonts = style_subset(a, site->fonts, room.characters, fonts);
    add_assets(&room, css, fonts, n_fonts);
    return make_single(&room, css, fonts, n_fonts) && make_index(&room);
}
