/* rule.h - what every rule of check.c is given. */
#ifndef CHECK_RULE_H
#define CHECK_RULE_H

#include "base/map.h"

struct arena;
struct deck;
struct diags;
struct report;
struct typefaces;

struct check {
    struct arena *arena; /* freed when all rules have run */
    struct report *report;
    const struct deck *deck;
    const struct typefaces *typefaces; /* NULL: nothing is printed */
    struct diags *diags;
};

void rule_links(struct check *c);      /* lead somewhere, by allowed schemes */
void rule_refs(struct check *c);       /* @fig-id is there, and has a number */
void rule_pictures(struct check *c);   /* have an alternative text */
void rule_lists(struct check *c);      /* are lists to us too */
void rule_headings(struct check *c);   /* skip no level, have words */
void rule_ids(struct check *c);        /* stand once on a page or slide set */
void rule_names(struct check *c);      /* of files hold on any computer */
void rule_amounts(struct check *c);    /* typed ones stand in a dataset */
void rule_leftovers(struct check *c);  /* of markup are not printed as text */
void rule_characters(struct check *c); /* can be set in print */

#endif
