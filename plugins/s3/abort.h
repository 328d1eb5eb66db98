/* abort.h: end an upload in parts, so that nothing of it stays and costs money.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_ABORT_H
#define S3_ABORT_H

#include "store.h"

/* TWATFS_OK: the store knows nothing of it any more.  With aside, because something else has
 * failed, nothing is recorded of why not. */
twatfs_status abort_upload(struct twatfs_call *call, struct store *store, const char *key,
                           const char *id, bool aside);

#endif
