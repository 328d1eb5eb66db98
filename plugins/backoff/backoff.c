/* backoff.c: how late what failed for the moment is sent again.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "backoff.h"

#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#define RETRY_AFTER_MAX 60     /* seconds that a provider waits by itself */
#define WISH_MAX        100000 /* seconds that are told */

int64_t backoff_wish_s(const char *retry_after)
{
    unsigned long long seconds;
    char *end;

    if (retry_after == NULL || retry_after[0] < '0' || retry_after[0] > '9')
        return 0;
    seconds = strtoull(retry_after, &end, 10);
    if (*end != '\0')
        return 0;
    return seconds < WISH_MAX ? (int64_t)seconds : WISH_MAX;
}

uint64_t backoff_now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * BACKOFF_SECOND_NS + (uint64_t)now.tv_nsec;
}

static uint64_t random_up_to(uint64_t most)
{
    uint64_t value = 0;

    /* Early at boot there is none: the clock's last digits will do. */
    if (getrandom(&value, sizeof value, GRND_NONBLOCK) != (ssize_t)sizeof value)
        value = backoff_now_ns();
    return value % (most + 1);
}

bool backoff_delay_ns(const struct backoff *backoff, unsigned failed, int64_t retry_after_s,
                      uint64_t *delay_ns)
{
    uint64_t step = backoff->first_ns;

    if (failed >= backoff->attempts || retry_after_s > RETRY_AFTER_MAX)
        return false;
    for (unsigned i = 1; i < failed && step < backoff->most_ns; i++)
        step *= 2;
    if (step > backoff->most_ns)
        step = backoff->most_ns;
    *delay_ns =
        retry_after_s > 0 ? (uint64_t)retry_after_s * BACKOFF_SECOND_NS : random_up_to(step);
    return true;
}
