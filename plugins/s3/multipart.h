/* multipart.h: an object made of parts, and gone on with after a kill.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_MULTIPART_H
#define S3_MULTIPART_H

#include "cut.h"
#include "saved.h"

/* What a store says of an object that it has made. */
struct stored {
    bool complete; /* an earlier run had put all of it there */
    bool proven;   /* it named the checksum of the whole, and it is ours */
};

/* An upload in parts that is under way. */
struct multipart {
    struct twatfs_call *call;
    struct store *store;
    struct object *object;
    const struct twatfs_upload *upload;
    struct cut *cut;
    int64_t begun_s; /* by our clock; 0: by an earlier run */
    bool damaged;    /* the store has other bytes than the checksum of the whole is of */
    char id[UPLOAD_ID_SIZE];
};

/* Upload the file in parts.  cut is empty, or holds the first piece of a stream. */
twatfs_status multipart_upload(struct twatfs_call *call, struct store *store, struct object *object,
                               const struct twatfs_upload *upload, struct cut *cut,
                               struct stored *stored);

/* Whether this call's checkpoint began one. */
bool multipart_begun(struct twatfs_call *call);

/* End what this call's checkpoint began. */
twatfs_status multipart_abandon(struct twatfs_call *call, struct store *store);

#endif
