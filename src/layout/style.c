#include "layout/layout.h"
#include "layout/strip.h"
#include "model/theme.h"

/* Space above and below headings is chosen so that a heading with both takes
 * whole lines of the 15.5 point grid: 20.5 + 20.25 + 5.75 = 3 lines. */
struct measures measures_of_paper(const struct press *press)
{
    const struct theme *t = press->theme;
    double line = t->paper_body_leading;

    return (struct measures){
        .body = t->paper_body,
        .leading = line,
        .paragraph_gap = line / 2,
        .item_gap = line / 2,
        .grid = line / 2,
        .h = {t->paper_h1, t->paper_h2, t->paper_h3, t->paper_body,
              t->paper_body, t->paper_body},
        .h_leading = {t->paper_h1_leading, t->paper_h2_leading,
                      t->paper_h3_leading, line, line, line},
        .h_before = {2 * line, line + 4.75, 11.5, 11.5, 11.5, 11.5},
        .h_after = {line, 5.75, 4, 4, 4, 4},
        .table = t->paper_table,
        .table_floor = t->paper_table_floor,
        .table_row = t->paper_table_row,
        .caption = t->paper_caption,
        .caption_leading = t->paper_caption_leading,
        .note = t->paper_footnote,
        .note_leading = t->paper_footnote_leading,
        .chart_text = t->paper_chart_text,
        .block_gap = line,
        .block_below = line * 0.75,
        .tile = 11.5,
        .tile_leading = line,
        .step = 18,
        .key = 40,
        .gutter = 24,
        .page_width = t->paper_width - 2 * t->paper_margin_side,
        .page_height =
            t->paper_height - t->paper_margin_top - t->paper_margin_foot,
        .justify = t->paper_justify != 0,
    };
}

struct measures measures_of_slide(const struct press *press)
{
    const struct theme *t = press->theme;
    double line = t->slide_body_leading;
    double head = t->slide_body;

    return (struct measures){
        .body = t->slide_body,
        .leading = line,
        .paragraph_gap = 14,
        .item_gap = t->slide_item_gap,
        .h = {t->slide_title, t->slide_title, head, head, head, head},
        .h_leading = {t->slide_title_leading, t->slide_title_leading, line,
                      line, line, line},
        .h_before = {line, line, 22, 14, 14, 14},
        .h_after = {14, 14, 8, 8, 8, 8},
        .table = t->slide_table,
        .table_floor = t->slide_table_floor,
        .table_row = t->slide_table_row,
        .caption = t->slide_caption,
        .caption_leading = t->slide_caption_leading,
        .note = t->slide_caption,
        .note_leading = t->slide_caption_leading,
        .chart_text = t->slide_chart_text,
        .block_gap = 18,
        .block_below = 18,
        .tile = t->slide_tile,
        .tile_leading = t->slide_tile_leading,
        .step = t->slide_step,
        .key = t->slide_key,
        .gutter = t->slide_gutter,
        .page_width = t->slide_width - 2 * t->slide_margin_side,
        .page_height =
            t->slide_height - t->slide_margin_top - t->slide_margin_foot,
        .on_slide = true,
    };
}
