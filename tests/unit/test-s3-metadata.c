/* test-s3-metadata.c: the credentials of containers and instances.
 *
 * SPDX-License-Identifier: MIT
 */
#include "s3-credentials.h"

#include <time.h>

/* ---- Containers ---- */

static void set_container(const char *url)
{
    setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", url, 1);
}

static void expect_container(const char *url, const char *authorization)
{
    host.requests = 0;
    expect_requests((const struct step[STEPS_MAX]){
        {"GET", url, authorization != NULL ? "Authorization" : "Accept",
         authorization != NULL ? authorization : "application/json", NULL, TWATFS_OK, 200,
         JSON_ANSWER}});
    expect_found("ASIAHOST", "host/secret", "host//token", "container");
    assert_int_equal(found.expires_s, LATER_S);
    assert_int_equal(host.requests, 1);
    credentials_free(&found);
}

static void test_container_by_its_path(UNUSED void **state)
{
    setenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1?a=1", 1);
    set_container("http://evil.example/");
    expect_container("http://169.254.170.2/v2/credentials/1?a=1", NULL);
}

static void test_container_by_its_url(UNUSED void **state)
{
    set_container("http://localhost:8080/a");
    expect_container("http://localhost:8080/a", NULL);
    set_container("http://127.0.0.1/a");
    expect_container("http://127.0.0.1/a", NULL);
    set_container("http://[::1]:99/a");
    expect_container("http://[::1]:99/a", NULL);
    set_container("http://169.254.170.2/a");
    expect_container("http://169.254.170.2/a", NULL);
    set_container("http://169.254.170.23/v1/credentials");
    expect_container("http://169.254.170.23/v1/credentials", NULL);
    set_container("http://[fd00:ec2:0::23]/v1/credentials");
    expect_container("http://[fd00:ec2::23]/v1/credentials", NULL);
    set_container("https://anywhere.example/a");
    expect_container("https://anywhere.example/a", NULL);
}

/* What holds an "@" may hold a password. */
#define HIDDEN "(not shown: leave user name and password out)"

static void expect_container_refused(const char *variable, const char *value, const char *why)
{
    char reason[512];

    unsetenv("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    setenv(variable, value, 1);
    snprintf(reason, sizeof reason, "%s: %s: %s", variable,
             strchr(value, '@') == NULL ? value : HIDDEN, why);
    expect_failure(TWATFS_AUTH, reason);
}

static void test_container_elsewhere_is_refused(UNUSED void **state)
{
    static const char *const elsewhere[] = {
        "http://evil.example/",      "http://169.254.170.3/", "http://169.254.169.254/",
        "http://[fd00:ec2::24]/",    "http://192.168.0.1/",   "http://169.254.170.2.evil.example/",
        "http://127.0.0.1.example/",
    };
    static const char *const none[] = {"http://169.254.170.2@evil.example/", "ftp://localhost/",
                                       "localhost/a", "http://localhost/\n", "http://0x7f000001/"};
    static const char *const paths[] = {"@evil.example/", ".evil.example/", "https://evil.example/",
                                        "v2"};

    for (size_t i = 0; i < ARRAY_LENGTH(elsewhere); i++)
        expect_container_refused("AWS_CONTAINER_CREDENTIALS_FULL_URI", elsewhere[i],
                                 "must be https, or on this machine");
    for (size_t i = 0; i < ARRAY_LENGTH(none); i++)
        expect_container_refused("AWS_CONTAINER_CREDENTIALS_FULL_URI", none[i], "is no such URL");
    for (size_t i = 0; i < ARRAY_LENGTH(paths); i++)
        expect_container_refused("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", paths[i],
                                 "is no such URL");
    assert_int_equal(host.requests, 0);
}

static void test_container_with_a_token(UNUSED void **state)
{
    set_container("http://localhost/a");
    setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic abcd", 1);
    expect_container("http://localhost/a", "Basic abcd");
    setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", write_text("token", "of-the-file\n"), 1);
    expect_container("http://localhost/a", "of-the-file");
    assert_true(s3_host_knows_secret(&host, "of-the-file"));
}

static void test_container_with_a_bad_token(UNUSED void **state)
{
    set_container("http://localhost/a");
    setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN", "a\r\nX-Evil: 1", 1);
    expect_failure(TWATFS_AUTH, "container: its authorization token holds a line break");
    setenv("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/nonexistent", 1);
    expect_failure(TWATFS_AUTH,
                   "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: /nonexistent: is not there");
}

static void expect_container_answer(twatfs_status outcome, int32_t status, const char *answer,
                                    twatfs_status expected, const char *reason)
{
    set_container("http://localhost/a");
    host.requests = 0;
    expect_requests((const struct step[STEPS_MAX]){
        {"GET", "http://localhost/a", NULL, NULL, NULL, outcome, status, answer}});
    expect_failure(expected, reason);
}

static void test_container_that_fails(UNUSED void **state)
{
    expect_container_answer(TWATFS_OK, 403, "{\"code\":\"x\",\"message\":\"not you\"}", TWATFS_AUTH,
                            "container: HTTP 403: not you");
    expect_container_answer(TWATFS_OK, 302, "", TWATFS_AUTH, "container: HTTP 302");
    expect_container_answer(TWATFS_OK, 500, "<html>", TWATFS_TEMPORARY, "container: HTTP 500");
    expect_container_answer(TWATFS_OK, 429, "", TWATFS_TEMPORARY, "container: HTTP 429");
    expect_container_answer(TWATFS_OK, 200, "<html>", TWATFS_AUTH,
                            "container: gave no access key id");
    expect_container_answer(TWATFS_OK, 200, "{\"code\":\"x\",\"message\":\"not you\"}", TWATFS_AUTH,
                            "container: gave no access key id");
    expect_container_answer(TWATFS_TEMPORARY, 0, NULL, TWATFS_TEMPORARY,
                            "container: http://localhost/a: no answer");
    expect_container_answer(TWATFS_CANCELLED, 0, NULL, TWATFS_CANCELLED, "no answer");
}

/* ---- Instances ---- */

#define METADATA "http://169.254.169.254/latest/"
#define IAM      METADATA "meta-data/iam/security-credentials/"

#define TOKEN_STEP                                                                                 \
    {                                                                                              \
        "PUT", METADATA "api/token", "X-aws-ec2-metadata-token-ttl-seconds", "21600", NULL,        \
            TWATFS_OK, 200, "AQAEA-_token=="                                                       \
    }
#define ROLE_STEP                                                                                  \
    {                                                                                              \
        "GET", IAM, "X-aws-ec2-metadata-token", "AQAEA-_token==", NULL, TWATFS_OK, 200,            \
            "my-role+=,.@_\n"                                                                      \
    }
#define CREDENTIALS_STEP(answer)                                                                   \
    {                                                                                              \
        "GET", IAM "my-role+=,.@_", "X-aws-ec2-metadata-token", "AQAEA-_token==", NULL, TWATFS_OK, \
            200, answer                                                                            \
    }

static void test_instance(UNUSED void **state)
{
    unsetenv("AWS_EC2_METADATA_DISABLED");
    expect_requests((const struct step[STEPS_MAX]){
        TOKEN_STEP, ROLE_STEP,
        CREDENTIALS_STEP("{\"Code\":\"Success\",\"Type\":\"AWS-HMAC\",\"AccessKeyId\":\"ASIAEC2\","
                         "\"SecretAccessKey\":\"ec2/secret\",\"Token\":\"ec2//token\","
                         "\"Expiration\":\"" LATER "\"}")});
    expect_found("ASIAEC2", "ec2/secret", "ec2//token", "instance metadata: role my-role+=,.@_");
    assert_int_equal(found.expires_s, LATER_S);
    assert_true(s3_host_knows_secret(&host, "AQAEA-_token=="));
    expect_end_of_requests();
}

static twatfs_status check_patience(struct s3_host *asked,
                                    const struct twatfs_http_request *request,
                                    struct s3_reply *reply)
{
    (void)asked;
    (void)reply;
    assert_int_equal(request->timeout_ms, 1000);
    return TWATFS_TEMPORARY;
}

static void test_no_instance_is_found_out_in_a_second(UNUSED void **state)
{
    unsetenv("AWS_EC2_METADATA_DISABLED");
    host.http = check_patience;
    expect_failure(TWATFS_AUTH,
                   "no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (environment: "
                   "AWS_ACCESS_KEY_ID is not set; profile default: there is none; web identity: "
                   "AWS_WEB_IDENTITY_TOKEN_FILE is not set; container: "
                   "AWS_CONTAINER_CREDENTIALS_FULL_URI is not set; instance metadata: no answer "
                   "from http://169.254.169.254)");
    assert_int_equal(host.requests, 1);
}

static void test_instance_that_is_not_to_be_asked(UNUSED void **state)
{
    setenv("AWS_EC2_METADATA_DISABLED", "TRUE", 1);
    assert_int_equal(credentials_find(&host.call, &found), TWATFS_AUTH);
    assert_contains(host.reason, "; instance metadata: AWS_EC2_METADATA_DISABLED is true)");
    assert_int_equal(host.requests, 0);
}

static void expect_instance_at(const char *url)
{
    char token[256], role[256];

    snprintf(token, sizeof token, "%s/latest/api/token", url);
    snprintf(role, sizeof role, "%s/latest/meta-data/iam/security-credentials/", url);
    host.requests = 0;
    expect_requests((const struct step[STEPS_MAX]){
        {"PUT", token, NULL, NULL, NULL, TWATFS_OK, 200, "T"},
        {"GET", role, "X-aws-ec2-metadata-token", "T", NULL, TWATFS_OK, 404, ""}});
    assert_int_equal(credentials_find(&host.call, &found), TWATFS_AUTH);
    assert_contains(host.reason, "; instance metadata: the instance has no role)");
    assert_int_equal(host.requests, 2);
}

static void test_where_the_instances_service_is(UNUSED void **state)
{
    unsetenv("AWS_EC2_METADATA_DISABLED");
    expect_instance_at("http://169.254.169.254");
    setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ipv6", 1);
    expect_instance_at("http://[fd00:ec2::254]");
    setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1338/", 1);
    expect_instance_at("http://127.0.0.1:1338");
    setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1338/proxy", 1);
    expect_instance_at("http://127.0.0.1:1338/proxy");
    setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", "169.254.169.254", 1);
    expect_failure(TWATFS_AUTH, "AWS_EC2_METADATA_SERVICE_ENDPOINT: 169.254.169.254: is no URL "
                                "such as http://HOST:PORT");
    setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://user:word@169.254.169.254", 1);
    expect_failure(TWATFS_AUTH, "AWS_EC2_METADATA_SERVICE_ENDPOINT: " HIDDEN ": is no URL such as "
                                "http://HOST:PORT");
}

static void expect_instance_answers(const struct step steps[STEPS_MAX], twatfs_status status,
                                    const char *reason)
{
    host.requests = 0;
    expect_requests(steps);
    assert_int_equal(credentials_find(&host.call, &found), status);
    assert_null(found.access_key);
    assert_contains(host.reason, reason);
    expect_end_of_requests();
}

static void test_instance_that_gives_no_session(UNUSED void **state)
{
    static const struct step answers[] = {
        {"PUT", METADATA "api/token", NULL, NULL, NULL, TWATFS_OK, 403, ""},
        {"PUT", METADATA "api/token", NULL, NULL, NULL, TWATFS_OK, 200, ""},
        {"PUT", METADATA "api/token", NULL, NULL, NULL, TWATFS_OK, 200, "<html>log in</html>"},
        {"PUT", METADATA "api/token", NULL, NULL, NULL, TWATFS_OK, 200, "two words"},
    };

    unsetenv("AWS_EC2_METADATA_DISABLED");
    for (size_t i = 0; i < ARRAY_LENGTH(answers); i++)
        expect_instance_answers((const struct step[STEPS_MAX]){answers[i]}, TWATFS_AUTH,
                                i == 0 ? "; instance metadata: http://169.254.169.254: HTTP 403, "
                                         "and no token)"
                                       : "; instance metadata: http://169.254.169.254: HTTP 200, "
                                         "and no token)");
}

static void test_instance_and_a_user_who_wants_an_end(UNUSED void **state)
{
    unsetenv("AWS_EC2_METADATA_DISABLED");
    expect_instance_answers((const struct step[STEPS_MAX]){{"PUT", METADATA "api/token", NULL, NULL,
                                                            NULL, TWATFS_CANCELLED, 0, NULL}},
                            TWATFS_CANCELLED, "no answer");
}

static void test_instance_with_a_strange_role(UNUSED void **state)
{
    static const char *const names[] = {
        "",
        "../../user-data",
        "a/b",
        "<html>",
        "a b",
        "a%2fb",
        "a123456789b123456789c123456789d123456789e123456789f1234567890abcd"};

    unsetenv("AWS_EC2_METADATA_DISABLED");
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++)
        expect_instance_answers(
            (const struct step[STEPS_MAX]){
                TOKEN_STEP, {"GET", IAM, NULL, NULL, NULL, TWATFS_OK, 200, names[i]}},
            TWATFS_AUTH, "instance metadata: the answer is no role's name");
}

static void test_instance_that_fails(UNUSED void **state)
{
    unsetenv("AWS_EC2_METADATA_DISABLED");
    expect_instance_answers(
        (const struct step[STEPS_MAX]){TOKEN_STEP,
                                       {"GET", IAM, NULL, NULL, NULL, TWATFS_OK, 503, ""}},
        TWATFS_TEMPORARY, "instance metadata: role: HTTP 503");
    expect_instance_answers(
        (const struct step[STEPS_MAX]){TOKEN_STEP,
                                       {"GET", IAM, NULL, NULL, NULL, TWATFS_TEMPORARY, 0, NULL}},
        TWATFS_TEMPORARY, "instance metadata: http://169.254.169.254: no answer");
    expect_instance_answers(
        (const struct step[STEPS_MAX]){TOKEN_STEP, ROLE_STEP, CREDENTIALS_STEP("<html>")},
        TWATFS_AUTH, "instance metadata: role my-role+=,.@_: gave no access key id");
}

static void test_instance_that_fails_with_status_200(UNUSED void **state)
{
    unsetenv("AWS_EC2_METADATA_DISABLED");
    expect_instance_answers(
        (const struct step[STEPS_MAX]){
            TOKEN_STEP, ROLE_STEP,
            CREDENTIALS_STEP("{\"Code\":\"AssumeRoleUnauthorizedAccess\",\"Message\":\"EC2 cannot "
                             "assume the role\"}")},
        TWATFS_AUTH,
        "instance metadata: role my-role+=,.@_: AssumeRoleUnauthorizedAccess: EC2 cannot assume "
        "the role");
}

/* They are still honoured then. */
static void test_instance_with_old_credentials(UNUSED void **state)
{
    int64_t now = (int64_t)time(NULL);

    unsetenv("AWS_EC2_METADATA_DISABLED");
    expect_requests((const struct step[STEPS_MAX]){
        TOKEN_STEP, ROLE_STEP,
        CREDENTIALS_STEP("{\"Code\":\"Success\",\"AccessKeyId\":\"ASIAEC2\",\"SecretAccessKey\":"
                         "\"s\",\"Token\":\"t\",\"Expiration\":\"2020-01-01T00:00:00Z\"}")});
    expect_found("ASIAEC2", "s", "t", "instance metadata: role my-role+=,.@_");
    assert_in_range(found.expires_s, now + 600, now + 660);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_container_by_its_path),
        TEST(test_container_by_its_url),
        TEST(test_container_elsewhere_is_refused),
        TEST(test_container_with_a_token),
        TEST(test_container_with_a_bad_token),
        TEST(test_container_that_fails),
        TEST(test_instance),
        TEST(test_no_instance_is_found_out_in_a_second),
        TEST(test_instance_that_is_not_to_be_asked),
        TEST(test_where_the_instances_service_is),
        TEST(test_instance_that_gives_no_session),
        TEST(test_instance_and_a_user_who_wants_an_end),
        TEST(test_instance_with_a_strange_role),
        TEST(test_instance_that_fails),
        TEST(test_instance_that_fails_with_status_200),
        TEST(test_instance_with_old_credentials),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
