/* complete.h: making an object of the parts that are there.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_COMPLETE_H
#define S3_COMPLETE_H

#include "multipart.h"

/* Make it, and judge what the store says of it.  *anew: it cannot be completed any more, and the
 * object is not there. */
twatfs_status complete(struct multipart *multipart, struct stored *stored, bool *anew);

#endif
