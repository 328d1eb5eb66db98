/* attempts.h: how often, and how late, what failed for the moment is sent again.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_ATTEMPTS_H
#define S3_ATTEMPTS_H

#include <stdbool.h>
#include <stdint.h>

#include "store.h"

#define ATTEMPTS_MAX 6

/* How long to wait after that failure, the first being 1; retry_after_s is what the answer wished,
 * 0 without.  False: it had its chances. */
bool attempts_delay_ns(unsigned failed, int64_t retry_after_s, uint64_t *delay_ns);

/* Wait as long.  False: it had its chances, or somebody wants an end. */
bool attempts_wait(struct twatfs_call *call, unsigned failed, int64_t retry_after_s);

/* Send one request as store_send does, and while it fails for the moment again, at most so many
 * times in all.  *unheard becomes true when one of them had no answer; it may be NULL. */
twatfs_status attempts_send(struct twatfs_call *call, struct store *store,
                            const struct store_request *request, unsigned attempts,
                            struct twatfs_http_response *response, struct store_answer *answer,
                            bool *unheard);

#endif
