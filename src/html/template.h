/* template.h - logic-less templates: Mustache, as its specification has it.
 *
 *     <h1>{{title}}</h1>
 *     {{#pages}}<li><a href="{{url}}">{{title}}</a></li>{{/pages}}
 *     {{^pages}}<p>Nothing yet.</p>{{/pages}}
 *
 * Interpolation (escaped; {{{raw}}} and {{&raw}}), dotted names, the implicit
 * iterator {{.}}, sections, inverted sections, comments, partials {{> name}}
 * and set-delimiter tags; no lambdas.  A tag alone on its line leaves no line
 * behind.  What a name means is in the comment at the head of each template.
 */
#ifndef HTML_TEMPLATE_H
#define HTML_TEMPLATE_H

#include <stdbool.h>

#include "base/str.h"

struct arena;
struct buf;
struct diags;
struct inputs;
struct templates;
struct view;

enum {
    TEMPLATE_SECTIONS_MAX = 64, /* sections within sections */
    TEMPLATE_PARTIALS_MAX = 16, /* partials within partials */
};

/* The templates of a folder, read when they are first asked for; NULL: only
 * those of templates_add().  What is read is written down in `inputs`.  A
 * partial is the file `name`.html beside them. */
struct templates *templates_new(struct arena *a, const char *folder,
                                struct inputs *inputs, struct diags *diags);

/* Files of this folder stand before those of the other one. */
void templates_prefer(struct templates *t, const char *folder);

/* A template that is not in the folder. */
void templates_add(struct templates *t, const char *name, struct str text);

/* The text of a file in the folder as it is.  False: errno tells. */
bool templates_read(struct templates *t, const char *name, struct str *text);

/* Fills in a template.  False when it or one of its partials cannot be read
 * (errno tells); what is wrong inside it is in `diags`. */
bool template_render(struct templates *t, const char *name,
                     const struct view *view, struct buf *out);

#endif
