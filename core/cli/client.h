/* client.h: libtwatfs, as the commands use it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_CLIENT_H
#define CLI_CLIENT_H

#include <stdbool.h>

#include <twatfs/twatfs.h>

#include "base/error.h"
#include "base/log.h"
#include "cli/outcome.h"

struct option_spec;

struct client {
    struct twatfs_context *context;
    const char *config; /* --config, borrowed; NULL without */
};
#define CLIENT_INIT                                                                                \
    {                                                                                              \
        NULL, NULL                                                                                 \
    }

/* Before the command line is read; what fails is logged. */
bool client_begin(struct client *client);
void client_end(struct client *client);
#define CLEANUP_CLIENT CLEANUP(client_end)

/* An option that is about settings: OPTION_SETTING, OPTION_NO_CHECK, OPTION_NO_PROGRESS,
 * OPTION_NO_MEMORY, OPTION_IGNORE_HEALTH, OPTION_REUSE, OPTION_CONFIG, OPTION_PLUGIN_DIR,
 * OPTION_PROVIDER_OPTION.
 */
bool client_option(struct client *client, const struct option_spec *option, const char *value,
                   struct error *error);

/* After the command line: read the configuration, find the providers, and with check_names see
 * that those and the options that are named exist.  What fails is logged, and its exit code
 * returned. */
enum exit_code client_open(struct client *client, enum log_level level, bool check_names);

/* Take over and free an error of the library's: always false. */
bool client_error(struct twatfs_error *failure, struct error *error);

/* The same, logged: its exit code.  NULL is an error too: no memory was left for one. */
enum exit_code client_failed(struct twatfs_error *failure);

DEFINE_CLEANUP(request, struct twatfs_request, twatfs_request_free)
#define CLEANUP_REQUEST CLEANUP(cleanup_request)

DEFINE_CLEANUP(result, struct twatfs_result, twatfs_result_free)
#define CLEANUP_RESULT CLEANUP(cleanup_result)

#endif
