/* provider-status.h: which providers work, as of now.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_PROVIDER_STATUS_H
#define CLI_PROVIDER_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <twatfs/twatfs.h>

#include "base/error.h"

struct json;

#define PROVIDER_ALL SIZE_MAX

/* Settings for a trial: before the context is opened. */
bool provider_status_prepare(struct twatfs_context *context, struct error *error);

/* Tell of one or all; with online, try them first.  Returns the exit code. */
int provider_status(struct twatfs_context *context, size_t index, bool online, bool examine,
                    bool json);

/* Its name, state and reason, into an object (providers.c). */
bool provider_set_identity(struct json *item, struct twatfs_context *context, size_t index);

#endif
