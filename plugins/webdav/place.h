/* place.h: where a file is put below the folder.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef WEBDAV_PLACE_H
#define WEBDAV_PLACE_H

#include <stdbool.h>

#include <twatfs/provider.h>

/* One file's place there; its texts live until the callback returns. */
struct dav_place {
    const char *path;          /* below the folder, percent-encoded */
    const char *url;           /* where it is put */
    const char *authorization; /* NULL without a user and password */
};

/* The place for a file, by its name or its remote path; TWATFS_OK, or a class with the reason
 * recorded. */
twatfs_status dav_place_find(struct twatfs_call *call, const struct twatfs_upload *upload,
                             struct dav_place *place);

/* Whether a path stays below where it begins, and names a file. */
bool dav_is_below(const char *path);

/* The value of Authorization; *value is NULL without WEBDAV_USER and WEBDAV_PASSWORD. */
twatfs_status dav_authorization(struct twatfs_call *call, const char **value);

/* Records that there is no memory left: TWATFS_LOCAL. */
twatfs_status dav_out_of_memory(struct twatfs_call *call);

#endif
