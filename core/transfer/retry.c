/* retry.c: whether to try again, and when.
 *
 * SPDX-License-Identifier: MIT
 *
 * Exponential backoff with full jitter: the n-th wait is anything between nothing
 * and the first step doubled n times, so that clients which failed together do not
 * come back together.  A Retry-After is a floor under it, and one that asks for
 * too much means that this provider is exhausted.
 */
#include "transfer/retry.h"

#include "base/clock.h"

#define BACKOFF_MAX_NS (30 * NANOSECONDS_PER_SECOND)

struct retry retry_begin(const struct transfer_settings *settings, uint64_t now_ns)
{
    return (struct retry){.settings = settings, .started_ns = now_ns};
}

static uint64_t backoff_ns(const struct retry *retry)
{
    uint64_t step = retry->settings->retry_delay_ns;

    for (unsigned i = 1; i < retry->failures && step < BACKOFF_MAX_NS; i++)
        step *= 2;
    return step < BACKOFF_MAX_NS ? step : BACKOFF_MAX_NS;
}

bool retry_again(struct retry *retry, twatfs_status status, int64_t retry_after_s, uint64_t now_ns,
                 uint64_t *wait_ns, const char **why)
{
    const struct transfer_settings *settings = retry->settings;
    uint64_t floor_ns = 0;

    *why = "";
    retry->failures++;
    if (status != TWATFS_TEMPORARY)
        return false;
    if (retry->failures > settings->retries) {
        *why = settings->retries > 0 ? "no retries left" : "";
        return false;
    }
    if (retry_after_s > 0) {
        if ((uint64_t)retry_after_s > settings->retry_after_max_ns / NANOSECONDS_PER_SECOND) {
            *why = "it asks for a longer wait than we grant";
            return false;
        }
        floor_ns = (uint64_t)retry_after_s * NANOSECONDS_PER_SECOND;
    }
    *wait_ns = random_below(backoff_ns(retry) + 1);
    if (*wait_ns < floor_ns)
        *wait_ns = floor_ns;
    if (clock_add_ns(now_ns, *wait_ns) > clock_add_ns(retry->started_ns, settings->retry_for_ns)) {
        *why = "no time left for a retry";
        return false;
    }
    return true;
}
