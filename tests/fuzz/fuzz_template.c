/* Any bytes are a template: no crash, no endless partials, every place exists. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "html/template.h"
#include "html/view.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_places(struct diags *d)
{
    size_t count;
    const struct diag_view *all = diag_all(d, &count);

    for (size_t i = 0; i < count; i++)
        if (all[i].at.line == 0 || all[i].at.col == 0)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new();
    struct diags *d = diags_new();
    struct templates *t = templates_new(a, NULL, NULL, d);
    struct buf out = buf_new(a);
    struct view *view = view_new(a);

    view_text(a, view, "a", STR("<text>"));
    templates_add(t, "page.html", (struct str){(const char *)data, size});
    templates_add(t, "p.html", STR("{{#a}}{{> page}}{{/a}}"));
    template_render(t, "page.html", view, &out);
    check_places(d);
    diags_free(d);
    arena_free(a);
    return 0;
}
