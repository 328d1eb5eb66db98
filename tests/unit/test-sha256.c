/* test-sha256.c: our SHA-256 is OpenSSL's, of one message and of two at once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include <openssl/evp.h>

#include "base/sha256.h"

static unsigned char bytes[100000];

static int begin(UNUSED void **state)
{
    uint32_t value = 1;

    for (size_t i = 0; i < sizeof bytes; i++) {
        value = value * 1103515245 + 12345;
        bytes[i] = (unsigned char)(value >> 16);
    }
    return 0;
}

static void expect_openssl(struct sha256 *sha256, const unsigned char *from, size_t length)
{
    unsigned char ours[SHA256_SIZE], theirs[EVP_MAX_MD_SIZE];

    assert_int_equal(EVP_Digest(from, length, theirs, NULL, EVP_sha256(), NULL), 1);
    sha256_finish(sha256, ours);
    assert_memory_equal(ours, theirs, SHA256_SIZE);
}

static void need_the_instructions(void)
{
    if (!sha256_possible())
        skip();
}

static void test_any_length(UNUSED void **state)
{
    need_the_instructions();
    for (size_t length = 0; length < 300; length++) {
        struct sha256 sha256;

        sha256_begin(&sha256);
        sha256_update(&sha256, bytes, length);
        expect_openssl(&sha256, bytes, length);
    }
}

static void test_any_pieces(UNUSED void **state)
{
    need_the_instructions();
    for (size_t step = 1; step < 200; step++) {
        struct sha256 sha256;

        sha256_begin(&sha256);
        for (size_t at = 0; at < 5000; at += step)
            sha256_update(&sha256, bytes + at, at + step < 5000 ? step : 5000 - at);
        expect_openssl(&sha256, bytes, 5000);
    }
}

/* The second begins later than the first, on a block's border or not. */
static void test_two_at_once(UNUSED void **state)
{
    need_the_instructions();
    for (size_t ahead = 0; ahead < 200; ahead++)
        for (size_t length = 0; length < 400; length += 7) {
            struct sha256 file, part;

            sha256_begin(&file);
            sha256_begin(&part);
            sha256_update(&file, bytes, ahead);
            sha256_update_both(&file, &part, bytes + ahead, length);
            sha256_update_both(&file, &part, bytes + ahead + length, 200);
            expect_openssl(&file, bytes, ahead + length + 200);
            expect_openssl(&part, bytes + ahead, length + 200);
        }
}

static void test_two_of_many_blocks(UNUSED void **state)
{
    struct sha256 file, part;

    need_the_instructions();
    sha256_begin(&file);
    sha256_begin(&part);
    sha256_update(&file, bytes, 64);
    sha256_update_both(&file, &part, bytes + 64, sizeof bytes - 64);
    expect_openssl(&file, bytes, sizeof bytes);
    expect_openssl(&part, bytes + 64, sizeof bytes - 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_length),
        cmocka_unit_test(test_any_pieces),
        cmocka_unit_test(test_two_at_once),
        cmocka_unit_test(test_two_of_many_blocks),
    };

    return cmocka_run_group_tests(tests, begin, NULL);
}
