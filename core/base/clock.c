/* clock.c: time as monotonic nanoseconds.
 *
 * SPDX-License-Identifier: MIT
 */
#include "base/clock.h"

#include <sys/random.h>
#include <time.h>

uint64_t clock_now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * NANOSECONDS_PER_SECOND + (uint64_t)now.tv_nsec;
}

uint64_t clock_add_ns(uint64_t now_ns, uint64_t duration_ns)
{
    return duration_ns > CLOCK_NEVER - now_ns ? CLOCK_NEVER : now_ns + duration_ns;
}

int64_t clock_unix_s(void)
{
    return (int64_t)time(NULL);
}

uint64_t random_below(uint64_t limit)
{
    uint64_t value;

    if (limit == 0)
        return 0;
    /* Up to 256 bytes come whole and without waiting once the kernel's pool is
     * ready; before that, the clock's low bits spread retries well enough. */
    if (getrandom(&value, sizeof value, GRND_NONBLOCK) != (ssize_t)sizeof value)
        value = clock_now_ns() * UINT64_C(0x9e3779b97f4a7c15);
    return value % limit;
}
