#include "html/view.h"

#include <assert.h>

#include "base/arena.h"

static struct view *append(struct arena *a, struct view *parent,
                           enum view_kind kind, const char *name)
{
    struct view *view = ARENA_NEW(a, struct view);

    view->kind = kind;
    view->name = name;
    if (parent->last == NULL)
        parent->first = view;
    else
        parent->last->next = view;
    parent->last = view;
    return view;
}

static struct view *add_member(struct arena *a, struct view *object,
                               enum view_kind kind, const char *name)
{
    assert(object->kind == VIEW_OBJECT);
    assert(view_member(object, str_of(name)) == NULL);
    return append(a, object, kind, name);
}

struct view *view_new(struct arena *a)
{
    struct view *view = ARENA_NEW(a, struct view);

    view->kind = VIEW_OBJECT;
    view->name = "";
    return view;
}

void view_text(struct arena *a, struct view *object, const char *name,
               struct str text)
{
    add_member(a, object, VIEW_TEXT, name)->text = text;
}

void view_flag(struct arena *a, struct view *object, const char *name,
               bool flag)
{
    add_member(a, object, VIEW_FLAG, name)->flag = flag;
}

struct view *view_object(struct arena *a, struct view *object, const char *name)
{
    return add_member(a, object, VIEW_OBJECT, name);
}

struct view *view_list(struct arena *a, struct view *object, const char *name)
{
    return add_member(a, object, VIEW_LIST, name);
}

struct view *view_element(struct arena *a, struct view *list)
{
    assert(list->kind == VIEW_LIST);
    return append(a, list, VIEW_OBJECT, "");
}

void view_element_text(struct arena *a, struct view *list, struct str text)
{
    assert(list->kind == VIEW_LIST);
    append(a, list, VIEW_TEXT, "")->text = text;
}

const struct view *view_member(const struct view *object, struct str name)
{
    if (object->kind != VIEW_OBJECT)
        return NULL;
    for (const struct view *v = object->first; v != NULL; v = v->next)
        if (str_is(name, v->name))
            return v;
    return NULL;
}

bool view_is_true(const struct view *view)
{
    switch (view->kind) {
    case VIEW_TEXT:
        return view->text.len > 0;
    case VIEW_FLAG:
        return view->flag;
    case VIEW_LIST:
        return view->first != NULL;
    case VIEW_OBJECT:
        return true;
    }
    return false;
}
