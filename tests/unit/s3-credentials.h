/* s3-credentials.h: what the tests of the sources of credentials share.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef UNIT_S3_CREDENTIALS_H
#define UNIT_S3_CREDENTIALS_H

#include "scratch.h"

#include "s3-host.h"
#include "../../plugins/s3/credentials.h"

#define LATER   "2099-01-02T03:04:05Z"
#define LATER_S INT64_C(4071006245)

static struct scratch scratch;
static struct s3_host host;
static struct credentials found;

UNUSED static int begin(void **state)
{
    (void)state;
    s3_host_open(&host);
    scratch_open(&scratch);
    setenv("HOME", scratch.path, 1);
    setenv("AWS_EC2_METADATA_DISABLED", "true", 1);
    make_directory(scratch_path(&scratch, ".aws"), 0700);
    found = (struct credentials){0};
    return 0;
}

UNUSED static int end(void **state)
{
    (void)state;
    credentials_free(&found);
    scratch_close(&scratch);
    s3_host_close(&host);
    return 0;
}

UNUSED static const char *write_text(const char *name, const char *text)
{
    const char *path = scratch_path(&scratch, "%s", name);

    write_file(path, text, strlen(text), 0600);
    return path;
}

UNUSED static void write_config(const char *text)
{
    write_text(".aws/config", text);
}

UNUSED static void write_credentials(const char *text)
{
    write_text(".aws/credentials", text);
}

UNUSED static void expect_found(const char *access_key, const char *secret_key,
                                const char *session_token, const char *source)
{
    if (credentials_find(&host.call, &found) != TWATFS_OK)
        fail_msg("%s", host.reason);
    assert_string_equal(found.access_key, access_key);
    assert_string_equal(found.secret_key, secret_key);
    if (session_token == NULL)
        assert_null(found.session_token);
    else
        assert_string_equal(found.session_token, session_token);
    assert_string_equal(found.source, source);
    assert_true(s3_host_knows_secret(&host, secret_key));
    assert_true(session_token == NULL || s3_host_knows_secret(&host, session_token));
}

UNUSED static void expect_failure(twatfs_status status, const char *reason)
{
    assert_int_equal(credentials_find(&host.call, &found), status);
    assert_null(found.access_key);
    assert_null(found.secret_key);
    assert_null(found.source_text);
    assert_string_equal(host.reason, reason);
    assert_int_equal(host.failure, status);
}

/* ---- What http is asked, one request after the other ---- */

struct step {
    const char *method, *url;
    const char *header, *value; /* one that it must have; or NULL */
    const char *body;           /* a part of it; or NULL */
    twatfs_status outcome;      /* other than TWATFS_OK: no answer */
    int32_t status;
    const char *answer;
};

#define STEPS_MAX 8

UNUSED static twatfs_status play(struct s3_host *asked, const struct twatfs_http_request *request,
                                 struct s3_reply *reply)
{
    const struct step *step = (const struct step *)asked->data + asked->requests - 1;
    char body[4096] = "";

    if (asked->requests > STEPS_MAX || step->url == NULL)
        fail_msg("%s: one request too many", request->url);
    assert_string_equal(request->url, step->url);
    assert_string_equal(request->method, step->method);
    if (step->header != NULL)
        assert_string_equal(s3_request_header(request, step->header), step->value);
    assert_true(request->body_length < sizeof body);
    if (request->body != NULL)
        memcpy(body, request->body, request->body_length);
    if (step->body != NULL)
        assert_contains(body, step->body);
    reply->status = step->status;
    reply->body = step->answer != NULL ? step->answer : "";
    return step->outcome;
}

UNUSED static void expect_requests(const struct step steps[STEPS_MAX])
{
    static struct step copy[STEPS_MAX];

    memcpy(copy, steps, sizeof copy);
    host.http = play;
    host.data = copy;
}

/* Whether all were asked. */
UNUSED static void expect_end_of_requests(void)
{
    const struct step *steps = host.data;

    assert_true(host.requests == STEPS_MAX || steps[host.requests].url == NULL);
}

#define ROLE      "arn:aws:iam::123456789012:role/r"
#define ROLE_FORM "RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fr"

#define STS_ANSWER(action)                                                                         \
    "<" action "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><" action "Result>"   \
    "<Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>role/secret+</SecretAccess"  \
    "Key><SessionToken>role//token==</SessionToken><Expiration>" LATER "</Expiration>"             \
    "</Credentials></" action "Result></" action "Response>"

#define STS_ERROR(code, message)                                                                   \
    "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>"                   \
    "<Type>Sender</Type><Code>" code "</Code><Message>" message "</Message></Error>"               \
    "<RequestId>1</RequestId></ErrorResponse>"

#define US_EAST_1 "https://sts.us-east-1.amazonaws.com/"

UNUSED static void expect_assumed_role(const char *source)
{
    expect_found("ASIAROLE", "role/secret+", "role//token==", source);
    assert_int_equal(found.expires_s, LATER_S);
    expect_end_of_requests();
}

UNUSED static void set_keys(void)
{
    setenv("AWS_ACCESS_KEY_ID", "AKIAENV", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "env-secret", 1);
}

#define JSON_ANSWER                                                                                \
    "{\"AccessKeyId\":\"ASIAHOST\",\"SecretAccessKey\":\"host/secret\","                           \
    "\"Token\":\"host//token\",\"Expiration\":\"" LATER "\"}"

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

#endif
