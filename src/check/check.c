#include "check/check.h"

#include <stddef.h>

#include "base/arena.h"
#include "check/rule.h"
#include "check/totals.h"

static void rule_totals(struct check *c)
{
    check_totals(c->report, c->diags);
}

static void (*const rules[])(struct check *) = {
    rule_totals,   rule_links,      rule_refs,      rule_pictures,
    rule_headings, rule_lists,      rule_ids,       rule_names,
    rule_amounts,  rule_characters, rule_leftovers,
};

void check_report(struct report *report, const struct deck *deck,
                  const struct typefaces *typefaces, struct diags *diags)
{
    struct check c = {arena_new(), report, deck, typefaces, diags};

    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
        rules[i](&c);
    arena_free(c.arena);
}
