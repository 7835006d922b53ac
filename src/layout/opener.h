/* opener.h - the slides that open something: the deck, a section. */
#ifndef LAYOUT_OPENER_H
#define LAYOUT_OPENER_H

struct scene;
struct setter;
struct slide;
struct tag;

/* Each returns the y below its lowest mark, so that the caller can tell when it
 * does not fit. */
double opener_title(struct setter *setter, struct scene *scene,
                    struct tag *sect);
double opener_section(struct setter *setter, struct scene *scene,
                      const struct slide *slide, struct tag *sect);

#endif
