/* rate.c: no more uploads in a while than a host allows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "transfer/rate.h"

#include <stdlib.h>

void rate_free(struct rate *rate)
{
    free(rate->times_ns);
    *rate = (struct rate){.taken = 0};
}

bool rate_take(struct rate *rate, uint64_t limit, uint64_t per_ns, uint64_t now_ns,
               uint64_t *wait_ns)
{
    uint64_t *oldest;

    *wait_ns = 0;
    if (rate->times_ns == NULL)
        rate->times_ns = calloc(limit, sizeof *rate->times_ns);
    if (rate->times_ns == NULL)
        return false;
    /* The place of the next is that of the one limit uploads ago. */
    oldest = &rate->times_ns[rate->taken % limit];
    if (rate->taken >= limit && now_ns - *oldest < per_ns) {
        *wait_ns = per_ns - (now_ns - *oldest);
        return true;
    }
    *oldest = now_ns;
    rate->taken++;
    return true;
}
