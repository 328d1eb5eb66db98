/* arrived.h: whether the parts that an earlier run sent are the file's.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_ARRIVED_H
#define S3_ARRIVED_H

#include "cut.h"

/* How much of the file is there. */
uint64_t arrived_bytes(const struct cut *cut);

/* Read all that is marked as there, and unmark what has other bytes. */
twatfs_status arrived_check(struct twatfs_call *call, struct cut *cut);

/* Once all others were sent: whether these told that some that were there have other bytes.  Those
 * are unmarked, and the flight is to be run again. */
bool arrived_to_send_again(struct twatfs_call *call, struct cut *cut);

#endif
