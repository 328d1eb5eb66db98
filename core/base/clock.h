/* clock.h: time as monotonic nanoseconds.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

#define NANOSECONDS_PER_SECOND UINT64_C(1000000000)
#define NANOSECONDS_PER_MS     UINT64_C(1000000)

#define CLOCK_NEVER UINT64_MAX /* a deadline that does not come */

/* Nanoseconds since some moment in the past; never goes back. */
uint64_t clock_now_ns(void);

/* now + duration, or CLOCK_NEVER where that does not fit. */
uint64_t clock_add_ns(uint64_t now_ns, uint64_t duration_ns);

/* Milliseconds for those who take a long: at least 1, and what fits where a long has 32 bits. */
long clock_long_ms(uint64_t duration_ns);

/* Seconds since 1970 on the wall clock: for showing and for comparing with dates
 * that others sent, never for measuring. */
int64_t clock_unix_s(void);

/* The seconds since 1970 of "2026-11-20T10:00:00Z" (RFC 3339: fractions are cut, offsets
 * taken off); -1 for anything else and for what lies before 1970. */
int64_t clock_parse_rfc3339(const char *text);

/* A random number below limit (0 gives 0), for spreading retries: not a secret. */
uint64_t random_below(uint64_t limit);

#endif
