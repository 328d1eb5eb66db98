/* test-s3-saved.c: what a later run is told of a multipart upload.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "s3-host.h"
#include "s3/place.h"
#include "s3/saved.h"

static struct s3_host host;
static struct store store;
static struct object object;
static struct saved saved;

static int begin(void **state)
{
    (void)state;
    s3_host_open(&host);
    store = (struct store){.location = {.amazon = true,
                                        .host = strdup("s3.us-east-1.amazonaws.com"),
                                        .bucket = strdup("bucket"),
                                        .region = strdup("us-east-1")}};
    pthread_mutex_init(&store.lock, NULL);
    object = (struct object){
        .key = "a b.txt", .origin = "plain - {name}", .headers = {"x-amz-acl", "public-read"}};
    saved = (struct saved){.text = NULL};
    return 0;
}

static int end(void **state)
{
    (void)state;
    saved_free(&saved);
    location_free(&store.location);
    pthread_mutex_destroy(&store.lock);
    s3_host_close(&host);
    return 0;
}

static void set_checkpoint(const char *text)
{
    host.checkpoint_length = strlen(text);
    memcpy(host.checkpoint, text, host.checkpoint_length);
}

static void what_was_saved_is_loaded(void **state)
{
    char wishes[SIGN_HEX_SIZE];

    (void)state;
    assert_true(object_wishes(&object, wishes));
    saved_save(&host.call, &store, &object, "ID.1", 5242880, 11534336);
    assert_true(saved_load(&host.call, &saved));
    assert_true(place_is(&store, saved.place));
    assert_string_equal(saved.key, "a b.txt");
    assert_string_equal(saved.id, "ID.1");
    assert_string_equal(saved.part_size, "5242880");
    assert_string_equal(saved.size, "11534336");
    assert_string_equal(saved.wishes, wishes);
    assert_string_equal(saved.origin, "plain - {name}");
}

/* A run that learned the region saved this; the next one has not learned it yet. */
static void a_region_that_was_learned_is_no_other_place(void **state)
{
    (void)state;
    assert_true(location_move(&store.location, "eu-west-1"));
    saved_save(&host.call, &store, &object, "ID", 5242880, 11534336);
    assert_true(location_move(&store.location, "us-east-1"));
    assert_true(saved_load(&host.call, &saved));
    assert_true(place_is(&store, saved.place));
}

static void what_was_forgotten_is_not_there(void **state)
{
    (void)state;
    saved_save(&host.call, &store, &object, "ID", 5242880, 11534336);
    saved_forget(&host.call);
    assert_false(saved_load(&host.call, &saved));
}

static void without_wishes_they_are_not_known(void **state)
{
    (void)state;
    set_checkpoint("twatfs-s3 1\nhttps://h/bucket\na\nID\n5242880\n11534336\n");
    assert_true(saved_load(&host.call, &saved));
    assert_string_equal(saved.place, "https://h/bucket");
    assert_string_equal(saved.id, "ID");
    assert_null(saved.wishes);
}

static void without_the_keys_origin_it_is_not_known(void **state)
{
    (void)state;
    set_checkpoint("twatfs-s3 1\nhttps://h/bucket\na\nID\n5242880\n11534336\nwishes\n");
    assert_true(saved_load(&host.call, &saved));
    assert_string_equal(saved.wishes, "wishes");
    assert_null(saved.origin);
}

static void what_is_cut_short_is_none(void **state)
{
    static const char *const texts[] = {
        "twatfs-s3 1\n",
        "twatfs-s3 1\nhttps://h/bucket\na\nID\n5242880\n11534336",
        "twatfs-s3 2\nhttps://h/bucket\na\nID\n5242880\n11534336\n",
        "other",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++) {
        set_checkpoint(texts[i]);
        assert_false(saved_load(&host.call, &saved));
        saved_free(&saved);
        saved.text = NULL;
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_was_saved_is_loaded),
        TEST(a_region_that_was_learned_is_no_other_place),
        TEST(what_was_forgotten_is_not_there),
        TEST(without_wishes_they_are_not_known),
        TEST(without_the_keys_origin_it_is_not_known),
        TEST(what_is_cut_short_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
