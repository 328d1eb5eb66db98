/* retry.h: whether to try again, and when.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TRANSFER_RETRY_H
#define TRANSFER_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include <twatfs/provider.h>

#include "transfer/transfer.h"

struct retry {
    const struct transfer_settings *settings;
    uint64_t started_ns; /* of the first attempt */
    unsigned failures;   /* attempts that failed so far */
};

struct retry retry_begin(const struct transfer_settings *settings, uint64_t now_ns);

/* An attempt failed with this class and the host's wish (0: none).  True: try again
 * after wait_ns.  False: why says in a few words why not, "" when nobody would have
 * expected another attempt. */
bool retry_again(struct retry *retry, twatfs_status status, int64_t retry_after_s, uint64_t now_ns,
                 uint64_t *wait_ns, const char **why);

#endif
