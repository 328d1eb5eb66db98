/* test-s3-object.c: the object that an upload makes, and what was asked of it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "s3-host.h"
#include "s3/object.h"
#include "s3/parts.h"

static struct s3_host host;
static struct store store;
static struct object object;
static struct twatfs_upload upload;

static int begin(void **state)
{
    (void)state;
    s3_host_open(&host);
    store = (struct store){.location = {.amazon = true}};
    pthread_mutex_init(&store.lock, NULL);
    upload = (struct twatfs_upload){.struct_size = (uint32_t)sizeof upload,
                                    .name = "photo.jpg",
                                    .content_type = "image/jpeg",
                                    .size = 1};
    return 0;
}

static int end(void **state)
{
    (void)state;
    pthread_mutex_destroy(&store.lock);
    s3_host_close(&host);
    return 0;
}

/* With one option. */
static twatfs_status make(const char *option, const char *value)
{
    static const char *options[3];

    options[0] = option;
    options[1] = value;
    host.options = options;
    return object_make(&host.call, &store, &upload, &object);
}

static const char *header(const char *name)
{
    for (size_t i = 0; object.headers[i] != NULL; i += 2)
        if (strcasecmp(object.headers[i], name) == 0)
            return object.headers[i + 1];
    return NULL;
}

static void expect_refused(const char *option, const char *value)
{
    assert_int_equal(make(option, value), TWATFS_PERMANENT);
    assert_contains(host.reason, option);
}

static void without_wishes_an_object_has_a_type_only(void **state)
{
    (void)state;
    assert_int_equal(make(NULL, NULL), TWATFS_OK);
    assert_string_equal(object.key, "photo.jpg");
    assert_string_equal(object.headers[0], "Content-Type");
    assert_string_equal(object.headers[1], "image/jpeg");
    assert_null(object.headers[2]);
    assert_false(object.replace);
    assert_int_equal(object.part_size, 0);
    assert_int_equal(object.concurrency, 8);
}

static void the_remote_path_comes_before_the_option(void **state)
{
    (void)state;
    assert_int_equal(make("key", "in/{name}"), TWATFS_OK);
    assert_string_equal(object.key, "in/photo.jpg");
    upload.remote_path = "other/";
    assert_int_equal(make("key", "in/{name}"), TWATFS_OK);
    assert_string_equal(object.key, "other/photo.jpg");
}

static void a_key_that_cannot_be_is_a_refusal(void **state)
{
    (void)state;
    upload.remote_path = "../a";
    assert_int_equal(make(NULL, NULL), TWATFS_REFUSED);
}

static void force_replaces(void **state)
{
    (void)state;
    upload.flags = TWATFS_UPLOAD_FORCE;
    assert_int_equal(make(NULL, NULL), TWATFS_OK);
    assert_true(object.replace);
}

static void options_become_headers(void **state)
{
    static const char *const pairs[][2] = {
        {"cache_control", "Cache-Control"},
        {"content_disposition", "Content-Disposition"},
        {"content_encoding", "Content-Encoding"},
        {"storage_class", "x-amz-storage-class"},
        {"acl", "x-amz-acl"},
        {"sse", "x-amz-server-side-encryption"},
        {"kms_key", "x-amz-server-side-encryption-aws-kms-key-id"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(pairs); i++) {
        assert_int_equal(make(pairs[i][0], "some value"), TWATFS_OK);
        assert_string_equal(header(pairs[i][1]), "some value");
        expect_refused(pairs[i][0], "two\r\nlines");
        expect_refused(pairs[i][0], "");
        expect_refused(pairs[i][0], "  ");
        expect_refused(pairs[i][0], "gr\xc3\xbcn");
    }
}

static void metadata_becomes_headers(void **state)
{
    (void)state;
    assert_int_equal(make("metadata", "a=1,b-c=two=2,d="), TWATFS_OK);
    assert_string_equal(header("x-amz-meta-a"), "1");
    assert_string_equal(header("x-amz-meta-b-c"), "two=2");
    assert_string_equal(header("x-amz-meta-d"), "");
}

static void metadata_has_a_form(void **state)
{
    static const char *const odd[] = {"a",     "=b",       "a=1,,b=2",      "a b=c",
                                      "a:b=c", "a=1\nb=2", "gr\xc3\xbcn=1", "a=gr\xc3\xbcn"};

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(odd); i++)
        expect_refused("metadata", odd[i]);
}

static void metadata_is_at_most_two_kibibytes(void **state)
{
    char text[2100] = "name=";

    (void)state;
    memset(text + 5, 'x', 2044); /* with the name 2,048 */
    assert_int_equal(make("metadata", text), TWATFS_OK);
    text[2049] = 'x';
    expect_refused("metadata", text);
}

static const char *with_names(unsigned count, char text[1024])
{
    size_t length = 0;

    for (unsigned i = 0; i < count; i++)
        length += (size_t)snprintf(text + length, 1024 - length, "%sn%u=1", i > 0 ? "," : "", i);
    return text;
}

static void more_metadata_than_there_is_room_for_is_refused(void **state)
{
    char text[1024];

    (void)state;
    assert_int_equal(make("metadata", with_names(OBJECT_METADATA_MAX, text)), TWATFS_OK);
    assert_string_equal(header("x-amz-meta-n89"), "1");
    expect_refused("metadata", with_names(OBJECT_METADATA_MAX + 1, text));
}

static void part_sizes_are_within_the_limits(void **state)
{
    static const char *const odd[] = {"",   "4",   "5121", "-8",
                                      "8M", "8.5", " 8",   "99999999999999999999"};

    (void)state;
    assert_int_equal(make("part_size", "5"), TWATFS_OK);
    assert_int_equal(object.part_size, PART_SIZE_MIN);
    assert_int_equal(make("part_size", "5120"), TWATFS_OK);
    assert_int_equal(object.part_size, PART_SIZE_MAX);
    for (size_t i = 0; i < ARRAY_LENGTH(odd); i++)
        expect_refused("part_size", odd[i]);
}

static void concurrency_is_within_the_limits(void **state)
{
    static const char *const odd[] = {"", "0", "33", "-1", "x"};

    (void)state;
    assert_int_equal(make("concurrency", "1"), TWATFS_OK);
    assert_int_equal(object.concurrency, 1);
    assert_int_equal(make("concurrency", "32"), TWATFS_OK);
    assert_int_equal(object.concurrency, 32);
    for (size_t i = 0; i < ARRAY_LENGTH(odd); i++)
        expect_refused("concurrency", odd[i]);
}

static void expect_checksum(const char *wish, enum object_checksum expected)
{
    assert_int_equal(make(wish != NULL ? "checksum" : NULL, wish), TWATFS_OK);
    assert_int_equal(object.checksum, expected);
}

static void amazon_gets_a_checksum_by_itself(void **state)
{
    (void)state;
    expect_checksum(NULL, OBJECT_CHECKSUM_CRC64NVME);
    expect_checksum("auto", OBJECT_CHECKSUM_CRC64NVME);
    setenv("AWS_REQUEST_CHECKSUM_CALCULATION", "WHEN_REQUIRED", 1);
    expect_checksum(NULL, OBJECT_CHECKSUM_NONE);
}

static void other_stores_get_none_by_themselves(void **state)
{
    (void)state;
    store.location.amazon = false;
    expect_checksum(NULL, OBJECT_CHECKSUM_NONE);
    setenv("AWS_REQUEST_CHECKSUM_CALCULATION", "when_supported", 1);
    expect_checksum(NULL, OBJECT_CHECKSUM_CRC64NVME);
}

static void a_checksum_that_is_asked_for_is_sent_anywhere(void **state)
{
    (void)state;
    store.location.amazon = false;
    setenv("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required", 1);
    expect_checksum("crc64nvme", OBJECT_CHECKSUM_CRC64NVME);
    expect_checksum("crc32c", OBJECT_CHECKSUM_CRC32C);
    expect_checksum("none", OBJECT_CHECKSUM_NONE);
    expect_refused("checksum", "md5");
}

static void checksums_are_combined_and_written_by_their_kind(void **state)
{
    static const struct {
        enum object_checksum kind;
        const char *header, *text; /* of "123456789": the catalogue of parametrised CRCs */
    } kinds[] = {
        {OBJECT_CHECKSUM_CRC64NVME, "x-amz-checksum-crc64nvme", "rosUhgp5mIg="},
        {OBJECT_CHECKSUM_CRC32C, "x-amz-checksum-crc32c", "4waSgw=="},
    };
    char text[16];

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
        uint64_t a, b;

        object = (struct object){.checksum = kinds[i].kind};
        a = object_crc(&object, 0, "1234", 4);
        b = object_crc(&object, 0, "56789", 5);
        object_crc_text(&object, object_crc_combine(&object, a, b, 5), text);
        assert_string_equal(text, kinds[i].text);
        assert_string_equal(object_checksum_header(&object), kinds[i].header);
    }
}

/* ---- What only the first request of an upload in parts can ask for ---- */

static void read_wishes(const char *option, const char *value, char hex[SIGN_HEX_SIZE])
{
    assert_int_equal(make(option, value), TWATFS_OK);
    assert_true(object_wishes(&object, hex));
    assert_int_equal(strlen(hex), SIGN_HEX_SIZE - 1);
}

static void other_options_are_other_wishes(void **state)
{
    static const char *const others[][2] = {
        {"cache_control", "no-store"},
        {"content_disposition", "inline"},
        {"content_encoding", "gzip"},
        {"storage_class", "STANDARD_IA"},
        {"acl", "public-read"},
        {"acl", "private"},
        {"sse", "AES256"},
        {"kms_key", "one"},
        {"kms_key", "another"},
        {"metadata", "a=1"},
        {"metadata", "a=2"},
        {"checksum", "crc32c"},
        {"checksum", "none"},
    };
    char seen[ARRAY_LENGTH(others) + 1][SIGN_HEX_SIZE];

    (void)state;
    read_wishes(NULL, NULL, seen[ARRAY_LENGTH(others)]);
    for (size_t i = 0; i < ARRAY_LENGTH(others); i++) {
        read_wishes(others[i][0], others[i][1], seen[i]);
        assert_string_not_equal(seen[i], seen[ARRAY_LENGTH(others)]);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(seen[i], seen[j]);
    }
}

static void how_it_is_sent_is_no_wish(void **state)
{
    char before[SIGN_HEX_SIZE], after[SIGN_HEX_SIZE];

    (void)state;
    read_wishes(NULL, NULL, before);
    read_wishes("part_size", "6", after);
    assert_string_equal(before, after);
    read_wishes("concurrency", "1", after);
    assert_string_equal(before, after);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_wishes_an_object_has_a_type_only),
        TEST(the_remote_path_comes_before_the_option),
        TEST(a_key_that_cannot_be_is_a_refusal),
        TEST(force_replaces),
        TEST(options_become_headers),
        TEST(metadata_becomes_headers),
        TEST(metadata_has_a_form),
        TEST(metadata_is_at_most_two_kibibytes),
        TEST(more_metadata_than_there_is_room_for_is_refused),
        TEST(part_sizes_are_within_the_limits),
        TEST(concurrency_is_within_the_limits),
        TEST(amazon_gets_a_checksum_by_itself),
        TEST(other_stores_get_none_by_themselves),
        TEST(a_checksum_that_is_asked_for_is_sent_anywhere),
        TEST(checksums_are_combined_and_written_by_their_kind),
        TEST(other_options_are_other_wishes),
        TEST(how_it_is_sent_is_no_wish),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
