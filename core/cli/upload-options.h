/* upload-options.h: what a command line asks of `twatfs upload`.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_UPLOAD_OPTIONS_H
#define CLI_UPLOAD_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "cli/client.h"
#include "cli/options.h"

struct upload_request {
    struct client *client;
    const char *name, *content_type, *remote_path; /* borrowed; NULL: not asked for */
    int64_t expire_s;                              /* 0: not asked for */
    bool force, unique, once, fragile;
    bool json, show_token, dry_run, quiet;
    unsigned verbosity; /* how many times -v */
    char **files;       /* borrowed */
    size_t file_count;
};
#define UPLOAD_REQUEST_INIT                                                                        \
    {                                                                                              \
        .client = NULL                                                                             \
    }

extern const struct option_spec upload_options[];

/* An option_handler; data is a struct upload_request. */
bool upload_option(void *data, const struct option_spec *option, const char *value,
                   struct error *error);

/* Whether the files and options make sense together. */
bool upload_request_check(const struct upload_request *request, const char *called,
                          struct error *error);

#endif
