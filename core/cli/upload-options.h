/* upload-options.h: what a command line asks of `twatfs upload`.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef CLI_UPLOAD_OPTIONS_H
#define CLI_UPLOAD_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/client.h"
#include "cli/filter.h"
#include "cli/options.h"

/* What is shown while files are under way. */
enum progress_form {
    PROGRESS_BAR,  /* where there is a terminal, and the setting wants it */
    PROGRESS_JSON, /* events, one a line */
    PROGRESS_NONE,
};

struct upload_request {
    struct client *client;
    const char *name, *content_type, *remote_path; /* borrowed; NULL: not asked for */
    int64_t expire_s;                              /* 0: not asked for */
    bool force, unique, once, fragile;
    bool json, show_token, dry_run, quiet, copy, qr;
    unsigned verbosity; /* how many times -v */
    char **files;       /* borrowed */
    size_t file_count;

    const char *list;           /* a file with names; borrowed, NULL: none */
    bool nul;                   /* they end in NUL */
    struct string_list folders; /* everything below them */
    struct filter filter;       /* of list and folders */
    bool unordered, fail_fast, smaller_first;
    struct string_list first;         /* patterns of those to be begun first */
    const char *nice, *ionice, *cpus; /* borrowed; NULL: as it is */
    const char *report;               /* borrowed; NULL: none */
    enum progress_form progress;
    bool resume;       /* go on with an earlier run */
    int64_t resume_id; /* 0: the last of the same files and options */
};
#define UPLOAD_REQUEST_INIT                                                                        \
    {                                                                                              \
        .client = NULL                                                                             \
    }

extern const struct option_spec upload_options[];

/* An option_handler; data is a struct upload_request. */
bool upload_option(void *data, const struct option_spec *option, const char *value,
                   struct error *error);

void upload_request_free(struct upload_request *request);
#define CLEANUP_UPLOAD_REQUEST CLEANUP(upload_request_free)

/* What is to be shown, with everything considered. */
enum progress_form upload_progress(const struct upload_request *request);

/* How early a file is begun, of those that wait; path as filter_takes_file has it. */
int32_t upload_request_priority(const struct upload_request *request, const char *path);

/* Whether there may be more than the one file of the command line. */
bool upload_request_many(const struct upload_request *request);

/* Whether the files and options make sense together. */
bool upload_request_check(const struct upload_request *request, const char *called,
                          struct error *error);

#endif
