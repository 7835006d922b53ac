#include "chart/legend.h"

#include <math.h>

double legend_draw(struct drawing *d, double x, double y, double width)
{
    const struct chart *chart = d->chart;
    struct lettering look = {FACE_REGULAR, d->frame->text, COLOR_INK};
    double leading = draw_leading(look);
    double side = draw_snap(look.size * 0.72);
    double indent = side + look.size * 0.45;
    double at = x;
    double top = y;
    double bottom = y;

    for (size_t i = 0; i < chart->n_series; i++) {
        struct text_block block = draw_block(d, look, chart->series[i].name,
                                             fmax(width - indent, look.size));

        if (at > x && at + indent + block.width > x + width) {
            at = x;
            top = bottom + look.size * 0.2;
        }
        scene_rect(d->front, NULL,
                   (struct rect){at, draw_snap(top + (leading - side) / 2),
                                 side, side},
                   draw_series_color(i));
        draw_place_block(d, &block, at + indent, top, ANCHOR_START);
        at += indent + block.width + look.size * 1.6;
        bottom = fmax(bottom, top + block.height);
    }
    return bottom - y + look.size * 0.6;
}
