/* s3-call.h: a callback in progress, for parts of the s3 provider that only report and allocate.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef UNIT_S3_CALL_H
#define UNIT_S3_CALL_H

#include "scratch.h"

struct s3_call {
    struct twatfs_call call; /* first: the services find the rest behind it */
    struct twatfs_host host;
    const char *sha256; /* what digest gives, or NULL */
    void *scratch[64];
    size_t scratch_count;
    twatfs_status status; /* what fail recorded, TWATFS_OK without */
    int64_t retry_after_s;
    char text[1024];    /* of the last failure */
    char warning[1024]; /* the last one */
};

UNUSED static void *s3_call_scratch(struct twatfs_call *call, uint64_t length)
{
    struct s3_call *ours = (struct s3_call *)call;

    assert_true(ours->scratch_count < ARRAY_LENGTH(ours->scratch));
    return ours->scratch[ours->scratch_count++] = malloc((size_t)length);
}

UNUSED static twatfs_status s3_call_fail(struct twatfs_call *call, twatfs_status status,
                                         int64_t retry_after_s, const char *message)
{
    struct s3_call *ours = (struct s3_call *)call;

    ours->status = status;
    ours->retry_after_s = retry_after_s;
    snprintf(ours->text, sizeof ours->text, "%s", message);
    return status;
}

UNUSED static void s3_call_log(struct twatfs_call *call, int32_t level, const char *message)
{
    struct s3_call *ours = (struct s3_call *)call;

    assert_int_equal(level, TWATFS_LOG_WARNING);
    snprintf(ours->warning, sizeof ours->warning, "%s", message);
}

UNUSED static const char *s3_call_digest(struct twatfs_call *call, const char *algorithm)
{
    assert_string_equal(algorithm, "sha256");
    return ((struct s3_call *)call)->sha256;
}

UNUSED static void s3_call_open(struct s3_call *ours)
{
    *ours = (struct s3_call){0};
    ours->host.struct_size = (uint32_t)sizeof ours->host;
    ours->host.scratch = s3_call_scratch;
    (ours->host.fail) = s3_call_fail;
    ours->host.log = s3_call_log;
    ours->host.digest = s3_call_digest;
    ours->call.struct_size = (uint32_t)sizeof ours->call;
    ours->call.host = &ours->host;
}

UNUSED static void s3_call_close(struct s3_call *ours)
{
    for (size_t i = 0; i < ours->scratch_count; i++)
        free(ours->scratch[i]);
}

#define CLEANUP_S3_CALL CLEANUP(s3_call_close)

#endif
