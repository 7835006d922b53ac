/* The small readers of Markdown: ids, signs, attributes, rows of tables,
 * pictures; and base/map.h, which they share. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/map.h"
#include "read/attributes.h"
#include "read/ids.h"
#include "read/image.h"
#include "read/pipe_table.h"

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void a_map_finds_what_was_put_in(void **state)
{
    struct map map = map_new(arena);
    int things[1000];

    (void)state;
    assert_null(map_find(&map, STR("0")));
    for (int i = 0; i < 1000; i++)
        *map_at(&map, str_format(arena, "%d", i)) = &things[i];
    for (int i = 0; i < 1000; i++)
        assert_ptr_equal(map_find(&map, str_format(arena, "%d", i)),
                         &things[i]);
    assert_null(map_find(&map, STR("1000")));
    assert_int_equal(map.count, 1000);
    assert_null(*map_at(&map, STR("")));
}

static void ids_are_typed_easily(void **state)
{
    static const char *const cases[][2] = {
        {"Één kop, twee regels", "een-kop-twee-regels"},
        {"2. Nee 0,56%", "nee-056"},
        {"Œuvre & Straße; IJsland ĳs", "oeuvre-strasse-ijsland-ijs"},
        {"a  – b", "a-b"},
        {"€ 190 mln", "mln"},
        {"123", "section"},
        {"Ελλάδα", "Ελλάδα"},
        {"v1.0_x.", "v1.0_x"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(id_of_text(arena, str_of(cases[i][0])).p,
                            cases[i][1]);
    assert_string_equal(slug_of_name(arena, STR("01-Één kop")).p, "01-een-kop");
}

static size_t read_attributes(const char *text, struct attrs *attrs)
{
    return attributes_read(arena, str_of(text), 0, attrs);
}

static void attributes_are_as_in_pandoc(void **state)
{
    struct attrs attrs = {0};

    (void)state;
    assert_int_equal(read_attributes("{#a .b c=d e=\"f }\" g='h'} i", &attrs),
                     25);
    assert_string_equal(attrs.id.p, "a");
    assert_true(attrs_has_class(&attrs, "b"));
    assert_string_equal(attrs_value(&attrs, "c").p, "d");
    assert_string_equal(attrs_value(&attrs, "e").p, "f }");
    assert_string_equal(attrs_value(&attrs, "g").p, "h");
    assert_string_equal(attrs_value(&attrs, "x").p, "");
}

static void other_braces_are_no_attributes(void **state)
{
    static const char *const cases[] = {"{",   "{a}",   "{{ a }}", "{#}",
                                        "{.}", "{a=}",  "{=html}", "{a=\"b}",
                                        "{#a", "{ . }", "{a=b=c}"};
    struct attrs attrs;

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(read_attributes(cases[i], &attrs), 0);
}

static void rows_are_cut_at_bars(void **state)
{
    struct pipe_row row =
        pipe_row_read(arena, STR("| a | b\\|c || {{ d[e] | f }} |"));

    (void)state;
    assert_int_equal(row.n_cells, 4);
    assert_true(str_is(row.cells[0].text, "a"));
    assert_int_equal(row.cells[0].at, 2);
    assert_true(str_is(row.cells[1].text, "b\\|c"));
    assert_true(str_is(row.cells[2].text, ""));
    assert_true(str_is(row.cells[3].text, "{{ d[e] | f }}"));
    assert_int_equal(pipe_row_read(arena, STR("a | {{ b")).n_cells, 2);
    assert_int_equal(pipe_row_read(arena, STR("")).n_cells, 1);
}

static void delimiters_need_a_bar_and_hyphens(void **state)
{
    enum align *aligns;
    size_t n;

    (void)state;
    assert_true(
        pipe_delimiters_read(arena, STR("|:--|-:|:-:|-|"), &aligns, &n));
    assert_int_equal(n, 4);
    assert_int_equal(aligns[0], ALIGN_LEFT);
    assert_int_equal(aligns[1], ALIGN_RIGHT);
    assert_int_equal(aligns[2], ALIGN_CENTER);
    assert_int_equal(aligns[3], ALIGN_LEFT);
    assert_false(pipe_delimiters_read(arena, STR("---"), &aligns, &n));
    assert_false(pipe_delimiters_read(arena, STR("| - | : |"), &aligns, &n));
    assert_false(pipe_delimiters_read(arena, STR("| - | a |"), &aligns, &n));
}

/* Signature, IHDR of 3 x 2 pixels, and its check sum. */
#define PNG_3_2                                                                \
    "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0"        \
    "\x12\x16\xF1\x4D"
/* Two rows of three black pixels. */
#define PNG_PIXELS                                                             \
    "\x00\x00\x00\x0BIDATx\xDA\x63"                                            \
    "`\xC0\x04\x00\x00\x14\x00\x01\xEEZi\x09"
#define PNG_END "\0\0\0\0IEND\xAE\x42\x60\x82"

/* SOI, an APP0 of 4 bytes, SOF0 of 5 x 4 pixels. */
#define JPEG_5_4                                                               \
    "\xFF\xD8\xFF\xE0\0\x04\0\0\xFF\xC0\0\x0B\x08\0\x04\0\x05\x01\x01\x11\0"

/* An Exif segment in either order of bytes: a camera's name, then how to hold the
 * picture. */
#define EXIF_BIG                                                               \
    "\xFF\xE1\0\x2E"                                                           \
    "Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x0F\0\x02\0\0\0\x04"                    \
    "CAM\0\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
#define EXIF_LITTLE                                                            \
    "\xFF\xE1\0\x2E"                                                           \
    "Exif\0\0II*\0\x08\0\0\0\x02\0\x0F\x01\x02\0\x04\0\0\0"                    \
    "CAM\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0"
#define COMMENT  "\xFF\xFE\0\x08secret"
#define FRAME    "\xFF\xC0\0\x0B\x08\0\x04\0\x05\x01\x01\x11\0"
#define JPEG_END "\xFF\xD9"
#define SCAN     "\xFF\xDA\0\x02pi\xFF\0xels\xFF\xD0more"

static void pictures_have_a_size(void **state)
{
    struct image image = {0};
    const char *why;

    (void)state;
    assert_true(image_measure(STR(PNG_3_2 PNG_PIXELS PNG_END), &image, &why));
    assert_int_equal(image.format, IMAGE_PNG);
    assert_int_equal(image.width, 3);
    assert_int_equal(image.height, 2);
    assert_true(image_measure(STR(JPEG_5_4 SCAN JPEG_END), &image, &why));
    assert_int_equal(image.format, IMAGE_JPEG);
    assert_int_equal(image.width, 5);
    assert_int_equal(image.height, 4);
}

/* Every beginning of a good picture is refused and none is read past its end:
 * under AddressSanitizer each copy is a block of its own. */
static void cut_off_pictures_are_refused(void **state)
{
    const struct str wholes[] = {STR(PNG_3_2 PNG_PIXELS PNG_END),
                                 STR(JPEG_5_4 SCAN JPEG_END)};
    const char *why;

    (void)state;
    for (size_t i = 0; i < 2; i++)
        for (size_t len = 0; len < wholes[i].len; len++) {
            struct image image = {0};
            struct str part = str_copy(arena, str_slice(wholes[i], 0, len));
            assert_false(image_measure(part, &image, &why));
            assert_int_equal(image.width, 0);
        }
}

/* A bit that fell over in pixels or size; in a comment it does no harm. */
static void a_png_with_a_wrong_check_sum_is_refused(void **state)
{
    struct image image = {0};
    const char *why;

    (void)state;
    assert_false(image_measure(STR(PNG_3_2 "\0\0\0\4IDATpixl\0\0\0\0" PNG_END),
                               &image, &why));
    assert_string_equal(why,
                        "damaged: it is not what was saved; copy it again");
    assert_true(image_measure(
        STR(PNG_3_2 "\0\0\0\4tEXtname\0\0\0\0" PNG_PIXELS PNG_END), &image,
        &why));
}

static void a_jpeg_says_how_it_is_held(void **state)
{
    const struct {
        struct str bytes;
        unsigned orientation, width;
    } cases[] = {
        {STR("\xFF\xD8" EXIF_BIG FRAME SCAN JPEG_END), 6, 4},
        {STR("\xFF\xD8" EXIF_LITTLE FRAME SCAN JPEG_END), 8, 4},
        {STR("\xFF\xD8" FRAME SCAN JPEG_END), 1, 5},
    };
    const char *why;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct image image = {0};

        assert_true(image_measure(cases[i].bytes, &image, &why));
        assert_int_equal(image.orientation, cases[i].orientation);
        assert_int_equal(image.width, cases[i].width);
        assert_int_equal(image.height, 9 - cases[i].width);
    }
}

static void a_picture_keeps_its_pixels_and_no_secrets(void **state)
{
    struct image image = {0}, again = {0};
    const char *why;

    (void)state;
    image.bytes = STR(
        "\xFF\xD8\xFF\xE0\0\x07JFIF\0" EXIF_LITTLE COMMENT FRAME SCAN COMMENT
        "\xFF\xD9trailer");
    assert_true(image_measure(image.bytes, &image, &why));
    again.bytes = image_clean(arena, &image);
    assert_true(str_search(again.bytes, "CAM", 0) == again.bytes.len);
    assert_true(str_search(again.bytes, "secret", 0) == again.bytes.len);
    assert_true(str_search(again.bytes, "trailer", 0) == again.bytes.len);
    assert_true(str_search(again.bytes, "JFIF", 0) == 6);
    assert_true(str_search(again.bytes, "xels\xFF\xD0more\xFF\xD9", 0) <
                again.bytes.len);
    assert_true(image_measure(again.bytes, &again, &why));
    assert_int_equal(again.orientation, 8);
    assert_int_equal(again.width, 4);

    /* What is left cannot be cleaned further. */
    assert_true(str_eq(image_clean(arena, &again), again.bytes));
}

static void a_png_keeps_what_shows_it(void **state)
{
    struct image image = {.format = IMAGE_PNG};
    const struct str clean = STR(PNG_3_2 "\0\0\0\1tRNSa1234" PNG_END);

    (void)state;
    image.bytes =
        STR(PNG_3_2 "\0\0\0\1tRNSa1234\0\0\0\4tEXtname1234" PNG_END "trailer");
    assert_true(str_eq(image_clean(arena, &image), clean));
}

static void uncommon_jpegs_are_refused_with_a_way_out(void **state)
{
    struct image image = {0};
    const char *why;

    (void)state;
    assert_false(image_measure(
        STR("\xFF\xD8\xFF\xC0\0\x0B\x08\0\x04\0\x05\x04\x01\x11\0"), &image,
        &why));
    assert_string_equal(
        why, "a JPEG in the colours of print (CMYK); save it in RGB");
    assert_false(image_measure(
        STR("\xFF\xD8\xFF\xC9\0\x0B\x08\0\x04\0\x05\x01\x01\x11\0"), &image,
        &why));
    assert_string_equal(
        why, "an uncommon kind of JPEG; save it again as JPEG or PNG");
}

static void other_files_are_refused_by_name(void **state)
{
    struct image image = {0};
    const char *why;

    (void)state;
    assert_false(image_measure(STR("<?xml?><svg/>"), &image, &why));
    assert_string_equal(why, "an SVG; save it as PNG");
    assert_false(image_measure(STR("GIF89a"), &image, &why));
    assert_string_equal(why, "neither PNG nor JPEG");
    assert_false(image_measure(STR(""), &image, &why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_map_finds_what_was_put_in),
        cmocka_unit_test(ids_are_typed_easily),
        cmocka_unit_test(attributes_are_as_in_pandoc),
        cmocka_unit_test(other_braces_are_no_attributes),
        cmocka_unit_test(rows_are_cut_at_bars),
        cmocka_unit_test(delimiters_need_a_bar_and_hyphens),
        cmocka_unit_test(pictures_have_a_size),
        cmocka_unit_test(cut_off_pictures_are_refused),
        cmocka_unit_test(a_png_with_a_wrong_check_sum_is_refused),
        cmocka_unit_test(a_jpeg_says_how_it_is_held),
        cmocka_unit_test(a_picture_keeps_its_pixels_and_no_secrets),
        cmocka_unit_test(a_png_keeps_what_shows_it),
        cmocka_unit_test(uncommon_jpegs_are_refused_with_a_way_out),
        cmocka_unit_test(other_files_are_refused_by_name),
    };

    return cmocka_run_group_tests_name("read/", tests, open_arena, close_arena);
}
