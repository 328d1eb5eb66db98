/* listing.h: which parts of an upload the store has.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_LISTING_H
#define S3_LISTING_H

#include "multipart.h"

/* What is known of the parts that are there. */
enum listing {
    LISTING_DONE,
    LISTING_GONE,    /* the upload is not known any more */
    LISTING_REFUSED, /* this store never lists them, or not to us */
};

/* Which parts are there.  TWATFS_OK with another listing than LISTING_DONE: none is marked. */
twatfs_status listing_read(struct multipart *multipart, enum listing *listing);

#endif
