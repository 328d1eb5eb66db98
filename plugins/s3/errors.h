/* errors.h: what an S3 error means, and what to do about it.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_ERRORS_H
#define S3_ERRORS_H

#include <stdbool.h>

#include <twatfs/provider.h>

/* Borrowed. */
struct s3_error {
    int status;          /* HTTP; 200 when an <Error> came with it */
    const char *code;    /* "" when there is none, as in the answer to a HEAD */
    const char *message; /* the server's own words, "" without */
    const char *region;  /* x-amz-bucket-region, or what the body says; NULL without */
};

/* What may make the same request succeed; each is tried once, retries as often as the class says.
 */
enum s3_remedy {
    S3_REMEDY_NONE,
    S3_REMEDY_RETRY,     /* as it is: later */
    S3_REMEDY_SLOW_DOWN, /* later, and with fewer at once */
    S3_REMEDY_CLOCK,     /* learn the server's clock, sign anew */
    S3_REMEDY_REGION,    /* sign for another region or host */
    S3_REMEDY_REFRESH,   /* find credentials anew */
    S3_REMEDY_NO_UPLOAD, /* the multipart upload is gone, or of no more use: see whether the object
                            is there, else start over; nothing to a request that belongs to none */
};

struct s3_verdict {
    twatfs_status status; /* never TWATFS_OK */
    enum s3_remedy remedy;
    const char *sentence; /* what to do, for people; NULL: nothing beyond the server's words */
};

/* Judged by the HTTP status first, then by the code. */
struct s3_verdict s3_judge(const struct s3_error *error);

/* Record it as the callback's failure ("HTTP 403 AccessDenied: words: sentence") and return its
 * class.
 */
twatfs_status s3_fail(struct twatfs_call *call, const struct s3_error *error,
                      int64_t retry_after_s);

#endif
