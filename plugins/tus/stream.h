/* stream.h: what comes without telling its length.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TUS_STREAM_H
#define TUS_STREAM_H

#include "lanes.h"

/* Upload a stream: with its length told at the end where the server offers that, else from a copy
 * on the disk.  *url is its upload. */
twatfs_status tus_stream_upload(struct twatfs_call *call, const struct tus_server *server,
                                const struct twatfs_upload *upload, const char **url);

#endif
