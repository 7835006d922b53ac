/* view.h - what a template can name: texts, yes or no, lists and objects.
 *
 *     struct view *page = view_new(a);
 *     view_text(a, page, "title", STR("Advies"));
 *     struct view *next = view_object(a, page, "next");
 *
 * The part of a value tree that logic-less templates need, and no more.  Names
 * are C strings that outlive the view; texts are borrowed.
 */
#ifndef HTML_VIEW_H
#define HTML_VIEW_H

#include <stdbool.h>

#include "base/str.h"

struct arena;

enum view_kind {
    VIEW_TEXT,
    VIEW_FLAG,
    VIEW_LIST,
    VIEW_OBJECT,
};

struct view {
    enum view_kind kind;
    const char *name;   /* in its object; "" in a list */
    struct str text;    /* TEXT */
    bool flag;          /* FLAG */
    struct view *first; /* LIST: elements, OBJECT: members */
    struct view *last;
    struct view *next;
};

struct view *view_new(struct arena *a); /* an object */

/* Members of an object. */
void view_text(struct arena *a, struct view *object, const char *name,
               struct str text);
void view_flag(struct arena *a, struct view *object, const char *name,
               bool flag);
struct view *view_object(struct arena *a, struct view *object,
                         const char *name);
struct view *view_list(struct arena *a, struct view *object, const char *name);

/* A new object, or a text, at the end of a list. */
struct view *view_element(struct arena *a, struct view *list);
void view_element_text(struct arena *a, struct view *list, struct str text);

/* NULL when the object has no such member, or is no object. */
const struct view *view_member(const struct view *object, struct str name);

/* What a section asks: false, an empty text and an empty list are no. */
bool view_is_true(const struct view *view);

#endif
