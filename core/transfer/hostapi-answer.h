/* hostapi-answer.h: the answers that a provider is given.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TRANSFER_HOSTAPI_ANSWER_H
#define TRANSFER_HOSTAPI_ANSWER_H

#include "base/json.h"
#include "transfer/job.h"

/* An answer that the provider was given, until it or the callback's end frees it. */
struct answer {
    struct answer *next;
    struct http_response response;
    struct json *json; /* parsed when first asked for */
};

struct answer *answer_new(struct call *call); /* NULL without memory */
void answer_free(struct answer *answer);      /* one that is in no call's list any more */

/* The answer behind a provider's struct; NULL for one that was never filled. */
struct answer *answer_of(const struct call *call, const struct twatfs_http_response *response);

/* One that its _INIT macro did not make has no room that we know of. */
bool answer_has_room(const struct twatfs_http_response *response);
void answer_clear(struct twatfs_http_response *response);
void answer_fill(struct twatfs_http_response *response, const struct answer *answer);

/* Record why the callback fails; returns status. */
twatfs_status call_record(struct call *call, twatfs_status status, int64_t retry_after_s,
                          const char *message);
twatfs_status call_record_error(struct call *call, const struct error *error);

#endif
