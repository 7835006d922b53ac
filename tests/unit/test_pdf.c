/* paint/pdf.h */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/deflate.h"
#include "base/file.h"
#include "paint/paint.h"
#include "paint/pdf.h"
#include "paint/tag.h"
#include "text/font.h"
#include "text/shape.h"

/* Debian has pikepdf for its own Python only. */
#define CHECKER "/usr/bin/python3 tests/pdf/check_pdf.py"

/* A document being written: what layout would do, by hand. */
struct press {
    struct arena *arena;
    struct fonts *fonts;
    struct palette palette;
    struct pdf_info info;
    struct tags tags;
    struct tag *root;
    struct painter *painter;
    struct scene *scene;
    double y;
};

static int setup(void **state)
{
    struct arena *a = arena_new();
    struct press *p = ARENA_NEW(a, struct press);
    struct str problem = {0};

    p->arena = a;
    p->fonts = fonts_open(STR("Open Sans"), STR("DejaVu Sans Mono"),
                          STR("DejaVu Sans"), &problem, a);
    if (p->fonts == NULL)
        fail_msg("%s", problem.p);
    p->palette = palette_default(false);
    p->tags.arena = a;
    p->root = tag_new(&p->tags, TAG_DOCUMENT, NULL);
    p->info = (struct pdf_info){.title = STR("Één titel & meer"),
                                .author = STR("VNG Overijssel"),
                                .lang = STR("nl-NL"),
                                .iso_date = STR("2025-11-21"),
                                .palette = &p->palette,
                                .root = p->root};
    p->painter = pdf_new(a, &p->info);
    p->scene = scene_new(a, 595.276, 841.89);
    p->y = 72;
    *state = p;
    return 0;
}

static int teardown(void **state)
{
    struct press *p = *state;

    paint_free(p->painter);
    fonts_free(p->fonts);
    arena_free(p->arena);
    return 0;
}

/* --- writing -------------------------------------------------------------- */

static struct tag *below(struct press *p, enum tag_kind kind,
                         struct tag *parent)
{
    return tag_new(&p->tags, kind, parent);
}

/* Puts text at (x, y); returns the x behind it. */
static double put(struct press *p, const struct tag *tag, double x, double size,
                  const char *text)
{
    size_t n = 0;
    struct glyph_run *runs =
        shape_text(p->arena, p->fonts,
                   (struct text_style){.face = FACE_REGULAR, .size = size},
                   str_of(text), &n);

    for (size_t i = 0; i < n; i++) {
        scene_run(p->scene, tag, x, p->y, &runs[i], COLOR_INK);
        x += runs[i].width;
    }
    return x;
}

static struct tag *line(struct press *p, enum tag_kind kind, struct tag *parent,
                        const char *text)
{
    struct tag *tag = below(p, kind, parent);

    put(p, tag, 72, 11, text);
    p->y += 16;
    return tag;
}

static void next_page(struct press *p, const char *label)
{
    paint_page(p->painter, p->scene, str_of(label));
    p->scene = scene_new(p->arena, 595.276, 841.89);
    p->y = 72;
}

static struct str finish(struct press *p)
{
    struct str bytes;

    if (!paint_close(p->painter, p->arena, &bytes))
        fail_msg("%s", pdf_problem(p->painter).p);
    return bytes;
}

static void link_to(struct press *p, const struct tag *tag, double x0,
                    double x1, struct str uri, struct str dest)
{
    scene_add(p->scene, (struct shape){.kind = SHAPE_LINK,
                                       .tag = tag,
                                       .box = {x0, p->y - 11, x1 - x0, 14},
                                       .link = {.uri = uri, .dest = dest}});
}

static void place(struct press *p, struct str name)
{
    scene_add(p->scene, (struct shape){.kind = SHAPE_DEST,
                                       .box = {.y = p->y - 14},
                                       .dest = {.name = name}});
}

/* "Zie de [words] en verder." */
static struct tag *linked_sentence(struct press *p, const char *words,
                                   struct str uri, struct str dest)
{
    struct tag *t = below(p, TAG_P, p->root);
    struct tag *link = below(p, TAG_LINK, t);
    double x = put(p, t, 72, 11, "Zie de ");
    double end = put(p, link, x, 11, words);

    link_to(p, link, x, end, uri, dest);
    put(p, t, end, 11, " en verder.");
    p->y += 20;
    return link;
}

static struct tag *head(struct press *p, struct tag *row, enum tag_scope scope,
                        double x, const char *text)
{
    struct tag *cell = below(p, TAG_HEAD, row);

    cell->scope = scope;
    put(p, cell, x, 11, text);
    return cell;
}

static void table(struct press *p)
{
    struct tag *t = below(p, TAG_TABLE, p->root), *row, *year, *cell;

    line(p, TAG_CAPTION, t, "Tabel 1 De agenda");
    row = below(p, TAG_ROW, below(p, TAG_THEAD, t));
    head(p, row, SCOPE_COLUMN, 72, "Post");
    year = head(p, row, SCOPE_COLUMN, 200, "2026");
    p->y += 16;
    scene_line(p->scene, NULL, 72, p->y - 12, 300, p->y - 12, 0.5, COLOR_LINE);
    row = below(p, TAG_ROW, below(p, TAG_TBODY, t));
    head(p, row, SCOPE_ROW, 72, "Cloud");
    below(p, TAG_CELL, row); /* empty, and still a cell */
    p->y += 16;
    row = below(p, TAG_ROW, t->children[2]);
    head(p, row, SCOPE_ROW, 72, "Data");
    cell = below(p, TAG_CELL, row);
    cell->headers = &t->children[1]->children[0]->children[1];
    cell->n_headers = 1;
    assert_ptr_equal(cell->headers[0], year);
    put(p, cell, 200, 11, "190");
    p->y += 30;
}

static struct tag *figure(struct press *p)
{
    struct tag *t = below(p, TAG_FIGURE, p->root);

    t->alt = STR("Staafdiagram: “Cloud” 190 € mln, 😀");
    scene_rect(p->scene, t, (struct rect){72, p->y, 100, 50}, COLOR_BLUE);
    scene_rect(p->scene, t, (struct rect){180, p->y + 10, 100, 40},
               COLOR_ORANGE);
    p->y += 80;
    return t;
}

static void list(struct press *p)
{
    struct tag *t = below(p, TAG_LIST, p->root), *item;

    t->numbering = NUMBERING_DISC;
    item = below(p, TAG_ITEM, t);
    put(p, below(p, TAG_LABEL, item), 72, 11, "•");
    put(p, below(p, TAG_BODY, item), 90, 11, "Cloud € 190 mln");
    p->y += 20;
}

/* A line that is a link to `dest`, and a place itself. */
static void jump(struct press *p, struct tag *tag, const char *text,
                 const char *name, const char *dest)
{
    struct tag *link = below(p, TAG_LINK, tag);
    double end = put(p, link, 72, 11, text);

    link_to(p, link, 72, end, STR(""), str_of(dest));
    place(p, str_of(name));
    p->y += 16;
}

static void contents(struct press *p)
{
    struct tag *toc = below(p, TAG_TOC, p->root);
    struct tag *item = below(p, TAG_TOCI, toc);

    jump(p, below(p, TAG_REFERENCE, item), "Besteding 1", "toc", "01#");
}

static void note(struct press *p)
{
    struct tag *text = line(p, TAG_P, p->root, "Een zin met een noot.");
    struct tag *tag;

    jump(p, below(p, TAG_REFERENCE, text), "1", "mark", "note");
    tag = below(p, TAG_NOTE, p->root);
    jump(p, below(p, TAG_LABEL, tag), "1", "note", "mark");
    line(p, TAG_P, tag, "Een noot.");
}

/* Two pages with one of everything. */
static void every_construct(struct press *p)
{
    static const struct pdf_outline outline[] = {
        {1, STR_CONST("Besteding – é"), STR_CONST("01#")},
        {3, STR_CONST("Bijlage"), STR_CONST("02#")},
        {2, STR_CONST("Nergens"), STR_CONST("99#")},
        {1, STR_CONST("Slot"), STR_CONST("02#")},
    };
    struct tag *t;

    p->info.outline = outline;
    p->info.n_outline = sizeof(outline) / sizeof(outline[0]);
    put(p, &tag_header, 72, 8, "Investeringsagenda");
    p->y += 20;
    place(p, STR("01#"));
    line(p, TAG_H1, p->root, "Besteding per prioriteit");
    line(p, TAG_P, p->root, "Een zin met een ligatuur: office, café.");
    linked_sentence(p, "resolutie", STR("https://vng.nl/é?a=(b)"), STR(""));
    linked_sentence(p, "bijlage", STR(""), STR("02#"));
    list(p);
    table(p);
    figure(p);
    contents(p);
    note(p);
    t = line(p, TAG_P, p->root, "common ground begins here");
    t->lang = STR("en-GB");
    put(p, &tag_footer, 72, 8, "Concept · versie 1.0");
    next_page(p, "i");
    put(p, t, 72, 11, "and ends on another page.");
    p->y += 30;
    place(p, STR("02#"));
    line(p, TAG_H2, p->root, "Bijlage");
    next_page(p, "1");
}

/* --- reading -------------------------------------------------------------- */

/* Runs shell commands with the document as "$1"; returns what they say, on
 * stdout and stderr, and how they end. */
static struct str said(struct press *p, const char *commands, struct str bytes)
{
    char path[] = "/tmp/plenum-test-XXXXXX";
    char chunk[4096];
    struct buf out = buf_new(p->arena);
    int fd = mkstemp(path);

    assert_true(fd >= 0);
    close(fd);
    assert_true(file_write(path, bytes));
    FILE *pipe = popen(
        str_format(p->arena, "set -- %s; { %s; } 2>&1", path, commands).p, "r");
    assert_non_null(pipe);
    for (size_t n; (n = fread(chunk, 1, sizeof(chunk), pipe)) > 0;)
        buf_put(&out, (struct str){chunk, n});
    int status = WEXITSTATUS(pclose(pipe));
    unlink(path);
    if (status == 127)
        fail_msg("run `make test-deps`: %s", buf_str(&out).p);
    buf_printf(&out, "exit %d\n", status);
    return buf_str(&out);
}

static bool has(struct str text, const char *part)
{
    return str_search(text, part, 0) < text.len;
}

static size_t times(struct str text, const char *part)
{
    size_t n = 0;

    for (size_t at = str_search(text, part, 0); at < text.len;
         at = str_search(text, part, at + 1))
        n++;
    return n;
}

static void assert_sound(struct press *p, struct str bytes)
{
    struct str faults = said(p, CHECKER " $1", bytes);

    assert_string_equal(faults.p, "exit 0\n");
}

static void all_constructs_make_a_sound_document(void **state)
{
    struct press *p = *state;

    every_construct(p);
    assert_sound(p, finish(p));
}

static void the_checker_sees_what_is_damaged(void **state)
{
    struct press *p = *state;

    every_construct(p);
    struct str told =
        said(p, "/usr/bin/python3 tests/pdf/test_check_pdf.py $1", finish(p));
    if (!has(told, " 0 not seen\nexit 0\n"))
        fail_msg("%s", told.p);
}

static void other_readers_have_no_complaint(void **state)
{
    struct press *p = *state;

    every_construct(p);
    struct str bytes = finish(p);
    struct str told = said(p, "qpdf --check $1", bytes);
    assert_true(has(told, "No syntax or stream encoding errors found"));
    told = said(p, "pdftoppm -r 20 $1 /dev/null", bytes);
    assert_false(has(told, "rror"));
    /* Debian's mutool is built without colour management and says so. */
    told = said(p,
                "mutool draw -q -F txt -o /dev/null $1 2>&1 | "
                "{ grep -v 'ICC support is not available' || true; }",
                bytes);
    assert_string_equal(told.p, "exit 0\n");
    told = said(p, "gs -q -dNOPAUSE -dBATCH -sDEVICE=nullpage $1", bytes);
    assert_string_equal(told.p, "exit 0\n");
}

static void text_is_read_in_the_order_of_the_sentence(void **state)
{
    struct press *p = *state;

    every_construct(p);
    struct str told = said(p, "pdfinfo -struct-text $1", finish(p));
    assert_true(has(told, "  P (block)\n"
                          "    \"Zie de \"\n"
                          "    Link (inline)\n"
                          "      \"resolutie\"\n"));
    assert_true(has(told, "    \" en verder.\"\n"));
    assert_true(has(told, "        TD\n" /* the empty one */
                          "      TR\n"));
    /* A paragraph over two pages is one paragraph. */
    assert_true(has(told, "    \"common ground begins here\"\n"
                          "    \"and ends on another page.\"\n"
                          "  H2"));
    assert_false(has(told, "Concept"));
    assert_false(has(told, "Investeringsagenda\""));
}

static void headers_and_footers_are_pagination(void **state)
{
    struct press *p = *state;

    every_construct(p);
    struct str told =
        said(p, "qpdf --qdf $1 - | grep -a Pagination", finish(p));
    assert_string_equal(told.p, "/Artifact<</Type/Pagination/Subtype/Header"
                                "/Attached[/Top]>>BDC\n"
                                "/Artifact<</Type/Pagination/Subtype/Footer"
                                "/Attached[/Bottom]>>BDC\n"
                                "exit 0\n");
}

static void same_calls_make_the_same_bytes(void **state)
{
    struct press *p = *state;
    void *other = NULL;

    every_construct(p);
    struct str bytes = finish(p);
    setup(&other);
    every_construct(other);
    assert_true(str_eq(bytes, finish(other)));
    teardown(&other);
}

static void metadata_says_what_it_was_told_and_no_more(void **state)
{
    struct press *p = *state;

    p->info.subject = STR("<b> & “meer”");
    line(p, TAG_P, p->root, "Tekst");
    next_page(p, "1");
    struct str bytes = finish(p);
    assert_sound(p, bytes);
    struct str told = said(p, "pdfinfo $1", bytes);
    assert_true(has(told, "Één titel & meer\n"));
    assert_true(has(told, "Subject:         <b> & “meer”\n"));
    assert_true(has(told, "Producer:        plenum\n"));
    assert_false(has(bytes, "Haru"));
}

/* --- links, bookmarks, labels --------------------------------------------- */

static void a_link_to_nowhere_keeps_only_its_words(void **state)
{
    struct press *p = *state;

    linked_sentence(p, "niets", STR(""), STR("99#nergens"));
    next_page(p, "1");
    struct str bytes = finish(p);
    assert_sound(p, bytes);
    assert_false(has(bytes, "/Annot"));
    assert_true(has(said(p, "pdfinfo -struct-text $1", bytes),
                    "    Span (inline)\n      \"niets\"\n"));
}

static void bookmarks_skip_what_is_not_there(void **state)
{
    struct press *p = *state;

    every_construct(p);
    struct str told = said(p, "mutool show $1 outline", finish(p));
    assert_true(has(told, "\"Besteding – é\""));
    assert_true(has(told, "\t\"Bijlage\""));
    assert_true(has(told, "\"Slot\""));
    assert_false(has(told, "Nergens"));
}

static void places_have_names_for_links_from_outside(void **state)
{
    struct press *p = *state;

    every_construct(p);
    struct str told = said(p, "pdfinfo -dests $1", finish(p));
    assert_true(has(told, "\"01#\""));
    assert_true(has(told, "\"02#\""));
}

static void pages_are_labelled_as_printed(void **state)
{
    static const char *const labels[] = {"", "i", "ii", "1", "2", "3", "9"};
    struct press *p = *state;

    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
        next_page(p, labels[i]);
    struct str bytes = finish(p);
    assert_true(has(bytes, "/PageLabels<</Nums[0<</P()>>1<</P(i)>>2<</P(ii)>>"
                           "3<</S/D/St 1>>6<</S/D/St 9>>]>>"));
}

/* --- text ----------------------------------------------------------------- */

static void characters_come_back_exactly(void **state)
{
    struct press *p = *state;

    line(p, TAG_P, p->root, "office fluffig € 190 – “Één” 😀 ½ ĳ");
    line(p, TAG_P, p->root, "hyphen- and soft hyphen\xC2\xAD");
    line(p, TAG_P, p->root, "soft\xC2\xADness");
    next_page(p, "1");
    struct str bytes = finish(p);
    assert_sound(p, bytes);
    struct str told = said(p, "pdftotext $1 -", bytes);
    assert_true(has(told, "office fluffig €\xC2\xA0"
                          "190 – “Één” 😀 ½ ĳ") ||
                has(told, "office fluffig € 190 – “Één” 😀 ½ ĳ"));
    assert_true(has(told, "hyphen- and soft hyphen\xC2\xAD"));
    assert_true(has(told, "softness"));
}

static void strange_characters_stay_within_the_rules(void **state)
{
    struct press *p = *state;

    p->info.title = STR("a\xEF\xBF\xBF\x01z");
    p->info.subject = STR("(\\)");
    /* A byte order mark, a noncharacter, one that no font has, a combining
     * accent alone, Arabic, a variation selector, a control. */
    line(p, TAG_P, p->root,
         "x\xEF\xBB\xBFy \xEF\xBF\xBE 𒀀 \xCC\x81 سلام ☺️ \x7F");
    next_page(p, "1");
    struct str bytes = finish(p);
    struct str told = said(p, "qpdf --check $1", bytes);
    assert_true(has(told, "No syntax or stream encoding errors found"));
    told = said(p, CHECKER " $1 | grep -v metadata-differs || true", bytes);
    assert_string_equal(told.p, "exit 0\n");
}

static void glyphs_stand_where_the_run_says(void **state)
{
    struct press *p = *state;
    size_t n;
    struct glyph_run *run = shape_text(
        p->arena, p->fonts,
        (struct text_style){.face = FACE_REGULAR, .size = 10, .rise = 3},
        STR("a b"), &n);
    struct tag *t = below(p, TAG_P, p->root);
    double letter =
        shape_width(p->fonts, (struct text_style){.size = 10}, STR("a"));
    double space =
        shape_width(p->fonts, (struct text_style){.size = 10}, STR(" "));

    run->stretch = (100 - letter) / space - 1; /* as justification would */
    scene_run(p->scene, t, 72, 100, run, COLOR_INK);
    next_page(p, "1");
    struct str told = said(p, "pdftotext -bbox $1 -", finish(p));
    /* 72 + 100 */
    assert_true(has(told, "xMin=\"72.000000\""));
    assert_true(has(told, "xMin=\"171.999")); /* to a thousandth of 10 */
}

static void scenes_within_scenes_are_scaled_and_stay_tagged(void **state)
{
    struct press *p = *state;
    struct scene *page = p->scene;
    struct tag *t;

    p->scene = scene_new(p->arena, 960, 540);
    line(p, TAG_H1, p->root, "Titel");
    t = figure(p);
    scene_place(page, p->scene, 100, 200, 0.25);
    p->scene = page;
    next_page(p, "1");
    assert_ptr_equal(t, p->root->children[1]);
    struct str bytes = finish(p);
    assert_sound(p, bytes);
    /* 100 + 72 / 4, and 841.89 - 200 - (72 + 16 + 50) / 4 */
    assert_true(has(bytes, "/BBox[118 607.39 170 619.89]"));
}

/* --- pictures ------------------------------------------------------------- */

/* What a shell command writes. */
static struct str made_by(struct press *p, const char *command)
{
    char folder[] = "/tmp/plenum-test-XXXXXX";
    struct str bytes;

    assert_non_null(mkdtemp(folder));
    command = str_format(p->arena, "set -- %s; %s", folder, command).p;
    assert_int_equal(system(command), 0);
    assert_true(
        file_read(p->arena, file_join(p->arena, folder, "out"), &bytes));
    file_remove_tree(folder);
    return bytes;
}

static struct str png_of_kind(struct press *p, const char *kind)
{
    return made_by(p, str_format(p->arena,
                                 "python3 tests/pdf/make_images.py $1 && "
                                 "mv $1/%s.png $1/out",
                                 kind)
                          .p);
}

/* Ghostscript's picture of a page that paints a red corner. */
static struct str jpeg_by(struct press *p, const char *device)
{
    return made_by(p, str_format(p->arena,
                                 "gs -q -sDEVICE=%s -r72 -g16x16 -o $1/out "
                                 "-c '1 0 0 setrgbcolor 0 0 8 8 rectfill "
                                 "showpage'",
                                 device)
                          .p);
}

static void picture(struct press *p, const char *path, struct str bytes)
{
    struct tag *t = below(p, TAG_FIGURE, p->root);

    t->alt = STR("Een plaatje");
    scene_add(p->scene, (struct shape){.kind = SHAPE_IMAGE,
                                       .tag = t,
                                       .box = {72, p->y, 80, 80},
                                       .image = {.path = str_of(path),
                                                 .bytes = bytes,
                                                 .width = 8,
                                                 .height = 8}});
    p->y += 100;
}

static void a_picture_used_twice_is_stored_once(void **state)
{
    struct press *p = *state;
    struct str bytes = png_of_kind(p, "rgb8");

    picture(p, "a.png", bytes);
    next_page(p, "1");
    picture(p, "a.png", str_copy(p->arena, bytes));
    next_page(p, "2");
    struct str pdf = finish(p);
    assert_sound(p, pdf);
    assert_int_equal(times(pdf, "/Subtype/Image"), 1);
}

static void pictures_keep_their_transparency(void **state)
{
    struct press *p = *state;

    scene_rect(p->scene, NULL, (struct rect){60, 60, 200, 200}, COLOR_ORANGE);
    picture(p, "a.png", png_of_kind(p, "rgba16"));
    next_page(p, "1");
    struct str pdf = finish(p);
    assert_sound(p, pdf);
    struct str told = said(p, "pdfimages -list $1", pdf);
    assert_true(has(told, "image       8     8  rgb     3   8"));
    assert_true(has(told, "smask       8     8  gray    1   8"));
    /* The upper left is the picture's dark red, the lower left the ground's
     * orange. */
    told = said(p,
                "pdftoppm -r 72 -x 82 -y 82 -W 1 -H 1 $1 | tail -c 3 | "
                "od -An -tu1; "
                "pdftoppm -r 72 -x 82 -y 142 -W 1 -H 1 $1 | tail -c 3 | "
                "od -An -tu1",
                pdf);
    assert_string_equal(told.p, " 204   0   0\n 244 106  37\nexit 0\n");
}

static void jpeg_goes_in_as_it_is(void **state)
{
    struct press *p = *state;
    struct str color = jpeg_by(p, "jpeg"), grey = jpeg_by(p, "jpeggray");

    picture(p, "color.jpg", color);
    picture(p, "grey.jpg", grey);
    next_page(p, "1");
    struct str pdf = finish(p);
    assert_sound(p, pdf);
    struct str told = said(p, "pdfimages -list $1", pdf);
    assert_true(has(told, "image      16    16  icc     3   8  jpeg"));
    assert_true(has(told, "image      16    16  icc     1   8  jpeg"));
    told = said(p, "gs -q -dNOPAUSE -dBATCH -sDEVICE=nullpage $1", pdf);
    assert_string_equal(told.p, "exit 0\n");
}

/* Ghostscript puts a profile in its pictures. */
static struct str without_profile(struct press *p, struct str jpeg)
{
    size_t at = str_search(jpeg, "ICC_PROFILE", 0) - 4;
    size_t len = (size_t)(unsigned char)jpeg.p[at + 2] << 8 |
                 (unsigned char)jpeg.p[at + 3];
    struct buf b = buf_new(p->arena);

    buf_put(&b, str_slice(jpeg, 0, at));
    buf_put(&b, str_slice(jpeg, at + 2 + len, jpeg.len));
    return buf_str(&b);
}

/* A profile in the way of a JPEG, and in that of a PNG. */
static struct str jpeg_with(struct press *p, struct str jpeg,
                            struct str profile)
{
    struct buf b = buf_new(p->arena);
    size_t len = 2 + 14 + profile.len;

    buf_put(&b, STR("\xFF\xD8\xFF\xE2"));
    buf_putc(&b, (char)(len >> 8));
    buf_putc(&b, (char)(len & 0xFF));
    buf_put(&b, STR("ICC_PROFILE\0\1\1"));
    buf_put(&b, profile);
    buf_put(&b, str_slice(jpeg, 2, jpeg.len));
    return buf_str(&b);
}

static void put_number(struct buf *b, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buf_putc(b, (char)(number >> shift & 0xFF));
}

static struct str png_with(struct press *p, struct str png, struct str profile)
{
    struct str packed = deflate_zlib(p->arena, profile);
    struct buf b = buf_new(p->arena), chunk = buf_new(p->arena);
    const size_t header = 33; /* signature and IHDR */

    buf_put(&chunk, STR("iCCPa\0\0"));
    buf_put(&chunk, packed);
    buf_put(&b, str_slice(png, 0, header));
    put_number(&b, (uint32_t)buf_str(&chunk).len - 4);
    buf_put(&b, buf_str(&chunk));
    put_number(&b, deflate_crc(buf_str(&chunk)));
    buf_put(&b, str_slice(png, header, png.len));
    return buf_str(&b);
}

static void pictures_have_the_colours_of_their_profile(void **state)
{
    struct press *p = *state;
    struct str color = without_profile(p, jpeg_by(p, "jpeg"));
    struct str grey = without_profile(p, jpeg_by(p, "jpeggray"));
    struct str profile;

    /* Of Ghostscript: as large as Adobe RGB. */
    assert_true(file_read(p->arena, "/usr/share/color/icc/ghostscript/a98.icc",
                          &profile));
    picture(p, "wide.jpg", jpeg_with(p, color, profile));
    picture(p, "wide.png", png_with(p, png_of_kind(p, "rgb8"), profile));
    next_page(p, "1");
    /* Of another kind of colours, and cut off. */
    picture(p, "grey.jpg", jpeg_with(p, grey, profile));
    picture(p, "cut.jpg",
            jpeg_with(p, color, str_slice(profile, 0, profile.len - 1)));
    next_page(p, "2");
    struct str pdf = finish(p);
    assert_sound(p, pdf);
    assert_int_equal(times(pdf, "/ICCBased"), 2);
    assert_int_equal(times(pdf, "/Alternate/DeviceRGB"), 1);
    struct str told = said(p, "pdfimages -list $1", pdf);
    assert_true(has(told, "image      16    16  icc     3   8  jpeg"));
    assert_true(has(told, "image       8     8  icc     3   8  image"));
    assert_true(has(told, "image      16    16  gray    1   8  jpeg"));
    assert_true(has(told, "image      16    16  rgb     3   8  jpeg"));
}

enum hue {
    RED,
    GREEN,
    BLUE
};

/* Is this by far the strongest colour of a pixel of page 1?  JPEG is not exact. */
static bool is_hue(struct press *p, struct str pdf, int x, int y, enum hue hue)
{
    int rgb[3] = {0};
    struct str told = said(p,
                           str_format(p->arena,
                                      "pdftoppm -r 72 -x %d -y %d -W 1 -H 1 $1 "
                                      "| tail -c 3 | od -An -tu1",
                                      x, y)
                               .p,
                           pdf);
    const char *at = told.p;

    for (int i = 0; i < 3; i++) {
        char *end;

        rgb[i] = (int)strtol(at, &end, 10);
        at = end;
    }
    return rgb[hue] > 220 && rgb[(hue + 1) % 3] < 40 && rgb[(hue + 2) % 3] < 40;
}

/* Exif 2.32, 4.6.4 A: a picture with a blue corner at its upper left and a red
 * one at its lower left, each way up. */
static void a_jpeg_is_held_as_it_says(void **state)
{
    static const struct corners {
        int blue_x, blue_y, red_x, red_y;
    } wanted[] = {
        {0, 0, 0, 1}, {1, 0, 1, 1}, {1, 1, 1, 0}, {0, 1, 0, 0},
        {0, 0, 1, 0}, {1, 0, 0, 0}, {1, 1, 0, 1}, {0, 1, 1, 1},
    };
    struct press *p = *state;
    struct str bytes =
        made_by(p, "gs -q -sDEVICE=jpeg -r72 -g32x16 -o $1/out -c "
                   "'1 0 0 setrgbcolor 0 0 16 8 rectfill "
                   "0 0 1 setrgbcolor 0 8 16 8 rectfill showpage'");
    struct tag *t = below(p, TAG_FIGURE, p->root);

    t->alt = STR("Een plaatje");
    for (unsigned i = 0; i < 8; i++)
        scene_add(p->scene, (struct shape){.kind = SHAPE_IMAGE,
                                           .tag = t,
                                           .box = {50.0 * i, 40, 40, 20},
                                           .image = {.path = STR("a.jpg"),
                                                     .bytes = bytes,
                                                     .width = i < 4 ? 32 : 16,
                                                     .height = i < 4 ? 16 : 32,
                                                     .orientation = i + 1}});
    next_page(p, "1");
    struct str pdf = finish(p);
    assert_sound(p, pdf);
    assert_int_equal(times(pdf, "/Subtype/Image"), 1);
    for (int i = 0; i < 8; i++) {
        const struct corners *c = &wanted[i];
        assert_true(is_hue(p, pdf, 50 * i + 8 + 24 * c->blue_x,
                           44 + 12 * c->blue_y, BLUE));
        assert_true(is_hue(p, pdf, 50 * i + 8 + 24 * c->red_x,
                           44 + 12 * c->red_y, RED));
    }
}

static void a_bad_picture_is_named(void **state)
{
    static const struct {
        const char *path, *problem;
    } cases[] = {
        {"cmyk.jpg", "cmyk.jpg: a JPEG with 4 colours (CMYK); save it as RGB"},
        {"cut.jpg", "cut.jpg: not a JPEG picture that can be read"},
        {"cut.png", "cut.png: a damaged PNG picture"},
        {"x.gif", "x.gif: neither a PNG nor a JPEG picture"},
    };
    struct press *p = *state;
    struct str cmyk = jpeg_by(p, "jpegcmyk");
    const struct str bytes[] = {cmyk, str_slice(cmyk, 0, 40),
                                png_of_kind(p, "cut"), STR("GIF89a")};

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        void *other = NULL;
        struct str pdf;

        setup(&other);
        picture(other, cases[i].path, bytes[i]);
        next_page(other, "1");
        p = other;
        assert_false(paint_close(p->painter, p->arena, &pdf));
        assert_string_equal(pdf_problem(p->painter).p, cases[i].problem);
        teardown(&other);
    }
}

/* --- size and strangeness ------------------------------------------------- */

static void a_document_may_be_large(void **state)
{
    struct press *p = *state;

    /* More pages and children than libharu's arrays hold. */
    for (int i = 0; i < 40000; i++) {
        struct tag *t = below(p, TAG_P, p->root);

        put(p, t, 72, 11, "x");
        p->y += 10;
        if (i % 100 == 99)
            next_page(p, "");
    }
    struct str told = said(p, "qpdf --check $1", finish(p));
    assert_true(has(told, "No syntax or stream encoding errors found"));
}

static void tags_may_nest_deep(void **state)
{
    struct press *p = *state;
    struct tag *t = p->root;

    for (int i = 0; i < 100000; i++)
        t = below(p, TAG_SECT, t);
    put(p, below(p, TAG_P, t), 72, 11, "diep");
    next_page(p, "1");
    assert_true(finish(p).len > 0);
}

static void long_texts_are_cut_where_pdf_a_says(void **state)
{
    struct press *p = *state;
    struct buf alt = buf_new(p->arena);

    for (int i = 0; i < 40000; i++)
        buf_puts(&alt, "é");
    figure(p)->alt = buf_str(&alt);
    next_page(p, "1");
    assert_sound(p, finish(p));
}

static void a_document_without_pages_is_a_problem(void **state)
{
    struct press *p = *state;
    struct str bytes;

    assert_false(paint_close(p->painter, p->arena, &bytes));
    assert_string_equal(pdf_problem(p->painter).p, "there are no pages");
}

static void a_page_larger_than_pdf_knows_is_a_problem(void **state)
{
    struct press *p = *state;
    struct str bytes;

    p->scene = scene_new(p->arena, 20000, 10);
    next_page(p, "1");
    assert_false(paint_close(p->painter, p->arena, &bytes));
    assert_string_equal(pdf_problem(p->painter).p,
                        "a PDF page cannot be 20000 by 10 points");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(all_constructs_make_a_sound_document),
        TEST(the_checker_sees_what_is_damaged),
        TEST(other_readers_have_no_complaint),
        TEST(text_is_read_in_the_order_of_the_sentence),
        TEST(headers_and_footers_are_pagination),
        TEST(same_calls_make_the_same_bytes),
        TEST(metadata_says_what_it_was_told_and_no_more),
        TEST(a_link_to_nowhere_keeps_only_its_words),
        TEST(bookmarks_skip_what_is_not_there),
        TEST(places_have_names_for_links_from_outside),
        TEST(pages_are_labelled_as_printed),
        TEST(characters_come_back_exactly),
        TEST(strange_characters_stay_within_the_rules),
        TEST(glyphs_stand_where_the_run_says),
        TEST(scenes_within_scenes_are_scaled_and_stay_tagged),
        TEST(a_picture_used_twice_is_stored_once),
        TEST(pictures_keep_their_transparency),
        TEST(jpeg_goes_in_as_it_is),
        TEST(pictures_have_the_colours_of_their_profile),
        TEST(a_jpeg_is_held_as_it_says),
        TEST(a_bad_picture_is_named),
        TEST(a_document_may_be_large),
        TEST(tags_may_nest_deep),
        TEST(long_texts_are_cut_where_pdf_a_says),
        TEST(a_document_without_pages_is_a_problem),
        TEST(a_page_larger_than_pdf_knows_is_a_problem),
    };
#undef TEST

    return cmocka_run_group_tests_name("paint/pdf", tests, NULL, NULL);
}
