/* yaml.h - YAML becomes a small tree of our own; the only door to libyaml.
 *
 * Texts are texts: what `yes` or `1.0` means is decided by the key that asks.
 * An alias (*name) stands for what its anchor holds; tags are ignored.
 */
#ifndef READ_YAML_H
#define READ_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"

struct arena;

enum yaml_kind {
    YAML_TEXT,
    YAML_MAP,  /* items have keys, in the order of the file */
    YAML_LIST, /* items have none */
};

struct yaml {
    enum yaml_kind kind;
    struct place at;
    struct str key; /* in a map */
    struct place key_at;
    struct str text;    /* TEXT */
    bool quoted;        /* TEXT: so it is never empty for "left out" */
    struct yaml *items; /* MAP, LIST */
    size_t n_items;
};

/* Reads one document.  The text starts at `start`; start.col - 1 is how far
 * every line was indented, so blocks inside Markdown get right places.  An
 * empty document is an empty map.  Returns NULL when the text is not YAML; that
 * is reported, and one message is enough. */
const struct yaml *yaml_read(struct arena *a, struct str text,
                             struct place start, struct diags *diags);

/* Has it no value: nothing behind `key:`, or `~`? */
bool yaml_is_empty(const struct yaml *node);

/* The item of a map; NULL when it is not there, when it is empty, and when
 * `map` is no map. */
const struct yaml *yaml_find(const struct yaml *map, const char *key);

/* Warns about every key of the map that is not among `known` (which ends in
 * NULL) with the nearest one. */
void yaml_check_keys(const struct yaml *map, const char *const known[],
                     struct diags *diags);

/* The value of map[key] as the type that is asked.  False, and *out as it was,
 * when the key is left out or when its value is something else; the latter is
 * reported at its place with what is allowed. */
bool yaml_text(const struct yaml *map, const char *key, struct diags *diags,
               struct str *out);
bool yaml_bool(const struct yaml *map, const char *key, struct diags *diags,
               bool *out); /* true, false, yes, no, on, off, ja, nee */
bool yaml_int(const struct yaml *map, const char *key, int least, int most,
              struct diags *diags, int *out);
/* One of `names`, which ends in NULL; *out is its index. */
bool yaml_choice(const struct yaml *map, const char *key,
                 const char *const names[], struct diags *diags, size_t *out);

/* Reports that a value is not what `allowed` says it should be. */
void yaml_refuse(const struct yaml *node, const char *allowed,
                 struct diags *diags);

#endif
