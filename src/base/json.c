#include "base/json.h"

#include <assert.h>
#include <inttypes.h>

#include "base/buf.h"
#include "base/utf8.h"

struct json json_new(struct buf *out)
{
    return (struct json){.out = out};
}

static void new_line(struct json *j)
{
    buf_putc(j->out, '\n');
    for (unsigned i = 0; i < j->depth; i++)
        buf_puts(j->out, "  ");
}

/* What stands before a value or a key: a comma, a line end, or nothing. */
static void begin_item(struct json *j)
{
    if (j->after_key) {
        j->after_key = false;
        return;
    }
    if (j->has_items[j->depth])
        buf_putc(j->out, ',');
    if (j->depth > 0)
        new_line(j);
    j->has_items[j->depth] = true;
}

static void begin_nest(struct json *j, char bracket)
{
    begin_item(j);
    buf_putc(j->out, bracket);
    assert(j->depth < JSON_DEPTH_MAX);
    j->depth++;
    j->has_items[j->depth] = false;
}

static void end_nest(struct json *j, char bracket)
{
    assert(j->depth > 0 && !j->after_key);
    bool had_items = j->has_items[j->depth];

    j->depth--;
    if (had_items)
        new_line(j);
    buf_putc(j->out, bracket);
}

void json_begin_object(struct json *j)
{
    begin_nest(j, '{');
}

void json_end_object(struct json *j)
{
    end_nest(j, '}');
}

void json_begin_array(struct json *j)
{
    begin_nest(j, '[');
}

void json_end_array(struct json *j)
{
    end_nest(j, ']');
}

/* RFC 8259, section 7: quotation mark, reverse solidus and control characters
 * must be escaped.  U+2028 and U+2029 are escaped too: they end a line in
 * JavaScript, where JSON is often pasted. */
static void put_escaped(struct buf *out, unsigned c)
{
    if (c == '"' || c == '\\') {
        buf_putc(out, '\\');
        buf_putc(out, (char)c);
    } else if (c == '\n') {
        buf_puts(out, "\\n");
    } else if (c == '\t') {
        buf_puts(out, "\\t");
    } else if (c < 0x20 || c == 0x7F || c == 0x2028 || c == 0x2029) {
        buf_printf(out, "\\u%04x", c);
    } else {
        buf_put_char(out, c);
    }
}

static void put_string(struct json *j, struct str text)
{
    buf_putc(j->out, '"');
    for (size_t i = 0; i < text.len;)
        put_escaped(j->out, utf8_next(text, &i));
    buf_putc(j->out, '"');
}

void json_key(struct json *j, const char *key)
{
    assert(!j->after_key);
    begin_item(j);
    put_string(j, str_of(key));
    buf_puts(j->out, ": ");
    j->after_key = true;
}

void json_str(struct json *j, struct str text)
{
    begin_item(j);
    put_string(j, text);
}

void json_int(struct json *j, int64_t number)
{
    begin_item(j);
    buf_printf(j->out, "%" PRId64, number);
}

void json_bool(struct json *j, bool value)
{
    begin_item(j);
    buf_puts(j->out, value ? "true" : "false");
}

void json_number(struct json *j, struct str digits)
{
    begin_item(j);
    buf_put(j->out, digits);
}

void json_member(struct json *j, const char *key, struct str text)
{
    json_key(j, key);
    json_str(j, text);
}

void json_member_int(struct json *j, const char *key, int64_t number)
{
    json_key(j, key);
    json_int(j, number);
}

void json_member_bool(struct json *j, const char *key, bool value)
{
    json_key(j, key);
    json_bool(j, value);
}
