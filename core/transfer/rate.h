/* rate.h: no more uploads in a while than a host allows.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TRANSFER_RATE_H
#define TRANSFER_RATE_H

#include <stdbool.h>
#include <stdint.h>

/* The last uploads' times: exact in every window, where a bucket that refills would let
 * through up to twice as many. */
struct rate {
    uint64_t *times_ns; /* a ring of limit; NULL before the first */
    uint64_t taken;     /* uploads so far */
};

void rate_free(struct rate *rate);

/* Count one upload now, if limit of them within per_ns allow it; else *wait_ns is how long
 * until they do.  False only without memory. */
bool rate_take(struct rate *rate, uint64_t limit, uint64_t per_ns, uint64_t now_ns,
               uint64_t *wait_ns);

#endif
