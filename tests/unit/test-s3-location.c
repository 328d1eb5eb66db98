/* test-s3-location.c: where the bucket is, and how its objects are addressed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "s3-host.h"
#include "s3/location.h"
#include "s3/profile.h"

static struct scratch scratch;
static struct s3_host host;
static struct profiles *profiles;
static struct location location;

static int begin(void **state)
{
    (void)state;
    s3_host_open(&host);
    scratch_open(&scratch);
    setenv("HOME", scratch.path, 1);
    setenv("AWS_S3_BUCKET", "bucket", 1);
    make_directory(scratch_path(&scratch, ".aws"), 0700);
    profiles = NULL;
    location = (struct location){0};
    return 0;
}

static int end(void **state)
{
    (void)state;
    location_free(&location);
    profiles_free(profiles);
    scratch_close(&scratch);
    s3_host_close(&host);
    return 0;
}

static void write_config(const char *text)
{
    write_file(scratch_path(&scratch, ".aws/config"), text, strlen(text), 0600);
}

static twatfs_status look(void)
{
    location_free(&location);
    profiles_free(profiles);
    profiles = profiles_read(&host.call);
    assert_non_null(profiles);
    return location_find(&host.call, profiles, &location);
}

static void expect_found(void)
{
    if (look() != TWATFS_OK)
        fail_msg("%s", host.reason);
}

static void expect_refused(twatfs_status status, const char *words)
{
    assert_int_equal(look(), status);
    assert_contains(host.reason, words);
    assert_null(location.host);
}

static void expect_address(const char *key, const char *expected_host, const char *expected_path)
{
    char *found = location_host(&location), *path = location_path(&location, key);

    assert_string_equal(found, expected_host);
    assert_string_equal(path, expected_path);
    free(found);
    free(path);
}

/* ---- Amazon ---- */

static void amazon_is_where_no_endpoint_is_set(void **state)
{
    (void)state;
    expect_found();
    assert_true(location.amazon);
    assert_string_equal(location.scheme, "https");
    assert_true(location_secure(&location));
    expect_address("a/b", "bucket.s3.us-east-1.amazonaws.com", "/a/b");
    expect_address("", "bucket.s3.us-east-1.amazonaws.com", "/");
}

static void a_bucket_with_dots_is_addressed_by_path(void **state)
{
    (void)state;
    setenv("AWS_S3_BUCKET", "a.bucket", 1);
    expect_found();
    expect_address("k", "s3.us-east-1.amazonaws.com", "/a.bucket/k");
    expect_address("", "s3.us-east-1.amazonaws.com", "/a.bucket");
}

static void expect_virtual_host(const char *bucket, bool expected)
{
    setenv("AWS_S3_BUCKET", bucket, 1);
    expect_found();
    if (location.path_style == expected)
        fail_msg("%s: %s", bucket, expected ? "addressed by path" : "taken for a host's name");
}

static void a_bucket_that_is_no_label_is_addressed_by_path(void **state)
{
    char longest[65];

    (void)state;
    memset(longest, 'a', sizeof longest - 1);
    longest[64] = '\0';
    expect_virtual_host("MyBucket", false);
    expect_virtual_host("my_bucket", false);
    expect_virtual_host("-bucket", false);
    expect_virtual_host("bucket-", false);
    expect_virtual_host("ab", false);
    expect_virtual_host(longest, false);
    longest[63] = '\0';
    expect_virtual_host(longest, true);
    expect_virtual_host("abc", true);
    expect_virtual_host("a-2", true);
    setenv("AWS_S3_BUCKET", "MyBucket", 1);
    expect_found();
    expect_address("k", "s3.us-east-1.amazonaws.com", "/MyBucket/k");
}

static void each_partition_has_a_domain_of_its_own(void **state)
{
    static const char *const hosts[][2] = {
        {"cn-north-1", "s3.cn-north-1.amazonaws.com.cn"},
        {"eusc-de-east-1", "s3.eusc-de-east-1.amazonaws.eu"},
        {"us-iso-east-1", "s3.us-iso-east-1.c2s.ic.gov"},
        {"us-isob-east-1", "s3.us-isob-east-1.sc2s.sgov.gov"},
        {"us-isof-south-1", "s3.us-isof-south-1.csp.hci.ic.gov"},
        {"eu-isoe-west-1", "s3.eu-isoe-west-1.cloud.adc-e.uk"},
        {"us-gov-west-1", "s3.us-gov-west-1.amazonaws.com"},
    };
    char region[LOCATION_REGION_SIZE];

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(hosts); i++) {
        setenv("AWS_REGION", hosts[i][0], 1);
        expect_found();
        assert_string_equal(location.host, hosts[i][1]);
        assert_true(location_region_of(hosts[i][1], region));
        assert_string_equal(region, hosts[i][0]);
    }
}

static void another_region_is_another_host_at_amazon(void **state)
{
    (void)state;
    expect_found();
    assert_true(location_move(&location, "eu-west-1"));
    assert_string_equal(location.region, "eu-west-1");
    expect_address("k", "bucket.s3.eu-west-1.amazonaws.com", "/k");
}

static void another_region_is_the_same_host_elsewhere(void **state)
{
    (void)state;
    host.endpoint = "https://store.example:9000";
    expect_found();
    assert_true(location_move(&location, "eu-west-1"));
    assert_string_equal(location.region, "eu-west-1");
    expect_address("k", "store.example:9000", "/bucket/k");
}

static void what_is_no_region_moves_nothing(void **state)
{
    static const char *const odd[] = {"",   "evil.example/", "EU-WEST-1", "a b", "eu-west-1\n",
                                      "..", "a@b",           "a:1"};

    (void)state;
    expect_found();
    for (size_t i = 0; i < ARRAY_LENGTH(odd); i++) {
        assert_false(location_move(&location, odd[i]));
        expect_address("k", "bucket.s3.us-east-1.amazonaws.com", "/k");
    }
}

/* ---- The region in a host's name ---- */

static void expect_region_of(const char *name, const char *expected)
{
    char region[LOCATION_REGION_SIZE];

    assert_int_equal(location_region_of(name, region), expected != NULL);
    if (expected != NULL)
        assert_string_equal(region, expected);
}

static void a_region_is_read_from_amazons_hosts(void **state)
{
    (void)state;
    expect_region_of("bucket.s3.eu-west-1.amazonaws.com", "eu-west-1");
    expect_region_of("bucket.s3-eu-west-1.amazonaws.com", "eu-west-1");
    expect_region_of("s3.us-gov-west-1.amazonaws.com", "us-gov-west-1");
    expect_region_of("a.s3.b.s3.eu-west-1.amazonaws.com", "eu-west-1");
    expect_region_of("bucket.s3.cn-north-1.amazonaws.com.cn", "cn-north-1");
}

static void no_region_is_read_from_other_hosts(void **state)
{
    static const char *const others[] = {"",
                                         "s3.amazonaws.com",
                                         "bucket.s3.amazonaws.com",
                                         "s3.eu-west-1.evil.example",
                                         "s3.eu-west-1.amazonaws.com.evil.example",
                                         "s3.EU.amazonaws.com",
                                         "s3.eu-west-1.amazonaws.com.cn",
                                         "s3.cn-north-1.amazonaws.com",
                                         "s3.eu-west-1.amazonaws.eu",
                                         "xs3.eu-west-1.amazonaws.com",
                                         ".amazonaws.com"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
        expect_region_of(others[i], NULL);
}

static void a_region_that_is_too_long_is_none(void **state)
{
    char name[256] = "s3.";

    (void)state;
    memset(name + 3, 'a', 80);
    strcpy(name + 83, ".amazonaws.com");
    expect_region_of(name, NULL);
}

/* ---- Regions ---- */

static void expect_region(const char *region, const char *source)
{
    expect_found();
    assert_string_equal(location.region, region);
    assert_string_equal(location.region_source, source);
}

static void regions_have_an_order(void **state)
{
    static const char *const options[] = {"region", "of-option", NULL};

    (void)state;
    expect_region("us-east-1", "default");
    write_config("[default]\nregion = of-profile\n");
    expect_region("of-profile", "the profile");
    setenv("AWS_DEFAULT_REGION", "of-default", 1);
    expect_region("of-default", "AWS_DEFAULT_REGION");
    setenv("AWS_REGION", "of-region", 1);
    expect_region("of-region", "AWS_REGION");
    host.options = options;
    expect_region("of-option", "the option region");
}

static void a_region_that_is_none_is_refused(void **state)
{
    (void)state;
    setenv("AWS_REGION", "evil.example/", 1);
    expect_refused(TWATFS_AUTH, "region: \"evil.example/\" (from AWS_REGION)");
}

static void other_stores_regions_may_have_capitals(void **state)
{
    (void)state;
    setenv("AWS_REGION", "RegionOne", 1);
    expect_refused(TWATFS_AUTH, "region: \"RegionOne\" (from AWS_REGION)");
    host.endpoint = "https://swift.example";
    expect_region("RegionOne", "AWS_REGION");
    assert_true(location_move(&location, "RegionTwo"));
    assert_string_equal(location.region, "RegionTwo");
}

/* ---- Endpoints ---- */

static void expect_endpoint(const char *name, const char *source)
{
    expect_found();
    assert_string_equal(location.host, name);
    assert_string_equal(location.endpoint_source, source);
    assert_int_equal(location.amazon, strcmp(source, "default") == 0);
}

static void endpoints_have_an_order(void **state)
{
    (void)state;
    expect_endpoint("s3.us-east-1.amazonaws.com", "default");
    write_config("[default]\nendpoint_url = http://of-profile\n");
    expect_endpoint("of-profile", "the profile");
    write_config("[default]\nendpoint_url = http://of-profile\nservices = mine\n"
                 "[services mine]\ns3 =\n  endpoint_url = http://of-services\n");
    expect_endpoint("of-services", "the profile's services");
    setenv("AWS_ENDPOINT_URL", "http://of-all", 1);
    expect_endpoint("of-all", "AWS_ENDPOINT_URL");
    setenv("AWS_ENDPOINT_URL_S3", "http://of-s3", 1);
    expect_endpoint("of-s3", "AWS_ENDPOINT_URL_S3");
    host.endpoint = "http://of-ours";
    expect_endpoint("of-ours", "TWATFS_S3_URL");
}

static void configured_endpoints_can_be_ignored(void **state)
{
    (void)state;
    setenv("AWS_ENDPOINT_URL_S3", "http://of-s3", 1);
    setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "True", 1);
    expect_endpoint("s3.us-east-1.amazonaws.com", "default");
    host.endpoint = "http://of-ours";
    expect_endpoint("of-ours", "TWATFS_S3_URL");
}

static void a_profile_can_have_them_ignored_too(void **state)
{
    (void)state;
    write_config("[default]\nendpoint_url = http://of-profile\n"
                 "ignore_configured_endpoint_urls = True\n");
    expect_endpoint("s3.us-east-1.amazonaws.com", "default");
    setenv("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "false", 1);
    expect_endpoint("of-profile", "the profile");
}

static void an_endpoint_may_have_a_port_and_a_path(void **state)
{
    (void)state;
    host.endpoint = "http://store.example:9000/base//";
    expect_found();
    assert_false(location_secure(&location));
    expect_address("k", "store.example:9000", "/base/bucket/k");
}

static void a_port_that_is_the_schemes_own_is_not_signed(void **state)
{
    (void)state;
    host.endpoint = "https://store.example:443";
    expect_found();
    assert_string_equal(location.host, "store.example");
    host.endpoint = "http://store.example:80/";
    expect_found();
    assert_string_equal(location.host, "store.example");
    host.endpoint = "http://store.example:443";
    expect_found();
    assert_string_equal(location.host, "store.example:443");
}

static void what_is_no_endpoint_is_refused(void **state)
{
    static const char *const odd[] = {"store.example",
                                      "ftp://store.example",
                                      "https://",
                                      "https://user:word@store.example",
                                      "https://user:a/word@store.example",
                                      "https://store.example:port",
                                      "https://store.example?a=b",
                                      "https://store.example#a"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(odd); i++) {
        host.endpoint = odd[i];
        expect_refused(TWATFS_AUTH, "not of the form https://HOST");
    }
}

static void a_password_in_an_endpoint_is_not_shown(void **state)
{
    static const char *const urls[] = {"https://user:word@store.example", "https://word@store/b",
                                       "user:word@store.example"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(urls); i++) {
        setenv("AWS_ENDPOINT_URL_S3", urls[i], 1);
        assert_int_equal(look(), TWATFS_AUTH);
        assert_contains(host.reason, "(from AWS_ENDPOINT_URL_S3)");
        assert_contains(host.reason, "leave user name");
        assert_null(strstr(host.reason, "word@"));
        assert_null(strstr(host.log, "word@"));
    }
}

/* ---- Styles ---- */

static void other_endpoints_are_addressed_by_path(void **state)
{
    (void)state;
    host.endpoint = "https://store.example";
    expect_found();
    expect_address("a//b", "store.example", "/bucket/a//b");
}

static void the_style_can_be_chosen(void **state)
{
    static const char *const path[] = {"style", "path", NULL};
    static const char *const virtual_host[] = {"style", "virtual", NULL};

    (void)state;
    host.options = path;
    expect_found();
    expect_address("k", "s3.us-east-1.amazonaws.com", "/bucket/k");
    host.options = virtual_host;
    host.endpoint = "https://store.example";
    expect_found();
    expect_address("k", "bucket.store.example", "/k");
}

static void the_variable_chooses_the_style_too(void **state)
{
    (void)state;
    setenv("AWS_PATH_STYLE", "true", 1);
    expect_found();
    assert_true(location.path_style);
    setenv("AWS_PATH_STYLE", "false", 1);
    host.endpoint = "https://store.example";
    expect_found();
    assert_false(location.path_style);
}

static void a_style_that_is_none_is_refused(void **state)
{
    static const char *const options[] = {"style", "odd", NULL};

    (void)state;
    host.options = options;
    expect_refused(TWATFS_PERMANENT, "style: odd");
}

/* ---- Buckets ---- */

static void a_bucket_is_needed(void **state)
{
    (void)state;
    unsetenv("AWS_S3_BUCKET");
    expect_refused(TWATFS_AUTH, "set AWS_S3_BUCKET");
}

static void the_option_comes_before_the_variable(void **state)
{
    static const char *const options[] = {"bucket", "another", NULL};

    (void)state;
    host.options = options;
    expect_found();
    assert_string_equal(location.bucket, "another");
}

static void what_no_bucket_is_called_is_refused(void **state)
{
    static const char *const odd[] = {"a/b", "a?b", "a b", "a@b", "a:b", "a%2fb", "a\\b", "a\nb"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(odd); i++) {
        setenv("AWS_S3_BUCKET", odd[i], 1);
        expect_refused(TWATFS_AUTH, "bucket: not the name of one");
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(amazon_is_where_no_endpoint_is_set),
        TEST(a_bucket_with_dots_is_addressed_by_path),
        TEST(a_bucket_that_is_no_label_is_addressed_by_path),
        TEST(each_partition_has_a_domain_of_its_own),
        TEST(another_region_is_another_host_at_amazon),
        TEST(another_region_is_the_same_host_elsewhere),
        TEST(what_is_no_region_moves_nothing),
        TEST(a_region_is_read_from_amazons_hosts),
        TEST(no_region_is_read_from_other_hosts),
        TEST(a_region_that_is_too_long_is_none),
        TEST(regions_have_an_order),
        TEST(a_region_that_is_none_is_refused),
        TEST(other_stores_regions_may_have_capitals),
        TEST(endpoints_have_an_order),
        TEST(configured_endpoints_can_be_ignored),
        TEST(a_profile_can_have_them_ignored_too),
        TEST(an_endpoint_may_have_a_port_and_a_path),
        TEST(a_port_that_is_the_schemes_own_is_not_signed),
        TEST(what_is_no_endpoint_is_refused),
        TEST(a_password_in_an_endpoint_is_not_shown),
        TEST(other_endpoints_are_addressed_by_path),
        TEST(the_style_can_be_chosen),
        TEST(the_variable_chooses_the_style_too),
        TEST(a_style_that_is_none_is_refused),
        TEST(a_bucket_is_needed),
        TEST(the_option_comes_before_the_variable),
        TEST(what_no_bucket_is_called_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
