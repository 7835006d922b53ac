#include "html/shell.h"

#include <errno.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"
#include "html/html.h"
#include "html/style.h"
#include "html/template.h"
#include "html/view.h"
#include "html/writer.h"
#include "model/report.h"
#include "model/theme.h"

static const char *const word_names[] = {
#define WORD(name, nl, en) #name,
#include "model/words.def"
#undef WORD
};

/* CHART_NUMBERS -> "chart_numbers" */
static const char *lower(struct arena *a, const char *name)
{
    char *copy = arena_copy(a, name, strlen(name));

    for (char *p = copy; *p != '\0'; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p - 'A' + 'a');
    return copy;
}

static void add_words(struct arena *a, struct view *view, enum lang lang)
{
    struct view *words = view_object(a, view, "words");

    for (int i = 0; i < WORD_COUNT; i++)
        view_text(a, words, lower(a, word_names[i]),
                  word_in(lang, (enum word)i));
}

static struct str title_html(const struct site *site)
{
    struct buf out = buf_new(site->arena);
    struct writer w = writer_of_page(site, MEDIUM_PAGES, NULL, &out);

    write_heading_text(&w, site->report->title);
    return buf_str(&out);
}

static void add_report(const struct site *site, struct view *view,
                       enum lang lang)
{
    struct arena *a = site->arena;
    const struct report *report = site->report;
    struct view *r = view_object(a, view, "report");

    view_text(a, r, "title", report->title);
    view_text(a, r, "heading", title_html(site));
    view_text(a, r, "subtitle", report->subtitle);
    view_text(a, r, "organisation", report->organisation);
    view_text(a, r, "speaker", report->speaker);
    view_text(a, r, "date", format_date(a, report->date, lang));
    view_text(a, r, "iso_date", format_iso_date(a, report->date));
    view_text(a, r, "status", report_status_line(a, report, lang));
    view_text(a, r, "lang", lang_code(report->lang));
    view_flag(a, r, "closed", report->audience == AUDIENCE_CLOSED);
}

struct view *shell_view(const struct site *site, enum lang lang)
{
    struct view *view = view_new(site->arena);

    view_text(site->arena, view, "lang", lang_code(lang));
    add_report(site, view, lang);
    add_words(site->arena, view, lang);
    return view;
}

void shell_logo(const struct site *site, struct view *view, struct outputs *out)
{
    struct arena *a = site->arena;
    const struct image *logo = &site->theme->logo;
    struct buf url = buf_new(a);
    struct writer w = writer_of_page(
        site, out != NULL ? MEDIUM_PAGES : MEDIUM_SINGLE, NULL, &url);
    struct view *line;

    if (logo->format == IMAGE_NONE)
        return;
    w.assets = out;
    write_image_url(&w, logo);
    line = view_object(a, view, "logo");
    view_text(a, line, "url", buf_str(&url));
    view_text(a, line, "alt", logo->alt);
    view_text(a, line, "width", str_format(a, "%u", logo->width));
    view_text(a, line, "height", str_format(a, "%u", logo->height));
}

static void add_characters(const struct view *view, struct charset *set)
{
    if (view->kind == VIEW_TEXT)
        charset_add(set, view->text);
    for (const struct view *v = view->first; v != NULL; v = v->next)
        add_characters(v, set);
}

void shell_characters(const struct site *site, enum lang lang,
                      struct charset *set)
{
    add_characters(shell_view(site, lang), set);
    /* What numbers, counters and markup are made of. */
    for (int c = ' '; c <= '~'; c++) {
        char byte = (char)c;
        charset_add(set, (struct str){&byte, 1});
    }
}

void shell_embed(struct arena *a, struct view *view, struct str style,
                 struct str script)
{
    struct buf policy = buf_new(a);

    buf_printf(&policy,
               "default-src 'none'; style-src 'sha256-%s'; "
               "img-src data:; font-src data:; "
               "base-uri 'none'; form-action 'none'",
               digest_base64(a, style).p);
    if (script.len > 0)
        buf_printf(&policy, "; script-src 'sha256-%s'",
                   digest_base64(a, script).p);
    view_text(a, view, "style", style);
    view_text(a, view, "script", script);
    view_text(a, view, "policy", buf_str(&policy));
}

struct templates *shell_templates(const struct site *site)
{
    struct templates *t = templates_new(site->arena, site->templates,
                                        site->report->inputs, site->diags);

    if (site->house != NULL)
        templates_prefer(t, site->house);
    return t;
}

struct str shell_problem(const struct site *site, const char *name)
{
    struct arena *a = site->arena;
    const char *path = file_join(a, site->templates, name);
    const char *why = file_reason();
    bool none = errno == ENOENT;

    /* The house style's own comes first, and stands in the way if it is bad. */
    if (site->house != NULL && !none)
        path = file_join(a, site->house, name);
    return str_format(a, "%s: %s", path, why);
}

bool shell_render(const struct site *site, struct templates *templates,
                  const char *name, const struct view *view, struct str *html,
                  struct str *problem)
{
    struct buf out = buf_new(site->arena);

    if (!template_render(templates, name, view, &out)) {
        *problem = shell_problem(site, name);
        return false;
    }
    *html = buf_str(&out);
    return true;
}
