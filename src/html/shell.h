/* shell.h - what every HTML file has around its contents: the data templates
 * name, the words of its language, its policy. */
#ifndef HTML_SHELL_H
#define HTML_SHELL_H

#include <stdbool.h>

#include "base/str.h"
#include "model/words.h"

struct arena;
struct charset;
struct outputs;
struct report;
struct site;
struct templates;
struct view;

/* The report and all built-in words (as `words.contents`, from words.def), in
 * one language; the members are in the comment at the head of page.html. */
struct view *shell_view(const struct site *site, enum lang lang);

/* Adds `logo` when the house style has one: url, alt, width and height.  `out`
 * gets its file when the page has others beside it; NULL: it is in the page. */
void shell_logo(const struct site *site, struct view *view,
                struct outputs *out);

/* Adds the characters of everything shell_view() gives. */
void shell_characters(const struct site *site, enum lang lang,
                      struct charset *set);

/* A file that holds all it needs: adds `style`, `script` and the `policy` that
 * allows these two and nothing else. */
void shell_embed(struct arena *a, struct view *view, struct str style,
                 struct str script);

/* Those of the report, and those of plenum. */
struct templates *shell_templates(const struct site *site);

/* Fills in a template; false: *problem says which could not be read and why. */
bool shell_render(const struct site *site, struct templates *templates,
                  const char *name, const struct view *view, struct str *html,
                  struct str *problem);

/* "plenum: templates/page.css: No such file or directory" for errno. */
struct str shell_problem(const struct site *site, const char *name);

#endif
