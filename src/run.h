/* run.h - everything one run holds, from options to outputs. */
#ifndef RUN_H
#define RUN_H

#include "base/diag.h"
#include "base/output.h"
#include "build.h"
#include "layout/layout.h"
#include "model/deck.h"
#include "model/report.h"
#include "model/theme.h"
#include "paint/tag.h"
#include "text/font.h"
#include "text/hyphen.h"

struct run {
    const struct options *options;
    struct arena *arena;
    struct diags *diags;
    struct report report;
    struct deck deck;
    struct theme theme;
    const char *templates;
    struct fonts *fonts;
    struct hyphen *hyphen;
    struct tags tags;
    struct press press;
    struct sheets slides; /* laid out once: slides.pdf and handouts share it */
    struct sheets pages;
    struct outputs outputs;
    struct arena **adopted; /* of pieces made on other threads */
    size_t n_adopted, cap_adopted;
};

/* `arena` is freed with the run. */
void run_adopt(struct run *run, struct arena *arena);

#endif
