/* location.h: where the bucket is: endpoint, region, and how its objects are addressed.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_LOCATION_H
#define S3_LOCATION_H

#include <stdbool.h>

#include <twatfs/provider.h>

struct profiles;

struct location {
    char *scheme; /* "http" or "https" */
    char *host;   /* of the endpoint, with its port unless that is the scheme's own */
    char *base;   /* a path that the endpoint has, without its final slash; "" mostly */
    char *bucket;
    char *region;
    bool amazon;               /* Amazon's own service: no endpoint was configured */
    bool path_style;           /* /BUCKET/KEY, else BUCKET.host/KEY */
    const char *region_source; /* what said so, for people */
    const char *endpoint_source;
};

/* From options, environment and profiles, in the SDKs' order. What is lacking is recorded. */
twatfs_status location_find(struct twatfs_call *call, const struct profiles *profiles,
                            struct location *location);
void location_free(struct location *location);

/* Sign for another region from now on; on Amazon that is another host too. False without memory. */
bool location_move(struct location *location, const char *region);

#define LOCATION_REGION_SIZE 65 /* a region with its NUL */

/* The region in the name of a host of Amazon's, such as "bucket.s3.eu-west-1.amazonaws.com" or
 * "bucket.s3-eu-west-1.amazonaws.com"; false when there is none. */
bool location_region_of(const char *host, char region[LOCATION_REGION_SIZE]);

/* The host of the bucket, and the path of a key ("" for the bucket itself) there, as bytes. The
 * caller frees them; NULL without memory. */
char *location_host(const struct location *location);
char *location_path(const struct location *location, const char *key);

/* Whether bodies go over TLS. */
bool location_secure(const struct location *location);

#endif
