/* test-s3-token.c: what deletes an object later, and nothing of the same key elsewhere.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "s3-host.h"
#include "s3/token.h"

#define HERE "https://store.example/bucket"

static struct s3_host host;
static struct store store;
static struct twatfs_removal removal;
static const char *key;

static int begin(void **state)
{
    (void)state;
    s3_host_open(&host);
    store = (struct store){.location = {.scheme = strdup("https"),
                                        .host = strdup("store.example"),
                                        .base = strdup(""),
                                        .bucket = strdup("bucket"),
                                        .region = strdup("us-east-1"),
                                        .path_style = true}};
    pthread_mutex_init(&store.lock, NULL);
    removal = (struct twatfs_removal){.struct_size = (uint32_t)sizeof removal,
                                      .url = "https://cdn.example/a.txt"};
    key = NULL;
    return 0;
}

static int end(void **state)
{
    (void)state;
    location_free(&store.location);
    pthread_mutex_destroy(&store.lock);
    s3_host_close(&host);
    return 0;
}

static twatfs_status read_token(const char *token)
{
    removal.token = token;
    return token_read(&host.call, &store, &removal, &key);
}

static void expect_key(const char *token, const char *expected)
{
    if (read_token(token) != TWATFS_OK)
        fail_msg("%s", host.reason);
    assert_string_equal(key, expected);
}

static void expect_refused(const char *token, const char *words)
{
    assert_int_equal(read_token(token), TWATFS_PERMANENT);
    assert_null(key);
    assert_contains(host.reason, words);
}

static void what_was_made_is_read(void **state)
{
    static const char *const keys[] = {"a.txt", "a b/\xc3\xbc.txt", " ", "https://x/y z", "//a"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(keys); i++) {
        CLEANUP_FREE char *token = token_make(&store, keys[i]);

        assert_non_null(token);
        expect_key(token, keys[i]);
    }
}

static void it_names_the_place(void **state)
{
    CLEANUP_FREE char *token = token_make(&store, "a.txt");

    (void)state;
    assert_string_equal(token, HERE " a.txt");
}

static void another_place_is_refused(void **state)
{
    (void)state;
    expect_refused("https://store.example/bucket2 a.txt",
                   "it is in https://store.example/bucket2: set the bucket and endpoint to that, "
                   "not to " HERE);
    expect_refused("https://store.example/bucke a.txt", "it is in ");
    expect_refused("http://store.example/bucket a.txt", "it is in ");
    expect_refused("arn:aws:s3:::bucket a.txt", "it is in arn:aws:s3:::bucket:");
}

static void a_region_that_was_learned_is_no_other_place(void **state)
{
    CLEANUP_FREE char *token = NULL;

    (void)state;
    store.location.amazon = true;
    token = token_make(&store, "a.txt");
    assert_true(location_move(&store.location, "eu-west-1"));
    expect_key(token, "a.txt");
}

static void a_key_alone_counts_where_the_link_is_its_address(void **state)
{
    (void)state;
    removal.url = HERE "/a%20b.txt";
    expect_key("a b.txt", "a b.txt");
    removal.url = HERE "/a%20b.txt?X-Amz-Signature=0";
    expect_key("a b.txt", "a b.txt");
}

static void a_key_alone_of_another_link_is_refused(void **state)
{
    static const char *const links[] = {"https://store.example/bucket2/a.txt",
                                        "https://other.example/bucket/a.txt", HERE "/a.txt.gz",
                                        HERE "/b/a.txt", "https://cdn.example/a.txt"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(links); i++) {
        removal.url = links[i];
        expect_refused("a.txt", "the link does not lead to the bucket bucket");
    }
}

static void without_a_token_nothing_is_known(void **state)
{
    (void)state;
    expect_refused(NULL, "without the token");
    expect_refused("", "without the token");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_made_is_read),
        TEST(it_names_the_place),
        TEST(another_place_is_refused),
        TEST(a_region_that_was_learned_is_no_other_place),
        TEST(a_key_alone_counts_where_the_link_is_its_address),
        TEST(a_key_alone_of_another_link_is_refused),
        TEST(without_a_token_nothing_is_known),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
