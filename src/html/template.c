/* A template is parsed once into a flat list of nodes.  A section holds the
 * index behind its closing tag, so skipping it is one step and rendering is a
 * walk over a range.  Nothing recurses on the depth of the text: open sections
 * are kept on a stack of fixed size. */
#include "html/template.h"

#include <errno.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/inputs.h"
#include "base/utf8.h"
#include "html/escape.h"
#include "html/view.h"

enum node_kind {
    NODE_LITERAL,
    NODE_TEXT,    /* {{name}} */
    NODE_RAW,     /* {{{name}}}, {{&name}} */
    NODE_SECTION, /* {{#name}} .. {{/name}} */
    NODE_INVERTED,
    NODE_PARTIAL,
};

struct node {
    enum node_kind kind;
    struct str text;   /* the literal, or the name */
    size_t at;         /* byte in the template, for messages */
    size_t end;        /* SECTION, INVERTED: index behind its last node */
    struct str indent; /* PARTIAL alone on its line: the spaces before it */
};

struct template
{
    struct str name;
    struct str indent; /* put before each of its lines */
    const char *path;
    struct str text;
    struct node *nodes;
    size_t n_nodes, cap_nodes;
    struct template *next;
};

struct templates {
    struct arena *arena;
    const char *folder;
    const char *preferred; /* before it, or NULL */
    struct inputs *inputs;
    struct diags *diags;
    struct template *sources; /* as read or added: not parsed */
    struct template *parsed;  /* one for each name and indent */
};

struct templates *templates_new(struct arena *a, const char *folder,
                                struct inputs *inputs, struct diags *diags)
{
    struct templates *t = ARENA_NEW(a, struct templates);

    t->arena = a;
    t->folder = folder;
    t->inputs = inputs;
    t->diags = diags;
    return t;
}

void templates_prefer(struct templates *t, const char *folder)
{
    t->preferred = folder;
}

/* --- places and messages -------------------------------------------------- */

static struct place place_of(const struct template *tpl, size_t at)
{
    struct place place = {.file = tpl->path, .line = 1, .col = 1};
    size_t line_start = 0;

    for (size_t i = 0; i < at; i++)
        if (tpl->text.p[i] == '\n') {
            place.line++;
            line_start = i + 1;
        }
    place.col += (unsigned)utf8_count(str_slice(tpl->text, line_start, at));
    if (place.col > tpl->indent.len)
        place.col -= (unsigned)tpl->indent.len;
    return place;
}

/* --- parsing -------------------------------------------------------------- */

struct parser {
    struct templates *set;
    struct template *tpl;
    struct str open, close;              /* the delimiters now */
    size_t at;                           /* everything before it is in nodes */
    size_t stack[TEMPLATE_SECTIONS_MAX]; /* indices of open sections */
    size_t depth;
};

/* A tag as it stands in the text. */
struct tag_text {
    char sigil;      /* # ^ / > ! = & { or 0 for a plain name */
    struct str name; /* trimmed */
    size_t from, to; /* bytes of the whole tag */
    bool alone;      /* on its line: then from and to take the line */
    struct str indent;
};

static struct node *add_node(struct parser *p, enum node_kind kind,
                             struct str text, size_t at)
{
    struct template *tpl = p->tpl;

    tpl->nodes = arena_grow(p->set->arena, tpl->nodes, tpl->n_nodes,
                            &tpl->cap_nodes, sizeof(*tpl->nodes));
    tpl->nodes[tpl->n_nodes] =
        (struct node){.kind = kind, .text = text, .at = at};
    return &tpl->nodes[tpl->n_nodes++];
}

static void add_literal(struct parser *p, size_t to)
{
    if (to > p->at)
        add_node(p, NODE_LITERAL, str_slice(p->tpl->text, p->at, to), p->at);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* "Standalone" of the specification: nothing but blanks on the tag's line. */
static void find_line(struct str text, struct tag_text *tag)
{
    size_t from = tag->from;
    size_t to = tag->to;

    while (from > 0 && is_blank(text.p[from - 1]))
        from--;
    if (from > 0 && text.p[from - 1] != '\n')
        return;
    while (to < text.len && is_blank(text.p[to]))
        to++;
    if (to + 1 < text.len && text.p[to] == '\r' && text.p[to + 1] == '\n')
        to++;
    if (to < text.len && text.p[to] != '\n')
        return;
    if (to < text.len)
        to++;
    tag->alone = true;
    tag->indent = str_slice(text, from, tag->from);
    tag->from = from;
    tag->to = to;
}

/* Reads the tag that opens at `from`.  False: it is never closed. */
static bool read_tag(const struct parser *p, size_t from, struct tag_text *tag)
{
    struct str text = p->tpl->text;
    size_t at = from + p->open.len;
    const char *close = p->close.p;

    *tag = (struct tag_text){.from = from};
    if (at < text.len && text.p[at] != '\0' &&
        strchr("#^/>!=&{", text.p[at]) != NULL)
        tag->sigil = text.p[at++];
    if (tag->sigil == '{')
        close = "}}}";
    else if (tag->sigil == '=')
        close = str_format(p->set->arena, "=%s", p->close.p).p;

    size_t end = str_search(text, close, at);

    if (end == text.len)
        return false;
    tag->name = str_trim(str_slice(text, at, end));
    tag->to = end + strlen(close);
    if (tag->sigil != 0 && strchr("#^/>!=", tag->sigil) != NULL)
        find_line(text, tag);
    return true;
}

static void open_section(struct parser *p, const struct tag_text *tag,
                         size_t at)
{
    if (p->depth == TEMPLATE_SECTIONS_MAX) {
        diag_add(p->set->diags, DIAG_TEMPLATE_DEPTH, place_of(p->tpl, at),
                 "%d sections", TEMPLATE_SECTIONS_MAX);
        p->at = p->tpl->text.len; /* what follows would close the wrong ones */
        return;
    }
    add_node(p, tag->sigil == '#' ? NODE_SECTION : NODE_INVERTED, tag->name,
             at);
    p->stack[p->depth++] = p->tpl->n_nodes - 1;
}

static void close_section(struct parser *p, const struct tag_text *tag,
                          size_t at)
{
    struct node *section =
        p->depth == 0 ? NULL : &p->tpl->nodes[p->stack[p->depth - 1]];

    if (section == NULL || !str_eq(section->text, tag->name)) {
        diag_add(p->set->diags, DIAG_TEMPLATE_CLOSE, place_of(p->tpl, at),
                 "\"%.*s\"", STR_ARG(tag->name));
        return;
    }
    section->end = p->tpl->n_nodes;
    p->depth--;
}

/* {{=<% %>=}} */
static void set_delimiters(struct parser *p, const struct tag_text *tag,
                           size_t at)
{
    size_t gap = 0;

    while (gap < tag->name.len && !is_blank(tag->name.p[gap]))
        gap++;

    struct str open = str_slice(tag->name, 0, gap);
    struct str close = str_trim(str_slice(tag->name, gap, tag->name.len));

    if (open.len == 0 || close.len == 0 ||
        str_find(close, ' ', 0) < close.len ||
        str_find(tag->name, '\0', 0) < tag->name.len)
        diag_add(p->set->diags, DIAG_TEMPLATE_TAG, place_of(p->tpl, at),
                 "\"%.*s\"", STR_ARG(tag->name));
    else {
        p->open = str_copy(p->set->arena, open);
        p->close = str_copy(p->set->arena, close);
    }
}

static void add_tag(struct parser *p, const struct tag_text *tag, size_t at)
{
    if (tag->name.len == 0 && tag->sigil != '!') {
        diag_add(p->set->diags, DIAG_TEMPLATE_TAG, place_of(p->tpl, at),
                 "no name");
        return;
    }
    switch (tag->sigil) {
    case '#':
    case '^':
        open_section(p, tag, at);
        break;
    case '/':
        close_section(p, tag, at);
        break;
    case '>':
        add_node(p, NODE_PARTIAL, tag->name, at)->indent = tag->indent;
        break;
    case '=':
        set_delimiters(p, tag, at);
        break;
    case '!':
        break;
    case '&':
    case '{':
        add_node(p, NODE_RAW, tag->name, at);
        break;
    case 0:
        add_node(p, NODE_TEXT, tag->name, at);
        break;
    }
}

static void close_the_rest(struct parser *p)
{
    while (p->depth > 0) {
        struct node *section = &p->tpl->nodes[p->stack[--p->depth]];

        diag_add(p->set->diags, DIAG_TEMPLATE_UNCLOSED,
                 place_of(p->tpl, section->at), "\"%.*s\"",
                 STR_ARG(section->text));
        section->end = p->tpl->n_nodes;
    }
}

static void parse(struct templates *set, struct template *tpl)
{
    struct parser p = {
        .set = set, .tpl = tpl, .open = STR("{{"), .close = STR("}}")};
    struct tag_text tag;

    for (;;) {
        size_t from = str_search(tpl->text, p.open.p, p.at);

        if (from == tpl->text.len)
            break;
        if (!read_tag(&p, from, &tag)) {
            diag_add(set->diags, DIAG_TEMPLATE_UNCLOSED, place_of(tpl, from),
                     "tag");
            break;
        }
        add_literal(&p, tag.from);
        p.at = tag.to;
        add_tag(&p, &tag, from);
    }
    add_literal(&p, tpl->text.len);
    close_the_rest(&p);
}

/* --- finding -------------------------------------------------------------- */

static struct template *find(struct template *list, struct str name,
                             struct str indent)
{
    for (; list != NULL; list = list->next)
        if (str_eq(list->name, name) && str_eq(list->indent, indent))
            return list;
    return NULL;
}

static struct template *add_source(struct templates *t, struct str name,
                                   const char *path, struct str text)
{
    struct template *source = ARENA_NEW(t->arena, struct template);

    source->name = str_copy(t->arena, name);
    source->path = path;
    source->text = text;
    source->next = t->sources;
    t->sources = source;
    return source;
}

void templates_add(struct templates *t, const char *name, struct str text)
{
    add_source(t, str_of(name), name, text);
}

/* A name is a file beside the template: no way out of the folder. */
static bool is_safe_name(struct str name)
{
    return name.len > 0 && name.p[0] != '.' &&
           str_find(name, '/', 0) == name.len &&
           str_find(name, '\\', 0) == name.len;
}

static struct template *read_source(struct templates *t, struct str name)
{
    struct template *source = find(t->sources, name, STR(""));
    struct str text;

    if (source != NULL)
        return source;
    if (t->folder == NULL || !is_safe_name(name)) {
        errno = ENOENT;
        return NULL;
    }

    const char *file = str_copy(t->arena, name).p;
    const char *path = file_join(
        t->arena, t->preferred != NULL ? t->preferred : t->folder, file);

    if (inputs_read(t->inputs, t->arena, path, &text))
        return add_source(t, name, path, text);
    if (t->preferred == NULL || errno != ENOENT)
        return NULL;
    path = file_join(t->arena, t->folder, file);
    if (!inputs_read(t->inputs, t->arena, path, &text))
        return NULL;
    return add_source(t, name, path, text);
}

bool templates_read(struct templates *t, const char *name, struct str *text)
{
    const struct template *source = read_source(t, str_of(name));

    if (source != NULL)
        *text = source->text;
    return source != NULL;
}

/* Puts the indent before every line, as the specification wants partials. */
static struct str indented(struct arena *a, struct str text, struct str indent)
{
    struct buf b = buf_new(a);

    for (size_t at = 0; at < text.len;) {
        size_t end = str_find(text, '\n', at);

        end = end == text.len ? end : end + 1;
        buf_put(&b, indent);
        buf_put(&b, str_slice(text, at, end));
        at = end;
    }
    return buf_str(&b);
}

/* NULL: there is no such file; errno tells. */
static const struct template *find_parsed(struct templates *t, struct str name,
                                          struct str indent)
{
    struct template *tpl = find(t->parsed, name, indent);

    if (tpl != NULL)
        return tpl;

    const struct template *source = read_source(t, name);

    if (source == NULL)
        return NULL;
    tpl = ARENA_NEW(t->arena, struct template);
    *tpl = *source;
    tpl->indent = indent;
    if (indent.len > 0)
        tpl->text = indented(t->arena, source->text, indent);
    tpl->next = t->parsed;
    t->parsed = tpl;
    parse(t, tpl);
    return tpl;
}

/* --- rendering ------------------------------------------------------------ */

/* Views within views: names are looked up from the innermost outwards. */
struct context {
    const struct view *view;
    const struct context *outer;
};

struct renderer {
    struct templates *set;
    struct buf *out;
    size_t partials; /* how deep we are */
    bool stopped;    /* too deep, or unread: nothing more is written */
    int unread;      /* errno of a partial that is there and cannot be read */
};

static void render(struct renderer *r, const struct template *tpl, size_t from,
                   size_t to, const struct context *context);

/* "a.b.c": a anywhere outwards, then b in it, c in that. */
static const struct view *look_up(const struct context *context,
                                  struct str name)
{
    const struct view *found = NULL;
    size_t dot = str_find(name, '.', 0);

    if (str_is(name, "."))
        return context->view;
    for (; context != NULL && found == NULL; context = context->outer)
        found = view_member(context->view, str_slice(name, 0, dot));
    while (found != NULL && dot < name.len) {
        size_t next = str_find(name, '.', dot + 1);

        found = view_member(found, str_slice(name, dot + 1, next));
        dot = next;
    }
    return found;
}

static void render_section(struct renderer *r, const struct template *tpl,
                           size_t index, const struct context *context)
{
    const struct node *node = &tpl->nodes[index];
    const struct view *view = look_up(context, node->text);
    bool is_true = view != NULL && view_is_true(view);

    if (node->kind == NODE_INVERTED) {
        if (!is_true)
            render(r, tpl, index + 1, node->end, context);
        return;
    }
    if (!is_true)
        return;
    if (view->kind != VIEW_LIST) {
        render(r, tpl, index + 1, node->end,
               &(struct context){.view = view, .outer = context});
        return;
    }
    for (const struct view *v = view->first; v != NULL; v = v->next)
        render(r, tpl, index + 1, node->end,
               &(struct context){.view = v, .outer = context});
}

/* "head" is the file head.html. */
static void render_partial(struct renderer *r, const struct template *tpl,
                           const struct node *node,
                           const struct context *context)
{
    struct templates *set = r->set;
    struct str name =
        str_find(node->text, '.', 0) < node->text.len
            ? node->text
            : str_format(set->arena, "%.*s.html", STR_ARG(node->text));

    if (r->partials == TEMPLATE_PARTIALS_MAX) {
        diag_add(set->diags, DIAG_TEMPLATE_DEPTH, place_of(tpl, node->at),
                 "%d partials", TEMPLATE_PARTIALS_MAX);
        r->stopped = true;
        return;
    }

    const struct template *partial = find_parsed(set, name, node->indent);

    if (partial == NULL && errno != ENOENT) {
        r->unread = errno;
        r->stopped = true;
        return;
    }
    if (partial == NULL) {
        diag_add(set->diags, DIAG_TEMPLATE_PARTIAL, place_of(tpl, node->at),
                 "\"%.*s\"", STR_ARG(name));
        return;
    }
    r->partials++;
    render(r, partial, 0, partial->n_nodes, context);
    r->partials--;
}

static void render_name(struct renderer *r, const struct node *node,
                        const struct context *context)
{
    const struct view *view = look_up(context, node->text);

    if (view == NULL || view->kind != VIEW_TEXT)
        return;
    if (node->kind == NODE_RAW)
        buf_put(r->out, view->text);
    else
        html_escape(r->out, view->text);
}

static void render(struct renderer *r, const struct template *tpl, size_t from,
                   size_t to, const struct context *context)
{
    for (size_t i = from; i < to && !r->stopped; i++) {
        const struct node *node = &tpl->nodes[i];

        switch (node->kind) {
        case NODE_LITERAL:
            buf_put(r->out, node->text);
            break;
        case NODE_TEXT:
        case NODE_RAW:
            render_name(r, node, context);
            break;
        case NODE_SECTION:
        case NODE_INVERTED:
            render_section(r, tpl, i, context);
            i = node->end - 1;
            break;
        case NODE_PARTIAL:
            render_partial(r, tpl, node, context);
            break;
        }
    }
}

bool template_render(struct templates *t, const char *name,
                     const struct view *view, struct buf *out)
{
    const struct template *tpl = find_parsed(t, str_of(name), STR(""));
    struct renderer r = {.set = t, .out = out};

    if (tpl == NULL)
        return false;
    render(&r, tpl, 0, tpl->n_nodes, &(struct context){.view = view});
    errno = r.unread;
    return r.unread == 0;
}
