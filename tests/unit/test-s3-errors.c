/* test-s3-errors.c: what is made of an S3 server's no.
 *
 * SPDX-License-Identifier: MIT
 */
#include "s3-call.h"

#include "../../plugins/s3/errors.h"

static struct s3_verdict judge(int status, const char *code, const char *region)
{
    const struct s3_error error = {status, code, "", region};

    return s3_judge(&error);
}

static void expect(int status, const char *code, twatfs_status class, enum s3_remedy remedy)
{
    struct s3_verdict verdict = judge(status, code, NULL);

    if (verdict.status != class || verdict.remedy != remedy)
        fail_msg("%d %s: class %d, remedy %d", status, code, verdict.status, verdict.remedy);
}

static void expect_cure(int status, const char *code, const char *part)
{
    struct s3_verdict verdict = judge(status, code, NULL);

    if (verdict.sentence == NULL || strstr(verdict.sentence, part) == NULL)
        fail_msg("%d %s: \"%s\"", status, code, verdict.sentence);
}

/* ---- By status ---- */

static void test_a_status_alone_is_judged(UNUSED void **state)
{
    static const struct {
        int status;
        twatfs_status class;
        enum s3_remedy remedy;
    } expected[] = {
        {304, TWATFS_PERMANENT, S3_REMEDY_NONE},      {400, TWATFS_PERMANENT, S3_REMEDY_NONE},
        {401, TWATFS_AUTH, S3_REMEDY_NONE},           {403, TWATFS_AUTH, S3_REMEDY_NONE},
        {404, TWATFS_PERMANENT, S3_REMEDY_NONE},      {405, TWATFS_PERMANENT, S3_REMEDY_NONE},
        {407, TWATFS_AUTH, S3_REMEDY_NONE},           {408, TWATFS_TEMPORARY, S3_REMEDY_RETRY},
        {409, TWATFS_TEMPORARY, S3_REMEDY_RETRY},     {411, TWATFS_PERMANENT, S3_REMEDY_NONE},
        {412, TWATFS_REFUSED, S3_REMEDY_NONE},        {413, TWATFS_REFUSED, S3_REMEDY_NONE},
        {414, TWATFS_REFUSED, S3_REMEDY_NONE},        {415, TWATFS_REFUSED, S3_REMEDY_NONE},
        {418, TWATFS_PERMANENT, S3_REMEDY_NONE},      {425, TWATFS_TEMPORARY, S3_REMEDY_RETRY},
        {429, TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN}, {500, TWATFS_TEMPORARY, S3_REMEDY_RETRY},
        {501, TWATFS_PERMANENT, S3_REMEDY_NONE},      {502, TWATFS_TEMPORARY, S3_REMEDY_RETRY},
        {503, TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN}, {504, TWATFS_TEMPORARY, S3_REMEDY_RETRY},
        {507, TWATFS_REFUSED, S3_REMEDY_NONE},        {599, TWATFS_TEMPORARY, S3_REMEDY_RETRY},
    };

    for (size_t i = 0; i < ARRAY_LENGTH(expected); i++) {
        expect(expected[i].status, "", expected[i].class, expected[i].remedy);
        expect(expected[i].status, "NeverHeardOf", expected[i].class, expected[i].remedy);
    }
}

static void test_a_redirect_that_says_nothing_is_no_regions(UNUSED void **state)
{
    static const int statuses[] = {300, 301, 302, 303, 307, 308};

    for (size_t i = 0; i < ARRAY_LENGTH(statuses); i++) {
        expect(statuses[i], "", TWATFS_PERMANENT, S3_REMEDY_NONE);
        expect_cure(statuses[i], "", "check its scheme (http or https), host and port");
        expect(statuses[i], "NeverHeardOf", TWATFS_PERMANENT, S3_REMEDY_REGION);
        assert_int_equal(judge(statuses[i], "", "eu-west-1").remedy, S3_REMEDY_REGION);
    }
}

static void test_nothing_is_ever_fine(UNUSED void **state)
{
    static const char *const codes[] = {"", "NeverHeardOf", "AccessDenied", "SlowDown",
                                        "NoSuchKey"};

    for (int status = 0; status < 1000; status++)
        for (size_t i = 0; i < ARRAY_LENGTH(codes); i++)
            assert_int_not_equal(judge(status, codes[i], NULL).status, TWATFS_OK);
}

/* ---- The status comes first ---- */

static void test_5xx_is_tried_again_whatever_the_code_says(UNUSED void **state)
{
    expect(500, "AccessDenied", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
    expect(500, "NoSuchUpload", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
    expect(502, "EntityTooLarge", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
    expect(503, "SignatureDoesNotMatch", TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN);
    expect(429, "QuotaExceeded", TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN);
}

static void test_the_code_of_a_5xx_says_how_to_try_again(UNUSED void **state)
{
    expect(500, "InternalError", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
    expect(500, "SlowDown", TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN);
    expect(503, "SlowDown", TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN);
    expect(503, "ServiceUnavailable", TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN);
    expect(507, "XMinioStorageFull", TWATFS_REFUSED, S3_REMEDY_NONE);
}

static void test_501_is_not_tried_again(UNUSED void **state)
{
    expect(501, "NotImplemented", TWATFS_PERMANENT, S3_REMEDY_NONE);
    expect_cure(501, "NotImplemented", "leave out the option");
}

static void test_3xx_is_another_place_whatever_the_code_says(UNUSED void **state)
{
    expect(301, "PermanentRedirect", TWATFS_PERMANENT, S3_REMEDY_REGION);
    expect(307, "TemporaryRedirect", TWATFS_PERMANENT, S3_REMEDY_REGION);
    expect(301, "AccessDenied", TWATFS_PERMANENT, S3_REMEDY_REGION);
    expect(302, "InternalError", TWATFS_PERMANENT, S3_REMEDY_REGION);
    expect(301, "AuthorizationHeaderMalformed", TWATFS_AUTH, S3_REMEDY_REGION);
}

static void test_200_is_judged_by_its_code(UNUSED void **state)
{
    expect(200, "InternalError", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
    expect(200, "SlowDown", TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN);
    expect(200, "AccessDenied", TWATFS_AUTH, S3_REMEDY_NONE);
    expect(200, "NoSuchUpload", TWATFS_PERMANENT, S3_REMEDY_NO_UPLOAD);
    expect(200, "PreconditionFailed", TWATFS_REFUSED, S3_REMEDY_NONE);
    expect(200, "NeverHeardOf", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
    expect(200, "", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
}

/* ---- The code refines ---- */

static void test_who_asks(UNUSED void **state)
{
    expect(403, "AccessDenied", TWATFS_AUTH, S3_REMEDY_NONE);
    expect_cure(403, "AccessDenied", "s3:PutObject");
    expect(403, "SignatureDoesNotMatch", TWATFS_AUTH, S3_REMEDY_NONE);
    expect_cure(403, "SignatureDoesNotMatch", "secret");
    expect(403, "InvalidAccessKeyId", TWATFS_AUTH, S3_REMEDY_REFRESH);
    expect_cure(403, "InvalidAccessKeyId", "access key");
    expect(403, "AllAccessDisabled", TWATFS_AUTH, S3_REMEDY_NONE);
    expect(403, "UserSuspended", TWATFS_AUTH, S3_REMEDY_NONE);
    expect(400, "MissingSecurityHeader", TWATFS_AUTH, S3_REMEDY_NONE);
}

static void test_ended_sessions_are_refreshed(UNUSED void **state)
{
    expect(400, "ExpiredToken", TWATFS_AUTH, S3_REMEDY_REFRESH);
    expect(403, "ExpiredToken", TWATFS_AUTH, S3_REMEDY_REFRESH);
    expect(400, "InvalidToken", TWATFS_AUTH, S3_REMEDY_REFRESH);
    expect(400, "TokenRefreshRequired", TWATFS_AUTH, S3_REMEDY_REFRESH);
    expect_cure(400, "ExpiredToken", "AWS_SESSION_TOKEN");
}

static void test_clocks_are_corrected(UNUSED void **state)
{
    expect(403, "RequestTimeTooSkewed", TWATFS_AUTH, S3_REMEDY_CLOCK);
    expect(400, "RequestExpired", TWATFS_AUTH, S3_REMEDY_CLOCK);
    expect_cure(403, "RequestTimeTooSkewed", "clock");
}

static void test_regions_are_corrected(UNUSED void **state)
{
    expect(400, "AuthorizationHeaderMalformed", TWATFS_AUTH, S3_REMEDY_REGION);
    expect(400, "AuthorizationQueryParametersError", TWATFS_AUTH, S3_REMEDY_REGION);
    expect(400, "IllegalLocationConstraintException", TWATFS_PERMANENT, S3_REMEDY_REGION);
    expect(400, "IncorrectEndpoint", TWATFS_PERMANENT, S3_REMEDY_REGION);
    expect_cure(400, "AuthorizationHeaderMalformed", "AWS_REGION");
}

static void test_sts(UNUSED void **state)
{
    expect(403, "InvalidClientTokenId", TWATFS_AUTH, S3_REMEDY_REFRESH);
    expect(400, "ExpiredTokenException", TWATFS_AUTH, S3_REMEDY_REFRESH);
    expect(400, "IDPCommunicationError", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
    expect(400, "InvalidIdentityToken", TWATFS_AUTH, S3_REMEDY_NONE);
    expect(403, "IDPRejectedClaim", TWATFS_AUTH, S3_REMEDY_NONE);
    expect(403, "RegionDisabledException", TWATFS_AUTH, S3_REMEDY_NONE);
    expect(400, "Throttling", TWATFS_TEMPORARY, S3_REMEDY_SLOW_DOWN);
    expect(400, "PackedPolicyTooLarge", TWATFS_PERMANENT, S3_REMEDY_NONE);
}

static void test_the_bucket(UNUSED void **state)
{
    expect(404, "NoSuchBucket", TWATFS_PERMANENT, S3_REMEDY_NONE);
    expect_cure(404, "NoSuchBucket", "bucket's name");
    expect(400, "InvalidBucketName", TWATFS_PERMANENT, S3_REMEDY_NONE);
    expect(409, "BucketAlreadyOwnedByYou", TWATFS_PERMANENT, S3_REMEDY_NONE);
    expect(409, "BucketAlreadyExists", TWATFS_PERMANENT, S3_REMEDY_NONE);
    expect(400, "AccessControlListNotSupported", TWATFS_PERMANENT, S3_REMEDY_NONE);
    expect_cure(400, "AccessControlListNotSupported", "ACL");
    expect(403, "QuotaExceeded", TWATFS_REFUSED, S3_REMEDY_NONE);
    expect(405, "MethodNotAllowed", TWATFS_PERMANENT, S3_REMEDY_NONE);
}

static void test_the_object(UNUSED void **state)
{
    expect(400, "EntityTooLarge", TWATFS_REFUSED, S3_REMEDY_NONE);
    expect(400, "KeyTooLongError", TWATFS_REFUSED, S3_REMEDY_NONE);
    expect(400, "InvalidObjectName", TWATFS_REFUSED, S3_REMEDY_NONE);
    expect_cure(400, "KeyTooLongError", "remote path");
    expect(412, "PreconditionFailed", TWATFS_REFUSED, S3_REMEDY_NONE);
    expect_cure(412, "PreconditionFailed", "--force");
    expect(400, "InvalidStorageClass", TWATFS_PERMANENT, S3_REMEDY_NONE);
    expect(411, "MissingContentLength", TWATFS_PERMANENT, S3_REMEDY_NONE);
}

static void test_the_multipart_upload(UNUSED void **state)
{
    expect(404, "NoSuchUpload", TWATFS_PERMANENT, S3_REMEDY_NO_UPLOAD);
    expect(404, "NoSuchKey", TWATFS_PERMANENT, S3_REMEDY_NO_UPLOAD);
    expect(400, "InvalidPart", TWATFS_PERMANENT, S3_REMEDY_NO_UPLOAD);
    expect(400, "InvalidPartOrder", TWATFS_PERMANENT, S3_REMEDY_NONE);
    expect(400, "EntityTooSmall", TWATFS_PERMANENT, S3_REMEDY_NONE);
    expect_cure(400, "EntityTooSmall", "part size");
}

static void test_400_may_be_worth_a_retry(UNUSED void **state)
{
    expect(400, "RequestTimeout", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
    expect(400, "BadDigest", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
    expect(400, "XAmzContentSHA256Mismatch", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
    expect(400, "IncompleteBody", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
    expect(400, "BadRequest", TWATFS_PERMANENT, S3_REMEDY_NONE);
    expect(400, "InvalidDigest", TWATFS_PERMANENT, S3_REMEDY_NONE);
}

static void test_409_is_tried_again(UNUSED void **state)
{
    expect(409, "OperationAborted", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
    expect(409, "ConditionalRequestConflict", TWATFS_TEMPORARY, S3_REMEDY_RETRY);
}

static void test_every_code_of_kms_is_one(UNUSED void **state)
{
    expect(400, "KMS.DisabledException", TWATFS_AUTH, S3_REMEDY_NONE);
    expect(400, "KMS.NotFoundException", TWATFS_AUTH, S3_REMEDY_NONE);
    expect_cure(400, "KMS.DisabledException", "kms:GenerateDataKey");
    expect(400, "KMSNot", TWATFS_PERMANENT, S3_REMEDY_NONE);
}

static void test_codes_are_compared_whole(UNUSED void **state)
{
    expect(400, "ExpiredTokens", TWATFS_PERMANENT, S3_REMEDY_NONE);
    expect(400, "expiredtoken", TWATFS_PERMANENT, S3_REMEDY_NONE);
    expect(400, "Expired", TWATFS_PERMANENT, S3_REMEDY_NONE);
}

/* ---- An answer to HEAD has no code ---- */

static void test_400_to_head_may_name_the_region(UNUSED void **state)
{
    assert_int_equal(judge(400, "", "eu-west-1").remedy, S3_REMEDY_REGION);
    assert_int_equal(judge(400, "", NULL).remedy, S3_REMEDY_NONE);
    assert_contains(judge(400, "", NULL).sentence, "session token");
    assert_int_equal(judge(400, "InvalidRequest", "eu-west-1").remedy, S3_REMEDY_NONE);
    assert_int_equal(judge(403, "", "eu-west-1").remedy, S3_REMEDY_NONE);
}

/* ---- What people read ---- */

static void expect_text(const struct s3_error *error, twatfs_status class, const char *text)
{
    CLEANUP_S3_CALL struct s3_call call;

    s3_call_open(&call);
    assert_int_equal(s3_fail(&call.call, error, 7), class);
    assert_int_equal(call.status, class);
    assert_int_equal(call.retry_after_s, 7);
    assert_string_equal(call.text, text);
}

static void test_status_code_words_and_cure(UNUSED void **state)
{
    const struct s3_error error = {404, "NoSuchBucket", "The specified bucket does not exist.",
                                   NULL};

    expect_text(&error, TWATFS_PERMANENT,
                "HTTP 404 NoSuchBucket: The specified bucket does not exist: check the bucket's "
                "name, AWS_REGION and the endpoint");
}

static void test_what_is_not_there_is_left_out(UNUSED void **state)
{
    const struct s3_error bare = {500, "", "", NULL}, ceph = {400, "EntityTooSmall", "", NULL};
    const struct s3_error unknown = {400, "NeverHeardOf", "Some words\n", NULL};
    const struct s3_error short_ones = {400, "C", "m.", NULL};

    expect_text(&bare, TWATFS_TEMPORARY, "HTTP 500");
    expect_text(&short_ones, TWATFS_PERMANENT, "HTTP 400 C: m");
    expect_text(&ceph, TWATFS_PERMANENT, "HTTP 400 EntityTooSmall: choose a larger part size");
    expect_text(&unknown, TWATFS_PERMANENT, "HTTP 400 NeverHeardOf: Some words");
}

static void test_the_right_region_is_named(UNUSED void **state)
{
    const struct s3_error error = {301, "PermanentRedirect", "Elsewhere", "eu-west-1"};

    expect_text(&error, TWATFS_PERMANENT,
                "HTTP 301 PermanentRedirect: Elsewhere: set AWS_REGION to the bucket's region: "
                "eu-west-1");
}

static void test_the_longest_region(UNUSED void **state)
{
    const struct s3_error error = {
        301, "", "", "abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmnopqrstuvwxyz"};

    expect_text(&error, TWATFS_PERMANENT,
                "HTTP 301: set AWS_REGION to the bucket's region: "
                "abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmnopqrstuvwxyz");
}

static void test_a_region_beside_the_point_is_not_named(UNUSED void **state)
{
    const struct s3_error error = {400, "EntityTooSmall", "", "eu-west-1"};

    expect_text(&error, TWATFS_PERMANENT, "HTTP 400 EntityTooSmall: choose a larger part size");
}

static void test_a_region_that_is_none_is_not_named(UNUSED void **state)
{
    static const char *const bad[] = {
        "",   "eu west",  "$(reboot)",
        "EU", "\x1b[31m", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};

    for (size_t i = 0; i < ARRAY_LENGTH(bad); i++) {
        const struct s3_error error = {301, "", "", bad[i]};

        expect_text(&error, TWATFS_PERMANENT, "HTTP 301: set AWS_REGION to the bucket's region");
    }
}

static void test_long_words_are_cut_between_characters(UNUSED void **state)
{
    CLEANUP_S3_CALL struct s3_call call;
    char code[200], message[1000];
    const struct s3_error error = {418, code, message, NULL};

    memset(code, 'c', sizeof code);
    code[sizeof code - 1] = '\0';
    memset(message, 'm', sizeof message);
    memcpy(message + 298, "€", 3);
    message[sizeof message - 1] = '\0';
    s3_call_open(&call);
    s3_fail(&call.call, &error, 0);
    assert_int_equal(strlen(call.text), strlen("HTTP 418 ") + 64 + strlen(": ") + 298);
    assert_contains(call.text, "ccc: mmm");
    assert_null(strstr(call.text, "\xe2"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_status_alone_is_judged),
        cmocka_unit_test(test_a_redirect_that_says_nothing_is_no_regions),
        cmocka_unit_test(test_nothing_is_ever_fine),
        cmocka_unit_test(test_5xx_is_tried_again_whatever_the_code_says),
        cmocka_unit_test(test_the_code_of_a_5xx_says_how_to_try_again),
        cmocka_unit_test(test_501_is_not_tried_again),
        cmocka_unit_test(test_3xx_is_another_place_whatever_the_code_says),
        cmocka_unit_test(test_200_is_judged_by_its_code),
        cmocka_unit_test(test_who_asks),
        cmocka_unit_test(test_ended_sessions_are_refreshed),
        cmocka_unit_test(test_clocks_are_corrected),
        cmocka_unit_test(test_regions_are_corrected),
        cmocka_unit_test(test_sts),
        cmocka_unit_test(test_the_bucket),
        cmocka_unit_test(test_the_object),
        cmocka_unit_test(test_the_multipart_upload),
        cmocka_unit_test(test_400_may_be_worth_a_retry),
        cmocka_unit_test(test_409_is_tried_again),
        cmocka_unit_test(test_every_code_of_kms_is_one),
        cmocka_unit_test(test_codes_are_compared_whole),
        cmocka_unit_test(test_400_to_head_may_name_the_region),
        cmocka_unit_test(test_status_code_words_and_cure),
        cmocka_unit_test(test_what_is_not_there_is_left_out),
        cmocka_unit_test(test_the_right_region_is_named),
        cmocka_unit_test(test_the_longest_region),
        cmocka_unit_test(test_a_region_beside_the_point_is_not_named),
        cmocka_unit_test(test_a_region_that_is_none_is_not_named),
        cmocka_unit_test(test_long_words_are_cut_between_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
