/* clean.h - the text of a file, without what no text should hold. */
#ifndef READ_CLEAN_H
#define READ_CLEAN_H

#include "base/str.h"
#include "read/source.h"

struct arena;
struct diags;

/* As source_read() has it, but every control character except tabs and line ends,
 * and every noncharacter, has become U+FFFD: they have no place in HTML, XML or
 * PDF text, and prepare.h uses some for itself.  The first one is reported. */
struct source clean_read(struct arena *a, const char *file, struct str bytes,
                         enum encoding encoding, struct diags *diags);

/* The same for text that does not stand in a file as it is: "\x01" in YAML. */
struct str clean_text(struct arena *a, struct str text, struct place at,
                      struct diags *diags);

#endif
