/* interrupt.h - signals that ask us to end (INT, TERM, HUP), held back while
 * something must not be left half done.
 *
 *     struct interrupt held = interrupt_hold();
 *     while (... && !interrupt_came(&held))
 *         ...
 *     clean up
 *     interrupt_release(&held);     ends the process when one came
 *
 * Signals that are ignored, as by nohup, stay ignored.  They are held for the
 * thread that asks, so it must be the only one.
 */
#ifndef BASE_INTERRUPT_H
#define BASE_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

struct interrupt {
    sigset_t held, before;
};

struct interrupt interrupt_hold(void);
bool interrupt_came(const struct interrupt *i);
void interrupt_release(const struct interrupt *i);

#endif
