/* test-s3-sts.c: roles, as the Security Token Service gives them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "s3-credentials.h"

/* ---- The Security Token Service ---- */

static void set_role_of_environment(void)
{
    set_keys();
    setenv("AWS_ROLE_ARN", ROLE, 1);
}

static void expect_endpoint(const char *url)
{
    expect_requests((const struct step[STEPS_MAX]){
        {"POST", url, NULL, NULL, ROLE_FORM, TWATFS_OK, 200, STS_ANSWER("AssumeRole")}});
    expect_assumed_role("AWS_ROLE_ARN");
    credentials_free(&found);
    host.requests = 0;
}

static void test_role_of_the_environment(UNUSED void **state)
{
    set_role_of_environment();
    setenv("AWS_ROLE_SESSION_NAME", "me", 1);
    expect_requests((const struct step[STEPS_MAX]){
        {"POST", US_EAST_1, NULL, NULL,
         "Action=AssumeRole&Version=2011-06-15&" ROLE_FORM "&RoleSessionName=me", TWATFS_OK, 200,
         STS_ANSWER("AssumeRole")}});
    expect_assumed_role("AWS_ROLE_ARN");
}

static void test_endpoint_follows_the_region(UNUSED void **state)
{
    set_role_of_environment();
    expect_endpoint(US_EAST_1);
    write_config("[default]\nregion = ap-south-1\n");
    expect_endpoint("https://sts.ap-south-1.amazonaws.com/");
    setenv("AWS_DEFAULT_REGION", "us-gov-west-1", 1);
    expect_endpoint("https://sts.us-gov-west-1.amazonaws.com/");
    setenv("AWS_REGION", "cn-north-1", 1);
    expect_endpoint("https://sts.cn-north-1.amazonaws.com.cn/");
    setenv("AWS_REGION", "eusc-de-east-1", 1);
    expect_endpoint("https://sts.eusc-de-east-1.amazonaws.eu/");
}

static void test_endpoint_that_was_set(UNUSED void **state)
{
    set_role_of_environment();
    write_config("[default]\nservices = mine\n[services mine]\nsts =\n"
                 " endpoint_url = http://localhost:1/file\n");
    expect_endpoint("http://localhost:1/file");
    setenv("AWS_ENDPOINT_URL_STS", "https://sts.example:443", 1);
    expect_endpoint("https://sts.example/");
    setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "True", 1);
    expect_endpoint(US_EAST_1);
    unsetenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");
    write_config("[default]\nignore_configured_endpoint_urls = true\n");
    expect_endpoint(US_EAST_1);
}

/* A token for a role must not go to whoever keeps the objects. */
static void test_endpoint_for_everything_is_not_for_roles(UNUSED void **state)
{
    set_role_of_environment();
    setenv("AWS_ENDPOINT_URL", "http://minio.example:9000", 1);
    expect_endpoint(US_EAST_1);
}

static void test_endpoint_that_is_none(UNUSED void **state)
{
    static const char *const urls[] = {"sts.example", "https://sts.example/?a=b",
                                       "https://sts.example/%41"};

    set_role_of_environment();
    for (size_t i = 0; i < ARRAY_LENGTH(urls); i++) {
        char reason[256];

        setenv("AWS_ENDPOINT_URL_STS", urls[i], 1);
        snprintf(reason, sizeof reason,
                 "AWS_ENDPOINT_URL_STS: %s: is no URL such as https://HOST:PORT/PATH", urls[i]);
        expect_failure(TWATFS_AUTH, reason);
    }
}

static void test_password_in_an_endpoint_is_not_shown(UNUSED void **state)
{
    set_role_of_environment();
    setenv("AWS_ENDPOINT_URL_STS", "https://user:word@sts.example/", 1);
    expect_failure(TWATFS_AUTH,
                   "AWS_ENDPOINT_URL_STS: (not shown: leave user name and password out): is no URL "
                   "such as https://HOST:PORT/PATH");
}

static void test_region_that_is_none(UNUSED void **state)
{
    set_role_of_environment();
    setenv("AWS_REGION", "x.evil.example/", 1);
    expect_failure(TWATFS_AUTH, "region: \"x.evil.example/\" is none");
}

static void expect_answer(twatfs_status outcome, int32_t status, const char *answer,
                          twatfs_status expected, const char *reason)
{
    host.requests = 0;
    expect_requests((const struct step[STEPS_MAX]){
        {"POST", US_EAST_1, NULL, NULL, NULL, outcome, status, answer}});
    expect_failure(expected, reason);
    assert_int_equal(host.requests, 1);
}

static void test_refusals_of_a_role(UNUSED void **state)
{
    set_role_of_environment();
    expect_answer(TWATFS_OK, 403, STS_ERROR("AccessDenied", "not you"), TWATFS_AUTH,
                  "AWS_ROLE_ARN: STS: HTTP 403 AccessDenied: not you");
    expect_answer(TWATFS_OK, 403, "<html>no", TWATFS_AUTH, "AWS_ROLE_ARN: STS: HTTP 403");
    expect_answer(TWATFS_OK, 301, "", TWATFS_AUTH, "AWS_ROLE_ARN: STS: HTTP 301");
}

static void test_refusals_that_pass(UNUSED void **state)
{
    set_role_of_environment();
    expect_answer(TWATFS_OK, 503, "", TWATFS_TEMPORARY, "AWS_ROLE_ARN: STS: HTTP 503");
    expect_answer(TWATFS_OK, 400, STS_ERROR("Throttling", "Rate exceeded"), TWATFS_TEMPORARY,
                  "AWS_ROLE_ARN: STS: HTTP 400 Throttling: Rate exceeded");
    expect_answer(TWATFS_OK, 400, STS_ERROR("IDPCommunicationError", "x"), TWATFS_TEMPORARY,
                  "AWS_ROLE_ARN: STS: HTTP 400 IDPCommunicationError: x");
}

static void test_no_answer_about_a_role(UNUSED void **state)
{
    set_role_of_environment();
    expect_answer(TWATFS_TEMPORARY, 0, NULL, TWATFS_TEMPORARY, "no answer");
    expect_answer(TWATFS_CANCELLED, 0, NULL, TWATFS_CANCELLED, "no answer");
    assert_contains(host.log, "3000 AWS_ROLE_ARN: asking sts.us-east-1.amazonaws.com\n");
}

static void test_answers_without_a_role(UNUSED void **state)
{
    set_role_of_environment();
    expect_answer(TWATFS_OK, 200, "", TWATFS_AUTH, "AWS_ROLE_ARN: gave no access key id");
    expect_answer(TWATFS_OK, 200, "{}", TWATFS_AUTH, "AWS_ROLE_ARN: gave no access key id");
    expect_answer(TWATFS_OK, 200, STS_ANSWER("AssumeRoleWithWebIdentity"), TWATFS_AUTH,
                  "AWS_ROLE_ARN: gave no access key id");
    expect_answer(TWATFS_OK, 200,
                  "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId>"
                  "</Credentials></AssumeRoleResult></AssumeRoleResponse>",
                  TWATFS_AUTH, "AWS_ROLE_ARN: gave no secret access key");
}

static void test_role_that_is_expired_at_once(UNUSED void **state)
{
    set_role_of_environment();
    expect_answer(TWATFS_OK, 200,
                  "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId>"
                  "<SecretAccessKey>s</SecretAccessKey><Expiration>2020-01-01T00:00:00Z"
                  "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>",
                  TWATFS_AUTH, "AWS_ROLE_ARN: expired at 2020-01-01T00:00:00Z");
}

/* ---- Web identity ---- */

static void set_web_identity(const char *token)
{
    setenv("AWS_ROLE_ARN", ROLE, 1);
    setenv("AWS_WEB_IDENTITY_TOKEN_FILE", write_text("token", token), 1);
}

static twatfs_status check_web_identity(struct s3_host *asked,
                                        const struct twatfs_http_request *request,
                                        struct s3_reply *reply)
{
    (void)asked;
    assert_string_equal(request->url, US_EAST_1);
    assert_null(s3_request_header(request, "Authorization"));
    assert_null(s3_request_header(request, "X-Amz-Security-Token"));
    assert_contains((const char *)request->body,
                    "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&" ROLE_FORM
                    "&RoleSessionName=twatfs-");
    assert_contains((const char *)request->body, "&WebIdentityToken=ey.a%2Fb-c_d");
    assert_int_equal(((const char *)request->body)[request->body_length - 1], 'd');
    reply->body = STS_ANSWER("AssumeRoleWithWebIdentity");
    return TWATFS_OK;
}

static void test_web_identity_is_not_signed(UNUSED void **state)
{
    set_web_identity("ey.a/b-c_d\n");
    host.http = check_web_identity;
    expect_found("ASIAROLE", "role/secret+", "role//token==", "AWS_WEB_IDENTITY_TOKEN_FILE");
    assert_int_equal(host.requests, 1);
    assert_true(s3_host_knows_secret(&host, "ey.a/b-c_d"));
}

static void test_keys_go_before_web_identity(UNUSED void **state)
{
    set_web_identity("ey");
    set_keys();
    expect_found("AKIAENV", "env-secret", NULL, "environment");
}

static void test_web_identity_of_a_profile(UNUSED void **state)
{
    char config[512];

    snprintf(config, sizeof config,
             "[default]\nrole_arn = " ROLE "\nweb_identity_token_file = %s\n"
             "role_session_name = me\n",
             write_text("token", "ey"));
    write_config(config);
    expect_requests((const struct step[STEPS_MAX]){
        {"POST", US_EAST_1, NULL, NULL, "&RoleSessionName=me&WebIdentityToken=ey", TWATFS_OK, 200,
         STS_ANSWER("AssumeRoleWithWebIdentity")}});
    expect_assumed_role("profile default: role " ROLE);
}

static void test_web_identity_as_the_source_of_a_profile(UNUSED void **state)
{
    char config[512];

    snprintf(config, sizeof config,
             "[default]\nrole_arn = " ROLE "\nsource_profile = b\n"
             "[profile b]\nrole_arn = arn:b\nweb_identity_token_file = %s\n",
             write_text("token", "ey"));
    write_config(config);
    expect_requests((const struct step[STEPS_MAX]){
        {"POST", US_EAST_1, NULL, NULL, "&RoleArn=arn%3Ab&", TWATFS_OK, 200,
         STS_ANSWER("AssumeRoleWithWebIdentity")},
        {"POST", US_EAST_1, "X-Amz-Security-Token", "role//token==", ROLE_FORM, TWATFS_OK, 200,
         STS_ANSWER("AssumeRole")}});
    expect_assumed_role("profile default: role " ROLE);
}

static void test_web_identity_without_a_token(UNUSED void **state)
{
    char reason[256];
    CLEANUP_FREE char *large = malloc(20002);

    set_web_identity(" \n");
    snprintf(reason, sizeof reason, "AWS_WEB_IDENTITY_TOKEN_FILE: %s/token: is empty",
             scratch.path);
    expect_failure(TWATFS_AUTH, reason);
    assert_non_null(large);
    memset(large, 'a', 20001);
    large[20001] = '\0';
    set_web_identity(large);
    snprintf(reason, sizeof reason, "AWS_WEB_IDENTITY_TOKEN_FILE: %s/token: is too large",
             scratch.path);
    expect_failure(TWATFS_AUTH, reason);
    setenv("AWS_WEB_IDENTITY_TOKEN_FILE", "/nonexistent/token", 1);
    expect_failure(TWATFS_AUTH, "AWS_WEB_IDENTITY_TOKEN_FILE: /nonexistent/token: is not there");
}

static void test_web_identity_refused(UNUSED void **state)
{
    set_web_identity("ey");
    expect_answer(
        TWATFS_OK, 400, STS_ERROR("ExpiredTokenException", "Token expired"), TWATFS_AUTH,
        "AWS_WEB_IDENTITY_TOKEN_FILE: STS: HTTP 400 ExpiredTokenException: Token expired");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_role_of_the_environment),
        TEST(test_endpoint_follows_the_region),
        TEST(test_endpoint_that_was_set),
        TEST(test_endpoint_for_everything_is_not_for_roles),
        TEST(test_endpoint_that_is_none),
        TEST(test_password_in_an_endpoint_is_not_shown),
        TEST(test_region_that_is_none),
        TEST(test_refusals_of_a_role),
        TEST(test_refusals_that_pass),
        TEST(test_no_answer_about_a_role),
        TEST(test_answers_without_a_role),
        TEST(test_role_that_is_expired_at_once),
        TEST(test_web_identity_is_not_signed),
        TEST(test_keys_go_before_web_identity),
        TEST(test_web_identity_of_a_profile),
        TEST(test_web_identity_as_the_source_of_a_profile),
        TEST(test_web_identity_without_a_token),
        TEST(test_web_identity_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
