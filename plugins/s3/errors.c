/* errors.c: what an S3 error means, and what to do about it.
 *
 * SPDX-License-Identifier: MIT
 *
 * Codes of Amazon: "Error responses" in the Amazon S3 API Reference, "Common errors" and the pages
 * of AssumeRole and AssumeRoleWithWebIdentity in the AWS STS API Reference (2026).  Codes of
 * others: Ceph's rgw_common.cc, MinIO's api-errors.go, OpenStack Swift's s3response.py,
 * StorageGRID's "S3 REST API error responses" (2026).
 */
#include <string.h>

#include "errors.h"

/* ---- Sentences ---- */

static const char account[] = "this is for whoever runs the account to settle";
static const char acl[] =
    "the bucket takes no ACLs: leave the ACL out, and make objects public by a bucket policy";
static const char archived[] = "the object is archived: restore it first, or choose another name";
static const char bucket_name[] = "check the bucket's name";
static const char bucket_taken[] = "the name is another account's: choose another bucket";
static const char clock_off[] = "set this machine's clock";
static const char damaged[] = "the bytes were changed on their way, by a proxy or a bad line";
static const char encryption[] = "check the encryption that is asked for, and the bucket's own";
static const char elsewhere[] =
    "the endpoint sends elsewhere: check its scheme (http or https), host and port";
static const char exists[] = "it is there already: --force replaces it, --unique avoids its name";
static const char full[] = "there is no room left: delete something, or ask for more";
static const char identity[] =
    "get a new token from the identity provider, and check the role's trust policy";
static const char keys[] = "check the access key and its secret: whole, without blanks, and those "
                           "of this endpoint";
static const char key_long[] = "choose another remote path, of at most 1024 bytes";
static const char kms[] =
    "the KMS key has to be enabled, and to allow kms:GenerateDataKey and kms:Decrypt";
static const char length_lost[] = "a proxy on the way took the Content-Length out";
static const char missing[] = "check the bucket, the remote path and the endpoint";
static const char no_bucket[] = "check the bucket's name, AWS_REGION and the endpoint";
static const char no_reason[] =
    "without a reason: often the session token has expired, or the region is wrong";
static const char not_s3[] = "check the endpoint: a bucket's website, for one, takes no uploads";
static const char oversize[] = "it is larger than the store takes";
static const char permission[] =
    "the bucket's owner has to allow it: s3:PutObject to upload, s3:GetObject to read, "
    "s3:DeleteObject to delete, s3:AbortMultipartUpload to clean up";
static const char keys_or_permission[] =
    "check the access key and its secret, and whether the bucket's owner allows it: s3:PutObject "
    "to upload, s3:GetObject to read";
static const char policy[] = "check the policy of the role or session";
static const char proxy[] = "the proxy's URL has to hold its user name and password";
static const char region_wrong[] = "set AWS_REGION to the bucket's region";
static const char session[] = "log in anew, or set AWS_SESSION_TOKEN to the one of these keys";
static const char small_part[] = "choose a larger part size";
static const char start_over[] = "the multipart upload has to be started over";
static const char storage_class[] = "choose a storage class that this store has";
static const char sts_region[] = "activate AWS STS in this region, or choose another";
static const char unsigned_request[] = "a proxy on the way took the signature out";
static const char unsupported[] = "this store cannot do that: leave out the option that needs it";

/* ---- By HTTP status ---- */

static const struct {
    int status;
    struct s3_verdict verdict;
} by_status[] = {
    {304, {TWATFS_PERMANENT, S3_REMEDY_NONE, NULL}},
    {400, {TWATFS_PERMANENT, S3_REMEDY_NONE, NULL}},
    {401, {TWATFS_AUTH, S3_REMEDY_NONE, keys}},
    {403, {TWATFS_AUTH, S3_REMEDY_NONE, permission}},
    {404, {TWATFS_PERMANENT, S3_REMEDY_NONE, missing}},
    {405, {TWATFS_PERMANENT, S3_REMEDY_NONE, not_s3}},
    {407, {TWATFS_AUTH, S3_REMEDY_NONE, proxy}},
    {408, {TWATFS_TEMPORARY, S3_REMEDY_RETRY, NULL}},
    {409, {TWATFS_TEMPORARY, S3_REMEDY_RETRY, NULL}}, /* two at once, nearly always */
    {411, {TWATFS_PERMANENT, S3_REMEDY_NONE, length_lost}},
    {412, {TWATFS_REFUSED, S3_REMEDY_NONE, exists}},
    {413, {TWATFS_REFUSED, S3_REMEDY_NONE, oversize}},
    {414, {TWATFS_REFUSED, S3_REMEDY_NONE, key_long}},
    {415, {TWATFS_REFUSED, S3_REMEDY_NONE, NULL}},
    {425, {TWATFS_TEMPORARY, S3_REMEDY_RETRY, NULL}},
    {429, {TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN, NULL}},
    {501, {TWATFS_PERMANENT, S3_REMEDY_NONE, unsupported}},
    {503, {TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN, NULL}},
    {507, {TWATFS_REFUSED, S3_REMEDY_NONE, full}}, /* RFC 4918, section 11.5: not to be repeated */
};

static struct s3_verdict of_status(int status)
{
    for (size_t i = 0; i < sizeof by_status / sizeof by_status[0]; i++)
        if (by_status[i].status == status)
            return by_status[i].verdict;
    if (status / 100 == 3)
        return (struct s3_verdict){TWATFS_PERMANENT, S3_REMEDY_REGION, region_wrong};
    if (status / 100 == 4)
        return (struct s3_verdict){TWATFS_PERMANENT, S3_REMEDY_NONE, NULL};
    return (struct s3_verdict){TWATFS_TEMPORARY, S3_REMEDY_RETRY, NULL};
}

/* ---- By code ---- */

static const struct rule {
    const char *code;
    struct s3_verdict verdict;
} by_code[] = {
    /* Who asks. */
    {"AccessDenied", {TWATFS_AUTH, S3_REMEDY_NONE, permission}},
    {"AccessDeniedException", {TWATFS_AUTH, S3_REMEDY_NONE, permission}},
    {"AccountProblem", {TWATFS_AUTH, S3_REMEDY_NONE, account}},
    {"AllAccessDisabled", {TWATFS_AUTH, S3_REMEDY_NONE, account}},
    {"ExpiredToken", {TWATFS_AUTH, S3_REMEDY_REFRESH, session}},
    {"ExpiredTokenException", {TWATFS_AUTH, S3_REMEDY_REFRESH, session}},
    {"IDPCommunicationError", {TWATFS_TEMPORARY, S3_REMEDY_RETRY, NULL}},
    {"IDPRejectedClaim", {TWATFS_AUTH, S3_REMEDY_NONE, identity}},
    {"IncompleteSignature", {TWATFS_AUTH, S3_REMEDY_NONE, keys}},
    {"InvalidAccessKeyId", {TWATFS_AUTH, S3_REMEDY_REFRESH, keys}},
    {"InvalidClientTokenId", {TWATFS_AUTH, S3_REMEDY_REFRESH, keys}},
    {"InvalidIdentityToken", {TWATFS_AUTH, S3_REMEDY_NONE, identity}},
    {"InvalidPayer", {TWATFS_AUTH, S3_REMEDY_NONE, account}},
    {"InvalidSecurity", {TWATFS_AUTH, S3_REMEDY_NONE, keys}},
    {"InvalidToken", {TWATFS_AUTH, S3_REMEDY_REFRESH, session}},
    {"InvalidTokenId", {TWATFS_AUTH, S3_REMEDY_REFRESH, session}},
    {"MalformedPolicyDocument", {TWATFS_PERMANENT, S3_REMEDY_NONE, policy}},
    {"MissingAuthenticationToken", {TWATFS_AUTH, S3_REMEDY_NONE, unsigned_request}},
    {"MissingSecurityElement", {TWATFS_AUTH, S3_REMEDY_NONE, unsigned_request}},
    {"MissingSecurityHeader", {TWATFS_AUTH, S3_REMEDY_NONE, unsigned_request}},
    {"NotSignedUp", {TWATFS_AUTH, S3_REMEDY_NONE, account}},
    {"OptInRequired", {TWATFS_AUTH, S3_REMEDY_NONE, account}},
    {"PackedPolicyTooLarge", {TWATFS_PERMANENT, S3_REMEDY_NONE, policy}},
    {"RegionDisabledException", {TWATFS_AUTH, S3_REMEDY_NONE, sts_region}},
    {"RequestExpired", {TWATFS_AUTH, S3_REMEDY_CLOCK, clock_off}},
    {"RequestTimeTooSkewed", {TWATFS_AUTH, S3_REMEDY_CLOCK, clock_off}},
    {"SignatureDoesNotMatch", {TWATFS_AUTH, S3_REMEDY_NONE, keys}},
    {"TokenRefreshRequired", {TWATFS_AUTH, S3_REMEDY_REFRESH, session}},
    {"UnrecognizedClientException", {TWATFS_AUTH, S3_REMEDY_REFRESH, keys}},
    {"UserSuspended", {TWATFS_AUTH, S3_REMEDY_NONE, account}},

    /* Where it goes. */
    {"AuthorizationHeaderMalformed", {TWATFS_AUTH, S3_REMEDY_REGION, region_wrong}},
    {"AuthorizationQueryParametersError", {TWATFS_AUTH, S3_REMEDY_REGION, region_wrong}},
    {"EndpointNotFound", {TWATFS_PERMANENT, S3_REMEDY_REGION, region_wrong}},
    {"IllegalLocationConstraintException", {TWATFS_PERMANENT, S3_REMEDY_REGION, region_wrong}},
    {"IncorrectEndpoint", {TWATFS_PERMANENT, S3_REMEDY_REGION, region_wrong}},
    {"InvalidLocationConstraint", {TWATFS_PERMANENT, S3_REMEDY_REGION, region_wrong}},
    {"InvalidRegion", {TWATFS_PERMANENT, S3_REMEDY_REGION, region_wrong}},
    {"PermanentRedirect", {TWATFS_PERMANENT, S3_REMEDY_REGION, region_wrong}},
    {"Redirect", {TWATFS_PERMANENT, S3_REMEDY_REGION, region_wrong}},
    {"TemporaryRedirect", {TWATFS_PERMANENT, S3_REMEDY_REGION, region_wrong}},

    /* The bucket. */
    {"AccessControlListNotSupported", {TWATFS_PERMANENT, S3_REMEDY_NONE, acl}},
    {"BucketAlreadyExists", {TWATFS_PERMANENT, S3_REMEDY_NONE, bucket_taken}},
    {"BucketAlreadyOwnedByYou", {TWATFS_PERMANENT, S3_REMEDY_NONE, NULL}},
    {"InvalidBucketName", {TWATFS_PERMANENT, S3_REMEDY_NONE, bucket_name}},
    {"InvalidBucketState", {TWATFS_PERMANENT, S3_REMEDY_NONE, NULL}},
    {"MethodNotAllowed", {TWATFS_PERMANENT, S3_REMEDY_NONE, not_s3}},
    {"NoSuchBucket", {TWATFS_PERMANENT, S3_REMEDY_NONE, no_bucket}},
    {"QuotaExceeded", {TWATFS_REFUSED, S3_REMEDY_NONE, full}},
    {"XMinioAdminBucketQuotaExceeded", {TWATFS_REFUSED, S3_REMEDY_NONE, full}},
    {"XMinioStorageFull", {TWATFS_REFUSED, S3_REMEDY_NONE, full}},

    /* The object. */
    {"EntityTooLarge", {TWATFS_REFUSED, S3_REMEDY_NONE, oversize}},
    {"InvalidEncryptionAlgorithmError", {TWATFS_PERMANENT, S3_REMEDY_NONE, encryption}},
    {"InvalidObjectName", {TWATFS_REFUSED, S3_REMEDY_NONE, key_long}},
    {"InvalidObjectState", {TWATFS_PERMANENT, S3_REMEDY_NONE, archived}},
    {"InvalidStorageClass", {TWATFS_PERMANENT, S3_REMEDY_NONE, storage_class}},
    {"InvalidURI", {TWATFS_REFUSED, S3_REMEDY_NONE, key_long}},
    {"KeyTooLong", {TWATFS_REFUSED, S3_REMEDY_NONE, key_long}},
    {"KeyTooLongError", {TWATFS_REFUSED, S3_REMEDY_NONE, key_long}},
    {"MetadataTooLarge", {TWATFS_REFUSED, S3_REMEDY_NONE, NULL}},
    {"PreconditionFailed", {TWATFS_REFUSED, S3_REMEDY_NONE, exists}},
    {"XMinioInvalidObjectName", {TWATFS_REFUSED, S3_REMEDY_NONE, key_long}},

    /* The multipart upload.  Ceph has NoSuchKey for one that is gone. */
    {"EntityTooSmall", {TWATFS_PERMANENT, S3_REMEDY_NONE, small_part}},
    {"InvalidPart", {TWATFS_PERMANENT, S3_REMEDY_NO_UPLOAD, start_over}},
    {"InvalidPartOrder", {TWATFS_PERMANENT, S3_REMEDY_NONE, NULL}},
    {"NoSuchKey", {TWATFS_PERMANENT, S3_REMEDY_NO_UPLOAD, missing}},
    {"NoSuchUpload", {TWATFS_PERMANENT, S3_REMEDY_NO_UPLOAD, start_over}},

    /* The request. */
    {"BadDigest", {TWATFS_TEMPORARY, S3_REMEDY_RETRY, damaged}},
    {"BadRequest", {TWATFS_PERMANENT, S3_REMEDY_NONE, NULL}},
    {"IncompleteBody", {TWATFS_TEMPORARY, S3_REMEDY_RETRY, NULL}},
    {"InvalidArgument", {TWATFS_PERMANENT, S3_REMEDY_NONE, NULL}},
    {"InvalidDigest", {TWATFS_PERMANENT, S3_REMEDY_NONE, NULL}},
    {"InvalidRequest", {TWATFS_PERMANENT, S3_REMEDY_NONE, NULL}},
    {"MalformedXML", {TWATFS_PERMANENT, S3_REMEDY_NONE, NULL}},
    {"MissingContentLength", {TWATFS_PERMANENT, S3_REMEDY_NONE, length_lost}},
    {"NotImplemented", {TWATFS_PERMANENT, S3_REMEDY_NONE, unsupported}},
    {"ValidationError", {TWATFS_PERMANENT, S3_REMEDY_NONE, NULL}},
    {"XAmzContentChecksumMismatch", {TWATFS_TEMPORARY, S3_REMEDY_RETRY, damaged}},
    {"XAmzContentSHA256Mismatch", {TWATFS_TEMPORARY, S3_REMEDY_RETRY, damaged}},

    /* The moment.  After the second, a Complete needs a new upload, a PUT does not (Amazon S3 User
     * Guide, "Conditional writes", 2026). */
    {"OperationAborted", {TWATFS_TEMPORARY, S3_REMEDY_RETRY, NULL}},
    {"ConditionalRequestConflict", {TWATFS_TEMPORARY, S3_REMEDY_RETRY, NULL}},
    {"InternalError", {TWATFS_TEMPORARY, S3_REMEDY_RETRY, NULL}},
    {"InternalFailure", {TWATFS_TEMPORARY, S3_REMEDY_RETRY, NULL}},
    {"RequestTimeout", {TWATFS_TEMPORARY, S3_REMEDY_RETRY, NULL}},
    {"RequestTimeoutException", {TWATFS_TEMPORARY, S3_REMEDY_RETRY, NULL}},
    {"BandwidthLimitExceeded", {TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN, NULL}},
    {"RequestLimitExceeded", {TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN, NULL}},
    {"RequestThrottled", {TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN, NULL}},
    {"ServiceUnavailable", {TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN, NULL}},
    {"SlowDown", {TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN, NULL}},
    {"SlowDownRead", {TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN, NULL}},
    {"SlowDownWrite", {TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN, NULL}},
    {"Throttling", {TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN, NULL}},
    {"ThrottlingException", {TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN, NULL}},
    {"TooManyRequests", {TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN, NULL}},
};

static const struct s3_verdict kms_verdict = {TWATFS_AUTH, S3_REMEDY_NONE, kms};

/* NULL for a code that says nothing to us. */
static const struct s3_verdict *of_code(const char *code)
{
    for (size_t i = 0; i < sizeof by_code / sizeof by_code[0]; i++)
        if (strcmp(by_code[i].code, code) == 0)
            return &by_code[i].verdict;
    /* KMS.DisabledException, KMS.NotFoundException, … */
    return strncmp(code, "KMS.", 4) == 0 ? &kms_verdict : NULL;
}

/* Whether a code, which the status comes before, may say it more exactly. */
static bool refines(const struct s3_error *error, const struct s3_verdict *verdict)
{
    if (error->status / 100 == 3)
        return verdict->remedy == S3_REMEDY_REGION;
    if (error->status == 429 || (error->status >= 500 && error->status != 501))
        return verdict->status == of_status(error->status).status;
    return true;
}

struct s3_verdict s3_judge(const struct s3_error *error)
{
    const struct s3_verdict *known = of_code(error->code);
    struct s3_verdict verdict;

    if (known != NULL && refines(error, known))
        return *known;
    verdict = of_status(error->status);
    /* A store says what it means, or names the region: this is a web server's or a proxy's. */
    if (verdict.remedy == S3_REMEDY_REGION && error->code[0] == '\0' && error->region == NULL)
        verdict = (struct s3_verdict){TWATFS_PERMANENT, S3_REMEDY_NONE, elsewhere};
    /* The answer to a HEAD has no body that could tell which of them it is. */
    if (error->status == 403 && error->code[0] == '\0')
        verdict.sentence = keys_or_permission;
    if (error->status == 400 && error->code[0] == '\0') {
        /* A HEAD of a bucket elsewhere. */
        verdict.remedy = error->region != NULL ? S3_REMEDY_REGION : S3_REMEDY_NONE;
        verdict.sentence = error->region != NULL ? region_wrong : no_reason;
    }
    return verdict;
}

/* ---- Recording ---- */

/* The first bytes of a text, no character cut, without the stop or blank that ends them. */
static int shown_length(const char *text, size_t most)
{
    size_t shown = strnlen(text, most + 1);

    if (shown > most) {
        shown = most;
        while (shown > 0 && ((unsigned char)text[shown] & 0xc0) == 0x80)
            shown--;
    }
    while (shown > 0 && strchr(" \t\r\n.", text[shown - 1]) != NULL)
        shown--;
    return (int)shown;
}

/* Whether it may be passed on as something to set: "eu-west-1". */
static bool clean_region(const char *text)
{
    return text != NULL && text[0] != '\0' && strlen(text) <= 64 &&
           text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

#define CODE_SHOWN    64
#define MESSAGE_SHOWN 300

twatfs_status s3_fail(struct twatfs_call *call, const struct s3_error *error, int64_t retry_after_s)
{
    struct s3_verdict verdict = s3_judge(error);
    int code = shown_length(error->code, CODE_SHOWN);
    int message = shown_length(error->message, MESSAGE_SHOWN);
    bool names_region = verdict.remedy == S3_REMEDY_REGION && clean_region(error->region);

    return twatfs_fail(
        call, verdict.status, retry_after_s, "HTTP %d%s%.*s%s%.*s%s%s%s%s", error->status,
        code > 0 ? " " : "", code, error->code, message > 0 ? ": " : "", message, error->message,
        verdict.sentence != NULL ? ": " : "", verdict.sentence != NULL ? verdict.sentence : "",
        names_region ? ": " : "", names_region ? error->region : "");
}
