/* setup.h: what `twatfs setup` tells of a provider, and its guide.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_SETUP_H
#define CLI_SETUP_H

#include <stdbool.h>
#include <stddef.h>

#include "cli/client.h"

struct buffer;

/* Append its state, the variables it reads, and its own instructions; width as in
 * buffer_wrapped. */
void setup_provider_text(struct buffer *text, struct twatfs_context *context, size_t index,
                         size_t width);

/* Whether there is somebody to be guided: standard input and output are a terminal. */
bool setup_wizard_possible(void);

/* Ask what is wanted, tell what that needs, and offer to write the choice of a provider into the
 * configuration.  The client is open.  Returns the exit code. */
int setup_wizard(struct client *client);

#endif
