#include "chart/scale.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum {
    /* Amounts have six decimals at most, and a stack of the largest amounts
     * there are stays below 10^24. */
    EXPONENT_MIN = -DECIMAL_SCALE_MAX,
    EXPONENT_MAX = 24
};

/* digit * 10^exponent, digit one of 1, 2, 5 */
struct step {
    int digit;
    int exponent;
};

static double power_of_ten(int exponent)
{
    double power = 1;

    for (int i = 0; i < exponent; i++)
        power *= 10;
    for (int i = 0; i > exponent; i--)
        power /= 10;
    return power;
}

static double step_size(struct step step)
{
    return step.digit * power_of_ten(step.exponent);
}

static struct step next_step(struct step step)
{
    switch (step.digit) {
    case 1:
        return (struct step){2, step.exponent};
    case 2:
        return (struct step){5, step.exponent};
    default:
        return (struct step){1, step.exponent + 1};
    }
}

/* The smallest round step of which `count` are at least as long as range. */
static struct step round_step(double range, int count)
{
    struct step step = {1, EXPONENT_MIN};

    /* A hair of slack: 5 steps of 0.2 must hold a range of 1. */
    while (step_size(step) * count < range * (1 - 1e-9) &&
           step.exponent < EXPONENT_MAX)
        step = next_step(step);
    return step;
}

/* Adds index * step, unless it is larger than a decimal can be. */
static void add_tick(struct scale *scale, struct step step, int64_t index)
{
    const int64_t limit = INT64_MAX / 2;
    int64_t units = step.digit;
    int exponent = step.exponent;

    while (exponent > 0 && units < limit / 10) {
        units *= 10;
        exponent--;
    }
    if (index == 0) {
        units = 0;
        exponent = 0;
    }
    if (exponent > 0 || (index != 0 && units > limit / llabs(index)))
        return;
    assert(scale->n_ticks < SCALE_TICKS_MAX);
    scale->ticks[scale->n_ticks++] = (struct decimal){units * index, -exponent};
}

struct scale scale_make(double least, double most)
{
    struct scale scale = {fmin(least, 0), fmax(most, 0), {{0, 0}}, 0};
    double range = scale.high - scale.low;

    if (!(range > 0)) {
        scale.high = 1;
        scale.n_ticks = 1;
        return scale;
    }

    bool two_sided = scale.low < 0;
    /* Ends at ticks need up to one interval more on either side. */
    struct step step = round_step(range, two_sided ? 4 : 5);
    double size = step_size(step);
    int64_t first = (int64_t)floor(scale.low / size + 1e-9);
    int64_t last = two_sided ? (int64_t)ceil(scale.high / size - 1e-9)
                             : (int64_t)floor(scale.high / size + 1e-9);

    if (two_sided) {
        scale.low = fmin(scale.low, (double)first * size);
        scale.high = fmax(scale.high, (double)last * size);
    }
    for (int64_t i = first; i <= last; i++)
        add_tick(&scale, step, i);
    return scale;
}

double scale_share(const struct scale *scale, double value)
{
    return (value - scale->low) / (scale->high - scale->low);
}
