/* base/json.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"

static void members_and_items_are_indented(void **state)
{
    struct arena *a = arena_new();
    struct buf b = buf_new(a);
    struct json j = json_new(&b);

    (void)state;
    json_begin_object(&j);
    json_member(&j, "title", STR("één"));
    json_key(&j, "years");
    json_begin_array(&j);
    json_int(&j, 2026);
    json_number(&j, STR("12.5"));
    json_end_array(&j);
    json_key(&j, "none");
    json_begin_object(&j);
    json_end_object(&j);
    json_member_bool(&j, "closed", true);
    json_end_object(&j);
    assert_string_equal(buf_str(&b).p, "{\n"
                                       "  \"title\": \"één\",\n"
                                       "  \"years\": [\n"
                                       "    2026,\n"
                                       "    12.5\n"
                                       "  ],\n"
                                       "  \"none\": {},\n"
                                       "  \"closed\": true\n"
                                       "}");
    arena_free(a);
}

static void text_is_escaped(void **state)
{
    struct arena *a = arena_new();
    struct buf b = buf_new(a);
    struct json j = json_new(&b);

    (void)state;
    json_str(&j, STR("\"\\\n\t\x01\x7F</script>\xFF\xE2\x80\xA8"));
    assert_string_equal(buf_str(&b).p,
                        "\"\\\"\\\\\\n\\t\\u0001\\u007f</script>\xEF\xBF\xBD"
                        "\\u2028\"");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_and_items_are_indented),
        cmocka_unit_test(text_is_escaped),
    };

    return cmocka_run_group_tests_name("base/json", tests, NULL, NULL);
}
