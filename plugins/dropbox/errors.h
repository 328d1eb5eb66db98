/* errors.h: what Dropbox says no with, as classes and sentences.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef DROPBOX_ERRORS_H
#define DROPBOX_ERRORS_H

#include <stdbool.h>

#include <twatfs/provider.h>

#define TAGS_SIZE 160

/* Why a request was refused. */
struct refusal {
    char tags[TAGS_SIZE]; /* those of the error's unions, "path/conflict/file"; "" without */
    int64_t retry_after_s;
    bool expired; /* the access token: the next one may do */
};

/* TWATFS_OK for an answer of 200; else its class, with the reason recorded and taken down. */
twatfs_status dropbox_errors_judge(struct twatfs_call *call,
                                   const struct twatfs_http_response *answer,
                                   struct refusal *refusal);

/* Whether one of the tags is this, or a run of them: "path/conflict". */
bool dropbox_errors_has(const struct refusal *refusal, const char *tags);

/* The class and sentence of tags, by the innermost that is known; false for none. */
bool dropbox_errors_find(const char *tags, twatfs_status *status, const char **sentence);

#endif
