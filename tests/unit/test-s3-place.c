/* test-s3-place.c: which bucket of which store, in words that hold for a later run.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "s3/place.h"

static struct store store;

static int begin(void **state)
{
    (void)state;
    store = (struct store){.location = {.scheme = strdup("https"),
                                        .host = strdup("store.example:9000"),
                                        .base = strdup(""),
                                        .bucket = strdup("bucket"),
                                        .region = strdup("us-east-1")}};
    pthread_mutex_init(&store.lock, NULL);
    return 0;
}

static int end(void **state)
{
    (void)state;
    location_free(&store.location);
    pthread_mutex_destroy(&store.lock);
    return 0;
}

static void expect_place(const char *expected)
{
    CLEANUP_FREE char *place = place_of(&store);

    assert_string_equal(place, expected);
    assert_true(place_is(&store, expected));
}

static void replace(char **member, const char *text)
{
    free(*member);
    *member = strdup(text);
}

static void elsewhere_it_is_an_address(void **state)
{
    (void)state;
    expect_place("https://store.example:9000/bucket");
    replace(&store.location.base, "/base");
    expect_place("https://store.example:9000/base/bucket");
}

static void at_amazon_it_is_a_name_without_a_region(void **state)
{
    (void)state;
    store.location.amazon = true;
    expect_place("arn:aws:s3:::bucket");
    assert_true(location_move(&store.location, "eu-west-1"));
    expect_place("arn:aws:s3:::bucket");
}

static void amazons_partitions_have_buckets_of_their_own(void **state)
{
    (void)state;
    store.location.amazon = true;
    replace(&store.location.region, "cn-north-1");
    expect_place("arn:aws-cn:s3:::bucket");
    replace(&store.location.region, "us-gov-west-1");
    expect_place("arn:aws-us-gov:s3:::bucket");
    replace(&store.location.region, "eusc-de-east-1");
    expect_place("arn:aws-eusc:s3:::bucket");
    replace(&store.location.region, "eu-isoe-west-1");
    expect_place("arn:aws-iso-e:s3:::bucket");
}

static void another_place_is_another(void **state)
{
    static const char *const others[] = {"", "https://store.example:9000/bucket2",
                                         "https://store.example:9000/bucke",
                                         "http://store.example:9000/bucket", "arn:aws:s3:::bucket"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
        assert_false(place_is(&store, others[i]));
}

/* "https://h/a b" would be the bucket "a" to whoever reads a place up to a blank. */
static void no_place_has_blanks_or_line_breaks(void **state)
{
    (void)state;
    replace(&store.location.base, "/a b\n");
    expect_place("https://store.example:9000/a%20b%0A/bucket");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(elsewhere_it_is_an_address),
        TEST(at_amazon_it_is_a_name_without_a_region),
        TEST(amazons_partitions_have_buckets_of_their_own),
        TEST(another_place_is_another),
        TEST(no_place_has_blanks_or_line_breaks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
