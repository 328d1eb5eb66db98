/* result.c: how an upload ended, asked one thing at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#include "library/library.h"

void twatfs_result_free(struct twatfs_result *result)
{
    if (result == NULL)
        return;
    upload_result_free(&result->result);
    free(result->file);
    twatfs_error_free(result->error);
    free(result);
}

const struct twatfs_error *twatfs_result_error(const struct twatfs_result *result)
{
    return result->error;
}

const char *twatfs_result_file(const struct twatfs_result *result)
{
    return result->file;
}

const char *twatfs_result_url(const struct twatfs_result *result)
{
    return result->result.url;
}

const char *twatfs_result_unverified_url(const struct twatfs_result *result)
{
    return result->result.url == NULL ? result->result.unverified_url : NULL;
}

const char *twatfs_result_provider(const struct twatfs_result *result)
{
    return result->result.provider;
}

const char *twatfs_result_tried(const struct twatfs_result *result)
{
    return result->result.tried;
}

const char *twatfs_result_name(const struct twatfs_result *result)
{
    return result->result.name;
}

uint64_t twatfs_result_size(const struct twatfs_result *result)
{
    return result->result.size;
}

const char *twatfs_result_sha256(const struct twatfs_result *result)
{
    return result->result.sha256[0] != '\0' ? result->result.sha256 : NULL;
}

const char *twatfs_result_proof(const struct twatfs_result *result)
{
    return proof_name(result->result.proof);
}

const char *twatfs_result_status(const struct twatfs_result *result)
{
    static const char *const names[] = {
        [OUTCOME_VERIFIED] = "verified",   [OUTCOME_UNVERIFIED] = "unverified",
        [OUTCOME_UNCHECKED] = "unchecked", [OUTCOME_USAGE] = "usage",
        [OUTCOME_LOCAL] = "file",          [OUTCOME_NO_PROVIDER] = "no-provider",
        [OUTCOME_FAILED] = "failed",       [OUTCOME_CANCELLED] = "cancelled",
    };

    return names[result->result.outcome];
}

bool twatfs_result_reused(const struct twatfs_result *result)
{
    return result->result.reused;
}

bool twatfs_result_direct(const struct twatfs_result *result)
{
    return result->result.direct;
}

bool twatfs_result_resumed(const struct twatfs_result *result)
{
    return result->resumed;
}

uint32_t twatfs_result_attempts(const struct twatfs_result *result)
{
    return result->result.attempts;
}

bool twatfs_result_expiry(const struct twatfs_result *result, int64_t *unix_s)
{
    *unix_s = result->result.expiry_unix_s;
    return result->result.expiry_known;
}

const char *twatfs_result_delete_token(const struct twatfs_result *result)
{
    return result->result.delete_token;
}

uint64_t twatfs_result_upload_ns(const struct twatfs_result *result)
{
    return result->result.upload_ns;
}

uint64_t twatfs_result_verify_ns(const struct twatfs_result *result)
{
    return result->result.verify_ns;
}

uint64_t twatfs_result_total_ns(const struct twatfs_result *result)
{
    return result->result.total_ns;
}
