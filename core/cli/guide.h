/* guide.h: a provider's guided set-up, at the terminal.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_GUIDE_H
#define CLI_GUIDE_H

#include <stdbool.h>
#include <stddef.h>

struct twatfs_context;

/* Whether someone is there to answer. */
bool guide_has_terminal(void);

/* Let the provider at index guide: questions go to standard error, answers come from standard
 * input, and what is to be set goes to standard output, as commands for the shell.  Returns the
 * exit code; what failed has been logged. */
int guide_run(struct twatfs_context *context, size_t index);

#endif
