/* commands.h: every command there is.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/options.h"

extern const struct command upload_command;
extern const struct command providers_command;
extern const struct command history_command;
extern const struct command delete_command;
extern const struct command cache_command;
extern const struct command clean_command;
extern const struct command complete_command;
extern const struct command setup_command;
extern const struct command version_command;
extern const struct command help_command;

/* In the order of the help text; ends with NULL. */
extern const struct command *const commands[];

/* By name or alias; NULL with a near miss named in error. */
const struct command *command_find(const char *name, struct error *error);

#endif
