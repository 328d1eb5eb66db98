/* attempts.c: how often, and how late, what failed for the moment is sent again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "attempts.h"

#include "backoff.h"

static const struct backoff backoff = {
    .attempts = ATTEMPTS_MAX, .first_ns = BACKOFF_SECOND_NS / 4, .most_ns = 20 * BACKOFF_SECOND_NS};

bool attempts_delay_ns(unsigned failed, int64_t retry_after_s, uint64_t *delay_ns)
{
    return backoff_delay_ns(&backoff, failed, retry_after_s, delay_ns);
}

bool attempts_wait(struct twatfs_call *call, unsigned failed, int64_t retry_after_s)
{
    uint64_t delay_ns;

    return attempts_delay_ns(failed, retry_after_s, &delay_ns) &&
           twatfs_wait(call, delay_ns / 1000000) == TWATFS_OK;
}

twatfs_status attempts_send(struct twatfs_call *call, struct store *store,
                            const struct store_request *request, unsigned attempts,
                            struct twatfs_http_response *response, struct store_answer *answer,
                            bool *unheard)
{
    for (unsigned failed = 1;; failed++) {
        twatfs_status status = store_send(call, store, request, 0, response, answer);

        if (unheard != NULL && status == TWATFS_TEMPORARY && answer->error.status == 0)
            *unheard = true;
        if (status != TWATFS_TEMPORARY || failed >= attempts ||
            !attempts_wait(call, failed, answer->retry_after_s))
            return status;
        store_answer_free(answer);
        twatfs_release(call, response);
    }
}
