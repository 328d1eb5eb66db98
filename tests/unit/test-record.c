/* test-record.c: what became of a file, as JSON, and as an exit code.
 *
 * SPDX-License-Identifier: MIT
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "twatfs/provider.h" /* first: cmocka makes a macro of "fail" */

#include <cmocka.h>

#include "base/json.h"
#include "base/text.h"
#include "cli/dry-run.h"
#include "cli/outcome.h"
#include "cli/record.h"
#include "library/library.h"

static struct twatfs_result uploaded(void)
{
    return (struct twatfs_result){.result = {
                                      .outcome = OUTCOME_VERIFIED,
                                      .url = (char *)(uintptr_t) "https://files.example/a.txt",
                                      .provider = (char *)(uintptr_t) "example",
                                      .size = 12,
                                      .sha256 = "ab12",
                                      .proof = PROOF_DOWNLOAD,
                                      .attempts = 2,
                                      .direct = true,
                                      .expiry_known = true,
                                      .expiry_unix_s = 1896238800,
                                      .delete_token = (char *)(uintptr_t) "t0k3n",
                                      .upload_ns = 1999999,
                                      .verify_ns = 3000000,
                                      .total_ns = 5000000000,
                                  }};
}

/* record is freed. */
static void expect(struct json *record, const char *text)
{
    CLEANUP_JSON struct json *owned = record;
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;

    assert_non_null(owned);
    assert_true(json_write(owned, false, &line));
    assert_string_equal(line.data, text);
}

#define TIMINGS "\"timings\":{\"upload_ms\":1,\"verify_ms\":3,\"total_ms\":5000}"

static void test_uploaded(UNUSED void **state)
{
    struct twatfs_result result = uploaded();

    expect(record_uploaded("a.txt", &result, false),
           "{\"file\":\"a.txt\",\"url\":\"https://files.example/a.txt\",\"provider\":\"example\","
           "\"size\":12,\"sha256\":\"ab12\",\"proof\":\"download\",\"attempts\":2,\"reused\":false,"
           "\"direct\":true,\"expires\":\"2030-02-02T05:00:00Z\"," TIMINGS
           ",\"status\":\"verified\"}");
}

static void test_token_only_on_request(UNUSED void **state)
{
    CLEANUP_JSON struct json *without = NULL, *with = NULL, *none = NULL;
    struct twatfs_result result = uploaded();

    without = record_uploaded("a", &result, false);
    assert_int_equal(json_kind(json_get(without, "delete_token")), JSON_KIND_NONE);
    with = record_uploaded("a", &result, true);
    assert_string_equal(json_get_text(with, "delete_token"), "t0k3n");
    result.result.delete_token = NULL;
    none = record_uploaded("a", &result, true);
    assert_int_equal(json_kind(json_get(none, "delete_token")), JSON_KIND_NULL);
}

static void test_expiry(UNUSED void **state)
{
    CLEANUP_JSON struct json *unknown = NULL, *never = NULL;
    struct twatfs_result result = uploaded();
    char text[RECORD_TIME_SIZE];

    result.result.expiry_known = false;
    unknown = record_uploaded("a", &result, false);
    assert_int_equal(json_kind(json_get(unknown, "expires")), JSON_KIND_NULL);
    result.result.expiry_known = true;
    result.result.expiry_unix_s = 0;
    never = record_uploaded("a", &result, false);
    assert_string_equal(json_get_text(never, "expires"), "never");

    assert_true(record_time(0, text));
    assert_string_equal(text, "1970-01-01T00:00:00Z");
    assert_true(record_time(INT64_C(253402300799), text));
    assert_string_equal(text, "9999-12-31T23:59:59Z");
    assert_false(record_time(INT64_C(253402300800), text));
    assert_false(record_time(INT64_MAX, text));
    assert_false(record_time(INT64_MIN, text));
}

static void test_what_is_not_known_is_null(UNUSED void **state)
{
    CLEANUP_JSON struct json *record = NULL;
    struct twatfs_result result = uploaded();

    result.result.size = TWATFS_SIZE_UNKNOWN;
    result.result.sha256[0] = '\0';
    record = record_uploaded("a", &result, false);
    assert_int_equal(json_kind(json_get(record, "size")), JSON_KIND_NULL);
    assert_int_equal(json_kind(json_get(record, "sha256")), JSON_KIND_NULL);
}

static void test_names_are_bytes(UNUSED void **state)
{
    CLEANUP_JSON struct json *record = NULL, *again = NULL;
    CLEANUP_BUFFER struct buffer line = BUFFER_INIT;
    struct twatfs_result result = uploaded();
    struct error error = ERROR_INIT;

    record = record_uploaded("a\n\"\xff\x1b[1m", &result, false);
    assert_true(json_write(record, false, &line));
    assert_null(strchr(line.data, '\n'));
    assert_null(strchr(line.data, '\x1b'));
    again = json_parse(line.data, line.length, 0, true, &error);
    assert_non_null(again);
    assert_string_equal(json_get_text(again, "file"), "a\n\"\xef\xbf\xbd\x1b[1m");
}

static void test_failed(UNUSED void **state)
{
    struct twatfs_result result = uploaded();
    struct error why = {.text = "a.txt: it broke"};

    result.error = error_new(TWATFS_ERROR_FAILED, &why);
    result.result.url = NULL;
    result.result.outcome = OUTCOME_FAILED;
    expect(record_failed("a.txt", &result, false),
           "{\"file\":\"a.txt\",\"url\":null,\"error\":\"a.txt: it broke\",\"status\":\"failed\","
           "\"attempts\":2," TIMINGS "}");
    result.result.outcome = OUTCOME_UNVERIFIED;
    result.result.unverified_url = (char *)(uintptr_t) "https://bad/";
    expect(record_failed("a.txt", &result, false),
           "{\"file\":\"a.txt\",\"url\":null,\"unverified_url\":\"https://bad/\","
           "\"provider\":\"example\",\"error\":\"a.txt: it "
           "broke\",\"status\":\"unverified\",\"attempts\":2," TIMINGS "}");
    twatfs_error_free(result.error);
}

static void test_plan(UNUSED void **state)
{
    CLEANUP_BUFFER struct buffer text = BUFFER_INIT;
    struct entry first = {.name = (char *)(uintptr_t) "one"};
    struct entry second = {.name = (char *)(uintptr_t) "two"};
    struct plan_item items[] = {
        {.entry = &first, .candidate = true},
        {.entry = &second, .candidate = false, .reason = (char *)(uintptr_t) "too\x1b small"}};
    char *names[] = {first.name, second.name};
    struct twatfs_plan plan = {.plan = {.items = items, .count = 2, .candidates = 1},
                               .providers = {.items = names, .count = 2}};
    struct twatfs_plan nobody = {.error = NULL};
    struct error why = {.text = "f: nobody"};

    expect(record_plan("f", &plan),
           "{\"file\":\"f\",\"candidates\":[\"one\"],\"passed_over\":[{\"provider\":\"two\","
           "\"reason\":\"too\\u001B small\"}],\"status\":\"ready\"}");
    plan_text(&text, "f", &plan);
    assert_string_equal(text.data, "f: 1 of 2 providers would be tried\n"
                                   "   1. one\n"
                                   "   -  two: too\\x1b small\n");
    nobody.error = error_new(TWATFS_ERROR_NO_PROVIDER, &why);
    expect(record_plan("f", &nobody),
           "{\"file\":\"f\",\"candidates\":[],\"passed_over\":[],\"status\":\"no-provider\","
           "\"error\":\"f: nobody\"}");
    twatfs_error_free(nobody.error);
}

static void expect_code(enum exit_code code, size_t count, const int32_t *outcomes)
{
    struct tally tally = {0};

    for (size_t i = 0; i < count; i++)
        tally_add(&tally, outcomes[i], false);
    assert_int_equal(tally_exit_code(&tally), code);
}

#define EXPECT_CODE(code, ...)                                                                     \
    expect_code(code, sizeof((int32_t[]){__VA_ARGS__}) / sizeof(int32_t),                          \
                (const int32_t[]){__VA_ARGS__})

static void test_exit_codes(UNUSED void **state)
{
    EXPECT_CODE(EXIT_CODE_OK, TWATFS_ERROR_NONE, TWATFS_ERROR_NONE);
    EXPECT_CODE(EXIT_CODE_USAGE, TWATFS_ERROR_USAGE);
    EXPECT_CODE(EXIT_CODE_FILE, TWATFS_ERROR_FILE, TWATFS_ERROR_FILE);
    EXPECT_CODE(EXIT_CODE_NO_PROVIDER, TWATFS_ERROR_NO_PROVIDER);
    EXPECT_CODE(EXIT_CODE_ALL_PROVIDERS_FAILED, TWATFS_ERROR_FAILED, TWATFS_ERROR_FAILED);
    EXPECT_CODE(EXIT_CODE_UNVERIFIED, TWATFS_ERROR_UNVERIFIED);
    EXPECT_CODE(EXIT_CODE_UNVERIFIED, TWATFS_ERROR_NONE, TWATFS_ERROR_UNVERIFIED);
    EXPECT_CODE(EXIT_CODE_SOME_FAILED, TWATFS_ERROR_NONE, TWATFS_ERROR_FILE);
    EXPECT_CODE(EXIT_CODE_SOME_FAILED, TWATFS_ERROR_FAILED, TWATFS_ERROR_FILE);
    EXPECT_CODE(EXIT_CODE_SOME_FAILED, TWATFS_ERROR_UNVERIFIED, TWATFS_ERROR_FAILED,
                TWATFS_ERROR_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_uploaded),
        cmocka_unit_test(test_token_only_on_request),
        cmocka_unit_test(test_expiry),
        cmocka_unit_test(test_what_is_not_known_is_null),
        cmocka_unit_test(test_names_are_bytes),
        cmocka_unit_test(test_failed),
        cmocka_unit_test(test_plan),
        cmocka_unit_test(test_exit_codes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
