/* languages.h - the languages that words and blocks are marked with. */
#ifndef READ_LANGUAGES_H
#define READ_LANGUAGES_H

struct arena;
struct diags;
struct report;

/* Looks at the lang of everything: "en_GB" becomes "en-GB", and what is no
 * language tag (BCP 47) is reported and left out.  Screen readers, browsers and
 * PDF/A know no other. */
void languages_read(struct arena *a, struct report *report,
                    struct diags *diags);

#endif
