/* test-s3-credentials.c: the environment, profiles and their roles.
 *
 * SPDX-License-Identifier: MIT
 */
#include "s3-credentials.h"

#include <time.h>

#include "../../plugins/s3/sign.h"

/* ---- The environment ---- */

static void test_environment(UNUSED void **state)
{
    set_keys();
    expect_found("AKIAENV", "env-secret", NULL, "environment");
    assert_int_equal(found.expires_s, 0);
}

static void test_environment_with_a_session(UNUSED void **state)
{
    set_keys();
    setenv("AWS_SESSION_TOKEN", "env-token", 1);
    setenv("AWS_CREDENTIAL_EXPIRATION", LATER, 1);
    expect_found("AKIAENV", "env-secret", "env-token", "environment");
    assert_int_equal(found.expires_s, LATER_S);
}

static void test_environment_goes_before_a_profile(UNUSED void **state)
{
    set_keys();
    setenv("AWS_PROFILE", "missing", 1);
    write_config("this is no such file");
    expect_found("AKIAENV", "env-secret", NULL, "environment");
}

static void test_half_of_an_environment_is_none_and_told(UNUSED void **state)
{
    setenv("AWS_ACCESS_KEY_ID", "AKIAENV", 1);
    write_credentials("[default]\naws_access_key_id = AKIAFILE\naws_secret_access_key = s\n");
    expect_found("AKIAFILE", "s", NULL, "profile default in ~/.aws/credentials");
    assert_contains(
        host.log, "2000 AWS_ACCESS_KEY_ID is set, but not AWS_SECRET_ACCESS_KEY: it is not used\n");
}

static void test_expired_environment(UNUSED void **state)
{
    set_keys();
    setenv("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z", 1);
    expect_failure(TWATFS_AUTH, "environment: expired at 2020-01-01T00:00:00Z");
}

static void test_expiration_that_is_no_time(UNUSED void **state)
{
    set_keys();
    setenv("AWS_CREDENTIAL_EXPIRATION", "tomorrow", 1);
    expect_failure(TWATFS_AUTH, "environment: \"tomorrow\": is not a time");
}

static void test_keys_with_line_breaks_are_refused(UNUSED void **state)
{
    static const char *const variables[] = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY",
                                            "AWS_SESSION_TOKEN"};

    for (size_t i = 0; i < ARRAY_LENGTH(variables); i++) {
        set_keys();
        unsetenv("AWS_SESSION_TOKEN");
        setenv(variables[i], "a\r\nX-Evil: 1", 1);
        expect_failure(TWATFS_AUTH,
                       "environment: a key holds a line break or another control character");
    }
}

/* ---- Keys in profiles ---- */

static void test_default_profile(UNUSED void **state)
{
    write_credentials("[default]\naws_access_key_id = AKIA1\naws_secret_access_key = s/+=\n"
                      "aws_session_token = t\n");
    expect_found("AKIA1", "s/+=", "t", "profile default in ~/.aws/credentials");
}

static void test_named_profile_in_the_config_file(UNUSED void **state)
{
    setenv("AWS_PROFILE", "work", 1);
    write_credentials("[default]\naws_access_key_id = AKIA1\naws_secret_access_key = s1\n");
    write_config("[profile work]\naws_access_key_id = test:tester\naws_secret_access_key = s2\n");
    expect_found("test:tester", "s2", NULL, "profile work in ~/.aws/config");
}

static void test_named_profile_that_is_not_there(UNUSED void **state)
{
    setenv("AWS_PROFILE", "work", 1);
    setenv("AWS_ROLE_ARN", ROLE, 1);
    setenv("AWS_WEB_IDENTITY_TOKEN_FILE", "/nonexistent", 1);
    expect_failure(TWATFS_AUTH, "AWS_PROFILE: there is no profile work in the config and "
                                "credentials files of the AWS tools");
}

static void test_half_of_a_profile_is_none_and_told(UNUSED void **state)
{
    write_credentials("[default]\naws_secret_access_key = s\n");
    assert_int_equal(credentials_find(&host.call, &found), TWATFS_AUTH);
    assert_contains(host.reason, "; profile default: has no aws_access_key_id; ");
    assert_contains(host.log, "2000 profile default has only one of its two keys\n");
}

static void test_bad_file_ends_the_search(UNUSED void **state)
{
    write_config("[default]\nregion\n");
    expect_failure(TWATFS_AUTH, "~/.aws/config:2: is neither \"key = value\" nor \"[section]\"");
}

/* ---- Roles of profiles ---- */

#define BASE "[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = base/secret\n"

static void test_role_with_a_source_profile(UNUSED void **state)
{
    write_credentials(BASE);
    write_config("[default]\nrole_arn = " ROLE "\nsource_profile = base\n");
    expect_requests((const struct step[STEPS_MAX]){
        {"POST", US_EAST_1, "Content-Type", "application/x-www-form-urlencoded; charset=utf-8",
         "Action=AssumeRole&Version=2011-06-15&" ROLE_FORM "&RoleSessionName=twatfs-", TWATFS_OK,
         200, STS_ANSWER("AssumeRole")}});
    expect_assumed_role("profile default: role " ROLE);
}

static void test_parameters_of_a_role(UNUSED void **state)
{
    write_credentials(BASE);
    write_config("[default]\nrole_arn = " ROLE "\nsource_profile = base\n"
                 "role_session_name = me@work\nexternal_id = 1&2=3\nduration_seconds = 900\n");
    expect_requests((const struct step[STEPS_MAX]){
        {"POST", US_EAST_1, NULL, NULL,
         "&RoleSessionName=me%40work&ExternalId=1%262%3D3&DurationSeconds=900", TWATFS_OK, 200,
         STS_ANSWER("AssumeRole")}});
    expect_assumed_role("profile default: role " ROLE);
}

/* Sign what was sent anew, at the time that it was signed. */
static twatfs_status check_signature(struct s3_host *asked,
                                     const struct twatfs_http_request *request,
                                     struct s3_reply *reply)
{
    const char *const headers[] = {"content-type",
                                   "application/x-www-form-urlencoded; charset=utf-8", NULL};
    const struct sign_identity *identity = asked->data;
    const char *date = s3_request_header(request, "X-Amz-Date");
    struct tm time = {0};
    char payload[SIGN_HEX_SIZE], signed_date[SIGN_DATE_SIZE];
    CLEANUP_FREE char *expected = NULL;
    struct sign_request again = {.method = "POST",
                                 .host = "localhost:4566",
                                 .path = "/sts",
                                 .headers = headers,
                                 .payload_sha256 = payload};

    assert_string_equal(request->url, "http://localhost:4566/sts");
    assert_non_null(strptime(date, "%Y%m%dT%H%M%SZ", &time));
    again.unix_s = (int64_t)timegm(&time);
    assert_true(sign_payload(request->body, request->body_length, payload));
    expected = sign_headers(&again, identity, signed_date);
    assert_string_equal(s3_request_header(request, "Authorization"), expected);
    assert_string_equal(s3_request_header(request, "X-Amz-Security-Token"), "base//token");
    reply->body = STS_ANSWER("AssumeRole");
    return TWATFS_OK;
}

static void test_role_is_asked_for_with_a_signature(UNUSED void **state)
{
    struct sign_identity identity = {"AKIABASE",  "base/secret", "base//token",
                                     "eu-west-3", "sts",         NULL};

    setenv("AWS_REGION", "eu-west-3", 1);
    setenv("AWS_ENDPOINT_URL_STS", "HTTP://LocalHost:4566/sts", 1);
    write_credentials(BASE "aws_session_token = base//token\n");
    write_config("[default]\nrole_arn = " ROLE "\nsource_profile = base\n");
    host.http = check_signature;
    host.data = &identity;
    expect_found("ASIAROLE", "role/secret+", "role//token==", "profile default: role " ROLE);
    assert_int_equal(host.requests, 1);
}

/* In the profile in force the role counts, in a source the keys. */
static void test_role_or_keys_of_one_profile(UNUSED void **state)
{
    write_config("[default]\nrole_arn = " ROLE "\nsource_profile = b\n"
                 "aws_access_key_id = WRONG\naws_secret_access_key = wrong\n"
                 "[profile b]\nrole_arn = arn:wrong\nsource_profile = c\n"
                 "aws_access_key_id = RIGHT\naws_secret_access_key = right\n");
    expect_requests((const struct step[STEPS_MAX]){
        {"POST", US_EAST_1, NULL, NULL, ROLE_FORM, TWATFS_OK, 200, STS_ANSWER("AssumeRole")}});
    expect_assumed_role("profile default: role " ROLE);
}

static void test_profile_that_is_its_own_source(UNUSED void **state)
{
    write_config("[default]\nrole_arn = " ROLE "\nsource_profile = default\n"
                 "aws_access_key_id = A\naws_secret_access_key = a\n");
    expect_requests((const struct step[STEPS_MAX]){
        {"POST", US_EAST_1, NULL, NULL, ROLE_FORM, TWATFS_OK, 200, STS_ANSWER("AssumeRole")}});
    expect_assumed_role("profile default: role " ROLE);
}

static void test_chain_of_roles(UNUSED void **state)
{
    write_credentials(BASE);
    write_config("[default]\nrole_arn = " ROLE "\nsource_profile = b\n"
                 "[profile b]\nrole_arn = arn:b\nsource_profile = base\n");
    expect_requests((const struct step[STEPS_MAX]){
        {"POST", US_EAST_1, NULL, NULL, "&RoleArn=arn%3Ab&", TWATFS_OK, 200,
         STS_ANSWER("AssumeRole")},
        {"POST", US_EAST_1, "X-Amz-Security-Token", "role//token==", ROLE_FORM, TWATFS_OK, 200,
         STS_ANSWER("AssumeRole")}});
    expect_assumed_role("profile default: role " ROLE);
}

static void test_chain_that_is_a_circle(UNUSED void **state)
{
    write_config("[default]\nrole_arn = arn:a\nsource_profile = b\n"
                 "[profile b]\nrole_arn = arn:b\nsource_profile = default\n");
    expect_failure(TWATFS_AUTH, "profile b: source_profile: default: goes in a circle");
}

static void test_circle_without_keys_of_one_profile(UNUSED void **state)
{
    write_config("[default]\nrole_arn = arn:a\nsource_profile = default\n");
    expect_failure(TWATFS_AUTH, "profile default: source_profile: default: goes in a circle");
}

static void test_chain_that_is_too_long(UNUSED void **state)
{
    char config[2048] = "[default]\nrole_arn = arn:x\nsource_profile = p0\n";

    for (int i = 0; i < 12; i++)
        snprintf(config + strlen(config), 128,
                 "[profile p%d]\nrole_arn = arn:x\nsource_profile = p%d\n", i, i + 1);
    write_config(config);
    expect_failure(TWATFS_AUTH, "profile p8: source_profile: p9: the 11th profile in a row");
}

static void test_source_profile_that_is_not_there(UNUSED void **state)
{
    write_config("[default]\nrole_arn = " ROLE "\nsource_profile = nobody\n");
    expect_failure(TWATFS_AUTH, "profile default: source_profile: there is no profile nobody");
}

static void test_source_profile_without_credentials(UNUSED void **state)
{
    write_config("[default]\nrole_arn = " ROLE "\nsource_profile = b\n[profile b]\nregion = x\n");
    expect_failure(TWATFS_AUTH, "profile default: source_profile: has no credentials "
                                "(environment: AWS_ACCESS_KEY_ID is not set; profile b: has no "
                                "aws_access_key_id)");
}

static void test_role_needs_one_source(UNUSED void **state)
{
    write_config("[default]\nrole_arn = arn:x\n");
    expect_failure(TWATFS_AUTH, "profile default: role arn:x: needs source_profile or "
                                "credential_source, and not both");
    write_config("[default]\nrole_arn = arn:x\nsource_profile = b\ncredential_source = "
                 "Environment\n[profile b]\n");
    expect_failure(TWATFS_AUTH, "profile default: role arn:x: needs source_profile or "
                                "credential_source, and not both");
}

static void test_role_with_mfa(UNUSED void **state)
{
    write_credentials(BASE);
    write_config("[default]\nrole_arn = arn:x\nsource_profile = base\nmfa_serial = 1\n");
    expect_failure(TWATFS_AUTH, "profile default: role arn:x: mfa_serial: there is nobody to ask "
                                "for its code: use credential_process");
}

static void test_credential_source_that_is_unknown(UNUSED void **state)
{
    write_config("[default]\nrole_arn = arn:x\ncredential_source = Elsewhere\n");
    expect_failure(TWATFS_AUTH,
                   "profile default: credential_source: Elsewhere: is none of Environment, "
                   "EcsContainer and Ec2InstanceMetadata");
}

static void test_credential_source_without_credentials(UNUSED void **state)
{
    write_config("[default]\nrole_arn = arn:x\ncredential_source = EcsContainer\n");
    expect_failure(TWATFS_AUTH,
                   "profile default: credential_source: EcsContainer: has no credentials "
                   "(environment: AWS_ACCESS_KEY_ID is not set; container: "
                   "AWS_CONTAINER_CREDENTIALS_FULL_URI is not set)");
}

static void test_credential_source_of_a_container(UNUSED void **state)
{
    setenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/c", 1);
    write_config("[default]\nrole_arn = " ROLE "\ncredential_source = EcsContainer\n");
    expect_requests((const struct step[STEPS_MAX]){
        {"GET", "http://169.254.170.2/v2/c", NULL, NULL, NULL, TWATFS_OK, 200, JSON_ANSWER},
        {"POST", US_EAST_1, "X-Amz-Security-Token", "host//token", ROLE_FORM, TWATFS_OK, 200,
         STS_ANSWER("AssumeRole")}});
    expect_assumed_role("profile default: role " ROLE);
}

/* ---- What was set up and cannot be used ---- */

/* Another source, which would be somebody else. */
static void have_a_container(void)
{
    setenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/c", 1);
}

static void test_sign_in_is_for_the_cli(UNUSED void **state)
{
    static const char *const keys[] = {"sso_session", "sso_start_url", "sso_account_id",
                                       "sso_role_name", "login_session"};

    have_a_container();
    setenv("AWS_PROFILE", "corp", 1);
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++) {
        char config[128], reason[512];

        snprintf(config, sizeof config, "[profile corp]\n%s = x\n", keys[i]);
        snprintf(reason, sizeof reason,
                 "profile corp: %s: is for the AWS CLI: sign in there, and have another profile "
                 "with credential_process = aws configure export-credentials --profile corp "
                 "--format process",
                 keys[i]);
        write_config(config);
        expect_failure(TWATFS_AUTH, reason);
    }
}

static void test_sign_in_beside_what_can_be_used(UNUSED void **state)
{
    have_a_container();
    write_config("[default]\nsso_session = s\nsso_account_id = 1\n"
                 "credential_process = echo '{\"Version\": 1, \"AccessKeyId\": \"AKIAP\", "
                 "\"SecretAccessKey\": \"p-secret\"}'\n");
    expect_found("AKIAP", "p-secret", NULL, "profile default: credential_process");
    credentials_free(&found);
    write_credentials("[default]\naws_access_key_id = AKIAS\naws_secret_access_key = s-secret\n");
    expect_found("AKIAS", "s-secret", NULL, "profile default in ~/.aws/credentials");
}

static void test_token_file_of_a_profile_without_a_role(UNUSED void **state)
{
    have_a_container();
    write_config("[default]\nweb_identity_token_file = /x\n");
    expect_failure(TWATFS_AUTH, "profile default: web_identity_token_file: needs role_arn");
}

static void test_token_file_without_a_role(UNUSED void **state)
{
    have_a_container();
    setenv("AWS_WEB_IDENTITY_TOKEN_FILE", "/x", 1);
    expect_failure(TWATFS_AUTH, "AWS_WEB_IDENTITY_TOKEN_FILE: needs AWS_ROLE_ARN");
}

/* ---- Their time ---- */

static void test_expiring(UNUSED void **state)
{
    struct credentials credentials = {.expires_s = 1000};

    assert_false(credentials_expiring(&credentials, 699, 300));
    assert_true(credentials_expiring(&credentials, 700, 300));
    assert_true(credentials_expiring(&credentials, 2000, 300));
    assert_false(credentials_expiring(&credentials, 999, 0));
    assert_true(credentials_expiring(&credentials, 1000, 0));
    credentials.expires_s = 0;
    assert_false(credentials_expiring(&credentials, INT64_C(1) << 40, 300));
}

static void test_free_leaves_nothing(UNUSED void **state)
{
    set_keys();
    expect_found("AKIAENV", "env-secret", NULL, "environment");
    credentials_free(&found);
    assert_null(found.access_key);
    assert_null(found.secret_key);
    assert_null(found.source);
    credentials_free(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_environment),
        TEST(test_environment_with_a_session),
        TEST(test_environment_goes_before_a_profile),
        TEST(test_half_of_an_environment_is_none_and_told),
        TEST(test_expired_environment),
        TEST(test_expiration_that_is_no_time),
        TEST(test_keys_with_line_breaks_are_refused),
        TEST(test_default_profile),
        TEST(test_named_profile_in_the_config_file),
        TEST(test_named_profile_that_is_not_there),
        TEST(test_half_of_a_profile_is_none_and_told),
        TEST(test_bad_file_ends_the_search),
        TEST(test_role_with_a_source_profile),
        TEST(test_parameters_of_a_role),
        TEST(test_role_is_asked_for_with_a_signature),
        TEST(test_role_or_keys_of_one_profile),
        TEST(test_profile_that_is_its_own_source),
        TEST(test_chain_of_roles),
        TEST(test_chain_that_is_a_circle),
        TEST(test_circle_without_keys_of_one_profile),
        TEST(test_chain_that_is_too_long),
        TEST(test_source_profile_that_is_not_there),
        TEST(test_source_profile_without_credentials),
        TEST(test_role_needs_one_source),
        TEST(test_role_with_mfa),
        TEST(test_credential_source_that_is_unknown),
        TEST(test_credential_source_without_credentials),
        TEST(test_credential_source_of_a_container),
        TEST(test_sign_in_is_for_the_cli),
        TEST(test_sign_in_beside_what_can_be_used),
        TEST(test_token_file_of_a_profile_without_a_role),
        TEST(test_token_file_without_a_role),
        TEST(test_expiring),
        TEST(test_free_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
