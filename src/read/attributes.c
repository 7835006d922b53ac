#include "read/attributes.h"

#include "base/arena.h"

/* Longer than any attributes people write; it keeps a line of 100,000 opening
 * braces from being read 100,000 times. */
enum {
    LONGEST = 1000
};

struct scan {
    struct arena *arena;
    struct str text; /* cut off at LONGEST */
    size_t at;
    size_t cap_classes, cap_pairs;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* Letters, digits, - _ : . and everything beyond ASCII. */
static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' ||
           c == '.' || ((unsigned char)c & 0x80) != 0;
}

static bool is_value_byte(char c)
{
    return !is_space(c) && c != '}' && c != '{' && c != '"' && c != '\'' &&
           c != '=';
}

static struct str take(struct scan *s, bool (*wanted)(char))
{
    size_t start = s->at;

    while (s->at < s->text.len && wanted(s->text.p[s->at]))
        s->at++;
    return str_slice(s->text, start, s->at);
}

static void add_class(struct scan *s, struct attrs *attrs, struct str name)
{
    attrs->classes = arena_grow(s->arena, attrs->classes, attrs->n_classes,
                                &s->cap_classes, sizeof(*attrs->classes));
    attrs->classes[attrs->n_classes++] = str_copy(s->arena, name);
}

static bool read_value(struct scan *s, struct str *value)
{
    if (s->at >= s->text.len)
        return false;

    char quote = s->text.p[s->at];
    if (quote != '"' && quote != '\'') {
        *value = take(s, is_value_byte);
        return value->len > 0;
    }
    size_t end = str_find(s->text, quote, s->at + 1);
    *value = str_slice(s->text, s->at + 1, end);
    s->at = end + 1;
    return end < s->text.len;
}

static bool read_pair(struct scan *s, struct attrs *attrs)
{
    struct str key = take(s, is_name_byte);
    struct str value;

    if (key.len == 0 || s->at >= s->text.len || s->text.p[s->at] != '=')
        return false;
    s->at++;
    if (!read_value(s, &value))
        return false;
    attrs->pairs = arena_grow(s->arena, attrs->pairs, attrs->n_pairs,
                              &s->cap_pairs, sizeof(*attrs->pairs));
    attrs->pairs[attrs->n_pairs++] =
        (struct attr){str_copy(s->arena, key), str_copy(s->arena, value)};
    return true;
}

static bool read_one(struct scan *s, struct attrs *attrs)
{
    char mark = s->text.p[s->at];

    if (mark != '#' && mark != '.')
        return read_pair(s, attrs);
    s->at++;
    struct str name = take(s, is_name_byte);
    if (name.len == 0)
        return false;
    if (mark == '#')
        attrs->id = str_copy(s->arena, name);
    else
        add_class(s, attrs, name);
    return true;
}

size_t attributes_read(struct arena *a, struct str text, size_t at,
                       struct attrs *attrs)
{
    struct scan s = {
        .arena = a, .text = str_slice(text, at, at + LONGEST), .at = 1};
    struct attrs found = {0};

    for (;;) {
        take(&s, is_space);
        if (s.at >= s.text.len)
            return 0;
        if (s.text.p[s.at] == '}')
            break;
        if (!read_one(&s, &found))
            return 0;
    }
    *attrs = found;
    return s.at + 1;
}

bool attributes_of_div(struct arena *a, struct str info, struct attrs *attrs)
{
    struct scan s = {.arena = a, .text = info};
    struct str name = take(&s, is_name_byte);
    struct attrs found = {0};

    take(&s, is_space);
    if (s.at < info.len) {
        if (info.p[s.at] != '{')
            return false;
        s.at += attributes_read(a, info, s.at, &found);
        if (s.at < info.len || info.p[info.len - 1] != '}')
            return false;
    }
    if (name.len > 0) {
        struct attrs named = {0};
        add_class(&s, &named, name);
        for (size_t i = 0; i < found.n_classes; i++)
            add_class(&s, &named, found.classes[i]);
        found.classes = named.classes;
        found.n_classes = named.n_classes;
    }
    *attrs = found;
    return true;
}
