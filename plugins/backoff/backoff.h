/* backoff.h: how late what failed for the moment is sent again.
 *
 * SPDX-License-Identifier: MIT
 *
 * For providers that send a file in pieces: the host begins a whole attempt anew, not a piece.  The
 * time is a random one below a step that doubles, so that those who failed together do not come
 * back together ("full jitter": "Exponential Backoff And Jitter", AWS Architecture Blog, 2015-03).
 */
#ifndef BACKOFF_BACKOFF_H
#define BACKOFF_BACKOFF_H

#include <stdbool.h>
#include <stdint.h>

#define BACKOFF_SECOND_NS UINT64_C(1000000000)

struct backoff {
    unsigned attempts; /* in all, the first included */
    uint64_t first_ns; /* the step before the second attempt; doubles with each … */
    uint64_t most_ns;  /* … up to this */
};

/* The seconds that a Retry-After in digits asks for, 100,000 where it is more; 0 for anything else,
 * and for NULL (RFC 9110, section 10.2.3; the dates it may have come from none of these hosts). */
int64_t backoff_wish_s(const char *retry_after);

/* The monotonic clock, from which providers count their waits. */
uint64_t backoff_now_ns(void);

/* How long to wait after that failure, the first being 1: as long as the answer wished, if it did;
 * retry_after_s is 0 without.  False: it had its attempts, or the answer wished more than a
 * minute, which is for the host to wait. */
bool backoff_delay_ns(const struct backoff *backoff, unsigned failed, int64_t retry_after_s,
                      uint64_t *delay_ns);

#endif
