/* api.h: one request to Dropbox's API.
 *
 * SPDX-License-Identifier: MIT
 *
 * Routes below /2/ (Dropbox's HTTP documentation, 2026-08): those about files take their argument
 * as JSON in the body, those with files in the header Dropbox-API-Arg.
 */
#ifndef DROPBOX_API_H
#define DROPBOX_API_H

#include <stdbool.h>

#include <twatfs/provider.h>

#include "account.h"
#include "errors.h"

struct api_request {
    const char *route;    /* "files/delete_v2" */
    const char *argument; /* JSON */
    bool content;         /* the body is a file's: */
    const void *body;     /* … from memory, or */
    bool file;            /* … from the source itself */
    uint64_t offset, length;
    unsigned tries; /* how often in all, where it fails for a while; 0: once */
};

/* A request that can be sent, with what it points to. */
struct api_prepared {
    char *authorization, *argument;
    const char *headers[7];
    unsigned number; /* of the token */
};

/* Fill in http for the url, which outlives it. */
twatfs_status dropbox_api_prepare(struct twatfs_call *call, struct account *account,
                                  const char *url, const struct api_request *request,
                                  struct api_prepared *prepared, struct twatfs_http_request *http);
void dropbox_api_prepared_free(struct api_prepared *prepared);

/* Send it, with a new access token when that has expired.  TWATFS_OK means HTTP 200. */
twatfs_status dropbox_api_send(struct twatfs_call *call, struct account *account,
                               const struct api_request *request,
                               struct twatfs_http_response *answer, struct refusal *refusal);

/* JSON as a header may hold it: what json_quote leaves of DEL is escaped too.  The caller's to
 * free; NULL without memory. */
char *dropbox_api_header_text(const char *json);

#endif
