/* hyphen.h - where words may break (libhyphen, the patterns of LibreOffice). */
#ifndef TEXT_HYPHEN_H
#define TEXT_HYPHEN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;
struct hyphen;
struct inputs;

/* The patterns of `lang`, "nl" or "en".  NULL when those of any language are not
 * installed; *problem then names the Debian package.  Patterns are read when
 * they are asked for first, by whichever thread that is. */
struct hyphen *hyphen_open(struct arena *a, struct str lang,
                           struct str *problem);

/* Writes down which files of patterns were looked for. */
void hyphen_tell_inputs(const struct hyphen *h, struct inputs *inputs);

void hyphen_free(struct hyphen *h); /* NULL is allowed */

/* The patterns of "en", "en-GB" or "EN-us" that were opened along with `h`; NULL
 * for a language without any, or without `h`. */
const struct hyphen *hyphen_for(const struct hyphen *h, struct str lang);

/* breaks[i] is true when a hyphen may stand before byte i of `word`; it has
 * word.len entries.  Never within two characters of either end; words with
 * digits or of fewer than five letters get none; explicit hyphens are not
 * counted, they break anyway. */
void hyphen_breaks(const struct hyphen *h, struct str word, bool *breaks);

/* The same for the places where Dutch drops a trema: breaks[i] is true when byte i
 * starts a letter that stands without its trema at the start of a line (ideeen of
 * ideeën: idee-en).  False when there are none; then breaks is not filled in. */
bool hyphen_bare_breaks(const struct hyphen *h, struct str word, bool *breaks);

#endif
