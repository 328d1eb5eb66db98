/* hostapi-http.h: a provider's requests, as the engine takes them.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TRANSFER_HOSTAPI_HTTP_H
#define TRANSFER_HOSTAPI_HTTP_H

#include "transfer/job.h"

/* Make a request of the engine's from a provider's; both are borrowed. */
bool request_translate(struct call *call, const struct twatfs_http_request *given,
                       struct http_request *request, struct error *error);

/* Bytes of the file that a request has brought over to its host, now that it has ended. */
uint64_t request_sent(const struct http_request *request, const struct http_response *response);

/* What a call is sending, for its progress. */
struct sending {
    struct call *call;
    bool source; /* the file's bytes are among what is sent */
};

/* An http_progress. */
void sending_progress(void *data, uint64_t sent, uint64_t received, bool all_sent);

#endif
