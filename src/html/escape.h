/* escape.h - text made safe for where it stands in HTML. */
#ifndef HTML_ESCAPE_H
#define HTML_ESCAPE_H

#include <stdbool.h>

#include "base/str.h"

struct buf;

/* For text and for attribute values in quotes: & < > " ' become references.
 * Control characters that HTML forbids, and bytes that are not UTF-8, become
 * U+FFFD. */
void html_escape(struct buf *out, struct str text);

/* False when html_escape() would write the text as it is; may be true for such a
 * text where it is not all ASCII. */
bool html_needs_escape(struct str text);

/* A URL inside an attribute: as above, and what may not stand in a URL (space,
 * bytes over 126) is per cent encoded. */
void html_escape_url(struct buf *out, struct str url);

#endif
