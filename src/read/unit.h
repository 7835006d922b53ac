/* unit.h - the unit of a dataset, and does what a cell says of it fit?
 *
 * "$ 12" and "12%" in a dataset of "€ mln" are read as 12, so somebody has to
 * hear of it.
 */
#ifndef READ_UNIT_H
#define READ_UNIT_H

#include <stdbool.h>

#include "base/str.h"

struct arena;

/* The unit alone, of what stands above tables: "(Bedragen in € mln)" is € mln,
 * "€ x 1.000" and "bedragen ×€ 1.000" are x € 1.000. */
struct str unit_plain(struct arena *a, struct str text);

/* The sign in a cell ("%", "$") that the unit does not have; "" when there is
 * none, or when the unit is not known (""). */
struct str unit_foreign_sign(struct str cell, struct str unit);

/* Does a word for a unit stand behind the figure: "1,5 mln", "13 euro"? */
bool unit_behind_figure(struct str cell);

#endif
