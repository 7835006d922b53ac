#define _GNU_SOURCE /* dl_iterate_phdr() */

#include "program.h"

#include <link.h>

#include "base/inputs.h"

/* The first one has no name: it is the program. */
static int tell_one(struct dl_phdr_info *about, size_t size, void *inputs)
{
    (void)size;
    inputs_ask(inputs, INPUT_SYSTEM,
               about->dlpi_name[0] == '\0' ? "/proc/self/exe"
                                           : about->dlpi_name);
    return 0;
}

void program_tell_inputs(struct inputs *inputs)
{
    dl_iterate_phdr(tell_one, inputs);
}
