/* abort.h: end an upload in parts, so that nothing of it stays and costs money.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_ABORT_H
#define S3_ABORT_H

#include "store.h"

/* TWATFS_OK: the store knows nothing of it any more.  Else answer has what the store said, for the
 * caller to record or not: its error.status is 0 where there was no answer.  answer is to be freed.
 */
twatfs_status abort_upload(struct twatfs_call *call, struct store *store, const char *key,
                           const char *id, struct store_answer *answer);

#endif
