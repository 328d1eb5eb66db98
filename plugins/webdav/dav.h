/* dav.h: what WebDAV (RFC 4918) adds to HTTP: folders, and statuses that mean more.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef WEBDAV_DAV_H
#define WEBDAV_DAV_H

#include "place.h"

/* A request without a body; authorization may be NULL.  As the service http. */
twatfs_status dav_ask(struct twatfs_call *call, const char *method, const char *url,
                      const char *authorization, struct twatfs_http_response *answer);

/* The class that an answer deserves, with the reason recorded where it is a no. */
twatfs_status dav_meaning(struct twatfs_call *call, const struct twatfs_http_response *answer);

/* Make those folders of the place's path that are not there. */
twatfs_status dav_make_folders(struct twatfs_call *call, const struct dav_place *place);

#endif
