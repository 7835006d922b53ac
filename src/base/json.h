/* json.h - writes JSON (RFC 8259), indented, for people and programs.
 *
 *     struct json j = json_new(&buf);
 *     json_begin_object(&j);
 *     json_member(&j, "title", title);
 *     json_key(&j, "years");
 *     json_begin_array(&j);
 *     json_int(&j, 2026);
 *     json_end_array(&j);
 *     json_end_object(&j);
 *
 * Text is escaped; bytes that are not valid UTF-8 become U+FFFD.  Calls that do
 * not nest are faults of ours (asserted).
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct buf;

enum {
    JSON_DEPTH_MAX = 16
};

struct json {
    struct buf *out;
    unsigned depth;
    bool has_items[JSON_DEPTH_MAX + 1]; /* of the object or array at a depth */
    bool after_key;
};

struct json json_new(struct buf *out);

void json_begin_object(struct json *j);
void json_end_object(struct json *j);
void json_begin_array(struct json *j);
void json_end_array(struct json *j);

/* The name of the member whose value comes next. */
void json_key(struct json *j, const char *key);

void json_str(struct json *j, struct str text);
void json_int(struct json *j, int64_t number);
void json_bool(struct json *j, bool value);
/* A number that is written already: "12.5". */
void json_number(struct json *j, struct str digits);

/* json_key() and a value. */
void json_member(struct json *j, const char *key, struct str text);
void json_member_int(struct json *j, const char *key, int64_t number);
void json_member_bool(struct json *j, const char *key, bool value);

#endif
