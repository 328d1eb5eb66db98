/* location.h: the endpoint, paths below it, and links to them.
 *
 * SPDX-License-Identifier: MIT
 *
 * A path is relative to the endpoint's folder, as people write it: not encoded.  All texts live in
 * the call's scratch memory.
 */
#ifndef LOCATION_H
#define LOCATION_H

#include "fileserver.h"

/* TWATFS_AUTH, recorded, for an endpoint that is none. */
twatfs_status location_of_endpoint(struct twatfs_call *call, const struct protocol *protocol,
                                   struct location *location);

/* Where an upload goes; TWATFS_REFUSED, recorded, for a path that leads out of the folder. */
twatfs_status location_target(struct twatfs_call *call, const struct twatfs_upload *upload,
                              const char **path);

/* A name that nothing has, beside path. */
const char *location_beside(struct twatfs_call *call, const char *path);

/* The folder of path, with its slash; "" for none. */
const char *location_folder(struct twatfs_call *call, const char *path);

/* The last part of path. */
const char *location_name(const char *path);

/* The path that a link leads to; NULL for a link that this location does not make. */
const char *location_of_link(struct twatfs_call *call, const struct location *location,
                             const char *link);

/* base and the path, encoded. */
const char *location_url(struct twatfs_call *call, const char *base, const char *path);

#endif
