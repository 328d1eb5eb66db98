/* test-s3-store.c: what a store's answers say, and the remedies that can be applied at once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <time.h>

#include "s3-host.h"
#include "s3/store.h"

static struct s3_host host;
static struct store store;
static struct store_answer answer;
static struct twatfs_http_response response;

static int begin(void **state)
{
    (void)state;
    s3_host_open(&host);
    store = (struct store){
        .location = {.region = strdup("us-east-1"), .host = strdup("h"), .amazon = true}};
    pthread_mutex_init(&store.lock, NULL);
    answer = (struct store_answer){.retry_after_s = 0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    store_answer_free(&answer);
    location_free(&store.location);
    credentials_free(&store.credentials);
    pthread_mutex_destroy(&store.lock);
    s3_host_close(&host);
    return 0;
}

static void read_answer(int status, const char *body)
{
    store_answer_free(&answer);
    response = (struct twatfs_http_response)TWATFS_HTTP_RESPONSE_INIT;
    response.status = status;
    response.body = body;
    response.body_length = strlen(body);
    store_read(&host.call, &response, &answer);
}

/* With a bit set of its own, as each request has. */
static bool remedy(void)
{
    const struct store_signed made = {.generation = 0};
    unsigned tried = 0;

    return store_remedy(&host.call, &store, &made, &response, &answer, &tried);
}

/* A Date header so many seconds from now. */
static void set_date(int64_t ahead_s)
{
    static char text[64];
    static const char *headers[] = {"Date", text, NULL};
    time_t when = time(NULL) + ahead_s;
    struct tm parts;

    gmtime_r(&when, &parts);
    strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    host.headers = headers;
}

/* ---- Answers ---- */

static void success_has_no_error(void **state)
{
    (void)state;
    read_answer(200, "");
    assert_int_equal(answer.error.status, 0);
    read_answer(200, "<CompleteMultipartUploadResult/>");
    assert_int_equal(answer.error.status, 0);
    read_answer(204, "");
    assert_int_equal(answer.error.status, 0);
}

static void an_error_in_200_is_one(void **state)
{
    (void)state;
    read_answer(200, " \r\n\r\n<?xml version=\"1.0\"?><Error><Code>InternalError</Code></Error>");
    assert_int_equal(answer.error.status, 200);
    assert_string_equal(answer.error.code, "InternalError");
    assert_int_equal(answer.verdict.status, TWATFS_TEMPORARY);
}

static void a_redirect_is_an_error(void **state)
{
    (void)state;
    read_answer(304, "");
    assert_int_equal(answer.error.status, 304);
    read_answer(307, "");
    assert_int_equal(answer.error.status, 307);
}

static void what_is_no_xml_has_a_status_only(void **state)
{
    (void)state;
    read_answer(503, "<html><p>Service<br>Unavailable");
    assert_int_equal(answer.error.status, 503);
    assert_string_equal(answer.error.code, "");
    assert_string_equal(answer.error.message, "");
}

static void retry_after_is_in_seconds(void **state)
{
    static const char *headers[] = {"Retry-After", "7", NULL};

    (void)state;
    host.headers = headers;
    read_answer(503, "");
    assert_int_equal(answer.retry_after_s, 7);
    headers[1] = "-7";
    read_answer(503, "");
    assert_int_equal(answer.retry_after_s, 0);
    headers[1] = "9999999999999999999";
    read_answer(503, "");
    assert_int_equal(answer.retry_after_s, 100000);
}

/* ---- Region ---- */

static void the_header_names_the_region_first(void **state)
{
    static const char *const headers[] = {"x-amz-bucket-region", "eu-west-1", NULL};

    (void)state;
    host.headers = headers;
    read_answer(301, "<Error><Code>PermanentRedirect</Code><Region>eu-west-2</Region></Error>");
    assert_string_equal(answer.error.region, "eu-west-1");
}

static void the_endpoint_names_the_region_last(void **state)
{
    (void)state;
    read_answer(307, "<Error><Code>TemporaryRedirect</Code>"
                     "<Endpoint>bucket.s3-eu-west-3.amazonaws.com</Endpoint></Error>");
    assert_string_equal(answer.error.region, "eu-west-3");
    assert_true(remedy());
    assert_string_equal(store.location.host, "s3.eu-west-3.amazonaws.com");
}

static void an_endpoint_elsewhere_names_nothing(void **state)
{
    (void)state;
    read_answer(307, "<Error><Code>TemporaryRedirect</Code>"
                     "<Endpoint>s3.eu-west-3.evil.example</Endpoint></Error>");
    assert_null(answer.error.region);
    assert_false(remedy());
    assert_string_equal(store.location.host, "h");
}

static void a_request_signed_before_another_moved_is_sent_again(void **state)
{
    (void)state;
    read_answer(301, "<Error><Code>PermanentRedirect</Code><Region>eu-west-2</Region></Error>");
    assert_true(remedy());
    assert_true(remedy()); /* of another request, signed for the old region */
    assert_string_equal(store.location.region, "eu-west-2");
}

static void a_remedy_works_once_for_a_request(void **state)
{
    const struct store_signed made = {.generation = 0};
    unsigned tried = 0;

    (void)state;
    read_answer(301, "<Error><Code>PermanentRedirect</Code><Region>eu-west-2</Region></Error>");
    assert_true(store_remedy(&host.call, &store, &made, &response, &answer, &tried));
    assert_false(store_remedy(&host.call, &store, &made, &response, &answer, &tried));
}

/* ---- Clock ---- */

#define SKEWED "<Error><Code>RequestTimeTooSkewed</Code>"

static void the_clock_is_learned_from_the_words(void **state)
{
    (void)state;
    read_answer(403, SKEWED "<ServerTime>2099-01-02T03:04:05Z</ServerTime></Error>");
    assert_true(remedy());
    assert_in_range(store_now_s(&store), INT64_C(4071006245), INT64_C(4071006255));
}

static void the_clock_is_learned_from_the_date(void **state)
{
    (void)state;
    set_date(-7200);
    read_answer(403, SKEWED "<ServerTime>soon</ServerTime></Error>");
    assert_true(remedy());
    assert_in_range(store.clock_offset_s + 7210, 9, 11);
}

static void without_a_time_the_clock_stays(void **state)
{
    (void)state;
    read_answer(403, SKEWED "</Error>");
    assert_false(remedy());
    assert_int_equal(store.clock_offset_s, 0);
}

static void a_refusal_without_words_may_be_the_clocks(void **state)
{
    (void)state;
    set_date(3600);
    read_answer(403, "");
    assert_int_equal(answer.verdict.remedy, S3_REMEDY_CLOCK);
    set_date(-3600);
    read_answer(403, "");
    assert_int_equal(answer.verdict.remedy, S3_REMEDY_CLOCK);
}

static void a_refusal_at_the_right_time_is_not_the_clocks(void **state)
{
    (void)state;
    set_date(60);
    read_answer(403, "");
    assert_int_equal(answer.verdict.remedy, S3_REMEDY_NONE);
    set_date(3600);
    read_answer(403, "<Error><Code>AccessDenied</Code></Error>");
    assert_int_equal(answer.verdict.remedy, S3_REMEDY_NONE);
    host.headers = NULL;
    read_answer(403, "");
    assert_int_equal(answer.verdict.remedy, S3_REMEDY_NONE);
}

/* ---- Credentials ---- */

static struct store *opened;

/* A bucket whose keys are those of the environment, and end in so many seconds. */
static void open_store(int64_t left_s)
{
    setenv("HOME", "/nonexistent", 1);
    setenv("AWS_EC2_METADATA_DISABLED", "true", 1);
    setenv("AWS_S3_BUCKET", "bucket", 1);
    setenv("AWS_ACCESS_KEY_ID", "ASIAOLD", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "secret", 1);
    assert_int_equal(store_open(&host.call, &opened), TWATFS_OK);
    opened->credentials.expires_s = (int64_t)time(NULL) + left_s;
}

/* The access key of a request that is signed now; NULL: it was not, for want of one. */
static void expect_signed_with(const char *key)
{
    const struct store_request request = {.method = "HEAD", .key = "k"};
    struct twatfs_http_request http;
    struct store_signed made;
    twatfs_status status = store_sign(&host.call, opened, &request, &made, &http);

    assert_int_equal(status, key != NULL ? TWATFS_OK : TWATFS_AUTH);
    if (key != NULL)
        assert_contains(made.authorization, key);
    store_signed_free(&made);
}

static void keys_that_end_soon_serve_where_there_are_no_others(void **state)
{
    (void)state;
    open_store(100);
    unsetenv("AWS_ACCESS_KEY_ID");
    expect_signed_with("ASIAOLD");
    assert_contains(host.log, "2000 the credentials end in ");
    opened->credentials.expires_s = (int64_t)time(NULL) - 1;
    expect_signed_with(NULL);
    store_close(opened);
}

static void keys_are_not_looked_for_at_each_request(void **state)
{
    (void)state;
    open_store(100);
    unsetenv("AWS_ACCESS_KEY_ID");
    expect_signed_with("ASIAOLD");
    setenv("AWS_ACCESS_KEY_ID", "ASIANEW", 1);
    expect_signed_with("ASIAOLD");
    opened->refresh_after_s = 0;
    expect_signed_with("ASIANEW");
    store_close(opened);
}

static void keys_that_have_ended_are_looked_for_at_once(void **state)
{
    (void)state;
    open_store(100);
    unsetenv("AWS_ACCESS_KEY_ID");
    expect_signed_with("ASIAOLD");
    setenv("AWS_ACCESS_KEY_ID", "ASIANEW", 1);
    opened->credentials.expires_s = (int64_t)time(NULL) - 1;
    expect_signed_with("ASIANEW");
    store_close(opened);
}

static int64_t in(int64_t seconds)
{
    return (int64_t)time(NULL) + seconds;
}

static void keys_that_end_before_a_link_are_found_anew(void **state)
{
    (void)state;
    open_store(1000);
    setenv("AWS_ACCESS_KEY_ID", "ASIANEW", 1);
    assert_int_equal(store_last_until(&host.call, opened, in(900)), TWATFS_OK);
    expect_signed_with("ASIAOLD");
    assert_int_equal(store_last_until(&host.call, opened, in(2000)), TWATFS_OK);
    expect_signed_with("ASIANEW");
    store_close(opened);
}

static void what_helped_is_done_again_at_once(void **state)
{
    (void)state;
    open_store(1000);
    assert_int_equal(store_last_until(&host.call, opened, in(2000)), TWATFS_OK);
    opened->credentials.expires_s = in(1000);
    setenv("AWS_ACCESS_KEY_ID", "ASIANEW", 1);
    assert_int_equal(store_last_until(&host.call, opened, in(2000)), TWATFS_OK);
    expect_signed_with("ASIANEW");
    store_close(opened);
}

static void what_did_not_help_is_not_done_again_at_once(void **state)
{
    (void)state;
    open_store(1000);
    unsetenv("AWS_ACCESS_KEY_ID");
    assert_int_equal(store_last_until(&host.call, opened, in(2000)), TWATFS_REFUSED);
    assert_contains(host.reason, "the credentials end before the link would");
    setenv("AWS_ACCESS_KEY_ID", "ASIANEW", 1);
    assert_int_equal(store_last_until(&host.call, opened, in(2000)), TWATFS_REFUSED);
    opened->refresh_after_s = 0;
    assert_int_equal(store_last_until(&host.call, opened, in(2000)), TWATFS_OK);
    store_close(opened);
}

static void keys_that_another_request_renewed_are_not_renewed_again(void **state)
{
    const struct store_request request = {.method = "HEAD", .key = "k"};
    struct twatfs_http_request http;
    struct store_signed made;
    unsigned tried = 0, tried_too = 0;

    (void)state;
    open_store(1000);
    assert_int_equal(store_sign(&host.call, opened, &request, &made, &http), TWATFS_OK);
    setenv("AWS_ACCESS_KEY_ID", "ASIANEW", 1);
    read_answer(400, "<Error><Code>ExpiredToken</Code></Error>");
    assert_true(store_remedy(&host.call, opened, &made, &response, &answer, &tried));
    unsetenv("AWS_ACCESS_KEY_ID"); /* there are no others any more */
    assert_true(store_remedy(&host.call, opened, &made, &response, &answer, &tried_too));
    expect_signed_with("ASIANEW");
    store_signed_free(&made);
    store_close(opened);
}

/* ---- Second chances ---- */

static unsigned hedges_to_be_had(void)
{
    unsigned count = 0;

    while (store_take_hedge(&store))
        count++;
    return count;
}

static void second_chances_are_few_for_all_uploads(void **state)
{
    (void)state;
    assert_int_equal(hedges_to_be_had(), 2);
    for (unsigned i = 0; i < 19; i++)
        store_count_put(&store);
    assert_int_equal(hedges_to_be_had(), 0);
    store_count_put(&store);
    assert_int_equal(hedges_to_be_had(), 1);
    for (unsigned i = 0; i < 1000; i++)
        store_count_put(&store);
    assert_int_equal(hedges_to_be_had(), 50);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(success_has_no_error),
        TEST(an_error_in_200_is_one),
        TEST(a_redirect_is_an_error),
        TEST(what_is_no_xml_has_a_status_only),
        TEST(retry_after_is_in_seconds),
        TEST(the_header_names_the_region_first),
        TEST(the_endpoint_names_the_region_last),
        TEST(an_endpoint_elsewhere_names_nothing),
        TEST(a_request_signed_before_another_moved_is_sent_again),
        TEST(a_remedy_works_once_for_a_request),
        TEST(the_clock_is_learned_from_the_words),
        TEST(the_clock_is_learned_from_the_date),
        TEST(without_a_time_the_clock_stays),
        TEST(a_refusal_without_words_may_be_the_clocks),
        TEST(a_refusal_at_the_right_time_is_not_the_clocks),
        TEST(keys_that_end_soon_serve_where_there_are_no_others),
        TEST(keys_are_not_looked_for_at_each_request),
        TEST(keys_that_have_ended_are_looked_for_at_once),
        TEST(keys_that_end_before_a_link_are_found_anew),
        TEST(what_helped_is_done_again_at_once),
        TEST(what_did_not_help_is_not_done_again_at_once),
        TEST(keys_that_another_request_renewed_are_not_renewed_again),
        TEST(second_chances_are_few_for_all_uploads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
