/* html_command.c - `plenum html FILE.md`: the body of one page to stdout. */
#include <stdio.h>

#include "check/check.h"
#include "compose.h"
#include "model/walk.h"
#include "read/load.h"
#include "run.h"

static bool find_chart(void *user, struct block *block)
{
    bool *found = user;

    *found |= block->kind == BLOCK_CHART;
    return !*found;
}

/* Only charts have a look of their own here, and finding their typeface takes
 * longer than a page. */
static bool has_chart(const struct page *page)
{
    bool found = false;

    walk_page(&(struct walk){.user = &found, .block = find_chart}, page);
    return found;
}

enum exit_status run_html(const struct options *options)
{
    struct run run;
    struct str problem = {0};

    open_run(&run, options);
    enum exit_status status = EXIT_FINE;
    if (!load_page(run.arena, below_root(&run, options->operand), &run.report,
                   run.diags, &problem))
        status = world_failed(problem.p, "");
    if (status == EXIT_FINE)
        status = has_chart(&run.report.pages[0]) ? open_press(&run)
                                                 : open_words(&run);
    if (status == EXIT_FINE) {
        run.deck = deck_make(run.arena, &run.report);
        check_report(&run.report, &run.deck, NULL, run.diags);
        struct site site = site_of(&run);
        struct str body = html_body(&site, &run.report.pages[0]);
        fwrite(body.p, 1, body.len, stdout);
        status = conclude(&run);
    }
    return close_run(&run, status);
}
