/* test-s3-parts.c: how a file is cut into parts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "scratch.h"

#include "s3/parts.h"

#define GIB        (1024 * MIB)
#define TIB        (1024 * GIB)
#define OBJECT_MAX (PARTS_MAX * PART_SIZE_MAX) /* 48.8 TiB */

static uint64_t count_of(uint64_t bytes, uint64_t size)
{
    return bytes / size + (bytes % size != 0);
}

static void whatever_the_size_parts_are_within_the_limits(void **state)
{
    static const uint64_t sizes[] = {
        0,
        1,
        5 * MIB - 1,
        5 * MIB,
        5 * MIB + 1,
        8 * MIB,
        PARTS_MAX * 8 * MIB - 1,
        PARTS_MAX * 8 * MIB,
        PARTS_MAX * 8 * MIB + 1,
        PARTS_MAX * 16 * MIB - 1,
        PARTS_MAX * 16 * MIB,
        PARTS_MAX * 16 * MIB + 1,
        TIB,
        5 * TIB,
        5 * TIB + 1,
        48 * TIB,
        OBJECT_MAX - 1,
        OBJECT_MAX,
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
        for (int amazon = 0; amazon <= 1; amazon++) {
            uint64_t size = parts_size(sizes[i], 0, amazon);

            assert_in_range(size, PART_SIZE_MIN, PART_SIZE_MAX);
            assert_true(count_of(sizes[i], size) <= PARTS_MAX);
        }
    }
}

static void what_no_parts_hold_has_no_size(void **state)
{
    (void)state;
    assert_int_equal(parts_size(OBJECT_MAX + 1, 0, true), 0);
    assert_int_equal(parts_size(UINT64_MAX - 1, 0, true), 0);
    assert_int_equal(parts_size(OBJECT_MAX + 1, PART_SIZE_MAX, true), 0);
}

static void small_files_get_the_usual_size(void **state)
{
    (void)state;
    assert_int_equal(parts_size(0, 0, true), PART_SIZE);
    assert_int_equal(parts_size(PART_SIZE, 0, true), PART_SIZE);
    assert_int_equal(parts_size(GIB / 2, 0, true), PART_SIZE);
    assert_int_equal(parts_size(GIB / 2 + 64 * MIB - 1, 0, true), PART_SIZE);
}

static void large_files_get_larger_parts_so_that_there_are_few(void **state)
{
    (void)state;
    assert_int_equal(parts_size(GIB / 2 + 64 * MIB, 0, true), PART_SIZE + MIB);
    assert_int_equal(parts_size(GIB - 1, 0, true), 15 * MIB);
    assert_int_equal(parts_size(GIB, 0, true), 16 * MIB);
    assert_int_equal(parts_size(TIB / 10, 0, true), 16 * MIB);
    assert_int_equal(parts_size(PARTS_MAX * 16 * MIB, 0, true), 16 * MIB);
}

static void one_byte_more_than_ten_thousand_parts_takes_larger_ones(void **state)
{
    (void)state;
    assert_int_equal(parts_size(PARTS_MAX * PART_SIZE_MOST + 1, 0, true), PART_SIZE_MOST + MIB);
    assert_int_equal(parts_size(PARTS_MAX * PART_SIZE, PART_SIZE, true), PART_SIZE);
    assert_int_equal(parts_size(PARTS_MAX * PART_SIZE + 1, PART_SIZE, true), PART_SIZE + MIB);
}

static void sizes_that_had_to_grow_are_whole_mebibytes(void **state)
{
    (void)state;
    assert_int_equal(parts_size(TIB, 0, true) % MIB, 0);
    assert_int_equal(parts_size(40 * TIB, 0, true) % MIB, 0);
}

static void a_wish_is_kept_where_it_can_be(void **state)
{
    (void)state;
    assert_int_equal(parts_size(GIB, 64 * MIB, true), 64 * MIB);
    assert_int_equal(parts_size(GIB, PART_SIZE_MIN, true), PART_SIZE_MIN);
    assert_int_equal(parts_size(GIB, PART_SIZE_MAX, true), PART_SIZE_MAX);
}

static void a_wish_that_is_too_small_is_raised(void **state)
{
    (void)state;
    assert_int_equal(parts_size(GIB, 1, true), PART_SIZE_MIN);
    assert_true(parts_size(TIB, PART_SIZE_MIN, true) >= TIB / PARTS_MAX);
}

static void a_wish_that_is_too_large_is_none(void **state)
{
    (void)state;
    assert_in_range(parts_size(GIB, PART_SIZE_MAX + 1, true), PART_SIZE_MIN, PART_SIZE_MAX);
}

static void elsewhere_a_thousand_parts_do_as_long_as_memory_holds_one(void **state)
{
    static const uint64_t sizes[] = {GIB,      1000 * 16 * MIB, 1000 * 16 * MIB + 1,
                                     16 * GIB, 32 * GIB,        PARTS_FEW * PART_BUFFER};

    (void)state;
    for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
        uint64_t size = parts_size(sizes[i], 0, false);

        assert_in_range(size, PART_SIZE_MOST, PART_BUFFER);
        assert_int_equal(size % MIB, 0);
        assert_true(count_of(sizes[i], size) <= PARTS_FEW);
    }
    assert_int_equal(parts_size(1000 * 16 * MIB, 0, false), 16 * MIB);
    assert_int_equal(parts_size(1000 * 16 * MIB + 1, 0, false), 17 * MIB);
    assert_int_equal(parts_size(16 * GIB, 0, true), 16 * MIB);
}

static void elsewhere_what_is_larger_goes_in_ten_thousand_too(void **state)
{
    (void)state;
    assert_int_equal(parts_size(PARTS_FEW * PART_BUFFER + 1, 0, false), PART_SIZE_MOST);
    assert_int_equal(parts_size(TIB, 0, false), parts_size(TIB, 0, true));
    assert_int_equal(parts_size(OBJECT_MAX, 0, false), PART_SIZE_MAX);
}

static void elsewhere_small_files_and_wishes_are_as_at_amazon(void **state)
{
    (void)state;
    assert_int_equal(parts_size(GIB / 2, 0, false), PART_SIZE);
    assert_int_equal(parts_size(GIB - 1, 0, false), 15 * MIB);
    assert_int_equal(parts_size(16 * GIB, PART_SIZE, false), PART_SIZE);
    for (uint32_t number = 1; number <= 3001; number += 250)
        assert_int_equal(parts_grown_size(number, 32 * MIB, false),
                         parts_grown_size(number, 32 * MIB, true));
}

static uint64_t bytes_of_stream(uint32_t count, bool amazon)
{
    uint64_t sum = 0;

    for (uint32_t number = 1; number <= count; number++)
        sum += parts_grown_size(number, 0, amazon);
    return sum;
}

static void elsewhere_a_thousand_parts_of_a_stream_hold_31_gibibytes(void **state)
{
    (void)state;
    assert_true(bytes_of_stream(PARTS_FEW, false) > 31 * GIB);
    assert_int_equal(parts_grown_size(PARTS_FEW, 0, false), PART_BUFFER);
    assert_int_equal(parts_grown_size(PARTS_FEW + 1, 0, false), PART_BUFFER);
}

/* As many bytes as at Amazon are of one size, which some stores ask for. */
static void elsewhere_half_of_a_thousand_parts_of_a_stream_are_of_one_size(void **state)
{
    (void)state;
    assert_int_equal(parts_grown_size(1, 0, false), PART_SIZE_MOST);
    assert_int_equal(parts_grown_size(PARTS_FEW / 2, 0, false), PART_SIZE_MOST);
    assert_int_equal(parts_grown_size(PARTS_FEW / 2 + 1, 0, false), 2 * PART_SIZE_MOST);
    assert_int_equal(bytes_of_stream(PARTS_FEW / 2, false), 1000 * PART_SIZE);
}

static void parts_of_a_stream_never_shrink(void **state)
{
    (void)state;
    for (int amazon = 0; amazon <= 1; amazon++)
        for (uint32_t number = 1; number < PARTS_MAX; number++)
            assert_true(parts_grown_size(number, 0, amazon) <=
                        parts_grown_size(number + 1, 0, amazon));
}

static void parts_of_a_stream_double_with_every_thousand(void **state)
{
    (void)state;
    assert_int_equal(parts_grown_size(1, 0, true), PART_SIZE);
    assert_int_equal(parts_grown_size(1000, 0, true), PART_SIZE);
    assert_int_equal(parts_grown_size(1001, 0, true), 2 * PART_SIZE);
    assert_int_equal(parts_grown_size(2001, 0, true), 4 * PART_SIZE);
}

static void parts_of_a_stream_have_an_end(void **state)
{
    (void)state;
    assert_int_equal(parts_grown_size(PARTS_MAX, 0, true), PART_GROWN_MAX);
    assert_int_equal(parts_grown_size(UINT32_MAX, 0, true), PART_GROWN_MAX);
    assert_int_equal(parts_grown_size(1, PART_SIZE_MAX, true), PART_GROWN_MAX);
}

static void parts_of_a_stream_begin_with_the_wish(void **state)
{
    (void)state;
    assert_int_equal(parts_grown_size(1, 32 * MIB, true), 32 * MIB);
    assert_int_equal(parts_grown_size(1, 1, true), PART_SIZE_MIN);
    assert_int_equal(parts_grown_size(0, 0, true), PART_SIZE);
}

static void ten_thousand_parts_of_a_stream_hold_three_tebibytes(void **state)
{
    (void)state;
    assert_true(bytes_of_stream(PARTS_MAX, true) > 3 * TIB);
    assert_true(bytes_of_stream(PARTS_MAX, false) > 3 * TIB);
}

static void parts_under_way_fit_into_memory(void **state)
{
    (void)state;
    assert_int_equal(parts_at_once(PART_SIZE, 8), 8);
    assert_int_equal(parts_at_once(PART_SIZE, 32), IN_FLIGHT / PART_SIZE);
    assert_int_equal(parts_at_once(PART_SIZE_MIN, 32), IN_FLIGHT / PART_SIZE_MIN);
    assert_int_equal(parts_at_once(PART_SIZE, 1), 1);
}

static void one_part_is_always_under_way(void **state)
{
    (void)state;
    assert_int_equal(parts_at_once(IN_FLIGHT, 8), 1);
    assert_int_equal(parts_at_once(IN_FLIGHT + 1, 8), 1);
    assert_int_equal(parts_at_once(PART_SIZE_MAX, 8), 1);
    assert_int_equal(parts_at_once(0, 8), 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_the_size_parts_are_within_the_limits),
        cmocka_unit_test(what_no_parts_hold_has_no_size),
        cmocka_unit_test(small_files_get_the_usual_size),
        cmocka_unit_test(large_files_get_larger_parts_so_that_there_are_few),
        cmocka_unit_test(one_byte_more_than_ten_thousand_parts_takes_larger_ones),
        cmocka_unit_test(sizes_that_had_to_grow_are_whole_mebibytes),
        cmocka_unit_test(a_wish_is_kept_where_it_can_be),
        cmocka_unit_test(a_wish_that_is_too_small_is_raised),
        cmocka_unit_test(a_wish_that_is_too_large_is_none),
        cmocka_unit_test(elsewhere_a_thousand_parts_do_as_long_as_memory_holds_one),
        cmocka_unit_test(elsewhere_what_is_larger_goes_in_ten_thousand_too),
        cmocka_unit_test(elsewhere_small_files_and_wishes_are_as_at_amazon),
        cmocka_unit_test(elsewhere_a_thousand_parts_of_a_stream_hold_31_gibibytes),
        cmocka_unit_test(elsewhere_half_of_a_thousand_parts_of_a_stream_are_of_one_size),
        cmocka_unit_test(parts_of_a_stream_never_shrink),
        cmocka_unit_test(parts_of_a_stream_double_with_every_thousand),
        cmocka_unit_test(parts_of_a_stream_have_an_end),
        cmocka_unit_test(parts_of_a_stream_begin_with_the_wish),
        cmocka_unit_test(ten_thousand_parts_of_a_stream_hold_three_tebibytes),
        cmocka_unit_test(parts_under_way_fit_into_memory),
        cmocka_unit_test(one_part_is_always_under_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
