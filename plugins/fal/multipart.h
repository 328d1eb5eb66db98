/* multipart.h: a file sent to fal in parts, several at once, and gone on with after a kill.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef FAL_MULTIPART_H
#define FAL_MULTIPART_H

#include "cdn.h"

#define FAL_PART_SIZE ((uint64_t)10 << 20) /* as fal's own client has it */

/* Send it; on success *url is its link.  *away: the flow is out of order or gone, and nothing was
 * begun. */
twatfs_status fal_multipart(struct twatfs_call *call, struct fal_cdn *cdn,
                            const struct twatfs_upload *upload, uint32_t at_once, const char **url,
                            bool *away);

#endif
