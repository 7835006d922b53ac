#include "model/doc.h"

#include "base/arena.h"
#include "base/buf.h"

struct str attrs_value(const struct attrs *attrs, const char *key)
{
    for (size_t i = 0; i < attrs->n_pairs; i++)
        if (str_is(attrs->pairs[i].key, key))
            return attrs->pairs[i].value;
    return STR("");
}

bool doc_is_notes_name(struct str name)
{
    static const char *const starts[] = {"not",   "aanteken", "spreek", "sprek",
                                         "speak", "present",  "comment"};

    while (name.len > 0 && strchr("{. ", name.p[0]) != NULL)
        name = str_slice(name, 1, name.len);
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
        if (str_eq_nocase(str_slice(name, 0, strlen(starts[i])),
                          str_of(starts[i])))
            return true;
    return false;
}

bool attrs_has_class(const struct attrs *attrs, const char *name)
{
    for (size_t i = 0; i < attrs->n_classes; i++)
        if (str_is(attrs->classes[i], name))
            return true;
    return false;
}

bool text_ends_sentence(struct str text)
{
    if (text.len == 0)
        return false;
    char last = text.p[text.len - 1];
    return last == '.' || last == '!' || last == '?';
}

double figure_width(const struct figure *figure, double column)
{
    const struct image *image = &figure->image;
    double width = figure->width.points + figure->width.share * column;
    double high = 0;

    if (image->height > 0)
        high = figure->height.points * image->width / image->height;
    if (width <= 0 || (high > 0 && high < width))
        return high;
    return width;
}

static void put_words(const struct inline_ *list, struct buf *out)
{
    for (const struct inline_ *i = list; i != NULL; i = i->next)
        switch (i->kind) {
        case INLINE_TEXT:
        case INLINE_VALUE:
        case INLINE_CODE:
            buf_put(out, i->text);
            break;
        case INLINE_EMPH:
        case INLINE_STRONG:
        case INLINE_STRIKE:
        case INLINE_SPAN:
        case INLINE_LINK:
            put_words(i->children, out);
            break;
        case INLINE_IMAGE:
            buf_put(out, i->image->alt);
            break;
        case INLINE_SOFT_BREAK:
        case INLINE_HARD_BREAK:
            buf_putc(out, ' ');
            break;
        case INLINE_FOOTNOTE:
            break;
        case INLINE_REF:
            buf_put(out, i->ref->text);
            break;
        }
}

struct str inlines_text(struct arena *a, const struct inline_ *list)
{
    struct buf out = buf_new(a);

    put_words(list, &out);
    return buf_str(&out);
}

size_t tiles_across(size_t n)
{
    if (n <= 3)
        return n;
    if (n == 4)
        return 2;
    return n % 3 != 0 && (n % 4 == 0 || n % 3 == 1) ? 4 : 3;
}

bool link_may_lead_to(struct str url)
{
    static const char *const starts[] = {"http://", "https://", "mailto:"};

    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        size_t len = strlen(starts[i]);

        /* Behind "http://" a browser skips further slashes to find a host. */
        if (str_eq_nocase(str_slice(url, 0, len), str_of(starts[i])))
            return url.len > len && strchr("/\\?#:", url.p[len]) == NULL;
    }
    return str_starts(url, "data/");
}
