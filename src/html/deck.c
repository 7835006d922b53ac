/* The deck: every slide is a section of one document, so that without a script
 * it reads from top to bottom, and the script only shows one at a time. */
#include "html/html.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/output.h"
#include "html/shell.h"
#include "html/style.h"
#include "html/template.h"
#include "html/view.h"
#include "html/writer.h"
#include "model/deck.h"
#include "model/report.h"
#include "model/table.h"
#include "model/theme.h"

static unsigned title_level(const struct slide *slide)
{
    switch (slide->kind) {
    case SLIDE_TITLE:
        return 1;
    case SLIDE_SECTION:
        return 2;
    case SLIDE_CONTENT:
        break;
    }
    return slide->section > 0 ? 3 : 2;
}

static struct writer writer_of_slide(const struct site *site,
                                     const struct places *places,
                                     const struct slide *slide, struct buf *out)
{
    struct writer w = writer_of_page(site, MEDIUM_DECK, slide->page, out);

    w.places = places;
    w.slide = slide;
    w.prefix = str_format(site->arena, "%.*s--", STR_ARG(slide->id));
    /* ### on a slide is one below the slide's own title. */
    w.level_shift = slide->kind == SLIDE_CONTENT ? title_level(slide) - 2 : 0;
    return w;
}

static struct str title_html(struct writer *w, const struct slide *slide)
{
    struct buf out = buf_new(w->arena);
    struct buf *body = w->out;

    w->out = &out;
    if (slide->title != NULL)
        write_heading_inlines(w, slide->title);
    else
        write_heading_text(w, slide->title_text);
    w->out = body;
    return buf_str(&out);
}

static struct str notes_html(const struct site *site,
                             const struct places *places,
                             const struct slide *slide)
{
    struct buf out = buf_new(site->arena);
    struct writer w = writer_of_slide(site, places, slide, &out);

    w.prefix = str_format(site->arena, "%.*s--n-", STR_ARG(slide->id));
    for (size_t i = 0; i < slide->n_notes; i++)
        write_blocks(&w, slide->notes[i]->children);
    return buf_str(&out);
}

static struct str body_html(struct writer *w, const struct slide *slide)
{
    for (size_t i = 0; i < slide->n_blocks; i++)
        write_block(w, slide->blocks[i]);
    write_footnotes(w);
    return buf_str(w->out);
}

static void add_slide(const struct site *site, const struct places *places,
                      struct view *list, const struct slide *slide)
{
    struct arena *a = site->arena;
    struct view *view = view_element(a, list);
    struct buf out = buf_new(a);
    struct writer w = writer_of_slide(site, places, slide, &out);
    struct view *follows;

    view_text(a, view, "id", slide->id);
    view_text(a, view, "number", str_format(a, "%u", slide->number));
    view_text(a, view, "section", str_format(a, "%u", slide->section));
    view_text(a, view, "level", str_format(a, "%u", title_level(slide)));
    view_text(a, view, "name", slide->title_text);
    view_text(a, view, "title", title_html(&w, slide));
    view_text(a, view, "lang", lang_code(w.lang));
    view_text(a, view, "status", report_status_line(a, site->report, w.lang));
    view_flag(a, view, "is_title", slide->kind == SLIDE_TITLE);
    view_flag(a, view, "is_section", slide->kind == SLIDE_SECTION);
    view_flag(a, view, "is_content", slide->kind == SLIDE_CONTENT);
    view_flag(a, view, "goes_on",
              slide->kind == SLIDE_CONTENT && slide->title == NULL);
    view_flag(a, view, "many_follow", slide->fit.follows == 1);
    view_flag(a, view, "most_follow", slide->fit.follows == 2);
    follows = view_list(a, view, "follows");
    for (size_t i = 0; i < slide->n_follows; i++)
        view_element_text(a, follows, slide->follows[i]);
    view_text(a, view, "body", body_html(&w, slide));
}

/* What layout chose for a slide, as numbers of its own for the style sheet: a
 * strict policy has no style attributes. */
static void put_fit(struct buf *css, const struct slide *slide)
{
    const struct slide_fit *fit = &slide->fit;

    buf_printf(css, "[data-number=\"%u\"]{", slide->number);
    if (fit->type > 0)
        buf_printf(css, "--fit:%.4g;", fit->type);
    if (fit->title > 0)
        buf_printf(css, "--fit-title:%.4g;", fit->title);
    if (fit->tile > 0)
        buf_printf(css, "--tile:%.4g;", fit->tile);
    if (fit->key_above)
        buf_puts(css, "--key:block;");
    buf_puts(css, "}\n");
}

/* Pictures are as large as in slides.pdf; charts are drawn so. */
static void put_frames(struct buf *css, const struct slide *slide)
{
    for (size_t i = 0; i < slide->fit.n_frames; i++)
        buf_printf(css,
                   "[data-number=\"%u\"] .frame-%zu "
                   "img{width:calc(%.5g * var(--w))}\n",
                   slide->number, i, slide->fit.frames[i].width);
}

/* Tables are as dense as in slides.pdf and their columns as wide. */
static void put_tables(struct buf *css, const struct slide *slide)
{
    for (size_t i = 0; i < slide->fit.n_tables; i++) {
        const struct table_fit *fit = &slide->fit.tables[i];
        double sum = 0;

        for (size_t c = 0; c < fit->what->n_columns; c++) {
            sum += fit->widths[c];
            buf_printf(css,
                       ".staged [data-number=\"%u\"] .grid-%zu "
                       "col:nth-child(%zu){width:calc(%.5g * var(--w))}\n",
                       slide->number, i, c + 1, fit->widths[c]);
        }
        buf_printf(css,
                   "[data-number=\"%u\"] .grid-%zu{--table:%.4g;"
                   "--table-row:%.4g;--table-width:%.5g}\n",
                   slide->number, i, fit->type, fit->row, sum);
    }
}

/* A list of titles in two columns has its halves where slides.pdf has them. */
static void put_follows(struct buf *css, const struct slide *slide)
{
    if (slide->fit.follows == 2)
        buf_printf(css,
                   ".most[data-number=\"%u\"] .follows > li:nth-child(%zu)"
                   "{break-before:column;margin-top:0}\n",
                   slide->number, (slide->n_follows + 1) / 2 + 1);
}

static void put_fits(struct buf *css, const struct site *site)
{
    buf_printf(css, "@page slide{size:%.5gpx %.5gpx;margin:0}\n",
               site->theme->slide_width, site->theme->slide_height);
    for (size_t i = 0; i < site->deck->n_slides; i++) {
        const struct slide *slide = &site->deck->slides[i];
        const struct slide_fit *fit = &slide->fit;

        if (fit->type > 0 || fit->title > 0 || fit->tile > 0 || fit->key_above)
            put_fit(css, slide);
        put_frames(css, slide);
        put_tables(css, slide);
        put_follows(css, slide);
    }
}

static bool read_part(const struct site *site, struct templates *t,
                      const char *name, struct str *text, struct str *problem)
{
    if (templates_read(t, name, text))
        return true;
    *problem = shell_problem(site, name);
    return false;
}

/* The notes of every slide: only the presenter's template may name them, and
 * only its view has them. */
static void add_notes(const struct site *site, const struct places *places,
                      struct view *view)
{
    struct arena *a = site->arena;
    struct view *list = view_list(a, view, "notes");

    for (size_t i = 0; i < site->deck->n_slides; i++) {
        const struct slide *slide = &site->deck->slides[i];
        struct view *line = view_element(a, list);

        view_text(a, line, "number", str_format(a, "%u", slide->number));
        view_text(a, line, "body", notes_html(site, places, slide));
    }
}

static struct view *deck_view(const struct site *site,
                              const struct places *places)
{
    struct view *view = shell_view(site, site->report->lang);
    struct view *list = view_list(site->arena, view, "slides");

    shell_logo(site, view, NULL);
    view_text(site->arena, view, "count",
              str_format(site->arena, "%zu", site->deck->n_slides));
    for (size_t i = 0; i < site->deck->n_slides; i++)
        add_slide(site, places, list, &site->deck->slides[i]);
    return view;
}

/* What goes into the file beside the slides. */
struct parts {
    struct str css, script;
};

/* The fonts hold what the file says; the first rendering is to know that. */
static bool render(const struct site *site, struct templates *t,
                   const char *name, struct view *view,
                   const struct parts *parts, struct str *html,
                   struct str *problem)
{
    struct arena *a = site->arena;
    struct charset *set = charset_new(a);
    struct web_font fonts[WEB_FONTS];
    struct buf style = buf_new(a);
    size_t n;

    if (!shell_render(site, t, name, view, html, problem))
        return false;
    shell_characters(site, site->report->lang, set);
    charset_add(set, *html);
    charset_add(set, parts->script);
    n = style_subset(a, site->fonts, set, fonts);
    buf_put(&style, style_properties(a, site->theme));
    buf_put(&style, style_font_faces(a, site->theme, fonts, n, true));
    buf_put(&style, parts->css);
    put_fits(&style, site);
    shell_embed(a, view, buf_str(&style), parts->script);
    return shell_render(site, t, name, view, html, problem);
}

static bool read_parts(const struct site *site, struct templates *t,
                       struct parts *parts, struct str *problem)
{
    return read_part(site, t, "deck.css", &parts->css, problem) &&
           read_part(site, t, "deck.js", &parts->script, problem);
}

static struct str joined(struct arena *a, struct str first, struct str second)
{
    return str_format(a, "%.*s%.*s", STR_ARG(first), STR_ARG(second));
}

static bool make_presenter(const struct site *site, struct templates *t,
                           struct view *view, const struct parts *deck,
                           struct outputs *out, struct str *problem)
{
    struct arena *a = site->arena;
    struct parts desk;
    struct str html;

    if (!read_part(site, t, "presenter.css", &desk.css, problem) ||
        !read_part(site, t, "presenter.js", &desk.script, problem))
        return false;
    desk.css = joined(a, deck->css, desk.css);
    desk.script = joined(a, deck->script, desk.script);
    if (!render(site, t, "presenter.html", view, &desk, &html, problem))
        return false;
    outputs_add(out, STR("internal/presenter.html"), html);
    return true;
}

bool html_deck(const struct site *site, bool with_notes, struct outputs *out,
               struct str *problem)
{
    struct templates *t = shell_templates(site);
    const struct places *places = places_of_deck(site);
    struct view *presenter;
    struct parts parts;
    struct str html;

    if (!read_parts(site, t, &parts, problem) ||
        !render(site, t, "deck.html", deck_view(site, places), &parts, &html,
                problem))
        return false;
    outputs_add(out, STR("slides.html"), html);
    if (!with_notes)
        return true;
    presenter = deck_view(site, places);
    add_notes(site, places, presenter);
    view_flag(site->arena, presenter, "presenter", true);
    return make_presenter(site, t, presenter, &parts, out, problem);
}
