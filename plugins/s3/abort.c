/* abort.c: end an upload in parts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "abort.h"

/* A part that was arriving meanwhile may survive: asked until nothing is known
 * ("AbortMultipartUpload", Amazon S3 API Reference, 2026-10). */
#define ATTEMPTS 3

twatfs_status abort_upload(struct twatfs_call *call, struct store *store, const char *key,
                           const char *id, struct store_answer *answer)
{
    const char *const query[] = {"uploadId", id, NULL};
    const struct store_request request = {.method = "DELETE", .key = key, .query = query};
    twatfs_status status = TWATFS_OK;

    *answer = (struct store_answer){.retry_after_s = 0};
    for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
        struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;

        store_answer_free(answer);
        status = store_try(call, store, &request, 404, &response, answer);
        if (status != TWATFS_OK || answer->error.status == 404)
            return status;
    }
    return TWATFS_OK;
}
