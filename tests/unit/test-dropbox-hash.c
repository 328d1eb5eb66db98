/* test-dropbox-hash.c: Dropbox's content_hash.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "../../plugins/dropbox/hash.h"

static const struct {
    size_t length; /* of so many "a" */
    const char *hex;
} vectors[] = {
    {0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {1, "bf5d3affb73efd2ec6c36ad3112dd933efed63c4e1cbffcfa88e2759c144f2d8"},
    {4194304, "907a506cf5e706bda5c7a29b43c9c65d8344bd2fa2f22339b359c214812af5a1"},
    {4194305, "5f858b62ccd88447586305aec6fd53c96747cfebf527cbba129a6dfed47d9624"},
    {8388608, "941162ca0d3fcd4e4b5bcaf179e3a156ae2b66b39e87993a7e626e61938ab2c9"},
};

static void test_known_hashes(UNUSED void **state)
{
    CLEANUP_FREE char *bytes = malloc(8388608);
    char hex[HASH_HEX_SIZE];

    assert_non_null(bytes);
    memset(bytes, 'a', 8388608);
    for (size_t i = 0; i < ARRAY_LENGTH(vectors); i++) {
        assert_true(dropbox_hash_piece(NULL, bytes, vectors[i].length, hex));
        assert_string_equal(hex, vectors[i].hex);
    }
}

static void test_a_whole_of_pieces(UNUSED void **state)
{
    CLEANUP_FREE char *bytes = malloc(8388608);
    struct hash *hash = dropbox_hash_new();
    char hex[HASH_HEX_SIZE];

    assert_non_null(bytes);
    memset(bytes, 'a', 8388608);
    assert_true(dropbox_hash_add(hash, bytes, HASH_BLOCK));
    assert_true(dropbox_hash_piece(hash, bytes, HASH_BLOCK, hex));
    assert_string_equal(hex, vectors[2].hex);
    assert_true(dropbox_hash_end(hash, hex));
    assert_string_equal(hex, vectors[4].hex);
    dropbox_hash_free(hash);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_hashes),
        cmocka_unit_test(test_a_whole_of_pieces),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
