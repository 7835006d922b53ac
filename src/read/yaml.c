/* libyaml gives events; a stack of open maps and lists turns them into a tree.
 * The stack is ours and bounded, so no depth that an author can write costs
 * more than an error.  Anchors share what they hold, so an alias bomb stays as
 * small as its text. */
#include "read/yaml.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include <yaml.h>

#include "base/arena.h"
#include "base/near.h"
#include "base/utf8.h"
#include "read/clean.h"

enum {
    DEPTH_MAX = 32,   /* our own files need 5 */
    ANCHORS_MAX = 64, /* each alias looks through all of them */
};

/* A map or list that is not closed yet. */
struct level {
    struct yaml node;
    size_t cap;
    bool has_key; /* in a map: the key is read, its value comes next */
    struct str key;
    struct place key_at;
    struct str anchor;
};

struct anchor {
    struct str name;
    struct yaml node;
};

struct reader {
    struct arena *arena;
    struct diags *diags;
    struct str text;
    struct place start;
    struct level levels[DEPTH_MAX];
    size_t depth;
    struct anchor *anchors;
    size_t n_anchors, cap_anchors;
    struct yaml root;
    bool has_root;
    bool failed;
};

static struct place place_of(const struct reader *r, yaml_mark_t mark)
{
    return (struct place){
        r->start.file, r->start.line + (unsigned)mark.line,
        r->start.col + (unsigned)mark.column, /* libyaml counts characters */
    };
}

static void fail(struct reader *r, struct place at, const char *why)
{
    if (!r->failed)
        diag_add(r->diags, DIAG_YAML_BAD, at, "%s", why);
    r->failed = true;
}

/* --- what libyaml complains about, in words for who wrote it -------------- */

/* libyaml names the rule that was broken; most people broke it in one way. */
static const struct {
    const char *problem, *meaning;
} meanings[] = {
    {"mapping values are not allowed in this context",
     "a value with \": \" in it needs quotes, or this line is indented "
     "wrongly"},
    {"found character that cannot start any token",
     "a value cannot start with this character, put it in quotes; to indent, "
     "use spaces and no tab"},
    {"found a tab character that violates indentation",
     "a tab cannot indent, use spaces"},
    {"did not find expected key",
     "this line does not fit the lines above it: look at its indentation and "
     "at quotes"},
    {"could not find expected ':'", "expected \"key: value\""},
    {"found unexpected end of stream",
     "the quote that opens here is not closed"},
    {"did not find expected ',' or ']'",
     "the list that opens with [ needs a comma or ]"},
    {"did not find expected ',' or '}'",
     "the map that opens with { needs a comma or }"},
    {"did not find expected '-' indicator",
     "this line does not fit the list above it: look at its indentation"},
    {"block sequence entries are not allowed in this context",
     "a list item needs a line of its own"},
    {"control characters are not allowed", "a control character"},
};

static const char *meaning_of(const char *problem)
{
    if (problem == NULL)
        return "";
    for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
        if (strcmp(problem, meanings[i].problem) == 0)
            return meanings[i].meaning;
    return problem;
}

/* The decoder tells the byte, not the line. */
static struct place place_of_byte(const struct reader *r, size_t byte)
{
    struct place at = r->start;
    size_t line_start = 0;

    if (byte > r->text.len)
        byte = r->text.len;
    for (size_t i = 0; i < byte; i++)
        if (r->text.p[i] == '\n') {
            at.line++;
            line_start = i + 1;
        }
    at.col += (unsigned)utf8_count(str_slice(r->text, line_start, byte));
    return at;
}

static void fail_as(struct reader *r, const yaml_parser_t *parser)
{
    struct place at = place_of(r, parser->problem_mark);

    if (parser->error == YAML_READER_ERROR)
        at = place_of_byte(r, parser->problem_offset);
    else if (parser->problem != NULL &&
             strcmp(parser->problem, "found unexpected end of stream") == 0)
        at = place_of(r, parser->context_mark); /* where the quote opened */
    fail(r, at, meaning_of(parser->problem));
}

/* --- building the tree ---------------------------------------------------- */

/* A key and where it stands in its map. */
struct sorted_key {
    struct str key;
    size_t at;
};

static int by_key(const void *left, const void *right)
{
    const struct sorted_key *a = left;
    const struct sorted_key *b = right;
    int order = str_cmp(a->key, b->key);

    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

static const struct sorted_key *sort_keys(struct arena *a,
                                          const struct yaml *map)
{
    struct sorted_key *keys =
        ARENA_ARRAY(a, map->n_items + 1, struct sorted_key);

    for (size_t i = 0; i < map->n_items; i++)
        keys[i] = (struct sorted_key){map->items[i].key, i};
    qsort(keys, map->n_items, sizeof(*keys), by_key);
    return keys;
}

/* Reports and drops every key that stands there already.  Sorting keeps a map of
 * many keys from costing their square. */
static void drop_duplicates(struct reader *r, struct yaml *map)
{
    const struct sorted_key *keys = sort_keys(r->arena, map);
    const struct yaml *first = NULL;
    size_t kept = 0;

    for (size_t i = 0; i < map->n_items; i++) {
        struct yaml *item = &map->items[keys[i].at];
        if (first == NULL || !str_eq(first->key, item->key)) {
            first = item;
            continue;
        }
        diag_add(r->diags, DIAG_KEY_TWICE, item->key_at,
                 "\"%.*s\" already stands on line %u", STR_ARG(first->key),
                 first->key_at.line);
        item->key_at.line = 0; /* to be dropped; no key is on line 0 */
    }
    for (size_t i = 0; i < map->n_items; i++)
        if (map->items[i].key_at.line != 0)
            map->items[kept++] = map->items[i];
    map->n_items = kept;
}

static void remember_anchor(struct reader *r, struct str name,
                            const struct yaml *node)
{
    if (name.len == 0)
        return;
    if (r->n_anchors == ANCHORS_MAX) {
        fail(r, node->at, "too many anchors (&)");
        return;
    }
    r->anchors = arena_grow(r->arena, r->anchors, r->n_anchors, &r->cap_anchors,
                            sizeof(*r->anchors));
    r->anchors[r->n_anchors++] = (struct anchor){name, *node};
}

/* Puts a complete node where it belongs. */
static void add_node(struct reader *r, struct yaml node)
{
    if (r->depth == 0) {
        r->root = node;
        r->has_root = true;
        return;
    }

    struct level *level = &r->levels[r->depth - 1];
    if (level->node.kind == YAML_MAP && !level->has_key) {
        if (node.kind != YAML_TEXT)
            fail(r, node.at, "a key must be a word");
        level->has_key = true;
        level->key = node.text;
        level->key_at = node.at;
        return;
    }
    if (level->node.kind == YAML_MAP) {
        node.key = level->key;
        node.key_at = level->key_at;
        level->has_key = false;
    }
    level->node.items =
        arena_grow(r->arena, level->node.items, level->node.n_items,
                   &level->cap, sizeof(*level->node.items));
    level->node.items[level->node.n_items++] = node;
}

static struct str copy_name(struct reader *r, const yaml_char_t *name)
{
    if (name == NULL)
        return STR("");
    return str_copy(r->arena, str_of((const char *)name));
}

static void open_level(struct reader *r, enum yaml_kind kind, yaml_mark_t mark,
                       const yaml_char_t *anchor)
{
    if (r->depth == DEPTH_MAX) {
        fail(r, place_of(r, mark), "nested too deeply");
        return;
    }
    r->levels[r->depth++] = (struct level){
        .node = {.kind = kind, .at = place_of(r, mark)},
        .anchor = copy_name(r, anchor),
    };
}

static void close_level(struct reader *r)
{
    assert(r->depth > 0);
    struct level *level = &r->levels[--r->depth];

    if (level->node.kind == YAML_MAP)
        drop_duplicates(r, &level->node);
    remember_anchor(r, level->anchor, &level->node);
    add_node(r, level->node);
}

static void add_text(struct reader *r, const yaml_event_t *event)
{
    struct str value = {(const char *)event->data.scalar.value,
                        event->data.scalar.length};
    struct place at = place_of(r, event->start_mark);
    struct yaml node = {
        .kind = YAML_TEXT,
        .at = at,
        .text = clean_text(r->arena, str_copy(r->arena, value), at, r->diags),
        .quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE,
    };

    remember_anchor(r, copy_name(r, event->data.scalar.anchor), &node);
    add_node(r, node);
}

static void add_alias(struct reader *r, const yaml_event_t *event)
{
    struct str name = str_of((const char *)event->data.alias.anchor);

    for (size_t i = r->n_anchors; i > 0; i--)
        if (str_eq(r->anchors[i - 1].name, name)) {
            add_node(r, r->anchors[i - 1].node);
            return;
        }
    fail(r, place_of(r, event->start_mark),
         "this alias (*) has no anchor (&) above it");
}

/* Returns false at the end of the document. */
static bool take_event(struct reader *r, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        add_text(r, event);
        return true;
    case YAML_ALIAS_EVENT:
        add_alias(r, event);
        return true;
    case YAML_MAPPING_START_EVENT:
        open_level(r, YAML_MAP, event->start_mark,
                   event->data.mapping_start.anchor);
        return true;
    case YAML_SEQUENCE_START_EVENT:
        open_level(r, YAML_LIST, event->start_mark,
                   event->data.sequence_start.anchor);
        return true;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        close_level(r);
        return true;
    case YAML_DOCUMENT_START_EVENT:
        if (r->has_root)
            fail(r, place_of(r, event->start_mark),
                 "a second document starts here, expected one");
        return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return true;
    case YAML_STREAM_END_EVENT:
        return false;
    }
    return false;
}

static void read_events(struct reader *r, yaml_parser_t *parser)
{
    for (bool more = true; more && !r->failed;) {
        yaml_event_t event;

        if (!yaml_parser_parse(parser, &event)) {
            if (parser->error == YAML_MEMORY_ERROR)
                arena_exhausted();
            fail_as(r, parser);
            return;
        }
        more = take_event(r, &event);
        yaml_event_delete(&event);
    }
}

const struct yaml *yaml_read(struct arena *a, struct str text,
                             struct place start, struct diags *diags)
{
    struct reader *r = ARENA_NEW(a, struct reader);
    yaml_parser_t parser;

    *r = (struct reader){
        .arena = a, .diags = diags, .text = text, .start = start};
    r->root = (struct yaml){.kind = YAML_MAP, .at = start};
    size_t wrong = utf8_first_invalid(text);
    if (wrong < text.len) {
        diag_add(diags, DIAG_BAD_UTF8, place_of_byte(r, wrong), NULL);
        return NULL;
    }
    if (!yaml_parser_initialize(&parser))
        arena_exhausted();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(
        &parser, (const unsigned char *)(text.len > 0 ? text.p : ""), text.len);
    read_events(r, &parser);
    yaml_parser_delete(&parser);
    if (r->failed)
        return NULL;
    if (r->has_root && r->root.kind == YAML_TEXT && r->root.text.len == 0)
        r->root.kind = YAML_MAP; /* `---` and nothing else */
    return &r->root;
}

/* --- asking --------------------------------------------------------------- */

bool yaml_is_empty(const struct yaml *node)
{
    return node->kind == YAML_TEXT && !node->quoted &&
           (node->text.len == 0 || str_is(node->text, "~") ||
            str_is(node->text, "null"));
}

const struct yaml *yaml_find(const struct yaml *map, const char *key)
{
    if (map == NULL || map->kind != YAML_MAP)
        return NULL;
    for (size_t i = 0; i < map->n_items; i++)
        if (str_is(map->items[i].key, key))
            return yaml_is_empty(&map->items[i]) ? NULL : &map->items[i];
    return NULL;
}

static bool is_known(struct str key, const char *const known[],
                     struct near *near)
{
    for (size_t i = 0; known[i] != NULL; i++) {
        if (str_is(key, known[i]))
            return true;
        near_offer(near, str_of(known[i]));
    }
    return false;
}

void yaml_check_keys(const struct yaml *map, const char *const known[],
                     struct diags *diags)
{
    if (map == NULL || map->kind != YAML_MAP)
        return;
    for (size_t i = 0; i < map->n_items; i++) {
        const struct yaml *item = &map->items[i];
        struct near near = near_new(item->key);

        if (!is_known(item->key, known, &near))
            diag_add(diags, DIAG_UNKNOWN_KEY, item->key_at, "\"%.*s\"" NEAR_FMT,
                     STR_ARG(item->key), NEAR_ARG(near));
    }
}

void yaml_refuse(const struct yaml *node, const char *allowed,
                 struct diags *diags)
{
    struct str key = node->key.len > 0 ? node->key : STR("this");

    if (node->kind == YAML_TEXT)
        diag_add(diags, DIAG_VALUE_BAD, node->at,
                 "%.*s is \"%.*s\", expected %s", STR_ARG(key),
                 STR_ARG(node->text), allowed);
    else
        diag_add(diags, DIAG_VALUE_BAD, node->at, "%.*s is a %s, expected %s",
                 STR_ARG(key), node->kind == YAML_MAP ? "map" : "list",
                 allowed);
}

bool yaml_text(const struct yaml *map, const char *key, struct diags *diags,
               struct str *out)
{
    const struct yaml *node = yaml_find(map, key);

    if (node == NULL)
        return false;
    if (node->kind != YAML_TEXT) {
        yaml_refuse(node, "a text", diags);
        return false;
    }
    *out = node->text;
    return true;
}

bool yaml_bool(const struct yaml *map, const char *key, struct diags *diags,
               bool *out)
{
    static const char *const words[2][4] = {{"false", "no", "off", "nee"},
                                            {"true", "yes", "on", "ja"}};
    const struct yaml *node = yaml_find(map, key);

    if (node == NULL)
        return false;
    for (size_t value = 0; value < 2; value++)
        for (size_t i = 0; i < 4; i++)
            if (str_eq_nocase(node->text, str_of(words[value][i]))) {
                *out = value == 1;
                return true;
            }
    yaml_refuse(node, "true or false", diags);
    return false;
}

/* At most six digits, so nothing overflows. */
static bool parse_int(struct str text, int *out)
{
    bool minus = text.len > 1 && text.p[0] == '-';
    int value = 0;

    if (minus)
        text = str_slice(text, 1, text.len);
    if (text.len == 0 || text.len > 6)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return false;
        value = value * 10 + (text.p[i] - '0');
    }
    *out = minus ? -value : value;
    return true;
}

bool yaml_int(const struct yaml *map, const char *key, int least, int most,
              struct diags *diags, int *out)
{
    const struct yaml *node = yaml_find(map, key);
    char allowed[64];
    int value;

    if (node == NULL)
        return false;
    if (node->kind == YAML_TEXT && parse_int(node->text, &value) &&
        value >= least && value <= most) {
        *out = value;
        return true;
    }
    snprintf(allowed, sizeof(allowed), "a whole number from %d to %d", least,
             most);
    yaml_refuse(node, allowed, diags);
    return false;
}

bool yaml_choice(const struct yaml *map, const char *key,
                 const char *const names[], struct diags *diags, size_t *out)
{
    const struct yaml *node = yaml_find(map, key);
    char allowed[512] = "";

    if (node == NULL)
        return false;
    struct near near = near_new(node->kind == YAML_TEXT ? node->text : STR(""));
    for (size_t i = 0; names[i] != NULL; i++) {
        const char *gap = i == 0 ? "" : names[i + 1] == NULL ? " or " : ", ";
        size_t len = strlen(allowed);

        if (node->kind == YAML_TEXT &&
            str_eq_nocase(node->text, str_of(names[i]))) {
            *out = i;
            return true;
        }
        near_offer(&near, str_of(names[i]));
        snprintf(allowed + len, sizeof(allowed) - len, "%s%s", gap, names[i]);
    }
    size_t len = strlen(allowed);
    snprintf(allowed + len, sizeof(allowed) - len, NEAR_FMT, NEAR_ARG(near));
    yaml_refuse(node, allowed, diags);
    return false;
}
