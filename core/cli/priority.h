/* priority.h: what share of the machine this process takes.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_PRIORITY_H
#define CLI_PRIORITY_H

#include <stdbool.h>

#include "base/error.h"

/* Each holds for the calling thread and the threads that it starts afterwards.  Errors are
 * those of a bad value, or what the system would not do. */

/* -20 to 19, as nice(1) has it. */
bool priority_nice(const char *value, struct error *error);

/* CLASS or CLASS:LEVEL: idle, best-effort, realtime, or 3, 2, 1; level 0 to 7. */
bool priority_ionice(const char *value, struct error *error);

/* Numbers and ranges of processors: "0-3,6". */
bool priority_cpus(const char *value, struct error *error);

#endif
