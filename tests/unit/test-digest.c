/* test-digest.c: digests, and the forms in which servers give them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "base/digest.h"
#include "base/text.h"

#define SHA256_EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define SHA256_ABC   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SHA1_ABC     "a9993e364706816aba3e25717850c26c9cd0d89d"
#define MD5_ABC      "900150983cd24fb0d6963f7d28e17f72"

/* The same digests in base64. */
#define SHA256_ABC_64 "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
#define SHA1_ABC_64   "qZk+NkcGgWq6PiVxeFDCbJzQ2J0="
#define MD5_ABC_64    "kAFQmDzST7DWlj99KOF/cg=="

static void expect_digest(const char *algorithm, const char *first, const char *second,
                          const char *expected)
{
    CLEANUP_DIGEST struct digest *digest = digest_new(algorithm);
    char hex[DIGEST_HEX_SIZE];

    assert_non_null(digest);
    assert_true(digest_update(digest, first, strlen(first)));
    assert_true(digest_update(digest, second, strlen(second)));
    assert_true(digest_finish(digest, hex));
    assert_string_equal(hex, expected);
}

static void test_known_answers(UNUSED void **state)
{
    expect_digest("sha256", "", "", SHA256_EMPTY);
    expect_digest("sha256", "abc", "", SHA256_ABC);
    expect_digest("sha256", "a", "bc", SHA256_ABC);
    expect_digest("sha1", "", "abc", SHA1_ABC);
    expect_digest("md5", "ab", "c", MD5_ABC);
}

static void test_unknown_algorithms(UNUSED void **state)
{
    static const char *const names[] = {"", "SHA256", "sha-256", "sha512", "sha2567", "sha25"};
    char hex[DIGEST_HEX_SIZE];

    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        assert_null(digest_new(names[i]));
        assert_false(digest_normalize(names[i], SHA256_ABC, hex));
    }
}

static void expect_normal(const char *algorithm, const char *text, const char *expected)
{
    char hex[DIGEST_HEX_SIZE] = "untouched";

    if (digest_normalize(algorithm, text, hex) != (expected != NULL))
        fail_msg("%s %s", algorithm, text);
    if (expected != NULL)
        assert_string_equal(hex, expected);
}

static void test_hex_in_any_case(UNUSED void **state)
{
    expect_normal("sha256", SHA256_ABC, SHA256_ABC);
    expect_normal("sha1", "A9993E364706816ABA3E25717850C26C9CD0D89D", SHA1_ABC);
    expect_normal("md5", "900150983CD24fb0d6963f7d28e17f72", MD5_ABC);
}

static void test_hex_of_another_length(UNUSED void **state)
{
    expect_normal("sha256", "", NULL);
    expect_normal("sha256", SHA1_ABC, NULL);
    expect_normal("sha1", SHA256_ABC, NULL);
    expect_normal("md5", MD5_ABC "0", NULL);
    expect_normal("md5", "900150983cd24fb0d6963f7d28e17f7", NULL);
    expect_normal("md5", " 900150983cd24fb0d6963f7d28e17f72", NULL);
    expect_normal("md5", "g00150983cd24fb0d6963f7d28e17f72", NULL);
    expect_normal("md5", "0x0150983cd24fb0d6963f7d28e17f72", NULL);
}

static void test_base64(UNUSED void **state)
{
    expect_normal("sha256", SHA256_ABC_64, SHA256_ABC);
    expect_normal("sha1", SHA1_ABC_64, SHA1_ABC);
    expect_normal("md5", MD5_ABC_64, MD5_ABC);
}

static void test_base64_of_another_length(UNUSED void **state)
{
    expect_normal("sha1", SHA256_ABC_64, NULL);
    expect_normal("sha256", MD5_ABC_64, NULL);
    expect_normal("md5", "kAFQmDzST7DWlj99KOF/cg", NULL); /* without its padding */
    expect_normal("md5", "kAFQmDzST7DWlj99KOF/cg=", NULL);
    expect_normal("md5", "kAFQmDzST7DWlj99KOF/cgAA", NULL); /* 18 bytes */
    expect_normal("md5", "kAFQmDzST7DWlj99KOF/cgA=", NULL); /* 17 bytes */
    expect_normal("sha1", "qZk+NkcGgWq6PiVxeFDCbJzQ2J0A", NULL);
}

static void test_base64_padding_stands_at_the_end_only(UNUSED void **state)
{
    expect_normal("md5", "kAFQmDzST7DWlj99KOF/cg=A", NULL);
    expect_normal("md5", "kAFQmDzST7DWlj99KOF/c=g=", NULL);
    expect_normal("md5", "=AFQmDzST7DWlj99KOF/cg==", NULL);
    expect_normal("md5", "========================", NULL);
    expect_normal("sha256", "============================================", NULL);
}

static void test_base64_of_other_characters(UNUSED void **state)
{
    expect_normal("md5", "kAFQmDzST7DWlj99KOF_cg==", NULL);
    expect_normal("md5", "kAFQmDzST7DWlj99KO-/cg==", NULL);
    expect_normal("md5", "kAFQmDzST7DW lj99KOF/c==", NULL);
    expect_normal("md5", " kAFQmDzST7DWlj99KOF/c==", NULL);
    expect_normal("md5", "kAFQmDzST7DWlj99KOF/c\n==", NULL);
    expect_normal("md5",
                  "\xc3\xa9"
                  "FQmDzST7DWlj99KOF/cg==",
                  NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_answers),
        cmocka_unit_test(test_unknown_algorithms),
        cmocka_unit_test(test_hex_in_any_case),
        cmocka_unit_test(test_hex_of_another_length),
        cmocka_unit_test(test_base64),
        cmocka_unit_test(test_base64_of_another_length),
        cmocka_unit_test(test_base64_padding_stands_at_the_end_only),
        cmocka_unit_test(test_base64_of_other_characters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
