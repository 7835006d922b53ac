/* layout/strip.h: what becomes of each kind of block.
 *
 * The goldens are in tests/golden/layout; ACCEPT=1 in the environment makes the
 * present strips the truth. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/map.h"
#include "layout/layout.h"
#include "layout/strip.h"
#include "layout/table_setting.h"
#include "make_blocks.h"
#include "model/chart.h"
#include "model/report.h"
#include "model/theme.h"
#include "nds.h"
#include "paint/paint.h"
#include "paint/scene.h"
#include "paint/tag.h"
#include "paint/trace.h"
#include "text/font.h"
#include "text/hyphen.h"

/* Everything a setter needs, for paper or for a slide. */
struct bench {
    struct arena *arena;
    struct theme theme;
    struct report report;
    struct page page;
    struct fonts *fonts;
    struct hyphen *hyphen;
    struct diags *diags;
    struct press press;
    struct measures measures;
    struct tags tags;
    struct setter setter;
    struct tag *root;
    struct strips strips;
};

enum {
    PAPER_WIDTH = 453,
    SLIDE_WIDTH = 840,
    SLIDE_HEIGHT = 370
};

static struct bench *bench_new(bool on_slide)
{
    struct arena *a = arena_new();
    struct bench *b = ARENA_NEW(a, struct bench);
    struct str problem;

    b->arena = a;
    b->theme = theme_default();
    b->page.slug = STR("p");
    b->report = (struct report){.lang = LANG_NL, .pages = &b->page};
    b->fonts = fonts_open(b->theme.font_family, b->theme.font_mono,
                          b->theme.font_fallback, &problem, a);
    b->hyphen = hyphen_open(a, STR("nl"), &problem);
    assert_non_null(b->fonts);
    assert_non_null(b->hyphen);
    b->diags = diags_new();
    b->press = (struct press){.arena = a,
                              .report = &b->report,
                              .theme = &b->theme,
                              .fonts = b->fonts,
                              .hyphen = b->hyphen,
                              .diags = b->diags};
    b->measures =
        on_slide ? measures_of_slide(&b->press) : measures_of_paper(&b->press);
    b->tags.arena = a;
    b->setter = (struct setter){.press = &b->press,
                                .measures = &b->measures,
                                .tags = &b->tags,
                                .page = &b->page,
                                .height = on_slide ? SLIDE_HEIGHT : 0};
    b->root = tag_new(&b->tags, TAG_DOCUMENT, NULL);
    b->strips.arena = a;
    return b;
}

static void bench_free(struct bench *b)
{
    fonts_free(b->fonts);
    hyphen_free(b->hyphen);
    diags_free(b->diags);
    arena_free(b->arena);
}

static void set(struct bench *b, const struct block *list)
{
    strips_add_blocks(&b->setter, &b->strips, list,
                      b->measures.on_slide ? SLIDE_WIDTH : PAPER_WIDTH,
                      b->root);
}

static bool near(double a, double b)
{
    return fabs(a - b) < 0.01;
}

static size_t count_diags(struct bench *b, enum diag_code code)
{
    size_t n;
    size_t found = 0;
    const struct diag_view *all = diag_all(b->diags, &n);

    for (size_t i = 0; i < n; i++)
        found += all[i].code == code;
    return found;
}

/* The words of a strip, in the order of painting. */
static struct str strip_text(struct bench *b, const struct strip *strip)
{
    struct buf out = buf_new(b->arena);

    for (size_t i = 0; i < strip->scene->n_shapes; i++)
        if (strip->scene->shapes[i].kind == SHAPE_TEXT)
            buf_put(&out, strip->scene->shapes[i].run.text);
    return buf_str(&out);
}

static const struct shape *find_shape(const struct strip *strip,
                                      enum shape_kind kind, size_t from)
{
    for (size_t i = from; i < strip->scene->n_shapes; i++)
        if (strip->scene->shapes[i].kind == kind)
            return &strip->scene->shapes[i];
    return NULL;
}

static struct tag *child(const struct tag *tag, size_t i)
{
    assert_true(i < tag->n_children);
    return tag->children[i];
}

/* --- words ---------------------------------------------------------------- */

/* Letters and digits of all strips: hyphens, spaces and order of lines do not
 * count. */
static void gather(struct str text, struct buf *out)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.p[i];

        if (byte == 0xC2 && i + 1 < text.len) {
            i++; /* soft hyphen, no-break space */
            continue;
        }
        if ((byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
            (byte >= 'A' && byte <= 'Z') || byte >= 0x80)
            buf_putc(out, text.p[i]);
    }
}

static struct block *everything(struct arena *a)
{
    struct block *code = block_new(a, BLOCK_CODE, NULL);
    struct block *callout = div_of(a, DIV_CALLOUT, para_of(a, "Binnenin"));
    struct block *nested = list_of(
        a, true,
        then(item(a, para_of(a, "Stapeerste")),
             item(a, then(para_of(a, "Staptweede"),
                          list_of(a, false, item(a, para_of(a, "Onder")))))));

    code->text = STR("codeeen\n  codetwee\n");
    set_pair(a, callout, "title", "Kadertitel");
    struct block *all = heading(a, 2, "kop", "Koptekst");

    then(all, para_of(a, "Alinea met collectiviseringsvoorstellen"));
    then(all, nested);
    then(all, block_new(a, BLOCK_QUOTE, para_of(a, "Citaat")));
    then(all, code);
    then(all, callout);
    then(all,
         div_of(a, DIV_TILES, list_of(a, false, item(a, para_of(a, "Tegel")))));
    then(all, div_of(a, DIV_KEY,
                     then(para_of(a, "Sleutel"), para_of(a, "Bijschrift"))));
    then(all, div_of(a, DIV_COLUMNS,
                     then(div_of(a, DIV_COLUMN, para_of(a, "Links")),
                          div_of(a, DIV_COLUMN, para_of(a, "Rechts")))));
    return all;
}

static void check_words(bool on_slide)
{
    struct bench *b = bench_new(on_slide);
    struct buf out = buf_new(b->arena);

    set(b, everything(b->arena));
    for (size_t i = 0; i < b->strips.count; i++)
        gather(strip_text(b, &b->strips.items[i]), &out);
    assert_string_equal(
        buf_str(&out).p,
        "KoptekstAlineametcollectiviseringsvoorstellen1Stapeerste2Staptweede"
        "OnderCitaatcodeeencodetweeKadertitelBinneninTegelSleutelBijschrift"
        "LinksRechts");
    assert_int_equal(diag_count(b->diags, DIAG_WARNING), 0);
    bench_free(b);
}

static void every_word_stands_in_the_strips_once_and_in_order(void **state)
{
    (void)state;
    check_words(false);
    check_words(true);
}

static void what_is_for_the_other_medium_is_left_out(void **state)
{
    struct bench *paper = bench_new(false);
    struct arena *a = paper->arena;

    (void)state;
    set(paper, then(div_of(a, DIV_NOTES, para_of(a, "notitie")),
                    then(div_of(a, DIV_SLIDE, para_of(a, "dia")),
                         div_of(a, DIV_PAGE, para_of(a, "pagina")))));
    assert_int_equal(paper->strips.count, 1);
    assert_string_equal(strip_text(paper, &paper->strips.items[0]).p, "pagina");
    bench_free(paper);
}

/* --- lines ---------------------------------------------------------------- */

static const char *const long_text =
    "De resolutie Collectivisering Digitalisering vraagt gemeenten om het "
    "grootste deel van hun digitalisering samen te doen. Dit hoofdstuk vat "
    "samen wat de resolutie inhoudt en hoe de uitwerking verloopt, en wat van "
    "de stemming bekend is. Van de stemming over resolutie is in de bron "
    "alleen een regel leesbaar; de rest staat daarom niet in dit rapport.";

static void a_page_ends_between_two_lines_at_both_ends(void **state)
{
    struct bench *b = bench_new(false);
    size_t n;

    (void)state;
    set(b, para_of(b->arena, long_text));
    n = b->strips.count;
    assert_true(n >= 4);
    assert_true(b->strips.items[0].keep_with_next);
    assert_true(b->strips.items[n - 2].keep_with_next);
    assert_false(b->strips.items[n - 1].keep_with_next);
    for (size_t i = 0; i < n; i++) {
        const struct shape *text =
            find_shape(&b->strips.items[i], SHAPE_TEXT, 0);

        assert_true(near(b->strips.items[i].scene->height, 15.5));
        assert_true(text->box.x >= 0 && text->tag->kind == TAG_P);
        assert_ptr_equal(text->tag, child(b->root, 0));
    }
    bench_free(b);
}

static struct block *short_item(struct arena *a)
{
    return item(a, para_of(a, "Een punt."));
}

static void the_ends_of_a_list_are_not_left_alone(void **state)
{
    struct bench *b = bench_new(false);
    struct arena *a = b->arena;

    (void)state;
    set(b, list_of(a, false,
                   then(then(short_item(a), short_item(a)),
                        then(short_item(a), short_item(a)))));
    assert_int_equal(b->strips.count, 4);
    assert_true(b->strips.items[0].keep_with_next);
    assert_false(b->strips.items[1].keep_with_next);
    assert_true(b->strips.items[2].keep_with_next);
    assert_false(b->strips.items[3].keep_with_next);
    bench_free(b);
}

static void numerals_of_steps_keep_off_the_heading(void **state)
{
    struct bench *b = bench_new(false);
    struct arena *a = b->arena;

    (void)state;
    set(b, then(heading(a, 2, "stappen", "Vervolgstappen"),
                div_of(a, DIV_STEPS, list_of(a, true, short_item(a)))));
    assert_int_equal(b->strips.count, 2);
    assert_true(b->strips.items[1].space_before > b->measures.h_after[1] + 4);
    bench_free(b);
}

static void a_sentence_stays_with_the_columns_above_it(void **state)
{
    struct bench *b = bench_new(false);
    struct arena *a = b->arena;

    (void)state;
    set(b, then(div_of(a, DIV_COLUMNS,
                       then(div_of(a, DIV_COLUMN, para_of(a, "links")),
                            div_of(a, DIV_COLUMN, para_of(a, "rechts")))),
                para_of(a, "samen")));
    assert_int_equal(b->strips.count, 2);
    assert_true(b->strips.items[0].keep_with_next);
    bench_free(b);
}

static void a_heading_keeps_with_what_follows(void **state)
{
    struct bench *b = bench_new(false);
    const struct strip *first;

    (void)state;
    set(b, then(heading(b->arena, 1, "een", "Hoofdstuk"),
                para_of(b->arena, "tekst")));
    first = &b->strips.items[0];
    assert_int_equal(b->strips.count, 2);
    assert_true(first->keep_with_next && first->new_page);
    assert_string_equal(first->dest.p, "p#een");
    assert_non_null(first->heading);
    assert_non_null(find_shape(first, SHAPE_DEST, 0));
    assert_int_equal(child(b->root, 0)->kind, TAG_H1);
    assert_true(near(b->strips.items[1].space_before, 15.5));
    bench_free(b);
}

static void a_link_over_two_lines_has_two_areas_and_one_tag(void **state)
{
    struct bench *b = bench_new(false);
    const struct shape *areas[2];
    const struct tag *para_tag;

    (void)state;
    set(b, para(b->arena, linked(b->arena, "https://vng.nl",
                                 words_of(b->arena, long_text))));
    para_tag = child(b->root, 0);
    assert_int_equal(para_tag->n_children, 1);
    for (size_t i = 0; i < 2; i++) {
        areas[i] = find_shape(&b->strips.items[i], SHAPE_LINK, 0);
        assert_non_null(areas[i]);
        assert_string_equal(areas[i]->link.uri.p, "https://vng.nl");
        assert_ptr_equal(areas[i]->tag, para_tag->children[0]);
        assert_true(areas[i]->box.x + areas[i]->box.w <= PAPER_WIDTH + 1);
    }
    assert_int_equal(para_tag->children[0]->kind, TAG_LINK);
    bench_free(b);
}

static void a_link_behind_a_wide_picture_is_as_high_as_its_words(void **state)
{
    struct bench *b = bench_new(true);
    struct inline_ *picture = inline_new(b->arena, INLINE_IMAGE, "");
    const struct shape *area;

    (void)state;
    picture->image = ARENA_NEW(b->arena, struct image);
    *picture->image = (struct image){
        .alt = STR("A"), .format = IMAGE_PNG, .width = 900, .height = 100};
    set(b, para(b->arena, and(picture, linked(b->arena, "https://vng.nl",
                                              words_of(b->arena, "vng")))));
    area = find_shape(&b->strips.items[0], SHAPE_LINK, 0);
    assert_non_null(area);
    assert_true(area->box.h < 2 * b->measures.body);
    bench_free(b);
}

static void a_dead_link_is_only_its_words(void **state)
{
    struct bench *b = bench_new(false);
    struct inline_ *link =
        linked(b->arena, "weg.md", words_of(b->arena, "weg"));

    (void)state;
    link->link->internal = true;
    set(b, para(b->arena, link));
    assert_null(find_shape(&b->strips.items[0], SHAPE_LINK, 0));
    assert_int_equal(child(b->root, 0)->n_children, 0);
    bench_free(b);
}

static struct footnote *note_of(struct bench *b, const char *text)
{
    struct footnote *note = ARENA_NEW(b->arena, struct footnote);

    note->number = 3;
    note->blocks = para_of(b->arena, text);
    return note;
}

static void a_footnote_mark_leads_to_its_note_and_back(void **state)
{
    struct bench *b = bench_new(false);
    struct inline_ *mark = inline_new(b->arena, INLINE_FOOTNOTE, "");
    const struct strip *strip;
    const struct tag *reference;
    struct map notes = map_new(b->arena);
    struct strip mentions = {0};

    (void)state;
    mark->footnote = note_of(b, "de noot");
    mark->mention = 1;
    set(b, para(b->arena, and(words_of(b->arena, "tekst"), mark)));
    strip = &b->strips.items[0];
    assert_int_equal(strip->n_notes, 1);
    assert_ptr_equal(strip->notes[0], mark->footnote);
    reference = child(child(b->root, 0), 0);
    assert_int_equal(reference->kind, TAG_REFERENCE);
    assert_int_equal(child(reference, 0)->kind, TAG_LINK);
    assert_string_equal(find_shape(strip, SHAPE_LINK, 0)->link.dest.p, "p#^3");
    assert_string_equal(find_shape(strip, SHAPE_DEST, 0)->dest.name.p,
                        "p#^3-1");

    /* Mentioned twice, it stands there once. */
    mentions.notes =
        (const struct footnote *[]){mark->footnote, mark->footnote};
    mentions.n_notes = 2;
    b->strips = (struct strips){.arena = b->arena};
    strips_add_notes(&b->setter, &b->strips, &mentions, PAPER_WIDTH, b->root,
                     &notes);
    assert_int_equal(b->strips.count, 1);
    strip = &b->strips.items[0];
    assert_string_equal(strip_text(b, strip).p, "3de noot");
    assert_string_equal(strip->dest.p, "p#^3");
    assert_string_equal(find_shape(strip, SHAPE_LINK, 0)->link.dest.p,
                        "p#^3-1");
    assert_int_equal(child(b->root, 1)->kind, TAG_NOTE);
    bench_free(b);
}

static void a_word_that_sticks_out_is_reported(void **state)
{
    struct bench *b = bench_new(false);

    (void)state;
    set(b, para_of(b->arena,
                   "\u00d8000000000000000000000000000000000000000000000000000"
                   "00000000000000000000000000000000000000000000000000000"));
    assert_int_equal(count_diags(b, DIAG_WORD_TOO_WIDE), 1);
    bench_free(b);
}

static void long_code_lines_go_on_below(void **state)
{
    struct bench *b = bench_new(false);
    struct block *code = block_new(b->arena, BLOCK_CODE, NULL);

    (void)state;
    code->text = str_of("\tx\n\nabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst"
                        "uvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstu"
                        "vwxyz\n");
    set(b, code);
    assert_int_equal(b->strips.count, 4);
    assert_string_equal(strip_text(b, &b->strips.items[0]).p, "    x");
    assert_string_equal(strip_text(b, &b->strips.items[1]).p, "");
    for (size_t i = 0; i < b->strips.count; i++) {
        const struct shape *text =
            find_shape(&b->strips.items[i], SHAPE_TEXT, 0);

        assert_int_equal(b->strips.items[i].scene->shapes[0].kind, SHAPE_RECT);
        if (text != NULL)
            assert_true(text->box.x + text->run.width < PAPER_WIDTH);
    }
    bench_free(b);
}

/* --- lists ---------------------------------------------------------------- */

static void a_list_item_is_a_label_and_a_body(void **state)
{
    struct bench *b = bench_new(false);
    const struct tag *list;
    const struct shape *number;

    (void)state;
    set(b, list_of(b->arena, true,
                   then(item(b->arena, para_of(b->arena, "een")),
                        item(b->arena, NULL))));
    list = child(b->root, 0);
    assert_int_equal(list->kind, TAG_LIST);
    assert_int_equal(list->numbering, NUMBERING_DECIMAL);
    assert_int_equal(list->n_children, 2);
    assert_int_equal(child(child(list, 0), 0)->kind, TAG_LABEL);
    assert_int_equal(child(child(list, 0), 1)->kind, TAG_BODY);
    assert_int_equal(child(child(child(list, 0), 1), 0)->kind, TAG_P);
    assert_int_equal(b->strips.count, 2); /* the empty item too */
    number = find_shape(&b->strips.items[1], SHAPE_TEXT, 0);
    assert_string_equal(number->run.text.p, "2.");
    assert_ptr_equal(number->tag, child(child(list, 1), 0));
    bench_free(b);
}

static void bullets_hang_beside_the_text_of_a_page(void **state)
{
    struct bench *b = bench_new(true);
    const struct shape *bullet;

    (void)state;
    set(b, list_of(b->arena, false, item(b->arena, para_of(b->arena, "een"))));
    bullet = &b->strips.items[0].scene->shapes[0];
    assert_int_equal(bullet->kind, SHAPE_RECT);
    assert_int_equal(bullet->tag->kind, TAG_LABEL);
    assert_true(bullet->box.x < 0);
    assert_true(near(find_shape(&b->strips.items[0], SHAPE_TEXT, 0)->box.x, 0));
    bench_free(b);
}

static void nesting_without_end_is_cut_off_and_reported(void **state)
{
    struct bench *b = bench_new(false);
    struct block *block = para_of(b->arena, "diep");

    (void)state;
    for (int i = 0; i < 1000; i++)
        block = i % 2 == 0 ? block_new(b->arena, BLOCK_QUOTE, block)
                           : div_of(b->arena, DIV_COLUMNS,
                                    div_of(b->arena, DIV_COLUMN, block));
    set(b, block);
    assert_int_equal(count_diags(b, DIAG_NESTED_TOO_DEEP), 1);
    bench_free(b);
}

/* --- tables --------------------------------------------------------------- */

static unsigned width_of_row(const struct tag *row)
{
    unsigned n = 0;

    for (size_t i = 0; i < row->n_children; i++)
        n += row->children[i]->col_span > 0 ? row->children[i]->col_span : 1;
    return n;
}

static void a_table_has_its_caption_head_and_a_body_a_group(void **state)
{
    struct bench *b = bench_new(false);
    const struct tag *table;
    const struct tag *cell;

    (void)state;
    set(b, nds_table(b->arena));
    table = child(b->root, 0);
    assert_int_equal(table->kind, TAG_TABLE);
    assert_int_equal(child(table, 0)->kind, TAG_CAPTION);
    assert_int_equal(child(table, 1)->kind, TAG_THEAD);
    assert_int_equal(table->n_children, 5); /* two groups, and the total */
    for (size_t i = 1; i < table->n_children; i++)
        for (size_t r = 0; r < child(table, i)->n_children; r++)
            assert_int_equal(width_of_row(child(child(table, i), r)), 7);
    assert_int_equal(child(child(table, 2), 0)->children[0]->scope,
                     SCOPE_ROW_GROUP);
    cell = child(child(child(table, 3), 2), 2);
    assert_int_equal(cell->kind, TAG_CELL);
    assert_int_equal(cell->n_headers, 3);
    assert_ptr_equal(cell->headers[0], child(child(child(table, 1), 0), 2));
    assert_ptr_equal(cell->headers[1], child(child(child(table, 3), 0), 0));
    assert_ptr_equal(cell->headers[2], child(child(child(table, 3), 2), 0));
    /* The total belongs to no group. */
    assert_int_equal(child(child(child(table, 4), 0), 2)->n_headers, 2);
    assert_int_equal(child(b->root, 1)->kind, TAG_P); /* notes and source */
    bench_free(b);
}

static void the_head_repeats_as_decoration(void **state)
{
    struct bench *b = bench_new(false);
    const struct strip *last;

    (void)state;
    set(b, nds_table(b->arena));
    last = &b->strips.items[b->strips.count - 4];
    assert_string_equal(strip_text(b, last).p,
                        "Totaal7451.1101.3551.5101.615950");
    assert_non_null(last->repeat);
    for (size_t i = 0; i < last->repeat->n_shapes; i++)
        assert_null(last->repeat->shapes[i].tag);
    assert_true(b->strips.items[b->strips.count - 5].keep_with_next);
    bench_free(b);
}

static void the_whole_investment_table_stands_on_one_slide(void **state)
{
    struct bench *b = bench_new(true);

    (void)state;
    b->setter.height = SLIDE_HEIGHT - 10;
    set(b, nds_table(b->arena));
    assert_true(strips_height(&b->strips) <= SLIDE_HEIGHT - 10 + 0.01);
    for (size_t i = 0; i < b->strips.count; i++) {
        const struct shape *text =
            find_shape(&b->strips.items[i], SHAPE_TEXT, 0);

        /* 13 is the size of the caption and the notes */
        assert_true(text->run.size >= 15 || text->run.size == 13.0);
    }
    assert_int_equal(diag_count(b->diags, DIAG_WARNING), 0);
    bench_free(b);
}

static void a_short_table_on_a_slide_has_airy_rows(void **state)
{
    static const char *const lines[] = {"Post|2026", "Data|35", "=Totaal|35"};
    struct bench *b = bench_new(true);

    (void)state;
    set(b, table_from(b->arena, lines, 3));
    assert_int_equal(b->strips.count, 3);
    assert_true(near(b->strips.items[1].scene->height, b->measures.table_row));
    bench_free(b);
}

static void a_wide_table_gets_smaller_type_and_is_then_reported(void **state)
{
    static const char *const wide[] = {
        "Collectiviseringsvoorstellen|Digitaliseringsstrategie|"
        "Informatiesamenleving|Investeringsagenda",
        "aaaa|b|c|d"};
    static const char *const wider[] = {
        "Collectiviseringsvoorstellen|Digitaliseringsstrategie|"
        "Informatiesamenleving|Investeringsagenda|Verantwoordelijkheden|"
        "Ondersteuningsstructuren",
        "aaaa|b|c|d|e|f"};
    struct bench *b = bench_new(false);

    (void)state;
    set(b, table_from(b->arena, wide, 2));
    assert_int_equal(diag_count(b->diags, DIAG_ERROR), 0);
    assert_true(find_shape(&b->strips.items[1], SHAPE_TEXT, 0)->run.size <
                b->measures.table);
    set(b, table_from(b->arena, wider, 2));
    assert_int_equal(count_diags(b, DIAG_TABLE_TOO_WIDE), 1);
    bench_free(b);
}

/* How far the line below a head goes. */
static double end_of_head_rule(struct bench *b, size_t strip)
{
    const struct shape *line =
        find_shape(&b->strips.items[strip], SHAPE_LINE, 0);

    return line->stroke.x2;
}

static void a_table_of_little_is_not_drawn_out_to_the_width(void **state)
{
    static const char *const slim[] = {"Gemeente|Aantal", "Zwolle|1200",
                                       "Kampen|12"};
    static const char *const wide[] = {"Gemeente|Aantal",
                                       "Een lange omschrijving, die meer dan "
                                       "de helft van de breedte vult|1200"};
    struct bench *b = bench_new(false);

    (void)state;
    set(b, table_from(b->arena, slim, 3));
    assert_true(end_of_head_rule(b, 0) < 0.4 * PAPER_WIDTH);
    set(b, table_from(b->arena, wide, 2));
    assert_true(near(end_of_head_rule(b, 3), PAPER_WIDTH));
    bench_free(b);
}

/* A column of names that are one long word each leaves little to the sentences
 * beside it: then the names are broken, and on a slide they are not. */
static void
long_words_are_broken_where_that_makes_a_table_much_lower(void **state)
{
#define SENTENCE                                                               \
    "De gemeenten werken samen aan een overheid die inwoners en ondernemers "  \
    "kunnen vertrouwen, en zij delen wat zij daarvan leren met elkaar."
    static const char *const rows[] = {
        "Onderwerp|Wat|Wie|Waar",
        "Uitvoeringsorganisaties|" SENTENCE SENTENCE
        "|Samenwerkingsverbanden|Overheidsdienstverlening",
    };
    struct bench *paper = bench_new(false);
    struct lane lane =
        lane_of(&paper->setter, &paper->strips, PAPER_WIDTH, paper->root);
    struct block *block = table_from(paper->arena, rows, 2);
    struct table_setting t = table_setting_of(&lane, block->table);

    (void)state;
    table_fit(&t, 0);
    assert_true(t.grid.columns[0].width < t.grid.columns[0].least - 5);
    assert_true(t.grid.columns[1].width > 150);
    paper->measures.on_slide = true;
    t = table_setting_of(&lane, block->table);
    table_fit(&t, 0);
    assert_true(t.grid.columns[0].width > t.grid.columns[0].least - 0.1);
    bench_free(paper);
}

static void a_head_without_words_is_a_head(void **state)
{
    static const char *const rows[] = {"|2026", "Cloud|1"};
    struct bench *b = bench_new(false);
    const struct tag *table, *row;

    (void)state;
    set(b, table_from(b->arena, rows, 2));
    table = b->root->children[0];
    assert_int_equal(table->kind, TAG_TABLE);
    row = table->children[0]->children[0];
    assert_int_equal(row->children[0]->kind, TAG_HEAD);
    assert_int_equal(row->children[0]->scope, SCOPE_COLUMN);
    bench_free(b);
}

static void a_table_too_wide_for_the_page_turns_its_sheet(void **state)
{
    static const char *const wide[] = {
        "Collectiviseringsvoorstellen|Digitaliseringsstrategie|"
        "Informatiesamenleving|Investeringsagenda|Verantwoordelijkheden|"
        "Ondersteuningsstructuren",
        "aaaa|b|c|d|e|f"};
    struct bench *b = bench_new(false);
    struct arena *a = b->arena;

    (void)state;
    b->measures.page_width = PAPER_WIDTH;
    b->measures.turned_width = 700;
    b->measures.turned_height = 448;
    set(b, then(then(para_of(a, "Vooraf."), heading(a, 2, "x", "Kop")),
                then(table_from(a, wide, 2), para_of(a, "Erna."))));
    assert_int_equal(diag_count(b->diags, DIAG_ERROR), 0);
    assert_int_equal(b->strips.count, 5);
    assert_false(b->strips.items[0].turned);
    assert_false(
        b->strips.items[1].turned); /* chapters say what goes with it */
    assert_true(b->strips.items[2].turned && b->strips.items[3].turned);
    assert_true(near(b->strips.items[2].scene->width, 700));
    assert_false(b->strips.items[4].turned);
    /* In a quotation it has no page of its own to turn. */
    set(b, then(block_new(a, BLOCK_QUOTE, table_from(a, wide, 2)),
                para_of(a, "Erna.")));
    assert_int_equal(count_diags(b, DIAG_TABLE_TOO_WIDE), 1);
    bench_free(b);
}

/* --- divs and pictures ---------------------------------------------------- */

static struct block *tiles_of(struct arena *a, size_t n)
{
    struct block *items = item(a, para_of(a, "Tegel"));

    for (size_t i = 1; i < n; i++)
        then(items, item(a, para_of(a, "Tegel")));
    return div_of(a, DIV_TILES, list_of(a, true, items));
}

static void tiles_stand_in_rows_without_holes(void **state)
{
    /* tiles -> rows */
    static const size_t want[][2] = {{1, 1}, {2, 1},  {3, 1}, {4, 2},
                                     {5, 2}, {6, 2},  {7, 2}, {8, 2},
                                     {9, 3}, {10, 3}, {12, 4}};

    (void)state;
    for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
        struct bench *b = bench_new(false);

        set(b, tiles_of(b->arena, want[i][0]));
        assert_int_equal(b->strips.count, want[i][1]);
        assert_true(near(b->strips.items[0].scene->height,
                         b->strips.items[b->strips.count - 1].scene->height));
        assert_int_equal(child(b->root, 0)->n_children, want[i][0]);
        bench_free(b);
    }
}

static struct block *two_columns(struct arena *a, size_t paragraphs)
{
    struct block *left = para_of(a, "links");

    for (size_t i = 1; i < paragraphs; i++)
        then(left, para_of(a, "links"));
    return div_of(a, DIV_COLUMNS,
                  then(div_of(a, DIV_COLUMN, left),
                       div_of(a, DIV_COLUMN, para_of(a, "rechts"))));
}

static void columns_stand_side_by_side_as_one_strip(void **state)
{
    struct bench *b = bench_new(false);
    struct block *columns = two_columns(b->arena, 2);
    const struct shape *left;
    const struct shape *right;

    (void)state;
    set_pair(b->arena, columns->children, "width", "60%");
    set(b, columns);
    assert_int_equal(b->strips.count, 1);
    left = &b->strips.items[0].scene->shapes[0];
    right = &b->strips.items[0].scene->shapes[2];
    assert_true(near(right->box.x, 0.6 * (PAPER_WIDTH - b->measures.gutter) +
                                       b->measures.gutter));
    assert_true(near(left->box.y, right->box.y));
    assert_int_equal(b->root->n_children, 3);
    bench_free(b);
}

static void columns_too_high_for_a_page_stand_below_one_another(void **state)
{
    struct bench *b = bench_new(false);

    (void)state;
    set(b, two_columns(b->arena, 100));
    assert_int_equal(b->strips.count, 101);
    assert_int_equal(b->root->n_children, 101);
    bench_free(b);
}

static struct block *picture(struct arena *a, unsigned w, unsigned h)
{
    struct block *b = block_new(a, BLOCK_FIGURE, NULL);

    b->figure = ARENA_NEW(a, struct figure);
    b->figure->image = (struct image){.format = IMAGE_PNG,
                                      .alt = STR("Kaart"),
                                      .width = w,
                                      .height = h,
                                      .bytes = STR("x")};
    b->figure->caption = words_of(a, "Overijssel");
    b->figure->number = 2;
    b->attrs.id = STR("fig-kaart");
    return b;
}

static void a_narrow_picture_can_do_with_less(void **state)
{
    struct bench *b = bench_new(false);
    struct strip *narrow, *wide;

    (void)state;
    b->setter.floats = true;
    set(b, then(picture(b->arena, 400, 200), picture(b->arena, 604, 200)));
    narrow = &b->strips.items[0];
    wide = &b->strips.items[2];
    assert_true(near(narrow->shrink, 15) && near(wide->shrink, 0));
    assert_true(narrow->float_id > 0 && wide->float_id > narrow->float_id);
    strip_shrink(&b->setter, narrow, 15);
    assert_true(near(narrow->scene->height, 135));
    assert_true(near(find_shape(narrow, SHAPE_IMAGE, 0)->box.w, 270));
    assert_true(near(narrow->figures[0].h, 135));
    bench_free(b);
}

static struct rect box_of_picture(struct bench *b, struct length width,
                                  struct length height)
{
    struct block *block = picture(b->arena, 400, 200);
    size_t first = b->strips.count;

    block->figure->width = width;
    block->figure->height = height;
    set(b, block);
    return find_shape(&b->strips.items[first], SHAPE_IMAGE, 0)->box;
}

static void a_picture_is_as_wide_as_its_author_asked(void **state)
{
    const struct length none = {0}, half = {.share = 0.5}, all = {.share = 1};
    const struct length six = {.points = 170}, four = {.points = 40};
    const struct length huge = {.points = 5000};
    struct bench *paper = bench_new(false);
    struct bench *slide = bench_new(true);

    (void)state;
    assert_true(near(box_of_picture(paper, half, none).w, PAPER_WIDTH / 2.0));
    assert_true(near(box_of_picture(slide, half, none).w, SLIDE_WIDTH / 2.0));
    assert_true(near(box_of_picture(paper, all, none).w, PAPER_WIDTH));
    assert_true(near(box_of_picture(paper, six, none).w, 170));
    assert_true(near(box_of_picture(slide, six, none).w, 170));
    /* In its own proportions, and on the page. */
    assert_true(near(box_of_picture(paper, none, four).w, 80));
    assert_true(near(box_of_picture(paper, six, four).w, 80));
    assert_true(near(box_of_picture(paper, four, six).w, 40));
    assert_true(near(box_of_picture(paper, huge, none).w, PAPER_WIDTH));
    bench_free(paper);
    bench_free(slide);
}

static void a_picture_fills_what_the_text_leaves_of_a_slide(void **state)
{
    struct bench *b = bench_new(true);
    const struct tag *figure;

    (void)state;
    set(b, then(para_of(b->arena, "boven"), picture(b->arena, 4000, 3000)));
    assert_true(fabs(strips_height(&b->strips) - SLIDE_HEIGHT) < 1);
    figure = child(b->root, 1);
    assert_int_equal(figure->kind, TAG_FIGURE);
    assert_string_equal(figure->alt.p, "Kaart");
    assert_int_equal(child(b->root, 2)->kind, TAG_CAPTION);
    assert_string_equal(b->strips.items[1].dest.p, "p#fig-kaart");
    assert_true(b->strips.items[1].keep_with_next);
    bench_free(b);
}

static void figures_know_where_they_stand_on_the_page(void **state)
{
    struct bench *b = bench_new(false);
    struct scene *scene = scene_new(b->arena, 595, 842);
    const struct tag *figure;

    (void)state;
    set(b,
        div_of(b->arena, DIV_COLUMNS,
               then(div_of(b->arena, DIV_COLUMN, para_of(b->arena, "l")),
                    div_of(b->arena, DIV_COLUMN, picture(b->arena, 100, 50)))));
    strips_place(&b->strips, scene, 70, 68);
    figure = child(b->root, 1);
    assert_int_equal(figure->kind, TAG_FIGURE);
    assert_true(near(figure->y, 68));
    assert_true(figure->x > 70 + PAPER_WIDTH / 2.0);
    assert_true(near(figure->w, 75));
    assert_true(near(figure->h, 37.5));
    bench_free(b);
}

static void a_chart_is_one_figure_as_high_as_there_is_room(void **state)
{
    struct bench *b = bench_new(true);
    struct block *block = block_new(b->arena, BLOCK_CHART, NULL);
    struct chart chart = nds_groups(b->arena, CHART_STACKED, false);
    const struct strip *strip;

    (void)state;
    chart_describe(b->arena, &chart, LANG_NL, STR(""));
    chart.number = 2;
    block->chart = &chart;
    b->setter.slide_title = chart.title;
    set(b, block);
    assert_true(fabs(strips_height(&b->strips) - SLIDE_HEIGHT) < 1);
    /* The title stands above the slide: subtitle, picture, source. */
    assert_int_equal(b->strips.count, 3);
    strip = &b->strips.items[1];
    assert_int_equal(strip->n_figures, 1);
    assert_true(str_eq(strip->figures[0].tag->alt, chart.alt));
    for (size_t i = 0; i < strip->scene->n_shapes; i++)
        assert_ptr_equal(strip->scene->shapes[i].tag, strip->figures[0].tag);
    bench_free(b);
}

static void
a_chart_below_a_heading_of_its_words_does_not_repeat_them(void **state)
{
    struct bench *b = bench_new(false);
    struct block *block = block_new(b->arena, BLOCK_CHART, NULL);
    struct chart chart = nds_groups(b->arena, CHART_STACKED, false);
    struct block *other = block_new(b->arena, BLOCK_HEADING, NULL);
    struct block *same = block_new(b->arena, BLOCK_HEADING, NULL);

    (void)state;
    chart_describe(b->arena, &chart, LANG_NL, STR(""));
    chart.number = 2;
    chart.printed = inline_new(b->arena, INLINE_TEXT, "tabel 1");
    block->chart = &chart;
    other->level = same->level = 2;
    other->inlines = inline_new(b->arena, INLINE_TEXT, "Iets anders");
    same->inlines = inline_new(b->arena, INLINE_TEXT, chart.title.p);
    set(b, other);
    set(b, block);
    /* heading; title, subtitle, picture, foot */
    assert_int_equal(b->strips.count, 1 + 4);
    assert_true(str_eq(find_shape(&b->strips.items[1], SHAPE_TEXT, 0)->run.text,
                       chart.title));
    set(b, same);
    set(b, block);
    /* heading; subtitle, picture, two lines of foot */
    assert_int_equal(b->strips.count, 5 + 1 + 4);
    /* "Figuur 2", a space, then the title at the head of the caption */
    assert_true(
        str_starts(find_shape(&b->strips.items[8], SHAPE_TEXT, 2)->run.text,
                   "Digitale weerbaarheid"));
    bench_free(b);
}

/* --- goldens -------------------------------------------------------------- */

static struct block *golden_text(struct arena *a)
{
    struct block *quote = block_new(a, BLOCK_QUOTE, para_of(a, long_text));
    struct block *code = block_new(a, BLOCK_CODE, NULL);

    code->text = STR("data:\n  file: a.csv\n");
    return then(heading(a, 3, "kop", "Tussenkop"),
                then(para(a, rich_line(a)),
                     then(quote, then(code, block_new(a, BLOCK_RULE, NULL)))));
}

static struct block *golden_lists(struct arena *a)
{
    struct block *open = item(a, para_of(a, "open"));
    struct block *done = item(a, para_of(a, "gedaan"));

    open->task = TASK_OPEN;
    done->task = TASK_DONE;
    return then(
        list_of(
            a, false,
            then(item(a, then(para_of(a, long_text),
                              list_of(a, false, item(a, para_of(a, "onder"))))),
                 item(a, para_of(a, "twee")))),
        then(list_of(a, true, item(a, para_of(a, "eerst"))),
             list_of(a, false, then(open, done))));
}

static struct block *golden_divs(struct arena *a)
{
    struct block *callout = div_of(a, DIV_CALLOUT, para_of(a, "Kadertekst"));
    struct block *all = tiles_of(a, 4);

    set_pair(a, callout, "title", "Kadertitel");
    then(all, div_of(a, DIV_STEPS,
                     list_of(a, true,
                             then(item(a, para_of(a, "Eerst")),
                                  item(a, para_of(a, "Dan"))))));
    then(all, div_of(a, DIV_KEY,
                     then(para_of(a, "0,56%"), para_of(a, "stemde tegen"))));
    then(all, callout);
    then(all, div_of(a, DIV_COLUMNS,
                     then(div_of(a, DIV_COLUMN,
                                 then(heading(a, 3, "l", "Links"),
                                      para_of(a, "tekst"))),
                          div_of(a, DIV_COLUMN,
                                 then(heading(a, 3, "r", "Rechts"),
                                      para_of(a, "tekst"))))));
    return all;
}

static struct block *golden_picture(struct arena *a)
{
    return picture(a, 800, 300);
}

static struct str trace_of(struct bench *b)
{
    struct scene *scene = scene_new(b->arena, 960, 842);
    struct painter *painter = trace_new(b->arena);
    struct str out;

    strips_place(&b->strips, scene, 60, 0);
    paint_page(painter, scene, STR(""));
    assert_true(paint_close(painter, b->arena, &out));
    paint_free(painter);
    return out;
}

static void compare(struct arena *a, struct str is, const char *path)
{
    struct str want;

    if (getenv("ACCEPT") != NULL) {
        assert_true(file_write(path, is));
        return;
    }
    assert_true(file_read(a, path, &want));
    if (!str_eq(is, want))
        print_error("error: %s is not what it was; ACCEPT=1 makes it the "
                    "truth\n%.*s\n",
                    path, STR_ARG(is));
    assert_true(str_eq(is, want));
}

static void each_kind_of_block_looks_as_it_did(void **state)
{
    static const struct {
        const char *name;
        struct block *(*make)(struct arena *a);
    } kinds[] = {{"text", golden_text},
                 {"lists", golden_lists},
                 {"table", nds_table},
                 {"divs", golden_divs},
                 {"picture", golden_picture}};

    (void)state;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) * 2; i++) {
        bool on_slide = i % 2 == 1;
        struct bench *b = bench_new(on_slide);
        struct str path =
            str_format(b->arena, "tests/golden/layout/blocks-%s-%s.trace",
                       kinds[i / 2].name, on_slide ? "slide" : "paper");

        set(b, kinds[i / 2].make(b->arena));
        compare(b->arena, trace_of(b), path.p);
        bench_free(b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_stands_in_the_strips_once_and_in_order),
        cmocka_unit_test(what_is_for_the_other_medium_is_left_out),
        cmocka_unit_test(a_page_ends_between_two_lines_at_both_ends),
        cmocka_unit_test(the_ends_of_a_list_are_not_left_alone),
        cmocka_unit_test(numerals_of_steps_keep_off_the_heading),
        cmocka_unit_test(a_sentence_stays_with_the_columns_above_it),
        cmocka_unit_test(a_heading_keeps_with_what_follows),
        cmocka_unit_test(a_link_over_two_lines_has_two_areas_and_one_tag),
        cmocka_unit_test(a_link_behind_a_wide_picture_is_as_high_as_its_words),
        cmocka_unit_test(a_dead_link_is_only_its_words),
        cmocka_unit_test(a_footnote_mark_leads_to_its_note_and_back),
        cmocka_unit_test(a_word_that_sticks_out_is_reported),
        cmocka_unit_test(long_code_lines_go_on_below),
        cmocka_unit_test(a_list_item_is_a_label_and_a_body),
        cmocka_unit_test(bullets_hang_beside_the_text_of_a_page),
        cmocka_unit_test(nesting_without_end_is_cut_off_and_reported),
        cmocka_unit_test(a_table_has_its_caption_head_and_a_body_a_group),
        cmocka_unit_test(the_head_repeats_as_decoration),
        cmocka_unit_test(the_whole_investment_table_stands_on_one_slide),
        cmocka_unit_test(a_short_table_on_a_slide_has_airy_rows),
        cmocka_unit_test(a_table_of_little_is_not_drawn_out_to_the_width),
        cmocka_unit_test(
            long_words_are_broken_where_that_makes_a_table_much_lower),
        cmocka_unit_test(a_wide_table_gets_smaller_type_and_is_then_reported),
        cmocka_unit_test(a_head_without_words_is_a_head),
        cmocka_unit_test(a_table_too_wide_for_the_page_turns_its_sheet),
        cmocka_unit_test(tiles_stand_in_rows_without_holes),
        cmocka_unit_test(columns_stand_side_by_side_as_one_strip),
        cmocka_unit_test(columns_too_high_for_a_page_stand_below_one_another),
        cmocka_unit_test(a_narrow_picture_can_do_with_less),
        cmocka_unit_test(a_picture_is_as_wide_as_its_author_asked),
        cmocka_unit_test(a_picture_fills_what_the_text_leaves_of_a_slide),
        cmocka_unit_test(figures_know_where_they_stand_on_the_page),
        cmocka_unit_test(a_chart_is_one_figure_as_high_as_there_is_room),
        cmocka_unit_test(
            a_chart_below_a_heading_of_its_words_does_not_repeat_them),
        cmocka_unit_test(each_kind_of_block_looks_as_it_did),
    };

    return cmocka_run_group_tests_name("layout/strip", tests, NULL, NULL);
}
