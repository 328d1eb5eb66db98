/* backoff.c: how often, and how late, what failed for the moment is sent again.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "backoff.h"

#include <sys/random.h>
#include <time.h>

#define SECOND_NS       UINT64_C(1000000000)
#define STEP_NS         (SECOND_NS / 4) /* the first; doubles, full jitter */
#define STEP_MAX_NS     (20 * SECOND_NS)
#define RETRY_AFTER_MAX 60 /* seconds that we wait for a store ourselves */

static uint64_t random_below(uint64_t limit)
{
    struct timespec now;
    uint64_t value = 0;

    if (getrandom(&value, sizeof value, GRND_NONBLOCK) != (ssize_t)sizeof value) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        value = (uint64_t)now.tv_nsec;
    }
    return value % limit;
}

bool backoff_ns(unsigned failed, int64_t retry_after_s, uint64_t *wait_ns)
{
    uint64_t step = STEP_NS;

    if (failed >= BACKOFF_ATTEMPTS || retry_after_s > RETRY_AFTER_MAX)
        return false;
    for (unsigned i = 1; i < failed && step < STEP_MAX_NS; i++)
        step *= 2;
    *wait_ns = retry_after_s > 0 ? (uint64_t)retry_after_s * SECOND_NS : random_below(step + 1);
    return true;
}

bool backoff_wait(struct twatfs_call *call, unsigned failed, int64_t retry_after_s)
{
    uint64_t wait_ns;

    return backoff_ns(failed, retry_after_s, &wait_ns) &&
           twatfs_wait(call, wait_ns / 1000000) == TWATFS_OK;
}

twatfs_status backoff_send(struct twatfs_call *call, struct store *store,
                           const struct store_request *request, unsigned attempts,
                           struct twatfs_http_response *response, struct store_answer *answer,
                           bool *unheard)
{
    for (unsigned failed = 1;; failed++) {
        twatfs_status status = store_send(call, store, request, 0, response, answer);

        if (unheard != NULL && status == TWATFS_TEMPORARY && answer->error.status == 0)
            *unheard = true;
        if (status != TWATFS_TEMPORARY || failed >= attempts ||
            !backoff_wait(call, failed, answer->retry_after_s))
            return status;
        store_answer_free(answer);
        twatfs_release(call, response);
    }
}
