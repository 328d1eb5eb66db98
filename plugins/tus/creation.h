/* creation.h: the uploads of a file are made, and made one.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef TUS_CREATION_H
#define TUS_CREATION_H

#include "server.h"

/* Up to so many bytes go with the request that makes their upload. */
#define TUS_WITH_UPLOAD_MAX (UINT64_C(1) << 20)

struct tus_creation {
    uint64_t length;                    /* bytes; TWATFS_SIZE_UNKNOWN: told later */
    const struct twatfs_upload *upload; /* whose name and type it gets; NULL for a part */
    bool with_source;                   /* send the file at once */
    const char *parts;                  /* URLs with blanks between: make them one; or NULL */
};

/* Make an upload.  *url lives until the callback returns; *offset is what the server has of it. */
twatfs_status tus_create(struct twatfs_call *call, const struct tus_creation *creation,
                         const char **url, uint64_t *offset);

#endif
