/* abort.c: end an upload in parts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "abort.h"

#include <string.h>

/* A part that was arriving meanwhile may survive: asked until nothing is known
 * ("AbortMultipartUpload", Amazon S3 API Reference, 2026-10). */
#define ATTEMPTS 3

/* A 404 that is not the store's, such as a proxy's, tells nothing of the upload; but once it has
 * ended, any will do. */
static bool is_gone(const struct store_answer *answer)
{
    return answer->verdict.remedy == S3_REMEDY_NO_UPLOAD ||
           strcmp(answer->error.code, "NoSuchBucket") == 0;
}

twatfs_status abort_upload(struct twatfs_call *call, struct store *store, const char *key,
                           const char *id, bool aside)
{
    const char *const query[] = {"uploadId", id, NULL};
    const struct store_request request = {
        .method = "DELETE", .key = key, .query = query, .aside = aside};

    for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
        struct twatfs_http_response response = TWATFS_HTTP_RESPONSE_INIT;
        CLEANUP(store_answer_free) struct store_answer answer = {.retry_after_s = 0};
        twatfs_status status = store_send(call, store, &request, 404, &response, &answer);

        if (status != TWATFS_OK)
            return status;
        if (answer.error.status != 404)
            continue;
        if (attempt > 0 || is_gone(&answer))
            return TWATFS_OK;
        return aside ? answer.verdict.status : s3_fail(call, &answer.error, answer.retry_after_s);
    }
    return TWATFS_OK;
}
