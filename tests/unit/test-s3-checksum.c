/* test-s3-checksum.c: CRC-64/NVME and CRC-32C against their definitions.
 *
 * SPDX-License-Identifier: MIT
 *
 * What is random comes from one seed, which is printed; TWATFS_TEST_SEED=NUMBER repeats a run.
 */
#include "scratch.h"

#include <time.h>

#include "../../plugins/s3/checksum.h"
#include "../../plugins/s3/crc.h"

#define NVME_POLYNOMIAL       UINT64_C(0x9a6c9329ac4bc9b5)
#define CASTAGNOLI_POLYNOMIAL UINT64_C(0x82f63b78)

static const char digits[] = "123456789";

/* ---- What is random ---- */

static uint64_t seed, random_state;

/* Vigna's SplitMix64: enough for tests, and the same everywhere. */
static uint64_t random_number(void)
{
    uint64_t mixed = random_state += UINT64_C(0x9e3779b97f4a7c15);

    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

static size_t random_below(size_t limit)
{
    return (size_t)(random_number() % limit);
}

/* A block of exactly that size, so that a sanitizer sees a read beyond it; the caller frees it. */
static unsigned char *random_bytes(size_t length)
{
    unsigned char *bytes = malloc(length);

    assert_true(bytes != NULL || length == 0);
    for (size_t i = 0; i < length; i++)
        bytes[i] = (unsigned char)random_number();
    return bytes;
}

/* ---- The definitions, a bit at a time ---- */

static uint64_t shift(uint64_t value, uint64_t polynomial)
{
    return (value >> 1) ^ ((value & 1) != 0 ? polynomial : 0);
}

static uint64_t slow(uint64_t ones, uint64_t polynomial, const unsigned char *bytes, size_t length)
{
    uint64_t value = ones;

    for (size_t i = 0; i < length; i++) {
        value ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            value = shift(value, polynomial);
    }
    return value ^ ones;
}

static uint64_t slow64(const unsigned char *bytes, size_t length)
{
    return slow(UINT64_MAX, NVME_POLYNOMIAL, bytes, length);
}

static uint32_t slow32(const unsigned char *bytes, size_t length)
{
    return (uint32_t)slow(UINT32_MAX, CASTAGNOLI_POLYNOMIAL, bytes, length);
}

/* Both ways of both CRCs. */
static void expect_both(const unsigned char *bytes, size_t length)
{
    static struct crc nvme, castagnoli;
    uint64_t expected64 = slow64(bytes, length);
    uint32_t expected32 = slow32(bytes, length);

    if (nvme.width == 0) {
        crc_prepare(&nvme, 64, NVME_POLYNOMIAL);
        crc_prepare(&castagnoli, 32, CASTAGNOLI_POLYNOMIAL);
    }
    if (crc64nvme(0, bytes, length) != expected64 ||
        crc_update_by_table(&nvme, 0, bytes, length) != expected64)
        fail_msg("CRC-64/NVME of %zu bytes, seed %llu", length, (unsigned long long)seed);
    if (crc32c(0, bytes, length) != expected32 ||
        crc_update_by_table(&castagnoli, 0, bytes, length) != expected32)
        fail_msg("CRC-32C of %zu bytes, seed %llu", length, (unsigned long long)seed);
}

/* ---- Known answers ---- */

static void test_check_values(UNUSED void **state)
{
    assert_true(crc64nvme(0, digits, 9) == UINT64_C(0xae8b14860a799888));
    assert_int_equal(crc32c(0, digits, 9), 0xe3069283);
}

/* RFC 3720, appendix B.4. */
static void test_crc32c_of_the_rfc(UNUSED void **state)
{
    unsigned char bytes[32];

    memset(bytes, 0, sizeof bytes);
    assert_int_equal(crc32c(0, bytes, sizeof bytes), 0x8a9136aa);
    memset(bytes, 0xff, sizeof bytes);
    assert_int_equal(crc32c(0, bytes, sizeof bytes), 0x62a8ab43);
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)i;
    assert_int_equal(crc32c(0, bytes, sizeof bytes), 0x46dd794e);
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(31 - i);
    assert_int_equal(crc32c(0, bytes, sizeof bytes), 0x113fdb5c);
}

/* NVM Command Set Specification 1.0, the test cases of its 64b CRC. */
static void test_crc64nvme_of_the_specification(UNUSED void **state)
{
    unsigned char bytes[4096];

    memset(bytes, 0, sizeof bytes);
    assert_true(crc64nvme(0, bytes, sizeof bytes) == UINT64_C(0x6482d367eb22b64e));
    memset(bytes, 0xff, sizeof bytes);
    assert_true(crc64nvme(0, bytes, sizeof bytes) == UINT64_C(0xc0ddba7302eca3ac));
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)i;
    assert_true(crc64nvme(0, bytes, sizeof bytes) == UINT64_C(0x3e729f5f6750449c));
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(255 - i);
    assert_true(crc64nvme(0, bytes, sizeof bytes) == UINT64_C(0x9a2df64b8e9e517e));
}

static void test_nothing_changes_nothing(UNUSED void **state)
{
    assert_true(crc64nvme(0, NULL, 0) == 0);
    assert_true(crc64nvme(7, NULL, 0) == 7);
    assert_int_equal(crc32c(0, NULL, 0), 0);
    assert_int_equal(crc32c(7, NULL, 0), 7);
}

static void test_text_is_base64_of_the_highest_byte_first(UNUSED void **state)
{
    char text64[13], text32[9];

    crc64nvme_text(UINT64_C(0xae8b14860a799888), text64);
    assert_string_equal(text64, "rosUhgp5mIg=");
    crc64nvme_text(1, text64);
    assert_string_equal(text64, "AAAAAAAAAAE=");
    crc32c_text(0xe3069283, text32);
    assert_string_equal(text32, "4waSgw==");
    crc32c_text(1, text32);
    assert_string_equal(text32, "AAAAAQ==");
}

static void test_the_way_has_a_name(UNUSED void **state)
{
    static const char *const ways[] = {"pclmul", "pmull", "table"};
    bool known = false;

    for (size_t i = 0; i < ARRAY_LENGTH(ways); i++)
        known = known || strcmp(crc64nvme_way(), ways[i]) == 0;
    assert_true(known);
    assert_string_equal(crc32c_way(), crc64nvme_way());
#ifdef __x86_64__
    assert_string_equal(crc64nvme_way(), __builtin_cpu_supports("pclmul") ? "pclmul" : "table");
#endif
}

/* ---- Properties ---- */

static void test_every_length_up_to_eight_rounds(UNUSED void **state)
{
    for (size_t length = 0; length <= 8 * 64 + 17; length++) {
        CLEANUP_FREE unsigned char *bytes = random_bytes(length);

        expect_both(bytes, length);
    }
}

static void test_every_alignment(UNUSED void **state)
{
    CLEANUP_FREE unsigned char *bytes = random_bytes(64 + 1024);

    for (size_t offset = 0; offset < 64; offset++) {
        expect_both(bytes + offset, 1024);
        expect_both(bytes + offset, 1024 - offset);
    }
}

static void test_random_lengths(UNUSED void **state)
{
    for (int i = 0; i < 60; i++) {
        size_t length = random_below((size_t)1 << (1 + random_below(18)));
        CLEANUP_FREE unsigned char *bytes = random_bytes(length);

        expect_both(bytes, length);
    }
}

static void test_a_single_bit_anywhere(UNUSED void **state)
{
    unsigned char bytes[200] = {0};

    for (size_t bit = 0; bit < 8 * sizeof bytes; bit++) {
        bytes[bit / 8] = (unsigned char)(1u << bit % 8);
        expect_both(bytes, sizeof bytes);
        bytes[bit / 8] = 0;
    }
}

static void test_split_anywhere(UNUSED void **state)
{
    CLEANUP_FREE unsigned char *bytes = random_bytes(20000);
    uint64_t whole64 = crc64nvme(0, bytes, 20000);
    uint32_t whole32 = crc32c(0, bytes, 20000);

    for (int i = 0; i < 500; i++) {
        uint64_t value64 = 0;
        uint32_t value32 = 0;

        for (size_t at = 0, length; at < 20000; at += length) {
            length = random_below((size_t)2 << random_below(13));
            length = length > 20000 - at ? 20000 - at : length;
            value64 = crc64nvme(value64, bytes + at, length);
            value32 = crc32c(value32, bytes + at, length);
        }
        if (value64 != whole64 || value32 != whole32)
            fail_msg("seed %llu", (unsigned long long)seed);
    }
}

/* ---- Parts ---- */

static void test_combined_is_concatenated(UNUSED void **state)
{
    for (int i = 0; i < 300; i++) {
        size_t length = random_below(5000), first = random_below(length + 1);
        CLEANUP_FREE unsigned char *bytes = random_bytes(length);
        uint64_t a = crc64nvme(0, bytes, first), b = crc64nvme(0, bytes + first, length - first);
        uint32_t c = crc32c(0, bytes, first), d = crc32c(0, bytes + first, length - first);

        if (crc64nvme_combine(a, b, length - first) != crc64nvme(0, bytes, length) ||
            crc32c_combine(c, d, length - first) != crc32c(0, bytes, length))
            fail_msg("%zu of %zu, seed %llu", first, length, (unsigned long long)seed);
    }
}

static void test_combined_with_nothing(UNUSED void **state)
{
    uint64_t value = crc64nvme(0, digits, 9);

    assert_true(crc64nvme_combine(value, 0, 0) == value);
    assert_true(crc64nvme_combine(0, value, 9) == value);
    assert_int_equal(crc32c_combine(crc32c(0, digits, 9), 0, 0), 0xe3069283);
    assert_int_equal(crc32c_combine(0, crc32c(0, digits, 9), 9), 0xe3069283);
}

static void test_parts_of_one_size_make_the_whole(UNUSED void **state)
{
    CLEANUP_FREE unsigned char *bytes = random_bytes(100000);
    uint64_t value64 = 0;
    uint32_t value32 = 0;

    for (size_t at = 0; at < 100000; at += 7000) {
        size_t length = 100000 - at < 7000 ? 100000 - at : 7000;

        value64 = crc64nvme_combine(value64, crc64nvme(0, bytes + at, length), length);
        value32 = crc32c_combine(value32, crc32c(0, bytes + at, length), length);
    }
    assert_true(value64 == slow64(bytes, 100000));
    assert_int_equal(value32, slow32(bytes, 100000));
}

/* What a register becomes with 2^n zero bytes behind it is a linear map: that of one byte, squared
 * n times.  columns[i] is what bit i becomes. */
struct map {
    uint64_t columns[64];
};

static uint64_t apply(const struct map *map, uint64_t value)
{
    uint64_t result = 0;

    for (unsigned bit = 0; bit < 64; bit++)
        result ^= (value >> bit & 1) != 0 ? map->columns[bit] : 0;
    return result;
}

static struct map square(const struct map *map)
{
    struct map squared;

    for (unsigned bit = 0; bit < 64; bit++)
        squared.columns[bit] = apply(map, map->columns[bit]);
    return squared;
}

static struct map one_zero_byte(uint64_t polynomial)
{
    struct map map;

    for (unsigned bit = 0; bit < 64; bit++) {
        map.columns[bit] = UINT64_C(1) << bit;
        for (int i = 0; i < 8; i++)
            map.columns[bit] = shift(map.columns[bit], polynomial);
    }
    return map;
}

static void test_combined_with_zeros_up_to_2_to_the_62(UNUSED void **state)
{
    struct map map64 = one_zero_byte(NVME_POLYNOMIAL);
    struct map map32 = one_zero_byte(CASTAGNOLI_POLYNOMIAL);
    uint64_t a64 = random_number(), length = 1;
    uint32_t a32 = (uint32_t)random_number();

    for (int n = 0; n <= 62; n++, length *= 2) {
        uint64_t zeros64 = ~apply(&map64, UINT64_MAX);
        uint32_t zeros32 = ~(uint32_t)apply(&map32, UINT32_MAX);

        if (crc64nvme_combine(a64, zeros64, length) != ~apply(&map64, ~a64) ||
            crc32c_combine(a32, zeros32, length) != ~(uint32_t)apply(&map32, (uint32_t)~a32))
            fail_msg("2^%d zeros, seed %llu", n, (unsigned long long)seed);
        map64 = square(&map64);
        map32 = square(&map32);
    }
}

/* Such lengths have many bits, and come from nothing but lengths: (A B) C is A (B C). */
static void test_combining_long_parts_in_any_order(UNUSED void **state)
{
    for (int i = 0; i < 100; i++) {
        uint64_t a = random_number(), b = random_number(), c = random_number();
        uint64_t b_length = random_number() >> 24, c_length = random_number() >> 24;
        uint32_t a32 = (uint32_t)a, b32 = (uint32_t)b, c32 = (uint32_t)c;

        if (crc64nvme_combine(crc64nvme_combine(a, b, b_length), c, c_length) !=
                crc64nvme_combine(a, crc64nvme_combine(b, c, c_length), b_length + c_length) ||
            crc32c_combine(crc32c_combine(a32, b32, b_length), c32, c_length) !=
                crc32c_combine(a32, crc32c_combine(b32, c32, c_length), b_length + c_length))
            fail_msg("seed %llu", (unsigned long long)seed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_check_values),
        cmocka_unit_test(test_crc32c_of_the_rfc),
        cmocka_unit_test(test_crc64nvme_of_the_specification),
        cmocka_unit_test(test_nothing_changes_nothing),
        cmocka_unit_test(test_text_is_base64_of_the_highest_byte_first),
        cmocka_unit_test(test_the_way_has_a_name),
        cmocka_unit_test(test_every_length_up_to_eight_rounds),
        cmocka_unit_test(test_every_alignment),
        cmocka_unit_test(test_random_lengths),
        cmocka_unit_test(test_a_single_bit_anywhere),
        cmocka_unit_test(test_split_anywhere),
        cmocka_unit_test(test_combined_is_concatenated),
        cmocka_unit_test(test_combined_with_nothing),
        cmocka_unit_test(test_parts_of_one_size_make_the_whole),
        cmocka_unit_test(test_combined_with_zeros_up_to_2_to_the_62),
        cmocka_unit_test(test_combining_long_parts_in_any_order),
    };
    const char *given = getenv("TWATFS_TEST_SEED");

    seed = given != NULL ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    random_state = seed;
    printf("# TWATFS_TEST_SEED=%llu\n", (unsigned long long)seed);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
